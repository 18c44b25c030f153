"""Drafts of a source in the Outbox: made once, brought up to date while nobody has touched them, then the user's."""

from collections.abc import Callable, Iterator, Mapping, MutableSet
from datetime import date
from enum import StrEnum
from hashlib import sha256

import msgspec

from minutebook.flow.outputs.draft import CALENDAR, LETTER, PAGE, Cited, cite, format_draft
from minutebook.flow.outputs.filing import place_draft
from minutebook.flow.outputs.invite import Booking, Method, compose_booking, format_booking, numbered
from minutebook.flow.outputs.letter import Letter
from minutebook.flow.outputs.reply import compose_reply, find_answer
from minutebook.model.change import Append, Change, NewFile, RemoveFile, WholeFile
from minutebook.model.extraction import Extraction, Invite
from minutebook.model.links import Links
from minutebook.model.record import DraftRecord
from minutebook.model.source import Source
from minutebook.run.calendars import standing_entry
from minutebook.run.drafted import MOVED, find_draft
from minutebook.run.redrafting import read_letter
from minutebook.run.session import Desk
from minutebook.text.filenames import fold_stem
from minutebook.text.ids import stable_id


class Purpose(StrEnum):
    """What a draft is for; its name is the label under which the note links it."""

    REPLY = "Reply"
    RECAP = "Recap"
    CALENDAR = "Calendar"


ASKED = "asked"
"""The wish for a letter that the user asked for."""
WRITTEN = "written"
"""The wish for a reply that a model wrote: it stands until its mail is answered otherwise, or its user asks again."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A draft to write: where it would stand, and its files by path for a stem and a sequence number."""

    purpose: Purpose
    source_id: str
    day: date
    title: str
    folder: str
    suffixes: tuple[str, ...]
    files: Callable[[str, int], Mapping[str, str]]
    number: int = 0
    """Of a source with several appointments, which one."""

    @property
    def id(self) -> str:
        return draft_id(self.source_id, self.purpose, self.number)

    @property
    def label(self) -> str:
        """Under which the note links it."""
        return f"{self.purpose} {self.number + 1}" if self.number else self.purpose.value


