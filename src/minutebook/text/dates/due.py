"""The deadline that a clause states, by the rules of the package's docstring."""

from datetime import date, timedelta
from functools import lru_cache

from minutebook.text import patterns as re
from minutebook.text.dates.find import find_dates
from minutebook.text.dates.span import DateKind, DateSpan


@lru_cache(maxsize=4096)  # a line is asked for each piece of work near it
def resolve_due(text: str, reference: date, previous: date | None = None) -> DateSpan | None:
    """The deadline that a clause states; its ``text`` keeps the whole phrase ("by Tuesday, no, Wednesday"), None where none is stated.

    ``value`` is None where the words name no day ("soon", "before the board"). ``previous`` is the date named last before
    this clause, for "by then".
    """
    spans = _corrected(text, find_dates(text, reference))
    spans = [span for n, span in enumerate(spans) if n == 0 or not _ends_what_begins(text, spans[n - 1], span)]
    usable = [(span, mark) for span in spans if (mark := _mark(text, span)) is not None]
    dated = [(span, mark) for span, mark in usable if span.kind in _DATED]
    if dated:
        best = max(dated, key=lambda pair: pair[1])
        return _phrase(text, best[0])
    for span, _ in usable:
        if span.kind is DateKind.THEN and previous:
            return DateSpan(span.start, span.end, span.text, previous, DateKind.DAY)
    for span, _ in usable:
        if span.kind in {DateKind.OPEN, DateKind.THEN}:
            return _phrase(text, span)
    event = _EVENT_BOUND.search(text)
    if event:
        return DateSpan(event.start(), event.end(), event[0], None, DateKind.VAGUE)
    vague = [span for span, _ in usable if span.kind is DateKind.VAGUE]
    return vague[0] if vague else None


REACH = 40
"""Characters back to a day that "make it Friday" still puts right."""
_DATED = frozenset({DateKind.DAY, DateKind.WEEKDAY, DateKind.PERIOD})


def _corrected(text: str, spans: tuple[DateSpan, ...]) -> list[DateSpan]:
    """Spans joined where a later one corrects or restates the one before it."""
    joined: list[DateSpan] = []
    for span in spans:
        before = joined[-1] if joined else None
        gap = text[before.end : span.start] if before else ""
        anew = (not gap.strip() and _IS.match(text, span.end) is not None) or (
            before is not None
            and (_DATED_PAPER.search(text, 0, before.start) is not None or _ends_what_begins(text, before, span))
        )
        if before and before.kind in _DATED and span.kind in _DATED and _JOIN.fullmatch(gap) and not anew:
            start = before.start
            while (
                len(joined) > 1 and _MADE.search(gap) and start - joined[-2].end <= REACH and joined[-2].kind in _DATED
            ):
                start = joined.pop().start if joined[-2].value is None else joined[-2].start
                joined.pop()
            joined[-1] = DateSpan(start, span.end, text[start : span.end], _corrected_to(before, gap, span), span.kind)
        else:
            joined.append(span)
    return joined


def _corrected_to(before: DateSpan, gap: str, span: DateSpan) -> date | None:
    """The day that two joined finds mean: the later one's, in the week or on the day of the first where it is only told by it."""
    if before.value is None or span.value is None:
        return span.value
    if _PART.fullmatch(span.text):
        return before.value
    if span.kind is DateKind.WEEKDAY and _RESTATES.search(gap) and before.value.weekday() == span.value.weekday():
        return before.value
    if span.kind is DateKind.WEEKDAY and _AND.fullmatch(gap) and before.text.lower().startswith("next "):
        return before.value + timedelta(days=(span.value.weekday() - before.value.weekday()) % 7)
    return span.value


def _mark(text: str, span: DateSpan) -> int | None:
    """How much a span reads like a deadline (2: "by Monday"); None where it is none."""
    left, right = text[max(0, span.start - 60) : span.start], text[span.end : span.end + 40]
    if span.kind in {DateKind.PAST, DateKind.NONE} or _NOT_BEFORE.search(left):
        return None
    if span.kind in _DATED and _AHEAD_OF.search(left):
        return 2
    if span.kind in _DATED and (_ATTRIBUTE.match(right) or _is_attribute(left, right) or _is_event_date(left)):
        return None
    if span.kind is DateKind.PERIOD and _SPENT.search(left):
        return None
    return 2 if _BOUND.search(left) or _BOUND.match(span.text) else 1


