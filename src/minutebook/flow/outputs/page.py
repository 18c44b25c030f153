"""An entity's page: made when it is accepted, and brought up to date by each note that concerns it."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from minutebook.errors import UserError
from minutebook.flow.outputs.company import RHYTHM, TITLES, Company
from minutebook.flow.outputs.filing import entity_folder
from minutebook.flow.outputs.knowledge import (
    DECISIONS,
    KEY_FACTS,
    LIMIT,
    STATUS,
    Knowledge,
    Passage,
    Told,
    passage_link,
    plain_words,
    tells_state,
)
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.note import Note
from minutebook.flow.outputs.particulars import contacts_of, detail_asks
from minutebook.flow.outputs.query import entity_query
from minutebook.flow.outputs.recent import CONTEXT, EARLIER, context_line, day_of, put_context
from minutebook.flow.outputs.sentence import sentence_about
from minutebook.flow.outputs.template import Layout, as_given, render_template
from minutebook.model.change import Append, Change, InsertLine, NewFile, SetField
from minutebook.model.entity import Entity, EntityType, Me
from minutebook.model.extraction import Extraction
from minutebook.model.links import Links, Resolved
from minutebook.model.record import EntityRecord, LineRecord, ProposalRecord
from minutebook.settings import Folders
from minutebook.text.escape import escape_inline, escape_title
from minutebook.text.ids import stable_id
from minutebook.text.names import fold
from minutebook.text.statement import bare
from minutebook.vault.frontmatter import BrokenFrontmatter, Value, format_fields, read_fields, set_field
from minutebook.vault.machine import locate_lines
from minutebook.vault.note import Note as Page
from minutebook.vault.note import find_section, read_note

OPEN_ITEMS = "Open Items"
CARRIED = "Carried Items"
SECTIONS: Mapping[EntityType, tuple[str, ...]] = {
    EntityType.PERSON: (KEY_FACTS, OPEN_ITEMS, CONTEXT, EARLIER),
    EntityType.ACCOUNT: (STATUS, TITLES[EntityType.ACCOUNT], KEY_FACTS, DECISIONS, OPEN_ITEMS, CONTEXT, EARLIER),
    EntityType.PROJECT: (STATUS, DECISIONS, TITLES[EntityType.PROJECT], KEY_FACTS, OPEN_ITEMS, CONTEXT, EARLIER),
    EntityType.FORUM: (RHYTHM, TITLES[EntityType.FORUM], DECISIONS, KEY_FACTS, CARRIED, CONTEXT, EARLIER),
}
"""The sections of a page, in order; one without content is not written."""


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """What the vault knows beside the page itself. ``asks``: by id; ``people``: by folded name; ``met``: days, by an entity's name.

    ``passage`` and ``evidence`` link what a line rests on, and what this source's evidence shows.
    """

    asks: Mapping[str, ProposalRecord] = {}
    people: Mapping[str, Entity] = {}
    met: Callable[[str], tuple[date, ...]] = lambda _: ()
    contacts: Callable[[str], tuple[date, ...]] = lambda _: ()
    """The days of the notes that concern somebody."""
    passage: Passage = lambda _: ""
    evidence: Callable[[tuple[int, ...]], str] = lambda _: ""
    me: Me = Me()
    folders: Folders | None = None
    facts: int = LIMIT
    """Lines of Key Facts, and of Decisions, before the older ones fold."""
    layout: Callable[[str], Layout | None] = lambda _: None
    """The user's template of a kind of page, or of a ``note``."""


class Telling:
    """What notes tell of an entity, on its way to its page (``page`` and ``records`` as read): what is known of it, and its company."""

    def __init__(
        self,
        kind: EntityType,
        entity_id: str,
        name: str,
        path: str,
        page: Page,
        records: Sequence[LineRecord],
        known: Known,
        shared: Collection[str],
    ) -> None:
        self.kind, self.entity_id = kind, entity_id
        self.knowledge = Knowledge(
            path,
            name,
            entity_id,
            page,
            records,
            asks=known.asks,
            passage=known.passage,
            template=SECTIONS[kind],
            shared=shared,
            limit=known.facts,
        )
        self.company = Company(
            path,
            kind,
            entity_id,
            page,
            records,
            template=SECTIONS[kind],
            people=known.people,
            me=known.me,
            shared=shared,
        )

    def take(
        self,
        names: frozenset[str],
        extraction: Extraction,
        written: Mapping[str, tuple[str, str]],
        source_id: str,
        link: str,
    ) -> None:
        """Take in one note; the arguments are those of `tell`."""
        for told in tell(self.kind, self.entity_id, names, extraction, written, source_id, link):
            self.knowledge.tell(told)
        self.company.tell(names, extraction, extraction.date.isoformat(), link, source_id)

    def changes(self) -> Iterator[Change]:
        """The lines that the page gets."""
        yield from self.knowledge.changes()
        yield from self.company.changes()


