"""Files on their way in and out of the Inbox: taken in from outside, set aside as failed, taken back for another try."""

import os
from pathlib import Path

from minutebook.errors import SourceError, UserError
from minutebook.flow.write import files
from minutebook.flow.write.layout import Layout
from minutebook.flow.write.stage import find_free
from minutebook.model.plan import ChangePlan, Edit, Move, RunKind
from minutebook.text import patterns as re

REASON = ".reason.txt"
"""Ending of the text that stands beside a failed source."""

_FROM = re.compile(r"^File: +(.+)$", re.MULTILINE)


def plan_set_aside(layout: Layout, path: str, failed: str, reason: str, next_step: str) -> ChangePlan:
    """Moves a source into the folder ``failed``, with the reason, its path and what to do in a text beside it."""
    name = path.rpartition("/")[2]
    target = _free_pair(layout, f"{failed}/{name}")
    text = f"{name} could not be taken into the vault.\n\nReason: {_one_line(reason)}\nNext: {_one_line(next_step)}\nFile: {path}\n"
    return ChangePlan(
        kind=RunKind.INGEST,
        title=f"{name} set aside",
        edits=(Edit(target + REASON, None, text.encode()),),
        moves=(Move(path, target, _hash(layout, path)),),
        log=(reason,),
    )


def plan_take_back(layout: Layout, path: str, inbox: str) -> ChangePlan:
    """Moves a failed source back to where it was, or into ``inbox`` where that is not known; its reason goes."""
    reason = files.read(layout.place(path + REASON))
    found = _FROM.search(reason.decode(errors="replace")) if reason is not None else None
    name = path.rpartition("/")[2]
    origin = found[1].strip() if found else ""
    if not origin.startswith(f"{inbox}/") or origin.rpartition("/")[0] == path.rpartition("/")[0]:
        origin = f"{inbox}/{name}"
    try:
        target = find_free(layout, origin)
    except UserError:
        target = find_free(layout, f"{inbox}/{name}")
    return ChangePlan(
        kind=RunKind.INGEST,
        title=f"{name} tried again",
        edits=() if reason is None else (Edit(path + REASON, reason, None),),
        moves=(Move(path, target, _hash(layout, path)),),
    )


def take_in(layout: Layout, outside: Path, inbox: str) -> str:
    """Copies a file into ``inbox`` under its own name or a free one; one that is there already, byte for byte, is not copied again."""
    try:
        real = outside.resolve(strict=True)
    except OSError as error:
        raise UserError(f"{outside} cannot be read ({error.strerror}); check the path") from error
    if real.is_relative_to(layout.root):
        return layout.relative(real)
    if not real.is_file():
        raise UserError(f"{outside} is not a file; name the files one by one")
    staged = layout.work / "taken"
    try:
        digest = files.copy(real, staged)
        wanted = f"{inbox}/{outside.name}"
        if files.hash_file(layout.entry(wanted)) == digest:
            staged.unlink()
            return wanted
        free = find_free(layout, wanted)
        files.move_new(staged, layout.entry(free))
        files.sync_directory(layout.entry(free).parent)
    except OSError as error:
        staged.unlink(missing_ok=True)
        raise SourceError(
            f"{outside} could not be copied into {inbox} ({error.strerror}); nothing was changed. Free space or check the permissions"
        ) from error
    return free


def _free_pair(layout: Layout, path: str) -> str:
    """A free name whose reason's name is free too."""
    taken: set[str] = set()
    while os.path.lexists(layout.entry((free := find_free(layout, path, taken)) + REASON)):
        taken.add(free)
    return free


def _hash(layout: Layout, path: str) -> str:
    try:
        digest = files.hash_file(layout.entry(path))
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}); check its permissions") from error
    if digest is None:
        raise UserError(f"{path} is not there; nothing was changed")
    return digest


def _one_line(text: str) -> str:
    return " ".join(text.split())
