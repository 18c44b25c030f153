"""An interrupted run meets what the user did before minutebook came back."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from writeworld import ARCHIVE, INBOX, NOTE, PEOPLE, RECORDS, SOURCE, apply, build, plan_ingest, tree, undo

from killing import count_operations, run_killed
from minutebook.errors import RecoveryNeeded, UserError
from minutebook.flow.write import Writer


def interrupt(room: Path, reached: Callable[[Path], bool]) -> Path:
    """A vault whose run was killed past the marker, at the first operation after which ``reached`` holds."""
    root = room / "vault"
    build(room / "base")
    for nth in itertools.count(_FIRST.get(reached, 1)):
        restore(root, room / "base")
        assert not run_killed(lambda: apply(Writer(root), plan_ingest(root)), nth)
        if Writer(root).interrupted() and reached(root):
            _FIRST[reached] = nth
            return root
    raise AssertionError


def restore(root: Path, saved: Path) -> None:
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(saved, root)


_FIRST: dict[Callable[[Path], bool], int] = {}
"""The operation found for each condition: it is the same every time."""


def at_start(_root: Path) -> bool:
    return True


def page_written(root: Path) -> bool:
    return b"booked" in (root / PEOPLE).read_bytes()


def source_moved(root: Path) -> bool:
    return (root / ARCHIVE).exists() and not (root / INBOX).exists()


@pytest.mark.parametrize("reached", [at_start, page_written, source_moved])
def test_users_lines_join_the_runs(room, reached):
    """Words that the user added to a page in between are there beside the run's, and an undo leaves them."""
    root = interrupt(room, reached)
    page = root / PEOPLE
    page.write_bytes(page.read_bytes().replace(b"# Mara Lindt\n", b"# Mara Lindt\n\nshe likes blue\n"))
    writer = Writer(root)
    assert writer.recover() == ("finished the interrupted run 20260312-173000-0001 (Kiln)",)
    assert b"she likes blue" in page.read_bytes()
    assert page.read_bytes().count(b"booked the kiln") == 1
    assert (root / ARCHIVE).read_bytes() == SOURCE
    undo(writer, writer.find_run("last"))
    assert page.read_bytes() == (room / "base" / PEOPLE).read_bytes().replace(
        b"# Mara Lindt\n", b"# Mara Lindt\n\nshe likes blue\n"
    )


def test_merging_killed_again_and_again(room):
    """A recovery that merges and is killed at every operation in turn writes each line once."""
    root = interrupt(room, at_start)
    page = root / PEOPLE
    page.write_bytes(page.read_bytes() + b"her words\n")
    saved = room / "saved"
    shutil.copytree(root, saved)
    for nth in range(1, count_operations(lambda: Writer(root).recover()) + 1):
        restore(root, saved)
        run_killed(lambda: Writer(root).recover(), nth)
        assert b"her words" in page.read_bytes()
        Writer(root).recover()
        assert page.read_bytes().count(b"her words") == page.read_bytes().count(b"booked the kiln") == 1


@pytest.mark.parametrize(
    "meanwhile",
    [
        pytest.param(lambda root: (root / INBOX).write_bytes(b"edited source"), id="source edited"),
        pytest.param(lambda root: (root / INBOX).unlink(), id="source gone"),
        pytest.param(lambda root: (root / NOTE).write_bytes(b"a note of the user's"), id="note is there"),
        pytest.param(lambda root: (root / PEOPLE).unlink(), id="page gone"),
        pytest.param(lambda root: (root / "Journal/mine.md").write_bytes(b"my words"), id="file that was to go edited"),
        pytest.param(
            lambda root: ((root / ARCHIVE).parent.mkdir(parents=True), (root / ARCHIVE).write_bytes(b"x")),
            id="target taken",
        ),
    ],
)
def test_what_cannot_be_joined_is_taken_back(room, meanwhile):
    """Where the user's change and the run's exclude each other, the run is taken back and the user's change stays."""
    root = interrupt(room, at_start)
    meanwhile(root)
    before = tree(root)
    said = Writer(root).recover()
    assert said[0].startswith("took back the interrupted run")
    assert tree(root) == before
    assert not Writer(root).interrupted()
    assert Writer(root).runs() == ()


@pytest.mark.parametrize("reached", [page_written, source_moved])
def test_taken_back_after_half_of_it(room, reached):
    """Steps already taken are taken back where a later one is impossible, also when that is killed at every operation."""
    root = interrupt(room, reached)
    (root / "Journal/mine.md").write_bytes(b"my words")
    (root / PEOPLE).write_bytes((root / PEOPLE).read_bytes() + b"and these\n")
    saved = room / "saved"
    shutil.copytree(root, saved)
    operations = count_operations(lambda: Writer(root).recover())
    expected = tree(room / "base") | {
        "Journal/mine.md": b"my words",
        PEOPLE: (room / "base" / PEOPLE).read_bytes() + b"and these\n",
    }
    assert tree(root) == expected
    for nth in range(1, operations + 1):
        restore(root, saved)
        run_killed(lambda: Writer(root).recover(), nth)
        Writer(root).recover()
        assert tree(root) == expected, nth


def test_neither_forward_nor_back_is_explained(room):
    """Where the user reworded a line that the run wrote and the rest is impossible, they are told what to do, and then it works."""
    root = interrupt(room, page_written)
    (root / "Journal/mine.md").write_bytes(b"my words")
    page = root / PEOPLE
    written = page.read_bytes()
    page.write_bytes(written.replace(b"booked the kiln", b"booked the big kiln"))
    writer = Writer(root)
    for _ in range(2):
        with pytest.raises(RecoveryNeeded, match=r"Mara Lindt.md was edited since at .*minutebook recover"):
            writer.recover()
        assert b"booked the big kiln" in page.read_bytes()
    page.write_bytes(written)
    assert writer.recover()[0].startswith("took back")
    assert tree(root) == tree(room / "base") | {"Journal/mine.md": b"my words"}


def test_records_that_another_machine_added_to(room):
    """A record file that sync lengthened meanwhile gets the run's records after it."""
    root = interrupt(room, at_start)
    (root / RECORDS).write_bytes((root / RECORDS).read_bytes() + b'{"other":1}\n')
    Writer(root).recover()
    assert (root / RECORDS).read_bytes() == b'{"a":1}\n{"b":2}\n{"other":1}\n{"c":3}\n'


def test_newer_journal_is_refused(room):
    """A journal of a newer version is left alone, with the advice to upgrade."""
    root = interrupt(room, at_start)
    entry = next((root / ".minutebook/journal").iterdir()) / "entry.json"
    entry.write_bytes(entry.read_bytes().replace(b'"v": 1', b'"v": 99'))
    before = tree(root)
    with pytest.raises(RecoveryNeeded, match="newer minutebook"):
        Writer(root).recover()
    assert tree(root) == before


def test_nothing_to_recover(room):
    """A vault without a writer's folder, or with leftovers that never began, needs nothing."""
    writer = Writer(room)
    assert not writer.interrupted()
    assert writer.recover() == ()
    (room / ".minutebook/work/20260312-173000-0001").mkdir()
    (room / ".minutebook/work/taken").write_bytes(b"x")
    assert writer.recover() == ()
    assert list((room / ".minutebook/work").iterdir()) == []
    with pytest.raises(UserError, match="no run"):
        writer.find_run("last")
