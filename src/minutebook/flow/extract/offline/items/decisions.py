"""Decisions: what the meeting settled, found as a course put into words and the nod that it got.

``settle`` finds the sentences that may settle something, ``telling`` the words for each; here the likeliest are chosen, one an exchange.
"""

from collections.abc import Iterable, Iterator
from math import exp, log

import numpy as np

from minutebook.flow.extract.offline.items.minutes import MINUTED, find_minuted
from minutebook.flow.extract.offline.items.settle import Mark, Settling
from minutebook.flow.extract.offline.items.telling import CHAT, UNPROMISED, Teller, Telling, cite
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.blocks import Blocks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.segment import Talk, is_unpunctuated
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.weight import content
from minutebook.flow.extract.offline.words.whole import is_cut, is_whole
from minutebook.model.extraction import Decision
from minutebook.model.source import Source
from minutebook.text import patterns as re

THRESHOLD = 0.3
"""Least chance of a decision: best F1 with series left out is from .26 to .3, where .66 and .71 of what is told are right; from .34 on .74."""
CALIBRATED = 0.84, 1.18
"""From the odds of a telling, of whose words most must be right, to the odds that it tells a decision at all: fitted on meetings left out."""
REACH = 8
"""Lines between two that belong to one exchange: F1 is flat from 8 to 14."""
ALONG, HEADED, PARTIAL = 0.15, 0.1, 0.08
"""What a telling loses for its second sentence, for the phrase before it, for being no whole sentence: one that is whole reads best."""
LEAST_WORDS = 2
SAME = 0.6
"""Share of the shorter's content words that makes two decisions one."""


def find_decisions(
    source: Source,
    talk: Talk,
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    senses: np.ndarray | None = None,
) -> tuple[Decision, ...]:
    """The decisions of a source, in order; ``senses`` of its lines as the package reads them, where not given."""
    if not talk.spoken:
        return find_minuted(source, lines, people, lexicon)
    if senses is None:
        senses = read_senses(lines, find_acts(lines, lexicon))
    marks = find_marks(source, talk, lines, senses)
    marked = not is_unpunctuated(source.utterances)
    rated = [
        (chance, telling)
        for chance, telling in rate(marks, Teller(lines, people, lexicon, senses, marks))
        if reads_alone(telling, talk, lexicon, marked=marked)
    ]
    blocks = Blocks(source, "decision")
    return tuple(_as_decision(chance, telling, lines, blocks) for chance, telling in choose(rated, lines))


def find_marks(source: Source, talk: Talk, lines: tuple[Line, ...], senses: np.ndarray) -> tuple[Mark, ...]:
    """The sentences that may settle something."""
    marks = Settling(talk, lines, senses, marked=not is_unpunctuated(source.utterances)).marks()
    return tuple(mark for mark in marks if not _decides_nothing(lines[mark.sentence].plain))


def rate(marks: Iterable[Mark], teller: Teller) -> Iterator[tuple[float, Telling]]:
    """The tellings of some sentences that are likely enough, with the chance of each; what minutes would call decided is as sure as they are."""
    for mark in marks:
        floor = MINUTED * mark.features.get("outright", 0.0)
        for telling in teller.tellings(mark):
            if (chance := telling.chance) >= THRESHOLD or (floor and len(telling.ids) == 1):
                yield max(chance, floor), telling
            if (
                chance >= THRESHOLD / 2
                and not floor
                and (headed := teller.headed(telling))
                and headed.chance >= THRESHOLD
            ):
                yield headed.chance, headed


def choose(rated: Iterable[tuple[float, Telling]], lines: tuple[Line, ...]) -> list[tuple[float, Telling]]:
    """The best telling of each exchange, in order: of one matter the last, none within reach of another unless it is told outright and of something else."""
    found = sorted(rated, key=_rank)
    kept: list[tuple[float, Telling]] = []
    for chance, telling in found:
        if not _is_overtaken(telling, found) and all(_is_apart(telling, other, lines) for _, other in kept):
            kept.append((chance, telling))
    return sorted(kept, key=lambda each: each[1].ids)


