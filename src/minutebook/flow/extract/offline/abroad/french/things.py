"""What French pronouns stand for: the thing that was last spoken of and agrees with them."""

from collections.abc import Iterator, Sequence

import msgspec

from minutebook.flow.extract.offline.abroad.french.verbs import read_verbs
from minutebook.flow.extract.offline.abroad.french.words import Word, read_words
from minutebook.text import patterns as re

LONGEST = 9
"""Words of a thing's name, its article among them."""


class Thing(msgspec.Struct, frozen=True):
    """``kinds``: "m", "f" or "p" (many), all that its article leaves open."""

    text: str
    kinds: str
    acts: bool = False
    """Whether it is what does something in its sentence, not what is spoken of."""


def find_thing(before: Sequence[str], kinds: str) -> str:
    """The thing that was spoken of last and may be of these kinds; empty where there is none."""
    for text in reversed(before):
        things = [thing for thing in read_things(text) if set(thing.kinds) & set(kinds)]
        if things:
            return min(things, key=lambda thing: thing.acts).text
    return ""


def find_somebody(before: Sequence[str]) -> str:
    """Whoever was spoken of just before by what they do: "la pianiste", "le fleuriste"."""
    if any(_TITLED.search(text) for text in before):
        return ""
    for text in reversed(before[-4:]):
        for thing in read_things(text):
            if set(thing.kinds) & {"m", "f"} and _DOER.search(thing.text):
                return thing.text
    return ""


def find_place(before: Sequence[str]) -> str:
    """Where "y" leads: "chez le loueur", "à la mairie"."""
    for text in reversed(before):
        words = read_words(text)
        for at, word in enumerate(words):
            first = at + 2 if at + 1 < len(words) and words[at + 1].low in _ARTICLES else at + 1
            if word.low == "chez" and (end := _end(words, first)) > first:
                return text[word.start : words[end - 1].end]
    return ""


def find_person(before: Sequence[str]) -> str:
    """Who was named last, as far as capitals tell; a name that only calls somebody is none."""
    for text in reversed(before):
        if found := [m[0] for m in _PERSON.finditer(text) if m[0] not in _NO_PERSON]:
            return next((name for name in reversed(found) if " " in name), found[-1])
    return ""


def read_things(text: str) -> Iterator[Thing]:
    """The things of a sentence, in order, each with its article and what says more of it."""
    words = read_words(text)
    at = 0
    while at < len(words):
        kinds = _KINDS.get(words[at].low)
        if kinds is None or words[at].joined or not _opens(words, at):
            at += 1
            continue
        end = _end(words, at + 1)
        if end > at + 1 and (end > at + 2 or words[at + 1].low not in _BARE) and _head(words, at + 1) not in _NO_THING:
            yield Thing(_told(words[at:end], text), kinds, _acts(words, end))
        at = max(end, at + 1)


def _head(words: Sequence[Word], at: int) -> str:
    """The noun of a thing, after the numbers and adjectives before it."""
    return next((word.low for word in words[at:] if word.low not in _BEFORE_NOUN), "")


def _opens(words: Sequence[Word], at: int) -> bool:
    """Whether an article opens a thing, and is no pronoun before a verb nor the second half of another thing."""
    following = words[at + 1].low if at + 1 < len(words) else ""
    if following in read_verbs().infinitives and following not in _NOUN_TOO:
        return False
    if words[at].low == "les" and following in read_verbs().forms and not following.endswith(("s", "x", "z")):
        return False
    if words[at].low in {"le", "la", "les", "l'"} and following in read_verbs().forms:
        before = words[at - 1].low if at else ""
        return before not in _BEFORE_PRONOUN and not (at and words[at - 1].text[:1].isupper() and at > 1)
    return not (
        words[at].low in {"du", "des"} and at and not words[at - 1].mark and words[at - 1].low not in _TAKES_SOME
    )


def _acts(words: Sequence[Word], end: int) -> bool:
    """Whether a verb that does something to somebody follows, or says what somebody says: "l'assurance me demande …", "le loueur dit que …"."""
    if end < len(words) and _is_verb(words[end].low) and _reports(words, end):
        return True
    here = end
    while here < len(words) and words[here].low in {"me", "m'", "te", "t'", "nous", "vous", "lui"}:
        here += 1
    return here > end and here < len(words) and words[here].low in read_verbs().forms


def _reports(words: Sequence[Word], at: int) -> bool:
    """Whether what follows a verb is what somebody says: "le transitaire dit qu'il manque une page"."""
    return at + 1 < len(words) and words[at + 1].low in {"que", "qu'"}


def _is_verb(word: str) -> bool:
    return word in read_verbs().forms or word in read_verbs().participles


def _end(words: Sequence[Word], at: int) -> int:
    """Where the thing ends whose first word after the article stands at ``at``."""
    here = at
    nouns = 0
    while here < len(words) and here - at < LONGEST:
        word = words[here]
        if word.mark or word.low in _NEVER or word.joined:
            break
        if word.low in _LINKS:
            if not nouns or here + 1 >= len(words) or words[here + 1].mark or words[here + 1].low in _NEVER:
                break
            here += 1
            while here < len(words) and words[here].low in _ARTICLES:
                here += 1
            nouns = 0
            continue
        if word.low in _ARTICLES:
            break
        if nouns and _is_verb(word.low) and (word.low not in read_verbs().participles or _reports(words, here)):
            break
        if nouns >= 2:
            break
        nouns += word.low not in _BEFORE_NOUN
        here += 1
    while here > at and (words[here - 1].low in _LINKS or words[here - 1].low in _ARTICLES):
        here -= 1
    return here


