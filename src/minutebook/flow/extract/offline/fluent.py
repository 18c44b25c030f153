"""Spoken words without what nobody would write: filled pauses, asides, repetitions and false starts."""

import re
from itertools import pairwise

from minutebook.flow.extract.offline.lexicon import Lexicon

_DASHES = re.compile(r"\s+[–—-]+\s+|\s*(?:\.\.\.|…)\s*(?=\w)")
_COMMAS = re.compile(r"\s*,(?:\s*,)+")
_STUTTER = re.compile(
    r"\b(?:(\w{1,4})- (?=\1)|(the|a|an|to|of|in|on|for|and|i|we|you|it|is|at|my|your|our|be|with|was|so|if|this)(?: \2)+(?= ))",
    re.IGNORECASE,
)
"""Repetition without a comma: "the the", "wh- what"."""
_BREAKS = re.compile(r",|\.\.|…| [–—-] ")
_FIRST = re.compile(r"(?:(?:so|and|then|yeah|no|well|or|let's say) )*([a-z]+)")
_CONNECTS = frozenset({"yeah", "yes", "no", "well", "so", "and", "then", "or", "ok", "okay", "sorry"})
_LOOSE = re.compile(r"^[\s,]+|\s+(?=,)")
_TIGHT = re.compile(r",(?=[^\W\d])")
_SPACES = re.compile(r"\s+")
_WHAT_I_DO = re.compile(r"\bwhat (i|we|you)(?:['’]\w+| \w+)? (?:to )?do,? (?:is,? )?(?=\1\b)", re.IGNORECASE)
_WHAT_I_DO_IS = re.compile(
    r"\bwhat ((?:i|we|you)(?:['’]\w+| (?:can|could|will))) do is,? (?:to )?(?!i\b|we\b|you\b)", re.IGNORECASE
)
_OR_SAY = re.compile(r"\b(\w+), let['’]s say (\1)\b", re.IGNORECASE)
_REPEAT = re.compile(
    r"\b([\w'’]+(?: [\w'’]+){0,5}),? (?:(?:yeah|yes|no|well|so|and|then|or|ok|okay|sorry)(?:, ?| ))*(?<=, )\1(?=[\s,.?!;]|$)",
    re.IGNORECASE,
)
_RESTART = re.compile(
    r"\b(?P<who>i|you|we|he|she|they|it|that|there)(?:['’](?:ll|m|re|ve|d|s)| can| could| will| would| have| was| am| do| need| think)?"
    r"(?: just| to| got to)?, (?=(?:so |and |then |no, )?(?P=who)\b)",
    re.IGNORECASE,
)
_ABANDONED = re.compile(
    r"\b(?P<start>[\w'’]+ (?:[\w'’]+ ){0,3}?)(?:[\w'’]+ ){0,3}?(?:the|a|an|to|of|for|in|on|at|with|is|are|was|that|my|your|our|and|if|whether), (?P=start)",
    re.IGNORECASE,
)


def fluent(text: str, lexicon: Lexicon) -> str:
    """The text as its speaker would have written it; words are only ever left out."""
    said = text
    if _BREAKS.search(said):
        said = _drop_pauses(_DASHES.sub(", ", said), lexicon)
    elif lexicon.pauses.search(said):
        said = _drop_pauses(said, lexicon)
    if "hat " in said:
        said = _WHAT_I_DO.sub("", _WHAT_I_DO_IS.sub(r"\1 ", said))
    if _stumbles(said):
        said = _OR_SAY.sub(r"\1", said)
        for _ in range(2):
            said = _ABANDONED.sub(r"\g<start>", _RESTART.sub("", _REPEAT.sub(r"\1", said)))
    said = _SPACES.sub(" ", _STUTTER.sub(lambda m: m[2] or "", said)).strip(" ,")
    if not any(map(str.isalnum, said)):
        return text
    return said[:1].upper() + said[1:] if said[:1].islower() and said[-1:] in ".?!" else said


def _stumbles(text: str) -> bool:
    """Whether a word just before a comma comes again just after it: the only texts that repetition can be taken out of."""
    parts = text.lower().replace("’", "'").split(", ")
    for before, after in pairwise(parts):
        stem = _FIRST.match(after)
        if stem and stem[1] in before:
            return True
    return any(part in _CONNECTS for part in parts)


def _drop_pauses(text: str, lexicon: Lexicon) -> str:
    text = lexicon.pauses.sub(",", text)
    text = _COMMAS.sub(",", lexicon.asides.sub(",", text))
    return _LOOSE.sub("", _TIGHT.sub(", ", text))
