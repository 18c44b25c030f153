"""Internet messages as they occur: parts, charsets, names, dates, broken headers."""

from base64 import b64encode
from datetime import UTC, datetime

import pytest

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt, open_attachments
from minutebook.flow.adapt.mail.envelope import read_addresses
from minutebook.flow.adapt.mail.letter import read_letter
from minutebook.flow.adapt.mail.markup import read_markup

HEAD = b"From: Pelle <p@aro.example>\nDate: Thu, 12 Mar 2026 09:11:00 +0100\nMessage-ID: <1@aro.example>\n"


@pytest.mark.parametrize(
    ("written", "people"),
    [
        ('"Rao, Chitra" <c@x.example>, Ben <b@x.example>', [("Chitra Rao", "c@x.example"), ("Ben", "b@x.example")]),
        (
            "Rao, Chitra <c@x.example>; Wendt, Jörg <j@x.example>",
            [("Chitra Rao", "c@x.example"), ("Jörg Wendt", "j@x.example")],
        ),
        ("=?utf-8?Q?Rao=2C_Chitra?= <c@x.example>", [("Chitra Rao", "c@x.example")]),
        ("=?nonsense?B?Q2hpdHJhIFJhbw==?= <c@x.example>", [("Chitra Rao", "c@x.example")]),
        ("c@x.example (Chitra Rao)", [("Chitra Rao", "c@x.example")]),
        ("Chitra Rao [mailto:c@x.example]", [("Chitra Rao", "c@x.example")]),
        ("'Chitra Rao' via Harbour <h@x.example>", [("Chitra Rao", "h@x.example")]),
        ("C@X.example", [(None, "c@x.example")]),
        ("undisclosed-recipients:;", []),
        ("Crew: a@x.example, b@x.example;", [(None, "a@x.example"), (None, "b@x.example")]),
        ("broken <c@x.example", [("broken", "c@x.example")]),
        ("", []),
    ],
)
def test_people_are_read_however_they_are_written(written: str, people: list) -> None:
    """Quoted, encoded, turned round, grouped, broken."""
    assert [(p.name, p.email) for p in read_addresses(written, "to")] == people


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ('"pelle@aro.example" <other@far.example>', (None, "other@far.example")),
        ('"To: pelle@aro.example" <other@far.example>', (None, "other@far.example")),
        ('"Pelle <pelle@aro.example>" <other@far.example>', ("Pelle", "other@far.example")),
        ('"Strand, Pelle (pelle@aro.example)" <other@far.example>', ("Pelle Strand", "other@far.example")),
        ("pelle@aro.example <other@far.example>", (None, "other@far.example")),
        ("Pelle <pelle@aro.example> <other@far.example>", ("Pelle", "other@far.example")),
        ("=?utf-8?Q?pelle=40aro.example?= <other@far.example>", (None, "other@far.example")),
        ("=?utf-8?Q?Pelle_=3Cpelle=40aro.example=3E?= <other@far.example>", ("Pelle", "other@far.example")),
        ("<other@far.example> (pelle@aro.example)", (None, "other@far.example")),
        ("(pelle@aro.example) other@far.example", (None, "other@far.example")),
        ('"pelle@aro.example" other@far.example', (None, "other@far.example")),
        ('"pelle@aro.example" <mailto:other@far.example>', (None, "other@far.example")),
        ("Pelle Strand <not stated>", ("Pelle Strand", None)),
    ],
)
def test_who_it_is_the_address_says_and_no_name(written: str, person: tuple) -> None:
    """An address that a sender puts into a name, quotes or a remark is nobody's; the one between the brackets counts."""
    assert [(p.name, p.email) for p in read_addresses(written, "from")] == [person]


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Grüße aus Åro".encode()),
        ("iso-8859-1", "Grüße aus Åro".encode("latin-1")),
        ("us-ascii", "Grüße aus Åro".encode()),
        ("utf-8", "Grüße aus Åro".encode("cp1252")),
        ("iso-8859-1", "Grüße aus Åro".encode()),
        ("x-does-not-exist", "Grüße aus Åro".encode()),
        ("", "Grüße aus Åro".encode("cp1252")),
    ],
)
def test_any_charset_is_read_whatever_it_claims(charset: str, data: bytes) -> None:
    """Right, wrong, unknown and missing charsets give the same text."""
    kind = f"Content-Type: text/plain; charset={charset}\n" if charset else ""
    body = b64encode(data)
    letter = read_letter(HEAD + kind.encode() + b"Content-Transfer-Encoding: base64\n\n" + body)
    assert letter.text == "Grüße aus Åro"


