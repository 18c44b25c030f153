"""Decisions, open questions and facts of a talk in another language: by its own phrases, and by how others answer."""

from collections.abc import Iterator, Sequence

from minutebook.flow.extract.offline.abroad.exchange import Piece
from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.abroad.lines import stems_abroad
from minutebook.flow.extract.offline.talk.blocks import Blocks
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.model.extraction import Decision, Fact, Question
from minutebook.model.source import Source
from minutebook.text import patterns as re

ANSWERS = 2
"""Turns in which a proposal is agreed to, or a question left open."""
FEWEST = 3
"""Content words of a sentence that says something."""
SPARSE = 6
"""Lines of talk to one fact at most."""
SAME = 0.6


def find_decisions(source: Source, lines: Sequence[Line], grammar: Grammar) -> tuple[Decision, ...]:
    """What was settled outright, or proposed and agreed to."""
    blocks, told = Blocks(source, "decision"), []
    for line, others in _settled(lines, grammar):
        cited = cite((line.id, *(other.id for other in others)), tuple(lines))
        told.append(
            Decision(id=blocks.item_id(cited[0]), text=_sentence(line, grammar), evidence=cited, confidence=0.7)
        )
    return tuple(told)


def _settled(lines: Sequence[Line], grammar: Grammar) -> Iterator[tuple[Line, list[Line]]]:
    said: list[frozenset[str]] = []
    for line in lines:
        stems = stems_abroad(line.text, grammar)
        if line.question or grammar.shows("unreal", line.plain) or len(stems) < FEWEST:
            continue
        settles = grammar.shows("settles", line.plain)
        agreed = _next(lines, line, "assents", grammar) if settles or grammar.shows("proposes", line.plain) else []
        if (settles or agreed) and not any(_covers(stems, other) for other in said):
            said.append(stems)
            yield line, agreed


def find_questions(source: Source, lines: Sequence[Line], grammar: Grammar) -> tuple[Question, ...]:
    """Questions to which the answer leaves them open."""
    blocks, told = Blocks(source, "question"), []
    for line in lines:
        if not line.question or len(stems_abroad(line.text, grammar)) < 1:
            continue
        if left := _next(lines, line, "open", grammar):
            cited = cite((line.id, *(other.id for other in left)), tuple(lines))
            told.append(
                Question(id=blocks.item_id(cited[0]), text=_sentence(line, grammar), evidence=cited, confidence=0.6)
            )
    return tuple(told)


def find_facts(
    source: Source, lines: Sequence[Line], pieces: Sequence[Piece], told: Sequence[str], grammar: Grammar
) -> tuple[Fact, ...]:
    """Statements with a figure, a day or a state worth keeping, as many as a talk of this length holds."""
    busy = {number for piece in pieces for number in piece.lines}
    known = [stems_abroad(text, grammar) for text in told]
    rated = []
    for line in lines:
        stems = stems_abroad(line.text, grammar)
        if line.id in busy or line.question or len(stems) < FEWEST or any(_covers(stems, other) for other in known):
            continue
        if any(grammar.shows(sign, line.plain) for sign in ("unreal", "settles", "proposes")):
            continue
        worth = 2.0 * bool(_FIGURE.search(line.plain)) + bool(line.names) + 2.0 * grammar.shows("telling", line.plain)
        rated.append((worth + min(len(stems), 10) / 10, line))
    room = max(2, len(lines) // SPARSE)
    best = sorted(sorted(rated, key=lambda pair: -pair[0])[:room], key=lambda pair: pair[1].id)
    blocks = Blocks(source, "fact")
    return tuple(
        Fact(
            id=blocks.item_id(line.utterances[0]),
            text=_sentence(line, grammar),
            evidence=cite((line.id,), tuple(lines)),
            confidence=0.5,
            about=tuple(dict.fromkeys(name.name for name in line.names)),
        )
        for worth, line in best
        if worth >= 2
    )


def _next(lines: Sequence[Line], line: Line, sign: str, grammar: Grammar) -> list[Line]:
    """The first line of others soon after one that shows a sign."""
    for other in lines[line.id + 1 :]:
        if other.turn - line.turn > ANSWERS:
            break
        if other.speaker != line.speaker and grammar.shows(sign, other.plain):
            return [other]
    return []


def _covers(stems: frozenset[str], other: frozenset[str]) -> bool:
    return len(stems & other) >= SAME * min(len(stems), len(other) or 1)


def _sentence(line: Line, grammar: Grammar) -> str:
    """A sentence without what leads to it."""
    lead = grammar.leads.match(line.text)
    text = (line.text[lead.end() :] if lead else "").strip(" ,") or line.text.strip(" ,")
    return f"{text[:1].upper()}{text[1:]}"


_FIGURE = re.compile(r"\d")
