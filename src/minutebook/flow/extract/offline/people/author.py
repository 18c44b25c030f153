"""Who wrote a document: the author that it names, or the owner of the vault where it is their journal."""

from datetime import date

import msgspec

from minutebook.flow.extract.offline.people.posted import GREETING
from minutebook.model.entity import Me
from minutebook.model.source import Form, Header, Source, SourceKind, Utterance
from minutebook.text import patterns as re
from minutebook.text.dates import find_dates
from minutebook.text.labels import is_generic
from minutebook.text.names import fold, lexicon

AUTHOR = "author"
FIRST = 8
"""Utterances at the beginning among which a document names its author."""
OWN = 0.15
"""Share of the sentences of a text in which its writer says "I" or "my" from which it is a journal."""
LONGEST = 120
"""Characters of a line that only says who wrote a document and when."""


def attribute(source: Source, me: Me) -> Source:
    """The document with its author among its people, where it has none yet."""
    if (
        source.kind is not SourceKind.DOCUMENT
        or source.people
        or source.format == "pdf"
        or any(u.form is Form.TURN or GREETING.fullmatch(u.text) for u in source.utterances)
    ):
        return source
    named = find_author(source)
    if named is None and me.name and (is_journal(source) or any(_I.search(u.text) for u in source.utterances)):
        named = me.name
    if named is None or is_generic(named):
        return source
    return msgspec.structs.replace(source, people=(Header(named, role=AUTHOR),))


def find_author(source: Source) -> str | None:
    """Whom the first lines of a document call its author, or its last line names alone."""
    said = (_find_author(u, source.date) for u in source.utterances[:FIRST])
    signed = (m["name"] for u in source.utterances[-1:] if (m := _SIGNED.fullmatch(u.text)) and _is_person(m["name"]))
    return next(filter(None, (*said, *signed)), None)


def _find_author(utterance: Utterance, reference: date) -> str | None:
    """Whom a line calls the author: "Prepared by …", "Proposal by …, 3 May 2026", or one that is a name, perhaps an organisation, and a date."""
    if match := _BY.match(utterance.text):
        return match["name"]
    days = [span for span in find_dates(utterance.text, reference) if _YEAR.search(span.text)]
    if len(utterance.text) > LONGEST or not (days or _WRITTEN.search(utterance.text)):
        return None
    if match := _WORK_BY.search(utterance.text):
        return match["name"]
    bare = utterance.text
    for span in reversed(days):
        bare = f"{bare[: span.start]}{bare[span.end :]}"
    line = _BYLINE.fullmatch(bare.strip(" ,|–—-.()"))
    return line["name"] if line and utterance.form is not Form.HEADING and _is_person(line["name"]) else None


def _is_person(name: str) -> bool:
    """Whether a name begins as people's do, and not as a firm's or a place's."""
    return lexicon().is_name(fold(name.split(maxsplit=1)[0]))


def is_journal(source: Source) -> bool:
    """Whether a document is somebody's own diary: called by a day or as one, or written in the first person."""
    if any(person.role != "author" for person in source.people):
        return False
    names = [source.title, *(part.name.rpartition("/")[2].rpartition(".")[0] for part in source.parts)]
    if any(_DAY.fullmatch(name.strip()) or _DIARY.search(name.lower()) for name in names):
        return True
    told = [u.text for u in source.utterances if u.form is not Form.HEADING]
    if any(_AUTHOR.match(text.lower()) for text in told[:FIRST]):
        return False
    return sum(_FIRST.search(text) is not None for text in told) >= max(2, OWN * len(told))


_NAME = r"(?P<name>[A-ZÀ-Þ][\w'’.-]+(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w'’.-]+){1,3}?)"
_WRITTEN = re.compile(r"\b(?:written|prepared|drafted|compiled) by\b", re.IGNORECASE)
_WORK_BY = re.compile(
    rf"\b(?:[Ww]ritten|[Pp]repared|[Dd]rafted|[Cc]ompiled|[Pp]roposal|[Rr]eport|[Rr]eview|[Ss]urvey|[Qq]uotation|[Oo]ffer|[Nn]otes?|[Pp]lan|[Mm]emo|[Ss]ummary) by {_NAME}(?=[,.;(|]|$| \(| (?:on|for|and|in|to)\b)"
)
_BYLINE = re.compile(
    rf"(?:[Bb]y |[Ff]rom |(?:(?:[Ss]ite )?[Vv]isit|[Ii]nspection|[Ss]urvey|[Aa]udit|[Ii]nspected|[Ss]urveyed|[Vv]isited)(?: of| on| by)?[ ,]+(?:by )?)?{_NAME}(?: ?[,|(–—-] ?[A-ZÀ-Þa-z][\w&'’. -]{{1,40}}\)?)?"
)
_SIGNED = re.compile(rf"(?:— ?|– ?|- ?)?{_NAME}\.?")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_I = re.compile(r"\bI\b(?! ?[.)])")
_BY = re.compile(
    r"(?i:prepared by|author|written by|drafted by|compiled by)\b:? (?P<name>[A-ZÀ-Þ][\w'’.-]+(?: (?:[a-z]{1,3} )?[A-ZÀ-Þ][\w'’.-]+){1,3}?)(?=[,.;(|]|$| (?:on|for|and|in)\b)"
)
_DAY = re.compile(
    r"(?:[A-Z][a-z]+day,? )?\d{4}[-_.]?\d{2}[-_.]?\d{2}(?:[ -][A-Z][a-z]+day)?|(?:[A-Z][a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+(?: \d{4})?"
)
_DIARY = re.compile(r"\b(?:journal|diary|daily|tagebuch|log ?book|notes to self|week ?notes)\b")
_AUTHOR = re.compile(r"(?:prepared by|author|written by|by|from|circulation|to|attendees|present)\b:? ")
_FIRST = re.compile(r"\b(?:I|my|me|I'[a-z]+)\b")
