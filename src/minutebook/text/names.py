"""Names of people as they are written, said and heard: folding, parts, nicknames, and which words can be names."""

import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from minutebook.text import patterns as re

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})


def words(text: str) -> frozenset[str]:
    """The words of a table that is written as one text; between bars where they hold spaces."""
    return frozenset(text.split("|") if "|" in text else text.split())


TITLES = words(
    "mr mrs ms miss mx dr doctor prof professor sir dame lady lord sister nurse father reverend rev rabbi imam captain capt"
    " councillor cllr canon maestro superintendent pc sergeant sgt constable inspector officer sheriff bishop mister pastor judge senator minister mayor coach herr frau señor senor señora senora señorita sra srta dra mme mlle doña doctora licenciado licenciada ingeniero ingeniera arquitecto arquitecta profesor profesora monsieur madame mademoiselle maître docteur doktor signor signora"
)
PARTICLES = words(
    "de da di do dos das del della der den van von ter ten la le el al bin ibn bint ben abu san st mac mc zu af av y"
)
SUFFIXES = words("jr sr ii iii iv phd md mba cpa esq obe mbe frcs msc bsc ma rn pe")


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents, one space between words: what two spellings of one name have in common."""
    if text.isascii():
        return " ".join(text.lower().split())
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", bare).translate(_LETTERS).split())


class PersonName(msgspec.Struct, frozen=True):
    """A person's name in folded parts; ``given`` may be an initial, ``title`` is without its dot."""

    given: str = ""
    middle: tuple[str, ...] = ()
    surname: str = ""
    title: str = ""

    @property
    def is_short(self) -> bool:
        """Whether only one part of the name is there."""
        return not (self.given and self.surname)


_ASIDE = re.compile(r"(?<=\S)\s*\([^()]*\)\s*\Z")
"""What tells one of two people of a name from the other: "Chitra Rao (Halden)"."""


@lru_cache(maxsize=50_000)
def split_name(text: str) -> PersonName:
    """The parts of a name written in its natural order; one word alone is a given name, or a surname after a title."""
    words = re.sub(r"[.,]+(?=\s|$)", " ", _ASIDE.sub("", fold(text))).split()
    title = ""
    while len(words) > 1 and words[0] in TITLES:
        title = title or words[0]
        words = words[1:]
    while len(words) > 1 and words[-1] in SUFFIXES:
        words = words[:-1]
    if not words:
        return PersonName()
    if len(words) == 1:
        return PersonName(surname=words[0], title=title) if title else PersonName(given=words[0])
    start = len(words) - 1
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return PersonName(words[0], tuple(words[1:start]), " ".join(words[start:]), title)


class Lexicon(msgspec.Struct, frozen=True):
    """Words that are names, folded: ``given`` are never anything else, ``doubtful`` are also words or places.

    ``seldom`` are those of the doubtful that are hardly ever words of talk: small letters of a recorder mean somebody whom one knows. ``places`` are towns and countries.
    """

    given: frozenset[str]
    doubtful: frozenset[str]
    seldom: frozenset[str]
    surnames: frozenset[str]
    places: frozenset[str]

    def is_name(self, word: str) -> bool:
        """Whether a folded word is a given name and nothing else."""
        return word in self.given

    def can_be_name(self, word: str) -> bool:
        return word in self.given or word in self.doubtful or word in self.surnames


def _read(name: str) -> str:
    return files("minutebook.text").joinpath("data", name).read_text(encoding="utf-8")


@cache
def lexicon() -> Lexicon:
    """The tables of names that training/names.py makes."""
    tables = ("given", "doubtful", "seldom", "surnames", "places")
    return Lexicon(*(frozenset(_read(f"{table}.txt").splitlines()) for table in tables))


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    rows = (line.split(": ", 1) for name in ("nicknames.txt", "diminutives.txt") for line in _read(name).splitlines())
    table: dict[str, frozenset[str]] = {}
    for nick, names in rows:
        table[nick] = table.get(nick, frozenset()) | frozenset(names.split())
    return table


def formal_names(given: str) -> frozenset[str]:
    """Given names (folded) that a folded nickname may stand for."""
    return _nicknames().get(given, frozenset())


@cache
def _short_forms() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for nick, names in _nicknames().items():
        for name in names:
            table.setdefault(name, set()).add(nick)
    return {name: frozenset(nicks) for name, nicks in table.items()}


def other_forms(given: str) -> frozenset[str]:
    """Every folded given name that this one may be long or short for."""
    return formal_names(given) | _short_forms().get(given, frozenset())


def are_names_apart(said: str, given: str) -> bool:
    """Whether two folded given names, though one may stand for the other, are as often those of two people.

    They differ by a letter (Anna and Anne), or one is the first half of the other (Lars and Lars-Erik).
    """
    if said == given:
        return False
    same = sum(a == b for a, b in zip(said, given, strict=False))
    return "-" in given or (abs(len(said) - len(given)) <= 1 and same >= len(given) - 1)


def are_nicknames(said: str, given: str) -> bool:
    """Whether one folded given name is a usual short form of the other.

    Hyphenated names count by their first part ("lars" for "lars-erik").
    """
    if said == given:
        return True
    if given in formal_names(said) or said in formal_names(given):
        return True
    first = given.partition("-")[0]
    return first != given and len(first) >= 3 and first == said


def title_case(text: str) -> str:
    """A name written in capitals as it is usually written: "O'BRIEN-LEE" becomes "O'Brien-Lee"."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize() if m[0].isupper() and len(m[0]) > 1 else m[0], text)
