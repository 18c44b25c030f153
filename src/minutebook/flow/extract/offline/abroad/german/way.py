"""What a subject with its verb does with work in German: asks, promises, offers, gives by name, says that somebody has to."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.abroad.german.clause import Clause, Core, Who
from minutebook.flow.extract.offline.abroad.german.verbs import read_verbs
from minutebook.flow.extract.offline.abroad.said import Way

ASKS = frozenset("können könnten würden mögen wollen müssen sollten sollen müssten".split())
NEEDS = frozenset("müssen müssten sollten sollen".split())
GIVES = frozenset("müssen sollen werden können wollen sollten müssten".split())


def way_of(core: Core, clauses: Sequence[Clause], n: int, *, question: bool) -> Way | None:
    """What the clause does with work; None where it tells of none."""
    if core.final:
        return _of_final(core, clauses, n)
    match core.who:
        case Who.I:
            return _of_me(core, question=question)
        case Who.YOU:
            return Way.ASK if _asks(core, question=question) else None
        case Who.WE:
            return _of_us(core, question=question)
        case Who.SOMEBODY:
            if core.modal in NEEDS:
                return Way.NEED
            if any(token.low == "eigentlich" for token in core.rest):
                return None
            able = core.modal in {"können", "könnten", "mögen", "wollen", "würden"}
            return Way.NEED if question and (able or (not core.modal and is_work(core))) else None
        case Who.NAMED:
            if question and not core.inverted:
                return None
            given = core.modal in GIVES if core.modal else is_work(core)
            return Way.GIVEN if given else None
        case _:
            return Way.NEED if core.modal in {"müssen", "müssten", "sollten"} else None


def _asks(core: Core, *, question: bool) -> bool:
    """Whether "you" is asked or told to do something; "you can …" only allows it."""
    low = {token.low for token in core.rest}
    if core.modal == "können" and not question:
        return not low.isdisjoint({"bitte", "mir", "uns", "dann"})
    if core.modal:
        return core.modal in ASKS and not (question and "eigentlich" in low and core.modal in {"müssen", "sollen"})
    if question and "eigentlich" in low:
        return False
    if not question and "immer" in low:
        return False
    return is_work(core)


def _of_me(core: Core, *, question: bool) -> Way | None:
    modal = core.modal
    if modal == "können" and not question and core.rest and core.rest[-1].low in _AGREEING:
        return None
    if modal in {"müssten", "sollten"} and not any(token.low in {"noch", "mal"} for token in core.rest):
        return None
    if modal in {"werden", "müssen", "wollen", "müssten", "sollten", "mögen"} or (modal == "können" and not question):
        return Way.PROMISE
    if modal in {"können", "dürfen", "könnten"} or (modal == "sollen" and question) or _would(core):
        return Way.OFFER
    if modal or not is_work(core) or any(token.low in _NOW for token in core.rest):
        return None
    return Way.OFFER if question else Way.PROMISE


def _of_us(core: Core, *, question: bool) -> Way | None:
    """Of "we": what has to be done; what the others are promised."""
    if core.modal in NEEDS and not (question and core.modal == "sollen"):
        return Way.NEED
    theirs = any(token.text in {"Ihnen", "euch", "dir"} for token in core.rest)
    promised = core.modal == "werden" or (not core.modal and is_work(core))
    if theirs and promised and not question:
        return Way.PROMISE
    return Way.TOGETHER if not core.modal and not core.inverted and is_work(core) and not question else None


def _of_final(core: Core, clauses: Sequence[Clause], n: int) -> Way | None:
    """Of "wenn du … könntest", and of "es wäre gut, wenn jemand …"."""
    before = {token.low for clause in clauses[max(0, n - 2) : n] for token in clause.tokens}
    wished = not _WISHES.isdisjoint(before)
    if core.who is Who.YOU:
        return Way.ASK if core.modal in {"könnten", "würden"} or (wished and (core.verb or core.modal)) else None
    return Way.NEED if core.who is Who.SOMEBODY and wished else None


def is_work(core: Core) -> bool:
    """Whether the verb of a clause, with the prefix that stands apart, is something to do."""
    low = [token.low for token in core.rest]
    if core.verb == "sagen":
        noun = any(token.text[:1].isupper() for token in core.rest)
        tells = core.who is Who.I and core.inverted and "das" in low and low[-1] not in {"so", "mal"}
        return "bescheid" in low or tells or (core.who is Who.SOMEBODY and noun)
    if core.verb == "denken":
        return core.who is Who.YOU and ("an" in low or "dran" in low or "daran" in low) and len(low) > 1
    if core.verb == "machen" and not _NO_WORK.isdisjoint(low):
        return False
    if core.verb in _TALKING and core.who is Who.I:
        return False
    whole = whole_of(core)
    return read_verbs().is_work(whole) or (core.who is Who.I and not read_verbs().is_listed(whole))


def whole_of(core: Core) -> str:
    """The infinitive with the prefix that stands apart at the end of the clause."""
    last = core.rest[-1].low if core.rest else ""
    return f"{last}{core.verb}" if last in read_verbs().prefixes else core.verb


def _would(core: Core) -> bool:
    """Whether somebody would do something, or meant to still: no choice between things is that."""
    low = [token.low for token in core.rest]
    if core.modal == "wollten":
        return "noch" in low
    return core.modal == "würden" and bool(low) and low[-1] not in _CHOOSING and "lieber" not in low


_AGREEING = frozenset("bestätigen verstehen empfehlen nachvollziehen erklären zeigen sagen vorstellen sehen".split())
"""What somebody can do who only says what they think."""
_NOW = frozenset("gerade grad".split())
"""What somebody does as they speak."""
_CHOOSING = frozenset("nehmen lassen warten verschieben streichen sagen behalten".split())
_WISHES = frozenset(
    "wäre wär wären fände fänd gut super schön lieb nett toll hilfreich wichtig prima dankbar froh".split()
)
_NO_WORK = frozenset(
    "sorgen gedanken spaß pause urlaub schluss feierabend mühe hoffnung hoffnungen sinn fehler mut".split()
)
_TALKING = frozenset("erklären zeigen wiederholen notieren erzählen teilen".split())
"""What a speaker does as they speak."""
