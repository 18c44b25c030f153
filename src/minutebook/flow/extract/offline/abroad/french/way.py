"""How a French clause tells of work: who is asked, who promises, what is needed, to whom something is given."""

from minutebook.flow.extract.offline.abroad.french.clause import Clause
from minutebook.flow.extract.offline.abroad.french.verbs import Tense, read_verbs
from minutebook.flow.extract.offline.abroad.french.words import Word
from minutebook.flow.extract.offline.abroad.said import Way
from minutebook.text import patterns as re


def find_way(clause: Clause, words: list[Word], question: bool) -> Way | None:
    """How a clause tells of work; None for what tells of none."""
    if clause.base in _NO_WORK or _is_remark(clause, words) or _is_supposed(clause, words):
        return None
    if must := MUST.search(clause.under_text):
        return _owed(clause, must["offer"] is not None)
    if clause.who == "on" and _SUGGESTS.search(clause.under_text):
        return None if _is_state(clause, words) else Way.TOGETHER
    if _is_under(clause):
        return None
    tense = (clause.modal or clause.form).tense
    match clause.who:
        case "je" | "j'" | "nous":
            return _of_speaker(clause, words, tense, question)
        case "tu" | "vous" | "t'" | "":
            return _of_other(clause, words, tense, question)
        case "on":
            return _of_one(clause, words, tense, question)
        case "qui" | "quelqu'un":
            return Way.NEED if _is_for_anybody(clause, words, tense, question) else None
        case "il" | "elle":
            return _of_third(clause, words, tense, question)
        case "ils" | "elles" | "ça" | "cela":
            return None
        case _:
            return _of_named(clause, words, tense)


def _owed(clause: Clause, offered: bool) -> Way | None:
    """How "il faut que je …" tells of work, and "tu veux que je …"."""
    if clause.negated or (clause.base in read_verbs().state and clause.base not in STILL_WORK):
        return None
    if clause.base == "faire" and _AGREED.search(clause.under_text):
        return None  # "it was agreed that I give her five per cent off"
    match clause.who:
        case "je" | "j'":
            return Way.OFFER if offered else Way.PROMISE
        case "tu" | "vous" | "t'":
            return Way.ASK
        case "on" | "nous":
            return Way.OFFER if offered else Way.TOGETHER
        case "quelqu'un":
            return Way.NEED
        case "ça" | "cela" | "ils" | "elles":
            return None
        case _:
            return Way.GIVEN


def _of_speaker(clause: Clause, words: list[Word], tense: Tense, question: bool) -> Way | None:
    if clause.negated or clause.inverted:
        return None
    if clause.modal is not None:
        can = clause.modal.infinitive == "pouvoir"
        if question or (can and tense is Tense.WOULD):
            return Way.OFFER if can and not question else None
        works = (
            clause.modal.infinitive
            in {"aller", "devoir", "compter", "essayer", "penser", "prévoir", "tâcher", "passer", "partir", "venir"}
            or can
        )
        if can and _offers(words):
            return Way.OFFER
        return Way.PROMISE if works and tense in _TO_COME and not _is_state(clause, words) else None
    if question or _is_state(clause, words) or tense not in _TO_COME:
        return None
    return Way.OFFER if _offers(words) else Way.PROMISE


def _of_other(clause: Clause, words: list[Word], tense: Tense, question: bool) -> Way | None:
    if clause.modal is not None:
        if clause.modal.infinitive not in {"pouvoir", "vouloir", "devoir", "penser", "passer"} or (
            clause.negated and not question
        ):
            return None
        wished = clause.under in {"si", "s'"} and tense is Tense.WAS
        return Way.ASK if (tense in _NOW or wished) and not _asks_how(words, clause.at) else None
    if (
        (clause.base in _STATE_ASKED and _is_state(clause, words))
        or clause.negated
        or (_is_state(clause, words) and not set(clause.clitics) & _TO_ME)
    ):
        return None
    if not clause.who:
        return Way.ASK
    if tense is Tense.FUTURE:
        return Way.ASK
    if (
        question
        and clause.at
        and {"ou", "bien"}.intersection(word.low for word in words[max(0, clause.at - 2) : clause.at])
    ):
        return None  # "or do you taste it without us?"
    asked = question or bool(set(clause.clitics) & (_TO_ME | OBJECTS)) or _is_called(words, clause.at)
    return Way.ASK if tense is Tense.PRESENT and asked and not _asks_how(words, clause.at) else None


