"""The choice of what a summary tells: sentences of the talk, the words of its decisions, tasks and questions, and phrases that say what it was about.

A greedy choice takes what tells most of the words that matter for its length; ``telling.py`` lays it out.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from heapq import nlargest
from math import fsum, log1p

import msgspec
import numpy as np

from minutebook.flow.extract.offline.gist.choice import UNWEIGHED, Statement, choose
from minutebook.flow.extract.offline.gist.matter import find_matters
from minutebook.flow.extract.offline.gist.minuted import minuted
from minutebook.flow.extract.offline.gist.once import say_once
from minutebook.flow.extract.offline.gist.phrase import MOST as MOST_WORDS
from minutebook.flow.extract.offline.gist.phrase import find_phrases
from minutebook.flow.extract.offline.gist.spelling import read_prose
from minutebook.flow.extract.offline.items.salience import stems_in, weigh_stems
from minutebook.flow.extract.offline.talk.clause import Clause, present_names, read_clauses, read_days
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.standing import how_clear, speaks_to_those_present
from minutebook.flow.extract.offline.talk.statement import given_name
from minutebook.flow.extract.offline.talk.topics import Topic
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_words
from minutebook.flow.extract.offline.words.weight import content
from minutebook.flow.extract.offline.words.whole import is_whole
from minutebook.model.extraction import Decision, Fact, Item, Question, Task, TaskStatus
from minutebook.text import patterns as re

WORDS = 187
"""Words that are chosen: with those that lay them out a summary is read in under a minute."""
TRIFLE = 0.2
"""The least weight of a statement's words together."""
LOADED = 400
"""The most lines whose phrases are looked at: those whose few heaviest words weigh most."""
TELLS = 0.08
"""The least mean weight of the words of a phrase."""
POOR = 0.3
"""The share of a talk's lines that are too poor to be looked at."""
RICH = 250
"""The most lines that are looked at, the richest: in 75 talks no statement came from one beyond the 200th."""
CLEAR = 0.5
"""The power of how well a clause reads in what it is worth."""
WORTH: dict[type, float] = {Decision: 0.6, Task: 1.1, Question: 0.8, Fact: 0.9}
FRAGMENT = 1
"""Content words of a fragment that tells nothing, at most."""
TOPIC = 1.3
"""What a phrase is worth beside a sentence."""
SURE = 0.7
"""What a sure decision is worth more. Worth less, decisions leave room for more matters (a point in a hundred); but who was not there wants them."""
FEW, PART = 40, 0.45
"""Words of the shortest summary, and the share of a short talk that its summary may have."""
LEAST = 3


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
    names = present_names(lines, people)
    candidates = [
        *_clauses(read_clauses(lines, people, lexicon, _rich(lines, weights)), matters, weights),
        *_items(lines, items, matters, lexicon, names),
        *_phrases(lines, lexicon, matters, weights),
    ]
    prose = read_prose(lines)
    chosen = choose(candidates, weights, room)
    called = {name for label in {line.speaker for line in lines} if (name := given_name(people.name(label)))}
    return [msgspec.structs.replace(s, text=say_once(prose.tell(s.text), called, lexicon)) for s in chosen]


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


def _clauses(clauses: Sequence[Clause], matters: Sequence[int], weights: Mapping[str, float]) -> Iterator[Statement]:
    for number, clause in enumerate(clauses):
        stems = stems_in(clause.text)
        if fsum(weights.get(name, UNWEIGHED) for name in stems) >= TRIFLE and not _ASKS.match(clause.text):
            words = clause.text.count(" ") + 1
            matter, worth = matters[clause.line], clause.clear**CLEAR
            yield Statement(clause.text, clause.line, matter, number, worth, stems, words, leans=clause.leans)


