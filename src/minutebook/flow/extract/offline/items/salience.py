"""What the words of a talk weigh: how likely each stands in a summary that somebody would write of it.

Small networks over what is known of a stem, averaged; ``training/summary.py`` fits them, and counts in labelled meetings which words are heard often,
and which are told more often than their place in the talk says.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import log
from statistics import median

import msgspec
import numpy as np

from minutebook.flow.extract.offline.items.facts import weigh
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.sense import LABELS, MINE, YOURS
from minutebook.flow.extract.offline.talk.topics import Topic, find_headers
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.flow.extract.offline.words.figures import figures
from minutebook.flow.extract.offline.words.lexicon import plain, read_lexicon
from minutebook.flow.extract.offline.words.patterns import read_words
from minutebook.flow.extract.offline.words.stems import stem
from minutebook.model.extraction import Decision, Fact, Item, Question, Task
from minutebook.text import patterns as re

STRETCH = 14
"""Lines within which a subject is talked about."""
LONGEST = 10
"""Letters from which a stem counts as long."""
DECISION = LABELS.index("decision")
MOST_SUM = 3.0
"""Lines of a decision, or of work, beyond which more say nothing new."""
USUAL = 4.0
"""How far from what is usual, in standard deviations, a feature counts."""
COUNTED = (Task, Decision, Fact, Question)
"""The kinds of items that may tell a stem."""


class Table(msgspec.Struct, frozen=True):
    """The stems of a talk, and for each feature its value for each of them."""

    stems: list[str]
    features: dict[str, Sequence[float]]


class Weights(msgspec.Struct, frozen=True):
    """Of networks with a hidden layer: ``names`` of the features, the mean and the spread of each, and a row a network of all else."""

    names: list[str]
    usual: np.ndarray
    spread: np.ndarray
    hidden: np.ndarray
    bias: np.ndarray
    out: np.ndarray
    last: np.ndarray


def weigh_stems(
    lines: tuple[Line, ...],
    senses: np.ndarray,
    items: Sequence[Item],
    topics: Sequence[Topic],
    known: Sequence[str] = (),
) -> dict[str, float]:
    """The probability of each stem of a talk to be worth telling. ``senses``: of its lines, as the reader of lines gives them."""
    table = describe_stems(lines, senses, items, topics, known)
    return dict(zip(table.stems, chances_of(table, read_weights()).tolist(), strict=True)) if table.stems else {}


def chances_of(table: Table, weights: Weights) -> np.ndarray:
    """How likely each stem is told, by the networks together."""
    rows = np.array([table.features[name] for name in weights.names], dtype=np.float64).T
    rows = np.clip((rows - weights.usual) / weights.spread, -USUAL, USUAL)
    odds = np.maximum(np.einsum("sf,nfh->nsh", rows, weights.hidden) + weights.bias[:, None], 0)
    found: np.ndarray = (1 / (1 + np.exp(-np.einsum("nsh,nh->ns", odds, weights.out) - weights.last[:, None]))).mean(0)
    return found


@cache
def read_weights() -> Weights:
    with (DATA / "en" / "summary.npz").open("rb") as file:
        kept = dict(np.load(file))
    names = bytes(kept.pop("names")).decode().split("\n")
    return Weights(names, **{name: value.astype(np.float64) for name, value in kept.items()})


def describe_stems(
    lines: tuple[Line, ...],
    senses: np.ndarray,
    items: Sequence[Item],
    topics: Sequence[Topic],
    known: Sequence[str] = (),
) -> Table:
    """What is known of each stem, by feature."""
    said = _read_said(lines)
    if not said:
        return Table([], {})
    names = [(name.present, line.text[name.start : name.end]) for line in lines for name in line.names]
    sets = {
        "named": _stems(text for _, text in names),
        "present": _stems(text for present, text in names if present),
        "topic": _stems(topic.text for topic in topics),
        "header": _stems(text for text, _, _ in find_headers(lines)),
        "known": _stems(known),
    }
    features: dict[str, Sequence[float]] = {key: [name in members for name in said] for key, members in sets.items()}
    features |= _by_items(said, items) | _by_words(said) | _by_places(said, lines) | _by_senses(said, lines, senses)
    return Table(list(said), features)


class Said(msgspec.Struct):
    """Where a stem is said, and in which forms; how many of them begin with a capital within a sentence, of how many there."""

    lines: list[int]
    forms: dict[str, None]
    asked: int = 0
    capital: int = 0
    inside: int = 0
    word: str = ""


def _read_said(lines: Sequence[Line]) -> dict[str, Said]:
    found: dict[str, Said] = defaultdict(lambda: Said([], {}))
    for line in lines:
        for word in dict.fromkeys(words_in(line.text)):
            said = found[stem_of(word)]
            said.forms[word] = None
            said.word = word
            if not said.lines or said.lines[-1] != line.id:
                said.lines.append(line.id)
                said.asked += line.question
        written = _WORD.findall(line.text)
        for word in written[1:] if written and line.text.startswith(written[0]) else written:
            if inside := found.get(stem_of(word.lower())):
                inside.capital += word[0].isupper()
                inside.inside += 1
    return dict(found)


def _by_items(said: Mapping[str, Said], items: Sequence[Item]) -> dict[str, Sequence[float]]:
    """In how many items of each kind a stem stands, and how sure the surest is."""
    found: dict[str, Sequence[float]] = {}
    for kind in COUNTED:
        count: Counter[str] = Counter()
        sure: dict[str, float] = defaultdict(float)
        for item in items:
            if type(item) is kind:
                for name in stems_in(item.text):
                    count[name] += 1
                    sure[name] = max(sure[name], item.confidence)
        told = kind.__name__.lower()
        found |= {told: [name in count for name in said], f"{told}_count": [count[name] for name in said]}
        found[f"{told}_sure"] = [sure.get(name, 0.0) for name in said]
    return found


def _by_words(said: Mapping[str, Said]) -> dict[str, Sequence[float]]:
    """What a stem is by its letters and by what other meetings do with it."""
    lexicon, often, heard = read_lexicon(), tellings(), hearings()
    words = [one.word for one in said.values()]
    return {
        "figure": [name[0].isdigit() for name in said],
        "digit": [name.isdigit() and len(name) == 1 for name in said],
        "number": [word.isdigit() for word in words],
        "month": [word in _MONTHS for word in words],
        "functional": [word in lexicon.function_words for word in words],
        "verb": [word in lexicon.verbs or name in lexicon.verbs for name, word in zip(said, words, strict=True)],
        "ing": [word.endswith("ing") for word in words],
        "past": [word.endswith("ed") for word in words],
        "plural": [word.endswith("s") for word in words],
        "letters": [len(word) for word in words],
        "long": [min(len(name), LONGEST) / LONGEST for name in said],
        "forms": [len(one.forms) for one in said.values()],
        "capital": [one.capital / one.inside if one.inside else 0.5 for one in said.values()],
        "told": [often.get(name, 0.0) for name in said],
        "heard": [heard.get(name, 0.0) for name in said],
        "unheard": [name not in heard for name in said],
    }


def _by_places(said: Mapping[str, Said], lines: Sequence[Line]) -> dict[str, Sequence[float]]:
    """Where in the talk, how often and by how many a stem is said, and among how many others."""
    total = len(lines)
    ids = [one.lines for one in said.values()]
    beside = Counter(n for at in ids for n in at)
    turns, speakers = [line.turn for line in lines], [line.speaker for line in lines]

    def each(tell: Callable[[list[int]], float]) -> list[float]:
        return [tell(at) for at in ids]

    return {
        "asked": [one.asked / len(one.lines) for one in said.values()],
        "often": each(lambda at: log(len(at))),
        "share": each(lambda at: len(at) / total),
        "once": each(lambda at: len(at) == 1),
        "burst": each(lambda at: log(_burst(at))),
        "first": each(lambda at: at[0] / total),
        "middle": each(lambda at: median(at) / total),
        "last": each(lambda at: at[-1] / total),
        "early": each(lambda at: at[0] < 0.06 * total),
        "late": each(lambda at: at[0] > 0.93 * total),
        "spread": each(lambda at: (at[-1] - at[0]) / total),
        "turns": each(lambda at: len({turns[n] for n in at})),
        "speakers": each(lambda at: len({speakers[n] for n in at})),
        "beside_mean": each(lambda at: sum(beside[n] for n in at) / len(at)),
        "beside_least": each(lambda at: min(beside[n] for n in at)),
        "beside_most": each(lambda at: max(beside[n] for n in at)),
        "length": [log(total)] * len(ids),
    }


def _by_senses(said: Mapping[str, Said], lines: tuple[Line, ...], senses: np.ndarray) -> dict[str, Sequence[float]]:
    """What the lines of a stem carry, by the reader of lines."""
    counts = np.array([len(one.lines) for one in said.values()])
    at = np.array([n for one in said.values() for n in one.lines])
    firsts = np.cumsum(counts) - counts
    chances = 1 / (1 + np.exp(-senses))
    work, settled = chances[:, [MINE, YOURS]].max(axis=1), chances[:, DECISION]
    found: dict[str, Sequence[float]] = {
        "line": np.maximum.reduceat(np.array(rank_lines(lines, senses))[at], firsts).tolist(),
        "settles": np.minimum(MOST_SUM, np.add.reduceat(settled[at], firsts)).tolist(),
        "works": np.minimum(MOST_SUM, np.add.reduceat(work[at], firsts)).tolist(),
    }
    most = np.maximum.reduceat(chances[at], firsts).T.tolist()
    mean = (np.add.reduceat(chances[at], firsts) / counts[:, None]).T.tolist()
    for label, highest, average in zip(LABELS, most, mean, strict=True):
        found |= {f"{label}_most": highest, f"{label}_mean": average}
    return found


@lru_cache(maxsize=8192)
def stems_in(text: str) -> frozenset[str]:
    """The stems of a text's words but those that only hold a sentence together; numbers as figures."""
    return frozenset(stem_of(word) for word in words_in(text))


