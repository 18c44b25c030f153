"""The appointment that a mail makes, proposes or moves: its calendar part, else a day and an hour said together."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import msgspec

from minutebook.flow.extract.offline.letter.clock import read_length, read_zone
from minutebook.flow.extract.offline.letter.envelope import Mail
from minutebook.flow.extract.offline.letter.when import (
    When,
    calls_off,
    find_change,
    find_hour,
    find_label,
    find_slots,
    find_whens,
    is_meeting,
    is_there,
    leaves_open,
    moves,
    proposes,
    suggests,
)
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.extraction import Invite
from minutebook.model.source import Event

_COMMON = (
    "Europe/London Europe/Paris Europe/Athens Europe/Istanbul America/New_York America/Chicago America/Denver America/Los_Angeles America/Sao_Paulo"
    " Asia/Dubai Asia/Kolkata Asia/Shanghai Asia/Tokyo Australia/Sydney Pacific/Auckland"
).split()
"""Zones in the order in which they are guessed from the offset of a mail, so that an hour across a clock change is right."""


def find_invite(mails: Sequence[Mail], lines: Sequence[Line], title: str) -> Invite | None:
    """The appointment as the newest mail leaves it, with what earlier mails said of it; None where a day or an hour is missing, or it was called off."""
    newest: Invite | None = None
    change: When | None = None
    moved = False
    for mail in reversed(mails):
        own = [line for line in lines if line.utterances[0] in mail.utterances]
        event = mail.message.events[-1] if mail.message.events else None
        called_off = event.method == "CANCEL" if event else calls_off(own)
        found = None if called_off else _of_event(event, mail, title) if event else _of_lines(own, mail, title)
        if found and newest:
            newest = _carried(newest, found, moved=moved)
        elif found:
            newest = _changed(found, change, mail) if change else found
        if event or called_off:
            break
        moved = moved or moves(own)
        change = change or (find_change(own, mail.day) if newest is None else None)
    return newest


def _carried(invite: Invite, before: Invite, *, moved: bool) -> Invite:
    """An appointment with what an earlier mail said of it and it leaves unsaid: its length, its place, who else comes. ``moved``: also from another day."""
    start, then = datetime.fromisoformat(invite.start), datetime.fromisoformat(before.start)
    if start.date() != then.date() and not moved:
        return invite
    end = invite.end
    if end is None and before.end is not None:
        end = (start + (datetime.fromisoformat(before.end) - then)).isoformat()
    people = tuple(dict.fromkeys((*invite.attendees, *before.attendees)))
    return msgspec.structs.replace(invite, end=end, attendees=people, location=invite.location or before.location)


def _changed(invite: Invite, change: When, mail: Mail) -> Invite:
    """An appointment on another day, or at another hour, as a later mail puts it that does not say the rest again."""
    then = datetime.fromisoformat(invite.start)
    start = then
    if change.day is not None:
        start = datetime.combine(change.day, start.timetz())
    if change.clock is not None:
        start = _moment(start.date(), change.clock.at, change.clock.zone, mail)
    if invite.end is None:
        return msgspec.structs.replace(invite, start=start.isoformat())
    end = start + (datetime.fromisoformat(invite.end) - then)
    return msgspec.structs.replace(invite, start=start.isoformat(), end=end.isoformat())


def _of_event(event: Event, mail: Mail, title: str) -> Invite:
    people = [h.email for h in event.people if h.email] or list(_addresses(mail))
    return Invite(event.title or title, event.start, event.end, tuple(dict.fromkeys(people)), event.location)


def _of_lines(own: Sequence[Line], mail: Mail, title: str) -> Invite | None:
    """The first appointment that the lines of a mail state; none where they leave a choice."""
    if find_slots(own, mail.day):
        return None
    if label := find_label(own, mail.day):
        line, when, place = label
        return _invite(line, when, own, mail, title, place)
    for line in own:
        if (found := _when(line, own, mail.day)) is not None:
            return _invite(line, found, own, mail, title)
    return None


def _when(line: Line, own: Sequence[Line], day: date) -> When | None:
    """When those who write and read meet, as a line says, or it and the next."""
    whens = find_whens(line, day)
    at = own.index(line)
    before, onward = own[at - 1] if at else None, own[at + 1] if at + 1 < len(own) else None
    if leaves_open(line, onward, whens):
        return None
    if not whens:
        named = find_whens(before, day) if before is not None else []
        meets = (
            before is not None and len(named) == 1 and named[0].clock is None and suggests(line) and is_there(before)
        )
        return msgspec.structs.replace(named[0], clock=hour) if meets and (hour := find_hour(line)) else None
    best = whens[-1] if moves([line]) else whens[0]
    if best.clock is not None:
        return best if is_meeting(line, best) else None
    if onward is None or leaves_open(onward, None, ()) or not proposes(line):
        return None
    hour = find_hour(onward)
    return msgspec.structs.replace(best, clock=hour) if hour else None


def _invite(
    line: Line, when: When, own: Sequence[Line], mail: Mail, title: str, place: str | None = None
) -> Invite | None:
    """The appointment with what the lines around say of its length, place and people."""
    if when.day is None or when.clock is None:
        return None
    at = own.index(line)
    near = own[max(0, at - 1) : at + 4]
    clock = when.clock
    start = _moment(when.day, clock.at, clock.zone, mail)
    end = _moment(when.day, clock.until, clock.zone, mail) if clock.until else None
    if end is None and (minutes := read_length(" ".join(other.plain for other in near))):
        end = start + timedelta(minutes=minutes)
    place = place or next(filter(None, (find_place(other.text) for other in (line, *near))), None)
    named = {name.name for other in own[max(0, at - 2) : at + 5] for name in other.names}
    people = tuple(_addresses(mail, named))
    return Invite(title, start.isoformat(), end.isoformat() if end else None, people, place)


def _addresses(mail: Mail, named: Collection[str] | None = None) -> Iterator[str]:
    """The addresses of a mail; with ``named`` those copied in only where the words around name them."""
    found = (
        h.email
        for h in mail.message.people
        if h.email and (h.role in {"from", "to"} or (h.role == "cc" and (named is None or h.name in named)))
    )
    yield from dict.fromkeys(found)


def _moment(day: date, clock: time, zone: str | None, mail: Mail) -> datetime:
    return datetime.combine(day, clock, read_zone(zone) if zone else _zone_of(mail))


def _zone_of(mail: Mail) -> tzinfo | None:
    """The sender's zone, guessed from the offset at which the mail was sent: a common zone that had it then, else the offset itself."""
    sent = mail.message.sent
    if sent is None or sent.tzinfo is None:
        return None
    for name in _COMMON:
        if sent.astimezone(ZoneInfo(name)).utcoffset() == sent.utcoffset():
            return ZoneInfo(name)
    return sent.tzinfo


def find_place(text: str) -> str | None:
    """Where a meeting is to be, where a text says it."""
    online = _ONLINE.search(text)
    if online:
        return online[1]
    place = _PLACE.search(text)
    return place["place"].strip(" .,") if place else None


_ONLINE = re.compile(
    r"\b(?:on|via|by|over|use|using|through) ((?:Microsoft |MS |Google )?(?:Teams|Zoom|Meet|Webex|Skype|WhatsApp|Jitsi))\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:at|in) (?P<place>(?:our|your|my|the) (?:[A-ZÀ-Þ]?[\w'’-]+ ){0,3}(?:office|offices|room(?: \w+)?|site|hall|works|workshop|studio|café|cafe|restaurant|canteen|reception|building|yard|gate|headquarters|HQ|depot|plant|factory|museum|library|school|hospital|clinic)(?: (?:in|on|at) (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-ZÀ-Þ][\w'’-]+)?|(?:Room|Hall|Unit|Suite|Building) [\w.-]+)"
)
