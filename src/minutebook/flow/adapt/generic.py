"""Any JSON that holds a list of objects with text, and perhaps a speaker and times, under names that are common."""

from datetime import UTC, datetime
from statistics import median
from typing import Any

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft
from minutebook.flow.adapt.layout import Layout, Word, attendees, conversation, recorded, turns
from minutebook.flow.adapt.values import EARLIEST, first, moment, number, records, seconds, speaker, string, walk

FORMAT = "segments-json"
SPOKEN = ("text", "transcript", "sentence", "utterance", "caption", "speech")
WRITTEN = ("word", "content", "body", "message", "line")
"""Keys that many other files use as well: speech only beside a time."""
SPEAKERS = (
    "speaker", "speaker_name", "speakerName", "speaker_label", "speakerLabel", "speaker_id", "speakerId", "participant",
    "participant_name", "participantName", "author", "from_name", "user_name", "userName", "user", "role", "name", "channel",
)  # fmt: skip
STARTS = (
    "start", "start_time", "startTime", "start_timestamp", "startTimestamp", "begin", "from", "offset", "timestamp", "ts",
    "time", "at", "start_s", "start_seconds", "startSeconds",
)  # fmt: skip
ENDS = (
    "end", "end_time", "endTime", "end_timestamp", "endTimestamp", "stop", "to", "end_s", "end_seconds", "endSeconds",
)  # fmt: skip
STARTS_MS = ("start_ms", "startMs", "start_millis", "startMillis", "offset_ms", "offsetMs", "time_ms", "timeMs")
ENDS_MS = ("end_ms", "endMs", "end_millis", "endMillis")
INNER = ("words", "sentences", "tokens", "segments", "elements")
PEOPLE = ("participants", "attendees", "meeting_attendees", "invitees")
DATES = (
    "meeting_date", "date", "started_at", "startedAt", "start_time", "startTime", "recorded_at", "recordedAt", "created_at",
    "createdAt",
)  # fmt: skip
TITLES = ("title", "meeting_title", "meetingTitle", "topic", "subject", "name")
_PACES = ((30, 1.0), (3e4, 1e-3), (1e6, 1e-6), (3e7, 1e-7))
"""Units that a word takes, and what a unit then is in seconds: people need 0.2 to 2 s, and pause."""


class _Segment(msgspec.Struct, frozen=True):
    """A segment before its unit of time is known; times as written."""

    text: str
    speaker: str | None
    start: Any
    end: Any


def _find_segments(tree: Any) -> list[Any] | None:
    """The list with the most text in objects that also say who or when."""
    lists = (node for node in walk(tree) if isinstance(node, list))
    weight, best = max(((_weigh(node), node) for node in lists), key=lambda pair: pair[0], default=(0, None))
    return best if weight else None


def _weigh(listed: list[Any]) -> int:
    """Characters of text, where at least half of the objects with text say who spoke or when, or hold text and little else."""
    texts = [(each, text) for each in records(listed) if (text := _text(each))]
    placed = sum(_is_placed(each) for each, _ in texts)
    bare = len(texts) > 1 and all(len(each) < 3 and any(key in each for key in SPOKEN) for each, _ in texts)
    return sum(len(text) for _, text in texts) if bare or 2 * placed >= len(texts) else 0


def _text(record: dict[str, Any]) -> str | None:
    """The record's own words, else those of the list inside it; None where it has no place for any."""
    keys = SPOKEN + WRITTEN if _edge(record, STARTS, STARTS_MS) is not None else SPOKEN
    own = next((text for key in keys if (text := string(record.get(key))) is not None), None)
    if own is not None:
        return own
    inner = next((found for key in INNER if (found := records(record.get(key)))), [])
    words = [text for each in inner if (text := string(first(each, *SPOKEN[:3], "punctuated_word", "word")))]
    return " ".join(words) or None


def _is_placed(record: dict[str, Any]) -> bool:
    return speaker(first(record, *SPEAKERS)) is not None or _edge(record, STARTS, STARTS_MS) is not None


