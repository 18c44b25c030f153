"""``minutebook demo``: the sample vault, ingested."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from minutebook.run.engines import choose_engine
from minutebook.run.ingest import gather, ingest
from minutebook.run.pipeline import Options
from minutebook.run.session import open_session
from minutebook.run.start import make_sample
from minutebook.ui.cli.output import note
from minutebook.ui.cli.progress import show_progress
from minutebook.vault.vault import Vault


def demo(folder: Annotated[Path, Parameter(help="A new or empty folder.")] = Path("minutebook-demo")) -> int:
    """Write a sample vault with a sample inbox, ingest it, and say what to look at."""
    root = folder.expanduser().resolve()
    make_sample(root)
    vault = Vault(root)
    with open_session(vault) as session:
        files = gather(session, vault, (), retry=False)
        with show_progress(len(files), silent=False) as step:
            done = ingest(session, files, choose_engine("offline"), Options(), progress=step)
        session.commit("minutebook: the sample inbox")
    for one in done:
        if one.failure:
            note(f"{one.path}: {one.failure}")
    print(f"\nA sample vault is in {folder}/ with {len(files)} meetings and mails read:\n")
    for filed in (f for one in done for f in one.filed):
        print(f"  {filed.note or filed.said}")
    print(
        "\nOpen the folder as a vault in Obsidian, or any of these in an editor:\n"
        "  a note above        each item ends in a link to its passage in the transcript\n"
        "  Tasks.md            what was promised, by whom (with the Tasks plugin)\n"
        "  Review.md           names that wait for a page\n"
        "  People/…            pages with a line for each meeting\n"
        "  Outbox/…            a reply to finish, an appointment to send\n"
        f"\nThen try, inside {folder}/ (the command stands in {Path(sys.executable).parent} where it is not on your PATH):\n"
        "  minutebook              what waits\n"
        "  minutebook show         what the last run changed, and why\n"
        "  minutebook review       decide what is proposed, one key each\n"
        "  minutebook brief Rosalind   what to know before you meet her\n"
        "  minutebook undo         take it back"
    )
    return 1 if any(one.failure for one in done) else 0
