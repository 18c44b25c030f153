"""``minutebook review``: what waits, one key each."""

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Annotated

from cyclopts import Parameter

from minutebook.model.queue import Waiting, WaitKind
from minutebook.run.choosing import Screens, choose, screens
from minutebook.run.later import part, say_later
from minutebook.run.queue import list_waiting
from minutebook.run.session import open_session, open_store, system_clock
from minutebook.run.settling import PATIENCE
from minutebook.run.triage import decide_items, read_answers
from minutebook.store import Store
from minutebook.ui.cli.keys import Keys, Lines, Terminal, raw_terminal
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import note, print_json, say
from minutebook.ui.cli.sitting import Sitting
from minutebook.vault.vault import Vault


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which of what waits is asked for; without any, what waits for today."""

    source: Annotated[str | None, Parameter(help="Only of sources with these words in title or path.")] = None
    person: Annotated[str | None, Parameter(help="Only what somebody owes (me, a name), or names them.")] = None
    kind: Annotated[tuple[WaitKind, ...], Parameter(negative=(), help="Only these kinds.")] = ()
    above: Annotated[
        float | None,
        Parameter(help="Accept all tasks of which the engine was at least so sure (0 to 1), after one question."),
    ] = None
    yes: Annotated[bool, Parameter(name=("--yes", "-y"), negative=(), help="With --above: do not ask.")] = False

    @property
    def is_any(self) -> bool:
        return bool(self.kind) or any(each is not None for each in (self.source, self.person, self.above))


def review(
    *,
    wish: Annotated[Wish, Parameter(name="*")] = Wish(),
    one_by_one: Annotated[bool, Parameter(negative=(), help="Each task on a card of its own, none in lists.")] = False,
    everything: Annotated[
        bool,
        Parameter(
            name="--all",
            negative=(),
            help="Also what can wait: what others owe others, people met once, organisations of one mail.",
        ),
    ] = False,
    later: Annotated[bool, Parameter(negative=(), help="Only what can wait.")] = False,
    web: Annotated[bool, Parameter(negative=(), help="In the browser instead: see `minutebook serve`.")] = False,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Decide what waits, one key each: accept, reject, edit, reassign, move, merge. With --json: print what waits."""
    if web:
        from minutebook.ui.cli.serve import serve_page

        return serve_page("/review", port=0, opened=True, vault=vault)
    place = here(vault)
    with open_session(place, patience=PATIENCE) as session:
        read_answers(session)
    with open_store(place) as store:
        found = list_waiting(store, place, place.settings)
        wanted = choose(
            found, store, place.settings, source=wish.source, person=wish.person, kinds=wish.kind, above=wish.above
        )
        wanted = [item for item in wanted if item.can_wait or not later]
        if json:
            print_json(wanted)
            return 0
        today, can_wait = (wanted, []) if everything or later or wish.is_any else part(wanted)
        if not today:
            note(_nothing(can_wait, found, place))
            return 0
        return _sit(place, store, today, can_wait, wish, _one_by_one if one_by_one else screens)


def _sit(
    vault: Vault,
    store: Store,
    today: Sequence[Waiting],
    can_wait: Sequence[Waiting],
    wish: Wish,
    show: Callable[[Sequence[Waiting]], Screens],
) -> int:
    """Decide with the person before the keys."""
    interactive = sys.stdin.isatty() and sys.stdout.isatty()
    keys: Keys = Terminal() if interactive else Lines()
    with raw_terminal() if interactive else nullcontext():
        if wish.above is not None and (wish.yes or _agrees(keys, len(today), wish.above)):
            return _accept_all(vault, today)
        return Sitting(vault, store, keys, show(today), show(can_wait), clear=interactive).run()


def _nothing(can_wait: Sequence[Waiting], found: Sequence[Waiting], vault: Vault) -> str:
    if not found:
        return "Nothing waits for you."
    if not can_wait:
        return f"Nothing of that kind waits; {len(found)} other things do."
    today = system_clock().astimezone(vault.settings.zone()).date()
    return f"Nothing waits for you today. {say_later(can_wait, today)} can wait: minutebook review --later"


def _one_by_one(items: Iterable[Waiting]) -> Screens:
    return tuple((item,) for item in items)


def _agrees(keys: Keys, count: int, above: float) -> bool:
    say(f"{count} tasks of which the engine was at least {above:.0%} sure. Accept them all? y yes, n look at each")
    return keys.key().lower() == "y"


def _accept_all(vault: Vault, items: Sequence[Waiting]) -> int:
    """One run for all of them."""
    with open_session(vault, patience=PATIENCE) as session:
        said = decide_items(session, [item.id for item in items], "accept")
        warnings = session.commit(f"minutebook: accept {len(items)} tasks")
        run = session.runs[-1].id if session.runs else ""
    say(f"{len(said)} tasks accepted; to take that back: minutebook undo {run}")
    for warning in warnings:
        note(warning)
    return 0
