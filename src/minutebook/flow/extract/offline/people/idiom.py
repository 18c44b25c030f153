"""How a language shows that a word with a capital is somebody's name: what stands before and behind it (``data/<language>/people.toml``)."""

import tomllib
from functools import cache

import msgspec

from minutebook.flow.extract.offline.people.spot import Run
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.text import patterns as re
from minutebook.text.language import Language
from minutebook.text.names import fold

BESIDE, DOES, THING = 1.5, 2.0, -2.5
"""What it tells that a word stands where people do, that it does what people do, and that an article stands before it."""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    common: str
    titles: str
    beside: list[str]
    does: list[str]
    thing: list[str]


class Idiom(msgspec.Struct, frozen=True, eq=False):
    """One language but English. ``common``: folded words that name nobody, whatever their case; ``titles``: in small letters before a name."""

    common: frozenset[str]
    titles: frozenset[str]
    beside: re.Pattern[str]
    does: re.Pattern[str]
    thing: re.Pattern[str]
    nouns: bool
    """Whether every noun has a capital."""

    def weigh(self, before: str, after: str, *, usual: bool) -> float:
        """The evidence that a word between these is a person; ``usual``: it is a given name and no other word."""
        weight = DOES * bool(self.does.match(after))
        if self.thing.search(before):
            return weight + THING
        return weight + BESIDE * bool(self.beside.search(before)) - BESIDE * (self.nouns and not usual)

    def titled(self, text: str, run: Run) -> Run:
        """A run with the title that stands before it in small letters: "la doctora Luján"."""
        word = text[: run.start].rstrip(" ").rpartition(" ")[2]
        title = fold(word)
        if run.title or title not in self.titles:
            return run
        return msgspec.structs.replace(run, start=text.rindex(word, 0, run.start), title=title, initial=False)


@cache
def read_idiom(language: Language | None) -> Idiom | None:
    """The idiom of a language; None for English, whose own is in the code beside."""
    if language is None:
        return None
    table = msgspec.convert(tomllib.loads((DATA / language / "people.toml").read_text(encoding="utf-8")), _Table)
    return Idiom(
        common=frozenset(map(fold, table.common.split())),
        titles=frozenset(map(fold, table.titles.split())),
        beside=re.compile(rf"(?:^|[\s¿¡(«])(?:{'|'.join(table.beside)})\s+$", re.IGNORECASE),
        does=re.compile(rf"(?:{'|'.join(table.does)})(?![\w-])", re.IGNORECASE),
        thing=re.compile(rf"(?:^|[\s¿¡(«])(?:{'|'.join(table.thing)})\s*$", re.IGNORECASE),
        nouns=language is Language.GERMAN,
    )
