"""Whether a question finds its passage without a model: `python -m evals.ask TALKS [--meetings 60] [--seed 1]`.

Meetings of ``TALKS`` (gold cases, as evals.talks makes them) are ingested into one vault. Each fact and decision of their gold is asked for in the gold's own words, which are not those of the talk. Found: one of the first five passages stands in
that meeting's source at an utterance that the gold cites (or the next), or is a line of its note with half of the words asked for; counted apart: the right meeting at all.
"""

import argparse
import contextlib
import io
import os
import random
import re
import shutil
import tempfile
from pathlib import Path

from evals.day import Case, read_cases, set_up

from minutebook.flow.extract.ground import bare_words
from minutebook.model.answer import Excerpt
from minutebook.model.record import SourceRecord
from minutebook.run.consult import find_excerpts
from minutebook.run.search import open_library
from minutebook.ui.cli import main as minutebook
from minutebook.vault.vault import Vault

FIRST = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("talks", type=Path)
    parser.add_argument("--meetings", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    cases = random.Random(args.seed).sample(read_cases(args.talks), args.meetings)
    with tempfile.TemporaryDirectory(prefix="learn-ask-") as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        measure(cases, Path(folder) / "vault")


def measure(cases: list[Case], root: Path) -> None:
    set_up(cases, root)
    for case in cases:
        place = root / "Inbox" / case.folder.name
        place.mkdir(parents=True)
        shutil.copy(case.folder / case.said["source"], place / (case.said.get("filename") or case.said["source"]))
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        minutebook(["ingest", "--vault", str(root), "--jobs", "1"])
    asked = passage = meeting = first = 0
    with open_library(Vault(root)) as library:
        records = {record.names[0]: record for record in library.store.latest(SourceRecord) if record.names}
        for case in cases:
            record = records.get(case.said.get("filename") or case.said["source"])
            if record is None:
                continue
            for item in (*case.said["gold"].get("facts", ()), *case.said["gold"].get("decisions", ())):
                found = find_excerpts(library, item["text"], FIRST)
                places = [_place(each, record, item["text"]) for each in found]
                asked += 1
                near = [
                    place is not None
                    and (place == -1 or any(abs(place - e) <= 1 and place >= 0 for e in item["evidence"]))
                    for place in places
                ]
                passage += any(near)
                first += bool(near and near[0])
                meeting += any(place is not None for place in places)
    print(
        f"{asked} asked for: in the first passage {first} ({first / asked:.0%}), in the first {FIRST} {passage} ({passage / asked:.0%}); the right meeting {meeting} ({meeting / asked:.0%})"
    )


def _place(excerpt: Excerpt, record: SourceRecord, asked: str) -> int | None:
    """The block of a passage in the meeting's source; of a line in its note -1 where it says what was asked, else -2; None elsewhere."""
    if excerpt.path == record.note:
        words = bare_words(asked)
        return -1 if 2 * len(words & bare_words(excerpt.text)) >= len(words) else -2
    block = re.search(r"#\^u(\d+)", excerpt.link)
    return int(block[1]) if excerpt.path == record.rendering and block else None


if __name__ == "__main__":
    main()
