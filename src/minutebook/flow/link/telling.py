"""How much a word tells: its stem, and how often people say it in meetings whatever they are about."""

from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

from minutebook.text.words import content_words, split_words, without_ending

UNSEEN = 1e-5
"""Share of a word that the corpora say too seldom to be listed."""
PRIOR = 1500
"""Words of a talk that tell as much of its own usage as the corpora do: short talks lean on the corpora."""


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(stems_in(text))


def stems_in(text: str) -> list[str]:
    """The stem of each content word, in order."""
    return [stem(_NUMBERS.get(word, word)) for word in content_words(text.replace("-", " "))]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A folded word without its usual endings; irregular past forms as their base."""
    return without_ending(_IRREGULAR.get(word, word), _ENDINGS)


@cache
def usual_shares(language: str = "en") -> Mapping[str, float]:
    """Of the words of meetings at large, the share that each listed stem makes (training/shares.py)."""
    text = (files(__package__) / "data" / f"{language}.txt").read_text(encoding="utf-8")
    shares: dict[str, float] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            millionths, words = line.split(": ")
            shares.update(dict.fromkeys(words.split(), int(millionths) / 1e6))
    return shares


class Usage:
    """How likely a word is to be said by chance in a talk: as often as elsewhere, or as in the rest of this one."""

    def __init__(self, talk: Mapping[int, str]) -> None:
        self._said = Counter(word for text in talk.values() for word in stems_in(text))
        self._total = sum(len(split_words(text)) for text in talk.values())
        self._usual = usual_shares()

    def chance(self, word: str, here: int, length: int) -> float:
        """The chance that a passage of ``length`` words has a word at least once; ``here`` of its uses in the talk do not count."""
        usual = self._usual.get(word, UNSEEN)
        own = max(self._said[word] - here, 0) + PRIOR * usual
        share = max(own / (self._total + PRIOR), usual)
        return min(0.9, share * length)


_IRREGULAR = {
    "sent": "send", "rang": "ring", "rung": "ring", "told": "tell", "wrote": "write", "written": "write", "spoke": "talk", "spoken": "talk",
    "speak": "talk", "gave": "give", "given": "give", "bought": "buy", "brought": "bring", "made": "make", "found": "find", "took": "take",
    "taken": "take", "paid": "pay", "met": "meet", "drew": "draw", "drawn": "draw", "ran": "run", "chose": "choose", "chosen": "choose",
    "built": "build", "kept": "keep", "held": "hold", "saw": "see", "seen": "see", "phone": "ring", "phoned": "ring", "phones": "ring", "rings": "ring",
}  # fmt: skip
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), map(str, range(1, 13)), strict=True)
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ers", "er", "ies", "ied", "ed", "es", "s", "e", "y")
