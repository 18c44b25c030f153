"""By when a written piece of work is due: the day in its phrase, near it in its sentence, or where the next ones speak of it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeGuard

from minutebook.flow.extract.offline.letter.anchor import Anchors
from minutebook.flow.extract.offline.letter.bid import Bid, Trigger
from minutebook.flow.extract.offline.letter.burden import SEE_TO
from minutebook.flow.extract.offline.letter.page import Page, Scope
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, resolve_due

FOLLOW = 40
"""Characters after a work in which its day may stand, where a text has no marks: "… he needs it by Wednesday"."""
LEAD = 25
"""Characters between a day and the work that it leads in, where a text has no marks: "tomorrow ring the council"."""
BEFORE = 12
"""Characters before such a day in which the words that belong to it stand."""
BESIDE = 2
"""Days of a sentence, the term's own and what it is counted from, up to which the next one concludes it."""
ONWARD = 2
"""Lines after a task in which its deadline may be said."""


class Terms:
    """Reads the deadlines of a page; ``found`` are the triggers of its lines."""

    def __init__(
        self, page: Page, lines: Sequence[Line], found: Mapping[int, Sequence[Trigger]], lexicon: Lexicon
    ) -> None:
        self._anchors = Anchors(page, lines, lexicon)
        self._page = page
        self._lines = lines
        self._found = found
        self._alone = page.alone

    def find(self, line: Line, trigger: Trigger, room: range, *, last: bool) -> tuple[DateSpan | None, int | None]:
        """The deadline of a work, and the line that says it: in its phrase, else near it in its sentence, else where the next ones speak of "it".

        A term that runs anew with each case ("any fault within 24 hours", "by the 10th of each month") names no day, and is part of the work.
        """
        due, told = self._find(line, trigger, room, last=last)
        if due is not None and self._runs_anew(line, trigger, due):
            return DateSpan(due.start, due.end, due.text, None, DateKind.NONE), line.id
        if due is None and (often := _EACH_TIME.search(line.text, trigger.verb, room.stop)):
            return DateSpan(often.start(), often.end(), often[0], None, DateKind.NONE), line.id
        return due, told

    def _runs_anew(self, line: Line, trigger: Trigger, due: DateSpan) -> bool:
        said = due.text.lower()
        if _OF_THAT.search(said):
            return False
        between = line.plain[trigger.verb : max(trigger.verb, line.plain.find(said, trigger.verb))]
        if _OFTEN.search(between):
            return True
        if _COUNTED.match(said) is None:
            return False
        paper = self._page.scope is Scope.PAPER
        return _EACH.search(between) is not None or (
            paper and (_AT_ONCE.search(said) or _REACTS.match(between)) is not None
        )

    def _find(self, line: Line, trigger: Trigger, room: range, *, last: bool) -> tuple[DateSpan | None, int | None]:
        day = self._page.day
        if self._alone and (open_ := _OPEN.search(line.plain[room.start : trigger.verb])):
            return resolve_due(open_[0], day), None
        if so := self._concluded(line, trigger, room):
            return so, line.id
        if counted := self._anchors.find(line, trigger.verb, room, self._previous(line.id)):
            return counted, line.id
        span = self._in_sentence(line, trigger, room)
        if not _is_day(span):
            span = (
                self._with_post(line, trigger) or self._morrow(line, trigger) or self._first_of(line, trigger) or span
            )
        if _is_day(span):
            return (self._put_right(line, span) if self._alone else span), line.id
        if found := (self._onward(line) if last else None) or self._before(line, trigger):
            return found
        if (
            _BY_THEN.search(line.plain)
            and (named := self._previous(line.id))
            and (then := resolve_due(line.text, day, named))
        ):
            return then, line.id
        if shared := self._joined(line, trigger) or self._of_it(line, trigger):
            return shared, line.id
        return span, None

    def _morrow(self, line: Line, trigger: Trigger) -> DateSpan | None:
        """The next day, where somebody tells themselves what to do "in the morning"."""
        said = _IN_THE_MORNING.search(line.plain, trigger.verb, trigger.end) if self._alone else None
        return DateSpan(*said.span(), said[0], self._page.day + timedelta(days=1), DateKind.DAY) if said else None

    def _with_post(self, line: Line, trigger: Trigger) -> DateSpan | None:
        """The day of what takes a thing along: "with Saturday's lorry"."""
        said = _WITH.search(line.plain, trigger.verb)
        day = resolve_due(f"on {said['day']}", self._page.day) if said else None
        if said is None or not _is_day(day):
            return None
        return DateSpan(*said.span(), line.text[said.start() : said.end()], day.value, DateKind.DAY)

    def _first_of(self, line: Line, trigger: Trigger) -> DateSpan | None:
        """The first of the days during which something is provided or done: "from 8 to 11 June"."""
        said = _FROM_TO.search(line.plain, trigger.verb)
        first = resolve_due(f"on {said['day']} {said['month']}", self._page.day) if said else None
        if said is None or not _is_day(first):
            return None
        return DateSpan(*said.span(), line.text[said.start() : said.end()], first.value, DateKind.DAY)

    def _joined(self, line: Line, trigger: Trigger) -> DateSpan | None:
        """The day that stands behind what is joined to a work: "redo the sheet and let her have it by Friday"."""
        after = min((t for t in self._found[line.id] if t.start > trigger.verb), key=lambda t: t.start, default=None)
        if after is None or not _AND_THEN.fullmatch(line.plain, trigger.end, after.verb):
            return None
        behind = resolve_due(line.text[after.verb : after.end], self._page.day)
        return _moved(behind, after.verb - trigger.verb) if _is_day(behind) else None

    def _of_it(self, line: Line, trigger: Trigger) -> DateSpan | None:
        """The day by which the rest of the sentence wants what the work brings: "…, and it ought to be up by Friday"."""
        wants = _IT_MUST.search(line.plain, trigger.end)
        said = resolve_due(line.text[wants.start() :], self._page.day) if wants else None
        return _moved(said, wants.start() - trigger.verb) if wants and _is_day(said) else None

    def _concluded(self, line: Line, trigger: Trigger, room: range) -> DateSpan | None:
        """The day to which what was said of others leads: "ten days ahead of that, so by the 19th"."""
        ahead = [s for s in line.dates if trigger.verb < s.start < room.stop and s.value and s.value >= self._page.day]
        for span in ahead:
            if _SO.search(line.plain, trigger.verb, span.start) and _IS_OVER.match(line.plain, span.end):
                return span
        if not 1 <= len(ahead) <= BESIDE or room.stop != len(line.text) or line.id + 1 not in self._page.lines:
            return None
        below = self._lines[line.id + 1]
        for span in below.dates[:1] if below.form is not Form.ITEM else ():
            if _SO.fullmatch(below.plain, 0, span.start) and _IS_OVER.match(below.plain, span.end):
                return span
        return None

    def _in_sentence(self, line: Line, trigger: Trigger, room: range) -> DateSpan | None:
        """The deadline that stands behind the verb, before it, or as the day of an event; words without a day where there is no better."""
        span = resolve_due(line.text[trigger.verb : trigger.end], self._page.day)
        if not _is_day(span) and (word := _DONE_ON.match(line.plain, trigger.verb)):
            meant = resolve_due(line.text[word.end() : trigger.end], self._page.day)
            span = _moved(meant, word.end() - trigger.verb) if _is_day(meant) else span
        if span is not None and (
            _EVERY.search(line.plain, 0, trigger.verb + span.start) or _is_told(line, trigger, span)
        ):
            span = None
        span = self._behind(line, trigger, room) or span
        if not _is_day(span):
            span = self._leading(line, trigger, room) or span
        if not _is_day(span):
            span = self._event(line, trigger, room) or span
        return span

    def _behind(self, line: Line, trigger: Trigger, room: range) -> DateSpan | None:
        """The day that is said behind the verb and is neither what is to be told nor only a reason."""
        stop = min(room.stop, trigger.end + FOLLOW) if self._alone else room.stop
        said = resolve_due(line.text[trigger.verb : stop], self._page.day)
        if not _is_day(said) or _is_told(line, trigger, said):
            return None
        return None if self._is_reason(line, trigger, trigger.verb + said.start) else said

    def _leading(self, line: Line, trigger: Trigger, room: range) -> DateSpan | None:
        """The day that leads the work in: "by Friday please send …"."""
        start = self._lead_from(line, trigger, room) if self._alone else room.start
        lead = resolve_due(line.text[start : trigger.verb], self._page.day)
        if not _is_day(lead) or _PAST.search(line.plain[room.start : trigger.verb]):
            return None
        apart = not self._alone and _NEXT_CLAUSE.search(line.plain, start + lead.end, trigger.verb)
        return None if apart else lead

    def _onward(self, line: Line) -> tuple[DateSpan, int] | None:
        """The day by which the next lines want "it", and which line says so."""
        for number in range(line.id + 1, min(line.id + 1 + ONWARD, self._page.lines.stop)):
            if self._found.get(number) or self._lines[number].form in {Form.ITEM, Form.ROW}:
                break
            below = self._lines[number]
            onward = resolve_due(below.text, self._page.day)
            onward = self._anchors.find(below, 0, range(len(below.text)), self._previous(number)) or onward
            if _is_day(onward) and _OF_IT.search(below.plain):
                return onward, number
        return None

    def _before(self, line: Line, trigger: Trigger) -> tuple[DateSpan, int] | None:
        """The day by which the line before needs what this one calls "it" or "them"."""
        left = trigger.verb_text.startswith(f"={SEE_TO}")
        if line.id - 1 not in self._page.lines or not (left or THEM.search(line.plain[trigger.verb : trigger.end])):
            return None
        before = self._lines[line.id - 1]
        if not left and not any(found.bid is Bid.NEED for found in self._found.get(before.id, ())):
            return None
        wanted = resolve_due(before.text, self._page.day)
        return (wanted, before.id) if _is_day(wanted) else None

    def _lead_from(self, line: Line, trigger: Trigger, room: range) -> int:
        """From where a day leads in what somebody tells themselves: a little before the last day that stands near."""
        days = [
            s for s in line.dates if room.start <= s.start and s.end <= trigger.verb and s.kind is not DateKind.PAST
        ]
        near = days[-1:] if days and trigger.verb - days[-1].end <= LEAD else []
        return max(room.start, near[0].start - BEFORE) if near else trigger.verb

    def _event(self, line: Line, trigger: Trigger, room: range) -> DateSpan | None:
        """The day of the event to which something is brought or at which it is shown: "bring it to the meeting on the 26th"."""
        if not _TO_EVENT.match(line.plain, trigger.verb):
            return None
        ahead = (
            s for s in line.dates if s.value is not None and s.kind is not DateKind.PAST and s.value > self._page.day
        )
        return next(
            (
                s
                for s in ahead
                if trigger.verb <= s.start < room.stop and _EVENT.search(line.plain, trigger.verb, s.start)
            ),
            None,
        ) or next(
            (
                s
                for s in ahead
                if room.start <= s.start < trigger.verb and _EVENT.search(line.plain, room.start, s.start)
            ),
            None,
        )

    def _put_right(self, line: Line, said: DateSpan) -> DateSpan:
        """The day that somebody who thinks aloud means in the end: "by monday no sorry he said tuesday", "saturday wait saturday's the wedding so sunday"."""
        text, days = "", []
        for onward in self._lines[line.id : min(line.id + 1 + ONWARD, self._page.lines.stop)]:
            days += [(len(text) + day.start, len(text) + day.end, day) for day in onward.dates if day.value is not None]
            text += f"{onward.plain} "
        at = next((end for _, end, day in days if day.value == said.value), None)
        for start, end, day in days:
            if at is not None and start > at and day.value != said.value:
                corrects = _CORRECTS.search(text, at, start)
                return day if corrects and start - at <= FOLLOW and not _NOT_IT.match(text, end) else said
        return said

    def _is_reason(self, line: Line, trigger: Trigger, at: int) -> bool:
        """Whether a day stands in what only gives the reason, or tells what was: "because he leaves on Thursday"."""
        between = line.plain[trigger.end : at + 1]
        if _EVERY.search(line.plain, 0, at):
            return True
        if _SO_THAT_IT_IS.search(between):
            return False
        if _AS_THEY_MEET.search(between) and not _PAST.search(between):
            return False
        return at >= trigger.end and (_REASON.search(between) is not None or _PAST.search(between) is not None)

    def _previous(self, number: int) -> date | None:
        """The day named last before a line of the page."""
        for back in range(number - 1, max(self._page.lines.start, number - 4) - 1, -1):
            for span in reversed(self._lines[back].dates):
                told = span.value is not None and span.value <= self._page.day and _PAST.search(self._lines[back].plain)
                if span.value is not None and span.kind is not DateKind.PAST and not told:
                    return span.value
        return None


