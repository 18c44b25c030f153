"""Applying a plan: wholly, to exactly the files that the plan was made against, and never outside the vault."""

import errno
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import msgspec
import pytest
from writeworld import (
    ARCHIVE,
    AT,
    INBOX,
    NOTE,
    PEOPLE,
    RECORDS,
    SOURCE,
    apply,
    build,
    move,
    plan_edit,
    plan_ingest,
    tree,
)

from minutebook.errors import SourceError, StaleError, UserError, VaultLocked
from minutebook.flow.write import Writer, files
from minutebook.model.plan import ChangePlan, Edit, Move, RunKind


def plan(*edits: Edit, moves: tuple[Move, ...] = ()) -> ChangePlan:
    return ChangePlan(kind=RunKind.INGEST, title="test", edits=edits, moves=moves)


def test_everything_is_written(room):
    """Edits, removals and moves are all there afterwards, and the run says so."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    now = tree(room)
    assert now[ARCHIVE] == SOURCE
    assert INBOX not in now
    assert "Journal/mine.md" not in now
    assert now[NOTE].startswith(b"---")
    assert b"booked the kiln" in now[PEOPLE]
    assert now[RECORDS] == b'{"a":1}\n{"b":2}\n{"c":3}\n'
    assert run.moves == ((INBOX, ARCHIVE),)
    assert run.source_id == "s1"
    assert run.at == "2026-03-12T17:30:00+00:00"
    assert run.log == ("dated by the file's name",)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param(lambda root: (root / PEOPLE).write_bytes(b"edited"), PEOPLE, id="edited"),
        pytest.param(lambda root: (root / PEOPLE).unlink(), PEOPLE, id="deleted"),
        pytest.param(lambda root: (root / NOTE).write_bytes(b"there"), NOTE, id="new file is there"),
        pytest.param(lambda root: (root / NOTE).mkdir(), NOTE, id="a folder of that name is there"),
        pytest.param(lambda root: (root / INBOX).write_bytes(b"grown"), INBOX, id="source grown"),
        pytest.param(lambda root: (root / INBOX).unlink(), INBOX, id="source gone"),
        pytest.param(
            lambda root: ((root / ARCHIVE).parent.mkdir(parents=True), (root / ARCHIVE).touch()),
            ARCHIVE,
            id="target is there",
        ),
        pytest.param(
            lambda root: (root / "Journal/mine.md").write_bytes(b"more"), "Journal/mine.md", id="edited file that goes"
        ),
    ],
)
def test_stale_changes_nothing(room, change, named):
    """A file that is not as the plan found it is named, and nothing at all is written."""
    writer = build(room)
    stale = plan_ingest(room)
    change(room)
    before = tree(room)
    with pytest.raises(StaleError) as caught:
        apply(writer, stale)
    assert caught.value.path == named
    assert tree(room) == before
    assert writer.runs() == ()
    assert not writer.interrupted()


@pytest.mark.parametrize(
    "path",
    [
        "../out.md",
        "/etc/out.md",
        "a/../../out.md",
        "a//b.md",
        "./a.md",
        "",
        ".minutebook/runs/x",
        "a/.git/config",
        ".GIT/hooks/x",
        "a\0b",
    ],
)
def test_path_outside_is_refused(room, path):
    """No plan reaches outside the vault, or into git's or our own folders, as an edit or as either end of a move."""
    writer = build(room)
    before = tree(room)
    for bad in (
        plan(Edit(path, None, b"x")),
        plan(moves=(msgspec.structs.replace(move(room, INBOX, "x"), target=path),)),
        plan(moves=(msgspec.structs.replace(move(room, INBOX, "x"), source=path),)),
    ):
        with pytest.raises(UserError):
            apply(writer, bad)
    assert tree(room) == before


def test_name_in_no_encoding(room):
    """A file whose name is no text is one source's matter, before anything is written."""
    writer = build(room)
    (room / os.fsdecode(b"Inbox/\xff.vtt")).write_bytes(SOURCE)
    with pytest.raises(SourceError, match="rename the file"):
        apply(writer, plan(moves=(move(room, os.fsdecode(b"Inbox/\xff.vtt"), "Sources/x.vtt"),)))
    assert not writer.interrupted()


