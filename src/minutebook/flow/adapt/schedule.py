"""What a calendar (RFC 5545) says of a recording by its time: its title, and who was invited.

A wrong meeting is worse than none: only one that the time leaves alone, or that names tell from the others, is taken.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from minutebook.errors import SourceError
from minutebook.model.source import DatedFrom, Event, Header, Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.names import fold

EARLY = dt.timedelta(minutes=10)
"""A recorder is started so long before a meeting at most; a meeting runs over by as much."""
LATE = dt.timedelta(minutes=20)
"""Where nothing says how long a recording is, it began so long after the meeting did at most."""
SHARE = 0.6
"""Of the recording that must lie within the meeting."""
INVITED = "invited"
"""The role of those whom the calendar names."""

_ENTRY = re.compile(r"^BEGIN:VEVENT\r?\n.*?^END:VEVENT\r?\n?", re.MULTILINE | re.DOTALL)
_START = re.compile(r"^DTSTART[^:\r\n]*:(\d{8})", re.MULTILINE)
_RECURS = re.compile(r"^(?:RRULE|RDATE|RECURRENCE-ID)[;:]", re.MULTILINE)
"""An entry that may happen on other days than the one on which it begins, or that stands for one of those."""
_BROKEN = (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError, RecursionError)
_UNTITLED = re.compile(r"Untitled \w+|(?:zoom |teams |google )?(?:meet|meeting|call|recording)", re.IGNORECASE)
_STARTS = re.compile(r"GMT\d{8}-\d{6}")
"""A name that states when a recording began; other stamps may be those of its end."""


class Match(msgspec.Struct, frozen=True):
    """The meeting that a recording is of, or the sentence why none is taken; both empty where none was near."""

    event: Event | None = None
    said: str = ""


def count_events(text: str) -> int:
    """How many entries a calendar holds; raises SourceError for what is none."""
    if not re.match(r"\s*BEGIN:VCALENDAR\b", text):
        raise SourceError("it is no calendar (it does not begin with BEGIN:VCALENDAR); export it again as .ics")
    found = len(_ENTRY.findall(text))
    if not found:
        raise SourceError("it is a calendar without any entry; export it again, or delete it")
    return found


def read_schedule(text: str, days: Collection[dt.date]) -> tuple[Event, ...]:
    """The timed entries of a calendar on these days (a day more on either side, for the zones); what cannot be read is passed over.

    Only the entries that could fall on one of them are parsed, so that years of a feed cost little.
    """
    from icalendar import Calendar  # slow to import, needed only where there is a calendar

    text = re.sub(r"\r?\n[ \t]", "", text)
    near = {day + dt.timedelta(days=n) for day in days for n in (-1, 0, 1)}
    stamps = {f"{day:%Y%m%d}" for day in near}
    entries = [entry for entry in _ENTRY.findall(text) if _RECURS.search(entry) or _starts_on(entry, stamps)]
    rest = _ENTRY.sub("", text)
    frame, _, _ = rest.rpartition("END:VCALENDAR")
    found: dict[tuple[str, str], tuple[int, Event]] = {}
    moved: set[tuple[str, dt.date]] = set()
    parsed = []
    for entry in entries:
        try:
            (component,) = Calendar.from_ical(f"{frame}{entry}END:VCALENDAR\r\n").walk("VEVENT")
            parsed.append(component)
            again = component.get("recurrence-id")
            if again is not None:
                moved.add((str(component.get("uid", "")), again.dt))
        except _BROKEN:
            continue
    for component in parsed:
        try:
            for start in _occurrences(component, near, moved):
                event = _make_event(component, start)
                rank = int(component.get("sequence", 0))
                key = (event.uid, event.start)
                if event.uid == "" or key not in found or found[key][0] <= rank:
                    found[key] = rank, event
        except _BROKEN:
            continue
    return tuple(event for _, event in found.values() if event.method != "CANCEL")


def _starts_on(entry: str, stamps: Collection[str]) -> bool:
    found = _START.search(entry)
    return bool(found and found[1] in stamps)


def _occurrences(
    entry: Any, days: Collection[dt.date], moved: Collection[tuple[str, dt.date]]
) -> Iterator[dt.datetime]:
    """When an entry happens on these days, in its own zone so that its hour stays over a change of the clocks."""
    first = entry["dtstart"].dt
    if not isinstance(first, dt.datetime):
        return  # a whole day is no meeting
    if entry.get("recurrence-id") is not None:
        series = [first]
        left_out: set[dt.date] = set()
    else:
        series = (
            [first] if entry.get("rrule") is None else list(_follow(entry["rrule"].to_ical().decode(), first, days))
        )
        series += [each for each in _days_listed(entry, "rdate") if isinstance(each, dt.datetime)]
        uid = str(entry.get("uid", ""))
        left_out = {*_days_listed(entry, "exdate"), *(day for whose, day in moved if whose == uid)}
    for start in dict.fromkeys(series):
        if start.date() in days and start not in left_out and start.date() not in left_out:
            yield start


def _follow(rule: str, first: dt.datetime, days: Collection[dt.date]) -> Iterator[dt.datetime]:
    """The starts that a rule gives from the first of the days to the last."""
    from dateutil.rrule import rrulestr

    until = re.search(r"UNTIL=(\d{8})(T\d{6})?(Z?)", rule)
    if until:  # in the zone of the start, as the rule is followed by the hour on the wall
        last = dt.datetime.strptime(until[1] + (until[2] or "T235959"), "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
        local = last.astimezone(first.tzinfo) if until[3] and first.tzinfo else last
        rule = f"{rule[: until.start()]}UNTIL={local:%Y%m%dT%H%M%S}{rule[until.end() :]}"
    series = rrulestr(rule, dtstart=first.replace(tzinfo=None))
    begin, end = (dt.datetime.combine(day, dt.time()) for day in (min(days), max(days) + dt.timedelta(days=1)))
    yield from (each.replace(tzinfo=first.tzinfo) for each in series.between(begin, end, inc=True))


def _days_listed(entry: Any, key: str) -> Iterator[dt.date]:
    """The moments, or whole days, that an EXDATE or RDATE lists; periods are passed over."""
    yield from (each.dt for listed in _listed(entry.get(key)) for each in listed.dts if isinstance(each.dt, dt.date))


def _listed(value: Any) -> Sequence[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _make_event(entry: Any, start: dt.datetime) -> Event:
    first = entry["dtstart"].dt
    end = entry["dtend"].dt if entry.get("dtend") is not None else None
    length = (end - first) if end is not None else entry["duration"].dt if entry.get("duration") is not None else None
    cancelled = str(entry.get("status", "")).upper() == "CANCELLED"
    free = str(entry.get("transp", "")).upper() == "TRANSPARENT"
    return Event(
        uid=str(entry.get("uid", "")),
        title=" ".join(str(entry.get("summary", "")).split()),
        start=start.isoformat(),
        end=(start + length).isoformat() if length is not None else None,
        method="CANCEL" if cancelled or free else "",
        people=tuple(_read_people(entry)),
        declined=tuple(e for p, e in _invited(entry) if str(p.params.get("PARTSTAT", "")).upper() == "DECLINED"),
        location=" ".join(str(entry.get("location", "")).split()) or None,
    )


def _read_people(entry: Any) -> Iterator[Header]:
    """Who was invited and did not decline; rooms are no people."""
    seen: set[str] = set()
    for person, email in _invited(entry):
        params = person.params
        gone = str(params.get("PARTSTAT", "")).upper() == "DECLINED"
        thing = str(params.get("CUTYPE", "INDIVIDUAL")).upper() in {"ROOM", "RESOURCE"}
        if gone or thing or email in seen:
            continue
        seen.add(email)
        name = " ".join(str(params.get("CN", "")).strip(" \"'").split())
        yield Header(name if name and "@" not in name else None, email, INVITED)


def _invited(entry: Any) -> Iterator[tuple[Any, str]]:
    """Organiser and attendees as they stand, each with the address in lower case."""
    for person in (each for key in ("organizer", "attendee") for each in _listed(entry.get(key))):
        email = re.sub(r"\Amailto:", "", str(person).strip(), flags=re.IGNORECASE).lower()
        if "@" in email:
            yield person, email


def coming(events: Iterable[Event], after: dt.datetime, zone: dt.tzinfo | None) -> tuple[Event, ...]:
    """The entries that begin at or after a moment (aware), the next one first."""
    starts = ((span_of(event, zone)[0], event.title, event) for event in events)
    return tuple(event for start, _, event in sorted(starts, key=lambda s: s[:2]) if start >= after)


# -- which of them a recording is of


def find_event(source: Source, events: Iterable[Event], zone: dt.tzinfo | None) -> Match:
    """The meeting in whose time the recording lies. Of several the one whose people or title it shows; where none does, none."""
    if source.time is None or source.kind not in {SourceKind.CONVERSATION, SourceKind.MEMO}:
        return Match()
    start = _local(dt.datetime.combine(source.date, source.time), zone)
    length = dt.timedelta(seconds=max((u.end or u.start or 0.0 for u in source.utterances), default=0.0))
    near = [e for e in events if e.title and _fits(e, start, length, zone) and not _is_of_others(source, e)]
    rivals = [e for e in near if _likeness(source, e)] if len(near) > 1 else near
    if not near:
        return Match()
    best = sorted(rivals, key=lambda e: _likeness(source, e), reverse=True)
    told = len(best) == 1 or (len(best) > 1 and _likeness(source, best[0]) > _likeness(source, best[1]))
    if not told:
        names = ", ".join(sorted(e.title for e in near))
        return Match(said=f"the calendar has several meetings at that time ({names}); none was taken")
    if _may_be_end(source) and not _likeness(source, best[0]):
        before = [e for e in events if e not in near and _fits(e, start - length, length, zone)]
        if before and length:
            return Match(
                said=f"its name may state when it ended ({before[0].title} lies before it); no meeting was taken"
            )
    event = best[0]
    hour = span_of(event, zone)[0].astimezone(start.tzinfo)
    return Match(event, f"the calendar says what it was: {event.title} at {hour:%H:%M}")


def find_titled(source: Source, events: Iterable[Event], zone: dt.tzinfo | None) -> Match:
    """The meeting that a recording is called after, where nothing but its file dates it: the only one of that title in the weeks before."""
    title = fold(source.title)
    found = [e for e in events if fold(e.title) == title and not _is_of_others(source, e)]
    past = [e for e in found if span_of(e, zone)[0].astimezone(zone).date() <= source.date]
    if len(past) != 1 or source.kind not in {SourceKind.CONVERSATION, SourceKind.MEMO}:
        return Match()
    start = span_of(past[0], zone)[0].astimezone(zone)
    return Match(past[0], f"the calendar says when it was: {past[0].title} on {start:%Y-%m-%d} at {start:%H:%M}")


def dated_by(source: Source, event: Event, zone: dt.tzinfo | None) -> Source:
    """The source on the day and at the hour of the meeting."""
    start = span_of(event, zone)[0].astimezone(zone)
    clock = start.time().replace(second=0, microsecond=0)
    return msgspec.structs.replace(source, date=start.date(), time=clock, dated_from=DatedFrom.CONTENT)


def is_of(source: Source, event: Event) -> bool:
    """Whether a source shows an entry's people or words of its title."""
    named = {fold(p.name) for p in source.people if p.name} | {(p.email or "").lower() for p in source.people}
    met = any(fold(p.name or "") in named or (p.email or "-").lower() in named for p in event.people)
    return met or _likeness(source, event) > 0


