"""The vault as plans would leave it: what a dry run reads instead of writing."""

from collections.abc import Iterator
from itertools import count

from minutebook.model.plan import ChangePlan
from minutebook.vault.vault import Entry, Folder

_stamps = count(1)


class Overlay:
    """A folder with plans laid over it in memory."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._laid: dict[str, bytes | None] = {}
        self._stamps: dict[str, int] = {}

    def put(self, path: str, content: bytes | None, mtime_ns: int | None = None) -> None:
        """Lay one file over the folder; None takes it away. Without a time of its own it gets one that no file has."""
        self._laid[path] = content
        self._stamps[path] = -next(_stamps) if mtime_ns is None else mtime_ns

    def lay(self, plan: ChangePlan) -> None:
        """Apply a plan in memory."""
        for edit in plan.edits:
            self.put(edit.path, edit.after)
        for move in plan.moves:
            moved = self.entry(move.source)
            self.put(move.target, self.read(move.source), moved.mtime_ns if moved else None)
            self.put(move.source, None)

    def entries(self) -> Iterator[Entry]:
        for entry in self._folder.entries():
            if entry.path not in self._laid:
                yield entry
        for path, content in self._laid.items():
            if content is not None:
                yield Entry(path, len(content), self._stamps[path])

    def entry(self, path: str) -> Entry | None:
        if path not in self._laid:
            return self._folder.entry(path)
        content = self._laid[path]
        return None if content is None else Entry(path, len(content), self._stamps[path])

    def read(self, path: str) -> bytes | None:
        return self._laid[path] if path in self._laid else self._folder.read(path)
