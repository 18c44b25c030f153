"""Drafts to Sources: utterances numbered, the date settled, the title and the id given."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from hashlib import sha256

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft, Guess, Sample, check_length
from minutebook.flow.adapt.dating import Stamp, find_stamp
from minutebook.flow.adapt.label import MARKS
from minutebook.flow.adapt.naming import clean_title, title_of_name
from minutebook.flow.adapt.yearless import day_of_name, day_of_speech
from minutebook.model.source import DatedFrom, Message, Part, Source, SourceKind, Utterance
from minutebook.text import patterns as re
from minutebook.text.ids import stable_id

_FIRST_YEAR = 1990
_LAST_YEAR = 2099
_AHEAD = timedelta(days=2)
"""How far a date may lie after the file's own time: clocks and time zones differ by less."""
_PREPARED = timedelta(days=180)
"""How long before it an event is prepared; a file's time further off is no clue."""
_SPOKEN = (SourceKind.CONVERSATION, SourceKind.MEMO)
_WORD = re.compile(r"\w+")
_TITLE = 200  # characters; a longer first line is no title


class _When(msgspec.Struct, frozen=True):
    day: date
    clock: time | None
    found: DatedFrom
    warnings: tuple[str, ...] = ()


def make_source(
    sample: Sample, draft: Draft, guess: Guess, modified: datetime, zone: tzinfo | None, private: str = ""
) -> Source:
    """The source that one draft makes, ``private`` for the reason given; raises SourceError where nothing is said in it."""
    utterances = _number(draft.cues)
    if not utterances and not draft.messages:
        raise SourceError(f"{sample.name} holds nothing that was said or written. Export it again, or delete it.")
    check_length(sample.name, sum(len(u.text) for u in utterances))
    when = settle_date(draft, sample.name, modified, zone)
    return Source(
        id=_identify(utterances, when.day, [message.id for message in draft.messages if message.id]),
        kind=draft.kind,
        format=draft.format,
        parts=(Part(sample.name, sha256(sample.data).hexdigest(), len(sample.data)),),
        date=when.day,
        dated_from=when.found,
        title=_entitle(draft, sample.name),
        utterances=utterances,
        time=when.clock,
        people=draft.people,
        aside=draft.aside,
        language=draft.language,
        sureness=guess.sureness,
        reason=guess.reason,
        message_ids=tuple(message.id for message in draft.messages if message.id),
        messages=tuple(_localise(message, zone) for message in draft.messages),
        warnings=draft.warnings + when.warnings,
        private=private,
    )


def _localise(message: Message, zone: tzinfo | None) -> Message:
    """A mail whose file states no offset was sent by the clock of the settings' zone."""
    if message.sent is None or message.sent.tzinfo is not None:
        return message
    sent = message.sent.replace(tzinfo=zone) if zone else message.sent.astimezone()
    return msgspec.structs.replace(message, sent=sent)


def _number(cues: Sequence[Cue]) -> tuple[Utterance, ...]:
    """Utterances in file order; what has no text was not said."""
    spoken = [cue for cue in cues if cue.text.strip()]
    return tuple(
        Utterance(
            id=number,
            text=" ".join(cue.text.split()),
            speaker=(cue.speaker or "").strip(" \t" + MARKS) or None,
            start=cue.start,
            end=cue.end,
            block=number,
            form=cue.form,
            checked=cue.checked,
            level=cue.level,
            joins=cue.joins and number > 0,
            place=cue.place,
        )
        for number, cue in enumerate(spoken)
    )


def _identify(utterances: tuple[Utterance, ...], day: date, message_ids: Sequence[str]) -> str:
    words = (
        word
        for utterance in utterances
        for word in _WORD.findall(unicodedata.normalize("NFKC", utterance.text).casefold())
    )
    return stable_id("source", " ".join(words), day.isoformat(), *message_ids)


def settle_date(draft: Draft, name: str, modified: datetime, zone: tzinfo | None) -> _When:
    """The date from the content, else the file's name, else its properties or its time; what is no plausible date is passed over.

    A date before 1990 is a number that looks like one. A date in the middle of a name that lies after the file's own time
    is what the meeting was about (``Launch 2031-01-15 planning``); at the edge of a name, or in the content, it is taken,
    with a warning.
    """
    warnings: tuple[str, ...] = ()
    prepared = draft.prepares and draft.date is not None and _is_ahead(draft.date, modified, zone, _PREPARED)
    named_first = draft.prepares and draft.date is not None and _is_named_before(name, draft.date)
    stated = None if prepared or named_first else draft.moment or draft.date
    if stated is not None:
        if _FIRST_YEAR <= stated.year <= _LAST_YEAR:
            local = draft.moment.astimezone(zone) if draft.moment is not None else None
            day, clock = (local.date(), local.time()) if local else (draft.date or modified.date(), draft.time)
            return _When(day, _to_second(clock), DatedFrom.CONTENT, _warn_ahead(day, modified, zone))
        warnings = (f"The date that the file states ({stated}) cannot be right and was not used.",)
    stamp = find_stamp(name)
    if stamp is not None and not (_in_middle(stamp, name) and _is_ahead(stamp.day, modified, zone)):
        moment = stamp.moment.astimezone(zone) if stamp.moment else None
        day = moment.date() if moment else stamp.day
        clock = moment.time() if moment else stamp.clock
        return _When(day, _to_second(clock), DatedFrom.NAME, warnings + _warn_ahead(day, modified, zone))
    local_day = modified.astimezone(zone).date()
    if draft.kind in _SPOKEN and (spoken := day_of_speech(draft.cues, local_day)):
        return _When(spoken, None, DatedFrom.CONTENT, warnings)
    named = day_of_name(name, local_day) if draft.kind in _SPOKEN else None  # a document has its year inside
    if named is not None:
        return _When(named, None, DatedFrom.NAME, warnings)
    made = draft.made if draft.made and draft.made.year >= _FIRST_YEAR and draft.made <= modified + _AHEAD else modified
    return _When(made.astimezone(zone).date(), None, DatedFrom.MODIFIED, warnings)


def _to_second(clock: time | None) -> time | None:
    return clock.replace(microsecond=0, tzinfo=None) if clock else None


def _is_ahead(day: date, modified: datetime, zone: tzinfo | None, most: timedelta = timedelta.max) -> bool:
    """Whether a day lies after the file's own time, by no more than ``most``."""
    ahead = day - modified.astimezone(zone).date()
    return _AHEAD < ahead <= most


def _is_named_before(name: str, event: date) -> bool:
    """Whether a file's name ends in or begins with a date of its own before that of what its list prepares."""
    stamp = find_stamp(name)
    return stamp is not None and not _in_middle(stamp, name) and stamp.day < event <= stamp.day + _PREPARED


def _warn_ahead(day: date, modified: datetime, zone: tzinfo | None) -> tuple[str, ...]:
    return (f"It is dated {day}, which lies after the file's own time.",) if _is_ahead(day, modified, zone) else ()


def _in_middle(stamp: Stamp, name: str) -> bool:
    before, after = name[: stamp.begin], name[stamp.end :].rpartition(".")[0]
    return any(c.isalpha() for c in before) and any(c.isalpha() for c in after)


def _entitle(draft: Draft, name: str) -> str:
    stated = " ".join((draft.title or "").split())[:_TITLE].strip()
    if draft.messages:
        return stated or title_of_name(name) or "Untitled e-mail"
    return clean_title(stated) or title_of_name(name) or stated.strip("#*_ ") or f"Untitled {draft.kind.value}"
