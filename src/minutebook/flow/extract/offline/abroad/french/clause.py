"""The clauses of a French sentence: who is to do something, how the verb stands, and the words of what is done as an infinitive phrase."""

from collections.abc import Iterator

import msgspec

from minutebook.flow.extract.offline.abroad.french.verbs import Form, Tense
from minutebook.flow.extract.offline.abroad.french.words import (
    CLITICS,
    SUBJECTS,
    Word,
    forms_of,
    is_infinitive,
)

MODALS = frozenset("pouvoir vouloir devoir aller venir compter passer partir".split())


class Clause(msgspec.Struct, frozen=True):
    """``who``: the subject as it stands ("je", "tu", "qui", a name, "" for an order). ``modal``: what governs the infinitive.

    ``at`` is the word where it begins, ``begin:end`` are the words of what is done, the verb among them at ``verb``; ``base`` its infinitive.
    ``under``: the word before the subject that makes it part of another clause ("que", "si", "quand").
    """

    at: int
    who: str
    person: str
    form: Form
    modal: Form | None
    negated: bool
    inverted: bool
    under: str
    begin: int
    verb: int
    end: int
    clitics: tuple[str, ...]
    base: str
    under_text: str = ""
    """The few words before it, in small letters."""


def read_clauses(words: list[Word]) -> Iterator[Clause]:
    """The clauses with a finite verb whose subject stands there, in order."""
    for at, word in enumerate(words):
        if (
            (clause := _subject(words, at))
            or (clause := _inverted(words, at))
            or (word.low in {"qui", "quelqu'un", "quelqu'"} and (clause := _who(words, at)))
        ):
            yield clause


def _subject(words: list[Word], at: int) -> Clause | None:
    word = words[at]
    person = SUBJECTS.get(word.low)
    if person is None or word.joined:
        return None
    return _read(words, at, word.low, person, at + 1)


def _who(words: list[Word], at: int) -> Clause | None:
    step = 2 if words[at].low == "quelqu'" else 1
    before = words[at - 1].low if at else ""
    if words[at].low == "qui" and before in _STRESSED and at > 1 and words[at - 2].low in {"est", "sera"}:
        return _read(words, at, _STRESSED[before], SUBJECTS[_STRESSED[before]], at + 1)
    if words[at].low == "qui" and at and not words[at - 1].mark and before not in _BEFORE_WHO:
        return None
    after = at + step
    if words[at].low == "qui" and [w.low for w in words[after : after + 3]] == ["est", "ce", "qui"]:
        after += 3
    elif words[at].low == "qui" and [w.low for w in words[after : after + 2]] == ["est-ce", "qui"]:
        after += 2
    return _read(words, at, "qui" if words[at].low == "qui" else "quelqu'un", "il", after)


def read_named(words: list[Word], at: int, after: int, name: str) -> Clause | None:
    """The clause whose subject is the name that stands at ``at`` and ends before ``after``."""
    if words[after].low in {"le", "la", "les", "l'"} and words[after - 1].low != "qui":
        return None
    return _read(words, at, name, "il", after)


def read_order(words: list[Word], at: int) -> Clause | None:
    """An order whose verb stands at ``at``: "appelle Marc", "envoyez-moi"."""
    for person in ("tu", "vous"):
        for form in forms_of(words[at].low, person):
            if form.tense is Tense.ORDER:
                after = at + 1
                clitics: list[str] = []
                while after < len(words) and words[after].joined and words[after].low in _TIED_OBJECTS:
                    clitics.append(_TIED_OBJECTS[words[after].low])
                    after += 1
                if (
                    clitics
                    and words[after - 1].low.endswith("'")
                    and after < len(words)
                    and words[after].low in {"en", "y"}
                ):
                    clitics.append(words[after].low)
                    after += 1
                negated = after < len(words) and words[after].low in {"pas", "plus", "jamais"}
                under = words[at - 1].low if at else ""
                return Clause(
                    at,
                    "",
                    person,
                    form,
                    None,
                    negated,
                    False,
                    under,
                    after,
                    at,
                    end_of(words, after),
                    tuple(_ordered(clitics)),
                    form.infinitive,
                )
    return None


def _read(words: list[Word], at: int, who: str, person: str, after: int) -> Clause | None:
    """The clause of a subject, whose verb is looked for from ``after`` on."""
    ne = False
    clitics: list[str] = []
    here = after
    while here < len(words) and not words[here].mark:
        low = words[here].low
        if low in {"ne", "n'"}:
            ne = True
        elif low in CLITICS and not (
            low in {"le", "la", "les", "l'", "leur", "en"} and not _has_verb(words, here + 1, person)
        ):
            clitics.append(low)
        else:
            break
        here += 1
    if here >= len(words) or words[here].joined:
        return None
    form = _best(forms_of(words[here].low, person))
    if form is None:
        return None
    return _after_verb(words, at, who, person, form, here, tuple(clitics), ne=ne, inverted=False)


def _has_verb(words: list[Word], at: int, person: str) -> bool:
    while at < len(words) and words[at].low in CLITICS:
        at += 1
    return at < len(words) and bool(forms_of(words[at].low, person))