class Drafted(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a source's drafts: the changes, the files to open by label, and what to say of it."""

    changes: tuple[Change, ...] = ()
    shown: Mapping[str, str] = msgspec.field(default_factory=dict)
    log: tuple[str, ...] = ()


class State(StrEnum):
    """What became of a draft since it was written."""

    NONE = "none"
    UNTOUCHED = "untouched"
    EDITED = "edited"
    GONE = "gone"


def draft_id(source_id: str, purpose: Purpose, number: int = 0) -> str:
    """The id of a source's one draft of a purpose, and of an appointment where it makes several."""
    return stable_id(source_id, "draft", purpose, *numbered(number))


def draft_source(
    source: Source, links: Links, note: str, rendering: str, desk: Desk, taken: MutableSet[str]
) -> Drafted:
    """The drafts that a source asks for: a reply where one is needed, a calendar file where a time was named.

    ``taken``: the folded stems of the vault's notes, to which those of new drafts are added.
    """
    extraction, me = links.extraction, desk.settings.owner()
    wish = _wish(source.id, Purpose.REPLY, desk)
    reply = compose_reply(source, extraction, me) if extraction.reply.needed or wish else "no reply is needed"
    standing = None if isinstance(reply, str) else find_written(source.id, reply, desk)
    bookings = dict(_bookings(source, extraction, note, desk))
    done = []
    if isinstance(reply, str):
        done.append(withdraw_draft(source.id, Purpose.REPLY, desk))
    elif standing is None:
        done.append(settle_draft(reply_draft(source, links, reply, note, rendering, desk), desk, taken))
    for number, booking in bookings.items():
        if booking is None:
            done.append(withdraw_draft(source.id, Purpose.CALENDAR, desk, number))
        else:
            done.append(settle_draft(calendar_draft(source, booking, desk, number), desk, taken))
    return Drafted(
        changes=tuple(change for one in done for change in one.changes),
        shown=_shown(_find(draft_id(source.id, Purpose.RECAP), desk), desk)
        | ({Purpose.REPLY.value: standing} if standing else {})
        | {label: path for one in done for label, path in one.shown.items()},
        log=(*(line for one in done for line in one.log), *(_doubts(source) if any(bookings.values()) else ())),
    )


def _wish(source_id: str, purpose: Purpose, desk: Desk, number: int = 0) -> str:
    record = _find(draft_id(source_id, purpose, number), desk)
    return record.wish if record else ""


def _doubts(source: Source) -> tuple[str, ...]:
    return source.warnings if any(message.events for message in source.messages) else ()


def _bookings(source: Source, extraction: Extraction, note: str, desk: Desk) -> Iterator[tuple[int, Booking | None]]:
    """What is to stand in the calendar of each appointment that the source makes or made, by its number; None for one that it makes no more."""
    invites = {each.number: each for each in (extraction.invite, *extraction.also) if each}
    number = 0
    while not number or number <= max(invites, default=0) or _record(source.id, number, desk):
        invite = invites.get(number)
        booking = _booking(source, invite, note, desk, _wish(source.id, Purpose.CALENDAR, desk, number))
        is_past = booking and booking.start.astimezone(desk.settings.zone()).date() < source.date
        if not (is_past and invite is not extraction.invite and _record(source.id, number, desk) is None):
            yield number, booking
        number += 1


def _booking(source: Source, invite: Invite | None, note: str, desk: Desk, wish: str) -> Booking | None:
    """The entry of one appointment, unless a calendar of the vault has it."""
    method = Method(wish) if wish else None
    about = " · ".join((_stem(note), *_doubts(source)))
    booking = compose_booking(source, invite, desk.settings.owner(), desk.settings.zone(), about=about, method=method)
    if isinstance(booking, str) or (not method and standing_entry(desk, source, booking.start)):
        return None
    return booking


def _record(source_id: str, number: int, desk: Desk) -> DraftRecord | None:
    return _find(draft_id(source_id, Purpose.CALENDAR, number), desk)


def _shown(recap: DraftRecord | None, desk: Desk) -> dict[str, str]:
    """The recap that the user asked for, as long as it is there."""
    shown = [path for path in (recap.paths if recap else ()) if path.endswith(PAGE) and desk.store.has(path)]
    return {Purpose.RECAP.value: shown[0]} if shown else {}


def reply_draft(
    source: Source,
    links: Links,
    letter: Letter,
    note: str | None,
    rendering: str,
    desk: Desk,
    more: tuple[Cited, ...] = (),
) -> Draft:
    """The draft of a reply. ``more``: passages of the book that it rests on."""
    shared = desk.store.shared_stems()
    answer = find_answer(source, links.extraction, desk.settings.owner())
    passages = cite(answer.passages, source, rendering, shared)
    return letter_draft(Purpose.REPLY, source, letter, note, desk, (*passages, *more))


def find_written(source_id: str, letter: Letter, desk: Desk) -> str | None:
    """The page of the reply that a model wrote to the same mail, while nobody has touched it."""
    record = _find(draft_id(source_id, Purpose.REPLY), desk)
    if record is None or record.wish != WRITTEN or find_state(record, desk) is not State.UNTOUCHED:
        return None
    standing = read_letter(record, desk.folder)
    same = standing is not None and standing.in_reply_to == letter.in_reply_to
    return next((path for path in record.paths if path.endswith(PAGE)), None) if same else None


def letter_draft(
    purpose: Purpose, source: Source, letter: Letter, note: str | None, desk: Desk, passages: tuple[Cited, ...] = ()
) -> Draft:
    """The draft of any letter that a source gives rise to."""
    shared = desk.store.shared_stems()
    identity = draft_id(source.id, purpose)

    def files(stem: str, _: int) -> Mapping[str, str]:
        return format_draft(
            letter, stem, draft_id=identity, day=source.date, note=note, passages=passages, shared=shared
        )

    return Draft(
        purpose=purpose,
        source_id=source.id,
        day=source.date,
        title=letter.subject,
        folder=desk.settings.folders.replies,
        suffixes=(LETTER, PAGE),
        files=files,
    )


def calendar_draft(source: Source, booking: Booking, desk: Desk, number: int = 0) -> Draft:
    """The draft of a calendar entry. ``number``: of which appointment of the source."""

    def files(stem: str, sequence: int) -> Mapping[str, str]:
        return {stem + CALENDAR: format_booking(booking, desk.now, sequence)}

    return Draft(
        purpose=Purpose.CALENDAR,
        source_id=source.id,
        day=booking.start.astimezone(desk.settings.zone()).date(),
        title=booking.title,
        folder=desk.settings.folders.calendar,
        suffixes=(CALENDAR,),
        files=files,
        number=number,
    )


# -- what becomes of one


def _find(identity: str, desk: Desk) -> DraftRecord | None:
    return find_draft(identity, desk.store, desk.folder, desk.settings.folders)


def find_state(record: DraftRecord | None, desk: Desk) -> State:
    """What became of a draft since it was written. One of whose files is gone while another is there, or that was moved, was edited."""
    if record is None or not record.paths:
        return State.NONE
    held = [desk.folder.read(path) for path in record.paths]
    if not any(data is not None for data in held):
        return State.GONE
    same = all(
        data is not None and sha256(data).hexdigest() == sha for data, sha in zip(held, record.sha256s, strict=True)
    )
    return State.UNTOUCHED if same else State.EDITED


def settle_draft(draft: Draft, desk: Desk, taken: MutableSet[str], wish: str = "") -> Drafted:
    """Write the draft, or bring it up to date; what the user edited stays, what they took away comes only at their ``wish``."""
    record = _find(draft.id, desk)
    state = find_state(record, desk)
    if record is None or state is State.NONE or (state is State.GONE and wish):
        return _write_new(draft, desk, taken, record, wish or (record.wish if record else ""))
    shown = next((path for path in record.paths if path.endswith((PAGE, CALENDAR))), record.paths[0])
    match state:
        case State.GONE:
            return Drafted(
                log=(f"{_stem(shown)} was drafted before; you took the draft away, so it is not made again",)
            )
        case State.EDITED:
            return Drafted(
                shown=_label(draft, shown, desk), log=(f"{shown} is yours by now (you {_did(record)} it); it stays",)
            )
    stem = record.paths[0].rpartition(".")[0]
    same = draft.files(stem, record.sequence)
    if all(_is_same(text, desk.folder.read(path)) for path, text in same.items()):
        return Drafted(shown={draft.label: shown})
    if draft.purpose is Purpose.CALENDAR and not _stem(stem).startswith(draft.day.isoformat()):
        return _move(draft, desk, taken, record)
    files = draft.files(stem, record.sequence + 1)
    changes: list[Change] = [WholeFile(path, text) for path, text in files.items()]
    wish = wish or (ASKED if record.wish == WRITTEN else record.wish)
    written = Append(_written(draft, files, record.sequence + 1, wish))
    return Drafted(
        changes=(*changes, written),
        shown={draft.label: shown},
        log=(f"draft brought up to date: {shown}",),
    )


def _did(record: DraftRecord) -> str:
    return "moved" if MOVED in record.sha256s else "changed"


def _write_new(draft: Draft, desk: Desk, taken: MutableSet[str], before: DraftRecord | None, wish: str) -> Drafted:
    stem = place_draft(draft.day, draft.title, draft.folder, draft.suffixes, taken, desk.store.has)
    taken.add(fold_stem(_stem(stem)))
    sequence = before.sequence + 1 if before else 0
    files = draft.files(stem, sequence)
    shown = stem + draft.suffixes[-1]
    changes: list[Change] = [NewFile(path, text) for path, text in files.items()]
    written = Append(_written(draft, files, sequence, wish))
    return Drafted(changes=(*changes, written), shown={draft.label: shown}, log=(f"drafted: {shown}",))


def _move(draft: Draft, desk: Desk, taken: MutableSet[str], record: DraftRecord) -> Drafted:
    """A calendar entry that is on another day now, under the name of that day."""
    written = _write_new(draft, desk, taken, record, record.wish)
    gone = map(RemoveFile, record.paths, record.sha256s)
    told = f"draft brought up to date: {written.shown[draft.label]}"
    return msgspec.structs.replace(written, changes=(*gone, *written.changes), log=(told,))


def withdraw_draft(source_id: str, purpose: Purpose, desk: Desk, number: int = 0) -> Drafted:
    """A draft that nothing asks for any more goes, while it is as it was written."""
    record = _find(draft_id(source_id, purpose, number), desk)
    if record is None or find_state(record, desk) is not State.UNTOUCHED:
        return Drafted()
    gone = msgspec.structs.replace(record, paths=(), sha256s=())
    return Drafted(
        changes=(*map(RemoveFile, record.paths, record.sha256s), Append(gone)),
        log=(f"no longer asked for, taken out of the Outbox: {_stem(record.paths[-1])}",),
    )


def _written(draft: Draft, files: Mapping[str, str], sequence: int, wish: str) -> DraftRecord:
    return DraftRecord(
        id=draft.id,
        source_id=draft.source_id,
        paths=tuple(files),
        sha256s=tuple(sha256(text.encode()).hexdigest() for text in files.values()),
        sequence=sequence,
        wish=wish,
    )


def _label(draft: Draft, shown: str, desk: Desk) -> dict[str, str]:
    return {draft.label: shown} if desk.store.has(shown) else {}


def _is_same(text: str, data: bytes | None) -> bool:
    """Whether a file says this already; when a calendar file was written is no part of what it says."""
    return data is not None and _unstamped(text) == _unstamped(data.decode("utf-8", "replace"))


def _unstamped(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("DTSTAMP:"))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(PAGE)
