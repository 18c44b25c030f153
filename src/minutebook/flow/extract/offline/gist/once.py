"""A name said once: "Helen will write it when Helen gets back" is told as "Helen will write it when they get back"."""

from collections.abc import Collection

from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import base_of_third
from minutebook.text import patterns as re


def say_once(text: str, names: Collection[str], lexicon: Lexicon) -> str:
    """The text with a name that its own clause begins with as "they", "their" or "them" from then on; the clauses end at ";"."""
    return "; ".join(_once(clause, names, lexicon) for clause in text.split("; "))


def _once(clause: str, names: Collection[str], lexicon: Lexicon) -> str:
    subject = _SUBJECT.match(clause)
    if not subject or subject["name"] not in names or clause.count(subject["name"]) < 2:
        return clause

    def again(match: re.Match[str]) -> str:
        if match["of"]:
            return f"their{match['of']}"
        verb = match["verb"]
        if not verb:
            return "them"
        if verb in _PLURAL:
            return f"they {_PLURAL[verb]}"
        base = base_of_third(verb, lexicon)
        return f"they {base or verb}" if base or verb in _AS_IT_IS or verb.endswith("ed") else match[0]

    rest = re.sub(
        rf"\b{subject['name']}(?:['’]s(?P<of> [a-z])| (?P<verb>[a-z]+(?:n['’]t)?)\b|(?=[.,;]|$))",
        again,
        clause[subject.end() :],
    )
    return clause[: subject.end()] + rest


_SUBJECT = re.compile(r"(?P<name>[^\W\d_]+) (?=[a-z])")
_PLURAL = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "doesn't": "don't",
    "wants": "want",
    "needs": "need",
    "thinks": "think",
    "knows": "know",
    "likes": "like",
    "says": "say",
    "sees": "see",
}
_AS_IT_IS = frozenset(
    "will would can could should may might must had did didn't won't can't couldn't wouldn't shouldn't went got made took gave said told saw came".split()
)
