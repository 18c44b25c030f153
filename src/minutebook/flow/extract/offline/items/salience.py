"""What the words of a talk weigh: how likely each stands in a summary that somebody would write of it.

A logistic model over what is known of a stem; ``training/summary.py`` fits it, and counts in labelled meetings which words are told more often than
their place in the talk says.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from math import exp, log

import msgspec
import numpy as np

from minutebook.flow.extract.offline.items.facts import weigh
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.sense import LABELS, MINE, YOURS
from minutebook.flow.extract.offline.talk.topics import Topic, find_headers
from minutebook.flow.extract.offline.words.figures import figures
from minutebook.flow.extract.offline.words.lexicon import plain, read_lexicon
from minutebook.flow.extract.offline.words.patterns import read_weights, read_words
from minutebook.flow.extract.offline.words.stems import stem
from minutebook.model.extraction import Decision, Fact, Item, Task
from minutebook.text import patterns as re

STRETCH = 14
"""Lines within which a subject is talked about."""
LONGEST = 10
"""Letters from which a stem counts as long."""
AS = ("fact", "question", "trap")
"""What a line may carry that speaks for or against the words in it."""
DECISION = LABELS.index("decision")
MOST_SUM = 3.0
"""Lines of a decision, or of work, beyond which more say nothing new."""


class Table(msgspec.Struct, frozen=True):
    """The stems of a talk, and for each feature its value for each of them."""

    stems: list[str]
    features: dict[str, list[float]]


def weigh_stems(
    lines: tuple[Line, ...],
    senses: np.ndarray,
    items: Sequence[Item],
    topics: Sequence[Topic],
    known: Sequence[str] = (),
) -> dict[str, float]:
    """The probability of each stem of a talk to be worth telling. ``senses``: of its lines, as the reader of lines gives them."""
    weights = read_weights("summary_weights")
    table = describe_stems(lines, senses, items, topics, known)
    odds = np.zeros(len(table.stems))
    for name, column in table.features.items():
        odds += weights[name] * np.array(column)
    return {
        stem: 1 / (1 + exp(-weights["bias"] - value)) for stem, value in zip(table.stems, odds.tolist(), strict=True)
    }


def describe_stems(
    lines: tuple[Line, ...],
    senses: np.ndarray,
    items: Sequence[Item],
    topics: Sequence[Topic],
    known: Sequence[str] = (),
) -> Table:
    """What is known of each stem, by feature."""
    stems = _Stems(lines)
    members = {**_told(items), **_named(lines), "topic": _stems(topic.text for topic in topics)}
    members |= {"header": _stems(text for text, _, _ in find_headers(lines)), "known": _stems(known)}
    features: dict[str, list[float]] = {key: [name in held for name in stems.places] for key, held in members.items()}
    features |= _of_words(stems) | _of_places(stems, len(lines))
    return Table(list(stems.places), features | _of_senses(stems, lines, senses))


class _Stems:
    """The stems of a talk: the lines in which each is said, in how many of them something is asked, and the last word that had it."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self.places: dict[str, list[int]] = defaultdict(list)
        self.asked: Counter[str] = Counter()
        self.said: dict[str, str] = {}
        for line in lines:
            for word in dict.fromkeys(words_in(line.text)):
                name = stem_of(word)
                self.said[name] = word
                if not self.places[name] or self.places[name][-1] != line.id:
                    self.places[name].append(line.id)
                    self.asked[name] += line.question


def _told(items: Sequence[Item]) -> dict[str, Counter[str]]:
    """The stems of what a talk holds, by kind."""
    kinds = {"task": Task, "decision": Decision, "fact": Fact}
    return {name: _stems(item.text for item in items if type(item) is kind) for name, kind in kinds.items()}


def _named(lines: Iterable[Line]) -> dict[str, Counter[str]]:
    """The stems of names, and of those of people who are there."""
    names = [(name.present, line.text[name.start : name.end]) for line in lines for name in line.names]
    return {"named": _stems(text for _, text in names), "present": _stems(text for present, text in names if present)}


def _of_words(stems: _Stems) -> dict[str, list[float]]:
    """What each stem and its word are by themselves."""
    lexicon, often, said = read_lexicon(), tellings(), stems.said
    return {
        "figure": [name[0].isdigit() for name in stems.places],
        "month": [said[name] in _MONTHS for name in stems.places],
        "digit": [name.isdigit() and len(name) == 1 for name in stems.places],
        "functional": [said[name] in lexicon.function_words for name in stems.places],
        "verb": [said[name] in lexicon.verbs or name in lexicon.verbs for name in stems.places],
        "told": [often.get(name, 0.0) for name in stems.places],
        "long": [min(len(name), LONGEST) / LONGEST for name in stems.places],
    }


def _of_places(stems: _Stems, total: int) -> dict[str, list[float]]:
    """Where each is said in a talk of ``total`` lines."""
    ids = list(stems.places.values())
    return {
        "burst": [log(_burst(at)) for at in ids],
        "asked": [stems.asked[name] / len(at) for name, at in stems.places.items()],
        "once": [len(at) == 1 for at in ids],
        "first": [at[0] / total for at in ids],
        "early": [at[0] < 0.06 * total for at in ids],
        "late": [at[0] > 0.93 * total for at in ids],
        "spread": [(at[-1] - at[0]) / total for at in ids],
        "often": [log(len(at)) for at in ids],
        "length": [log(total)] * len(ids),
    }


def _of_senses(stems: _Stems, lines: tuple[Line, ...], senses: np.ndarray) -> dict[str, list[float]]:
    """What the lines are in which each is said: how much they weigh as facts, what the reader of lines takes them for."""
    ids = list(stems.places.values())
    ranks = rank_lines(lines, senses)
    chances = 1 / (1 + np.exp(-senses))
    features = {"line": [max(map(ranks.__getitem__, at)) for at in ids]}
    for label in AS:
        carried: list[float] = chances[:, LABELS.index(label)].tolist()
        features[f"as_{label}"] = [max(map(carried.__getitem__, at)) for at in ids]
    works: list[float] = chances[:, [MINE, YOURS]].max(axis=1).tolist()
    settles: list[float] = chances[:, DECISION].tolist()
    settling = [sum(map(settles.__getitem__, at)) for at in ids]
    return features | {
        "settles": [min(MOST_SUM, value) for value in settling],
        "settles_mean": [value / len(at) for value, at in zip(settling, ids, strict=True)],
        "works": [min(MOST_SUM, sum(map(works.__getitem__, at))) for at in ids],
    }


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


def rank_lines(lines: tuple[Line, ...], senses: np.ndarray | None = None) -> list[float]:
    """How many of a talk's lines weigh less than each as a fact, 0 to 1."""
    order = sorted(range(len(lines)), key=lambda n: weigh(lines, lines[n], senses))
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
