"""The commands, from the command line to the files."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from book import TALK, Book
from minutebook import __version__
from minutebook.ui.cli import main
from vaultcheck import check_vault

LONGER = (
    TALK
    + "\nPelle Strandmark  1:08\nOne more thing. I'll ask the divers for a quote by Tuesday, the cheap ones from the north quay.\n"
)


def test_a_dropped_transcript_becomes_a_note(read_book: Book) -> None:
    """The note is filed with the person, its tasks are proposed with owner, date and passage, and the page links back."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    text = note.read_text(encoding="utf-8")
    assert 'person: "[[Pelle Strandmark]]"' in text
    assert "- [?] " in text
    assert "@Pelle Strandmark [[2026-03-12 - " in text
    assert "📅 2026-03-13" in text
    assert "@Myself" in text
    page = (read_book.root / "People/Pelle Strandmark/Pelle Strandmark.md").read_text(encoding="utf-8")
    assert f"[[{note.stem}|2026-03-12]]" in page
    assert "Likes boats." in page
    assert not list((read_book.root / "Inbox").glob("*.txt"))
    assert check_vault(read_book.root) == []


def test_the_original_is_archived_byte_for_byte(book: Book) -> None:
    """Whatever its line endings, the file itself is kept."""
    data = TALK.replace("\n", "\r\n").encode("utf-16")
    book.drop("Pump 2026-03-12.txt", data)
    assert book("ingest").code == 0
    assert [d for p, d in book.files().items() if p.startswith("Sources/") and p.endswith(".txt")] == [data]


def test_a_dry_run_writes_nothing_and_shows_what_is_then_written(book: Book) -> None:
    """Every line of the later diff stands in the dry run's with --json."""
    book.drop("Pump 2026-03-12.txt")
    before = book.files()
    rehearsed = book("ingest", "--dry-run", "--json")
    assert rehearsed.code == 0
    assert book.files() == before
    book("ingest")
    shown = book("show").out
    added = {line for line in shown.splitlines() if line.startswith("+") and '"at":' not in line}
    assert added
    assert added <= set(json.loads(rehearsed.out)["diff"].splitlines())


def test_a_dry_run_of_several_files_is_what_follows(book: Book) -> None:
    """The second plan of a dry run is made as if the first had been written."""
    book.drop("Pump 2026-03-12.txt")
    book.drop("Pump 2026-03-12 again.txt", TALK.replace("\n", "\r\n"))
    assert "the same as" in book("ingest", "--dry-run").out
    assert "the same as" in book("ingest").out


def test_the_same_again_changes_no_note(read_book: Book) -> None:
    """Renamed and re-encoded, it is archived beside the first, and nothing that a person reads changes."""
    before = read_book.files("Minutebook/", "Inbox/")
    read_book.drop("Something else 2026-03-12.txt", TALK.encode("utf-16"))
    done = read_book("ingest")
    after = read_book.files("Minutebook/", "Inbox/")
    assert "the same as" in done.out
    assert {p: d for p, d in after.items() if p in before} == before
    assert [p for p in after if p not in before]
    assert all(p.startswith("Sources/") for p in after if p not in before)