def with_event(source: Source, event: Event) -> Source:
    """The source with the meeting's title, where it has none of its own, and with those of the invited who were there.

    An invitation is no attendance: they are those whose names the speakers have, or all where as many spoke as were invited.
    """
    title = event.title if _UNTITLED.fullmatch(source.title.strip()) else source.title
    speakers = {u.speaker for u in source.utterances if u.speaker}
    known = {fold(p.name) for p in source.people if p.name} | {(p.email or "").lower() for p in source.people}
    everybody = len(event.people) <= len(speakers)
    there = [p for p in event.people if p.name and (everybody or any(_is_called(p.name, s) for s in speakers))]
    new = tuple(p for p in there if fold(p.name or "") not in known and (p.email or "") not in known)
    return msgspec.structs.replace(source, title=title, people=(*source.people, *new))


def _local(moment: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    if moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=zone) if zone else moment.astimezone()


def span_of(event: Event, zone: dt.tzinfo | None) -> tuple[dt.datetime, dt.datetime]:
    """When an entry begins and ends, aware; a time without a zone is the vault's."""
    start = _local(dt.datetime.fromisoformat(event.start), zone)
    end = _local(dt.datetime.fromisoformat(event.end), zone) if event.end else start + LATE
    return start, end


def _fits(event: Event, start: dt.datetime, length: dt.timedelta, zone: dt.tzinfo | None) -> bool:
    begins, ends = span_of(event, zone)
    if ends - begins > dt.timedelta(hours=10):
        return False
    if not length:
        return begins - EARLY <= start <= begins + LATE
    shared = min(ends + EARLY, start + length) - max(begins - EARLY, start)
    return shared >= SHARE * length and begins - EARLY <= start < ends


