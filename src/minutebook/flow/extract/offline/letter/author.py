"""Who wrote a document: the author that it names, or the owner of the vault where it is their journal."""

import re

import msgspec

from minutebook.flow.extract.offline.letter.page import is_journal
from minutebook.model.entity import Me
from minutebook.model.source import Form, Header, Source, SourceKind
from minutebook.text.labels import is_generic

AUTHOR = "author"
FIRST = 8
"""Utterances at the beginning among which a document names its author."""


def attribute(source: Source, me: Me) -> Source:
    """The document with its author among its people, where it has none yet."""
    if source.kind is not SourceKind.DOCUMENT or source.people or any(u.form is Form.TURN for u in source.utterances):
        return source
    named = next((match["name"] for u in source.utterances[:FIRST] if (match := _BY.match(u.text))), None)
    if named is None and me.name and is_journal(source):
        named = me.name
    if named is None or is_generic(named):
        return source
    return msgspec.structs.replace(source, people=(Header(named, role=AUTHOR),))


_BY = re.compile(
    r"(?i:prepared by|author|written by|drafted by|compiled by)\b:? (?P<name>[A-ZÀ-Þ][\w'’.-]+(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w'’.-]+){1,3}?)(?=[,.;(|]|$| (?:on|for|and|in)\b)"
)
