"""Content stems: enough to see that two wordings are about the same thing."""

from functools import lru_cache

from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.text import patterns as re
from minutebook.text.words import without_ending

_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")
IRREGULAR = {
    "sent": "send", "rang": "ring", "rung": "ring", "told": "tell", "wrote": "write", "written": "write", "spoke": "speak", "spoken": "speak",
    "got": "get", "gave": "give", "given": "give", "bought": "buy", "brought": "bring", "made": "make", "found": "find", "took": "take",
    "taken": "take", "paid": "pay", "met": "meet", "drew": "draw", "drawn": "draw", "ran": "run", "did": "do", "done": "do", "went": "go",
    "gone": "go", "chose": "choose", "chosen": "choose", "built": "build", "kept": "keep", "held": "hold", "left": "leave", "began": "begin",
    "saw": "see", "seen": "see", "shown": "show", "read": "read", "put": "put", "set": "set", "cut": "cut", "sold": "sell", "drove": "drive",
}  # fmt: skip


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its usual endings; irregular past forms as their base."""
    return without_ending(IRREGULAR.get(word, word), _ENDINGS)


@lru_cache(maxsize=8192)
def stems_of(text: str, lexicon: Lexicon) -> frozenset[str]:
    """The stems of a text's content words."""
    words = (word.removesuffix("'s") for word in _WORD.findall(plain(text)))
    return frozenset(stem(word) for word in words if word not in lexicon.function_words and len(word) > 1)


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of the smaller set that both have, 0 to 1."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0
