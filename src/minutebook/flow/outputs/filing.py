"""Where notes, pages and sources go: folders by type and subject, names that are unique in the whole vault."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from minutebook.model.entity import Entity, EntityType
from minutebook.model.extraction import NoteType
from minutebook.model.links import Links
from minutebook.model.source import Attachment, Source, SourceKind
from minutebook.settings import Folders
from minutebook.text.filenames import (
    RENDERING,
    archive_name,
    fold_stem,
    note_stem,
    rendering_stem,
    safe_stem,
    source_stem,
    unique_stem,
)

Exists = Callable[[str], bool]


class Places(msgspec.Struct, frozen=True):
    """The three files of a source, vault-relative."""

    note: str
    original: str
    rendering: str


def place_note(links: Links, folders: Folders, taken: Collection[str]) -> str:
    """The path of a source's note. ``taken``: the folded stems of the vault's notes."""
    stem = unique_stem(note_stem(links.extraction.date, links.extraction.title), taken)
    return f"{note_folder(links, folders)}/{stem}.md"


def note_folder(links: Links, folders: Folders) -> str:
    """The folder of a note: that of its subject, which need not have a page yet; else that of its type."""
    extraction = links.extraction
    if extraction.note_type is NoteType.JOURNAL or extraction.note_type is None:
        return folders.journal
    if extraction.note_type is NoteType.TRAVEL:
        return folders.travel
    if (known := links.subject_entity) and known.path:
        return entity_folder(known.path, (known.name, *known.aliases))
    if extraction.subject:
        return f"{folder_of(extraction.subject.type, folders)}/{safe_stem(extraction.subject.name)}"
    return {
        NoteType.PEOPLE: folders.people,
        NoteType.CUSTOMER: folders.accounts,
        NoteType.PARTNERS: folders.accounts,
        NoteType.PROJECTS: folders.projects,
        NoteType.ROB: folders.forums,
    }[extraction.note_type]


_SUBJECTS = {
    NoteType.PEOPLE: ("person", EntityType.PERSON),
    NoteType.CUSTOMER: ("account", EntityType.ACCOUNT),
    NoteType.PARTNERS: ("partner", EntityType.ACCOUNT),
    NoteType.PROJECTS: ("project", EntityType.PROJECT),
    NoteType.ROB: ("forum", EntityType.FORUM),
}


def refiled_folder(
    fields: Mapping[str, str | tuple[str, ...]], folders: Folders, find: Callable[[str], str | None]
) -> str | None:
    """The folder that a written note's frontmatter asks for; None where it does not say. ``find``: a link's target to a path."""
    try:
        kind = NoteType(str(fields.get("type")))
    except ValueError:
        return None
    if kind not in _SUBJECTS:
        return folders.journal if kind is NoteType.JOURNAL else folders.travel
    key, entity = _SUBJECTS[kind]
    subject = fields.get(key)
    if not isinstance(subject, str) or not subject:
        return folder_of(entity, folders)
    link = re.fullmatch(r"\[\[([^\[\]|#]+)(?:\|[^\[\]]*)?\]\]", subject.strip())
    page = find(link[1]) if link else None
    return entity_folder(page) if page else None if link else f"{folder_of(entity, folders)}/{safe_stem(subject)}"


def folder_of(kind: EntityType, folders: Folders) -> str:
    """The folder that holds the entities of one type."""
    return {
        EntityType.PERSON: folders.people,
        EntityType.ACCOUNT: folders.accounts,
        EntityType.PROJECT: folders.projects,
        EntityType.FORUM: folders.forums,
    }[kind]


def entity_folder(page: str, names: Collection[str] = ()) -> str:
    """The folder of an entity's notes: the page's own, also where it is called by another of its ``names``, or beside a page that has none."""
    folder, _, name = page.rpartition("/")
    stem = name.removesuffix(".md")
    called = {fold_stem(stem), *(fold_stem(safe_stem(each)) for each in names)}
    if stem.casefold() in {"readme", "index"} or fold_stem(folder.rpartition("/")[2]) in called:
        return folder
    return f"{folder}/{stem}" if folder else stem


def place_page(
    entity: Entity,
    folders: Folders,
    page: str,
    taken: Collection[str],
    exists: Exists,
    pages: Iterable[Entity] = (),
) -> str:
    """The path of an entity's new page. ``page``: the settings' file name, empty for a folder note, or a lone note where most of the ``pages`` of its kind are.

    A second entity of one name is told apart by its organisation, else by a number.
    """
    base = folder_of(entity.type, folders)
    flat = not page and _are_flat([p.path for p in pages if p.path and p.type is entity.type], base)
    wanted = [entity.name, *([f"{entity.name} ({entity.organisation})"] if entity.organisation else [])]
    stems = [safe_stem(name) for name in wanted]
    taken = set() if page else set(taken)
    while True:
        stem = next((s for s in stems if fold_stem(s) not in taken), None) or unique_stem(stems[0], taken)
        path = f"{base}/{stem}.md" if flat else f"{base}/{stem}/{page or f'{stem}.md'}"
        if not exists(path):
            return path
        taken.add(fold_stem(stem))


def _are_flat(paths: Sequence[str], base: str) -> bool:
    """Whether somebody keeps pages as notes side by side: several of them, and more than there are in folders of their own."""
    flat = sum(path.rpartition("/")[0] == base for path in paths)
    return flat > 1 and 2 * flat > len(paths)


_SOURCE_FOLDERS = {
    SourceKind.CONVERSATION: "Transcripts",
    SourceKind.EMAIL: "Email",
    SourceKind.DOCUMENT: "Documents",
    SourceKind.MEMO: "Memos",
    SourceKind.CHECKLIST: "Documents",
}


def source_folder(source: Source, folders: Folders) -> str:
    """The folder of a source's files: by kind and by the year of its date."""
    return f"{folders.sources}/{_SOURCE_FOLDERS[source.kind]}/{source.date.year:04d}"


