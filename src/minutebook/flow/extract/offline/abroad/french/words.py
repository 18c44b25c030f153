"""A French sentence cut into words, with the little words that stand around its verbs."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.abroad.french.verbs import Form, Tense, find_infinitive, read_verbs
from minutebook.text import patterns as re

CLITICS = frozenset("me m' te t' se s' nous vous le la l' les lui leur y en".split())
SUBJECTS = {"je": "je", "j'": "je", "tu": "tu", "t'": "tu", "on": "il", "il": "il", "elle": "il", "nous": "nous", "vous": "vous", "ils": "ils", "elles": "ils", "ça": "il", "cela": "il"}  # fmt: skip


class Word(msgspec.Struct, frozen=True):
    """``low`` is in small letters with a straight apostrophe; ``joined``: a hyphen ties it to the word before."""

    start: int
    end: int
    text: str
    low: str
    joined: bool = False

    @property
    def mark(self) -> bool:
        """Whether it is a mark and no word."""
        return not self.low[:1].isalnum()


def read_words(text: str) -> list[Word]:
    """The words and marks of a text, each pronoun that a hyphen ties to its verb by itself."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        for start, end in _parts(match[0]):
            part = match[0][start:end]
            low = part.lower().replace("’", "'")
            found.append(Word(match.start() + start, match.start() + end, part, low, joined=start > 0))
    return found


def _parts(word: str) -> list[tuple[int, int]]:
    low = word.lower()
    if low in _WHOLE or "-" not in low.strip("-"):
        return [(0, len(word))]
    parts: list[tuple[int, int]] = []
    end = len(word)
    while (cut := low.rfind("-", 0, end)) > 0 and low[cut + 1 : end].rstrip("'’") in _TIED:
        if low[cut + 1 : end] != "t":
            parts.append((cut + 1, end))
        end = cut
    return [(0, end), *reversed(parts)]


def forms_of(word: str, person: str) -> tuple[Form, ...]:
    """What a word may be as the verb of that person; a verb that is not listed is told by its ending."""
    found = tuple(form for form in read_verbs().forms.get(word, ()) if form.person == person)
    if found or word in read_verbs().forms or word in _NO_VERB:
        return found
    for ending, put, tense in _GUESSES.get(person, ()):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return (Form(word.removesuffix(ending) + put, tense, person),)
    return ()


def is_infinitive(words: Sequence[Word], at: int) -> bool:
    """Whether a word is an infinitive; after what may be an article only one that is listed."""
    if at >= len(words):
        return False
    low = words[at].low
    return low in read_verbs().infinitives if at and words[at - 1].low in _ARTICLES else find_infinitive(low)


_WORD = re.compile(r"(?:M|Dr|Mme|Mlle|Pr)\.(?=\s[A-ZÉÈ])|[^\W\d_]+(?:-[^\W\d_]+)*['’]?|\d+(?:[.,:]\d+)*|[^\w\s]")
_WHOLE = frozenset(
    "rendez-vous après-midi week-end peut-être là-dessus là-bas ci-joint vis-à-vis c'est-à-dire celui-là celle-là ceux-là celui-ci celle-ci est-ce au-dessus au-dessous tête-à-tête sous-la".split()
)
_TIED = frozenset("m moi toi le la les lui leur nous vous y en tu je il elle on ils elles ce t".split())
_ARTICLES = frozenset(
    "le la les l' un une des du mon ma mes ton ta tes son sa ses notre nos votre vos ce cet cette ces quel quelle chaque au aux".split()
)
_NO_VERB = frozenset("autre entre contre notre votre même comme une quatre rien bien très".split())
_GUESSES = {
    "je": (("erai", "er", Tense.FUTURE), ("irai", "ir", Tense.FUTURE), ("e", "er", Tense.PRESENT)),
    "tu": (("eras", "er", Tense.FUTURE), ("es", "er", Tense.PRESENT)),
    "vous": (("erez", "er", Tense.FUTURE), ("ez", "er", Tense.PRESENT)),
    "nous": (("erons", "er", Tense.FUTURE), ("ons", "er", Tense.PRESENT)),
}
