"""``minutebook review``: what waits, one thing at a time, one key each."""

import sys
from collections.abc import Sequence
from contextlib import nullcontext
from datetime import date
from itertools import islice
from time import monotonic
from typing import Annotated

from cyclopts import Parameter
from msgspec.structs import replace

from minutebook.errors import MinutebookError, UserError
from minutebook.model.queue import Choice, Decision, Outcome, Waiting, WaitKind
from minutebook.run.choosing import Otherwise, choose, days_near, find_alike, otherwise, owners_near
from minutebook.run.naming import find_owner
from minutebook.run.queue import PassageReader, list_waiting
from minutebook.run.scribe import Scribe
from minutebook.run.session import open_session, open_store, system_clock
from minutebook.run.settling import PATIENCE, owners, read_due, take_back
from minutebook.run.triage import decide_items, read_answers
from minutebook.store import Store
from minutebook.ui.cli.card import draw
from minutebook.ui.cli.keys import ESCAPE, Keys, Lines, Terminal, raw_terminal
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import make_console, note, print_json, printable, say
from minutebook.ui.cli.together import Together
from minutebook.vault.vault import Vault

_HELP = """\
a accept   r reject   x done already   s skip, it waits until next time
e edit the words   o give it to somebody   d give it a day: each accepts it so
l the next nine tasks: put right what is wrong, then accept the others at once
m it is the same as something known   1-9 the choice of that number, accepted so
b back to the one before   u take the last decision back   q quit; nothing is lost
Press any key."""
_LISTED = 9
"""Tasks that are shown together: a digit names each."""


