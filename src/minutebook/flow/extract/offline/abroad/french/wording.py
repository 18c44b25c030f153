"""Work in French words that a reader understands who was not there: names and things for pronouns, as far as sure."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.abroad.french.phrases import elide
from minutebook.flow.extract.offline.abroad.french.things import find_person, find_place, find_somebody, find_thing
from minutebook.flow.extract.offline.abroad.french.verbs import find_infinitive
from minutebook.flow.extract.offline.abroad.french.words import CLITICS, Word, read_words
from minutebook.flow.extract.offline.abroad.said import Voices
from minutebook.text import patterns as re

LONG = 6
"""Words of what is sent from which on the one to whom it is sent stands before it."""


def state(text: str) -> str:
    """A decision as a statement: "On garde le citron." for "On garde le citron alors ?", "Réduire la fournée." for what one proposes."""
    told = _TAIL.sub(".", text)
    if (proposed := _PROPOSED.match(told)) and find_infinitive(told[proposed.end() :].split(" ", 1)[0].lower()):
        told = told[proposed.end() :]
    return f"{told[:1].upper()}{told[1:]}"


def refer_work(words: str, before: Sequence[str]) -> str:
    """The words of a piece of work with the things that its pronouns stand for; as they are where there is none."""
    read = read_words(words)
    verb = _verb(read)
    if verb is None:
        return words
    base, rest = _split(read, verb, words)
    kept: list[str] = []
    thing = to = ""
    for clitic in (word.low for word in read[:verb]):
        if (
            clitic in _THINGS
            and not (clitic in {"le", "l'"} and base in _DEEDS)
            and (found := _meant(base, clitic, before))
        ):
            thing = found
        elif clitic == "y" and (place := find_place(before)):
            rest = f"{place} {rest}".strip()
        elif clitic == "en" and base in _ABOUT:
            continue
        elif clitic == "en" and (told := _of_it(rest, before)):
            rest = told
        elif clitic == "leur" and _THEY.search(them := find_thing(before, "p")):
            to = f"{'aux' if them.startswith('les ') else 'à'} {them.removeprefix('les ')}"
        elif clitic == "lui" and (who := find_somebody(before) or find_person(before)):
            to = (
                f"pour {who}"
                if base not in _GIVING and rest
                else f"au {who[3:]}"
                if who.startswith("le ")
                else f"à {who}"
            )
        else:
            kept.append(clitic)
    rest = _these(rest, before)
    return f"{_lead(kept, base)}{_joined(base, thing, rest, to)}"


def word_work(words: str, voices: Voices) -> str:
    """The words of a piece of work with people's names for pronouns; empty where nothing is left that stands by itself."""
    words = refer_work(words, voices.before)
    read = read_words(words)
    verb = _verb(read)
    if verb is None:
        return words
    base, rest = _split(read, verb, words)
    kept: list[str] = []
    to = ""
    for clitic in (word.low for word in read[:verb]):
        if clitic in _PEOPLE:
            to = _person(clitic, voices) or to
        else:
            kept.append(clitic)
    rest = _told(rest, voices)
    if rest:
        kept = [clitic for clitic in kept if clitic not in {"lui", "leur"}]
    if not rest and not to and kept != ["se"] and (base in _EMPTY or set(kept) & {"y", "en", "lui", "leur"}):
        return ""
    return f"{_lead(kept, base)}{_joined(base, '', rest, _to(base, to, rest))}"


def _verb(words: Sequence[Word]) -> int | None:
    """Where the infinitive stands that opens a phrase, after its pronouns."""
    at = next((n for n, word in enumerate(words) if word.low not in CLITICS), len(words))
    return at if at < len(words) and find_infinitive(words[at].low) else None


def _split(words: Sequence[Word], verb: int, text: str) -> tuple[str, str]:
    """The infinitive and what follows it; "faire parvenir" is one."""
    last = (
        verb + 1
        if words[verb].low == "faire" and verb + 1 < len(words) and find_infinitive(words[verb + 1].low)
        else verb
    )
    rest = text[words[last + 1].start :] if last + 1 < len(words) else ""
    return text[words[verb].start : words[last].end], rest


def _lead(clitics: Sequence[str], base: str) -> str:
    return "".join(elide(word, following) for word, following in zip(clitics, (*clitics[1:], base), strict=False))


def _meant(base: str, clitic: str, before: Sequence[str]) -> str:
    """What "le", "la" or "les" stands for: whoever was named last where people are called, else a thing."""
    if base in _DIRECT and clitic != "les" and (who := find_somebody(before) or find_person(before[-6:])):
        return who
    thing = find_thing(before, _THINGS[clitic])
    return "" if base in _DIRECT and clitic == "les" and not _THEY.search(thing) else thing


