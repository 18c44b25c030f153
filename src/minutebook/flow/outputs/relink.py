"""An entity under another name or path: what that changes in the notes that speak of it, and nothing else.

Links to what moved lead there, owners of machine tasks and the machine's own tags carry the new name, and the records of
the lines that changed follow, so that none of it is taken for an edit of the user's.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property

import msgspec
from msgspec.structs import replace

from minutebook.flow.outputs.compose import slugify
from minutebook.flow.outputs.links import stem_of, wikilink
from minutebook.model.change import Append, Change, MoveFile, WholeFile
from minutebook.model.entity import EntityType
from minutebook.model.plan import digest
from minutebook.model.record import LineKind, LineRecord
from minutebook.text import patterns as re
from minutebook.text.escape import escape_title
from minutebook.text.filenames import fold_stem
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields, set_field
from minutebook.vault.machine import is_same, locate_lines
from minutebook.vault.meaning import line_digest, value_digest
from minutebook.vault.note import read_note, replace_line
from minutebook.vault.wikilinks import Link, rewrite_links


class Standing(msgspec.Struct, frozen=True):
    """A note as read: its text and the machine lines recorded of it."""

    text: str
    records: tuple[LineRecord, ...] = ()


Notes = Mapping[str, Standing]
"""Notes by their path."""


class Renaming(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What becomes of names and paths.

    ``paths``: where links to a file are to lead, by the path that it has now (case kept). ``blocks``: block ids that change.
    ``shared``: folded stems that several notes have; a bare link to one of those says not which, and is left.
    ``leads``: whether a link's target is to stay, because it leads to a note as it is.
    """

    kind: EntityType
    old: str
    new: str
    paths: Mapping[str, str]
    blocks: Mapping[str, str] = {}
    shared: Collection[str] = ()
    leads: Callable[[str], bool] = lambda _: False

    def aim(self, link: Link) -> Link | None:
        """Where a link to something that moved leads now; None for any other."""
        path = self._find(link.target)
        if path is None or self.leads(link.target):
            return None
        there = self.paths[path]
        target = self._target(link.target, there)
        sub = link.sub
        if sub.startswith("#^"):
            sub = f"#^{self.blocks.get(sub[2:], sub[2:])}"
        shown = link.shown
        if shown is not None and shown.strip() in {self.old, escape_title(self.old)}:
            shown = shown.replace(shown.strip(), escape_title(self.new))
        elif shown == path.rpartition("/")[2]:
            shown = there.rpartition("/")[2]
        elif shown is None and "/" in target and "/" not in link.target and there.endswith(".md"):
            shown = escape_title(self.new or stem_of(there))
        changed = Link(target, sub, shown)
        return None if changed == link else changed

    def _find(self, target: str) -> str | None:
        wanted = fold_stem(target.lstrip("/"))
        for form, path in self._forms.get(wanted.rpartition("/")[2], ()):
            if "/" not in wanted:
                return None if wanted.removesuffix(".md") in self.shared else path
            if form == wanted or form.endswith(f"/{wanted}"):
                return path
        return None

    @cached_property
    def _forms(self) -> Mapping[str, list[tuple[str, str]]]:
        """By what a link's target may end in: the folded forms of the paths that end so, each with its path."""
        found: dict[str, list[tuple[str, str]]] = {}
        for path in self.paths:
            whole = fold_stem(path)
            for form in dict.fromkeys((whole, whole.removesuffix(".md"))):
                found.setdefault(form.rpartition("/")[2], []).append((form, path))
        return found

    def _target(self, written: str, there: str) -> str:
        """The path or the stem, as the link had it, with ``.md`` where it had that."""
        if "/" in written or not there.endswith(".md"):
            named = there if "/" in written else there.rpartition("/")[2]
        else:
            named = wikilink(there, stem_of(there), shared=self.shared).strip("[]").partition("|")[0] + ".md"
        return named if written.endswith(".md") else named.removesuffix(".md")


def relink(standing: Standing, renaming: Renaming) -> tuple[str, tuple[LineRecord, ...]]:
    """The note's text under the renaming, and the records that are others by it (their path stays)."""
    before = standing.text
    text = _rename_source(rewrite_links(before, renaming.aim), renaming)
    text = _rename_owners(text, standing.records, renaming)
    text, tags = _rename_tag(text, standing.records, renaming)
    return text, (
        *_changed_lines(before, text, standing.records),
        *_changed_fields(before, text, standing.records, tags),
    )


