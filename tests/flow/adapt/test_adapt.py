"""The public function: refusals, dates, titles, ids, encodings, and any input at all."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt
from minutebook.model.source import DatedFrom, Source

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
TALK = "Mirela: We have the crane.\nOdhran: Good, then Thursday.\nMirela: Thursday it is.\n"


def read(name: str, data: str | bytes, zone=UTC) -> Source:
    return adapt(name, data.encode() if isinstance(data, str) else data, NOW, zone, 10_000_000)[0]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.vtt", b"", "is empty"),
        ("a.txt", b" \r\n\t\n", "is empty"),
        ("a.vtt", bytes(range(256)) * 9, "binary data"),
        ("a.txt", b"%PDF-1.7 \x00\x01", "not copied whole"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, "password"),
        ("a.docx", b"PK\x03\x04\x14\x00\x01\x00" + b"\x00" * 99 + b"PK\x05\x06" + b"\x00" * 18, "password"),
        ("a.docx", b"PK\x03\x04\x14\x00\x01\x00" + b"\x00" * 99, "cut off"),
        ("a.m4a", b"\x00\x00\x00\x20ftypM4A " + b"\x00" * 99, "recording"),
        ("a.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n", "calendar"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_name_and_what_to_do(
    name: str, data: str | bytes, reason: str
) -> None:
    """The reason names the file, says what it is, and what to do instead."""
    with pytest.raises(SourceError, match=reason) as caught:
        read(name, data)
    assert name in str(caught.value)


def test_a_file_above_the_limit_is_refused_unread() -> None:
    """The message says the size, the limit and the setting."""
    with pytest.raises(SourceError, match="max_mb"):
        adapt("a.txt", b"x" * 2000, NOW, UTC, 1000)


@given(st.text(max_size=300), st.sampled_from(["x", "a.vtt", "b.md", "c.json"]))
@example("---\n---\n", "b.md")
@example("a: b\n" * 3, "x")
@example("\n\n- [ ] \n# \n", "b.md")
def test_any_text_gives_sources_or_a_reason(text: str, name: str) -> None:
    """No text raises anything but a SourceError, and no source but an empty mail is without words."""
    try:
        sources = adapt(name, text.encode("utf-8", "replace"), NOW, UTC, 10_000)
    except SourceError:
        return
    assert all((source.utterances or source.messages) and source.title for source in sources)


@given(
    st.lists(
        st.sampled_from(
            [
                "WEBVTT",
                "00:01.000 --> 00:02.000",
                "1",
                "Mirela: hi",
                "**Mirela** 0:03",
                "[00:01] a",
                "---",
                "# T",
                "- [x] b",
                "| a |",
                "",
                "Transcript",
                "Date: 2026-02-30",
                "Attendees",
                "x\ty",
                "<v A>b",
                "```",
                "title: x",
            ]
        ),
        max_size=14,
    )
)
def test_any_mixture_of_layouts_gives_sources_or_a_reason(lines: list[str]) -> None:
    """Lines of all layouts in any order raise nothing unforeseen."""
    try:
        sources = adapt("x", "\n".join(lines).encode(), NOW, UTC, 10_000)
    except SourceError:
        return
    assert all(source.utterances for source in sources)


@given(st.binary(max_size=200))
def test_any_bytes_give_sources_or_a_reason(data: bytes) -> None:
    """The same for bytes that are no text."""
    try:
        sources = adapt("x.vtt", data, NOW, UTC, 10_000)
    except SourceError:
        return
    assert all(source.utterances for source in sources)


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251", "shift_jis", "utf-16-le", "utf-16-be"])
def test_texts_without_a_mark_are_decoded(encoding: str) -> None:
    """Legacy charsets and unmarked UTF-16 come back as they were written."""
    words = {
        "cp1252": "Grüße aus Köln, José – schön.",
        "cp1251": "Привет всем, начнём встречу.",
        "shift_jis": "おはようございます。始めましょう。",
    }.get(encoding, "Grüße.")
    text = f"Mirela: {words}\nOdhran: {words}\nMirela: {words}\n"
    assert [u.text for u in read("x", text.encode(encoding)).utterances] == [words] * 3


@pytest.mark.parametrize(
    ("name", "day", "clock", "title"),
    [
        ("GMT20260511-064510_Recording.transcript.vtt", "2026-05-11", "06:45:10", "Untitled conversation"),
        ("2026-03-24 14 20 - Pier 1-1.md", "2026-03-24", "14:20:00", "Pier 1-1"),
        ("Mirela _ Odhran 1_1-20260330_154521-Meeting Recording.vtt", "2026-03-30", "15:45:21", "Mirela / Odhran 1:1"),
        ("REC_20260218_1107.txt", "2026-02-18", "11:07:00", "Untitled conversation"),
        ("pier call 12 Feb 2026.txt", "2026-02-12", None, "Pier call"),
        ("Pier monthly 2026-02-19_otter_ai.txt", "2026-02-19", None, "Pier monthly"),
        ("Kickoff 3. März 2026.txt", "2026-03-03", None, "Kickoff"),
        ("14-05-2026 9.30 weekly-sync transcript.txt", "2026-05-14", "09:30:00", "Weekly-sync"),
        ("2026-04-22-pier-weekly_000.txt", "2026-04-22", None, "Pier weekly 000"),
        ("3f2a8b10-1234-4abc-9def-001122334455.vtt", "2026-11-02", None, "Untitled conversation"),
        ("05-04-2026.txt", "2026-11-02", None, "05-04-2026"),
        ("order 19871231 list.txt", "2026-11-02", None, "Order 19871231 list"),
        ("Launch 2031-01-15 planning.txt", "2026-11-02", None, "Launch planning"),
    ],
)
def test_date_time_and_title_come_from_the_name(name: str, day: str, clock: str | None, title: str) -> None:
    """Stamps of recorders and of people are read; what is ambiguous or implausible is not."""
    source = read(name, TALK)
    assert (str(source.date), str(source.time) if source.time else None, source.title) == (day, clock, title)
    assert source.dated_from is (DatedFrom.MODIFIED if day == "2026-11-02" else DatedFrom.NAME)


def test_utc_stamps_become_dates_of_the_zone() -> None:
    """Half past eleven at night in UTC is the next day further east."""
    source = read("GMT20260511-233000_Recording.vtt", TALK, timezone(timedelta(hours=9)))
    assert (str(source.date), source.time.hour) == ("2026-05-12", 8)


def test_the_content_is_trusted_before_the_name_and_the_name_before_the_files_time() -> None:
    """Each step down is said in ``dated_from``."""
    stated = read("2026-02-02.txt", f"Pier call\nDate: 1 February 2026\n\n{TALK}")
    assert (stated.date, stated.dated_from) == (date(2026, 2, 1), DatedFrom.CONTENT)
    assert read("2026-02-02.txt", TALK).dated_from is DatedFrom.NAME
    assert (read("x.txt", TALK).date, read("x.txt", TALK).dated_from) == (NOW.date(), DatedFrom.MODIFIED)


def test_a_date_after_the_files_own_time_is_taken_with_a_warning() -> None:
    """A stamp at the name's edge counts even where the file's time is older, as after unpacking."""
    source = read("2027-02-02 Pier.txt", TALK)
    assert str(source.date) == "2027-02-02"
    assert "after the file's own time" in source.warnings[0]


def test_equal_words_on_one_day_are_one_source_and_on_two_days_are_two() -> None:
    """The id follows words and date, not names, layout or white space."""
    other = "".join(f"[00:00:0{i}] {line}\n" for i, line in enumerate(TALK.splitlines()))
    assert read("2026-02-02 a.txt", TALK).id == read("b 2026-02-02.md", other).id
    assert read("2026-02-02 a.txt", TALK).id != read("2026-02-09 a.txt", TALK).id


def test_a_line_of_a_megabyte_is_read() -> None:
    """No pattern runs away on one long line."""
    assert read("x", "word. " * 200_000).utterances
