"""Work in German clauses that have no subject of their own: orders, "bitte … schicken", "vergiss nicht, … zu …", "jemand, der …"."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.abroad.german.clause import LEADS, Clause, Core, Token, Who, core_of
from minutebook.flow.extract.offline.abroad.german.phrase import Work, clean, find_infinitive, joined, to_infinitive
from minutebook.flow.extract.offline.abroad.german.verbs import infinitive_of, read_verbs
from minutebook.flow.extract.offline.abroad.said import Way

_REMINDS = frozenset("vergiss vergesst vergessen denk denkt denke erinner erinnere schau schaut".split())
_DENY = frozenset("nicht kein keine keinen nie".split())


def ordered(clauses: Sequence[Clause], n: int, taken: set[int], *, question: bool = False) -> Work | None:
    """The work that a clause orders, or names as an infinitive; None for none."""
    tokens = list(clauses[n].tokens)
    asked = any(token.low == "bitte" for token in (*tokens[:4], tokens[-1]))
    while len(tokens) > 1 and tokens[0].low in _BEFORE:
        tokens = tokens[1:]
    first, end = tokens[0].low, tokens[-1].end
    if len(tokens) > 1 and tokens[1].low == "wir":
        return None
    if work := _reminded(tokens, clauses, n, taken):
        return work
    if [token.low for token in tokens[-2:]] == ["nicht", "vergessen"] and len(tokens) > MIN:
        tokens = tokens[:-2]
    if any(token.low in _DENY for token in tokens) or first == "um":
        return None
    verb = _verb(tokens, question=question)
    if verb == "lassen":
        return _together(tokens)
    return (_by_verb(tokens, verb, end, asked=asked) if verb else None) or _by_infinitive(tokens, end, asked=asked)


def _reminded(tokens: Sequence[Token], clauses: Sequence[Clause], n: int, taken: set[int]) -> Work | None:
    """What a clause says not to forget and the one after it names, which is then ``taken``: "vergiss nicht, … zu …"."""
    first = tokens[0].low
    reminds = first in _REMINDS or (first == "nicht" and tokens[1:2] and tokens[1].low == "vergessen")
    if not reminds or n + 1 >= len(clauses) or core_of(clauses[n + 1]) is not None:
        return None
    following = clauses[n + 1].tokens
    found = to_infinitive(following)
    if found is None:
        return None
    taken.add(n + 1)
    things, what = found
    return Work(Way.ASK, None, clean(things), what, tokens[0].start, following[-1].end, 2)


def _verb(tokens: Sequence[Token], *, question: bool) -> str | None:
    """The verb with which an order begins, or "schickst" with "mir" behind it."""
    first = tokens[0].low
    if first.endswith("st") and len(tokens) > 1 and tokens[1].low in _TO_ME:
        return read_verbs().second.get(first)
    return None if question else read_verbs().orders.get(first)


def _by_verb(tokens: Sequence[Token], verb: str, end: int, *, asked: bool) -> Work | None:
    """The work that an order tells by its first word."""
    if verb == "tun" or len(tokens) <= 1 or not (asked or tokens[1].low in _AFTER_ORDER):
        return None
    whole, words = joined(tokens[1:], verb)
    works = read_verbs().is_work(whole) or (whole == "denken" and "an" in {word.low for word in words})
    return Work(Way.ASK, None, clean(words), whole, tokens[0].start, end, 2) if works and words else None


def _by_infinitive(tokens: Sequence[Token], end: int, *, asked: bool) -> Work | None:
    """The work that is only named: "bitte den Plan schicken", or "den Plan schicken" as what one does oneself."""
    start, place = tokens[0].start, find_infinitive(tokens)
    if place is not None and place + 1 < len(tokens) and tokens[place + 1].low in {"wegen", "für", "zwecks"}:
        tokens = [*tokens[:place], *tokens[place + 1 :], tokens[place]]
        place = len(tokens) - 1
    if place is None or place != len(tokens) - 1 or not place or not read_verbs().is_work(tokens[place].low):
        return None
    if to_infinitive(tokens):
        return None
    named, verb = clean(tokens[:place]), tokens[place].low
    if asked:
        return Work(Way.ASK, None, named, verb, start, end, 2)
    noun = any(word[:1].isupper() for word in named)
    return Work(Way.PROMISE, None, named, verb, start, end, 1, loose=True) if noun else None


MIN = 3
_BEFORE = LEADS | frozenset(
    "mal noch auch erstens zweitens drittens viertens außerdem ferner weiters morgen heute".split()
)
_TO_ME = frozenset("mir uns mich".split())
_AFTER_ORDER = frozenset(
    "mir mich uns ihm ihr ihn sie es das den die dem der einen eine ein dich euch bitte mal doch noch schnell einfach kurz nicht an bei beim in da dann auch deine deinen dein meine meinen mein alle alles zur zum unbedingt".split()
)


def _together(tokens: Sequence[Token]) -> Work | None:
    """The work of "lass uns …", "lass mich …"."""
    if len(tokens) < 3 or tokens[1].low not in {"uns", "mich"} or not read_verbs().is_work(tokens[-1].low):
        return None
    way, person = (Way.TOGETHER, 4) if tokens[1].low == "uns" else (Way.PROMISE, 1)
    return Work(way, None, clean(tokens[2:-1]), tokens[-1].low, tokens[0].start, tokens[-1].end, person)


def needed(core: Core, clauses: Sequence[Clause], n: int, taken: set[int]) -> Work | None:
    """What somebody needs: a thing of the one spoken to, or somebody "who does the till"."""
    start, end = core.start, clauses[n].tokens[-1].end
    low = [token.low for token in core.rest]
    if n + 1 < len(clauses) and any(word in _SOMEBODY for word in low):
        tokens = clauses[n + 1].tokens
        verb = infinitive_of(tokens[-1].low, 3) if len(tokens) > 1 and tokens[0].low in _RELATIVE else None
        if verb:
            taken.add(n + 1)
            return Work(Way.NEED, None, clean(tokens[1:-1]), verb, start, tokens[-1].end, 3)
    noun = any(token.text[:1].isupper() for token in core.rest)
    if core.who is Who.WE and "noch" in low and noun and not {"nicht", "kein", "keine", "keinen"} & set(low):
        return Work(Way.NEED, None, clean(core.rest), "besorgen", start, end, 4, thing=True)
    of = next((k for k in range(len(low) - 1) if low[k] == "von" and low[k + 1] in _YOU), None)
    if of is None:
        return None
    words = clean([*core.rest[:of], *core.rest[of + 2 :]])
    return Work(Way.ASK, None, ["mir", *words], "schicken", start, end, 2) if words else None


_SOMEBODY = frozenset("jemand jemanden wen einen eine freiwilligen freiwillige".split())
_RELATIVE = frozenset("der die das".split())
_YOU = frozenset("dir euch ihnen".split())