def review(
    *,
    source: Annotated[str | None, Parameter(help="Only of sources with these words in title or path.")] = None,
    person: Annotated[str | None, Parameter(help="Only what somebody owes (me, a name), or names them.")] = None,
    kind: Annotated[tuple[WaitKind, ...], Parameter(negative=(), help="Only these kinds.")] = (),
    above: Annotated[
        float | None,
        Parameter(help="Accept all tasks of which the engine was at least so sure (0 to 1), after one question."),
    ] = None,
    yes: Annotated[bool, Parameter(name=("--yes", "-y"), negative=(), help="With --above: do not ask.")] = False,
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
        wanted = choose(found, store, place.settings, source=source, person=person, kinds=kind, above=above)
        if json:
            print_json(wanted)
            return 0
        if not wanted:
            note(
                "Nothing waits for you." if not found else f"Nothing of that kind waits; {len(found)} other things do."
            )
            return 0
        interactive = sys.stdin.isatty() and sys.stdout.isatty()
        keys: Keys = Terminal() if interactive else Lines()
        with raw_terminal() if interactive else nullcontext():
            if above is not None and (yes or _agrees(keys, len(wanted), above)):
                return _accept_all(place, wanted)
            return Sitting(place, store, keys, wanted, clear=interactive).run()


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


class Sitting:
    """A person and the queue: what is on the screen, what was decided, and in how many keys."""

    def __init__(self, vault: Vault, store: Store, keys: Keys, items: Sequence[Waiting], *, clear: bool) -> None:
        self.vault = vault
        self.store = store
        self.keys = keys
        self.items = list(items)
        self.clear = clear
        self.console = make_console()
        self.reader = PassageReader(store, vault)
        self.today: date = system_clock().astimezone(vault.settings.zone()).date()
        self.at = 0
        self.said = ""
        self.began = monotonic()
        self.decided: dict[str, Decision] = {}
        """By item, in the order of the decisions; what failed or was taken back is not among them."""
        self.outcomes: dict[str, Outcome] = {}
        self.choices: tuple[Choice, ...] = ()
        self.others: tuple[Otherwise, ...] = ()
        """Of a task: how a digit accepts it."""
        self.unwritten: list[tuple[str, Decision]] = []
        """Decided, but given to the scribe only when the next card is drawn: it is that which a person waits for."""

    def run(self) -> int:
        """Until the last item, or until the person has had enough."""
        with Scribe(self.vault, self._told) as self.scribe:
            ended = False
            while not ended and self.at < len(self.items):
                self._show()
                self._write()
                ended = self._press(self.keys.key())
            self._write()
        return self._summary()

    # -- what is seen

    def _show(self) -> None:
        item = self.items[self.at]
        self.choices = self._offered(item)
        shown = self.reader.show(item)
        self.others = otherwise(item, shown, self.store, self.vault) if item.kind is WaitKind.TASK else ()
        place = f"{self.at + 1} of {len(self.items)}"
        if item.id in self.decided:
            place += f" ({_past(self.decided[item.id])})"
        if self.clear:
            self.console.clear()
        draw(self.console, shown, place, self.today, self.choices, self.said, [each.words for each in self.others])
        self.said = ""

    def _offered(self, item: Waiting) -> tuple[Choice, ...]:
        if item.kind is WaitKind.NAME:
            return find_alike(self.store, self.vault.settings, item)[:3]
        return item.choices

    # -- what is pressed

    def _press(self, key: str) -> bool:
        """Whether that was the end."""
        item = self.items[self.at]
        match key:
            case "q" | "Q":
                return True
            case "s" | " " | "\r" | "\n":
                self.at += 1
            case "b":
                self.at = max(0, self.at - 1)
            case "u":
                self._undo()
            case "?":
                self._help()
            case "a" | "y":
                self._decide(item, Decision(act="accept"))
            case "r" | "n":
                self._decide(item, Decision(act="reject"))
            case "x" if item.kind in {WaitKind.TASK, WaitKind.NEWS}:
                self._decide(item, Decision(act="done"))
            case "e" | "o" | "d" if item.kind is WaitKind.TASK:
                self._amend(item, key)
            case "l" if item.kind is WaitKind.TASK:
                self._list()
            case "m" if item.kind in {WaitKind.TASK, WaitKind.NAME}:
                self._merge(item)
            case _ if key.isdigit() and item.kind is WaitKind.TASK and 0 < int(key) <= len(self.others):
                other = self.others[int(key) - 1]
                self._decide(item, Decision(act="accept", owner=other.owner, due=other.due))
            case _ if key.isdigit() and 0 < int(key) <= len(self.choices):
                self._pick(item, self.choices[int(key) - 1])
            case _:
                self.said = "" if key == ESCAPE else f"{key!r} does nothing here; ? lists the keys"
        return False

    def _help(self) -> None:
        if self.clear:
            self.console.clear()
        self.console.print(_HELP)
        if self.clear:
            self.keys.key()

    def _amend(self, item: Waiting, key: str) -> None:
        decision = self._amended(item, key)
        if decision is not None:
            self._decide(item, decision)

    def _amended(self, item: Waiting, key: str) -> Decision | None:
        """Other words, another owner or day; understood at once, so that a slip is told while the item is on the screen."""
        try:
            if key == "e":
                words = self.keys.text("words: ", item.words)
                return Decision(act="accept", words=words) if words and words != item.words else None
            if key == "o":
                return self._owner(item)
            return self._day(item)
        except UserError as error:
            self.said = str(error)
            return None

    def _owner(self, item: Waiting) -> Decision | None:
        names = owners_near(item, self.reader.show(item), self.store, self.vault)
        name = self._chosen(names, "nobody", "owner (a number, a name): ")
        if not name:
            return None
        find_owner(name, owners(self.store), self.vault.settings.owner())
        return Decision(act="accept", owner=name)

    def _day(self, item: Waiting) -> Decision | None:
        days = days_near(item, self.reader.show(item))
        told = [f"{day.isoformat()} ({words})" for day, words in days]
        day = self._chosen(told, "never", "due (a number, friday, in two weeks, 2026-03-20): ")
        return Decision(act="accept", due=str(read_due(day.partition(" (")[0], self.today))) if day else None

    def _chosen(self, choices: Sequence[str], none: str, asked: str) -> str:
        """What a digit names among these (0: none of all), or what was typed."""
        for n, choice in enumerate(choices, 1):
            self.console.print(f" {n} {printable(choice)}")
        self.console.print(f" 0 {none}")
        typed = self.keys.choice(asked)
        if not (typed.isdigit() and len(typed) == 1):
            return typed
        if int(typed) > len(choices):
            raise UserError(f"there is no choice {typed}")
        return choices[int(typed) - 1] if typed != "0" else none

    def _list(self) -> None:
        """The next tasks at once: those that are wrong are put right in the list, then one key accepts the others."""
        coming = (i for i in self.items[self.at :] if i.kind is WaitKind.TASK and i.id not in self.decided)
        listed = list(islice(coming, _LISTED))
        decisions = Together(self.console, self.keys, self.reader, listed, self.today, self._amended, clear=self.clear)
        for key, decision in decisions.run().items():
            self.decided[key] = decision
            self.unwritten.append((key, decision))
        while self.at < len(self.items) and self.items[self.at].id in self.decided:
            self.at += 1

    def _merge(self, item: Waiting, typed: str = "") -> None:
        """Offer what it may be the same as, the likeliest first; other words find others."""
        found = find_alike(self.store, self.vault.settings, item, typed)
        for n, choice in enumerate(found, 1):
            self.console.print(f" {n} {printable(choice.words)}  {printable(choice.detail)}")
        if not found:
            self.console.print(f"nothing known has the words {typed!r}" if typed else "nothing known is like it")
        self.console.print("1-9 the same as that one   / look for other words   any other key: none")
        key = self.keys.key()
        if key == "/":
            self._merge(item, self.keys.text("words: "))
        elif key.isdigit() and 0 < int(key) <= len(found):
            self._pick(item, found[int(key) - 1])

    def _pick(self, item: Waiting, choice: Choice) -> None:
        self._decide(item, Decision(act="accept" if item.kind is WaitKind.WHO else "merge", into=choice.id))

    # -- what is decided

    def _decide(self, item: Waiting, decision: Decision) -> None:
        if item.kind is WaitKind.WHO and decision.act == "accept" and not decision.into and len(item.choices) > 1:
            self.said = "say which by its number, or r for none of them"
            return
        before = self.decided.get(item.id)
        if before is not None and not self._retract(item.id):
            return
        if before is not None and before.act == decision.act == "accept":
            decision = _both(before, decision)
        self.decided[item.id] = decision
        self.said = f"{_past(decision)}: {item.words}"
        self.unwritten.append((item.id, decision))
        self.at += 1

    def _write(self) -> None:
        for key, decision in self.unwritten:
            self.scribe.order(key, decision)
        self.unwritten.clear()

    def _told(self, outcome: Outcome) -> None:
        """What became of a decision, from the scribe's thread."""
        self.outcomes[outcome.id] = outcome
        if outcome.failed or outcome.standing:
            self.decided.pop(outcome.id, None)
            self.said = outcome.said

    def _undo(self) -> None:
        """Take the last decision back and show its item again."""
        if not self.decided:
            self.said = "nothing to take back"
            return
        key = list(self.decided)[-1]
        if self._retract(key):
            self.at = next(n for n, item in enumerate(self.items) if item.id == key)

    def _retract(self, key: str) -> bool:
        self.scribe.finish()
        outcome = self.outcomes.get(key)
        try:
            if outcome is not None and outcome.runs:
                self.said = take_back(self.vault, outcome)
        except MinutebookError as error:
            self.said = str(error)
            return False
        self.decided.pop(key, None)
        return True

    def _summary(self) -> int:
        """What was decided, in how many keys and seconds, and what is left."""
        if self.clear:
            self.console.clear()
        failed = [outcome for outcome in self.outcomes.values() if outcome.failed]
        for outcome in failed:
            note(f"not done: {outcome.said}")
        counts: dict[str, int] = {}
        for decision in self.decided.values():
            counts[_past(decision)] = counts.get(_past(decision), 0) + 1
        made = len(self.decided)
        left = sum(1 for item in self.items if item.id not in self.decided)
        seconds = monotonic() - self.began
        what = ", ".join(f"{count} {past}" for past, count in counts.items()) or "nothing"
        per = f" ({self.keys.pressed / made:.1f} a decision)" if made else ""
        self.console.print(f"Decided: {what}. {self.keys.pressed} keys{per}, {seconds:.0f} s.")
        self.console.print(f"{left} of these still wait." if left else "Nothing of these waits any more.")
        return 0


def _both(before: Decision, now: Decision) -> Decision:
    """An item accepted once more: what was put right before stays so."""
    given = {name: value for name in ("words", "owner", "due") if (value := getattr(now, name)) is not None}
    return replace(before, **given)


def _past(decision: Decision) -> str:
    if decision.act == "accept" and (decision.words or decision.owner or decision.due):
        return "accepted with changes"
    return {"accept": "accepted", "reject": "rejected", "done": "done", "merge": "merged"}.get(decision.act, "changed")
