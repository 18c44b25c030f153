"""Real messages beside the project: none is refused, no word of any part of text is lost."""

import re
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path

import pytest

from minutebook.flow.adapt import adapt, open_attachments
from minutebook.flow.adapt.mail.letter import parse, read_letter
from minutebook.flow.adapt.mail.markup import read_markup

MAIL = Path(__file__).resolve().parents[4].parent / "shared/eval/data/email"
FILES = sorted([*MAIL.glob("eml/*/*"), *MAIL.glob("talon/**/*.eml")])
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not FILES, reason="the evaluation material is not here")]


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", text))


def texts(part: Message) -> list[str]:
    """The text of each part of text, decoded by the parts' own reader; of several forms of one text the one that is read."""
    kinds = [read_letter(part.as_bytes()).text] if part.get_content_type() == "multipart/alternative" else []
    if kinds or not part.is_multipart():
        return kinds or ([read_letter(part.as_bytes()).text] if part.get_content_maintype() == "text" else [])
    if part.get_content_maintype() == "message":
        return []  # an attachment of its own, kept byte for byte
    return [text for child in part.get_payload() for text in texts(child)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_word_is_lost(path: Path) -> None:
    """Every word of each part of text is new, quoted, signed, around the text, or in an attachment."""
    data = path.read_bytes()
    sources = adapt(path.name, data, datetime(2026, 6, 1, tzinfo=UTC), UTC, 10**8)
    kept = words(" ".join(utterance.text for source in sources for utterance in source.utterances))
    for message in (message for source in sources for message in source.messages):
        inline = " ".join(quote.text for quote in message.inline)
        kept |= words(f"{message.quoted} {inline} {message.signature} {message.boilerplate}")
    for _, content in open_attachments(path.name, data):
        kept |= words(content.decode("utf-8", "replace")) | words(content.decode("latin-1"))
        kept |= words(read_markup(content.decode("utf-8", "replace")).text)
    assert words(" ".join(texts(parse(data)))) - kept == set()