def _may_be_end(source: Source) -> bool:
    return source.dated_from is DatedFrom.NAME and not any(_STARTS.search(part.name) for part in source.parts)


def _named_speakers(source: Source) -> list[str]:
    """Speaker labels that are names in full."""
    labels = dict.fromkeys(u.speaker for u in source.utterances if u.speaker)
    return [s for s in labels if " " in s.strip() and not re.search(r"\d|\bspeaker\b|\bunknown\b", s, re.IGNORECASE)]


def _is_called(name: str, label: str) -> bool:
    """Whether a label is somebody's name, or their first name alone."""
    full, said = fold(name).split(), fold(label).split()
    return bool(full) and (full == said or said == full[:1])


def _is_of_others(source: Source, event: Event) -> bool:
    """Whether people spoke by name, and the meeting names people, none of them the same."""
    invited = [p.name for p in event.people if p.name]
    speakers = _named_speakers(source)
    if len(speakers) < 2 or len(invited) < 2:
        return False
    return not any(_is_called(name, s) for name in invited for s in speakers)


def _likeness(source: Source, event: Event) -> int:
    """How many of the invited spoke, and how many words of the title stand in the source's."""
    speakers = {u.speaker for u in source.utterances if u.speaker}
    people = sum(any(_is_called(p.name or "", s) for s in speakers) for p in event.people)
    words = {w for w in re.findall(r"\w+", fold(event.title)) if len(w) > 3}
    return people + len(words.intersection(re.findall(r"\w+", fold(source.title))))
