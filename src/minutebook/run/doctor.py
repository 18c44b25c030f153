"""What could be wrong around a vault, looked at one thing after the other: fine, or what to do."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from time import perf_counter
from typing import Any

import msgspec

from minutebook import __version__
from minutebook.errors import MinutebookError, UserError
from minutebook.flow.extract.llm.contract import Prompt
from minutebook.flow.extract.llm.gateway.address import Address, find_address
from minutebook.flow.write import Writer
from minutebook.run.hear.models import find_model, model_places
from minutebook.run.keys import find_secret
from minutebook.run.layouts import KINDS, is_used, list_templates
from minutebook.run.session import index_path, open_store
from minutebook.settings import FILE_NAME, Settings, parse_settings
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields
from minutebook.vault.vault import Vault, find_vault

_TASKS_PLUGIN = ".obsidian/plugins/obsidian-tasks-plugin/data.json"
_EXTRAS = {
    "documents": ("presentations, workbooks, rich text", ("pptx", "openpyxl", "striprtf")),
    "llm": ("keys in the system's keyring", ("keyring",)),
    "audio": ("recordings", ("faster_whisper", "av")),
}


class State(StrEnum):
    FINE = "fine"
    HINT = "hint"
    """Works without, or is a matter of taste."""
    WRONG = "wrong"


class Finding(msgspec.Struct, frozen=True):
    """One thing looked at: what is so, and what to do where it is not fine."""

    about: str
    state: State
    said: str
    advice: str = ""


def examine(given: Path | None, current: Path, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Every check that applies here; without a vault those of the machine alone."""
    yield Finding("minutebook", State.FINE, f"{__version__}, Python {sys.version.split()[0]}")
    vault = None
    try:
        vault = find_vault(given, current, environment)
    except UserError as error:
        absent = str(error).startswith("no vault here")
        yield Finding(
            "vault", State.HINT if absent else State.WRONG, str(error), "" if absent else f"repair {FILE_NAME}"
        )
    settings = vault.settings if vault else parse_settings("", environment)
    if vault:
        yield from _examine_vault(vault)
        yield _examine_settings(settings)
        yield _examine_git(vault)
        yield from _examine_pages(vault)
        yield from _examine_templates(vault)
        yield from _examine_tasks(vault)
    yield _examine_engine(settings, environment)
    yield from _examine_extras()
    yield _examine_model(settings)


def _examine_vault(vault: Vault) -> Iterator[Finding]:
    root = vault.root
    if os.access(root, os.W_OK):
        yield Finding("vault", State.FINE, str(root))
    else:
        yield Finding("vault", State.WRONG, f"{root} cannot be written", "give yourself the right to write in it")
    inbox = vault.settings.folders.inbox
    if not (root / inbox).is_dir():
        yield Finding(
            "folders",
            State.WRONG,
            f"{inbox} is missing",
            "make it, or name another: minutebook config folders.inbox NAME",
        )
    if Writer(root).interrupted():
        yield Finding("runs", State.WRONG, "an earlier run was interrupted", "minutebook recover")
    waiting, failed = len(vault.inbox()), len(vault.failed())
    if failed:
        said = f"{waiting} waiting, {failed} set aside"
        yield Finding("inbox", State.HINT, said, f"read the reasons in {vault.settings.folders.inbox}/Failed")
    else:
        yield Finding("inbox", State.FINE, f"{waiting} waiting, none set aside")
    yield _examine_index(vault)


def _examine_index(vault: Vault) -> Finding:
    place = index_path(vault)
    folder = next(parent for parent in place.parents if parent.exists())
    if not os.access(folder, os.W_OK):
        return Finding(
            "index", State.WRONG, f"{folder} cannot be written", "give yourself the right, or set XDG_CACHE_HOME"
        )
    return Finding("index", State.FINE, str(place))


def _examine_pages(vault: Vault) -> Iterator[Finding]:
    """Pages of people, accounts, projects and forums whose properties nobody can read: no name, address or alias of theirs is known."""
    with open_store(vault) as store:
        paths = [page.path for page in store.pages() if page.path]
    for path in paths:
        try:
            read_fields((vault.read(path) or b"").decode("utf-8", "replace"))
        except BrokenFrontmatter as error:
            yield Finding(
                "pages", State.HINT, f"{path}: {error}", "repair its properties; until then only its name is known"
            )


def _examine_templates(vault: Vault) -> Iterator[Finding]:
    for path in list_templates(vault):
        if not is_used(path):
            advice = f"name it after what it lays out: {', '.join(f'{kind}.md' for kind in KINDS)}"
            yield Finding("templates", State.HINT, f"{path} is never used", advice)


def _examine_settings(settings: Settings) -> Finding:
    if not settings.me.name:
        return Finding(
            "settings",
            State.WRONG,
            "me.name is empty: nobody's tasks are yours",
            'minutebook config me.name "Your Name"',
        )
    if not settings.me.emails:
        return Finding(
            "settings",
            State.HINT,
            "me.emails is empty: your own mails are not known",
            "minutebook config me.emails you@example.org",
        )
    return Finding("settings", State.FINE, f"you are {settings.me.name}")


