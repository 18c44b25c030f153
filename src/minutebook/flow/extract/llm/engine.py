"""The engine that asks a language model, part by part, and lets code decide what of its answer stands."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import msgspec

from minutebook.errors import EngineError
from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.ground import ground
from minutebook.flow.extract.llm.answer import Answer, read_answer
from minutebook.flow.extract.llm.chunks import ANSWER, cut, size_of
from minutebook.flow.extract.llm.contract import Answered, Estimate, Model, TooMuch, Unasked
from minutebook.flow.extract.llm.merge import merge
from minutebook.flow.extract.llm.prompt import Wording, read_wording, tokens_of, write_prompt
from minutebook.flow.extract.llm.settle import Settler
from minutebook.flow.extract.llm.veil import Veil
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.steering import leave_out, steered
from minutebook.model.entity import Context
from minutebook.model.extraction import FRAUD, Call, Extraction
from minutebook.model.source import Source, SourceKind, Utterance

LEAST_ROOM = 800
"""Tokens of source that one request takes at least, however small a model's window is."""
LEAST_PART = 200
"""Tokens below which a part is not cut again, however often the model says that it is too much."""


class ModelEngine:
    """Understands a source with ``model``; ``offline`` says who is present and stands in for what the model does not say.

    ``redact``: the model sees placeholders for names, addresses and numbers.
    """

    def __init__(self, model: Model, offline: Engine, wording: Wording | None = None, *, redact: bool = False) -> None:
        self._model = model
        self._offline = offline
        self._wording = wording or read_wording()
        self._redact = redact

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def version(self) -> str:
        return f"{self._wording.version}.{self._offline.version}"

    def extract(self, source: Source, context: Context) -> Extraction:
        """Raises EngineError where the model cannot be asked or does not answer in the form."""
        with ThreadPoolExecutor(1) as aside:
            reading = aside.submit(self._offline.extract, source, context)  # while the model is waited for
            if source.kind is SourceKind.EMAIL and any(w.startswith(FRAUD) for w in reading.result().warnings):
                return reading.result()  # nothing is to follow from bait, whoever reads it
            talk = segment(source)
            # what speaks to a machine is neither sent nor shown
            source = leave_out(source, talk, steered(source, talk))
            told = _Telling(source, context, Veil(source, context, reading.result()) if self._redact else None)
            self._read(told, told.source.utterances, self._room(told.source, told.context))
            if told.unasked is not None:
                raise Unasked(told.unasked)
            settler = Settler(source, context, reading.result())
        settler.dropped += [f"not readable in the model's answer: {fault}" for fault in told.faults]
        settled = settler.settle(merge(told.answers), self.name)
        return ground(msgspec.structs.replace(settled, sent=tuple(told.sent), language=self._wording.language), source)

    def _read(self, told: "_Telling", utterances: Sequence[Utterance], room: int) -> None:
        """Ask about each part; one that is too much for the model, or whose answer was cut off, is asked about in smaller ones."""
        for part in cut(utterances, room):
            carried = [item.text for answer in told.answers for item in (*answer.tasks, *answer.decisions)]
            prompt = write_prompt(told.source, told.context, self._wording, part, map(told.cover, carried))
            try:
                told.add(self._model.answer(msgspec.structs.replace(prompt, title=told.title)))
            except Unasked as unasked:
                told.unasked = told.unasked + unasked.estimate if told.unasked else unasked.estimate
            except TooMuch as much:
                smaller = min(room, size_of(part)) // 2
                if smaller >= LEAST_PART:
                    self._read(told, part, smaller)
                elif much.answered is not None:
                    self._add_cut(told, much, much.answered)
                else:
                    raise

    def _add_cut(self, told: "_Telling", much: TooMuch, answered: Answered) -> None:
        """What came of an answer that was cut off although little was asked about. Raises EngineError where it cannot be read."""
        try:
            told.add(answered)
        except EngineError as error:
            raise EngineError(
                f"{much} before anything of it could be read; choose an engine with longer answers", retryable=True
            ) from error

    def _room(self, source: Source, context: Context) -> int:
        """Tokens that a part of the source may have."""
        frame = write_prompt(source, context, self._wording, ())
        used = tokens_of(frame.instructions) + tokens_of(frame.context) + tokens_of(frame.source)
        return max(LEAST_ROOM, self._model.window - used - ANSWER)


class _Telling:
    """What a model sees of one source, and what it has said of it so far."""

    def __init__(self, source: Source, context: Context, veil: Veil | None) -> None:
        self.title = source.title
        self.source = veil.cover_source(source) if veil else source
        self.context = veil.cover_context(context) if veil else context
        self.cover: Callable[[str], str] = veil.cover if veil else str
        self._lift: Callable[[str], str] = veil.lift if veil else str
        self.answers: list[Answer] = []
        self.faults: list[str] = []
        self.sent: list[Call] = []
        self.unasked: Estimate | None = None

    def add(self, answered: Answered) -> None:
        read = read_answer(self._lift(answered.text))
        self.answers.append(read.answer)
        self.faults += read.faults
        self.sent += [answered.call] if answered.call else []
