"""To whom a piece of work is owed: the one who asked for it for themselves, or to whom it was promised."""

from minutebook.flow.extract.offline.talk.acts import OFFERS, REQUESTS, Kind, find_vocative
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.words.lexicon import plain
from minutebook.flow.extract.offline.work.thread import Thread
from minutebook.text import patterns as re

LINES_BACK = 12


def find_owed(thread: Thread, lines: tuple[Line, ...], people: People) -> str | None:
    """The full name of the one who gets it; None where the words do not say so ("send me", "you'll have it")."""
    for act in thread.acts:
        line = lines[act.line]
        if act.kind in REQUESTS and (act.kind is Kind.OBTAIN or _ME.search(plain(act.phrase))):
            return people.name(line.speaker)
        if act.kind in OFFERS and (act.kind is Kind.YOU or _YOU.search(plain(act.phrase))):
            return find_listener(lines, line, people)
    return None


def find_listener(lines: tuple[Line, ...], line: Line, people: People) -> str | None:
    """Whom a line is said to: the one who is called in it, else the one who spoke last before."""
    if called := find_vocative(line):
        return called
    for back in range(line.id - 1, max(-1, line.id - LINES_BACK), -1):
        if lines[back].speaker != line.speaker:
            return people.name(lines[back].speaker)
    return None


_ME = re.compile(r"^\w+ (?:\w+ to )?me\b|\b(?:to|for) me\b")
_YOU = re.compile(r"^\w+ you\b|\b(?:to|for) you\b")
