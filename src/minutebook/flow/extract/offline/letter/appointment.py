"""The appointment that a mail makes, proposes or moves: its calendar part, else a day and an hour said together."""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

import msgspec

from minutebook.flow.extract.offline.letter.clock import Clock, of_evening, read_clocks, read_length, read_zone
from minutebook.flow.extract.offline.letter.envelope import Mail
from minutebook.flow.extract.offline.letter.meeting import (
    asks_briefly,
    invites,
    is_meeting,
    is_there,
    proposes,
    stands_alone,
    suggests,
)
from minutebook.flow.extract.offline.letter.place import find_place
from minutebook.flow.extract.offline.letter.quoted import read_history
from minutebook.flow.extract.offline.letter.spoken import find_bare_hour
from minutebook.flow.extract.offline.letter.taking import find_pick, find_picked
from minutebook.flow.extract.offline.letter.when import (
    When,
    calls_off,
    find_change,
    find_hour,
    find_label,
    find_slots,
    find_whens,
    in_next_week,
    leaves_open,
    moves,
)
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.entity import Me
from minutebook.model.extraction import Invite
from minutebook.model.source import Event, standing_event
from minutebook.text import patterns as re

_COMMON = (
    "Europe/London Europe/Paris Europe/Athens Europe/Istanbul America/New_York America/Chicago America/Denver America/Los_Angeles America/Sao_Paulo"
    " Asia/Dubai Asia/Kolkata Asia/Shanghai Asia/Tokyo Australia/Sydney Pacific/Auckland"
).split()
"""Zones in the order in which they are guessed from the offset of a mail, so that an hour across a clock change is right."""


LEAST = 3
"""Words beside an hour with which a line only adds it to the day of the question before."""


class _Said(msgspec.Struct, frozen=True):
    """What one mail says in its own words; ``quoted``: as a later one quotes it."""

    own: Sequence[Line]
    mail: Mail
    quoted: bool = False


def find_invite(
    mails: Sequence[Mail], lines: Sequence[Line], title: str, me: Me, *, quoted: bool = True
) -> Invite | None:
    """The appointment as the newest mail leaves it, with what earlier mails said of it; None where a day or an hour is missing, it was called off, or is of others.

    ``quoted``: with what the oldest mail quotes of others.
    """
    newest: Invite | None = None
    change: When | None = None
    pick: When | None = None
    told: Invite | None = None
    moved = False
    for said in _heard(mails, lines, quoted=quoted):
        own, mail = said.own, said.mail
        if said.quoted and newest is None and change is None and pick is None:
            break
        event = standing_event([m.message for m in mails]) if mail.message.events and not said.quoted else None
        called_off = event.method == "CANCEL" if event else calls_off(own)
        found = None if called_off else _of_event(event, mail, title) if event else _of_lines(own, mail, title)
        sought = _as_when(told) if told else pick
        if found is None and sought is not None and not called_off:
            found = _picked(own, mail, sought, title)
        if found and newest:
            newest = _carried(newest, found, moved=moved)
        elif found:
            told, newest = found, _changed(found, change, mail) if change else found
        if event or called_off:
            break
        moved = moved or moves(own)
        if newest is None:
            change = change or find_change(own, mail.day)
            pick = pick or find_pick(own, mail.day)
    return newest if newest is None or _is_ours(newest, mails, me) else None


def find_stated(own: Sequence[Line], mail: Mail, title: str) -> Invite | None:
    """The day and hour at which to meet that one mail states whole, in its calendar part or in its lines."""
    if mail.message.events:
        event = mail.message.events[-1]
        return _of_event(event, mail, title) if event.method in {"", "REQUEST", "PUBLISH"} and event.start else None
    return None if calls_off(own) else _of_lines(own, mail, title)


def _heard(mails: Sequence[Mail], lines: Sequence[Line], *, quoted: bool) -> Iterator[_Said]:
    """What each mail says, newest first, then what the oldest quotes."""
    for mail in reversed(mails):
        yield _Said([line for line in lines if line.utterances[0] in mail.utterances], mail)
    if mails and quoted:
        for day, own in read_history(mails[0].message.quoted, mails[0].day):
            yield _Said(own, msgspec.structs.replace(mails[0], day=day), quoted=True)