def test_a_longer_version_updates_the_note_in_place(read_book: Book) -> None:
    """The note gains the new task; what the user wrote and decided in it stays."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    text = note.read_text(encoding="utf-8")
    edited = text.replace("- [?]", "- [ ]", 1) + "\nMy own words.\n"
    note.write_text(edited, encoding="utf-8")
    read_book.drop("Pump long 2026-03-12.txt", LONGER)
    done = read_book("ingest")
    assert done.code == 0
    assert "longer version" in done.out
    grown = note.read_text(encoding="utf-8")
    assert "My own words." in grown
    assert grown.count("- [ ]") == 1
    assert "quote" in grown
    assert "quote" not in text
    assert len(list(read_book.root.glob("People/Pelle Strandmark/2026-03-12*.md"))) == 1
    assert check_vault(read_book.root) == []


def test_undo_takes_back_exactly_that_run(book: Book) -> None:
    """After undo the vault is as before, the original waits in the Inbox and is not taken unless asked."""
    book.drop("Pump 2026-03-12.txt")
    before = book.files("Minutebook/")
    book("ingest")
    assert book("undo").code == 0
    assert book.files("Minutebook/") == before
    again = book("ingest")
    assert "undone" in again.out
    assert book.files("Minutebook/") == before
    assert book("ingest", "--again").code == 0
    assert book.note("People/Pelle Strandmark/2026-03-12 - *.md")


APART = (
    {},
    {
        "pump": "roof",
        "seal": "slate",
        "bronze": "copper",
        "rubber": "tin",
        "harbour office": "insurer",
        "divers": "roofers",
    },
    {
        "pump": "piano",
        "seal": "string",
        "bronze": "steel",
        "rubber": "nylon",
        "harbour office": "choir",
        "divers": "tuners",
    },
)


def _talks() -> dict[str, str]:
    """Three meetings of the same people about different things."""
    talks = {}
    for day, words in zip((10, 11, 12), APART, strict=True):
        text = TALK
        for old, new in words.items():
            text = text.replace(old, new)
        talks[f"Meeting 2026-03-{day}.txt"] = text
    return talks


def _without_reports(book: Book) -> dict[str, bytes]:
    """Every file; of notes without their Follow-ups, which depend on what was open when they were made."""
    files = book.files("Minutebook/", "Inbox/")
    return {
        name: re.sub(rb"## Follow-ups\n.*?(?=^## |^---$)", b"", data, flags=re.DOTALL | re.MULTILINE)
        for name, data in files.items()
    }


def test_undo_of_a_middle_run_leaves_the_others(book: Book, empty_vault: Path) -> None:
    """Three meetings, the second undone: the files are those of the first and third, but for what the third reports on earlier tasks."""
    for name, talk in _talks().items():
        book.drop(name, talk)
        assert book("ingest").code == 0
    middle = json.loads(book("runs", "--json").out)[1]["id"]
    assert book("undo", middle).code == 0
    other = Book(book.root.parent / "other", book.capsys)
    shutil.copytree(empty_vault, other.root)
    for name, talk in _talks().items():
        if "11" not in name:
            other.drop(name, talk)
            assert other("ingest").code == 0
    assert _without_reports(book) == _without_reports(other)
    assert check_vault(book.root) == []


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 0, 1), (1, 2, 0)])
def test_undo_in_any_order_with_proposed_names_restores_the_vault(book: Book, order: tuple[int, ...]) -> None:
    """New people in every meeting, a line of the user's in the review file: it alone stays, and names can be proposed again."""
    review = book.root / "Review.md"
    review.write_text("# Mine\n\nKeep this.\n", encoding="utf-8")
    before = book.files("Minutebook/")
    talks = {
        n: t.replace("Pelle Strandmark", "Jessamy Okonta").replace("Pelle", "Jessamy") for n, t in _talks().items()
    }
    for name, talk in talks.items():
        book.drop(name, talk)
        assert book("ingest").code == 0
    assert "Jessamy Okonta" in review.read_text(encoding="utf-8")
    runs = [run["id"] for run in json.loads(book("runs", "--json").out)[:3]]
    for number in order:
        done = book("undo", runs[number])
        assert done.code == 0, done.err
        assert "deleted" not in book("ingest").err
        assert check_vault(book.root) == []
    assert book.files("Minutebook/", "Inbox/") == before
    assert book("ingest", "--again").code == 0
    assert "Jessamy Okonta" in review.read_text(encoding="utf-8")


def test_the_set_up_is_not_undone(read_book: Book) -> None:
    """`undo` ends before it, and naming it is refused."""
    assert read_book("undo").code == 0
    assert read_book("undo").code == 2
    first = json.loads(read_book("runs", "--json").out)[-1]["id"]
    assert read_book("undo", first).code == 2
    assert (read_book.root / "minutebook.toml").exists()


def test_a_note_of_the_vault_is_not_taken_in(read_book: Book) -> None:
    """Naming the user's own note moves nothing; a link in the Inbox is said, and the rest goes on."""
    page = read_book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    before = page.read_bytes()
    assert read_book("ingest", str(page)).code == 2
    assert page.read_bytes() == before
    (read_book.root / "Inbox/link.txt").symlink_to(page)
    read_book.drop("Rope 2026-03-19.txt", TALK.replace("seal", "rope"))
    done = read_book("ingest")
    assert done.code == 1 and "link" in done.err
    assert list(read_book.root.glob("People/Pelle Strandmark/2026-03-19*.md"))


