"""One thing that waits, drawn for a terminal of any width and height."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from minutebook.model.queue import Choice, Heard, Shown, Waiting, WaitKind
from minutebook.ui.cli.output import printable
from minutebook.ui.cli.tasks import day_text

if TYPE_CHECKING:
    from rich.console import Console, Group, RenderableType
    from rich.text import Text

LABELS = {
    WaitKind.TASK: "Task",
    WaitKind.NEWS: "News",
    WaitKind.WHO: "Who",
    WaitKind.ALIAS: "Name",
    WaitKind.CHANGED: "Changed",
    WaitKind.DETAIL: "Detail",
    WaitKind.NAME: "New",
}
_KEYS = {
    WaitKind.TASK: "a accept  r reject  e edit  o owner  d date  m merge  x done",
    WaitKind.NEWS: "a so it is  r not so",
    WaitKind.WHO: "1-9 this one  a yes  r none of them",
    WaitKind.ALIAS: "a yes  r never",
    WaitKind.CHANGED: "a strike the older  r keep both",
    WaitKind.DETAIL: "a yes  r never",
    WaitKind.NAME: "a make a page  r never  m merge",
}
_MOVES = "s skip  b back  u undo  ? help  q quit"
_NARROW = 64


def draw(
    console: "Console",
    shown: Shown,
    place: str,
    today: date,
    choices: Sequence[Choice] = (),
    said: str = "",
) -> None:
    """Print a card: where one is, what is proposed, what was said, the choices, what became of the last, the keys."""
    from rich.console import Group

    item = shown.item
    above = Group(_place(item, place), "", *_proposal(item, today), "")
    parts: list[RenderableType] = [_choice(n, choice) for n, choice in enumerate(choices[:9], 1)]
    below = Group(*(["", *parts] if parts else []), "", *([_dim(said)] if said else []), _keys(item.kind, choices))
    taken = sum(len(console.render_lines(part, pad=False)) for part in (above, below))
    room = max(4, console.height - taken - 1) if console.is_terminal else 10_000
    console.print(above)
    console.print(_passages(shown, console, room))
    console.print(below)


def _place(item: Waiting, place: str) -> "Text":
    from rich.text import Text

    where = " · ".join(filter(None, [printable(item.title), item.date]))
    return Text.assemble((place, "bold"), ("  " + where, "dim"))


def _proposal(item: Waiting, today: date) -> "list[RenderableType]":
    from rich.table import Table
    from rich.text import Text

    words = Text(printable(item.words), style="bold")
    if item.kind is WaitKind.NAME:
        words = Text.assemble((printable(item.words), "bold"), f"  a page for this {item.what}?")
    if item.kind is WaitKind.NEWS:
        words = Text.assemble((printable(item.news or ""), "bold yellow"), ": ", (printable(item.words), "bold"))
    grid = Table.grid(padding=(0, 2), pad_edge=False)
    grid.add_column(style="bold magenta", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(LABELS[item.kind], words)
    details = _details(item, today)
    if details.plain:
        grid.add_row("", details)
    return [grid]


def _details(item: Waiting, today: date) -> "Text":
    from rich.text import Text

    if item.kind not in {WaitKind.TASK, WaitKind.NEWS}:
        return Text()
    owner = "me" if item.owner == "Myself" else item.owner
    parts = [Text(printable(owner), style="green" if owner == "me" else "cyan") if owner else Text("nobody", "dim")]
    if item.due:
        late = item.due < today.isoformat()
        parts.append(Text(f"due {day_text(item.due, today)}", style="red" if late else ""))
    if item.priority != "medium":
        parts.append(Text(item.priority))
    if item.confidence is not None:
        parts.append(Text(f"{item.confidence:.0%} sure", style="dim"))
    if item.news and item.kind is WaitKind.TASK:
        parts.append(Text(f"since: {printable(item.news)}", style="yellow"))
    return Text(" · ").join(parts)


def _passages(shown: Shown, console: "Console", room: int) -> "Group":
    """What was said, as much as there is room for: what is lit first."""
    from rich.console import Group

    several = len(shown.passages) > 1
    share = max(3, room // max(1, len(shown.passages)))
    parts: list[RenderableType] = []
    for passage in shown.passages:
        if several:
            parts.append(_dim(printable(passage.title)))
        parts.append(_table(_fit(passage.heard, console, share - several), console.width))
    if not any(passage.heard for passage in shown.passages):
        parts.append(_dim("what it rests on is not there any more, or names no passage"))
    return Group(*parts)


def _fit(heard: Sequence[Heard], console: "Console", room: int) -> Sequence[Heard]:
    """Blocks are left out, those farthest from what is lit first, until the rest has room."""
    kept = list(heard)
    while len(kept) > 1 and len(console.render_lines(_table(kept, console.width), pad=False)) > room:
        lit = [n for n, h in enumerate(kept) if h.lit] or [0]
        before, after = lit[0], len(kept) - 1 - lit[-1]
        if not before and not after:
            break
        kept.pop(0 if before > after else -1)
    return kept


def _table(heard: Sequence[Heard], width: int) -> "RenderableType":
    from rich.table import Table
    from rich.text import Text

    narrow = width < _NARROW
    table = Table.grid(padding=(0, 1), pad_edge=False)
    table.add_column(no_wrap=True, style="bold yellow")
    table.add_column(no_wrap=True, style="dim", justify="right")
    if not narrow:
        table.add_column(no_wrap=True, max_width=18, overflow="ellipsis")
    table.add_column(overflow="fold", ratio=1)
    last: str | None = None
    for line in heard:
        speaker = "" if line.speaker == last else printable(line.speaker or "")
        last = line.speaker
        style = "bold" if line.lit else "dim"
        words = Text(printable(line.text), style=style)
        if narrow and speaker:
            words = Text.assemble((f"{speaker}: ", "cyan" if line.lit else "dim cyan"), words)
        cells = [Text(_mark() if line.lit else " "), Text(line.time or "")]
        named = [] if narrow else [Text(speaker, style="cyan" if line.lit else "dim cyan")]
        table.add_row(*cells, *named, words)
    return table


def _mark() -> str:
    return "▌" if printable("▌") == "▌" else ">"


def _choice(number: int, choice: Choice) -> "Text":
    from rich.text import Text

    detail = f"  {printable(choice.detail)}" if choice.detail else ""
    return Text.assemble((f" {number} ", "bold magenta"), printable(choice.words), (detail, "dim"))


def _keys(kind: WaitKind, choices: Sequence[Choice]) -> "Text":
    from rich.text import Text

    text = Text()
    numbers = "1-9 is that one  " if choices and kind is WaitKind.NAME else ""
    for name in f"{_KEYS[kind]}  {numbers}{_MOVES}".split("  "):
        key, _, what = name.partition(" ")
        text.append(key, style="bold").append(f"\u00a0{what.replace(' ', chr(0xA0))}  ", style="dim")
    return text


def _dim(text: str) -> "Text":
    from rich.text import Text

    return Text(printable(text), style="dim")
