"""The other pages: tasks, entities, sources with their recording, drafts, runs, search."""

import email
import wave
from email.policy import default

from book import Book
from serving import Site


def test_every_page_answers(full_site: Site) -> None:
    """Each page, and each page that it leads to, is there."""
    seen: set[str] = set()
    waiting = [
        "/",
        "/review",
        "/tasks",
        "/tasks?by=person&who=mine",
        "/people",
        "/accounts",
        "/projects",
        "/forums",
        "/drafts",
        "/runs",
        "/search?q=seal",
        "/bulk",
    ]
    while waiting and len(seen) < 80:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = full_site.get(path)
        assert answer.status == 200, (path, answer.text)
        if answer.headers["content-type"].startswith("text/html"):
            waiting += [link.replace("&amp;", "&").partition("#")[0] for link in full_site.links(path, "/")]
    assert len(seen) > 25


def test_a_task_is_ticked_off_moved_and_given(site: Site, accepted: str, read_book: Book) -> None:
    """Each form of a task changes its line, as one run that can be undone from the notice."""
    path = accepted
    note = read_book.note("People/*/2026-03-12 - Pump.md")
    site.post(path, act="postpone", day="2026-04-02", by="day", who="mine")
    site.post(path, act="assign", owner="Pelle Strandmark")
    page = site.post(path, act="done")
    line = next(
        line for line in note.read_text(encoding="utf-8").split("\n") if "harbour office" in line and "[x]" in line
    )
    assert "@Pelle Strandmark" in line
    assert "📅 2026-04-02" in line
    assert 'action="/runs/' in page.text
    assert site.post(path, act="postpone", day="whenever").status == 409


def test_a_recording_beside_its_source_is_played_from_a_second(site: Site, read_book: Book) -> None:
    """The source's page has it, each time leads into it, and a part of it is sent where a part is asked for."""
    text = read_book.note("Sources/Transcripts/2026/*.txt")
    with wave.open(str(text.with_suffix(".wav")), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 80000)
    (alone, *_) = site.links("/review", "/review/mb-")
    page = site.links(alone, "/to?")[0]
    shown = site.get(page.replace("&amp;", "&"))
    assert 'data-second="19"' in shown.text
    audio = shown.text.partition('<audio id="audio"')[2].partition('src="')[2].partition('"')[0]
    part = site.get(audio, range="bytes=100-199")
    assert part.status == 206
    assert len(part.data) == 100
    assert part.headers["content-type"] == "audio/wav"
    text.with_suffix(".wav").unlink()
    assert site.get(audio).status == 404


def test_a_draft_is_edited_in_both_of_its_files(full_site: Site, full_book: Book) -> None:
    """The mail and the page beside it say the new text; the draft is the user's from then on; it can be taken back."""
    before = full_book.files("Minutebook")
    path = next(link for link in full_site.links("/drafts", "/drafts/mb-") if "Text" in full_site.get(link).text)
    page = full_site.post(
        path, subject="Re: Seal, fitted", body="Pelle,\n\nCome on Monday — I open the yard.\n\nOdalys"
    )
    assert "the draft is yours" in page.text
    letter = email.message_from_bytes(full_book.note("Outbox/Replies/*.eml").read_bytes(), policy=default)
    assert letter["subject"] == "Re: Seal, fitted"
    assert letter["to"] == "Pelle Strandmark <pelle@aro.example>"
    assert letter["in-reply-to"] == "<seal-1@aro.example>"
    assert "Come on Monday — I open the yard." in letter.get_content()
    beside = full_book.note("Outbox/Replies/*.md").read_text(encoding="utf-8")
    assert "Come on Monday — I open the yard." in beside
    assert "# Re: Seal, fitted" in beside
    assert "When shall I come to fit it?" in beside.partition("## Passages")[2]
    assert "edited" in full_site.get("/drafts").text
    assert (
        "nothing was changed"
        in full_site.post(
            path, subject="Re: Seal, fitted", body="Pelle,\n\nCome on Monday — I open the yard.\n\nOdalys"
        ).text
    )
    assert full_site.post(path, subject=" ", body="x").status == 409
    full_site.post("/runs/last/undo")
    assert full_book.files("Minutebook") == before


def test_a_draft_is_taken_along_as_a_file(full_site: Site) -> None:
    """Letter and calendar entry come as files that other programs open."""
    kinds = {
        full_site.get(f"{path}/file").headers["content-type"].partition(";")[0]
        for path in full_site.links("/drafts", "/drafts/mb-")
    }
    assert kinds == {"message/rfc822", "text/calendar"}


def test_a_draft_that_its_user_moved_opens_where_it_is(full_site: Site, full_book: Book) -> None:
    """Letter and page in an archive folder, the letter edited there; a calendar file that was moved alone opens by its bytes. Deleted, it is gone."""
    links = full_site.links("/drafts", "/drafts/mb-")
    letter = next(link for link in links if "Text" in full_site.get(link).text)
    (entry,) = set(links) - {letter}
    sent = full_book.root / "Archive/Sent"
    sent.mkdir(parents=True)
    for path in sorted(full_book.root.glob("Outbox/*/*.*")):
        path.rename(sent / path.name)
    assert {full_site.get(f"{path}{end}").status for path in (letter, entry) for end in ("", "/file")} == {200}
    assert full_book("tasks").code == 0
    shown = full_site.get("/drafts").text
    assert "moved to Archive/Sent" in shown
    assert "edited" not in shown
    assert (
        "the draft is yours" in full_site.post(letter, subject="Re: Seal, sent", body="Pelle,\n\nDone.\n\nOdalys").text
    )
    for pattern in ("*.eml", "*.md"):
        (path,) = (p for p in sent.glob(pattern) if b"Re: Seal, sent" in p.read_bytes())
        assert b"Done." in path.read_bytes()
    assert not list(full_book.root.glob("Outbox/*/*.*"))
    for path in sent.iterdir():
        path.unlink()
    assert {full_site.get(path).status for path in (letter, entry)} == {404}


def test_a_run_shows_its_diff_and_is_undone(site: Site, read_book: Book) -> None:
    """The whole ingest is taken back: the transcript waits in the Inbox again."""
    path = site.links("/runs", "/runs/")[0]
    page = site.get(path).text
    assert '<span class="added">+## Action Items' in page
    site.post(f"{path}/undo", back="/runs")
    assert (read_book.root / "Inbox/Pump 2026-03-12_otter_ai.txt").exists()
    assert "undone" in site.get("/runs").text


def test_search_marks_what_it_found(site: Site) -> None:
    """Words in their passages; nothing found and a wrong day are said in words."""
    assert "<mark>lighthouse</mark>" in site.get("/search?q=lighthouse").text
    assert "Nothing in the book" in site.get("/search?q=giraffe").text
    assert "names no day" in site.get("/search?q=seal&since=whenever").text


def test_an_entity_shows_what_to_know_and_its_page(site: Site) -> None:
    """The brief with its sources beside the page as it stands."""
    page = site.get(site.links("/people", "/entity/")[0]).text
    assert "Likes boats." in page
    assert 'href="/to?link=' in page
    assert site.get("/entity/nobody").status == 404
