"""The tasks of what is written: whose each is, by when, and in which words."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

import msgspec
import numpy as np

from minutebook.flow.extract.offline.acts import Act, Kind
from minutebook.flow.extract.offline.clause import lower_first
from minutebook.flow.extract.offline.letter.page import Page, Scope
from minutebook.flow.extract.offline.letter.parties import find_parties, with_parties
from minutebook.flow.extract.offline.letter.trigger import Bid, Trigger, find_called, find_triggers
from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.priority import find_priority, lines_about
from minutebook.flow.extract.offline.refer import find_person
from minutebook.flow.extract.offline.sense import MINE, YOURS, bounded
from minutebook.flow.extract.offline.stems import stems_of
from minutebook.flow.extract.offline.wording import Wording
from minutebook.model.extraction import Priority
from minutebook.model.source import Form
from minutebook.text.dates import DateKind, DateSpan, resolve_due

SURE = {
    Bid.ASK: 0.85,
    Bid.NEED: 0.75,
    Bid.ORDER: 0.75,
    Bid.PROMISE: 0.85,
    Bid.GET: 0.7,
    Bid.OUGHT: 0.75,
    Bid.GIVEN: 0.8,
    Bid.SOMEBODY: 0.5,
}
"""Confidence by what opens a task: the share that was right in evals/mail, to a twentieth."""
DATED = 0.05
"""What a deadline adds to it."""
MOST_MATTER = 14
"""Words that are told of what a task is about."""
FOLLOW = 40
"""Characters after a work in which its day may stand, where a text has no marks: "… he needs it by Wednesday"."""
LEAD = 25
"""Characters between a day and the work that it leads in, where a text has no marks: "tomorrow ring the council"."""
LITTLE = 3
"""Stems, a name's included, up to which words with "it" in them say little."""
ONWARD = 2
"""Lines after a task in which its deadline may be said."""
_KINDS = {
    Bid.ASK: Kind.ASK,
    Bid.NEED: Kind.OBTAIN,
    Bid.ORDER: Kind.ORDER,
    Bid.PROMISE: Kind.WILL,
    Bid.GET: Kind.YOU,
    Bid.OUGHT: Kind.WILL,
    Bid.GIVEN: Kind.THIRD,
    Bid.SOMEBODY: Kind.SOMEONE,
}


class Work(msgspec.Struct, frozen=True):
    """A task found in a line; ``lines`` are what it rests on. ``asked``: its reader is asked for it."""

    trigger: Trigger
    line: int
    text: str
    owner: str | None
    due: DateSpan | None
    lines: tuple[int, ...]
    priority: Priority
    asked: bool
    confidence: float
    owed_to: str | None = None
    done: bool = False
    """A later mail of the thread says that it was done."""


def find_works(
    pages: Sequence[Page],
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    senses: np.ndarray,
    parties: Sequence[str] = (),
) -> list[Work]:
    """The works of all pages, in order. ``parties``: organisations that a contract may oblige."""
    work = bounded(senses)[:, [MINE, YOURS]].max(axis=1).tolist()
    wording = Wording(lines, people, lexicon, work)
    return [found for page in pages for found in _Reader(page, lines, people, lexicon, wording, parties).read()]


