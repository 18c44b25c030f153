"""A forum that nobody named as one yet: a group that meets again and again under the same title."""

from collections.abc import Callable, Iterable

from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.names import fold, lexicon

MEETINGS = 3
"""Days on which a group met under one title from which it is asked whether that is a forum: twice is chance."""
_GROUP = 3
"""People of the smallest forum: two who meet have each other's page."""
_NUMBERED = re.compile(
    r"\b(?:week|kw|no|nr|part|session|episode|sprint|q)\.? ?#?\d+\b|[\[(]?#?\b\d[\d.:/_-]*(?:st|nd|rd|th|am|pm)?\b[\])]?"
    r"|\b(?:january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)
_ANY = frozenset(
    "a an the of and our my new team meeting meetings call calls sync catch up weekly daily monthly quarterly biweekly regular general group "
    "discussion talk chat session recording notes transcript untitled zoom teams meet google webex audio video memo minutes status update "
    "updates check in review planning workshop monday tuesday wednesday thursday friday saturday sunday morning afternoon evening".split()
)
"""Words that many meetings are called by: alone they name none."""


def recurring_forum(
    source: Source, extraction: Extraction, entities: Iterable[Entity], met: Callable[[str], int]
) -> str | None:
    """What a group's meetings are called, where ``met`` (on how many other days under a title) says that they recur.

    None where the title names somebody, something known, or nothing in particular.
    """
    if source.kind is not SourceKind.CONVERSATION or sum(p.present for p in extraction.participants) < _GROUP:
        return None
    if extraction.subject is not None and extraction.subject.type is EntityType.FORUM:
        return None
    title = " ".join(_NUMBERED.sub(" ", source.title.replace("_", " ")).split()).strip(" -–—|,.:#&")
    words = _words(title)
    if len(words) < 2 or set(words) <= _ANY or any(lexicon().is_name(word) for word in words):
        return None
    if met(title) + 1 < MEETINGS:
        return None
    named = f" {' '.join(words)} "
    waiting = (EntityType.FORUM, EntityState.PROPOSED)
    known = (form for e in entities if (e.type, e.state) != waiting for form in (e.name, *e.aliases))
    return None if any(f" {' '.join(_words(form))} " in named for form in known if form.strip()) else title


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", fold(text))
