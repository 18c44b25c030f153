"""The summary: of each subject of a talk, in its order, what was settled, found out and promised, after a few words that say what it is about.

Statements are the talk's own clauses and the words of its decisions and tasks; key phrases are its nouns and figures. A greedy choice takes what
tells most of the words that matter for its length.
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
LABELS = 60
"""Words that key phrases may take."""
EACH = 2
"""Key phrases for each statement near them."""
NEAR = 15
"""Lines within which a key phrase belongs to a statement."""
LEAST_LABEL, LEAST_WORD = 0.08, 0.2
"""The least probability of a word of a key phrase, and of one that stands alone, to be worth telling."""
LENGTH = 0.85
"""How much length counts against a statement; best of 0.7 to 1 on the gold cases."""
SET_UP = 2
"""Words that every statement costs beside its own."""
AGAIN = 0.1
"""How much is left of a word's weight once the summary has said it."""
SAME = 0.7
"""The share of its words that makes a statement a repetition."""
GAP = 9
"""Lines between two statements of one group."""
GROUP = 34
"""Words from which a group takes no more."""
WORTH: dict[type, float] = {Decision: 1.4, Task: 1.1, Question: 1.1}
PHRASE, HEADER = 0.6, 0.9
"""What items and key phrases count against a clause of the talk; on the gold cases it matters little."""
MANY = 100
"""Lines from which clauses are chosen by rank in full."""
FEW, PART = 40, 0.4
"""Words of the shortest summary, and the share of a short talk that its summary may have."""


class Statement(msgspec.Struct, frozen=True, eq=False):
    """Words that can be told, where they stand, and the clauses that they use up (none: a key phrase; negative: an item)."""

    text: str
    line: int
    parts: tuple[int, ...]
    worth: float
    stems: frozenset[str]
    words: int
    header: bool = False


def write_summary(
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
) -> str:
    """Up to ``WORDS`` words in the order of the talk. ``known``: names of the projects and accounts that it mentions."""
    return _compose(
        choose_statements(
            lines,
            people,
            lexicon,
            tasks=tasks,
            decisions=decisions,
            facts=facts,
            questions=questions,
            topics=topics,
            known=known,
        )
    )


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
    """The statements and key phrases of a summary; each says by ``line`` what it rests on."""
    ranks = rank_lines(lines)
    weights = weigh_stems(lines, ranks, (*tasks, *decisions, *facts), topics, known)
    least = RANK * min(1.0, len(lines) / MANY)
    telling = {line.id for line in lines if ranks[line.id] >= least}
    needed = [line for line in lines if not telling.isdisjoint(range(line.id - ONWARD, line.id + 1))]
    clauses = read_clauses(needed, people, lexicon)
    runs = [run for run in _runs(clauses, telling) if run.worth >= CLEAR]
    items: list[Item] = [*(task for task in tasks if task.status is TaskStatus.OPEN), *decisions, *questions]
    phrases = [
        Statement(p.text, p.line, (), HEADER if p.header else PHRASE, p.stems, p.words, p.header)
        for p in find_phrases(lines, lexicon)
    ]
    said = sum(line.plain.count(" ") + 1 for line in lines)
    return _choose([*runs, *_items(lines, items), *phrases], weights, min(WORDS, max(FEW, round(PART * said))))


def _items(lines: tuple[Line, ...], items: Sequence[Item]) -> Iterator[Statement]:
    """Items as statements, with the full dates of the days that the talk names."""
    first = {utterance: line.id for line in reversed(lines) for utterance in line.utterances}
    days = read_days(lines)
    for number, item in enumerate(items):
        text = _task(item) if isinstance(item, Task) else _INNER_STOP.sub(", ", item.text.rstrip(" .!"))
        if isinstance(item, Question):
            text = f"{_words()['open']}: {text}"
        for said, day in days.items():
            text = re.sub(rf"\b{re.escape(said)}\b(?! of)", day, text, flags=re.IGNORECASE)
        worth = WORTH[type(item)]
        yield Statement(text, first.get(item.evidence[0], 0), (-1 - number,), worth, stems_in(text), len(text.split()))


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


