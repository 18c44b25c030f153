"""A time that a source names as an iCalendar file (RFC 5545, 5546): a hold for my own calendar, an invitation, or its cancellation.

Times are written in UTC, which is right across every change of the clocks for what happens once; what repeats keeps its zone's clock.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import msgspec

from minutebook.flow.outputs.letter import find_address
from minutebook.flow.outputs.reply import find_sender, own_addresses
from minutebook.model.entity import Me
from minutebook.model.extraction import Invite
from minutebook.model.source import Event, Header, Source, standing_event
from minutebook.text import patterns as re
from minutebook.text.escape import clean
from minutebook.text.ids import stable_id

if TYPE_CHECKING:
    from icalendar import vCalAddress


_CALL = re.compile(
    r"https://(?:[\w-]+\.)*(?:zoom|teams|meet|webex|whereby|jit|gotomeeting|bigbluebutton)\.[^\s<>\"'()\[\]{}|\\^`]{3,300}"
)


_YEARS = 20
"""Years for which a file tells the clock of a zone, for entries that repeat."""


class Method(StrEnum):
    """What the file asks of a calendar."""

    PUBLISH = "PUBLISH"
    """A hold: mine alone, nobody is asked."""
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


class Booking(msgspec.Struct, frozen=True, kw_only=True):
    """A time to put into a calendar. ``end`` None: none was named."""

    uid: str
    title: str
    start: datetime
    end: datetime | None = None
    location: str | None = None
    organiser: Header | None = None
    attendees: tuple[Header, ...] = ()
    method: Method = Method.PUBLISH
    about: str = ""
    """Where it comes from, for the entry's description."""
    link: str = ""
    """Where a call is joined, as the mail has it."""
    sequence: int = 0
    """How often the organiser has changed it."""
    rule: str = ""
    """How it repeats, by the clock of ``zone``."""
    zone: str | None = None
    left_out: tuple[datetime, ...] = ()
    """Of an entry that repeats, the occurrences that were called off."""


def compose_booking(
    source: Source, invite: Invite | None, me: Me, zone: tzinfo | None, about: str = "", method: Method | None = None
) -> Booking | str:
    """The time that a source names as an entry, or the sentence why there is none.

    An invitation where I am known and others have addresses, unless a mail of the source already carries theirs: then, of what
    was agreed in talk, and where nobody could be asked, a hold. ``method`` asks for one of them.
    """
    if invite is None:
        return f"{source.title} names no date and time that was agreed or proposed"
    start = _read_moment(invite.start, zone)
    if start is None:
        return f"{source.title} names a date without a time ({invite.start}); nothing is put into a calendar by guess"
    end = _read_moment(invite.end, zone) if invite.end else None
    event = _find_event(source, start, zone)
    organiser = find_sender([p for m in source.messages for p in m.people], me)
    mine = own_addresses(source, me)
    names = _name_addresses(source)
    attendees = tuple(_attendees(invite.attendees, names))
    others = [p for p in attendees if (p.email or "").lower() not in mine]
    able = organiser is not None and bool(others)
    if method in {Method.REQUEST, Method.CANCEL} and not able:
        return _why_none(source, organiser)
    return Booking(
        uid=event.uid if event else f"{stable_id(source.id, 'invite', *numbered(invite.number))}@minutebook",
        title=clean(invite.title).strip() or source.title,
        start=start,
        end=end if end and end > start else None,
        location=invite.location,
        organiser=_theirs(event, names) or organiser,
        attendees=attendees,
        method=method or (Method.REQUEST if able and event is None and source.messages else Method.PUBLISH),
        about=about,
        link=_find_link(source),
        sequence=event.sequence if event else 0,
        rule=event.rule if event else "",
        zone=event.zone if event else None,
        left_out=tuple(_called_off(source, event, zone)) if event and event.rule else (),
    )


def _why_none(source: Source, organiser: Header | None) -> str:
    """Why nobody can be invited."""
    if organiser is None:
        return "an invitation comes from somebody: put your address into [me] emails in minutebook.toml"
    return f"{source.title} names nobody with an address who could be invited; a hold can be made"


def numbered(number: int) -> tuple[str, ...]:
    """What tells the ids of a source's later appointments from that of its first."""
    return (str(number),) if number else ()


def find_called_off(source: Source) -> Event | None:
    """The calendar entry that a mail of the source called off, where no later one takes it up again."""
    event = standing_event(source.messages)
    return event if event and event.method == "CANCEL" and not event.instance else None


def _called_off(source: Source, event: Event, zone: tzinfo | None) -> Iterable[datetime]:
    """The occurrences of an entry that mails of the source called off, one by one."""
    parts = (each for message in source.messages for each in message.events if each.entry == event.entry)
    found = (_read_moment(each.instance, zone) for each in parts if each.method == "CANCEL" and each.instance)
    return sorted({moment for moment in found if moment})


def _find_link(source: Source) -> str:
    """The address at which a call is joined: the newest that the mails name of a service for calls; empty where there is none."""
    found = (match for u in reversed(source.utterances) for match in _CALL.findall(u.text))
    return next((link.rstrip(".,;:!?") for link in found), "")


