"""Timed captions: what is lenient, what is told apart."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt

NOW = datetime(2026, 11, 2, tzinfo=UTC)
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)


def read(text: str, name: str = "call.vtt"):
    return adapt(name, text.encode(), NOW, UTC, 10_000_000)[0]


def spoken(text: str):
    return [(u.speaker, u.text) for u in read(text).utterances]


def cue(start: int, text: str) -> str:
    return f"00:{start // 60:02}:{start % 60:02}.000 --> 00:{start // 60:02}:{start % 60:02}.900\n{text}\n\n"


def test_cues_out_of_order_and_overlapping_stay_in_file_order() -> None:
    """The file's order is the order; times are kept as they are."""
    source = read("WEBVTT\n\n" + cue(9, "third") + cue(2, "first") + cue(2, "second"))
    assert [(u.text, u.start) for u in source.utterances] == [("third", 9.0), ("first", 2.0), ("second", 2.0)]


def test_a_truncated_file_is_read_as_far_as_it_is_whole() -> None:
    """A cue cut in its times is left out, and the source says so."""
    source = read("WEBVTT\n\n" + cue(1, "whole") + "00:00:04.000 --> 00:0")
    assert [u.text for u in source.utterances] == ["whole"]
    assert "ends in the middle" in source.warnings[0]


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n\n1\n00:00:0", "WEBVTT\n\nNOTE nothing\n"])
def test_a_file_without_a_whole_cue_is_refused(text: str) -> None:
    """Nothing to read is an error that says what to do."""
    with pytest.raises(SourceError, match=r"no cues.*Export"):
        read(text)


def test_missing_blank_lines_do_not_merge_cues() -> None:
    """A number or times in the next line end a cue, blank line or not."""
    text = "1\n00:00:01,000 --> 00:00:02,000\nWe have three\n2\n00:00:03,000 --> 00:00:04,000\n4\n\n5\n00:00:05,000 --> 00:00:06,000\nyes\n"
    assert [u.text for u in read(text).utterances] == ["We have three", "4", "yes"]


def test_blank_lines_inside_a_cue_do_not_lose_its_words() -> None:
    """What follows a blank line belongs to the cue before it."""
    assert spoken("WEBVTT\n\n" + cue(1, "\nfirst\n\nsecond") + cue(3, "third")) == [
        (None, "first second"),
        (None, "third"),
    ]


def test_notes_and_styles_are_not_speech() -> None:
    """NOTE, STYLE and REGION blocks are left out; the same words inside a cue are kept."""
    text = "WEBVTT\n\nSTYLE\n::cue {}\n\n" + cue(1, "NOTE the tide") + "NOTE by hand\nand more\n\n" + cue(3, "good")
    assert spoken(text) == [(None, "NOTE the tide"), (None, "good")]


def test_a_lone_prefix_is_no_speaker() -> None:
    """One word with a colon among many cues is what was said."""
    cues = "".join(cue(i, f"line number {i}") for i in range(20)) + cue(30, "Warning signs: two of them")
    assert {speaker for speaker, _ in spoken("WEBVTT\n\n" + cues)} == {None}


def test_links_and_clock_times_are_no_speakers() -> None:
    """``http://`` and ``10:30`` hold colons, not labels."""
    assert {
        s for s, _ in spoken("WEBVTT\n\n" + cue(1, "http://example.org") + cue(2, "10:30 works") + cue(3, "https: no"))
    } == {None}


def test_a_label_at_each_change_of_speaker_carries_on() -> None:
    """Podcast captions name a speaker once; the cues until the next name are theirs."""
    text = (
        "WEBVTT\n\n"
        + cue(1, "Ines: one")
        + cue(2, "two")
        + cue(3, "Tobias: three")
        + cue(4, "four")
        + cue(5, "Ines: five")
    )
    assert [speaker for speaker, _ in spoken(text)] == ["Ines", "Ines", "Tobias", "Tobias", "Ines"]


def test_a_cue_without_a_name_among_named_ones_has_no_speaker() -> None:
    """Where names stand before every cue, a missing one is not guessed."""
    text = "WEBVTT\n\n" + "".join(cue(i, f"Ines: line {i}") for i in range(9)) + cue(20, "nobody said this")
    assert spoken(text)[-1] == (None, "nobody said this")


def test_a_name_may_hold_brackets_colons_and_three_hundred_characters() -> None:
    """Labels stay as the file has them."""
    long = "Ines " + "of the Northern Harbour " * 12
    text = (
        "WEBVTT\n\n"
        + cue(1, "Ines (she: her): hi")
        + cue(2, f"{long.strip()}: hello")
        + cue(3, "Ines (she: her): so")
        + cue(4, f"{long.strip()}: yes")
    )
    assert [speaker for speaker, _ in spoken(text)] == ["Ines (she: her)", long.strip()] * 2


def test_rolling_captions_keep_a_word_that_was_said_three_times() -> None:
    """Each line is read once for each time that it was said, not once for each time that it shows."""
    text = (
        "WEBVTT\n\n"
        + cue(1, "the tide")
        + cue(2, "the tide\nyeah")
        + cue(3, "yeah\nyeah")
        + cue(4, "yeah\nyeah")
        + cue(5, "yeah\nso")
    )
    assert [text for _, text in spoken(text)] == ["the tide", "yeah", "yeah", "yeah", "so"]


@given(st.lists(st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=6)), min_size=1, max_size=12))
def test_no_word_of_a_voice_cue_is_lost(turns) -> None:
    """Every voice and every word of its cue comes back, in order."""
    text = "WEBVTT\n\n" + "".join(cue(i, f"<v {name}>{' '.join(words)}</v>") for i, (name, words) in enumerate(turns))
    assert spoken(text) == [(name, " ".join(words)) for name, words in turns]


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", exclude_characters="<>&-", exclude_categories=("Cc", "Cs")),
            min_size=1,
            max_size=40,
        ),
        min_size=1,
        max_size=10,
    )
)
def test_no_character_of_a_payload_is_lost(payloads) -> None:
    """Label and text together hold what each cue held, white space and invisible marks aside."""
    text = "1\n" + "\n1\n".join(cue(i, payload) for i, payload in enumerate(payloads))
    try:
        utterances = read(text, "x.srt").utterances
    except SourceError:
        utterances = ()
    kept = "".join(f"{u.speaker or ''}{u.text}" for u in utterances)
    assert sorted(_visible(kept)) == sorted(_visible("".join(payloads)))


def _visible(text: str) -> str:
    return "".join(c for c in text if c.isalnum())
