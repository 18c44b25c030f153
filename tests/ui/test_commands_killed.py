"""Every command killed at every file operation, and every one on a disk that fills up: wholly before or wholly after."""

import contextlib
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from book import TALK, Book
from killing import count_operations, run_failing, run_killed
from minutebook.ui.cli import main

pytestmark = pytest.mark.slow

OTHER = TALK.replace("Pelle Strandmark", "Jessamy Okonta").replace("Pelle", "Jessamy").replace("seal", "rope")


def _quiet(*words: str) -> int:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return main(list(words))


def _nothing(book: Book) -> None:
    pass


def _drop(book: Book) -> None:
    book.drop("Pump 2026-03-12.txt")


def _drop_bad(book: Book) -> None:
    book.drop("bad.vtt", b"WEBVTT\n\n00:00:01.000 --> ")


def _failed(book: Book) -> None:
    _drop_bad(book)
    book("ingest")
    (book.root / "Inbox/Failed/bad.vtt").write_text(TALK, encoding="utf-8")


def _noted(book: Book) -> None:
    book.drop("Rope 2026-03-12.txt", OTHER)
    book("ingest")


def _ticked(book: Book) -> None:
    _noted(book)
    note = book.note("People/Jessamy Okonta/2026-03-12*.md")
    note.write_text(note.read_text(encoding="utf-8").replace("[?]", "[ ]", 1), encoding="utf-8")


def _renamed_owner(book: Book) -> None:
    """A vault whose owner turned out to be somebody else: reading again has something to change."""
    _noted(book)
    settings = book.root / "minutebook.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("Odalys Brennick", "Jessamy Okonta"), encoding="utf-8"
    )


def _unnamed(book: Book) -> None:
    book.drop(
        "Pump talk 2026-03-12.txt",
        TALK.replace("Odalys Brennick", "Speaker 1").replace("Pelle Strandmark", "Speaker 2"),
    )
    book("ingest")


CASES: dict[str, tuple[Callable[[Book], None], tuple[str, ...]]] = {
    "ingest": (_drop, ("ingest",)),
    "set-aside": (_drop_bad, ("ingest",)),
    "retry": (_failed, ("ingest", "--retry")),
    "read-back": (_ticked, ("ingest",)),
    "accept-name": (_noted, ("accept", "Jessamy Okonta")),
    "reject-tasks": (_noted, ("reject", "2026-03-12 - Rope")),
    "undo": (_noted, ("undo",)),
    "speakers": (
        _unnamed,
        ("speakers", "2026-03-12 - Pump talk (source)", "Speaker 1=Odalys Brennick", "Speaker 2=Pelle Strandmark"),
    ),
    "again": (_renamed_owner, ("ingest", "--again")),
}


@pytest.fixture
def ready(request: pytest.FixtureRequest, book: Book) -> Iterator[tuple[Book, tuple[str, ...], Path]]:
    """A vault ready for the command, the command, and a copy of the vault to start from each time."""
    prepare, words = CASES[request.param]
    prepare(book)
    start = book.root.parent / "start"
    shutil.copytree(book.root, start, symlinks=True)
    return book, words, start


def _restore(book: Book, start: Path) -> None:
    shutil.rmtree(book.root)
    shutil.copytree(start, book.root, symlinks=True)


def _reachable(book: Book, words: tuple[str, ...], start: Path) -> list[dict[str, bytes]]:
    """The states that the command passes through between its runs, the first and the last among them."""
    _restore(book, start)
    states = [_state(book)]
    apply = _quiet(*words, "--vault", str(book.root))
    assert apply in {0, 1}
    states.append(_state(book))
    return states


def _state(book: Book) -> dict[str, bytes]:
    return book.files("Minutebook/")


def _sources(book: Book) -> set[bytes]:
    return {data for name, data in book.files().items() if name.startswith(("Inbox/", "Sources/"))}


@pytest.mark.parametrize("ready", CASES, indirect=True)
def test_a_killed_command_leaves_the_vault_before_or_after(ready: tuple[Book, tuple[str, ...], Path]) -> None:
    """Killed at each file operation in turn, the next start finds one of the two states; the same command then ends as ever."""
    book, words, start = ready
    command = lambda: _quiet(*words, "--vault", str(book.root))  # noqa: E731
    before, after = _reachable(book, words, start)
    between = _between(book, words, start)
    originals = {
        d for n, d in before.items() if n.startswith(("Inbox/", "Sources/")) and not n.endswith((".md", ".reason.txt"))
    }
    _restore(book, start)
    count = count_operations(command)
    assert count > 10
    for nth in range(1, count + 1):
        _restore(book, start)
        assert not run_killed(command, nth)
        assert originals <= _sources(book), f"a source was lost at operation {nth}"
        assert _quiet("recover", "--vault", str(book.root)) == 0
        assert _state(book) in [before, after, *between], f"killed at operation {nth} of {count}"


def _between(book: Book, words: tuple[str, ...], start: Path) -> list[dict[str, bytes]]:
    """States between two runs of one command: what a kill can leave besides before and after."""
    _restore(book, start)
    moved = _state(book)
    if words != ("ingest", "--retry"):
        return []
    name = "Inbox/Failed/bad.vtt"
    moved["Inbox/bad.vtt"] = moved.pop(name)
    del moved[f"{name}.reason.txt"]
    return [moved]


@pytest.mark.parametrize("ready", ["ingest", "undo", "accept-name"], indirect=True)
def test_a_full_disk_leaves_the_vault_before_or_after(ready: tuple[Book, tuple[str, ...], Path]) -> None:
    """From each operation on that needs space there is none: after recovery the vault is whole and no source is lost."""
    book, words, start = ready
    command = lambda: _quiet(*words, "--vault", str(book.root))  # noqa: E731
    before, after = _reachable(book, words, start)
    originals = {
        d for n, d in before.items() if n.startswith(("Inbox/", "Sources/")) and not n.endswith((".md", ".reason.txt"))
    }
    _restore(book, start)
    count = count_operations(command, needing_space=True)
    for nth in range(1, count + 1):
        _restore(book, start)
        raised = run_failing(command, nth)
        assert not raised, f"operation {nth} raised {raised} out of the command line"
        assert originals <= _sources(book)
        assert _quiet("recover", "--vault", str(book.root)) == 0
        assert _state(book) in [before, after], f"disk full at operation {nth} of {count}"


def test_a_killed_init_can_be_run_again(tmp_path: Path, book: Book) -> None:
    """At whatever operation: the folder is no vault yet, or a whole one; the user's note is as it was."""
    root = tmp_path / "mine"

    def command() -> int:
        return _quiet("init", str(root), "--name", "Odalys Brennick")

    def start() -> None:
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir()
        (root / "Note.md").write_bytes(b"mine\r\n")

    start()
    for nth in range(1, count_operations(command) + 1):
        start()
        assert not run_killed(command, nth)
        assert command() in {0, 2}
        assert _quiet("recover", "--vault", str(root)) == 0
        assert (root / "Note.md").read_bytes() == b"mine\r\n"
        assert (root / "Tasks.md").exists()
        assert (root / "Inbox").is_dir()
