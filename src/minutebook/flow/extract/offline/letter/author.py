"""Who wrote a document: the author that it names, or the owner of the vault where it is their journal."""

import re
from datetime import date

import msgspec

from minutebook.flow.extract.offline.letter.page import is_journal
from minutebook.model.entity import Me
from minutebook.model.source import Form, Header, Source, SourceKind, Utterance
from minutebook.text.dates import find_dates
from minutebook.text.labels import is_generic

AUTHOR = "author"
FIRST = 8
"""Utterances at the beginning among which a document names its author."""
LONGEST = 120
"""Characters of a line that only says who wrote a document and when."""


def attribute(source: Source, me: Me) -> Source:
    """The document with its author among its people, where it has none yet."""
    if (
        source.kind is not SourceKind.DOCUMENT
        or source.people
        or source.format == "pdf"
        or any(u.form is Form.TURN for u in source.utterances)
    ):
        return source
    named = next(filter(None, (_find_author(u, source.date) for u in source.utterances[:FIRST])), None)
    if named is None and me.name and (is_journal(source) or any(_I.search(u.text) for u in source.utterances)):
        named = me.name
    if named is None or is_generic(named):
        return source
    return msgspec.structs.replace(source, people=(Header(named, role=AUTHOR),))


def _find_author(utterance: Utterance, reference: date) -> str | None:
    """Whom a line calls the author: "Prepared by …", "Proposal by …, 3 May 2026", or one that is a name, perhaps an organisation, and a date."""
    if match := _BY.match(utterance.text):
        return match["name"]
    days = [span for span in find_dates(utterance.text, reference) if _YEAR.search(span.text)]
    if len(utterance.text) > LONGEST or not (days or _WRITTEN.search(utterance.text)):
        return None
    if match := _WORK_BY.search(utterance.text):
        return match["name"]
    line = _BYLINE.match(utterance.text)
    return line["name"] if line and days and days[-1].end >= len(utterance.text) - 1 else None


_NAME = r"(?P<name>[A-ZÀ-Þ][\w'’.-]+(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w'’.-]+){1,3}?)"
_WRITTEN = re.compile(r"\b(?:written|prepared|drafted|compiled) by\b", re.IGNORECASE)
_WORK_BY = re.compile(
    rf"\b(?:[Ww]ritten|[Pp]repared|[Dd]rafted|[Cc]ompiled|[Pp]roposal|[Rr]eport|[Rr]eview|[Ss]urvey|[Qq]uotation|[Oo]ffer|[Nn]otes?|[Pp]lan|[Mm]emo|[Ss]ummary) by {_NAME}(?=[,.;(|]|$| \(| (?:on|for|and|in|to)\b)"
)
_BYLINE = re.compile(rf"{_NAME}, ?(?:[A-ZÀ-Þ][\w&'’. -]{{1,40}}, ?)?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_I = re.compile(r"\bI\b(?! ?[.)])")
_BY = re.compile(
    r"(?i:prepared by|author|written by|drafted by|compiled by)\b:? (?P<name>[A-ZÀ-Þ][\w'’.-]+(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w'’.-]+){1,3}?)(?=[,.;(|]|$| (?:on|for|and|in)\b)"
)