def test_a_refused_name_can_be_accepted_after_all(book: Book) -> None:
    """Never is not for ever."""
    book.drop("Pump 2026-03-12.txt", TALK.replace("Pelle Strandmark", "Jessamy Okonta").replace("Pelle", "Jessamy"))
    book("ingest")
    assert book("reject", "Jessamy Okonta").code == 0
    assert book("accept", "Jessamy Okonta").code == 0
    assert (book.root / "People/Jessamy Okonta/Jessamy Okonta.md").exists()


def test_ticks_in_the_editor_are_read_back(read_book: Book) -> None:
    """An accepted task loses its tag, a rejected and a deleted one do not come back, an edited one stays as edited."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    lines = note.read_text(encoding="utf-8").splitlines(keepends=True)
    tasks = [n for n, line in enumerate(lines) if line.startswith("- [?]")]
    lines[tasks[0]] = lines[tasks[0]].replace("[?]", "[ ]")
    deleted = lines.pop(tasks[1])
    note.write_text("".join(lines), encoding="utf-8")
    done = read_book("ingest")
    assert done.code == 0
    assert "accepted" in done.err
    assert "deleted" in done.err
    accepted = note.read_text(encoding="utf-8").splitlines()[tasks[0]]
    assert "#proposed" not in accepted
    assert "#task" in accepted
    read_book.drop("Pump long 2026-03-12.txt", LONGER)
    read_book("ingest")
    assert deleted.split("^")[1] not in note.read_text(encoding="utf-8")


def test_accepting_a_name_makes_its_page_and_links_it(book: Book) -> None:
    """A proposed person gets a page with a line for the meeting, and the note links to it."""
    book.drop("Pump 2026-03-12.txt", TALK.replace("Pelle Strandmark", "Jessamy Okonta").replace("Pelle", "Jessamy"))
    book("ingest")
    assert "Jessamy Okonta" in (book.root / "Review.md").read_text(encoding="utf-8")
    assert book("accept", "jessamy okonta").code == 0
    note = book.note("People/Jessamy Okonta/2026-03-12 - *.md").read_text(encoding="utf-8")
    page = (book.root / "People/Jessamy Okonta/Jessamy Okonta.md").read_text(encoding="utf-8")
    assert 'person: "[[Jessamy Okonta]]"' in note
    assert "|2026-03-12]]" in page
    assert "Jessamy" not in (book.root / "Review.md").read_text(encoding="utf-8")
    assert check_vault(book.root) == []


def test_a_ticked_name_is_accepted_at_the_next_run(book: Book) -> None:
    """The box in the review file does what the command does; a struck one is never asked again."""
    talk = TALK.replace("Pelle Strandmark", "Jessamy Okonta").replace("Pelle", "Jessamy")
    book.drop("Pump 2026-03-12.txt", talk)
    book("ingest")
    review = book.root / "Review.md"
    review.write_text(
        review.read_text(encoding="utf-8").replace("- [ ] Create person", "- [x] Create person"), encoding="utf-8"
    )
    book("ingest")
    assert (book.root / "People/Jessamy Okonta/Jessamy Okonta.md").exists()


def test_a_refused_name_is_not_proposed_again(book: Book) -> None:
    """Rejected once, the next meeting with the same person asks nothing."""
    talk = TALK.replace("Pelle Strandmark", "Jessamy Okonta").replace("Pelle", "Jessamy")
    book.drop("Pump 2026-03-12.txt", talk)
    book("ingest")
    assert book("reject", "Jessamy Okonta").code == 0
    book.drop("Rope 2026-03-19.txt", talk.replace("seal", "rope"))
    book("ingest")
    assert "Jessamy" not in (book.root / "Review.md").read_text(encoding="utf-8")


def test_tasks_are_accepted_by_id_and_by_note(read_book: Book) -> None:
    """One by its id, the rest by their note; what is not proposed is an error that changes nothing."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    first = next(
        line.rsplit("^", 1)[1] for line in note.read_text(encoding="utf-8").splitlines() if line.startswith("- [?]")
    )
    assert read_book("accept", first).code == 0
    assert read_book("reject", note.stem).code == 0
    text = note.read_text(encoding="utf-8")
    assert "- [?]" not in text
    assert "- [ ]" in text
    assert "- [R]" in text
    wrong = read_book("accept", "mb-0000000000")
    assert wrong.code == 2
    assert "nothing proposed" in wrong.err
    assert note.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.vtt", b""),
        ("binary.vtt", bytes(range(256)) * 40),
        ("cut.vtt", b"WEBVTT\n\n00:00:01.000 --> "),
        ("archive.vtt", b"Rar!\x1a\x07\x00" + b"\x00" * 40),
    ],
)
def test_what_cannot_be_read_is_set_aside_and_the_run_goes_on(book: Book, name: str, data: bytes) -> None:
    """The bad file lies in Failed with its reason, the good one is noted, the exit code says that something failed."""
    book.drop(name, data)
    book.drop("Pump 2026-03-12.txt")
    done = book("ingest")
    failed = book.root / "Inbox/Failed"
    assert done.code == 1
    assert name in done.err
    assert (failed / name).read_bytes() == data
    assert "Reason:" in (failed / f"{name}.reason.txt").read_text(encoding="utf-8")
    assert book.note("People/Pelle Strandmark/2026-03-12 - *.md")


