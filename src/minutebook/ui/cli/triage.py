"""``accept``, ``reject`` and ``edit``: decisions as a command."""

from typing import Annotated, Literal, NamedTuple

from cyclopts import Parameter

from minutebook.errors import UserError
from minutebook.flow.review import Verdict
from minutebook.model.queue import Decision, WaitKind
from minutebook.run.choosing import choose
from minutebook.run.joining import absorb_proposed
from minutebook.run.queue import list_waiting
from minutebook.run.session import Desk, open_rehearsal, open_session, open_store
from minutebook.run.settling import PATIENCE, settle_together
from minutebook.run.settling import decide as settle_all
from minutebook.run.tasks import find_tasks
from minutebook.run.triage import decide_items, read_answers
from minutebook.store import Store
from minutebook.ui.cli.ingest import print_plan
from minutebook.ui.cli.options import VaultDir, here
from minutebook.ui.cli.output import note, say
from minutebook.vault.vault import Vault

Items = Annotated[
    str,
    Parameter(
        help="Ids of proposed tasks (mb-…), notes (all that is proposed in them), or names that Review.md lists."
    ),
]
Source = Annotated[str | None, Parameter(help="All that waits of sources with these words in title, path or day.")]
Person = Annotated[
    str | None, Parameter(help="All that somebody owes (me, a name; others: all but me), or that names them.")
]
Kind = Annotated[tuple[WaitKind, ...], Parameter(negative=(), help="All of these kinds.")]
Above = Annotated[float | None, Parameter(help="All tasks of which the engine was at least so sure (0 to 1).")]
Below = Annotated[float | None, Parameter(help="All tasks of which it was less sure.")]
DryRun = Annotated[bool, Parameter(negative=(), help="Print what would be decided, and the diff; write nothing.")]


class Which(NamedTuple):
    """What is meant: by name, or all that fits every filter."""

    items: tuple[str, ...] = ()
    source: str | None = None
    person: str | None = None
    kind: tuple[WaitKind, ...] = ()
    above: float | None = None
    below: float | None = None

    @property
    def is_filter(self) -> bool:
        return bool(self.kind) or any(each is not None for each in (self.source, self.person, self.above, self.below))


def accept(
    *items: Items,
    source: Source = None,
    person: Person = None,
    kind: Kind = (),
    above: Above = None,
    below: Below = None,
    into: Annotated[
        str | None, Parameter(help="Of one proposed name: whose other name it is, instead of a page of its own.")
    ] = None,
    dry_run: DryRun = False,
    vault: VaultDir = None,
) -> int:
    """Accept proposed tasks, give proposed names their pages: those named, or all that fits the filters together."""
    which = Which(items, source, person, kind, above, below)
    if into is not None:
        if not items or which.is_filter or dry_run:
            raise UserError("--into says whose other name a name is: give that name, and nothing else")
        return _absorb(items, into, vault)
    return _decide(which, "accept", vault, dry_run=dry_run)


def reject(
    *items: Items,
    source: Source = None,
    person: Person = None,
    kind: Kind = (),
    above: Above = None,
    below: Below = None,
    dry_run: DryRun = False,
    vault: VaultDir = None,
) -> int:
    """Reject proposed tasks, say that names are never to be asked about again: those named, or all that fits the filters together."""
    return _decide(Which(items, source, person, kind, above, below), "reject", vault, dry_run=dry_run)


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


def _decide(which: Which, verdict: Verdict, vault: VaultDir, *, dry_run: bool) -> int:
    if bool(which.items) == which.is_filter:
        both = "name things or give filters, not both" if which.items else "name what is meant"
        raise UserError(f"{both}: ids of `minutebook review --json`, or --source, --person, --kind, --above, --below")
    place = here(vault)
    if dry_run:
        with open_rehearsal(place) as rehearsal:
            read_answers(rehearsal)
            before = len(rehearsal.plans)
            for line in _settle(rehearsal, which, verdict):
                note(f"would be {line}")
            for plan in rehearsal.plans[before:]:
                print_plan(plan)
        return 0
    with open_session(place, patience=PATIENCE) as session:
        read_answers(session)
        decided = len(session.runs)
        told = _settle(session, which, verdict)
        runs = session.runs[decided:]
        named = ", ".join(which.items) or f"{len(told)} proposals"
        warnings = session.commit(f"minutebook: {verdict} {named}"[:120])
    for line in told:
        say(line)
    if which.is_filter and runs:
        say(f"To take that back: minutebook undo {runs[-1].id}{' --together' if len(runs) > 1 else ''}")
    for warning in warnings:
        note(warning)
    return 0


def _settle(desk: Desk, which: Which, verdict: Verdict) -> tuple[str, ...]:
    """Decide what is meant; a sentence for each thing."""
    if which.items:
        return decide_items(desk, which.items, verdict)
    waiting = list_waiting(desk.store, desk.folder, desk.settings)
    found = choose(
        waiting,
        desk.store,
        desk.settings,
        source=which.source,
        person=which.person,
        kinds=which.kind,
        above=which.above,
        below=which.below,
    )
    several = [item for item in found if verdict == "accept" and len(item.choices) > 1]
    for item in several:
        note(f"left, for it has several answers: {item.words}")
    chosen = [item for item in found if item not in several]
    if not chosen:
        note(f"Nothing that waits fits this; {len(waiting)} other things do." if waiting else "Nothing waits for you.")
        return ()
    done, left = settle_together(desk, {item.id: Decision(act=verdict) for item in chosen})
    for line in left:
        note(line)
    return done
