"""The planner: pure, in any order, twice is once, and what cannot be done is said."""

from hashlib import sha256

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.errors import StaleError
from minutebook.flow.plan import make_plan, record_path
from minutebook.model.change import Append, InsertLine, MoveFile, NewFile, RemoveLine, ReplaceLine, SetField, WholeFile
from minutebook.model.entity import EntityType
from minutebook.model.plan import RunKind
from minutebook.model.record import EntityRecord, LineKind, LineRecord, SourceRecord, SpeakerRecord
from minutebook.vault.meaning import box, line_digest
from shelf import AT, Shelf

PATH = "Journal/N.md"
NOTE = "---\nid: x\n---\n\n# N\n\n## Tasks\n\n- [?] One #task #proposed ^mb-1\n- [?] Two #task #proposed ^mb-2\n\n## Log\n\n- mine\n"


def record(line_id, line, **more):
    return LineRecord(
        **(
            {
                "id": line_id,
                "path": PATH,
                "digest": line_digest(line),
                "kind": LineKind.TASK,
                "source_id": "mb-s1",
                "section": "Tasks",
                "box": box(line),
            }
            | more
        )
    )


def line(number):
    return f"- [?] Task {number} #task #proposed ^mb-{number}"


def insertion(number, **more):
    return InsertLine(
        path=PATH, section="Tasks", line=line(number), record=record(f"mb-{number}", line(number)), rank=number, **more
    )


ONE = "- [?] One #task #proposed ^mb-1"
CHANGES = st.lists(
    st.sampled_from(
        [
            *(insertion(n) for n in range(10, 14)),
            insertion(14, place="first"),
            InsertLine(path=PATH, section="New", line="- [[X|2026-01-01]] a ^mb-20", place="dated"),
            InsertLine(path=PATH, section="New", line="- [[X|2026-01-02]] b ^mb-21", place="dated"),
            ReplaceLine(
                path=PATH,
                was=record("mb-1", ONE),
                line="- [?] Other #task ^mb-1",
                record=record("mb-1", "- [?] Other #task ^mb-1"),
            ),
            RemoveLine(path=PATH, was=record("mb-2", "- [?] Two #task #proposed ^mb-2")),
            SetField(path=PATH, key="title", value="a: b"),
            SetField(path=PATH, key="tags", value=("a", "b")),
            NewFile("Journal/M.md", "text\n"),
            InsertLine(path="Journal/M.md", section="S", line="- x ^mb-30"),
            WholeFile("Journal/W.md", "whole\n"),
            Append(SpeakerRecord(label="Speaker 1", name="A B")),
            MoveFile("Inbox/a.vtt", "Sources/a.vtt", sha256(b"talk").hexdigest()),
            InsertLine(path="Journal/Gone.md", section="S", line="- x"),
        ]
    ),
    max_size=12,
)


@given(CHANGES)
def test_any_order_and_twice_is_once(changes):
    """The same plan whatever the order; made again against its result it is empty (the shelf checks both)."""
    Shelf({PATH: NOTE.encode(), "Inbox/a.vtt": b"talk"}).apply(changes)


@given(CHANGES, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_other_bytes_stay(changes, newline, final, mark):
    """Every line of the user's is there afterwards with its own ending, in its order."""
    text = ("\ufeff" if mark else "") + NOTE.replace("\n", newline)
    text = text if final else text.removesuffix(newline)
    shelf = Shelf({PATH: text.encode(), "Inbox/a.vtt": b"talk"})
    shelf.apply(changes)
    after = shelf.text(PATH)
    kept = [part for part in text.split(newline) if "^mb-" not in part]
    at = 0
    for part in kept:
        at = after.index(part, at) + len(part)
    assert ("\r" in after) == (newline == "\r\n")
    assert newline == "\n" or after.count("\r\n") == after.count("\n")
    assert after.startswith("\ufeff") == mark


def test_lines_are_inserted_in_their_rank():
    """Whatever order they come in, at the end and at the top."""
    shelf = Shelf({PATH: NOTE.encode()})
    shelf.apply(
        [insertion(12), insertion(10), insertion(11), insertion(21, place="first"), insertion(20, place="first")]
    )
    ids = [part[-2:] for part in shelf.text(PATH).split("\n") if "^mb-" in part]
    assert ids == ["20", "21", "-1", "-2", "10", "11", "12"]


def test_records_follow_what_was_written():
    """A line that was really inserted is recorded, stamped with the run's time; one that could not be is not."""
    shelf = Shelf({PATH: NOTE.encode()})
    log = shelf.apply([insertion(10), msgspec.structs.replace(insertion(11), path="Journal/Gone.md")])
    assert log == ("Journal/Gone.md: not there any more, left alone",)
    assert [r.id for r in shelf.records()] == ["mb-10"]
    (path,) = [p for p in shelf.files if p.startswith("Minutebook/")]
    assert path == "Minutebook/line-2026-03-1.jsonl"
    assert msgspec.json.decode(shelf.files[path])["at"] == AT


def test_records_are_appended_to_what_is_there():
    """Earlier lines keep their bytes, also a file that ends without a line break."""
    old = b'{"type":"speaker","label":"S","name":"Old"}'
    shelf = Shelf({"Minutebook/speaker-2026-03.jsonl": old})
    shelf.apply([Append(SpeakerRecord(label="S", name="New"))])
    assert shelf.files["Minutebook/speaker-2026-03.jsonl"].startswith(old + b"\n{")


def test_records_go_by_type_month_and_source():
    """So that no file grows without end; records without a source are few."""
    source = SourceRecord(source_id="mb-abcdefghjk", kind="", format="", date="", title="", sha256s=(), originals=())
    assert record_path(source, "2026-03-12T10:00:00Z") == "Minutebook/source-2026-03-k.jsonl"
    entity = EntityRecord(id="mb-x", entity=EntityType.PERSON, name="A", state="never")
    assert record_path(entity, "2026-03-12T10:00:00Z") == "Minutebook/entity-2026-03.jsonl"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("One #task", "One and more #task", "changed by you"),
        ("[?] One", "[ ] One", "changed by you"),
        (ONE + "\n", "", "deleted"),
        ("^mb-1", "^mine", "deleted"),
    ],
)
def test_a_touched_line_is_not_replaced(old, new, said):
    """Edited, answered, deleted, or without its id: it stays as the user has it, and the log says so."""
    shelf = Shelf({PATH: NOTE.replace(old, new, 1).encode()})
    before = dict(shelf.files)
    (log,) = shelf.apply([ReplaceLine(path=PATH, was=record("mb-1", ONE), line="- [?] Other ^mb-1")])
    assert said in log
    assert shelf.files == before


