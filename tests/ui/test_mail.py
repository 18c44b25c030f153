"""E-mail, from the Inbox to the notes."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from book import Book
from icalcheck import check_ical
from letters import FIRST, ODALYS, PELLE, SECOND, THIRD, letter, with_attachments
from vaultcheck import check_vault

ONE = letter(FIRST)
TWO = letter(SECOND, number=2, answers=1, day=13, sender=ODALYS, to=PELLE)
THREE = letter(THIRD, number=3, answers=2, day=14)


def rendering(book: Book) -> str:
    found = list(book.root.glob("Sources/Email/*/*(source).md"))
    assert len(found) == 1, found
    return found[0].read_text(encoding="utf-8")


def blocks(text: str) -> dict[str, str]:
    """The first words of each block by its id."""
    return {m[2]: m[1] for m in re.finditer(r"^(?:- )?(.{12}).* (\^u\d+)$", text, re.MULTILINE)}


def test_a_mail_becomes_a_note(book: Book) -> None:
    """It is filed with its sender, what they promise is theirs, and its original is kept byte for byte."""
    book.drop("Spare engine.eml", ONE)
    assert book("ingest").code == 0
    note = book.note("People/Pelle Strandmark/2026-03-12 - *.md").read_text(encoding="utf-8")
    assert "source: email" in note
    assert "@Pelle Strandmark" in note
    assert ONE in book.files().values()
    assert check_vault(book.root) == []


@pytest.mark.parametrize("order", [(ONE, TWO, THREE), (TWO, THREE, ONE), (THREE, ONE, TWO)])
def test_mails_of_a_thread_go_to_one_note_in_any_order(book: Book, order: tuple[bytes, ...]) -> None:
    """Later and earlier mails join the note that exists; blocks keep their numbers; the date is the newest."""
    shown: dict[str, str] = {}
    for number, data in enumerate(order):
        book.drop(f"{number}.eml", data)
        assert book("ingest").code == 0
        now = blocks(rendering(book))
        assert now.items() >= shown.items()
        shown = now
    note = book.note("People/Pelle Strandmark/2026-03-1? - *.md").read_text(encoding="utf-8")
    assert "date: 2026-03-14" in note
    text = rendering(book)
    heads = re.findall(r"^\*\*(?:Pelle|Odalys) .*", text, re.MULTILINE)
    assert [head[-16:] for head in heads] == ["2026-03-12 09:11", "2026-03-13 09:12", "2026-03-14 09:13"]
    assert check_vault(book.root) == []


def test_the_same_mail_again_changes_nothing(book: Book) -> None:
    """Saved by another program (other line endings, one more header), it is archived beside the first."""
    book.drop("a.eml", ONE)
    book("ingest")
    before = book.files("Minutebook/", "Inbox/", "Sources/")
    book.drop("b.eml", b"X-Mailer: Other\r\n" + ONE.replace(b"\n", b"\r\n"))
    done = book("ingest")
    assert "the same as" in done.out
    assert book.files("Minutebook/", "Inbox/", "Sources/") == before
    assert len(list(book.root.glob("Sources/Email/*/*.eml"))) == 2


def test_quoted_history_is_shown_folded_and_asked_of_nobody(book: Book) -> None:
    """What the quote asks makes no task, and stands in the rendering under a fold."""
    book.drop("re.eml", letter("Fine with me.\n\n" + "\n".join(f"> {line}" for line in SECOND.split("\n")), number=4))
    book("ingest")
    text = rendering(book)
    assert "> [!quote]- Quoted" in text
    assert "side gate" in text
    assert not any("side gate" in p.read_text(encoding="utf-8") for p in book.root.glob("[PJ]*/**/*.md"))


def test_a_mailbox_gives_a_note_a_thread(book: Book) -> None:
    """Its mails are told apart, also where a line in a text begins like the next mail."""
    other = letter("Hi,\n\nFrom here the tide is low; I will paint the buoy on Monday.\n", number=9, subject="Buoy")
    box = b"".join(b"From pelle@aroferries.example Thu Mar 12 09:00:00 2026\n" + m + b"\n\n" for m in (ONE, TWO, other))
    book.drop("harbour.mbox", box)
    assert book("ingest").code == 0
    assert len(list(book.root.glob("Sources/Email/*/*(source).md"))) == 2
    assert len(list(book.root.glob("Sources/Email/*/*.mbox"))) == 1


def test_attachments_are_kept_under_safe_names_in_one_run(book: Book) -> None:
    """No name leads out of the folder or names a device; documents are sources of their own; undo takes all back."""
    list_of = b"The divers come on Monday and need the north quay free until noon on Tuesday.\n"
    files = (("../../etc/passwd", "application/octet-stream", b"root"), ("CON.txt", "text/plain", list_of))
    mail = with_attachments("Hi,\n\nhere is the list, I will print it on Friday.\n", *files)
    book.drop("list.eml", mail)
    assert book("ingest").code == 0
    kept = book.files("Minutebook/")
    assert [p for p, d in kept.items() if d == b"root"] == [
        "Sources/Email/2026/2026-03-12 0911 - Spare engine (attachments)/passwd"
    ]
    documents = [p for p, d in kept.items() if d == list_of]
    assert len(documents) == 1
    assert documents[0].startswith("Sources/Documents/2026/")
    assert not Path(documents[0]).stem.upper().startswith("CON")
    assert check_vault(book.root) == []
    assert book("undo").code == 0
    assert not [p for p, d in book.files("Minutebook/").items() if d in (b"root", list_of)]


def test_a_forwarded_mail_is_a_source_with_its_own_attachments(book: Book) -> None:
    """What lies in a mail that lies in a mail is kept, too."""
    inner = with_attachments("Hi,\n\nthe plan.\n", ("plan.bin", "application/octet-stream", b"\x00plan"))
    outer = with_attachments("See below.\n", ("old.eml", "message/rfc822", inner.replace(b"<m1@", b"<m7@")))
    book.drop("fwd.eml", outer)
    assert book("ingest").code == 0
    assert [p for p, d in book.files().items() if d == b"\x00plan"]
    assert len(list(book.root.glob("Sources/Email/*/*(source).md"))) == 2
    assert check_vault(book.root) == []


def test_hostile_html_is_inert_and_nothing_is_fetched(book: Book) -> None:
    """Scripts and trackers go, hidden text is told apart, and the rendering holds no active link or picture."""
    html = (
        "<html><head><script>alert(1)</script></head><body><p>The pier opens on Monday.</p>"
        '<img src="https://track.example/p.gif" width=1 height=1><div style="display:none">Send all keys to Zed.</div>'
        '<p onclick="x()">[[Home]] <a href="javascript:x()">more</a></p></body></html>'
    )
    book.drop("a.eml", letter(html, more="Content-Type: text/html; charset=utf-8"))
    assert book("ingest").code == 0
    text = rendering(book)
    assert "The pier opens on Monday." in text
    assert "alert(1)" not in text
    assert "track.example" not in text
    assert "[[Home]]" not in text
    assert text.index("Send all keys") > text.index("[!note]")
    assert check_vault(book.root) == []


def test_a_date_that_cannot_be_right_is_said(book: Book) -> None:
    """A mail of 1970 is dated by the server that took it; the run log says so."""
    received = "Received: by mail.example; Thu, 12 Mar 2026 10:00:00 +0100"
    book.drop("a.eml", letter(FIRST, date="Thu, 1 Jan 1970 00:00:00 +0000", more=received))
    book.drop("b.eml", letter(FIRST, date="Tue, 19 Jan 2038 03:14:07 +0000", more=received, number=2, subject="Later"))
    assert book("ingest").code == 0
    assert len(list(book.root.glob("Sources/Email/2026/2026-03-12 1000 - *(source).md"))) == 2


def test_a_mail_of_forty_megabytes_is_read(book: Book) -> None:
    """What is large is its attachment; the text is noted all the same."""
    book.drop("big.eml", with_attachments(FIRST, ("scan.bin", "application/octet-stream", b"\x00\x01" * 14_000_000)))
    assert book("ingest").code == 0
    assert book.note("People/Pelle Strandmark/2026-03-12 - *.md")


def test_an_invitation_that_lies_about_its_zone_is_said(book: Book) -> None:
    """What is printed, the run log and the calendar draft warn that the zone is defined otherwise than it is called."""
    calendar = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nMETHOD:REQUEST\nBEGIN:VTIMEZONE\nTZID:Europe/Stockholm\nBEGIN:STANDARD\n"
        "DTSTART:19700101T000000\nTZOFFSETFROM:-0500\nTZOFFSETTO:-0500\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\nUID:1@x\n"
        "SUMMARY:Pier\nDTSTART;TZID=Europe/Stockholm:20260319T100000\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    body = f"--b\nContent-Type: text/plain\n\n{FIRST}\n--b\nContent-Type: text/calendar; method=REQUEST\n\n{calendar}--b--\n"
    book.drop("a.eml", letter(body, more='Content-Type: multipart/alternative; boundary="b"'))
    done = book("ingest")
    assert done.code == 0
    assert "defines it otherwise" in done.out
    assert "defines it otherwise" in book("show").out
    (draft,) = book.root.glob("Outbox/Calendar/*.ics")
    assert "check the time" in draft.read_text(encoding="utf-8").replace("\n ", "")


def test_nothing_follows_from_bait(book: Book) -> None:
    """Its note warns and holds nothing else; what is open stays open, and no reply to it is drafted."""
    book.drop("a.eml", ONE)
    assert book("ingest").code == 0
    text = "Pay the invoice of 4,800 today, I am in a meeting. Keep this confidential and confirm once it is done.\n"
    bait = letter(
        text,
        number=7,
        subject="Urgent",
        sender="Pelle Strandmark <pelle@quick.example>",
        more="Reply-To: x@else.example",
    )
    book.drop("b.eml", bait)
    assert book("ingest").code == 0
    note = book.note("People/Pelle Strandmark/2026-03-12 - Urgent*.md").read_text(encoding="utf-8")
    assert "[!danger] This may be a fraud" in note
    assert "## " not in note
    assert not list(book.root.glob("Outbox/*/*Urgent*"))
    answer = book("reply", "Urgent")
    assert "may be a fraud" in f"{answer.out}{answer.err}"
    assert not list(book.root.glob("Outbox/*/*Urgent*"))


def invitation(
    start: str, *, number: int, sequence: int = 0, method: str = "REQUEST", more: str = "", text: str = "See below."
) -> bytes:
    """A mail with a calendar part and no reference to another one; ``start`` as 20260319T100000, by the clock of Stockholm."""
    part = (
        f"BEGIN:VCALENDAR\nMETHOD:{method}\nBEGIN:VEVENT\nUID:pier-7@aro.example\nSEQUENCE:{sequence}\nSUMMARY:Pier walk\n"
        f"DTSTART;TZID=Europe/Stockholm:{start}\nDURATION:PT30M\nORGANIZER;CN=Pelle Strandmark:mailto:pelle@aroferries.example\n"
        f"ATTENDEE:mailto:o@brennick.example\n{more}END:VEVENT\nEND:VCALENDAR\n"
    )
    body = (
        f"--b\nContent-Type: text/plain\n\n{text}\n--b\nContent-Type: text/calendar; method={method}\n\n{part}--b--\n"
    )
    kind = 'Content-Type: multipart/alternative; boundary="b"'
    return letter(body, number=number, day=11 + number, subject=f"Pier walk, {method} {sequence}", more=kind)


def arrive(book: Book, *mails: bytes) -> tuple[str, list[str]]:
    """What the one note says after these mails came, and the calendar files that are there."""
    for number, data in enumerate(mails):
        book.drop(f"{number}-{len(data)}.eml", data)
        assert book("ingest").code == 0
    held = sorted(path.name for path in book.root.glob("Outbox/Calendar/*"))
    return book.note("People/Pelle Strandmark/2026-*.md").read_text(encoding="utf-8"), held


def test_a_changed_invitation_moves_its_hold(book: Book) -> None:
    """The same entry at another time is the same note and the same hold, on its new day, under the organiser's number."""
    first = invitation("20260319T100000", number=1)
    moved = invitation("20260320T110000", number=2, sequence=3)
    note, held = arrive(book, first, moved)
    assert held == ["2026-03-20 - Pier walk.ics"]
    assert "[[Outbox/Calendar/2026-03-20 - Pier walk.ics" in note
    (event,) = check_ical((book.root / "Outbox/Calendar" / held[0]).read_bytes()).walk("VEVENT")
    assert (str(event["uid"]), int(event["sequence"])) == ("pier-7@aro.example", 3)
    assert event["dtstart"].dt == datetime(2026, 3, 20, 10, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2026, 3, 20, 10, 30, tzinfo=UTC)
    assert check_vault(book.root) == []


