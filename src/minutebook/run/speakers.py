"""Saying who spoke: recorded for the source and for every later one of its title, and its note read again."""

from collections.abc import Iterator, Mapping
from datetime import UTC

from minutebook.errors import UserError
from minutebook.flow.adapt.recording import HEARD
from minutebook.flow.extract.engine import Engine
from minutebook.flow.plan import make_plan
from minutebook.model.change import Append
from minutebook.model.entity import EntityState
from minutebook.model.plan import RunKind
from minutebook.model.record import SourceRecord, SpeakerRecord
from minutebook.model.source import SourceKind
from minutebook.run import known
from minutebook.run.again import read_again
from minutebook.run.ingest import Done
from minutebook.run.session import Desk
from minutebook.run.understanding import context_of, understand
from minutebook.text.filenames import fold_stem


def find_source(desk: Desk, name: str) -> SourceRecord:
    """The source that a path or name of its note, rendering or original means, or its title, or words that its title alone has. Raises UserError."""
    wanted = fold_stem(name.rpartition("/")[2].removesuffix(".md"))
    records = tuple(desk.store.latest(SourceRecord))
    for record in records:
        paths = (*record.originals, record.rendering, known.note_path(record, desk.store))
        if any(
            path == name or fold_stem(path.rpartition("/")[2].removesuffix(".md")) == wanted for path in paths if path
        ):
            return record
    titled = [r for r in records if fold_stem(name.strip()) in {fold_stem(r.title), _note_title(r, desk)}]
    words = fold_stem(name).split()
    titled = titled or [r for r in records if words and all(word in fold_stem(r.title).split() for word in words)]
    if len(titled) == 1:
        return titled[0]
    if titled:
        notes = ", ".join(sorted(known.note_path(r, desk.store) or r.originals[0] for r in titled))
        raise UserError(f"several sources are called {name!r}; give one of: {notes}")
    raise UserError(f"no source is called {name!r}; give the path of its note, or of a file in Sources/")


def _note_title(record: SourceRecord, desk: Desk) -> str:
    """What a note's name says after its date."""
    return fold_stem(
        (known.note_path(record, desk.store) or "").rpartition("/")[2].removesuffix(".md")[len("2026-03-12 - ") :]
    )


def list_speakers(desk: Desk, record: SourceRecord, engine: Engine) -> Iterator[tuple[str, str | None]]:
    """Each speaker label of a source, and who it is taken for."""
    source = known.reread(record, desk)
    if source is None:
        raise UserError(f"{record.originals[record.shown]} is missing or was changed; restore it first")
    entities = [e for e in desk.store.entities() if e.state is not EntityState.PROPOSED]
    extraction = understand(source, context_of(source, desk, entities), engine)
    names = {p.speaker: p.name for p in extraction.participants if p.speaker}
    yield from ((label, names.get(label)) for label in dict.fromkeys(u.speaker for u in source.utterances) if label)


def tell_unlabelled(record: SourceRecord) -> str:
    """Why nobody of a source can be named, and what helps."""
    file = record.originals[record.shown].rpartition("/")[2]
    if record.kind != SourceKind.CONVERSATION:
        return f"{record.title} is no talk: nobody speaks in {file}"
    return (
        f"{file} does not tell its voices apart, so no label stands for anybody; "
        "put names before the lines (“Chitra: …”) in a copy, or export the transcript with speakers, and drop it into the Inbox"
    )


def name_speakers(desk: Desk, record: SourceRecord, names: Mapping[str, str], engine: Engine) -> tuple[Done, ...]:
    """Record who the labels are, and read the source again. Raises UserError for a label that it does not have."""
    labels = {label for label, _ in list_speakers(desk, record, engine)}
    unknown = sorted(set(names) - labels)
    if unknown and not labels:
        raise UserError(tell_unlabelled(record))
    if unknown:
        raise UserError(f"nobody is labelled {unknown[0]!r} there; the labels are: {', '.join(sorted(labels))}")
    where: list[tuple[str | None, str | None]] = [(record.source_id, None)]
    if record.format != HEARD and not record.called:
        # where we heard it, "Speaker 1" is who spoke first: next time somebody else; what we titled has no series
        where.append((None, record.title))
    said = [
        SpeakerRecord(label=label, name=name, source_id=source_id, title=title)
        for label, name in names.items()
        for source_id, title in where
    ]
    plan = make_plan(
        RunKind.REVIEW,
        f"who spoke in {record.title}",
        record.source_id,
        [Append(record) for record in said],
        desk.folder.read,
        at=desk.now.astimezone(UTC).isoformat(),
        log=[f"{label} is {name}" for label, name in names.items()],
    )
    desk.apply(plan)
    return read_again(desk, [record], engine)
