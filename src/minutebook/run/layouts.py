"""The user's own templates, in the vault: ``Minutebook/templates/person.md`` and so on."""

from minutebook.errors import UserError
from minutebook.flow.outputs.template import Layout
from minutebook.model.entity import EntityType
from minutebook.run.session import Desk
from minutebook.vault.vault import Folder

TEMPLATES = "Minutebook/templates"


KINDS = (*EntityType, "note")


def find_layout(desk: Desk, kind: str) -> Layout | None:
    """The template of a kind of page, or of a ``note``; None where there is none. Raises UserError for one that is no text."""
    path = next((path for path in list_templates(desk.folder) if _kind(path) == kind), None)
    data = desk.folder.read(path) if path else None
    if path is None or data is None:
        return None
    try:
        return Layout(path, data.decode("utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text; save it as such, or delete the file") from error


def list_templates(folder: Folder) -> list[str]:
    """The files of the folder of templates, in whatever case it is written."""
    wanted = f"{TEMPLATES}/".casefold()
    return sorted(e.path for e in folder.entries() if e.path.casefold().startswith(wanted))


def is_used(path: str) -> bool:
    """Whether a template's name is one that is looked for."""
    return _kind(path) in KINDS


def _kind(path: str) -> str:
    return path[len(TEMPLATES) + 1 :].casefold().removesuffix(".md")
