"""The tasks of what is written: whose each is, by when, and in which words."""

from collections.abc import Container, Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from minutebook.flow.extract.offline.letter.abroad import find_foreign, language_of
from minutebook.flow.extract.offline.letter.again import join_again
from minutebook.flow.extract.offline.letter.bid import TOLD, Bid, Trigger, asks_of_time, lacks_time
from minutebook.flow.extract.offline.letter.choice import Candidate, chance, choose
from minutebook.flow.extract.offline.letter.denied import is_denied
from minutebook.flow.extract.offline.letter.giving import find_bound, find_duty
from minutebook.flow.extract.offline.letter.order import find_called, is_sure
from minutebook.flow.extract.offline.letter.page import GREETING, Page, Scope
from minutebook.flow.extract.offline.letter.phrasing import ME, PRONOUNS, YOU, Phrasing, find_named, first_name
from minutebook.flow.extract.offline.letter.reach import find_reaches
from minutebook.flow.extract.offline.letter.requests import ASKS_BELOW, Entry, find_listed
from minutebook.flow.extract.offline.letter.shared import share_days
from minutebook.flow.extract.offline.letter.sides import Sides
from minutebook.flow.extract.offline.letter.signs import Found, Signs
from minutebook.flow.extract.offline.letter.term import Terms, with_term
from minutebook.flow.extract.offline.letter.things import find_things
from minutebook.flow.extract.offline.letter.trigger import find_triggers
from minutebook.flow.extract.offline.letter.whose import (
    bracketed,
    called_at_end,
    called_before,
    find_willing,
    in_full,
    is_left_to_reader,
    is_of_several,
    promises_with,
)
from minutebook.flow.extract.offline.letter.work import Work, once
from minutebook.flow.extract.offline.people.parties import with_parties
from minutebook.flow.extract.offline.talk.acts import word_at
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.sense import bounded
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.work.lists import head_of
from minutebook.flow.extract.offline.work.priority import find_priority, lines_about
from minutebook.flow.extract.offline.work.wording import Wording
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import resolve_due
from minutebook.text.language import Language

SURE = {
    Bid.ASK: 0.85,
    Bid.NEED: 0.75,
    Bid.ORDER: 0.75,
    Bid.PROMISE: 0.85,
    Bid.GET: 0.7,
    Bid.OUGHT: 0.75,
    Bid.GIVEN: 0.8,
    Bid.SOMEBODY: 0.5,
    Bid.YOURS: 0.7,
}
"""Confidence by what opens a task: the share that was right in evals/mail, to a twentieth."""
DATED = 0.05
"""What a deadline adds to it."""
REMINDED = 0.6
"""How likely at least is work that begins with "remind me to"."""


def find_works(
    pages: Sequence[Page],
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    senses: np.ndarray,
    appeals: np.ndarray,
    parties: Sequence[str] = (),
    houses: Mapping[str, str] = MappingProxyType({}),
) -> list[Work]:
    """The works of all pages, in order. ``parties``: organisations that a contract may oblige; ``houses``: people's own, by the people's names."""
    odds = bounded(senses)
    wording = Wording(lines, people, lexicon, odds)
    readers = (_Reader(page, lines, people, lexicon, wording, (parties, houses), odds, appeals) for page in pages)
    works = [found for reader in readers for found in reader.read()]
    works = join_again(share_days(works, pages, lines), pages, lines)
    told = {work.line for work in works}
    return [work for work in works if not _announces(work.line, lines, told)]


def _announces(number: int, lines: Sequence[Line], told: Container[int]) -> bool:
    """Whether a line only opens a list whose items ask for themselves: "I need two things from you:"."""
    below = number + 1
    opens = lines[number].text.rstrip().endswith(":") and below < len(lines) and lines[below].form is Form.ITEM
    return opens and (below in told or lines[below].question)


