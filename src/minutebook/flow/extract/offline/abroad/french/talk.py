"""What a spoken sentence in French tells of work: asked, promised, needed, given by name, offered."""

from collections.abc import Iterator

import msgspec

from minutebook.flow.extract.offline.abroad.french.clause import (
    Clause,
    end_of,
    read_clauses,
    read_infinitive,
    read_named,
    read_order,
)
from minutebook.flow.extract.offline.abroad.french.phrases import (
    clean,
    contract,
    find_calls,
    find_needed,
    find_noted,
    make_phrase,
    whole,
)
from minutebook.flow.extract.offline.abroad.french.verbs import Form, Tense, read_verbs
from minutebook.flow.extract.offline.abroad.french.way import (
    LEADS,
    MUST,
    NO_NAME,
    OBJECTS,
    SERVED,
    STILL_WORK,
    find_receiver,
    find_way,
)
from minutebook.flow.extract.offline.abroad.french.words import CLITICS, Word, forms_of, read_words
from minutebook.flow.extract.offline.abroad.said import Said, Way
from minutebook.text import patterns as re


def hear_work(text: str, question: bool) -> Iterator[Said]:
    """The works of a sentence without its days, in order."""
    words = read_words(_ONE_OF_US.sub(lambda match: "quelqu'un".ljust(len(match[0])), text))
    taken: list[tuple[int, int]] = []
    for said, begin, end in sorted(_found(words, text, question), key=lambda found: found[1]):
        if all(end <= start or begin >= stop for start, stop in taken) and not _IDLE.fullmatch(
            _BOUND.sub("", said.words)
        ):
            taken.append((begin, end))
            yield said


def _found(words: list[Word], text: str, question: bool) -> Iterator[tuple[Said, int, int]]:
    """Each work with the words that tell of it."""
    seen: set[int] = set()
    yield from _led_to(words, text, seen)
    yield from _needed(words, text, seen)
    yield from _told(words, text, question, seen)


def _led_to(words: list[Word], text: str, seen: set[int]) -> Iterator[tuple[Said, int, int]]:
    """The works that other words lead to as infinitives; their verbs are ``seen`` from then on."""
    for begin, way, at, who in (*find_noted(words, text), *find_calls(words, text)):
        read = read_infinitive(words, at)
        if read is None or read[1] in seen:
            continue
        clitics, verb = read
        seen.add(verb)
        base = words[verb].low
        if base in _NOT_NEEDED or (way is not Way.ASK and base in read_verbs().state - STILL_WORK):
            continue
        end = end_of(words, verb + 1)
        back = {Way.ASK: _YOU_BACK, Way.PROMISE: _ME_BACK}.get(way, _NOBODY)
        clitics = tuple("se" if low in back and base in _REFLEXIVE else low for low in clitics)
        said = _said(words, way, begin, end, clitics, base, verb + 1, text, who)
        yield msgspec.structs.replace(said, loose=(begin == at or way is Way.NEED) and who is None), begin, end


def _needed(words: list[Word], text: str, seen: set[int]) -> Iterator[tuple[Said, int, int]]:
    """The things that somebody needs, but for those of which a verb is ``seen``."""
    for begin, way, at, base in find_needed(words, text):
        end = end_of(words, at)
        if end <= at or any(at <= known < end for known in seen):
            continue
        me = {Way.ASK: "me", Way.PROMISE: "te"}.get(way) if base == "fournir" else None
        some = (me,) if me else ("en",) if any(word.low == "en" for word in words[begin:at]) else ()
        start, stop = words[begin].start, words[end - 1].end
        phrase = contract(make_phrase(some, base, whole(clean(text[words[at].start : stop]))))
        yield Said(way, start, stop, phrase, thing=True, loose=way is Way.NEED), begin, end


