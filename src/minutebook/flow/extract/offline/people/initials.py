"""Who has a task that minutes give to initials which are a word, too: "Action: IS to book the hall"."""

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from minutebook.model.extraction import Participant, Task


def owned_in_full(tasks: Iterable[Task], participants: Sequence[Participant]) -> tuple[Task, ...]:
    """The tasks, whoever took part and alone has an owner's initials named in full."""
    names = list(dict.fromkeys(p.name for p in participants if p.name))
    short = ["".join(part[0] for part in name.replace("-", " ").split()).upper() for name in names]
    called = {own: name for own, name in zip(short, names, strict=True) if len(own) > 1 and short.count(own) == 1}
    return tuple(replace(task, owner=called.get(task.owner or "", task.owner)) for task in tasks)