def _of_one(clause: Clause, words: list[Word], tense: Tense, question: bool) -> Way | None:
    """How "on" tells of work: "on vous l'envoie" promises it, "on va appeler" is for all."""
    if question or clause.negated:
        return None
    if set(clause.clitics) & _YOU and tense in _TO_COME:
        return None if _is_state(clause, words) else Way.PROMISE
    told = clause.modal is not None and clause.modal.infinitive in {"aller", "devoir", "pouvoir"}
    return Way.TOGETHER if told and tense in _NOW else None


def _is_for_anybody(clause: Clause, words: list[Word], tense: Tense, question: bool) -> bool:
    """Whether a clause looks for somebody who does it: "qui s'en occupe ?", "il faudrait quelqu'un qui appelle"."""
    if clause.who == "qui":
        does = clause.base not in read_verbs().state and tense in _TO_COME
        return question and (clause.modal is not None or does)
    asked = question and tense is Tense.PRESENT and not _is_state(clause, words)
    return clause.modal is not None or tense is Tense.WISH or asked


def _of_third(clause: Clause, words: list[Word], tense: Tense, question: bool) -> Way | None:
    """How "he" or "she" tells of work, where it serves one who is there and it was said who that is: "elle vous l'envoie"."""
    if clause.negated or question or clause.modal is not None or tense not in _TO_COME:
        return None
    serves = bool(set(clause.clitics) & SERVED) and clause.base not in read_verbs().state
    return Way.GIVEN if serves and find_receiver(clause, words) else None


def _of_named(clause: Clause, words: list[Word], tense: Tense) -> Way | None:
    offers = any(word.low in {"se", "s'"} for word in words[clause.at : clause.verb])
    if clause.negated or tense not in _TO_COME or (clause.base in read_verbs().state and not offers):
        return None
    if clause.modal is not None and clause.modal.infinitive not in {
        "aller",
        "devoir",
        "accepter",
        *({"proposer"} if offers else set()),
    }:
        return None
    return Way.GIVEN


def _is_state(clause: Clause, words: list[Word]) -> bool:
    """Whether a verb tells of no work; "voir avec Lise" does."""
    after = words[clause.begin].low if clause.begin < len(words) else ""
    if clause.base == "proposer" and after in _SOMETHING:
        return False
    sees = clause.base == "voir" and after in {"avec", "si", "s'", "comment", "pour", "ça", "auprès"}
    return clause.base in read_verbs().state and not sees


def _offers(words: list[Word]) -> bool:
    """Whether what is said is left to the one who hears it: "si tu veux, je peux appeler"."""
    return _IF_YOU_LIKE.search(" ".join(word.low for word in words)) is not None


def _is_called(words: list[Word], at: int) -> bool:
    """Whether somebody is called by name right before: "Denis, tu appelles le traiteur"."""
    here = at - 1 if at and words[at - 1].low == "," else at
    return here > 0 and (
        words[here - 1].low == "toi" or (words[here - 1].text[:1].isupper() and words[here - 1].low not in NO_NAME)
    )


def _is_supposed(clause: Clause, words: list[Word]) -> bool:
    """Whether something else has to happen first: "s'il pleut, je rentre les chaises"."""
    for at, word in enumerate(words[: clause.at]):
        opens = at == 0 or words[at - 1].mark or words[at - 1].low in LEADS
        if opens and word.low in {"si", "s'"} and words[at + 1].low not in _POLITE_IF and not words[at + 1].mark:
            return True
    return False


