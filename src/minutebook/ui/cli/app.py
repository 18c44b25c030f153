"""The commands and where each is; a command's module is imported when it is called."""

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

_HELP = """\
Meeting transcripts become typed, cross-linked notes in your own Obsidian vault.

Drop transcripts into Inbox/, run `minutebook ingest`, read the notes, tick what you accept. Without a command: what waits.
"""

app = App(name="minutebook", help=_HELP, version_flags=[])
for _name, _where in {
    "init": "init:init",
    "demo": "demo:demo",
    "ingest": "ingest:ingest",
    "extract": "read:extract",
    "plan": "read:plan",
    "accept": "triage:accept",
    "reject": "triage:reject",
    "speakers": "speakers:speakers",
    "runs": "history:runs",
    "show": "history:show",
    "undo": "history:undo",
    "recover": "history:recover",
    "eval": "evaluate:evaluate",
}.items():
    app.command(f"minutebook.ui.cli.{_where}", name=_name)


def run(words: Sequence[str]) -> int:
    """Run the command that ``words`` name; its return value is the exit code."""
    try:
        result = app(words, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        print(f"minutebook: {_plain(error)}\nSee: minutebook {_named(words)}--help", file=sys.stderr)
        return 2
    return result if isinstance(result, int) else 0


def _plain(error: CycloptsError) -> str:
    return str(error).strip()


def _named(words: Sequence[str]) -> str:
    return f"{words[0]} " if words and words[0] in {*app} else ""