def _rename_source(text: str, renaming: Renaming) -> str:
    """The property that names a note's source by its path, which is no link."""
    try:
        path = renaming.paths.get(str(read_fields(text).get("source_ref")))
        return set_field(text, "source_ref", path) if path else text
    except BrokenFrontmatter:
        return text


def _rename_owners(text: str, records: Iterable[LineRecord], renaming: Renaming) -> str:
    """The tasks of the machine whose owner is the one renamed, under the new name."""
    if renaming.kind is not EntityType.PERSON or f"@{escape_title(renaming.old)}" not in text:
        return text
    owner = re.compile(rf"(?<![\w@])@{re.escape(escape_title(renaming.old))}(?=[ \t]*(?:\[\[|#|$))")
    note = read_note(text)
    tasks = [r for r in records if r.kind is LineKind.TASK and not r.deleted]
    for at in locate_lines(note, tasks).values():
        line = note.lines[at].text
        renamed = owner.sub(lambda _: f"@{escape_title(renaming.new)}", line, count=1)
        text = text if renamed == line else replace_line(text, at, renamed)
    return text


def _rename_tag(text: str, records: Iterable[LineRecord], renaming: Renaming) -> tuple[str, tuple[LineRecord, ...]]:
    """The machine's own tag of the entity (``person/chitra-rao``), where the user left it as it was."""
    old, new = (f"{renaming.kind}/{slugify(name)}" for name in (renaming.old, renaming.new))
    was = next((r for r in records if r.kind is LineKind.FIELD and r.anchor == "tags" and r.digest), None)
    if was is None or was.owned or was.deleted or old == new or new.endswith("/"):
        return text, ()
    try:
        tags = read_fields(text).get("tags")
        if not isinstance(tags, tuple) or old not in tags or value_digest(tags) != was.digest:
            return text, ()
        wanted = tuple(dict.fromkeys(new if tag == old else tag for tag in tags))
        return set_field(text, "tags", wanted), (replace(was, digest=value_digest(wanted)),)
    except BrokenFrontmatter:
        return text, ()


def _changed_lines(before: str, after: str, records: Iterable[LineRecord]) -> Iterator[LineRecord]:
    """The records of lines whose meaning changed; each line stands where it stood."""
    old, new = read_note(before), read_note(after)
    known = {r.id: r for r in records if r.digest and not r.deleted}
    more = len(new.lines) - len(old.lines)  # in the frontmatter, above every line of the machine
    for line_id, at in locate_lines(old, known.values()).items():
        was, line = old.lines[at].text, new.lines[at + more].text
        if line != was and is_same(was, known[line_id]):
            yield replace(known[line_id], digest=line_digest(line))


def _changed_fields(
    before: str, after: str, records: Iterable[LineRecord], done: tuple[LineRecord, ...]
) -> Iterator[LineRecord]:
    yield from done
    try:
        old, new = read_fields(before), read_fields(after)
    except BrokenFrontmatter:
        return
    told = {r.id for r in done}
    for record in records:
        if record.kind is not LineKind.FIELD or record.id in told or record.deleted:
            continue
        was, now = old.get(record.anchor), new.get(record.anchor)
        if was != now and value_digest(was) == record.digest:
            yield replace(record, digest=value_digest(now))


def relink_changes(
    notes: Notes,
    renaming: Renaming,
    moves: Mapping[str, tuple[str, str]],
    before: Mapping[str, str] | None = None,
) -> tuple[Change, ...]:
    """The changes that rewrite ``notes`` and move files. ``moves``: by present path the new one and the SHA-256 of the bytes.

    A note that is both rewritten and moved is moved as it was rewritten. ``before``: the texts as read of notes that were changed already.
    """
    changes: list[Change] = []
    read = before or {}
    texts = {path: relink(standing, renaming) for path, standing in notes.items()}
    for path, (text, records) in texts.items():
        if text != read.get(path, notes[path].text):
            changes.append(WholeFile(path, text))
        if path not in moves:
            changes += map(Append, records)
    for path, (target, sha) in moves.items():
        text, records = texts.get(path, ("", ()))
        known = {r.id: r for r in (notes[path].records if path in notes else ())} | {r.id: r for r in records}
        changes.append(MoveFile(path, target, str(digest(text.encode())) if path in texts else sha))
        changes += [Append(replace(record, path=target)) for record in known.values()]
    return tuple(changes)
