"""Messages as Outlook saves them."""

import sys
from datetime import UTC, datetime

import pytest

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt, open_attachments
from outlook import write_msg

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
HEADER = (
    "From: Pelle Strandmark <pelle@aro.example>\r\nTo: Odalys Brennick <o@brennick.example>\r\nSubject: RE: Spare engine\r\n"
    "Date: Thu, 12 Mar 2026 09:11:00 +0100\r\nMessage-ID: <m1@aro.example>\r\nContent-Type: text/plain\r\n\r\n"
)
BODY = "Hi Odalys,\r\n\r\nthe crate is 2 m wide.\r\n\r\nBest regards\r\nPelle\r\n"


def test_a_message_with_its_header_is_a_mail() -> None:
    """Header, text and attachment as Outlook keeps them."""
    data = write_msg({0x001A: "IPM.Note", 0x007D: HEADER, 0x1000: BODY}, [], [("crate.txt", b"2 m")])
    (source,) = adapt("a.msg", data, NOON, UTC, 10**6)
    assert (source.format, source.title, source.message_ids) == ("msg", "Spare engine", ("m1@aro.example",))
    assert [u.text for u in source.utterances] == ["Hi Odalys,", "the crate is 2 m wide."]
    ((attachment, content),) = open_attachments("a.msg", data)
    assert (attachment.name, content) == ("crate.txt", b"2 m")


def test_a_message_that_never_left_has_its_people() -> None:
    """Without an internet header they come from its properties."""
    sender = {
        0x001A: "IPM.Note",
        0x0037: "Spare engine",
        0x1000: BODY,
        0x0C1A: "Pelle Strandmark",
        0x0C1F: "pelle@aro.example",
    }
    data = write_msg(sender, [{0x3001: "Odalys Brennick", 0x39FE: "o@brennick.example"}], [])
    (source,) = adapt("a.msg", data, NOON, UTC, 10**6)
    assert [(p.role, p.name, p.email) for p in source.messages[0].people] == [
        ("from", "Pelle Strandmark", "pelle@aro.example"),
        ("to", "Odalys Brennick", "o@brennick.example"),
    ]


def test_what_reads_it_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence says what to install."""
    monkeypatch.setitem(sys.modules, "oxmsg", None)
    data = write_msg({0x001A: "IPM.Note", 0x1000: BODY}, [], [])
    with pytest.raises(SourceError, match=r"minutebook\[documents\]"):
        adapt("a.msg", data, NOON, UTC, 10**6)


def test_a_damaged_message_is_refused() -> None:
    """Cut anywhere, it is read as far as it goes or refused."""
    data = write_msg({0x001A: "IPM.Note", 0x007D: HEADER, 0x1000: BODY}, [], [])
    for end in range(600, len(data), 700):
        try:
            adapt("a.msg", data[:end], NOON, UTC, 10**6)
        except SourceError:
            continue