def _person(low: str, voices: Voices) -> str:
    """Who is meant by "me" and "te"; "nous" is whoever speaks together."""
    return {
        "me": voices.speaker,
        "m'": voices.speaker,
        "te": voices.other,
        "t'": voices.other,
        "vous": voices.other,
    }.get(low) or ""


def _of_it(rest: str, before: Sequence[str]) -> str:
    """What follows a verb for "en": so many of a thing ("en commander six"), else of it ("s'en occuper"); empty where there is none."""
    if run := _NUMBER_RUN.match(rest):
        some, more = find_thing(before, "p").split(" ", 1), rest[run.end() :].strip()
        fits = len(some) > 1 and _MORE.match(more)
        return f"{run[0].strip()} {some[1]} {more}".strip() if fits else rest
    thing = find_thing(before, "mfp")
    return f"{_of(thing)} {rest}".strip() if thing else ""


def _of(thing: str) -> str:
    for article, of in (("le ", "du "), ("les ", "des ")):
        if thing.startswith(article):
            return of + thing.removeprefix(article)
    return f"d'{thing}" if thing[:1] in _VOWELS else f"de {thing}"


def _these(rest: str, before: Sequence[str]) -> str:
    """The words with the thing that "ça" stands for, where it opens them."""
    match = _THAT.match(rest)
    thing = find_thing(before, "mfp") if match else ""
    return f"{thing}{rest[match.end() :]}" if match and thing else rest


def _to(base: str, who: str, rest: str) -> str:
    """Whom an action is for, as its verb has it: "rappeler Jeanne", "revenir vers Jeanne", "envoyer … à Jeanne"."""
    if not who or _is_direct(base, rest):
        return who
    if base == "revenir":
        return f"vers {who}"
    if base not in _GIVING:
        return f"pour {who}"
    return f"au {who[3:]}" if who.startswith("le ") else f"à {who}"


def _is_direct(base: str, rest: str) -> bool:
    """Whether "me" and "te" are whom an action is done to: "inscrire Jeanne à la formation", not "réserver une chambre"."""
    return base in _DIRECT or (base not in _GIVING and _OBJECT.match(rest) is None)


def _joined(base: str, thing: str, rest: str, to: str) -> str:
    """The verb, what it is done to, to whom, and what else is said, in the order in which they read well."""
    direct = _is_direct(base, rest) and not to.startswith(("à ", "au ", "aux ", "pour ", "vers "))
    if direct or _CLAUSE.match(rest) or rest.count(" ") >= LONG:
        parts = [base, to, thing, rest] if direct or not thing else [base, thing, to, rest]
    else:
        parts = [base, thing, rest, to]
    return " ".join(part for part in parts if part)


def _told(rest: str, voices: Voices) -> str:
    """The words after the verb, with names for "moi", "toi" and whose things are."""
    if voices.speaker:
        rest = _ME.sub(lambda m: f"{m['to']} {voices.speaker}", rest)
    if voices.other:
        rest = _YOU.sub(lambda m: f"{m['to']} {voices.other}", rest)
    rest = _inner(rest, voices)
    rest = _whose(_MINE, rest, voices.speaker, voices.owner)
    return _whose(_YOURS, rest, voices.other, voices.owner)


def _inner(rest: str, voices: Voices) -> str:
    """The words with a name for whom a second verb serves: "de te libérer du standard" is "de libérer Jeanne du standard"."""
    match = _SERVES.search(rest)
    who = match and {"me": voices.speaker, "m'": voices.speaker}.get(match["whom"].strip().lower(), voices.other)
    if match is None or not who:
        return rest
    verb, after = match["verb"], rest[match.end() :].strip()
    told = _to(verb, who, after)
    put = f"{verb} {told} {after}" if told == who else f"{verb} {after} {told}"
    lead = rest[: match.start()]
    if lead.endswith("de ") and verb[:1] in _VOWELS:
        lead = f"{lead[:-3]}d'"
    return " ".join(f"{lead}{put}".split())


def _whose(pattern: re.Pattern[str], rest: str, who: str | None, owner: str | None) -> str:
    """Whose a thing is, as seen by the one who has the work: one's own, or by name."""
    match = pattern.search(rest)
    if match is None or owner is None or who is None:
        return rest
    if who == owner:
        return pattern.sub(lambda m: _OWN[m["whose"].lower()], rest)
    told = pattern.sub(lambda m: _the(m["whose"].lower(), rest[m.end() :].strip()), rest, count=1)
    return f"{told.replace(chr(39) + ' ', chr(39))} de {who}"


