"""The mails of a thread in its rendering: who wrote to whom and when, and what was told apart from the new text, folded."""

from collections.abc import Iterable, Iterator, Mapping

from minutebook.model.source import Header, Message
from minutebook.text.escape import escape_inline, escape_lines, escape_title

_ANSWERED = "Answered here"
_QUOTED = "Quoted"
_SIGNED = "Signature"
_AROUND = "Around the text (banners, notices, hidden text)"
_BREAKS_LINK = frozenset("[]|#^\n")
_OPENED_SAFELY = (".docx", ".pdf", ".pptx", ".txt", ".png", ".jpg", ".jpeg", ".csv", ".xlsx")


def render_head(message: Message) -> str:
    """The line above a mail: its sender, whom it was sent to, and when by the sender's clock."""
    sender = _names(message, "from") or "—"
    told = [f"to {_names(message, 'to')}", f"cc {_names(message, 'cc')}", f"answers to {_names(message, 'reply-to')}"]
    when = f"{message.sent:%Y-%m-%d %H:%M}" if message.sent else ""
    parts = [*(part for part in told if part.rstrip() not in {"to", "cc", "answers to"}), when]
    return f"**{sender}** " + " · ".join(filter(None, parts)) + "\n"


def render_tail(message: Message, kept: Mapping[str, str]) -> Iterator[str]:
    """What stands under a mail: its attachments, where they are ``kept`` (a path by the bytes' hash), and the folded parts."""
    if message.attachments:
        listed = (_attachment(each.name, kept.get(each.sha256)) for each in message.attachments)
        yield f"\n*Attached*: {', '.join(listed)}\n"
    for title, text, kind in ((_QUOTED, message.quoted, "quote"), (_SIGNED, message.signature, "note")):
        yield fold(title, text, kind)
    yield fold(_AROUND, message.boilerplate, "note")


def render_answered(text: str) -> str:
    """What a passage answers, above it."""
    return fold(_ANSWERED, text, "quote")


def fold(title: str, text: str, kind: str = "note") -> str:
    """A folded callout with the text's lines; nothing where it has none."""
    lines = escape_lines(text)
    return f"\n> [!{kind}]- {title}\n" + "".join(f"> {line}\n" for line in lines) if lines else ""


def _names(message: Message, role: str) -> str:
    people: Iterable[Header] = (person for person in message.people if person.role == role)
    return ", ".join(escape_inline(person.name or person.email or "") for person in people)


def _attachment(name: str, path: str | None) -> str:
    if path and path.lower().endswith(_OPENED_SAFELY) and not _BREAKS_LINK.intersection(path):
        return f"[[{path}|{escape_title(name)}]]"
    return f"{escape_inline(name)} ({escape_inline(path)})" if path else escape_inline(name)