def _told(words: list[Word], text: str, question: bool, seen: set[int]) -> Iterator[tuple[Said, int, int]]:
    """The works that clauses with a verb of their own tell of, but for those of which it is ``seen``."""
    for clause in (*read_clauses(words), *_named(words), *_orders(words)):
        said = _received(clause, words) or _wanted(clause, words)
        if said is None and clause.verb not in seen and (way := find_way(clause, words, question)):
            seen.add(clause.verb)
            said = _said_in(clause, words, way, text, question)
        if said is not None:
            yield said, clause.at, clause.end


def _said_in(clause: Clause, words: list[Word], way: Way, text: str, question: bool) -> Said:
    """What a clause tells of its work."""
    who = find_receiver(clause, words) if way is Way.GIVEN else None
    clitics = tuple("se" if _turns_back(clause, low) else low for low in clause.clitics)
    finite = None if clause.modal else clause.form
    said = _said(words, way, clause.at, clause.end, clitics, clause.base, clause.begin, text, who, finite)
    return msgspec.structs.replace(said, loose=_is_loose(clause, words, way, question))


def _received(clause: Clause, words: list[Word]) -> Said | None:
    """What "vous la recevrez" promises."""
    gets = clause.who in {"tu", "vous"} and clause.base in {"recevoir", "avoir"} and clause.form.tense is Tense.FUTURE
    thing = next((low for low in clause.clitics if low in {"le", "la", "les", "l'"}), None)
    if not gets or thing is None or clause.modal is not None:
        return None
    stop = words[clause.end - 1].end
    return Said(
        Way.PROMISE,
        words[clause.at].start,
        stop,
        make_phrase((clause.who.replace("tu", "te"), thing), "fournir", ""),
        leans=True,
        thing=True,
    )


def _wanted(clause: Clause, words: list[Word]) -> Said | None:
    """What "je la voudrais" asks for; None where a clause wants nothing of what was spoken of."""
    wants = clause.who in {"je", "j'"} and clause.base in {"vouloir", "aimer"} and not clause.negated
    thing = next((low for low in clause.clitics if low in OBJECTS), None)
    if not wants or thing is None or clause.modal is not None:
        return None
    phrase = make_phrase(("me", thing), "fournir", "")
    return Said(Way.ASK, words[clause.at].start, words[clause.end - 1].end, phrase, thing=True)


def _turns_back(clause: Clause, low: str) -> bool:
    """Whether a pronoun means the one who acts: "je m'occupe", "tu peux te charger"."""
    person = clause.person
    return (person, low) in {("je", "me"), ("je", "m'"), ("tu", "te"), ("tu", "t'"), ("vous", "vous"), ("nous", "nous")}


def _must(clause: Clause) -> bool:
    return MUST.search(clause.under_text) is not None


def _is_loose(clause: Clause, words: list[Word], way: Way, question: bool) -> bool:
    """Whether it may as well be a habit, or what is going on: the plain present without anybody whom it serves."""
    if way is Way.PROMISE and clause.modal is not None and clause.modal.infinitive == "pouvoir":
        return True
    if way is Way.ASK:
        told = bool(clause.who) and clause.modal is None and clause.form.tense is Tense.PRESENT and not question
        return told and not set(clause.clitics) & _TO_ME and not _must(clause)
    if clause.who == "on" and way is Way.PROMISE:
        return True
    if clause.who in {"je", "j'"} and words[0].low in _AGREES and clause.modal is None:
        return False
    if clause.under in {"moi", "nous"} or clause.under_text.endswith("de mon côté ,"):
        return False
    plain = way is Way.PROMISE and clause.modal is None and clause.form.tense is Tense.PRESENT and not _must(clause)
    return plain and not set(clause.clitics) & SERVED


def _as_infinitives(words: list[Word], begin: int, end: int, text: str, form: Form | None) -> str:
    """The words that go with a verb; a second verb after "and" that stands as the first did is an infinitive, too."""
    told, here = "", words[begin].start
    for at in range(begin, end):
        if form is None or words[at].low not in {"et", "puis"}:
            continue
        verb = at + 1
        while verb < end and words[verb].low in CLITICS:
            verb += 1
        again = (
            next((f for f in forms_of(words[verb].low, form.person) if f.tense is form.tense), None)
            if verb < end
            else None
        )
        if again is not None:
            told += text[here : words[verb].start] + again.infinitive
            here = words[verb].end
    return told + text[here : words[end - 1].end]


