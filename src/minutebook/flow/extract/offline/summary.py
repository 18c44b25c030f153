"""The summary: what was told, in the talk's order; then what was decided, comes next, stays open, and was also spoken of.

Statements are the talk's own clauses and the words of its decisions, tasks and questions. A greedy choice takes what tells most of the
words that matter for its length.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from minutebook.flow.extract.offline.clause import Clause, lower_first, read_clauses, read_days
from minutebook.flow.extract.offline.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.patterns import read_words
from minutebook.flow.extract.offline.phrase import find_phrases
from minutebook.flow.extract.offline.salience import rank_lines, stems_in, weigh_stems
from minutebook.flow.extract.offline.topics import Topic
from minutebook.model.extraction import Decision, Fact, Item, Question, Task, TaskStatus

WORDS = 194
"""Longest summary: what is read in under a minute."""
RUN = 26
"""Longest statement of the talk's own clauses, in words."""
ONWARD = 2
"""Lines after that of its first clause that a statement may take in."""
LEAST = 6
"""Words below which a clause says nothing alone."""
RANK = 0.8
"""The share of a talk's lines that tell less than one whose clauses are told."""
CLEAR = 0.5
"""How well a clause must read by itself."""
ALSO = 42
"""Words that the list of what else was spoken of may take."""
TELLS = 0.08
"""The least mean weight of the words of something in that list."""
LENGTH = 0.85
"""How much length counts against a statement; best of 0.7 to 1 on the gold cases."""
SET_UP = 2
"""Words that every statement costs beside its own."""
AGAIN = 0.1
"""How much is left of a word's weight once the summary has said it."""
SAME = 0.7
"""The share of its words that makes a statement a repetition."""
WORTH: dict[type, float] = {Decision: 1.4, Task: 1.1, Question: 1.1}
MANY = 100
"""Lines from which clauses are chosen by rank in full."""
FEW, PART = 40, 0.4
"""Words of the shortest summary, and the share of a short talk that its summary may have."""


class Statement(msgspec.Struct, frozen=True, eq=False):
    """Words that can be told, where they stand, the clauses that they use up (negative: an item), and the kind of item that they are."""

    text: str
    line: int
    parts: tuple[int, ...]
    worth: float
    stems: frozenset[str]
    words: int
    kind: type | None = None


def write_summary(chosen: Sequence[Statement]) -> str:
    """Sentences in the order of the talk, then a sentence each for decisions, tasks, questions and what else was spoken of."""
    ordered = sorted(chosen, key=lambda s: s.line)
    told = [_sentence(s.text) for s in ordered if s.kind is None]
    for kind, name in ((Decision, "decided"), (Task, "next"), (Question, "open")):
        items = [s.text for s in ordered if s.kind is kind]
        if items:
            told.append(_sentence(f"{_words()[name]}: " + "; ".join([items[0], *map(lower_first, items[1:])])))
    also = [lower_first(s.text) for s in ordered if s.kind is Topic]
    if also:
        told.append(_sentence(f"{_words()['also']}: {', '.join(also)}"))
    return " ".join(told)


