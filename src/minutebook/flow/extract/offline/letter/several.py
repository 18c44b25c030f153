"""The appointments of one thread: a later mail moves the one that stands, or makes another beside it."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from minutebook.flow.extract.offline.letter.appointment import find_invite, find_stated
from minutebook.flow.extract.offline.letter.clock import read_clocks
from minutebook.flow.extract.offline.letter.envelope import Mail
from minutebook.flow.extract.offline.letter.when import calls_off, moves
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.entity import Me
from minutebook.model.extraction import Invite
from minutebook.text import patterns as re


class _Strand(msgspec.Struct):
    """The mails of one appointment, what kind of meeting they call it, and what it is called."""

    mails: list[Mail]
    kinds: set[str]
    title: str


class Appointments(msgspec.Struct, frozen=True):
    """``newest``: the one that the last mail is about; ``others`` stand as earlier mails left them."""

    newest: Invite | None = None
    others: tuple[Invite, ...] = ()


def find_appointments(mails: Sequence[Mail], lines: Sequence[Line], title: str, me: Me) -> Appointments:
    """All appointments of a thread, each with its number in the order in which they were first made."""
    if len(mails) < 2:
        return Appointments(find_invite(mails, lines, title, me))
    strands: list[_Strand] = []
    current = 0
    for mail in mails:
        own = [line for line in lines if line.utterances[0] in mail.utterances]
        stated = find_stated(own, mail, title)
        kinds = _kinds_of(own, mail, stated is not None)
        at = _find_strand(strands, own, mail, stated, kinds, lines, me)
        if at is None:
            strands.append(
                _Strand([mail], kinds | (set() if strands else find_kinds(title)), _called(title, kinds, strands))
            )
            at = len(strands) - 1
        else:
            strands[at].mails.append(mail)
            strands[at].kinds |= kinds
        current = at
    found = [_of(strand, lines, me, number) for number, strand in enumerate(strands)]
    others = tuple(invite for number, invite in enumerate(found) if invite and number != current)
    return Appointments(found[current] if found else None, others)


def _of(strand: _Strand, lines: Sequence[Line], me: Me, number: int) -> Invite | None:
    invite = find_invite(strand.mails, lines, strand.title, me, quoted=number == 0)
    return msgspec.structs.replace(invite, number=number) if invite and number else invite


def _find_strand(
    strands: Sequence[_Strand],
    own: Sequence[Line],
    mail: Mail,
    stated: Invite | None,
    kinds: set[str],
    lines: Sequence[Line],
    me: Me,
) -> int | None:
    """The appointment that a mail is about, by number; None where it makes another one."""
    if not strands:
        return None
    of_entry = [n for n, s in enumerate(strands) if _entries([mail]) & _entries(s.mails)]
    if of_entry:
        return of_entry[-1]
    standing = [_of(strand, lines, me, n) for n, strand in enumerate(strands)] if stated or len(strands) > 1 else []
    ahead = [n for n, invite in enumerate(standing) if invite and _day(invite) >= mail.day]
    if stated is None or moves(own) or calls_off(own):
        alike = [n for n in ahead if kinds & strands[n].kinds]
        return (alike or ahead or [len(strands) - 1])[-1]
    if not any(standing):
        return len(strands) - 1
    same = [n for n, invite in enumerate(standing) if invite and _day(invite) == _day(stated)]
    same = [n for n in same if not _is_other_kind(kinds, strands[n].kinds)]
    if same:
        return same[-1]
    last = len(strands) - 1
    if _is_other_kind(kinds, strands[last].kinds) or any(_BESIDE.search(line.plain) for line in own):
        return None
    answers = strands[last].mails[-1].sender != mail.sender or any(_RATHER.search(line.plain) for line in own)
    return last if answers else None


def _is_other_kind(kinds: set[str], before: set[str]) -> bool:
    return bool(kinds and before and not kinds & before)


def _entries(mails: Sequence[Mail]) -> set[str]:
    return {event.entry for mail in mails for event in mail.message.events if event.entry}


def _day(invite: Invite) -> date:
    try:
        return datetime.fromisoformat(invite.start).date()
    except ValueError:  # a calendar part may hold anything
        return date.min


def _kinds_of(own: Sequence[Line], mail: Mail, stated: bool) -> set[str]:
    """What a mail calls the meeting: in the lines with its day or hour, and in the title of its calendar part."""
    said = [line.plain for line in own if line.dates or read_clocks(line.plain)] if stated else [o.plain for o in own]
    return set().union(*map(find_kinds, (*said, *(event.title.lower() for event in mail.message.events))))


def find_kinds(text: str) -> set[str]:
    """What kind of meeting a text speaks of: a call, a meal, a visit, a training."""
    return {str(match.lastgroup) for match in _KIND.finditer(text.lower())}


def _called(title: str, kinds: set[str], before: Sequence[_Strand]) -> str:
    """The title of an appointment; another one of a thread is told apart by its kind."""
    return f"{min(kinds).capitalize()}: {title}" if before and kinds else title


_KIND = re.compile(
    r"\b(?:(?P<call>(?:tele)?(?:phone|video)?[ -]?(?:calls?|conference)|dial[ -]?in|zoom|teams|skype|webinar|phone|anruf|telefonat|telefonieren|appel)"
    r"|(?P<meal>lunch|dinner|breakfast|coffee|drinks?|mittagessen|abendessen|déjeuner|dîner)"
    r"|(?P<visit>(?:site )?(?:visits?|surveys?|tours?|viewing|inspections?|walk-?(?:through|round|around))|besichtigung|begehung|visite)"
    r"|(?P<training>training|workshop|course|lesson|schulung|formation))\b"
)
_BESIDE = re.compile(
    r"\b(?:also|as well|in addition|another|a second|separate(?:ly)?|next (?:meeting|session|call|visit)|follow-?up|außerdem|zusätzlich|aussi)\b"
)
_RATHER = re.compile(
    r"\b(?:instead|rather|better|sorry|unfortunately|can't|cannot|can not|couldn't|won't|not (?:free|available|possible)|doesn't|does not|clash\w*|correction|i meant|leider|passt nicht|désolée?|malheureusement|plutôt)\b"
)
"""With which a mail puts a time in place of the one before."""
