"""``minutebook init``: make or adopt a vault."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from minutebook.flow.outputs.dashboard import TASKS_PATH
from minutebook.run.start import init_vault
from minutebook.settings import Folders
from minutebook.ui.cli.output import note
from minutebook.vault.vault import Vault


def init(
    folder: Annotated[Path, Parameter(help="The vault's folder.")] = Path(),
    *,
    name: Annotated[str, Parameter(help="Your full name, as others say it in meetings.")] = "",
    email: Annotated[tuple[str, ...], Parameter(help="Your address; may be given several times.", negative=())] = (),
    organisation: Annotated[str | None, Parameter(help="Your own organisation.")] = None,
    timezone: Annotated[str | None, Parameter(help="Such as Europe/Berlin; else the machine's.")] = None,
) -> int:
    """Make a vault, or adopt an existing one. No note is touched."""
    root = folder.expanduser().resolve()
    mine = (root / TASKS_PATH).exists()
    made = init_vault(root, name=name, emails=email, organisation=organisation, timezone=timezone)
    print(f"{root} is a minutebook vault now. Made: {', '.join(made)}")
    if not name:
        note('Say who you are, so that your tasks are yours: name = "…" under [me] in minutebook.toml.')
    if not email:
        note('Mails are answered from your address: emails = ["…"] under [me] in minutebook.toml, or init --email.')
    if mine:
        note(f"{TASKS_PATH} is yours and stays as it is; the dashboard of tasks is not written.")
    inbox = Vault(root).settings.folders.inbox
    if inbox != Folders().inbox:
        note(f"{Folders().inbox}/ holds notes of yours and stays yours: what is to be read goes into {inbox}/.")
    print(f"Next: drop transcripts into {inbox}/ and run `minutebook ingest --dry-run`.")
    return 0
