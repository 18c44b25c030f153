"""What a machine line means, so that "edited by the user" is judged on words, not on spaces or on the order of signifiers.

The box of a task, its done and cancelled dates and the ``#proposed`` tag are no part of it: they are the answer to a proposal,
not a change of its words. Neither is a block id, nor the name of a file that a passage or a date leads to: Obsidian
changes it when that file is renamed.
"""

from functools import lru_cache
from hashlib import blake2b
from unicodedata import normalize

from minutebook.text import patterns as re
from minutebook.vault.tasks import PROPOSED_TAG, TaskLine, parse_task

_MARK = re.compile(r"[\s>]*(?:[-*+]|[0-9]+[.)])\s+")
_BLOCK_ID = re.compile(r"\s\^[a-zA-Z0-9-]+\s*\Z")
_LINK = re.compile(r"\[\[([^\[\]|#]*)((?:#[^\[\]|]*)?)(?:\|([^\[\]]*))?\]\]")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def meaning(line: str) -> str:
    """The line's words and values in one fixed form."""
    task = parse_task(line)
    return _task_meaning(task) if task else _plain(_MARK.sub("", _BLOCK_ID.sub("", line), count=1))


@lru_cache(maxsize=16_384)  # as parse_task
def line_digest(line: str) -> str:
    """Hash (32 hex digits) of what the line means."""
    return blake2b(meaning(line).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def value_digest(value: str | tuple[str, ...] | None) -> str:
    """Hash of a frontmatter value: a list is the set of its items."""
    items = sorted(value) if isinstance(value, tuple) else [value or ""]
    return blake2b("\x1f".join(items).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def box(line: str) -> str:
    """The character in a task line's box; empty where the line has none."""
    task = parse_task(line)
    return task.status if task else ""


def _task_meaning(task: TaskLine) -> str:
    values = (
        task.task_id,
        task.depends_on,
        task.priority,
        task.recurrence,
        task.on_completion,
        *(str(value or "") for value in (task.created, task.start, task.scheduled, task.due)),
        *task.unread,
    )
    words = " ".join(w for w in task.description.split() if w != PROPOSED_TAG)
    return "\x1f".join([_plain(words), *(value or "" for value in values)])


def _plain(text: str) -> str:
    text = _LINK.sub(_link_meaning, normalize("NFC", text).replace("\N{VARIATION SELECTOR-16}", ""))
    return " ".join(text.split())


def _link_meaning(found: re.Match[str]) -> str:
    """An evidence link is its block and its text, a link shown as a date that date; any other its note's name and its text."""
    stem = found[1].rsplit("/", 1)[-1].removesuffix(".md").strip()
    text = (found[3] if found[3] is not None else stem).strip()
    unnamed = found[2].startswith("#^u") or _DAY.fullmatch(text)
    return f"[[{found[2]}|{text}]]" if unnamed else f"[[{stem}{found[2]}|{text}]]"
