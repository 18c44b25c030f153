"""A mail that waits to be sent: as an ``.eml`` that mail programs open as a draft, and as a ``mailto:`` link.

Header lines are folded here and not by the standard library, which encodes message ids longer than a line (as Outlook's are)
so that no program threads them any more.
"""

import quopri
from collections.abc import Iterable
from email.header import Header as EncodedHeader
from urllib.parse import quote

import msgspec

from minutebook.model.source import Header
from minutebook.text import patterns as re
from minutebook.text.escape import clean

MAILTO_LENGTH = 1900
"""Letters of a ``mailto:`` link at most: Windows passes on some 2,000."""
_LINE = 76
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*"
)
_MESSAGE_ID = re.compile(r"[\x21-\x3b\x3d\x3f-\x7e]{3,900}")
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_ANSWERED = re.compile(
    r"\s*(?:re|aw|antw|sv|vs|ref|rif|odp|ynt|回复|答复)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*", re.IGNORECASE
)


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """A mail before it is sent. ``sender`` None: the mail program puts its own."""

    to: tuple[Header, ...]
    subject: str
    body: str
    cc: tuple[Header, ...] = ()
    sender: Header | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()


def find_address(email: str | None) -> str | None:
    """The address in the form in which mail is sent to it (a domain of other letters in ASCII); None for one that is none."""
    local, at, domain = (email or "").strip().strip("<>").rpartition("@")
    try:
        ascii_domain = domain if domain.isascii() else domain.encode("idna").decode()
    except UnicodeError:
        return None
    address = f"{local}{at}{ascii_domain}"
    return address if len(address) <= 254 and _ADDRESS.fullmatch(address) else None


def answer_subject(subject: str) -> str:
    """``Re:`` and the subject, without the marks of earlier answers in whatever language."""
    bare = " ".join(clean(subject).split())
    while found := _ANSWERED.match(bare):
        bare = bare[found.end() :]
    return f"Re: {bare}".strip()


def format_eml(letter: Letter) -> str:
    """The draft as RFC 5322 text with CRLF line ends, in ASCII; ``X-Unsent`` has it opened for writing."""
    lines = ["X-Unsent: 1"]
    if letter.sender:
        lines.append(f"From: {_mailbox(letter.sender)}")
    lines += [f"{name}: {_mailboxes(people)}" for name, people in (("To", letter.to), ("Cc", letter.cc)) if people]
    lines.append(f"Subject: {_encode(letter.subject, 'Subject')}")
    references = [i for i in dict.fromkeys((*letter.references, letter.in_reply_to)) if _MESSAGE_ID.fullmatch(i)]
    if letter.in_reply_to in references:
        lines.append(f"In-Reply-To: <{letter.in_reply_to}>")
    if references:
        lines.append("References: " + "\r\n ".join(f"<{each}>" for each in references))
    lines += [
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: quoted-printable",
    ]
    body = quopri.encodestring(_plain(letter.body).encode()).decode("ascii")
    return "\r\n".join([*lines, "", *body.split("\n")])


def format_mailto(letter: Letter) -> str | None:
    """The link that opens the same draft (RFC 6068), its text cut at a line where it would be too long.

    None where not even the people and the subject fit.
    """
    people = [f"cc={_listed(letter.cc)}"] if letter.cc else []
    answered = f"<{letter.in_reply_to}>" if _MESSAGE_ID.fullmatch(letter.in_reply_to) else ""
    head = [
        *people,
        f"subject={_percent(' '.join(clean(letter.subject).split()))}",
        *([f"in-reply-to={_percent(answered)}"] if answered else []),
    ]
    start = f"mailto:{_listed(letter.to)}?{'&'.join(head)}"
    if len(start) > MAILTO_LENGTH:
        return None
    lines = _plain(letter.body).rstrip("\n").split("\n")
    for count in range(len(lines), 0, -1):
        text = "\r\n".join([*lines[:count], *(["…"] if count < len(lines) else [])])
        link = f"{start}&body={_percent(text)}"
        if len(link) <= MAILTO_LENGTH:
            return link
    return start


def _plain(text: str) -> str:
    """The text with one kind of line end and nothing that no reader sees, blank lines as they are."""
    lines = (line.rstrip() for piece in text.splitlines() for line in clean(piece).split("\n"))
    return "\n".join(lines).strip("\n") + "\n"


def _percent(text: str) -> str:
    return quote(text, safe="")


def _listed(people: Iterable[Header]) -> str:
    return ",".join(quote(person.email or "", safe="@") for person in people)


def _mailboxes(people: Iterable[Header]) -> str:
    return ",\r\n ".join(map(_mailbox, people))


def _mailbox(person: Header) -> str:
    name = " ".join(clean(person.name or "").split())
    if not name:
        return person.email or ""
    if name.isascii() and len(name) < _LINE - 20 and "=?" not in name:
        quoted = name if _ATOM.fullmatch(name) else '"' + re.sub(r'([\\"])', r"\\\1", name) + '"'
        return f"{quoted} <{person.email}>"
    return f"{_encode(name, 'Cc')}\r\n <{person.email}>"


def _encode(text: str, header: str) -> str:
    text = " ".join(clean(text).split())
    if text.isascii() and "=?" not in text and len(text) < _LINE - len(header):
        return text
    return EncodedHeader(text, "utf-8", maxlinelen=_LINE, header_name=header).encode(linesep="\r\n")
