"""One thing that waits, drawn for a terminal of any width and height."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING

from minutebook.model.queue import Choice, Heard, Shown, Waiting, WaitKind
from minutebook.ui.cli.output import printable
from minutebook.ui.cli.tasks import day_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from minutebook.ui.cli.together import Line

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
    WaitKind.TASK: "a accept  r reject  e edit  o owner  d date  m merge  x done  l list",
    WaitKind.NEWS: "a so it is  r not so",
    WaitKind.WHO: "1-9 that one  r none of them",
    WaitKind.ALIAS: "a yes  r never",
    WaitKind.CHANGED: "a strike the older  r keep both",
    WaitKind.DETAIL: "a yes  r never",
    WaitKind.NAME: "a make a page  r never  m merge",
}
_LIST = "a accept those with +  1-9 put one right  R reject all  c one by one  s leave  b back  u undo  ? help  q quit"
_LINE = "1-9 accept it so  r reject  a it is right  o owner  d date  e words  x done  s leave it"
_MOVES = "s skip  b back  u undo  ? help  q quit"
_NARROW = 64


def draw(
    console: "Console",
    shown: Shown,
    place: str,
    today: date,
    choices: Sequence[Choice] = (),
    said: str = "",
    others: Sequence[str] = (),
) -> None:
    """Print a card: where one is, what is proposed, what was said, the choices (``others``: how a digit accepts a task), what became of the last, the keys.

    Its lines are laid out here, in one go: a table is measured and drawn in 40 ms, this in 5.
    """
    from rich.text import Text

    item, width = shown.item, max(24, console.width - 1)
    above = [*_place(item, place, width), _plain(), *_proposal(item, today, width), _plain()]
    below = [line for n, choice in enumerate(choices[:9], 1) for line in _choice(n, choice, width)]
    below += _dim("   ".join(f"{n} {other}" for n, other in enumerate(others, 1)), width)
    below = [*([_plain(), *below] if below else []), _plain(), *_dim(said, width), *_keys(item.kind, choices, width)]
    room = max(4, console.height - len(above) - len(below) - 1) if console.is_terminal else 10_000
    lines = [*above, *_passages(shown, width, room), *below]
    console.print(Text("\n").join(lines), no_wrap=True, overflow="ignore", crop=False)


def draw_list(
    console: "Console",
    lines: "Sequence[Line]",
    at: int | None,
    place: str,
    today: date,
    others: Sequence[str] = (),
    said: str = "",
) -> None:
    """Print several things, each with its number and mark (``+`` stays, ``-`` goes) and, where there is room, the words it rests on; of a picked one what was said, ``others`` and its keys."""
    from rich.text import Text

    width = max(24, console.width - 1)
    height = console.height if console.is_terminal else 10_000
    titles = dict.fromkeys(" · ".join(filter(None, [printable(each.item.title), each.item.date])) for each in lines)
    head = _beside(_plain(f"{place}  ", "bold"), next(iter(titles)) if len(titles) == 1 else "", "dim", width)
    below = _dim("   ".join(f"{n} {other}" for n, other in enumerate(others, 1)), width) if at is not None else []
    below = [_plain(), *below, *_dim(said, width), *_spelled(_LIST if at is None else _LINE, width)]
    for full in (2, 1, 0):
        rows: list[Text] = []
        told = ""
        for n, each in enumerate(lines):
            title = " · ".join(filter(None, [printable(each.item.title), each.item.date]))
            rows += _dim(title, width) if len(titles) > 1 and title != told else []
            told = title
            rows += _row(n, each, today, width, full if at is None else 0, picked=n == at)
        if len(head) + len(rows) + len(below) + 2 <= height:
            break
    room = max(3, height - len(head) - len(rows) - len(below) - 3)
    passages = [_plain(), *_passages(lines[at].shown, width, room)] if at is not None else []
    text = Text("\n").join([*head, _plain(), *rows, *passages, *below])
    console.print(text, no_wrap=True, overflow="ignore", crop=False)


def _row(number: int, line: "Line", today: date, width: int, full: int, *, picked: bool) -> "list[Text]":
    """A line of a list in one line (``full`` 0), with its owner and day below (1), with the words it rests on, too (2)."""
    from rich.text import Text

    gone = line.mark != "+"
    style = "bold" if picked else "dim" if gone else ""
    label = _plain(f"{'>' if picked else ' '}{number + 1} {line.mark} ", "bold magenta" if picked else "magenta")
    details = _details(line.item, today)
    words = printable(line.item.words)
    if not full:
        most = max(12, width - label.cell_len - details.cell_len - 3)
        words = _cut(words, most).rstrip()
        return [Text.assemble(label, (words, style), (" · " if details.plain else "", "dim"), details)]
    rows = _beside(label, words, style, width)
    if details.plain:
        details.pad_left(label.cell_len)
        rows.append(details)
    heard = next((h for passage in line.shown.passages for h in passage.heard if h.lit), None)
    if full > 1 and heard is not None:
        quote = ": ".join(filter(None, [printable(heard.speaker or ""), printable(heard.text)]))
        rows.append(_plain(" " * label.cell_len + _cut(f"“{quote}”", width - label.cell_len).rstrip(), "dim italic"))
    return rows


def _plain(text: str = "", style: str = "") -> "Text":
    from rich.text import Text

    return Text(text, style)


def _wrapped(text: str, width: int) -> list[str]:
    """The text in lines of that many cells; wide characters count double."""
    from rich.cells import cell_len

    if cell_len(text) == len(text):
        return wrap(text, max(8, width)) or [""]
    return wrap(text, max(8, width * len(text) // max(1, cell_len(text)))) or [""]


def _beside(label: "Text", text: str, style: str, width: int) -> "list[Text]":
    """Text in lines beside a label, the next ones under its first word."""
    from rich.text import Text

    margin = label.cell_len
    first, *rest = _wrapped(text, width - margin)
    return [Text.assemble(label, (first, style)), *(_plain(" " * margin + line, style) for line in rest)]


def _place(item: Waiting, place: str, width: int) -> "list[Text]":
    where = " · ".join(filter(None, [printable(item.title), item.date]))
    return _beside(_plain(f"{place}  ", "bold"), where, "dim", width)


def _proposal(item: Waiting, today: date, width: int) -> "list[Text]":
    words = printable(item.words)
    if item.kind is WaitKind.NAME:
        words += f": a page for this {item.what}?"
    if item.kind is WaitKind.NEWS:
        words = f"{printable(item.news or '')}: {words}"
    label = _plain(f"{LABELS[item.kind]}  ", "bold magenta")
    lines = _beside(label, words, "bold", width)
    details = _details(item, today)
    if details.plain:
        details.pad_left(label.cell_len)
        lines.append(details)
    return lines


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
        parts.append(Text(f"{item.confidence:.0%} sure{f' ({item.learned})' if item.learned else ''}", style="dim"))
    if item.news and item.kind is WaitKind.TASK:
        parts.append(Text(f"since: {printable(item.news)}", style="yellow"))
    return Text(" · ").join(parts)


def _passages(shown: Shown, width: int, room: int) -> "list[Text]":
    """What was said, as much as there is room for: what is lit first."""
    several = len(shown.passages) > 1
    share = max(3, room // max(1, len(shown.passages)))
    lines: list[Text] = []
    for passage in shown.passages:
        lines += _dim(passage.title, width)[:1] if several else []
        lines += _fit(passage.heard, width, share - several)
    if not any(passage.heard for passage in shown.passages):
        lines += _dim("what it rests on is not there any more, or names no passage", width)
    return lines


def _fit(heard: Sequence[Heard], width: int, room: int) -> "list[Text]":
    """Blocks are left out, those farthest from what is lit first, until the rest has room."""
    drawn = _blocks(heard, width)
    lit = [n for n, line in enumerate(heard) if line.lit] or [0]
    first, last = 0, len(drawn)
    while sum(map(len, drawn[first:last])) > room and (first < lit[0] or last - 1 > lit[-1]):
        if lit[0] - first > last - 1 - lit[-1]:
            first += 1
        else:
            last -= 1
    return [line for block in drawn[first:last] for line in block]


def _blocks(heard: Sequence[Heard], width: int) -> "list[list[Text]]":
    """The lines of each block: mark, time, speaker, words."""
    from rich.text import Text

    narrow = width < _NARROW
    times = max((len(line.time or "") for line in heard), default=0)
    names = 0 if narrow else min(18, max((len(line.speaker or "") for line in heard), default=0))
    drawn: list[list[Text]] = []
    last: str | None = None
    for line in heard:
        speaker = "" if line.speaker == last else printable(line.speaker or "")
        last = line.speaker
        style, colour = ("bold", "cyan") if line.lit else ("dim", "dim cyan")
        label = Text.assemble(
            (_mark() if line.lit else " ", "bold yellow"), (f" {(line.time or '').rjust(times)} ", "dim")
        )
        words = printable(line.text)
        if narrow and speaker:
            words = f"{speaker}: {words}"
        elif names:
            label.append(f"{_cut(speaker, names)} ", colour)
        drawn.append(_beside(label, words, style, width))
    return drawn


def _cut(name: str, cells: int) -> str:
    from rich.cells import set_cell_size

    return set_cell_size(name if len(name) <= cells else f"{name[: cells - 1]}…", cells)


def _mark() -> str:
    return "▌" if printable("▌") == "▌" else ">"


def _choice(number: int, choice: Choice, width: int) -> "list[Text]":
    detail = f"  {printable(choice.detail)}" if choice.detail else ""
    return _beside(_plain(f" {number} ", "bold magenta"), printable(choice.words) + detail, "", width)


def _keys(kind: WaitKind, choices: Sequence[Choice], width: int) -> "list[Text]":
    numbers = "1-9 is that one  " if choices and kind is WaitKind.NAME else ""
    return _spelled(f"{_KEYS[kind]}  {numbers}{_MOVES}", width)


def _spelled(keys: str, width: int) -> "list[Text]":
    """The keys and what they do, none broken over two lines."""
    from rich.text import Text

    lines = [Text()]
    for name in keys.split("  "):
        key, _, what = name.partition(" ")
        if lines[-1].cell_len + len(name) > width:
            lines.append(Text())
        lines[-1].append(key, style="bold").append(f" {what}  ", style="dim")
    return lines


def _dim(text: str, width: int) -> "list[Text]":
    return [_plain(line, "dim") for line in _wrapped(printable(text), width)] if text else []
