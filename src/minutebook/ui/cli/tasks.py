"""``minutebook tasks``: who owes what by when, and what becomes of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import msgspec
from cyclopts import App, Parameter

from minutebook.errors import UserError
from minutebook.flow.outputs.agenda import Group, Wanted, choose, group_by_day, group_by_person, is_mine, is_overdue
from minutebook.flow.outputs.brief import describe_news
from minutebook.flow.outputs.export import ExportedTask, export_tasks, form_of
from minutebook.flow.outputs.links import stem_of
from minutebook.flow.review import Act, Order
from minutebook.model.book import BookTask
from minutebook.model.entity import Entity, EntityType, Me
from minutebook.run.naming import THINGS, find_entity, find_owner, people_of, read_day, with_houses
from minutebook.run.search import read_words
from minutebook.run.session import open_session, open_store, system_clock
from minutebook.run.tasks import change_tasks, today_of
from minutebook.run.triage import read_answers
from minutebook.settings import Settings
from minutebook.store import Store
from minutebook.text.names import fold
from minutebook.text.roster import Roster
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import is_piped, make_console, note, print_json, printable, say

if TYPE_CHECKING:
    from rich.text import Text

    from minutebook.vault.tasks import Priority
    from minutebook.vault.vault import Vault

app = App(name="tasks", help="What you owe and are owed.")

_PROPOSALS_SHOWN = 10
_SHORT = 0.8
"""From which score a name is a short one of a person, and no misheard one."""
_SIGNS = {"highest": "⏫ ", "high": "↑ ", "low": "↓ ", "lowest": "⏬ "}

Named = Annotated[str, Parameter(help="The id that the list shows, or words that only this task has.")]


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Which tasks a list has; filters combine."""

    mine: Annotated[bool, Parameter(negative=(), help="Yours.")] = False
    theirs: Annotated[bool, Parameter(negative=(), help="Somebody else's.")] = False
    waiting: Annotated[bool, Parameter(negative=(), help="Accepted ones of others that nobody but you waits for.")] = (
        False
    )
    person: Annotated[str | None, Parameter(help="Who owes it or is owed it.")] = None
    about: Annotated[str | None, Parameter(help="A project, account or forum.")] = None
    due: Annotated[str | None, Parameter(help="Due by then: today, Friday, end of the month, 2026-03-20.")] = None
    overdue: Annotated[bool, Parameter(negative=(), help="Its day is past.")] = False
    stale: Annotated[bool, Parameter(negative=(), help="Nothing was heard of it for 30 days.")] = False
    proposed: Annotated[bool, Parameter(negative=(), help="Only what nobody accepted yet, all of it.")] = False


