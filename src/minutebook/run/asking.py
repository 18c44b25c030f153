"""What pages ask of a person, and what the vault knows that pages need: read from the index, answered as runs."""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC

from msgspec.structs import replace

from minutebook.flow.outputs.knowledge import KEY_FACTS, newest_link, plain_words, strike
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.page import SECTIONS, Known
from minutebook.flow.outputs.particulars import field_value
from minutebook.flow.plan import make_plan
from minutebook.model.change import Append, Change, InsertLine, ReplaceLine, SetField
from minutebook.model.entity import Entity, EntityType
from minutebook.model.extraction import Extraction
from minutebook.model.plan import RunKind
from minutebook.model.record import Ask, AskState, EntityRecord, LineKind, LineRecord, ProposalRecord, SourceRecord
from minutebook.model.source import SourceKind
from minutebook.run.keeping import last_kept
from minutebook.run.layouts import find_layout
from minutebook.run.learning import sift
from minutebook.run.proposals import list_proposals
from minutebook.run.registry import account_page
from minutebook.run.session import Desk
from minutebook.text.names import fold
from minutebook.vault.frontmatter import read_fields
from minutebook.vault.machine import locate_lines
from minutebook.vault.meaning import line_digest
from minutebook.vault.note import read_note


def what_is_known(desk: Desk) -> Known:
    """What the vault knows beside a page: questions, people, meetings, passages."""
    store = desk.store
    shared = store.shared_stems()

    def passage(record: LineRecord) -> str:
        source = store.record(SourceRecord, record.source_id)
        if source is None or not source.rendering or not record.anchor.startswith("#^"):
            return ""
        return wikilink(source.rendering, source.date, block=record.anchor[2:], shared=shared)

    return Known(
        asks={ask.id: ask for ask in store.latest(ProposalRecord)},
        people=_people(store.entities()),
        met=store.met,
        contacts=store.contacts,
        passage=passage,
        me=desk.settings.owner(),
        folders=desk.settings.folders,
        facts=desk.settings.fact_lines,
        layout=lambda kind: find_layout(desk, kind),
    )


def understood_in(desk: Desk) -> Callable[[str], Extraction | None]:
    """What was last understood of a source, by its id."""

    def understood(source_id: str) -> Extraction | None:
        source = desk.store.record(SourceRecord, source_id)
        kept = last_kept(source_id, source.engine, desk.folder) if source else None
        return sift(desk, SourceKind(source.kind), kept)[0] if source and kept else None

    return understood


def _people(entities: Iterable[Entity]) -> Mapping[str, Entity]:
    """People by folded name; a name that two have is nobody's."""
    found: dict[str, Entity] = {}
    twice: set[str] = set()
    for entity in entities:
        if entity.type is EntityType.PERSON:
            for name in {fold(n) for n in (entity.name, *entity.aliases)}:
                twice |= {name} if name in found else set()
                found[name] = entity
    return {name: entity for name, entity in found.items() if name not in twice}


def open_asks(desk: Desk) -> dict[str, ProposalRecord]:
    """The questions that wait for an answer, by id."""
    return {ask.id: ask for ask in desk.store.latest(ProposalRecord) if ask.state is AskState.PROPOSED}


def answer_ask(desk: Desk, ask: ProposalRecord, *, accepted: bool) -> str:
    """Do what a person answered; returns a sentence that says so."""
    done = tuple(_accepted(desk, ask)) if accepted else ()
    state = AskState.ACCEPTED if accepted else AskState.REJECTED
    entities = {r.id: r for r in desk.store.latest(EntityRecord)}
    answered = replace(ask, state=state, at="")
    changes = (*done, Append(answered), *list_proposals(desk, entities, asks=[answered]))
    kind = RunKind.ACCEPT if accepted else RunKind.REJECT
    said = f"{'accepted' if accepted else 'rejected'}: {plain_words(f'- {ask.said}')}"
    plan = make_plan(
        kind, said[:120], None, changes, desk.folder.read, at=desk.now.astimezone(UTC).isoformat(), log=[said]
    )
    desk.apply(plan)
    return said


def _accepted(desk: Desk, ask: ProposalRecord) -> Iterable[Change]:
    match ask.ask:
        case Ask.SUPERSEDE:
            return _superseded(desk, ask)
        case Ask.FIELD:
            return _filled_in(desk, ask)
        case Ask.LINE:
            return _added(desk, ask)
        case Ask.WHO | Ask.ALIAS | Ask.TERM | Ask.MEETING | Ask.NEWS:
            return ()  # names, abbreviations and news of tasks are answered in run/answering, meetings in run/folding


def _filled_in(desk: Desk, ask: ProposalRecord) -> Iterable[Change]:
    """The key of the page's frontmatter set, as the person said yes to; nothing where the page is gone."""
    page = next((e for e in desk.store.pages() if e.id == ask.entity_id), None)
    data = desk.folder.read(page.path) if page and page.path else None
    if page is None or page.path is None or data is None:
        return
    standing = read_fields(data.decode("utf-8", "replace")).get(ask.key)
    account = account_page(desk, ask.value) if ask.key == "organisation" else None
    yield SetField(path=page.path, key=ask.key, value=field_value(ask.key, ask.value, standing, account))


def _added(desk: Desk, ask: ProposalRecord) -> Iterable[Change]:
    """A line among the page's key facts."""
    page = next((e for e in desk.store.pages() if e.id == ask.entity_id), None)
    if page is None or page.path is None:
        return
    line = f"- {ask.value} ^{ask.id}"
    record = LineRecord(
        id=ask.id,
        path=page.path,
        digest=line_digest(line),
        kind=LineKind.KEY_FACT,
        section=KEY_FACTS,
        words=plain_words(line),
    )
    template = SECTIONS[page.type]
    yield InsertLine(path=page.path, section=KEY_FACTS, line=line, record=record, place="dated", template=template)


def _superseded(desk: Desk, ask: ProposalRecord) -> Iterable[Change]:
    """The older line struck out, with the link of the line that says otherwise; nothing where one of them is gone."""
    old, new = (desk.store.record(LineRecord, line_id) for line_id in (ask.old, ask.new))
    if old is None or new is None:
        return
    data = desk.folder.read(old.path)
    page = read_note((data or b"").decode("utf-8", "surrogateescape"))
    at = locate_lines(page, [old, new] if old.path == new.path else [old])
    if old.id not in at:
        return
    line = page.lines[at[old.id]].text
    by = newest_link(page.lines[at[new.id]].text) if new.id in at else ""
    struck = strike(line, by or desk.now.date().isoformat())
    stands = replace(old, digest=line_digest(line))
    yield ReplaceLine(path=old.path, was=stands, line=struck, record=replace(stands, digest=line_digest(struck)))
