"""How names sound: the same sound from the spellings of several languages, as an English-hearing recorder would write it.

A heard word is read as English; a known name is read as English and as the languages that spell sounds otherwise. Two
readings are then compared letter by letter, vowels counting little: recorders mostly get consonants right.
"""

from collections.abc import Callable
from functools import cache, lru_cache

from minutebook.text import patterns as re
from minutebook.text.names import lexicon

CLOSE = 0.8
"""Likeness from which a word counts as a mishearing: below it English words begin to pass for names."""

_Rules = tuple[tuple[re.Pattern[str], str], ...]


def _rules(*pairs: tuple[str, str]) -> _Rules:
    return tuple((re.compile(pattern), sound) for pattern, sound in pairs)


_ENGLISH = _rules(
    (r"ght", "t"), (r"(?<=.)gh", ""), (r"^gh", "g"), (r"tch|ch", "C"), (r"sch|sh|ti(?=on)|ci(?=a)", "S"), (r"ph", "f"), (r"zh", "J"),
    (r"dge?(?=[eiy]|$)|j", "J"), (r"g(?=[eiy])", "J"), (r"kn(?=.)", "n"), (r"^wr", "r"), (r"wh", "w"), (r"qu", "kw"), (r"ck|q", "k"),
    (r"c(?=[eiy])", "s"), (r"c", "k"), (r"x", "ks"), (r"th", "t"), (r"(?<=[aeiou])w(?![aeiou])", "u"),
    (r"ee|ea|ie|ei|ey|ay$|y(?![aeiou])", "i"), (r"oo|ou|ew|ue", "u"), (r"oa", "ou"),
    (r"au|aw", "o"), (r"ai|ay", "e"), (r"(?<=[^aeiou])e$", ""),
    (r"(?<=[^aeiouCS])h", ""), (r"h$", ""),
)  # fmt: skip
_IRISH = _rules(
    (r"bh|mh", "v"), (r"(?<=[aeiou])[dg]h", ""), (r"fh", ""), (r"th", "h"), (r"ch", "k"), (r"s(?=[ei])|(?<=[ei])s(?=[ei]|$)", "S"),
    (r"aoi|ao", "i"), (r"io(?=[a-z])", "i"), (r"ea", "a"), (r"eo", "o"), (r"ia", "i"), (r"ai", "a"), (r"c", "k"), (r"ei", "e"),
)  # fmt: skip
_SLAVIC = _rules(
    (r"dzs|zs|zh|z(?=i)", "J"), (r"szcz", "SC"), (r"sz|sh", "S"), (r"cz|ch", "C"), (r"rz", "J"), (r"cs", "C"), (r"gy", "dJ"), (r"ts|c", "s"),
    (r"j", "y"), (r"w", "v"), (r"ck", "sk"), (r"y", "i"),
)  # fmt: skip
_IBERIAN = _rules(
    (r"^j(?=[ou]a)|^hu(?=[aei])", "w"), (r"j|^x", "h"), (r"qu(?=[ei])", "k"), (r"gu(?=[ei])", "g"), (r"ll", "y"), (r"nh|ñ", "ny"), (r"z|c(?=[ei])", "s"),
    (r"c", "k"), (r"x", "S"), (r"ao$", "on"),
)  # fmt: skip
_GERMANIC = _rules(
    (r"sch|sj|skj|kj|tj", "S"), (r"j|hj|gj", "y"), (r"w", "v"), (r"v", "f"), (r"ij|ei", "i"), (r"oe|ue", "u"), (r"ch|ck|c", "k"), (r"z", "s"), (r"qu", "kv"),
)  # fmt: skip
_READINGS = (_ENGLISH, _IRISH, _SLAVIC, _IBERIAN, _GERMANIC)


def _read(word: str, rules: _Rules) -> str:
    for pattern, sound in rules:
        word = pattern.sub(sound, word)
    word = re.sub(r"[^a-zSCJ]", "", word.replace("y", "i").replace("z", "s"))
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=4096)
def sounds(word: str) -> tuple[str, ...]:
    """The readings of a folded name, the English one first."""
    return tuple(dict.fromkeys(_read(word, rules) for rules in _READINGS))


@lru_cache(maxsize=8192)
def likeness(heard: str, name: str) -> float:
    """How alike a heard word and a name sound (both folded), 0 to 1."""
    ear = sounds(heard)[0]
    return max((_compare(ear, reading) for reading in sounds(name)), default=0.0)


def _compare(a: str, b: str) -> float:
    if a == b:
        return 1.0 if a else 0.0
    bones = _bones(a), _bones(b)
    if abs(len(bones[0]) - len(bones[1])) > 2:
        return 0.0
    ratio = _ratio()
    if bones[0] == bones[1] and len(bones[0]) >= 2:
        return 0.85 + 0.1 * ratio(a, b)
    return min(0.6 * ratio(*bones) + 0.4 * ratio(a, b), 0.84)


@lru_cache(maxsize=8192)
def _bones(sound: str) -> str:
    """Consonants, and whether it begins with a vowel."""
    return ("a" if sound[:1] in "aeiou" else "") + sound.translate(_VOWELS)


_VOWELS = dict.fromkeys(map(ord, "aeiou"))


@cache
def _ratio() -> Callable[[str, str], float]:
    from rapidfuzz.distance import Levenshtein

    return Levenshtein.normalized_similarity


def is_misheard(heard: str, name: str) -> bool:
    """Whether a word that is no usual name may be this one (both folded).

    A heard word that is itself a name is taken at its word, unless both sound the same to the letter.
    """
    if len(heard) < 3 or len(name) < 3:
        return False
    if len(heard) < 4 or len(name) < 4 or lexicon().can_be_name(heard):
        return sounds(heard)[0] == sounds(name)[0]
    return likeness(heard, name) >= CLOSE
