"""The diff of a plan or of a run, for people and for ``git apply``: one printer for both, so a dry run shows what a run will show."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from minutebook.flow.write.entry import FileChange, change_of
from minutebook.model.plan import ChangePlan, Move

_NO_NEWLINE = "\\ No newline at end of file\n"


def explain(plan: ChangePlan) -> str:
    """Every change that the plan makes, as a unified diff with moves first."""
    return explain_changes(plan.moves, map(change_of, plan.edits))


def explain_changes(moves: Iterable[Move], changes: Iterable[FileChange]) -> str:
    return "".join([*map(_describe_move, moves), *map(_describe_change, changes)])


def _describe_move(move: Move) -> str:
    head = f"diff --git a/{move.source} b/{move.target}\nsimilarity index 100%\n"
    return f"{head}rename from {move.source}\nrename to {move.target}\n"


def _describe_change(change: FileChange) -> str:
    if change.before == change.after:
        return ""
    head = f"diff --git a/{change.path} b/{change.path}\n"
    if change.before is None:
        head += "new file mode 100644\n"
    elif change.after is None:
        head += "deleted file mode 100644\n"
    old, new = _text(change.before), _text(change.after)
    if old is None or new is None:
        return f"{head}Binary files differ ({_size(change.before)} before, {_size(change.after)} after)\n"
    return head + "".join(_unified(change, _lines(old), _lines(new)))


def _text(content: bytes | None) -> str | None:
    try:
        return None if b"\0" in (content or b"") else (content or b"").decode()
    except UnicodeDecodeError:
        return None


def _size(content: bytes | None) -> str:
    return "none" if content is None else f"{len(content)} bytes"


def _lines(text: str) -> list[str]:
    """Lines with their line feeds; nothing else ends a line."""
    return [line for line in text.replace("\n", "\n\0").split("\0") if line]


def _unified(change: FileChange, old: list[str], new: list[str]) -> Iterator[str]:
    if not old and not new:
        return
    yield f"--- {_name('a', change.path) if change.before is not None else '/dev/null'}\n"
    yield f"+++ {_name('b', change.path) if change.after is not None else '/dev/null'}\n"
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes():
        here = _range(group[0][1] + change.lines_out, group[-1][2] + change.lines_out)
        there = _range(group[0][3] + change.lines_out, group[-1][4] + change.lines_out)
        yield f"@@ -{here} +{there} @@\n"
        for tag, start, stop, first, last in group:
            if tag == "equal":
                yield from _marked(" ", old[start:stop])
                continue
            yield from _marked("-", old[start:stop])
            yield from _marked("+", new[first:last])


def _name(side: str, path: str) -> str:
    return f"{side}/{path}\t" if " " in path else f"{side}/{path}"


def _range(start: int, stop: int) -> str:
    length = stop - start
    return f"{start + 1}" if length == 1 else f"{start + 1 if length else start},{length}"


def _marked(mark: str, lines: list[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line if line.endswith("\n") else f"{mark}{line}\n{_NO_NEWLINE}"