class _Reader:
    """Reads one page."""

    def __init__(
        self,
        page: Page,
        lines: tuple[Line, ...],
        people: People,
        lexicon: Lexicon,
        wording: Wording,
        parties: Sequence[str],
    ) -> None:
        self._page = page
        self._lines = lines
        self._me = people.me
        self._lexicon = lexicon
        self._wording = wording
        self._alone = page.alone
        self._parties = (
            find_parties(lines[page.lines.start : page.lines.stop], parties) if page.scope is Scope.PAPER else {}
        )
        self._addressee = self._addressed()
        self._found: dict[int, list[Trigger]] = {}

    def read(self) -> Iterator[Work]:
        ordered, heading = False, ""
        for number in self._page.lines:
            line = self._lines[number]
            if line.form is Form.HEADING:
                heading, ordered = line.plain, False
                continue
            if line.form is not Form.ITEM:
                ordered = False
            if line.form is Form.ROW or line.checked is not None or _GREETING.fullmatch(line.plain):
                continue
            listed = ordered or (line.form is Form.ITEM and bool(_FOR_DOING.search(heading)))
            triggers = find_triggers(
                with_parties(line, self._parties),
                self._lexicon,
                alone=self._alone,
                ordered=listed or (self._alone and line.form is Form.ITEM),
            )
            self._found[number] = [t for t in triggers if self._fits(line, t) and not self._is_called_off(line, t)]
            if line.plain.rstrip().endswith(":") or _ASKS_BELOW.search(line.plain):
                ordered = _ASKS_BELOW.search(line.plain) is not None or ordered
        for number, triggers in self._found.items():
            for n, trigger in enumerate(triggers):
                after = triggers[n + 1].start if n + 1 < len(triggers) else len(self._lines[number].text)
                before = triggers[n - 1].end if n else 0
                work = self._work(self._lines[number], trigger, range(before, after), last=n == len(triggers) - 1)
                if work is not None:
                    yield work
        yield from self._things_below()

    def _addressed(self) -> str | None:
        """Whom "you" means where nobody is called by name: the one reader, the one whom the greeting names, else the owner of the vault among several."""
        page = self._page
        if self._alone:
            return page.writer
        for number in page.lines[:2]:
            line = self._lines[number]
            named = [name.name for name in line.names if name.name in page.readers]
            if _GREETING.fullmatch(line.plain) and len(set(named)) == 1:
                return named[0]
        main = page.main or page.readers
        if len(main) == 1:
            return main[0]
        return self._me if self._me in main else None

    def _fits(self, line: Line, trigger: Trigger) -> bool:
        """Whether a page of its kind can give that work: a paper asks nothing of whoever reads it."""
        if self._page.scope is not Scope.PAPER:
            return True
        return (trigger.bid is Bid.PROMISE and self._page.writer is not None and _I.search(line.plain) is not None) or (
            trigger.bid is Bid.GIVEN
        )

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
        supposed = trigger.bid in {Bid.PROMISE, Bid.GIVEN} and _SUPPOSED.search(before[-40:]) is not None
        return (
            off
            or supposed
            or (trigger.bid is Bid.ORDER and after.startswith("?") and not line.plain.startswith("please"))
        )

    def _work(self, line: Line, trigger: Trigger, room: range, *, last: bool) -> Work | None:
        """The task of a trigger; ``room`` is the part of its line that no other trigger has."""
        due, dated = self._due(line, trigger, room, last=last)
        text = self._words(line, trigger, due)
        if len(text.split()) < 2:
            return None
        called = find_called(line)
        asked = trigger.bid in {Bid.ASK, Bid.NEED, Bid.ORDER} or (trigger.bid is Bid.GIVEN and line.question)
        owner = self._owner(trigger, called)
        own = [line.id, *([dated] if dated is not None and dated != line.id else [])]
        busy = frozenset(n for n, found in self._found.items() if found and n not in own)
        priority = find_priority(lines_about(self._lines, own, busy), self._lexicon)
        sure = SURE[trigger.bid] + DATED * (due is not None and due.value is not None)
        owed = self._owed(line, trigger)
        return Work(trigger, line.id, text, owner, due, tuple(sorted(own)), priority, asked, sure, owed)

    def _owed(self, line: Line, trigger: Trigger) -> str | None:
        """Who gets it: the writer who asks for themselves, the reader to whom it is promised."""
        phrase = line.plain[trigger.verb : trigger.end]
        if self._alone:
            return None
        if trigger.bid in {Bid.ASK, Bid.ORDER, Bid.NEED}:
            return self._page.writer if trigger.bid is Bid.NEED or _ME.search(phrase) else None
        return self._addressee if trigger.bid in {Bid.PROMISE, Bid.GET} and _YOU.search(phrase) else None

    def _owner(self, trigger: Trigger, called: str | None) -> str | None:
        if trigger.who:
            return trigger.who
        match trigger.bid:
            case Bid.PROMISE | Bid.GET | Bid.OUGHT:
                return self._page.writer
            case Bid.SOMEBODY:
                return None
            case _:
                return self._page.writer if self._alone else called or self._addressee

    def _words(self, line: Line, trigger: Trigger, due: DateSpan | None) -> str:
        """The work in words: what its people are called, and what "it" was just before."""
        phrase = line.text[trigger.verb : trigger.end].strip(" ,")
        verb = trigger.verb_text
        if verb.startswith("+"):
            phrase = f"{verb[1:]} {phrase}"
        elif verb:
            phrase = f"{verb} {phrase.partition(' ')[2]}"
        phrase = self._with_people(_TWO.sub("both", phrase), trigger)
        phrase = self._with_person(phrase, line, trigger)
        writer = _first(self._page.writer)
        if trigger.bid is Bid.NEED and writer and not self._alone:
            phrase, verb = (
                f"send {writer} {phrase[:1].lower() if phrase[1:2].islower() else phrase[:1]}{phrase[1:]}",
                "send",
            )
        said = due.text if due else None
        at = phrase.lower().find(said.lower()) if said else -1
        if said and at > 0 and _GOES_ON.match(phrase, at + len(said)):
            phrase, said = f"{phrase[:at].rstrip(' ,')}{phrase[at + len(said) :]}", None
        kind = Kind.WILL if verb else _KINDS[trigger.bid]
        act = Act(kind, line.id, trigger.start, trigger.verb, trigger.end, phrase, self._addressee)
        text = self._wording.order(act, said)
        if self._says_little(text):
            matter = self._matter(line, trigger)
            return f"{text} ({matter})" if matter else text
        return text

    def _says_little(self, text: str) -> bool:
        """Whether words leave open what is to be done: "it" and hardly more."""
        if _BARE.fullmatch(text):
            return True
        said = stems_of(text, self._lexicon) - self._lexicon.weak_verbs
        return _THEM.search(text) is not None and len(said) <= LITTLE

    def _with_people(self, phrase: str, trigger: Trigger) -> str:
        """The phrase with names for those who write and read: in what others are to do both are spoken of by name."""
        if trigger.bid is not Bid.GIVEN or self._alone:
            return phrase
        reader, writer = (_first(name) for name in (self._addressee, self._page.writer))
        for pattern, name in ((_YOU, reader), (_ME, writer)):
            if name:
                phrase = pattern.sub(name, phrase)
        return _YOUR.sub(f"{reader}'s", phrase) if reader else phrase

    def _with_person(self, phrase: str, line: Line, trigger: Trigger) -> str:
        """The phrase with the name of the one whom "her" or "him" means, where one was named just before."""
        match = _HER.search(phrase)
        if match is None:
            return phrase
        named = [name.name for name in line.names if name.end <= trigger.verb and name.name != trigger.who]
        person = named[-1] if named else find_person(self._lines, line, 0)
        return (
            f"{phrase[: match.start()]}{person}{phrase[match.end() :]}" if person and person != trigger.who else phrase
        )

    def _matter(self, line: Line, trigger: Trigger) -> str:
        """What a work that only says "it" is about: the clause before it, else the sentence before."""
        before = _CLAUSE.split(line.text[: trigger.start].strip(" ,"))[-1].strip(" ,.")
        if before.count(" ") < 2 and line.id - 1 in self._page.lines:
            whole = self._lines[line.id - 1].text.strip(" ,.")
            last = _CLAUSE.split(whole)[-1].strip(" ,.")
            before = _CLAUSE.split(whole)[0] if _LEANS.match(last) else last
        lean = _LEANS.match(before)
        return lower_first(" ".join(before[lean.end() if lean else 0 :].split()[:MOST_MATTER]))

    def _due(self, line: Line, trigger: Trigger, room: range, *, last: bool) -> tuple[DateSpan | None, int | None]:
        """The deadline of a work, and the line that says it: in its phrase, else near it in its sentence, else where the next ones speak of "it"."""
        day = self._page.day
        if self._alone and (open_ := _OPEN.search(line.plain[room.start : trigger.verb])):
            return resolve_due(open_[0], day), None
        span = resolve_due(line.text[trigger.verb : trigger.end], day)
        stop = min(room.stop, trigger.end + FOLLOW) if self._alone else room.stop
        said = resolve_due(line.text[trigger.verb : stop], day)
        if (
            said is not None
            and said.value is not None
            and not self._is_reason(line, trigger, trigger.verb + said.start)
        ):
            span = said
        if span is None or span.value is None:
            lead = resolve_due(line.text[room.start : trigger.verb], day)
            near = lead is not None and (not self._alone or trigger.verb - room.start - lead.end <= LEAD)
            if (
                lead is not None
                and near
                and lead.value is not None
                and not _PAST.search(line.plain[room.start : trigger.verb])
            ):
                span = lead
        if span is not None and span.value is not None:
            return span, line.id
        if last:
            for number in range(line.id + 1, min(line.id + 1 + ONWARD, self._page.lines.stop)):
                after = self._lines[number]
                if self._found.get(number):
                    break
                onward = resolve_due(after.text, day)
                if onward is not None and onward.value is not None and _OF_IT.search(after.plain):
                    return onward, number
        if _THEM.search(line.plain[trigger.verb : trigger.end]) and line.id - 1 in self._page.lines:
            before = self._lines[line.id - 1]
            if any(found.bid is Bid.NEED for found in self._found.get(before.id, ())):
                wanted = resolve_due(before.text, day)
                if wanted is not None and wanted.value is not None:
                    return wanted, before.id
        if (
            _BY_THEN.search(line.plain)
            and (named := self._previous(line.id))
            and (then := resolve_due(line.text, day, named))
        ):
            return then, line.id
        return span, None

    def _is_reason(self, line: Line, trigger: Trigger, at: int) -> bool:
        """Whether a day stands in what only gives the reason, or tells what was: "because he leaves on Thursday"."""
        between = line.plain[trigger.end : at + 1]
        return at >= trigger.end and (_REASON.search(between) is not None or _PAST.search(between) is not None)

    def _previous(self, number: int) -> date | None:
        """The day named last before a line of the page."""
        for back in range(number - 1, max(self._page.lines.start, number - 4) - 1, -1):
            for span in reversed(self._lines[back].dates):
                if (
                    span.value is not None
                    and span.kind is not DateKind.PAST
                    and not _PAST.search(self._lines[back].plain)
                ):
                    return span.value
        return None

    def _things_below(self) -> Iterator[Work]:
        """Things that are asked for by naming them below what asks: "What I need from you:" and the two papers; "Also the plan"."""
        if self._page.scope is not Scope.LETTER:
            return
        for number in self._page.lines:
            line = self._lines[number]
            if any(t.bid in {Bid.NEED, Bid.ASK} for t in self._found.get(number, ())):
                below = number + 1
                if (
                    below in self._page.lines
                    and not self._found.get(below)
                    and (also := _ALSO.match(self._lines[below].plain))
                ) and _IS_THING.match(_before_reason(self._lines[below].plain[also.end() :])):
                    yield self._thing(self._lines[below], also.end())
            elif _NAMES_BELOW.search(line.plain) and not self._found.get(number):
                for below in range(number + 1, self._page.lines.stop):
                    thing = self._lines[below]
                    if self._found.get(below) or thing.question or not _IS_THING.match(_before_reason(thing.plain)):
                        break
                    yield self._thing(thing, 0)
                    if thing.form is not Form.ITEM:
                        break

    def _thing(self, line: Line, start: int) -> Work:
        due = resolve_due(line.text, self._page.day)
        end = start + len(_before_reason(line.plain[start:]))
        trigger = Trigger(Bid.NEED, start, start, end)
        text = self._words(line, trigger, due)
        priority = find_priority((line,), self._lexicon)
        return Work(
            trigger,
            line.id,
            text,
            self._addressee,
            due,
            (line.id,),
            priority,
            True,
            SURE[Bid.NEED],
        )