def _is_remark(clause: Clause, words: list[Word]) -> bool:
    """Whether it only leads to what is said: "je te rappelle que", "je vous préviens", "je compte trois semaines"."""
    after = words[clause.begin].low if clause.begin < len(words) else ""
    if clause.base in _SAYING and set(clause.clitics) & {"me", "m'", "nous"} and clause.form.tense is Tense.PRESENT:
        return True
    if clause.base in _TELLING and clause.person in {"je", "nous"}:
        return after in _ASKED or (
            clause.modal is None and clause.begin >= clause.end and not set(clause.clitics) & OBJECTS
        )
    now = clause.modal is None and clause.form.tense is Tense.PRESENT and clause.person in {"je", "nous"}
    if now and clause.base in _AT_ONCE and not _has_day(clause, words):
        return True
    if clause.base == "recommander" and after in {"de", "d'", "que", "qu'"}:
        return True
    return clause.modal is None and clause.base in _COUNTING


def _has_day(clause: Clause, words: list[Word]) -> bool:
    """Whether a day was cut out of what a clause says, or right behind it."""
    return any(words[n].start - words[n - 1].end > GAP for n in range(clause.at + 1, min(clause.end + 1, len(words))))


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


def find_receiver(clause: Clause, words: list[Word]) -> str:
    """The name of the one to whom a clause gives work: its subject, or whoever was named before it where that is "he" or "she"."""
    if clause.who not in {"il", "elle"}:
        return clause.who
    return next((w.text for w in reversed(words[: clause.at]) if w.text[:1].isupper() and w.low not in NO_NAME), "")


_ASKED = frozenset("que qu' quand si s' comment où ce".split())
_POLITE_IF = frozenset("tu vous besoin possible ça on".split()) - {"on", "ça"}
_TELLING = frozenset(
    "redire dire rappeler prévenir signaler préciser ajouter annoncer avertir informer confirmer expliquer raconter".split()
)
_COUNTING = frozenset("compter noter remarquer voter".split())
STILL_WORK = frozenset("répondre parler discuter laisser passer garder partir voir proposer trouver travailler".split())
_SUGGESTS = re.compile(r"\b(?:propose|suggère|voudrais|aimerais|souhaite|souhaiterais|faudrait) (?:que|qu')$")
_IF_YOU_LIKE = re.compile(
    r"\bsi (?:tu (?:veux|préfères|le souhaites)|vous (?:voulez|préférez|le souhaitez|souhaitez)|ça (?:te|t'|vous) ?(?:va|arrange|aide|dit))\b"
)
_YOU = frozenset(["te", "t'", "vous"])
_SAYING = frozenset("dire redire expliquer raconter".split())
_SOMETHING = frozenset("un une deux trois quatre des le la les plusieurs quelques".split())
GAP = 2
"""Blanks between two words from which a day stood there."""
_AT_ONCE = frozenset(
    "montrer lire raconter expliquer écouter laisser croire suivre promettre jurer garantir admirer envier rejoindre présenter interrompre embêter quitter parier épargner déranger arrêter couper signaler avouer reprendre continuer terminer redonner".split()
)
"""What is done while it is said: "je vous montre", "je te lis ça"."""
_TO_COME = frozenset({Tense.PRESENT, Tense.FUTURE})
_NOW = _TO_COME | {Tense.WOULD}
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
OBJECTS = frozenset("le la les l' lui leur".split())
SERVED = frozenset("te t' vous lui leur nous me m'".split())
MUST = re.compile(
    r"\b(?:faut|faudra|faudrait|falloir|faille|besoin|convenu|décidé|prévu|acté|entendu|demandé)(?: \w+){0,2} qu[e']$|(?P<offer>\b(?:veux|voulez|voudrais|voudriez|préfères|préférez|souhaites?|souhaitez|aimerais|souhaiterais)(?: -?(?:tu|vous))? qu[e']$)"
)
NO_NAME = frozenset(
    "au aux du de cet ces merci bonjour salut super parfait est-ce sinon après avant ensuite puis moi toi tout tous voilà dernier dernière première autre okay bah ben euh ah oh hein eh jamais demain aujourd'hui aussi encore peut-être madame monsieur mme mme. m m. dr. pareil oui si avec je tu il elle on nous vous ils elles le la les un une des ce cette ça c' et mais donc alors bon oui non ok si qui que quand pour avec dans sur l' d' j' qu' y en il".split()
)
LEADS = frozenset("alors bon donc et puis ensuite sinon ok okay du coup oui mais d'abord après".split())
_AGREED = re.compile(r"\b(?:convenu|décidé|entendu)\b")
