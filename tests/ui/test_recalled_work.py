"""News of a task whose words say little: it is bound by the words in which the task came about."""

from book import Book

FIRST = """\
Odalys Brennick: Morning Jory. The counterweight of the old bell is cracked, somebody has to weld the counterweight.
Jory Vennet: I'll weld the counterweight by Friday.
Odalys Brennick: Thank you. The weather is a disgrace.
"""
SECOND = """\
Odalys Brennick: Hello Jory. How is the cracked counterweight?
Jory Vennet: I welded the counterweight on Thursday. It's done.
Odalys Brennick: Lovely. The weather is better, too.
"""


def test_news_finds_a_task_that_was_renamed(book: Book) -> None:
    """A person wrote the task in words of their own that no later talk repeats; what its source says of it still tells."""
    book.drop("Bell 2026-03-02.txt", FIRST)
    assert book("ingest").code == 0
    note = next(book.root.glob("**/2026-03-02 - *.md"))
    note = next(path for path in book.root.glob("**/2026-03-02*.md") if "@Jory" in path.read_text(encoding="utf-8"))
    lines = note.read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines) if line.startswith("- [?]") and "@Jory" in line)
    words, rest = lines[at][len("- [?] ") :].split(" @Jory", 1)
    lines[at] = f"- [ ] Safety first! @Jory{rest}"
    note.write_text("\n".join(lines), encoding="utf-8")
    book.drop("Bell 2026-03-09.txt", SECOND)
    assert book("ingest").code == 0
    later = next(path for path in book.root.glob("**/2026-03-09*.md") if "## " in path.read_text(encoding="utf-8"))
    assert "- Done: Safety first!" in later.read_text(encoding="utf-8"), (words, later.read_text(encoding="utf-8"))
