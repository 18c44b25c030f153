"""Threads: a mail that answers, or is answered by, one that is known goes to the same source."""

from collections.abc import Iterable, Sequence

import msgspec

from minutebook.model.record import SourceRecord
from minutebook.model.source import Header, Message, Source, Utterance
from minutebook.text.words import split_words


class Joined(msgspec.Struct, frozen=True):
    """A known thread with the mails that arrived: ``fresh`` of them are new. Utterances have their block numbers."""

    source: Source
    fresh: int
    next_block: int


def is_thread(source: Source, record: SourceRecord) -> bool:
    """Whether the source's mails and the known ones are of one thread: one is the other, answers it, or both answer a third."""
    ids = source.thread_ids
    return bool(source.messages and ids) and not set(ids).isdisjoint((*record.message_ids, *record.answered_ids))


def join_thread(known: Source, arrived: Source, next_block: int = 0) -> Joined:
    """The known thread and what arrived as one source: mails by date, each once.

    Passages of the known one keep their blocks, those of new mails get the next free ones in the order of their dates. The
    date is the newest, the title stays; the file that arrived comes first among the parts.
    """
    have = {_key(message, known) for message in known.messages}
    fresh = [message for message in arrived.messages if _key(message, arrived) not in have]
    free = max(next_block, max((u.block for u in known.utterances), default=-1) + 1)
    said = {id(message): _said(message, known) for message in known.messages}
    for message in sorted(fresh, key=_moment):
        said[id(message)] = tuple(
            msgspec.structs.replace(utterance, block=free + n) for n, utterance in enumerate(_said(message, arrived))
        )
        free += message.count
    order = sorted((*known.messages, *fresh), key=_moment)
    utterances: list[Utterance] = []
    messages: list[Message] = []
    for message in order:
        messages.append(msgspec.structs.replace(message, first=len(utterances)))
        utterances += said[id(message)]
    newest = arrived if (arrived.date, _clock(arrived)) > (known.date, _clock(known)) else known
    source = msgspec.structs.replace(
        known,
        parts=tuple(dict.fromkeys((*arrived.parts, *known.parts))),
        date=newest.date,
        time=newest.time,
        dated_from=newest.dated_from,
        people=_people(known.people, arrived.people),
        utterances=tuple(msgspec.structs.replace(u, id=n) for n, u in enumerate(utterances)),
        message_ids=tuple(message.id for message in messages if message.id),
        messages=tuple(messages),
        warnings=tuple(dict.fromkeys((*known.warnings, *arrived.warnings))),
        private=known.private or arrived.private,
    )
    return Joined(source, len(fresh), free)


def _key(message: Message, source: Source) -> object:
    """What makes two mails the same: their id, else who sent what words when."""
    if message.id:
        return message.id
    words = (word for utterance in _said(message, source) for word in split_words(utterance.text))
    return tuple(person.email or person.name for person in message.people if person.role == "from"), tuple(words)


def _said(message: Message, source: Source) -> Sequence[Utterance]:
    return source.utterances[message.first : message.first + message.count]


def _moment(message: Message) -> float:
    return message.sent.timestamp() if message.sent else 0.0


def _clock(source: Source) -> str:
    return source.time.isoformat() if source.time else ""


def _people(*groups: Iterable[Header]) -> tuple[Header, ...]:
    found: dict[str, Header] = {}
    for person in (person for group in groups for person in group):
        found.setdefault(person.email or (person.name or "").casefold(), person)
    return tuple(found.values())
