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
    return " ".join(told) if len(told) > 1 or (told and told[0][:1].isupper()) else ""


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
    if low in _THINGS and _stands_alone(after):
        return [_antecedent(low, voices.before) or word]
    return [word]


def leans(words: str) -> bool:
    """Whether a phrase has its thing elsewhere: "das machen", "ihn anrufen"."""
    *things, _ = words.split() or [""]
    return all(word.lower() in _EMPTY for word in things)


def _first(name: str) -> str:
    """A person as people call them: the given name, but "Frau Kern" whole."""
    return name if name.startswith(("Herr ", "Frau ", "Dr. ")) else name.split(maxsplit=1)[0]


def _genitive(name: str) -> str:
    return f"{name}’" if name.endswith(("s", "ß", "x", "z")) else f"{name}s"


def _stands_alone(after: Sequence[str]) -> bool:
    """Whether an article is a pronoun: no noun follows it."""
    for word in after[:3]:
        if word[:1].isupper():
            return False
        if not _ADJECTIVE.fullmatch(word):
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


_NOUN = r"(?P<noun>(?:[a-zäöüß]+e[nrs]? )?[A-ZÄÖÜ][\wäöüß-]{2,})"
_MASCULINE = re.compile(rf"\b(?:[Dd]en|[Ee]inen|[Mm]einen|[Dd]einen|[Uu]nseren|[Kk]einen|[Dd]iesen|^[Dd]er) {_NOUN}")
_FEMININE = re.compile(rf"\b(?:[Dd]ie|[Ee]ine|[Mm]eine|[Dd]eine|[Uu]nsere|[Kk]eine|[Dd]iese|zur) {_NOUN}")
_NEUTER = re.compile(rf"\b(?:[Dd]as|[Ee]in|[Mm]ein|[Dd]ein|[Uu]nser|[Dd]ieses) {_NOUN}")
_THINGS = {
    "ihn": ("den", _MASCULINE),
    "den": ("den", _MASCULINE),
    "sie": ("die", _FEMININE),
    "die": ("die", _FEMININE),
    "es": ("das", _NEUTER),
    "das": ("das", _NEUTER),
}
_WHOSE = re.compile(r"(?P<whose>mein|dein)(?P<ending>e[nmrs]?|)")
_ARTICLE = {"en": "den", "e": "die", "": "das", "em": "dem", "er": "der", "es": "des"}
_ADJECTIVE = re.compile(r"[a-zäöüß]+(?:e|en|er|es|em)")
_EMPTY = frozenset(
    "das es ihn sie die den dem ihm ihr ihnen mir dir uns euch mich dich sich ihm da dazu damit darum drum daran dran darüber drüber davon dafür alles beides beide selbst noch mal hin her".split()
)