def _told(words: Sequence[Word], text: str) -> str:
    """The words of a thing; whose it is depends on who spoke, so "ma liste" is "la liste", and "du plan" the plan."""
    article = _THE.get(words[0].low)
    rest = text[words[1].start : words[-1].end]
    if article is None:
        return words[0].low + text[words[0].end : words[-1].end]
    vowel = words[1].low[:1] in "aeiouyéèêâîôûh" and article in {"le", "la"} and words[1].low not in _ASPIRATED
    return f"l'{rest}" if vowel else f"{article} {rest}"


_NO_PERSON = frozenset(
    "Il Elle On Ils Elles Je Tu Nous Vous Ça Ce Qui Tout Rien Personne Messieurs Mesdames Monsieur Madame".split()
)
_PERSON = re.compile(
    r"(?:[Mm]onsieur|[Mm]adame|M\.|Mme|[Mm]aître) [A-ZÉÈÀ][\w’'-]+|(?<=[a-zéèà,’'] )(?<!en )(?<!aux )[A-ZÉÈÀ][\w-]+(?: [A-ZÉÈÀ][\w-]+)?(?![\w’'-]|,? (?:tu|vous)\b| ?\?)|(?:(?<= de )|(?<= à )|(?<=avec )|(?<=pour )|(?<=chez ))[A-ZÉÈÀ][\w-]+(?: [A-ZÉÈÀ][\w-]+)?|^[A-ZÉÈÀ][\w-]+(?= (?:m'a|a|s'est|va|doit|est|veut|attend)\b)"
)
_TITLED = re.compile(r"\b(?:[Mm]adame|[Mm]onsieur|M\.|Mme) [A-ZÉÈ]")
_DOER = re.compile(
    r"^(?:le |la |l'|un |une )(?!liste|piste|visite|dossier|papier|courrier|quartier|calendrier|cahier|panier|chantier|escalier|atelier|loyer|planning|fichier|tablier|panneau|ordinateur|moteur|secteur|compteur|projecteur|aspirateur|radiateur|perceuse|catalogue|dialogue|matière|manière|première|dernière|matrice|facture|lumière|rivière|barrière|chaudière|cafetière|photocopieuse|imprimeuse|metier|métier|clavier|évier|pier)(?:\w+(?:iste|teur|trice|ienne|ier|ière|euse|logue)|médecin|notaire|avocate?|cliente?|voisine?|collègue|comptable|architecte|syndic|maire|adjointe?|gardienne?|stagiaire|apprentie?|propriétaire|locataire|gérante?|patronne?|chauffeur|livreur|traiteur|menuisier|prof|maître|trésorière?|secrétaire|directeur|frère|sœur|mari|femme|beau-frère)\b(?! de (?:tennis|jeu))"
)
_KINDS = {
    "le": "m", "un": "m", "du": "m", "mon": "mf", "ton": "mf", "son": "mf", "ce": "m", "cet": "m", "la": "f", "une": "f", "ma": "f", "ta": "f", "sa": "f", "cette": "f", "l'": "mf", "notre": "mf", "votre": "mf", "leur": "mf",
    "les": "p", "des": "p", "mes": "p", "tes": "p", "ses": "p", "nos": "p", "vos": "p", "leurs": "p", "ces": "p", "deux": "p", "trois": "p", "quatre": "p", "cinq": "p", "six": "p", "dix": "p", "quelques": "p",
}  # fmt: skip
_THE = {"du": "le", "mon": "le", "ton": "le", "son": "le", "ma": "la", "ta": "la", "sa": "la", "mes": "les", "tes": "les", "ses": "les", "vos": "les", "leurs": "les", "ce": "le", "cet": "le", "cette": "la", "ces": "les"}  # fmt: skip
_ARTICLES = frozenset(
    "le la les l' un une mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces".split()
)
_LINKS = frozenset("de d' du des à au aux pour en".split())
_NEVER = frozenset(
    "je j' tu il elle on nous vous ils elles me te lui eux que qu' qui quoi dont où et ou mais donc car ni si s' ne n' pas plus est sont a ont y se m' t' c' ça cela là avec sans sur dans avant après depuis par chez ici très trop bien aussi encore déjà toujours parce alors voilà oui non ok jusqu' contre selon vers entre sauf voici quand".split()
)
_TAKES_SOME = frozenset("faut manque commander acheter trouver prendre chercher avoir veux voudrais".split())
_NOUN_TOO = frozenset("déjeuner dîner goûter souper devoir pouvoir savoir avoir".split())
_BEFORE_PRONOUN = frozenset("je j' tu il elle on nous vous ils elles qui ne n' me m' te t' s' se ça cela".split())
_BARE = frozenset(
    "neuf neuve nouveau nouvelle autre autres deuxième troisième petit petite grand grande tel seul seule".split()
)
_BEFORE_NOUN = frozenset(
    "nouveau nouvelle nouveaux nouvelles petit petite petits petites grand grande grands grandes bon bonne beau belle vieux vieille premier première deuxième dernier dernière autre autres deux trois quatre cinq six sept huit dix douze vingt trente quarante cinquante cents mille".split()
)
_NO_THING = frozenset(
    "semaine mois jour jours journée matin soir soirée matinée midi année an ans heure heures minute minutes week-end fois moment temps coup problème souci chose choses truc point question idée peu mal fin début mi moitié besoin monde gens accord air avis cas effet parole tour côté haut bas reste avance retard lundi mardi mercredi jeudi vendredi samedi dimanche première seconde".split()
)
_ASPIRATED = frozenset("hangar haut hall hasard huit homard hors handicap haricots housse".split())
