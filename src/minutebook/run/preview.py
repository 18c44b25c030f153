"""One file as an engine understands it, with a vault's names and open tasks where there is one; nothing is written."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from minutebook.errors import UserError
from minutebook.flow.adapt import adapt
from minutebook.flow.context import build_context
from minutebook.flow.extract.engine import Engine
from minutebook.flow.link import link
from minutebook.flow.link.joined import Joined
from minutebook.model.entity import Entity, Me, OpenTask, SpeakerLabel
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source
from minutebook.run.apart import read_sources
from minutebook.run.hear import as_recorded, hear, ignore, is_recording
from minutebook.run.linking import owned_by_name
from minutebook.run.session import open_store
from minutebook.run.understanding import understand
from minutebook.settings import Settings, parse_settings
from minutebook.vault.vault import Folder, Vault


def extract_file(file: Path, engine: Engine, vault: Vault | None) -> tuple[tuple[Source, Extraction], ...]:
    """The sources of a file and what the engine understands of each. Raises SourceError or UserError."""
    settings = vault.settings if vault else parse_settings()
    sources = _read(file, settings, vault)
    if vault is None:
        return tuple(_understand(source, engine, Me(), (), (), ()) for source in sources)
    with open_store(vault) as store:
        me = settings.owner()
        tasks = owned_by_name(store.open_tasks(), me)
        entities, labels = store.entities(), store.speakers()
    return tuple(_understand(source, engine, me, entities, labels, tasks) for source in sources)


def _understand(
    source: Source,
    engine: Engine,
    me: Me,
    entities: Sequence[Entity],
    labels: Sequence[SpeakerLabel],
    tasks: Sequence[OpenTask],
) -> tuple[Source, Extraction]:
    context = build_context(source, me, Joined(me, entities).known(), labels)
    extraction = understand(source, context, engine)
    own = {task.id for task in extraction.tasks}  # its own note, where it has one, is no earlier one
    earlier = [task for task in tasks if task.id not in own]
    return source, link(source, extraction, context, earlier, entities).extraction


def _read(file: Path, settings: Settings, folder: Folder | None) -> tuple[Source, ...]:
    try:
        data = file.read_bytes()
        modified = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
    except OSError as error:
        raise UserError(f"{file} cannot be read ({error.strerror}); check the path") from error
    if is_recording(data):
        heard = hear(file.name, data, settings.audio, folder, ignore)
        return as_recorded(adapt(file.name, heard, modified, settings.zone(), len(heard)), file.name, data)
    return read_sources(file.name, data, modified, settings.zone(), int(settings.max_mb * 1_000_000))
