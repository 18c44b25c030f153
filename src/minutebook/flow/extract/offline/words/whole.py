"""Whether words make a whole sentence: with a subject and a verb of its own, neither begun nor ended in the middle.

Without a tagger: by closed classes of words, endings of verbs and the marks that a recorder sets where somebody broke off.
"""

from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.text import patterns as re

LEAST = 3
"""Words of the shortest sentence that says something."""
AT_END = 40
"""Characters at the end of a text in which its last words stand."""
SUBJECTS = frozenset(
    "i we you they he she it that this there these those nobody everybody somebody everyone someone anyone people who which".split()
)


def is_cut(said: str, *, marked: bool = True) -> bool:
    """Whether a sentence as the recorder wrote it begins or ends in the middle; ``marked``: the talk has end marks and capitals."""
    said = said.strip()
    if _BROKEN_OFF.search(said) or _dangles(plain(said)):
        return True
    return marked and (said[:1].islower() or said[-1:] not in _ENDS)


def is_whole(text: str, lexicon: Lexicon) -> bool:
    """Whether a statement has a main clause and stops at its end."""
    low = plain(text)
    patterns = read_patterns("whole")
    if low.count(" ") + 1 < LEAST or patterns["fragment"].match(low) or _dangles(low):
        return False
    return any(_is_main(clause, lexicon) for clause in _CLAUSES.split(low))


def _dangles(low: str) -> bool:
    """Whether words end in one that cannot end a sentence; only their end is looked at."""
    return _DANGLING.search(low, max(0, len(low) - AT_END)) is not None


def _is_main(clause: str, lexicon: Lexicon) -> bool:
    """Whether a clause is one that needs no other: a finite verb, and no word that makes it depend on another."""
    words = _WORD.findall(clause)
    while words and words[0] in _LINKS:
        words.pop(0)
    if not words:
        return False
    if words[0] in _SUBORDINATES and not (words[0] == "that" and words[1:2] and words[1] in _FINITE):
        if words[0].endswith("ing"):
            return False
        subjects = sum(word.split("'")[0] in SUBJECTS - {"that", "this", "who", "which"} for word in words[1:-1])
        return subjects > (words[0] in _CONDITIONS)
    if words[0] in lexicon.verbs and len(words) > 1:
        return True
    return any(_is_finite(words, n, lexicon) for n in range(1, len(words)))


def _is_finite(words: list[str], n: int, lexicon: Lexicon) -> bool:
    word, before = words[n], words[n - 1]
    if word in _FINITE or _SHORTENED.search(before):
        return True
    if before.endswith("'s") and (word in lexicon.function_words or word.endswith(("ing", "ed")) or word[0].isdigit()):
        return True
    if before in _BEFORE_NOUNS:
        return False
    if word in _PAST or (word.endswith("ed") and len(word) > 4 and before not in _AUXILIARIES):
        return True
    if word.endswith("s") and (before in _SINGULAR or word[:-1] in lexicon.verbs or word[:-2] in lexicon.verbs):
        return True
    return (word in lexicon.verbs or word in _COMMON) and (before in SUBJECTS or before.endswith("s"))


_ENDS = frozenset(".?!”\"')")
_WORD = re.compile(r"[\w'-]+")
_CLAUSES = re.compile(
    r"[,;:.?!–—…]+\s*|(?<=\w) (?=(?:and|but|so|then) (?:i|we|you|they|he|she|it|that|this|there|the)\b)"
)
_BROKEN_OFF = re.compile(r"(?:…|\.\.|[-–—,])\W*$")
_DANGLING = re.compile(
    r"(?:^|\W)(?:a|an|the|of|and|or|but|than|which|we|they|i|he|she|my|our|your|their|its|can|could|would|should|will|just|if|because|as|whether|let's(?: say)?|for example|"
    r"and that|that is|that's|it's|we're|i'm|you're|they're|there's|very|every|basically|essentially|especially|maybe|regarding|versus|per|between|we'll|i'll|we've|top of|"
    r"(?:is|was|are|were|has|have|had|will|would|should|can|could) (?:like|just|to|not|very|really|that))\W*$"
)
_SHORTENED = re.compile(r"(?:n't|^(?:i|we|you|they|he|she|it|that|this|there|who|what|here)'(?:s|re|ve|ll|d|m))$")
_LINKS = frozenset("and but so then or also well yes yeah no ok okay now right plus".split())
_SUBORDINATES = frozenset(
    "if when because as since while although though unless until which who whose whom where that than whether once in on at for from with without of by to after before during "
    "per like such given regarding having being doing including rather instead versus especially".split()
)
_CONDITIONS = frozenset(
    "if when because as since while although though unless until whether once who which whose whom where than".split()
)
_FINITE = frozenset(
    "is are was were am has have had do does did will would can could should must may might shall isn't aren't wasn't weren't don't doesn't didn't won't can't cannot couldn't "
    "wouldn't shouldn't needs wants means costs takes gets says goes comes stays runs seems looks need want".split()
)
_AUXILIARIES = frozenset("is are was were am be been being has have had get got gets 's".split())
_SINGULAR = frozenset("it he she that this who which only also".split())
_COMMON = frozenset(
    "say know think see feel sleep hear live love hope mean prefer hate owe eat sit fall rise grow pay meet cost stay seem happen belong remain depend agree expect believe support "
    "require allow use rely exist suffer lose win die sound look".split()
)
_BEFORE_NOUNS = frozenset(
    "the a an this that these those my your our his her their its no any some every each of in on at for from with by to and".split()
) - {"this", "that", "these", "those"}
_PAST = frozenset(
    "went got came said took made gave had saw found told left put sent ran brought bought kept met paid cost lost won held began broke chose rose fell wrote spoke built spent "
    "set let cut read hit shut sold taught thought knew grew drew flew threw became understood meant felt heard led stood".split()
)
