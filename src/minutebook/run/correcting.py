"""Pages follow what their user put right in the notes: a line edited there reads so here, one deleted there is told no more."""

from collections.abc import Iterable, Iterator, Mapping

from minutebook.flow.outputs.knowledge import Knowledge, plain_words
from minutebook.flow.outputs.page import SECTIONS
from minutebook.flow.review import Answer, Outcome
from minutebook.model.change import Change
from minutebook.model.entity import Entity
from minutebook.model.record import LineKind
from minutebook.run.session import Desk
from minutebook.text.ids import stable_id
from minutebook.text.statement import bare
from minutebook.vault.note import read_note

_TOLD = frozenset({LineKind.FACT, LineKind.DECISION})
_PUT_RIGHT = frozenset({Outcome.EDITED, Outcome.DELETED})


def follow_notes(desk: Desk, answers: Iterable[Answer]) -> Iterator[Change]:
    """The changes of the pages that tell what was edited or deleted in notes; a page's line that the user changed stays theirs."""
    found = {a.id: a for a in answers if a.kind in _TOLD and a.outcome in _PUT_RIGHT}
    for page in desk.store.pages() if found else ():
        told = {stable_id(page.id, key): answer for key, answer in found.items()}
        yield from _follow(desk, page, told)


def _follow(desk: Desk, page: Entity, told: Mapping[str, Answer]) -> Iterator[Change]:
    records = [r for r in desk.store.lines(page.path or "") if r.digest]
    data = desk.folder.read(page.path or "")
    concerned = told.keys() & {r.id for r in records}
    if data is None or page.path is None or not concerned:
        return
    knowledge = Knowledge(
        page.path,
        page.name,
        page.id,
        read_note(data.decode("utf-8", "surrogateescape")),
        records,
        asks={},
        template=SECTIONS[page.type],
        shared=desk.store.shared_stems(),
        limit=desk.settings.fact_lines,
    )
    for line_id in sorted(concerned):
        answer = told[line_id]
        deleted = answer.outcome is Outcome.DELETED
        knowledge.correct(line_id, "" if deleted else bare(plain_words(f"- {answer.words}")), answer.path)
    yield from knowledge.changes()
