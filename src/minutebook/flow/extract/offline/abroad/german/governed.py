"""German work that another clause governs: "Hättest du Zeit, … zu …", "Wärst du so nett und …", "Ich hätte gern … von Ihnen", "Die Skizzen hast du am Montag"."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.abroad.german.clause import Clause, Core, Token, Who, core_of
from minutebook.flow.extract.offline.abroad.german.phrase import Work, clean, joined, to_infinitive
from minutebook.flow.extract.offline.abroad.german.verbs import read_verbs
from minutebook.flow.extract.offline.abroad.said import Way


def governed(core: Core, clauses: Sequence[Clause], n: int, taken: set[int], *, question: bool) -> Work | None:
    """The work that a clause tells of together with the next one, or as a thing that somebody is to have."""
    low = {token.low for token in core.rest}
    if n + 1 < len(clauses):
        following = clauses[n + 1]
        way = _governs(core, low, question=question)
        if way and (found := to_infinitive(following.tokens)) and core_of(following) is None:
            taken.add(n + 1)
            things, verb = found
            return Work(way, None, clean(things), verb, core.start, following.tokens[-1].end, 1)
        if core.modal == "sein" and core.who is Who.YOU and "so" in low and following.lead == "und":
            return _so_kind(core, following, n, taken)
    return _received(core, low, question=question)


def _governs(core: Core, low: set[str], *, question: bool) -> Way | None:
    """What "… zu …" is after such a clause."""
    if core.who is Who.YOU and question and not low.isdisjoint(_ABLE):
        return Way.ASK
    bids = core.verb == "bitten" or "bitten" in low
    if core.who in {Who.I, Who.WE} and bids and not {t.text for t in core.rest}.isdisjoint({"dich", "euch", "Sie"}):
        return Way.ASK
    tries = core.verb in {"versuchen", "probieren", "versprechen"} or not low.isdisjoint(_INTENDS)
    return Way.PROMISE if core.who is Who.I and tries and "nicht" not in low else None


def _so_kind(core: Core, following: Clause, n: int, taken: set[int]) -> Work | None:
    """What follows "… so nett und schickst mir das": as if "you" stood there again."""
    first, *rest = following.tokens
    end = following.tokens[-1].end
    verbs = read_verbs()
    if first.low in {"würdest", "würden", "würdet", "könntest", "könnten"} and rest and verbs.can_be_work(rest[-1].low):
        taken.add(n + 1)
        return Work(Way.ASK, None, clean(rest[:-1]), rest[-1].low, core.start, end, 2)
    verb = verbs.second.get(first.low) or (first.low if first.low in verbs.work else None)
    if verb is None:
        return None
    whole, words = joined(rest, verb)
    taken.add(n + 1)
    return Work(Way.ASK, None, clean(words), whole, core.start, end, 2)


def _received(core: Core, low: set[str], *, question: bool) -> Work | None:
    """What somebody would like to have of the one spoken to, and what the one spoken to is to have."""
    end = max(core.start, core.rest[-1].end) if core.rest else core.start
    of_you = next(
        (k for k in range(len(core.rest) - 1) if core.rest[k].low == "von" and core.rest[k + 1].low in _YOU), None
    )
    mine = core.who in {Who.I, Who.WE}
    wants = (core.modal == "haben" and "gern" in low) or (core.modal in {"könnten", "können", "dürfen"} and question)
    if mine and wants and (of_you is not None or (question and not low.isdisjoint(_RECEIVE))):
        rest = [t for k, t in enumerate(core.rest) if of_you is None or k not in {of_you, of_you + 1}]
        words = clean([token for token in rest if token.low not in _RECEIVE])
        return Work(Way.ASK, None, ["mir", *words], "schicken", core.start, end, 2) if _has_noun(words) else None
    if core.who is Who.YOU and core.verb == "hören" and {"von", "mir"} <= low and not question:
        return Work(Way.PROMISE, None, ["mich", "bei", "dir"], "melden", core.start, end, 1)
    gets = core.verb in {"kriegen", "bekommen"} or (core.modal == "haben" and core.inverted)
    if core.who is Who.YOU and gets and not question:
        by_me = next(
            (k for k in range(len(core.rest) - 1) if core.rest[k].low == "von" and core.rest[k + 1].low == "mir"), -2
        )
        words = clean([token for k, token in enumerate(core.rest) if k not in {by_me, by_me + 1}])
        given = [t for t in core.rest if t.low in read_verbs().participles or t.low.startswith("ge")]
        if _has_noun(words) and not given:
            return Work(
                Way.PROMISE, None, ["dir", *words], "schicken", core.start, end, 1, loose=True, leaning=_is_vague(words)
            )
    return None


def _is_vague(words: Sequence[str]) -> bool:
    """Whether a thing is only called something of its kind: "einen Entwurf"."""
    return words[0].lower() in {"einen", "eine", "ein", "was", "etwas"}


def undone(tokens: Sequence[Token]) -> tuple[list[Token], str] | None:
    """The thing and the infinitive of "die Rechnung müsste noch raus", "das muss fertig werden"."""
    low = [token.low for token in tokens]
    if len(low) > 1 and low[-1] in {"sein", "werden"}:
        low, tokens = low[:-1], tokens[:-1]
    verb = _STATES.get(low[-1]) if low else None
    return (list(tokens[:-1]), verb) if verb and len(tokens) > 1 else None


def _has_noun(words: Sequence[str]) -> bool:
    return any(word[:1].isupper() for word in words)


_ABLE = frozenset("zeit lust bereit vorstellen dran daran möglich luft kapazität".split())
_INTENDS = frozenset("versprochen vorgenommen zugesagt versuchen vor".split())
_RECEIVE = frozenset("haben bekommen kriegen gern gerne".split())
_YOU = frozenset("dir euch ihnen".split())
_STATES = {
    "raus": "rausschicken",
    "weg": "wegbringen",
    "fertig": "fertig machen",
    "zurück": "zurückgeben",
    "rein": "reinbringen",
    "hin": "hinbringen",
    "ab": "abgeben",
}
"""What is to be done where only where something belongs is said."""