def test_plain_text_is_read_unless_it_says_nothing() -> None:
    """Of two forms the plain one; a notice that there is HTML counts as none."""
    html = "<p>" + "The crate is too wide for the van. " * 9 + "</p>"
    for plain, begins in (("Short but plain and enough of it to be read.", "Short"), ("See HTML.", "The crate")):
        parts = f"--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n{html}\n--b--\n"
        letter = read_letter(HEAD + b"Content-Type: multipart/alternative; boundary=b\n\n" + parts.encode())
        assert letter.text.startswith(begins)


@pytest.mark.parametrize(
    ("header", "why"),
    [
        ("Auto-Submitted: auto-replied", "Auto-Submitted: auto-replied"),
        ("List-Id: Crew <crew.lists.example>", "List-Id: Crew <crew.lists.example>"),
        ("Precedence: bulk", "Precedence: bulk"),
        ("Auto-Submitted: no", ""),
        ("X-Mailer: Quill", ""),
    ],
)
def test_automatic_mail_says_why(header: str, why: str) -> None:
    """The header that says so; nothing for a person's."""
    assert read_letter(HEAD + header.encode() + b"\n\nHello.").message.automatic == why


def test_the_address_of_a_machine_says_so() -> None:
    """No-reply senders are machines."""
    assert "noreply" in read_letter(b"From: Harbour <noreply@aro.example>\nMessage-ID: <1@x>\n\nHi").message.automatic


def test_html_is_read_as_its_reader_sees_it() -> None:
    """Lists, tables and quotes keep their form; what is hidden is told apart."""
    seen = read_markup(
        "<p>Hi</p><ul><li>rope</li><li>key</li></ul><table><tr><td>Seal</td><td>Friday</td></tr></table>"
        "<span style='font-size:0'>secret</span><blockquote>old</blockquote><script>x()</script>"
    )
    assert seen.text.split("\n") == ["Hi", "", "- rope", "- key", "", "| Seal | Friday |", "", "> old"]
    assert seen.hidden == "secret"


def test_flowed_text_is_joined() -> None:
    """Soft breaks go, hard ones stay."""
    letter = read_letter(HEAD + b"Content-Type: text/plain; format=flowed\n\nThe crate is \ntoo wide.\nYes.\n")
    assert letter.text.strip() == "The crate is too wide.\nYes."


@pytest.mark.parametrize(
    "data", [HEAD + b"\n", HEAD + b"Content-Type: multipart/mixed\n\n", HEAD.replace(b"Date", b"Subject: x\nDate")]
)
def test_an_empty_mail_is_a_mail(data: bytes) -> None:
    """It has its people and date, and no words."""
    (source,) = adapt("a.eml", data, datetime(2026, 4, 1, tzinfo=UTC), UTC, 10_000)
    assert source.messages[0].people
    assert source.utterances == ()


def test_attachments_come_with_their_bytes() -> None:
    """Also those of a forwarded mail; signatures and pictures of the page are none."""
    inner = HEAD + b"Subject: Old\n\nThe old one.\n"
    parts = (
        b"--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n" + inner + b"\n"
        b'--b\nContent-Type: application/pgp-signature; name="s.asc"\n\nx\n'
        b"--b\nContent-Type: image/png\nContent-ID: <logo>\nContent-Disposition: inline\n\nx\n--b--\n"
    )
    data = HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + parts
    ((attachment, content),) = open_attachments("a.eml", data)
    assert attachment.name == "Old.eml"
    assert b"The old one." in content