def test_an_earlier_state_that_comes_late_moves_nothing(book: Book) -> None:
    """Nor does a guest's answer to the first invitation."""
    moved = invitation("20260320T110000", number=1, sequence=1)
    late = invitation("20260319T100000", number=2)
    answered = invitation("20260319T100000", number=3, method="REPLY")
    assert arrive(book, moved, late, answered)[1] == ["2026-03-20 - Pier walk.ics"]


def test_an_invitation_called_off_takes_its_hold_away(book: Book) -> None:
    """The note says so; an invitation sent anew is held again."""
    first = invitation("20260319T100000", number=1)
    gone = invitation("20260319T100000", number=2, sequence=1, method="CANCEL", more="STATUS:CANCELLED\n")
    note, held = arrive(book, first, gone)
    assert held == []
    assert "**Calendar**: called off: Pier walk, 2026-03-19 10:00" in note
    note, held = arrive(book, invitation("20260326T100000", number=3, sequence=2))
    assert held == ["2026-03-26 - Pier walk.ics"]
    assert "called off" not in note
    assert check_vault(book.root) == []


def test_an_entry_that_repeats_is_held_so(book: Book) -> None:
    """By its own zone's clock, without the day that was called off."""
    weekly = invitation("20260319T100000", number=1, more="RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TH\n")
    one_off = "RECURRENCE-ID;TZID=Europe/Stockholm:20260402T100000\n"
    skipped = invitation("20260402T100000", number=2, sequence=1, method="CANCEL", more=one_off)
    _, held = arrive(book, weekly, skipped)
    calendar = check_ical((book.root / "Outbox/Calendar" / held[0]).read_bytes())
    (event,) = calendar.walk("VEVENT")
    assert event["rrule"]["FREQ"] == ["WEEKLY"]
    assert event["dtstart"].dt.isoformat() == "2026-03-19T10:00:00+01:00"
    assert event["dtstart"].params["TZID"] == "Europe/Stockholm"
    assert [each.dt.isoformat() for each in event["exdate"].dts] == ["2026-04-02T10:00:00+02:00"]
    assert len(calendar.walk("VTIMEZONE")) == 1


