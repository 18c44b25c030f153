"""A model asked by hand or by a provider's batch service: what is to be asked as files, and the answers taken in.

export: every source whose answer is missing ──► one request a line (OpenAI, Anthropic) or one Markdown file a request
import: result files ──► kept answers; then `minutebook ingest` reads them as if the model had just answered
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from minutebook.errors import EngineError, UserError
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm.answer import read_answer
from minutebook.flow.extract.llm.contract import Prompt
from minutebook.flow.extract.llm.gateway.address import PROVIDERS
from minutebook.flow.extract.llm.gateway.form import answer_example
from minutebook.flow.extract.llm.gateway.request import write_body
from minutebook.flow.write.answers import Answers, Asked, KeptAnswer
from minutebook.model.entity import EntityState
from minutebook.model.source import Source
from minutebook.run.arrival import Arrival
from minutebook.run.engines import WINDOW, MissingAnswer
from minutebook.run.ingest import Intake, Waiting, read_waiting
from minutebook.run.session import Desk
from minutebook.run.understanding import context_of


class Form(StrEnum):
    """How requests are written: a provider's batch file, or a Markdown file each for copy and paste."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    MARKDOWN = "markdown"


class Request(msgspec.Struct, frozen=True):
    """What a model is to be asked about one source, or one part of it."""

    key: str
    model: str
    title: str
    prompt: Prompt


class Imported(msgspec.Struct, frozen=True):
    """What became of a file of results. ``problems`` name the line or file and say what to do; the rest went through."""

    kept: tuple[str, ...]
    problems: tuple[str, ...]
    missing: tuple[str, ...]
    """Titles of sources that were asked about and are not answered yet."""


def find_requests(desk: Desk, sources: Iterable[Source], engine: Engine) -> Iterator[Request]:
    """What is to be asked about each source: the first part of it whose answer is missing."""
    entities = [e for e in desk.store.entities() if e.state is not EntityState.PROPOSED]
    for source in sources:
        try:
            engine.extract(source, context_of(source, desk, entities))
        except MissingAnswer as missing:
            yield Request(missing.key, missing.model, source.title, missing.prompt)


def waiting_sources(desk: Intake, files: Iterable[Waiting]) -> Iterator[Source]:
    """The sources of some files; one that cannot be read is left for ingest to set aside, one that is known is not asked about."""
    for waiting in files:
        read = read_waiting(desk, waiting)
        if isinstance(read, Arrival):
            for source in read.sources:
                known = desk.store.known_sources(source.sha256, source.date.isoformat(), source.message_ids)
                if not any(source.sha256 in record.sha256s for record in known):
                    yield source


def write_requests(requests: Sequence[Request], form: Form, out: Path, answers: Answers) -> tuple[Path, ...]:
    """Writes requests below the folder ``out`` and notes that they are waited for; the files written."""
    out.mkdir(parents=True, exist_ok=True)
    for one in requests:
        answers.ask(Asked(key=one.key, model=one.model, prompt=one.prompt.version, title=one.title))
    if form is Form.MARKDOWN:
        return tuple(_write(out / f"{one.key}.md", as_markdown(one)) for one in requests)
    line = _openai if form is Form.OPENAI else _anthropic
    lines = [json.dumps(line(one), ensure_ascii=False) for one in requests]
    return (_write(out / f"requests-{form.value}.jsonl", "".join(f"{each}\n" for each in lines)),) if lines else ()


def take_answers(paths: Sequence[Path], answers: Answers, now: datetime) -> Imported:
    """Keeps the answers in some files or folders; one that is malformed, doubled, or was never asked for is a problem, the rest goes through."""
    kept: list[str] = []
    problems: list[str] = []
    for where, key, said in (found for path in paths for found in _results(path, problems)):
        problem = _problem(key, said, answers, kept)
        if problem:
            problems.append(f"{where}: {problem}")
            continue
        model = answers.waiting()[key].model
        answers.keep(KeptAnswer(key=key, model=model, text=said or "", at=now.isoformat()))
        kept.append(key)
    return Imported(tuple(kept), tuple(problems), tuple(asked.title for asked in answers.waiting().values()))


def _problem(key: str, said: str | None, answers: Answers, kept: Sequence[str]) -> str | None:
    if key in kept:
        return f"{key} is answered twice; the first answer is kept"
    if answers.find(key) is not None:
        return f"{key} was answered before; that answer stays"
    if not answers.was_asked(key):
        return f"{key} was not asked for here, or by another version of the prompt: run minutebook batch export again"
    if said is None:
        return f"{key} has no answer; ask again"
    try:
        read_answer(said)
    except EngineError as error:
        return f"{key}: {error}; ask again"
    return None


def _results(path: Path, problems: list[str]) -> Iterator[tuple[str, str, str | None]]:
    """Each result of a file or folder: where it stands, its key, and the answer, None where the provider says that there is none."""
    if path.is_dir():
        for inside in sorted(path.glob("*.json")) + sorted(path.glob("*.jsonl")):
            yield from _results(inside, problems)
        return
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"{path} cannot be read ({error}); give the file of results, or the folder with the answers"
        ) from error
    if path.suffix != ".jsonl":
        yield str(path), path.stem, text
        return
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"{path}, line {number}"
        if line.strip():
            try:
                row = json.loads(line)
                yield where, row["custom_id"], _said(row)
            except (ValueError, KeyError, TypeError, IndexError) as error:
                problems.append(f"{where}: this is no line of a batch result ({type(error).__name__})")


def _said(row: dict[str, Any]) -> str | None:
    """The text of one result, of OpenAI's form or Anthropic's."""
    if "result" in row:
        blocks = (row["result"].get("message") or {}).get("content") or []
        said = [
            b["text"] if b.get("type") == "text" else json.dumps(b["input"])
            for b in blocks
            if b.get("type") in {"text", "tool_use"}
        ]
        return "\n".join(said) or None
    body = (row.get("response") or {}).get("body") or {}
    choices = body.get("choices") or []
    return (choices[0]["message"].get("content") or None) if choices else None


def _openai(one: Request) -> dict[str, Any]:
    body = write_body(PROVIDERS["openai-chat"], _bare(one.model), one.prompt, WINDOW)
    return {"custom_id": one.key, "method": "POST", "url": "/v1/chat/completions", "body": body}


def _anthropic(one: Request) -> dict[str, Any]:
    return {"custom_id": one.key, "params": write_body(PROVIDERS["anthropic"], _bare(one.model), one.prompt, WINDOW)}


def as_markdown(one: Request) -> str:
    """A request as a text to copy: the prompt, and where its answer belongs."""
    return (
        f"{one.prompt.instructions}\n\nAnswer with the JSON object alone, in this form (lists with as many entries as there are, or none; null where there is nothing to say):\n"
        f"{_shown(answer_example())}\n\n"
        f"{one.prompt.context}\n\n{one.prompt.source}\n\n"
        f"(Save the answer as {one.key}.json beside this file, then: minutebook batch import FOLDER)\n"
    )


def _shown(example: dict[str, Any]) -> str:
    """An example of the answer, a key a line."""
    lines = (f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in example.items())
    return "{\n" + ",\n".join(lines) + "\n}"


def _bare(model: str) -> str:
    return model.partition(":")[2]


def _write(path: Path, text: str) -> Path:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{path} cannot be written ({error.strerror}); choose another folder") from error
    return path
