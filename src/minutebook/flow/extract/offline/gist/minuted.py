"""A statement as minutes have it: "Ana will send the quote" is told as "Ana sends the quote"."""

from minutebook.flow.extract.offline.talk.statement import present
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.text import patterns as re


def minuted(text: str, lexicon: Lexicon) -> str:
    """The text with "Ana will clean it and tell Bo" as "Ana cleans it and tells Bo"; as it is where it cannot be told what else is a verb."""
    will = _WILL.match(text)
    if will is None or will["verb"] not in lexicon.verbs:
        return text
    verbs = [again for again in _AND.finditer(text, will.end()) if again["verb"] in lexicon.verbs]
    if not all(_OBJECT.match(text, again.end()) for again in verbs):
        return text
    for again in reversed(verbs):
        text = f"{text[: again.start('verb')]}{present(again['verb'])}{text[again.end() :]}"
    return f"{will['name']} {present(will['verb'])}{text[will.end() :]}"


_WILL = re.compile(r"(?P<name>[A-Z][\w'’.-]*) will (?P<verb>[a-z]+)\b")
_AND = re.compile(r"(?:,? (?:and|or)(?: then)?|,(?: then)?) (?P<verb>(?!and\b|or\b|then\b)[a-z]+)\b")
_OBJECT = re.compile(
    r" (?:the|an?|it|them|him|her|his|their|our|my|your|us|all|both|this|that|these|those|whether|what|how|who|[A-Z0-9£$€]\S*)\b"
)