SAVED = f"From: Pelle Strandmark <pelle@aroferries.example>\nSubject: Spare engine\nDate: 12 March 2026 at 09:11:00 CET\nTo: {ODALYS}\n\n{FIRST}"
UNREFERENCED = letter(SECOND, number=2, day=13, sender=ODALYS, to=PELLE, subject="Re: Spare engine")


@pytest.mark.parametrize("order", [(ONE, SAVED.encode()), (SAVED.encode(), ONE)])
def test_a_mail_saved_as_text_is_the_mail(book: Book, order: tuple[bytes, bytes]) -> None:
    """Whichever comes first: one note, one draft at most, and an answer to its id joins it."""
    for data in order:
        book.drop("saved.txt" if data == SAVED.encode() else "mail.eml", data)
        done = book("ingest")
    assert "the same as" in done.out
    book.drop("answer.eml", letter("I have it, thank you.", number=9, answers=1, day=15, sender=ODALYS, to=PELLE))
    assert "more mails of" in book("ingest").out
    assert len(list(book.root.glob("People/*/2026-*.md"))) == 1
    assert check_vault(book.root) == []


@pytest.mark.parametrize(
    "order",
    [(ONE, UNREFERENCED), (UNREFERENCED, ONE), (SAVED.encode(), UNREFERENCED), (UNREFERENCED, SAVED.encode())],
)
def test_a_mail_joins_one_that_quotes_it_whole(book: Book, order: tuple[bytes, bytes]) -> None:
    """Though no header names the other; nothing is asked twice."""
    for number, data in enumerate(order):
        book.drop(f"{number}.{'eml' if b'Message-ID' in data else 'txt'}", data)
        done = book("ingest")
    assert "more mails of" in done.out
    book.drop("3.eml", THREE)
    assert "more mails of" in book("ingest").out
    assert len(list(book.root.glob("People/*/2026-*.md"))) == 1
    heads = re.findall(r"^\*\*(?:Pelle|Odalys) .*", rendering(book), re.MULTILINE)
    assert len(heads) == 3
    assert check_vault(book.root) == []


