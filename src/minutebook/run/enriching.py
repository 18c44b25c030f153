"""Filling a thin page from the vault's own sources: what all of them together say becomes questions in the review file."""

from collections.abc import Iterator
from datetime import UTC

from minutebook.errors import UserError
from minutebook.flow.outputs.enrich import Heard, enrich
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.plan import make_plan
from minutebook.model.change import Append
from minutebook.model.entity import Entity
from minutebook.model.extraction import Extraction
from minutebook.model.plan import RunKind
from minutebook.model.record import EntityRecord, ProposalRecord, SourceRecord, SourceState
from minutebook.run import known
from minutebook.run.asking import understood_in
from minutebook.run.proposals import list_proposals
from minutebook.run.session import Desk
from minutebook.text.names import fold


def enrich_page(desk: Desk, name: str) -> tuple[ProposalRecord, ...]:
    """Ask what the sources say of the entity called ``name``; the new questions. Raises UserError where no page, or more than one, is called so."""
    page = _find_page(desk, name)
    assert page.path is not None
    text = (desk.folder.read(page.path) or b"").decode("utf-8", "replace")
    heard = sorted(_hear(desk, page), key=lambda one: (one.extraction.date, one.source_id), reverse=True)
    pages = {fold(e.name): e for e in desk.store.pages()}
    asks = {ask.id: ask for ask in desk.store.latest(ProposalRecord)}
    found = enrich(page, text, heard, pages, asks, desk.store.shared_stems())
    entities = {r.id: r for r in desk.store.latest(EntityRecord)}
    plan = make_plan(
        RunKind.REVIEW,
        f"what the sources say of {page.name}",
        None,
        [*map(Append, found), *list_proposals(desk, entities, asks=found)] if found else [],
        desk.folder.read,
        at=desk.now.astimezone(UTC).isoformat(),
        log=[f"asked: {ask.said}" for ask in found],
    )
    desk.apply(plan)
    return found


def _find_page(desk: Desk, name: str) -> Entity:
    pages = [e for e in desk.store.pages() if fold(name) in map(fold, (e.name, *e.aliases)) or name in {e.id, e.path}]
    if not pages:
        raise UserError(f"no page is called {name!r}; accept the name first, or see: minutebook people list")
    if len(pages) > 1:
        raise UserError(
            f"{len(pages)} pages are called {name!r}; give one's path: {', '.join(e.path or '' for e in pages)}"
        )
    return pages[0]


def _hear(desk: Desk, page: Entity) -> Iterator[Heard]:
    """The noted sources that speak of an entity."""
    names = frozenset(map(fold, (page.name, *page.aliases)))
    understood = understood_in(desk)
    shared = desk.store.shared_stems()
    for source in desk.store.latest(SourceRecord):
        note = known.note_path(source, desk.store) if source.state is SourceState.NOTED else None
        extraction = understood(source.source_id) if note else None
        if note and extraction is not None and _speaks_of(extraction, names):
            yield Heard(extraction, source.source_id, wikilink(note, source.date, shared=shared))


def _speaks_of(extraction: Extraction, names: frozenset[str]) -> bool:
    said = [p.name for p in extraction.participants if p.name]
    said += [m.name for m in extraction.mentioned]
    said += [extraction.subject.name] if extraction.subject else []
    said += [name for fact in extraction.facts for name in fact.about]
    return not names.isdisjoint(map(fold, said))
