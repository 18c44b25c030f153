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
    find_calls,
    find_needed,
    find_noted,
    make_phrase,
    whole,
)
from minutebook.flow.extract.offline.abroad.french.verbs import Tense, read_verbs
from minutebook.flow.extract.offline.abroad.french.words import Word, read_words
from minutebook.flow.extract.offline.abroad.said import Said, Way
from minutebook.text import patterns as re


def hear_work(text: str, question: bool) -> Iterator[Said]:
    """The works of a sentence without its days, in order."""
    words = read_words(text)
    taken: list[tuple[int, int]] = []
    for said, begin, end in sorted(_found(words, text, question), key=lambda found: found[1]):
        if all(end <= start or begin >= stop for start, stop in taken):
            taken.append((begin, end))
            yield said


def _found(words: list[Word], text: str, question: bool) -> Iterator[tuple[Said, int, int]]:
    """Each work with the words that tell of it."""
    seen: set[int] = set()
    for begin, way, at, who in (*find_noted(words, text), *((*call, None) for call in find_calls(words, text))):
        if (read := read_infinitive(words, at)) and read[1] not in seen:
            clitics, verb = read
            seen.add(verb)
            if words[verb].low in _NOT_NEEDED or (
                way is not Way.ASK and words[verb].low in read_verbs().state - _STILL_WORK
            ):
                continue
            end = end_of(words, verb + 1)
            back = {Way.ASK: _YOU_BACK, Way.PROMISE: _ME_BACK}.get(way, _NOBODY)
            clitics = tuple("se" if low in back and words[verb].low in _REFLEXIVE else low for low in clitics)
            said = _said(words, way, begin, end, clitics, words[verb].low, verb + 1, text, who)
            yield msgspec.structs.replace(said, loose=begin == at and who is None), begin, end
    for begin, way, at in find_needed(words, text):
        end = end_of(words, at)
        if end > at and not any(at <= verb < end for verb in seen):
            some = ("me",) if way is Way.ASK else ("en",) if any(word.low == "en" for word in words[begin:at]) else ()
            phrase = make_phrase(
                some,
                "fournir" if way is Way.ASK else "prévoir",
                whole(clean(text[words[at].start : words[end - 1].end])),
            )
            yield Said(way, words[begin].start, words[end - 1].end, phrase, thing=True), begin, end
    for clause in (*read_clauses(words), *_named(words), *_orders(words)):
        if wanted := _wanted(clause):
            yield (
                Said(Way.ASK, words[clause.at].start, words[clause.end - 1].end, wanted, thing=True),
                clause.at,
                clause.end,
            )
            continue
        told = None if clause.verb in seen else _way(clause, words, question)
        if told is None:
            continue
        seen.add(clause.verb)
        who = _receiver(clause, words) if told is Way.GIVEN else None
        clitics = tuple("se" if _turns_back(clause, low) else low for low in clause.clitics)
        said = _said(words, told, clause.at, clause.end, clitics, clause.base, clause.begin, text, who)
        yield msgspec.structs.replace(said, loose=_is_loose(clause, told)), clause.at, clause.end


def _wanted(clause: Clause) -> str:
    """What "je la voudrais" asks for; empty where a clause wants nothing of what was spoken of."""
    wants = clause.who in {"je", "j'"} and clause.base in {"vouloir", "aimer"} and not clause.negated
    thing = next((low for low in clause.clitics if low in _OBJECTS), None)
    return make_phrase(("me", thing), "fournir", "") if wants and thing and clause.modal is None else ""


def _receiver(clause: Clause, words: list[Word]) -> str:
    """The name of the one to whom a clause gives work: its subject, or whoever was named before it where that is "he" or "she"."""
    if clause.who not in {"il", "elle"}:
        return clause.who
    return next((w.text for w in reversed(words[: clause.at]) if w.text[:1].isupper() and w.low not in _NO_NAME), "")


def _turns_back(clause: Clause, low: str) -> bool:
    """Whether a pronoun means the one who acts: "je m'occupe", "tu peux te charger"."""
    person = clause.person
    return (person, low) in {("je", "me"), ("je", "m'"), ("tu", "te"), ("tu", "t'"), ("vous", "vous"), ("nous", "nous")}