def test_retry_takes_what_was_repaired(book: Book) -> None:
    """A failed file that is whole now is noted, and its reason goes."""
    book.drop("Pump 2026-03-12.txt", b"")
    assert book("ingest").code == 1
    (book.root / "Inbox/Failed/Pump 2026-03-12.txt").write_text(TALK, encoding="utf-8")
    assert book("ingest", "--retry").code == 0
    assert list((book.root / "Inbox").rglob("*.txt")) == []
    assert book.note("People/Pelle Strandmark/2026-03-12 - *.md")


def test_two_sources_of_one_date_and_title_make_two_notes(book: Book) -> None:
    """Nothing is dropped and nothing overwritten."""
    book.drop("a/Pump 2026-03-12.txt")
    other = "Odalys Brennick: The hedge at the chapel hides the bus stop now.\nPelle Strandmark: I'll call the nursery about blackthorn by Monday.\n"
    book.drop("b/Pump 2026-03-12.txt", other)
    book("ingest")
    assert len(list(book.root.glob("People/Pelle Strandmark/2026-03-12*.md"))) == 2
    assert len([p for p in book.files() if p.startswith("Sources/") and p.endswith(".txt")]) == 2
    assert check_vault(book.root) == []


def test_a_page_with_broken_frontmatter_is_left_alone_and_said(book: Book) -> None:
    """The note is written, the page stays byte for byte, the log says why."""
    page = book.root / "People/Pelle Strandmark/Pelle Strandmark.md"
    broken = b"---\ntype: person\ntitle: [Pelle\n---\n\nMine.\n"
    page.write_bytes(broken)
    book.drop("Pump 2026-03-12.txt")
    assert book("ingest").code == 0
    assert page.read_bytes() == broken
    assert "left alone" in book("show").out


def test_a_named_file_outside_the_vault_is_copied_in(book: Book, tmp_path: Path) -> None:
    """The original outside stays where it is."""
    outside = tmp_path / "Pump 2026-03-12.txt"
    outside.write_text(TALK, encoding="utf-8")
    assert book("ingest", str(outside), "--dry-run").code == 0
    assert book("ingest", str(outside)).code == 0
    assert outside.exists()
    assert book.note("People/Pelle Strandmark/2026-03-12 - *.md")


