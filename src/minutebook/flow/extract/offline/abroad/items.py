"""Decisions, open questions and facts of a talk in another language: by its own phrases, and by how others answer."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.abroad.lines import stems_abroad
from minutebook.flow.extract.offline.abroad.piece import Piece
from minutebook.flow.extract.offline.talk.blocks import Blocks
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.model.extraction import Decision, Fact, Question
from minutebook.model.source import Form, Source
from minutebook.text import patterns as re

ANSWERS = 2
"""Turns in which a proposal is agreed to, or a question left open."""
FEWEST = 3
"""Content words of a sentence that says something."""
SETTLED = 2
"""Those of one that settles something, a figure among them."""
SPARSE = 8
"""Lines of talk to one fact at most."""
SAME = 0.6
OWN = 4
"""Content words of its own of a sentence that agrees to something."""


class _Settled(msgspec.Struct):
    """What was settled, in the line that says most of it, and where else it was spoken of."""

    line: Line
    stems: frozenset[str]
    lines: list[int]
    turn: int


def find_decisions(
    source: Source, lines: Sequence[Line], pieces: Sequence[Piece], grammar: Grammar
) -> tuple[Decision, ...]:
    """What was settled outright, or proposed and agreed to; work that somebody took is none."""
    blocks, told = Blocks(source, "decision"), []
    busy = {number for piece in pieces if piece.taken for number in piece.lines}
    for found in _settled(lines, busy, grammar):
        cited = cite(sorted(set(found.lines)), tuple(lines))
        text = grammar.state(_sentence(found.line, grammar))
        told.append(Decision(id=blocks.item_id(cited[0]), text=text, evidence=cited, confidence=0.7))
    return tuple(told)


def _settled(lines: Sequence[Line], busy: AbstractSet[int], grammar: Grammar) -> list[_Settled]:
    found: list[_Settled] = []
    for line in lines:
        settles = grammar.shows("settles", line.plain) and not line.question
        proposes = grammar.shows("proposes", line.plain) or (line.question and grammar.shows("settles", line.plain))
        stems = stems_abroad(line.text, grammar)
        figure = _FIGURE.search(line.plain) or (settles and grammar.shows("telling", line.plain))
        said = len(stems) + bool(figure)
        if not (settles or proposes) or said < SETTLED or _is_no_statement(line, grammar):
            continue
        if (line.id in busy and not settles) or grammar.shows("open", line.plain):
            continue
        agreed = [other.id for other in _next(lines, line, "assents", grammar) if _assents(other, stems, grammar)]
        if not settles and not agreed:
            continue
        if same := next((one for one in found if _is_same(one, line, stems)), None):
            same.lines += [line.id, *agreed]
            same.turn = lines[max(same.lines)].turn
            firm = settles and not same.line.question and not grammar.shows("settles", same.line.plain)
            if len(stems) > len(same.stems) or (settles and said > 1 and (firm or same.line.question)):
                same.line, same.stems = line, stems
        else:
            found.append(_Settled(line, stems, [line.id, *agreed], lines[max([line.id, *agreed])].turn))
    return found


def _assents(line: Line, stems: frozenset[str], grammar: Grammar) -> bool:
    """Whether a line that says yes goes on to nothing else."""
    own = stems_abroad(line.text, grammar) - stems
    return len(own) <= OWN and not grammar.shows("open", line.plain)


def _is_same(one: _Settled, line: Line, stems: frozenset[str]) -> bool:
    """Whether a line settles what another one did: it says the same, or comes just after it with little of its own."""
    soon = line.turn - one.turn <= ANSWERS
    return _covers(stems, one.stems) or (soon and (len(stems) <= SETTLED or bool(stems & one.stems)))


def _is_no_statement(line: Line, grammar: Grammar) -> bool:
    return line.form is Form.HEADING or any(grammar.shows(sign, line.plain) for sign in ("unreal", "report"))


def find_questions(
    source: Source, lines: Sequence[Line], pieces: Sequence[Piece], grammar: Grammar
) -> tuple[Question, ...]:
    """Questions to which the answer leaves them open, several of one turn as one, and what somebody says that they do not know."""
    blocks, told = Blocks(source, "question"), []
    busy = {number for piece in pieces for number in piece.lines}
    asked: list[tuple[list[Line], list[Line]]] = []
    for line in lines:
        wonders = grammar.shows("wonders", line.plain)
        if (line.id in busy and not wonders) or line.form is Form.HEADING or not stems_abroad(line.text, grammar):
            continue
        left = _next(lines, line, "open", grammar) if line.question else []
        if not left and not wonders:
            continue
        if asked and asked[-1][0][-1].turn == line.turn and line.speaker is not None and line.question:
            asked[-1][0].append(line)
        else:
            asked.append(([line], left))
    for said, left in asked:
        cited = cite([line.id for line in (*said, *left)], tuple(lines))
        text = " ".join(_sentence(line, grammar) for line in said)
        told.append(Question(id=blocks.item_id(cited[0]), text=text, evidence=cited, confidence=0.6))
    return tuple(told)


def find_facts(
    source: Source,
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    told: Sequence[str],
    grammar: Grammar,
    held: AbstractSet[int] = frozenset(),
) -> tuple[Fact, ...]:
    """Statements with a figure, a day or a state worth keeping, as many as a talk of this length holds; none of lines that are ``held`` by something else."""
    busy = held | {number for piece in pieces for number in piece.lines}
    known = [stems_abroad(text, grammar) for text in told]
    rated = [(worth, line) for line in lines if line.id not in busy and (worth := _worth(line, known, grammar))]
    room = max(2, len(lines) // SPARSE)
    best = sorted(sorted(rated, key=lambda pair: -pair[0])[:room], key=lambda pair: pair[1].id)
    blocks = Blocks(source, "fact")
    return tuple(
        Fact(
            id=blocks.item_id(said[0].utterances[0]),
            text=" ".join(_sentence(line, grammar) for line in said),
            evidence=cite([line.id for line in said], tuple(lines)),
            confidence=0.5,
            about=tuple(dict.fromkeys(name.name for line in said for name in line.names)),
        )
        for said in _of_one_breath([line for _, line in best])
    )


def _worth(line: Line, known: Sequence[frozenset[str]], grammar: Grammar) -> float:
    """How much a statement is worth keeping; nothing where it is none, or is told as something else."""
    stems = stems_abroad(line.text, grammar)
    tells = grammar.shows("telling", line.plain)
    if line.question or len(stems) < FEWEST - tells or _is_no_statement(line, grammar):
        return 0.0
    if any(grammar.shows(sign, line.plain) for sign in ("settles", "proposes", "off", "done", "running")):
        return 0.0
    if any(_covers(stems, other) for other in known):
        return 0.0
    worth = 2.0 * bool(_FIGURE.search(line.plain)) + 2.0 * tells
    return worth + bool(line.names) + min(len(stems), 10) / 10 if worth else 0.0


def _of_one_breath(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Sentences of one turn, one after the other, are one statement."""
    said: list[Line] = []
    for line in lines:
        if said and (line.turn != said[-1].turn or line.id != said[-1].id + 1 or line.speaker is None):
            yield said
            said = []
        said.append(line)
    if said:
        yield said


def _next(lines: Sequence[Line], line: Line, sign: str, grammar: Grammar) -> list[Line]:
    """The first line of others soon after one that shows a sign; on paper, of anybody."""
    for other in lines[line.id + 1 :]:
        if other.turn - line.turn > ANSWERS:
            break
        own = other.speaker == line.speaker and (line.speaker is not None or sign == "assents")
        if sign == "assents" and not own and grammar.shows("refuses", other.plain):
            break  # somebody is against it
        if not own and grammar.shows(sign, other.plain):
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