def _must(clause: Clause) -> bool:
    return _MUST.search(clause.under_text) is not None


def _is_loose(clause: Clause, way: Way) -> bool:
    """Whether it may as well be a habit, or what is going on: the plain present without anybody whom it serves."""
    if way is Way.PROMISE and clause.modal is not None and clause.modal.infinitive == "pouvoir":
        return True
    plain = way is Way.PROMISE and clause.modal is None and clause.form.tense is Tense.PRESENT and not _must(clause)
    return plain and not set(clause.clitics) & _SERVED


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
) -> Said:
    start, stop = words[at].start, words[end - 1].end if end > at else words[at].end
    rest = clean(text[words[begin].start : stop]) if begin < end else ""
    pointing = bool(set(clitics) & _POINTING) or (base in _BLANK and _THAT.fullmatch(rest) is not None)
    if match := _INNER.match(rest) if base in {"charger", "occuper"} else None:
        return Said(way, start, stop, rest[match.end() :], who)
    leans = base == "revenir" or (
        pointing and (not rest or _THAT.fullmatch(rest) is not None or _ASIDE.fullmatch(rest) is not None)
    )
    return Said(way, start, stop, make_phrase(clitics, base, rest), who, leans=leans)


def _way(clause: Clause, words: list[Word], question: bool) -> Way | None:
    """How a clause tells of work; None for what tells of none."""
    if clause.base in _NO_WORK or _is_remark(clause, words) or _is_supposed(clause, words):
        return None
    if must := _MUST.search(clause.under_text):
        return _owed(clause, must["offer"] is not None)
    if _is_under(clause):
        return None
    tense = (clause.modal or clause.form).tense
    match clause.who:
        case "je" | "j'" | "nous":
            return _of_speaker(clause, tense, question)
        case "tu" | "vous" | "t'" | "":
            return _of_other(clause, words, tense, question)
        case "on":
            told = (
                clause.modal is not None
                and not clause.negated
                and clause.modal.infinitive in {"aller", "devoir", "pouvoir"}
            )
            return Way.TOGETHER if told and tense in _NOW and not question else None
        case "qui":
            does = clause.modal is not None or (
                clause.base not in read_verbs().state and tense in {Tense.PRESENT, Tense.FUTURE}
            )
            return Way.NEED if does and question else None
        case "quelqu'un":
            return Way.NEED if clause.modal is not None or tense is Tense.WISH else None
        case "il" | "elle":
            serves = (
                bool(set(clause.clitics) & _SERVED) and clause.modal is None and tense in {Tense.PRESENT, Tense.FUTURE}
            )
            return (
                Way.GIVEN
                if serves
                and not clause.negated
                and not question
                and clause.base not in read_verbs().state
                and _receiver(clause, words)
                else None
            )
        case "ils" | "elles" | "ça" | "cela":
            return None
        case _:
            return _of_named(clause, tense)


def _owed(clause: Clause, offered: bool) -> Way | None:
    """How "il faut que je …" tells of work, and "tu veux que je …"."""
    if clause.negated or (clause.base in read_verbs().state and clause.base not in _STILL_WORK):
        return None
    match clause.who:
        case "je" | "j'":
            return Way.OFFER if offered else Way.PROMISE
        case "tu" | "vous" | "t'":
            return None if offered else Way.ASK
        case "on" | "nous":
            return Way.TOGETHER
        case "quelqu'un":
            return Way.NEED
        case "ça" | "cela" | "ils" | "elles":
            return None
        case _:
            return Way.GIVEN


def _of_speaker(clause: Clause, tense: Tense, question: bool) -> Way | None:
    if clause.negated or clause.inverted:
        return None
    if clause.modal is not None:
        can = clause.modal.infinitive == "pouvoir"
        if question or (can and tense is Tense.WOULD):
            return Way.OFFER if can and not question else None
        works = (
            clause.modal.infinitive in {"aller", "devoir", "compter", "essayer", "penser", "prévoir", "tâcher"} or can
        )
        return (
            Way.PROMISE
            if works and tense in {Tense.PRESENT, Tense.FUTURE} and clause.base not in read_verbs().state
            else None
        )
    if question or clause.base in read_verbs().state or tense not in {Tense.PRESENT, Tense.FUTURE}:
        return None
    return Way.PROMISE