def test_saved_by_the_user_in_the_last_moment(room, monkeypatch):
    """A page saved between the check and its turn stops the run, which is taken back; the page keeps what was saved."""
    writer = build(room)
    before = tree(room)
    link = os.link

    def save_meanwhile(source, target, **options):
        (room / PEOPLE).write_bytes(b"saved just now")
        return link(source, target, **options)

    monkeypatch.setattr(os, "link", save_meanwhile)
    with pytest.raises(StaleError) as caught:
        apply(writer, plan_ingest(room))
    assert caught.value.path == PEOPLE
    assert tree(room) == before | {PEOPLE: b"saved just now"}
    assert not writer.interrupted()


def test_link_out_of_the_vault_is_refused(room, tmp_path):
    """Neither a linked file nor a linked folder that leads outside is written through."""
    writer = build(room)
    (tmp_path / "outside.md").write_bytes(b"theirs")
    (room / "linked.md").symlink_to(tmp_path / "outside.md")
    (room / "Linked").symlink_to(tmp_path)
    for edit in (
        Edit("linked.md", b"theirs", b"ours"),
        Edit("Linked/new.md", None, b"ours"),
        Edit("Linked/outside.md", b"theirs", b"o"),
    ):
        with pytest.raises(UserError, match="leads out of the vault"):
            apply(writer, plan(edit))
    assert [path.name for path in tmp_path.iterdir()] == ["outside.md"]
    assert (tmp_path / "outside.md").read_bytes() == b"theirs"


def test_link_inside_the_vault_stays_a_link(room):
    """A link to another note of the vault is followed: the note changes, the link stays."""
    writer = build(room)
    (room / "shortcut.md").symlink_to(room / "Journal/mine.md")
    apply(writer, plan_edit(room, "shortcut.md", b"new words\n"))
    assert (room / "shortcut.md").is_symlink()
    assert (room / "Journal/mine.md").read_bytes() == b"new words\n"


def test_linked_source_is_refused(room, tmp_path):
    """A link in the Inbox is not a source that could be archived."""
    writer = build(room)
    (tmp_path / "real.vtt").write_bytes(SOURCE)
    (room / "Inbox/link.vtt").symlink_to(tmp_path / "real.vtt")
    with pytest.raises(UserError, match="link"):
        apply(writer, plan(moves=(move(room, "Inbox/link.vtt", "Sources/x.vtt"),)))


@pytest.mark.parametrize(
    "name", ["People/mara lindt/new.md", "Journal/MINE.md", unicodedata.normalize("NFD", "Journal/Käte.md")]
)
def test_name_that_differs_in_case_or_accents_only(room, name):
    """A new file whose name another file system takes for an existing one is not written."""
    writer = build(room)
    (room / unicodedata.normalize("NFC", "Journal/Käte.md")).write_bytes(b"hers")
    before = tree(room)
    with pytest.raises(StaleError):
        apply(writer, plan(Edit(name, None, b"ours")))
    assert tree(room) == before


def test_move_to_another_case(room):
    """A move that only changes the case is a rename."""
    writer = build(room)
    apply(writer, plan(moves=(move(room, INBOX, "Inbox/Kiln.VTT"),)))
    assert sorted(path.name for path in (room / "Inbox").iterdir()) == ["Kiln.VTT", "sub"]


def test_one_path_twice_is_refused(room):
    """A plan that names one file twice, in whatever case, is refused."""
    writer = build(room)
    with pytest.raises(UserError, match="twice"):
        apply(writer, plan(Edit("a.md", None, b"1"), Edit("A.md", None, b"2")))


def test_permissions_are_kept(room):
    """A rewritten file keeps its mode."""
    writer = build(room)
    (room / PEOPLE).chmod(0o640)
    apply(writer, plan_ingest(room))
    assert (room / PEOPLE).stat().st_mode & 0o777 == 0o640


