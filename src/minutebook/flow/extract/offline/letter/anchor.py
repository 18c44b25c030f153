"""Deadlines that are counted from something else: "within 14 days of signature", "a week before the launch", where the text dates it."""

from collections.abc import Sequence
from datetime import date, timedelta

from minutebook.flow.extract.offline.letter.page import Page, Scope
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, find_dates

NEAR = 30
"""Characters after an event's name in which its day may stand: "the wedding, which is on 18 July"."""
WEEKEND = 5
"""The first day of a week, from 0 on, that is none to work."""


class Anchors:
    """Resolves counted deadlines of a page, by the days on which its lines say that things are."""

    def __init__(self, page: Page, lines: Sequence[Line], lexicon: Lexicon) -> None:
        self._page = page
        self._lines = lines
        self._lexicon = lexicon

    def find(self, line: Line, start: int, stop: int, previous: date | None) -> DateSpan | None:
        """The deadline that a stretch of a line counts from an event; ``previous`` is the day named in the lines before, for "of that date"."""
        match = _COUNTED.search(line.plain, start, stop)
        if match is None:
            return self._eve(line, start, stop, previous)
        day = self._day_of(line, match, previous)
        if day is None:
            return None
        count = int(match["count"]) if match["count"].isdigit() else _NUMBERS[match["count"]]
        back = match["way"] in {"before", "prior to", "ahead of"}
        value = _counted(day, -count if back else count, match["unit"])
        end = match.end("what")
        return DateSpan(match.start(), end, line.text[match.start() : end], value, DateKind.DAY)

    def _eve(self, line: Line, start: int, stop: int, previous: date | None) -> DateSpan | None:
        """The day before the one that was named last: "the night before"."""
        match = _EVE.search(line.plain, start, stop)
        named = [s.value for s in line.dates if match and s.value and s.end <= match.start()]
        day = named[-1] if named else previous
        if match is None or day is None:
            return None
        value = day - timedelta(days=1)
        return DateSpan(match.start(), match.end(), match[0], value, DateKind.DAY)

    def _day_of(self, line: Line, match: re.Match[str], previous: date | None) -> date | None:
        """The day of the event from which is counted."""
        what = match["what"]
        if _THIS_PAPER.match(what):
            return self._signed() if self._page.scope is Scope.PAPER else None
        if _THAT.match(what):
            named = [s.value for s in line.dates if s.end <= match.start() and s.kind is not DateKind.PAST and s.value]
            return named[-1] if named else previous
        said = [span for span in find_dates(line.text[match.start("what") :], self._page.day) if span.value is not None]
        if (
            said
            and said[0].start <= len(what) + NEAR
            and not _STOP.search(line.text, match.end(), match.start("what") + said[0].start)
        ):
            return said[0].value
        wanted = self._words(what)
        best: tuple[int, date] | None = None
        for number in self._page.lines:
            other = self._lines[number]
            for span in other.dates:
                if other.id == line.id or span.value is None or span.kind is DateKind.PAST:
                    continue
                told = other.plain[max((s.end for s in other.dates if s.end <= span.start), default=0) : span.start]
                if not _TAKES_PLACE.search(told) or other.form is Form.HEADING:
                    continue
                if not wanted & _EDGES <= self._words(told):
                    continue
                shared = sum(1 + (word in _EDGES) for word in wanted & self._words(told))
                if shared and (best is None or shared > best[0]):
                    best = (shared, span.value)
        return best[1] if best else None

    def _signed(self) -> date | None:
        """When a paper was signed, as its lines say."""
        told = (
            span.value
            for number in self._page.lines
            for span in self._lines[number].dates
            if _SIGNED.search(self._lines[number].plain, 0, span.start)
        )
        return next((day for day in told if day is not None), None)

    def _words(self, text: str) -> frozenset[str]:
        """The stems of a text, those with which something begins being one."""
        said = set(re.findall(r"[\w'-]+", text))
        words = stems_of(text, self._lexicon) | _EDGES & said | ({"end"} if said & _ENDS else set())
        return frozenset("start" if word in _BEGINNINGS else word for word in words) - {"date", "day"}


def _counted(day: date, count: int, unit: str) -> date:
    if unit.startswith(("working", "business")):
        step = 1 if count > 0 else -1
        while count:
            day += timedelta(days=step)
            count -= step * (day.weekday() < WEEKEND)
        return day
    if unit.startswith("month"):
        month = day.month - 1 + count
        year, month = day.year + month // 12, month % 12 + 1
        return next(d for n in range(day.day, 0, -1) if (d := _day(year, month, n)))
    return day + timedelta(days=count * (7 if unit.startswith("week") else 1))


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


_NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
} | {"a": 1, "an": 1, "twenty": 20, "twenty-one": 21, "thirty": 30, "sixty": 60, "ninety": 90}
_COUNTED = re.compile(
    rf"(?:(?:within|in|no later than|not later than|at the latest|latest|at least|by) )*(?P<count>\d{{1,3}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}) (?:full |clear |calendar )?(?P<unit>(?:working |business )?days?|weeks?|months?)"
    r" (?P<way>of|after|from|following|before|prior to|ahead of) (?P<what>(?:the |its |his |her |their |our |your |this |that )?[\w'-]+(?: (?:of|day|date)(?: (?:the |this |that |its |our |your )?[\w'-]+)?| (?!(?:the|a|an|and|or|so|but|we|you|they|he|she|it|i|for|to|in|on|at|by|with|please|is|are|will|shall|must)\b)[\w'-]+){0,2})"
)
_TAKES_PLACE = re.compile(r"\b(?:on|is|starts?|begins?|from|opens?|takes place|of|for)(?: on)?(?: the)? $|[–:(,-] ?$")
"""After which a day is the event's own, and no day by which something is wanted."""
_EVE = re.compile(
    r"(?:on )?the (?:night|evening|day) before(?=$|[,.;!?]| (?:so|and|please|if|because|i come|we come|i arrive|we arrive|that)\b)"
)
_THIS_PAPER = re.compile(
    r"(?:the )?(?:date of )?(?:signature|signing|(?:the date of )?this (?:agreement|contract|licence|lease|document|deed))\b"
)
_SIGNED = re.compile(r"\b(?:made|signed|dated|entered into|concluded)(?: on| as of)?(?: the)? $")
_THAT = re.compile(r"that (?:date|day)\b|then\b")
_STOP = re.compile(r"[.;:]|\b(?:and|so|but|i|we|you|he|she|they)\b")
_EDGES = frozenset({"first", "last", "start", "end"})
"""Words that tell one of several from the others."""
_ENDS = frozenset("end ends ended ending until till closes finishes expires".split())
_BEGINNINGS = frozenset("start begin beginn commenc commencement begins starts commence".split())
