"""What a person is asked about names: whom one means, and whether something goes by another."""

from collections.abc import Collection, Iterator, Mapping

from minutebook.flow.outputs.links import wikilink
from minutebook.model.links import Links
from minutebook.model.record import Ask, AskState, ProposalRecord
from minutebook.text.escape import escape_title
from minutebook.text.ids import stable_id
from minutebook.text.names import fold

MOST_TERMS = 8
"""Abbreviations that are asked about for one source: a document's list of them is no talk."""


def name_asks(
    links: Links,
    source_id: str,
    title: str,
    note: str,
    before: Mapping[str, ProposalRecord],
    shared: Collection[str] = (),
) -> Iterator[ProposalRecord]:
    """The questions that a source raises, less those that were asked before.

    ``title`` is the source's: an answer holds for all meetings of it. ``before``: every earlier question by its id.
    """
    seen = wikilink(note, shared=shared)
    for asked in links.asked:
        for candidate in asked.candidates:
            key = stable_id("who", candidate.type, fold(asked.name), fold(title), candidate.entity_id)
            if candidate.path and _is_new(key, before):
                words = f"“{escape_title(asked.name)}” in {seen} is **{escape_title(candidate.name)}** ({escape_title(candidate.reason)})"
                yield _ask(key, Ask.WHO, candidate.entity_id, words, source_id, asked.name, fold(title))
    for found in links.discovered:
        key = stable_id("alias", found.entity_id, fold(found.alias))
        if _is_new(key, before):
            words = f"**{escape_title(found.name)}** is also called “{escape_title(found.alias)}” ({escape_title(found.reason)}, {seen})"
            yield _ask(key, Ask.ALIAS, found.entity_id, words, source_id, found.alias, "")
    for term in links.terms[:MOST_TERMS]:
        key = stable_id("term", term.short, fold(term.long))
        if _is_new(key, before):
            words = f"“{escape_title(term.short)}” stands for **{escape_title(term.long)}** ({seen})"
            yield _ask(key, Ask.TERM, "", words, source_id, term.short, term.long)


def _is_new(key: str, before: Mapping[str, ProposalRecord]) -> bool:
    was = before.get(key)
    return was is None or was.state is AskState.WITHDRAWN


def _ask(key: str, ask: Ask, entity_id: str, said: str, source_id: str, name: str, context: str) -> ProposalRecord:
    return ProposalRecord(
        id=key,
        ask=ask,
        state=AskState.PROPOSED,
        entity_id=entity_id,
        said=said,
        source_id=source_id,
        key=name,
        value=context,
    )
