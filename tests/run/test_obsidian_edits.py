"""What people do to generated notes in Obsidian: read back right, and never undone by a later run, also one that reads every source again."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from minutebook.model.record import AnyRecord, LineKind, LineRecord
from minutebook.ui.cli import main
from minutebook.vault.meaning import box, line_digest
from minutebook.vault.tasks import drop_proposed, parse_task

BOXES = " xX/-R?>!*bk"
WORK = "order the seal|paint the buoy|check the ropes|call the diver|mend the lamp|book the crane|measure the jetty|write to the harbour office"
PEOPLE = ("Pelle Strandmark", "Wilma Tornquist", "Ragna Ekholm")
ID = re.compile(r"\^(mb-[0-9a-z]{10})\s*$")
LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
EVIDENCE = re.compile(r"\[\[[^\[\]]*#\^u\d+\|[^\[\]]*\]\]")


def meeting(dice: random.Random, n: int) -> str:
    """A talk in which everybody takes something on, something is agreed and something is left open."""
    lines, clock = [], 0
    for work in dice.sample(WORK.split("|"), 5):
        speaker = dice.choice(("Odalys Brennick", *PEOPLE))
        day = dice.choice(("Friday", "Tuesday", "the end of the month", "tomorrow"))
        clock += 9
        lines.append(f"{speaker}  {clock // 60}:{clock % 60:02}\nI'll {work} by {day}, and I tell the others.\n")
        clock += 7
        lines.append(
            f"Odalys Brennick  {clock // 60}:{clock % 60:02}\nGood. Then let's go with number {n} for the {work.split()[-1]}. Agreed?\n"
        )
    lines.append(
        f"Wilma Tornquist  {clock // 60 + 1}:00\nWho pays for the crane in week {n + 10}? We leave that open.\n"
    )
    return "\n".join(lines)


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with five meetings read."""
    root = tmp_path_factory.mktemp("generated") / "vault"
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(root.parent / "cache"))
    assert main(["init", str(root), "--name", "Odalys Brennick", "--timezone", "Europe/Stockholm"]) == 0
    page = root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntype: person\ntitle: Pelle Strandmark\n---\n\n# Pelle Strandmark\n", encoding="utf-8")
    dice = random.Random(5)
    for n in range(5):
        (root / f"Inbox/Harbour {n} 2026-03-{12 + n}_otter_ai.txt").write_text(meeting(dice, n), encoding="utf-8")
    assert main(["ingest", "--vault", str(root)]) == 0
    patch.undo()
    return root