def concerned(links: Links, me: Me) -> tuple[Resolved, ...]:
    """The accepted entities whose pages a source concerns: its subject, those present, those talked about; never the owner."""
    extraction = links.extraction
    names = [extraction.subject.name] if extraction.subject else []
    names += [p.name for p in extraction.participants if p.name and p.present]
    names += [m.name for m in extraction.mentioned]
    names += [name for fact in extraction.facts for name in fact.about]
    mine = {name.casefold() for name in (me.name, *me.aliases) if name}
    by_name = {r.name: r for r in links.resolved if r.path and r.name.casefold() not in mine}
    found = [by_name[name] for name in dict.fromkeys(names) if name in by_name]
    return tuple({r.entity_id: r for r in reversed(found)}.values())[::-1]


def page_changes(
    entity: Resolved,
    extraction: Extraction,
    note: Note,
    text: str,
    records: Iterable[LineRecord],
    *,
    limit: int,
    shared: Collection[str] = (),
    known: Known | None = None,
) -> tuple[Change, ...]:
    """The changes of one entity's page (``text`` and ``records`` as read) that a note brings: what it tells, and the days of contact."""
    assert entity.path is not None
    known = known or Known()
    listed = [record for record in records if record.digest]
    page, template = read_note(text), SECTIONS[entity.type]
    by_id = {record.id: record for record in listed}
    lines = {line_id: page.lines[n].text for line_id, n in locate_lines(page, by_id.values()).items()}
    day = extraction.date.isoformat()
    link = wikilink(note.path, day, shared=shared)
    about = escape_inline(sentence_about(extraction, entity.name))
    context = context_line(entity.entity_id, entity.path, note.home or note.source_id, link, about)
    stands = bool(note.home) and context.record.id in by_id
    changes = [] if stands else list(put_context(context, by_id, lines, limit, template))
    if not listed and known.folders is not None:
        changes += _open_items(entity, text, known.folders, template)
    names = frozenset({fold(entity.name)})
    written = {w.record.id: (w.line, w.record.anchor) for w in note.lines}
    telling = Telling(entity.type, entity.entity_id, entity.name, entity.path, page, listed, known, shared)
    telling.take(names, extraction, written, note.source_id, link)
    telling.knowledge.forget(note.source_id)
    if entity.type is EntityType.FORUM and is_subject(extraction, names):
        telling.company.tell_rhythm({*known.met(entity.name), extraction.date}, day, link, note.source_id)
    changes += telling.changes()
    if entity.type is EntityType.PERSON:
        changes += map(Append, _asks_of(entity, extraction, text, known, link, note.source_id, shared))
    if meets(extraction, entity):
        changes += _contact_days(entity.path, text, extraction.date)
        was = day_of(lines.get(context.record.id, ""))
        if was and was != day:
            days = (extraction.date, *known.contacts(entity.name))
            changes += _day_put_right(entity.path, text, was, min(days), max(days))
    return tuple(changes)


def _asks_of(
    entity: Resolved,
    extraction: Extraction,
    text: str,
    known: Known,
    link: str,
    source_id: str,
    shared: Collection[str],
) -> Iterable[ProposalRecord]:
    """What a note asks of a person's page: their number, address or role, where it tells another than the page has."""
    person = known.people.get(fold(entity.name)) or Entity(entity.entity_id, entity.type, entity.name)
    return detail_asks(
        msgspec.structs.replace(person, id=entity.entity_id, path=entity.path),
        contacts_of(extraction, {fold(n) for n in (entity.name, *person.aliases)}),
        text,
        known.asks,
        passage=known.evidence,
        link=link,
        source_id=source_id,
        shared=shared,
    )


def _open_items(entity: Resolved, text: str, folders: Folders, template: tuple[str, ...]) -> Iterator[Change]:
    """The query of what is owed both ways, on a page of the user's own that gets its first lines: once, where it has no such section."""
    assert entity.path is not None
    title = CARRIED if entity.type is EntityType.FORUM else OPEN_ITEMS
    if find_section(read_note(text), title) is None:
        query = entity_query(entity.type, entity.name, entity_folder(entity.path, [entity.name]), folders)
        yield InsertLine(path=entity.path, section=title, line=query, template=template)


def _contact_days(path: str, text: str, day: date) -> Iterator[Change]:
    """The newest and the oldest day of contact; the oldest only where the page is ours or has one: what was before is not known."""
    yield SetField(path=path, key="last_contact", value=day, keep="newest")
    try:
        fields = read_fields(text)
    except BrokenFrontmatter:
        return
    if "first_contact" in fields or str(fields.get("id", "")).startswith("mb-"):
        yield SetField(path=path, key="first_contact", value=day, keep="oldest")


