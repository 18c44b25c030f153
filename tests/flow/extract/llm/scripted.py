"""A model that says what it was told to say, and a meeting for it to have read."""

import json
from datetime import date

import msgspec

from minutebook.flow.extract.ground import ground
from minutebook.flow.extract.llm import ModelEngine
from minutebook.flow.extract.llm.contract import Answered
from minutebook.flow.extract.llm.prompt import read_wording
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

ME = Me("Tove Lindahl", ("Tove",), ("tove@fernworks.example",), "Fernworks")
CONTEXT = Context(
    ME,
    (
        Entity(
            "mb-p1", EntityType.PERSON, "Marek Osei", ("Maz",), role="Fitter", path="People/Marek Osei/Marek Osei.md"
        ),
        Entity("mb-a1", EntityType.ACCOUNT, "Brisk Freight", path="Accounts/Brisk Freight/Brisk Freight.md"),
    ),
)
TURNS = (
    ("Tove Lindahl", "Morning. Let's start with the loading bay at Brisk Freight."),
    ("Marek Osei", "The new ramp is in, it holds four tonnes."),
    ("Tove Lindahl", "Could you send them the load certificate?"),
    ("Marek Osei", "Sure, I'll send it by Thursday."),
    ("Tove Lindahl", "And we keep the old ramp until May, agreed?"),
    ("Marek Osei", "Agreed. Who pays for taking it away?"),
    ("Tove Lindahl", "No idea. Let's leave that."),
)


def meeting(turns=TURNS, day=date(2026, 3, 10), kind=SourceKind.CONVERSATION):
    """A conversation on a Tuesday."""
    utterances = tuple(Utterance(id=n, text=text, speaker=who, block=n) for n, (who, text) in enumerate(turns))
    part = Part("ramp.vtt", "ab" * 32, 100)
    return Source("mb-source0009", kind, "zoom-vtt", (part,), day, DatedFrom.CONTENT, "Ramp", utterances)


class Scripted:
    """Answers with each of ``answers`` in turn; keeps the prompts."""

    name = "scripted"

    def __init__(self, *answers, window=32_000):
        self.window = window
        self.prompts = []
        self._answers = [answer if isinstance(answer, str) else json.dumps(answer) for answer in answers]

    def answer(self, prompt):
        self.prompts.append(prompt)
        return Answered(self._answers[(len(self.prompts) - 1) % len(self._answers)])


def read(*answers, source=None, context=CONTEXT, window=32_000, language=""):
    """What stands of some answers, grounded as in a run."""
    source = source or meeting()
    wording = msgspec.structs.replace(read_wording(), language=language)
    engine = ModelEngine(Scripted(*answers, window=window), OfflineEngine(), wording)
    return ground(engine.extract(source, context), source)


TASK = {
    "text": "Send Brisk Freight the load certificate",
    "owner": "Marek Osei",
    "due": "by Thursday",
    "priority": "medium",
    "status": "open",
    "u": [2, 3],
    "quote": "I'll send it by Thursday",
}