def _read_moment(text: str, zone: tzinfo | None) -> datetime | None:
    """The instant; a time without an offset is the vault's own. None for a day alone, or for what is no time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    if "T" not in text.upper() and " " not in text.strip():
        return None
    try:
        aware = moment if moment.tzinfo else (moment.replace(tzinfo=zone) if zone else moment.astimezone())
        return aware.astimezone(UTC)
    except (OverflowError, OSError):
        return None


def _find_event(source: Source, start: datetime, zone: tzinfo | None) -> Event | None:
    """The calendar part that says the same time: an invitation that somebody has sent already."""
    events = [event for message in source.messages for event in message.events if event.uid and not event.instance]
    standing = standing_event(source.messages)
    listed = [*events, *([standing] if standing and standing.uid else [])]
    return next((e for e in reversed(listed) if _read_moment(e.start, zone) == start), None)


def _theirs(event: Event | None, names: Mapping[str, Header]) -> Header | None:
    people = event.people if event else ()
    organiser = next((p for p in people if p.role == "organiser"), None)
    address = find_address(organiser.email) if organiser else None
    return names.get(address.lower(), Header(organiser.name if organiser else None, address)) if address else None


def _name_addresses(source: Source) -> dict[str, Header]:
    """Everybody whom the source names with an address, by that address."""
    people = [*source.people, *(p for m in source.messages for p in m.people)]
    people += [p for m in source.messages for e in m.events for p in e.people]
    found: dict[str, Header] = {}
    for person in people:
        address = find_address(person.email)
        if address and (address.lower() not in found or (person.name and not found[address.lower()].name)):
            found[address.lower()] = Header(person.name, address)
    return found


def _attendees(wanted: Iterable[str], names: Mapping[str, Header]) -> Iterable[Header]:
    """The people with real addresses, each once."""
    addresses = filter(None, map(find_address, wanted))
    return {a.lower(): names.get(a.lower(), Header(None, a)) for a in addresses}.values()


# -- as a file


def format_booking(booking: Booking, stamp: datetime, sequence: int = 0) -> str:
    """The file's text with CRLF line ends, lines of at most 75 octets. ``stamp``: the run's time."""
    from icalendar import Calendar, vRecur
    from icalendar import Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//Minutebook//Drafts//EN")
    calendar.add("version", "2.0")
    calendar.add("method", booking.method.value)
    entry = Entry()
    entry.add("uid", booking.uid)
    entry.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    place = _zone_of(booking)
    entry.add("dtstart", booking.start.astimezone(place))
    if booking.end:
        entry.add("dtend", booking.end.astimezone(place))
    if booking.rule:
        entry.add("rrule", vRecur.from_ical(booking.rule))
    for moment in booking.left_out:
        entry.add("exdate", moment.astimezone(place))
    entry.add("summary", _line(booking.title))
    if booking.location and _line(booking.location):
        entry.add("location", _line(booking.location))
    entry.add("sequence", max(sequence, booking.sequence))
    held = booking.method is Method.PUBLISH
    if booking.organiser:
        entry.add("organizer", _address(booking.organiser))
    for person in booking.attendees if not held else ():  # RFC 5546, 3.2.1: what is published names no attendees
        entry.add("attendee", _attendee(person, booking))
    status = {Method.CANCEL: "CANCELLED", Method.PUBLISH: "TENTATIVE"}.get(booking.method)
    if status:  # whether an invitation is taken up is for those who get it to say
        entry.add("status", status)
    about = _describe(booking, named=held)
    if about:
        entry.add("description", about)
    calendar.add_component(entry)
    if place is not UTC:
        calendar.add_missing_timezones(date(booking.start.year - 1, 1, 1), date(booking.start.year + _YEARS, 1, 1))
    return bytes(calendar.to_ical()).decode()


def _zone_of(booking: Booking) -> tzinfo:
    """The zone whose clock an entry keeps that repeats; UTC for what happens once."""
    return ZoneInfo(booking.zone) if booking.rule and booking.zone else UTC


def _describe(booking: Booking, *, named: bool) -> str:
    people = ", ".join(f"{_line(p.name)} <{p.email}>" if p.name else p.email or "" for p in booking.attendees)
    link = f"Join: {_line(booking.link)}" if booking.link else ""
    lines = [f"With: {people}" if named and people else "", link, _line(booking.about)]
    return "\n".join(line for line in lines if line)


def _address(person: Header) -> "vCalAddress":
    from icalendar import vCalAddress  # loaded late: it takes longer than the whole command line

    address = vCalAddress(f"mailto:{person.email}")
    if person.name and _line(person.name):
        address.params["cn"] = _line(person.name).replace('"', "'")
    return address


def _attendee(person: Header, booking: Booking) -> "vCalAddress":
    address = _address(person)
    own = booking.organiser and (person.email or "").lower() == (booking.organiser.email or "").lower()
    address.params["role"] = "REQ-PARTICIPANT"
    address.params["partstat"] = "ACCEPTED" if own else "NEEDS-ACTION"
    if not own:
        address.params["rsvp"] = "TRUE"
    return address


def _line(text: str) -> str:
    return " ".join(clean(text).split())
