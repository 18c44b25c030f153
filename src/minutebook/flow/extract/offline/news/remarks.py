"""What may be news of earlier work, sentence by sentence: how surely each reads as news, and what its words say of how work stands."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import exp

import numpy as np

from minutebook.flow.extract.offline.news.scope import leans, names_matter, opens, starts
from minutebook.flow.extract.offline.news.status import find_day, gives_up, is_undone, says_yes, weigh_words
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.reported import LEVELS, heard, heard_or_asked
from minutebook.flow.extract.offline.talk.sense import LABELS, MINE, YOURS
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.model.extraction import Remark, Sign
from minutebook.text import patterns as re

LEAST = 0.03
"""Chance of news from which a line may report: below it, the words of an open task turn up by accident more often."""
AROUND = 2
"""Lines on each side of one that may report which are kept with it: they name its matter, or answer it."""
LATER = 8
"""Lines after one that may report in which a day that is named is kept with it: work may have moved to it."""
NEAR = 2
"""Lines on each side that tell whether one is in the midst of news."""
UPDATE = LABELS.index("update")


def find_remarks(
    lines: Sequence[Line], people: People, reference: date, senses: np.ndarray, least: float = LEAST
) -> tuple[Remark, ...]:
    """Every sentence that may be news of earlier work or stands beside one, in order."""
    reporting = may_report(lines, senses, least)
    weighs = weigh_words([lines[at] for at, _ in reporting]).tolist()
    return tuple(
        _remark(lines, at, chance, weigh, people, reference, senses)
        for (at, chance), weigh in zip(reporting, weighs, strict=True)
    )


def may_report(lines: Sequence[Line], senses: np.ndarray, least: float = LEAST) -> list[tuple[int, float]]:
    """The lines that may be news of earlier work, by a chance of at least so much, and those around them, each with its chance."""
    chances = [chance_of_news(describe(line, senses)) if may_be_news(line, senses, least) else 0.0 for line in lines]
    likely = [n for n, chance in enumerate(chances) if chance >= least]
    kept = {n for at in likely for n in range(max(0, at - AROUND), min(len(lines), at + AROUND + 1))}
    kept |= {n for at in likely for n in range(at, min(len(lines), at + LATER)) if lines[n].dates}
    return [(at, chances[at]) for at in sorted(kept)]


def _remark(
    lines: Sequence[Line],
    at: int,
    chance: float,
    weighs: Sequence[float],
    people: People,
    reference: date,
    senses: np.ndarray,
) -> Remark:
    line = lines[at]
    day, firm = find_day(line, reference)
    signs = (*_signs(lines, at, senses), *((Sign.FIRM,) if firm else ()))
    return Remark(
        text=line.text,
        evidence=cite((at,), tuple(lines)),
        turn=line.turn,
        chance=round(chance, 3),
        weighs=tuple(round(value, 2) for value in weighs),
        speaker=people.name(line.speaker),
        names=tuple(dict.fromkeys(name.name for name in line.names)),
        day=day,
        new_owner=_new_owner(line, people) if Sign.HANDS_OVER in signs else None,
        signs=signs,
    )


def _signs(lines: Sequence[Line], at: int, senses: np.ndarray) -> Iterator[Sign]:
    line, before = lines[at], lines[at - 1] if at else None
    families = heard_or_asked(line)
    told = {
        Sign.ASKS: line.question,
        Sign.NAMES: names_matter(line),
        Sign.LEANS: leans(line),
        Sign.MUSES: _MUSES.search(line.plain) is not None,
        Sign.OPENS: opens(line),
        Sign.STARTS: starts(line),
        Sign.PROMISES: float(senses[line.id, [MINE, YOURS]].max()) > 0,
        Sign.OFFERS: not line.question and _OFFERS.search(line.plain) is not None,
        Sign.AGREES: not line.question and _AGREES.match(line.plain) is not None,
        Sign.REQUESTS: _REQUESTS.search(line.plain) is not None,
        Sign.GIVES_UP: gives_up(line),
        Sign.UNDONE: not line.question and is_undone(line),
        Sign.CONFIRMS: says_yes(before, line),
        Sign.REPORTS: any(name.startswith("sure") for name in heard(line)),
        Sign.HANDS_OVER: any(name.endswith(":reassigned") for name in families),
    }
    yield from (sign for sign, holds in told.items() if holds)


def may_be_news(line: Line, senses: np.ndarray, least: float) -> bool:
    """Whether a line could be news with all the words of reports: a quick look before the slow one."""
    return chance_of_news(_read(line, senses) | {"sure": 1.0}) >= least


def chance_of_news(features: dict[str, float]) -> float:
    """The chance that a line reports on earlier work."""
    weights = read_weights("updates_weights")
    return 1 / (1 + exp(-weights["bias"] - sum([weights[name] * value for name, value in features.items()])))


def describe(line: Line, senses: np.ndarray) -> dict[str, float]:
    """What tells whether a line is news: how it and those around it read, and the words of reports."""
    levels = {name.partition(":")[0] for name in heard(line)}
    surest = next((level for level in LEVELS if level in levels), "none")
    return _read(line, senses) | {surest: 1.0}


def _read(line: Line, senses: np.ndarray) -> dict[str, float]:
    around: list[float] = senses[max(0, line.id - NEAR) : line.id + NEAR + 1, UPDATE].tolist()
    return {
        "sense": float(senses[line.id, UPDATE]),
        "around": max(around),
        "question": float(line.question),
        "decided": float(bool(_DECIDED.search(line.plain))),
        "might": float(bool(_MIGHT.search(line.plain))),
    }


def _new_owner(line: Line, people: People) -> str | None:
    """Who has work now, as a line says that hands it over: the one to whom it is given, or the speaker who takes it, or whom they name."""
    given = [name.name for name in line.names if _GIVES.search(line.plain[: name.start])]
    if given:
        return given[-1]
    if _TAKES.search(line.plain):
        return people.name(line.speaker)
    return line.names[-1].name if line.names else None


_GIVES = re.compile(r"\b(?:to|with|let|have|under|on)(?: \w+)? $")
_TAKES = re.compile(r"\b(?:i'll|i will|i can|i could|i'd be|let me|i've got|i'm doing)\b")
_OFFERS = re.compile(
    r"\b(?:i'll|i will|i can(?!')|i could|i shall|let me|leave (?:it|that|them) with me|(?:give|send|leave) me|i'd better)\b"
)
_AGREES = re.compile(
    r"(?:(?:oh|well|yes|ah),? )?(?:sure|of course|no problem|happy to|with pleasure|my pleasure|gladly|will do|can do|i do|i will|i can(?!')"
    r"|i'll|i'd (?:be|love)|yes|yep|yeah|okay|ok|fine|all right|consider it)\b"
)
_REQUESTS = re.compile(
    r"\b(?:can|could|would|will|might|should) (?:you|somebody|someone|anybody|anyone)\b|\byou (?:might|could|should)\b"
)
_MUSES = re.compile(
    r"\b(?:should|ought to|might|must|would|if|once|when|as soon as|unless|until then|don't forget|(?:please )?remember|remind\w*|please|needs? to|(?:have|has) to|supposed to|next on|later on)\b"
)
_DECIDED = re.compile(
    r"\b(?:we|they|board|committee)(?:'ve| have|'d)?(?: also| now| just)? (?:decided|agreed|settled|said|voted)\b"
)
_MIGHT = re.compile(r"\b(?:if|could|would|should|might|suppose|imagine|in theory|some day|some time|i'd|we'd)\b")
