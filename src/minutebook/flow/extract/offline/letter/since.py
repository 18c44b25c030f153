"""What became of the works of a thread: told twice, handed on, put off, called off or done in a later mail. The last state stands, once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from msgspec.structs import replace

from minutebook.flow.extract.offline.letter.news import read_status
from minutebook.flow.extract.offline.letter.page import Page, Scope
from minutebook.flow.extract.offline.letter.recalled import without_recalled
from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stem, stems_of
from minutebook.model.extraction import TaskStatus, UpdateStatus
from minutebook.text import patterns as re
from minutebook.text.dates import resolve_due

SHARED = 2
"""Content stems that a report and the work on which it reports have in common at least, and half of the work's."""


def settle(works: Iterable[Work], pages: Sequence[Page], lines: Sequence[Line], lexicon: Lexicon) -> list[Work]:
    """The works as they stand at the end of their thread; what says so is part of what they rest on."""
    return _Thread(pages, lines, lexicon).settle(works)


class _Thread:
    def __init__(self, pages: Sequence[Page], lines: Sequence[Line], lexicon: Lexicon) -> None:
        self._pages = pages
        self._lines = lines
        self._lexicon = lexicon
        names = {word for page in pages for name in (page.writer, *page.readers) if name for word in name.split()}
        self._names = stems_of(" ".join(names), lexicon)
        self._page_of = {number: page for page in reversed(pages) for number in page.lines}
        self._things = cache(self._read_things)
        self._said = cache(_read_line)

    def settle(self, works: Iterable[Work]) -> list[Work]:
        once = without_recalled(self._once(works), self._pages, self._lines, self._lexicon)
        return [self._since(work, once) for work in once]

    def _once(self, works: Iterable[Work]) -> list[Work]:
        """Each work once: said again it keeps its first words and takes the last day, taken by somebody else it is theirs."""
        kept: list[Work] = []
        alike: defaultdict[str, list[int]] = defaultdict(list)
        for work in works:
            places = alike[_deed(work.text)]
            first = next((n for n in places if self._is_same(kept[n], work)), None)
            if first is None:
                places.append(len(kept))
                kept.append(work)
            else:
                kept[first] = self._joined(kept[first], work)
        return kept

    def _joined(self, first: Work, again: Work) -> Work:
        dated = again.due if again.due is not None and again.due.value is not None else first.due
        lines = tuple(sorted({*first.lines, *again.lines}))
        return replace(first, owner=again.owner or first.owner, due=dated, lines=lines)

    def _is_same(self, first: Work, again: Work) -> bool:
        """Whether two works of letters with one verb are one: done to the same thing, by one person, or handed on where a later mail says so."""
        before, after = self._page(first), self._page(again)
        if before is None or after is None or before.scope is not Scope.LETTER:
            return False
        ours, theirs = self._things(first.text.partition(" (")[0]), self._things(again.text.partition(" (")[0])
        small, large = sorted((ours, theirs), key=len)
        alike = bool(small) and small <= large
        if not theirs:  # "Send it (… the drawing of the keel)"
            alike = bool(ours) and 2 * len(ours & self._things(again.text)) >= len(ours)
        if first.owner == again.owner or first.owner is None:
            return alike
        return alike and before != after and any(_HANDS_ON.search(self._lines[n].plain) for n in again.lines)

    def _read_things(self, text: str) -> frozenset[str]:
        """The stems of what a work is done to: all but its verb, names of those who write, and what hands it on."""
        _, _, rest = text.partition(" ")
        return stems_of(rest, self._lexicon) - self._names - self._lexicon.weak_verbs - _HANDING

    def _page(self, work: Work) -> Page | None:
        return self._page_of.get(work.line)

    def _since(self, work: Work, works: Sequence[Work]) -> Work:
        """The work as the later mails leave it."""
        asked = self._page(work)
        if asked is None:
            return work
        for page, line in self._later(asked):
            owns = page.writer is not None and page.writer == work.owner
            if line.question:
                continue
            status, spares = self._said(line.plain)
            if not (owns or page.writer == asked.writer or (spares and page.writer in asked.readers)):
                continue
            if self._answers(line, work, page, works) or (owns and self._tells(line, work)):
                status = status or UpdateStatus.DONE
            elif status is None or not self._is_about(line, work):
                continue
            lines = (*work.lines, line.id)
            match status:
                case UpdateStatus.DONE if owns:
                    return replace(work, status=TaskStatus.DONE, lines=lines)
                case UpdateStatus.CANCELLED:
                    return replace(work, status=TaskStatus.CANCELLED, lines=lines)
                case UpdateStatus.SLIPPED:
                    day = resolve_due(line.text, page.day)
                    ahead = day is not None and day.value is not None and day.value > page.day
                    work = replace(work, due=day if ahead and not _NOT_BY.search(line.plain) else work.due, lines=lines)
        return work

    def _later(self, asked: Page) -> Iterator[tuple[Page, Line]]:
        for page in self._pages:
            if page.lines.start > asked.lines.start:
                yield from ((page, self._lines[n]) for n in page.lines)

    def _is_about(self, line: Line, work: Work) -> bool:
        wanted = stems_of(work.text, self._lexicon) - self._lexicon.weak_verbs - self._names
        shared = wanted & stems_of(line.text, self._lexicon)
        return len(shared) >= SHARED and 2 * len(shared) >= len(wanted)

    def _tells(self, line: Line, work: Work) -> bool:
        """Whether a line says what its writer was asked to tell: "The hull weighs 84 kg."."""
        return (
            work.asked
            and _deed(work.text) in {"send", *_TELLING}
            and _VALUE.search(line.plain) is not None
            and _AHEAD.search(line.plain) is None
            and self._is_about(line, work)
        )

    def _answers(self, line: Line, work: Work, page: Page, works: Sequence[Work]) -> bool:
        """Whether a line that names nothing ("Done, see attached.") can only mean this work: the one that was asked of its writer last."""
        if page.writer != work.owner or not _BARE.match(line.plain):
            return False
        before = [other for other in works if other.line < page.lines.start and other.owner == page.writer]
        asked = self._page(work)
        return before[-1:] == [work] and sum(self._page(other) == asked for other in before) == 1


