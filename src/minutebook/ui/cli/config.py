"""``minutebook config``: settings shown, one of them set."""

from typing import Annotated, Any

from cyclopts import Parameter

from minutebook.errors import UserError
from minutebook.run.configure import list_settings, set_setting
from minutebook.ui.cli.options import Json, VaultDir, here, here_if_any
from minutebook.ui.cli.output import print_json, say


def config(
    key: Annotated[str | None, Parameter(help="Such as me.name; without it, all are shown.")] = None,
    value: Annotated[str | None, Parameter(help="Set the key to this in minutebook.toml.")] = None,
    /,
    *,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Show the settings with where each comes from, or set one; nothing else in the file changes."""
    if key is not None and value is not None:
        shown = [set_setting(here(vault), key, value)]
    else:
        shown = [setting for setting in list_settings(here_if_any(vault)) if key in (None, setting.key)]
        if not shown:
            raise UserError(f"there is no setting {key!r}; minutebook config lists them all")
    if json:
        print_json(shown)
        return 0
    width = max(len(setting.key) for setting in shown)
    for setting in shown:
        say(f"{setting.key:{width}}  {_spell(setting.value)}  ({setting.source})")
    return 0


def _spell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "–"
    return "–" if value in (None, "") else str(value)
