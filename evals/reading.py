"""What the measurements share: a text read as a user's file of which nothing is known, and the scorer beside the material."""

import importlib.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec

from minutebook.flow.adapt import adapt
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.link import link
from minutebook.model.entity import Context
from minutebook.model.extraction import Extraction
from minutebook.model.source import DatedFrom, Form, Part, Source, SourceKind, Utterance
from minutebook.run.understanding import understand

MODIFIED = datetime(2100, 1, 1, tzinfo=UTC)
"""The time of every file: far off, so that no date can come from it."""
_DAY = date(2026, 3, 11)
ENGINE = "minutebook.flow.extract.offline"


def open_text(name: str, text: str) -> Source:
    return adapt(name, text.encode(), MODIFIED, UTC, 50_000_000)[0]


def read_text(name: str, text: str) -> tuple[Source, Extraction]:
    """A text as the offline engine understands it, checked and linked with nothing, as `minutebook extract` outside a vault."""
    source, context = open_text(name, text), Context()
    extraction = understand(source, context, OfflineEngine())
    return source, link(source, extraction, context, ()).extraction


def as_mail(text: str) -> Source:
    """One sentence as a mail that says nothing else."""
    utterance = Utterance(0, " ".join(text.split()), None, block=0, form=Form.PARAGRAPH)
    return Source(
        "mail", SourceKind.EMAIL, "eml", (Part("mail.eml", "0", 0),), _DAY, DatedFrom.CONTENT, "", (utterance,)
    )


def load_scorer(shared: Path) -> ModuleType:
    """The score.py of the evaluation folder, as a module."""
    spec = importlib.util.spec_from_file_location("score", shared / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{shared} holds no score.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["score"] = module
    spec.loader.exec_module(module)
    return module


@contextmanager
def replaced(place: str, value: Any) -> Iterator[Any]:
    """``place`` ("work.tasks.settle", "work.wording.Wording.word" …, below the engine) holds another value meanwhile; gives the old one."""
    *path, attribute = place.split(".")
    owner: Any = import_module("minutebook" if path[0] == "minutebook" else ENGINE)
    for step in path[path[0] == "minutebook" :]:
        owner = getattr(owner, step)
    before = getattr(owner, attribute)
    setattr(owner, attribute, value)
    try:
        yield before
    finally:
        setattr(owner, attribute, before)


def task_threshold() -> float:
    """The engine's own least confidence of a task."""
    threshold: float = import_module(f"{ENGINE}.words.scorer").read_scorer().threshold
    return threshold


@contextmanager
def every_candidate(least_decision: float = 0.0) -> Iterator[None]:
    """The engine gives every candidate of a task, and every decision above a weight, whatever its confidence."""
    open_scorer = msgspec.structs.replace(import_module(f"{ENGINE}.words.scorer").read_scorer(), threshold=0.0)
    with replaced("work.tasks.read_scorer", lambda: open_scorer), replaced("items.decisions.THRESHOLD", least_decision):
        yield


def ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
