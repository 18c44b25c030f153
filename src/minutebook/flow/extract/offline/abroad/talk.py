"""What a talk in German, French or Spanish holds: the same as one in English, by that language's grammar."""

import msgspec

from minutebook.flow.extract.offline.abroad.exchange import find_pieces
from minutebook.flow.extract.offline.abroad.gist import write_summary
from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.abroad.items import find_decisions, find_facts, find_questions
from minutebook.flow.extract.offline.abroad.news import find_updates
from minutebook.flow.extract.offline.abroad.papers import find_listed
from minutebook.flow.extract.offline.abroad.piece import Piece
from minutebook.flow.extract.offline.abroad.tasks import tell_tasks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.model.extraction import Decision, Fact, Question, Task, Update
from minutebook.model.source import Form, Source, SourceKind


class Understood(msgspec.Struct, frozen=True):
    """What was understood of a talk, each item with its passage."""

    tasks: tuple[Task, ...]
    decisions: tuple[Decision, ...]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    updates: tuple[Update, ...]
    summary: str


def understand(
    source: Source, lines: tuple[Line, ...], people: People, grammar: Grammar, *, alone: bool = False
) -> Understood:
    """The items of a talk, of what one person dictated or noted (``alone``), or of a paper, whose lists are read as such."""
    listed = find_listed(lines, source.date, grammar) if source.kind in _PAPERS else []
    held = frozenset(line.id for item in listed for line in item.lines)
    pieces = _beside(find_pieces(lines, people, source.date, grammar, alone=alone), held)
    written = [item.task(lines, people.me if alone else None) for item in listed]
    tasks = tell_tasks(source, lines, pieces, people, grammar, written)
    decisions = find_decisions(source, lines, pieces, grammar)
    questions = find_questions(source, lines, pieces, grammar)
    told = [item.text for item in (*decisions, *tasks, *questions)]
    facts = find_facts(source, lines, pieces, told, grammar, held)
    updates = tuple(find_updates(lines, people, source.date, grammar))
    summary = write_summary(tasks, decisions, facts, questions, grammar)
    return Understood(tasks, decisions, facts, questions, updates, summary)


def _beside(pieces: list[Piece], held: frozenset[int]) -> list[Piece]:
    """The work that is told of outside lists and headings."""
    return [
        piece for piece in pieces if piece.first.id not in held and piece.first.form not in {Form.HEADING, Form.ROW}
    ]


_PAPERS = frozenset({SourceKind.DOCUMENT, SourceKind.CHECKLIST})
