"""The appointments that a talk makes: a day and an hour that one says and another agrees to."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from minutebook.flow.extract.offline.letter.assent import Assent
from minutebook.flow.extract.offline.letter.clock import Clock
from minutebook.flow.extract.offline.letter.purpose import is_else, keeps_away, meets
from minutebook.flow.extract.offline.letter.spoken import Said, names_day, read_time, settle_half
from minutebook.flow.extract.offline.letter.when import calls_off, moves
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.source import Form

GAP = 5
"""Lines without a time after which one that is named begins another matter."""
ASSENT = 4
"""Lines below a time within which somebody agrees to it."""
NEAR, LITTLE = 2, 3
"""Lines between a time and a bare number from which it is no hour; spaces from which a line counts."""
SOUGHT = 6
"""Lines below the question when to meet again within which a time that somebody states is the answer."""
BACK = 10
"""Lines below what was agreed within which somebody may take it back."""
BEFORE = 3
"""Lines above the first time among which it is said what it is for."""


class Agreed(msgspec.Struct, frozen=True):
    """A time that was agreed on, and the lines from its first mention to the assent."""

    day: date
    clock: Clock
    lines: Sequence[Line]


class _Offer(msgspec.Struct):
    """The time that is spoken of: from which line on, in which and by whom it was said last, and the line that agreed to it."""

    first: int
    last: Line
    day: date | None = None
    clock: Clock | None = None
    taken: int | None = None
    was: Clock | None = None
    """The hour of before, which "same time" means."""
    liked: bool = False
    """Somebody agreed to the day."""
    meant: bool = False
    """Somebody asked when to meet."""
    tacit: bool = False
    """Nobody has said yes to it in words."""
    stands: "_Offer | None" = None
    """What was agreed before and this would change."""

    @property
    def full(self) -> bool:
        return self.day is not None and self.clock is not None

    @property
    def end(self) -> int:
        return max(self.last.id, self.taken or 0)


def find_agreed(lines: Sequence[Line], today: date, words: Assent) -> list[Agreed]:
    """The times to come at which those who talk agree to meet, in order, each as it stands at the end."""
    found = (_settled(lines, offer, words) for offer in _offers(lines, today, words))
    standing: list[Agreed] = []
    for each in found:
        if each is not None and not _is_taken_back(lines, each, words):
            standing = [other for other in standing if not _replaces(each, other)] + [each]
    return standing


def _replaces(later: Agreed, earlier: Agreed) -> bool:
    """Whether an appointment is an earlier one of the talk, said again or moved."""
    if later.day == earlier.day and later.clock.at == earlier.clock.at:
        return True
    days = {span.value for line in later.lines for span in line.dates}
    return moves(later.lines) and earlier.day in days


def _offers(lines: Sequence[Line], today: date, words: Assent) -> Iterator[_Offer]:
    """What times are spoken of, each as it stands when the talk goes on to something else."""
    offer: _Offer | None = None
    for line in lines:
        if offer is not None and line.id - offer.end > GAP:
            yield offer
            offer = None
        before = lines[max(0, line.id - BEFORE) : line.id]
        arranging = _is_arranging(lines, offer, line, words)
        said = read_time(line, before, today, arranging=arranging, spoken=bool(offer and offer.day))
        if said.told and keeps_away(line, words):
            continue
        if said.several or (said.told and is_else(line, said, words)):
            if offer is not None:
                yield offer
            offer = None
        elif said.told and not (offer and said.day in {None, offer.day} and words.refuses.search(line.plain)):
            earlier, offer = offer, _update(offer, line, said, words, sought=_is_sought(lines, line, words))
            if earlier is not None and offer is not earlier and offer.stands is not earlier:
                yield earlier
        elif offer is not None:
            _answer(offer, line, words)
    if offer is not None:
        yield offer


def _is_sought(lines: Sequence[Line], line: Line, words: Assent) -> bool:
    """Whether a line stands below "next meeting", or somebody just asked when that is."""
    headed = line.id > 0 and words.heading.fullmatch(lines[line.id - 1].plain) is not None
    return headed or any(words.again.search(other.plain) for other in lines[max(0, line.id - SOUGHT) : line.id])


def _is_arranging(lines: Sequence[Line], offer: _Offer | None, line: Line, words: Assent) -> bool:
    """Whether a bare number may be an hour: a time was just named, or one is sought."""
    between = lines[offer.last.id + 1 : line.id] if offer is not None else ()
    near = offer is not None and sum(other.plain.count(" ") >= LITTLE for other in between) < NEAR
    return near or words.proposes.search(line.plain) is not None


def _update(offer: _Offer | None, line: Line, said: Said, words: Assent, *, sought: bool) -> _Offer:
    """The time that is spoken of once a line has named a day or an hour. ``sought``: it answers when the next meeting is."""
    offer = offer or _Offer(line.id, line)
    hour = said.clock.at if said.clock else None
    other = _is_other(line, offer.last)
    same_hour = offer.clock is not None and hour == offer.clock.at
    if said.day in {None, offer.day} and (hour is None or same_hour) and offer.full:
        if other and not words.defers.search(line.plain) and not line.plain.endswith(("...", "…")):
            offer.taken, offer.tacit = offer.taken or line.id, False
        return offer
    if offer.taken is not None:
        offer = _next_offer(offer, line, said, words)
    settles = not line.question and not words.defers.search(line.plain) and not words.rather.search(line.plain)
    repeats = other and settles and (same_hour or (offer.day is not None and said.day == offer.day))
    if said.day is not None and said.day != offer.day and not _is_same_weekday(offer, said):
        if offer.day is not None and offer.taken is None and offer.stands is None:
            offer.first = line.id
        keeps = moves([line]) or words.same.search(line.plain) or same_hour
        offer.day, offer.was, offer.clock, offer.liked = (
            said.day,
            offer.clock or offer.was,
            offer.clock if keeps else None,
            False,
        )
    offer.clock = said.clock or offer.clock
    offer.last = line
    offer.meant = offer.meant or sought
    announced = sought or words.announces.search(line.plain) or words.fixes.search(line.plain)
    if offer.full and settles and (repeats or offer.liked or announced):
        offer.taken, offer.tacit = line.id, not repeats
    return offer


def _next_offer(offer: _Offer, line: Line, said: Said, words: Assent) -> _Offer:
    """What is spoken of after something was agreed: a change of it, or another time."""
    changes = moves([line]) or ((line.question or words.rather.search(line.plain)) and not (said.day and said.clock))
    if not changes:
        return _Offer(line.id, line)
    return _Offer(offer.first, line, offer.day, offer.clock, was=offer.was, stands=offer)


def _is_same_weekday(offer: _Offer, said: Said) -> bool:
    """Whether a bare weekday is the day that is spoken of: "Thursday, half past nine" after "next Thursday?"."""
    return bool(said.weekday and said.day and offer.day and said.day.weekday() == offer.day.weekday())


def _answer(offer: _Offer, line: Line, words: Assent) -> None:
    """Take what a line without a time says to the one that is spoken of."""
    if words.same.search(line.plain) and offer.clock is None and offer.was is not None:
        offer.clock, offer.last = offer.was, line
        return
    near = line.id - offer.last.id <= ASSENT
    if words.on_condition.match(line.plain) or line.form is not Form.TURN:
        return
    if words.refuses.search(line.plain) or words.defers.search(line.plain) or words.no.match(line.plain):
        if near and _is_other(line, offer.last) and not words.reassures.search(line.plain):
            _withdraw(offer, line, words)
        return
    takes = _is_other(line, offer.last) and (agrees(line, words) or _is_detail(line, words))
    offer.liked = offer.liked or (takes and near)
    if not offer.full or offer.taken is not None or not near:
        return
    if takes or words.fixes.search(line.plain):
        offer.taken = line.id


def _withdraw(offer: _Offer, line: Line, words: Assent) -> None:
    """Take a time out of the question that somebody refuses, unless it was agreed before; the day stays where another hour is asked for."""
    if offer.taken is None or offer.tacit:
        offer.was, offer.clock = offer.clock or offer.was, None
        offer.taken, offer.liked, offer.tacit = None, False, False
        if not words.other_hour.search(line.plain):
            offer.day = None


def _is_other(line: Line, before: Line) -> bool:
    """Whether another voice speaks; where no label tells, another turn may be another's."""
    return line.speaker != before.speaker or (line.speaker is None and line.turn != before.turn)


