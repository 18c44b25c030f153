"""One internet message as its header, the text that its parts hold, its calendar parts and attachments (MIME as it occurs).

The parser keeps header values raw (``compat32``): the standard library's newer policy raises on many that occur.
"""

from base64 import decodebytes
from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import Message as Parsed
from hashlib import sha256

import msgspec

from minutebook.flow.adapt.mail.calendar import read_calendars
from minutebook.flow.adapt.mail.charset import decode_header, decode_text
from minutebook.flow.adapt.mail.envelope import (
    find_automatic,
    first_of,
    read_ids,
    read_moment,
    read_people,
    value,
    values,
)
from minutebook.flow.adapt.mail.markup import read_markup
from minutebook.model.source import Attachment, Message
from minutebook.text import patterns as re

_SIGNED = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_CALENDAR = frozenset({"text/calendar", "application/ics"})
_NAMELESS = frozenset({"message/delivery-status", "text/rfc822-headers", "message/disposition-notification"})
_LONELY = 40
"""Characters up to which a plain alternative beside far more HTML is a notice that there is HTML."""
_STUB = 400
_ABOUT_HTML = re.compile(
    r"\bx?html\b|\b(?:e-?mail|mail) ?(?:client|program|reader|viewer)s?\b|\bweb ?browser\b", re.IGNORECASE
)
"""What a notice of at most so many characters speaks of that stands in for the page."""
_SUFFIXES = {
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "text/calendar": ".ics",
    "text/html": ".html",
    "text/plain": ".txt",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
}
_MARKUP = re.compile(
    r"\s*<(?:!doctype|html|body|p|div|table)\b[^<]*>(?=.*</(?:html|body|p|div|table|b|pre)\s*>)",
    re.IGNORECASE | re.DOTALL,
)
"""HTML that calls itself plain."""
_FIELD = re.compile(rb"(?:From |[!-9;-~]+[ \t]*:)")
_MARKING = re.compile(
    rb"(?:From|To|Subject|Date|Message-ID|Content-Type|MIME-Version|Received|Content-Transfer-Encoding)[ \t]*:",
    re.IGNORECASE,
)
_HEAD = 100_000
_DEEP = 60
"""Multiparts in one another; deeper ones are nobody's."""


class Enclosure(msgspec.Struct, frozen=True):
    """An attachment with its bytes."""

    attachment: Attachment
    data: bytes


class Letter(msgspec.Struct, frozen=True):
    """A message as read: ``message`` is its envelope; ``text`` its whole text, what it quotes included."""

    message: Message
    text: str
    hidden: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    thread: str = ""
    """What its file says of the thread that it belongs to, apart from message ids."""
    warnings: tuple[str, ...] = ()


class _Body:
    """What the parts of one message hold, gathered part by part."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.hidden: list[str] = []
        self.enclosures: list[Enclosure] = []
        self.calendars: list[str] = []
        self.warnings: list[str] = []
        self.shown: set[str] = set()
        """Content ids that the HTML shows in place."""


def read_letter(data: bytes) -> Letter:
    """The message that these bytes hold, however broken it is."""
    parsed = parse(data)
    body = _Body()
    _read_part(parsed, body, 0)
    return make_letter(
        parsed,
        "\n\n".join(text for text in body.texts if text.strip()),
        hidden="\n".join(body.hidden),
        enclosures=tuple(body.enclosures),
        calendars=body.calendars,
        warnings=body.warnings,
    )


def make_letter(
    parsed: Parsed,
    text: str,
    *,
    hidden: str = "",
    enclosures: tuple[Enclosure, ...] = (),
    calendars: Sequence[str] = (),
    warnings: Sequence[str] = (),
) -> Letter:
    """The letter that a header, the text under it and what came along make."""
    people = read_people(parsed)
    sent, doubt = read_moment(parsed)
    events, unread = read_calendars(calendars)
    ids = read_ids(value(parsed, "message-id"))
    answered = read_ids(" ".join(values(parsed, "in-reply-to")))
    message = Message(
        id=ids[0] if ids else "",
        in_reply_to=answered[0] if answered else "",
        references=read_ids(" ".join(values(parsed, "references"))),
        subject=value(parsed, "subject"),
        sent=sent,
        people=people,
        automatic=find_automatic(parsed, first_of(people, "from")),
        events=events,
        attachments=tuple(enclosure.attachment for enclosure in enclosures),
    )
    return Letter(message, text, hidden, enclosures, warnings=tuple(filter(None, (doubt, *warnings, *unread))))


def parse(data: bytes) -> Parsed:
    """The message's tree of parts; one that is nested beyond reason is read as one part of text."""
    try:
        return message_from_bytes(_mend(data.lstrip(b"\r\n")), policy=policy.compat32)
    except RecursionError:
        head, _, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
        kept = b"\n".join(line for line in head.split(b"\n") if not line.lower().startswith(b"content-"))
        return message_from_bytes(kept + b"\n\n" + body, policy=policy.compat32)


