"""Work in French words that a reader understands who was not there: names and things for pronouns, as far as sure."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.abroad.french.things import find_person, find_place, find_thing
from minutebook.flow.extract.offline.abroad.french.verbs import find_infinitive
from minutebook.flow.extract.offline.abroad.french.words import CLITICS, read_words
from minutebook.flow.extract.offline.abroad.said import Voices
from minutebook.text import patterns as re

LONG = 6
"""Words of what is sent from which on the one to whom it is sent stands before it."""


def word_work(words: str, voices: Voices) -> str:
    """The words of a piece of work with people's names and things for pronouns; empty where nothing is left that stands by itself."""
    read = read_words(words)
    verb = next((n for n, word in enumerate(read) if word.low not in CLITICS), 0)
    if verb >= len(read) or not find_infinitive(read[verb].low):
        return words
    rest = words[read[verb + 1].start :] if verb + 1 < len(read) else ""
    base, kept = read[verb].text, ""
    thing, to, told = "", "", ""
    for clitic in read[:verb]:
        low = clitic.low
        if low in {"se", "s'"}:
            kept = "s'" if base[:1] in _VOWELS else "se "
        elif low in _PEOPLE:
            to = _person(low, voices) or to
        elif low in _THINGS:
            thing = find_thing(voices.before, _THINGS[low])
            kept += "" if thing else clitic.text + ("" if low.endswith("'") else " ")
        elif low == "y":
            rest = f"{find_place(voices.before)} {rest}".strip()
            kept += "" if rest else "y "
        elif low == "en":
            thing, kept, rest = _of_it(kept, rest, voices.before)
        elif low == "leur" and (them := find_thing(voices.before, "p")):
            told = f"{'aux' if them.startswith('les ') else 'à'} {them.removeprefix('les ')}"
        elif low == "lui" and (who := find_person(voices.before)):
            to = who
        elif low in {"lui", "leur"}:
            kept += f"{low} "
    rest = _told(_these(rest, voices.before), voices)
    if not rest and not thing and not to and kept != "se " and (base in _EMPTY or kept.strip() in {"y", "s'", "en"}):
        return ""
    return _joined(f"{kept}{base}", base, thing, rest, told or _to(base, to))


def _person(low: str, voices: Voices) -> str:
    """Who is meant by "me" and "te"; "nous" is whoever speaks together."""
    return {
        "me": voices.speaker,
        "m'": voices.speaker,
        "te": voices.other,
        "t'": voices.other,
        "vous": voices.other,
    }.get(low) or ""


def _of_it(kept: str, rest: str, before: Sequence[str]) -> tuple[str, str, str]:
    """What "en" stands for: some of a thing ("en commander six"), else of it ("s'en occuper")."""
    if rest and _NUMBER_RUN.match(rest):
        some = find_thing(before, "p").split(" ", 1)
        run = _NUMBER_RUN.match(rest)
        number, more = (run[0], rest[run.end() :].strip()) if run else rest.split(" ", 1)
        return (
            "",
            kept if len(some) > 1 else f"{kept}en ",
            f"{number} {some[1]} {more}".strip() if len(some) > 1 else rest,
        )
    thing = find_thing(before, "mfp")
    if not thing:
        return "", f"{kept}en ", rest
    return "", kept, f"{_of(thing)} {rest}".strip()


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


def _to(base: str, who: str) -> str:
    """Whom an action is for, as its verb has it: "rappeler Jeanne", "revenir vers Jeanne", "envoyer … à Jeanne"."""
    if not who or base in _DIRECT:
        return who
    return f"vers {who}" if base == "revenir" else f"à {who}"


def _joined(lead: str, base: str, thing: str, rest: str, to: str) -> str:
    direct = base in _DIRECT
    if direct or _CLAUSE.match(rest) or rest.count(" ") >= LONG:
        parts = [lead, to, thing, rest] if direct or not thing else [lead, thing, to, rest]
    else:
        parts = [lead, thing, rest, to]
    return " ".join(part for part in parts if part)


def _told(rest: str, voices: Voices) -> str:
    """The words after the verb, with names for "moi", "toi" and whose things are."""
    if voices.speaker:
        rest = _ME.sub(lambda m: f"{m['to']} {voices.speaker}", rest)
    if voices.other:
        rest = _YOU.sub(lambda m: f"{m['to']} {voices.other}", rest)
    rest = _whose(_MINE, rest, voices.speaker, voices.owner)
    return _whose(_YOURS, rest, voices.other, voices.owner)


def _whose(pattern: re.Pattern[str], rest: str, who: str | None, owner: str | None) -> str:
    """Whose a thing is, as seen by the one who has the work: one's own, or by name."""
    match = pattern.search(rest)
    if match is None or owner is None or who is None:
        return rest
    if who == owner:
        return pattern.sub(lambda m: _OWN[m["whose"].lower()], rest)
    return pattern.sub(lambda m: _the(m["whose"].lower(), rest[m.end() :].strip()), rest, count=1) + f" de {who}"


def _the(whose: str, noun: str) -> str:
    """The article of what is somebody's: "ta liste" is "la liste", "votre version" the version, by its ending."""
    if whose in {"mes", "tes", "vos"}:
        return "les"
    if noun[:1].lower() in _VOWELS:
        return "l'"
    she = whose in {"ma", "ta"} or (whose == "votre" and _SHE.match(noun) is not None)
    return "la" if she else "le"


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
    "appeler rappeler prévenir informer aider rejoindre contacter recontacter rencontrer accompagner inviter remplacer relancer rassurer former consulter rembourser alerter avertir tenir voir revoir remercier conduire aviser convoquer solliciter interroger".split()
)
