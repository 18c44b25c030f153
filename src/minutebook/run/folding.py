"""Two notes that turn out to be of one meeting, as a person said: one of them takes in the other, every link to which leads there."""

from collections.abc import Iterator
from datetime import UTC

from msgspec.structs import replace

from minutebook.errors import UserError
from minutebook.flow.link.merge import pair_items
from minutebook.flow.outputs.fold import fold_changes
from minutebook.flow.outputs.knowledge import plain_words
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.relink import Renaming, Standing, relink_changes
from minutebook.flow.outputs.together import Home
from minutebook.flow.plan import make_plan
from minutebook.model.change import Append, Change, RemoveLine
from minutebook.model.entity import EntityType
from minutebook.model.plan import ChangePlan, RunKind
from minutebook.model.record import AskState, EntityRecord, LineKind, LineRecord, ProposalRecord, SourceRecord
from minutebook.model.source import SourceKind
from minutebook.run import known
from minutebook.run.meetings import sharing
from minutebook.run.proposals import list_proposals
from minutebook.run.refiling import join_plans
from minutebook.run.session import Desk
from minutebook.run.understanding import understood_again
from minutebook.store import Store
from minutebook.text.filenames import fold_stem
from minutebook.vault.overlay import Overlay
from minutebook.vault.vault import Folder


def answer_meeting(desk: Desk, ask: ProposalRecord, *, accepted: bool) -> str:
    """Do what a person answered to whether two sources are of one meeting; returns a sentence that says so. Raises UserError."""
    answered = replace(ask, state=AskState.ACCEPTED if accepted else AskState.REJECTED, at="")
    said = f"{'yes' if accepted else 'no'}: {plain_words(f'- {ask.said}')}"
    names = {r.id: r for r in desk.store.latest(EntityRecord)}
    listed = (Append(answered), *list_proposals(desk, names, asks=[answered]))
    if not accepted:
        desk.apply(_plan(desk.folder, desk, said, listed, RunKind.REJECT))
        return said
    both = [desk.store.record(SourceRecord, key) for key in (ask.value, ask.key)]
    there = [r for r in both if r is not None and known.note_path(r, desk.store)]
    if len(there) < len(both):
        raise UserError("one of the two notes is gone; nothing is left to be joined")
    if there[0].note_id == there[1].note_id:
        desk.apply(_plan(desk.folder, desk, said, listed, RunKind.ACCEPT))
        return f"{said}; they are one note already"
    stays, goes = sorted(there, key=lambda r: r.kind != SourceKind.CONVERSATION)  # else the earlier one stays
    desk.apply(_fold(desk, goes, stays, said, listed))
    return said


def _fold(desk: Desk, goes: SourceRecord, stays: SourceRecord, said: str, listed: tuple[Change, ...]) -> ChangePlan:
    """The plan that folds one source's note into another's and leads every link there."""
    store = desk.store
    gone, into = known.note_path(goes, store) or "", known.note_path(stays, store) or ""
    moved = (goes, *sharing(goes, desk))
    first = _plan(
        desk.folder,
        desk,
        said,
        [*_folding(desk, goes, stays, gone, into), *(_joined(r, stays, into) for r in moved), *listed],
        RunKind.ACCEPT,
    )
    folder = Overlay(desk.folder)
    folder.lay(first)
    after = store.copy()
    after.reread([edit.path for edit in first.edits], folder)
    renaming = Renaming(
        kind=EntityType.FORUM, old="", new="", paths={gone: into}, shared=store.shared_stems() | after.shared_stems()
    )
    notes = dict(_linking(gone, after, folder))
    return join_plans(first, _plan(folder, desk, said, relink_changes(notes, renaming, {}), RunKind.ACCEPT))


def _folding(desk: Desk, goes: SourceRecord, stays: SourceRecord, gone: str, into: str) -> Iterator[Change]:
    store = desk.store
    source = known.reread(goes, desk)
    ours, theirs = understood_again(goes, desk), understood_again(stays, desk)
    pairs = pair_items(ours, source, [theirs]) if ours and theirs and source else {}
    home = Home(note_id=stays.note_id or "", source_id=stays.source_id, pairs=pairs)
    rendering = wikilink(goes.rendering or "", shared=store.shared_stems())
    standing = (Standing(_text(desk.folder, path), store.lines(path)) for path in (gone, into))
    yield from fold_changes(gone, next(standing), into, next(standing), home, rendering, goes.source_id)
    contexts = [r for r in store.latest(LineRecord) if r.kind is LineKind.CONTEXT and r.digest and not r.deleted]
    twice = {r.path for r in contexts if r.source_id == stays.source_id}
    for record in contexts:
        if record.source_id == goes.source_id and record.path in twice:
            yield RemoveLine(path=record.path, was=record, record=replace(record, digest=""))


def _joined(record: SourceRecord, stays: SourceRecord, into: str) -> Append:
    return Append(replace(record, note=into, note_id=stays.note_id, beside=True, at=""))


def _linking(gone: str, store: Store, folder: Folder) -> Iterator[tuple[str, Standing]]:
    """Every note that names the one that goes."""
    stem = fold_stem(gone.rpartition("/")[2].removesuffix(".md"))
    forms = (stem, stem.replace(" ", "%20"))
    for path in sorted(e.path for e in folder.entries() if e.path.lower().endswith(".md")):
        data = None if path.startswith("Minutebook/") else folder.read(path)
        if data is None or not any(form in fold_stem(data.decode("utf-8", "replace")) for form in forms):
            continue
        try:
            yield path, Standing(data.decode(), store.lines(path))
        except UnicodeDecodeError:
            continue  # no link of it can be rewritten without harm


def _text(folder: Folder, path: str) -> str:
    return (folder.read(path) or b"").decode("utf-8", "surrogateescape")


def _plan(
    folder: Folder, desk: Desk, said: str, changes: "list[Change] | tuple[Change, ...]", kind: RunKind
) -> ChangePlan:
    at = desk.now.astimezone(UTC).isoformat()
    return make_plan(kind, said[:120], None, changes, folder.read, at=at, log=[said])
