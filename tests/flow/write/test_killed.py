"""Guarantees 1 and 2: a run killed, or out of space, at any file operation leaves the vault wholly before or wholly after."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from writeworld import AT, OTHER, SOURCE, apply, build, plan_edit, plan_ingest, plan_rename, sources, tree, undo

from killing import count_operations, run_failing, run_killed
from minutebook.errors import RecoveryNeeded
from minutebook.flow.write import Writer

Scene = tuple[Callable[[Path], None], Callable[[Path], object]]


def _ingest(root: Path) -> None:
    writer = Writer(root)
    with writer.hold():
        writer.recover()
        apply(writer, plan_ingest(root))


def _ingested(root: Path) -> None:
    apply(build(root), plan_ingest(root))


def _ingested_and_built_on(root: Path) -> None:
    _ingested(root)
    page = root / "People/Mara Lindt/Mara Lindt.md"
    writer = Writer(root)
    text = page.read_bytes()
    apply(
        writer, plan_edit(root, "People/Mara Lindt/Mara Lindt.md", text.replace(b"2026-03-12", b"2026-03-20"), "later")
    )


def _undo_first(root: Path) -> None:
    writer = Writer(root)
    undo(writer, writer.runs()[-1])


def _set_aside(root: Path) -> None:
    writer = Writer(root)
    apply(writer, writer.set_aside_plan("Inbox/sub/glaze.vtt", "Inbox/Failed", "no layout fits", "open it and look"))


def _rename(root: Path) -> None:
    writer = Writer(root)
    with writer.hold():
        writer.recover()
        apply(writer, plan_rename(root))


def _renamed(root: Path) -> None:
    apply(build(root), plan_rename(root))


SCENES: dict[str, Scene] = {
    "ingest": (build, _ingest),
    "undo of a middle run": (_ingested_and_built_on, _undo_first),
    "rename": (build, _rename),
    "undo of a rename": (_renamed, _undo_first),
    "set aside": (build, _set_aside),
}


@pytest.fixture(params=SCENES)
def scene(request: pytest.FixtureRequest) -> Scene:
    return SCENES[request.param]


def _fresh(root: Path, base: Path) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(base, root)
    return root


def _ends(room: Path, scene: Scene) -> tuple[Path, dict, dict, int]:
    """The scene's start, the trees before and after, and how many operations lie between."""
    prepare, act = scene
    base = room / "base"
    base.mkdir()
    prepare(base)
    root = _fresh(room / "vault", base)
    operations = count_operations(lambda: act(root))
    assert tree(base) != tree(root)
    return base, tree(base), tree(root), operations


def test_killed_anywhere_then_whole(room, scene):
    """Killed before each operation in turn, the next start leaves one of the two trees, and no source is ever missing."""
    base, before, after, operations = _ends(room, scene)
    seen = set()
    for nth in range(1, operations + 1):
        root = _fresh(room / "vault", base)
        assert not run_killed(lambda root=root: scene[1](root), nth)
        assert {SOURCE, OTHER} <= sources(root), nth
        Writer(root).recover()
        now = tree(root)
        assert now in (before, after), nth
        assert list((root / ".minutebook/work").iterdir()) == []
        seen.add(now == after)
    assert seen == {False, True}


def test_recovery_killed_again_and_again(room, scene):
    """A recovery that is itself killed, at one operation further each time, still ends with one of the two trees."""
    base, before, after, operations = _ends(room, scene)
    for nth in range(1, operations + 1, 9):
        root = _fresh(room / "vault", base)
        run_killed(lambda root=root: scene[1](root), nth)
        kills = 1
        while not run_killed(lambda root=root: Writer(root).recover(), kills):
            assert {SOURCE, OTHER} <= sources(root), (nth, kills)
            kills += 4
        assert tree(root) in (before, after), nth
        assert not Writer(root).interrupted()


@pytest.mark.parametrize("once", [False, True])
@pytest.mark.parametrize("scene", [SCENES["ingest"], SCENES["undo of a middle run"]], ids=["ingest", "undo"])
def test_full_disk_changes_nothing(room, scene, once):
    """Whatever operation finds the disk full, the run is not there, or is once there is space again; a reason is raised."""
    base, before, after, _ = _ends(room, scene)
    root = _fresh(room / "vault", base)
    operations = count_operations(lambda: scene[1](root), needing_space=True)
    for nth in range(1, operations + 1):
        root = _fresh(room / "vault", base)
        raised = run_failing(lambda root=root: scene[1](root), nth, once=once)
        assert {SOURCE, OTHER} <= sources(root), nth
        assert raised in {"", "UserError", "RecoveryNeeded"}, (nth, raised)
        if raised == "UserError":
            assert tree(root) == before, nth
            assert not Writer(root).interrupted()
        Writer(root).recover()
        assert tree(root) in (before, after), nth
        if raised == "":
            assert tree(root) == after


def test_take_in_killed_anywhere(room):
    """A file taken in from outside is in the Inbox whole or not at all, and stays where it came from."""
    outside = room / "recorder" / "take.vtt"
    outside.parent.mkdir()
    outside.write_bytes(SOURCE * 3)
    base = room / "base"
    build(base)
    root = _fresh(room / "vault", base)
    operations = count_operations(lambda: Writer(root).take_in(outside, "Inbox"))
    for nth in range(1, operations + 1):
        _fresh(root, base)
        run_killed(lambda: Writer(root).take_in(outside, "Inbox"), nth)
        Writer(root).recover()
        target = root / "Inbox/take.vtt"
        assert not target.exists() or target.read_bytes() == SOURCE * 3
        assert outside.exists()
        assert Writer(root).take_in(outside, "Inbox") == "Inbox/take.vtt"


def test_apply_waits_for_recovery(room):
    """While an interrupted run is there, nothing else is applied, and readers can tell."""
    base = room / "vault"
    build(base)
    operations = count_operations(lambda: _ingest(_fresh(room / "other", base)))
    for nth in range(operations, 0, -1):
        root = _fresh(room / "vault2", base)
        run_killed(lambda root=root: _ingest(root), nth)
        if Writer(root).interrupted():
            break
    writer = Writer(root)
    with pytest.raises(RecoveryNeeded, match="recover"):
        writer.apply(plan_ingest(base), "batch", AT)
    assert "finished" in writer.recover()[0]
    assert not writer.interrupted()