def _day_put_right(path: str, text: str, was: str, oldest: date, newest: date) -> Iterator[Change]:
    """The oldest and the newest day of contact, where the page has the day that its note bore before a person put that right."""
    try:
        fields = read_fields(text)
    except BrokenFrontmatter:
        return
    for key, day in (("first_contact", oldest), ("last_contact", newest)):
        if str(fields.get(key)) == was:
            yield SetField(path=path, key=key, value=day)


def tell(
    kind: EntityType,
    entity_id: str,
    names: Collection[str],
    extraction: Extraction,
    written: Mapping[str, tuple[str, str]],
    source_id: str,
    link: str,
) -> Iterator[Told]:
    """What a note tells of an entity (``names``: folded). ``written``: the note's lines and their anchors, by the item's id."""
    facts = [f for f in extraction.facts if any(fold(name) in names for name in f.about)]
    whole = kind is not EntityType.PERSON and is_subject(extraction, names)
    if whole:
        facts = [f for f in extraction.facts if not f.about or f in facts]
    decided = extraction.decisions if kind is not EntityType.PERSON else ()
    decisions = [d for d in decided if whole or any(_speaks_of(d.text, name) for name in names)]
    for item in (*facts, *decisions):
        line, anchor = written.get(item.id, ("", ""))
        words = bare(plain_words(line))
        if not words or fold(words).rstrip(".") in names:
            continue  # a name alone tells nothing
        section = DECISIONS if item in decisions else KEY_FACTS
        if section == KEY_FACTS and STATUS in SECTIONS[kind] and tells_state(words):
            section = STATUS
        yield Told(
            id=stable_id(entity_id, item.id),
            words=words,
            section=section,
            day=extraction.date.isoformat(),
            link=link,
            passage=passage_link(line),
            source_id=source_id,
            anchor=anchor,
        )


def is_subject(extraction: Extraction, names: Collection[str]) -> bool:
    """Whether the source is about the entity of these folded names."""
    return extraction.subject is not None and fold(extraction.subject.name) in names


def _speaks_of(text: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", fold(text)) is not None


def meets(extraction: Extraction, entity: Resolved) -> bool:
    """Whether the source is a contact with the entity: a person present, or the account or person that it is about."""
    if entity.type not in {EntityType.PERSON, EntityType.ACCOUNT}:
        return False
    present = {p.name for p in extraction.participants if p.present}
    return entity.name in present or (extraction.subject is not None and extraction.subject.name == entity.name)


def _with_fields(text: str, fields: Iterable[tuple[str, Value]], path: str) -> str:
    """A page of the user's layout with the properties by which it is known, where it lacks them."""
    try:
        for key, value in fields:
            text = set_field(text, key, value, "missing")
    except BrokenFrontmatter as error:
        raise UserError(f"{path}: {error}; repair it, or delete the file") from error
    return text


def new_page(
    entity: Entity,
    path: str,
    folders: Folders,
    *,
    first_contact: date | None = None,
    last_contact: date | None = None,
    organisation_page: str | None = None,
    shared: Collection[str] = (),
    layout: Layout | None = None,
) -> tuple[Change, ...]:
    """The changes that make an accepted entity's page, without lines about notes yet, and record the decision.

    ``layout``: the user's own. Raises UserError where it is broken.
    """
    organisation = escape_title(entity.organisation) if entity.organisation else ""
    if organisation_page and entity.organisation:
        organisation = wikilink(organisation_page, entity.organisation, shared=shared)
    fields = _fields_of(entity, organisation, first_contact, last_contact)
    head = format_fields(fields, flow={"aliases", "email", "tags"})
    query = entity_query(entity.type, entity.name, entity_folder(path), folders)
    title = CARRIED if entity.type is EntityType.FORUM else OPEN_ITEMS
    text = f"---\n{head}---\n\n# {escape_inline(entity.name)}\n\n## {title}\n\n{query}\n"
    if layout is not None:
        given = {key: as_given(value) for key, value in fields}
        given |= {"name": entity.name, "query": query, "frontmatter": head}
        text = _with_fields(render_template(layout.text, layout.path, given), fields[:3], layout.path)
    record = EntityRecord(
        id=entity.id,
        entity=entity.type,
        name=entity.name,
        state="accepted",
        aliases=entity.aliases,
        emails=entity.emails,
        organisation=entity.organisation,
        role=entity.role,
        partner=entity.partner,
    )
    return NewFile(path, text), Append(record)


def _fields_of(
    entity: Entity, organisation: str, first_contact: date | None, last_contact: date | None
) -> tuple[tuple[str, Value], ...]:
    """The properties of a page; the first three are those by which it is known."""
    return (
        ("id", entity.id),
        ("type", entity.type.value),
        ("title", " ".join(entity.name.split())),
        ("aliases", entity.aliases),
        ("email", entity.emails[0] if len(entity.emails) == 1 else entity.emails),
        ("organisation", organisation),
        ("role", entity.role or ""),
        ("first_contact", first_contact or ""),
        ("last_contact", last_contact or ""),
        ("partner", entity.partner),
        ("tags", (f"type/{entity.type}",)),
    )