def test_an_invitation_in_a_zone_that_nobody_knows_says_so() -> None:
    """Its hour is taken for one's own, and the run log says to check it."""
    entry = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:deep@aro.example\nDTSTART;TZID=Atlantis/Deep:20260312T100000\nSUMMARY:Dive\nEND:VEVENT\nEND:VCALENDAR\n"
    data = HEAD + b"Content-Type: text/calendar; method=REQUEST\n\n" + entry.encode()
    (source,) = adapt("dive.eml", data, datetime(2026, 3, 12, tzinfo=UTC), UTC, 1_000_000)
    assert source.messages[0].events[0].start == "2026-03-12T10:00:00"
    assert any("Atlantis/Deep" in warning and "check the time" in warning for warning in source.warnings)


def test_a_day_with_its_point_is_no_end_of_sentence() -> None:
    """In German the month follows the number and its point."""
    data = HEAD + "Content-Type: text/plain; charset=utf-8\n\nWir liefern am 20. März. Danke.\n".encode()
    (source,) = adapt("tag.eml", data, datetime(2026, 3, 12, tzinfo=UTC), UTC, 1_000_000)
    assert [u.text for u in source.utterances] == ["Wir liefern am 20. März.", "Danke."]


def test_a_word_in_a_charset_that_nobody_knows_keeps_its_accents() -> None:
    """Two of them side by side, too."""
    data = HEAD + b"Subject: =?x-nowhere?Q?Gr=FC=DFe?=\nContent-Type: text/plain\n\nHello.\n"
    assert read_letter(data).message.subject == "Grüße"


@pytest.mark.parametrize("stated", ["Tue, 00 Jan 0000 00:00:00 +0000", "Mon, 31 Feb 2026 09:00:00 +0100"])
def test_a_day_that_no_calendar_has_is_none(stated: str) -> None:
    """It is not counted on into another month: the file's own time dates the mail."""
    data = HEAD.replace(b"Thu, 12 Mar 2026 09:11:00 +0100", stated.encode()) + b"\nHello, the crate is here.\n"
    (source,) = adapt("crate.eml", data, datetime(2026, 4, 1, 12, tzinfo=UTC), UTC, 10_000)
    assert source.date.isoformat() == "2026-04-01"


def test_a_letter_of_millions_of_words_is_refused() -> None:
    """Nobody wrote it by hand; what to do is said, with the file's name, before anything else is read of it."""
    data = HEAD + b"Content-Type: text/plain\n\n" + b"The crate is too wide for the van.\n" * 150_000
    with pytest.raises(SourceError, match=r"log\.eml holds 5 million characters of text.*Split it"):
        adapt("log.eml", data, datetime(2026, 4, 1, tzinfo=UTC), UTC, 50_000_000)


@pytest.mark.parametrize(
    "stub",
    [
        "Your mail client cannot show HTML.",
        "This message is in HTML format. Please open it in a mail program that shows HTML, or in your web browser, to read all of it.",
    ],
)
def test_a_notice_that_there_is_html_is_not_the_text(stub: str) -> None:
    """However short the page is; a plain text that says what the page says stays the text."""
    kind = b'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n\n'

    def both(plain: str, page: str) -> str:
        body = f"--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n<p>{page}</p>\n--b--\n"
        return read_letter(HEAD + kind + body.encode()).text.strip()

    assert both(stub, "Paint the buoy.") == "Paint the buoy."
    assert both("Paint the buoy in HTML red.", "Paint the buoy in HTML red.") == "Paint the buoy in HTML red."


def test_a_line_without_a_colon_ends_no_header() -> None:
    """What stands below it is a field still; a text that holds a colon is no header."""
    letter = read_letter(b"From: p@aro.example\nX-Empty\nSubject: Buoy\nContent-Type: text/plain\n\nNote: it is red.\n")
    assert (letter.message.subject, letter.text.strip()) == ("Buoy", "Note: it is red.")
    bare = read_letter(b"From: p@aro.example\nSubject: Buoy\n\nIt is red.\nKey: under the mat.\n")
    assert bare.text.strip() == "It is red.\nKey: under the mat."
