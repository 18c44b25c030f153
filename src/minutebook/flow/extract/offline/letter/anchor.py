"""Deadlines that are told by another day: "within 14 days of signature", "a week before the launch", "two days earlier", where the text dates it."""

from collections.abc import Sequence
from datetime import date

from minutebook.flow.extract.offline.letter.page import Page, Scope
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.beside import BESIDE, NUMBERS, SUBJECT, beside, counted
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, find_dates

NEAR = 30
"""Characters after an event's name in which its day may stand: "the wedding, which is on 18 July"."""
NEAR_WORDS = 6
"""Words before a day in which the deed stands that is done on it: "we leave for the field week on the 28th"."""


class Anchors:
    """Resolves counted deadlines of a page, by the days on which its lines say that things are."""

    def __init__(self, page: Page, lines: Sequence[Line], lexicon: Lexicon) -> None:
        self._page = page
        self._lines = lines
        self._lexicon = lexicon

    def find(self, line: Line, verb: int, room: range, previous: date | None) -> DateSpan | None:
        """The deadline of a work that its part of a line counts from an event; ``previous`` is the day named in the lines before, for "of that date"."""
        start, stop = room.start, room.stop
        signing = _ON_SIGNING.search(line.plain, verb, stop) if self._page.scope is Scope.PAPER else None
        if signing and (signed := self._signed()) and not any(verb < s.start < stop for s in line.dates):
            return DateSpan(*signing.span(), signing[0], signed, DateKind.DAY)
        begins = _BEFORE_IT_BEGINS.search(line.plain, verb, stop) if self._page.scope is Scope.PAPER else None
        if begins and (day := self._told_of(line, self._words(begins["what"]) | {"start"})):
            return DateSpan(*begins.span(), line.text[begins.start() : begins.end()], day, DateKind.DAY)
        match = _COUNTED.search(line.plain, start, stop)
        day = self._day_of(line, match, previous) if match else None
        if match is None or day is None:
            return self._beside(line, verb, room, previous)
        count = int(match["count"]) if match["count"].isdigit() else NUMBERS[match["count"]]
        back = match["way"] in {"before", "prior to", "ahead of"}
        value = counted(day, -count if back else count, match["unit"])
        end = match.end("what")
        return DateSpan(match.start(), end, line.text[match.start() : end], value, DateKind.DAY)

    def _beside(self, line: Line, verb: int, room: range, previous: date | None) -> DateSpan | None:
        """The day that is told by the one named last, or by when somebody comes or goes: "two days earlier", "the evening before we leave"."""
        match = BESIDE.search(line.plain, room.start, room.stop)
        if match is None or (match["one"] is None and match["count"] is None and _ONCE.search(line.plain)):
            return None
        own = [s for s in line.dates if verb < s.start and s.end <= match.start() and s.value is not None]
        if own and _AND.search(line.plain, own[-1].end, match.start()):
            return None  # "repacks it on Thursday and the carrier comes the day after"
        named = [s.value for s in line.dates if s.value and s.end <= match.start() and s.kind is not DateKind.PAST]
        day = self._when_done(line, match["deed"]) or (named[-1] if named else previous)
        value = beside(day, match) if day else None
        if value is None or value < self._page.day:
            return None
        end = match.start("deed") if match["deed"] else match.end()
        return DateSpan(match.start(), end, line.text[match.start() : end].rstrip(), value, DateKind.DAY)

    def _when_done(self, line: Line, deed: str | None) -> date | None:
        """The day on which a line says that somebody does something: "I come on Tuesday the 26th"."""
        wanted = self._words(SUBJECT.sub("", deed)) if deed else frozenset()
        if not wanted:
            return None
        days = (
            span.value
            for number in (line.id, *(n for n in self._page.lines if n != line.id))
            for span in self._lines[number].dates
            if span.value is not None and span.value >= self._page.day and span.kind is not DateKind.PAST
            if wanted & self._words(" ".join(self._lines[number].plain[: span.start].split()[-NEAR_WORDS:]))
        )
        return next(days, None)

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
            and not _STOP.search(_EXPECTED.sub("", line.plain[match.end() : match.start("what") + said[0].start]))
        ):
            return said[0].value
        wanted = self._words(what)
        found = self._told_of(line, wanted)
        begins = found is None and wanted == {"start"} and self._page.scope is Scope.PAPER
        return self._signed() if begins else found

    def _told_of(self, line: Line, wanted: frozenset[str]) -> date | None:
        """The day on which another line says that something takes place."""
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
        return frozenset("start" if word in _BEGINNINGS else _DEEDS.get(word, word) for word in words) - {"date", "day"}


_COUNTED = re.compile(
    rf"(?:(?:within|in|no later than|not later than|at the latest|latest|at least|by) )*(?P<count>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))}) (?:full |clear |calendar )?(?P<unit>(?:working |business )?days?|weeks?|fortnights?|months?)"
    r" (?P<way>of|after|from|following|before|prior to|ahead of) (?P<what>(?:the |its |his |her |their |our |your |this |that )?[\w'-]+(?: (?:of|day|date)(?: (?:the |this |that |its |our |your )?[\w'-]+)?| (?!(?:the|a|an|and|or|so|but|we|you|they|he|she|it|i|for|to|in|on|at|by|with|please|is|are|will|shall|must)\b)[\w'-]+){0,2})"
)
_TAKES_PLACE = re.compile(r"\b(?:on|is|starts?|begins?|from|opens?|takes place|of|for)(?: on)?(?: the)? $|[–:(,-] ?$")
"""After which a day is the event's own, and no day by which something is wanted."""
_ONCE = re.compile(r"\b(?:once|when(?:ever)?|as soon as|if)\b")
_AND = re.compile(r"\band\b")
_THIS_PAPER = re.compile(
    r"(?:the )?(?:date of )?(?:signature|signing|(?:the date of )?this (?:agreement|contract|licence|lease|document|deed))\b"
)
_ON_SIGNING = re.compile(r"\b(?:up)?on (?:signature|signing)\b")
_BEFORE_IT_BEGINS = re.compile(
    r"\b(?:before|until|by the time) (?P<what>the [\w'-]+(?: [\w'-]+)?|work|we) (?:begins?|starts?|commences?|opens?)\b"
)
_SIGNED = re.compile(r"\b(?:made|signed|dated|granted|entered into|concluded)(?: on| as of)?(?: the)? $")
_THAT = re.compile(r"that (?:date|day)\b|then\b")
_STOP = re.compile(r"[.;:]|\b(?:and|so|but|i|we|you|he|she|they)\b")
_EXPECTED = re.compile(r", which (?:(?:we|i) (?:expect|hope|plan|foresee)|is|are|will be|should be)\b")
_EDGES = frozenset({"first", "last", "start", "end"})
"""Words that tell one of several from the others."""
_ENDS = frozenset("end ends ended ending until till closes finishes expires".split())
_BEGINNINGS = frozenset("start begin beginn commenc commencement begins starts commence".split())
_DEEDS = {
    "collection": "collect",
    "completion": "complet",
    "installation": "install",
    "publication": "publish",
    "arrival": "arriv",
    "departure": "depart",
    "delivery": "deliver",
    "submission": "submit",
    "signature": "sign",
}
"""Stems of deeds that are told as things, and of their verbs."""
