"""Calendar parts of mails (RFC 5545) as events: what is meant when, with whom."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from minutebook.model.source import Event, Header


def read_calendars(texts: Iterable[str]) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """The events of a mail's calendar parts, each once (many senders send one part twice), and warnings."""
    read = [read_events(text) for text in dict.fromkeys(text.strip() for text in texts)]
    events = {(event.uid, event.start): event for found, _ in reversed(read) for event in reversed(found)}
    return tuple(reversed(events.values())), tuple(dict.fromkeys(said for _, warnings in read for said in warnings))


def read_events(text: str) -> tuple[tuple[Event, ...], tuple[str, ...]]:
    """The events of a calendar part, and warnings; none where it cannot be read.

    Where a part defines a zone otherwise than the world does under that name, its own definition holds (RFC 5545, 3.6.5)
    and a warning says so.
    """
    from icalendar import Calendar  # slow to import, rarely needed

    try:
        calendars = Calendar.from_ical(text, multiple=True)
        found = [read for calendar in calendars for read in _read_calendar(calendar)]
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, OverflowError, RecursionError):
        return (), ("Its calendar part could not be read.",)
    events = tuple(dict.fromkeys(event for event, _ in found))
    return events, tuple(dict.fromkeys(warning for _, warning in found if warning))


def _read_calendar(calendar: Any) -> Iterator[tuple[Event, str]]:
    method = str(calendar.get("method", "")).upper()
    zones = {str(zone.get("tzid", "")): zone for zone in calendar.walk("VTIMEZONE")}
    for entry in calendar.walk("VEVENT"):
        event, warning = _read_entry(entry, method, zones)
        if event is not None:
            yield event, warning


def _read_entry(entry: Any, method: str, zones: dict[str, Any]) -> tuple[Event | None, str]:
    begin = entry.get("dtstart")
    if begin is None:
        return None, ""
    start, zone, warning = _settle(begin, zones)
    end = _settle(entry["dtend"], zones)[0] if entry.get("dtend") else None
    if end is None and entry.get("duration") is not None:
        end = _later(start, entry["duration"].dt)
    if str(entry.get("status", "")).upper() == "CANCELLED":
        method = "CANCEL"
    return Event(
        uid=str(entry.get("uid", "")),
        title=" ".join(str(entry.get("summary", "")).split()),
        start=start.isoformat(),
        end=end.isoformat() if end is not None else None,
        zone=zone,
        method=method,
        people=tuple(_read_people(entry)),
        location=" ".join(str(entry.get("location", "")).split()) or None,
        sequence=int(entry.get("sequence", 0)),
        rule=_read_rule(entry.get("rrule")),
        instance=_settle(entry["recurrence-id"], zones)[0].isoformat() if entry.get("recurrence-id") else "",
    ), warning


def _read_rule(stated: Any) -> str:
    """How an entry repeats, as its part says; of several rules the first."""
    rule = stated[0] if isinstance(stated, list) and stated else stated
    return bytes(rule.to_ical()).decode() if rule else ""


def _later(start: date, length: timedelta) -> date:
    """The end after a length: hours are hours also across a change of the clocks, days are days (RFC 5545, 3.3.6)."""
    if not isinstance(start, datetime) or start.utcoffset() is None or not length.seconds:
        return start + length
    return (start.astimezone(UTC) + length).astimezone(start.tzinfo)


def _settle(stated: Any, zones: dict[str, Any]) -> tuple[date, str | None, str]:
    """The moment as its part means it, the zone's name where that is one of the world's, and a warning where it lies."""
    moment, called = stated.dt, str(stated.params.get("TZID", ""))
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        unknown = isinstance(moment, datetime) and called
        told = f"The invitation names the zone {called}, which nobody knows; its hour was taken for your own: check the time."
        return moment, None, told if unknown else ""
    named = getattr(moment.tzinfo, "key", None)
    zone = zones.get(called)
    if zone is None:
        return moment, None if named == "UTC" else named, ""
    try:
        own = zone.to_tz(lookup_tzid=False)
        defined = moment.replace(tzinfo=own)
        offset = defined.utcoffset()
    except (ValueError, KeyError, AttributeError, TypeError, IndexError):
        return moment, named, ""
    if offset is None or abs(offset - (moment.utcoffset() or timedelta())) < timedelta(minutes=1):
        return moment, named, ""
    told = f"The invitation names the zone {called} but defines it otherwise; its own definition was taken: check the time."
    return moment.replace(tzinfo=timezone(offset)), None, told


def _read_people(entry: Any) -> Iterator[Header]:
    for key, role in (("organizer", "organiser"), ("attendee", "attendee")):
        listed = entry.get(key, [])
        for person in listed if isinstance(listed, list) else [listed]:
            email = str(person).strip()
            email = email[7:] if email.lower().startswith("mailto:") else email
            name = str(person.params.get("CN", "")).strip(" \"'") if hasattr(person, "params") else ""
            if "@" in email or name:
                shown = name if name and "@" not in name else None
                yield Header(shown, email.lower() if "@" in email else None, role)