def with_term(text: str, due: DateSpan | None) -> str:
    """The words of a work with its term, where that runs anew with each case."""
    anew = due is not None and due.kind is DateKind.NONE and due.text.lower() not in text.lower()
    return f"{text} {due.text}" if due is not None and anew else text


def _moved(span: DateSpan, by: int) -> DateSpan:
    return DateSpan(span.start + by, span.end + by, span.text, span.value, span.kind)


def _is_day(span: DateSpan | None) -> TypeGuard[DateSpan]:
    """Whether something was said that is a day."""
    return span is not None and span.value is not None


def _is_told(line: Line, trigger: Trigger, day: DateSpan) -> bool:
    """Whether a day after a verb is part of what is to be confirmed, asked or told: "confirm that the tour on Friday is free"."""
    at, end = trigger.verb + day.start, trigger.verb + day.end
    if _BY.match(line.plain, at) or _BY_BEFORE.search(line.plain, 0, at):
        return False
    told = _TELLS.match(line.plain, trigger.verb)
    if told is None:
        return False
    return _THAT.search(line.plain, told.end(), at) is not None or _IS.match(line.plain, end) is not None


_IN_THE_MORNING = re.compile(r"\bin the morning\b")
_WITH = re.compile(
    r"\b(?:with|in|by|on) (?P<day>today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)['’]s (?:\w+ )?(?:post|mail|lorry|van|truck|delivery|load|run|boat|ferry|train|courier|shipment|collection|bag|drop)\b"
)
_FROM_TO = re.compile(
    r"\bfrom (?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)? ?(?:to|till|until|-|–) ?(?:the )?\d{1,2}(?:st|nd|rd|th)? (?P<month>[a-z]+(?: \d{4})?)\b"
)
_AND_THEN = re.compile(r"[ ,]*and (?:(?:then|please|also) )*")
_IT_MUST = re.compile(
    r"\b(?:it|this|they|these|those) (?:(?:really|also|all|both) )?(?:has to|have to|ought to|needs? to|must|should|reach(?:es)? (?:me|us|him|her|them))\b(?=[^.;:?!]{0,40}\b(?:by|before|until|no later than)\b)"
)
_DONE_ON = re.compile(r"[\w-]+ (?=(?:on|by|before|at) )")
"""A verb and its day, where the verb could be the name of an event too: "shoots on Monday"."""
_EACH_TIME = re.compile(
    r"\b(?:on or before|on|by|before|no later than) the (?:[\w-]+ ){0,3}(?:of|in) (?:each|every) (?:calendar )?(?:month|week|quarter|year)\b"
)
_OFTEN = re.compile(r"\b(?:daily|weekly|monthly|quarterly|yearly|annually)\b")
_COUNTED = re.compile(r"(?:(?:with)?in|inside) (?!(?:the )?(?:first|second|last) week\b)")
_OF_THAT = re.compile(r" of (?:that|this|the said) (?:date|day)$")
_EACH = re.compile(r"\b(?:any|each|every|all|whenever)\b")
_AT_ONCE = re.compile(r"\bhours?\b|\bfirst\b")
"""Counted from a case, or from the beginning of something, and not from the day of the paper."""
_REACTS = re.compile(
    r"(?:answer|respond|reply|react|acknowledge|attend|notify|inform|report|repair|replace|remedy|rectify|correct|make good|comment|approve|raise)\b"
)
"""What a party does when something happens."""
_TELLS = re.compile(
    r"(?:re-?)?(?:confirm|check|verify|clarify|know|say|find out|(?:tell|ask|remind|let) [\w'-]+(?: know)?)\b"
)
_THAT = re.compile(r"\b(?:that|whether|if|what|which|who|how|why)\b(?! day)")
_IS = re.compile(r",? (?:is|are|was|were|will|would|can|still|has|have|works?|suits?|counts?|includes?)\b")
_BY = re.compile(r"(?:by|before|until|till|no later|latest|end of|at the latest)\b")
_BY_BEFORE = re.compile(r"\b(?:by|before|until|till|no later than)(?: the)? $")
_NEXT_CLAUSE = re.compile(
    r"[,;] (?:and )?(?:so|but|therefore|hence|which is why)\b|\b(?:will|shall|is|are|has|have)\b.* and (?:then )?(?:he|she|they|(?!i\b|we\b|you\b|it\b)[\w']+(?: [\w']+)?) (?:will|shall)\b"
)
"""Behind which a sentence speaks of something else than the day before: "… until the 20th, so please …"."""
_TO_EVENT = re.compile(r"(?:bring|take|show|present|wear|serve|hand (?:over|in|out)|record|demonstrate)\b")
_EVENT = re.compile(
    r"\b(?:at|to|for|during|on the (?:day|evening|morning) of) (?:the|our|your|their|his|her|a|an|next)\b[^.;:?!]{0,40}$|\bwhen (?:you|they|he|she|we|i)\b[^.;:?!]{0,25}$"
)
_SO = re.compile(
    r"(?:\bso|^so) (?:(?:that's|that is|that was|it's|it (?:has|needs) to be|it must be|say|let's say|better|ideally|by|on|before|for|the) ?)*$"
    r"|\b(?:make (?:it|that)|aim(?:ing)? (?:for|at)) (?:the )?$"
)
_IS_OVER = re.compile(r"\s*(?:$|[,.;:!?)]|(?:please|latest|at the latest|help|then|not)\b)")
_OPEN = re.compile(
    r"\b(?:when (?:i|we) get (?:a|the) chance|at some point|some ?day|one day|eventually|sometime)\b[ ,]*(?:i )?(?:(?:should|must|need to|have to|want to) )?$"
)
_CORRECTS = re.compile(
    r"\b(?:was it|yes|no|wait|sorry|actually|i mean|or rather|make that|scratch that|correction|better)\b"
)
_NOT_IT = re.compile(r"(?:'s| is| was) (?:the|my|no good|out)\b")
"""After a day that is only the reason why another was meant."""
_BY_THEN = re.compile(r"\b(?:by|before|until) (?:then|that (?:date|day)|the same day)\b")
_OF_IT = re.compile(
    r"\b(?:need|want|have|get|expect|like|do|send|with)(?:s|ed)? (?:it|that|this|them|those|these|both|one|him|her|me)\b.{0,40}\b(?:by|before|until|till|on|latest|no later)\b|\b(?:have|get|see|want|need)s? (?:it|them|that|this|those|these|one|both)(?: (?:back|ready|in|here|out))? (?=(?:today|tonight|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|by|on (?!the way)|the \w+(?:th|st|nd|rd))\b)|\bknow(?:s)? (?:by|on|until)\b|^(?:(?:no (?:rush|hurry)|not urgent|no need to rush|if possible|any ?time)[, ]+(?:but )?)?(?:any ?time )?(?:by|before|until|no later than|ideally|latest|preferably)\b|\b(?:deadline|due)\b|\bshe needs them\b|\bthat(?:'s| is) (?:due|for)\b|^(?:so |and |actually |no |then )*(?:that's|that is|make (?:that|it)|it's for) (?:for |by |on |the )*(?=today|tonight|tomorrow|mon|tue|wed|thu|fri|sat|sun|\d|first|next|this)"
)
_REASON = re.compile(
    r"\b(?:because|since|as|so that|so(?! (?:by|before|on|that's)\b)|when|who|which|where|after which|otherwise|(?:we|it|they|you) (?:might|may))\b"
)
_SO_THAT_IT_IS = re.compile(
    r"\bso that (?:it|they|these|i|we|he|she|[\w']+(?: [\w']+)?) (?:is|are|(?:can|will|'ll|could|may|might)? ?(?:have|has|get|gets|be|reach(?:es)?|arrives?))\b[^.;:?!]{0,25}$"
)
"""A purpose that says by when: "return the chart so that we have it by Monday"."""
_AS_THEY_MEET = re.compile(
    r"^ ?,? ?(?:(?:when(?:ever)?|before) (?:i|we|you|he|she|they|[a-z]+) (?:next )?(?:sees?|meets?|comes?|goes?|visits?|calls?|drops?|picks?|collects?|fetch|gets?|arrives?|leaves?|mix|starts?|am|'m|are|'re|is)\b|when did (?:he|she|they) say)[^,.;:?!]{0,30}$"
)
"""Until a day on which somebody comes by or begins, and by which the work is done: "when I see her on Thursday"."""
_EVERY = re.compile(r"\b(?:(?:every|each)(?: \w+ and)?|about) $")
_PAST = re.compile(
    r"\b(?:asked|told|met|spoke|rang|saw|was|were|had|moved|sent|came|went|called|wrote|(?<!'s )(?<!has )(?<!have )(?<!'ve )got|talked|looked)\b"
)
THEM = re.compile(r"\b(?:the same|the ones|it|them|that|those|this)\b")
