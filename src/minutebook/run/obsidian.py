"""Setting up Obsidian for this vault: a plan that a person looks at first, and a run that can be undone."""

from datetime import UTC

import msgspec

from minutebook.errors import UserError
from minutebook.flow.outputs.obsidian import COPY_PATH, PLUGIN, SETTINGS_PATH, base_files, register_statuses
from minutebook.flow.plan import make_plan
from minutebook.model.change import Change, NewFile, WholeFile
from minutebook.model.plan import ChangePlan, RunKind
from minutebook.run.session import Desk


class Prepared(msgspec.Struct, frozen=True):
    """What would be set up, and what has to be known first."""

    plan: ChangePlan
    said: tuple[str, ...]
    notes: tuple[str, ...]


def prepare_obsidian(desk: Desk) -> Prepared:
    """The statuses registered and the views written, where they are missing; what the user made of them stays.

    Raises UserError where the plugin's settings cannot be read.
    """
    changes: list[Change] = []
    said: list[str] = []
    notes: list[str] = []
    if any(desk.folder.read(f"{PLUGIN}/{name}") is not None for name in ("manifest.json", "main.js", "data.json")):
        data = desk.folder.read(SETTINGS_PATH)
        text = None if data is None else _decode(data)
        registered, told = register_statuses(text)
        said += told
        if told and text is None:
            changes.append(NewFile(SETTINGS_PATH, registered))
        elif told:
            changes.append(WholeFile(SETTINGS_PATH, registered))
            changes.append(WholeFile(COPY_PATH, text or ""))
            said.append(f"the settings as they were are kept in {COPY_PATH}")
    else:
        notes.append(
            "the Tasks plugin is not installed in this vault: in Obsidian, Settings > Community plugins > Browse > Tasks;"
            " then run this again, so that one click accepts a proposal"
        )
    for base in base_files(desk.settings.folders):
        if desk.folder.read(base.path) is None:
            changes.append(base)
            said.append(
                f"{base.path}: views of {'people, accounts, projects, forums' if 'People' in base.path else 'notes'}"
            )
    at = desk.now.astimezone(UTC).isoformat()
    plan = make_plan(RunKind.SETTINGS, "Obsidian set up", None, changes, desk.folder.read, at=at, log=said)
    return Prepared(plan, tuple(said), tuple(notes))


def _decode(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise UserError(f"{SETTINGS_PATH} is not UTF-8; let the plugin write it anew") from error
