"""What sounds like work in German and is none: sayings, what lasts, what a speaker does as they speak."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.abroad.german.phrase import Work
from minutebook.flow.extract.offline.abroad.german.verbs import read_verbs
from minutebook.flow.extract.offline.abroad.german.wording import is_vague, leans
from minutebook.flow.extract.offline.abroad.said import Way


def is_idle(work: Work, *, small: bool) -> bool:
    """Whether a verb has nothing that it is done to, or is part of a saying; ``small``: the text has no capitals that would show a noun."""
    words = {word.lower() for word in work.words}
    if not _SAYINGS.get(read_verbs().split(work.verb)[1], frozenset()).isdisjoint(words):
        return True
    if work.way is Way.PROMISE and work.verb in _SPEAKING and not work.loose:
        return True
    told = " ".join((*work.words, work.verb))
    if work.tail or work.leaning or (leans(told) and is_vague(told)):
        return False
    if work.verb in _ONESELF and not words.isdisjoint({"mich", "dich", "sich"}):
        return False
    return not (small and work.words) and not _has_thing(work.words)


def _has_thing(words: Sequence[str]) -> bool:
    """Whether there is a noun, a pronoun for one, or a phrase with a preposition."""
    return any(
        word[:1].isupper() or word[:1].isdigit() or word in _THINGS or (word in _PLACING and n + 1 < len(words))
        for n, word in enumerate(words)
    )


LASTING = frozenset("halten tragen führen leiten betreuen unterstützen begleiten spielen fahren verkaufen".split())
"""Verbs of what somebody does for long as well as once."""
_ONESELF = frozenset(
    "anmelden abmelden bewerben informieren erkundigen einlesen einarbeiten vorbereiten impfen".split()
)
"""What somebody does with themselves, and is work all the same."""
_SPEAKING = frozenset(
    "zusammenfassen feststellen festhalten mittragen anschließen vorlesen weitermachen abkürzen überspringen zurückkommen wiederkommen auflegen weggehen bedanken verabschieden einklinken".split()
)
_THINGS = frozenset("das es ihn sie die den ihm ihr ihnen alles beides beide welche was".split())
_PLACING = frozenset("bei beim mit um für an am auf nach von vom zu zum zur über wegen in im ins".split())
_SAYINGS = {
    "tun": frozenset({"schwer", "leicht", "weh", "leid", "gut"}),
    "geben": frozenset({"stand", "überblick", "recht", "mühe", "wort", "gas"}),
    "nehmen": frozenset({"platz", "zeit", "anteil", "kauf", "kuchen", "kaffee", "tee", "schluck"}),
    "machen": frozenset(
        {
            "witze",
            "witz",
            "sorgen",
            "gedanken",
            "spaß",
            "pause",
            "urlaub",
            "schluss",
            "feierabend",
            "mühe",
            "hoffnung",
            "sinn",
            "fehler",
            "mut",
            "platz",
            "gut",
            "kurz",
            "licht",
            "tür",
        }
    ),
    "holen": frozenset({"kaffee", "tee", "wasser", "luft"}),
    "tragen": frozenset({"verantwortung", "kosten", "brille"}),
    "drücken": frozenset({"daumen"}),
    "halten": frozenset({"wort", "mund", "ball", "übertrieben", "richtig", "falsch", "sinnvoll"}),
    "bringen": frozenset({"nichts", "spaß", "glück"}),
    "ziehen": frozenset({"hut"}),
    "achten": frozenset({"zeit"}),
    "stellen": frozenset({"mikro", "mikrofon", "frage", "fragen", "lauter", "leiser"}),
    "schalten": frozenset({"stumm", "kamera", "mikro"}),
    "fahren": frozenset({"auto", "rad", "bus", "zug", "urlaub", "süden", "heim"}),
    "übergeben": frozenset({"wort"}),
    "reden": frozenset({"vater", "mutter", "offen"}),
    "sagen": frozenset({"was"}),
}
