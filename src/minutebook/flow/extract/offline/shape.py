"""How a sentence is built: who or what it begins with, what it is about, how long it is, whether it has a verb."""

import re

from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.patterns import read_patterns
from minutebook.flow.extract.offline.weight import detail

LENGTHS = (3, 7, 14)
LONG, VERY_LONG = 26, 34
BARE = 6
"""Words of a short sentence without a verb."""


def describe_shape(line: Line, words: tuple[str, ...], lexicon: Lexicon) -> dict[str, float]:
    """The features of a sentence whose content words are ``words``; those that it does not have are 0."""
    text = line.plain
    length = text.count(" ") + 1
    lead = _LEADS.match(text)
    rest = text[lead.end() :] if lead else text
    match = _WORD.match(rest)
    first = match[0] if match else ""
    bare = _FINITE.search(rest) is None
    found = {f"has_{name}": float(pattern.search(text) is not None) for name, pattern in _HAS.items()}
    found |= {f"from_{name}": float(pattern.match(rest) is not None) for name, pattern in _FROM.items()}
    found |= {f"words_{most}": float(length <= most) for most in LENGTHS}
    return found | {
        "asks": float(line.question),
        "detail": float(min(3, detail(line.text))),
        "content": min(len(words), 12) / 4,
        "telling": float(min(3, len(read_patterns("decisions")["telling"].findall(text)))),
        "long": float(length > LONG),
        "very_long": float(length > VERY_LONG),
        "bare": float(bare),
        "bare_short": float(bare and length <= BARE),
        "orders": float(first in lexicon.verbs and first not in _BEING),
        "from_noun": float(bool(first) and first not in lexicon.function_words and first not in lexicon.verbs),
    }


_WORD = re.compile(r"[\w']+")
_LEADS = re.compile(
    r"(?:(?:ok(?:ay)?|right|good|well|yes|yeah|yep|yup|no|so|then|fine|alright|all right|and|but|oh|aye|ah|um|great|grand|lovely|perfect|mm|hmm|deal|done|sure|now|cool|look)\b[,.! …-]*)+"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|will|would|can|could|should|might|must|has|have|had|do|does|did|needs?|gets?|got|wants?|let's|goes|go|takes?|make|keep|put|leave|\w+'(?:s|re|ve|ll|d|m)|\w+n't)\b"
)
_BEING = frozenset("is are do".split())
_HAS = {
    "will": re.compile(r"\bi(?:'ll| will| can|'m going to|'ve got to| need to)\b"),
    "you": re.compile(r"\byou(?:r|'\w+)?\b"),
    "they": re.compile(r"\b(?:they|he|she)(?:'\w+)?\b"),
    "we": re.compile(r"\b(?:we|us|our)(?:'\w+)?\b"),
    "past": re.compile(
        r"\b(?:was|were|had|did|went|got|came|said|told|asked|took|made|gave|saw|found|left|put in|sent|ran|brought|bought|met|lost|won|thought|knew|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!'s )\w{3,}ed)\b"
    ),
    "then": re.compile(r"(?:\bthen|\bso|it is|instead|\btoo|\bonly)\W*$"),
    "course": re.compile(
        r"\b(?:goes|stays|comes|gets|moves|runs|starts|ends|closes|opens|leaves|keeps|takes|does|pays|becomes|waits|happens)\b"
    ),
    "negation": re.compile(r"\b(?:no|not|never|none|nothing|nobody|neither|nor|without|\w+n't|cannot)\b"),
    "only": re.compile(r"\b(?:only|just)\b"),
    "should": re.compile(r"\bshould"),
}
"""What may stand anywhere in it; ``course``: how things go from now on, in the present."""
_FROM = {
    "i": re.compile(r"i\b"),
    "we": re.compile(r"(?:we|let's)\b"),
    "you": re.compile(r"you"),
    "it": re.compile(r"(?:(?:because|i think|i guess),? )?(?:it|that|this|those|these|they|he|she)\b"),
    "all": re.compile(r"(?:the|a|both|all|every|only|nobody|everybody|no)\b"),
    "refusal": re.compile(r"(?:we )?(?:don't|not|no|never|let's not)\b"),
}
"""What its clause may begin with, after words that lead up to it."""
