"""The index: true to the folder, whatever happened to either."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from minutebook.errors import UserError
from minutebook.model.entity import EntityState, EntityType
from minutebook.model.record import EntityRecord, LineKind, LineRecord, SourceRecord, SpeakerRecord
from minutebook.settings import Folders
from minutebook.store import Store
from minutebook.vault.vault import Entry


class Files:
    """A vault in memory; each write gets a later time."""

    def __init__(self, **files: str) -> None:
        self.files: dict[str, tuple[bytes, int]] = {}
        self.clock = 0
        for path, text in files.items():
            self.write(path, text)

    def write(self, path: str, text: str) -> None:
        self.clock += 1
        self.files[path] = (text.encode(), self.clock)

    def entries(self) -> Iterator[Entry]:
        return (Entry(path, len(data), time) for path, (data, time) in self.files.items())

    def entry(self, path: str) -> Entry | None:
        found = self.files.get(path)
        return Entry(path, len(found[0]), found[1]) if found else None

    def read(self, path: str) -> bytes | None:
        found = self.files.get(path)
        return found[0] if found else None


def records(*items: object) -> str:
    return "".join(msgspec.json.encode(item).decode() + "\n" for item in items)


@pytest.fixture
def files() -> Files:
    vault = Files()
    vault.write(
        "People/Odalys Brennick/Odalys Brennick.md",
        "---\ntype: person\ntitle: Odalys Brennick\nemail: o@brennick.example\n---\n",
    )
    vault.write("Accounts/Aro Ferries.md", "No frontmatter at all.\n")
    vault.write(
        "Journal/2026-03-12 - Pumps.md",
        "---\nid: mb-0000000001\ndate: 2026-03-12\n---\n- [?] Oil the pump @Myself #task #proposed #auto 📅 2026-03-16 ^mb-0000000002\n",
    )
    return vault


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.sqlite"


def test_pages_tasks_and_stems_are_found(files: Files, path: Path) -> None:
    """What notes declare, or their place says, can be asked."""
    store = Store.open(path, Folders(), files)
    assert [(e.type, e.name, e.emails) for e in store.entities()] == [
        (EntityType.ACCOUNT, "Aro Ferries", ()),
        (EntityType.PERSON, "Odalys Brennick", ("o@brennick.example",)),
    ]
    assert [(t.id, t.text, t.due) for t in store.open_tasks()] == [("mb-0000000002", "Oil the pump", "2026-03-16")]
    assert store.note_path("mb-0000000001") == "Journal/2026-03-12 - Pumps.md"
    assert "aro ferries" in store.stems()


def test_a_note_of_a_customer_is_no_page_of_one(files: Files, path: Path) -> None:
    """A meeting's note has the type of whom it is about, and a source; a page that states the type has none."""
    files.write("Accounts/Aro/2026-03-12 - Pump.md", "---\ntype: customer\nsource: transcript\n---\n# Pump\n")
    files.write("Elsewhere/Halm Boats.md", "---\ntype: customer\n---\n# Halm Boats\n")
    store = Store.open(path, Folders(), files)
    assert [page.name for page in store.pages() if page.type is EntityType.ACCOUNT] == ["Aro Ferries", "Halm Boats"]


def test_a_changed_moved_or_deleted_file_is_noticed(files: Files, path: Path) -> None:
    """A second opening reads what changed and forgets what is gone."""
    Store.open(path, Folders(), files).close()
    files.write("People/Odalys Brennick/Odalys Brennick.md", "---\ntype: person\ntitle: Odalys B. Brennick\n---\n")
    files.files["Archive/Pumps.md"] = files.files.pop("Journal/2026-03-12 - Pumps.md")
    del files.files["Accounts/Aro Ferries.md"]
    store = Store.open(path, Folders(), files)
    assert [e.name for e in store.entities()] == ["Odalys B. Brennick"]
    assert store.note_path("mb-0000000001") == "Archive/Pumps.md"


@pytest.mark.parametrize("damage", [b"", b"not a database at all, but long enough to look like one" * 100])
def test_a_damaged_or_missing_index_is_made_anew(files: Files, path: Path, damage: bytes) -> None:
    """The index holds nothing of its own: whatever stands in its file, the answers are the vault's."""
    Store.open(path, Folders(), files).close()
    path.write_bytes(damage)
    assert len(Store.open(path, Folders(), files).entities()) == 2


def test_an_index_of_another_version_is_made_anew(files: Files, path: Path) -> None:
    """A later release's index is not read, but replaced."""
    import sqlite3

    Store.open(path, Folders(), files).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    assert len(Store.open(path, Folders(), files).entities()) == 2


def test_a_cut_off_index_is_made_anew(files: Files, path: Path) -> None:
    """Half a database is as good as none."""
    Store.open(path, Folders(), files).close()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert len(Store.open(path, Folders(), files).entities()) == 2


def test_the_last_record_of_a_key_wins_across_files(files: Files, path: Path) -> None:
    """Two machines' record files joined in any order say what was said last."""
    old = EntityRecord(at="2026-03-01T10:00:00Z", id="mb-a", entity=EntityType.PERSON, name="Pelle", state="proposed")
    new = EntityRecord(at="2026-03-02T10:00:00Z", id="mb-a", entity=EntityType.PERSON, name="Pelle", state="never")
    files.write("Minutebook/entity-2026-03.jsonl", records(new))
    files.write("Minutebook/entity-2026-03 (conflict).jsonl", records(old) + "<<<<<<< not a record\n")
    store = Store.open(path, Folders(), files)
    assert [e.state for e in store.entities() if e.name == "Pelle"] == [EntityState.NEVER]


