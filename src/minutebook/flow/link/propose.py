"""Who and what should be proposed for a page: nobody generic, nobody who was refused, never the owner."""

from collections.abc import Iterator, Mapping, Sequence

from minutebook.flow.link.match import Matcher
from minutebook.model.entity import EntityState, EntityType, Me
from minutebook.model.extraction import Extraction, NoteType
from minutebook.model.links import Proposal
from minutebook.text.houses import is_house
from minutebook.text.labels import is_generic
from minutebook.text.names import fold


def propose(
    extraction: Extraction,
    matcher: Matcher,
    me: Me,
    present: bool,
    mentions: int,
    before: Mapping[str, int],
    titled: Sequence[Proposal] = (),
) -> tuple[Proposal, ...]:
    """Unknown participants, their organisations, the subject and what is ``titled`` (where ``present``), and what was mentioned in enough sources, each once."""
    own = {fold(name) for name in (me.name, *me.aliases, *me.emails, me.organisation or "") if name}
    found: dict[tuple[EntityType, str], Proposal] = {}
    houses = _houses(extraction, matcher) if present else ()
    for proposal in (*_wanted(extraction, present, mentions, before), *(titled if present else ()), *houses):
        name = proposal.name
        generic = proposal.type is EntityType.PERSON and is_generic(name)
        ours = proposal.type is EntityType.ACCOUNT and is_house(name, me.organisation, me.emails)
        refused = generic or ours or not name.strip() or matcher.is_never(name) or fold(name) in own
        if refused or _is_known(name, proposal.type, matcher) or matcher.is_asked(name, proposal.type):
            continue
        if proposal.email and (matcher.is_never(proposal.email) or fold(proposal.email) in own):
            continue
        found.setdefault((proposal.type, fold(name)), proposal)
    return tuple(found.values())


def _is_known(name: str, kind: EntityType, matcher: Matcher) -> bool:
    """Whether it needs no proposal: what only waits under this very name is proposed once more, so that this source speaks for it too."""
    found = matcher.find(name, kind)
    return found is not None and (
        found.entity.state is not EntityState.PROPOSED or fold(found.entity.name) != fold(name)
    )


def _houses(extraction: Extraction, matcher: Matcher) -> Iterator[Proposal]:
    """The organisations to which those who took part belong, by their pages or by what they sign with."""
    signed = {fold(c.name): c.org for c in extraction.contacts if c.name and c.org}
    for p in extraction.participants:
        found = matcher.find(p.name, EntityType.PERSON) if p.present and p.name else None
        paged = found.entity.organisation if found is not None and found.entity.path else None
        if p.present and p.name and (house := paged or signed.get(fold(p.name))):
            yield Proposal(EntityType.ACCOUNT, house, f"{p.name} is of it")


def _wanted(extraction: Extraction, present: bool, mentions: int, before: Mapping[str, int]) -> Iterator[Proposal]:
    organisations = {fold(c.name): c.org for c in extraction.contacts if c.name and c.org}
    roles = {fold(c.name): c.title for c in extraction.contacts if c.name and c.title}
    if present:
        for p in extraction.participants:
            if p.present and p.name:
                yield Proposal(
                    EntityType.PERSON,
                    p.name,
                    "took part",
                    p.email,
                    organisations.get(fold(p.name)),
                    roles.get(fold(p.name)),
                )
        if extraction.subject:
            partner = extraction.note_type is NoteType.PARTNERS
            yield Proposal(extraction.subject.type, extraction.subject.name, "what the note is about", partner=partner)
    for m in extraction.mentioned:
        times = before.get(fold(m.name), 0) + 1
        if mentions and times >= mentions and (m.type is not EntityType.PERSON or " " in m.name.strip()):
            yield Proposal(m.type, m.name, f"mentioned in {times} sources", evidence=m.evidence)
