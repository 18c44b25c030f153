"""A piece of work as a talk comes back to it, and what a line shows of its days."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec

from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.abroad.lines import FAR, spoken_before, stems_abroad, without_days
from minutebook.flow.extract.offline.abroad.said import Said
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.source import Form
from minutebook.text.dates import DateKind, DateSpan

SOON = 2
"""Turns in which what does not name a piece of work still speaks of it."""
LITTLE = 3
"""Content words of its own that an answer has at most."""

SAME = 0.6
"""Share of the content words of the shorter of two wordings that the other has too, from which they are one piece of work."""


class State(StrEnum):
    LIVE = "live"
    REFUSED = "refused"
    OFF = "off"
    DONE = "done"


class Piece(msgspec.Struct, eq=False):
    """A piece of work as far as it was talked of: ``lines`` are where, ``who`` is to answer, ``taken`` says that somebody has it."""

    said: Said
    first: Line
    lines: list[int]
    stems: frozenset[str]
    asker: str | None
    who: str | None = None
    owner: str | None = None
    taken: bool = False
    due: DateSpan | None = None
    state: State = State.LIVE

    @property
    def last(self) -> int:
        return self.lines[-1]

    @property
    def faint(self) -> bool:
        """Whether it may as well be a habit: nobody spoke of it again, nor named a day."""
        return self.said.loose and self.due is None and len(set(self.lines)) == 1 and self.first.form is Form.TURN


def with_far(said: Said, lines: Sequence[Line], line: Line, grammar: Grammar) -> Said:
    """A work that has no thing, with the one that its pronoun means farther back."""
    return msgspec.structs.replace(said, words=grammar.refer_work(said.words, spoken_before(lines, line, grammar, FAR)))


def verb_of(said: Said, grammar: Grammar) -> tuple[str, bool]:
    """The beginning of the verb of a work, and whether it says little."""
    words = said.words.split(",")[0].split() or [""]
    verbs = [word for word in words if word.endswith(("r", "re"))] or words
    causes = verbs[0] == "faire" and len(verbs) > 1 and words[words.index("faire") + 1 :][:1] == verbs[1:2]
    first = verbs[1 if causes else 0].split("'")[-1]
    verb = (words[-1] if grammar.verb_stands_last else first).lower()
    return grammar.root(verb), verb in grammar.vague


def find_alike(pieces: Sequence[Piece], near: Sequence[Piece], stems: frozenset[str]) -> Piece | None:
    """The earlier piece that some words tell of; of those ``near`` one word may do."""
    best: tuple[float, Piece] | None = None
    for piece in pieces:
        both, shorter = len(stems & piece.stems), min(len(stems), len(piece.stems))
        if both >= SAME * shorter and both >= (1 if piece in near and shorter == 1 else 2):
            best = max(best or (both / shorter, piece), (both / shorter, piece), key=lambda pair: pair[0])
    return best[1] if best else None


def closes(sign: str, piece: Piece, line: Line, lines: Sequence[Line], grammar: Grammar) -> bool:
    """Whether a line that says "off" or "done" says so of this piece: it names it, or says little else and nothing else was spoken of since."""
    if not grammar.shows(sign, line.plain) or (sign == "done" and is_ahead(line)):
        return False
    stems = stems_abroad(grammar.signs[sign].sub(" ", line.plain), grammar)
    if stems & piece.stems:
        return True
    soon = line.turn - lines[piece.last].turn < SOON
    begins = soon and grammar.signs[sign].match(line.plain) is not None and len(stems) <= LITTLE
    return (len(stems) <= soon or begins) and not is_past(piece, line, lines, grammar)


def is_past(piece: Piece, line: Line, lines: Sequence[Line], grammar: Grammar) -> bool:
    """Whether something else was asked since a piece was spoken of: what answers that says nothing of the piece, but for a day to come."""
    if is_ahead(line) and not any(grammar.shows(sign, line.plain) for sign in ("done", "did")):
        return False
    since = (other for other in lines[piece.last + 1 : line.id] if other.question)
    told = (stems_abroad(without_days(other), grammar) for other in since)
    return any(stems and not stems & piece.stems for stems in told)


def is_ahead(line: Line) -> bool:
    """Whether a line names a day to come."""
    return any(span.value is not None and span.kind is not DateKind.PAST for span in line.dates)


def other_day(line: Line, grammar: Grammar) -> DateSpan | None:
    """The day that somebody puts in the place of one that they refuse: "not Wednesday, Thursday I can"."""
    no = grammar.signs["refuses"].search(line.plain)
    days = [span for span in line.dates if no and span.start > no.end() and span.value is not None]
    return days[0] if days and days[0].kind is not DateKind.PAST else None