class _Reader:
    """Reads one page."""

    def __init__(
        self,
        page: Page,
        lines: tuple[Line, ...],
        people: People,
        lexicon: Lexicon,
        wording: Wording,
        organised: tuple[Sequence[str], Mapping[str, str]],
        odds: np.ndarray,
        appeals: np.ndarray,
    ) -> None:
        self._page = page
        self._lines = lines
        self._me = people.me
        self._lexicon = lexicon
        self._alone = page.alone
        self._sides = Sides(page, lines, people.me, *organised)
        self._parties, self._addressee = self._sides.parties, self._sides.addressee
        self._odds = odds
        self._appeals = appeals
        self._found: dict[int, list[Trigger]] = {}
        self._refused: dict[int, list[Trigger]] = {}
        self._off: dict[int, list[Trigger]] = {}
        self._listed: set[int] = set()
        self._head: str | None = None
        self._headed: dict[int, str] = {}
        """Whose the work of a line is by the name over it."""
        self._terms = Terms(page, lines, self._found, lexicon)
        self._phrasing = Phrasing(page, lines, lexicon, wording, self._addressee)

    def read(self) -> Iterator[Work]:
        """The works of the page, as they are weighed: what rules and a generous reading find, the likelier where two claim the same words."""
        paper = self._lines[self._page.lines.start : self._page.lines.stop]
        if language := language_of(paper):
            yield from self._foreign(paper, language)
            return
        self._gather()
        below = find_listed(self._page, self._lines, self._found, self._lexicon)
        listed = {entry.line.id for entry in below}
        rated = [
            (self._likely(candidate), candidate)
            for candidate in self._candidates()
            if candidate.line not in listed and not is_denied(self._lines[candidate.line], candidate.trigger)
        ]
        chosen = choose(rated)
        for number in self._found:
            self._found[number] = [c.trigger for c in chosen if c.line == number]
        works = [work for c in chosen if (work := self._word(c.line, c.trigger)) is not None]
        yield from once(works, first_name(self._page.writer))
        yield from self._things_below(below)

    def _likely(self, candidate: Candidate) -> float:
        """How likely a candidate is work; of what somebody tells themselves to be reminded of, or whom they will call, there is no doubt."""
        sure = is_sure(self._lines[candidate.line], candidate.trigger, alone=self._alone)
        return max(chance(candidate.features), REMINDED * sure)

    def _foreign(self, paper: Sequence[Line], language: Language) -> Iterator[Work]:
        """The works of a page in another language than English, by its usual forms."""
        for n, line in enumerate(paper):
            if line.form in {Form.HEADING, Form.ROW} or line.checked is not None or GREETING.fullmatch(line.plain):
                continue
            for found in find_foreign(line, language, paper[:n]):
                trigger = found.trigger
                due = resolve_due(found.within, self._page.day)
                owner = self._owner(line, trigger, find_called(line))
                asked, sure = trigger.bid is Bid.ASK, SURE[trigger.bid]
                priority = find_priority((line,), self._lexicon)
                yield Work(trigger, line.id, found.text, owner, due, (line.id,), priority, asked, sure)

    def _gather(self) -> None:
        """Finds the triggers of all lines, with those that rules take back."""
        ordered, heading, bound = False, "", None
        for number in self._page.lines:
            line = self._lines[number]
            self._note_head(line)
            if line.form is not Form.ITEM:
                bound = find_bound(with_parties(line, self._parties))
            heads = line.form is Form.PARAGRAPH and _FOR_DOING.fullmatch(line.plain.rstrip(" :")) is not None
            if line.form is Form.HEADING or heads:
                heading, ordered = line.plain, False
                continue
            if line.form is not Form.ITEM:
                ordered = False
            if line.form is Form.ROW or line.checked is not None or GREETING.fullmatch(line.plain):
                continue
            begins = line.form is Form.PARAGRAPH and self._page.scope is Scope.PAPER and _is_order(line, self._lexicon)
            listed = ordered or ((line.form is Form.ITEM or begins) and bool(_FOR_DOING.search(heading)))
            triggers = find_triggers(
                with_parties(line, self._parties),
                self._lexicon,
                alone=self._alone,
                ordered=listed or (self._alone and line.form is Form.ITEM),
            )
            if bound and (duty := find_duty(line, self._lexicon, bound)):
                triggers = (duty,)
            self._found[number] = []
            for trigger in triggers:
                off, fits = self._is_called_off(line, trigger), self._fits(line, trigger, listed=listed)
                kept = self._off if off else self._found if fits else self._refused
                kept.setdefault(number, []).append(trigger)
            if listed:
                self._listed.add(number)
            if line.plain.rstrip().endswith(":") or ASKS_BELOW.search(line.plain):
                ordered = ASKS_BELOW.search(line.plain) is not None or ordered

    def _note_head(self, line: Line) -> None:
        """Notes whose is what stands below a heading that is somebody's name, or over a list."""
        below = self._lines[line.id + 1 : line.id + 2] if line.id + 1 in self._page.lines else ()
        opens = line.form is Form.PARAGRAPH and below and below[0].form is Form.ITEM
        if line.form is Form.HEADING or opens:
            self._head = head_of(line, self._page.writer)
        elif line.form is Form.PARAGRAPH and self._page.scope is Scope.LETTER:
            self._head = None
        if self._head is not None:
            self._headed[line.id] = self._head

    def _candidates(self) -> Iterator[Candidate]:
        """Each trigger and each verb or thing besides that may be work, with what speaks for it."""
        ruled = {number: bool(found) for number, found in self._found.items()}
        signs = Signs(self._page, self._lines, self._odds, self._appeals, ruled, self._lexicon, self._me)
        for number, found in self._found.items():
            line = with_parties(self._lines[number], self._parties)
            reaches = find_reaches(line, self._lexicon, alone=self._alone)
            at = {reach.trigger.verb: reach.signs for reach in reaches}
            refused, off = self._refused.get(number, []), self._off.get(number, [])
            placed = {r.trigger.verb: r.trigger for r in reaches if r.trigger.who and r.trigger.bid is Bid.GIVEN}
            joined = {
                r.trigger.verb: r.trigger for r in reaches if r.trigger.bid is Bid.PROMISE and "form_joined" in r.signs
            }
            fronted = {r.trigger.verb: r.trigger for r in reaches if "fronted" in r.signs}
            held = {Bid.PROMISE: {} if self._alone else {**fronted, **placed}, Bid.ORDER: joined}
            ruled_here = [held.get(t.bid, {}).get(t.verb, t) for t in found]
            triggers = [(t, True, False, at.get(t.verb, ("form_rule",))) for t in ruled_here]
            taken = {t.verb for t in (*found, *off)}
            triggers += [(t, False, True, at.get(t.verb, ("form_rule",))) for t in refused if t.verb not in taken]
            taken |= {t.verb for t in refused}
            triggers += [(r.trigger, False, False, r.signs) for r in reaches if r.trigger.verb not in taken]
            for trigger, by_rule, barred, told in triggers:
                work = self._word(number, trigger)
                if work is None:
                    continue
                this = Found(trigger, by_rule, barred, told, work.text, work.owner, work.due)
                yield Candidate(
                    number,
                    trigger,
                    signs.describe(this, line, listed=number in self._listed),
                    work.text,
                    work.owner,
                    tuple(u for n in work.lines for u in self._lines[n].utterances),
                    _end_of_claim(line, trigger),
                )

    def _word(self, number: int, trigger: Trigger) -> Work | None:
        """The task of a trigger, whose room is the part of its line that no other has."""
        line = self._lines[number]
        others = [t for t in self._found[number] if t.verb != trigger.verb]
        after = min((t.start for t in others if t.start > trigger.verb), default=len(line.text))
        before = max((t.end for t in others if t.end <= trigger.start), default=0)
        return self._work(line, trigger, range(before, after), last=after == len(line.text))

    def _fits(self, line: Line, trigger: Trigger, *, listed: bool) -> bool:
        """Whether a page of its kind can give that work: a paper asks nothing of whoever reads it, but of the party for which it is written, and by lists of what is to be done."""
        if self._page.scope is not Scope.PAPER or (listed and trigger.bid is Bid.ORDER):
            return True
        if trigger.bid is Bid.ASK and self._addressee is not None:
            return True
        own = _I.search(line.plain) or self._sides.is_house(line, trigger)
        writes = self._page.writer is not None or self._sides.house is not None
        return (trigger.bid is Bid.PROMISE and writes and bool(own)) or (trigger.bid is Bid.GIVEN)

    def _is_called_off(self, line: Line, trigger: Trigger) -> bool:
        """Whether what a trigger opens is taken back in the same sentence, or only supposed."""
        after = line.plain[trigger.end :]
        before = line.plain[: trigger.start]
        off = _BUT_NO.search(line.plain[trigger.verb :]) is not None and trigger.bid in {
            Bid.OUGHT,
            Bid.ORDER,
            Bid.PROMISE,
            Bid.GIVEN,
        }
        supposed = trigger.bid is Bid.PROMISE and _ONLY_IF.match(after) is not None
        supposed = supposed or (trigger.bid in {Bid.PROMISE, Bid.GIVEN} and _SUPPOSED.search(before[-40:]) is not None)
        return (
            off
            or supposed
            or (trigger.bid is Bid.ORDER and after.startswith("?") and not line.plain.startswith("please"))
        )

    def _work(self, line: Line, trigger: Trigger, room: range, *, last: bool) -> Work | None:
        """The task of a trigger; ``room`` is the part of its line that no other trigger has."""
        due, dated = self._terms.find(line, trigger, room, last=last)
        if asks_of_time(line, trigger) or lacks_time(line, trigger):
            return None
        text = with_term(self._phrasing.word(line, trigger, due), due)
        if len(text.split()) < 2 or _BROKEN.search(text):
            return None
        called = find_called(line) or called_before(line, trigger)
        if called is None and not is_of_several(line, trigger):
            called = self._called_on(line) or self._headed.get(line.id)
        asked = trigger.bid in {Bid.ASK, Bid.NEED, Bid.ORDER, Bid.YOURS} or (trigger.bid is Bid.GIVEN and line.question)
        owner = self._owner(line, trigger, called)
        if trigger.who in PRONOUNS and owner is None:
            return None
        own = [line.id, *([dated] if dated is not None and dated != line.id else [])]
        busy = frozenset(n for n, found in self._found.items() if found and n not in own)
        priority = find_priority(lines_about(self._lines, own, busy), self._lexicon)
        sure = SURE[trigger.bid] + DATED * (due is not None and due.value is not None)
        owed = self._owed(line, trigger)
        so = line.plain.endswith(", so ", 0, trigger.start)
        return Work(trigger, line.id, text, owner, due, tuple(sorted(own)), priority, asked, sure, owed, so)

    def _called_on(self, line: Line) -> str | None:
        """Whom a line still speaks to that goes on from one that calls somebody: "Ben, can you …? Also …", and all of a paragraph that begins so among several readers."""
        if line.id - 1 not in self._page.lines:
            return None
        if _GOES_ON.match(line.plain) and (called := find_called(self._lines[line.id - 1])):
            return called
        number = line.id
        while number in self._page.joins and len(self._page.main) > 1:
            number -= 1
            if called := find_called(self._lines[number]):
                return called
        return None

    def _owed(self, line: Line, trigger: Trigger) -> str | None:
        """Who gets it: the writer who asks for themselves, the reader to whom it is promised."""
        phrase = line.plain[trigger.verb : trigger.end]
        if self._alone:
            return None
        if trigger.bid in {Bid.ASK, Bid.ORDER, Bid.NEED}:
            return self._page.writer if trigger.bid is Bid.NEED or ME.search(phrase) else None
        return self._addressee if trigger.bid in {Bid.PROMISE, Bid.GET} and YOU.search(phrase) else None

    def _owner(self, line: Line, trigger: Trigger, called: str | None) -> str | None:
        if trigger.who in PRONOUNS | TOLD.keys():
            word = TOLD.get(trigger.who, trigger.who)
            return find_named(self._lines, line, self._page, trigger.start, word)
        if trigger.who:
            return in_full(trigger.who, self._page, self._lines, self._parties)
        match trigger.bid:
            case Bid.PROMISE if self._sides.is_house(line, trigger):
                return self._sides.house
            case Bid.PROMISE if self._me and promises_with(line, self._me, trigger):
                return self._me
            case Bid.PROMISE | Bid.GET | Bid.OUGHT:
                return self._page.writer
            case Bid.SOMEBODY:
                return find_willing(line) or (called or self._addressee if is_left_to_reader(line) else None)
            case _ if self._alone:
                before = self._lines[line.id - 1] if line.id - 1 in self._page.lines else None
                at_end = called_at_end(before, line, trigger) if before else None
                return called_before(line, trigger) or at_end or self._page.writer
            case Bid.ORDER if self._page.scope is Scope.PAPER:
                return called or bracketed(line) or self._addressee
            case Bid.ASK | Bid.ORDER if is_of_several(line, trigger) and len(self._page.main) > 1:
                return called
            case Bid.ASK | Bid.NEED if self._page.scope is Scope.PAPER and _YOU.search(line.plain):
                return called or self._addressee or self._me
            case _:
                return called or self._addressee

    def _things_below(self, listed: Sequence[Entry]) -> Iterator[Work]:
        """Things that the page asks for by naming them; ``listed`` are those that a request leaves to a list, which may say by when."""
        reader = self._addressee or (self._me if self._page.writer != self._me else None)
        if self._page.scope is Scope.LETTER or reader is not None:
            named = find_things(self._page, self._lines, self._found, self._lexicon)
            below = {entry.line.id for entry in listed}
            asked = [*(Entry(line, line, trigger) for line, trigger in named if line.id not in below), *listed]
            for entry in asked:
                line, trigger, day = entry.line, entry.trigger, self._page.day
                due = entry.find_due(day)
                text = self._phrasing.word(line, trigger, due)
                priority, sure = find_priority((line,), self._lexicon), SURE[Bid.NEED]
                owner = in_full(trigger.who, self._page, self._lines, self._parties) if trigger.who else reader
                yield Work(trigger, line.id, text, owner, due, (line.id,), priority, True, sure)


