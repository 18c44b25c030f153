"""Invented dialogues as the engine reads them."""

from datetime import date

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.extraction import Extraction, Task, TaskStatus
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

WEDNESDAY = date(2026, 3, 4)
PEOPLE = ("Ana Ruiz", "Ben Okafor", "Chitra Rao", "Dov Lindgren")


def source_of(lines, kind=SourceKind.CONVERSATION):
    return Source(
        id="invented",
        kind=kind,
        format="test",
        parts=(Part("talk.txt", "0" * 64, 1),),
        date=WEDNESDAY,
        dated_from=DatedFrom.CONTENT,
        title="Talk",
        utterances=tuple(lines),
    )


def context_of(*names):
    people = tuple(Entity(id=name, type=EntityType.PERSON, name=name) for name in names)
    return Context(me=Me(name=names[0]), entities=people)


def tasks_of(dialogue: str, extra: tuple[str, ...] = ()) -> list[Task]:
    """The open tasks of a dialogue of ``First: words`` lines; a label that is nobody's first name stays what it is."""
    return [task for task in extraction_of(dialogue, extra).tasks if task.status is TaskStatus.OPEN]


def extraction_of(dialogue: str, extra: tuple[str, ...] = ()) -> Extraction:
    """What the engine understands of a dialogue of such lines."""
    full = {name.split()[0]: name for name in PEOPLE}
    lines = []
    for n, line in enumerate(filter(None, map(str.strip, dialogue.splitlines()))):
        who, _, words = line.partition(": ")
        lines.append(Utterance(id=n, text=words, speaker=full.get(who, who), block=n))
    return OfflineEngine().extract(source_of(lines), context_of(*PEOPLE, *extra))
