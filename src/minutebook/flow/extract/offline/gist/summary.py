"""The summary: what was told, matter by matter in the talk's order; then what was decided, comes next, stays open, and was also spoken of.

Statements are the talk's own clauses and the words of its decisions, tasks and questions; the phrases of a matter stand before its clauses and say
what they are about. A greedy choice takes what tells most of the words that matter for its length.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from heapq import nlargest
from itertools import groupby
from math import fsum

import msgspec
import numpy as np

from minutebook.flow.extract.offline.gist.matter import find_matters
from minutebook.flow.extract.offline.gist.minuted import minuted
from minutebook.flow.extract.offline.gist.once import say_once
from minutebook.flow.extract.offline.gist.phrase import MOST as MOST_WORDS
from minutebook.flow.extract.offline.gist.phrase import find_phrases
from minutebook.flow.extract.offline.gist.spelling import read_prose
from minutebook.flow.extract.offline.items.salience import stems_in, weigh_stems
from minutebook.flow.extract.offline.talk.clause import Clause, read_clauses, read_days
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.statement import given_name
from minutebook.flow.extract.offline.talk.topics import Topic
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_words
from minutebook.model.extraction import Decision, Fact, Item, Question, Task, TaskStatus
from minutebook.text import patterns as re
from minutebook.text.dates.numerals import ORDINAL

WORDS = 195
"""Longest summary: what is read in under a minute."""
LEAST, MOST = 3, 22
"""Words of a clause that is told."""
LINE = 0.5
"""The least weight of the words of a matter that is told in a line of its own, where nothing was decided in it."""
TRIFLE = 0.2
"""The least weight of a clause's words together."""
LOADED = 400
"""The most lines whose phrases are looked at: those whose few heaviest words weigh most."""
PHRASES = 50
"""Words that the phrases may take."""
HEADING, TITLE = 4, 2
"""Phrases that one matter may have, and how many of them stand before what was said; the others are its details."""
ALSO = 12
"""Phrases of matters of which nothing else is told."""
TELLS = 0.08
"""The least mean weight of the words of a phrase."""
POOR = 0.3
"""The share of a talk's lines that are too poor to be looked at."""
RICH = 250
"""The most lines that are looked at, the richest: in 75 talks no statement came from one beyond the 200th."""
LENGTH = 1.0
"""How much length counts against a statement."""
SET_UP = 1
"""Words that every statement costs beside its own: of 1 to 6 the best on left-out meetings, of every set."""
AGAIN = 0.1
"""How much is left of a word's weight once the summary has said it."""
SAME = 0.8
"""The share of its words that makes a statement a repetition."""
UNWEIGHED = 0.03
"""What a word that the talk does not have in this form weighs."""
CLEAR = 0.5
"""The power of how well a clause reads in what it is worth."""
WORTH: dict[type, float] = {Decision: 0.6, Task: 1.1, Question: 0.8, Fact: 0.9}
SURE = 0.7
"""What a sure decision is worth more. Worth less, decisions leave room for more matters (a point in a hundred); but who was not there wants them."""
FEW, PART = 40, 0.45
"""Words of the shortest summary, and the share of a short talk that its summary may have."""


class Statement(msgspec.Struct, frozen=True, eq=False):
    """Words that can be told, the line that they rest on and its matter, what they use up (negative: an item), and the kind of item that they are."""

    text: str
    line: int
    matter: int
    part: int
    worth: float
    stems: frozenset[str]
    words: int
    kind: type | None = None


def write_summary(chosen: Sequence[Statement]) -> str:
    """A line a matter, in the talk's order: what it is about, what was said, was decided, comes next, stays open, and details. Then what else was spoken of."""
    matters: dict[int, list[Statement]] = defaultdict(list)
    phrases: dict[int, list[Statement]] = defaultdict(list)
    for statement in sorted(chosen, key=lambda s: (s.line, s.part)):
        (phrases if statement.kind is Topic else matters)[statement.matter].append(statement)
    told = [_write_matter(statements, phrases.pop(matter, [])) for matter, statements in matters.items()]
    also = [phrase.text for each in phrases.values() for phrase in each]
    if also:
        told.append(f"{_upper(_words()['also'])}: {', '.join(also)}.")
    return "\n".join(told)


