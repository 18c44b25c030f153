"""Files on their way in and out of the Inbox."""

import os

import pytest
from writeworld import INBOX, OTHER, PEOPLE, SOURCE, apply, build, tree, undo

from minutebook.errors import UserError
from minutebook.flow.write import Writer

FAILED = "Inbox/Failed"


def test_set_aside_and_taken_back(room):
    """A failed source stands in Failed with its reason, and goes back to where it was for another try."""
    writer = build(room)
    before = tree(room)
    run = apply(writer, writer.set_aside_plan("Inbox/sub/glaze.vtt", FAILED, "no layout\nfits", "Open it and look."))
    reason = (room / FAILED / "glaze.vtt.reason.txt").read_text()
    assert "Reason: no layout fits\nNext: Open it and look.\nFile: Inbox/sub/glaze.vtt\n" in reason
    assert (room / FAILED / "glaze.vtt").read_bytes() == OTHER
    assert not (room / "Inbox/sub/glaze.vtt").exists()
    assert run.log == ("no layout\nfits",)
    apply(writer, writer.take_back_plan(f"{FAILED}/glaze.vtt", "Inbox"))
    assert tree(room) == before | {FAILED: None}


def test_set_aside_can_be_undone(room):
    """Setting aside is a run like any other."""
    writer = build(room)
    before = tree(room)
    undo(writer, apply(writer, writer.set_aside_plan(INBOX, FAILED, "r", "n")))
    assert tree(room) == before


def test_two_failures_of_one_name(room):
    """Neither source nor reason is ever written over."""
    writer = build(room)
    apply(writer, writer.set_aside_plan(INBOX, FAILED, "first", "n"))
    (room / INBOX).write_bytes(b"another")
    (room / FAILED / "kiln (2).vtt.reason.txt").write_bytes(b"of an older one")
    apply(writer, writer.set_aside_plan(INBOX, FAILED, "second", "n"))
    assert (room / FAILED / "kiln.vtt").read_bytes() == SOURCE
    assert (room / FAILED / "kiln (3).vtt").read_bytes() == b"another"
    assert "second" in (room / FAILED / "kiln (3).vtt.reason.txt").read_text()


@pytest.mark.parametrize(
    "reason",
    [
        None,
        "File: ../../etc/passwd\n",
        "File: Inbox/../../x.vtt\n",
        "File: /abs\n",
        "File: Inbox/Failed/kiln.vtt\n",
        "File: People/x.vtt\n",
        "nothing\n",
        "File: Inbox/.git/x\n",
    ],
)
def test_taken_back_without_a_usable_reason(room, reason):
    """Without a reason, or with one that names another place, the source goes back into the Inbox under its name or a free one."""
    writer = build(room)
    (room / FAILED).mkdir()
    (room / FAILED / "kiln.vtt").write_bytes(b"failed")
    if reason:
        (room / FAILED / "kiln.vtt.reason.txt").write_text(reason)
    apply(writer, writer.take_back_plan(f"{FAILED}/kiln.vtt", "Inbox"))
    assert (room / INBOX).read_bytes() == SOURCE
    assert (room / "Inbox/kiln (2).vtt").read_bytes() == b"failed"
    assert list((room / FAILED).iterdir()) == []


def test_missing_source_is_said(room):
    """A source that is not there cannot be moved."""
    writer = build(room)
    with pytest.raises(UserError, match="not there"):
        writer.set_aside_plan("Inbox/none.vtt", FAILED, "r", "n")


def test_take_in(room, tmp_path):
    """A file from outside is copied with its time; it stays outside; a second copy of the same bytes is not made."""
    writer = build(room)
    outside = tmp_path / "kiln.vtt"
    outside.write_bytes(b"other words")
    os.utime(outside, (1_000_000_000, 1_000_000_000))
    assert writer.take_in(outside, "Inbox") == "Inbox/kiln (2).vtt"
    assert (room / "Inbox/kiln (2).vtt").read_bytes() == outside.read_bytes()
    assert (room / "Inbox/kiln (2).vtt").stat().st_mtime == 1_000_000_000
    assert (room / INBOX).read_bytes() == SOURCE
    (tmp_path / "sub.vtt").write_bytes(SOURCE)
    assert [writer.take_in(tmp_path / "sub.vtt", "Inbox") for _ in range(2)] == ["Inbox/sub.vtt"] * 2
    assert list((room / ".minutebook/work").iterdir()) == []


def test_take_in_what_is_inside(room):
    """A file that is in the vault already is not copied."""
    writer = build(room)
    assert writer.take_in(room / PEOPLE, "Inbox") == PEOPLE


def test_take_in_what_is_no_file(room, tmp_path):
    """A folder or a missing file is refused with its name."""
    writer = Writer(room)
    for wrong in (tmp_path, tmp_path / "none.vtt"):
        with pytest.raises(UserError, match=wrong.name):
            writer.take_in(wrong, "Inbox")
