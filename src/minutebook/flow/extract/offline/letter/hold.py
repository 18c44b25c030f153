"""What to keep free of the appointments that a talk makes: those of the vault's owner, with end, place and the addresses of who comes."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from minutebook.flow.extract.offline.letter.agreed import Agreed, agrees, find_agreed
from minutebook.flow.extract.offline.letter.assent import Assent
from minutebook.flow.extract.offline.letter.clock import read_clocks, read_length, read_zone
from minutebook.flow.extract.offline.letter.place import find_place
from minutebook.flow.extract.offline.letter.purpose import meets
from minutebook.flow.extract.offline.letter.several import Appointments, find_kinds
from minutebook.flow.extract.offline.people.cast import Cast
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.entity import Context, EntityType
from minutebook.model.extraction import Invite, Task
from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.dates.numerals import ORDINAL

PAIR, SEVERAL = 2, 3
"""Voices of a talk of two; voices from which an appointment is that of all."""
AROUND = 2
"""Lines before and after an appointment that may say how long it takes, where, and for whom it is."""


def find_holds(
    source: Source, lines: Sequence[Line], cast: Cast, context: Context, title: str, words: Assent
) -> Appointments:
    """The appointments that a talk makes for the owner, the last one apart."""
    invites: list[Invite] = []
    if _is_absent(lines, cast):
        return Appointments()
    for agreed in find_agreed(lines, source.date, words):
        if _is_mine(agreed, lines, cast, words) and not _is_elsewhere(agreed, cast):
            people = tuple(dict.fromkeys(_addresses(agreed, lines, cast, context, words)))
            invites.append(replace(_invite(agreed, lines, title, words), attendees=people, number=len(invites)))
    return Appointments(invites[-1], tuple(invites[:-1])) if invites else Appointments()


def beside_holds(tasks: Sequence[Task], source: Source, made: Appointments) -> tuple[Task, ...]:
    """The tasks but for sending the invitation to what was arranged, where it is drafted already."""
    if made.newest is None and not made.others:
        return tuple(tasks)
    said = {utterance.id: utterance.text.lower() for utterance in source.utterances}
    return tuple(
        task
        for task in tasks
        if not (_INVITES.fullmatch(task.text.lower()) and any(_WILL_INVITE.search(said[n]) for n in task.evidence))
    )


def _is_absent(lines: Sequence[Line], cast: Cast) -> bool:
    """Whether the owner took no part: all who speak are named, and are others."""
    return cast.me is not None and not cast.is_present(cast.me) and all(cast.name(line.speaker) for line in lines)


def _is_mine(agreed: Agreed, lines: Sequence[Line], cast: Cast, words: Assent) -> bool:
    """Whether the owner has a part in it: they speak or are called when it is made, or it is for all; where no label tells who speaks, for all alone."""
    last = agreed.lines[-1].id
    near = _near(agreed, lines)
    nods = [line for line in lines[last + 1 : last + 1 + AROUND] if agrees(line, words) or _ME_TOO.match(line.plain)]
    own = (*agreed.lines, *nods)
    present = [person for person in cast.participants if person.present]
    if cast.me is None or len(present) <= PAIR or any(words.all_.search(line.plain) for line in near):
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


def _near(agreed: Agreed, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines in which an appointment is made, with some before and after."""
    return lines[max(0, agreed.lines[0].id - AROUND) : agreed.lines[-1].id + 1 + AROUND]


def _invite(agreed: Agreed, lines: Sequence[Line], title: str, words: Assent) -> Invite:
    """When and where it is and what it is called."""
    clock = agreed.clock
    zone = read_zone(clock.zone) if clock.zone else None
    start = datetime.combine(agreed.day, clock.at, zone)
    end = datetime.combine(agreed.day, clock.until, zone) if clock.until else None
    said = (*agreed.lines, *_near(agreed, lines)[:AROUND])
    minutes = next(filter(None, (_length(line, words) for line in said)), None)
    if end is None and minutes:
        end = start + timedelta(minutes=minutes)
    last = agreed.lines[-1].id
    told = (find_place(line.text) for line in (*agreed.lines, *lines[last + 1 : last + 1 + AROUND]))
    kinds = set().union(*(find_kinds(line.plain) for line in agreed.lines))
    called = f"{min(kinds).capitalize()}: {title}" if kinds else title
    return Invite(called, start.isoformat(), end.isoformat() if end else None, (), next(filter(None, told), None))


def _length(line: Line, words: Assent) -> int | None:
    """How many minutes the meeting takes of which a line speaks."""
    speaks = line.dates or read_clocks(line.plain) or meets([line], words)
    return read_length(line.plain) if speaks and not _IN_A_WHILE.search(line.plain) else None


def _addresses(agreed: Agreed, lines: Sequence[Line], cast: Cast, context: Context, words: Assent) -> Iterator[str]:
    """The addresses that the vault or the source knows of those who come: who speaks of it; all where it is for all, or where no label tells."""
    present = [person.name for person in cast.participants if person.present and person.name]
    voices = {cast.name(line.speaker) for line in agreed.lines}
    named = {name.name for line in agreed.lines for name in line.names}
    all_come = None in voices or any(words.all_.search(line.plain) for line in _near(agreed, lines))
    known = {e.name: e.emails for e in context.entities if e.type is EntityType.PERSON}
    known |= {p.name: (p.email,) for p in cast.participants if p.name and p.email}
    if cast.me and context.me.emails:
        known[cast.me] = context.me.emails
    for name in present:
        if (all_come or name == cast.me or name in voices | named) and known.get(name):
            yield known[name][0]


_ME_TOO = re.compile(r"(?:and |so )?me(?: too)?\b|so (?:will|do|am) i\b")
_TAKES_OVER = re.compile(r"\bi(?:'ll| can| could|'d) take (?:that|the|this) (?:meeting|call|one|visit|interview)\b")
"""Somebody goes in another's place."""
_CALLS, _CALLED = re.compile(r"(?:^|, |\b(?:and|so|okay) )$"), re.compile(r"(?:[.!?,]|$)")
_YOU = re.compile(r"\byou(?:'re|'ll|r)?\b")
_THEIR_CLOCK = re.compile(r"\b(?P<whose>your|my) time\b")
_IN_A_WHILE = re.compile(
    r"\b(?:in|for the last|took|takes|every|within) (?:about |half )?(?:an?|\w+) (?:hours?|minutes?)\b|\bin half an hour\b"
)
_INVITES = re.compile(
    r"(?:send|put|pop|ping|get|set up|share|do)\b.*\b(?:invite|invitation|entry|request|calendars?|diary|diaries)\b"
    r"(?: (?:to|for) (?:everyone|everybody|all|both|us|them|all of (?:us|them)))?"
    rf"(?: (?:for|on) (?:the )?(?:\w+day|\d|{ORDINAL})\b.*)?(?: \([^()]*\))?"
)
"""Nothing but the invitation to what was just arranged: what says to what, or to whom else, may be another's."""
_WILL_INVITE = re.compile(
    r"\b(?:i['’]ll|i will|i can|let me|we['’]ll|(?:can|could|will|would) you(?: please)?|please) (?:also |just |then |quickly )?"
    r"(?:send|put|pop|ping|get|set up|share|do)(?: (?:you|us|me|everyone|everybody|all|both|it|that|something|this|him|her|them|out|over|round|around|across|in|up))* "
    r"(?:(?:an?|the|that) (?:(?:calendar|meeting|teams|zoom|diary) )?(?:invite|invitation|entry|meeting request)|in(?:to)? (?:the|my|your|our|everyone['’]s) (?:calendars?|diary|diaries))\b"
)