def _write_matter(statements: Sequence[Statement], phrases: Sequence[Statement]) -> str:
    """One matter as a line: "Harbour wall, crane: Cracked since March; firm comes in May. Decided: two boats (blue paint, 40 metres)."."""
    about = [phrase for phrase in phrases if not _FIGURE.match(phrase.text)][:TITLE]
    details = [phrase.text for phrase in phrases if phrase not in about]
    head = ", ".join(phrase.text for phrase in about)
    own = _HEADED.match(statements[0].text)
    if not head and own and statements[0].kind in {Decision, Question}:
        head = own[1]
        statements = [msgspec.structs.replace(statements[0], text=statements[0].text[own.end() :]), *statements[1:]]
    said = " ".join(_upper(text) for text in _sentences(statements))
    if details:
        said = f"{said[:-1]} ({', '.join(details)}){said[-1]}"
    return f"{_upper(head)}: {said}" if head else said


def _sentences(statements: Sequence[Statement]) -> Iterator[str]:
    """What is told of one matter: clauses that follow each other as one sentence, each item as its own."""
    for kind, group in groupby(statements, lambda s: s.kind):
        texts = [statement.text for statement in group]
        if kind is None:
            yield _stopped("; ".join(texts))
        elif kind is Task:
            yield from map(_stopped, texts)
        else:
            yield from (_stopped(_labelled(text, "decided" if kind is Decision else "open")) for text in texts)


def _labelled(text: str, label: str) -> str:
    """An item with what it is: "Decided: two boats", "Decided on the ferry: two boats"."""
    if not _HEADED.match(text):
        return f"{_words()[label]}: {text}"
    return f"{_words()[f'{label}_on']} {text}"


def choose_statements(
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    senses: np.ndarray,
    *,
    tasks: Sequence[Task] = (),
    decisions: Sequence[Decision] = (),
    facts: Sequence[Fact] = (),
    questions: Sequence[Question] = (),
    topics: Sequence[Topic] = (),
    known: Sequence[str] = (),
) -> list[Statement]:
    """The statements of a summary; each says by ``line`` what it rests on."""
    weights = weigh_stems(lines, senses, (*tasks, *decisions, *facts, *questions), topics, known)
    matters = find_matters(lines, weights)
    items: list[Item] = [*(task for task in tasks if task.status is TaskStatus.OPEN), *decisions, *questions, *facts]
    said = sum(line.plain.count(" ") + 1 for line in lines)
    room = min(WORDS, max(FEW, round(PART * said)))
    candidates = [
        *_clauses(read_clauses(_rich(lines, weights), people, lexicon), matters, lexicon, weights),
        *_items(lines, items, matters, lexicon),
        *_phrases(lines, lexicon, matters, weights),
    ]
    prose = read_prose(lines)
    weak = find_weak(_choose(candidates, weights, room), weights)
    chosen = _bound(_choose([s for s in candidates if s.kind is Topic or s.matter not in weak], weights, room))
    names = {name for label in {line.speaker for line in lines} if (name := given_name(people.name(label)))}
    return [msgspec.structs.replace(s, text=say_once(prose.tell(s.text), names, lexicon)) for s in chosen]


def _rich(lines: Sequence[Line], weights: Mapping[str, float]) -> list[Line]:
    """The lines whose words weigh most for their number: no clause of another has a chance."""
    values = [
        fsum(weights.get(name, 0.0) for name in stems_in(line.text)) / (LEAST + line.plain.count(" ")) for line in lines
    ]
    least = sorted(values)[max(round(POOR * len(values)), len(values) - RICH)] if values else 0.0
    return [line for line, value in zip(lines, values, strict=True) if value >= least]


def _loaded(lines: Sequence[Line], weights: Mapping[str, float]) -> Sequence[Line]:
    """The lines whose heaviest words weigh most: their phrases tell most."""
    if len(lines) <= LOADED:
        return lines
    values = [sum(nlargest(MOST_WORDS, (weights.get(n, 0.0) for n in stems_in(line.text)))) for line in lines]
    least = nlargest(LOADED, values)[-1]
    return [line for line, value in zip(lines, values, strict=True) if value >= least]


