"""A German infinitive phrase with people's names for "mir" and "dein", and the thing for a pronoun, as far as sure."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.abroad.said import Voices
from minutebook.text import patterns as re


def word_work(words: str, voices: Voices) -> str:
    """The phrase as it stands by itself; empty where nothing but a verb and pronouns is left."""
    me = None if voices.owner == voices.speaker else voices.speaker
    you = None if voices.owner == voices.other else voices.other
    told: list[str] = []
    tokens = words.split()
    for n, word in enumerate(tokens):
        told += _word(word, tokens[n + 1 :], voices, me, you)
    return " ".join(told) if not leans(" ".join(told)) else ""


def _word(word: str, after: Sequence[str], voices: Voices, me: str | None, you: str | None) -> list[str]:
    low = word.lower()
    if low in {"mir", "mich"} or (low in {"dir", "dich", "ihnen", "euch"} and not (low == "ihnen" and word.islower())):
        who = me if low.startswith("m") else you
        own = voices.owner == (voices.speaker if low.startswith("m") else voices.other)
        if own or who is None:
            return ["sich"] if low in {"mich", "dich"} and own else []
        return [_first(who)]
    if low == "uns":
        return []
    if match := _WHOSE.fullmatch(low):
        mine = match["whose"] == "mein"
        who, own = (me if mine else you), voices.owner == (voices.speaker if mine else voices.other)
        if who is None or own:
            return [_ARTICLE[match["ending"]]]
        return [_genitive(_first(who))]
    if low in _PERSONS and (who := _only_other(voices)):
        return [who]
    if low in _THINGS and _stands_alone(after):
        return [_antecedent(low, voices.before) or word]
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


def _without_places(words: Sequence[str]) -> list[str]:
    """The words without what stands in a phrase with a preposition, but for "um": "sich um den Raum kümmern"."""
    kept: list[str] = []
    inside = False
    for word in words:
        if word in _PLACING:
            inside = True
        if not inside:
            kept.append(word)
        inside = inside and not word[:1].isupper()
    return kept


def _first(name: str) -> str:
    """A person as people call them: the given name, but "Frau Kern" whole."""
    return name if name.startswith(("Herr ", "Frau ", "Dr. ")) else name.split(maxsplit=1)[0]


def _genitive(name: str) -> str:
    return f"{name}’" if name.endswith(("s", "ß", "x", "z")) else f"{name}s"


def _stands_alone(after: Sequence[str]) -> bool:
    """Whether an article is a pronoun: no noun follows it."""
    for word in after[:4]:
        if word[:1].isupper():
            return False
        if word in _CLOSES:
            return True
    return True


def _antecedent(pronoun: str, before: Sequence[str]) -> str:
    """The thing of that gender that was named last, with its article; empty where none was."""
    article, pattern = _THINGS[pronoun]
    for text in reversed(before):
        found = list(pattern.finditer(text))
        if found:
            return f"{article} {found[-1]['noun']}"
    return ""


_NOUN = r"(?P<noun>(?:[a-zäöüß]+e[nrs]? )?(?!Jahr|Uhr|Tag|Woche|Monat|Moment|Ding|Sache|Thema|Mal|Herrn?|Frau)[A-ZÄÖÜ][\wäöüß-]{2,})"
_MASCULINE = re.compile(rf"\b(?:[Dd]en|[Ee]inen|[Mm]einen|[Dd]einen|[Uu]nseren|[Kk]einen|[Dd]iesen|^[Dd]er) {_NOUN}")
_FEMININE = re.compile(rf"\b(?:[Dd]ie|[Ee]ine|[Mm]eine|[Dd]eine|[Uu]nsere|[Kk]eine|zur) {_NOUN}")
_NEUTER = re.compile(rf"\b(?:[Dd]as|[Ee]in|[Mm]ein|[Dd]ein|[Uu]nser) {_NOUN}")
_THINGS = {
    "ihn": ("den", _MASCULINE),
    "den": ("den", _MASCULINE),
    "sie": ("die", _FEMININE),
    "die": ("die", _FEMININE),
    "ihm": ("dem", re.compile(rf"\b(?:[Dd]em|[Ee]inem|[Vv]om|[Bb]eim|[Zz]um) {_NOUN}")),
    "es": ("das", _NEUTER),
    "das": ("das", _NEUTER),
}
_PERSONS = frozenset("ihm ihn ihr".split())
_WHOSE = re.compile(r"(?P<whose>mein|dein)(?P<ending>e[nmrs]?|)")
_ARTICLE = {"en": "den", "e": "die", "": "das", "em": "dem", "er": "der", "es": "des"}
_CLOSES = frozenset(
    "mir dir ihm ihr uns euch ihnen sich mich dich in im ins an am ans auf aufs bei beim mit nach zu zum zur von vom vor für um über unter bis aus wegen selbst noch heute morgen dann gleich alles alle".split()
)
_VAGUE = frozenset("machen tun erledigen übernehmen".split())
_PLACING = frozenset(
    "in im ins an am auf bei beim mit nach zu zum zur von vom vor für über unter bis aus wegen".split()
)
_EMPTY = frozenset(
    "das es ihn sie die den dem ihm ihr ihnen mir dir uns euch mich dich sich ihm da dazu damit darum drum daran dran darüber drüber davon dafür alles was etwas irgendwas beides beide selbst noch mal hin her eben einmal nochmal wieder immer schon zusammen gemeinsam".split()
)
