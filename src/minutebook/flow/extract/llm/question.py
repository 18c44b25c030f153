"""A question put to a model with passages of the book, and the sentences of its answer that stand."""

from collections.abc import Sequence

from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm.cited import Item, Order, as_source, ask_for, keep_shown, read_instructions
from minutebook.flow.extract.llm.contract import Model
from minutebook.flow.extract.llm.prompt import Wording
from minutebook.flow.extract.llm.shown import find_shown
from minutebook.model.answer import Excerpt, Reply
from minutebook.model.entity import Context
from minutebook.model.source import Source


def ask_model(
    question: str,
    excerpts: Sequence[Excerpt],
    context: Context,
    model: Model,
    offline: Engine,
    *,
    redact: bool,
    people: Sequence[str] = (),
) -> Reply:
    """The model's answer, as far as its passages show it. ``redact``: it sees placeholders for names (``people``, too), addresses and numbers.

    Raises EngineError where it cannot be asked or does not answer in the form.
    """
    wording = Wording(read_instructions("question"), {})
    order = Order(kind="question", lead=question, tag="question", wording=wording, people=tuple(people))
    heard = ask_for(order, _items(excerpts), context, model, offline, redact=redact)
    day = question_source(question, excerpts).date
    return keep_shown(heard, lambda said: find_shown(said, heard.items, day, (question,)))


def question_source(question: str, excerpts: Sequence[Excerpt]) -> Source:
    """The passages as a source is sent."""
    return as_source(question, _items(excerpts))


def _items(excerpts: Sequence[Excerpt]) -> tuple[Item, ...]:
    return tuple(Item(excerpt.text, excerpt.title, excerpt.day or "") for excerpt in excerpts)
