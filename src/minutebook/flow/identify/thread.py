"""Threads: a mail that answers, or is answered by, one that is known goes to the same source."""

from collections.abc import Iterable, Sequence

import msgspec

from minutebook.model.record import SourceRecord
from minutebook.model.source import Header, Message, Source, Utterance
from minutebook.text.names import fold
from minutebook.text.words import split_words

_FEW = 4
"""Words from which two mails of one person, subject and day are the same mail, one of them without an id."""
_QUOTED = 7
"""Words from which a mail that stands whole in another one is known by them."""


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
    fresh = [
        message
        for message in arrived.messages
        if _key(message, arrived) not in have and not _has_again(known, message, arrived)
    ]
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


def _has_again(known: Source, message: Message, arrived: Source) -> bool:
    """Whether a mail is one of the known ones as another program saved it: one of the two has no id."""
    others = [other for other in known.messages if not (message.id and other.id)]
    return any(_is_again(_mail(message, arrived), _mail(other, known)) for other in others)


def is_retold(source: Source, known: Source) -> bool:
    """Whether a mail of one is a mail of the other as another program saved it, or is quoted whole in one that names no ids."""
    pairs = ((_mail(a, source), _mail(b, known)) for a in source.messages for b in known.messages)
    return any(_is_again(a, b) or _quotes(a, b) or _quotes(b, a) for a, b in pairs)


class _Mail(msgspec.Struct, frozen=True):
    """A mail with its words: those of its own, and those that it quotes."""

    message: Message
    words: str
    count: int
    quoted: str
    subject: str

    @property
    def sender(self) -> Header | None:
        return next((person for person in self.message.people if person.role == "from"), None)


def _mail(message: Message, source: Source) -> _Mail:
    own = [word for utterance in _said(message, source) for word in split_words(utterance.text)]
    quoted = split_words(" ".join((*(quote.text for quote in message.inline), message.quoted)))
    subject = message.subject.rpartition(":")[2]
    return _Mail(message, f" {' '.join(own)} ", len(own), f" {' '.join(quoted)} ", " ".join(split_words(subject)))


def _is_again(one: _Mail, other: _Mail) -> bool:
    """Whether two are one mail: the same words by the same person on one day or, by the zones of two programs, the next; not both with ids."""
    if (one.message.id and other.message.id) or one.words != other.words or one.count < _FEW:
        return False
    return one.subject == other.subject and _is_one(one.sender, other.sender) and abs(_days(one, other)) <= 1


def _quotes(one: _Mail, other: _Mail) -> bool:
    """Whether a mail has the whole of another one below it, to or from whom it was written."""
    if other.count < _QUOTED or other.words not in one.quoted or _days(one, other) < -1 or one.subject != other.subject:
        return False
    return any(_is_one(person, other.sender) for person in one.message.people)


def _is_one(one: Header | None, other: Header | None) -> bool:
    """Whether two names of a header are of one person: by address, else by name where one of them has none."""
    if one is None or other is None:
        return False
    if one.email and other.email:
        return one.email.lower() == other.email.lower()
    return bool(one.name and other.name) and fold(one.name or "") == fold(other.name or "")


def _days(one: _Mail, other: _Mail) -> int:
    """How many days a mail was written after another, by the clocks that they state; 0 where one of them states none."""
    there, here = one.message.sent, other.message.sent
    return (there.date() - here.date()).days if there and here else 0


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
