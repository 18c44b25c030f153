"""What a JSON layout is, and how its segments or words become one conversation's draft."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft
from minutebook.flow.adapt.values import array, email, first, moment, passage, records, string
from minutebook.model.source import Header, SourceKind
from minutebook.text import patterns as re

PAUSE = 2.0
"""Seconds of silence that end an utterance where nobody is named: what speech-to-text vendors use at most."""
ROOM = 100
"""Words of one speaker before the next sentence begins an utterance of its own: the length of Google Meet's paragraphs."""
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’)\]]*$")


class Layout(msgspec.Struct, frozen=True):
    """One tool's JSON: ``knows`` looks at the parsed value, ``read`` makes the drafts of a value that it knew."""

    format: str
    reason: str
    knows: Callable[[Any], bool]
    read: Callable[[Any], tuple[Draft, ...]]
    sureness: float = 0.95


class Word(msgspec.Struct, frozen=True):
    """One word with its time in seconds; ``glued`` stands next to the word before without a blank (punctuation)."""

    text: str
    speaker: str | None = None
    start: float | None = None
    end: float | None = None
    glued: bool = False


def turns(words: Iterable[Word | None]) -> Iterator[Cue | None]:
    """Cues of neighbouring words: one a change of speaker; where no speaker is known, one a sentence or a pause.

    A speaker who goes on for longer than ``ROOM`` has several, each ending with a sentence or a pause, so that a link to one
    opens what was said and not ten minutes of it.

    A word that could not be read passes through as None, so that it is counted.
    """
    run: list[Word] = []
    for word in words:
        if word is None:
            yield None
            continue
        if run and not word.glued and _ends(run, word):
            yield _turn(run)
            run = []
        run.append(word)
    if run:
        yield _turn(run)


def _ends(run: list[Word], word: Word) -> bool:
    last = run[-1]
    if run[0].speaker != word.speaker:
        return True
    if word.speaker is not None and len(run) < ROOM:
        return False
    paused = last.end is not None and word.start is not None and word.start - last.end > PAUSE
    return paused or bool(_SENTENCE_END.search(last.text))


def _turn(run: list[Word]) -> Cue:
    text = "".join(word.text if word.glued else " " + word.text for word in run)
    start = next((word.start for word in run if word.start is not None), None)
    end = max((word.end for word in run if word.end is not None), default=None)
    return Cue(" ".join(text.split()), run[0].speaker, start, end)


def in_time(cues: Iterable[Cue | None]) -> list[Cue | None]:
    """Cues of several channels in order of their start; one without a start stays after the one before it."""
    since = 0.0
    keyed: list[tuple[float, Cue | None]] = []
    for cue in cues:
        since = cue.start if cue is not None and cue.start is not None else since
        keyed.append((since, cue))
    return [cue for _, cue in sorted(keyed, key=lambda pair: pair[0])]


def conversation(
    layout: str,
    cues: Iterable[Cue | None],
    *,
    title: Any = None,
    when: datetime | None = None,
    people: tuple[Header, ...] = (),
    language: Any = None,
    aside: str = "",
    warnings: tuple[str, ...] = (),
) -> Draft:
    """The draft of one conversation; None among the cues is a segment that could not be read and is only counted.

    Raises SourceError where nothing was said.
    """
    found = list(cues)
    kept = [cue for cue in found if cue is not None and cue.text]
    unread = sum(cue is None for cue in found)
    if not kept:
        lost = f"; {unread} of its segments could not be read" if unread else ""
        raise SourceError(f"it is {layout}, but holds no speech{lost}; transcribe the recording again")
    if unread:
        warnings += (f"{unread} of {len(found)} segments could not be read and were left out",)
    untimed = sum(cue.start is None for cue in kept)
    if 0 < untimed < len(kept):
        warnings += (f"{untimed} of {len(kept)} segments state no readable time",)
    stated, day, clock = _dated(when)
    return Draft(
        format=layout,
        kind=SourceKind.CONVERSATION,
        cues=kept,
        title=string(title) or None,
        moment=stated,
        date=day,
        time=clock,
        people=people,
        language=_language(language),
        aside=aside,
        warnings=warnings,
    )


def _dated(when: datetime | None) -> tuple[datetime | None, date | None, time | None]:
    """An aware moment stays one; a naive one is a date and a time as written (none where it is a bare date)."""
    if when is None or when.tzinfo is not None:
        return when, None, None
    return None, when.date(), when.time() if when.time() != time() else None


def _language(value: Any) -> str | None:
    code = string(value) or ""
    return code.replace("_", "-").lower() if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", code) else None


def recorded(tree: Any, *keys: str) -> datetime | None:
    """The first of the keys that holds a moment."""
    return next((found for key in keys if (found := moment(first(tree, key)))), None)


def attendees(*lists: Any) -> tuple[Header, ...]:
    """The people of lists of attendees (names, addresses, or objects with either), each once."""
    found: dict[str, Header] = {}
    for each in (each for value in lists for each in array(value)):
        address = email(first(each, "email", "emailAddress", "email_address") if isinstance(each, dict) else each)
        name = (
            first(each, "displayName", "display_name", "name", "fullName", "full_name")
            if isinstance(each, dict)
            else each
        )
        name = None if email(name) else string(name)
        key = (address or name or "").casefold()
        if key and (key not in found or found[key].name is None):
            found[key] = Header(name or None, address)
    return tuple(found.values())


def spelt_summary(value: Any) -> str:
    """A tool's own summary as text, for the aside: a string, or an object's strings and lists under their keys."""
    if not isinstance(value, dict):
        return passage(value)
    parts = {
        key: "\n".join(filter(None, map(passage, each))) if isinstance(each, list) else passage(each)
        for key, each in value.items()
    }
    return "\n\n".join(f"{passage(key.replace('_', ' ')).capitalize()}\n{text}" for key, text in parts.items() if text)


def has_records(value: Any, *keys: str) -> bool:
    """Whether a list's first object has one of the keys (its first few are looked at: one may be broken)."""
    return any(key in each for each in records(array(value)[:20]) for key in keys)
