"""Settings shown with where each comes from, and one of them set; the file's other bytes stay."""

import os
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from minutebook.errors import UserError
from minutebook.flow.write import Writer
from minutebook.model.plan import ChangePlan, Edit, RunKind
from minutebook.run.engines import Asking, choose_engine
from minutebook.run.session import Clock, system_clock
from minutebook.settings import FILE_NAME, FROM_ENVIRONMENT, parse_settings
from minutebook.text.toml import CannotSet, quote, set_key
from minutebook.vault.vault import Vault

_TRUTH = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}


class Setting(msgspec.Struct, frozen=True):
    """One key, dotted where it stands in a table; ``source``: default, minutebook.toml, or the environment's variable."""

    key: str
    value: Any
    source: str


def list_settings(vault: Vault | None, environment: Mapping[str, str] = os.environ) -> Iterator[Setting]:
    """Every setting as it counts now."""
    text = (vault.read(FILE_NAME) or b"").decode("utf-8", "replace") if vault else ""
    written = tomllib.loads(text.removeprefix("\ufeff"))
    yield from _list(parse_settings(text, environment), written, "", environment)


def _list(
    struct: msgspec.Struct, written: Mapping[str, Any], prefix: str, environment: Mapping[str, str]
) -> Iterator[Setting]:
    tables = []
    for name in struct.__struct_fields__:
        value = getattr(struct, name)
        if isinstance(value, msgspec.Struct):
            tables.append((name, value))
            continue
        variable = f"MINUTEBOOK_{name.upper()}"
        if not prefix and name in FROM_ENVIRONMENT and environment.get(variable):
            source = variable
        else:
            source = FILE_NAME if name in written else "default"
        yield Setting(prefix + name, value, source)
    for name, table in tables:
        inside = written.get(name, {})
        yield from _list(table, inside if isinstance(inside, Mapping) else {}, f"{prefix}{name}.", environment)


def set_setting(vault: Vault, key: str, value: str, clock: Clock = system_clock) -> Setting:
    """Set one key in ``minutebook.toml``. Raises UserError where the key or the value is none, or its place is unclear."""
    standing = {setting.key: setting for setting in list_settings(vault, {})}
    if key not in standing:
        raise UserError(f"there is no setting {key!r}; minutebook config lists them all")
    if key in ("version", "vault_id"):
        raise UserError(f"{key} is minutebook's own and is not set by hand")
    if key == "engine":
        choose_engine(value, vault, Asking(spend=False))
    table, _, name = key.rpartition(".")
    before = vault.read(FILE_NAME)
    try:
        text = set_key((before or b"").decode("utf-8"), table, name, _to_toml(key, value, standing[key].value))
    except CannotSet as error:
        raise UserError(f"{FILE_NAME}: where {key} stands could not be made out ({error}); set it by hand") from error
    parse_settings(text)
    after = text.encode()
    if after != before:
        writer = Writer(vault.root)
        with writer.hold():
            now = clock()
            writer.recover()
            plan = ChangePlan(kind=RunKind.SETTINGS, title=f"{key} = {value}", edits=(Edit(FILE_NAME, before, after),))
            writer.apply(plan, f"{now:%Y%m%dT%H%M%S%f}", now)
    return next(setting for setting in list_settings(Vault(vault.root), {}) if setting.key == key)


def _to_toml(key: str, value: str, standing: Any) -> str:
    """What was typed, as TOML: a list may be given with commas, a word needs no quotes."""
    if isinstance(standing, tuple):
        if value.lstrip().startswith("["):
            return value
        return f"[{', '.join(quote(part.strip()) for part in value.split(',') if part.strip())}]"
    if isinstance(standing, bool):
        if (said := _TRUTH.get(value.lower())) is None:
            raise UserError(f"{key} is true or false, not {value!r}")
        return said
    if isinstance(standing, (int, float)):
        return value
    quoted = len(value) > 1 and value[0] == value[-1] == '"'
    return value if quoted else quote(value)