def _is_ours(invite: Invite, mails: Sequence[Mail], me: Me) -> bool:
    """Whether the vault's owner is among those who meet, unless no mail names them: one copied in hears of the appointments of others."""
    own = {address.lower() for address in me.emails}
    named = {(h.email or "").lower() for mail in mails for h in mail.message.people}
    return not own & named or any(a.lower() in own for a in invite.attendees) or any(m.message.events for m in mails)


def _as_when(invite: Invite) -> When:
    start = datetime.fromisoformat(invite.start)
    return When(start.date(), Clock(start.time(), None, 0, None))


def _picked(own: Sequence[Line], mail: Mail, pick: When, title: str) -> Invite | None:
    """The appointment that a later mail made of the times that this one offers."""
    found = find_picked(own, mail.day, pick)
    return _invite(found[0], found[1], own, mail, title) if found else None


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
    start += change.shift
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
            before = own[: own.index(line)]
            day = in_next_week(found.day, line, before, mail.day) if found.day else None
            return _invite(line, msgspec.structs.replace(found, day=day), own, mail, title)
    return None


def _when(line: Line, own: Sequence[Line], day: date) -> When | None:
    """When those who write and read meet, as a line says, or it and the next."""
    whens = find_whens(line, day)
    at = own.index(line)
    before, onward = own[at - 1] if at else None, own[at + 1] if at + 1 < len(own) else None
    if leaves_open(line, onward, whens):
        return None
    if not whens:
        return _in_two(before, line, day) if before is not None else None
    best = whens[-1] if moves([line]) else whens[0]
    if best.clock is not None:
        asked = before is not None and invites(before) and stands_alone(line, best)
        return best if asked or is_meeting(line, best) else None
    if before is not None and _SAME.search(line.plain) and len(clocks := read_clocks(before.plain)) == 1:
        return msgspec.structs.replace(best, clock=clocks[0])
    if onward is None or leaves_open(onward, None, ()) or not proposes(line):
        return None
    hour = find_hour(onward)
    return msgspec.structs.replace(best, clock=of_evening(hour, line.plain)) if hour else None


def _in_two(before: Line, line: Line, day: date) -> When | None:
    """The day of one line with the hour of the next: "I'm in town on the 20th. Coffee at 3?", "Lunch on Friday? 12.30, my treat."."""
    named, hour = find_whens(before, day), find_hour(line) or find_bare_hour(line)
    if _DAY_AFTER.search(line.plain):
        days = [span.value for span in before.dates if span.value]
        return When(days[-1] + timedelta(1), hour) if days and hour and asks_briefly(line) else None
    if hour is None or len(named) != 1 or named[0].clock is not None:
        return None
    found = msgspec.structs.replace(named[0], clock=of_evening(hour, before.plain))
    meets = (suggests(line) and is_there(before)) or (
        asks_briefly(before) and (proposes(line) or stands_alone(line, When(None, hour, hour.start, hour.end), LEAST))
    )
    return found if meets else None


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
        end = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)
    place = place or next(filter(None, (find_place(other.text) for other in (line, *near))), None)
    around = [other for other in own[max(0, at - 2) : at + 5] if not _IN_COPY.search(other.plain)]
    named = {name.name for other in around for name in other.names}
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
    """The moment that a clock shows; an hour that a change of the clocks leaves out is the one after it."""
    moment = datetime.combine(day, clock, read_zone(zone) if zone else _zone_of(mail))
    return moment.astimezone(UTC).astimezone(moment.tzinfo) if moment.tzinfo else moment


def _zone_of(mail: Mail) -> tzinfo | None:
    """The sender's zone, guessed from the offset at which the mail was sent: a common zone that had it then, else the offset itself."""
    sent = mail.message.sent
    if sent is None or sent.tzinfo is None:
        return None
    for name in _COMMON:
        if sent.astimezone(ZoneInfo(name)).utcoffset() == sent.utcoffset():
            return ZoneInfo(name)
    return sent.tzinfo


_IN_COPY = re.compile(r"\b(?:in copy|copied in|in cc|cc'?d|in kopie|en copie)\b")
"""Of whom a letter says that they only read it."""
_DAY_AFTER = re.compile(r"\b(?:the (?:day|morning|afternoon) after|the (?:next|following) day|a day later)\b")
_SAME = re.compile(r"\b(?:(?:the )?same (?:time|hour)|(?:zur )?gleichen? (?:zeit|uhrzeit|stunde)|même heure)\b")
