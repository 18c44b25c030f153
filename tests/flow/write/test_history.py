"""The history of runs: found by name, bounded, versioned."""

import shutil
import time
from datetime import timedelta

import msgspec
import pytest
from writeworld import AT, PEOPLE, RECORDS, apply, build, plan_edit, plan_ingest, undo

from minutebook.errors import UserError
from minutebook.flow.write import Writer
from minutebook.flow.write.entry import read_changes


def test_runs_are_listed_newest_first(room):
    """The newest run comes first, at most as many as asked for."""
    writer = build(room)
    runs = [apply(writer, plan_edit(room, f"{number}.md", b"x", str(number))) for number in range(3)]
    assert writer.runs() == tuple(runs[::-1])
    assert writer.runs(2) == tuple(runs[:0:-1])
    assert Writer(room / "Inbox").runs() == ()


def test_run_is_found_by_name(room):
    """A run is found by its id, the unique beginning of it, or as the last that stands."""
    writer = build(room)
    first, second = (apply(writer, plan_edit(room, f"{number}.md", b"x")) for number in range(2))
    assert writer.find_run(first.id) == first
    assert writer.find_run(second.id[:-1] + "2") == second
    assert writer.find_run("last") == second
    undo(writer, second)
    assert writer.find_run("last") == first
    with pytest.raises(UserError, match="3 runs begin with '2026'"):
        writer.find_run("2026")
    for wrong in ("1999", "", "../x"):
        with pytest.raises(UserError, match="minutebook runs"):
            writer.find_run(wrong)


def test_ten_thousand_runs(room):
    """The newest of ten thousand runs are listed without reading the rest, and the next is applied as fast as ever."""
    writer = build(room)
    run = apply(writer, plan_edit(room, "a.md", b"x"))
    entry = room / ".minutebook/runs" / run.id
    for number in range(10_000):
        (room / ".minutebook/runs" / f"20250101-{number // 9000:06d}-{number % 9000 + 1:04d}").mkdir()
    begun = time.process_time()
    with pytest.raises(UserError, match="damaged"):
        writer.runs()
    assert writer.runs(1) == (run,)
    apply(writer, plan_edit(room, "b.md", b"x"))
    assert time.process_time() - begun < 2
    assert entry.exists()


def test_prune_forgets_by_age_only(room):
    """Runs before a date are forgotten, later ones and one in progress are not."""
    writer = build(room)
    old = writer.apply(plan_edit(room, "a.md", b"x"), "b", AT - timedelta(days=91))
    new = writer.apply(plan_edit(room, "b.md", b"x"), "b", AT)
    shutil.copytree(room / ".minutebook/runs" / old.id, room / ".minutebook/journal" / old.id)
    assert writer.prune(AT - timedelta(days=90)) == 1
    assert writer.runs() == (new,)
    assert (room / ".minutebook/journal" / old.id).exists()
    assert list((room / ".minutebook/work").iterdir()) == []
    assert writer.prune(AT - timedelta(days=90)) == 0
    (room / ".minutebook/runs/20250101-000000-0001").mkdir()
    assert writer.prune(AT - timedelta(days=90)) == 1


def test_undo_after_earlier_runs_are_pruned(room):
    """A run can be undone when those before it are forgotten."""
    writer = build(room)
    writer.apply(plan_edit(room, "a.md", b"x\n"), "b", AT - timedelta(days=91))
    new = apply(writer, plan_edit(room, "a.md", b"x\ny\n"))
    writer.prune(AT)
    undo(writer, new)
    assert (room / "a.md").read_bytes() == b"x\n"


@pytest.mark.parametrize(("old", "new"), [(b'"v": 1\n}', b'"v": 2\n}'), (b'"v": 1,', b'"v": 2,')])
def test_newer_version_is_refused(room, old, new):
    """A run of a newer minutebook is refused with the advice to upgrade."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    entry = room / ".minutebook/runs" / run.id / "entry.json"
    assert old in entry.read_bytes()
    entry.write_bytes(entry.read_bytes().replace(old, new))
    with pytest.raises(UserError, match="newer minutebook"):
        writer.runs()


@pytest.mark.parametrize("content", [b"", b"{", b"{}", b"\x1f\x8b\x08"])
def test_damaged_entry_says_what_to_do(room, content):
    """A damaged entry is named, with what is lost by putting it away."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    changes = room / ".minutebook/runs" / run.id / "changes.gz"
    changes.write_bytes(content)
    with pytest.raises(UserError, match=f"{run.id} is damaged"):
        writer.show(run)
    (changes.parent / "entry.json").write_bytes(content)
    with pytest.raises(UserError, match=f"{run.id} is damaged"):
        writer.runs()


def test_records_do_not_fill_the_disk(room):
    """Of a record file only what was added is kept, however long the file is."""
    writer = build(room)
    line = msgspec.json.encode({"a": "word " * 20}) + b"\n"
    (room / RECORDS).write_bytes(line * 20_000)
    run = apply(writer, plan_edit(room, RECORDS, line * 20_000 + b'{"new":1}\n'))
    folder = room / ".minutebook/runs" / run.id
    assert sum(path.stat().st_size for path in folder.iterdir()) < 2000
    assert read_changes(folder)[0].tail == b'{"new":1}\n'
    assert writer.show(run).endswith('+{"new":1}\n')
    assert "@@ -19998,3 +19998,4 @@" in writer.show(run)


def test_nothing_of_a_run_stays_in_the_way(room):
    """After a run the journal and the work folder are empty."""
    writer = build(room)
    apply(writer, plan_ingest(room))
    book = room / ".minutebook"
    assert list((book / "journal").iterdir()) == list((book / "work").iterdir()) == []
    assert not list((room / PEOPLE).parent.glob(".*"))
