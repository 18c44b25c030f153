"""Progress of long work: a bar with rate and remaining time on a terminal, plain lines elsewhere, none for programs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from minutebook.flow.outputs.rendering import format_clock
from minutebook.ui.cli.output import note, printable

Step = Callable[[str], None]


@contextmanager
def show_progress(total: int, *, silent: bool) -> Iterator[Step]:
    """A function to call with the name of each thing that is done."""
    if silent or total == 0:
        yield lambda _: None
    elif sys.stderr.isatty() and total > 1:
        with _bar(total) as step:
            yield step
    else:
        yield _lines(total)


def _lines(total: int) -> Step:
    done = 0

    def step(name: str) -> None:
        nonlocal done
        done += 1
        note(f"[{done}/{total}] {name}")

    return step


@contextmanager
def _bar(total: int) -> Iterator[Step]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=total, rate="")

        def step(name: str) -> None:
            speed = progress.tasks[0].speed
            progress.update(
                task, advance=1, description=printable(name).replace("[", r"\["), rate=f"{speed:.1f}/s" if speed else ""
            )

        yield step


def show_listening(*, silent: bool) -> Callable[[str, float, float], None]:
    """A function that says how much of a recording was heard: a line for each tenth of it."""
    told: dict[str, int] = {}

    def step(name: str, heard: float, seconds: float) -> None:
        tenth = min(9, int(10 * heard / max(seconds, 0.1)))
        if not silent and told.get(name) != tenth:
            told[name] = tenth
            note(f"hearing {name}: {format_clock(heard)} of {format_clock(seconds)}")

    return step