@app.default
def tasks(
    *,
    filters: Annotated[Filters, Parameter(name="*")] = Filters(),
    export: Annotated[
        Path | None,
        Parameter(help="Write the accepted ones to this file instead: .ics, .txt (todo.txt), .csv or .json."),
    ] = None,
    by: Annotated[Literal["day", "person"], Parameter(help="How to group.")] = "day",
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """List what is open, by when it is due; what is only proposed stands apart. Filters combine."""
    place = here(vault)
    me, today = place.settings.owner(), system_clock().astimezone(place.settings.zone()).date()
    with open_store(place) as store:
        everything = store.tasks(place.settings.task_tag)
        wanted = _read_filters(filters, with_owners(store.entities(), everything), today, place, store)
    chosen = choose(everything, wanted, me, today)
    if export:
        return _export([task for task in chosen if task.is_open or filters.proposed], export)
    if json:
        print_json([as_json(task, me, today) for task in chosen])
        return 0
    groups = group_by_person(chosen, me) if by == "person" else group_by_day(chosen, today)
    _print_groups(groups, me, today, whole=filters.proposed)
    if proposed := sum(task.is_proposed for task in chosen):
        note(f"{proposed} proposed, counting what can wait: minutebook review --all")
    if not chosen:
        note("No open task fits." if wanted != Wanted() else "No task is open or proposed.")
    return 0


def _read_filters(filters: Filters, entities: Sequence[Entity], today: date, vault: "Vault", store: Store) -> Wanted:
    """What the filters mean in a vault, whose entities are known."""
    thing, members = _find_thing(filters.about, entities, vault, store) if filters.about else (None, ())
    return Wanted(
        mine=filters.mine,
        theirs=filters.theirs,
        waiting=filters.waiting,
        people=(find_entity(filters.person, entities, (EntityType.PERSON,)),) if filters.person else (),
        about=(thing,) if thing else (),
        members=members,
        until=read_day(filters.due, today) if filters.due else None,
        overdue=filters.overdue,
        stale=filters.stale,
        proposed=filters.proposed,
    )


def _find_thing(
    name: str, entities: Sequence[Entity], vault: "Vault", store: Store
) -> tuple[Entity, tuple[Entity, ...]]:
    """What a name stands for and the people who belong to it, by what the pages say that are not private."""
    with read_words(vault, store) as library:
        seen = [e for e in entities if e.path not in library.hidden]
        thing = find_entity(name, with_houses(entities, library.hidden), THINGS)
    return thing, people_of(thing, seen)


@app.command
def done(task: Named, *tasks: Named, vault: VaultDir = None) -> int:
    """Tick tasks off, with today's date, in their notes."""
    return _change((task, *tasks), "done", vault)


@app.command
def start(task: Named, *tasks: Named, vault: VaultDir = None) -> int:
    """Mark tasks as in progress."""
    return _change((task, *tasks), "start", vault)


@app.command
def cancel(task: Named, *tasks: Named, vault: VaultDir = None) -> int:
    """Mark tasks as cancelled, with today's date."""
    return _change((task, *tasks), "cancel", vault)


@app.command
def reopen(task: Named, *tasks: Named, vault: VaultDir = None) -> int:
    """Open tasks again that were done or cancelled."""
    return _change((task, *tasks), "reopen", vault)


@app.command
def postpone(
    task: Named,
    day: Annotated[str, Parameter(help="When it is due now: Friday, in two weeks, 2026-03-20; never: no day.")],
    *more: Annotated[str, Parameter(help="The rest of the day's words.")],
    vault: VaultDir = None,
) -> int:
    """Give a task another day."""
    return _change((task,), "postpone", vault, words=" ".join((day, *more)))


@app.command
def assign(
    task: Named,
    name: Annotated[str, Parameter(help="Who owes it now: a name of the book, or any other; me; nobody.")],
    *more: Annotated[str, Parameter(help="The rest of the name.")],
    vault: VaultDir = None,
) -> int:
    """Give a task to somebody."""
    return _change((task,), "assign", vault, words=" ".join((name, *more)))


def _change(names: Sequence[str], act: Act, vault: Path | None, words: str = "") -> int:
    with open_session(here(vault)) as session:
        read_answers(session)
        order = _order(act, words, session.store, session.settings, today_of(session))
        said = change_tasks(session, names, order)
        warnings = session.commit(f"minutebook: {said[0]}"[:120])
    for line in said:
        say(line)
    for warning in warnings:
        note(warning)
    return 0


def _order(act: Act, words: str, store: Store, settings: Settings, today: date) -> Order:
    if act == "postpone":
        return Order(act, day=None if fold(words) in {"never", "none"} else read_day(words, today))
    if act == "assign":
        known = with_owners(store.entities(), store.tasks(settings.task_tag))
        return Order(act, owner=find_owner(words, known, settings.owner()))
    return Order(act)


def with_owners(entities: Sequence[Entity], tasks: Iterable[BookTask]) -> tuple[Entity, ...]:
    """The entities, each also under what tasks call it for short, and the owners of tasks that are none of them.

    Names without a page can be asked for as well; a short one that fits several people stands for each of them.
    """
    known = {fold(form) for e in entities for form in (e.name, *e.aliases)} | {"myself"}
    owners = dict.fromkeys(t.owner for t in tasks if t.owner and fold(t.owner) not in known)
    found = {e.id: e for e in (*entities, *(_owner(name) for name in owners if " " in name))}
    roster = Roster(found.values())
    for name in (name for name in owners if " " not in name):
        people = [c.entity.id for c in roster.candidates(name) if c.score >= _SHORT]
        for person in people:
            found[person] = msgspec.structs.replace(found[person], aliases=(*found[person].aliases, name))
        if not people:
            found[_owner(name).id] = _owner(name)
    return tuple(found.values())


def _owner(name: str) -> Entity:
    """Somebody who owns work and has no page."""
    return Entity(id=f"owner {name}", type=EntityType.PERSON, name=name)


def as_json(task: BookTask, me: Me, today: date) -> dict[str, object]:
    """A task as scripts see it."""
    return msgspec.structs.asdict(task) | {
        "mine": is_mine(task, me),
        "proposed": task.is_proposed,
        "overdue": is_overdue(task, today),
        "link": f"[[{stem_of(task.path)}{f'#^{task.id}' if task.id else ''}]]",
        "evidence": f"[[{task.passage}]]" if task.passage else None,
    }


def _export(tasks: Sequence[BookTask], file: Path) -> int:
    data = export_tasks(map(to_exported, tasks), form_of(file.name))
    try:
        file.write_bytes(data)
    except OSError as error:
        raise UserError(f"{file} cannot be written ({error.strerror}); name another file") from error
    note(f"{len(tasks)} tasks written to {file}")
    return 0


def to_exported(task: BookTask) -> ExportedTask:
    """A task as it leaves the vault."""
    return ExportedTask(
        id=task.id or f"mb-{task.handle}",
        text=task.text,
        status=task.status,
        owner=task.owner,
        due=date.fromisoformat(task.due) if task.due else None,
        priority=cast("Priority", task.priority),
        date=_day(task.since),
        note=task.path,
    )


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


# -- on the terminal


def _print_groups(groups: Sequence[Group], me: Me, today: date, *, whole: bool) -> None:
    console = make_console()
    length = _length_of_ids([task for group in groups for task in group.tasks])
    for n, group in enumerate(groups):
        proposed = group.title == "Proposed"
        shown = group.tasks if whole or not proposed or is_piped() else group.tasks[:_PROPOSALS_SHOWN]
        if is_piped():
            for task in shown:
                say("  ".join(filter(None, _plain_cells(group.title, task, me, today, length))))
        else:
            if n:
                console.print()
            console.print(_heading(group, today))
            console.print(_table(shown, me, today, length, console.width))
        if len(shown) < len(group.tasks):
            note(f"… and {len(group.tasks) - len(shown)} more: minutebook tasks --proposed")


def _length_of_ids(tasks: Sequence[BookTask]) -> int:
    """How much of an id tells these tasks apart, at least 4."""
    handles = {task.handle for task in tasks}
    return next((n for n in range(4, 10) if len({h[:n] for h in handles}) == len(handles)), 10)


def _plain_cells(title: str, task: BookTask, me: Me, today: date, length: int) -> list[str]:
    who = _who(task, me)
    return [
        task.handle[:length],
        title,
        task.due or "-",
        task.text,
        f"@{who}" if who else "",
        f"({describe_news(task, today)})" if task.news else "",
        f"[[{stem_of(task.path)}]]",
    ]


def _who(task: BookTask, me: Me) -> str:
    return "me" if is_mine(task, me) else task.owner or ""


def _heading(group: Group, today: date) -> "Text":
    from rich.text import Text

    style = {"Overdue": "bold red", "Today": "bold yellow", "Proposed": "bold magenta"}.get(group.title, "bold")
    said = (
        "  not accepted yet" if group.title == "Proposed" else f"  {today:%a %d %b}" if group.title == "Today" else ""
    )
    return Text.assemble((group.title, style), (f"  {len(group.tasks)}{said}", "dim"))


def _table(tasks: Sequence[BookTask], me: Me, today: date, length: int, width: int) -> object:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    roomy = width >= 100
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    if roomy:
        table.add_column(no_wrap=True, max_width=width // 5, overflow="ellipsis")
        table.add_column(no_wrap=True, max_width=width // 4, overflow="ellipsis")
    for task in tasks:
        who = _who(task, me)
        words = Text(_SIGNS.get(task.priority, "") + printable(task.text))
        person = Text(printable(who), style="green" if who == "me" else "cyan")
        if who and not roomy:
            words.append("  ").append_text(person)
        if task.news:
            words.append(f"  {describe_news(task, today)}", style="italic")
        late = is_overdue(task, today)
        cells = [
            Text(task.handle[:length], style="dim"),
            Text(day_text(task.due, today), style="red" if late else ""),
            words,
        ]
        table.add_row(*cells, *([person, Text(printable(stem_of(task.path)), style="dim")] if roomy else []))
    return table


def day_text(due: str | None, today: date) -> str:
    """A day as it is said: its weekday while it is near, its year where that is another."""
    if due is None:
        return ""
    day = date.fromisoformat(due)
    if day.year != today.year and abs((day - today).days) > 60:
        return f"{day:%d %b %Y}"
    return f"{day:%a} {day.day:2} {day:%b}"
