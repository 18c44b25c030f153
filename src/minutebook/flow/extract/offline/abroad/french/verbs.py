"""The forms of French verbs, each with its infinitive: "j'appelle" is "appeler", "vous enverrez" "envoyer"."""

import tomllib
from collections.abc import Iterator
from enum import StrEnum
from functools import cache

import msgspec

from minutebook.flow.extract.offline.words.data import DATA
from minutebook.text import patterns as re

ROOT = 6
"""Letters of a word that tell it from others."""
PERSONS = ("je", "tu", "il", "nous", "vous", "ils")


class Tense(StrEnum):
    """``WISH`` is the subjunctive."""

    PRESENT = "present"
    FUTURE = "future"
    WOULD = "would"
    WAS = "was"
    WISH = "wish"
    ORDER = "order"


class Form(msgspec.Struct, frozen=True):
    """A finite form: ``person`` is one of ``PERSONS``."""

    infinitive: str
    tense: Tense
    person: str


class Verbs(msgspec.Struct, frozen=True, eq=False):
    """``forms`` by the word, ``state`` those verbs that tell of no work, ``participles`` by the word their infinitive."""

    forms: dict[str, tuple[Form, ...]]
    infinitives: frozenset[str]
    state: frozenset[str]
    participles: dict[str, str]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    first: str
    second: str
    third: str
    doubling: str
    irregular: dict[str, str]
    like: dict[str, str]
    state: dict[str, str]


@cache
def read_verbs() -> Verbs:
    """The verbs of ``data/fr/verbs.toml`` in all their forms."""
    table = msgspec.convert(tomllib.loads((DATA / "fr" / "verbs.toml").read_text(encoding="utf-8")), _Table)
    forms: dict[str, list[Form]] = {}
    participles: dict[str, str] = {}
    doubling = frozenset(table.doubling.split())
    odd = set(_all_irregular(table))
    first = [verb for verb in table.first.split() if verb not in odd]
    groups = [(verb, _first(verb, verb in doubling)) for verb in first]
    groups += [(verb, _first(f"{verb[:-3]}ier", False)) for verb in first if verb.endswith("ayer")]
    groups += [(verb, _second(verb)) for verb in table.second.split() if verb not in odd]
    groups += [(verb, _third(verb)) for verb in table.third.split() if verb not in odd]
    groups += [(verb, _irregular(paradigm)) for verb, paradigm in _all_irregular(table).items()]
    for verb, (present, future, wish, participle) in groups:
        for word, tense, person in _conjugate(verb, present, future, wish):
            forms.setdefault(word, []).append(Form(verb, tense, person))
        participles[participle] = verb
    for word, verb, person in _ODD_WISHES:
        forms.setdefault(word, []).append(Form(verb, Tense.WISH, person))
    known = frozenset(verb for verb, _ in groups)
    return Verbs(
        {word: tuple(dict.fromkeys(found)) for word, found in forms.items()},
        known,
        frozenset(table.state["verbs"].split()),
        participles,
    )


_Parts = tuple[list[str], str, str, str]
"""The present of the six persons, the stem of the future, "that I", the participle."""


def _all_irregular(table: _Table) -> dict[str, str]:
    found = dict(table.irregular)
    for model, others in table.like.items():
        for verb in others.split():
            before = verb.removesuffix(model) if verb.endswith(model) else verb[: -len(model)]
            found[verb] = re.sub(r"[^\W\d_]+", rf"{before}\g<0>", table.irregular[model])
    return found


def _irregular(paradigm: str) -> _Parts:
    present, future, wish, participle = (part.strip() for part in paradigm.split("|"))
    return present.split(), future, wish, participle


def _first(verb: str, doubles: bool) -> _Parts:
    stem = verb.removesuffix("er")
    strong = _strong(stem, doubles)
    soft = f"{stem}e" if stem.endswith("g") else f"{stem[:-1]}ç" if stem.endswith("c") else stem
    present = [f"{strong}e", f"{strong}es", f"{strong}e", f"{soft}ons", f"{stem}ez", f"{strong}ent"]
    future = f"{stem}er" if "é" in stem[-3:] and strong != stem else f"{strong}er"
    return present, future, f"{strong}e", f"{stem}é"


