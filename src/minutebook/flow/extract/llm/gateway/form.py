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


def answer_example() -> dict[str, Any]:
    """The form as a person reads it: an answer with one entry of everything, and for its values what they may be."""
    form = answer_form()
    return {key: _example(field, form["$defs"]) for key, field in form["properties"].items()}


def _example(field: dict[str, Any], known: dict[str, Any]) -> Any:
    if "anyOf" in field:
        return _example(next(each for each in field["anyOf"] if each.get("type") != "null"), known)
    if "$ref" in field:
        properties = known[field["$ref"].rpartition("/")[2]]["properties"]
        return {key: _example(each, known) for key, each in properties.items()}
    if "enum" in field:
        return " | ".join(word for word in field["enum"] if word)
    if field["type"] == "array":
        return [_example(field["items"], known)]
    return {"integer": 0, "boolean": False}.get(field["type"], "…")


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
