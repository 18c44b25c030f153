"""The form of an answer as a provider enforces it: a JSON schema in which every key is required and none is added."""

from copy import deepcopy
from functools import cache
from typing import Any

import msgspec

from minutebook.flow.extract.llm.answer import Answer

MOST_ITEMS = 60
MOST_CHARACTERS = 600
"""Of a string, where a small model could run on without end."""
_WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("Answer", "type"): ("people", "customer", "partners", "projects", "rob", "journal", "travel", "none"),
    ("SubjectSaid", "type"): ("person", "account", "project", "forum"),
    ("TaskSaid", "status"): ("open", "done", "cancelled", "declined"),
    ("TaskSaid", "priority"): ("highest", "high", "medium", "low", "lowest"),
    ("UpdateSaid", "status"): ("done", "slipped", "cancelled", "reassigned", "in-progress"),
}
"""Fields that take one of a few words. We read others with patience; a provider need not let them through."""


def answer_form(*, bounded: bool = False) -> dict[str, Any]:
    """The schema of ``Answer``, strict; ``bounded``: with limits on lists and strings. A copy of the caller's own."""
    return deepcopy(_form(bounded))


@cache
def _form(bounded: bool) -> dict[str, Any]:
    schema = msgspec.json.schema(Answer)
    known = {name: _object(name, table, bounded) for name, table in schema["$defs"].items()}
    return {**known.pop("Answer"), "$defs": known}


def _object(name: str, table: dict[str, Any], bounded: bool) -> dict[str, Any]:
    fields = {key: _value(field, bounded) for key, field in table["properties"].items()}
    for (owner, key), words in _WORDS.items():
        if owner == name:
            optional = "anyOf" in fields[key]
            fields[key] = (
                {"enum": [*words, None], "type": ["string", "null"]}
                if optional
                else {"enum": list(words), "type": "string"}
            )
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _value(field: dict[str, Any], bounded: bool) -> dict[str, Any]:
    kept = {key: value for key, value in field.items() if key not in {"default", "title", "description"}}
    if "anyOf" in kept:
        kept["anyOf"] = [_value(each, bounded) for each in kept["anyOf"]]
    if "items" in kept:
        kept["items"] = _value(kept["items"], bounded)
    if bounded and kept.get("type") == "array":
        kept["maxItems"] = MOST_ITEMS
    if bounded and kept.get("type") == "string":
        kept["maxLength"] = MOST_CHARACTERS
    return kept
