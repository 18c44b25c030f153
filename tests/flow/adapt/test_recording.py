"""Recordings by their first bytes, and what was heard in them as a source."""

from datetime import UTC, date, datetime, time

import msgspec
import pytest

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt
from minutebook.flow.adapt.recording import Heard, Transcript, is_recording
from minutebook.model.source import Form, Source, SourceKind

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
TWO = (Heard(0.5, 2.0, "Is the kiln hot?", "Speaker 1"), Heard(2.5, 4.0, "Not yet.", "Speaker 2"))
ONE = (Heard(0.5, 2.0, "Order bricks.", "Speaker 1"), Heard(2.5, 4.0, "And call Marek.", "Speaker 1"))


def read(said: tuple[Heard, ...], name: str = "New Recording 7.m4a", **more) -> Source:
    (source,) = adapt(
        name, msgspec.json.encode(Transcript(model="tiny", seconds=9.0, said=said, **more)), NOON, UTC, 1_000_000
    )
    return source


@pytest.mark.parametrize(
    "data",
    [b"ID3\x04\x00", b"OggS\x00", b"fLaC\x00", b"RIFF\x24\x00\x00\x00WAVEfmt ", b"\xff\xfb\x90\x00", b"\x00\x00\x00\x20ftypM4A ", b"\x1aE\xdf\xa3\x01"],
)  # fmt: skip
def test_recordings_are_known_by_their_first_bytes(data: bytes) -> None:
    """MP3, Ogg, FLAC, WAV, M4A, MP4 and WebM, whatever their names."""
    assert is_recording(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff", b"\xff\xfeI\x00", b"RIFF\x24\x00\x00\x00WEBP", b"\x00\x00\x00\x20ftypheic", b"WEBVTT", b"%PDF-1.7"],
)
def test_what_is_no_recording_is_none(data: bytes) -> None:
    """Text in UTF-16, pictures in the same containers, captions."""
    assert not is_recording(data)


def test_several_voices_make_a_conversation() -> None:
    """With speakers and times, as any transcript."""
    source = read(TWO, recorded=datetime(2026, 3, 12, 9, 30, tzinfo=UTC))
    assert (source.kind, source.date, source.time) == (SourceKind.CONVERSATION, date(2026, 3, 12), time(9, 30))
    assert [(u.speaker, u.start, u.text, u.form) for u in source.utterances] == [
        ("Speaker 1", 0.5, "Is the kiln hot?", Form.TURN), ("Speaker 2", 2.5, "Not yet.", Form.TURN),
    ]  # fmt: skip


def test_one_voice_is_a_memo_unless_the_name_says_meeting() -> None:
    """Thinking aloud has no speakers; a meeting of which one voice was recorded stays a conversation."""
    assert read(ONE).kind is SourceKind.MEMO and read(ONE).utterances[0].speaker is None
    assert read(ONE, "Budget meeting.m4a").kind is SourceKind.CONVERSATION


def test_no_speech_is_refused() -> None:
    """Silence and music give a reason and not an empty note."""
    with pytest.raises(SourceError, match="no speech"):
        read(())
