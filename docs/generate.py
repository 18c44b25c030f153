"""Writes docs/reference.md from the code: `python docs/generate.py`. A test fails where the file and the code differ."""

import ast
import inspect
import sys
from pathlib import Path
from unittest.mock import patch

import msgspec

from minutebook import settings
from minutebook.errors import __doc__ as errors
from minutebook.ui.cli.app import app

_EXTRACTION = (
    "`minutebook extract FILE --json` prints `schema_version`, `source` (id, kind, format, sha256, date, title, utterances)"
    " and the keys below. Programs may rely on them; more may come."
)
PATH = Path(__file__).parent / "reference.md"


def reference() -> str:
    """The whole text of the reference."""
    with patch.object(sys, "argv", ["minutebook"]):  # what a command below a command is named after in its usage
        commands = app.generate_docs(output_format="markdown", include_hidden=False)
    body = commands.split("## minutebook init", 1)[1]
    parts = [
        "# Reference",
        "Made from the code by `docs/generate.py`.",
        "## Commands",
        "Exit codes: 0 done, 1 some sources failed, 2 wrong use, 3 vault locked or needs recovery. Without a command: what waits.",
        ("### minutebook init" + body).replace("\n## ", "\n### ").strip(),
        "## Settings",
        f"In `{settings.FILE_NAME}` at the vault's root. {settings.__doc__.strip()}".replace("``", "`"),
        *(_table(struct, name) for name, struct in _tables()),
        "## The extraction",
        _EXTRACTION,
        _schema(),
        "## Errors",
        f"```\n{inspect.cleandoc(errors or '')}\n```",
    ]
    return "\n\n".join(parts) + "\n"


def _tables() -> list[tuple[str, type[msgspec.Struct]]]:
    return [
        ("", settings.Settings),
        ("me", settings.MeSettings),
        ("folders", settings.Folders),
        ("proposals", settings.Proposals),
        ("audio", settings.AudioSettings),
        ("llm", settings.ModelSettings),
    ]


def _table(struct: type[msgspec.Struct], name: str) -> str:
    notes = _field_docs(struct)
    rows = ["| key | default | |", "| --- | --- | --- |"]
    for field in msgspec.structs.fields(struct):
        default = field.default
        if isinstance(default, msgspec.Struct):
            continue
        rows.append(f"| `{field.name}` | `{_toml(default)}` | {notes.get(field.name, '')} |")
    head = f"### [{name}]\n\n{inspect.cleandoc(struct.__doc__ or '')}" if name else "### At the top"
    return f"{head}\n\n" + "\n".join(rows)


def _field_docs(struct: type[msgspec.Struct]) -> dict[str, str]:
    """The string that stands below each field of a class."""
    body = ast.parse(inspect.cleandoc("\n" + inspect.getsource(struct))).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, doc in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(doc, ast.Expr) and isinstance(doc.value, ast.Constant):
            found[ast.unparse(field.target)] = str(doc.value.value)
    return found


def _toml(value: object) -> str:
    match value:
        case None:
            return "–"
        case bool():
            return str(value).lower()
        case str():
            return f'"{value}"'
        case tuple():
            return "[]"
        case _:
            return str(value)


def _schema() -> str:
    from minutebook.model.extraction import Extraction

    components = msgspec.json.schema_components([Extraction], ref_template="{name}")[1]
    components["Extraction"]["properties"].pop("remarks")  # between the stages only: run/publish.py leaves them out
    components = {name: schema for name, schema in components.items() if name not in {"Remark", "Sign"}}
    blocks = []
    for name, schema in sorted(components.items(), key=lambda item: item[0] != "Extraction"):
        if "enum" in schema:
            blocks.append(f"**{name}**: {', '.join(f'`{v}`' for v in schema['enum'])}")
            continue
        text = schema.get("description", "").replace("``", "`")
        rows = [f"**{name}**" + (f": {text}" if text else ""), "", "| key | is |", "| --- | --- |"]
        rows += [f"| `{key}` | {_type(value)} |" for key, value in schema["properties"].items()]
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks)


def _type(schema: dict) -> str:
    if "$ref" in schema:
        return schema["$ref"]
    if "anyOf" in schema:
        return " or ".join(_type(option) for option in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{v}`" for v in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}" if isinstance(schema.get("items"), dict) else "list"
    return schema.get("format") or schema.get("type", "")


if __name__ == "__main__":
    PATH.write_text(reference(), encoding="utf-8")