def _strong(stem: str, doubles: bool) -> str:
    """The stem before an ending that is not heard: "appell", "achèt", "complèt", "nettoi"."""
    if doubles:
        return stem + stem[-1]
    if stem.endswith(("oy", "uy")):
        return f"{stem[:-1]}i"
    if match := _ACUTE.search(stem):
        return f"{stem[: match.start()]}è{match[1]}"
    return re.sub(r"e([bcdfgklmnprstv])$", r"è\1", stem)


_ACUTE = re.compile(r"é((?:[^aeiouyéèêâîôûë]|(?<=[gq])u)+)$")


def _second(verb: str) -> _Parts:
    stem = verb.removesuffix("r")
    return [f"{stem}s", f"{stem}s", f"{stem}t", f"{stem}ssons", f"{stem}ssez", f"{stem}ssent"], verb, f"{stem}sse", stem


def _third(verb: str) -> _Parts:
    stem = verb.removesuffix("re")
    return (
        [f"{stem}s", f"{stem}s", stem, f"{stem}ons", f"{stem}ez", f"{stem}ent"],
        f"{stem}r",
        f"{stem}e",
        f"{stem}u",
    )


def _conjugate(verb: str, present: list[str], future: str, wish: str) -> Iterator[tuple[str, Tense, str]]:
    for person, word in zip(PERSONS, present, strict=True):
        if word != "-":
            yield word, Tense.PRESENT, person
    for person, ending in zip(PERSONS, "ai as a ons ez ont".split(), strict=True):
        yield future + ending, Tense.FUTURE, person
    for person, ending in zip(PERSONS, "ais ais ait ions iez aient".split(), strict=True):
        yield future + ending, Tense.WOULD, person
        if present[3] != "-":
            yield (present[3].removesuffix("ons") if verb != "être" else "ét") + ending, Tense.WAS, person
    wish_stem = wish.removesuffix("e")
    for person, ending in zip(PERSONS, ("e", "es", "e", "ions", "iez", "ent"), strict=True):
        yield wish_stem + ending, Tense.WISH, person
    if present[1] != "-":
        yield (
            present[1].removesuffix("s") if present[1].endswith("es") and verb != "être" else present[1],
            Tense.ORDER,
            "tu",
        )
        yield present[4], Tense.ORDER, "vous"


def root(word: str) -> str:
    """What the forms of a word have in common: the beginning of its infinitive, or of the word without its plural."""
    verbs = read_verbs()
    if word in verbs.forms:
        word = verbs.forms[word][0].infinitive
    word = verbs.participles.get(word, word)
    return word.removesuffix("s").removesuffix("x")[:ROOT]


def find_infinitive(word: str) -> bool:
    """Whether a word looks like an infinitive, of a verb that is listed or of one that ends as they do."""
    return word in read_verbs().infinitives or (_ENDS.fullmatch(word) is not None and word not in _NO_INFINITIVE)


def is_done_again(word: str) -> bool:
    """Whether a word is the infinitive of doing once more what a listed verb does, and so no thing behind "le": "regoûter"."""
    return word.startswith("re") and word.removeprefix("re") in read_verbs().infinitives


_ODD_WISHES = (("soit", "être", "il"), ("soyons", "être", "nous"), ("soyez", "être", "vous"), ("soient", "être", "ils"), ("ait", "avoir", "il"), ("aient", "avoir", "ils"), ("ayez", "avoir", "vous"))  # fmt: skip
_ENDS = re.compile(r"[a-zà-ÿœ-]{2,}(?:er|ir|dre|ttre|ire|oir)")
_NO_INFINITIVE = frozenset(
    "hier cher fier mer fer hiver dernier premier papier atelier dossier courrier janvier février cahier métier escalier quartier particulier régulier entier léger étranger danger boulanger plombier menuisier calendrier chantier panier loyer foyer ouvrier charpentier jardinier "
    "soir espoir pouvoir devoir avoir noir miroir couloir tiroir trottoir plaisir avenir souvenir loisir cuir désir ordre cadre cendre moindre membre semestre trimestre notaire affaire horaire contraire secrétaire propriétaire locataire commentaire exemplaire stagiaire formulaire nécessaire annuaire inventaire "
    "faire-part pire dire-part empire cire leader manager super hyper container planning weekend week-end twitter flyer poster scanner serveur leur à-valoir cuisinier infirmier policier romancier banquier financier immobilier mobilier fichier meunier premier-né clavier courier boitier boîtier portier chevalier collier tablier sentier ".split()
)
