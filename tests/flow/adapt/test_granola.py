"""Granola's cache and notes: many meetings in one file, two channels, JSON inside JSON."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft, Sample
from minutebook.flow.adapt.structured import JsonAdapter
from minutebook.model.source import Header


def line(text: str, second: int, source: str = "microphone", **more: Any) -> dict[str, Any]:
    stamp = "2026-02-27T10:00:{:02d}.000Z"
    return {
        "text": text,
        "source": source,
        "start_timestamp": stamp.format(second),
        "end_timestamp": stamp.format(second + 1),
    } | more


def read(state: dict[str, Any], *, nested: bool = True) -> tuple[Draft, ...]:
    inner = {"state": state, "version": 3}
    text = json.dumps({"cache": json.dumps(inner) if nested else inner})
    sample = Sample("cache-v3.json", text.encode(), text)
    guess = JsonAdapter().identify(sample)
    assert guess is not None
    assert guess.sureness > 0.95
    return JsonAdapter().read(sample)


DOCUMENT = {
    "id": "d1", "title": "Kiln roster", "created_at": "2026-02-27T10:00:00.000Z", "notes_markdown": "- my own note",
    "people": {
        "creator": {"name": "Ines Moreau", "email": "ines@kiln.example"},
        "attendees": [{"email": "marek@kiln.example", "details": {"person": {"name": {"fullName": "Marek Dvor"}}}}],
    },
    "google_calendar_event": {"attendees": [
        {"email": "marek@kiln.example"}, {"email": "room-7@resource.calendar.google.com", "displayName": "Room 7"},
    ]},
}  # fmt: skip


@pytest.mark.parametrize("nested", [True, False], ids=["version 3", "an object"])
def test_a_meeting_comes_with_its_people_notes_and_channels(nested: bool) -> None:
    """Microphone and system are Me and Them, times count from the note's creation, rooms are no people."""
    panels = {
        "d1": {
            "p": {
                "content": {
                    "type": "doc",
                    "content": [{"type": "heading", "content": [{"type": "text", "text": "Plan"}]}],
                }
            }
        }
    }
    lines = [line("Shall we start?", 5), line("Yes, please.", 7, "system")]
    (draft,) = read(
        {"documents": {"d1": DOCUMENT}, "transcripts": {"d1": lines}, "documentPanels": panels}, nested=nested
    )
    assert list(draft.cues) == [Cue("Shall we start?", "Me", 5.0, 6.0), Cue("Yes, please.", "Them", 7.0, 8.0)]
    assert (draft.title, draft.moment) == ("Kiln roster", datetime(2026, 2, 27, 10, tzinfo=UTC))
    assert draft.people == (Header("Marek Dvor", "marek@kiln.example"), Header("Ines Moreau", "ines@kiln.example"))
    assert draft.aside == "- my own note\n\n# Plan"


def test_every_meeting_with_a_transcript_is_a_draft() -> None:
    """Several meetings give several drafts; deleted ones and those without words are left out, and said."""
    documents = {
        key: {"id": key, "title": key, "created_at": "2026-02-27T10:00:00Z"} for key in ("one", "two", "three", "four")
    }
    documents["four"]["deleted_at"] = "2026-02-28T00:00:00Z"
    transcripts = {"one": [line("First.", 1)], "two": [line("Second.", 2)], "three": [], "four": [line("Gone.", 3)]}
    drafts = read({"documents": documents, "transcripts": transcripts})
    assert [(draft.title, draft.cues[0].text) for draft in drafts] == [("one", "First."), ("two", "Second.")]
    assert drafts[0].warnings == ("1 other meeting of the Granola cache holds no transcript and was left out",)


def test_a_note_made_ahead_starts_with_its_first_word() -> None:
    """A note created the day before its meeting does not put the first word a day into the recording."""
    document = DOCUMENT | {"created_at": "2026-02-26T09:00:00Z"}
    (draft,) = read({"documents": {"d1": document}, "transcripts": {"d1": [line("Hello.", 5)]}})
    assert (draft.cues[0].start, draft.moment) == (0.0, datetime(2026, 2, 27, 10, 0, 5, tzinfo=UTC))


def test_lines_that_are_not_final_are_not_said_twice() -> None:
    """The recorder's guess at a line, which a final one replaces, is left out."""
    lines = [line("Shall we", 5, is_final=False), line("Shall we start?", 5, is_final=True)]
    (draft,) = read({"documents": {"d1": DOCUMENT}, "transcripts": {"d1": lines}})
    assert [cue.text for cue in draft.cues] == ["Shall we start?"]
    assert draft.warnings == ()


def test_a_cache_without_transcripts_says_where_they_are() -> None:
    """Meetings whose words stayed on the servers are refused with what to do."""
    with pytest.raises(SourceError, match="lists 1 meetings but holds no transcript of any"):
        read({"documents": {"d1": DOCUMENT}, "transcripts": {}})


def test_one_meeting_as_the_interface_gives_it() -> None:
    """A single note with its transcript, and the bare lines of one, are the same conversation."""
    lines = [
        {"text": "Hello.", "speaker": {"source": "microphone"}, "start_time": "2026-02-27T10:00:05Z", "end_time": "2026-02-27T10:00:06Z"},
        {"text": "Hi.", "speaker": {"source": "speaker"}, "start_time": "2026-02-27T10:00:07Z", "end_time": "2026-02-27T10:00:08Z"},
    ]  # fmt: skip
    note = {
        "title": "Kiln roster",
        "created_at": "2026-02-27T10:00:00Z",
        "attendees": [{"name": "Marek Dvor", "email": None}],
        "transcript": lines,
    }
    for value, offset in ((note, 5.0), (lines, 0.0)):
        text = json.dumps(value)
        (draft,) = JsonAdapter().read(Sample("note.json", text.encode(), text))
        assert [(cue.speaker, cue.start) for cue in draft.cues] == [("Me", offset), ("Them", offset + 2)]
    assert draft.format == "granola-cache"
