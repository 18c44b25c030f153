"""``accept``, ``reject`` and ``edit``: decisions as a command."""

from typing import Annotated, Literal

from cyclopts import Parameter

from minutebook.errors import UserError
from minutebook.flow.review import Verdict
from minutebook.model.queue import Decision
from minutebook.run.joining import absorb_proposed
from minutebook.run.session import open_session, open_store
from minutebook.run.settling import decide as settle_all
from minutebook.run.tasks import find_tasks
from minutebook.run.triage import decide_items, read_answers
from minutebook.store import Store
from minutebook.ui.cli.options import VaultDir, here
from minutebook.ui.cli.output import note, say
from minutebook.vault.vault import Vault

Items = Annotated[
    str,
    Parameter(
        help="Ids of proposed tasks (mb-…), notes (all that is proposed in them), or names that Review.md lists."
    ),
]


def accept(
    item: Items,
    *items: Items,
    into: Annotated[
        str | None, Parameter(help="Of one proposed name: whose other name it is, instead of a page of its own.")
    ] = None,
    vault: VaultDir = None,
) -> int:
    """Accept proposed tasks, or give proposed names their pages."""
    if into is not None:
        return _absorb((item, *items), into, vault)
    return _decide((item, *items), "accept", vault)


def reject(item: Items, *items: Items, vault: VaultDir = None) -> int:
    """Reject proposed tasks, or say that names are never to be asked about again."""
    return _decide((item, *items), "reject", vault)


def edit(
    task: Annotated[str, Parameter(help="The id of a task, as `minutebook tasks` and `review --json` show it.")],
    *tasks: Annotated[str, Parameter(help="More of them: owner, day and priority are set for all.")],
    words: Annotated[str | None, Parameter(help="What is to be done.")] = None,
    owner: Annotated[str | None, Parameter(help="A name, me, or nobody.")] = None,
    due: Annotated[str | None, Parameter(help="Friday, in two weeks, 2026-03-20; never: no day.")] = None,
    priority: Annotated[
        Literal["highest", "high", "medium", "low", "lowest"] | None, Parameter(help="How urgent it is.")
    ] = None,
    accept: Annotated[bool, Parameter(negative=(), help="And accept them.")] = False,
    vault: VaultDir = None,
) -> int:
    """Change tasks in their notes; what is only proposed stays proposed."""
    if all(value is None for value in (words, owner, due, priority)):
        raise UserError("nothing to change; give --words, --owner, --due or --priority")
    if words is not None and tasks:
        raise UserError("--words changes one task; name one")
    decision = Decision(act="accept" if accept else "edit", words=words, owner=owner, due=due, priority=priority)
    place = here(vault)
    with open_store(place) as store:
        ids = [_task_id(store, place, name) for name in (task, *tasks)]
    outcomes = settle_all(place, [(key, decision) for key in ids])
    for outcome in outcomes:
        (note if outcome.failed else say)(
            outcome.said if outcome.runs or outcome.failed else f"nothing to change: {outcome.said}"
        )
    return 2 if any(outcome.failed for outcome in outcomes) else 0


def _task_id(store: Store, vault: Vault, name: str) -> str:
    """The id of the one task that a name means: its id, a beginning of it, or words that only it has."""
    found = find_tasks(name, store.tasks(vault.settings.task_tag, ended_since="0000"), "assign")
    return f"mb-{found[0].handle}"


def _absorb(items: tuple[str, ...], into: str, vault: VaultDir) -> int:
    with open_session(here(vault)) as session:
        read_answers(session)
        runs = [absorb_proposed(session, item, into) for item in items]
        warnings = session.commit(f"minutebook: {', '.join(items)} into {into}"[:120])
    for run in runs:
        say(run.title if run else "nothing to change")
    for warning in warnings:
        note(warning)
    return 0


def _decide(items: tuple[str, ...], verdict: Verdict, vault: VaultDir) -> int:
    with open_session(here(vault)) as session:
        read_answers(session)
        said = decide_items(session, items, verdict)
        warnings = session.commit(f"minutebook: {verdict} {', '.join(items)}"[:120])
    for line in said:
        say(line)
    for warning in warnings:
        note(warning)
    return 0