def agrees(line: Line, words: Assent) -> bool:
    """Whether a line says yes to what was said before it."""
    return (words.yes.match(line.plain) or words.fine.search(line.plain)) is not None and not line.question


def _is_detail(line: Line, words: Assent) -> bool:
    """Whether a line asks for more of what it takes for granted: "At the mill?"."""
    return line.question and words.detail.match(line.plain) is not None


def _settled(lines: Sequence[Line], offer: _Offer, words: Assent) -> Agreed | None:
    """What was agreed, where it is a meeting of those who talk."""
    if offer.taken is None:
        return _settled(lines, offer.stands, words) if offer.stands else None
    if offer.day is None or offer.clock is None:
        return None
    around = lines[max(0, offer.first - BEFORE) : offer.taken + 3]
    if not (offer.meant or meets(around, words)):
        return None
    own = lines[offer.first : offer.taken + 1]
    clock = settle_half(offer.clock, own, around) if words.halves else offer.clock
    return Agreed(offer.day, clock, own) if clock else None


def _is_taken_back(lines: Sequence[Line], agreed: Agreed, words: Assent) -> bool:
    after = lines[agreed.lines[-1].id + 1 : agreed.lines[-1].id + 1 + BACK]
    later = (line for line in lines[agreed.lines[-1].id + 1 :] if names_day(line, agreed.day))
    return any(calls_off([line]) or words.back.search(line.plain) for line in (*after, *later))