def test_moved_file_keeps_its_times(room):
    """An archived source keeps the time that its date may have come from."""
    writer = build(room)
    os.utime(room / INBOX, (1_000_000_000, 1_000_000_000))
    apply(writer, plan_ingest(room))
    assert (room / ARCHIVE).stat().st_mtime == 1_000_000_000


def test_unchanged_edits_are_left_out(room):
    """An edit that changes nothing touches nothing."""
    writer = build(room)
    run = apply(writer, plan_edit(room, PEOPLE, (room / PEOPLE).read_bytes()))
    assert run.paths == ()


def test_ids_sort_by_application(room):
    """Run ids rise in the order of application, whatever the clock does."""
    writer = build(room)
    times = [AT, AT, AT.replace(year=2025), AT.replace(year=2027)]
    ids = [writer.apply(plan_edit(room, f"{number}.md", b"x"), "b", at).id for number, at in enumerate(times)]
    assert ids == sorted(set(ids))
    assert [run.id for run in writer.runs()] == ids[::-1]


def test_second_process_is_told_who_holds_the_vault(room):
    """While one process holds the vault another is refused, with the holder's process and command."""
    writer = build(room)
    code = "import sys; from pathlib import Path; from minutebook.flow.write import Writer\nwith Writer(Path(sys.argv[1])).hold():\n print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(room)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(VaultLocked, match=f"process {other.pid}"), writer.hold():
            pass
        with pytest.raises(VaultLocked):
            apply(writer, plan_ingest(room))
        other.stdin.close()
        other.wait()
    apply(writer, plan_ingest(room))


@pytest.mark.parametrize(("error", "raised"), [(errno.EACCES, SourceError), (errno.ENOSPC, UserError)])
def test_folder_that_cannot_be_written(room, monkeypatch, error, raised):
    """Where the last folder refuses its file, the run is taken back whole, and the file is named with what to do."""
    writer = build(room)
    before = tree(room)
    link = os.link

    def refuse(source, target, **options):
        if "Sources" in str(target):
            raise OSError(error, os.strerror(error), str(target))
        return link(source, target, **options)

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(raised, match=r"2026-03-12 - Kiln.vtt; nothing was changed. \w+"):
        apply(writer, plan_ingest(room))
    assert tree(room) == before
    assert not writer.interrupted()
    assert writer.runs() == ()


@pytest.mark.parametrize("error", [errno.EPERM, errno.ENOTSUP, errno.EXDEV])
def test_file_systems_without_links_and_other_disks(room, monkeypatch, error):
    """Where the system cannot link, or the folder is on another disk, everything still arrives and nothing is left over."""
    writer = build(room)
    link = os.link

    def refuse(source, target, **options):
        if error == errno.EXDEV and Path(source).parent == Path(target).parent:
            return link(source, target, **options)
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "link", refuse)
    apply(writer, plan_ingest(room))
    now = tree(room)
    assert now[ARCHIVE] == SOURCE
    assert NOTE in now
    assert not [name for name in now if ".part" in name]
    with pytest.raises(FileExistsError):
        files.move_new(room / ARCHIVE, room / NOTE)


def test_folder_on_another_disk(room, monkeypatch):
    """A page in a folder on another disk than .minutebook is still replaced whole."""
    writer = build(room)
    rename = Path.replace

    def refuse(source, target):
        if source.parent != Path(target).parent and ".minutebook" not in str(target):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", refuse)
    apply(writer, plan_ingest(room))
    now = tree(room)
    assert b"booked the kiln" in now[PEOPLE]
    assert not [name for name in now if ".part" in name]


def test_read_only_disk_is_a_users_matter(room, monkeypatch):
    """A vault on a disk that cannot be written is said as such, and nothing is begun."""
    build(room)
    before = tree(room)
    monkeypatch.setattr(
        os, "mkdir", lambda *_, **__: (_ for _ in ()).throw(OSError(errno.EROFS, "Read-only file system"))
    )
    with pytest.raises(UserError, match="Read-only"):
        apply(Writer(room), plan_ingest(room))
    assert tree(room) == before