def place_source(
    source: Source, name: str, folders: Folders, taken: Collection[str], exists: Exists
) -> tuple[str, str]:
    """The paths of a source's original (which arrived as ``name``) and of its rendering."""
    folder = source_folder(source, folders)
    taken = set(taken)
    while True:
        stem = unique_stem(source_stem(source), taken, (RENDERING,))
        original, rendering = f"{folder}/{archive_name(stem, name)}", f"{folder}/{rendering_stem(stem)}.md"
        if not exists(original) and not exists(rendering):
            return original, rendering
        taken.add(fold_stem(rendering_stem(stem)))


def place_draft(
    day: date, title: str, folder: str, suffixes: Sequence[str], taken: Collection[str], exists: Exists
) -> str:
    """Folder and stem of a draft's files, which differ in their suffixes. ``day``: of the source, or of what it is for."""
    taken = set(taken)
    while True:
        stem = unique_stem(note_stem(day, title), taken)
        if not any(exists(f"{folder}/{stem}{suffix}") for suffix in suffixes):
            return f"{folder}/{stem}"
        taken.add(fold_stem(stem))


_DOCUMENTS = frozenset(
    "docx pdf pptx xlsx odt rtf md markdown txt html htm eml msg vtt srt".split()
)  # what says something to read; data, pictures and programs are kept as they are


def is_document(attachment: Attachment) -> bool:
    """Whether an attachment is something to read, and so a source of its own."""
    return attachment.name.rpartition(".")[2].lower() in _DOCUMENTS


def place_attachment(rendering: str, name: str, exists: Exists) -> str:
    """Where a mail's attachment is kept: in a folder beside the mail, under its name made safe, whatever that holds."""
    folder = f"{rendering.removesuffix('.md').removesuffix(RENDERING)} (attachments)"
    bare = name.replace("\\", "/").rpartition("/")[2].strip()
    stem = safe_stem(bare.rpartition(".")[0] or bare)
    taken: set[str] = set()
    while True:
        another = unique_stem(stem, taken)
        path = f"{folder}/{archive_name(another, bare)}"
        if not exists(path):
            return path
        taken.add(fold_stem(another))


def place_twin(original: str, name: str, exists: Exists) -> str:
    """Where the same source, arrived again as ``name``, is archived: beside the first."""
    folder, _, first = original.rpartition("/")
    bare = first.removesuffix(".txt") if first.lower().endswith((".md.txt", ".canvas.txt", ".base.txt")) else first
    stem = bare.rpartition(".")[0] or bare
    taken = {fold_stem(stem)}
    while True:
        another = unique_stem(stem, taken)
        path = f"{folder}/{archive_name(another, name)}"
        if not exists(path):
            return path
        taken.add(fold_stem(another))
