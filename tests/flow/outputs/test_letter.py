"""A draft is a mail that every program reads as it was meant, and a link that opens the same."""

import email
from email.policy import default
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.flow.outputs.letter import (
    MAILTO_LENGTH,
    Letter,
    answer_subject,
    find_address,
    format_eml,
    format_mailto,
)
from minutebook.model.source import Header

LONG_ID = "AM0PR02MB" + "0123456789abcdef" * 6 + "@eurprd02.prod.mail.example"
LETTER = Letter(
    to=(Header("Strandmark, Pelle", "pelle@strandmark.example"),),
    cc=(Header("Jöns Åkerblad", "jons@harbour.example"), Header(None, "office@harbour.example")),
    subject="Re: Täthet på pumpen – förslag",
    body="Pelle,\n\n> Which seal, bronze or rubber?\n\n…\n\nOdalys Brennick\n",
    sender=Header("Odalys Brennick", "o@brennick.example"),
    in_reply_to=LONG_ID,
    references=("first@strandmark.example", LONG_ID),
)


def read(letter):
    text = format_eml(letter)
    assert text.isascii()
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line) <= 998 for line in text.split("\r\n"))
    return email.message_from_bytes(text.encode(), policy=default)


def test_a_draft_opens_unsent_with_its_people_subject_and_text():
    """Names with commas and accents, and the text, come back as they were."""
    message = read(LETTER)
    assert message["X-Unsent"] == "1"
    assert [(a.display_name, a.addr_spec) for a in message["To"].addresses] == [
        ("Strandmark, Pelle", "pelle@strandmark.example")
    ]
    assert [a.display_name for a in message["Cc"].addresses] == ["Jöns Åkerblad", ""]
    assert message["From"].addresses[0].addr_spec == "o@brennick.example"
    assert message["Subject"] == LETTER.subject
    assert message.get_content().replace("\r\n", "\n") == LETTER.body
    assert not message.defects


def test_long_message_ids_stay_whole():
    """A reply threads by them: they are neither encoded nor cut."""
    text = format_eml(LETTER)
    assert f"\r\nIn-Reply-To: <{LONG_ID}>\r\n" in text
    assert f"\r\nReferences: <first@strandmark.example>\r\n <{LONG_ID}>\r\n" in text


def test_what_is_no_message_id_is_left_out():
    """Broken ids of other programs do not break the header."""
    text = format_eml(
        Letter(to=LETTER.to, subject="x", body="", in_reply_to="a b\r\nBcc: evil@example.org", references=("<x>",))
    )
    assert "In-Reply-To" not in text
    assert "References" not in text
    assert "Bcc" not in text


@given(st.text(max_size=120), st.text(max_size=200), st.text(max_size=400))
def test_no_text_becomes_a_header(name, subject, body):
    """Whatever stands in a name, a subject or the text, the mail has the headers that it should have, and no others."""
    message = read(Letter(to=(Header(name, "p@strandmark.example"),), subject=subject, body=body))
    assert set(message.keys()) == {
        "X-Unsent", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding",
    }  # fmt: skip
    assert [a.addr_spec for a in message["To"].addresses] == ["p@strandmark.example"]


def test_the_link_opens_the_same():
    """Everything is percent-encoded, line ends are CRLF."""
    link = format_mailto(LETTER)
    parts = urlsplit(link)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert unquote(parts.path) == "pelle@strandmark.example"
    assert fields["cc"] == ["jons@harbour.example,office@harbour.example"]
    assert fields["subject"] == [LETTER.subject]
    assert fields["body"] == [LETTER.body.rstrip().replace("\n", "\r\n")]
    assert link.isascii()
    assert not set(" ()<>[]|\"'") & set(link)


@given(st.text(max_size=3000), st.integers(1, 80))
def test_the_link_is_never_too_long(body, people):
    """Its text is cut; with too many people to name there is no link at all, never one that leaves some out."""
    to = tuple(Header(None, f"person{n}@somewhere.example") for n in range(people))
    link = format_mailto(Letter(to=to, subject="s", body=body))
    assert link is None or (len(link) <= MAILTO_LENGTH and link.count("@somewhere") == people)
    assert link is not None or people > 50


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Seal", "Re: Seal"),
        ("RE: Seal", "Re: Seal"),
        ("AW: Re: SV: Seal", "Re: Seal"),
        ("Re[2]: Seal", "Re: Seal"),
        ("Fwd: Seal", "Re: Fwd: Seal"),
        ("Reserve: Seal", "Re: Reserve: Seal"),
        ("", "Re:"),
    ],
)
def test_an_answer_is_marked_once(given, wanted):
    """Whatever language marked the mails before."""
    assert answer_subject(given) == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("<p.s+x@strandmark.example>", "p.s+x@strandmark.example"),
        ("p@bücher.example", "p@xn--bcher-kva.example"),
        ("p@localhost", None),
        ("pelle", None),
        ("p@a..example", None),
        ("p @a.example", None),
        ("p@a.example\r\nBcc: x@y.example", None),
        (None, None),
    ],
)
def test_only_real_addresses_are_written_to(given, wanted):
    """A name, a broken or a poisoned address is none."""
    assert find_address(given) == wanted
