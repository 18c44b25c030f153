"""Drafts, from a source to the Outbox and back."""

import email
import json
from datetime import UTC, datetime
from email.policy import default
from hashlib import sha256

import pytest
from msgspec.structs import replace

from book import TALK, Book
from icalcheck import check_ical
from minutebook.model.extraction import Invite, Reply
from minutebook.run.arrival import Arrival
from minutebook.run.pipeline import Options, plan_file
from minutebook.run.session import open_rehearsal, open_session
from minutebook.run.understanding import context_of, understand
from minutebook.vault.vault import Vault
from threads import FIRST, Replay, mail, read_mail, thread
from vaultcheck import check_vault

AT = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
REPLY = "Outbox/Replies/2026-03-12 - Re - Seal for the pump"
HOLD = "Outbox/Calendar/2026-03-30 - Fit the seal.ics"


def take(book: Book, source=None, opened=open_session, **given):
    """One thread, as the adapter would give it, through the pipeline; the plan and what is said of it."""
    source = source or thread()
    name = f"seal {len(source.messages)}.eml"
    data = book.drop(name, f"the bytes of {source.utterances}").read_bytes()
    engine = Replay(**given)
    with opened(Vault(book.root), lambda: AT) as desk:
        sha = sha256(data).hexdigest()
        source = replace(source, parts=(replace(source.parts[0], sha256=sha),))

        def understood(each):
            context = context_of(each, desk, desk.store.entities())
            return understand(each, context, engine), context

        settled = plan_file(Arrival(f"Inbox/{name}", name, sha, (source,)), desk, engine, understood, Options())
        desk.apply(settled.plan)
    return settled


def note_of(book: Book) -> str:
    return book.note("Journal/*.md").read_text(encoding="utf-8")


LATER = (
    "The yard closed early because the crane broke down, and the new gasket from Landskrona arrived scratched.",
    "When shall I come to fit it?",
)


def grown():
    return thread(mail(*FIRST), mail(*LATER, number=2, first=3))


def test_a_mail_that_asks_gets_a_draft_beside_its_note(book: Book) -> None:
    """The reply and the calendar entry wait in the Outbox, the note leads to both, and what was done says so."""
    settled = take(book)
    message = email.message_from_bytes((book.root / f"{REPLY}.eml").read_bytes(), policy=default)
    assert message["To"] == "Pelle Strandmark <pelle@strandmark.example>"
    assert FIRST[0] in message.get_content()
    assert "**Reply**: [[2026-03-12 - Re - Seal for the pump]]" in note_of(book)
    assert f"**Calendar**: [[{HOLD}|2026-03-30 - Fit the seal.ics]]" in note_of(book)
    assert check_ical((book.root / HOLD).read_bytes())["method"] == "REQUEST"
    assert settled.filed[0].said == f"noted: 2 tasks; drafted: {REPLY}.md; drafted: {HOLD}"
    assert check_vault(book.root) == []


def test_a_mail_that_asks_nothing_gets_none(book: Book) -> None:
    """Nothing is written to the Outbox."""
    take(book, reply=Reply(), invite=None)
    assert not (book.root / "Outbox").exists()


def test_a_dry_run_writes_no_draft_but_shows_it(book: Book) -> None:
    """The plan that it shows is the one that is applied, to the byte."""
    rehearsed = take(book, opened=open_rehearsal)
    assert not (book.root / "Outbox").exists()
    assert {e.path: e.after for e in take(book).plan.edits} == {e.path: e.after for e in rehearsed.plan.edits}


def test_undo_takes_the_drafts_back(book: Book) -> None:
    """As if the mail had never been read."""
    before = book.files("Minutebook/")
    take(book)
    run = json.loads(book("runs", "--json").out)[0]["id"]
    assert book("undo", run).code == 0
    after = book.files("Minutebook/")
    assert {p: d for p, d in after.items() if not p.startswith("Inbox/")} == before
    assert not (book.root / "Outbox").exists()


def test_a_draft_follows_its_thread(book: Book) -> None:
    """While nobody has touched it, it answers the newest mail; the calendar entry is changed under a higher number and bears its new day."""
    take(book)
    later = Invite("Fit the seal", "2026-03-31T10:00:00+02:00", None, ("pelle@strandmark.example",))
    take(book, grown(), reply=Reply(True, (), ("When shall I come to fit it?",)), invite=later)
    message = email.message_from_bytes((book.root / f"{REPLY}.eml").read_bytes(), policy=default)
    assert message["In-Reply-To"] == "<mail-2@strandmark.example>"
    assert "When shall I come to fit it?" in message.get_content()
    assert not (book.root / HOLD).exists()
    moved = book.root / HOLD.replace("03-30", "03-31")
    (event,) = check_ical(moved.read_bytes()).walk("VEVENT")
    assert event["sequence"] == 1
    assert event["dtstart"].dt == datetime(2026, 3, 31, 8, tzinfo=UTC)
    assert len(list((book.root / "Outbox").rglob("*.*"))) == 3
    assert check_vault(book.root) == []