def _end_of_claim(line: Line, trigger: Trigger) -> int:
    """Where the words end that are a trigger's alone: "she sends them once Ben has checked them" leaves Ben his."""
    first = _FIRST.search(line.text, trigger.verb, trigger.end)
    return first.start() if first else trigger.end


def _is_order(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line begins with a verb of doing."""
    return word_at(line.plain, 0) in lexicon.verbs - lexicon.weak_verbs


_FIRST = re.compile(r",? (?:once|as soon as|after) (?=[A-ZÀ-Þ][\w'’-]+ (?!I\b))")
_YOU = re.compile(r"\b(?:you|your)\b")
_I = re.compile(r"\bi(?:'|\b)")
_FOR_DOING = re.compile(
    r"\b(?:recommendations?|recommended|remedial|measures|actions?|next steps?|to.?dos?|tasks?|follow.?ups?|requests?|asks?|who does what|deliverables|obligations|responsibilities)\b"
)
_BUT_NO = re.compile(
    r"\b(?:but (?:\w+ )?(?:withdrew|declined|refused|could not|couldn't)\b|but no\b|no,? (?:forget it|leave it|not this)|scrap that|forget (?:it|that)|on second thoughts? (?:no|not)|never mind)"
)
_BROKEN = re.compile(r"^(?:\w+ )?(?:about|with|for|to|of|the|a|an|and|at|from)$")
_GOES_ON = re.compile(r"(?:also|and|plus|then|if|otherwise|in addition|ideally|please|it|that|those|they|we need)\b")
_ONLY_IF = re.compile(r",? (?:but )?(?:only )?if (?:it|there|we|they|he|she|the|enough|more|anyone|somebody|someone)\b")
_SUPPOSED = re.compile(
    r"\b(?:if|unless|in case|suppose|thought|would have|perhaps|maybe|might|whether|wish|when)\b[^,.;]*$"
)
