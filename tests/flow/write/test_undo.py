"""Guarantee 9: every run can be undone, line by line, also after later runs and edits of the user's."""

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from writeworld import (
    ARCHIVE,
    AT,
    INBOX,
    NOTE,
    OTHER,
    PEOPLE,
    RECORDS,
    SOURCE,
    apply,
    build,
    move,
    plan_edit,
    plan_ingest,
    plan_rename,
    tree,
    undo,
)

from minutebook.errors import UserError
from minutebook.flow.write import Writer
from minutebook.model.plan import ChangePlan, Edit, RunKind

PAGE = "---\nid: mb-aaaaaaaaaa\nlast_contact: 2026-01-01\n---\n\n# Page\n\n## Open\nmine\n\n## Recent\n- old ^mb-0\n"


def insert(text: str, section: str, line: str, *, first: bool) -> str:
    """A line in a section, which is made where it is missing, Facts before New."""
    lines = text.split("\n")
    heading = f"## {section}"
    if heading not in lines:
        above, found, below = text.partition("\n## New\n") if section == "Facts" else (text, "", "")
        return f"{above}\n{heading}\n{line}\n{found}{below}"
    at = lines.index(heading) + 1
    if not first:
        while at < len(lines) and lines[at].strip() and not lines[at].startswith("#"):
            at += 1
    return "\n".join([*lines[:at], line, *lines[at:]])


def set_field(text: str, key: str, value: str) -> str:
    """A frontmatter field, added at the end of the frontmatter where it is missing."""
    head, body = text[4:].split("\n---\n", 1)
    fields = head.split("\n")
    found = [at for at, field in enumerate(fields) if field.startswith(f"{key}:")]
    if found:
        fields[found[0]] = f"{key}: {value}"
    else:
        fields.append(f"{key}: {value}")
    return "---\n" + "\n".join(fields) + "\n---\n" + body


class Step(msgspec.Struct, frozen=True):
    """What one run does to one page."""

    page: str
    section: str | None
    field: str | None
    first: bool

    def take(self, text: str, number: int) -> str:
        if self.section:
            text = insert(text, self.section, f"- line {number} ^mb-run{number}", first=self.first)
        return set_field(text, self.field, f"value {number}") if self.field else text


STEPS = st.lists(
    st.builds(
        Step,
        page=st.sampled_from(["A.md", "B.md"]),
        section=st.sampled_from([None, "Open", "Recent", "New", "Facts"]),
        field=st.sampled_from([None, "last_contact", "role"]),
        first=st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


def run_steps(writer: Writer, root: Path, steps: list[Step], number: int) -> None:
    """One run: its steps, a note of its own, and a record."""
    pages = {path.name: path.read_text() for path in root.glob("[AB].md")}
    old = dict(pages)
    for step in steps:
        pages[step.page] = step.take(pages[step.page], number)
    edits = [Edit(name, old[name].encode(), text.encode()) for name, text in pages.items()]
    note = Edit(f"People/{number % 2}/note {number}.md", None, b"note")
    return apply(writer, ChangePlan(kind=RunKind.INGEST, title=str(number), edits=(*edits, note)))


def start(root: Path) -> Writer:
    for name in ("A.md", "B.md"):
        (root / name).write_text(PAGE)
    return Writer(root)


@settings(max_examples=30, deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=4), st.data())
def test_undoing_a_middle_run_is_as_if_it_never_ran(memory, runs, data):
    """Ingest A, B, C and undo B: the vault of ingesting A, C, byte for byte; then all others, in any order: the first vault."""
    with tempfile.TemporaryDirectory(dir=memory) as one, tempfile.TemporaryDirectory(dir=memory) as other:
        root, without = Path(one), Path(other)
        writer, reference = start(root), start(without)
        origin = tree(root)
        done = [run_steps(writer, root, steps, number) for number, steps in enumerate(runs)]
        victim = data.draw(st.integers(0, len(runs) - 1))
        undo(writer, done[victim])
        for number, steps in enumerate(runs):
            if number != victim:
                run_steps(reference, without, steps, number)
        assert tree(root) == tree(without)
        for run in data.draw(st.permutations([run for run in done if run is not done[victim]])):
            undo(writer, run)
        assert tree(root) == origin


@settings(max_examples=20, deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=3), st.lists(st.integers(0, 2), max_size=5))
def test_undone_and_redone_in_any_order(memory, runs, toggles):
    """Runs undone and brought back in any order, and then all undone, leave the first vault."""
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        root = Path(folder)
        writer = start(root)
        origin = tree(root)
        done = [run_steps(writer, root, steps, number) for number, steps in enumerate(runs)]
        for number in toggles:
            run = writer.find_run(done[number % len(done)].id)
            undo(writer, writer.find_run(run.undone_by) if run.undone_by else run)
        for run in done:
            if writer.find_run(run.id).undone_by is None:
                undo(writer, run)
        assert tree(root) == origin


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.tuples(STEPS, st.lists(st.tuples(st.integers(0, 30), st.booleans()), max_size=2)), min_size=2, max_size=3
    ),
    st.data(),
)
def test_users_words_outlive_every_undo(memory, runs, data):
    """Whatever lines the user writes or removes between runs, undoing all runs in any order keeps theirs and takes out the rest."""
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        root = Path(folder)
        writer = start(root)
        done, written = [], []
        for number, (steps, edits) in enumerate(runs):
            done.append(run_steps(writer, root, steps, number))
            for place, delete in edits:
                lines = (root / "A.md").read_text().split("\n")
                machine = [at for at, line in enumerate(lines) if "^mb-run" in line]
                if delete and machine:
                    del lines[machine[place % len(machine)]]
                else:
                    written.append(f"words {len(written)}")
                    lines.insert(6 + place % max(1, len(lines) - 6), written[-1])
                (root / "A.md").write_text("\n".join(lines))
        for run in data.draw(st.permutations(done)):
            undo(writer, run)
        lines = (root / "A.md").read_text().split("\n")
        assert [line for line in lines if line in written] != [] or not written
        assert sorted(line for line in lines if line in written) == sorted(written)
        kept = [line for line in lines if line not in written and line not in {"", "## New", "## Facts"}]
        assert kept == [line for line in PAGE.split("\n") if line]
        assert (root / "B.md").read_text() == PAGE