def _choose(candidates: Sequence[Statement], weights: Mapping[str, float], room: int) -> list[Statement]:
    """What is worth telling, best for its length first: statements, and key phrases near them."""
    said: dict[str, int] = defaultdict(int)
    used: set[int] = set()
    chosen: list[Statement] = []
    label_room = min(LABELS, room // 3)
    values = {s: _value(s, weights, said) for s in candidates if s.stems and s.words <= room}
    while values:
        ranked = sorted((s for s in values if s.parts or s.words <= label_room), key=values.__getitem__, reverse=True)
        best = next((s for s in ranked if s.parts or _is_wanted(s, chosen)), None)
        if best is None or values[best] <= 0:
            break
        chosen.append(best)
        used.update(best.parts)
        room -= best.words
        label_room -= 0 if best.parts else best.words
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
    """What a statement tells that is not said yet, for its length; 0 for a key phrase that tells too little."""
    gain: float = sum(weights.get(name, 0.0) * AGAIN ** said.get(name, 0) for name in statement.stems)
    if statement.parts:
        return float(statement.worth * gain / (SET_UP + statement.words) ** LENGTH)
    least = LEAST_LABEL * statement.words if statement.words > 1 else LEAST_WORD
    return float(statement.worth * gain / statement.words**LENGTH) if gain >= least else 0.0


def _is_said(statement: Statement, said: Mapping[str, int]) -> bool:
    """Whether a statement repeats what is chosen."""
    share = sum(said.get(name, 0) > 0 for name in statement.stems) / len(statement.stems)
    return share >= (SAME if statement.parts else 1.0)


def _is_wanted(phrase: Statement, chosen: Sequence[Statement]) -> bool:
    """Whether statements near a key phrase are told, and not too many phrases among them."""
    near = [s for s in chosen if abs(s.line - phrase.line) <= NEAR]
    told = sum(bool(s.parts) for s in near)
    return len(near) - told < EACH * told


def _compose(chosen: Sequence[Statement]) -> str:
    """The groups in the order of the talk, each after its subject and with its key phrases."""
    headers = [s for s in chosen if s.header]
    groups = _group(sorted((s for s in chosen if s.parts), key=lambda s: s.line), [s.line for s in headers])
    labels: dict[int, list[Statement]] = defaultdict(list)
    for phrase in sorted((s for s in chosen if not s.parts), key=lambda s: (not s.header, s.line)):
        labels[_nearest(groups, phrase)].append(phrase)
    return " ".join(_sentence(group, labels[n]) for n, group in enumerate(groups))


def _nearest(groups: Sequence[Sequence[Statement]], phrase: Statement) -> int:
    """The group that a phrase belongs to; what opens a subject belongs to what comes after."""

    def far(statement: Statement) -> float:
        gap = statement.line - phrase.line
        return gap if gap >= 0 else -gap * (3 if phrase.header else 1)

    return min(range(len(groups)), key=lambda n: min(far(s) for s in groups[n]))


def _sentence(group: Sequence[Statement], phrases: Sequence[Statement]) -> str:
    """One group: "Cold store (400 crates, 3 May): the compressor failed; Ana to send the offer."."""
    text = "; ".join([group[0].text, *(lower_first(s.text) for s in group[1:])])
    heads = sorted(phrases, key=lambda p: (not p.header, not _TELLING.search(p.text)))
    head = next((p for p in heads if not p.text[0].isdigit()), None)
    rest = ", ".join(p.text for p in sorted(phrases, key=lambda s: s.line) if p is not head)
    more = f" ({rest})" if rest else ""
    text = f"{head.text}{more}: {lower_first(text)}" if head else f"{text}{more}"
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('?') else '.'}"


def _group(statements: Sequence[Statement], borders: Sequence[int]) -> list[list[Statement]]:
    """Statements of one stretch together; a border is the line where a subject is opened."""
    groups: list[list[Statement]] = []
    for statement in statements:
        last = groups[-1][-1].line if groups else -GAP
        apart = statement.line - last > GAP or any(last < border <= statement.line for border in borders)
        if groups and not apart and sum(s.words for s in groups[-1]) < GROUP:
            groups[-1].append(statement)
        else:
            groups.append([statement])
    return groups


@cache
def _words() -> dict[str, str]:
    return read_words("summary")


_INNER_STOP = re.compile(r"[.?!] (?=\w)")
_TELLING = re.compile(r"[A-Z]| ")
"""A name, or several words: a subject that says more than one common word."""
_MYSELF = re.compile(r" (?:myself|ourselves)\b")