def _inverted(words: list[Word], at: int) -> Clause | None:
    """The subject after the verb: "peux-tu", "pourriez-vous", "voulez-vous"."""
    after = at + 1
    if after >= len(words) or not words[after].joined or words[after].low not in {"tu", "vous", "je", "on"}:
        return None
    person = SUBJECTS[words[after].low]
    form = _best(forms_of(words[at].low, person))
    if form is None or (form.tense is Tense.ORDER):
        return None
    start = at
    clitics: list[str] = []
    while start and words[start - 1].low in CLITICS and not words[start - 1].joined:
        start -= 1
        clitics.insert(0, words[start].low)
    return _after_verb(words, start, words[after].low, person, form, after, tuple(clitics), ne=False, inverted=True)


def _best(forms: tuple[Form, ...]) -> Form | None:
    ranked = [form for form in forms if form.tense != Tense.ORDER]
    ranked.sort(key=lambda form: (form.tense == Tense.WISH, form.infinitive == "suivre"))
    return ranked[0] if ranked else None


def _after_verb(
    words: list[Word],
    at: int,
    who: str,
    person: str,
    form: Form,
    verb: int,
    clitics: tuple[str, ...],
    *,
    ne: bool,
    inverted: bool,
) -> Clause:
    """The clause as it goes on after its verb, or after the infinitive that this governs."""
    negated, here = ne, verb + 1
    while here < len(words) and (step := _adverb(words, here)):
        negated |= words[here].low in _NOT
        here += step
    under = words[at - 1].low if at else ""
    governed = _governed(words, form, here)
    if governed:
        clitics, verb = governed
        here = verb + 1
    return Clause(
        at,
        who,
        person,
        form,
        form if governed else None,
        negated,
        inverted,
        under,
        here,
        verb,
        end_of(words, here),
        clitics,
        words[verb].low if governed else form.infinitive,
        _before(words, at),
    )


def _governed(words: list[Word], form: Form, at: int) -> tuple[tuple[str, ...], int] | None:
    """The infinitive from ``at`` on that a verb governs, where it stands and the pronouns before it: "je peux", "j'essaie de"."""
    if links := _GOVERNS.get(form.infinitive):
        if at >= len(words) or words[at].low not in links:
            return None
        at += 1
    elif form.infinitive not in MODALS:
        return None
    clitics, here = _pronouns(words, at)
    return (clitics, here) if is_infinitive(words, here) else None


def _before(words: list[Word], at: int) -> str:
    return " ".join(word.low for word in words[max(0, at - 4) : at])


def _adverb(words: list[Word], at: int) -> int:
    """How many words of an adverb stand at a place; the "tu" of a question in Québec counts as one."""
    if words[at].low in _ADVERBS or (words[at].joined and words[at].low == "tu"):
        return 1
    return next((len(told) for told in _ADVERBIAL if [w.low for w in words[at : at + len(told)]] == told), 0)


def read_infinitive(words: list[Word], at: int) -> tuple[tuple[str, ...], int] | None:
    """The pronouns before an infinitive that begins at ``at``, and where it stands."""
    clitics, here = _pronouns(words, at)
    if (
        here + 1 < len(words)
        and words[here].low in {"aller", "venir", "passer"}
        and (inner := read_infinitive(words, here + 1))
    ):
        return inner
    return (clitics, here) if is_infinitive(words, here) else None


def _pronouns(words: list[Word], at: int) -> tuple[tuple[str, ...], int]:
    """The pronouns that stand from ``at`` on, and where what follows them begins."""
    here = at
    while here < len(words) and words[here].low in CLITICS | _BETWEEN:
        here += 1
    return tuple(word.low for word in words[at:here] if word.low in CLITICS), here


def end_of(words: list[Word], at: int) -> int:
    """Where the words that go with a verb end: at the next clause, a mark, or a reason."""
    here = at
    while here < len(words):
        word = words[here]
        before = words[here - 1].low if here else ""
        if word.low in _STOPS or (here > at and _ends(words, here)):
            return here
        if word.low == "," and not _goes_on(words, here):
            return here
        if word.low in _REASONS and here + 1 < len(words) and words[here + 1].low in {"que", "qu'"}:
            return here
        if word.low in {"et", "puis", "ou"} and _new_clause(words, here + 1):
            return here
        if word.low in _CLAUSE_SUBJECTS and not word.joined and before not in _KEEPS and _starts_clause(words, here):
            return here
        if (
            word.low in {"c'", "ça"}
            and before not in _KEEPS
            and before not in _PREPOSITIONS
            and here > at
            and _starts_clause(words, here)
        ):
            return here
        here += 1
    return here