def test_a_second_appointment_of_a_thread_is_a_second_draft(book: Book) -> None:
    """The first stays to the byte under its own UID, the note leads to both, and one that is called off takes only its own away."""
    take(book)
    before = (book.root / HOLD).read_bytes()
    first = read_mail(thread()).invite
    call = Invite("Call: Fit the seal", "2026-03-20T16:00:00+01:00", None, ("pelle@strandmark.example",), number=1)
    take(book, grown(), invite=call, also=(first,))
    second = book.root / "Outbox/Calendar/2026-03-20 - Call - Fit the seal.ics"
    assert (book.root / HOLD).read_bytes() == before
    uids = {check_ical(path.read_bytes()).walk("VEVENT")[0]["uid"] for path in (book.root / HOLD, second)}
    assert len(uids) == 2
    assert "**Calendar 2**: [[Outbox/Calendar/2026-03-20 - Call - Fit the seal.ics|" in note_of(book)
    assert check_vault(book.root) == []
    off = "We can forget about talking on the twentieth: the gasket maker answered all that I wanted to ask you."
    last = thread(mail(*FIRST), mail(*LATER, number=2, first=3), mail(off, number=3, first=5))
    said = take(book, last, invite=None, also=(first,)).filed[0].said
    assert "no longer asked for" in said
    assert (book.root / HOLD).read_bytes() == before
    assert not second.exists()


def test_an_unchanged_draft_is_not_written_again(book: Book) -> None:
    """A thread that grows without asking anything else leaves the calendar file's bytes as they are."""
    take(book)
    before = (book.root / HOLD).read_bytes()
    take(book, grown())
    assert (book.root / HOLD).read_bytes() == before


@pytest.mark.parametrize("touched", [f"{REPLY}.md", f"{REPLY}.eml"])
def test_a_draft_that_was_edited_is_the_users(book: Book, touched: str) -> None:
    """Neither of its files changes any more."""
    take(book)
    path = book.root / touched
    path.write_bytes(path.read_bytes() + b"My own words.\r\n")
    before = book.files("Minutebook/", "Inbox/", "Sources/", "Journal/")
    settled = take(book, grown(), reply=Reply(True, (), ("When shall I come to fit it?",)))
    assert "is yours by now (you changed it); it stays" in settled.filed[0].said
    assert book.files("Minutebook/", "Inbox/", "Sources/", "Journal/") == before


def test_a_draft_that_was_taken_away_does_not_come_back(book: Book) -> None:
    """It was sent or not wanted; the note leads to it no more."""
    take(book)
    (book.root / f"{REPLY}.eml").unlink()
    (book.root / f"{REPLY}.md").unlink()
    take(book, grown(), reply=Reply(True, (), ("When shall I come to fit it?",)))
    assert not list((book.root / "Outbox/Replies").glob("*"))
    assert "**Reply**" not in note_of(book)


def test_a_draft_that_nothing_asks_for_any_more_goes(book: Book) -> None:
    """Once the thread is answered, an untouched draft is out of the way, and undo brings it back."""
    take(book)
    take(book, grown(), reply=Reply())
    assert not (book.root / f"{REPLY}.md").exists()
    assert "**Reply**" not in note_of(book)
    run = json.loads(book("runs", "--json").out)[0]["id"]
    assert book("undo", run).code == 0
    assert (book.root / f"{REPLY}.eml").exists()
    assert "**Reply**" in note_of(book)


# -- on demand


@pytest.fixture
def met(book: Book) -> Book:
    """A meeting with Pelle, whose page has an address; its tasks are accepted."""
    page = book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("type: person", "type: person\nemail: pelle@strandmark.example"),
        encoding="utf-8",
    )
    book.drop("Pump 2026-03-12_otter_ai.txt", TALK)
    assert book("ingest").code == 0
    return book


