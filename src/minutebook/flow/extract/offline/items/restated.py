"""The sentences of a decision, each of which says something that the others do not."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.words.weight import content
from minutebook.text import patterns as re
from minutebook.text.dates.numerals import ORDINAL, ordinal


def say_once(sentences: Sequence[str]) -> list[str]:
    """Without the sentences that another says in full: of "End of June. End of June, and then it stops." the second; without what only asks whether all agree."""
    kept = [sentence for sentence in sentences if not _POLLS.match(sentence)] or list(sentences)
    told = [_matter(sentence) for sentence in kept]
    return [
        sentence[:1].upper() + sentence[1:]
        for n, sentence in enumerate(kept)
        if not any(told[n] < other or (told[n] == other and n > m) for m, other in enumerate(told) if m != n)
    ]


def _matter(sentence: str) -> frozenset[str]:
    """What a sentence is about: its words of content but those that say yes, and its figures; a day of the month is its number."""
    text = _DAY.sub(lambda match: str(ordinal(match[1])), _ASSENTS.sub("", sentence))
    return frozenset((*content(text), *_FIGURES.findall(text)))


_POLLS = re.compile(
    r"(?:is |are )?(?:every(?:body|one)|all|we all|are we)(?: all)? (?:happy|ok|okay|fine|agreed|good|breathing|with (?:that|me|us))\b"
    r"|(?:any )?objections?\b|any(?:body|one) against\b|(?:(?:very )?happy|come on|good point|fair enough|go ahead|good call)[.!?]*$|(?:does|is|would) (?:that|it|this) (?:work|ok|okay|fine|all right|suit)",
    re.IGNORECASE,
)
_ASSENTS = re.compile(r"\b(?:go|works?|suits?|fine|good|okay|say|yep|yes|settled|can|could)\b", re.IGNORECASE)
"""What says yes to a course and nothing of it."""
_DAY = re.compile(rf"\b(?:the )?({ORDINAL})\b", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
