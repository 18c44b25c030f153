"""What a search shows of a note."""

import pytest

from minutebook.flow.outputs.found import pick_passages

NOTE = "# Seal\n\n**Date**: 2026-03-12\n**Reply**: [[2026-03-12 - Re - Seal]]\n\n## Decisions\n\n- The seal is bronze. ^mb-1\n"


@pytest.mark.parametrize(
    ("word", "shown"), [("Seal", "Reply: 2026-03-12 - Re - Seal"), ("Reply", "Reply: 2026-03-12 - Re - Seal")]
)
def test_a_line_of_the_head_is_shown_as_it_reads(word: str, shown: str) -> None:
    """Its stars are no words, and the find stays on its word."""
    line = "**Reply**: 2026-03-12 - Re - Seal"
    at = line.index(word)
    (passage,) = pick_passages(
        "Journal/Seal.md", NOTE, [(3, line, ((at, at + len(word)),))], most=2, shared=frozenset()
    )
    assert passage.text == shown
    assert [passage.text[a:b] for a, b in passage.finds] == [word]


def test_an_item_is_shown_with_the_link_to_its_block() -> None:
    """List marks are left out."""
    line = "- The seal is bronze."
    (passage,) = pick_passages("Journal/Seal.md", NOTE, [(7, line, ((6, 10),))], most=2, shared=frozenset())
    assert passage.text == "The seal is bronze."
    assert passage.link == "[[Seal#^mb-1]]"


@pytest.mark.parametrize("word", ["seal", "Sunday", "2026-03-15"])
def test_a_task_is_shown_in_words(word: str) -> None:
    """No box, star or sign; its day and that it is yours are told, and the find stays on its word."""
    line = "- [ ] Grease the **seal** on Sunday @Myself  ⏫ 📅 2026-03-15"
    at = line.index(word)
    (passage,) = pick_passages(
        "Journal/Seal.md", NOTE, [(7, line, ((at, at + len(word)),))], most=2, shared=frozenset()
    )
    assert passage.text == "Grease the seal on Sunday (you)  (due 2026-03-15)"
    ((a, b),) = passage.finds
    assert word in passage.text[a:b]