def words_in(text: str) -> list[str]:
    """The words that ``stems_in`` counts."""
    return [word for word in _WORD.findall(plain(with_figures(text))) if word not in _grammatical()]


@lru_cache(maxsize=8192)
def with_figures(text: str) -> str:
    """``figures`` where a text has a number."""
    return figures(text) if _NUMERAL.search(text) else text


stem_of = lru_cache(maxsize=8192)(stem)
"""The stem of a word, remembered."""


@cache
def _grammatical() -> frozenset[str]:
    return frozenset(read_words("summary")["grammatical"].split())


@cache
def tellings() -> dict[str, float]:
    """How much more often than expected a stem that is said is told: the logarithm of the ratio, in steps."""
    return {name: float(step) for step, names in read_words("told").items() for name in names.split()}


@cache
def hearings() -> dict[str, float]:
    """In how many labelled meetings a stem is said: the logarithm, in steps; of stems that two at least say."""
    return {name: float(step) for step, names in read_words("heard").items() for name in names.split()}


def rank_lines(lines: tuple[Line, ...], senses: np.ndarray | None = None) -> list[float]:
    """How many of a talk's lines weigh less than each as a fact, 0 to 1."""
    order = sorted(range(len(lines)), key=weigh(lines, senses).__getitem__)
    found = [0.0] * len(lines)
    for place, n in enumerate(order):
        found[n] = place / len(lines)
    return found


def _stems(texts: Iterable[str]) -> Counter[str]:
    return Counter(name for text in texts for name in stems_in(text))


def _burst(ids: Sequence[int]) -> int:
    """The greatest number of lines of one stretch."""
    first = most = 0
    for last, at in enumerate(ids):
        while at - ids[first] > STRETCH:
            first += 1
        most = max(most, last - first + 1)
    return most


_NUMERAL = re.compile(
    r"\b(?:ten|t(?:hir|wel|wen|hous)|eleven|hundred|[mb]illion|(?:fif|six|seven|eigh|nine|four|for)t|first|second|\w+(?:rd|th)\b|per ?cent|point)",
    re.IGNORECASE,
)
"""What a number in words may begin with: a quick look before the slow one."""
_WORD = re.compile(r"[^\W_]+")
_MONTHS = frozenset("january february march april may june july august september october november december".split())
