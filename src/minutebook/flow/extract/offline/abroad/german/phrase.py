"""The words of a piece of work in German: which of a clause they are, in the order of an infinitive phrase."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.abroad.german.clause import MODALS, Token
from minutebook.flow.extract.offline.abroad.german.verbs import read_verbs
from minutebook.flow.extract.offline.abroad.german.wording import is_vague, leans
from minutebook.flow.extract.offline.abroad.said import Said, Way


class Work(msgspec.Struct):
    """A piece of work while its sentence is read: more of its words may follow. ``person`` is that of its verb, 4 for "wir"."""

    way: Way
    who: str | None
    words: list[str]
    verb: str
    start: int
    end: int
    person: int
    tail: int = 0
    """Where a clause begins that completes it: ", ob das geht"."""
    loose: bool = False
    thing: bool = False
    leaning: bool = False
    """Whether it only says more of what was just spoken of."""

    def said(self) -> Said:
        told = " ".join(filter(None, (*self.words, self.verb)))
        return Said(
            self.way,
            self.start,
            self.end,
            told,
            self.who,
            leans=self.leaning or (leans(told) and not self.tail and is_vague(told)),
            tail=self.tail,
            loose=self.loose,
            thing=self.thing,
        )


def find_infinitive(tokens: Sequence[Token]) -> int | None:
    """The place of the infinitive that a modal governs: the last word that is one."""
    verbs = read_verbs()
    for place in range(len(tokens) - 1, -1, -1):
        token = tokens[place]
        if token.text[:1].isupper() and place:
            continue
        if verbs.is_infinitive(token.low) or token.low in verbs.idle:
            return place
    last = tokens[-1] if tokens else None
    if last and last.text.islower() and len(last.low) > 4 and last.low.endswith(("en", "ern", "eln")):
        return len(tokens) - 1
    return None


def joined(rest: Sequence[Token], verb: str) -> tuple[str, list[Token]]:
    """The infinitive with its prefix that stands apart, and the other words."""
    if len(rest) > 1 and all(token.text.islower() for token in rest):
        rest = _to_prefix(rest)
    for place in range(len(rest) - 1, max(-1, len(rest) - 6), -1):
        token = rest[place]
        if token.low not in read_verbs().prefixes or token.text[:1].isupper():
            continue
        last = place == len(rest) - 1
        if last or rest[place + 1].low in _PREPOSITIONS:
            return f"{token.low}{verb}", [*rest[:place], *rest[place + 1 :]]
    return verb, list(rest)


def _to_prefix(rest: Sequence[Token]) -> Sequence[Token]:
    """Where nobody set marks, the words up to the prefix that ends the clause: "den nachher an also nach dem …"."""
    for place, token in enumerate(rest[:-1]):
        if token.low in read_verbs().prefixes and rest[place + 1].low in _BEGINS:
            return rest[: place + 1]
    return rest


def passive_of(rest: Sequence[Token]) -> tuple[list[Token], str] | None:
    """The thing and the infinitive of "der Vertrag … unterschrieben werden"."""
    if len(rest) < 2 or rest[-1].low != "werden":
        return None
    done = rest[-2].low
    verbs = read_verbs()
    verb = verbs.participles.get(done)
    if verb is None:
        for prefix in verbs.prefixes:
            if done.startswith(prefix) and (base := verbs.participles.get(done.removeprefix(prefix))):
                verb = f"{prefix}{base}"
                break
    if verb is None:
        return None
    return list(rest[:-2]), verb


def clean(tokens: Sequence[Token]) -> list[str]:
    """The words without particles, and without what a day that was taken out leaves at an end."""
    kept = [token for n, token in enumerate(tokens) if token.low not in PARTICLES or (n and token.text[:1].isupper())]
    noun = any(token.text[:1].isupper() for token in kept[1:])
    while kept and kept[0].low in _LOOSE and (kept[0].low != "es" or noun):
        kept = kept[1:]
    while kept and (kept[-1].low in _PREPOSITIONS or kept[-1].low in _LOOSE):
        kept = kept[:-1]
    return [token.low if token.low in _ARTICLES or token.low in _PREPOSITIONS else token.text for token in kept]


def of_one_phrase(tokens: Sequence[Token]) -> bool:
    """Whether words are one phrase with its article or preposition, and no clause: "der Antrag für die Prämie"."""
    return (
        bool(tokens)
        and tokens[0].low in _ARTICLES
        and not any(t.low in read_verbs().third or t.low in MODALS for t in tokens[1:])
    )


def accusative(tokens: Sequence[Token]) -> list[Token]:
    """A phrase as the thing of a verb: "den Antrag" for "der Antrag"."""
    return [
        Token(_ACCUSATIVE[token.low], _ACCUSATIVE[token.low], token.start, token.end)
        if n <= 1 and token.low in _ACCUSATIVE
        else token
        for n, token in enumerate(tokens)
    ]


def to_infinitive(tokens: Sequence[Token]) -> tuple[list[Token], str] | None:
    """The words and the infinitive of "… zu schicken", "… abzuholen"."""
    verbs = read_verbs()
    last = tokens[-1]
    if len(tokens) > 1 and tokens[-2].low == "zu":
        return list(tokens[:-2]), last.low
    prefix, base = verbs.split(last.low)
    return (list(tokens[:-1]), f"{prefix}{base}") if prefix and f"{prefix}zu{base}" == last.low else None


PARTICLES = frozenset(
    "einmal dazu aber entsprechend persönlich wirklich da lieber hinten vorne drüben heuer derweil einstweilen mal halt eben ja doch noch schon bitte dann also auch gern gerne einfach kurz schnell vielleicht eigentlich wohl denn gleich jetzt selber selbst natürlich sicher wahrscheinlich unbedingt trotzdem spätestens nochmal zuerst erst sonst bestimmt jedenfalls parallel nebenbei irgendwie eh sowieso nun so allenfalls gerade grad allerdings übrigens vorher zwischendurch ehrlich danach nachher außerdem deshalb deswegen darum wieder definitiv sofort heut möglichst dringend endlich immerhin zumindest wenigstens vorerst trotzdem inzwischen mittlerweile nachmal bald schleunigst rasch zeitnah zeitig".split()
)
_LOOSE = frozenset("da es bis und oder aber so".split())
_PREPOSITIONS = frozenset(
    "bis am an im in um ab zum zur vor nach von vom für mit bei beim wegen über auf zu bezüglich unter gegen".split()
)
_BEGINS = frozenset(
    "also und aber dann ich das weil wenn da ja so gut okay klar nach vor um bis oder er sie wir".split()
)
"""With what another clause begins, or what is said after."""
_ARTICLES = frozenset(
    "der die das den dem ein eine einen dieser diese dieses mein meine meinen unser unsere unseren".split()
)
_ACCUSATIVE = {"der": "den", "ein": "einen", "dieser": "diesen", "unser": "unseren", "kein": "keinen"}