def _examine_git(vault: Vault) -> Finding:
    if not vault.settings.git:
        return Finding("git", State.FINE, "not used (git = false)")
    if not (vault.root / ".git").exists():
        return Finding("git", State.FINE, "the vault is no repository: nothing is committed")
    if shutil.which("git") is None:
        return Finding(
            "git",
            State.WRONG,
            "the vault is a repository, but git is not installed",
            "install git, or: minutebook config git false",
        )
    for key in ("user.name", "user.email"):
        asked = subprocess.run(
            ["git", "config", key], cwd=vault.root, capture_output=True, text=True, check=False, timeout=10
        )
        if asked.returncode:
            return Finding(
                "git", State.WRONG, f"git does not know your {key}: commits will fail", f"git config --global {key} …"
            )
    ignored = subprocess.run(
        ["git", "check-ignore", "-q", ".minutebook/x"], cwd=vault.root, capture_output=True, check=False, timeout=10
    )
    if ignored.returncode:
        return Finding(
            "git",
            State.HINT,
            "each batch is committed; .minutebook/ (this machine's undo store) is not ignored",
            "add .minutebook/ to .gitignore",
        )
    return Finding("git", State.FINE, "each batch is committed")


def _examine_tasks(vault: Vault) -> Iterator[Finding]:
    """The Tasks plugin's own settings: its global filter has to be our tag, and ``?`` no task of its own."""
    data = _read_plugin(vault)
    if data is None:
        yield Finding(
            "tasks plugin",
            State.HINT,
            "not installed: the dashboard's queries show as text",
            "install Tasks in Obsidian, if you use it",
        )
        return
    tag, wanted = data.get("globalFilter"), vault.settings.task_tag
    if tag and tag != wanted:
        yield Finding(
            "tasks plugin",
            State.WRONG,
            f"its global filter is {tag}, task_tag is {wanted}: it does not see the tasks",
            f"minutebook config task_tag '{tag}'",
        )
    else:
        yield Finding("tasks plugin", State.FINE, f"tasks carry {wanted}")
    symbols = {status.get("symbol"): status for status in _list_statuses(data)}
    unknown = [symbol for symbol in "?R" if symbol not in symbols]
    if unknown:
        yield Finding(
            "task statuses",
            State.HINT,
            f"not registered: {', '.join(f'[{s}]' for s in unknown)}; a click on [?] makes it done",
            "register ? as a non-task whose next is a space, in the plugin's settings",
        )
    else:
        yield Finding("task statuses", State.FINE, "proposed and rejected are registered")


def _read_plugin(vault: Vault) -> dict[str, Any] | None:
    try:
        data = json.loads(vault.read(_TASKS_PLUGIN) or b"null")
    except ValueError:
        return {}
    return data if isinstance(data, dict) else None


def _list_statuses(data: dict[str, Any]) -> list[dict[str, Any]]:
    settings = data.get("statusSettings")
    lists = settings.values() if isinstance(settings, dict) else ()
    return [status for each in lists if isinstance(each, list) for status in each if isinstance(status, dict)]


def _examine_engine(settings: Settings, environment: Mapping[str, str]) -> Finding:
    """The engine that reads sources; a model is asked one small thing, of which nothing is the user's."""
    name = settings.engine.removesuffix("+offline")
    if name == "offline":
        return Finding("engine", State.FINE, "offline: nothing leaves this machine")
    if name.startswith("imported:"):
        return Finding("engine", State.FINE, f"{name}: asked by hand (minutebook batch export)")
    try:
        address = find_address(name, environment)
        if address is None:
            return Finding("engine", State.WRONG, f"there is no engine {name!r}", "minutebook config engine offline")
        return _try_engine(address, settings, environment)
    except MinutebookError as error:
        return Finding("engine", State.WRONG, str(error), "check the name, the key and whether the server runs")


def _try_engine(address: Address, settings: Settings, environment: Mapping[str, str]) -> Finding:
    from minutebook.flow.extract.llm.gateway.ask import Gateway

    began = perf_counter()
    gateway = Gateway(address, find_secret(address, environment), settings.llm.window, min(settings.llm.timeout, 60.0))
    reply = gateway.ask(Prompt("Answer with the title Ready and nothing else.", "", "Ready.", "doctor"))
    where = "on this machine" if address.local else f"sources go to {address.host}"
    took = f"{reply.tokens.sent} tokens sent, {reply.tokens.received} received, {perf_counter() - began:.1f} s"
    if "{" not in reply.text:
        return Finding(
            "engine", State.WRONG, f"{address.name} does not answer in JSON ({took})", "choose another model"
        )
    return Finding("engine", State.FINE, f"{address.name} answers ({where}; {took})")


def _examine_extras() -> Iterator[Finding]:
    for extra, (what, libraries) in _EXTRAS.items():
        if all(find_spec(library) for library in libraries):
            yield Finding(f"extra {extra}", State.FINE, f"{what} can be read")
        else:
            yield Finding(f"extra {extra}", State.HINT, f"{what} cannot be read", f"pip install 'minutebook[{extra}]'")


def _examine_model(settings: Settings) -> Finding:
    model = find_model(settings.audio.model, model_places())
    if model:
        return Finding("speech model", State.FINE, str(model))
    if settings.audio.model:
        return Finding(
            "speech model",
            State.WRONG,
            f"{settings.audio.model!r} is not on this machine",
            "name another, or its folder: minutebook config audio.model DIR",
        )
    return Finding(
        "speech model",
        State.HINT,
        "none found: recordings wait in the Inbox",
        "put a faster-whisper model on this machine and name its folder: minutebook config audio.model DIR",
    )
