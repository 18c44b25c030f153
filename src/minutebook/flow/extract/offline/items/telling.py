"""The ways in which a sentence that settles something can be told: alone, or with one near it; each with what speaks for it.

"It's four." is told after the sentence or the phrase that says of what. What is right and reads well is learned by ``training/decisions.py``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from math import exp

import msgspec
import numpy as np

from minutebook.flow.extract.offline.items.heading import Headings
from minutebook.flow.extract.offline.items.restated import say_once
from minutebook.flow.extract.offline.items.settle import DECISION, Mark
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.sense import LABELS
from minutebook.flow.extract.offline.talk.statement import state
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.flow.extract.offline.words.weight import content, detail
from minutebook.flow.extract.offline.words.whole import is_whole
from minutebook.text import patterns as re

BEFORE, AFTER = 4, 3
"""Lines before a sentence, and after it, of which one may be told with it."""
FULLER = 24
"""Words of the longest line that is told along."""
SHORT = 4
"""Content words of a head that may stand without what goes on after it."""
NAMED, ENOUGH = 3, 4
"""Different content words of a sentence that needs no phrase before it, and no other sentence."""
MATTER_BEFORE, MATTER_AFTER = 6, 4
"""Lines around whose words, said more than once, are what the talk is about there."""
EVIDENCE = 3
OF_OTHER = (
    "cue_course",
    "cue_proposed",
    "cue_settled",
    "cue_stance",
    "cue_conclusion",
    "hypothetical",
    "undone",
    "explains",
    "assent",
    "closes",
)
"""What of a sentence tells whether it may be told along, where it may settle something itself."""
HEADED = "headed", "headed_few", "headed_whole", "headed_pronoun"


class Telling(msgspec.Struct, frozen=True):
    """A sentence that settles something in words, with the lines that they come from, and what speaks for telling it so."""

    mark: Mark
    ids: tuple[int, ...]
    text: str
    features: dict[str, float]
    headed: bool = False

    @property
    def chance(self) -> float:
        """How likely it tells a decision, and well."""
        weights = read_weights("decisions_weights")
        odds = weights["bias"] + _weigh(self.mark.features) + _weigh(self.features)
        return 1 / (1 + exp(-odds))


class Teller:
    """Words the decisions of one talk."""

    def __init__(
        self,
        lines: tuple[Line, ...],
        people: People,
        lexicon: Lexicon,
        senses: np.ndarray,
        marks: Iterable[Mark],
    ) -> None:
        """``senses``: of the lines, as the reader of lines gives them; ``marks``: all sentences that may settle something."""
        self._marks = {mark.sentence: mark for mark in marks}
        self._lines = lines
        self._people = people
        self._lexicon = lexicon
        self._senses = senses
        self._stated: dict[int, str] = {}

    @cached_property
    def _headings(self) -> Headings:
        return Headings(self._lines, self._lexicon, self._senses, "decision")

    @cached_property
    def _content(self) -> list[frozenset[str]]:
        return [frozenset(content(line.plain)) for line in self._lines]

    def tellings(self, mark: Mark) -> Iterator[Telling]:
        """The ways to tell what a sentence settles, without a phrase before it: with another only where it does not stand on its own."""
        at = mark.sentence
        matter = self._matter(at)
        alone = self._telling(mark, (at,), matter)
        if alone:
            yield alone
        if alone is None or not self._says(alone.text, ENOUGH):
            for other in (*range(max(0, at - BEFORE), at), *range(at + 1, min(len(self._lines), at + 1 + AFTER))):
                if self._may_tell(other, at, matter) and (
                    told := self._telling(mark, (min(at, other), max(at, other)), matter)
                ):
                    yield msgspec.structs.replace(
                        told, features=told.features | self._describe_other(other, at, matter)
                    )

    def _telling(self, mark: Mark, ids: tuple[int, ...], matter: frozenset[str]) -> Telling | None:
        """Some lines as a decision; None where they say nothing."""
        text = " ".join(say_once([self._state(n) for n in ids if self._content[n]]))
        if not content(text):
            return None
        return Telling(mark, ids, text, self._describe_text(text) | self._describe_matter(ids, matter))

    def headed(self, telling: Telling) -> Telling | None:
        """It after a phrase that says what it is about; None where none does, or it says so itself."""
        if self._says(telling.text, NAMED) or telling.mark.features.get("outright"):
            return None
        text = self._headings.head(telling.text, telling.ids)
        if text == telling.text:
            return None
        own = telling.features
        kinds = (1.0, own["text_few"], own["text_whole"], own["text_from_pronoun"])
        return msgspec.structs.replace(
            telling, text=text, features=own | dict(zip(HEADED, kinds, strict=True)), headed=True
        )

    def _may_tell(self, other: int, at: int, matter: frozenset[str]) -> bool:
        """Whether a line near a sentence may be told with it: it says more of the matter, and not at length."""
        line, words, own = self._lines[other], self._content[other], self._content[at]
        return (
            not words <= own
            and (abs(other - at) == 1 or not words.isdisjoint(own | matter))
            and line.plain.count(" ") <= FULLER
            and not CHAT.match(line.plain)
            and not UNPROMISED.search(line.plain)
            and not (
                self._senses[other, DECISION] > self._senses[at, DECISION] and self._says(self._state(other), ENOUGH)
            )
        )

    def _says(self, text: str, least: int) -> bool:
        """Whether words say by themselves what is settled: a whole sentence of so many different words that no pronoun begins."""
        return (
            len(set(content(text))) >= least
            and "?" not in text
            and not _FROM_PRONOUN.match(plain(text))
            and is_whole(text, self._lexicon)
        )

    def _matter(self, at: int) -> frozenset[str]:
        """What the lines around are about: words that more than one of them has."""
        around = self._content[max(0, at - MATTER_BEFORE) : at + 1 + MATTER_AFTER]
        return frozenset(
            word for word, often in Counter(word for words in around for word in words).items() if often > 1
        )

    def _state(self, number: int) -> str:
        found = self._stated.get(number)
        if found is None:
            found = self._stated[number] = _state(self._lines[number], self._people, self._lexicon)
        return found

    def _describe_text(self, text: str) -> dict[str, float]:
        """What the words are like."""
        low, words = plain(text), content(text)
        different = len(set(words))
        found = {f"text_{name}": float(pattern.search(low) is not None) for name, pattern in _TEXT.items()}
        return found | {
            "text_words": min(low.count(" ") + 1, 40) / 10,
            "text_content": min(len(words), 14) / 4,
            "text_few": float(different <= 2),
            "text_three": float(different == 3),
            "text_detail": min(detail(text), 4) / 2,
            "text_whole": float(is_whole(text, self._lexicon)),
            "text_pronouns": min(3, len(_PRONOUN.findall(low))) / 2,
            "text_from_pronoun": float(_FROM_PRONOUN.match(low) is not None),
            "text_asks": float("?" in text),
        }

    def _describe_matter(self, ids: Sequence[int], matter: frozenset[str]) -> dict[str, float]:
        """How much of what the lines around are about is told."""
        own = frozenset[str]().union(*(self._content[n] for n in ids))
        return {"covers": len(own & matter) / max(3, len(matter)), "of_matter": len(own & matter) / max(1, len(own))}

    def _describe_other(self, other: int, at: int, matter: frozenset[str]) -> dict[str, float]:
        """What the line is like that is told with the sentence."""
        line, words, own = self._lines[other], self._content[other], self._content[at]
        found = {f"other_as_{name}": float(self._senses[other, label]) / 4 for label, name in enumerate(LABELS)}
        if mark := self._marks.get(other):
            found |= {f"other_{name}": mark.features.get(name, 0.0) for name in OF_OTHER}
        return found | {
            "other": 1.0,
            f"other_at_{other - at}": 1.0,
            "other_same": float(line.turn == self._lines[at].turn),
            "other_asks": float(line.question),
            "other_content": min(len(words), 12) / 4,
            "other_new": min(len(words - own), 8) / 4,
            "other_shared": float(bool(words & own)),
            "other_matter": len(words & matter) / len(words),
            "other_speaker": float(_SPEAKER.search(line.plain) is not None),
            "other_from_pronoun": float(_FROM_PRONOUN.match(line.plain) is not None),
        }


def _weigh(features: dict[str, float]) -> float:
    weights = read_weights("decisions_weights")
    return sum([weights[name] * value for name, value in features.items()])


def _state(line: Line, people: People, lexicon: Lexicon) -> str:
    """A line as a decision: without what leads up to it, says who believes it, or goes on after it at length."""
    text = _PROPOSAL.sub("", _BELIEF.sub("", line.text))
    text = state(msgspec.structs.replace(line, text=text), people, lexicon)
    text = _LETS.sub("", text)
    for cut in _GOES_ON.finditer(text):
        head = text[: cut.start()]
        if len(content(head)) >= SHORT and is_whole(head, lexicon):
            return f"{head}."
    return text


def cite(lines: tuple[Line, ...], telling: Telling) -> tuple[int, ...]:
    """Where it is said, where it is put into words, where it is agreed: the few utterances that show it."""
    mark = telling.mark
    shown = {mark.sentence, *telling.ids} | ({mark.assent} if mark.assent is not None else set())
    return tuple(sorted({lines[n].utterances[0] for n in shown}))[:EVIDENCE]


UNPROMISED = re.compile(r"\b(?:(?:won't|can't|cannot|will not|not) (?:\w+ )?promis(?:e|ing)|no promises)\b")
CHAT = re.compile(
    r"(?:(?:yes|yeah|ok|okay|right|good|fine|great|so|well|sorry|no|and|then|all right|alright)[,.]? )*(?:that makes sense|(?:many )?thanks?\b|thank you|talk (?:to you )?(?:soon|later)|see you|speak (?:soon|later)|"
    r"let(?:'s| us) (?:go|move) on\b|let me (?!know)|(?:all|that's) (?:fine|good)\b(?: here)?\W*$|understood|i see\b|go on\b"
    r"|we can (?:look at|come back to|talk about) (?:that|it|this) (?:next time|later|then)|(?:that's|that is|it's) good to know)"
)
"""Keeps the talk going, or ends it: part of nothing that was settled."""
_PRONOUN = re.compile(r"\b(?:it|that|this|they|them|those|these|one|ones|he|she|him|her|his|there|so|same)(?:'\w+)?\b")
_FROM_PRONOUN = re.compile(r"(?:and |so |then |but |no,? |yes,? )*(?:it|that|this|they|them|those|these|he|she)\b")
_SPEAKER = re.compile(r"\bi(?:'\w+)?\b")
_TEXT = {
    "we": re.compile(r"\bwe(?:'\w+)?\b"),
    "you": re.compile(r"\byou"),
    "negates": re.compile(r"\b(?:no|not|never|nobody|nothing|\w+n't|without)\b"),
    "past": re.compile(r"\b(?:was|were|had|did|said|told|went|asked|got|came|been)\b"),
    "would": re.compile(r"(?:\b(?:would|could|might|maybe|perhaps)|'d)\b"),
    "then": re.compile(r"\bthen\b"),
}
"""What may stand anywhere in the words."""
_LETS = re.compile(
    r"^(?:(?:Because|Of|As) of that, (?:then, )?|(?:In that case|In this case|If that['’]s the case|Therefore|So then|Then|So|Also), )?(?:Let['’]s(?: (?:just|then|all)\b,?)?|Sh(?:all|ould) we|Can we(?: please)?|Could we|We should|How about we|Why don['’]t we|I['’]d like us to)\s+",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    r"^(?:(?:So|And|Then|Well),? )?I(?:['’]d| would)? (?:like to |just )?(?:propose|suggest)(?: that)?,? (?=\w)",
    re.IGNORECASE,
)
_BELIEF = re.compile(
    r"\bI(?:['’]d| would)? (?:just )?(?:think|guess|believe|suppose|say|feel like|reckon)(?: that)?,? (?=\w)|\b(?:basically|essentially|actually|obviously|potentially),? ",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r",? (?:but|because|since|so that|which|although|though)\b|, (?:so|and yeah|and the idea|given|right|yeah|or so)\b"
)
"""Where a sentence goes on after what it settles."""
