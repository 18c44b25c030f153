"""Forms of Spanish verbs of doing, with their infinitives: who does it, will do it or is asked to."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files

import msgspec

from minutebook.text import patterns as re

WHOM = ("me", "nos", "te", "os", "le", "les", "se")
THINGS = ("lo", "la", "los", "las")
PRONOUNS = rf"(?:{'|'.join(WHOM)})?(?:{'|'.join(THINGS)})?"
"""What may hang on an infinitive: "enviár(te)(lo)"."""
LETTERS = 6
"""Letters of a word that tell it from others; what follows is mostly an ending."""
PLAIN = str.maketrans("áéíóú", "aeiou")
"""A word without its accents."""
_BARE = {"ar": ("á", "a"), "er": ("é", "e"), "ir": ("í", "i")}


class Person(StrEnum):
    """``FIRST``: "envío", "enviaré"; ``WE``: "enviamos"; ``SECOND``: "envías", "enviás", "enviáis"; ``THIRD``: "envía", "envían"; ``ORDER``: "envía", "enviad", "envíe"; ``THAT``: after "que", "envíes"; ``WAS``: "enviabas"."""

    FIRST = "first"
    WE = "we"
    SECOND = "second"
    THIRD = "third"
    ORDER = "order"
    THAT = "that"
    WAS = "was"


class _Written(msgspec.Struct, forbid_unknown_fields=True):
    """The data file: infinitives, the stems of some under stress and in the future, and forms that no rule tells."""

    letters: str
    talk: str
    stems: dict[str, str]
    first: dict[str, str]
    wished: dict[str, str]
    orders: dict[str, str]
    does: dict[str, str]
    future: dict[str, str]


class Verbs(msgspec.Struct, frozen=True):
    """Infinitives by form, for each person."""

    forms: Mapping[Person, Mapping[str, str]]
    infinitives: frozenset[str]

    def is_infinitive(self, word: str) -> bool:
        """Whether a word in small letters is one of these verbs, with or without pronouns hung on it."""
        return any(bare(word, hung) in self.infinitives for hung in ("", *HUNG) if word.endswith(hung))

    def find(self, word: str, *persons: Person) -> str | None:
        """The infinitive of a form in small letters of one of these persons."""
        return next((self.forms[person][word] for person in persons if word in self.forms[person]), None)

    def is_form(self, word: str) -> bool:
        """Whether a word in small letters after "la" or "los" is a verb rather than a noun."""
        return word not in NOUNS and (word in OTHERS or self.find(word, *Person) is not None)

    def first(self, word: str, *, sure: bool) -> str | None:
        """The infinitive of a form of the first person; where it is ``sure`` that it is one, also of a verb that is not known here."""
        if found := self.find(word, Person.FIRST):
            return found
        known = word in NOUNS or word in OTHERS or self.find(word, *Person) is not None
        return f"{word[:-1]}ar" if sure and not known and _UNKNOWN.fullmatch(word) else None

    def split(self, word: str, *persons: Person) -> tuple[str, str] | None:
        """The infinitive of a form with what is hung on it ("mándamelo": mandar, "melo"), which is empty where nothing is."""
        if base := self.find(word, *persons):
            return base, ""
        for hung in HUNG:
            if word.endswith(hung) and len(word) > len(hung) + 1:
                verb = word[: -len(hung)]
                if base := next(filter(None, (self.find(form, *persons) for form in _unhung(verb))), None):
                    return base, hung
        return None


def _unhung(verb: str) -> Iterator[str]:
    """What a form may be by itself without what was hung on it: "mánda" is "manda", "hace" the "hacé" of those who say vos, "hagámos" "hagamos"."""
    yield verb
    plain = verb.translate(PLAIN)
    yield plain
    if plain[-1:] in "aei":
        yield f"{plain[:-1]}{plain[-1].translate(str.maketrans('aei', 'áéí'))}"


def root(word: str) -> str:
    """What a word in small letters has in common with other forms of it: its infinitive where it is a verb of doing, else its beginning without accents."""
    verbs = read_verbs()
    if base := verbs.find(word, Person.FIRST, Person.THAT):
        return base
    for hung in HUNG:
        if word.endswith(hung) and bare(word, hung) in verbs.infinitives:
            return bare(word, hung)
    return word if word in verbs.infinitives else word[:LETTERS].translate(PLAIN)


def bare(word: str, hung: str) -> str:
    """An infinitive without what is hung on it: "mandárselo" is "mandar"; "reír" keeps its accent."""
    return word[: -len(hung)].translate(PLAIN) if hung else word


@cache
def read_verbs(*, talk: bool = True) -> Verbs:
    """All forms, made once of ``data/es/verbs.toml``; of the verbs of letters alone where it is not for talk."""
    text = files("minutebook.flow.extract.offline").joinpath("data/es/verbs.toml").read_text(encoding="utf-8")
    written = msgspec.convert(tomllib.loads(text), _Written)
    forms: dict[Person, dict[str, str]] = {person: {} for person in Person}
    for verb in (*written.letters.split(), *(written.talk.split() if talk else ())):
        for person, form in () if verb in _IRREGULAR else _conjugate(verb, written):
            forms[person].setdefault(form, verb)
    forms[Person.ORDER] |= written.orders
    forms[Person.THAT] |= written.orders
    forms[Person.FIRST] |= {form: verb for verb, form in written.first.items() if verb in _IRREGULAR}
    for form, verb in written.does.items():
        forms[_PERSONS.get(form[-3:], _PERSONS.get(form[-1], Person.THIRD))][form] = verb
    return Verbs(forms, frozenset(verb for told in forms.values() for verb in told.values()))


def _conjugate(verb: str, written: _Written) -> Iterator[tuple[Person, str]]:
    stem, kind = verb[:-2], verb[-2:]
    vowel = "a" if kind == "ar" else "e"
    stressed = written.stems.get(verb, stem)
    first = written.first.get(verb) or f"{_before_o(stressed, kind)}o"
    future = written.future.get(verb, verb)
    yield from _each(Person.FIRST, (first, f"{future}é"))
    yield from _each(Person.WE, (f"{stem}{kind[0]}mos", f"{future}emos"))
    yield from _each(
        Person.SECOND,
        (
            f"{_slender(stressed, kind)}{vowel}s",
            f"{stem}{_BARE[kind][0]}s",
            f"{stem}{_BARE[kind][0]}is",
            f"{future}ás",
            f"{future}éis",
        ),
    )
    yield from _each(
        Person.THIRD,
        (f"{_slender(stressed, kind)}{vowel}", f"{_slender(stressed, kind)}{vowel}n", f"{future}á", f"{future}án"),
    )
    that = f"{_before_e(stressed)}e" if kind == "ar" else f"{first.removesuffix('o') if first.endswith('o') else stem}a"
    yield from _each(
        Person.ORDER,
        (f"{_slender(stressed, kind)}{vowel}", f"{stem}{_BARE[kind][0]}", f"{stem}{kind[0]}d", that, f"{that}n"),
    )
    yield from _each(Person.THAT, (that, f"{that}s", f"{that}n", f"{that}mos"))
    wished = written.wished.get(verb, stem)
    hard = wished.endswith("j")
    yield from _each(
        Person.THAT, (f"{wished}{ending.removeprefix('i' if hard else '')}" for ending in _WISHED[kind == "ar"])
    )
    was = f"{stem}{'aba' if kind == 'ar' else 'ía'}"
    yield from _each(Person.WAS, (was, f"{was}s", f"{was}n"))


def _each(person: Person, forms: Iterable[str]) -> Iterator[tuple[Person, str]]:
    return ((person, form) for form in forms)


def _before_e(stem: str) -> str:
    """A stem as it is written before e: "pagar" is "pague", "sacar" is "saque", "organizar" is "organice"."""
    for letter, before_e in (("c", "qu"), ("g", "gu"), ("z", "c")):
        if stem.endswith(letter):
            return f"{stem[:-1]}{before_e}"
    return stem


def _before_o(stem: str, kind: str) -> str:
    """A stem as it is written before o: "recoger" is "recojo", "ofrecer" is "ofrezco", "conseguir" is "consigo", "incluir" is "incluyo"."""
    if kind == "ar":
        return stem
    for ending, before_o in (("gu", "g"), ("g", "j"), ("nc", "nz"), ("rc", "rz"), ("c", "zc"), ("u", "uy")):
        if stem.endswith(ending):
            return f"{stem[: -len(ending)]}{before_o}"
    return stem


def _slender(stem: str, kind: str) -> str:
    """A stem as it is written before e: "incluir" is "incluye"."""
    return f"{stem}y" if kind == "ir" and stem.endswith("u") and not stem.endswith(("gu", "qu")) else stem


_IRREGULAR = frozenset({"dar", "ir"})
"""Verbs of which the data file has each form."""
_PERSONS = {"mos": Person.WE, "s": Person.SECOND, "é": Person.FIRST}
NOUNS = frozenset(
    "una uno listo llevo paso para como entre nada repaso presupuesto encargo acta firma firmas visita visitas compra compras cuenta cuentas marca marcas nota notas copia copias falta llamada entrega entregas prueba pruebas reserva reservas lista listas cambio cambios cargo carga cargas pago pagos cobro archivo dibujo acuerdo ensayo control proyecto resumo medio hecho trabajo estudio cuadro registro contrato ajuste ajustes muestra muestras baja sube oferta ofertas plazo pico cierre consulta consultas factura facturas ficha fichas pinta respuesta limpia cita citas cena obra obras hora horas tarea tareas planta plantas página duda dudas queja rebaja pasta mesa mesas toma ayuda bajas altas altura etiqueta etiquetas imprenta informe informes monte corte cortes borde parte partes recorte pase pases escritura lectura regla letra letras meta metas ruta rutas puerta puertas cámara cámaras bolsa bolsas".split()
)
"""Forms that are nouns as well: without a pronoun they tell of nothing."""
OTHERS = frozenset(
    "juro ruego agradezco felicito envidio deseo admiro creo digo siento espero pienso opino supongo imagino juro gano vivo bebo entro salgo vuelvo duermo corro sigo leo oigo escucho entiendo recuerdo acuerdo alegro conozco parezco prefiero deseo odio adoro cuento quedo paro estoy voy vengo soy trabajo llego pierdo puede puedo puedes pueden podemos tiene tengo tienes tienen tenemos quiere quiero quieres quieren sabe sé saben hace hago haces hacen da dan va van necesita necesito necesitas necesitan debe es son está están había hay ha he han hemos tenía podría vi vio dio puse puso trajo hizo hice".split()
)
"""Forms of verbs that do no work."""
_UNKNOWN = re.compile(r"[a-záéíóúñ]{3,}(?<!z)[bcdfglmnprstvxyzñi]o")
"""A first person that no list has: most such verbs end in "ar"."""
HUNG = sorted({f"{whom}{thing}" for whom in ("", *WHOM) for thing in ("", *THINGS)} - {""}, key=len, reverse=True)
"""What may be hung on a verb: "me", "lo", "selo"."""
_WISHED = {True: ("ara", "ase", "aras", "aran"), False: ("iera", "iese", "ieras", "ieran")}
"""Endings of what one would ask for: "agradecería que enviaras"."""
