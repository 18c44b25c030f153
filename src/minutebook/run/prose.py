"""Prose of a model from what the book has: briefs and replies. What it may not see stays as code tells it, and so does what it tells wrongly."""

from collections.abc import Sequence
from datetime import date

import msgspec

from minutebook.errors import EngineError
from minutebook.flow.extract.llm import Model
from minutebook.flow.extract.llm.briefing import Subject, find_told, tell_brief
from minutebook.flow.extract.llm.cited import Item, as_source
from minutebook.flow.extract.llm.contract import Refused
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.answer import Reply
from minutebook.model.book import Line, Report, Section, Told
from minutebook.run.consent import MOST_LINES
from minutebook.run.consult import context_for, find_people, meets_rule
from minutebook.run.search import Library
from minutebook.run.wording import wording_of


class Prose(msgspec.Struct, frozen=True):
    """What became of asking a model. ``problem``: why nothing of it is there."""

    reply: Reply = Reply()
    problem: str = ""


def tell_report(report: Report, seen: Report, library: Library, model: Model, today: date) -> tuple[Report, Prose]:
    """The brief with the model's sentences in the place of the lines that they tell.

    ``seen``: the same brief as far as a model may see it, from ``library``, which keeps out the rest.
    """
    rules = library.vault.settings.llm.private
    if meets_rule(report.title, rules):
        return report, Prose(problem="a rule in llm.private keeps it from models")
    visible = {(section.title, line) for section in seen.sections for line in section.lines}
    lines = [
        (section.title, line)
        for section in report.sections
        for line in section.lines
        if line.link
        and (section.title, line) in visible
        and not library.comes_from_hidden(line.link)
        and not meets_rule(line.text, rules)
    ][:MOST_LINES]
    if not lines:
        return report, Prose(problem="what it says is private")
    items = [Item(line.text, title, line.day) for title, line in lines]
    settings = library.vault.settings.llm
    context = context_for(library, as_source(report.title, items, today))
    guests = [line.text.partition(":")[0] for section in report.sections[:1] for line in section.lines]
    subject = Subject(report.title, (*find_people(library), *guests), today)
    try:
        wording = wording_of(library.vault, settings)
        reply = tell_brief(subject, items, context, model, OfflineEngine(), wording, redact=settings.redact)
    except (EngineError, Refused) as error:
        return report, Prose(problem=str(error))
    links = [line.link for _, line in lines]
    told = tuple(
        Told(sentence.text, tuple(dict.fromkeys(links[n] for n in sentence.cited))) for sentence in reply.sentences
    )
    gone = {lines[n] for n in find_told(reply, items, today)}
    return msgspec.structs.replace(report, told=told, sections=_without(report.sections, gone)), Prose(reply)


def _without(sections: Sequence[Section], gone: set[tuple[str, Line]]) -> tuple[Section, ...]:
    left = (Section(s.title, tuple(line for line in s.lines if (s.title, line) not in gone)) for s in sections)
    return tuple(section for section in left if section.lines)