class Editor:
    """Somebody at the vault, and what must hold afterwards."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.dice = random.Random(seed)
        self.standing: dict[str, str] = {}
        """By a task's id: its line as the person left it."""
        self.gone: set[str] = set()
        """The ids of lines that they deleted."""
        self.own: dict[str, Callable[[], bool]] = {}
        """Whatever else must hold, by what it is."""
        self.done = 0
        self.written: dict[str, str] = {}
        """By a task's id: its line as the machine wrote it."""
        self.look()

    def look(self) -> None:
        """See what the machine wrote."""
        for *_, line in self.task_lines():
            found = ID.search(line.rstrip("\r"))
            if found and found[1] not in self.standing:
                self.written[found[1]] = line.rstrip("\r")

    def is_touched(self, key: str) -> bool:
        """Whether a line says something else than the machine wrote: an untouched one follows its source."""
        ours, theirs = self.written.get(key, ""), self.standing[key]
        return line_digest(ours) != line_digest(theirs) or box(ours) != box(theirs)

    def notes(self) -> list[Path]:
        kept = ("Sources", "Inbox", "Minutebook", ".minutebook", ".obsidian")
        found = (p for p in sorted(self.root.rglob("*.md")) if p.relative_to(self.root).parts[0] not in kept)
        return [p for p in found if p.name not in {"Tasks.md", "Review.md"}]

    def task_lines(self) -> Iterator[tuple[Path, int, str]]:
        for path in self.notes():
            for n, line in enumerate(read(path).split("\n")):
                if "#task" in line and ID.search(line.rstrip("\r")):
                    yield path, n, line

    def edit(self) -> None:
        """One edit of some kind."""
        kinds = [self.status] * 5 + [self.words] * 3 + [self.day] * 2 + [self.shuffle] * 2
        kinds += [
            self.delete,
            self.delete,
            self.bullet,
            self.move,
            self.item,
            self.rename,
            self.own_line,
            self.tick,
            self.field,
        ]
        self.dice.choice(kinds)()
        self.done += 1

    # -- task lines

    def _task(self) -> tuple[Path, int, str]:
        return self.dice.choice(list(self.task_lines()))

    def _write(self, path: Path, n: int, line: str | None) -> None:
        lines = read(path).split("\n")
        was = lines[n]
        end = "\r" if was.endswith("\r") else ""
        lines[n : n + 1] = [] if line is None else [line.rstrip("\r") + end]
        write(path, "\n".join(lines))
        found = ID.search((line or was).rstrip("\r"))
        assert found
        if line is None:
            self.gone.add(found[1])
            self.standing.pop(found[1], None)
        else:
            self.standing[found[1]] = line.rstrip("\r")

    def status(self) -> None:
        path, n, line = self._task()
        status = self.dice.choice(BOXES)
        changed = re.sub(r"\[.\]", f"[{status}]", line, count=1)
        if status in "xX" and "✅" not in changed:
            changed = re.sub(r" (\^mb-)", r" ✅ 2026-03-20 \1", changed)
        self._write(path, n, changed)

    def words(self) -> None:
        path, n, line = self._task()
        head, close, rest = line.partition("] ")
        words = rest.split(" ")
        at = self.dice.randrange(min(3, len(words)))
        words[at : at + self.dice.randint(0, 1)] = [self.dice.choice(("soon", "två", "*really*", "(again)", "café"))]
        self._write(path, n, head + close + " ".join(words))

    def day(self) -> None:
        path, n, line = self._task()
        new = self.dice.choice(("", " 📅 2026-05-01", " 📅 2026-12-31", " ⏳ 2026-04-02", " 🔼"))
        bare = re.sub(r" 📅 \d{4}-\d\d-\d\d", "", line)
        self._write(path, n, re.sub(r" (\^mb-)", rf"{new} \1", bare))

    def shuffle(self) -> None:
        """Tags and signifiers in another order, or more blanks between them: the same meaning."""
        path, n, line = self._task()
        found = re.search(r"((?: (?:#[\w/]+|[📅⏳🛫➕✅] \d{4}-\d\d-\d\d|[⏫🔼🔽]))+)( \^mb-\w+\s*)$", line)
        if not found:
            return
        signs = re.findall(r"#[\w/]+|[📅⏳🛫➕✅] \d{4}-\d\d-\d\d|[⏫🔼🔽]", found[1])
        self.dice.shuffle(signs)
        gap = self.dice.choice((" ", "  "))
        self._write(path, n, f"{line[: found.start()]}{gap}{gap.join(signs)}{found[2]}")

    def bullet(self) -> None:
        path, n, line = self._task()
        lead = self.dice.choice(("* ", "+ ", "1. ", "    - ", "\t- ", "> - "))
        self._write(path, n, re.sub(r"^[\s>]*(?:[-*+]|\d+\.) ", lead, line, count=1))

    def delete(self) -> None:
        path, n, _ = self._task()
        if len(list(self.task_lines())) > 6:
            self._write(path, n, None)

    def move(self) -> None:
        """To the end of another note, or of its own."""
        path, n, line = self._task()
        lines = read(path).split("\n")
        del lines[n]
        write(path, "\n".join(lines))
        target = self.dice.choice(self.notes())
        text = read(target)
        write(target, f"{text.rstrip()}\n\n{line.rstrip(chr(13))}\n")
        found = ID.search(line.rstrip("\r"))
        assert found
        self.standing[found[1]] = line.rstrip("\r")

    # -- everything else

    def item(self) -> None:
        """A decision, fact or question: other words, or gone."""
        found = [
            (path, n, line)
            for path in self.notes()
            for n, line in enumerate(read(path).split("\n"))
            if line.startswith("- ")
            and EVIDENCE.search(line)
            and not ID.search(line.rstrip("\r"))
            and "[" not in line[:4]
        ]
        if not found:
            return
        path, n, line = self.dice.choice(found)
        note, link = note_id(read(path)), EVIDENCE.search(line)
        self.own.pop(f"{note} {line}", None)
        assert link
        lines = read(path).split("\n")
        if self.dice.random() < 0.5:
            lines[n] = f"- {self.dice.choice(('We', 'They', 'Later we'))} settled it {self.done} {link[0]}"
            wanted = lines[n]
            write(path, "\n".join(lines))
            self.own[f"{note} {wanted}"] = lambda: any(
                wanted in read(p) for p in self.notes() if note_id(read(p)) == note
            )
        else:
            del lines[n]
            write(path, "\n".join(lines))
            plain = unlinked(line)
            if not any(unlinked(other) == plain for other in lines):
                self.own[f"{note} without {plain}"] = lambda: all(
                    plain not in map(unlinked, read(p).split("\n")) for p in self.notes() if note_id(read(p)) == note
                )

    def rename(self) -> None:
        """A note under another name, or in another folder; its task lines are where it is."""
        path = self.dice.choice([p for p in self.notes() if note_id(read(p)) and "participants" in read(p)])
        folder = self.dice.choice((path.parent, self.root / "Journal", self.root / "Archive/Old"))
        folder.mkdir(parents=True, exist_ok=True)
        target = folder / f"{path.stem.removesuffix(' x')}{self.dice.choice(('', ' x'))}.md"
        if target.exists():
            return
        path.rename(target)
        key = note_id(read(target))
        self.own[f"place of {key}"] = target.exists
        assert key

    def own_line(self) -> None:
        path = self.dice.choice(self.notes())
        line = f"my own line {self.done}"
        lines = read(path).rstrip("\n").split("\n")
        at = self.dice.randrange(max(2, len(lines) // 2), len(lines) + 1)
        lines.insert(at, line)
        write(path, "\n".join(lines) + "\n")
        self.own[line] = lambda: any(line in read(p).split("\n") for p in self.notes())

    def field(self) -> None:
        """A key of the user's own in the frontmatter."""
        path = self.dice.choice([p for p in self.notes() if read(p).startswith("---\n")])
        line = f"mood{self.done}: good # today"
        write(path, read(path).replace("---\n", f"---\n{line}\n", 1))
        self.own[line] = lambda: any(line in read(p).split("\n") for p in self.notes())

    def tick(self) -> None:
        path = self.root / "Review.md"
        lines = read(path).split("\n") if path.exists() else []
        boxes = [n for n, line in enumerate(lines) if line.startswith("- [ ] Create")]
        if not boxes:
            return
        n = self.dice.choice(boxes)
        name, key = re.search(r"\*\*(.+?)\*\*", lines[n]), ID.search(lines[n])
        assert name
        assert key
        yes = self.dice.random() < 0.5
        lines[n] = lines[n].replace("[ ]", "[x]" if yes else "[-]", 1)
        write(path, "\n".join(lines))
        page = name[1]
        self.own[f"page of {page}"] = lambda: any(p.stem == page for p in self.notes()) is yes
        self.own[f"{page} is asked no more"] = lambda: not path.exists() or f"^{key[1]}" not in read(path)

    # -- what must hold

    def problems(self) -> list[str]:
        lines = {}
        for path in self.notes():
            for line in read(path).split("\n"):
                found = ID.search(line.rstrip("\r"))
                if found and "[" in line[:12]:
                    lines.setdefault(found[1], []).append(line.rstrip("\r"))
        found = [f"deleted but back: {key}: {lines[key]}" for key in self.gone - set(self.standing) if key in lines]
        self.look()
        records = self.records()
        for key, wanted in [*self.standing.items()]:
            if key not in lines and not records[key].digest and not self.is_touched(key):
                del self.standing[key]  # withdrawn: it is news of another task by now, and told anew if it is no more
                continue
            expected = wanted if "[?]" in wanted[:12] else drop_proposed(wanted)
            if [unlinked(line) for line in lines.get(key, [])] != [unlinked(expected)]:
                found.append(f"{key}: wanted {expected!r}, stands {lines.get(key)}")
            task, record = parse_task(wanted), records.get(key)
            if record is None or task is None or record.deleted or record.box != task.status:
                found.append(f"{key}: not learned: {record}, {wanted!r}")
        found += [f"deleted, not learned: {key}" for key in self.gone - set(self.standing) if not records[key].deleted]
        return found + [f"does not hold: {what}" for what, holds in self.own.items() if not holds()]

    def records(self) -> dict[str, LineRecord]:
        found: list[tuple[str, str, int, LineRecord]] = []
        for path in sorted((self.root / "Minutebook").glob("line-*.jsonl")):
            for n, line in enumerate(path.read_bytes().splitlines()):
                record = msgspec.json.decode(line, type=AnyRecord)
                if isinstance(record, LineRecord) and record.kind is LineKind.TASK:
                    found.append((record.at, path.name, n, record))
        return {record.id: record for *_, record in sorted(found, key=lambda each: each[:3])}


def read(path: Path) -> str:
    return path.read_bytes().decode()


def write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def note_id(text: str) -> str:
    found = re.search(r"^id: (mb-\w+)", text, re.MULTILINE)
    return found[1] if found else ""


def unlinked(line: str) -> str:
    """The line with links to pages as plain names: accepting a name links it, which undoes nothing."""
    return LINK.sub(lambda found: found[0] if "#^" in found[0] else found[1], line)


def live(generated: Path, root: Path, seed: int, rounds: int, edits: int) -> Editor:
    """Rounds of edits, each followed by a run, and now and then by one that reads everything again."""
    shutil.copytree(generated, root)
    editor = Editor(root, seed)
    for turn in range(rounds):
        for _ in range(edits):
            editor.edit()
        assert main(["ingest", "--vault", str(root)]) == 0
        assert editor.problems() == [], f"round {turn}, after ingest"
        if turn % 2 or turn == rounds - 1:
            assert main(["ingest", "--again", "--vault", str(root)]) == 0
            assert editor.problems() == [], f"round {turn}, after ingest --again"
    return editor


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("MINUTEBOOK_VAULT", raising=False)


@pytest.mark.parametrize("seed", [1, 2])
def test_edits_are_read_back_and_stand(generated: Path, tmp_path: Path, seed: int) -> None:
    """Sixty edits of every kind, in three sittings."""
    editor = live(generated, tmp_path / "vault", seed, rounds=3, edits=20)
    assert editor.done == 60
    assert len(editor.standing) > 3


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 15))
def test_five_hundred_edits_are_read_back_and_stand(generated: Path, tmp_path: Path, seed: int) -> None:
    """A hundred edits a seed, five at a time."""
    assert live(generated, tmp_path / "vault", seed, rounds=20, edits=5).done == 100