def _ends_what_begins(text: str, before: DateSpan, span: DateSpan) -> bool:
    """Whether a day only ends what another begins, by which a thing has to be there: "from Monday noon until Wednesday"."""
    begins = _FROM.search(text, 0, before.start) or before.text.lower().startswith("from ")
    return bool(begins) and _TILL.fullmatch(text, before.end, span.start) is not None


def _is_attribute(left: str, right: str) -> bool:
    """The Monday call, our Friday list: an article before the date and a noun after it."""
    return bool(_DETERMINER.search(left)) and bool(_NOUN.match(right))


def _is_event_date(left: str) -> bool:
    """The review on Thursday: the event's own date, unless the words are about holding or attending it."""
    return bool(_DATED_PAPER.search(left) or (_EVENT_BEFORE.search(left) and not _HOLDS.search(left)))


def _phrase(text: str, span: DateSpan) -> DateSpan:
    """The span with the preposition before it and "at the latest" after it."""
    left = _LEFT.search(text, 0, span.start)
    start = left.start() if left and left.end() == span.start else span.start
    right = _RIGHT.match(text, span.end)
    end = right.end() if right else span.end
    return DateSpan(start, end, text[start:end], span.value, span.kind)


_CORRECTION = (
    r"(?:no|non|plutôt|disons|pardon|nope|wait|sorry|actually|scratch that|make (?:that|it)|or rather|rather|or|i mean|well|let['’]?s say|say|better|maybe|even|correction|hang on|hold on|was it|yes|yeah"
    r"|so that['’]s|that['’]s|that is|which is|i\.e\.|so|call it|er|erm|um|uh|hmm|oh|and|mejor|bueno|perdón|digo|espera|y)"
)
_PREPOSITION = r"(?:(?:by|on|before|until|till|for|the|at|el|para)\s+)*"
_JOIN = re.compile(
    rf"[\s,.;:—–-]*(?:{_CORRECTION}\b[\s,.;:—–-]*){{0,4}}{_PREPOSITION}"
    r"|[\s,.;:—–-]*(?:no|nope|wait|sorry|actually|but|oh|['’]s)\b[^.?!]{0,40}\bmake (?:that|it)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_MADE = re.compile(r"\bmake (?:that|it)\s+(?:on |by |the )*$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between) (?:the )?$", re.IGNORECASE)