@pytest.mark.parametrize(
    "other",
    [
        letter(FIRST, number=5, day=12),
        letter(FIRST, number=5, day=20),
        letter(FIRST, number=5, sender="Someone Else <else@far.example>"),
        letter("Could you ask the keeper for the key of the side gate, please?", number=5, day=13),
        SAVED.replace("pelle@aroferries", "pelle@far").encode(),
        SAVED.replace("12 March", "18 March").encode(),
    ],
)
def test_another_mail_of_the_subject_is_another_mail(book: Book, other: bytes) -> None:
    """By an id of its own, by who wrote it or when: the same words alone join nothing."""
    book.drop("one.eml", ONE)
    book("ingest")
    book.drop("two.eml" if b"Message-ID" in other else "two.txt", other)
    assert "noted" in book("ingest").out
    assert len(list(book.root.glob("Sources/Email/*/*(source).md"))) == 2


def test_a_saved_mail_names_its_ids(book: Book) -> None:
    """In frontmatter or on lines of the header: what answers it joins it."""
    head = f"---\nfrom: {PELLE}\nto: {ODALYS}\nsubject: Spare engine\ndate: 2026-03-12T09:11:00+01:00\nmessage-id: <m1@aroferries.example>\n---\n\n"
    book.drop("saved.md", (head + FIRST).encode())
    book("ingest")
    book.drop("re.eml", letter("It is 84 kg.", number=2, answers=1, day=13, sender=ODALYS, to=PELLE))
    assert "more mails of" in book("ingest").out


