"""Work that is to be held back or ended: what a later meeting tells of it through the commands."""

from book import Book

FIRST = """Odalys Brennick  0:01
Pelle, can you take the yellow crane out of use today, please?

Pelle Strandmark  0:09
Yes, I'll take the yellow crane out of use.

Odalys Brennick  0:15
And I'll tell Runa not to drill the quay wall.
"""
LATER = """Pelle Strandmark  0:01
So, the quay wall. The surveyor has looked at it.

Odalys Brennick  0:09
Oh yes?

Pelle Strandmark  0:12
He would like the holes ten centimetres lower. It's not drilled yet, I think.

Odalys Brennick  0:20
Good. And the yellow crane?

Pelle Strandmark  0:25
The yellow crane has been withdrawn.
"""


def test_talk_of_what_was_forbidden_cancels_nothing_and_what_is_ended_is_not_cancelled(book: Book) -> None:
    """The task that says "not" stays open, the crane's is done."""
    book.drop("Quay 2026-03-12_otter_ai.txt", FIRST)
    assert book("ingest").code == 0
    first = book.note("*/*/2026-03-12 - Quay*.md").read_text(encoding="utf-8")
    assert book("accept", "--kind", "task").code == 0
    book.drop("Quay 2026-03-19_otter_ai.txt", LATER)
    assert book("ingest").code == 0
    told = book.note("*/*/2026-03-19 - Quay*.md").read_text(encoding="utf-8")
    assert "not to drill the quay wall" in first
    assert "Cancelled:" not in told
    assert "Done: Take the yellow crane out of use" in told
