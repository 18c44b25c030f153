"""Work that is named by what it is done to: "the invoice has to be paid", "the boat needs painting"."""

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.text import patterns as re

MOST_WORDS = 8


def find_needs(line: Line, lexicon: Lexicon) -> list[tuple[int, int, str]]:
    """Each need of a line: where its words begin and end, and the work as "pay the invoice"."""
    found: list[tuple[int, int, str]] = []
    said = line.plain.__contains__
    if not (any(map(said, _DONE)) and any(map(said, _NEEDING))):
        return found
    for match in _NEEDS.finditer(line.plain):
        start = max((m.end() for m in _CLAUSE.finditer(line.plain, 0, match.start())), default=0)
        thing = _AHEAD.sub("", line.text[start : match.start()].strip(" ,"))
        verb = base_form(match["done"] or match["doing"], lexicon)
        if verb and 0 < len(thing.split()) <= MOST_WORDS and not _PERSON.match(thing.lower()):
            rest = _REST.match(line.text, match.end())
            found.append(
                (start, match.end(), f"{verb} {thing[:1].lower()}{thing[1:]}{rest[0] if rest else ''}".strip())
            )
    return found


_NEEDS = re.compile(
    r"(?:(?<= )(?:still |also |really |just )*(?:needs?|has|have|ought|wants?|must|should)(?: got)?(?: still)?|(?<=[a-z])'(?:s|ve|ll) (?:got|still got|have|need|still))"
    r" (?:(?:to )?(?:be|get) (?P<done>[a-z]+)|(?P<doing>[a-z]+ing))\b"
)
_NEEDING = (" need", " ha", " ought", " want", " must", " should", "'s ", "'ve ", "'ll ")
_DONE = (" be ", " get ", "ing")
"""One of each of these is in every line that has a need."""
_CLAUSE = re.compile(
    r"(?:^|[,;:.?!] |\b(?:and|but|so|because|then|that|if|when|ok|okay|right|yeah|well)\b,? )(?:then |so |also )?"
)
_PERSON = re.compile(r"(?:i|you|we|he|she|they|who|what|which|there|somebody|someone|nobody|everybody|everyone)\b")
_AHEAD = re.compile(r"(?: (?:will|would|may|might|do|does|all|both))+$")
""" "The directors will need telling"."""
_REST = re.compile(r" (?:to|in|on|at|with|for|from|into|off|out|up|over) (?:[\w'’-]+ ){0,4}?[\w'’-]+(?=[,.;?!]|$)")
