"""Accepting an entity: its page, with a line for each note that names it, and its name linked in those notes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from minutebook.flow.outputs.filing import entity_folder
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.note import DECISIONS, INFORMATION, SUMMARY, Written
from minutebook.flow.outputs.page import CARRIED, OPEN_ITEMS, SECTIONS, Known, Telling, is_subject, new_page
from minutebook.flow.outputs.query import entity_query
from minutebook.flow.outputs.recent import context_line, place_contexts
from minutebook.flow.outputs.rename import accepted
from minutebook.flow.outputs.sentence import pick_sentence
from minutebook.model.change import Append, Change, InsertLine, ReplaceLine, SetField, WholeFile
from minutebook.model.entity import Entity, EntityType
from minutebook.model.extraction import Extraction
from minutebook.model.record import LineKind, LineRecord
from minutebook.settings import Folders
from minutebook.text import patterns as re
from minutebook.text.escape import escape_inline, escape_title
from minutebook.text.names import fold
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields
from minutebook.vault.machine import is_same, locate_lines
from minutebook.vault.meaning import box, line_digest, value_digest
from minutebook.vault.note import find_section, read_note

_SUBJECT_KEYS = ("person", "account", "partner", "project", "forum", "destination")
_PEOPLE_KEYS = ("participants", "mentioned")
_PASSAGE = re.compile(r"\s*\[\[[^\[\]]*#\^u\d+[^\[\]]*\]\]\s*\Z")
_LINK_NAMED = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")


def accept_changes(
    entity: Entity,
    path: str,
    notes: Mapping[str, str],
    records: Iterable[LineRecord],
    folders: Folders,
    *,
    limit: int,
    organisation_page: str | None = None,
    shared: Collection[str] = (),
    understood: Callable[[str], Extraction | None] = lambda _: None,
    known: Known | None = None,
    own: str | None = None,
) -> tuple[Change, ...]:
    """The changes that make the page at ``path`` (or make the person's own note there the page, ``own`` being its text with properties set) and link the entity's plain name in ``notes`` (path to text as read).

    ``records`` are the machine lines of those notes; only lines that the user has not changed are touched. ``understood`` gives
    what was understood of a source, by its id: what the notes say of the entity stands on its page as if it had been there.
    """
    known = known or Known()
    listed = list(records)
    contexts, days = contexts_of(entity, path, entity.name, notes, listed, shared)
    gathered = Gathered(entity, path, known, shared, text=own or "")
    gathered.take_notes(entity.name, notes, listed, understood)
    page = (
        new_page(
            entity,
            path,
            folders,
            first_contact=min(days, default=None),
            last_contact=max(days, default=None),
            organisation_page=organisation_page,
            shared=shared,
            layout=known.layout(entity.type),
        )
        if own is None
        else _adopted(entity, path, own, folders, days, met=bool(contexts))
    )
    return (
        *link_changes(entity, path, entity.name, notes, listed, shared),
        *page,
        *place_contexts(contexts, [], {}, {}, limit, SECTIONS[entity.type]),
        *gathered.changes(),
    )


def _adopted(
    entity: Entity, path: str, text: str, folders: Folders, days: Sequence[date], *, met: bool
) -> tuple[Change, ...]:
    """The person's own note as the page; it gets the query of what is open with its first lines."""
    title, template = (CARRIED if entity.type is EntityType.FORUM else OPEN_ITEMS), SECTIONS[entity.type]
    query = entity_query(entity.type, entity.name, entity_folder(path, [entity.name]), folders)
    lacks = met and find_section(read_note(text), title) is None
    return (
        WholeFile(path, text),
        *([InsertLine(path=path, section=title, line=query, template=template)] if lacks else []),
        *(SetField(path=path, key="last_contact", value=max(days), keep="newest") for _ in days[:1]),
        Append(accepted(entity)),
    )


def link_changes(
    entity: Entity,
    path: str,
    written: str,
    notes: Mapping[str, str],
    records: Sequence[LineRecord],
    shared: Collection[str] = (),
) -> Iterator[Change]:
    """The changes that link the entity where ``written`` (its name, or one that it turned out to go by) stands in the notes."""
    link = wikilink(path, entity.name if written == entity.name else written, shared=shared)
    named = wikilink(path, entity.name, shared=shared)
    for note_path, _, fields, known in _naming(written, notes, records):
        yield from _link_fields(note_path, fields, known, written, named)
        yield from _link_lines(notes[note_path], known, written, link, entity.name)


def contexts_of(
    entity: Entity,
    path: str,
    written: str,
    notes: Mapping[str, str],
    records: Sequence[LineRecord],
    shared: Collection[str] = (),
) -> tuple[list[Written], list[date]]:
    """The page's lines about the notes that name the entity, and the days of contact among them."""
    contexts: list[Written] = []
    contacts: list[date] = []
    for note_path, note, fields, _ in _naming(written, notes, records):
        day = _day(fields)
        back = wikilink(note_path, day.isoformat() if day else None, shared=shared)
        text = notes[note_path]
        contexts.append(context_line(entity.id, path, note.source_id, back, _sentence(fields, text, written)))
        contacts += [day] if day and _meets(fields, entity, written) else []
    return contexts, contacts


def _naming(
    written: str, notes: Mapping[str, str], records: Sequence[LineRecord]
) -> Iterator[tuple[str, LineRecord, "Fields", list[LineRecord]]]:
    """The generated notes that name somebody: path, the note's own record, frontmatter, machine lines."""
    for path, text in sorted(notes.items()):
        known = [record for record in records if record.path == path]
        note = next((record for record in known if record.kind is LineKind.NOTE), None)
        fields = _fields(text)
        if note is not None and fields is not None and _names(fields, text, written):
            yield path, note, fields, known


class Gathered:
    """What notes tell of an entity, on its way to its page: a new one, or one that stands (``text`` and ``records`` as read)."""

    def __init__(
        self,
        entity: Entity,
        path: str,
        known: Known,
        shared: Collection[str],
        *,
        text: str = "",
        records: Iterable[LineRecord] = (),
    ) -> None:
        self.shared = shared
        self.names = frozenset(map(fold, (entity.name, *entity.aliases)))
        listed = [record for record in records if record.digest]
        self.telling = Telling(entity.type, entity.id, entity.name, path, read_note(text), listed, known, shared)
        self.met: dict[date, tuple[str, str]] = {}

    def take_notes(
        self,
        written: str,
        notes: Mapping[str, str],
        records: Sequence[LineRecord],
        understood: Callable[[str], Extraction | None],
    ) -> None:
        """Take in the notes that name the entity as ``written``, oldest first, as they stand: what was taken out of them is told no more."""
        self.names |= {fold(written)}
        for path, note, fields, own in _naming(written, notes, records):
            day, extraction = _day(fields), understood(note.source_id)
            if extraction is not None and day is not None:
                link = wikilink(path, day.isoformat(), shared=self.shared)
                self._take(extraction, notes[path], own, note.source_id, link)

    def _take(
        self, extraction: Extraction, text: str, records: Iterable[LineRecord], source_id: str, link: str
    ) -> None:
        page = read_note(text)
        lines = [r for r in records if r.kind in {LineKind.FACT, LineKind.DECISION} and r.digest and not r.deleted]
        anchors = {r.id: r.anchor for r in lines}
        written = {i: (page.lines[n].text, anchors[i]) for i, n in locate_lines(page, lines).items()}
        self.telling.take(self.names, extraction, written, source_id, link)
        if is_subject(extraction, self.names):
            self.met[extraction.date] = (link, source_id)

    def changes(self) -> Iterator[Change]:
        """The lines that the page gets."""
        if self.met:
            last = max(self.met)
            self.telling.company.tell_rhythm(self.met, last.isoformat(), *self.met[last])
        yield from self.telling.changes()


Fields = Mapping[str, str | tuple[str, ...]]


def _fields(text: str) -> Fields | None:
    """A note's frontmatter; None where it cannot be parsed: such a note is left alone."""
    try:
        return read_fields(text)
    except BrokenFrontmatter:
        return None


def _day(fields: Fields) -> date | None:
    try:
        return date.fromisoformat(str(fields.get("date", "")))
    except ValueError:
        return None


def _sentence(fields: Fields, text: str, name: str) -> str:
    """What the page says of the note, escaped as the note is."""
    items = [*_words_of(text, DECISIONS), *_words_of(text, INFORMATION)]
    concerned = _concerns(fields, name)
    sentence = pick_sentence(" ".join(_words_of(text, SUMMARY)), items, escape_inline(name), concerned=concerned)
    return sentence or escape_inline(str(fields.get("title", "")))


def _names(fields: Fields, text: str, name: str) -> bool:
    values = [v for key in (*_SUBJECT_KEYS, *_PEOPLE_KEYS) for v in _many(fields.get(key))]
    return any(_plain(value) == escape_title(name) for value in values) or bool(
        _mention(escape_inline(name)).search(text)
    )


def _meets(fields: Fields, entity: Entity, written: str) -> bool:
    if entity.type not in {EntityType.PERSON, EntityType.ACCOUNT}:
        return False
    return _concerns(fields, written)


def _concerns(fields: Fields, written: str) -> bool:
    """Whether somebody took part, or the note is about it."""
    values = [v for key in (*_SUBJECT_KEYS, "participants") for v in _many(fields.get(key))]
    return any(_plain(value) == escape_title(written) for value in values)


def _link_fields(path: str, fields: Fields, known: Iterable[LineRecord], name: str, link: str) -> Iterator[Change]:
    recorded = {record.anchor: record for record in known if record.kind is LineKind.FIELD}
    for key in (*_SUBJECT_KEYS, *_PEOPLE_KEYS):
        value = fields.get(key)
        was = recorded.get(key)
        if not value or was is None or was.owned or was.deleted or was.digest != value_digest(value):
            continue
        linked: str | tuple[str, ...] = (
            tuple(link if v == escape_title(name) else v for v in value)
            if isinstance(value, tuple)
            else (link if value == escape_title(name) else value)
        )
        if linked != value:
            record = msgspec.structs.replace(was, digest=value_digest(linked))
            yield SetField(path=path, key=key, value=linked, was=was, record=record)


def _link_lines(text: str, known: Iterable[LineRecord], name: str, link: str, whole: str) -> Iterator[Change]:
    """Link the name in the note's head, after ``for`` in its tasks, and where its text first mentions it; owners are named in full."""
    owner = re.compile(rf"(?<![\w@])@{re.escape(escape_title(name))}(?=[ \t]*(?:\[\[|#|\Z))")
    note = read_note(text)
    by_id = {record.id: record for record in known if not (record.deleted or record.owned or not record.digest)}
    mentioned = False
    for line_id, number in sorted(locate_lines(note, by_id.values()).items(), key=lambda found: found[1]):
        record, line = by_id[line_id], note.lines[number].text
        if not is_same(line, record) or line.startswith("# ") or record.kind not in _NOTE_KINDS:
            continue
        if record.kind is LineKind.HEADER:
            changed = _mention(escape_title(name)).sub(lambda _: link, line, count=1)
        else:
            changed = re.sub(
                rf"(?<= for ){re.escape(escape_title(name))}(?= (?:@|\[\[))", lambda _: link, line, count=1
            )
            if record.kind is LineKind.TASK:
                changed = owner.sub(lambda _: f"@{escape_title(whole)}", changed, count=1)
            if not mentioned:
                first = _mention(escape_inline(name)).search(changed)
                mentioned = first is not None or link in changed
                changed = changed[: first.start()] + link + changed[first.end() :] if first else changed
        if changed != line:
            stands = msgspec.structs.replace(record, box=box(line))
            renewed = msgspec.structs.replace(stands, digest=line_digest(changed))
            yield ReplaceLine(path=record.path, was=stands, line=changed, record=renewed)


_NOTE_KINDS = frozenset(
    {
        LineKind.HEADER,
        LineKind.SUMMARY,
        LineKind.TASK,
        LineKind.FOLLOW_UP,
        LineKind.DECISION,
        LineKind.FACT,
        LineKind.QUESTION,
    }
)


def _mention(written: str) -> re.Pattern[str]:
    """The name as a word of its own, outside links and not as an owner."""
    return re.compile(rf"(?<![\w@|\[]){re.escape(written)}(?!\w)(?![^\[\]]*\]\])")


def _words_of(text: str, title: str) -> list[str]:
    """The lines of a section as a page may repeat them: links as their text, without list mark, bold and passage."""
    note = read_note(text)
    section = find_section(note, title)
    lines = [note.lines[n].text for n in range(section.start, section.end) if note.lines[n].plain] if section else []
    return [
        _LINK_NAMED.sub(r"\1", _PASSAGE.sub("", line).removeprefix("- ")).replace("**", "").strip()
        for line in lines
        if line.strip()
    ]


def _plain(value: str) -> str:
    found = _LINK_NAMED.fullmatch(value)
    return found[1] if found else value


def _many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ((value,) if value else ())