def test_a_line_that_differs_in_spaces_alone_is_there_already():
    """What it should become is what it means by now: neither written nor told."""
    shelf = Shelf({PATH: NOTE.replace("- [?] One #task", "* [?]  One  #task").encode()})
    before = dict(shelf.files)
    was = record("mb-1", "- [?] Before #task ^mb-1")
    assert shelf.apply([ReplaceLine(path=PATH, was=was, line=ONE, record=record("mb-1", ONE))]) == ()
    assert shelf.files == before


def test_lines_of_records_that_cannot_be_read_are_kept():
    """Marks of a merge, records of a later version."""
    path = "Minutebook/speaker-2026-03.jsonl"
    shelf = Shelf({path: b'<<<<<<< a\n{"type":"later"}\n'})
    shelf.apply([Append(SpeakerRecord(label="S", name="New"))])
    assert shelf.files[path].startswith(b'<<<<<<< a\n{"type":"later"}\n{"type":"speaker"')


def test_a_line_with_something_hanging_on_it_is_not_removed():
    """What the user put under it would hang on something else."""
    shelf = Shelf({PATH: NOTE.replace(ONE, ONE + "\n  - my remark").encode()})
    before = dict(shelf.files)
    assert "changed by you" in shelf.apply([RemoveLine(path=PATH, was=record("mb-1", ONE))])[0]
    assert shelf.files == before


def test_a_section_left_empty_goes_with_its_last_line():
    """Where it is one of the template's."""
    text = "# N\n\n## Tasks\n\n- [?] One #task #proposed ^mb-1\n\n## Log\n\n- mine\n"
    shelf = Shelf({PATH: text.encode()})
    shelf.apply([RemoveLine(path=PATH, was=record("mb-1", ONE), template=("Tasks",))])
    assert shelf.text(PATH) == "# N\n\n## Log\n\n- mine\n"


@pytest.mark.parametrize(
    "content", [b"---\na: 1\na: 2\n---\n## Tasks\n", b"---\na: [\n---\n", b"\xff\xfe#\x00", b"---\nopen\n"]
)
def test_what_cannot_be_parsed_is_not_rewritten(content):
    """Not even a line outside its frontmatter."""
    shelf = Shelf({PATH: content})
    (log,) = shelf.apply([insertion(10), SetField(path=PATH, key="a", value="b")])
    assert log.startswith(f"{PATH}: left alone: it")
    assert shelf.files[PATH] == content
    assert shelf.records() == []


def test_one_key_that_cannot_be_set_leaves_the_rest():
    """The line is written, the key's value is not, and the log names it."""
    shelf = Shelf({PATH: NOTE.replace("id: x", "title: |\n  a").encode()})
    (log,) = shelf.apply([insertion(10), SetField(path=PATH, key="title", value="b")])
    assert "title" in log
    assert "Task 10" in shelf.text(PATH)
    assert "title: |\n  a\n" in shelf.text(PATH)


def test_a_head_needs_a_title():
    """A note whose title was taken out gets no line of its head."""
    shelf = Shelf({PATH: b"text\n"})
    (log,) = shelf.apply([InsertLine(path=PATH, section="", line="> x")])
    assert "no title" in log


def test_files_that_stand_in_the_way_are_said():
    """A new file or a move never takes the place of another."""
    move = MoveFile("Inbox/a", "Sources/a", sha256(b"1").hexdigest())
    for change, path in ((NewFile(PATH, "x"), PATH), (move, "Sources/a")):
        with pytest.raises(StaleError) as raised:
            make_plan(RunKind.INGEST, "t", None, [change], {path: b"other"}.get, at=AT)
        assert raised.value.path == path


def test_one_file_is_written_by_one_change():
    """Two whole texts for one path are a mistake of ours, not of the vault."""
    with pytest.raises(ValueError, match="twice"):
        make_plan(RunKind.INGEST, "t", None, [NewFile(PATH, "a"), NewFile(PATH, "b")], {}.get, at=AT)


def test_a_field_that_the_user_changed_is_left():
    """Set only where it is still the recorded value."""
    was = record("mb-f", "", kind=LineKind.FIELD, anchor="id", digest="other")
    shelf = Shelf({PATH: NOTE.encode()})
    assert shelf.apply([SetField(path=PATH, key="id", value="y", was=was)]) == ()
    assert shelf.text(PATH) == NOTE
