"""A small vault, plans on it, and what there is to compare before and after."""

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from minutebook.flow.write import Writer
from minutebook.model.plan import ChangePlan, Edit, Move, RunKind
from minutebook.model.run import Run

AT = datetime(2026, 3, 12, 17, 30, tzinfo=UTC)
SOURCE = b"WEBVTT\n\n00:00.000 --> 00:04.000\n<v Mara Lindt>The kiln is booked for Tuesday.\n"
OTHER = b"WEBVTT\n\n00:00.000 --> 00:02.000\n<v Jonas Brecht>I will bring the glaze.\n"
PAGE = b"---\nid: mb-aaaaaaaaaa\ntype: person\nlast_contact: 2026-01-05\n---\n\n# Mara Lindt\n\n## Recent Context\n- old line ^mb-0000000000\n"
INBOX, ARCHIVE = "Inbox/kiln.vtt", "Sources/Transcripts/2026/2026-03-12 - Kiln.vtt"
PEOPLE = "People/Mara Lindt/Mara Lindt.md"
NOTE = "People/Mara Lindt/2026-03-12 - Kiln.md"
RECORDS = "Minutebook/sources.jsonl"


def build(root: Path) -> Writer:
    """A vault with a source that waits, a page, records and a file of the user's."""
    for path, content in {
        INBOX: SOURCE,
        "Inbox/sub/glaze.vtt": OTHER,
        PEOPLE: PAGE,
        RECORDS: b'{"a":1}\n{"b":2}\n',
        "Journal/mine.md": b"words\r\nof the user  \r\n",
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return Writer(root)


def plan_ingest(root: Path) -> ChangePlan:
    """A note and a page's lines, records, a user's file that goes, and the source into the archive."""
    page, records = (root / PEOPLE).read_bytes(), (root / RECORDS).read_bytes()
    mine = (root / "Journal/mine.md").read_bytes()
    return ChangePlan(
        kind=RunKind.INGEST,
        title="Kiln",
        source_id="s1",
        edits=(
            Edit(NOTE, None, b"---\nid: mb-cccccccccc\n---\n\n# Kiln\n"),
            Edit(PEOPLE, page, page.replace(b"2026-01-05", b"2026-03-12") + b"- booked the kiln ^mb-1111111111\n"),
            Edit("Journal/mine.md", mine, None),
            Edit(RECORDS, records, records + b'{"c":3}\n'),
            Edit("Minutebook/lines.jsonl", None, b'{"line":1}\n'),
        ),
        moves=(move(root, INBOX, ARCHIVE),),
        log=("dated by the file's name",),
    )


def move(root: Path, source: str, target: str) -> Move:
    return Move(source, target, sha256((root / source).read_bytes()).hexdigest())


def plan_edit(root: Path, path: str, after: bytes | None, title: str = "edit") -> ChangePlan:
    """One file becomes ``after``."""
    place = root / path
    return ChangePlan(
        kind=RunKind.INGEST, title=title, edits=(Edit(path, place.read_bytes() if place.exists() else None, after),)
    )


def plan_rename(root: Path) -> ChangePlan:
    """A page edited and moved to another folder with what lies beside it, links to it rewritten."""
    page, mine = (root / PEOPLE).read_bytes(), (root / "Journal/mine.md").read_bytes()
    renamed = page.replace(b"# Mara Lindt", b"# Mara Voss")
    return ChangePlan(
        kind=RunKind.ENTITY,
        title="Mara Lindt is now Mara Voss",
        edits=(Edit(PEOPLE, page, renamed), Edit("Journal/mine.md", mine, mine + b"[[Mara Voss]]")),
        moves=(Move(PEOPLE, "People/Mara Voss/Mara Voss.md", sha256(renamed).hexdigest()),),
    )


def apply(writer: Writer, plan: ChangePlan) -> Run:
    return writer.apply(plan, "batch", AT)


def undo(writer: Writer, run: Run) -> Run:
    return apply(writer, writer.undo_plan(run))


def tree(root: Path, *, records: bool = True) -> dict[str, bytes | None]:
    """Every file's bytes and every folder (None) of the vault, less ``.minutebook``; without ``records`` less ``Minutebook``."""
    hidden = {".minutebook"} | (set() if records else {"Minutebook"})
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root)
        if name.parts[0] not in hidden and name.parts[0] != ".git":
            found[name.as_posix()] = None if path.is_dir() else path.read_bytes()
    return found


def sources(root: Path) -> set[bytes]:
    """The bytes of every file in the Inbox (Failed included) and in Sources."""
    return {
        path.read_bytes() for folder in ("Inbox", "Sources") for path in (root / folder).rglob("*") if path.is_file()
    }
