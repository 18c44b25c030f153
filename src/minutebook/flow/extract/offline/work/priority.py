"""Priority, only from what was said about the work."""

from collections.abc import Container, Iterable, Iterator

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.model.extraction import Priority

_ORDER: tuple[Priority, ...] = ("lowest", "low", "highest", "high")


LINES_AROUND = 3
SHORT = 16
"""Words of a remark that is about the work just named ("that's urgent", "no rush, when you get a chance")."""


def lines_about(lines: tuple[Line, ...], own: Iterable[int], busy: Container[int]) -> Iterator[Line]:
    """The lines of a piece of work, then the short remarks on it around them. ``busy`` are lines of other work."""
    chosen = sorted(set(own))
    yield from (lines[n] for n in chosen)
    if not chosen:
        return
    for number in (*range(chosen[-1] + 1, chosen[-1] + 1 + LINES_AROUND), chosen[0] + 1, chosen[0] - 1):
        if 0 <= number < len(lines) and number not in busy and number not in chosen:
            line = lines[number]
            if line.turn - lines[chosen[-1]].turn <= 1 and line.text.count(" ") < SHORT:
                yield line


def find_priority(lines: Iterable[Line], lexicon: Lexicon) -> Priority:
    """The priority that some lines state, the first one that states any; medium where none does. "Not urgent" is no urgency."""
    for text in (line.plain for line in lines):
        rest = lexicon.priority["not_high"].sub(" ", text)
        for level in _ORDER:
            if lexicon.priority[level].search(rest if level.startswith("high") else text):
                return level
    return "medium"