def _rank(rated: tuple[float, Telling]) -> tuple[float, int]:
    chance, telling = rated
    lost = ALONG * (len(telling.ids) > 1) + HEADED * telling.headed + PARTIAL * (1 - telling.features["text_whole"])
    return lost - chance, -telling.mark.sentence


def _is_overtaken(telling: Telling, found: Iterable[tuple[float, Telling]]) -> bool:
    """Whether the talk comes back to a matter and settles it anew."""
    return any(telling.ids[-1] + REACH < later.ids[0] and _is_same(telling, later) for _, later in found)


def _is_apart(one: Telling, other: Telling, lines: tuple[Line, ...]) -> bool:
    if _is_same(one, other):
        return False
    if other.ids[0] - REACH > one.ids[-1] or one.ids[0] - REACH > other.ids[-1]:
        return True
    at, beside = lines[one.mark.sentence], lines[other.mark.sentence]
    shared = set(content(one.text)) & set(content(other.text))
    return bool(one.mark.features.get("outright")) and not shared and at.turn != beside.turn


def _is_same(one: Telling, other: Telling) -> bool:
    """Whether two share most of their words: a matter that was settled, and settled anew."""
    words, others = set(content(one.text)), set(content(other.text))
    return len(words & others) >= max(LEAST_WORDS, SAME * min(len(words), len(others)))


def reads_alone(telling: Telling, talk: Talk, lexicon: Lexicon, *, marked: bool) -> bool:
    """Whether a decision is whole, or as short as people settle things ("no peaches, pears only") and not cut off."""
    text, said = telling.text, talk.sentences[telling.mark.sentence].text
    if len(content(text)) < LEAST_WORDS or _HANGS.match(text):
        return False
    return is_whole(text, lexicon) or not (marked and is_cut(said))


def _as_decision(chance: float, telling: Telling, lines: tuple[Line, ...], blocks: Blocks) -> Decision:
    evidence = cite(lines, telling)
    odds = CALIBRATED[0] + CALIBRATED[1] * log(chance / (1 - chance))
    sure = round(1 / (1 + exp(-odds)), 2)
    return Decision(id=blocks.item_id(evidence[0]), text=telling.text, evidence=evidence, confidence=sure)


def _decides_nothing(said: str) -> bool:
    """Whether a sentence is small talk, says how things are or usually go, or what is not promised."""
    return bool(
        UNPROMISED.search(said)
        or _UNSETTLED.search(said)
        or CHAT.match(said)
        or (_HABIT.search(said) and not _SETTLES.search(said))
    )


_UNSETTLED = re.compile(
    r"\b(?:don't|do not|won't|will not|can't|cannot|couldn't|haven't|have not|aren't going to|not going to)\b(?:(?! until| unless| before)[^,.;])*\b(?:solve|settle|decide|resolve|agree|answer|sort|fix|finish|figure|solved|settled|decided|resolved|agreed|sorted)\b(?: (?:on|out|it|that|this|them|everything|all|anything))*(?: (?:right )?(?:now|today|here|tonight|yet|this (?:week|afternoon|morning|time)))?[.!]?$"
    r"|\b(?:undecided|no decision|not decided|still open|to be (?:decided|agreed|confirmed))\b"
)
"""Says that nothing is settled yet."""
_HABIT = re.compile(
    r"\b(?:never|always) \w+s\b|(?:\b(?:has|have)|'ve|'s) (?:always |never )?been\b.*\bsince\b|\b(?:(?:lovely|good) (?:idea|solution)|even better)\b|^seriously\b"
)
"""How things are, how they usually go, and what somebody makes of them."""
_SETTLES = re.compile(r"\bwe(?:'ve| have)? (?:decided|agreed|settled) (?:to|that|on|not) (?!that\b|this\b|it\b)\w")
_HANGS = re.compile(
    r"(?:Of|Because|Means?|Which|That['’]s why|When|Than|Regarding|Happening|Worst case|As long as|The (?:next|first|last|only|other) (?:\w+ )?(?:point|topic|item|concern|question|thing|one)|"
    r"What|Who|How|Why|Where|(?:Is|Are|Do|Does|Did|Was|Were|Have|Has|Would|Could|Can|Will) (?:we|you|they|he|she|it|that|this|there|the|any\w*|I)|Any (?!more)|If that['’]s the case)\b"
)
