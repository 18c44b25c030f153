"""How well a sentence is understood by somebody who was not there: what it leaves to be guessed, what only those present know."""

from collections.abc import Collection

from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.flow.extract.offline.words.weight import content
from minutebook.flow.extract.offline.words.whole import is_verb_first
from minutebook.text import patterns as re

OURS, VAGUE, POOR = 0.96, 0.5, 0.7
"""What is left of how well words read where they say "we", say "thing", say only two things."""
WITHIN = 0.85
"""The same where a pronoun stands after what it may mean in the same words."""


def how_clear(text: str, lexicon: Lexicon, names: Collection[str] = (), *, after: bool = False) -> float:
    """How well a statement reads alone, or ``after`` the sentence that its pronouns look back to: 0 to 1. ``names``: given names of those present, in small letters."""
    low, patterns = plain(text), read_patterns("summary_clauses")
    if is_order(low, lexicon):
        return 0.0
    if speaks_to_those_present(low) or _HANGS.search(low):
        return 0.0
    value = 1.0
    if not after and (back := _looks_back(low, names)) < 1:
        value = back
    told = len({*content(text)} - {*names})
    if told < 2:
        return 0.0
    value *= POOR if told == 2 else 1.0
    if patterns["ours"].search(low):
        value *= OURS
    return value * VAGUE if patterns["vague"].search(low) else value


def is_order(low: str, lexicon: Lexicon) -> bool:
    """Whether words in small letters tell somebody what to do."""
    low = _LEADS.sub("", low)
    return read_patterns("summary_clauses")["orders"].match(low) is not None or is_verb_first(low, lexicon)


def speaks_to_those_present(low: str) -> bool:
    """Whether words in small letters are to or of somebody unnamed, or are no matter of work."""
    patterns = read_patterns("summary_clauses")
    return patterns["speaks"].search(low) is not None or patterns["chat"].search(low) is not None


def _looks_back(low: str, names: Collection[str]) -> float:
    """How well words read for their pronouns: 0 where what one stands for is not among them."""
    if _BACK.match(low):
        return 0.0
    first = _PRONOUN.search(low)
    if first is None:
        return 1.0
    return WITHIN if len({*content(low[: first.start()])} - {*names}) > 1 else 0.0


_LEADS = re.compile(r"^(?:(?:and|but|so|then|well|right|just|please|always|never|ok|okay|now),? )+")
_BACK = re.compile(
    r"(?:and |but |so |then |well )*(?:(?:it|he|she|they|that|this|these|those|one|them)\b|there(?! (?:is|are|was|were|will|has|have|had|should|must|may|might|can)\b|['’](?:s|re|ll|d)\b)|(?:who|what|which|how|where|why|here)\b)"
)
_PRONOUN = re.compile(
    r"\b(?:it|them|him|her|his|they|he|she|these|those|its|this(?= (?:is|was|one|too)\b)|that(?= (?:too|again|one|way|is|was)\b)|the (?:other|one|ones|same|rest|first|second|third)(?= (?:is|was|are|were|has|have|will|can)\b))\b(?!['’]s \w+ing)|(?:it|that|they|he|she)['’](?:s|re|ll|d)\b"
)
_HANGS = re.compile(
    r"^(?:before|after|until|till|unless|if|when|while|because|as long as|like|than) [^,]*$|, (?:is|isn't|are|aren't|do|don't|does|doesn't|was|wasn't|have|haven't|will|won't) (?:it|they|we|he|she|there)$|\b(?:that|this|so|too|either|one|ones|another|both|none|any|them|there|here|to|it all|as well|(?:is|are|was|were|has|have|do|does|did|would|will|can|could|should|(?:is|are|was|were|do|does|did|would|ca|wo|could|should)n't))$"
)
"""An end that leaves out what was said before: "Ana does", "we need one"."""
