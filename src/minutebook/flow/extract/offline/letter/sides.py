"""Between whom a page is: for whom it says "we", whom it calls "you", and the parties that a contract obliges."""

from collections.abc import Mapping, Sequence

from minutebook.flow.extract.offline.letter.bid import Trigger
from minutebook.flow.extract.offline.letter.page import GREETING, Page, Scope
from minutebook.flow.extract.offline.people.parties import find_addressed, find_house, find_offered, find_parties
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re


class Sides:
    """``house``: the organisation that is "we" in a paper. ``parties``: organisations by the words that name them. ``addressee``: whom "you" means."""

    def __init__(
        self,
        page: Page,
        lines: Sequence[Line],
        me: str | None,
        parties: Sequence[str],
        houses: Mapping[str, str],
    ) -> None:
        self._page = page
        self._lines = lines
        self._me = me
        paper = page.scope is Scope.PAPER
        self.house, self.parties = self._organised(parties, houses) if paper else (None, {})
        self.addressee = self._addressed()

    def _organised(self, parties: Sequence[str], houses: Mapping[str, str]) -> tuple[str | None, dict[str, str]]:
        """For which organisation a paper says "we", and by which words it names all that it obliges."""
        page = self._page
        paper = self._lines[page.lines.start : page.lines.stop]
        house = find_house(paper, page.writer, houses.get(page.writer or ""))
        names = dict.fromkeys((*parties, *([house] if house else []), *find_offered(paper)))
        found = find_parties(paper, tuple(names))
        others = [name for name in find_offered(paper) if name != house]
        for role in ("the client", "the customer") if others else ():
            found.setdefault(role, next((name for name in parties if name in others[0]), others[0]))
        return house, found

    def _addressed(self) -> str | None:
        """Whom "you" means where nobody is called by name: the one reader, the one whom the greeting names, else the owner of the vault among several."""
        page = self._page
        if page.alone:
            return page.writer
        if page.scope is Scope.PAPER:
            return find_addressed(self._lines[page.lines.start : page.lines.stop], self.parties)
        for number in page.lines[:2]:
            line = self._lines[number]
            named = [name.name for name in line.names if name.name in page.readers]
            if GREETING.fullmatch(line.plain) and len(set(named)) == 1:
                return named[0]
        main = page.main or page.readers
        if len(main) == 1:
            return main[0]
        return self._me if self._me in main else None

    def is_house(self, line: Line, trigger: Trigger) -> bool:
        """Whether "we" of a paper, or who is its own, does it: at once or after something else."""
        joined = line.plain.endswith(" and ", 0, trigger.start)
        begins = _WE.match(line.plain, trigger.start) or (joined and _WE_BEFORE.search(line.plain, 0, trigger.start))
        return self.house is not None and bool(begins)


_WE = re.compile(r"(?:we|our)\b")
_WE_BEFORE = re.compile(r"(?:^|[,;:] )(?:we|our)\b[^.;:?!]*$")
