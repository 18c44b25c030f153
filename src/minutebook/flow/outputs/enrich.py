"""What all sources together say of one entity: role, organisation, projects, when it was met, topics; as questions with passages."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from minutebook.flow.outputs.company import describe_rhythm
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.particulars import detail_asks
from minutebook.model.entity import Entity, EntityType
from minutebook.model.extraction import Contact, Extraction
from minutebook.model.record import Ask, AskState, ProposalRecord
from minutebook.text.escape import escape_inline, escape_title
from minutebook.text.ids import stable_id
from minutebook.text.names import fold
from minutebook.text.statement import read_attributes

_SHOWN = 3
"""Links that a line of many sources carries, and names that it lists."""
_OFTEN = 2
"""Sources from which on something is said of somebody."""


class Heard(msgspec.Struct, frozen=True):
    """One source that speaks of the entity, and the link to its note."""

    extraction: Extraction
    source_id: str
    link: str


def enrich(
    page: Entity,
    text: str,
    heard: Sequence[Heard],
    pages: Mapping[str, Entity],
    asks: Mapping[str, ProposalRecord],
    shared: Collection[str] = (),
) -> tuple[ProposalRecord, ...]:
    """The questions that fill a thin page; ``pages``: those that the vault has, by folded name."""
    names = frozenset(map(fold, (page.name, *page.aliases)))
    found: list[ProposalRecord] = []
    if page.type is EntityType.PERSON:
        for one in _attributes(heard, names):
            keys = {r.key for r in found}
            asked = detail_asks(
                page, [one[0]], text, asks, passage=lambda _: "", link=one[1], source_id=one[2], shared=shared
            )
            found += [r for r in asked if r.key not in keys and f"\n{r.key}:" not in text]
    for key, words, links in _lines(page, heard, names, pages, shared):
        ask_id = stable_id(page.id, "line", key)
        known = asks.get(ask_id)
        if known is not None and known.state is not AskState.WITHDRAWN:
            continue
        value = f"{words} {' '.join(links[:_SHOWN])}"
        said = f"{wikilink(page.path or '', page.name, shared=shared)}: {value}"
        found.append(
            ProposalRecord(
                id=ask_id,
                ask=Ask.LINE,
                state=AskState.PROPOSED,
                entity_id=page.id,
                said=said,
                source_id=heard[0].source_id if heard else "",
                value=value,
            )
        )
    return tuple(found)


def _attributes(heard: Sequence[Heard], names: frozenset[str]) -> Iterator[tuple[Contact, str, str]]:
    """Role and organisation, newest first: as told, else the account of most of their meetings."""
    for one in heard:
        for fact in one.extraction.facts:
            if any(fold(name) in names for name in fact.about):
                told = dict(read_attributes(fact.text))
                if told.get("role") or told.get("employer"):
                    yield Contact(title=told.get("role"), org=told.get("employer")), one.link, one.source_id
    accounts: dict[str, list[Heard]] = {}
    for one in heard:
        subject = one.extraction.subject
        if subject and subject.type is EntityType.ACCOUNT and _present(one.extraction, names):
            accounts.setdefault(subject.name, []).append(one)
    if len(accounts) == 1 and len(next(iter(accounts.values()))) >= _OFTEN:
        name, told_in = next(iter(accounts.items()))
        yield Contact(org=name), told_in[0].link, told_in[0].source_id


def _lines(
    page: Entity, heard: Sequence[Heard], names: frozenset[str], pages: Mapping[str, Entity], shared: Collection[str]
) -> Iterator[tuple[str, str, list[str]]]:
    """(what it is about, words, links of its sources) of each line that many sources give together."""
    met = [one for one in heard if _present(one.extraction, names) or page.type is not EntityType.PERSON]
    days = sorted({one.extraction.date for one in met})
    if len(days) >= _OFTEN:
        yield "met", _describe_days(days), [one.link for one in met]
    if page.type is EntityType.PERSON:
        projects = _counted(met, lambda e: [m.name for m in e.mentioned if m.type is EntityType.PROJECT] + _subject(e))
        if projects:
            linked = [
                wikilink(p.path, p.name, shared=shared) if (p := pages.get(fold(n))) and p.path else escape_title(n)
                for n in projects
            ]
            yield "projects", f"Meets about {', '.join(linked)}.", [one.link for one in met]
    topics = _counted(met, lambda e: list(e.topics))
    if topics:
        yield "topics", f"Topics: {', '.join(escape_inline(t) for t in topics)}.", [one.link for one in met]


def _subject(extraction: Extraction) -> list[str]:
    subject = extraction.subject
    return [subject.name] if subject and subject.type is EntityType.PROJECT else []


def _counted(heard: Sequence[Heard], names_of: Callable[[Extraction], list[str]]) -> list[str]:
    """The names that come in several sources, the most frequent first."""
    counts = Counter(name for one in heard for name in dict.fromkeys(names_of(one.extraction)))
    return [name for name, times in counts.most_common(_SHOWN) if times >= _OFTEN]


def _describe_days(days: Sequence[date]) -> str:
    rhythm = describe_rhythm(days).partition(";")[0]
    often = f", {rhythm[:1].lower()}{rhythm[1:]}" if rhythm else ""
    return f"Met {len(days)} times from {days[0].isoformat()} to {days[-1].isoformat()}{often}."


def _present(extraction: Extraction, names: frozenset[str]) -> bool:
    return any(p.present and p.name and fold(p.name) in names for p in extraction.participants)