@pytest.fixture(scope="module")
def memory():
    """A folder in memory where there is one, for examples that hypothesis makes."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() else None


def test_undo_restores_bytes_folders_and_sources(room):
    """An undo brings back every byte, the source's own name in the Inbox, and leaves no folder that the run made."""
    writer = build(room)
    before = tree(room, records=False)
    run = apply(writer, plan_ingest(room))
    assert tree(room)[ARCHIVE] == SOURCE
    undone = undo(writer, run)
    assert tree(room, records=False) == before
    assert undone.kind is RunKind.UNDO
    assert undone.undoes == run.id
    assert writer.runs()[1].undone_by == undone.id
    assert (room / RECORDS).read_bytes().endswith(b'{"c":3}\n')


def test_undo_can_be_undone(room):
    """An undo is a run: undone itself, it brings the change back, and so on."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    after = tree(room)
    first = undo(writer, run)
    before = tree(room)
    for _ in range(2):
        again = undo(writer, first)
        assert tree(room) == after
        assert writer.find_run(run.id).undone_by is None
        third = undo(writer, writer.find_run(run.id))
        assert third.undoes == again.id
        assert tree(room) == before
        first = third


def test_undone_twice_is_refused(room):
    """A run that is undone says so, and by which run."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    undone = undo(writer, run)
    with pytest.raises(UserError, match=f"undone already, by run {undone.id}"):
        writer.undo_plan(run)


def test_later_value_stays_and_its_undo_finds_the_first(room):
    """Of a field set twice, undoing the first setting leaves the second, and undoing that one leads back before both."""
    writer = build(room)
    page = (room / PEOPLE).read_bytes()
    first = apply(writer, plan_edit(room, PEOPLE, page.replace(b"01-05", b"03-12")))
    second = apply(writer, plan_edit(room, PEOPLE, page.replace(b"01-05", b"03-20")))
    undo(writer, first)
    assert b"2026-03-20" in (room / PEOPLE).read_bytes()
    undo(writer, second)
    assert (room / PEOPLE).read_bytes() == page


def test_later_run_in_the_way_is_named(room):
    """Where a later run changed a line of this run's, nothing is undone, and file and run are named."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    page = (room / PEOPLE).read_bytes()
    later = apply(
        writer, plan_edit(room, PEOPLE, page.replace(b"booked the kiln", b"cancelled the kiln"), "News of the kiln")
    )
    before = tree(room)
    with pytest.raises(UserError, match=rf"{PEOPLE}: the later run {later.id} \(News of the kiln\).*booked the kiln"):
        writer.undo_plan(run)
    assert tree(room) == before
    undo(writer, later)
    undo(writer, run)
    assert b"booked" not in (room / PEOPLE).read_bytes()


def test_users_edit_in_the_way_is_named(room):
    """Where the user reworded a line or edited a note that the run made, both files are named and nothing is undone."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    (room / NOTE).write_bytes((room / NOTE).read_bytes() + b"my thoughts\n")
    (room / PEOPLE).write_bytes((room / PEOPLE).read_bytes().replace(b"booked the kiln", b"booked it"))
    with pytest.raises(UserError) as caught:
        writer.undo_plan(run)
    assert f"{NOTE}: you have edited" in str(caught.value)
    assert f"{PEOPLE}: you have edited" in str(caught.value)
    assert "my thoughts" in str(caught.value)


