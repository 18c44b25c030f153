"""The diff that people read: of a plan, of a run, and for ``git apply``."""

import subprocess

import pytest
from writeworld import apply, build, plan_edit, plan_ingest, tree

from minutebook.flow.write import explain
from minutebook.model.plan import ChangePlan, Edit, RunKind


def test_a_plan_and_its_run_read_the_same(room):
    """What a dry run shows is what show says of the run."""
    writer = build(room)
    plan = plan_ingest(room)
    shown = explain(plan)
    assert writer.show(apply(writer, plan)) == shown
    assert "rename from Inbox/kiln.vtt\nrename to Sources/" in shown
    assert "-last_contact: 2026-01-05\n+last_contact: 2026-03-12\n" in shown


def test_the_diff_is_complete(room):
    """Applied by git to the vault as it was, the diff gives the vault as it becomes."""
    writer = build(room)
    (room / "no end.md").write_bytes(b"x\nno line feed")
    plan = plan_ingest(room)
    more = Edit("no end.md", b"x\nno line feed", b"x\nnone here")
    long = Edit("long.md", None, b"\n".join(b"%d" % number for number in range(200)))
    plan = ChangePlan(kind=RunKind.INGEST, title="t", edits=(*plan.edits, more, long), moves=plan.moves)
    diff = room.parent / f"{room.name}.diff"
    diff.write_text(explain(plan), newline="")
    before = tree(room)
    subprocess.run(["git", "apply", diff], cwd=room, check=True)
    applied = {path: text for path, text in tree(room).items() if text is not None}
    for path in before.keys() - applied.keys():
        if before[path] is not None:
            (room / path).parent.mkdir(exist_ok=True)
    for path, text in before.items():
        if text is not None:
            (room / path).write_bytes(text)
    for path in applied.keys() - before.keys():
        (room / path).unlink()
    diff.unlink()
    apply(writer, plan)
    assert {path: text for path, text in tree(room).items() if text is not None} == applied


@pytest.mark.parametrize("content", [b"a\0b", b"\xff\xfea"])
def test_what_is_not_text_is_not_printed(room, content):
    """Of a file that is not text the sizes are told."""
    build(room)
    assert "Binary files differ (none before, " in explain(plan_edit(room, "x.md", content))


def test_only_changes_are_shown(room):
    """Lines far from a change are left out, and an edit that changes nothing is not named."""
    build(room)
    lines = [b"%d\n" % number for number in range(100)]
    (room / "x.md").write_bytes(b"".join(lines))
    lines[50] = b"changed\n"
    shown = explain(plan_edit(room, "x.md", b"".join(lines)))
    assert shown.count("\n") == 3 + 1 + 3 + 2 + 3
    assert explain(plan_edit(room, "Journal/mine.md", (room / "Journal/mine.md").read_bytes())) == ""


def test_every_kind_of_line_end_is_kept():
    """Only a line feed ends a line; what Python takes for one besides stays inside."""
    edit = Edit("x.md", None, "a\x0bb\u2028c\r\nd\re\n".encode())
    shown = explain(ChangePlan(kind=RunKind.INGEST, title="t", edits=(edit,)))
    assert "@@ -0,0 +1,2 @@\n+a\x0bb\u2028c\r\n+d\re\n" in shown
