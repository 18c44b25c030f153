"""Messages as Outlook saves them (``.msg``), through the extra ``documents``."""

from collections.abc import Iterator
from email import message_from_string, policy
from email.message import Message as Parsed
from email.utils import format_datetime, formataddr
from hashlib import sha256
from typing import Any

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Adapter, Draft, Guess, Sample
from minutebook.flow.adapt.mail.letter import Enclosure, Letter, make_letter
from minutebook.flow.adapt.mail.markup import read_markup
from minutebook.flow.adapt.mail.thread import draft_threads
from minutebook.flow.adapt.refuse import is_outlook
from minutebook.model.source import Attachment

_RECIPIENT_TYPE = 0x0C15
_CONTENT_ID = 0x3712
_ROLES = {1: "To", 2: "Cc", 3: "Bcc"}


class OutlookMail:
    """One message in Outlook's own container."""

    format = "msg"

    def identify(self, sample: Sample) -> Guess | None:
        return Guess(1.0, "a message as Outlook saves it") if is_outlook(sample.data) else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        return draft_threads([read_outlook(sample)], self.format)


def read_outlook(sample: Sample) -> Letter:
    """The letter in an Outlook file; raises SourceError where it is damaged, or the library for it is missing."""
    try:
        from oxmsg import Message
    except ImportError as error:
        raise SourceError(
            f"{sample.name} is an Outlook message; install what reads it (pip install 'minutebook[documents]') and run "
            "ingest --retry, or save it as .eml or .txt."
        ) from error
    try:
        message = Message.load(sample.data)
        plain, rich = message.body or "", message.html_body or ""
        seen = read_markup(rich) if rich else None
        text = plain if plain.strip() or seen is None else seen.text
        return make_letter(
            _header(message),
            text.replace("\r\n", "\n"),
            hidden=seen.hidden if seen else "",
            enclosures=tuple(_enclosures(message, rich)),
            warnings=[] if text.strip() else ["It holds no plain or HTML text; save it as .eml to have it read."],
        )
    except Exception as error:  # the library raises whatever a damaged container makes it stumble over
        raise SourceError(
            f"{sample.name} is a damaged Outlook message ({error}); save it again, or as .eml."
        ) from error


def _header(message: Any) -> Parsed:
    """The internet header that came with the message; one made of its properties where it never left Outlook."""
    stated = message.message_headers
    if any(key.lower() in {"from", "message-id"} for key in stated):
        lines = [f"{key}: {content}" for key, content in stated.items() if not key.lower().startswith("content-")]
    else:
        lines = [f"From: {message.sender or ''}", f"Subject: {message.subject}"]
        if message.sent_date:
            lines.append(f"Date: {format_datetime(message.sent_date)}")
        for recipient in message.recipients:
            role = _ROLES.get(recipient.properties.int_prop_value(_RECIPIENT_TYPE) or 1, "To")
            lines.append(f"{role}: {formataddr((recipient.name, recipient.email_address), 'utf-8')}")
    return message_from_string("\n".join(lines) + "\n\n", policy=policy.compat32)


def _enclosures(message: Any, rich: str) -> Iterator[Enclosure]:
    for attachment in message.attachments:
        shown = attachment.properties.str_prop_value(_CONTENT_ID)
        data = attachment.file_bytes
        if not data or (shown and f"cid:{shown}" in rich):
            continue
        name = attachment.file_name or "attachment"
        yield Enclosure(Attachment(name, attachment.mime_type or "", sha256(data).hexdigest(), len(data)), data)


ADAPTERS: tuple[Adapter, ...] = (OutlookMail(),)
