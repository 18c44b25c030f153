"""The sentences of a reply, written by a model from what is known, and those of them that stand."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

import msgspec

from minutebook.flow.extract.engine import Engine
from minutebook.flow.extract.llm.answer import Cited
from minutebook.flow.extract.llm.cited import Item, Order, ask_for, keep_shown, read_instructions
from minutebook.flow.extract.llm.contract import Model
from minutebook.flow.extract.llm.passage import carries
from minutebook.flow.extract.llm.prompt import Wording
from minutebook.flow.extract.llm.shown import find_shown
from minutebook.model.answer import Reply
from minutebook.model.entity import Context
from minutebook.text import patterns as re
from minutebook.text.words import fold


class Ground(StrEnum):
    """What an item of a reply is, in the words of the prompt. A question shows nothing; a promise may rest on ``MINE`` alone."""

    ASKED = "question to answer"
    MINE = "the reader promised"
    THEIRS = "the others promised"
    BOOK = "from the reader's notes"


class Grounded(msgspec.Struct, frozen=True):
    """One item of a reply."""

    ground: Ground
    item: Item


_BINDING = re.compile(
    r"\b(?:accept|agree\w* to|confirm|approv|promis|commit|guarante|authori[sz]|undertak|will pay|akzeptier|bestatig|genehmig|stimm\w* zu|sag\w* zu|zusag"
    r"|versprech|accord|approuv|promet|garanti|confirmo|apruebo|acept)"
)
_OFFER = re.compile(r"\b(?:i|we)(?:ll|'ll|’ll| will| shall| can)\b|\b(?:ich werde|wir werden|je vais|nous allons)\b")
"""Words (folded) by which a writer takes something on."""


def write_sentences(
    to: str,
    items: Sequence[Grounded],
    people: Sequence[str],
    day: date,
    context: Context,
    model: Model,
    offline: Engine,
    wording: Wording,
    *,
    title: str,
    redact: bool,
) -> Reply:
    """The model's sentences that what they cite shows; the questions that they answer are among their numbers.

    Raises EngineError where it cannot be asked or does not answer in the form.
    """
    order = Order(
        kind="reply",
        lead=to,
        tag="to",
        wording=msgspec.structs.replace(wording, instructions=read_instructions("reply"), emphasis={}),
        day=day,
        people=tuple(people),
        title=title,
    )
    heads = [
        msgspec.structs.replace(each.item, about=": ".join(filter(None, (each.ground, each.item.about))))
        for each in items
    ]
    heard = ask_for(order, heads, context, model, offline, redact=redact)
    grounds = [each.ground for each in items]
    return keep_shown(heard, lambda said: _find_shown(said, heard.items, grounds, day, wording.language))


def _find_shown(
    said: Cited, items: Sequence[Item], grounds: Sequence[Ground], day: date, language: str
) -> tuple[int, ...]:
    """What a sentence cites, questions last, where the rest shows it; one that takes something on rests on the reader's own promise."""
    inside = [n for n in dict.fromkeys(said.u) if 0 <= n < len(items)]
    asked = [n for n in inside if grounds[n] is Ground.ASKED]
    shows = [n for n in inside if n not in asked]
    words = fold(said.text)
    if _BINDING.search(words) or _OFFER.search(words):
        shows = [n for n in shows if grounds[n] is Ground.MINE and carries(items[n].text, said.quote)]
    shown = find_shown(msgspec.structs.replace(said, u=shows), items, day, language=language)
    return (*shown, *asked) if shown else ()