def _of_other(clause: Clause, words: list[Word], tense: Tense, question: bool) -> Way | None:
    if clause.modal is not None:
        if clause.modal.infinitive not in {"pouvoir", "vouloir", "devoir"} or (clause.negated and not question):
            return None
        return Way.ASK if tense in _NOW and not _asks_how(words, clause.at) else None
    if (
        clause.base in _STATE_ASKED
        or clause.negated
        or (clause.base in read_verbs().state and not set(clause.clitics) & _TO_ME)
    ):
        return None
    if not clause.who:
        return Way.ASK
    if tense is Tense.FUTURE:
        return Way.ASK
    asked = question or bool(set(clause.clitics) & _TO_ME)
    return Way.ASK if tense is Tense.PRESENT and asked and not _asks_how(words, clause.at) else None


def _of_named(clause: Clause, tense: Tense) -> Way | None:
    if clause.negated or tense not in {Tense.PRESENT, Tense.FUTURE} or clause.base in read_verbs().state:
        return None
    if clause.modal is not None and clause.modal.infinitive not in {"aller", "devoir"}:
        return None
    return Way.GIVEN


def _is_supposed(clause: Clause, words: list[Word]) -> bool:
    """Whether something else has to happen first: "s'il pleut, je rentre les chaises"."""
    for at, word in enumerate(words[: clause.at]):
        opens = at == 0 or words[at - 1].mark or words[at - 1].low in _LEADS
        if opens and word.low in {"si", "s'"} and words[at + 1].low not in _POLITE_IF and not words[at + 1].mark:
            return True
    return False


def _is_remark(clause: Clause, words: list[Word]) -> bool:
    """Whether it only leads to what is said: "je te rappelle que", "je vous préviens", "je compte trois semaines"."""
    after = words[clause.begin].low if clause.begin < len(words) else ""
    if clause.base in _TELLING and clause.person in {"je", "nous"}:
        return after in _ASKED or (
            clause.modal is None and clause.begin >= clause.end and not set(clause.clitics) & _OBJECTS
        )
    return clause.modal is None and clause.base in _COUNTING


def _is_under(clause: Clause) -> bool:
    """Whether a clause only says more of something in another: "le devis que je dois envoyer"."""
    if clause.under not in _UNDER:
        return False
    if clause.under in {"si", "s'"}:
        return not (
            clause.modal is not None and clause.modal.infinitive == "pouvoir" and clause.person in {"tu", "vous"}
        )
    return _THINKS.search(clause.under_text) is None


def _asks_how(words: list[Word], at: int) -> bool:
    return any(word.low in _HOW for word in words[max(0, at - 3) : at])


def _named(words: list[Word]) -> Iterator[Clause]:
    """The clauses whose subject is a name: "Lucie appelle le loueur", "c'est Jeanne qui commande"."""
    for at, word in enumerate(words):
        if not word.text[:1].isupper() or word.low in _NO_NAME:
            continue
        after = at + 1
        while after < len(words) and words[after].text[:1].isupper() and words[after].low not in _NO_NAME:
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
    return words[at - 1].low in {"madame", "monsieur", "mme", "m"}


def _orders(words: list[Word]) -> Iterator[Clause]:
    """The orders of a sentence: at its beginning, or after words that lead to one."""
    for at, word in enumerate(words):
        if word.low in _NO_ORDER or word.joined or not _leads(words, at):
            continue
        clause = read_order(words, at)
        if clause is None or clause.negated:
            continue
        tied = at + 1 < len(words) and words[at + 1].joined
        follows = at + 1 < len(words) and words[at + 1].low in _OBJECT
        if tied or (follows and word.low not in _NOUNS):
            yield clause


def _leads(words: list[Word], at: int) -> bool:
    here = at - 1
    while here >= 0 and not words[here].mark and words[here].low in _LEADS:
        here -= 1
    if here < 0 or words[here].mark:
        return True
    called = words[here].text[:1].isupper() and words[here].low not in _NO_NAME and here + 1 == at
    return called and (here == 0 or words[here - 1].mark)


