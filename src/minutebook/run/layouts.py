"""The user's own templates, in the vault: ``Minutebook/templates/person.md`` and so on."""

from minutebook.errors import UserError
from minutebook.flow.outputs.template import Layout
from minutebook.run.session import Desk

TEMPLATES = "Minutebook/templates"


def find_layout(desk: Desk, kind: str) -> Layout | None:
    """The template of a kind of page, or of a ``note``; None where there is none. Raises UserError for one that is no text."""
    path = f"{TEMPLATES}/{kind}.md"
    data = desk.folder.read(path)
    try:
        return None if data is None else Layout(path, data.decode("utf-8").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not UTF-8 text; save it as such, or delete the file") from error
