"""Making a folder a vault of ours, and the sample vault. No existing file is changed."""

import json
import re
from collections.abc import Sequence
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from uuid import uuid4

from minutebook.errors import UserError
from minutebook.flow.outputs.dashboard import TASKS_PATH, tasks_file
from minutebook.flow.write import Writer
from minutebook.model.plan import ChangePlan, Edit, RunKind
from minutebook.run.session import Clock, system_clock
from minutebook.settings import FILE_NAME, Folders, Settings, parse_settings
from minutebook.text.toml import quote

_TASKS_PLUGIN = ".obsidian/plugins/obsidian-tasks-plugin/data.json"
_ALSO_CALLED = {
    "people": ("contacts", "persons", "person", "kontakte", "personen", "personnes", "personas"),
    "accounts": ("clients", "customers", "companies", "organisations", "organizations", "kunden", "firmen", "clientes"),
    "projects": ("project", "projekte", "projets", "proyectos"),
}
"""What vaults call the folders of people, accounts and projects, folded."""
_SETTINGS = """\
# Settings of this vault; every key is optional. docs/reference.md of the project lists them all.
version = 1
vault_id = "{vault_id}"
{timezone}{page}{task_tag}
[me]
name = {name}
emails = [{emails}]
{organisation}{folders}"""


def init_vault(
    root: Path,
    *,
    name: str = "",
    emails: Sequence[str] = (),
    organisation: str | None = None,
    timezone: str | None = None,
    clock: Clock = system_clock,
) -> tuple[str, ...]:
    """Make ``root`` a vault, or adopt the one that is there; returns what was made. Raises UserError where it is one already."""
    if (root / FILE_NAME).exists():
        raise UserError(f"{root} is a minutebook vault already; its settings are in {FILE_NAME}")
    text = _SETTINGS.format(
        vault_id=uuid4(),
        timezone=f"timezone = {quote(timezone)}\n" if timezone else "",
        page=_page(root),
        task_tag=_task_tag(root),
        name=quote(name),
        emails=", ".join(map(quote, emails)),
        organisation=f"organisation = {quote(organisation)}\n" if organisation else "",
        folders=_folders(root),
    )
    parse_settings(text)
    return set_up(root, {FILE_NAME: text.encode()}, clock)


def _page(root: Path) -> str:
    """The line that names the pages' files, where the vault's own are called ``README.md`` instead of as their folders."""
    folders = Folders()
    kinds = (folders.people, folders.accounts, folders.projects, folders.forums)
    pages = [path for kind in kinds for path in (root / kind).glob("*/*.md")]
    readme = sum(path.name == "README.md" for path in pages)
    return 'page = "README.md"\n' if readme > sum(path.stem == path.parent.name for path in pages) else ""


def _folders(root: Path) -> str:
    """The lines that set folders which are not the usual ones, as the vault has them already."""
    lines = "".join(f"{key} = {quote(name)}\n" for key, name in (_set_apart(root) | _called_otherwise(root)).items())
    return f"\n[folders]\n{lines}" if lines else ""


def _set_apart(root: Path) -> dict[str, str]:
    """Another inbox and other sources, where the vault has notes of its own in a folder of that name: they stay notes."""
    wanted = {"inbox": Folders().inbox, "sources": Folders().sources}
    return {key: f"Minutebook {name}" for key, name in wanted.items() if next((root / name).rglob("*.md"), None)}


def _called_otherwise(root: Path) -> dict[str, str]:
    """The vault's own folder of people, accounts or projects, where it is called otherwise and the only one: "Clients"."""
    there = {path.name.casefold(): path.name for path in root.iterdir() if path.is_dir()} if root.is_dir() else {}
    found = {}
    for key, names in _ALSO_CALLED.items():
        standing = [there[name] for name in names if name in there and next((root / there[name]).rglob("*.md"), None)]
        if getattr(Folders(), key).casefold() not in there and len(standing) == 1:
            found[key] = standing[0]
    return found


def _task_tag(root: Path) -> str:
    """The line that sets the tag by which the vault's Tasks plugin knows a task, where it is another than ours."""
    try:
        plugin = json.loads((root / _TASKS_PLUGIN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    tag = plugin.get("globalFilter") if isinstance(plugin, dict) else None
    if not isinstance(tag, str) or not re.fullmatch(r"#[^\s#]+", tag) or tag == Settings().task_tag:
        return ""
    return f"task_tag = {quote(tag)}\n"


def set_up(root: Path, contents: dict[str, bytes], clock: Clock = system_clock) -> tuple[str, ...]:
    """Write these files, the dashboard and the folders, where they are missing; returns the paths that were made."""
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{root} cannot be made ({error.strerror}); choose another folder") from error
    folders = _folders_of(contents)
    wanted = (
        folders.inbox,
        folders.people,
        folders.accounts,
        folders.projects,
        folders.forums,
        folders.journal,
        folders.sources,
    )
    contents = {**contents, TASKS_PATH: tasks_file(folders).text.encode()}
    writer = Writer(root)
    with writer.hold():
        now = clock()
        writer.recover()
        made = tuple(f"{path}/" for path in wanted if not (root / path).exists())
        writer.make_folders(wanted)  # first: without settings they are only empty folders, and init can be run again
        missing = {path: data for path, data in contents.items() if not (root / path).exists()}
        edits = tuple(Edit(path, None, data) for path, data in sorted(missing.items()))
        plan = ChangePlan(kind=RunKind.INIT, title="set up the vault", edits=edits)
        if edits:
            writer.apply(plan, f"{now:%Y%m%dT%H%M%S%f}", now)
    return (*missing, *made)


def make_sample(root: Path, clock: Clock = system_clock) -> None:
    """The sample vault, its inbox filled. Raises UserError where the folder holds anything."""
    if root.exists() and any(root.iterdir()):
        raise UserError(f"{root} is not empty; remove it, or name another folder: minutebook demo DIR")
    sample = files("minutebook") / "sample"
    contents = dict(_read_tree(sample / "vault")) | {
        f"Inbox/{path}": data for path, data in _read_tree(sample / "inbox")
    }
    set_up(root, contents, clock)


def _read_tree(folder: Traversable, prefix: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        if item.is_dir():
            found += _read_tree(item, f"{prefix}{item.name}/")
        else:
            found.append((prefix + item.name, item.read_bytes()))
    return found


def _folders_of(contents: dict[str, bytes]) -> Folders:
    return parse_settings(contents.get(FILE_NAME, b"").decode()).folders
