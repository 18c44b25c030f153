"""Sentences of a model that rest on numbered items: what it is sent, and which sentences the items that they cite show."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from importlib.resources import files

import msgspec

from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm.answer import Answer, Cited, read_answer
from minutebook.flow.extract.llm.contract import Model
from minutebook.flow.extract.llm.prompt import Wording, inert, write_prompt
from minutebook.flow.extract.llm.veil import Veil
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.steering import leave_out, steered
from minutebook.model.answer import Reply, Sentence
from minutebook.model.entity import Context
from minutebook.model.extraction import Call
from minutebook.model.source import DatedFrom, Header, Part, Source, SourceKind, Utterance

_UNDATED = date(2000, 1, 1)


class Item(msgspec.Struct, frozen=True):
    """What a sentence may rest on: its words, what they are from, and that day (ISO, may be empty)."""

    text: str
    about: str = ""
    day: str = ""

    @property
    def head(self) -> str:
        return ", ".join(filter(None, (self.about, self.day)))


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted of a model. ``lead``: what it is about, sent before the items as ``tag``; ``people``: whose names may stand in it, for placeholders."""

    kind: str
    lead: str
    tag: str
    wording: Wording
    day: date | None = None
    people: tuple[str, ...] = ()
    title: str = ""
    """As it is told here, where the lead does not say it; never sent."""


class Heard(msgspec.Struct, frozen=True):
    """A model's answer, the items as it saw them (less what speaks to machines), and what was sent where."""

    answer: Answer
    items: tuple[Item, ...]
    sent: tuple[Call, ...]


def ask_for(
    order: Order, items: Sequence[Item], context: Context, model: Model, offline: Engine, *, redact: bool
) -> Heard:
    """The model's sentences, unchecked. ``redact``: it sees placeholders for names, addresses and numbers.

    Raises EngineError where it cannot be asked or does not answer in the form.
    """
    seen = tuple(msgspec.structs.replace(item, text=_without_orders(item.text)) for item in items)
    source = as_source(order.lead, seen, order.day)
    veil = _make_veil(order, source, context, offline) if redact else None
    if veil:
        source, context = veil.cover_source(source), veil.cover_context(context)
    prompt = write_prompt(source, context, order.wording, source.utterances)
    lead = inert(veil.cover(order.lead) if veil else order.lead)
    prompt = msgspec.structs.replace(
        prompt,
        source=f"<{order.tag}>{lead}</{order.tag}>\n{prompt.source}",
        version=f"{order.kind}.{blake2b(order.wording.version.encode(), digest_size=6).hexdigest()}",
        title=f"{order.kind}: {order.title or order.lead}",
    )
    answered = model.answer(prompt)
    read = read_answer(veil.lift(answered.text) if veil else answered.text)
    return Heard(read.answer, seen, (answered.call,) if answered.call else ())


def keep_shown(heard: Heard, shown: Callable[[Cited], tuple[int, ...]]) -> Reply:
    """The sentences of an answer that stand, and those that were dropped; ``shown``: the items that show one."""
    stands: list[Sentence] = []
    dropped: list[str] = []
    for said in heard.answer.summary:
        text = " ".join(said.text.split())
        cited = shown(said)
        if cited:
            stands.append(Sentence(text, cited))
        else:
            dropped.append(text)
    return Reply(tuple(stands), tuple(dropped), heard.sent)


def _make_veil(order: Order, source: Source, context: Context, offline: Engine) -> Veil:
    """Placeholders for who is named in the items and their heads; a head is no speaker, whose every word would be a name."""
    people = tuple(Header(name, None, "named") for name in order.people)
    said = (msgspec.structs.replace(u, speaker=None, text=f"{u.speaker or ''}: {u.text}") for u in source.utterances)
    plain = msgspec.structs.replace(source, people=people, utterances=tuple(said))
    return Veil(plain, context, offline.extract(plain, context))


def _without_orders(text: str) -> str:
    """What an item says to people: what speaks to a machine is neither sent nor shown."""
    alone = as_source("", [Item(text)])
    talk = segment(alone)
    return leave_out(alone, talk, steered(alone, talk)).utterances[0].text


def as_source(lead: str, items: Sequence[Item], day: date | None = None) -> Source:
    """The items as a source is sent: numbered, each under what it is from."""
    newest = max((item.day for item in items if item.day), default="")
    return Source(
        id="items",
        kind=SourceKind.DOCUMENT,
        format="passages",
        parts=(Part("passages", "", 0),),
        date=day or _day(newest),
        dated_from=DatedFrom.CONTENT,
        title=lead,
        utterances=tuple(Utterance(id=n, text=item.text, speaker=item.head or None) for n, item in enumerate(items)),
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _UNDATED


@cache
def read_instructions(name: str) -> str:
    """What a model is told to do with items."""
    return (files(__package__) / "data" / f"{name}.md").read_text(encoding="utf-8").strip()
