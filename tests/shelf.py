"""A vault in memory: plans are made against it and laid over it; each plan is made twice, which must change nothing more."""

import msgspec

from minutebook.flow.plan import make_plan
from minutebook.model.plan import RunKind
from minutebook.model.record import AnyRecord, EntityRecord, LineRecord

AT = "2026-03-12T10:00:00Z"


class Shelf:
    def __init__(self, files=None):
        self.files = dict(files or {})
        self.at = AT

    def apply(self, changes, kind=RunKind.INGEST):
        """Plan and apply; the plan's log."""
        changes = list(changes)
        plan = make_plan(kind, "title", "mb-source0001", changes, self.files.get, at=self.at)
        turned = make_plan(kind, "title", "mb-source0001", reversed(changes), self.files.get, at=self.at)
        assert turned == plan
        for edit in plan.edits:
            assert self.files.get(edit.path) == edit.before
            self.files[edit.path] = edit.after
        for move in plan.moves:
            self.files[move.target] = self.files.pop(move.source)
        again = make_plan(kind, "title", "mb-source0001", changes, self.files.get, at="2026-03-13T10:00:00Z")
        assert again.empty, again
        return plan.log

    def text(self, path):
        return self.files[path].decode()

    def edit(self, path, old, new):
        """What a user does in their editor."""
        assert old in self.text(path)
        self.files[path] = self.text(path).replace(old, new, 1).encode()

    def notes(self):
        return {path: self.text(path) for path in self.files if path.endswith(".md")}

    def records(self, path=None):
        """The machine lines as last recorded."""
        found = self._last(LineRecord)
        return [r for r in found if path is None or r.path == path]

    def entities(self):
        return self._last(EntityRecord)

    def _last(self, kind):
        last = {}
        for path in sorted(self.files):
            if path.startswith("Minutebook/"):
                for line in self.files[path].splitlines():
                    record = msgspec.json.decode(line, type=AnyRecord)
                    if isinstance(record, kind):
                        last[record.id] = record
        return list(last.values())

    def write(self, root):
        """The vault as files, for check_vault."""
        for path, content in self.files.items():
            target = root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return root
