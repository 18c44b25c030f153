"""A reply's sentences by a model: what it may rest on, gathered from the mail and from the book."""

from collections.abc import Iterator, Sequence

import msgspec

from minutebook.errors import EngineError
from minutebook.flow.extract.llm import Model
from minutebook.flow.extract.llm.cited import Item, as_source
from minutebook.flow.extract.llm.contract import Refused
from minutebook.flow.extract.llm.discreet import find_reason
from minutebook.flow.extract.llm.drafting import Ground, Grounded, write_sentences
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.outputs.draft import Cited
from minutebook.flow.outputs.letter import Letter
from minutebook.flow.outputs.reply import Answer, Quoted, Written, find_answer
from minutebook.model.answer import Excerpt, Reply
from minutebook.model.links import Links
from minutebook.model.source import Source
from minutebook.run.consent import MOST_EXCERPTS
from minutebook.run.consult import context_for, find_excerpts, find_people, meets_rule
from minutebook.run.prose import Prose
from minutebook.run.search import Library
from minutebook.run.wording import wording_of

_LEAST = 4
"""Passages of the book that each question gets, as far as there is room."""


class Wrote(msgspec.Struct, frozen=True):
    """A reply's sentences and the passages of the book that they rest on. ``written`` None: code writes it, and ``prose`` says why."""

    prose: Prose
    written: Written | None = None
    passages: tuple[Cited, ...] = ()


def write_reply(
    source: Source, links: Links, letter: Letter, own: Sequence[str], library: Library, model: Model
) -> Wrote:
    """What a model writes for a reply. ``letter``: the same by code; ``own``: the paths of the mail itself and its note; ``library``: what a model may see."""
    settings = library.vault.settings
    rules = settings.llm.private
    if why := find_reason(source, rules):
        return Wrote(Prose(problem=f"private: {why}"))
    answer = find_answer(source, links.extraction, settings.owner())
    excerpts = _find_excerpts(answer, own, library)
    grounds = [(quoted, each) for quoted, each in _gather(answer, excerpts) if not meets_rule(each.item.text, rules)]
    if not grounds:
        return Wrote(Prose(problem="nothing is asked or promised in it"))
    items = [each for _, each in grounds]
    to = ", ".join(person.name or "" for person in letter.to).strip(", ")
    context = context_for(library, as_source(to, [each.item for each in items], source.date))
    names = [p.name for m in source.messages for p in m.people if p.name]
    try:
        reply = write_sentences(
            to,
            items,
            (*find_people(library), *names),
            source.date,
            context,
            model,
            OfflineEngine(),
            wording_of(library.vault, settings.llm),
            title=source.title,
            redact=settings.llm.redact,
        )
    except (EngineError, Refused) as error:
        return Wrote(Prose(problem=str(error)))
    known = [what for what, _ in grounds]
    return Wrote(Prose(reply), _as_written(reply, known, answer), _passages(reply, known))


def _find_excerpts(answer: Answer, own: Sequence[str], library: Library) -> tuple[Excerpt, ...]:
    """The passages of the book that have the words of what was asked, each once, the oldest first; none of the mail itself.

    Their order does not follow how well they fit: what the reply itself adds to the book would change it, and a kept answer would be asked for again.
    """
    found: dict[tuple[str, str], Excerpt] = {}
    each = max(_LEAST, MOST_EXCERPTS // max(len(answer.asked), 1))
    for quoted in answer.asked:
        for excerpt in find_excerpts(library, quoted.text, each + _LEAST):
            if excerpt.path not in own:
                found.setdefault((excerpt.link, excerpt.shown), excerpt)
    return tuple(sorted(list(found.values())[:MOST_EXCERPTS], key=lambda each: (each.day or "", each.path, each.shown)))


def _gather(answer: Answer, excerpts: Sequence[Excerpt]) -> Iterator[tuple[Quoted | Excerpt, Grounded]]:
    groups = ((Ground.ASKED, answer.asked), (Ground.MINE, answer.mine), (Ground.THEIRS, answer.theirs))
    for ground, passages in groups:
        for quoted in passages:
            due = f" ({quoted.due.isoformat()})" if quoted.due else ""
            yield quoted, Grounded(ground, Item(quoted.text + due, quoted.speaker or ""))
    for excerpt in excerpts:
        yield excerpt, Grounded(Ground.BOOK, Item(excerpt.text, excerpt.title, excerpt.day or ""))


def _as_written(reply: Reply, known: Sequence[Quoted | Excerpt], answer: Answer) -> Written:
    """Each sentence below the first question that it answers."""
    answers: dict[Quoted, tuple[str, ...]] = {}
    more: list[str] = []
    told: set[Quoted] = set()
    for sentence in reply.sentences:
        cited = [known[n] for n in sentence.cited]
        quoted = [each for each in cited if isinstance(each, Quoted)]
        asked = next((each for each in quoted if each in answer.asked), None)
        told.update(quoted)
        if asked is None:
            more.append(sentence.text)
        else:
            answers[asked] = (*answers.get(asked, ()), sentence.text)
    return Written(answers, tuple(more), frozenset(told))


def _passages(reply: Reply, known: Sequence[Quoted | Excerpt]) -> tuple[Cited, ...]:
    """The passages of the book that its sentences cite, as the draft's page shows them."""
    cited = dict.fromkeys(n for sentence in reply.sentences for n in sentence.cited)
    found = (known[n] for n in cited)
    return tuple(Cited(each.shown, each.link) for each in found if isinstance(each, Excerpt))