def _mend(data: bytes) -> bytes:
    """The message with what stands among the fields of its header and is none folded into the field before it, so that the header ends at its blank line."""
    head, blank, body = data.partition(b"\r\n\r\n" if b"\r\n\r\n" in data[:_HEAD] else b"\n\n")
    if len(head) > _HEAD:
        return data
    lines = head.split(b"\n")
    fields = [number for number, line in enumerate(lines) if _FIELD.match(line)]
    known = sum(bool(_MARKING.match(lines[number])) for number in fields)
    last = fields[-1] if known > 1 else 0
    mended = [
        line if _FIELD.match(line) or line[:1] in b" \t" or not 0 < number < last else b" " + line
        for number, line in enumerate(lines)
    ]
    return b"\n".join(mended) + blank + body


def _read_part(part: Parsed, body: _Body, depth: int) -> None:
    kind = part.get_content_type()
    if part.is_multipart() and part.get_content_maintype() != "message" and depth < _DEEP:
        children = [child for child in part.get_payload() if isinstance(child, Parsed)]
        if kind == "multipart/alternative":
            _read_alternatives(children, body, depth + 1)
        else:
            if kind == "multipart/related":
                body.shown |= {cid for child in children if (cid := _content_id(child)) and _is_picture(child)}
            for child in children:
                _read_part(child, body, depth + 1)
    elif kind in _CALENDAR:
        body.calendars.append(_text_of(part))
    elif kind.startswith("multipart/") and not part.is_multipart():
        body.texts.append(text := _text_of(part))
        body.warnings += ["Its parts could not be told apart; it was read as one text."] if text.strip() else []
    elif _is_text(part):
        _add_text(part, body)
    elif kind == "multipart/encrypted" or kind in {"application/pgp-encrypted", "application/pkcs7-mime"}:
        body.warnings.append("It is encrypted; save it decrypted from your mail app to have it read.")
    elif kind not in _SIGNED and kind not in _NAMELESS and not _is_shown(part, body):
        _enclose(part, body)


def _read_alternatives(children: list[Parsed], body: _Body, depth: int) -> None:
    """One of several forms of the same text: the plain one, unless it says nothing and the other does."""
    forms: list[tuple[str, _Body]] = []
    for child in children:
        own = _Body()
        _read_part(child, own, depth)
        forms.append((child.get_content_type(), own))
        body.enclosures += own.enclosures
        body.calendars += own.calendars
        body.warnings += own.warnings
        body.hidden += own.hidden
    told = [(kind, text) for kind, own in forms if (text := "\n\n".join(own.texts)).strip()]
    plain = next((text for kind, text in told if kind == "text/plain"), None)
    rich = next((text for kind, text in reversed(told) if kind != "text/plain"), None)
    if plain is not None and (rich is None or not _is_notice(plain, rich)):
        body.texts.append(plain)
    elif rich is not None:
        body.texts.append(rich)


def _is_notice(plain: str, rich: str) -> bool:
    """Whether the plain form only says that there is another."""
    own = len(plain.strip())
    stub = own <= _STUB and _ABOUT_HTML.search(plain) and not _ABOUT_HTML.search(rich)
    return bool(stub) or (own <= _LONELY and own * 4 < len(rich))