def test_sources_are_found_by_bytes_message_and_date(files: Files, path: Path) -> None:
    """Those that a new source could be, and no others."""
    base = {"kind": "conversation", "format": "zoom-vtt", "title": "Pumps", "originals": ("x",)}
    files.write(
        "Minutebook/source-2026-03.jsonl",
        records(
            SourceRecord(source_id="a", date="2026-03-12", sha256s=("1",), **base),
            SourceRecord(source_id="b", date="2026-03-13", sha256s=("2",), message_ids=("m@x",), **base),
            SourceRecord(source_id="c", date="2026-03-14", sha256s=("3",), **base),
        ),
    )
    store = Store.open(path, Folders(), files)
    assert [r.source_id for r in store.known_sources("9", "2026-03-12")] == ["a"]
    assert [r.source_id for r in store.known_sources("3", "2020-01-01", ["m@x"])] == ["b", "c"]


def test_a_copy_changes_without_its_original(files: Files, path: Path) -> None:
    """What a dry run learns stays in the dry run."""
    store = Store.open(path, Folders(), files)
    copied = store.copy()
    files.write("People/Pelle.md", "")
    copied.reread(["People/Pelle.md"], files)
    assert {e.name for e in copied.entities()} - {e.name for e in store.entities()} == {"Pelle"}


def test_lines_and_labels_are_kept_by_key(files: Files, path: Path) -> None:
    """Machine lines can be asked by file, speaker labels as they were last said."""
    line = LineRecord(id="mb-l", path="A.md", digest="d", kind=LineKind.TASK)
    files.write("Minutebook/line-2026-03.jsonl", records(line, msgspec.structs.replace(line, id="mb-m", path="B.md")))
    files.write(
        "Minutebook/speaker-2026-03.jsonl", records(SpeakerRecord(label="Speaker 1", name="Pelle", title="Pumps"))
    )
    store = Store.open(path, Folders(), files)
    assert [r.id for r in store.lines("B.md")] == ["mb-m"]
    assert [(s.label, s.name) for s in store.speakers()] == [("Speaker 1", "Pelle")]


def test_notes_wait_to_be_read_back_until_settled(files: Files, path: Path) -> None:
    """A changed or deleted note is pending once, also over a reopened index; sources never are."""
    files.write("Sources/Transcripts/2026/x (source).md", "x")
    store = Store.open(path, Folders(), files)
    assert len(store.pending()) == 3
    store.settle(store.pending())
    store.close()
    del files.files["Accounts/Aro Ferries.md"]
    files.write("Journal/New.md", "new")
    assert Store.open(path, Folders(), files).pending() == ("Accounts/Aro Ferries.md", "Journal/New.md")


def test_a_stem_of_two_notes_is_shared(files: Files, path: Path) -> None:
    """Case and place do not tell stems apart."""
    files.write("Elsewhere/ARO ferries.md", "")
    assert Store.open(path, Folders(), files).shared_stems() == {"aro ferries"}


def test_records_of_a_newer_version_are_refused(files: Files, path: Path) -> None:
    """Rather than half understood, with what to do; a line that is no record at all is passed over."""
    files.write("Minutebook/source-2026-03.jsonl", "=======\n")
    Store.open(path, Folders(), files).close()
    files.write("Minutebook/source-2026-03.jsonl", '{"type":"source","v":2,"shape":"unknown"}\n')
    with pytest.raises(UserError, match="upgrade"):
        Store.open(path, Folders(), files)


def test_boxes_of_the_review_file_are_no_tasks(files: Files, path: Path) -> None:
    """They ask about names; nobody owes them."""
    files.write("Review.md", "- [ ] Create person **Pelle** ^mb-0000000009\n")
    assert [t.id for t in Store.open(path, Folders(), files).open_tasks()] == ["mb-0000000002"]


def test_two_that_look_at_once_take_nothing_from_each_other(files: Files, path: Path) -> None:
    """What another process took in between the look and the write is no error, and the file stays the one that both have."""
    first = Store.open(path, Folders(), files)
    files.write("Journal/New.md", "---\nid: mb-0000000009\n---\n")

    class Late(Files):
        """While the second one lists the folder, the first takes in what is new."""

        def entries(self) -> Iterator[Entry]:
            listed = tuple(super().entries())
            if first.note_path("mb-0000000009") is None:
                first.refresh(files)
            return iter(listed)

    late = Late()
    late.files = files.files
    second = Store.open(path, Folders(), late)
    first.settle(["Journal/New.md"])
    assert "Journal/New.md" not in second.pending()
    assert second.note_path("mb-0000000009") == "Journal/New.md"


def test_an_index_that_another_process_holds_is_left_to_it(
    files: Files, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who waited too long reads the vault into memory; the file is not taken from under the other."""
    import sqlite3

    from minutebook.store import shelf

    monkeypatch.setattr(shelf, "_PATIENCE", 0.01)
    Store.open(path, Folders(), files).close()
    was = path.stat().st_ino
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert len(Store.open(path, Folders(), files).entities()) == 2
    assert path.stat().st_ino == was
    holder.execute("DELETE FROM pending")
    holder.execute("COMMIT")
    holder.close()


def test_what_the_index_cannot_do_is_said_plainly(files: Files, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was taken away while it was open, or that another process holds, is an error with a next step."""
    import sqlite3

    from minutebook.errors import VaultLocked
    from minutebook.store import plainly, shelf

    monkeypatch.setattr(shelf, "_PATIENCE", 0.01)
    store = Store.open(path, Folders(), files)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(VaultLocked, match="try again"), plainly():
        store.settle(["Journal/2026-03-12 - Pumps.md"])
    holder.close()
    path.unlink()
    with pytest.raises(UserError, match="run the command again"), plainly():
        store.settle(["Journal/2026-03-12 - Pumps.md"])
