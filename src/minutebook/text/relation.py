"""Whether two statements of fact say the same, restate each other, contradict each other, or are two facts.

A statement is read as its subject, the concepts it speaks of, its values and whether it denies. Two are merged only where
none of these differ and one holds all that the other says; they contradict where they speak of the same attribute of the same
subject and exactly its value differs. In doubt they are two facts: a line too many is better than one that is lost.
Measured on labelled pairs (evals/facts).
"""

from enum import StrEnum

from minutebook.text import patterns as re
from minutebook.text.concepts import HOLDERS
from minutebook.text.statement import Statement, read_statement


class Relation(StrEnum):
    """How a newer statement stands to an older one."""

    SAME = "same"
    RESTATED = "restated"
    CONTRADICTS = "contradicts"
    UNRELATED = "unrelated"


def compare(older: str, newer: str, *, apart: bool = False) -> Relation:
    """How ``newer`` stands to ``older``; both are plain text of one sentence or clause.

    ``apart``: they were told on different days. What happened then with other figures happened twice.
    """
    a, b = read_statement(older), read_statement(newer)
    if " ".join(older.casefold().split()).rstrip(".!") == " ".join(newer.casefold().split()).rstrip(".!"):
        return Relation.SAME
    slot = _compare_slots(a, b)
    if slot is not None:
        return slot
    held = _holder(a, b)
    if held is not None:
        return held
    conflicts = _conflicts(a, b)
    if not conflicts and a.denies == b.denies:
        return _same(a, b)
    elsewhere = {"name"} if _PLACE.search(older) and _PLACE.search(newer) else set()
    if apart and set(conflicts) <= _FIGURES | elsewhere and _happened(older) and _happened(newer):
        return Relation.UNRELATED
    return _contradiction(a, b, conflicts)


_FIGURES = frozenset({"number", "percent", "currency"})
_PLACE = re.compile(r"\bin [A-Z][\w-]+\W*\Z")
"""The town where something happened, at the end: what happened in another one happened again."""
_HAPPENED = re.compile(
    r"\b(?:lost|sold|shipped|wrote|met|brought|presented|drew|delivered|dispatched|received|returned|rejected|scrapped|produced|built|planted|picked|counted|found|fixed|repaired|"
    r"broke|missed|hired|trained|treated|served|visited|attended|turned up|showed up|came|arrived|left|called|complained|donated|collected|"
    r"raised|spent|cost|paid|earned|took|won|lasted|ran|processed|handled|scanned|printed|logged|reported|failed|crashed)\b",
    re.IGNORECASE,
)
"""Told of a thing that happened, each time with figures of its own."""
_STANDING = re.compile(
    r"\b(?:so far|to date|in total|altogether|all in all|overall|usually|always|every|each|per|a (?:day|week|month|year)|now|instead|"
    r"up to|down to|correction|in fact|actually|rather than|not)\b",
    re.IGNORECASE,
)
"""A sum that grows, a rule, or a figure that corrects another."""


def _happened(text: str) -> bool:
    """Whether a statement tells of one happening in the past, rather than how things stand."""
    return _HAPPENED.search(text) is not None and _STANDING.search(text) is None


def says_more(this: str, than: str) -> bool:
    """Whether a statement holds more values, or else more words, than one of the same meaning."""
    a, b = read_statement(this), read_statement(than)
    mine, others = (sum(len(v) for _, v in s.values) for s in (a, b))
    return (mine, len(a.words | a.names)) > (others, len(b.words | b.names))


def _conflicts(a: Statement, b: Statement) -> tuple[str, ...]:
    """The kinds of value that both have and in which neither holds all of the other's; names where the words are otherwise alike."""
    mine, others = dict(a.values), dict(b.values)
    kinds = [k for k in mine.keys() & others.keys() if not (mine[k] <= others[k] or others[k] <= mine[k])]
    if "day" in kinds and "month" in kinds:
        kinds.remove("day")
    if "currency" in kinds and "number" in kinds:
        kinds.remove("currency")
    only_a, only_b = (a.names - b.names - b.words) - a.subject, (b.names - a.names - a.words) - b.subject
    return tuple(sorted(kinds)) + (("name",) if only_a and only_b else ())


