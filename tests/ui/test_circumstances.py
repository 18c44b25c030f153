"""What a vault may be in the middle of: another run, a copy, a merge, a crash; odd names and large files."""

import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from book import TALK, Book
from minutebook.flow.write import Writer
from vaultcheck import check_vault


def _git(book: Book, *words: str) -> str:
    names = ["-c", "user.name=Odalys", "-c", "user.email=o@brennick.example"]
    done = subprocess.run(["git", *names, *words], cwd=book.root, capture_output=True, text=True, check=False)
    return done.stdout.strip()


@pytest.fixture
def committed(book: Book, monkeypatch: pytest.MonkeyPatch) -> Book:
    for key, value in (("NAME", "Odalys"), ("EMAIL", "o@brennick.example")):
        monkeypatch.setenv(f"GIT_AUTHOR_{key}", value)
        monkeypatch.setenv(f"GIT_COMMITTER_{key}", value)
    _git(book, "init", "-q", "-b", "main")
    _git(book, "add", "-A")
    _git(book, "commit", "-qm", "mine")
    return book


def test_two_runs_at_once_exclude_each_other(book: Book) -> None:
    """The second says who holds the vault, and ends with code 3."""
    book.drop("Pump 2026-03-12.txt")
    with Writer(book.root).hold():
        done = subprocess.run(
            [Path(sys.executable).parent / "minutebook", "ingest", "--vault", str(book.root)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 3, done.stderr
    assert (book.root / "Inbox/Pump 2026-03-12.txt").exists()


def test_a_file_that_is_still_being_written_waits(book: Book) -> None:
    """It stays in the Inbox, the rest goes on, and the next run takes it."""
    path = book.drop("Pump 2026-03-12.txt", TALK[:200])
    with path.open("a", encoding="utf-8") as growing:
        growing.write(TALK[200:])
        growing.flush()
        done = book("ingest")
        assert done.code == 1 and "still being written" in done.err and path.exists()
    assert book("ingest").code == 0 and not path.exists()


@pytest.mark.parametrize(
    "name", ["talk.vtt.crdownload", "talk.vtt.part", "~$talk.docx", ".talk.vtt.swp", "desktop.ini"]
)
def test_half_copied_and_hidden_files_are_left_alone(book: Book, name: str) -> None:
    """A name that says it is no source yet is not even looked at."""
    path = book.drop(name)
    assert book("ingest").code == 0 and path.exists()


def test_each_batch_is_one_commit_of_what_it_touched(committed: Book) -> None:
    """Two files, one commit; what the user has staged and changed stays as it is."""
    (committed.root / "Staged.md").write_text("staged", encoding="utf-8")
    _git(committed, "add", "Staged.md")
    (committed.root / "Loose.md").write_text("loose", encoding="utf-8")
    committed.drop("Pump 2026-03-12.txt")
    committed.drop("Rope 2026-03-13.txt", TALK.replace("seal", "rope"))
    assert committed("ingest").code == 0
    assert _git(committed, "rev-list", "--count", "HEAD") == "2"
    assert _git(committed, "status", "--porcelain") == "A  Staged.md\n?? Loose.md"


def test_in_a_merge_the_notes_are_written_and_nothing_is_committed(committed: Book) -> None:
    """The user's merge stays theirs to finish; the run says so."""
    page = committed.root / "Both.md"
    for branch, text in (("other", "theirs"), ("main", "ours")):
        _git(committed, "switch", "-q", *([] if branch == "main" else ["-c"]), branch)
        page.write_text(text, encoding="utf-8")
        _git(committed, "add", "-A")
        _git(committed, "commit", "-qm", branch)
    _git(committed, "merge", "other")
    head = _git(committed, "rev-parse", "HEAD")
    committed.drop("Pump 2026-03-12.txt")
    done = committed("ingest")
    assert done.code == 0 and "merge" in done.err
    assert _git(committed, "rev-parse", "HEAD") == head
    assert committed.note("People/Pelle Strandmark/2026-03-12*.md")


def test_a_hand_written_note_of_the_same_name_is_not_touched(book: Book) -> None:
    """One that is of another day, as it says itself: the new note takes another name."""
    mine = book.root / "People/Pelle Strandmark/2026-03-12 - Pump.md"
    own = "---\ndate: 2026-03-01\n---\nMy own notes of the day.\n"
    mine.write_text(own, encoding="utf-8")
    book.drop("Pump 2026-03-12.txt")
    book("ingest")
    assert mine.read_text(encoding="utf-8") == own
    assert len(list(book.root.glob("People/Pelle Strandmark/2026-03-12*.md"))) == 2
    assert check_vault(book.root) == []


@pytest.mark.parametrize(
    "name",
    [
        'A "quoted" & <odd> #name ^x [[y]] | z.txt',
        "Ünï\u0308cödé – שלום مرحبا 会議 🎉.txt",
        "x" * 240 + ".txt",
        "CON.txt",
        ".. 2026-03-12.txt",
        "  spaces  .txt",
        "colon: slash∕ question?.txt",
    ],
)
def test_any_name_that_a_file_can_have_is_taken(book: Book, name: str) -> None:
    """The note and the archive get safe names, and every link still resolves."""
    path = book.drop(name)
    os.utime(path, (1773309600, 1773309600))
    done = book("ingest")
    assert done.code == 0, done.err
    assert check_vault(book.root) == []
    for written in book.files():
        stem = written.rsplit("/", 1)[-1]
        assert len(stem.encode()) <= 128
        assert unicodedata.is_normalized("NFC", stem)


def test_a_file_above_the_limit_is_set_aside_unread(book: Book) -> None:
    """200 MB are not read into memory to say that they are too many."""
    path = book.drop("huge.vtt", b"")
    with path.open("wb") as sparse:
        sparse.truncate(200_000_000)
    done = book("ingest")
    assert done.code == 1 and "200 MB" in done.err and "max_mb" in done.err
    assert (book.root / "Inbox/Failed/huge.vtt").stat().st_size == 200_000_000


def test_a_transcript_of_one_line_is_noted(book: Book) -> None:
    """Little is not nothing."""
    book.drop("Short 2026-03-12.txt", "Odalys Brennick  0:03\nI'll call the harbour office tomorrow.\n")
    assert book("ingest").code == 0
    assert any(p.endswith(".md") and "2026-03-12" in p for p in book.files() if not p.startswith("Sources/"))


def test_deleting_the_machines_own_folders_loses_only_undo_and_recognition(read_book: Book) -> None:
    """Without the journal and the index, the next meeting is noted as ever."""
    shutil.rmtree(read_book.root / ".minutebook")
    shutil.rmtree(read_book.root.parent / "cache")
    read_book.drop("Rope 2026-03-19.txt", TALK.replace("seal", "rope"))
    assert read_book("ingest").code == 0
    read_book.drop("Pump again 2026-03-12.txt", TALK)
    assert "the same as" in read_book("ingest").out


def test_a_moved_and_renamed_note_is_found_again(read_book: Book) -> None:
    """Its id finds it: the longer version updates the note where it is now."""
    note = read_book.note("People/Pelle Strandmark/2026-03-12 - *.md")
    moved = read_book.root / "Archive/The pump.md"
    moved.parent.mkdir()
    note.rename(moved)
    read_book.drop(
        "Pump long 2026-03-12.txt",
        TALK + "\nPelle Strandmark  1:08\nI'll ask the divers for a quote by Tuesday, the cheap ones.\n",
    )
    assert read_book("ingest").code == 0
    assert "quote" in moved.read_text(encoding="utf-8") and not note.exists()


def test_a_deleted_note_does_not_come_back(read_book: Book) -> None:
    """The longer version is archived and told, no more."""
    read_book.note("People/Pelle Strandmark/2026-03-12 - *.md").unlink()
    read_book.drop(
        "Pump long 2026-03-12.txt",
        TALK + "\nPelle Strandmark  1:08\nI'll ask the divers for a quote by Tuesday, the cheap ones.\n",
    )
    done = read_book("ingest")
    assert done.code == 0 and "deleted" in done.out
    assert not list(read_book.root.glob("People/Pelle Strandmark/2026-03-12*.md"))


def test_settings_that_cannot_be_read_name_the_key(book: Book) -> None:
    """A wrong key, type, zone or version: one sentence, exit code 2, nothing touched."""
    settings = book.root / "minutebook.toml"
    for text, named in (
        ("nonsense = 1", "nonsense"),
        ('git = "yes"', "git"),
        ('timezone = "Mars/Base"', "Mars/Base"),
        ("version = 99", "99"),
        ("[[", "TOML"),
    ):
        settings.write_text(text, encoding="utf-8")
        done = book("ingest")
        assert done.code == 2 and named in done.err, (text, done)


def test_jobs_change_nothing(book: Book) -> None:
    """Three files read by one process or by two give the same bytes."""
    for day, thing in ((10, "rope"), (11, "anchor"), (12, "lamp")):
        book.drop(f"Pump 2026-03-{day}.txt", TALK.replace("seal", thing))
    twin = Book(book.root.parent / "twin", book.capsys)
    shutil.copytree(book.root, twin.root)
    book("ingest", "--jobs", "1")
    twin("ingest", "--jobs", "2")
    assert book.files("Minutebook/") == twin.files("Minutebook/")


def test_words_written_into_a_rendering_stay_when_the_source_grows(read_book: Book) -> None:
    """A remark and a corrected passage survive; the new passages come."""
    rendering = next(read_book.root.rglob("*(source).md"))
    text = rendering.read_text(encoding="utf-8")
    mended = text.replace("four litres", "five litres").replace("Agreed, bronze", "(he laughed)\n\nAgreed, bronze")
    rendering.write_text(mended, encoding="utf-8")
    read_book.drop(
        "Pump long 2026-03-12.txt",
        TALK + "\nPelle Strandmark  1:08\nI'll ask the divers for a quote by Tuesday, the cheap ones.\n",
    )
    assert read_book("ingest").code == 0
    grown = rendering.read_text(encoding="utf-8")
    assert "five litres" in grown and "four litres" not in grown and "(he laughed)" in grown
    assert "divers for a quote" in grown and "^u12" in grown
    assert check_vault(read_book.root) == []


def test_what_came_out_of_a_source_cannot_steer_the_terminal(book: Book) -> None:
    """Escape sequences and direction marks in a transcript are shown as escapes in the diff."""
    book.drop("Pump 2026-03-12.txt", TALK.replace("bronze", "bro\x1b[2Jnze \u202egnp"))
    shown = book("ingest", "--dry-run").out
    book("ingest")
    shown += book("show").out
    assert "\x1b" not in shown and "\u202e" not in shown


def test_a_name_in_no_encoding_is_said_and_left(book: Book) -> None:
    """The file stays where it is, the others are taken."""
    path = os.fsencode(book.root / "Inbox") + b"/caf\xe9 2026-03-12.txt"
    Path(os.fsdecode(path)).write_text(TALK, encoding="utf-8")
    book.drop("Rope 2026-03-13.txt", TALK.replace("seal", "rope"))
    done = book("ingest")
    assert done.code == 1 and "Traceback" not in done.err
    assert Path(os.fsdecode(path)).exists()
    assert book.note("People/Pelle Strandmark/2026-03-13*.md")


def test_the_tasks_plugins_own_tag_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A vault whose Tasks plugin filters by another tag gets tasks that the plugin sees."""
    book = Book(tmp_path / "mine", capsys)
    plugin = book.root / ".obsidian/plugins/obsidian-tasks-plugin/data.json"
    plugin.parent.mkdir(parents=True)
    plugin.write_text('{"globalFilter": "#todo"}', encoding="utf-8")
    assert book("init", str(book.root), "--name", "Odalys Brennick", vault=False).code == 0
    book.drop("Pump 2026-03-12.txt")
    assert book("ingest").code == 0
    (note,) = [p for p in book.root.rglob("2026-03-12 - *.md") if "(source)" not in p.name]
    text = note.read_text(encoding="utf-8")
    assert "#todo #proposed" in text and "#task" not in text
