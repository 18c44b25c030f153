"""Who speaks, who is called and who else is there, whatever the language."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.abroad.said import Said
from minutebook.flow.extract.offline.talk.line import Line, Named, People
from minutebook.text import patterns as re


class Company:
    """Those who talk in some lines; ``alone``: one person, who speaks to nobody."""

    def __init__(self, lines: Sequence[Line], people: People, *, alone: bool) -> None:
        self._people = people
        self._alone = alone
        self._speakers = list(dict.fromkeys(filter(None, (people.name(line.speaker) for line in lines))))

    def speaker(self, line: Line) -> str | None:
        """Who says a line."""
        return self._people.me if self._alone else self._people.name(line.speaker)

    def called(self, line: Line) -> str | None:
        """Who is called by name: at the edge of a sentence or between commas."""
        there = (name for name in line.names if name.present or (name.known and not self._speakers))
        return next((name.name for name in there if is_called(line.text, name)), None)

    def other(self, line: Line) -> str | None:
        """The only other one there."""
        others = [name for name in self._speakers if name != self.speaker(line)]
        return others[0] if len(others) == 1 and self.speaker(line) else None


def find_given(said: Said, line: Line) -> str | None:
    """The full name of the one to whom a sentence gives work."""
    if not said.who:
        return None
    spelled = ((name.name, line.text[name.start : name.end]) for name in line.names)
    return next((name for name, text in spelled if text in said.who or said.who in text), None)


def is_called(text: str, name: Named) -> bool:
    """Whether somebody is called by a name there: at the edge of a sentence or between commas."""
    before, after = text[: name.start].rstrip(), text[name.end :].lstrip()
    opens = not before or before[-1] in ",.!?:;" or before.rpartition(" ")[2].lower() in _AND
    unmarked = not before and not _MARKS.search(text)  # nobody punctuated it
    return opens and (not after or after[0] in ",.!?:" or unmarked)


_AND = frozenset("und aber et mais y pero".split())
"""What may stand before the name of somebody who is called."""
_MARKS = re.compile(r"[,.!?:;]")
