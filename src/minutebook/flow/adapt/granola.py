"""Granola's cache: JSON inside JSON, with many meetings of which some still hold their transcript."""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft
from minutebook.flow.adapt.layout import Layout, attendees, conversation
from minutebook.flow.adapt.values import array, entry, first, moment, parse_json, passage, records, string
from minutebook.model.source import Header

FORMAT = "granola-cache"
CHANNELS = {"microphone": "Me", "mic": "Me", "system": "Them", "speaker": "Them"}
"""What Granola shows for the two channels that it records."""
_LEAD = timedelta(minutes=10)
"""A note opened longer than this before the first word was made ahead of the meeting; then the first word is its start."""


def _state(tree: Any) -> Any:
    cache = entry(tree, "cache")
    inner = parse_json(cache) if isinstance(cache, str) else cache if cache is not None else tree
    return entry(inner, "state") or inner


def _knows_cache(tree: Any) -> bool:
    cache = entry(tree, "cache")
    if isinstance(cache, str):
        return '"documents"' in cache or '"transcripts"' in cache
    state = _state(tree)
    return isinstance(entry(state, "documents"), dict) and isinstance(entry(state, "transcripts"), dict)


def _read_cache(tree: Any) -> tuple[Draft, ...]:
    state = _state(tree)
    documents, transcripts = (_keyed(entry(state, key)) for key in ("documents", "transcripts"))
    spoken = {
        key: lines
        for key, lines in transcripts.items()
        if _is_spoken(lines) and not entry(documents.get(key), "deleted_at")
    }
    drafts = [_read_meeting(documents.get(key), lines, state, key) for key, lines in spoken.items()]
    if not drafts:
        raise SourceError(
            f"the Granola cache lists {len(documents)} meetings but holds no transcript of any (Granola keeps them on its "
            "servers); open the meeting in Granola first, or export its transcript"
        )
    kept = {key for key, document in documents.items() if not entry(document, "deleted_at")}
    if silent := len(kept - spoken.keys()):
        held = "meeting of the Granola cache holds" if silent == 1 else "meetings of the Granola cache hold"
        left = f"{silent} other {held} no transcript and {'was' if silent == 1 else 'were'} left out"
        drafts[0] = msgspec.structs.replace(drafts[0], warnings=(*drafts[0].warnings, left))
    return tuple(drafts)


def _is_spoken(lines: Any) -> bool:
    return any(string(line.get("text")) and line.get("is_final") is not False for line in records(lines))


def _knows_note(tree: Any) -> bool:
    lines = records(tree if isinstance(tree, list) else entry(tree, "transcript"))[:20]
    return any("text" in line and _channel(line) in CHANNELS and _stamp(line, "start") for line in lines)


def _read_note(tree: Any) -> tuple[Draft, ...]:
    """One meeting as Granola's interface gives it, or its lines alone."""
    return (
        _read_meeting(tree, tree, {}, "")
        if isinstance(tree, list)
        else _read_meeting(tree, tree["transcript"], {}, ""),
    )


def _keyed(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _read_meeting(document: Any, lines: Any, state: Any, key: str) -> Draft:
    spans = [(_stamp(line, "start"), _stamp(line, "end")) for line in array(lines)]
    when = _beginning(moment(entry(document, "created_at")), next((start for start, _ in spans if start), None))
    cues = [_cue(line, start, end, when) for line, (start, end) in zip(array(lines), spans, strict=True)]
    return conversation(
        FORMAT,
        [cue for cue in cues if cue is None or cue.text],
        title=first(document, "title") or entry(document, "google_calendar_event", "summary"),
        when=when,
        people=_people(document, entry(state, "meetingsMetadata", key)),
        aside=_aside(document, entry(state, "documentPanels", key)),
    )


def _stamp(line: Any, edge: str) -> datetime | None:
    found = moment(first(line, f"{edge}_timestamp", f"{edge}_time"))
    return found if found is not None and found.tzinfo is not None else None


def _beginning(created: datetime | None, said: datetime | None) -> datetime | None:
    if created is None or said is None or created.tzinfo is None:
        return said or created
    return created if timedelta(0) <= said - created <= _LEAD else said


def _cue(line: Any, start: datetime | None, end: datetime | None, since: datetime | None) -> Cue | None:
    """Lines that a later one replaces are not final, and not said twice."""
    text = string(entry(line, "text"))
    if text is None:
        return None
    channel = _channel(line)
    named = string(entry(line, "speaker", "name") or entry(line, "speaker", "diarization_label"))
    return Cue(
        "" if line.get("is_final") is False else text,
        named or CHANNELS.get(channel, channel) or None,
        _since(start, since),
        _since(end, since),
    )


def _channel(line: Any) -> str:
    return string(entry(line, "speaker", "source") or entry(line, "source")) or ""


def _since(stamp: datetime | None, start: datetime | None) -> float | None:
    if stamp is None or start is None or start.tzinfo is None:
        return None
    passed = (stamp - start).total_seconds()
    return round(passed, 3) if passed >= 0 else None


def _people(document: Any, metadata: Any) -> tuple[Header, ...]:
    """Attendees by calendar or by Granola's own list; the one who made the note among them."""
    found = attendees(
        _named(entry(document, "people", "attendees")),
        _named(entry(document, "attendees")),
        _named(entry(metadata, "attendees")),
        _named(entry(document, "google_calendar_event", "attendees")),
        _named([entry(document, "people", "creator")]),
    )
    return tuple(each for each in found if not (each.email or "").endswith("resource.calendar.google.com"))


def _named(listed: Any) -> list[Any]:
    """Attendees with their full name where Granola looked it up."""
    return [
        each
        if not isinstance(each, dict) or first(each, "name", "displayName")
        else {**each, "name": entry(each, "details", "person", "name", "fullName")}
        for each in array(listed)
    ]


def _aside(document: Any, panels: Any) -> str:
    """The user's own notes, then what Granola made of them."""
    notes = (
        passage(first(document, key))
        for key in ("notes_markdown", "notes_plain", "summary_markdown", "summary_text", "summary")
    )
    made = (_plain(first(panel, "content")) for panel in _keyed(panels).values())
    return "\n\n".join(filter(None, [next(filter(None, notes), ""), *made]))


def _plain(content: Any) -> str:
    """The text of a ProseMirror document, one line a paragraph or list item."""
    lines: list[str] = []
    waiting = [content]
    while waiting:
        node = waiting.pop()
        children = records(entry(node, "content"))
        if any("text" in child for child in children):
            line = passage("".join(text for child in children if isinstance(text := child.get("text"), str)))
            lines.append(f"# {line}" if node.get("type") == "heading" else line)
        else:
            waiting.extend(reversed(children))
    return "\n".join(lines)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "granola-json", "lines of two channels with stamps, as Granola's interface gives them", _knows_note, _read_note
    ),
    Layout(
        FORMAT, "documents and transcripts, as Granola's cache keeps them", _knows_cache, _read_cache, sureness=0.99
    ),
)