def _is_text(part: Parsed) -> bool:
    return (
        part.get_content_maintype() == "text"
        and part.get_content_disposition() != "attachment"
        and not (_file_name(part) and part.get_content_subtype() not in {"plain", "html"})
        and not (_file_name(part) and part.get_content_disposition() is None)
    )


def _add_text(part: Parsed, body: _Body) -> None:
    text = _text_of(part)
    subtype = part.get_content_subtype()
    if subtype in {"html", "xhtml", "x-amp-html", "enriched", "richtext"} or _MARKUP.match(text):
        seen = read_markup(text)
        body.shown |= set(re.findall(r"cid:([^\"'\s>)]+)", text))
        body.hidden += [seen.hidden] if seen.hidden else []
        text = seen.text
    elif str(part.get_param("format") or "").lower() == "flowed":
        text = _unflow(text, delete=str(part.get_param("delsp") or "").lower() == "yes")
    body.texts.append(text)


def _unflow(text: str, *, delete: bool) -> str:
    """Lines that were broken softly (RFC 3676) joined, those of one depth of quoting only."""
    joined: list[str] = []
    soft = False
    for raw in text.split("\n"):
        depth = len(raw) - len(raw.lstrip(">"))
        line = raw[depth:].removeprefix(" ") if depth or raw.startswith(" ") else raw
        if soft and joined and depth == len(joined[-1]) - len(joined[-1].lstrip(">")) and line != "-- ":
            joined[-1] += line
        else:
            joined.append(f"{'>' * depth} {line}" if depth else line)
        soft = line.endswith(" ") and line != "-- "
        if soft and delete:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)


def _text_of(part: Parsed) -> str:
    return decode_text(_bytes_of(part), _parameter(part, "charset"))


def _bytes_of(part: Parsed) -> bytes:
    """The part's content; what cannot be decoded stays as it was sent."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    if isinstance(content, bytes):
        return content
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _parameter(part: Parsed, name: str, header: str = "content-type") -> str | None:
    try:
        found = part.get_param(name, None, header)
    except (ValueError, LookupError, TypeError):
        return None
    if isinstance(found, tuple):
        charset, _, text = found
        return decode_text(text.encode("latin-1", "replace"), charset) if text else None
    return str(found) if found else None


def _file_name(part: Parsed) -> str:
    """The name that the sender gave the file, as it stands; empty where there is none."""
    found = _parameter(part, "filename", "content-disposition") or _parameter(part, "name")
    return decode_header(found) if found else ""


def _content_id(part: Parsed) -> str:
    return value(part, "content-id").strip("<> ")


def _is_picture(part: Parsed) -> bool:
    return part.get_content_maintype() == "image"


def _is_shown(part: Parsed, body: _Body) -> bool:
    """Whether a picture is part of the page: a logo, a tracker's dot."""
    return _is_picture(part) and (
        _content_id(part) in body.shown or (part.get_content_disposition() == "inline" and bool(_content_id(part)))
    )


def _enclose(part: Parsed, body: _Body) -> None:
    media = part.get_content_type()
    if part.get_content_maintype() == "message":
        inner = part.get_payload()
        child = inner[0] if isinstance(inner, list) and inner else None
        data = _whole(child) if isinstance(child, Parsed) else _bytes_of(part)
        if str(part.get("content-transfer-encoding", "")).strip().lower() == "base64":  # not allowed, yet common
            data = decodebytes(data.replace(b"\r", b"").strip(b"\n"))
        name = _file_name(part) or (value(child, "subject") if isinstance(child, Parsed) else "") or "message"
    else:
        data, name = _bytes_of(part), _file_name(part) or "attachment"
    if "." not in name[1:]:
        name += _SUFFIXES.get(media, "")
    if data:
        attachment = Attachment(name, media, sha256(data).hexdigest(), len(data))
        body.enclosures.append(Enclosure(attachment, data))


def _whole(message: Parsed) -> bytes:
    try:
        return message.as_bytes()
    except (ValueError, LookupError, KeyError, UnicodeError, AttributeError):
        return str(message.get_payload()).encode("utf-8", "surrogateescape")