def test_a_meeting_gets_a_recap_for_who_was_there(met: Book) -> None:
    """Decisions, accepted tasks with owner and date, open questions; addressed to those whose address is known."""
    note = met.note("People/Pelle Strandmark/2026-03-12 - *.md")
    assert met("accept", str(note.relative_to(met.root))).code == 0
    made = met("reply", note.stem)
    assert made.code == 0, made.err
    path = next((met.root / "Outbox/Replies").glob("*.eml"))
    message = email.message_from_bytes(path.read_bytes(), policy=default)
    assert message["To"] == "Pelle Strandmark <pelle@strandmark.example>"
    text = message.get_content().replace("\r\n", "\n")
    assert "We decided:\n- " in text
    assert "- Pelle: Order the" in text
    assert ", by Friday 13 March" in text
    assert "- Me: " in text
    assert "[[" not in text
    assert "**Recap**: [[" in note.read_text(encoding="utf-8")
    assert check_vault(met.root) == []


def test_a_recap_holds_proposals_only_when_asked(met: Book) -> None:
    """What nobody has accepted is not told to others."""
    made = json.loads(met("reply", "Pump", "--json").out)
    page = (met.root / made["draft"]).read_text(encoding="utf-8")
    assert "Order the" not in page
    again = json.loads(met("reply", "Pump", "--proposed", "--json").out)
    assert again["draft"] == made["draft"]
    assert "Order the" in (met.root / made["draft"]).read_text(encoding="utf-8")


def test_a_draft_taken_away_is_made_again_when_asked(met: Book) -> None:
    """The user's wish counts more than what they once threw away."""
    for _ in range(2):
        assert met("reply", "Pump").code == 0
        files = list((met.root / "Outbox/Replies").glob("*"))
        assert len(files) == 2
        for path in files:
            path.unlink()


@pytest.mark.parametrize("kept", [(".eml", ".md"), (".eml",), (".md",)])
def test_a_draft_that_was_moved_and_renamed_is_the_users(met: Book, kept: tuple[str, ...]) -> None:
    """No other is made beside it, its page is no meeting with anybody, and the note still leads to it."""
    assert met("reply", "Pump").code == 0
    note = met.note("People/Pelle Strandmark/2026-03-12 - *.md")
    for suffix in (".eml", ".md"):
        path = next((met.root / "Outbox/Replies").glob(f"*{suffix}"))
        moved = met.root / f"People/Pelle Strandmark/Answer{suffix}"
        path.rename(moved) if suffix in kept else path.unlink()
    before = met.files("Minutebook/")
    again = json.loads(met("reply", "Pump", "--json").out)
    assert again["draft"] == f"People/Pelle Strandmark/Answer{kept[-1]}"
    assert any("is yours by now (you moved it)" in line for line in again["said"])
    after = met.files("Minutebook/")
    assert {path for path in after if after[path] != before.get(path)} <= {str(note.relative_to(met.root))}
    assert "**Recap**: [[" in note.read_text(encoding="utf-8")
    assert "Answer" not in met("brief", "Pelle").out


def test_a_draft_elsewhere_answers_no_question(met: Book) -> None:
    """What it says was taken from the book."""
    assert met("reply", "Pump", "--proposed").code == 0
    page = next((met.root / "Outbox/Replies").glob("*.md"))
    page.rename(met.root / "Journal/Answer.md")
    asked = met("ask", "Who pays for the divers?", "--json")
    assert "Answer" not in asked.out


def test_where_nothing_can_be_made_it_says_why(met: Book) -> None:
    """In a sentence, with exit code 1, and nothing is written."""
    made = met("invite", "Pump")
    assert made.code == 1
    assert "names no date and time that was agreed or proposed" in made.err
    assert not (met.root / "Outbox").exists()
    assert "no source is called 'Nothing'" in met("reply", "Nothing").err


def test_words_that_one_title_alone_has_name_its_source(met: Book) -> None:
    """Of several titles that have them none is taken."""
    for day, title in (("2026-03-13", "Contract renewal cold store"), ("2026-03-14", "Contract renewal ice")):
        met.drop(f"{title} {day}_otter_ai.txt", f"{TALK}\nOdalys Brennick  2:{day[-2:]}\nThe {title} is on {day}.\n")
    assert met("ingest").code == 0
    assert "several sources are called 'contract renewal'" in met("reply", "contract renewal").err
    assert met("reply", "contract cold", "--proposed").code == 0
    assert met.note("Outbox/*/2026-03-13*.md")


def test_a_recap_is_one_run_that_can_be_undone(met: Book) -> None:
    """The files and the note's line go."""
    before = met.files("Minutebook/")
    met("reply", "Pump")
    run = json.loads(met("runs", "--json").out)[0]["id"]
    assert met("undo", run).code == 0
    assert met.files("Minutebook/") == before