def _the(whose: str, noun: str) -> str:
    """The article of what is somebody's: "ta liste" is "la liste", "votre version" the version, by its ending."""
    if whose in {"mes", "tes", "vos"}:
        return "les"
    if noun[:1].lower() in _VOWELS:
        return "l'"
    she = whose in {"ma", "ta"} or (whose == "votre" and _SHE.match(noun) is not None)
    return "la" if she else "le"


_DEEDS = frozenset("faire dire noter savoir refaire annoncer confirmer expliquer promettre garantir signaler".split())
"""Of which "le" is what is done, and no thing."""
_THEY = re.compile(
    r"\b(?:équipes?|communes|parents|clients?|clientes|voisins|riverains|collègues|fournisseurs|élèves|familles|patients|adhérents|bénévoles|participants|locataires|partenaires|candidats|pompiers|membres|salariés|habitants|gens|exposants|artistes|musiciens|joueurs|abonnés|intervenants|services|mairies|écoles|enseignants|commerçants|saisonniers|stagiaires|étudiants|copropriétaires|propriétaires|associations)\b"
)
_TAIL = re.compile(
    r",? ?(?:alors|donc|du coup|hein|non|ok|d'accord|c'est bon|ça (?:te|vous) (?:va|convient)|c'est bon pour tout le monde)? ?\?$"
)
_PROPOSED = re.compile(
    r"(?:moi,? )?(?:je (?:vous |te )?propose d[e']|on pourrait|on devrait|je (?:serais|suis) (?:d'avis d[e']|pour)|je suggère d[e']) ?",
    re.IGNORECASE,
)
_GIVING = frozenset(
    "envoyer renvoyer transmettre donner redonner apporter rapporter fournir remettre adresser demander redemander dire redire confirmer montrer indiquer expliquer proposer prêter passer rendre livrer laisser parler reparler répondre écrire téléphoner rappeler poser annoncer offrir verser payer"
    " signaler communiquer retourner déposer présenter soumettre vendre distribuer confier céder louer enlever retirer attribuer accorder partager donner faire-suivre imposer garantir promettre conseiller recommander suggérer raconter apprendre enseigner facturer rembourser devoir souhaiter permettre forwarder mailer".split()
) | {"faire parvenir", "faire suivre", "faire passer"}
_OBJECT = re.compile(
    r"(?:le |la |les |l'|un |une |des |du |de la |de l'|ce |cet |cette |ces |mon |ma |mes |ton |ta |tes |son |sa |ses |notre |nos |votre |vos |leurs? |deux |trois |quatre |cinq |six |dix |quelques |\d|ça\b)",
    re.IGNORECASE,
)
_SERVES = re.compile(r"\b(?P<whom>te |t'|me |m'|vous )(?P<verb>\w+(?:er|ir|re|oir))\b")
_ABOUT = frozenset("parler reparler discuter".split())
"""What is spoken of goes without saying."""
_MORE = re.compile(r"$|(?:de plus|autres?|pour|à|avec|avant|d'|chez|en)\b")
_VOWELS = "aeiouyéèêâîôûh"
_PEOPLE = frozenset(["me", "m'", "te", "t'", "nous", "vous"])
_THINGS = {"le": "m", "la": "f", "les": "p", "l'": "mf"}
_NUMBER_RUN = re.compile(
    r"(?:(?:\d+|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|cinquante|soixante|cents?|mille|plusieurs)[ -]?\b)+"
)
_EMPTY = frozenset("faire prendre aller voir regarder gérer occuper charger noter finir mettre lancer".split())
_THAT = re.compile(r"(?:ça|cela)\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"(?:si|s'|de|d'|que|qu'|comment|combien|où|quand|pourquoi|ce que|ce qu'|à)\b|(?:s'|d'|qu')", re.IGNORECASE
)
_ME = re.compile(r"\b(?P<to>à|avec|pour|chez|vers|de) moi\b(?!-)")
_YOU = re.compile(r"\b(?P<to>à|avec|pour|chez|vers) (?:toi|vous)\b(?!-)")
_MINE = re.compile(r"\b(?P<whose>mon|ma|mes)\b(?= )")
_YOURS = re.compile(r"\b(?P<whose>ton|ta|tes|votre|vos)\b(?= )")
_SHE = re.compile(r"\w+(?:tion|sion|té|ette|ence|ance|ie|ure|euse|ade|ude|ière|elle|enne|ine|ise|esse|ée|che|que)\b")
_OWN = {"mon": "son", "ma": "sa", "mes": "ses", "ton": "son", "ta": "sa", "tes": "ses", "votre": "son", "vos": "ses"}
_DIRECT = frozenset(
    "appeler rappeler prévenir informer aider rejoindre contacter recontacter rencontrer accompagner inviter remplacer relancer rassurer former consulter rembourser alerter avertir tenir voir revoir remercier conduire aviser inscrire libérer convoquer solliciter interroger".split()
)
