"""What to keep free of the appointments that a talk makes: those of the vault's owner, with end, place and the addresses of who comes."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from minutebook.flow.extract.offline.letter.agreed import Agreed, agrees, find_agreed
from minutebook.flow.extract.offline.letter.clock import read_clocks, read_length, read_zone
from minutebook.flow.extract.offline.letter.place import find_place
from minutebook.flow.extract.offline.letter.purpose import meets
from minutebook.flow.extract.offline.letter.several import Appointments, find_kinds
from minutebook.flow.extract.offline.people.cast import Cast
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.model.entity import Context, EntityType
from minutebook.model.extraction import Invite
from minutebook.model.source import Source
from minutebook.text import patterns as re

PAIR, SEVERAL = 2, 3
"""Voices of a talk of two; voices from which an appointment is that of all."""
AROUND = 2
"""Lines before and after an appointment that may say how long it takes, where, and for whom it is."""


def find_holds(
    source: Source, lines: Sequence[Line], cast: Cast, context: Context, title: str, lexicon: Lexicon
) -> Appointments:
    """The appointments that a talk makes for the owner, the last one apart."""
    agreed = [each for each in find_agreed(lines, source.date, lexicon) if _is_mine(each, lines, cast, lexicon)]
    invites = [
        _invite(each, lines, cast, context, title, number)
        for number, each in enumerate(a for a in agreed if not _is_elsewhere(a, cast))
    ]
    return Appointments(invites[-1], tuple(invites[:-1])) if invites else Appointments()


def _is_mine(agreed: Agreed, lines: Sequence[Line], cast: Cast, lexicon: Lexicon) -> bool:
    """Whether the owner has a part in it: they speak or are called when it is made, or it is for all; where no label tells who speaks, for all alone."""
    last = agreed.lines[-1].id
    near = lines[max(0, agreed.lines[0].id - AROUND) : last + 1 + AROUND]
    nods = [line for line in lines[last + 1 : last + 1 + AROUND] if agrees(line, lexicon) or _ME_TOO.match(line.plain)]
    own = (*agreed.lines, *nods)
    present = [person for person in cast.participants if person.present]
    if cast.me is None or len(present) <= PAIR or any(_ALL.search(line.plain) for line in near):
        return True
    voices = {line.speaker for line in near}
    if cast.me in {cast.name(line.speaker) for line in lines}:
        called = any(name.name == cast.me for line in own for name in line.names)
        mine = called or cast.me in {cast.name(line.speaker) for line in own}
        return mine and not any(cast.name(o.speaker) != cast.me and _is_of_another(o, cast) for o in near)
    return None not in voices and len(voices) >= SEVERAL


def _is_of_another(line: Line, cast: Cast) -> bool:
    """Whether somebody goes in the owner's place, or speaks to another by name: "I'll pick you up at nine, Rhys"."""
    called = [
        name for name in line.names if _CALLED.match(line.plain[name.end :]) and _CALLS.search(line.plain[: name.start])
    ]
    to_other = any(name.name != cast.me for name in called) and _YOU.search(line.plain) and read_clocks(line.plain)
    return bool(to_other or _TAKES_OVER.search(line.plain))


def _is_elsewhere(agreed: Agreed, cast: Cast) -> bool:
    """Whether the hour is one of the others' clocks, whose zone nobody names."""
    return any(
        match["whose"] == ("your" if cast.name(line.speaker) == cast.me else "my")
        for line in agreed.lines
        for match in _THEIR_CLOCK.finditer(line.plain)
    )


def _invite(agreed: Agreed, lines: Sequence[Line], cast: Cast, context: Context, title: str, number: int) -> Invite:
    clock = agreed.clock
    zone = read_zone(clock.zone) if clock.zone else None
    start = datetime.combine(agreed.day, clock.at, zone)
    end = datetime.combine(agreed.day, clock.until, zone) if clock.until else None
    near = lines[max(0, agreed.lines[0].id - AROUND) : agreed.lines[-1].id + 1 + AROUND]
    minutes = next(filter(None, map(_length, (*agreed.lines, *near[:AROUND]))), None)
    if end is None and minutes:
        end = start + timedelta(minutes=minutes)
    said = (*agreed.lines, *lines[agreed.lines[-1].id + 1 : agreed.lines[-1].id + 1 + AROUND])
    place = next(filter(None, (find_place(line.text) for line in said)), None)
    kinds = set().union(*(find_kinds(line.plain) for line in agreed.lines))
    title = f"{min(kinds).capitalize()}: {title}" if kinds else title
    people = tuple(dict.fromkeys(_addresses(near, agreed, cast, context)))
    return Invite(title, start.isoformat(), end.isoformat() if end else None, people, place, number)


def _length(line: Line) -> int | None:
    """How many minutes the meeting takes of which a line speaks."""
    speaks = line.dates or read_clocks(line.plain) or meets([line])
    return read_length(line.plain) if speaks and not _IN_A_WHILE.search(line.plain) else None


def _addresses(near: Sequence[Line], agreed: Agreed, cast: Cast, context: Context) -> Iterator[str]:
    """The addresses that the vault or the source knows of those who come: who speaks of it; all where it is for all, or where no label tells."""
    present = [person.name for person in cast.participants if person.present and person.name]
    voices = {cast.name(line.speaker) for line in agreed.lines}
    named = {name.name for line in agreed.lines for name in line.names}
    all_come = None in voices or any(_ALL.search(line.plain) for line in near)
    known = {e.name: e.emails for e in context.entities if e.type is EntityType.PERSON}
    known |= {p.name: (p.email,) for p in cast.participants if p.name and p.email}
    if cast.me and context.me.emails:
        known[cast.me] = context.me.emails
    for name in present:
        if (all_come or name == cast.me or name in voices | named) and known.get(name):
            yield known[name][0]


_ALL = re.compile(
    r"\b(?:everybody|everyone|all of (?:us|you)|we all|we'll all|all meet|all look|both of (?:us|you)|you're both|next (?:meeting|call|one|session|board|committee|site meeting)|agm|are we meeting|(?:we|we'll|shall we|let's|let's all) (?:meet|reconvene)|(?:suits?|work for) (?:all|everybody|everyone|you all))\b"
)
_ME_TOO = re.compile(r"(?:and |so )?me(?: too)?\b|so (?:will|do|am) i\b")
_TAKES_OVER = re.compile(r"\bi(?:'ll| can| could|'d) take (?:that|the|this) (?:meeting|call|one|visit|interview)\b")
"""Somebody goes in another's place."""
_CALLS, _CALLED = re.compile(r"(?:^|, |\b(?:and|so|okay) )$"), re.compile(r"(?:[.!?,]|$)")
_YOU = re.compile(r"\byou(?:'re|'ll|r)?\b")
_THEIR_CLOCK = re.compile(r"\b(?P<whose>your|my) time\b")
_IN_A_WHILE = re.compile(
    r"\b(?:in|for the last|took|takes|every|within) (?:about |half )?(?:an?|\w+) (?:hours?|minutes?)\b|\bin half an hour\b"
)