def choose_statements(
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    *,
    tasks: Sequence[Task] = (),
    decisions: Sequence[Decision] = (),
    facts: Sequence[Fact] = (),
    questions: Sequence[Question] = (),
    topics: Sequence[Topic] = (),
    known: Sequence[str] = (),
) -> list[Statement]:
    """The statements of a summary; each says by ``line`` what it rests on."""
    ranks = rank_lines(lines)
    weights = weigh_stems(lines, ranks, (*tasks, *decisions, *facts), topics, known)
    least = RANK * min(1.0, len(lines) / MANY)
    telling = {line.id for line in lines if ranks[line.id] >= least}
    needed = [line for line in lines if not telling.isdisjoint(range(line.id - ONWARD, line.id + 1))]
    clauses = read_clauses(needed, people, lexicon)
    runs = [run for run in _runs(clauses, telling) if run.worth >= CLEAR]
    items: list[Item] = [*(task for task in tasks if task.status is TaskStatus.OPEN), *decisions, *questions]
    said = sum(line.plain.count(" ") + 1 for line in lines)
    room = min(WORDS, max(FEW, round(PART * said)))
    named = [
        Statement(p.text, p.line, (), 1.0, p.stems, p.words, Topic)
        for p in find_phrases(lines, lexicon)
        if p.words > 1 and p.stems and sum(weights.get(name, 0.0) for name in p.stems) >= TELLS * p.words
    ]
    also = min(ALSO, room // 4)
    told = _choose([*runs, *_items(lines, items)], weights, room - (also if named else 0))
    return [*told, *_choose(named, weights, also, told)]


def _items(lines: tuple[Line, ...], items: Sequence[Item]) -> Iterator[Statement]:
    """Items as statements, with the full dates of the days that the talk names."""
    first = {utterance: line.id for line in reversed(lines) for utterance in line.utterances}
    days = read_days(lines)
    for number, item in enumerate(items):
        text = _task(item) if isinstance(item, Task) else _INNER_STOP.sub(", ", item.text.rstrip(" .!"))
        for said, day in days.items():
            text = re.sub(rf"\b{re.escape(said)}\b(?! of)", day, text, flags=re.IGNORECASE)
        worth = WORTH[type(item)]
        yield Statement(
            text, first.get(item.evidence[0], 0), (-1 - number,), worth, stems_in(text), len(text.split()), type(item)
        )


def _task(task: Task) -> str:
    """A task as a statement: "Ana to send the scope by Monday"."""
    text = _MYSELF.sub("", task.text.rstrip("."))
    if task.owner:
        text = f"{task.owner.split()[0]} {_words()['to']} {text[:1].lower()}{text[1:]}"
    if task.due and task.due_text and plain(task.due_text) not in plain(text):
        text = f"{text} {lower_first(task.due_text)}"
    return text


def _runs(clauses: Sequence[Clause], telling: set[int]) -> Iterator[Statement]:
    """Every run of clauses of one turn that begins, in a line that tells something, with one that needs nothing before it."""
    for start, head in enumerate(clauses):
        if not head.free or head.line not in telling:
            continue
        words, clear, stems = 0, 0.0, frozenset[str]()
        for end in range(start, len(clauses)):
            clause = clauses[end]
            words += clause.words
            if clause.turn != head.turn or clause.line - head.line > ONWARD or (words > RUN and end > start):
                break
            clear += clause.clear * clause.words
            stems |= stems_in(clause.text)
            if words >= LEAST:
                text = _join(clauses[start : end + 1])
                worth = head.clear**0.5 * clear / words
                yield Statement(text, head.line, tuple(range(start, end + 1)), worth, stems, words)


def _join(run: Sequence[Clause]) -> str:
    text = run[0].text
    for before, clause in pairwise(run):
        text += (", " if before.line == clause.line else "; ") + lower_first(clause.text)
    return text


def _choose(
    candidates: Sequence[Statement], weights: Mapping[str, float], room: int, told: Sequence[Statement] = ()
) -> list[Statement]:
    """What is worth telling beside what is ``told``, best for its length first."""
    said: dict[str, int] = defaultdict(int)
    for statement in told:
        for name in statement.stems:
            said[name] += 1
    used: set[int] = set()
    chosen: list[Statement] = []
    values = {s: _value(s, weights, said) for s in candidates if s.stems and s.words <= room}
    while values:
        best = max(values, key=values.__getitem__)
        if values[best] <= 0:
            break
        chosen.append(best)
        used.update(best.parts)
        room -= best.words
        for name in best.stems:
            said[name] += 1
        left = [s for s in values if s is not best and s.words <= room and used.isdisjoint(s.parts)]
        values = {
            s: values[s] if untouched else _value(s, weights, said)
            for s in left
            if values[s] > 0 and ((untouched := best.stems.isdisjoint(s.stems)) or not _is_said(s, said))
        }
    return chosen


def _value(statement: Statement, weights: Mapping[str, float], said: Mapping[str, int]) -> float:
    """What a statement tells that is not said yet, for its length."""
    gain: float = sum(weights.get(name, 0.0) * AGAIN ** said.get(name, 0) for name in statement.stems)
    return float(statement.worth * gain / (SET_UP + statement.words) ** LENGTH)


def _is_said(statement: Statement, said: Mapping[str, int]) -> bool:
    """Whether a statement repeats what is chosen."""
    share = sum(said.get(name, 0) > 0 for name in statement.stems) / len(statement.stems)
    return share >= SAME


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}{'' if text[-1:] in {'?', '.', '!'} else '.'}"


@cache
def _words() -> dict[str, str]:
    return read_words("summary")


_INNER_STOP = re.compile(r"[.?!] (?=\w)")
_MYSELF = re.compile(r" (?:myself|ourselves)\b")
