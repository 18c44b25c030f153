"""A brief or a digest on the terminal: numbered sources below; piped, it is Markdown with links."""

from typing import TYPE_CHECKING

from minutebook.model.book import Line, Report
from minutebook.text.escape import escape_inline
from minutebook.ui.cli.output import is_piped, make_console, printable, say

if TYPE_CHECKING:
    from rich.console import Console

_STYLES = {"To raise": "bold yellow", "Overdue": "bold red"}


def print_report(report: Report) -> None:
    """Print it for whoever reads: a person at a terminal, or a file."""
    if is_piped():
        say(as_markdown(report))
    else:
        _print(report, make_console())


def as_markdown(report: Report) -> str:
    """The report as a note would have it."""
    parts = [f"# {report.title}", *([report.said] if report.said else [])]
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
    for section in report.sections:
        console.print()
        console.print(Text(section.title, style=_STYLES.get(section.title, "bold")))
        table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column(width=1)
        table.add_column(overflow="fold")
        for line in section.lines:
            note, _, place = line.link.strip("[]").partition("#")
            number = numbers.setdefault(note.partition("|")[0], len(numbers) + 1)
            at = place.partition("|")[2]
            words = Text(printable(line.text))
            words.append(f"  [{number}{f' {printable(at)}' if ':' in at or '§' in at else ''}]", style="dim")
            table.add_row("·", words)
        console.print(table)
    if numbers:
        console.print()
        for note, number in numbers.items():
            console.print(Text(f"[{number}] {printable(note)}", style="dim"))
