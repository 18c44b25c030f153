"""A model's answer, read with patience: what is wrong with one item costs that item, never the others."""

import json
import re
from typing import Any, TypeVar

import msgspec

from minutebook.errors import EngineError

MOST_ITEMS = 200
"""Items of a kind; a model that runs on is cut off."""


class Cited(msgspec.Struct, kw_only=True):
    """A statement, the utterances that show it, and words copied from them."""

    text: str
    u: list[int]
    quote: str = ""


class TaskSaid(Cited, kw_only=True):
    owner: str | None = None
    owed_to: str | None = msgspec.field(name="for", default=None)
    due: str | None = None
    priority: str | None = None
    status: str | None = None


class FactSaid(Cited, kw_only=True):
    about: list[str] = []


class UpdateSaid(Cited, kw_only=True):
    status: str
    due: str | None = None
    owner: str | None = None


class Voice(msgspec.Struct):
    label: str
    name: str | None = None


class SubjectSaid(msgspec.Struct):
    type: str
    name: str


class ContactSaid(msgspec.Struct):
    name: str | None = None
    email: str | None = None
    title: str | None = None
    org: str | None = None
    phone: str | None = None


class ReplySaid(msgspec.Struct):
    needed: bool = False
    questions: list[str] = []


class InviteSaid(msgspec.Struct):
    title: str
    when: str
    place: str | None = None


class Answer(msgspec.Struct):
    """Everything that a model says of one source, or of a part of it. ``faults`` are what could not be read."""

    title: str = ""
    type: str | None = None
    subject: SubjectSaid | None = None
    speakers: list[Voice] = []
    people: list[str] = []
    accounts: list[str] = []
    projects: list[str] = []
    topics: list[str] = []
    summary: list[Cited] = []
    tasks: list[TaskSaid] = []
    decisions: list[Cited] = []
    facts: list[FactSaid] = []
    questions: list[Cited] = []
    updates: list[UpdateSaid] = []
    contacts: list[ContactSaid] = []
    reply: ReplySaid | None = None
    invite: InviteSaid | None = None


class Read(msgspec.Struct):
    """An answer and what of it could not be read."""

    answer: Answer
    faults: list[str]


T = TypeVar("T")
_LISTS = frozenset({"about", "questions"})
"""Fields inside an item that are lists of plain words."""


def read_answer(text: str) -> Read:
    """The answer in a model's text: around it may stand prose or a fence, its end may be cut off.

    Raises EngineError (retryable) where there is no JSON object at all.
    """
    found = _find_object(text)
    if found is None:
        raise EngineError("the model answered without a JSON object", retryable=True)
    table, whole = found
    faults = [] if whole else ["the answer was cut off: what came before its end is kept"]
    answer = Answer()
    for field in msgspec.structs.fields(Answer):
        value = table.get(field.name)
        if value is None:
            continue
        if field.name == "speakers" and isinstance(value, dict):
            value = [{"label": label, "name": _plain(name)} for label, name in value.items()]
        if isinstance(value, list) and _is_list(field.type):
            kept = _read_list(field.name, value, field.type.__args__[0], faults)
            setattr(answer, field.name, kept)
        else:
            one = _convert(field.name, value, field.type, faults)
            if one is not None:
                setattr(answer, field.name, one)
    return Read(answer, faults)


def _is_list(kind: Any) -> bool:
    return getattr(kind, "__origin__", None) is list


def _read_list(name: str, values: list[Any], kind: type[T], faults: list[str]) -> list[T]:
    if len(values) > MOST_ITEMS:
        faults.append(f"{name}: {len(values)} entries, of which the first {MOST_ITEMS} are read")
    read = (_convert(f"{name}[{n}]", value, kind, faults) for n, value in enumerate(values[:MOST_ITEMS]))
    return [one for one in read if one is not None]


def _convert(where: str, value: Any, kind: type[T], faults: list[str]) -> T | None:
    """One value as its type says; numbers written as words of digits count, what does not fit is a fault."""
    if isinstance(value, dict) and kind is not str:
        value = {key: each for key, each in value.items() if each is not None}
        if "u" in value:
            value["u"] = _numbers(value["u"])
        for key in _LISTS & value.keys():
            said = value[key] if isinstance(value[key], list) else [value[key]]
            value[key] = [_plain(one) for one in said]
    try:
        return msgspec.convert(_plain(value) if kind is str else value, kind, strict=False)
    except msgspec.ValidationError as error:
        faults.append(f"{where}: {error}")
        return None


def _plain(said: Any) -> Any:
    """A name or a sentence that was given as an object: its words."""
    if not isinstance(said, dict):
        return said
    return next((said[key] for key in ("text", "name", "title", "quote") if isinstance(said.get(key), str)), said)


def _numbers(said: Any) -> list[int]:
    """Utterance numbers however they were written: 4, "4", "[4]", "u4", "4-6"."""
    if isinstance(said, int):
        return [said]
    found: list[int] = []
    for one in said if isinstance(said, list) else [said]:
        digits = [int(number) for number in re.findall(r"\d{1,7}", str(one))]
        ranged = len(digits) == 2 and 0 < digits[1] - digits[0] <= 12 and re.search(r"\d\s*[-–]\s*\D?\d", str(one))
        found += range(digits[0], digits[1] + 1) if ranged else digits
    return found


def _find_object(text: str) -> tuple[dict[str, Any], bool] | None:
    """The first JSON object of a text that has keys of ours, and whether it was whole."""
    decoder = json.JSONDecoder(strict=False)
    for match in re.finditer(r"\{", text):
        try:
            value, _ = decoder.raw_decode(text, match.start())
        except ValueError:
            continue
        if isinstance(value, dict) and value.keys() & set(Answer.__struct_fields__):
            return value, True
    start = text.find("{")
    for end in _ends(text, start) if start >= 0 else ():
        try:
            value = decoder.decode(text[start:end] + _closing(text[start:end]))
        except ValueError:
            continue
        if isinstance(value, dict) and value.keys() & set(Answer.__struct_fields__):
            return value, False
    return None


def _ends(text: str, start: int) -> list[int]:
    """Where a cut answer may be closed: after a finished object, the last first."""
    return [start + match.end() for match in re.finditer(r"\}", text[start:])][:-MOST_ITEMS:-1]


def _closing(text: str) -> str:
    """The brackets that a beginning of JSON leaves open, in the order in which they close."""
    stack: list[str] = []
    in_string = escaped = False
    for char in text:
        if in_string:
            in_string, escaped = not (char == '"' and not escaped), char == "\\" and not escaped
        elif char == '"':
            in_string = True
        elif char in "{[":
            stack.append("}" if char == "{" else "]")
        elif char in "}]" and stack:
            stack.pop()
    return "".join(reversed(stack))
