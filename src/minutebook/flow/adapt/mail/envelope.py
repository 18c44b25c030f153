"""What a mail's header says: who, when, which message, and whether a person wrote it."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, timezone
from email._parseaddr import AddressList  # type: ignore[import-not-found]  # getaddresses drops the whole line where one is broken
from email.message import Message as Parsed
from email.utils import mktime_tz, parsedate_tz

from minutebook.flow.adapt.dating import find_stamp
from minutebook.flow.adapt.mail.charset import decode_header, decode_stray
from minutebook.model.source import Header
from minutebook.text.labels import read_label

_ROLES = ("from", "to", "cc", "bcc", "reply-to")
_ID = re.compile(r"<([^<>\s]{1,900})>")
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]]{1,200}@[^\s<>\"',;:()\[\]]{1,200}")
_QUOTES = " \t'\"‘’“”"
_PREFIX = re.compile(
    r"\s*(?:(?:re|aw|sv|vs|antw|fwd?|wg|tr|rv|res|enc|doorst|i|ref|odp|pd|ynt|ilt|vá|továbbítás|回复|答复|转发|回覆|轉寄|答覆|返信|転送)"
    r"(?:\s*[\[(]\d{1,3}[\])])?\s?[:：]|\[(?:ext|external|extern|externe|externo|spam|suspected spam)\]|\[?extern(?:al)?\]?\s?:)\s*",
    re.IGNORECASE,
)
_MACHINE = re.compile(
    r"(?:no|non?)[-_.]?(?:reply|response)|do[-_.]?not[-_.]?reply|ne[-_.]?pas[-_.]?repondre|nicht[-_.]?antworten|no[-_.]?responder"
    r"|mailer[-_.]?daemon|postmaster|bounces?|notifications?|notify|alerts?|newsletters?|receipts?|automated|auto[-_.]?confirm"
    r"|autoreply|unsubscribe",
    re.IGNORECASE,
)
_EARLIEST, _LATEST = 1990, 2099
_CLOCKS = timedelta(days=2)
"""How far a sender's clock may run ahead of the server that took the mail."""
_WAITED = timedelta(days=120)
"""How long a mail may have been under way before its own date is not believed."""


def values(parsed: Parsed, name: str) -> list[str]:
    """The raw values of a header, in order; bytes above 127 as surrogates."""
    wanted = name.lower()
    return [str(value) for key, value in parsed.raw_items() if key.lower() == wanted]


def value(parsed: Parsed, name: str) -> str:
    """The first value of a header, decoded on one line; empty where there is none."""
    found = values(parsed, name)
    return decode_header(found[0]) if found else ""


def read_ids(text: str) -> tuple[str, ...]:
    """The message ids of a header's value without their brackets, each once."""
    folded = "".join(text.split())
    found = _ID.findall(folded)
    return tuple(dict.fromkeys(found)) or ((folded.strip("<>"),) if "@" in folded and len(folded) < 900 else ())


def strip_subject(subject: str) -> str:
    """The subject without what answering and forwarding put before it, in any language."""
    while (match := _PREFIX.match(subject)) and match.end() < len(subject):
        subject = subject[match.end() :]
    return subject.strip()


def read_people(parsed: Parsed) -> tuple[Header, ...]:
    """The people of the address headers, in the mail's order; each once for a role."""
    found = (person for role in _ROLES for raw in values(parsed, role) for person in read_addresses(raw, role))
    return tuple(dict.fromkeys(found))


def read_addresses(raw: str, role: str) -> Iterator[Header]:
    """The people of one address list, however it is written."""
    line = " ".join(decode_stray(raw).split())
    if '"' not in line:
        line = line.replace(";", ",")  # as Outlook joins people
    pairs = [pair for pair in AddressList(line).addresslist if any(pair)]
    if not any("@" in address for _, address in pairs):
        pairs = [(_ADDRESS.sub("", line), found[0])] if (found := _ADDRESS.search(line)) else [(line, "")]
    for name, address in pairs:
        email = address.strip(_QUOTES + "<>").lower() if _ADDRESS.fullmatch(address.strip(_QUOTES + "<>")) else None
        person = read_person(decode_header(name), email, role)
        if person.name or person.email:
            yield person


def read_person(written: str, email: str | None, role: str) -> Header:
    """A person as an address line writes them: ``Rao, Chitra (Halden)`` is Chitra Rao, with a note; an address is no name."""
    name = re.sub(r"\s*<[^<>]*>?$", "", written).strip(_QUOTES)
    if not name or "@" in name or name.lower() == email:
        return Header(None, email or (name.lower() if _ADDRESS.fullmatch(name) else None), role)
    label = read_label(name)
    return Header(label.name or name, email, role, label.note or "")


def read_moment(parsed: Parsed) -> tuple[datetime | None, str]:
    """When the mail was sent, with the offset that it states, and a warning where its own date is not believed.

    The last server's stamp is believed before the sender's clock, where the two are far apart.
    """
    stated = parse_date(value(parsed, "date"))
    received = next((m for raw in values(parsed, "received") if (m := parse_date(raw.rpartition(";")[2]))), None)
    if received is not None and (stated is None or not received - _WAITED <= stated <= received + _CLOCKS):
        told = (
            f"The date that the mail states ({stated.date()}) cannot be right" if stated else "The mail states no date"
        )
        return received, f"{told}; it is dated by the server that took it."
    return stated, ""


def parse_date(text: str) -> datetime | None:
    """An aware moment from a mail's date, however it is written; None where there is none in years that have mail."""
    try:
        parts = parsedate_tz(text)
        if parts is not None:
            moment = datetime.fromtimestamp(mktime_tz(parts), timezone(timedelta(seconds=parts[9] or 0)))
        elif (stamp := find_stamp(text)) is not None:
            moment = stamp.moment or datetime.combine(stamp.day, stamp.clock or time(), UTC)
        else:
            return None
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
    return moment if _EARLIEST <= moment.year <= _LATEST else None


def find_automatic(parsed: Parsed, sender: Header | None) -> str:
    """Why the mail is taken for machine-made or list traffic: the header or the sender that says so; empty for a person's."""
    submitted = value(parsed, "auto-submitted")
    if submitted and submitted.split(";")[0].strip().lower() != "no":
        return f"Auto-Submitted: {submitted}"
    for name in ("List-Id", "List-Unsubscribe", "Feedback-ID", "X-Autoreply", "X-Autorespond"):
        if stated := value(parsed, name):
            return f"{name}: {stated}"
    precedence = value(parsed, "precedence")
    if precedence.lower() in {"bulk", "list", "junk", "auto_reply"}:
        return f"Precedence: {precedence}"
    if parsed.get_content_type() == "multipart/report":
        return "Content-Type: multipart/report"
    if "<>" in values(parsed, "return-path"):
        return "Return-Path: <>"
    if value(parsed, "x-auto-response-suppress").lower() == "all":
        return "X-Auto-Response-Suppress: All"
    local = (sender.email or "").partition("@")[0] if sender else ""
    return f"From: {sender.email}" if sender and _MACHINE.fullmatch(re.sub(r"\+.*", "", local)) else ""


def first_of(people: Sequence[Header], role: str) -> Header | None:
    return next((person for person in people if person.role == role), None)