def test_reading_again_keeps_what_was_decided(read_book: Book) -> None:
    """`--again` changes nothing where nothing new is understood, and leaves an edited line alone."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    note.write_text(note.read_text(encoding="utf-8").replace("- [?]", "- [R]", 1), encoding="utf-8")
    read_book("ingest")
    before = read_book.files("Minutebook/")
    assert read_book("ingest", "--again").code == 0
    assert read_book.files("Minutebook/") == before


def test_who_spoke_can_be_said_and_is_remembered(book: Book) -> None:
    """Unnamed labels get names; the note follows, and so does the next recording of that title."""
    talk = (
        TALK.replace("Odalys Brennick", "Speaker 1")
        .replace("Pelle Strandmark", "Speaker 2")
        .replace("Pelle, can", "Can")
    )
    book.drop("Pump talk 2026-03-12.txt", talk)
    assert book("ingest").code == 0
    (note,) = [p for p in book.root.rglob("2026-03-12 - *.md") if "(source)" not in p.name]
    assert "Speaker 2 = ?" in book("speakers", note.stem).out
    done = book("speakers", note.stem, "Speaker 1=Odalys Brennick", "Speaker 2=Pelle Strandmark")
    assert done.code == 0 and "Speaker 2 = Pelle Strandmark" in done.out
    (note,) = [p for p in book.root.rglob("2026-03-12 - *.md") if "(source)" not in p.name]  # filed under Pelle now
    assert "@Pelle Strandmark" in note.read_text(encoding="utf-8")
    book.drop("Pump talk 2026-03-19.txt", talk.replace("seal", "rope"))
    assert book("ingest").code == 0
    later = next(p for p in book.root.rglob("2026-03-19 - *.md") if "(source)" not in p.name)
    assert "[[Pelle Strandmark]]" in later.read_text(encoding="utf-8")
    wrong = book("speakers", note.stem, "Speaker 9=Nobody")
    assert wrong.code == 2 and "Speaker 1" in wrong.err


def test_an_export_again_without_a_date_makes_no_second_note(book: Book) -> None:
    """Its words tell what it is: it is archived beside the first, also once the index was made anew."""
    talk = TALK * 3
    book.drop("Pump talk 2026-03-12.txt", talk)
    assert book("ingest").code == 0
    before = {p for p in book.root.rglob("*.md") if "Sources" not in p.parts}
    book.drop("exported again.txt", talk.replace("\n", "\r\n"))
    done = book("ingest")
    assert done.code == 0 and "archived beside it" in done.out
    assert {p for p in book.root.rglob("*.md") if "Sources" not in p.parts} == before


def test_a_named_file_that_is_not_there_is_said_to_be_missing(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the path would lie in the vault."""
    monkeypatch.chdir(book.root)
    done = book("ingest", "nowhere.txt")
    assert done.code == 2 and "there is no file nowhere.txt" in done.err


def test_the_same_again_names_the_note_where_it_is_now(book: Book) -> None:
    """Its page may have got another name since."""
    book.drop("Pump 2026-03-12.txt")
    assert book("ingest").code == 0
    (note,) = [p for p in book.root.rglob("2026-03-12 - *.md") if "(source)" not in p.name]
    moved = book.root / "Journal" / note.name
    moved.parent.mkdir(exist_ok=True)
    note.rename(moved)
    book.drop("again 2026-03-12.txt", TALK.replace("\n", "\r\n"))
    assert f"Journal/{note.name}: the same as" in book("ingest").out


def test_who_spoke_can_be_taken_back(book: Book) -> None:
    """The label is nobody's again, here and in the next recording of that title; a second undo says that nothing is left."""
    talk = TALK.replace("Odalys Brennick", "Speaker 1").replace("Pelle Strandmark", "Speaker 2")
    book.drop("Pump talk 2026-03-12.txt", talk.replace("Pelle, can", "Can"))
    assert book("ingest").code == 0
    (note,) = [p for p in book.root.rglob("2026-03-12 - *.md") if "(source)" not in p.name]
    assert book("speakers", note.stem, "Speaker 2=Pelle Strandmark").code == 0
    runs = json.loads(book("runs", "--json").out)
    said = next(run["id"] for run in runs if run["title"].startswith("who spoke"))
    assert book("undo", said).code == 0
    assert "Speaker 2 = ?" in book("speakers", note.stem).out
    again = book("undo", said)
    assert again.code == 2 and "is undone already" in again.err


def test_of_a_talk_without_labels_it_is_said_that_nobody_can_be_named(book: Book) -> None:
    """Asked for the labels, and told a name for one."""
    book.drop("shed 2026-03-12.srt", "1\n00:00:01,000 --> 00:00:04,000\nI'll paint the shed on Friday.\n")
    book("ingest")
    assert "does not tell its voices apart" in book("speakers", "shed").err
    wrong = book("speakers", "shed", "Speaker 1=Odalys Brennick")
    assert (wrong.code, "does not tell its voices apart" in wrong.err) == (2, True)


