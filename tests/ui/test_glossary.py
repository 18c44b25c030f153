"""Abbreviations: asked about where a source spells them out, kept, and used."""

from datetime import date

from book import Book
from minutebook.flow.context import build_context, registry_digest
from minutebook.flow.extract.llm.prompt import read_wording, write_prompt
from minutebook.model.entity import Me, Term
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

TALK = """\
Odalys Brennick: The Harbour Access Plan, HAP, goes to the board in May, and the ramp is part of it.
Pelle Strandmark: I'll send the drawings of the ramp for it by Friday.
"""
LATER = """\
Odalys Brennick: HAP is approved, so the ramp is built in June.
Pelle Strandmark: Then I'll order the planks by Monday.
"""


def review(book: Book) -> str:
    path = book.root / "Review.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def asked(book: Book) -> str:
    """The talk read; the id of what is asked about it."""
    book.drop("Ramp 2026-03-12.txt", TALK)
    assert book("ingest").code == 0
    text = review(book)
    assert "“HAP” stands for **Harbour Access Plan**" in text, text
    return next(line for line in text.splitlines() if "stands for" in line).rpartition("^")[2]


def test_what_is_spelled_out_is_asked_and_kept(book: Book) -> None:
    """A yes puts it into the glossary, as a line in Minutebook/; an undo takes it out."""
    assert book("accept", asked(book)).code == 0
    assert book("glossary").out == "HAP = Harbour Access Plan\n"
    assert any(b'"HAP"' in data for path, data in book.files().items() if path.startswith("Minutebook/term-"))
    assert "stands for" not in review(book)
    assert book("undo").code == 0
    assert "HAP" not in book("glossary").out


def test_a_no_is_not_asked_again(book: Book) -> None:
    """Neither by the same source nor by another."""
    assert book("reject", asked(book)).code == 0
    book.drop("Ramp again 2026-03-13.txt", TALK.replace("May", "June"))
    assert book("ingest").code == 0
    assert "stands for" not in review(book)


def test_search_finds_what_it_stands_for(book: Book) -> None:
    """By the abbreviation the words, by the words the abbreviation."""
    book.drop("Ramp 2026-03-12.txt", TALK.replace(", HAP,", ""))
    book.drop("Planks 2026-03-20.txt", LATER)
    assert book("ingest").code == 0
    assert "Ramp" not in book("search", "HAP").out
    assert book("glossary", "add", "HAP", "Harbour Access Plan").code == 0
    assert "Ramp" in book("search", "HAP").out
    assert "Planks" in book("search", "Harbour Access Plan").out


def test_a_project_is_meant_by_its_abbreviation(book: Book) -> None:
    """The glossary has it for the project's name: the note of what speaks of HAP links the project."""
    assert book("projects", "add", "Harbour Access Plan").code == 0
    assert book("glossary", "add", "HAP", "Harbour Access Plan").code == 0
    book.drop("Planks 2026-03-20.txt", LATER)
    assert book("ingest").code == 0
    note = next(p for p in book.root.rglob("2026-03-20*.md") if "Sources" not in p.parts)
    assert "[[Harbour Access Plan" in note.read_text(encoding="utf-8")


def test_wrong_use_is_told(book: Book) -> None:
    """Several words are no abbreviation, what is not there cannot be taken out, what is there is not said twice."""
    assert book("glossary", "add", "H A P", "Harbour Access Plan").code == 2
    assert book("glossary", "remove", "HAP").code == 2
    assert book("glossary", "add", "HAP", "Harbour Access Plan").code == 0
    assert book("glossary", "add", "HAP", "harbour access plan").code == 2
    assert book("glossary", "remove", "hap").code == 0
    assert "None yet" in book("glossary").err


def test_a_model_is_told_only_what_the_source_uses() -> None:
    """Before the source, one line; without any the prompt and the key of kept answers are what they were."""
    part = Part("a", "a", 1)
    said = (Utterance(0, "HAP is approved", block=0),)
    source = Source("s", SourceKind.CONVERSATION, "text", (part,), date(2026, 5, 4), DatedFrom.NAME, "Quay", said)
    terms = (Term("HAP", "Harbour Access Plan"), Term("SOW", "statement of work"))
    told = build_context(source, Me(), (), (), terms=terms)
    assert told.terms == terms[:1]
    prompt = write_prompt(source, told, read_wording(), said)
    assert "Abbreviations here: HAP = Harbour Access Plan" in prompt.context
    bare = build_context(source, Me(), (), ())
    assert "Abbreviations" not in write_prompt(source, bare, read_wording(), said).context
    assert registry_digest(bare) == registry_digest(build_context(source, Me(), (), (), terms=terms[1:]))
    assert registry_digest(bare) != registry_digest(told)


def test_initials_are_no_abbreviation(book: Book) -> None:
    """Minutes that give the initials of those present ask nothing."""
    present = "# Ramp\n\nPresent: Odalys Brennick (OB), Pelle Strandmark (PS), Ilse Vantongeren (IV)\n\n- PS orders the planks by Monday\n"
    book.drop("2026-03-12 Ramp.md", present)
    assert book("ingest").code == 0
    assert "stands for" not in review(book)
