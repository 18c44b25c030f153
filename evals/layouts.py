"""Whether one meeting gives the same items from every layout that carries its speakers: `python -m evals.layouts FORMATS_DIR`.

Each rendered layout is read and understood with nothing known; texts, owners and participants must be equal to those of
the layout that most agree with, and the evidence of equal items must overlap in time where both layouts state times.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from minutebook.flow.adapt import adapt
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source
from minutebook.run.understanding import understand

KINDS = ("tasks", "decisions", "facts", "questions")
MODIFIED = datetime(2100, 1, 1, tzinfo=UTC)


def read(path: Path) -> tuple[Source, Extraction]:
    (source,) = adapt(path.name, path.read_bytes(), MODIFIED, UTC, 50_000_000)
    return source, understand(source, Context(), OfflineEngine())


def items(extraction: Extraction) -> dict[str, tuple[Any, ...]]:
    return {
        f"{kind}: {item.text}": (getattr(item, "owner", None), item.evidence)
        for kind in KINDS
        for item in getattr(extraction, kind)
    }


def spans(source: Source, evidence: Iterable[int]) -> list[tuple[float, float]]:
    at = {u.id: n for n, u in enumerate(source.utterances)}
    found = []
    for i in evidence:
        u = source.utterances[at[i]]
        if u.start is None:
            return []
        later = next((v.start for v in source.utterances[at[i] + 1 :] if v.start is not None), u.start + 60)
        found.append((u.start, max(u.end or later, u.start + 1)))
    return found


def overlap(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> bool:
    return not one or not other or any(a <= d + 1 and c <= b + 1 for a, b in one for c, d in other)


def compare(folder: Path) -> int:
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    names = {name.casefold() for name in gold["names"].values()}
    read_all = {p.name: read(p) for p in sorted(folder.iterdir()) if p.name != "gold.json"}
    named = {
        name: both
        for name, both in read_all.items()
        if names <= {(u.speaker or "").casefold() for u in both[0].utterances}
    }
    votes = Counter(frozenset((k, v[0]) for k, v in items(e).items()) for _, e in named.values())
    usual = dict(votes.most_common(1)[0][0])
    reference = next(name for name, (_, e) in named.items() if {k: v[0] for k, v in items(e).items()} == usual)
    wrong = 0
    for name, (source, extraction) in named.items():
        found = items(extraction)
        people = sorted(p.name or "" for p in extraction.participants)
        same_people = people == sorted(p.name or "" for p in named[reference][1].participants)
        different = sorted(set(found) ^ set(usual)) + [k for k in found if k in usual and found[k][0] != usual[k]]
        apart = [
            k
            for k, (_, evidence) in items(named[reference][1]).items()
            if k in found and not overlap(spans(source, found[k][1]), spans(named[reference][0], evidence))
        ]
        good = same_people and not different and not apart
        wrong += not good
        print(f"{folder.name} {name:28} {len(found):3} items  {'same' if good else 'DIFFERENT'}")
        for line in (
            *different[:6],
            *(f"apart in time: {k}" for k in apart[:3]),
            *([] if same_people else [str(people)]),
        ):
            print(f"    {line}")
    left = sorted(set(read_all) - set(named))
    print(f"{folder.name}: {len(named)} layouts carry the speakers, {wrong} differ; without names: {', '.join(left)}")
    return wrong


if __name__ == "__main__":
    folders = sorted(p.parent for p in (Path(sys.argv[1]) / "rendered").glob("*/gold.json"))
    sys.exit(1 if sum(map(compare, folders)) else 0)