@pytest.mark.parametrize("name", ["2026-03-12 - Kiln.md", "The kiln, at last.md"])
def test_note_that_the_user_moved(room, name):
    """A note moved to another folder, or renamed, is found there; one that was deleted is no obstacle."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    (room / "Elsewhere").mkdir()
    (room / NOTE).rename(room / "Elsewhere" / name)
    (room / PEOPLE).unlink()
    plan = writer.undo_plan(run)
    assert [edit.path for edit in plan.edits] == [f"Elsewhere/{name}", "Journal/mine.md"]
    assert any("Mara Lindt.md is gone" in line for line in plan.log)


def test_another_file_of_that_name_is_not_taken_for_it(room):
    """A file that only shares its name with a deleted note is left alone."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    (room / NOTE).unlink()
    (room / "Elsewhere").mkdir()
    (room / "Elsewhere" / Path(NOTE).name).write_bytes(b"another\n")
    assert all("Elsewhere" not in edit.path for edit in writer.undo_plan(run).edits)


def test_source_returns_under_a_free_name(room):
    """An original whose name in the Inbox is taken by now comes back under another."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    (room / INBOX).write_bytes(b"a new one")
    undo(writer, run)
    assert (room / INBOX).read_bytes() == b"a new one"
    assert (room / "Inbox/kiln (2).vtt").read_bytes() == SOURCE


def test_source_that_is_gone_stands_in_the_way(room):
    """An original that somebody changed or removed is named."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    (room / ARCHIVE).write_bytes(b"shortened")
    with pytest.raises(UserError, match=f"{ARCHIVE}: it is no longer there as this run left it"):
        writer.undo_plan(run)


def test_original_moved_on_by_a_later_run(room):
    """An original that a later run moved on is that run's to bring back first."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    on = ChangePlan(kind=RunKind.REVIEW, title="Filed anew", moves=(move(room, ARCHIVE, "Sources/elsewhere.vtt"),))
    later = apply(writer, on)
    with pytest.raises(UserError, match=rf"the later run {later.id} \(Filed anew\) moved it on"):
        writer.undo_plan(run)


def test_file_that_a_later_run_renamed(room):
    """A page's line is found in the page under the name that a later run gave it; the rename stays and can be undone."""
    writer = build(room)
    page = (room / PEOPLE).read_bytes()
    run = apply(writer, plan_edit(room, PEOPLE, page + b"- line ^mb-2222222222\n"))
    renamed = apply(writer, ChangePlan(kind=RunKind.REVIEW, title="Rename", moves=(move(room, PEOPLE, "People/M.md"),)))
    undo(writer, run)
    assert (room / "People/M.md").read_bytes() == page
    undo(writer, renamed)
    assert (room / PEOPLE).read_bytes() == page
    assert not (room / "People/M.md").exists()


def test_edited_and_moved_in_one_run(room):
    """A page that a run edits and moves comes back under its old name, empty folders gone both ways."""
    writer = build(room)
    before = tree(room)
    run = apply(writer, plan_rename(room))
    assert not (room / PEOPLE).parent.exists()
    assert b"# Mara Voss" in (room / "People/Mara Voss/Mara Voss.md").read_bytes()
    undo(writer, run)
    assert tree(room) == before


@pytest.mark.parametrize("rename_first", [True, False])
def test_rename_and_a_later_run_undone_in_either_order(room, rename_first):
    """A line written into a renamed page, and the user's own, follow it back; both runs can be undone in any order."""
    writer = build(room)
    before = tree(room)
    there = "People/Mara Voss/Mara Voss.md"
    run = apply(writer, plan_rename(room))
    later = apply(writer, plan_edit(room, there, (room / there).read_bytes() + b"- line ^mb-2222222222\n"))
    for each in (run, later) if rename_first else (later, run):
        undo(writer, each)
    assert tree(room) == before


def test_renamed_page_edited_since(room):
    """What the user wrote into a renamed page stays when the rename is undone."""
    writer = build(room)
    page = (room / PEOPLE).read_bytes()
    run = apply(writer, plan_rename(room))
    there = room / "People/Mara Voss/Mara Voss.md"
    there.write_bytes(there.read_bytes() + b"mine\n")
    undo(writer, run)
    assert (room / PEOPLE).read_bytes() == page + b"mine\n"


def test_records_are_left_to_the_caller(room):
    """Files under Minutebook are not taken back; records that the caller adds are applied with the undo."""
    writer = build(room)
    run = apply(writer, plan_ingest(room))
    plan = writer.undo_plan(run)
    assert not any(edit.path.startswith("Minutebook/") for edit in plan.edits)
    records = (room / RECORDS).read_bytes()
    more = Edit(RECORDS, records, records + b'{"undone":1}\n')
    apply(writer, msgspec.structs.replace(plan, edits=(*plan.edits, more)))
    assert (room / RECORDS).read_bytes().endswith(b'{"c":3}\n{"undone":1}\n')


def test_two_sources_two_folders(room):
    """Folders that two runs shared go with the last of them, whichever that is."""
    writer = build(room)
    first = apply(writer, plan_edit(room, "Projects/Kiln/a.md", b"a"))
    second = apply(writer, plan_edit(room, "Projects/Kiln/b.md", b"b"))
    undo(writer, first)
    assert (room / "Projects/Kiln/b.md").exists()
    undo(writer, second)
    assert not (room / "Projects").exists()
    assert (room / "Inbox/sub/glaze.vtt").read_bytes() == OTHER
    assert AT.isoformat() == second.at
