"""The engine that asks a language model, part by part, and lets code decide what of its answer stands."""

from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm.answer import Answer, read_answer
from minutebook.flow.extract.llm.chunks import ANSWER, cut
from minutebook.flow.extract.llm.contract import Model
from minutebook.flow.extract.llm.merge import merge
from minutebook.flow.extract.llm.prompt import Wording, read_wording, tokens_of, write_prompt
from minutebook.flow.extract.llm.settle import Settler
from minutebook.model.entity import Context
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source

LEAST_ROOM = 800
"""Tokens of source that one request takes at least, however small a model's window is."""


class ModelEngine:
    """Understands a source with ``model``; ``offline`` says who is present and stands in for what the model does not say."""

    def __init__(self, model: Model, offline: Engine, wording: Wording | None = None) -> None:
        self._model = model
        self._offline = offline
        self._wording = wording or read_wording()

    @property
    def name(self) -> str:
        return self._model.name

    @property
    def version(self) -> str:
        return f"{self._wording.version}.{self._offline.version}"

    def extract(self, source: Source, context: Context) -> Extraction:
        """Raises EngineError where the model cannot be asked or does not answer in the form."""
        offline = self._offline.extract(source, context)
        answers: list[Answer] = []
        faults: list[str] = []
        for utterances in cut(source, self._room(source, context)):
            carried = [item.text for answer in answers for item in (*answer.tasks, *answer.decisions)]
            prompt = write_prompt(source, context, self._wording, utterances, carried)
            read = read_answer(self._model.answer(prompt))
            answers.append(read.answer)
            faults += read.faults
        settler = Settler(source, context, offline)
        settler.dropped += [f"not readable in the model's answer: {fault}" for fault in faults]
        return settler.settle(merge(answers), self.name)

    def _room(self, source: Source, context: Context) -> int:
        """Tokens that a part of the source may have."""
        frame = write_prompt(source, context, self._wording, ())
        used = tokens_of(frame.instructions) + tokens_of(frame.context) + tokens_of(frame.source)
        return max(LEAST_ROOM, self._model.window - used - ANSWER)