def _before_reason(text: str) -> str:
    end = _THING_END.search(text)
    return text[: end.start()] if end else text


_ALSO = re.compile(r"(?:and |also |plus |and also |as well as ){1,2}(?=(?:the|your|a|an)\b)")
_OPEN = re.compile(
    r"\b(?:when (?:i|we) get (?:a|the) chance|at some point|some ?day|one day|eventually|sometime)\b[ ,]*(?:i )?(?:(?:should|must|need to|have to|want to) )?$"
)
_LEANS = re.compile(r"(?:(?:and|but|so|or) )?(?:they|it|he|she|that|this|them) |(?:and|but|so|or|then) ", re.IGNORECASE)
_GOES_ON = re.compile(
    r" (?:whether|if|which|how|what|who|when|where|why|that|and|to|for|with|from|in|at|so)\b", re.IGNORECASE
)
_BARE = re.compile(
    r"\w+(?: (?:it|that|this|them|those|these|so|one|back|over|up|out|off|[A-Z]\w+(?: [A-Z]\w+)?)){0,2}\.?"
)
"""Words that say next to nothing of what is to be done."""
_YOU, _ME, _YOUR = (
    re.compile(r"\byou\b(?! (?:can|could|have|need|want|are|will)\b)"),
    re.compile(r"\b(?:me|us)\b"),
    re.compile(r"\byour\b"),
)
_TWO = re.compile(r"\b(?:the two of you|both of you|you both|the two of them)\b")
_HER = re.compile(
    r"\b(?:him|her(?= (?:up|out|in|on|to|about|for|that|if|whether|know|a|the|and|with|from|when|what|how|before|after|again)\b|[,.]|$))\b"
)
_CLAUSE = re.compile(r",? (?:and|so|but|then|because|okay|right) |[;:.] ")
_PAST = re.compile(
    r"\b(?:asked|told|met|spoke|rang|saw|was|were|had|moved|sent|came|went|called|wrote|got|talked|looked)\b"
)
_THEM = re.compile(r"\b(?:it|them|that|those|this)\b")
_BY_THEN = re.compile(r"\b(?:by|before|until) (?:then|that (?:date|day)|the same day)\b")
_I = re.compile(r"\bi(?:'|\b)")


