"""An extraction meets the vault: less what its owner would hardly keep, its names and news tied to what is known."""

from collections.abc import Iterable

import msgspec

from minutebook.flow.link import link
from minutebook.flow.outputs.compose import MYSELF
from minutebook.model.entity import Context, Me, OpenTask
from minutebook.model.extraction import Extraction
from minutebook.model.links import Links
from minutebook.model.source import Source
from minutebook.run import proposals
from minutebook.run.learning import sift
from minutebook.run.session import Desk
from minutebook.text.names import fold


def owned_by_name(tasks: Iterable[OpenTask], me: Me) -> tuple[OpenTask, ...]:
    """The tasks with the vault's owner under their name instead of ``@Myself``, and not among those whom they concern."""
    mine = {fold(name) for name in (me.name, *me.aliases) if name}
    return tuple(
        msgspec.structs.replace(
            task,
            owner=me.name if task.owner == MYSELF and me.name else task.owner,
            people=tuple(name for name in task.people if fold(name) not in mine),
        )
        for task in tasks
    )


def link_extraction(
    source: Source, extraction: Extraction, context: Context, desk: Desk, note: str | None = None
) -> Links:
    """What is proposed of the extraction, tied to what the vault knows now. The tasks of its own ``note``, where it has one, are no earlier ones."""
    extraction, held = sift(desk, source.kind, extraction)
    earlier = (task for task in desk.store.open_tasks() if task.path != note)
    policy = desk.settings.proposals
    links = link(
        source,
        extraction,
        context,
        owned_by_name(earlier, desk.settings.owner()),
        desk.store.entities(),
        propose_present=policy.present,
        propose_mentions=policy.mentions,
        mentioned_before=proposals.mentioned_before(desk.store, source.id),
        registry=desk.store.registry(),
    )
    return msgspec.structs.replace(links, held=held)