def _same(a: Statement, b: Statement) -> Relation:
    """No value differs: the same where one holds all that the other says."""
    if a.modal != b.modal:
        return Relation.UNRELATED
    if _same_address(a, b):
        return Relation.RESTATED
    all_a, all_b = a.words | a.names | _flat(a), b.words | b.names | _flat(b)
    shared = all_a & all_b
    less, more = sorted((all_a, all_b), key=len)
    if all_a == all_b and shared:
        return Relation.SAME if a.subject == b.subject else Relation.RESTATED
    if not (less <= more) or len(less) < _FEWEST or len(more - less) > max(1, len(less) // 2):
        return Relation.UNRELATED
    missing = {kind for kind, _ in a.values} ^ {kind for kind, _ in b.values}
    if missing & _QUANTITIES:
        return Relation.UNRELATED
    return Relation.RESTATED


def _same_address(a: Statement, b: Statement) -> bool:
    """Whether both give one number or address of somebody, and nothing else."""
    told = _flat(a)
    addresses = all(value.startswith(("phone:", "email:")) for value in told)
    others = a.names - b.names and b.names - a.names
    return (
        bool(told) and addresses and told == _flat(b) and not others and bool((a.words | a.names) & (b.words | b.names))
    )


_FEWEST = 2
"""Concepts and values that a statement must have to be compared with a longer one."""
_QUANTITIES = frozenset({"number", "percent", "ordinal"})
"""Kinds of value without which a statement is another one: "The team has 14 people" and "The team has people"."""


_WHEN = frozenset({"day", "month", "year", "quarter", "weekday", "time"})


def _flat(s: Statement) -> frozenset[str]:
    return frozenset(f"{kind}:{value}" for kind, group in s.values for value in group)


def _contradiction(a: Statement, b: Statement, conflicts: tuple[str, ...]) -> Relation:
    """A value or the sign differs: a contradiction where subject and attribute are the same."""
    if _ended(a, b):
        return Relation.CONTRADICTS
    if a.denies != b.denies and conflicts:
        return Relation.UNRELATED
    if len({"when" if kind in _WHEN else kind for kind in conflicts}) > 1 and not b.changed:
        return Relation.UNRELATED
    if not _same_subject(a, b):
        return Relation.UNRELATED
    extra_a, extra_b = a.words - b.words - b.names, b.words - a.words - a.names
    names_a, names_b = a.names - b.names - b.words, b.names - a.names - a.words
    if names_a and names_b and ("name" not in conflicts or names_a | names_b <= a.scope | b.scope):
        return Relation.UNRELATED
    shared = (a.words | a.names) & (b.words | b.names)
    if (extra_a and extra_b) or not shared:
        return Relation.UNRELATED
    beyond = shared - (a.subject & b.subject)
    if beyond or b.changed or a.changed or (a.subject | b.subject) == (a.words | a.names) | (b.words | b.names):
        return Relation.CONTRADICTS
    few = len(extra_a) + len(extra_b) <= 1
    return Relation.CONTRADICTS if few else Relation.UNRELATED


def _ended(a: Statement, b: Statement) -> bool:
    """Whether one says that the other's value holds no longer ("moved from March to May")."""
    mine, others = (dict(s.values) | {"name": s.names} for s in (a, b))
    for left, other in ((b, mine), (a, others)):
        if any(value in other.get(kind, ()) for kind, value in left.moved_from) and _same_subject(a, b):
            kinds = {kind for kind, _ in left.moved_from}
            return all(mine.get(k) != others.get(k) for k in kinds)
    return False


def _same_subject(a: Statement, b: Statement) -> bool:
    """Whether the subjects can be one: what each names is in the other, or one of them is a pronoun."""
    if not a.subject or not b.subject:
        return True
    lost_a, lost_b = a.subject - b.subject - b.words - b.names, b.subject - a.subject - a.words - a.names
    return not (lost_a and lost_b) and bool(a.subject & b.subject or not lost_a or not lost_b)


def _holder(a: Statement, b: Statement) -> Relation | None:
    """The same office or duty: with another holder, or the same told otherwise."""
    if a.held and b.held and a.held[0] == b.held[0] and a.denies == b.denies and a.modal == b.modal:
        x, y = a.held[1], b.held[1]
        if not (x <= y or y <= x):
            return Relation.CONTRADICTS
        return None if _conflicts(a, b) or _flat(a) != _flat(b) else Relation.RESTATED
    if a.held and b.held and a.held[0] - b.held[0] and b.held[0] - a.held[0]:
        return Relation.UNRELATED
    rest_a, rest_b = (a.words | a.names) - a.subject, (b.words | b.names) - b.subject
    alone = len(a.subject) <= _FEWEST and len(b.subject) <= _FEWEST and not a.subject & b.subject
    if alone and a.subject and b.subject and rest_a == rest_b and rest_a & HOLDERS and len(rest_a) > 1:
        return Relation.CONTRADICTS
    return None


def _compare_slots(a: Statement, b: Statement) -> Relation | None:
    """The verdict on an attribute that both speak of; None where there is none."""
    mine, others = dict(a.slots), dict(b.slots)
    for one, other in ((mine, others), (others, mine)):
        left, works = one.get("left"), other.get("employer")
        if left and works and (left <= works or works <= left) and _same_person(a, b):
            return Relation.CONTRADICTS
    for name in mine.keys() & others.keys() - {"left"}:
        if not _same_person(a, b):
            return Relation.UNRELATED
        x, y = mine[name], others[name]
        if x <= y or y <= x:
            same = not _conflicts(a, b) and a.denies == b.denies and a.modal == b.modal
            return Relation.RESTATED if same else None
        return Relation.CONTRADICTS if a.modal == b.modal else Relation.UNRELATED
    return None


def _same_person(a: Statement, b: Statement) -> bool:
    x, y = (
        a.subject - {"manager", "boss", "role", "title", "job"},
        b.subject - {"manager", "boss", "role", "title", "job"},
    )
    return not x or not y or bool(x & y)
