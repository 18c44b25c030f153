"""Who wrote each mail of a source, and to whom: people by their addresses; mailboxes and lists are nobody."""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from minutebook.flow.extract.offline.people.pool import Pool
from minutebook.model.entity import Context, Entity
from minutebook.model.source import Header, Message, Source
from minutebook.text import patterns as re
from minutebook.text.labels import is_generic, read_label
from minutebook.text.names import TITLES, fold, lexicon, words

WRITERS = ("from",)
_MAILBOXES = words(
    "info sales orders order office support hello team billing accounts accounting invoices news newsletter noreply no-reply donotreply contact help service"
    " services mail post admin enquiries enquiry bookings booking reservations jobs careers hr press marketing events alerts notifications notification receipts"
    " customerservice customercare webmaster postmaster mailer-daemon do-not-reply reception welcome updates security feedback members membership store shop"
    " kontakt vertrieb buchhaltung rechnung ventas pedidos contacto contabilidad accueil commercial comptabilite ufficio vendite verkoop administratie"
)
"""Local parts of addresses that are a desk's and not a person's."""
_LIST_HOST = re.compile(r"(?:^|\.)(?:lists?|groups?|listserv|mailman|discuss)\.")


class Mail(msgspec.Struct, frozen=True):
    """One mail with its people by full name. ``lines`` are the ids of utterances that it holds."""

    message: Message
    sender: str | None
    to: tuple[str, ...]
    cc: tuple[str, ...]
    utterances: range
    day: date
    """The day on which it was sent, where it was sent."""

    @property
    def readers(self) -> tuple[str, ...]:
        return (*self.to, *self.cc)


def address(source: Source, context: Context) -> Source:
    """The source with its people as those who wrote and got it, by full name, and each utterance spoken by who wrote it."""
    pool = Pool(msgspec.structs.replace(source, people=()), context)
    people: dict[tuple[str | None, str | None], Header] = {}
    utterances = list(source.utterances)
    messages = []
    for message in source.messages:
        persons = tuple(_persons(message, pool))
        for header in persons:
            if header.role != "reply-to" and (header.name or header.role not in WRITERS):
                people.setdefault((header.name, header.email if header.name is None else None), header)
        messages.append(msgspec.structs.replace(message, people=persons))
        writer = next((header.name for header in persons if header.role in WRITERS), None)
        for n in range(message.first, min(message.first + message.count, len(utterances))):
            utterances[n] = msgspec.structs.replace(utterances[n], speaker=writer)
    return msgspec.structs.replace(
        source, people=tuple(people.values()), utterances=tuple(utterances), messages=tuple(messages)
    )


def _persons(message: Message, pool: Pool) -> Iterator[Header]:
    """The people of a mail by name, in its order; for a desk that writes, the one who answers for it; who writes without a name, by address alone."""
    named: set[str] = set()
    for header in message.people:
        person = _person(header, pool)
        if person is None and header.role in WRITERS:
            person = _behind(message, pool)
        name = person.name if person else None
        nameless = name is None and header.role in WRITERS and header.email
        if header.role == "reply-to" or nameless or (name and name not in named):
            yield Header(name, header.email, header.role, header.note)
        if name and header.role != "reply-to":
            named.add(name)


def _person(header: Header, pool: Pool) -> Entity | None:
    """The person of an address line; None for a desk, a list, a machine."""
    known = pool.at(header.email) if header.email else None
    if known is not None:
        return known
    if is_mailbox(header):
        return None
    return pool.of_header(msgspec.structs.replace(header, name=_untitled(header.name) if header.name else None))


def _untitled(name: str) -> str:
    """A name without the title before it, where a given name and a surname are left: "Mrs Ana Ruiz"."""
    parts = name.split()
    while len(parts) > 2 and fold(parts[0]).strip(".") in TITLES:
        del parts[0]
    return " ".join(parts)


def is_mailbox(header: Header) -> bool:
    """Whether an address is a desk's, a list's or a machine's: by its local part and host, unless the name beside it is a person's."""
    local, _, host = (header.email or "").lower().partition("@")
    if _LIST_HOST.search(host):
        return True
    desk = local.split("+")[0] in _MAILBOXES or re.fullmatch(
        r".*(?:no-?reply|do-?not-?reply|newsletter|notification).*", local
    )
    return bool(desk) and not _is_personal(header.name)


def _is_personal(name: str | None) -> bool:
    """Whether a display name is a person's: two words or more that begin with a title or a given name."""
    label = read_label(name or "").name
    parts = [fold(part).strip(".") for part in (name or "").split()]
    if label is None or len(parts) < 2 or "," in (name or ""):
        return False
    return parts[0] in TITLES or (
        len(parts) <= 4 and lexicon().is_name(parts[0]) and parts[1] not in {"at", "from", "team"}
    )


def _behind(message: Message, pool: Pool) -> Entity | None:
    """The person who answers for a desk: the Reply-To, else who signs."""
    for header in message.people:
        if header.role == "reply-to" and (person := _person(header, pool)):
            return person
    lines = [line.strip() for line in message.signature.splitlines()]
    signed = next((line for line in lines if _SIGNED.fullmatch(line) and not is_generic(line)), None)
    organised = signed is not None and _DESK_WORDS.search(signed.lower()) is not None
    return pool.of_header(Header(signed)) if signed and not organised else None


def read_mails(source: Source) -> tuple[Mail, ...]:
    """The mails of an addressed source, oldest first."""
    return tuple(
        Mail(
            message,
            next(iter(_names(message.people, WRITERS)), None),
            tuple(_names(message.people, ("to",))),
            tuple(_names(message.people, ("cc", "bcc"))),
            range(message.first, message.first + message.count),
            message.sent.date() if message.sent else source.date,
        )
        for message in source.messages
    )


def _names(people: Iterable[Header], roles: tuple[str, ...]) -> Iterator[str]:
    return (header.name for header in people if header.role in roles and header.name)


_DESK_WORDS = re.compile(
    r"\b(?:regards|wishes|thanks|you|team|support|service|services|sales|department|office|customer|your|the|grüße|grüßen|salutations|saludos|ltd|limited|inc|gmbh|bank|shop|store)\b"
)
"""What names no person who signs."""
_SIGNED = re.compile(r"(?:[A-ZÀ-Þ][\w'’.-]*\.? ){1,3}[A-ZÀ-Þ][\w'’-]+")