def _clauses(
    clauses: Sequence[Clause], matters: Sequence[int], lexicon: Lexicon, weights: Mapping[str, float]
) -> Iterator[Statement]:
    for number, clause in enumerate(clauses):
        for text in dict.fromkeys(minuted(text, lexicon) for text in clause.texts):
            words = text.count(" ") + 1
            stems = stems_in(text)
            worthy = fsum(weights.get(name, UNWEIGHED) for name in stems) >= TRIFLE
            if worthy and LEAST <= words <= MOST and not _ASKS.match(text):
                yield Statement(text, clause.line, matters[clause.line], number, clause.clear**CLEAR, stems, words)


def _items(
    lines: tuple[Line, ...], items: Sequence[Item], matters: Sequence[int], lexicon: Lexicon
) -> Iterator[Statement]:
    """Items as statements, with the full dates of the days that the talk names; a fact is told as what was said."""
    first = {utterance: line.id for line in reversed(lines) for utterance in line.utterances}
    days = [
        (re.compile(rf"\b{re.escape(said)}\b(?! of)", re.IGNORECASE), day) for said, day in read_days(lines).items()
    ]
    for number, item in enumerate(items):
        if isinstance(item, Fact) and _SPEAKS.search(item.text):
            continue
        text = _task(item) if isinstance(item, Task) else _joined(item)
        text = minuted(_dated(text, days), lexicon)
        line = first.get(item.evidence[0], 0)
        worth, words = WORTH[type(item)], len(text.split()) + isinstance(item, Decision | Question)
        worth += SURE * item.confidence * isinstance(item, Decision)
        kind = None if isinstance(item, Fact) else type(item)
        yield Statement(text, line, matters[line], -1 - number, worth, stems_in(text), words, kind)


def _joined(item: Item) -> str:
    """The sentences of an item as clauses of one, without what was asked before an answer that stands."""
    clauses = _INNER_STOP.split(item.text.rstrip(" .!"))
    said = clauses if isinstance(item, Question) else [c for c in clauses if not _ASKS.match(c)]
    return "; ".join(said or clauses)


def _dated(text: str, days: Sequence[tuple[re.Pattern[str], str]]) -> str:
    """The text with its bare days as dates; as it is where they would be of different months: one of them is wrong."""
    told = [(pattern, day) for pattern, day in days if pattern.search(text)]
    if len({day.split()[-1] for _, day in told}) == 1:
        for pattern, day in told:
            text = pattern.sub(day, text)
    return text


def _task(task: Task) -> str:
    """A task as a statement: "Ana will send the scope by 5 May"; as an order where it says what its owner gets. Words in brackets stay with the task."""
    text = _MYSELF.sub("", _BRACKET.sub("", task.text.rstrip(".")))
    owner = given_name(task.owner)
    if owner and not re.search(
        rf"(?<!when )(?<!if )(?<!once )(?<!after )(?<!before )\b{re.escape(owner)}\b(?!['’]s)", text
    ):
        text = f"{owner} {_words()['will']} {text[:1].lower()}{text[1:]}"
    told = task.due_text is not None and plain(task.due_text) in plain(text)
    return text if task.due is None or told else f"{text} {_by(task.due, task.due_text or '')}"


def _by(day: date, said: str) -> str:
    """When something is due: the weekday as it was said, else the date, which holds for who reads it later."""
    weekday = _WEEKDAY.search(said)
    if weekday is None:
        return f"{_words()['by']} {day.day} {day:%B}"
    return f"{said[:1].lower()}{said[1:]}" if weekday.start() else f"{_words()['by']} {said}"


def _phrases(
    lines: tuple[Line, ...], lexicon: Lexicon, matters: Sequence[int], weights: Mapping[str, float]
) -> Iterator[Statement]:
    """The phrases that say what a matter is about."""
    for number, phrase in enumerate(find_phrases(lines, lexicon, matters, _loaded(lines, weights))):
        if fsum(weights.get(name, 0.0) for name in phrase.stems) >= TELLS * phrase.words:
            part = len(lines) * len(lines) + number
            yield Statement(
                phrase.text,
                phrase.line,
                matters[phrase.line],
                part,
                1.0,
                phrase.stems,
                phrase.words,
                Topic,
            )


