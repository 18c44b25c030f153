"""Queries of the Obsidian Tasks plugin, by status, so that a proposal is never among what is to be done."""

import json
import re
from collections.abc import Sequence

from minutebook.model.entity import EntityType
from minutebook.settings import Folders

REVIEW_PATH = "Review.md"
_OWNER_END = r"(?= *(\[\[|#|$))"


def query_block(lines: Sequence[str]) -> str:
    """The fenced block of a query."""
    return "\n".join(["```tasks", *lines, "```"])


def written_by_people(folders: Folders) -> str:
    """Leaves out what was filed or dropped rather than written, and the boxes of the review file."""
    names = "|".join(_pattern(folder) for folder in (folders.sources, folders.inbox))
    return rf"path regex does not match /^(({names})\/|{_pattern(REVIEW_PATH)}$)/u"


def accepted_only() -> tuple[str, str]:
    """Leaves what a person said yes to and nobody finished: registered or not, ``?`` and ``R`` are not among it."""
    return "not done", 'filter by function !"?R".includes(task.status.symbol)'


def owned_by(name: str) -> str:
    return rf"description regex matches /@{_pattern(name)}{_OWNER_END}/u"


def entity_query(kind: EntityType, name: str, folder: str, folders: Folders) -> str:
    """What an entity owes and is owed; for what is no person, what stands in its folder or names it."""
    if kind is EntityType.PERSON:
        person = _pattern(name)
        mine = rf"description regex matches /(@|for (\[\[([^\]|]*\|)?)?){person}(\]\])?(?= *(@|\[\[|#|$))/u"
    else:
        inside = f"task.file.path.startsWith({_literal(folder + '/')})"
        mine = f"filter by function {inside} || task.description.includes({_literal(name)})"
    grouped = []
    if kind is EntityType.PERSON:
        grouped = [f'group by function /@{_pattern(name)}{_OWNER_END}/u.test(task.description) ? "Owes" : "Is owed"']
    return query_block(
        [*accepted_only(), mine, written_by_people(folders), *grouped, "sort by due", "hide edit button"]
    )


def dashboard(folders: Folders) -> str:
    """The text of ``Tasks.md``: queries only, the tasks live in the notes."""
    where = written_by_people(folders)
    owner = rf"/@([^\[#@]+?){_OWNER_END}/u"
    parts = (
        ("Proposed", ['filter by function task.status.symbol === "?"', "group by filename", "sort by due"]),
        ("Overdue", [*accepted_only(), "due before today", "sort by due"]),
        ("Mine", [*accepted_only(), owned_by("Myself"), "sort by due", "sort by priority"]),
        (
            "Waiting for others",
            [
                *accepted_only(),
                f"filter by function {owner}.test(task.description)",
                "description does not include @Myself",
                "sort by due",
            ],
        ),
        (
            "By person",
            [
                *accepted_only(),
                f'group by function (task.description.match({owner}) || ["", "Nobody"])[1]',
                "sort by due",
            ],
        ),
    )
    sections = [f"## {title}\n\n{query_block([*lines, where])}" for title, lines in parts]
    return "\n\n".join(["# Tasks", *sections]) + "\n"


def _pattern(text: str) -> str:
    """The text inside a regular expression of JavaScript."""
    return re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", text)


def _literal(text: str) -> str:
    """A JavaScript string, in which the plugin finds no placeholder."""
    return json.dumps(text, ensure_ascii=False).replace("{", "\\u007b").replace("}", "\\u007d")
