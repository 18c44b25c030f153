"""Passages read from renderings."""

from minutebook.flow.review.passage import around, naming, read_passages

TALK = """# Pump

**Date**: 2026-03-12

**Odalys Brennick**

*0:03* Morning\\. The pump is leaking\\_ again. ^u0

*1:00:09* It loses four litres. ^u1

**—**

*1:00:12* Who is that? ^u2

> [!note]- Also in the file
> nothing
"""
PAPER = """# Plan

**Works** ^u0

First sentence. Second sentence. ^u1

- one ^u3
    - ☐ two ^u4

| what | when |
| --- | --- |
| seal | May |

^u5
"""


def test_talk_is_read_with_speakers_and_times() -> None:
    """Escapes are gone, a line of no speaker ends the one before."""
    heard = read_passages(TALK)
    assert [(h.block, h.speaker, h.time) for h in heard] == [
        (0, "Odalys Brennick", "0:03"),
        (1, "Odalys Brennick", "1:00:09"),
        (2, None, "1:00:12"),
    ]
    assert heard[0].text == "Morning. The pump is leaking_ again."


def test_what_is_written_is_read_with_items_and_tables() -> None:
    """A heading is no speaker; a table is the rows above its number."""
    heard = {h.block: h.text for h in read_passages(PAPER)}
    assert heard == {
        0: "Works",
        1: "First sentence. Second sentence.",
        3: "one",
        4: "☐ two",
        5: "what · when\nseal · May",
    }


def test_an_utterance_inside_a_block_lights_the_block() -> None:
    """Two are shown before, three after, and no more than asked."""
    near = around(read_passages(PAPER), {2}, before=1, after=1)
    assert [(h.block, h.lit) for h in near] == [(0, False), (1, True), (3, False)]
    assert around(read_passages(PAPER), set()) == ()
    assert around((), {1}) == ()


def test_a_name_is_found_where_it_is_first_said() -> None:
    """By the whole name, else its first word, else where they speak."""
    heard = read_passages(TALK)
    assert naming(heard, "The pump") == (0,)
    assert naming(heard, "Odalys Brennick") == (0,)
    assert naming(heard, "Nobody Here") == ()
