"""German verbs: the infinitive of a form, by a list of verbs of doing and by rule."""

import tomllib
from collections.abc import Iterator
from functools import cache

import msgspec

from minutebook.flow.extract.offline.words.data import DATA

INSEPARABLE = ("be", "ge", "er", "ver", "zer", "ent", "emp", "miss", "über", "unter", "wider", "hinter")


class Verbs(msgspec.Struct, frozen=True):
    """``first``, ``second``, ``third`` and ``orders`` tell the infinitive of a form: "ruf", "rufst", "ruft", "ruf!"; ``participles`` that of "gerufen"."""

    work: frozenset[str]
    idle: frozenset[str]
    composed_idle: frozenset[str]
    prefixes: tuple[str, ...]
    first: dict[str, str]
    second: dict[str, str]
    third: dict[str, str]
    orders: dict[str, str]
    participles: dict[str, str]

    def is_infinitive(self, word: str) -> bool:
        """Whether a word in small letters is the infinitive of a verb of doing, with a prefix or without."""
        return word in self.work or self.split(word)[1] in self.work

    def split(self, word: str) -> tuple[str, str]:
        """The prefix that can stand apart, "" for none, and the rest of an infinitive; "anzurufen" as "anrufen"."""
        for prefix in self.prefixes:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) > SHORT:
                bare = rest.removeprefix("zu")
                if bare in self.work or bare in self.idle:
                    return prefix, bare
                if rest in self.work or rest in self.idle:
                    return prefix, rest
        return "", word

    def can_be_work(self, word: str) -> bool:
        """Whether a word in small letters that a modal governs is something to do, listed or not."""
        prefix, base = self.split(word)
        return word.endswith("n") and word not in self.composed_idle and (bool(prefix) or base not in self.idle)

    def is_listed(self, infinitive: str) -> bool:
        """Whether a verb, with a prefix or without, is known here."""
        base = self.split(infinitive)[1]
        return base in self.work or base in self.idle or infinitive in self.composed_idle

    def is_work(self, infinitive: str) -> bool:
        """Whether somebody who does this has something to do."""
        prefix, base = self.split(infinitive)
        if infinitive in self.composed_idle:
            return False
        return base in self.work or infinitive in self.work or (bool(prefix) and base in self.idle)


SHORT = 3


@cache
def read_verbs() -> Verbs:
    table = tomllib.loads((DATA / "de" / "verbs.toml").read_text(encoding="utf-8"))
    work, idle = frozenset(table["work"].split()), frozenset(table["idle"].split())
    stems, first, second, third, orders = table["stems"], {}, {}, {}, {}
    participles = dict(table["participles"])
    for verb in sorted(work | idle):
        changed = stems.get(verb)
        first.update(dict.fromkeys(_first(verb), verb))
        second.update(dict.fromkeys(_second(verb, changed), verb))
        third.update(dict.fromkeys(_third(verb, changed), verb))
        orders.update(dict.fromkeys(_orders(verb, changed), verb))
        participles.setdefault(_participle(verb), verb)
    first.update(table["first"])
    prefixes = tuple(sorted(table["prefixes"].split(), key=len, reverse=True))
    return Verbs(
        work, idle, frozenset(table["composed_idle"].split()), prefixes, first, second, third, orders, participles
    )


def _stem(verb: str) -> str:
    return verb.removesuffix("en") if verb.endswith("en") else verb.removesuffix("n")


def _first(verb: str) -> Iterator[str]:
    stem = _stem(verb)
    yield from (stem, f"{stem}e")
    if stem.endswith("el"):
        yield f"{stem[:-2]}le"
    if stem.endswith("er"):
        yield f"{stem[:-2]}re"


def _second(verb: str, changed: str | None) -> Iterator[str]:
    """With "du" and "ihr"."""
    stem = _stem(verb)
    for each in {stem, changed or stem}:
        yield from (f"{each}st", f"{each}est")
        if each.endswith(("s", "ß", "z", "x")):
            yield f"{each}t"
    yield from (f"{stem}t", f"{stem}et", f"{stem}ts")


def _third(verb: str, changed: str | None) -> Iterator[str]:
    each = changed or _stem(verb)
    yield from ((each,) if each.endswith("t") and changed else ())
    yield from (f"{each}t", f"{each}et")


def _orders(verb: str, changed: str | None) -> Iterator[str]:
    stem = _stem(verb)
    short = changed if changed and "ä" not in changed else stem
    yield from (short, f"{stem}e", f"{stem}t", f"{stem}et", f"{stem}ts")
    if stem.endswith("el"):
        yield f"{stem[:-2]}le"


def _participle(verb: str) -> str:
    stem = _stem(verb)
    ending = "et" if stem.endswith(("t", "d", "chn", "ckn", "ffn")) else "t"
    bare = verb.startswith(INSEPARABLE) or verb.endswith(("ieren",))
    return f"{'' if bare else 'ge'}{stem}{ending}"


def infinitive_of(form: str, person: int) -> str:
    """The infinitive of a finite form in small letters: 1 for "ich", 2 for "du" and "ihr", 3 for "er", 0 for an order; of one not listed by rule."""
    verbs = read_verbs()
    listed = (verbs.orders, verbs.first, verbs.second, verbs.third)[person].get(form)
    if listed:
        return listed
    if form.endswith(("en", "ern", "eln")):
        return form
    stem = form
    for ending in ("est", "st", "et", "t") if person >= 2 else ("e",):
        if form.endswith(ending) and len(form) - len(ending) >= 2:
            stem = form.removesuffix(ending)
            break
    return f"{stem}n" if stem.endswith(("er", "el")) else f"{stem}en"