def _ends(words: list[Word], at: int) -> bool:
    """Whether a word that ends what goes with a verb does so here: no "bon" of a "bon de commande", no "si" that is asked."""
    low, before = words[at].low, words[at - 1].low
    if [word.low for word in words[at + 1 : at + 3]] in (["dit", "que"], ["dit", "qu'"], ["pense", "que"]):
        return True
    if low == "si" and at + 2 < len(words):
        person = SUBJECTS.get(words[at + 1].low, "il")
        if any(form.tense is Tense.WAS for form in forms_of(words[at + 2].low, person)):
            return True
    if (
        low == "si"
        and at + 1 < len(words)
        and words[at + 1].low not in {"tu", "vous", "possible", "jamais", "besoin", "ça"}
    ):
        return False
    return low in _ENDS and not (low in {"bon", "non", "oui", "comme", "car"} and before in _KEEPS_NOUN)


def _starts_clause(words: list[Word], at: int) -> bool:
    low = words[at].low
    if low in {"nous", "vous", "elle", "ça"} and at and words[at - 1].low in _PREPOSITIONS:
        return False
    if low == "c'":
        return True
    person = SUBJECTS.get(low, "il")
    here = at + 1
    while here < len(words) and words[here].low in CLITICS | {"ne", "n'"}:
        here += 1
    return here < len(words) and bool(forms_of(words[here].low, person))


def _new_clause(words: list[Word], at: int) -> bool:
    """Whether what "and" joins is another clause."""
    while at < len(words) and words[at].low in _LEADS:
        at += 1
    if at >= len(words):
        return True
    low = words[at].low
    if low in _CLAUSE_SUBJECTS or low in {"c'", "ça"}:
        return _starts_clause(words, at)
    return low in _ENDS or (
        words[at].text[:1].isupper() and at + 1 < len(words) and bool(forms_of(words[at + 1].low, "il"))
    )


def _goes_on(words: list[Word], comma: int) -> bool:
    """Whether a comma only parts things of a list: "les cotes, les photos et le plan"."""
    here = comma + 1
    if here >= len(words) or words[here].low not in _LISTED:
        return False
    joined = False
    while here < len(words) and words[here].low not in _STOPS:
        if words[here].low in _CLAUSE_SUBJECTS and _starts_clause(words, here):
            return False
        joined |= words[here].low in {"et", "ou"}
        here += 1
    return joined


def _ordered(clitics: list[str]) -> list[str]:
    """The pronouns of an order as they stand before an infinitive: "envoie-le-moi" is "me l'envoyer"."""
    return sorted(
        clitics, key=lambda word: (word not in {"me", "te", "nous", "vous"}, word in {"lui", "leur", "y", "en"})
    )


_STRESSED = {"moi": "je", "toi": "tu", "nous": "nous", "vous": "vous"}
_TIED_OBJECTS = {"moi": "me", "m'": "me", "toi": "te", "le": "le", "la": "la", "les": "les", "lui": "lui", "leur": "leur", "nous": "nous", "vous": "vous", "y": "y", "en": "en"}  # fmt: skip
_GOVERNS = {"essayer": {"de", "d'"}, "tâcher": {"de", "d'"}, "penser": {"à"}, "prévoir": {"de", "d'"}, "oublier": {"de", "d'"}, "proposer": {"de", "d'"}, "accepter": {"de", "d'"}}  # fmt: skip
_NOT = frozenset("pas plus jamais rien guère".split())
_ADVERBS = frozenset(
    "pas plus jamais bien aussi encore déjà donc juste toujours vraiment peut-être alors ensuite maintenant volontiers sûrement probablement éventuellement simplement rapidement vite plutôt là finalement".split()
)
_ADVERBIAL = (
    ["quand", "même"],
    ["tout", "de", "suite"],
    ["du", "coup"],
    ["s'il", "te", "plaît"],
    ["s'il", "vous", "plaît"],
    ["d'", "abord"],
)
_BETWEEN = frozenset("bien juste aussi encore donc peut-être plutôt vite ne pas".split()) - {"ne", "pas"}
_STOPS = frozenset([".", "?", "!", ";", ":", "…", "→", "[", "]", "(", ")", "«", "»", "—", "–", "/"])
_ENDS = frozenset(
    "car mais sinon donc parce puisque voilà hein quoi ok okay oui non bon bah ben d'accord lorsque dès tellement alors pis vu fait afin comme pendant tandis quand si s'il merci".split()
) - {"fait", "vu", "dès"}  # fmt: skip
_KEEPS_NOUN = frozenset("du un le les des de son mon ton notre votre d' l' au aux".split())
_REASONS = frozenset("dès avant pour afin parce tant vu après pendant".split())
_CLAUSE_SUBJECTS = frozenset("je j' tu on il elle ils elles nous vous".split())
_KEEPS = frozenset(
    "que qu' qui dont où si s' comment combien pourquoi quoi quel quelle quels quelles quand lorsque".split()
)
_PREPOSITIONS = frozenset(
    "avec pour chez à de d' sans sur entre vers contre par sous devant derrière après avant selon que".split()
)
_LEADS = frozenset("puis ensuite après alors aussi".split())
_BEFORE_WHO = frozenset("et alors mais donc bon que sais sait savoir".split())
_LISTED = frozenset(
    "le la les l' un une des du de d' mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs deux trois quatre cinq".split()
)