_TILL = re.compile(
    r"(?: (?:morning|afternoon|evening|noon|midday|night))? ?(?:to|till|until|through|and|[–-]) ?(?:the )?",
    re.IGNORECASE,
)
_PART = re.compile(r"(?:the )?(?:end|close) of (?:the )?(?:day|play|business)|eod|cob", re.IGNORECASE)
"""What only says when on the day just named: "Monday, end of the day"."""
_AND = re.compile(r",? and ", re.IGNORECASE)
_IS = re.compile(r"\s+(?:is|was|we|i)\b|['’]s\b", re.IGNORECASE)
"""After which a day begins a sentence of its own: "by Friday Thursday is the fair"."""
_RESTATES = re.compile(r"\b(?:so|that['’]s|that is|which is|i\.e\.)|^\s*,\s*$", re.IGNORECASE)
_NOT_BEFORE = re.compile(
    r"\b(?:since|after|not|not until|not before|as of|than|except|instead of|rather than|can['’]t do|apart from|last|beyond)\s+(?:on\s+|by\s+|before\s+|until\s+|the\s+)?$"
    r"(?<!later than )(?<!later than the )",
    re.IGNORECASE,
)
_SPENT = re.compile(r"\b(?:of|for|during|throughout|about|budget for|plan for|planned for)\s+$", re.IGNORECASE)
_EVENT = (
    r"(?:meeting|call|session|review|board|workshop|demo|stand-?up|sync|retro|visit|event|launch|conference|interview|hearing|inspection|audit|exam|concert|show"
    r"|match|game|dinner|lunch|party|wedding|flight|train|delivery|presentation|committee|council|ceremony|deadline|appointment|shift|class|lesson|rehearsal|shoot"
    r"|trip|holiday|webinar|one-to-one|1:1|offsite|kick-?off|handover|opening|tasting|trial|briefing|huddle|check-?in|catch-?up)"
)
_ATTRIBUTE = re.compile(rf"['’]s\b|\s+(?:\w+\s+)?{_EVENT}s?\b", re.IGNORECASE)
_DETERMINER = re.compile(r"\b(?:the|our|your|their|my|his|her|a|an|that|those|these)\s+(?:next\s+)?$", re.IGNORECASE)
_NOUN = re.compile(
    r"\s+(?!(?:and|or|but|so|if|when|then|at|in|on|to|by|for|with|from|is|was|it|i|we|you|they|he|she|please|because|before|after|as|that|which|the|a|would|will|should"
    r"|can|could|instead|latest|though|unless|while|not|no|yes|ok|okay|right|maybe)\b)[a-z]",
    re.IGNORECASE,
)
_EVENT_BEFORE = re.compile(
    rf"\b{_EVENT}s?\s+(?:is\s+|are\s+|that['’]s\s+)?(?:(?:on|of|for|at|from|in)\s+)?(?:the\s+)?$", re.IGNORECASE
)
_DATED_PAPER = re.compile(
    r"\b(?:letter|e-?mail|mail|message|note|minutes|report|invoice|order|offer|quote|quotation|agreement|contract|statement|confirmation)\s+(?:of|dated)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""What carries the date on which it was written: "our letter of 3 August"."""
_AHEAD_OF = re.compile(
    rf"\b(?:by|before|ahead of|in time for|prior to)\s+(?:the\s+|(?:(?:the|our|your|their|my|his|her|a|an|that|this)\s+)?(?:[\w'’-]+\s+)?{_EVENT}\s+(?:is\s+)?(?:on\s+)?(?:the\s+)?)?$|\bbefore (?:i|we|you|he|she|they|it) (?:goes?|leaves?|comes?|flies|fly|starts?|begins?|travels?|opens?)\b(?:\s+[\w'’-]+){0, 4}?\s+(?:on\s+)?(?:the\s+)?$|\bdeadline(?:\s+(?:for (?:it|this|that|which)\s+)?is|:)?\s+(?:on\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
"""What is to be there when something else begins: "before our call on Wednesday", "in time for Thursday's meeting"."""
_HOLDS = re.compile(
    r"\b(?:hold|have|do|run|chair|host|attend|join|cover|record|book|schedule|set up|setting up|arrange|organi[sz]e|put in|fix|move|present at|go to|take|make|lead|minute)\s+"
    r"(?:(?!for\b|before\b|about\b|to\b|from\b|notes\b)[\w'’-]+\s+){0,5}(?:on|of|for|at|in|the|from)?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:^|\b(?:by|before|until|till|no later than|not later than|due|latest|deadline|deadline is|end of|close of play|eod|cob)\s+(?:on\s+)?(?:the\s+)?(?:first thing\s+)?(?:on\s+)?$)"
    r"(?<=\S\s)|^(?:the\s+)?(?:end|close) of|^(?:by|before)\b",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"(?:\b(?:ideally|preferably|hopefully|definitely|latest|maybe)\s+)?"
    r"(?:(?<![\w-])(?:by|before|until|till|no later than|not later than|on|in(?!\s+first)|within|from|for|at|during|due|come|deadline:?)\s+)?"
    r"(?:(?<![\w-])(?:the\s+)?(?:first thing|end of (?:the )?(?:day|play)|close of (?:play|business)|eod|cob|late|early|midday|noon|lunchtime)\s+(?:on\s+)?)?(?:(?<![\w-])the\s+)?$",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\s+(?:at the (?:very )?latest|latest|first thing|eod|cob|end of (?:the )?(?:day|play)|close of (?:play|business))\b",
    re.IGNORECASE,
)
_EVENT_BOUND = re.compile(
    r"\b(?:(?:before|ahead of|in time for|once|as soon as|the moment|after)\s+(?:the|it|it['’]?s|its|he|he['’]s|she|she['’]s|we|we['’]ve|they|they['’]re|they['’]ve|you|you['’]ve"
    r"|i|i['’]ve|that|that['’]s|this|your|our|my|his|her|their)\b|when\s+(?:it['’]?s|it|he['’]s|she['’]s|they['’]re|you\s+have|you['’]ve))[^,.;:!?]{0,40}?(?=$|[,.;:!?]|\s+(?:and|so|but|because|please|then)\b)",
    re.IGNORECASE,
)
