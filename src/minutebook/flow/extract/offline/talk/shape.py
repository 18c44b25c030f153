"""How a sentence is built: who or what it begins with, what it is about, how long it is, whether it has a verb."""

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.text import patterns as re

SHORT = 14
LONG, VERY_LONG = 26, 34
BARE = 6
"""Words of a short sentence without a verb."""


def describe_shape(line: Line, words: tuple[str, ...]) -> dict[str, float]:
    """The features of a sentence whose content words are ``words``; those that it does not have are 0."""
    text = line.plain
    length = text.count(" ") + 1
    lead = _LEADS.match(text)
    rest = text[lead.end() :] if lead else text
    bare = _FINITE.search(rest) is None
    found = {f"has_{name}": float(pattern.search(text) is not None) for name, pattern in _HAS.items()}
    found |= {f"from_{name}": float(pattern.match(rest) is not None) for name, pattern in _FROM.items()}
    return found | {
        "asks": float(line.question),
        "content": min(len(words), 12) / 4,
        "telling": float(min(3, len(read_patterns("decisions")["telling"].findall(text)))),
        "short": float(length <= SHORT),
        "long": float(length > LONG),
        "very_long": float(length > VERY_LONG),
        "bare": float(bare),
        "bare_short": float(bare and length <= BARE),
    }


_LEADS = re.compile(
    r"(?:(?:ok(?:ay)?|right|good|well|yes|yeah|yep|yup|no|so|then|fine|alright|all right|and|but|oh|aye|ah|um|great|grand|lovely|perfect|mm|hmm|deal|done|sure|now|cool|look)\b[,.! …-]*)+"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|will|would|can|could|should|might|must|has|have|had|do|does|did|needs?|gets?|got|wants?|let's|goes|go|takes?|make|keep|put|leave|\w+'(?:s|re|ve|ll|d|m)|\w+n't)\b"
)
_HAS = {
    "will": re.compile(r"\bi(?:'ll| will| can|'m going to|'ve got to| need to)\b"),
    "you": re.compile(r"\byou(?:r|'\w+)?\b"),
    "we": re.compile(r"\b(?:we|us|our)(?:'\w+)?\b"),
    "course": re.compile(
        r"\b(?:goes|stays|comes|gets|moves|runs|starts|ends|closes|opens|leaves|keeps|takes|does|pays|becomes|waits|happens)\b"
    ),
    "only": re.compile(r"\b(?:only|just)\b"),
    "should": re.compile(r"\bshould"),
}
"""What may stand anywhere in it; ``course``: how things go from now on, in the present."""
_FROM = {
    "you": re.compile(r"you"),
    "it": re.compile(r"(?:(?:because|i think|i guess),? )?(?:it|that|this|those|these|they|he|she)\b"),
}
"""What its clause may begin with, after words that lead up to it."""
