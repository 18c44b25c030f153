"""How often news binds to work that it cannot be about: `python -m evals.followups GOLD_DIR... [--calls DIR]`.

Each meeting's reports are offered open tasks of unrelated meetings only (gold tasks of cases of another series; for calls, those of gold cases), as if
its own people had left them open a week ago. Every update that binds is false. Printed for 10, 50 and 200 such tasks: meetings, reports,
false updates, and how many a meeting has on average.
"""

import argparse
import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from evals.corpora import meetings

from minutebook.flow.adapt import adapt
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.link import link
from minutebook.model.entity import Context, OpenTask
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source
from minutebook.run.evaluate import open_case

COUNTS = (10, 50, 200)


def series_of(name: str) -> str:
    """What tells a series from others: the last word of its cases' names."""
    return re.sub(r"-\d+$", "", name).rpartition("-")[2]


def read_tasks(folders: list[Path]) -> list[tuple[str, OpenTask]]:
    """The gold tasks of every case, each with its series."""
    found = []
    for folder in folders:
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["gold"]
        found += [(series_of(folder.name), OpenTask(t["text"], t["owner"])) for t in gold["tasks"]]
    return found


def talks(folders: list[Path], calls: Path | None) -> Iterator[tuple[str, Source, Context]]:
    for folder in folders:
        yield (series_of(folder.name), *open_case(folder))
    for name, text in meetings(calls) if calls else ():
        yield "", adapt(name, text.encode(), datetime.now(UTC), UTC, 20_000_000)[0], Context()


def owned(task: OpenTask, extraction: Extraction, chance: random.Random) -> OpenTask:
    """The task as somebody's who takes part, where it has an owner."""
    people = [p.name for p in extraction.participants if p.name]
    return OpenTask(task.text, chance.choice(people) if task.owner and people else None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--calls", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[], help="names of cases that are not read")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    folders = [f.parent for gold in options.gold for f in sorted(gold.glob("*/gold.json"))]
    folders = [f for f in folders if f.name not in options.leave_out]
    tasks = read_tasks(folders)
    read, reports, bound = 0, 0, dict.fromkeys(COUNTS, 0)
    for series, source, context in talks(folders, options.calls):
        extraction = OfflineEngine().extract(source, context)
        chance = random.Random(source.id)
        others = [owned(task, extraction, chance) for other, task in tasks if other != series]
        read, reports = read + 1, reports + len(extraction.updates) + len(extraction.remarks)
        for count in COUNTS:
            updates = link(
                source, extraction, context, chance.sample(others, min(count, len(others)))
            ).extraction.updates
            bound[count] += len(updates)
            if options.show and count == COUNTS[-1]:
                said = {u.id: u.text for u in source.utterances}
                for u in updates:
                    print(
                        f"  {series or 'call'}: {u.status} {u.task_text!r}: {' / '.join(said[i] for i in u.evidence)[:160]!r}"
                    )
    print(f"{read} meetings, {reports} reports, {len(tasks)} tasks")
    for count, false in bound.items():
        print(
            f"{count:4} unrelated open tasks: {false} false updates, {false / read:.2f} a meeting, {false / max(reports, 1):.2%} of reports"
        )


if __name__ == "__main__":
    main()
