"""A person at the queue: lists and cards on the screen, keys, and decisions written while the next is looked at."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from time import monotonic

from minutebook.errors import MinutebookError, UserError
from minutebook.model.queue import Choice, Decision, Outcome, Shown, Waiting, WaitKind
from minutebook.run.choosing import LISTED, Otherwise, Screens, days_near, find_alike, is_theirs, otherwise, owners_near
from minutebook.run.later import say_later
from minutebook.run.naming import find_owner
from minutebook.run.queue import PassageReader
from minutebook.run.scribe import Scribe
from minutebook.run.session import system_clock
from minutebook.run.settling import Answer, owners, read_due, take_back
from minutebook.store import Store
from minutebook.ui.cli.card import draw, draw_list
from minutebook.ui.cli.keys import ESCAPE, Keys
from minutebook.ui.cli.output import make_console, note, printable
from minutebook.ui.cli.together import Line, Together, both
from minutebook.vault.vault import Vault

_HELP = """\
In a list: 1-9 pick what is wrong and put it right, then a accepts all with a +
           R reject all   c one by one instead   s leave them until next time
Of one:    a accept   r reject   x done already   s skip, it waits until next time
e edit the words   o give it to somebody   d give it a day: each accepts it so
l the next nine tasks as a list
m it is the same as something known   1-9 the choice of that number, accepted so
b back to the one before   u take the last decision back   q quit; nothing is lost
Press any key."""


class Sitting:
    """A person and the queue: what is on the screen, what was decided, and in how many keys."""

    def __init__(
        self, vault: Vault, store: Store, keys: Keys, screens: Screens, later: Screens = (), *, clear: bool
    ) -> None:
        """``later``: what can wait, for when the ``screens`` are through."""
        self.vault = vault
        self.store = store
        self.keys = keys
        self.screens = list(screens)
        self.later = later
        self.items = [item for screen in self.screens for item in screen]
        self.clear = clear
        self.console = make_console()
        self.reader = PassageReader(store, vault)
        self.today: date = system_clock().astimezone(vault.settings.zone()).date()
        self.at = 0
        self.said = ""
        self.began = monotonic()
        self.decided: dict[str, Decision] = {}
        """By item, in the order of the decisions; what failed or was taken back is not among them."""
        self.lists: dict[str, tuple[str, ...]] = {}
        """Of what was decided together: all ids by each of them, the first one standing for all."""
        self.outcomes: dict[str, Outcome] = {}
        self.choices: tuple[Choice, ...] = ()
        self.others: tuple[Otherwise, ...] = ()
        """Of a task: how a digit accepts it."""
        self.unwritten: list[tuple[str, Answer]] = []
        """Decided, but given to the scribe only when the next card is drawn: it is that which a person waits for."""

    def run(self) -> int:
        """Until the last item, or until the person has had enough."""
        with Scribe(self.vault, self._told) as self.scribe:
            ended = False
            while not ended:
                if self.at >= len(self.screens):
                    ended = self._end()
                elif len(self.screens[self.at]) > 1:
                    ended = self._list(self.screens[self.at])
                else:
                    self._show()
                    self._write()
                    ended = self._press(self.keys.key())
            self._write()
        return self._summary()

    def _end(self) -> bool:
        """After the last thing the last decision can still be taken back, and what can wait be looked at. Whether that was the end."""
        if not self.decided and not self.later:
            return True
        if self.clear:
            self.console.clear()
        waits = f"{self._later()} can wait.  l look at them  " if self.later else ""
        self.console.print(f"{printable(self.said)}\nThat was all.  {waits}u undo  b back  any other key: the end")
        self.said = ""
        self._write()
        key = self.keys.key()
        if key == "l" and self.later:
            self.screens += self.later
            self.items += [item for screen in self.later for item in screen]
            self.later = ()
            return False
        return key not in {"u", "b"} or self._move(key)

    def _later(self) -> str:
        return say_later((item for screen in self.later for item in screen), self.today)

    # -- what is seen

    def _show(self) -> None:
        (item,) = self.screens[self.at]
        self.choices = self._offered(item)
        shown = self.reader.show(item)
        self.others = self._otherwise(shown)
        place = self._place()
        if item.id in self.decided:
            place += f" ({_past(self.decided[item.id])})"
        if self.clear:
            self.console.clear()
        draw(self.console, shown, place, self.today, self.choices, self.said, [each.words for each in self.others])
        self.said = ""

    def _place(self) -> str:
        """``12 of 40``, ``3-9 of 40, what others owe you``."""
        before = sum(map(len, self.screens[: self.at]))
        here = len(self.screens[self.at])
        first = f"{before + 1}-{before + here}" if here > 1 else f"{before + 1}"
        screen = self.screens[self.at]
        whom = "others" if screen[0].can_wait else "you"
        theirs = f", what others owe {whom}" if here > 1 and is_theirs(screen) else ""
        return f"{first} of {len(self.items)}{theirs}"

    def _otherwise(self, shown: Shown) -> tuple[Otherwise, ...]:
        is_task = shown.item.kind is WaitKind.TASK
        return otherwise(shown.item, shown, self.store, self.vault) if is_task else ()

    def _offered(self, item: Waiting) -> tuple[Choice, ...]:
        if item.kind is WaitKind.NAME:
            return find_alike(self.store, self.vault.settings, item)[:3]
        return item.choices

    # -- what is pressed

    def _press(self, key: str) -> bool:
        """Whether that was the end."""
        (item,) = self.screens[self.at]
        match key:
            case "a" | "y":
                self._decide(item, Decision(act="accept"))
            case "r" | "n":
                self._decide(item, Decision(act="reject"))
            case "x" if item.kind in {WaitKind.TASK, WaitKind.NEWS}:
                self._decide(item, Decision(act="done"))
            case "e" | "o" | "d" if item.kind is WaitKind.TASK:
                self._amend(item, key)
            case "l" if item.kind is WaitKind.TASK:
                self._gather()
            case "m" if item.kind in {WaitKind.TASK, WaitKind.NAME}:
                self._merge(item)
            case _ if key.isdigit() and item.kind is WaitKind.TASK and 0 < int(key) <= len(self.others):
                other = self.others[int(key) - 1]
                self._decide(item, Decision(act="accept", owner=other.owner, due=other.due))
            case _ if key.isdigit() and 0 < int(key) <= len(self.choices):
                self._pick(item, self.choices[int(key) - 1])
            case _:
                return self._move(key)
        return False

    def _move(self, key: str) -> bool:
        """What every screen has: on, back, undo, help; whether it was the end."""
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

    def _list(self, screen: tuple[Waiting, ...]) -> bool:
        """Several things at once: those that are wrong are put right in the list, then one key accepts the others. Whether that was the end."""
        shown = [self.reader.show(item) for item in screen]
        listed = Together(self.keys, shown, self._otherwise, self._amended, self._draw_list, self.decided)
        key = listed.run()
        if key in {"c", "l"} and (screen[0].id not in self.lists or self._retract(screen[0].id)):
            self.screens[self.at : self.at + 1] = [(item,) for item in screen]
        elif key == "a":
            self._decide_list({key: each for key, each in listed.decisions.items() if each.act != "skip"})
        else:
            return self._move(key)
        return False

    def _draw_list(self, lines: Sequence[Line], at: int | None, others: Sequence[Otherwise]) -> None:
        if self.clear:
            self.console.clear()
        words = [each.words for each in others]
        draw_list(self.console, lines, at, self._place(), self.today, words, self.said)
        self.said = ""
        self._write()

    def _decide_list(self, decisions: Mapping[str, Decision]) -> None:
        if any(item.id in self.decided for item in self.screens[self.at]) and not self._retract(
            self.screens[self.at][0].id
        ):
            return
        if decisions:
            together = tuple(decisions)
            self.decided |= decisions
            self.lists |= dict.fromkeys(together, together)
            self.unwritten.append((together[0], decisions))
            self.said = _counted(decisions.values())
        self.at += 1

    def _gather(self) -> None:
        """The next tasks from here on as a list, of whatever source."""
        coming = [
            item
            for screen in self.screens[self.at :]
            for item in screen
            if item.kind is WaitKind.TASK and item.id not in self.decided
        ][:LISTED]
        rest = [tuple(i for i in screen if i not in coming) for screen in self.screens[self.at :]]
        self.screens[self.at :] = [tuple(coming), *filter(None, rest)] if len(coming) > 1 else self.screens[self.at :]

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
            decision = both(before, decision)
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
            for key in self.lists.get(outcome.id, (outcome.id,)):
                self.decided.pop(key, None)
            self.said = outcome.said

    def _undo(self) -> None:
        """Take the last decision back and show its item again."""
        if not self.decided:
            self.said = "nothing to take back"
            return
        key = list(self.decided)[-1]
        if self._retract(key):
            self.at = next(n for n, screen in enumerate(self.screens) if key in {item.id for item in screen})

    def _retract(self, key: str) -> bool:
        """Take back what was decided of an item, and of all that was decided with it; whether that could be done."""
        self._write()
        self.scribe.finish()
        together = self.lists.get(key, (key,))
        outcome = self.outcomes.get(together[0])
        try:
            if outcome is not None and outcome.runs:
                self.said = take_back(self.vault, outcome)
        except MinutebookError as error:
            self.said = str(error)
            return False
        for each in together:
            self.decided.pop(each, None)
            self.lists.pop(each, None)
        return True

    def _summary(self) -> int:
        """What was decided, in how many keys and seconds, and what is left."""
        if self.clear:
            self.console.clear()
        failed = [outcome for outcome in self.outcomes.values() if outcome.failed]
        for outcome in failed:
            note(f"not done: {outcome.said}")
        made = len(self.decided)
        left = sum(1 for item in self.items if item.id not in self.decided)
        seconds = monotonic() - self.began
        what = _counted(self.decided.values()) or "nothing"
        per = f" ({self.keys.pressed / made:.1f} a decision)" if made else ""
        self.console.print(f"Decided: {what}. {self.keys.pressed} keys{per}, {seconds:.0f} s.")
        self.console.print(f"{left} of these still wait." if left else "Nothing of these waits any more.")
        if self.later:
            self.console.print(f"{self._later()} can wait: minutebook review --later")
        return 0


def _counted(decisions: Iterable[Decision]) -> str:
    """``7 accepted, 2 rejected``."""
    return ", ".join(f"{count} {past}" for past, count in Counter(map(_past, decisions)).items())


def _past(decision: Decision) -> str:
    if decision.act == "accept" and (decision.words or decision.owner or decision.due):
        return "accepted with changes"
    return {"accept": "accepted", "reject": "rejected", "done": "done", "merge": "merged"}.get(decision.act, "changed")