_MUST = re.compile(
    r"\b(?:faut|faudra|faudrait|faille|convenu|décidé|prévu|acté|entendu|demandé)(?: \w+){0,2} qu[e']$|(?P<offer>\b(?:veux|voulez|voudrais|voudriez|préfères|préférez)(?: -?(?:tu|vous))? qu[e']$)"
)
_SERVED = frozenset("te t' vous lui leur nous me m'".split())
_POINTING = frozenset("le la les l' en y".split())
_OBJECTS = frozenset("le la les l' lui leur".split())
_BLANK = frozenset("faire voir regarder prendre gérer finir noter envoyer lancer préparer".split())
_THAT = re.compile(r"(?:ça|cela|tout ça|ceci)?(?: (?:pour|à|avec) (?:toi|vous|moi))?", re.IGNORECASE)
_ASIDE = re.compile(r"(?:tout de suite|vite|quand|par mail|par courriel|moi|toi)(?: \w+)?")
_ASKED = frozenset("que qu' quand si s' comment où ce".split())
_POLITE_IF = frozenset("tu vous besoin possible ça on".split()) - {"on", "ça"}
_INNER = re.compile(r"(?:de |d')(?=(?:l'|le |la |les |lui |leur )?\w+(?:er|ir|re|oir)\b)")
_NOT_NEEDED = frozenset("être avoir recevoir venir savoir".split())
_YOU_BACK, _ME_BACK, _NOBODY = frozenset(["te", "t'", "vous"]), frozenset(["me", "m'"]), frozenset[str]()
_REFLEXIVE = frozenset(
    "occuper charger renseigner assurer inscrire arranger mettre rendre organiser concentrer présenter reposer".split()
)
_TELLING = frozenset(
    "redire dire rappeler prévenir signaler préciser ajouter annoncer avertir informer confirmer".split()
)
_COUNTING = frozenset("compter noter remarquer voter".split())
_STILL_WORK = frozenset(
    "répondre parler discuter laisser passer garder partir voir proposer trouver travailler".split()
)
_NOW = frozenset({Tense.PRESENT, Tense.FUTURE, Tense.WOULD})
_TO_ME = frozenset(["me", "m'", "nous", "lui", "leur"])
_UNDER = frozenset("que qu' dont où quand comme lorsque si s' comment pourquoi combien puisque qui".split())
_THINKS = re.compile(
    r"\b(?:pense|crois|trouve|dis|promets|note|propose|suppose|faut|faudrait|fait|coup|sûre?|sera|parce|est-ce|est ce) (?:que|qu')$"
)
_HOW = frozenset("comment pourquoi où combien quel quelle quels quelles quoi".split())
_NO_WORK = frozenset("être avoir pouvoir vouloir devoir savoir falloir".split())
_STATE_ASKED = frozenset(
    "être avoir pouvoir vouloir devoir savoir croire penser connaître aimer comprendre entendre voir trouver attendre".split()
)
_NO_NAME = frozenset(
    "au aux du de cet ces merci bonjour salut super parfait est-ce sinon après avant ensuite puis moi toi tout tous voilà dernier dernière première autre okay bah ben euh ah oh hein eh jamais demain aujourd'hui aussi encore peut-être madame monsieur mme m pareil oui si avec je tu il elle on nous vous ils elles le la les un une des ce cette ça c' et mais donc alors bon oui non ok si qui que quand pour avec dans sur l' d' j' qu' y en il".split()
)
_OPENS = frozenset("et puis ensuite alors donc bon mais que qu' si".split()) - {"si"}
_NO_ORDER = frozenset(
    "suis es vas va comptez parle parles attends attendez écoute écoutez regarde regardez tiens tenez dis dites voyons allez va allons vois voyez sais sache imagine imaginez pense excuse excusez pardonne arrête arrêtez remarque".split()
)
_OBJECT = frozenset(
    "le la les l' un une des du de d' mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs à au aux deux trois quatre cinq ce cette ces tout toute tous".split()
)
_NOUNS = frozenset(
    "note commande demande liste compte facture relance réserve livre affiche cadre forme marque montre offre place plante porte poste range rappelle reste signe cherche visite voyage".split()
) - {"cherche", "rappelle", "range", "relance"}
_LEADS = frozenset("alors bon donc et puis ensuite sinon ok okay du coup oui mais d'abord après".split())