def _read_line(plain: str) -> tuple[UpdateStatus | None, bool]:
    """What a line says of how some work stands, and whether it spares somebody one."""
    status = UpdateStatus.SLIPPED if _LATER.search(plain) else read_status(plain)
    return status, _NO_NEED.search(plain) is not None


@lru_cache(maxsize=4096)
def _deed(text: str) -> str:
    """The verb of a work; those with which a thing goes from hand to hand are one."""
    verb = stem(text.partition(" ")[0].lower())
    return "send" if verb in _GIVING else verb


_GIVING = frozenset(map(stem, "send let get give bring forward share provide mail email return need".split()))
_HANDING = frozenset(map(stem, "instead place over".split()))
_TELLING = frozenset(map(stem, "tell say confirm check state name measure find".split()))
_VALUE = re.compile(r"\d|\b(?:is|are|was|were|comes to|weighs|measures|costs|yes|no)\b")
_AHEAD = re.compile(r"\b(?:will|shall|'ll|going to|tomorrow|next week|soon|not yet|later)\b")
"""What is told later, and not by these words."""
_NO_NEED = re.compile(r"\b(?:no need (?:to|for)|(?:don't|do not|needn't|need not) (?:need|have|bother))\b")
_HANDS_ON = re.compile(
    r"\b(?:instead|in (?:my|his|her|your) place|take (?:it|this|that) over|take over|from now on|for me)\b"
)
_LATER = re.compile(
    r"\b(?:no (?:rush|hurry)|(?:is|are|would be|will be|'s) (?:fine|ok|okay|enough|(?:soon|early) enough)|instead of|rather than)\b.*|\bnot before\b"
)
_NOT_BY = re.compile(r"\b(?:won't|will not|can't|cannot|not) (?:\w+ ){0,3}by\b")
_BARE = re.compile(
    r"(?:(?:ok|okay|yes|sure|hi|hello|all|that's|this is|it's|it is|just|already|now)[, ]+)*(?:i(?:'ve| have)? )?(?:just |already )?(?:done|sent|attached|here (?:it is|you are|you go)|got it|did (?:it|that)|sent it|paid|ordered|booked)\b"
)