def _first(name: str | None) -> str | None:
    return name.split()[0] if name else None


_GREETING = re.compile(
    r"(?:(?:dear|hi|hello|hey|hallo|good (?:morning|afternoon|evening)|morning|guten tag|liebe[rs]?|sehr geehrte[rs]?|bonjour|cher|chère|hola|estimad[oa]s?|caro|cara|ciao)\b.{0,60}?|(?:[\w'.-]+ ){0,2}[\w'.-]+,|.{1,30}様)[,!:–-]?\s*"
)
_FOR_DOING = re.compile(
    r"\b(?:actions?|next steps?|to.?dos?|tasks?|follow.?ups?|requests?|asks?|who does what|deliverables|obligations|responsibilities)\b"
)
_ASKS_BELOW = re.compile(
    r"(?:\b(?:please|can you|could you|would you|need from you|ask(?:ing)? you|requests?|still missing|missing from|to do|next steps?|actions?|things? (?:from you|to do|before|for you|we need|i need)|asks?|following)\b.*:\s*$)"
)
_NAMES_BELOW = re.compile(
    r"(?:\b(?:things?|items?|papers?|documents?|all|what|points?)\b(?: \w+){0,2} (?:that )?(?:i|we) (?:still |really |now )?(?:need|want|miss|lack)(?: from you)?|(?:i|we) (?:still )?need(?: the following)?(?: from you)?|still missing)\s*[.:]\s*$"
)
_IS_THING = re.compile(
    r"(?:the|a|an|your|copies|copy|\d+|one|two|three|both|all|signed|proof)\b(?!.*\b(?:is|are|was|were|has|have|had|will|can|went|came|did|does|goes|needs)\b)"
)
_THING_END = re.compile(r",? (?:ideally|because|since|as) |, (?=by\b)")
_OF_IT = re.compile(
    r"\b(?:need|want|have|get|expect|like|do|send|with)(?:s|ed)? (?:it|that|this|them|those|these|both|one|him|her|me)\b.{0,40}\b(?:by|before|until|till|on|latest|no later)\b|^(?:by|before|until|no later than|ideally|latest|preferably)\b|\b(?:deadline|due)\b|\bshe needs them\b|\bthat(?:'s| is) (?:due|for)\b"
)
_REASON = re.compile(
    r"\b(?:because|since|as|so that|so(?! (?:by|before|on|that's)\b)|when|who|which|where|after which|otherwise)\b"
)
_BUT_NO = re.compile(
    r"\b(?:but (?:\w+ )?(?:withdrew|declined|refused|could not|couldn't)\b|but no\b|no,? (?:forget it|leave it|not this)|scrap that|forget (?:it|that)|on second thoughts? (?:no|not)|never mind)"
)
_SUPPOSED = re.compile(
    r"\b(?:if|unless|in case|suppose|thought|would have|perhaps|maybe|might|whether|wish|when)\b[^,.;]*$"
)
