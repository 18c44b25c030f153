"""What a talk in German, French or Spanish holds: the same as one in English, by that language's grammar."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.abroad.exchange import find_pieces
from minutebook.flow.extract.offline.abroad.gist import write_summary
from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.abroad.items import find_decisions, find_facts, find_questions
from minutebook.flow.extract.offline.abroad.tasks import tell_tasks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.model.extraction import Decision, Fact, Question, Task
from minutebook.model.source import Source, SourceKind


class Understood(msgspec.Struct, frozen=True):
    """What was understood of a talk, each item with its passage."""

    tasks: tuple[Task, ...]
    decisions: tuple[Decision, ...]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    summary: str


def understand(source: Source, lines: Sequence[Line], people: People, grammar: Grammar) -> Understood:
    """The items of a talk, or of what one person dictated."""
    pieces = find_pieces(lines, people, source.date, grammar, alone=source.kind is SourceKind.MEMO)
    tasks = tell_tasks(source, lines, pieces, people, grammar)
    decisions = find_decisions(source, lines, grammar)
    questions = find_questions(source, lines, grammar)
    told = [item.text for item in (*decisions, *tasks)]
    facts = find_facts(source, lines, pieces, told, grammar)
    return Understood(tasks, decisions, facts, questions, write_summary(tasks, decisions, facts, questions, grammar))
