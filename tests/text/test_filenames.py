"""File names."""

import unicodedata
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.model.source import DatedFrom, Part, Source, SourceKind
from minutebook.text.filenames import (
    RENDERING,
    archive_name,
    cut_bytes,
    fold_stem,
    note_stem,
    rendering_stem,
    safe_stem,
    source_stem,
    unique_stem,
)

REFUSED = set('\\/:*?"<>|#^[]`')
DEVICES = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
HOSTILE = st.text(st.characters() | st.sampled_from('\\/:*?"<>|#^[]%. \u200f\u202e\u0301\u200d👩🏽\x00\n'))


def make_source(title: str, at: time | None = None) -> Source:
    return Source(
        "s", SourceKind.CONVERSATION, "x", (Part("a.vtt", "0", 1),), date(2026, 3, 12), DatedFrom.NAME, title, (), at
    )


@given(HOSTILE)
def test_any_text_becomes_a_name_that_every_system_takes(text: str) -> None:
    """Whatever the text, the stem breaks no rule of Windows, macOS, Linux or an Obsidian link."""
    stem = safe_stem(text)
    assert stem
    assert not REFUSED & set(stem)
    assert stem == unicodedata.normalize("NFC", stem)
    assert stem.strip() == stem
    assert not stem.startswith(".")
    assert not stem.endswith(".")
    assert stem.split(".")[0].strip().lower() not in DEVICES
    assert not any(unicodedata.category(character) in ("Cc", "Cs") for character in stem)
    assert "%%" not in stem
    assert len(f"{stem}{RENDERING}.md".encode()) <= 120
    assert safe_stem(stem) == stem


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("Pilot: scope and hiring", "Pilot - scope and hiring"),
        ("Call 10:30", "Call 10-30"),
        ("Q1/Q2 [draft] <final>", "Q1-Q2 (draft) (final)"),
        ("C# or F#?", "C or F"),
        ("../../etc/passwd", "etc-passwd"),
        ("...", "Untitled"),
        ("", "Untitled"),
        ("con", "Untitled con"),
        ("Nul.txt", "Untitled Nul.txt"),
        ("COM1", "Untitled COM1"),
        ("Console", "Console"),
        ("Gespräch", "Gespräch"),
        ("Gespra\u0308ch", "Gespräch"),
        ("שלום\u202e", "שלום"),
        ("Launch 🚀 day", "Launch 🚀 day"),
        ("Two\nlines", "Two lines"),
    ],
)
def test_names_read_like_the_text(text: str, stem: str) -> None:
    """What must go is replaced by what reads alike."""
    assert safe_stem(text) == stem


def test_a_long_name_is_cut_between_what_a_reader_sees_as_characters() -> None:
    """No half of an accented letter or of a joined emoji is left at the end."""
    family = "👩\u200d👩\u200d👧"
    assert cut_bytes("ab" + family, 2 + len(family.encode()) - 1) == "ab"
    assert cut_bytes("xe\u0323\u0302", 4) == "x"
    assert cut_bytes("👍🏽", 4) == ""
    assert len(safe_stem("ä" * 300).encode()) <= 108


@given(st.lists(HOSTILE, max_size=8), st.sampled_from(["Plan", "plan", "PLAN (2)", "ä" * 54, "Straße", "STRASSE"]))
def test_stems_stay_unique_whatever_their_case(texts: list[str], wanted: str) -> None:
    """No two stems, nor renderings, fold alike, and none grows beyond the limit."""
    taken: set[str] = set()
    for text in [wanted, wanted.upper(), *texts, wanted]:
        stem = unique_stem(safe_stem(text), taken, ("", RENDERING))
        assert fold_stem(stem) not in taken
        assert fold_stem(rendering_stem(stem)) not in taken
        assert len(stem.encode()) <= 108
        taken |= {fold_stem(stem), fold_stem(rendering_stem(stem))}


def test_a_second_note_of_one_day_and_title_gets_a_number() -> None:
    """The number follows the title."""
    first = note_stem(date(2026, 3, 12), "Pilot scope")
    assert first == "2026-03-12 - Pilot scope"
    assert unique_stem(first, {fold_stem(first)}) == "2026-03-12 - Pilot scope (2)"
    assert unique_stem(first, {fold_stem(first), fold_stem(first + " (2)")}) == "2026-03-12 - Pilot scope (3)"


def test_a_source_carries_its_time_where_it_is_known() -> None:
    """The time stands between the date and the title."""
    assert source_stem(make_source("Pilot scope", time(10, 0))) == "2026-03-12 1000 - Pilot scope"
    assert source_stem(make_source("Pilot scope")) == "2026-03-12 - Pilot scope"
    assert source_stem(make_source("??")) == "2026-03-12 - Untitled"


@pytest.mark.parametrize(
    ("stem", "original", "name"),
    [
        ("Talk", "GMT2026.VTT", "Talk.VTT"),
        ("Talk", "notes.md", "Talk.md.txt"),
        ("Talk", "notes.MD", "Talk.MD.txt"),
        ("Talk", "board.canvas", "Talk.canvas.txt"),
        ("Talk", "table.base", "Talk.base.txt"),
        ("Talk", "notes.md.txt", "Talk.txt"),
        ("Talk", "no suffix", "Talk"),
        ("Talk", "Meeting 10.30", "Talk"),
        ("Talk", "a.vtt. ", "Talk.vtt"),
        ("Talk", "x.<script>", "Talk"),
        ("About readme.md", "no suffix", "About readme.md.txt"),
    ],
)
def test_an_original_keeps_its_suffix_but_is_no_note(stem: str, original: str, name: str) -> None:
    """What Obsidian would read as a note gets ``.txt``."""
    assert archive_name(stem, original) == name
