"""A source as the engine understands it, told what the vault knows; also one that is known already."""

from collections.abc import Sequence

from minutebook.flow.context import build_context
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.ground import ground
from minutebook.flow.link.joined import Joined
from minutebook.model.entity import Context, Entity, EntityState
from minutebook.model.extraction import Extraction
from minutebook.model.record import SourceRecord
from minutebook.model.source import Source
from minutebook.run import keeping, known
from minutebook.run.linking import link_extraction
from minutebook.run.session import Desk


def context_of(source: Source, desk: Desk, entities: Sequence[Entity]) -> Context:
    """What an engine is told of the vault for this source."""
    settings, store = desk.settings, desk.store
    me = settings.owner()
    return build_context(
        source,
        me,
        Joined(me, entities).known(),
        store.speakers(),
        every_mail=settings.mail_notes_all,
        terms=store.terms(),
    )


def understand(source: Source, context: Context, engine: Engine) -> Extraction:
    """The engine's reading of a source, checked against it."""
    return ground(engine.extract(source, context), source)


def understood_again(record: SourceRecord, desk: Desk) -> Extraction | None:
    """What was last understood of a known source, with names as the vault has them now; None where it cannot be read again."""
    source, kept = known.reread(record, desk), keeping.last_kept(record.source_id, record.engine, desk.folder)
    if source is None or kept is None:
        return None
    entities = [e for e in desk.store.entities() if e.state is not EntityState.PROPOSED]
    note = known.note_path(record, desk.store)
    return link_extraction(source, kept, context_of(source, desk, entities), desk, note).extraction