def _choose(candidates: Sequence[Statement], weights: Mapping[str, float], room: int) -> list[Statement]:
    """What is worth telling, best for its length first; a matter's few phrases take up ``PHRASES`` at most."""
    said: Counter[str] = Counter()
    headings: Counter[int] = Counter()
    phrases = min(PHRASES, room // 3)
    chosen: list[Statement] = []
    values = {s: _value(s, weights, said) for s in candidates if s.stems}
    while values:
        best = max(values, key=values.__getitem__)
        if values[best] <= 0:
            break
        chosen, freed = _without_said(chosen, best)
        for old in freed:
            room += old.words
            said.subtract(old.stems)
        room -= best.words
        said.update(best.stems)
        if best.kind is Topic:
            phrases -= best.words
            headings[best.matter] += 1
        left = [
            s
            for s in values
            if s.words <= room
            and s.part != best.part
            and (s.kind is not Topic or (s.words <= phrases and headings[s.matter] < HEADING))
        ]
        values = {
            s: values[s] if untouched else _value(s, weights, said)
            for s in left
            if (untouched := best.stems.isdisjoint(s.stems)) or not _is_said(s, said)
        }
    return chosen


def find_weak(chosen: Sequence[Statement], weights: Mapping[str, float]) -> set[int]:
    """The matters of which too little is told for a line of their own."""
    told: dict[int, set[str]] = defaultdict(set)
    for statement in chosen:
        told[statement.matter] |= statement.stems
    kept = {s.matter for s in chosen if s.kind is Decision}
    return {m for m, stems in told.items() if m not in kept and fsum(weights.get(n, UNWEIGHED) for n in stems) < LINE}


def _without_said(chosen: Sequence[Statement], best: Statement) -> tuple[list[Statement], list[Statement]]:
    """What is chosen with the best of the rest, and what that one says as well: part of its sentence, phrases of its matter."""
    told: set[type | None] = {Topic} if best.kind in {Topic, Question} else {None, Topic}
    said = [s for s in chosen if s.matter == best.matter and s.kind in told]
    freed = [s for s in said if len(s.stems & best.stems) >= SAME * len(s.stems)]
    return [*(s for s in chosen if s not in freed), best], freed


def _bound(chosen: Sequence[Statement]) -> list[Statement]:
    """Without all but the first ``ALSO`` phrases of matters of which nothing else is told."""
    told = {s.matter for s in chosen if s.kind is not Topic}
    loose = [s for s in chosen if s.kind is Topic and s.matter not in told]
    return [s for s in chosen if s not in loose[ALSO:]]


def _value(statement: Statement, weights: Mapping[str, float], said: Mapping[str, int]) -> float:
    """What a statement tells that is not said yet, for its length."""
    gain = fsum(weights.get(name, UNWEIGHED) * AGAIN ** said.get(name, 0) for name in statement.stems)
    return float(statement.worth * gain / (SET_UP + statement.words) ** LENGTH)


def _is_said(statement: Statement, said: Mapping[str, int]) -> bool:
    """Whether a statement repeats what is chosen."""
    share = sum(said.get(name, 0) > 0 for name in statement.stems) / len(statement.stems)
    return share >= SAME


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stopped(text: str) -> str:
    return f"{text}{'' if text[-1:] in {'?', '.', '!'} else '.'}"


@cache
def _words() -> dict[str, str]:
    return read_words("summary")


_HEADED = re.compile(r"((?:[\w'’&-]+ ){0,3}[\w'’&-]+(?:, (?:[\w'’&-]+ ){0,3}[\w'’&-]+)?): ")
"""The few phrases that an item is told after."""
_FIGURE = re.compile(
    rf"\d|(?:half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|{ORDINAL}|date|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
"""A phrase that says how much or when, not what."""
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_ASKS = re.compile(
    r"(?:what|who|which|how|why|where)(?:['’]s|['’]re| is| are| was| do| does| did)\b|(?:do|does|did|is|are|can|could|would|will|shall|should|have|has) (?:you|we|they|he|she|it|I)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\b(?:I|[Mm]y|me|[Yy]ou|[Yy]our)\b")
"""The words of somebody who is not named, or to somebody."""
_INNER_STOP = re.compile(r"[.?!] (?=\w)")
_BRACKET = re.compile(r" \([^()]*\)$")
"""What a task is about, where its own words do not say it."""
_MYSELF = re.compile(r" (?:myself|ourselves)\b")