def test_extract_of_what_is_noted_tells_its_tasks(read_book: Book) -> None:
    """They are no news of the tasks in its own note."""
    source = next((read_book.root / "Sources/Transcripts/2026").glob("*.txt"))
    assert "task      Order the new seal" in read_book("extract", str(source)).out


def test_extract_prints_the_public_json_without_a_vault(tmp_path: Path, monkeypatch, capsys) -> None:
    """Outside any vault, default settings; every item rests on utterances that exist."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "Pump 2026-03-12.txt").write_text(TALK, encoding="utf-8")
    assert main(["extract", "Pump 2026-03-12.txt", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["schema_version"] == 1
    assert found["date"] == "2026-03-12"
    ids = {u["id"] for u in found["source"]["utterances"]}
    assert len(ids) == 12
    assert all(set(t["evidence"]) <= ids for t in found["tasks"])


def test_plan_shows_and_writes_nothing(book: Book, tmp_path: Path) -> None:
    """The diff of one file, outside the vault."""
    outside = tmp_path / "Pump 2026-03-12.txt"
    outside.write_text(TALK, encoding="utf-8")
    before = book.files()
    done = book("plan", str(outside))
    assert done.code == 0
    assert "Action Items" in done.out
    assert book.files() == before


def test_init_touches_no_note(tmp_path: Path, capsys) -> None:
    """An existing vault is adopted: its files stay byte for byte; a second init is refused."""
    root = tmp_path / "mine"
    (root / ".obsidian").mkdir(parents=True)
    (root / "Note.md").write_bytes(b"\xef\xbb\xbf---\r\nkey:  value # mine\r\n---\r\n")
    (root / "Tasks.md").write_text("my own tasks\n", encoding="utf-8")
    before = {p: p.read_bytes() for p in root.rglob("*") if p.is_file()}
    assert main(["init", str(root), "--name", 'An "odd" \\ name']) == 0
    assert {p: p.read_bytes() for p in before} == before
    assert main(["init", str(root)]) == 2


def test_alone_it_says_what_waits(read_book: Book, monkeypatch) -> None:
    """Sources, failures, proposals, each with the next step."""
    read_book.drop("next.txt")
    read_book.drop("Failed/bad.vtt", b"")
    monkeypatch.chdir(read_book.root / "People")
    done = read_book(vault=False)
    queue = json.loads(read_book("review", "--json").out)
    assert done.code == 0
    assert all(words in done.out for words in ("in the Inbox", "set aside"))
    assert f"{len(queue)}  to decide" in done.out
    assert "2 proposed tasks" in done.out


def test_ingest_says_what_each_note_got(book: Book) -> None:
    """Numbers by kind; nothing of a kind that it has none of."""
    book.drop("Pump 2026-03-12_otter_ai.txt")
    note = book("ingest").out
    assert "2026-03-12 - Pump.md: noted: 2 tasks, 1 decision" in note
    assert "0 " not in note


def test_wrong_use_names_the_next_step(tmp_path: Path, monkeypatch, capsys) -> None:
    """No vault, an unknown command, an unknown option, an unknown engine: exit code 2 and one sentence."""
    monkeypatch.chdir(tmp_path)
    for words in (
        [],
        ["ingest"],
        ["nonsense"],
        ["ingest", "--nonsense"],
        ["extract", "missing.txt"],
        ["extract", "x", "--engine", "x"],
    ):
        assert main(words) == 2, words
        out, err = capsys.readouterr()
        assert err.startswith("minutebook: "), words
        assert "Traceback" not in err + out, words


def test_the_demo_runs_from_the_installed_command(tmp_path: Path) -> None:
    """A real process: the sample vault is written, whole, and says what to open."""
    script = Path(sys.executable).parent / "minutebook"
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    done = subprocess.run(
        [script, "demo", "here"], cwd=tmp_path, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert "Tasks.md" in done.stdout
    assert done.stderr.count("\n") >= 4
    assert check_vault(tmp_path / "here") == []
    version = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert version.stdout.strip() == f"minutebook {__version__}"


def test_older_runs_are_said_to_be_there(read_book: Book) -> None:
    """Where the list does not hold all."""
    assert "Older ones: minutebook runs --limit 10" in read_book("runs", "--limit", "1").err
    assert "Older ones" not in read_book("runs").err
