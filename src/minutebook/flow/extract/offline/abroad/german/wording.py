"""A German infinitive phrase with people's names for "mir" and "dein", and the thing for a pronoun, as far as sure."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.abroad.german.things import PRONOUNS, last_thing, thing_for
from minutebook.flow.extract.offline.abroad.german.verbs import read_verbs
from minutebook.flow.extract.offline.abroad.said import Voices
from minutebook.text import patterns as re


def word_work(words: str, voices: Voices) -> str:
    """The phrase as it stands by itself; empty where nothing but a verb and pronouns is left."""
    me = None if voices.owner == voices.speaker else voices.speaker
    you = None if voices.owner == voices.other else voices.other
    told: list[str] = []
    tokens = _with_things(words, voices.before).split()
    for word in tokens:
        told += _word(word, voices, me, you)
    told = _person_first(told, {_first(name) for name in (me, you) if name})
    if leans(" ".join(told)):
        return _with_last(told, voices.before) if is_vague(words) else ""
    return " ".join(told)


def _with_last(told: list[str], before: Sequence[str]) -> str:
    """What "I'll see to it" means where only a thing was named before: "sich um den Kopierer kümmern"; empty where none was."""
    thing = last_thing(before[-LAST:])
    if not thing:
        return ""
    rest = [word for word in told[:-1] if word.lower() not in _EMPTY or word.lower() == "sich"]
    about = ["um", thing] if told[-1] == "kümmern" else [thing]
    return " ".join([*(["sich"] if told[-1] == "kümmern" else []), *about, *(w for w in rest if w != "sich"), told[-1]])


def state(text: str) -> str:
    """A decision as a statement: "Wir nehmen Recycling." for "Nehmen wir Recycling"."""
    told = _TURNED.sub(lambda match: f"Wir {match[1].lower()} ", text)
    told = _STAYS.sub("Es bleibt ", told)
    return f"{told[:-1]}." if told != text and told.endswith("?") else told


def refer_work(words: str, before: Sequence[str]) -> str:
    """The phrase with things for its pronouns; "das machen" is left, which is all that was just spoken of."""
    return words if is_vague(words) and leans(words) else _with_things(words, before)


def _with_things(words: str, before: Sequence[str]) -> str:
    """The phrase with things for its pronouns, each once."""
    told: list[str] = []
    tokens = words.split()
    meant: set[str] = set()
    for n, word in enumerate(tokens):
        low = word.lower()
        inner = low in PRONOUNS and thing_for(low, [" ".join(told)])
        thing = "" if inner else thing_for(low, before) if low in PRONOUNS and _stands_alone(tokens[n + 1 :]) else ""
        if thing and thing not in meant and not (words and thing.split()[-1] in tokens):
            meant.add(thing)
            told.append(thing)
        else:
            told.append(word)
    return " ".join(told)


def _person_first(told: list[str], people: set[str]) -> list[str]:
    """Whom something is for before the thing: "Mona die Adresse schicken"."""
    place = next((n for n, word in enumerate(told[1:], 1) if word in people), None)
    if place is None or any(word in _PLACING or "," in word for word in told[:place]):
        return told
    return [told[place], *told[:place], *told[place + 1 :]]


def _word(word: str, voices: Voices, me: str | None, you: str | None) -> list[str]:
    low = word.lower()
    if low in {"mir", "mich"} or (low in {"dir", "dich", "ihnen"} and not (low == "ihnen" and word.islower())):
        who = me if low.startswith("m") else you
        own = voices.owner == (voices.speaker if low.startswith("m") else voices.other)
        if own or who is None:
            return ["sich"] if low in {"mich", "dich"} and own else []
        return [_first(who)]
    if low in {"uns", "euch"}:
        return []
    if match := _WHOSE.fullmatch(low):
        mine = match["whose"] == "mein"
        who, own = (me if mine else you), voices.owner == (voices.speaker if mine else voices.other)
        if who is None or own:
            return [_ARTICLE[match["ending"]]]
        return [_genitive(_first(who))]
    if low in _PERSONS and (who := _only_other(voices)):
        return [who]
    return [word]


def _only_other(voices: Voices) -> str:
    """The only one named just before who does not speak here: whom "him" and "her" mean."""
    others = set(voices.named) - {voices.speaker, voices.other, voices.owner}
    return next(iter(others)) if len(others) == 1 else ""


def leans(words: str) -> bool:
    """Whether a phrase has its thing elsewhere: "das machen", "ihn anrufen", "gleich nach der Runde machen"."""
    *things, verb = words.split() or [""]
    if verb in _VAGUE:
        things = _without_places(things)
    return all(word.lower() in _EMPTY for word in things)


def is_vague(words: str) -> bool:
    """Whether the verb of a phrase says no more than that something is done."""
    return words.split()[-1:] != [] and words.rsplit(maxsplit=1)[-1] in _VAGUE


def _without_places(words: Sequence[str]) -> list[str]:
    """The words without what stands in a phrase with a preposition, but for "um": "sich um den Raum kümmern"."""
    kept: list[str] = []
    inside = False
    for word in words:
        if word in _PLACING:
            inside = True
        if not inside:
            kept.append(word)
        inside = inside and not word[:1].isupper() and word not in _PRONOUNS
    return kept


def _first(name: str) -> str:
    """A person as people call them: the given name, but "Frau Kern" whole."""
    return name if name.startswith(("Herr ", "Frau ", "Dr. ")) else name.split(maxsplit=1)[0]


def _genitive(name: str) -> str:
    return f"{name}’" if name.endswith(("s", "ß", "x", "z")) else f"{name}s"


def _stands_alone(after: Sequence[str]) -> bool:
    """Whether an article is a pronoun: no noun follows it."""
    if len(after) > 1 and after[0] not in _CLOSES and _ADJECTIVE.fullmatch(after[0]):
        return read_verbs().can_be_work(after[0]) and read_verbs().is_listed(after[0])
    for word in after[:4]:
        if word[:1].isupper():
            return False
        if word in _CLOSES:
            return True
    return True


_TURNED = re.compile(r"^(?:[Dd]ann )?(?!Wollen|Sollen|Sollten|Müssen|Können)([A-ZÄÖÜa-zäöü][a-zäöüß]+e[rl]?n) wir ")
_STAYS = re.compile(r"^(?:[Dd]ann )?[Bb]leibt(?:['’]s| es) ")
_PRONOUNS = frozenset("mir dir ihm ihr uns euch ihnen mich dich ihn sie".split())
_PERSONS = frozenset("ihm ihn ihr".split())
_WHOSE = re.compile(r"(?P<whose>mein|dein)(?P<ending>e[nmrs]?|)")
_ARTICLE = {"en": "den", "e": "die", "": "das", "em": "dem", "er": "der", "es": "des"}
_ADJECTIVE = re.compile(r"[a-zäöüß]+(?:e|en|er|es|em)")
_CLOSES = frozenset(
    "mir dir ihm ihr uns euch ihnen sich mich dich in im ins an am ans auf aufs bei beim mit nach zu zum zur von vom vor für um über unter bis aus wegen selbst noch heute morgen dann gleich alles alle".split()
)
LAST = 2
"""Sentences before one that takes on what was only named."""
_VAGUE = frozenset("machen tun erledigen übernehmen kümmern fertigmachen fertigstellen hinkriegen hinbekommen".split())
_PLACING = frozenset(
    "in im ins an am auf bei beim mit nach zu zum zur von vom vor für über unter bis aus wegen".split()
)
_EMPTY = frozenset(
    "das es ihn sie die den dem ihm ihr ihnen mir dir uns euch mich dich sich ihm da dazu damit darum drum daran dran darüber drüber davon dafür alles was etwas irgendwas beides beide selbst noch mal hin her eben einmal nochmal wieder immer schon zusammen gemeinsam".split()
)