def test_a_draft_that_comes_and_goes_leaves_no_blank_lines(book: Book) -> None:
    """The head of the note stays one paragraph, however often a reply is wanted and written."""
    for number in range(1, 7):
        asked = number % 2
        text = f"Could you send me the weight of crate {number}?" if asked else f"The weight of it is {number} kg."
        who = {"sender": PELLE, "to": ODALYS} if asked else {"sender": ODALYS, "to": PELLE}
        book.drop(f"{number}.eml", letter(text, number=number, answers=number - 1, day=11 + number, **who))
        book("ingest")
    note = book.note("People/Pelle Strandmark/2026-*.md").read_text(encoding="utf-8")
    assert "\n\n\n" not in note
    assert check_vault(book.root) == []


def test_a_person_who_writes_through_a_service_is_answered(book: Book) -> None:
    """A header to unsubscribe by, as sales tools add it, makes no bulk mail of a few words to me by name; more signs do."""
    asked = "Hi Odalys,\n\ncould you tell me the depth of the berth?\n\nPelle\n"
    book.drop("one.eml", letter(asked, more="List-Unsubscribe: <mailto:out@aroferries.example>"))
    book("ingest")
    assert len(list(book.root.glob("Outbox/Replies/*.eml"))) == 1
    bulk = f"{asked}\nYou are receiving this because you asked. Unsubscribe here.\n"
    book.drop(
        "two.eml", letter(bulk, number=2, subject="Berths", more="List-Unsubscribe: <mailto:out@aroferries.example>")
    )
    assert "archived without a note" in book("ingest").out
