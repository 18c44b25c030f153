"""``minutebook watch`` as a process: what arrives is ingested, trouble ends nothing, Ctrl-C ends it cleanly."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from book import TALK, Book
from minutebook.flow.write import Writer

PATIENCE = 60.0  # seconds: machines that run tests are busy


@contextmanager
def watching(book: Book, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """The command in a process of its own, its output in ``log``."""
    words = [str(Path(sys.executable).parent / "minutebook"), "watch", "--vault", str(book.root)]
    with log.open("wb") as out, subprocess.Popen(words, stdout=out, stderr=out, env=os.environ.copy()) as process:
        try:
            until(lambda: b"Watching" in log.read_bytes())
            yield process
        finally:
            process.kill()


def until(there: Callable[[], object]) -> None:
    """Wait for something to become true."""
    limit = time.monotonic() + PATIENCE
    while not there():
        assert time.monotonic() < limit, "it did not happen"
        time.sleep(0.1)


def notes(book: Book) -> list[Path]:
    return [p for p in book.root.rglob("2026-03-*.md") if "Sources" not in p.parts]


def test_what_waits_and_what_arrives_becomes_notes_and_ctrl_c_ends_it(book: Book, tmp_path: Path) -> None:
    """Also a file in a new subfolder; a broken one is set aside and the next is taken."""
    log = tmp_path / "log"
    book.drop("Pump 2026-03-12.txt")
    with watching(book, log) as process:
        until(lambda: len(notes(book)) == 1)
        book.drop("broken.pdf", b"%PDF-1.7 cut")
        book.drop("calls/Rope 2026-03-13.txt", TALK.replace("seal", "rope").replace("pump", "mast"))
        until(lambda: len(notes(book)) == 2)
        until((book.root / "Inbox/Failed/broken.pdf").exists)
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    said = log.read_text(encoding="utf-8")
    assert "noted" in said and "set aside: Inbox/broken.pdf" in said and "Stopped" in said and "Traceback" not in said


def test_a_file_is_taken_when_it_is_whole_and_a_locked_vault_is_waited_for(book: Book, tmp_path: Path) -> None:
    """While it is written, or another run holds the vault, it stays; then it is taken without being touched again."""
    log = tmp_path / "log"
    with Writer(book.root).hold(), watching(book, log) as process:
        path = book.root / "Inbox/Pump 2026-03-12.txt"
        path.parent.mkdir(exist_ok=True)
        with path.open("w", encoding="utf-8") as growing:
            growing.write(TALK[:200])
            growing.flush()
            until(lambda: b"still watching" in log.read_bytes())
            growing.write(TALK[200:])
        assert path.exists()
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0
    assert path.exists() and not notes(book)
    with watching(book, log):
        until(lambda: len(notes(book)) == 1)
        until(lambda: not path.exists())  # a run writes its notes, then moves the original
