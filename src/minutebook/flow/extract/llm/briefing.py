"""A brief told by a model from the lines that code gathered, and the sentences of it that stand."""

from collections.abc import Sequence
from datetime import date

import msgspec

from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.ground import bare_words
from minutebook.flow.extract.llm.cited import Item, Order, ask_for, keep_shown, read_instructions
from minutebook.flow.extract.llm.contract import Model
from minutebook.flow.extract.llm.prompt import Wording
from minutebook.flow.extract.llm.shown import WORDS_SHOWN, find_days, find_figures, find_shown
from minutebook.model.answer import Reply
from minutebook.model.entity import Context


class Subject(msgspec.Struct, frozen=True):
    """Whom or what a brief is about, the people in it, and the day on which it is told."""

    title: str
    people: tuple[str, ...]
    day: date


def tell_brief(
    subject: Subject,
    items: Sequence[Item],
    context: Context,
    model: Model,
    offline: Engine,
    wording: Wording,
    *,
    redact: bool,
) -> Reply:
    """The model's prose, as far as the lines show it. Raises EngineError where it cannot be asked or does not answer in the form."""
    order = Order(
        kind="brief",
        lead=subject.title,
        tag="about",
        wording=msgspec.structs.replace(wording, instructions=read_instructions("brief"), emphasis={}),
        day=subject.day,
        people=subject.people,
    )
    heard = ask_for(order, items, context, model, offline, redact=redact)
    known = (subject.title,)
    return keep_shown(heard, lambda said: find_shown(said, heard.items, subject.day, known, wording.language))


def find_told(reply: Reply, items: Sequence[Item], day: date) -> frozenset[int]:
    """The lines that the sentences citing them tell in full: most of their words, every number and day. The others are still to be listed."""
    told: set[int] = set()
    for n, item in enumerate(items):
        said = [sentence.text for sentence in reply.sentences if n in sentence.cited]
        words = bare_words(item.text)
        common = words & frozenset(word for text in said for word in bare_words(text))
        numbers = find_figures([item.text]) <= find_figures(said)
        if said and len(common) >= WORDS_SHOWN * len(words) and numbers and _days(item, day) <= _days(said, day):
            told.add(n)
    return frozenset(told)


def _days(told: Item | Sequence[str], day: date) -> frozenset[tuple[int, int]]:
    texts = [told.text] if isinstance(told, Item) else told
    return frozenset((found.month, found.day) for found in find_days(texts, day))
