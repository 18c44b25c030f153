"""The commands and where each is; a command's module is imported when it is called."""

import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError, UnusedCliTokensError

_HELP = """\
Meeting transcripts become typed, cross-linked notes in your own Obsidian vault.

Drop transcripts into Inbox/, run `minutebook ingest`, read the notes, tick what you accept. Without a command: what waits.
"""

app = App(name="minutebook", help=_HELP, version_flags=[])
for _name, _where, _help in (
    ("init", "init:init", "Make a vault, or adopt an existing one."),
    ("demo", "demo:demo", "Write a sample vault and ingest its inbox."),
    ("ingest", "ingest:ingest", "Turn what waits in the Inbox into notes."),
    ("watch", "watch:watch", "Ingest what arrives, until Ctrl-C."),
    ("extract", "read:extract", "Say what is understood of one file."),
    ("plan", "read:plan", "Print the changes that one file would make."),
    ("tasks", "tasks:app", "What you owe and are owed; tick off, postpone, assign."),
    ("brief", "brief:brief", "What to know before meeting someone."),
    ("digest", "digest:digest", "The last day or week on one page."),
    ("search", "search:search", "Find words in notes and sources."),
    ("ask", "ask:ask", "Ask the book: an answer with its passages."),
    ("review", "review:review", "Decide what waits, one key each."),
    ("accept", "triage:accept", "Accept proposed tasks; give proposed names their pages."),
    ("reject", "triage:reject", "Reject proposed tasks; never ask about names again."),
    ("learned", "learned:learned", "What your decisions taught this vault; forget it."),
    ("edit", "triage:edit", "Change a task's words, owner, day or priority."),
    ("serve", "serve:serve", "The book in the browser, on this machine only."),
    ("people", "entities:people", "List, rename, merge, split people."),
    ("accounts", "entities:accounts", "The same for customers and partners."),
    ("projects", "entities:projects", "The same for projects."),
    ("forums", "entities:forums", "The same for recurring meetings."),
    ("glossary", "glossary:app", "What abbreviations stand for."),
    ("enrich", "enrich:enrich", "Ask what all sources together say of somebody."),
    ("speakers", "speakers:speakers", "Say who spoke in a source."),
    ("reply", "outbox:reply", "Draft the reply to a mail, or the recap of a meeting."),
    ("invite", "outbox:invite", "Draft the calendar entry of a time that a source names."),
    ("runs", "history:runs", "List what was done."),
    ("show", "history:show", "Print what a run changed."),
    ("undo", "history:undo", "Take back exactly one run."),
    ("recover", "history:recover", "Finish or take back an interrupted run."),
    ("obsidian", "obsidian:obsidian", "Let one click accept a proposal in Obsidian; write views."),
    ("batch", "batch:app", "Ask a model by hand, or by a provider's batch service."),
    ("config", "config:config", "Show the settings, or set one."),
    ("doctor", "doctor:doctor", "Check settings, vault, extras, models, git, Obsidian."),
    ("costs", "costs:costs", "What language models took."),
    ("eval", "evaluate:evaluate", "Run an engine over gold cases."),
):
    app.command(f"minutebook.ui.cli.{_where}", name=_name, help=_help)


def run(words: Sequence[str]) -> int:
    """Run the command that ``words`` name; its return value is the exit code."""
    try:
        result = app(words, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        print(f"minutebook: {_plain(error)}\nSee: minutebook {_named(words)}--help", file=sys.stderr)
        return 2
    return result if isinstance(result, int) else 0


def _plain(error: CycloptsError) -> str:
    if isinstance(error, UnusedCliTokensError) and error.unused_tokens:
        return (
            f"{' '.join(map(repr, error.unused_tokens))} is one word too many here; words with spaces go between quotes"
        )
    return str(error).strip()


def _named(words: Sequence[str]) -> str:
    return f"{words[0]} " if words and words[0] in {*app} else ""