def _items(
    lines: tuple[Line, ...], items: Sequence[Item], matters: Sequence[int], lexicon: Lexicon, names: Collection[str]
) -> Iterator[Statement]:
    """Items as statements, with the full dates of the days that the talk names; a fact is told as what was said."""
    first = {utterance: line.id for line in reversed(lines) for utterance in line.utterances}
    days = [
        (re.compile(rf"\b{re.escape(said)}\b(?! of)", re.IGNORECASE), day) for said, day in read_days(lines).items()
    ]
    for number, item in enumerate(items):
        if isinstance(item, Fact) and _SPEAKS.search(item.text):
            continue
        text = _task(item) if isinstance(item, Task) else _told(item, lexicon, names)
        if not text:
            continue
        leans = not isinstance(item, Decision | Question) and not how_clear(_INNER_STOP.split(text)[0], lexicon, names)
        if isinstance(item, Task) and leans and not how_clear(text, lexicon, names, after=True):
            continue
        text = minuted(_dated(text, days), lexicon)
        line = first.get(item.evidence[0], 0)
        worth, words = WORTH[type(item)], len(text.split()) + isinstance(item, Decision | Question)
        worth += SURE * item.confidence * isinstance(item, Decision)
        kind = None if isinstance(item, Fact) else type(item)
        yield Statement(text, line, matters[line], -1 - number, worth, stems_in(text), words, kind, leans)


def _told(item: Item, lexicon: Lexicon, names: Collection[str]) -> str:
    """The sentences of an item that somebody absent understands, if only after what was said before; without what was asked before an answer that stands."""
    if isinstance(item, Question):
        return item.text
    said = list(_sentences(item.text))
    if isinstance(item, Decision):
        told = [
            s for n, s in enumerate(said) if not speaks_to_those_present(plain(s)) and (not n or _tells(s, lexicon))
        ]
        return ". ".join(told) if len(content(" ".join(told))) > 1 else ""
    return ". ".join(s for s in said if how_clear(s, lexicon, names, after=True) and _tells(s, lexicon))


def _tells(sentence: str, lexicon: Lexicon) -> bool:
    """Whether a sentence tells something: a whole one, or what a few words say of a number or a name."""
    return is_whole(sentence, lexicon) or len(content(sentence)) > FRAGMENT


def _sentences(text: str) -> Iterator[str]:
    """The sentences of a text without their stops; a question together with its answer."""
    said = _INNER_STOP.split(text.rstrip(" .!"))
    for n, sentence in enumerate(said):
        if n and _ASKS.match(said[n - 1]):
            yield f"{said[n - 1]}? {sentence}"
        elif not _ASKS.match(sentence):
            yield sentence


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
    elif not owner:
        text = f"{_words()['todo']}: {text}"
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
    often = Counter(name for line in lines for name in stems_in(line.text))
    for number, phrase in enumerate(find_phrases(lines, lexicon, matters, _loaded(lines, weights))):
        if fsum(weights.get(name, 0.0) for name in phrase.stems) >= TELLS * phrase.words:
            part = len(lines) * len(lines) + number
            matter = matters[phrase.line]
            yield Statement(
                phrase.text,
                phrase.line,
                matter,
                part,
                TOPIC,
                phrase.stems,
                phrase.words,
                Topic,
                about=fsum(weights.get(n, 0.0) * log1p(often[n]) for n in phrase.stems)
                / phrase.words**0.5
                * phrase.heads,
                definite=phrase.definite,
            )


@cache
def _words() -> dict[str, str]:
    return read_words("summary")


_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_ASKS = re.compile(
    r"how (?:many|much|long|big|far|often)\b|(?:what|who|which|how|why|where)(?:['’]s|['’]re| is| are| was| do| does| did| asked| has| have| can| will| would)\b|(?:do|does|did|is|are|can|could|would|will|shall|should|have|has) (?:you|we|they|he|she|it|I)\b",
    re.IGNORECASE,
)
_SPEAKS = re.compile(r"\b(?:I|[Mm]y|me|[Yy]ou|[Yy]our)\b")
"""The words of somebody who is not named, or to somebody."""
_INNER_STOP = re.compile(r"[.?!] (?=\w)")
_BRACKET = re.compile(r" \([^()]*\)$")
"""What a task is about, where its own words do not say it."""
_MYSELF = re.compile(r" (?:myself|ourselves)\b")
