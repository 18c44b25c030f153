"""Contact details that a source gives, as questions to the person: nothing is written over what a page says without their yes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from minutebook.flow.outputs.links import wikilink
from minutebook.model.entity import Entity
from minutebook.model.extraction import Contact, Extraction
from minutebook.model.record import Ask, AskState, ProposalRecord
from minutebook.text import patterns as re
from minutebook.text.escape import escape_inline, escape_title
from minutebook.text.ids import stable_id
from minutebook.text.names import fold
from minutebook.vault.frontmatter import BrokenFrontmatter, read_fields

KEYS = {"email": "email", "phone": "phone", "role": "title", "organisation": "org"}
"""Frontmatter keys, and what of a contact they hold."""
_NUMBER = re.compile(r"(?<![\w.,-])(?:\+|00|0)\d(?:[ ()./-]{0,2}\d){6,13}\b")
_ALSO = {"email": ("emails",), "organisation": ("organization", "company"), "role": (), "phone": ("mobile", "tel")}


def detail_asks(
    page: Entity,
    contacts: Iterable[Contact],
    text: str,
    asks: Mapping[str, ProposalRecord],
    *,
    passage: Callable[[tuple[int, ...]], str],
    link: str,
    source_id: str,
    shared: Collection[str] = (),
) -> Iterator[ProposalRecord]:
    """The questions that the details of one person raise; ``passage`` links evidence, ``link`` stands where there is none."""
    assert page.path is not None
    try:
        fields = read_fields(text)
    except BrokenFrontmatter:
        return
    told: set[str] = set()
    for contact in contacts:
        for key, attribute in KEYS.items():
            value = " ".join((getattr(contact, attribute) or "").split())
            standing = [v for k in (key, *_ALSO[key]) for v in _many(fields.get(k))] or list(_told(page, key, text))
            ask_id = stable_id(page.id, "field", key, _folded(key, value))
            known = asks.get(ask_id)
            if not value or ask_id in told or _folded(key, value) in {_folded(key, v) for v in standing}:
                continue
            if known is not None and known.state is not AskState.WITHDRAWN:
                continue
            told.add(ask_id)
            now = f" (now: {', '.join(escape_inline(_plain(v)) for v in standing)})" if standing else ""
            where = (passage(contact.evidence) if contact.evidence else "") or link
            yield ProposalRecord(
                id=ask_id,
                ask=Ask.FIELD,
                state=AskState.PROPOSED,
                entity_id=page.id,
                said=f"{wikilink(page.path, page.name, shared=shared)}: {escape_inline(f'{key} {value}')}{now} {where}",
                source_id=source_id,
                key=key,
                value=value,
            )


def _told(page: Entity, key: str, text: str) -> Iterable[str]:
    """What the page says of it elsewhere: under a key of the user's own, or a number in their own words."""
    if key == "phone":
        return (n[0] for line in text.splitlines() if " ^mb-" not in line for n in _NUMBER.finditer(line))
    own = {"email": page.emails, "organisation": (page.organisation,), "role": (page.role,)}[key]
    return (value for value in own if value)


def contacts_of(extraction: Extraction, names: Collection[str]) -> Iterator[Contact]:
    """What a source gives of one person (``names``: folded): told, in a signature, or an address among its people."""
    yield from (c for c in extraction.contacts if c.name and fold(c.name) in names)
    yield from (
        Contact(name=p.name, email=p.email)
        for p in extraction.participants
        if p.name and p.email and fold(p.name) in names
    )


def field_value(
    key: str, value: str, standing: str | tuple[str, ...] | None, page: str | None
) -> str | tuple[str, ...]:
    """What a key becomes: an address joins those that are there, an organisation is a link where it has a page."""
    if key == "email":
        kept = _many(standing)
        return (*kept, value) if kept else value
    if key == "organisation":
        return wikilink(page, value) if page else escape_title(value)
    return value


def _folded(key: str, value: str) -> str:
    value = _plain(value)
    return "".join(c for c in value if c.isdigit()).lstrip("0") if key == "phone" else fold(value)


def _plain(value: str) -> str:
    return value.removeprefix("[[").removesuffix("]]").rpartition("|")[2]


def _many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ((value,) if value else ())
