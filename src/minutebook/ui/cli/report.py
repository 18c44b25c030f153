"""A brief or a digest on the terminal: numbered sources below; piped, it is Markdown with links."""

from typing import TYPE_CHECKING

from minutebook.model.book import Line, Report
from minutebook.run.describe import describe_call
from minutebook.text.escape import escape_inline
from minutebook.ui.cli.output import is_piped, make_console, note, printable, say

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from minutebook.run.prose import Prose

_STYLES = {"To raise": "bold yellow", "Overdue": "bold red"}


def print_report(report: Report) -> None:
    """Print it for whoever reads: a person at a terminal, or a file."""
    if is_piped():
        say(as_markdown(report))
    else:
        _print(report, make_console())


def tell_prose(prose: "Prose", without: str, unshown: str) -> None:
    """What became of asking a model, on standard error: why it wrote nothing, what was left out, what was sent where."""
    if prose.problem:
        note(f"{without}: {prose.problem}")
    for said in prose.reply.dropped:
        note(f"left out, because {unshown}: {said}")
    for call in prose.reply.sent:
        note(describe_call(call))


def as_markdown(report: Report) -> str:
    """The report as a note would have it."""
    parts = [f"# {report.title}", *([report.said] if report.said else [])]
    if report.told:
        parts.append(" ".join(f"{escape_inline(told.text)} {' '.join(told.links)}" for told in report.told))
    for section in report.sections:
        lines = "\n".join(f"- {escape_inline(_dated(line) + line.text)} {line.link}".rstrip() for line in section.lines)
        parts.append(f"## {section.title}\n\n{lines}")
    return "\n\n".join(parts)


def _dated(line: Line) -> str:
    return f"{line.day} " if line.day and line.day not in line.text else ""


def _print(report: Report, console: "Console") -> None:
    from rich.table import Table
    from rich.text import Text

    numbers: dict[str, int] = {}
    console.print(Text(printable(report.title), style="bold"))
    if report.said:
        console.print(Text(printable(report.said), style="dim"))
    if report.told:
        console.print()
        console.print(_prose(report, numbers))
    for section in report.sections:
        console.print()
        console.print(Text(section.title, style=_STYLES.get(section.title, "bold")))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column(width=1)
        table.add_column(overflow="fold")
        for line in section.lines:
            words = Text(printable(line.text))
            words.append(f"  {_cite(line.link, numbers)}", style="dim")
            table.add_row("·", words)
        console.print(table)
    if numbers:
        console.print()
        for note, number in numbers.items():
            console.print(Text(f"[{number}] {printable(note)}", style="dim"))


def _prose(report: Report, numbers: dict[str, int]) -> "Text":
    """The sentences one after the other, each with the numbers of its sources."""
    from rich.text import Text

    prose = Text()
    for told in report.told:
        cited = "".join(dict.fromkeys(_cite(link, numbers) for link in told.links))
        prose.append(f"{printable(told.text)} ").append(f"{cited} ", style="dim")
    return prose


def _cite(link: str, numbers: dict[str, int]) -> str:
    """The number of a link's note, and the place in a recording."""
    note, _, place = link.strip("[]").partition("#")
    number = numbers.setdefault(note.partition("|")[0], len(numbers) + 1)
    at = place.partition("|")[2]
    return f"[{number}{f' {printable(at)}' if ':' in at or '§' in at else ''}]"