def _edge(record: dict[str, Any], plain: tuple[str, ...], thousandths: tuple[str, ...]) -> Any:
    """A time as written, with its unit where the key names one."""
    counted = number(first(record, *thousandths))
    if counted is not None:
        return f"{counted:.0f}ms"
    found = first(record, *plain)
    return first(found, "relative", "absolute") if isinstance(found, dict) and "seconds" not in found else found


def _read_segment(record: Any) -> _Segment | None:
    text = _text(record) if isinstance(record, dict) else None
    if text is None:
        return None
    inner = next((found for key in INNER if (found := records(record.get(key)))), [record])
    start, end = _edge(record, STARTS, STARTS_MS), _edge(record, ENDS, ENDS_MS)
    return _Segment(
        text,
        speaker(first(record, *SPEAKERS)),
        _edge(inner[0], STARTS, STARTS_MS) if start is None else start,
        _edge(inner[-1], ENDS, ENDS_MS) if end is None else end,
    )


def _unit(segments: list[_Segment]) -> float:
    """What one unit of bare numbers is worth in seconds, by how many of them a word takes."""
    times = [time for each in segments for edge in (each.start, each.end) if (time := number(edge)) is not None]
    words = sum(len(each.text.split()) for each in segments)
    pace = (max(times) - min(times)) / words if times and words else 0
    return next((worth for limit, worth in _PACES if pace < limit), 1e-9)


def _clock(value: Any, unit: float) -> float | None:
    """A time in seconds: from the recording's beginning, or from 1970 where the file states moments."""
    stamp = moment(value) if isinstance(value, str) and number(value) is None else None
    if stamp is None:
        return seconds(value, unit)
    return (stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)).timestamp()


def _timed(segments: list[_Segment | None]) -> tuple[list[Cue | None], datetime | None]:
    """The segments as cues, and the moment of the first where the file states moments."""
    unit = _unit([each for each in segments if each is not None])
    starts = [_clock(each.start, unit) if each else None for each in segments]
    first_start = next((start for start in starts if start is not None), 0.0)
    since = first_start if first_start >= EARLIEST else 0.0
    cues = [
        Cue(each.text, each.speaker, _passed(start, since), _passed(_clock(each.end, unit), since)) if each else None
        for each, start in zip(segments, starts, strict=True)
    ]
    if not since:
        return cues, None
    stated = next((stamp for each in segments if each and (stamp := moment(each.start))), None)
    return cues, stated if stated and stated.tzinfo is None else datetime.fromtimestamp(since, UTC)


def _passed(at: float | None, since: float) -> float | None:
    return round(at - since, 3) if at is not None and at >= since else None


def _as_words(cues: list[Cue | None]) -> bool:
    """Whether the segments are single words, to be joined."""
    lengths = [len(cue.text.split()) for cue in cues if cue is not None and cue.text]
    return len(lengths) > 3 and median(lengths) <= 1


def _knows_segments(tree: Any) -> bool:
    return _find_segments(tree) is not None


def _read_segments(tree: Any) -> tuple[Draft, ...]:
    listed = _find_segments(tree)
    if listed is None:
        raise SourceError("no list of objects with text was found in this JSON")
    segments = [_read_segment(each) for each in listed]
    cues, since = _timed(segments)
    if _as_words(cues):
        cues = list(turns(None if cue is None else Word(cue.text, cue.speaker, cue.start, cue.end) for cue in cues))
    head = _head(tree)
    return (
        conversation(
            FORMAT,
            cues,
            title=first(head, *TITLES),
            when=recorded(head, *DATES) or since,
            people=attendees(*(head.get(key) for key in PEOPLE)),
            language=first(head, "language", "language_code", "lang"),
        ),
    )


def _head(tree: Any) -> dict[str, Any]:
    """What a file says of itself: its outermost object's entries, then those of the objects that commonly hold them."""
    if not isinstance(tree, dict):
        return {}
    inner = [
        value
        for key in ("transcript", "data", "meta", "metadata", "meeting")
        if isinstance(value := tree.get(key), dict)
    ]
    return {key: value for each in [*inner, tree] for key, value in each.items() if value is not None}


LAYOUTS: tuple[Layout, ...] = (
    Layout(FORMAT, "a list of objects with text and who or when", _knows_segments, _read_segments, sureness=0.6),
)
