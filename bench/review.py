"""How long the queue takes where much waits: `python -m bench.review [ITEMS]` (5,000 unless told; half a minute).

An invented vault of ten tasks a meeting. Printed: the queue listed; from a key to the next item drawn, ready for the next key, while the decision before it is
still being written; and the time that writing one takes, with the lock held.
"""

import io
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import msgspec
from rich.console import Console

from minutebook.model.queue import Decision, Outcome
from minutebook.model.record import AnyRecord, LineKind, LineRecord, SourceRecord
from minutebook.run.queue import PassageReader, list_waiting
from minutebook.run.scribe import Scribe
from minutebook.run.session import open_store
from minutebook.run.settling import decide
from minutebook.text.ids import stable_id
from minutebook.ui.cli.card import draw
from minutebook.vault.meaning import line_digest
from minutebook.vault.vault import Vault

_PER_SOURCE = 10
_WORDS = "send call write check order book plan draft move the a new old pump seal quote harbour tide table boat rope".split()


def build_vault(root: Path, items: int) -> None:
    """Notes, renderings and records as ingesting that many meetings leaves them."""
    dice = random.Random(7)
    (root / "Minutebook/extractions").mkdir(parents=True)
    (root / "Notes").mkdir()
    (root / "Sources").mkdir()
    (root / "minutebook.toml").write_text(
        'version = 1\nvault_id = "bench"\n[me]\nname = "Ana Ruiz"\n', encoding="utf-8"
    )
    records: dict[str, list[AnyRecord]] = {}
    for n in range(items // _PER_SOURCE):
        day = date(2024, 1, 1) + timedelta(days=n)
        source_id, stem = stable_id("bench", str(n)), f"{day} 0900 - Meeting {n}"
        heard = [" ".join(dice.choices(_WORDS, k=14)) for _ in range(120)]
        blocks = "\n\n".join(
            f"**Speaker {u % 4}**\n\n*{u // 4}:{u % 4 * 15:02}* {text} ^u{u}" for u, text in enumerate(heard)
        )
        rendering, note = f"Sources/{stem} (source).md", f"Notes/{day} - Meeting {n}.md"
        (root / rendering).write_text(f"# Meeting {n}\n\n{blocks}\n", encoding="utf-8")
        lines, tasks = [], []
        for k in range(_PER_SOURCE):
            task_id, words = stable_id(source_id, "task", str(k)), f"{' '.join(dice.choices(_WORDS, k=6))} {n}.{k}"
            line = f"- [?] {words} @Myself [[{stem} (source)#^u{k * 11}|{k}:00]] #task #proposed #auto 📅 2026-03-16 ^{task_id}"
            lines.append(line)
            tasks.append({"id": task_id, "text": words, "confidence": 0.8, "evidence": [k * 11, k * 11 + 1]})
            record = LineRecord(
                id=task_id, path=note, digest=line_digest(line), kind=LineKind.TASK, source_id=source_id, section="Action Items", box="?"
            )  # fmt: skip
            records.setdefault(f"line-2026-01-{source_id[-1]}.jsonl", []).append(record)
        head = f"---\nid: {stable_id(source_id, 'note')}\ntype: journal\ntitle: Meeting {n}\ndate: {day}\n---\n\n# Meeting {n}\n"
        (root / note).write_text(f"{head}\n## Action Items\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
        source = SourceRecord(
            source_id=source_id, kind="conversation", format="otter", date=str(day), title=f"Meeting {n}", sha256s=("0" * 64,),
            originals=(f"Sources/{stem}.txt",), rendering=rendering, note=note, note_id=stable_id(source_id, "note"), words="x" * 800,
        )  # fmt: skip
        records.setdefault(f"source-2026-01-{source_id[-1]}.jsonl", []).append(source)
        kept = {"v": 1, "extraction": {"engine": "offline", "tasks": tasks, "summary": "x" * 8000}}
        (root / f"Minutebook/extractions/{source_id}.offline.json").write_bytes(msgspec.json.encode(kept))
    for name, listed in records.items():
        (root / "Minutebook" / name).write_bytes(b"".join(msgspec.json.encode(r) + b"\n" for r in listed))


def main(items: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        root = Path(folder) / "vault"
        root.mkdir()
        build_vault(root, items)
        vault = Vault(root)
        with open_store(vault):
            pass  # the index made
        with open_store(vault) as store:
            decide(vault, [("mb-0000000000", Decision(act="accept"))])  # reads back what is new to it
            began = time.perf_counter()
            queue = list_waiting(store, vault, vault.settings)
            print(f"{len(queue)} items listed: {time.perf_counter() - began:.2f} s")
            for pause in (0.5, 0.0):
                told: list[Outcome] = []
                ready: list[float] = []
                reader = PassageReader(store, vault)
                with Scribe(vault, told.append) as scribe:
                    for item in queue[:60] if pause else queue[60:180]:
                        began = time.perf_counter()
                        console = Console(file=io.StringIO(), force_terminal=True, width=100, height=40)
                        draw(console, reader.show(item), "1 of 5000", date(2026, 3, 12))
                        ready.append((time.perf_counter() - began) * 1000)
                        scribe.order(item.id, Decision(act="accept"))
                        time.sleep(pause)
                assert all(outcome.runs for outcome in told), told[:3]
                ready.sort()
                middle, p95 = statistics.median(ready), ready[int(len(ready) * 0.95)]
                print(
                    f"key to the next item, {pause} s between keys: median {middle:.0f} ms, 95 % {p95:.0f} ms, worst {ready[-1]:.0f} ms"
                )
            written = []
            for item in queue[-20:]:
                began = time.perf_counter()
                decide(vault, [(item.id, Decision(act="reject"))])
                written.append((time.perf_counter() - began) * 1000)
            print(f"one decision written: median {statistics.median(written):.0f} ms, worst {max(written):.0f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
