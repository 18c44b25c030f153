"""What this vault's decisions teach: kept as records under ``Minutebook/learned-…``, and asked before anything is proposed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC

from minutebook.flow.learn import Taste, hold_back, learn, traits_of
from minutebook.flow.plan import make_plan
from minutebook.flow.review import Answer, Outcome
from minutebook.model.change import Append
from minutebook.model.extraction import Extraction, Item
from minutebook.model.links import Held
from minutebook.model.plan import RunKind
from minutebook.model.record import LineKind, LineRecord, SourceRecord, VerdictRecord
from minutebook.model.source import SourceKind
from minutebook.run.keeping import last_kept
from minutebook.run.session import Desk
from minutebook.settings import Settings
from minutebook.store import Store
from minutebook.text.names import fold
from minutebook.vault.tasks import PROPOSED

_FORGOTTEN = "forgotten"
"""How the id of a record begins before which everything is forgotten."""
_TOLD = frozenset({LineKind.DECISION, LineKind.FACT, LineKind.QUESTION})
_KEPT = {Outcome.ACCEPTED: True, Outcome.DONE: True, Outcome.REJECTED: False, Outcome.DELETED: False}


def taste_of(store: Store) -> Taste:
    """What the decisions in this vault show, since they were last forgotten."""
    return learn(_standing(store))


def _standing(store: Store) -> Iterable[VerdictRecord]:
    verdicts = list(store.latest(VerdictRecord))
    since = max((v.at for v in verdicts if v.id.startswith(_FORGOTTEN) and not v.withdrawn), default="")
    return [v for v in verdicts if v.at > since and v.item]


def names_of(settings: Settings) -> frozenset[str]:
    """What the vault's owner is called, folded."""
    me = settings.owner()
    return frozenset(fold(name) for name in (me.name, *me.aliases) if name)


def sift(desk: Desk, kind: SourceKind, extraction: Extraction) -> tuple[Extraction, tuple[Held, ...]]:
    """What is proposed of an extraction, and what is held back; what stands in the vault already stays."""
    taste = taste_of(desk.store)
    if not taste.lessons:
        return extraction, ()

    def stands(key: str) -> bool:
        return desk.store.record(LineRecord, key) is not None

    return hold_back(extraction, taste, kind, names_of(desk.settings), stands)


def learn_verdicts(desk: Desk, kept: Mapping[str, bool]) -> Iterator[Append]:
    """The records of what a person decided of proposed items: by id, whether they kept it."""
    lines = ((key, desk.store.record(LineRecord, key)) for key in kept)
    by_source: dict[str, list[LineRecord]] = {}
    for _, line in lines:
        if line is not None and line.source_id:
            by_source.setdefault(line.source_id, []).append(line)
    mine = names_of(desk.settings)
    for source_id, some in by_source.items():
        source = desk.store.record(SourceRecord, source_id)
        extraction = last_kept(source_id, source.engine, desk.folder) if source else None
        if source is None or extraction is None:
            continue
        items = _items(extraction)
        for line in some:
            if line.id in items:
                yield Append(_verdict(line, items[line.id], SourceKind(source.kind), mine, kept=kept[line.id]))


def _items(extraction: Extraction) -> dict[str, Item]:
    every = (*extraction.tasks, *extraction.decisions, *extraction.facts, *extraction.questions)
    return {item.id: item for item in every}


def _verdict(line: LineRecord, item: Item, kind: SourceKind, mine: Collection[str], *, kept: bool) -> VerdictRecord:
    traits = traits_of(item, kind, mine)
    return VerdictRecord(id=line.id, item=line.kind.value, kept=kept, traits=traits, sure=item.confidence)


def learn_answers(desk: Desk, answers: Iterable[Answer], records: Iterable[LineRecord]) -> Iterator[Append]:
    """The records of what a person did in their editor.

    Of a task the last that they decided counts. Decisions, facts and questions are proposed by standing there: one that is deleted was not wanted, and those that stand beside it were.
    """
    before = {record.id: record for record in records}
    judged = {v.id for v in desk.store.latest(VerdictRecord) if v.item and not v.withdrawn}
    kept: dict[str, bool] = {}
    edited: set[str] = set()
    for answer in answers:
        was = before.get(answer.id)
        if was is None or answer.outcome not in _KEPT:
            continue
        again = answer.id in judged and answer.outcome is not Outcome.DELETED  # a finished task may go
        if answer.kind is LineKind.TASK and (was.box == PROPOSED or again):
            kept[answer.id] = _KEPT[answer.outcome]
        elif answer.kind in _TOLD and answer.outcome is Outcome.DELETED:
            kept[answer.id] = False
            edited.add(was.path)
    for record in before.values():
        if record.path in edited and record.kind in _TOLD and record.digest and not record.deleted:
            kept.setdefault(record.id, True)
    yield from learn_verdicts(desk, kept)


def forget(desk: Desk) -> None:
    """Learn anew from here: nothing that was decided so far counts any more. Can be undone like any run."""
    at = desk.now.astimezone(UTC).isoformat()
    record = Append(VerdictRecord(id=f"{_FORGOTTEN} {at}"))
    said = "what was learned from your decisions is forgotten"
    desk.apply(make_plan(RunKind.REVIEW, said, None, [record], desk.folder.read, at=at, log=[said]))
