"""Any JSON that holds a list of objects with text, and perhaps a speaker and times, under names that are common."""

from collections.abc import Iterator
from datetime import datetime
from statistics import median
from typing import Any

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft
from minutebook.flow.adapt.layout import Layout, Word, attendees, conversation, recorded, turns
from minutebook.flow.adapt.values import first, moment, number, records, seconds, speaker, string, walk

FORMAT = "segments-json"
SPOKEN = (
    "text",
    "transcript",
    "sentence",
    "utterance",
    "caption",
    "body",
    "content",
    "line",
    "message",
    "speech",
    "word",
)
SPEAKERS = (
    "speaker", "speaker_name", "speakerName", "speaker_label", "speakerLabel", "speaker_id", "speakerId", "participant",
    "participant_name", "author", "from_name", "user_name", "userName", "user", "role", "channel", "name",
)  # fmt: skip
STARTS = (
    "start", "start_time", "startTime", "start_timestamp", "startTimestamp", "begin", "from", "offset", "timestamp", "ts",
    "time", "at", "start_s", "start_seconds", "startSeconds", "relative",
)  # fmt: skip
ENDS = (
    "end",
    "end_time",
    "endTime",
    "end_timestamp",
    "endTimestamp",
    "stop",
    "to",
    "end_s",
    "end_seconds",
    "endSeconds",
)
MILLISECOND_STARTS = (
    "start_ms",
    "startMs",
    "start_millis",
    "startMillis",
    "offset_ms",
    "offsetMs",
    "time_ms",
    "timeMs",
)
MILLISECOND_ENDS = ("end_ms", "endMs", "end_millis", "endMillis")
INNER = ("words", "sentences", "tokens", "segments", "elements", "items")
PEOPLE = ("participants", "attendees", "meeting_attendees", "invitees")
DATES = (
    "meeting_date",
    "date",
    "started_at",
    "startedAt",
    "start_time",
    "startTime",
    "recorded_at",
    "recordedAt",
    "created_at",
    "createdAt",
)
TITLES = ("title", "meeting_title", "meetingTitle", "topic", "subject", "name")


class _Segment(msgspec.Struct, frozen=True):
    """A segment before its unit of time is known; times as written."""

    text: str
    speaker: str | None
    start: Any
    end: Any


def _text(record: dict[str, Any]) -> str | None:
    """The record's own words, else those of the list inside it."""
    own = next((text for key in SPOKEN if (text := string(record.get(key)))), None)
    if own is not None:
        return own
    for key in INNER:
        words = [
            text for each in records(record.get(key)) for at in (*SPOKEN[:3], "word") if (text := string(each.get(at)))
        ]
        if words:
            return " ".join(words)
    return "" if any(string(record.get(key)) == "" for key in SPOKEN) else None


def _find_segments(tree: Any) -> list[Any] | None:
    """The list that reads most like talk: that with the most text in objects that also say who or when."""
    best: tuple[int, list[Any] | None] = (0, None)
    for node in walk(tree):
        if isinstance(node, list) and (weight := _weight(node)) > best[0]:
            best = weight, node
    return best[1]


def _weight(listed: list[Any]) -> int:
    """Characters of text, where at least half of the objects say who spoke or when (or all hold nothing but text)."""
    objects = [each for each in listed if isinstance(each, dict)]
    texts = [(each, text) for each in objects if (text := _text(each))]
    placed = sum(_placed(each) for each, _ in texts)
    bare = all(len(each) <= 2 and any(key in each for key in SPOKEN[:5]) for each, _ in texts)
    return sum(len(text) for _, text in texts) if texts and (2 * placed >= len(texts) or bare) else 0


def _placed(record: dict[str, Any]) -> bool:
    timed = any(first(record, *keys) is not None for keys in (STARTS, MILLISECOND_STARTS))
    said = speaker(first(record, *SPEAKERS)) is not None
    return timed or said or any(_placed_once(each) for key in INNER for each in records(record.get(key))[:1])


def _placed_once(record: dict[str, Any]) -> bool:
    return first(record, *STARTS, *MILLISECOND_STARTS) is not None


def _segment(record: Any) -> _Segment | None:
    text = _text(record) if isinstance(record, dict) else None
    if text is None:
        return None
    label = speaker(first(record, *SPEAKERS))
    inner = next((found for key in INNER if (found := records(record.get(key)))), [record])
    start = _edge(record, STARTS, MILLISECOND_STARTS) or _edge(inner[0], STARTS, MILLISECOND_STARTS)
    return _Segment(
        text, label, start, _edge(record, ENDS, MILLISECOND_ENDS) or _edge(inner[-1], ENDS, MILLISECOND_ENDS)
    )


def _edge(record: dict[str, Any], plain: tuple[str, ...], thousandths: tuple[str, ...]) -> Any:
    """A time as written, kept with its unit where the key names it."""
    found = first(record, *thousandths)
    if number(found) is not None:
        return f"{number(found):.3f}ms"
    found = first(record, *plain)
    return (
        first(found, "relative", "seconds", "absolute") if isinstance(found, dict) and "nanos" not in found else found
    )


def _unit(segments: list[_Segment]) -> float:
    """What one unit of bare numbers is worth in seconds, by how long a word would take; people need 0.2 to 2 seconds."""
    starts = [start for each in segments if (start := number(each.start)) is not None]
    words = sum(len(each.text.split()) for each in segments)
    ends = [end for each in segments if (end := number(each.end)) is not None]
    if not starts or not words:
        return 1.0
    pace = (max(starts + ends) - min(starts)) / words
    return next((scale for limit, scale in ((30, 1.0), (3e4, 1e-3), (1e6, 1e-6), (3e7, 1e-7)) if pace < limit), 1e-9)


def _clock(value: Any, scale: float, since: datetime | None) -> float | None:
    """Seconds from the beginning; ``since`` is the first moment where the file states moments."""
    if since is None:
        return seconds(value, scale)
    stated = moment(value)
    if stated is None or (stated.tzinfo is None) != (since.tzinfo is None):
        return None
    passed = (stated - since).total_seconds()
    return round(passed, 3) if passed >= 0 else None


def _cues(found: list[_Segment | None], since: datetime | None) -> Iterator[Cue | None]:
    scale = 1.0 if since else _unit([each for each in found if each is not None])
    for each in found:
        if each is None:
            yield None
        else:
            yield Cue(each.text, each.speaker, _clock(each.start, scale, since), _clock(each.end, scale, since))


def _knows_segments(tree: Any) -> bool:
    return _find_segments(tree) is not None


def _read_segments(tree: Any) -> tuple[Draft, ...]:
    listed = _find_segments(tree)
    if listed is None:
        raise SourceError("No list of objects with text was found in this JSON")
    found = [_segment(each) for each in listed]
    since = next((stamp for each in found if each and (stamp := moment(each.start))), None)
    cues = list(_cues(found, since))
    said = [cue for cue in cues if cue is not None and cue.text]
    if said and median(len(cue.text.split()) for cue in said) <= 1 and len(said) > 3:
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
    """What a file says of itself: its outermost object and those right inside it."""
    if not isinstance(tree, dict):
        return {}
    inner = [
        value
        for key in ("meeting", "metadata", "meta", "data", "transcript")
        if isinstance(value := tree.get(key), dict)
    ]
    return {key: value for each in [*reversed(inner), tree] for key, value in each.items() if value is not None}


LAYOUTS: tuple[Layout, ...] = (
    Layout(FORMAT, "a list of objects with text and who or when", _knows_segments, _read_segments, sureness=0.6),
)