def _said_call(way: Way, start: int, stop: int, clitics: tuple[str, ...], rest: str, who: str | None) -> Said:
    """What "je lui passe un coup de fil" says: that one is called."""
    called = tuple({"lui": "l'", "leur": "les"}.get(low, low) for low in clitics)
    return Said(
        way,
        start,
        stop,
        make_phrase(called, "appeler", rest.strip().removeprefix("à ")),
        who,
        leans=bool(called) and not rest.strip(),
    )


def _said(
    words: list[Word],
    way: Way,
    at: int,
    end: int,
    clitics: tuple[str, ...],
    base: str,
    begin: int,
    text: str,
    who: str | None = None,
    finite: Form | None = None,
) -> Said:
    start, stop = words[at].start, words[end - 1].end if end > at else words[at].end
    clause = next(
        (n for n in range(begin, end) if words[n].low in {"que", "qu'"} and words[n - 1].low not in _NO_CLAUSE), end
    )
    tail = words[clause].start if clause < end else 0
    rest = clean(_as_infinitives(words, begin, clause, text, finite)) if begin < clause else ""
    if base == "passer" and (call := _CALL.match(rest)):
        return _said_call(way, start, stop, clitics, rest[call.end() :], who)
    pointing = bool(set(clitics) & _POINTING) or (base in _BLANK and _THAT.fullmatch(rest) is not None)
    led = _INNER.match(rest) if base in {"charger", "occuper", "proposer", "engager"} else None
    if match := led or (_INNER_TO.match(rest) if base == "engager" else None):
        return Said(way, start, stop, rest[match.end() :], who)
    leans = (
        (base == "revenir" and _BACK.fullmatch(rest) is not None)
        or (rest and _THAT.fullmatch(rest) is not None)
        or (pointing and (not rest or _THAT.fullmatch(rest) is not None or _ASIDE.fullmatch(rest) is not None))
    )
    return Said(way, start, stop, make_phrase(clitics, base, rest), who, leans=bool(leans), tail=tail)


def _named(words: list[Word]) -> Iterator[Clause]:
    """The clauses whose subject is a name: "Lucie appelle le loueur", "c'est Jeanne qui commande"."""
    for at, word in enumerate(words):
        if not word.text[:1].isupper() or word.low in NO_NAME or word.low.endswith("'"):
            continue
        after = at + 1
        while after < len(words) and words[after].text[:1].isupper() and words[after].low not in NO_NAME:
            after += 1
        if after < len(words) and words[after].low == "qui" and at and words[at - 1].low in {"est", "sera"}:
            after += 1
        elif at and words[at - 1].low not in _OPENS and not words[at - 1].mark and not _titled(words, at):
            continue
        if after < len(words) and not words[after].joined:
            name = " ".join(w.text for w in words[at:after] if w.low != "qui")
            if clause := read_named(words, at, after, name):
                yield clause


def _titled(words: list[Word], at: int) -> bool:
    return words[at - 1].low in {"madame", "monsieur", "mme", "mme.", "m", "m.", "dr.", "maître"}


def _orders(words: list[Word]) -> Iterator[Clause]:
    """The orders of a sentence: at its beginning, or after words that lead to one."""
    for at, word in enumerate(words):
        handed = at + 1 < len(words) and words[at + 1].joined and words[at + 1].low in _HAND
        if word.low in _NO_ORDER or word.joined or not (handed or _leads(words, at)):
            continue
        clause = read_order(words, at)
        if clause is None or clause.negated:
            continue
        tied = at + 1 < len(words) and words[at + 1].joined and words[at + 1].low in _HAND
        follows = at + 1 < len(words) and words[at + 1].low in (_ASIDE_ORDER if word.low in _CHECKS else _OBJECT)
        if tied or (follows and word.low not in _NOUNS):
            yield clause


