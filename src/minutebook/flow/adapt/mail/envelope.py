"""What a mail's header says: who, when, which message, and whether a person wrote it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.message import Message as Parsed
from email.utils import mktime_tz, parsedate_tz

from minutebook.flow.adapt.dating import find_stamp
from minutebook.flow.adapt.mail.charset import decode_header, decode_stray, is_stray
from minutebook.model.source import Header
from minutebook.text import patterns as re
from minutebook.text.labels import read_label

_ROLES = ("from", "to", "cc", "bcc", "reply-to")
_ID = re.compile(r"<([^<>\s]{1,900})>")
_ADDRESS = re.compile(r"[^\s<>\"',;:()\[\]]{1,200}@[^\s<>\"',;:()\[\]]{1,200}")
_PIECE = re.compile(r"(?:\"(?:[^\"\\]|\\.)*\"|<[^<>]*>|\([^()]*\)|=\?[^?\s]+\?[bBqQ]\?[^?]*\?=|[^,;])+[,;]?")
"""A person of an address list; commas in quotes, brackets and encoded words part nobody."""
_GROUP = re.compile(r"^[^<>@:\"\[(]{0,80}:(?!//)\s*")
_BRACKETED = re.compile(r"[<\[(]?\s*(?:mailto:)?" + _ADDRESS.pattern + r"\s*[>\])]?")
_NOTED = re.compile(r"[<\[(]\s*(?:mailto:)?" + _ADDRESS.pattern + r"\s*[>\])]")
_ASIDE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|\([^()]*\)")
"""Quoted words and remarks, in which a sender writes what they like."""
_ANGLES = re.compile(r"<([^<>]*[^<>\s][^<>]*)>?")
_GROUP = re.compile(r"^[^<>@:\"\[(]{0,80}:(?!//)\s*")
_BRACKETED = re.compile(r"[<\[(]?\s*(?:mailto:)?" + _ADDRESS.pattern + r"\s*[>\])]?")
_LAST_BRACKETS = re.compile(r"^[(\[<]\s*([^()\[\]<>]*)\s*[)\]>]$")
_VIA = re.compile(r"['\"]?\s+via\s+\S.*$", re.IGNORECASE)
_QUOTES = " \t'\"‘’“”"
_PREFIX = re.compile(
    r"\s*(?:(?:re|rép|aw|sv|vs|antw|fwd?|wg|tr|rv|res|enc|doorst|i|ref|odp|pd|ynt|ilt|vá|továbbítás|回复|答复|转发|回覆|轉寄|答覆|返信|転送)"
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
    return decode_header(found[0], _charset(parsed) if is_stray(found[0]) else None) if found else ""


def _charset(parsed: Parsed) -> str | None:
    """The charset of the first part that states one: headers with bare bytes are in that of their text."""
    try:
        return next((charset for part in parsed.walk() if (charset := part.get_content_charset())), None)
    except (ValueError, LookupError):
        return None


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
    """The people of one address list, however it is written: quoted, encoded, by semicolons, without any address."""
    line = " ".join(decode_stray(raw).split())
    for piece in _merge_names(_PIECE.findall(line)):
        name, email = _split_address(_GROUP.sub("", piece).strip(" ;,"))
        person = read_person(decode_header(name), email, role)
        if person.name or person.email:
            yield person


def _split_address(person: str) -> tuple[str, str | None]:
    """Name and address of a person of an address list.

    Where there are angle brackets, what the last ones hold alone is the address: a sender puts what they like before them.
    """
    spoken = _ASIDE.sub(lambda aside: ";" * len(aside[0]), person)
    angles = list(_ANGLES.finditer(spoken))
    if angles:
        found = _ADDRESS.search(angles[-1][1])
        begin, end = angles[-1].span()
    else:
        found = _ADDRESS.search(spoken) or _ADDRESS.search(person)
        begin, end = (_BRACKETED.search(spoken) or _BRACKETED.search(person) or found).span() if found else (0, 0)
    name = _NOTED.sub(" ", f"{person[:begin]} {person[end:]}").strip()
    email = found[0].lower().removeprefix("mailto:").rstrip(".") if found else None
    return _LAST_BRACKETS.sub(r"\1", name) if email else name, email


def _merge_names(pieces: Sequence[str]) -> Iterator[str]:
    """Pieces of an address list, a family name before a comma joined to what it belongs to: ``Rao, Chitra <c@…>``."""
    held = ""
    for number, raw in enumerate(pieces):
        piece = raw.strip(" ;,")
        following = pieces[number + 1] if number + 1 < len(pieces) else ""
        is_single = bool(piece) and "@" not in piece and " " not in piece and not piece.endswith(":")
        if not held and is_single and raw.rstrip().endswith(",") and following and _is_given(following):
            held = piece
            continue
        yield f"{held}, {piece}" if held else piece
        held = ""


def _is_given(piece: str) -> bool:
    """Whether what follows a comma can be given names, with or without an address."""
    found = _ADDRESS.search(piece)
    name = (piece[: found.start()] if found else piece).strip(" ;,<([")
    return 0 < len(name.split()) <= 2 and "@" not in name and '"' not in piece


def read_person(written: str, email: str | None, role: str) -> Header:
    """A person as an address line writes them: ``Rao, Chitra (Halden)`` is Chitra Rao, with a note; an address is no name."""
    name = _VIA.sub("", re.sub(r"\s*<[^<>]*>?$", "", written)).strip(_QUOTES)
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
            date(*parts[:3])  # a day that no calendar has would be counted into another month
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
    return find_machine(sender)


def find_machine(sender: Header | None) -> str:
    """The sender, where the address is a machine's."""
    local = (sender.email or "").partition("@")[0] if sender else ""
    return f"From: {sender.email}" if sender and _MACHINE.fullmatch(re.sub(r"\+.*", "", local)) else ""


def first_of(people: Sequence[Header], role: str) -> Header | None:
    return next((person for person in people if person.role == role), None)