def _leads(words: list[Word], at: int) -> bool:
    here = at - 1
    while here >= 0 and not words[here].mark and words[here].low in LEADS:
        here -= 1
    if here < 0 or words[here].mark:
        return True
    called = words[here].text[:1].isupper() and words[here].low not in NO_NAME and here + 1 == at
    return called and (here == 0 or words[here - 1].mark)


_POINTING = frozenset("le la les l' en y".split())
_BLANK = frozenset("faire voir regarder prendre gérer finir noter envoyer lancer préparer".split())
_THAT = re.compile(r"(?:ça|cela|tout ça|ceci)?(?: (?:pour|à|avec) (?:toi|vous|moi))?", re.IGNORECASE)
_BOUND = re.compile(r"^(?:(?:me|te|nous|vous|lui|leur) |[mt]')+")
_IDLE = re.compile(
    r"faire confiance|(?:en |le )?prendre (?:bonne )?note|poser (?:ce|ton) (?:sandwich|téléphone|sac)|passer (?:mon|ton|son|votre) tour|prendre (?:le fauteuil|un café|un thé|ton temps|votre temps)|faire (?:vite|attention|la queue|un effort)|(?:me |te |nous |vous )?(?:croire|comprendre|suivre|entendre)(?: bien)?|ouvrir (?:la porte|la fenêtre|le rideau)|fermer (?:la porte|la fenêtre)|couper (?:ton|votre|mon) micro"
)
_CALL = re.compile(r"un (?:petit )?(?:coup de (?:fil|téléphone|bigo)|appel)\b")
_NO_CLAUSE = frozenset(
    "ne n' plus moins aussi autant même tel telle ce parce dès avant pour tant place lieu celui celle chose".split()
)
_ONE_OF_US = re.compile(r"\b[lL]['’](?:un|une) (?:de|d['’]entre) (?:nous|vous)\b")
_BACK = re.compile(r"(?:(?:vers|à) (?:toi|vous|\w+))?(?: ?là-dessus)?")
_ASIDE = re.compile(
    r"(?:en \w+ant|en partant|moi-même|dans la foulée|tout de suite|vite|quand|par mail|par courriel|moi|toi)(?: \w+)?"
)
_DEED = r"(?=(?:l'|le |la |les |lui |leur )?\w+(?:er|ir|re|oir)\b)"
_INNER, _INNER_TO = re.compile(rf"(?:de |d'){_DEED}"), re.compile(rf"à {_DEED}")
_NOT_NEEDED = frozenset("être avoir recevoir venir savoir".split())
_YOU_BACK, _ME_BACK, _NOBODY = frozenset(["te", "t'", "vous"]), frozenset(["me", "m'"]), frozenset[str]()
_REFLEXIVE = frozenset(
    "occuper charger renseigner assurer inscrire arranger mettre rendre organiser concentrer présenter reposer".split()
)
_OPENS = frozenset("et puis ensuite alors donc bon mais que qu' si".split()) - {"si"}
_NO_ORDER = frozenset(
    "suis es vas va comptez parle parles attends attendez écoute écoutez tiens tenez dis dites voyons allez va allons sais sache imagine imaginez pense excuse excusez pardonne arrête arrêtez remarque".split()
)
_OBJECT = frozenset(
    "le la les l' un une des du de d' mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs à au aux deux trois quatre cinq ce cette ces tout toute tous".split()
)
_AGREES = frozenset("d' ok okay entendu parfait".split())
_TO_ME = frozenset(["me", "m'", "nous"])
_HAND = frozenset(["moi", "m'", "le", "la", "les", "lui", "leur", "en", "y", "nous", "toi"])
_CHECKS = frozenset("regarde regardez vérifie vérifiez assure demande demandez vois voyez".split())
_ASIDE_ORDER = _OBJECT | frozenset("si s' que qu' comment combien quand avec dans".split())
_NOUNS = frozenset(
    "note commande demande liste compte facture relance réserve livre affiche cadre forme marque montre offre place plante porte poste range rappelle reste signe cherche visite voyage".split()
) - {"cherche", "rappelle", "range", "relance"}
