"""Whether learning from decisions pays: `python -m evals.taste GOLD_DIR SHARED_EVAL [--later GOLD_DIR] [--seeds 5]`.

Simulated people of different tastes review what the offline engine proposes in labelled meetings, one meeting after the other in a seeded order: each
keeps what the gold has and they care for, and rejects the rest. After so many decisions the last sixty meetings (or those of ``--later``) are read in the
light of what was learned (flow/learn): what is shown then, how much of it they want, how much of what they want is shown, and what was held back although they
wanted it.
"""

import argparse
import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from evals.reading import load_scorer, ratio

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.learn import Taste, hold_back, learn, traits_of
from minutebook.model.extraction import Extraction, Item, Task
from minutebook.model.record import VerdictRecord
from minutebook.model.source import SourceKind
from minutebook.run.evaluate import read_case
from minutebook.run.publish import publish_json
from minutebook.text.names import fold

KINDS = {"task": "tasks", "decision": "decisions", "fact": "facts", "question": "questions"}
AFTER = (0, 25, 50, 100, 200, 400)
LAST = 60


class Wish(NamedTuple):
    """An item of the gold, as far as tastes go."""

    kind: str
    whose: str
    dated: bool


class Meeting(NamedTuple):
    """``right``: the gold's item of each proposed one that has one, by id; ``wishes``: all of the gold."""

    kind: SourceKind
    mine: frozenset[str]
    extraction: Extraction
    right: dict[str, Wish]
    wishes: list[Wish]


Likes = Callable[[Wish, Item], bool]
TASTES: dict[str, Likes] = {
    "what is right": lambda _, __: True,
    "no tasks of others": lambda wish, _: wish.kind != "task" or wish.whose != "other",
    "only tasks with a day": lambda wish, _: wish.kind != "task" or wish.dated,
    "only promised or asked": lambda _, item: (
        not isinstance(item, Task) or (item.cue or "") in {"promised", "asked for"}
    ),
    "no questions": lambda wish, _: wish.kind != "question",
    "no facts, no decisions": lambda wish, _: wish.kind not in {"fact", "decision"},
}


def read_meetings(folder: Path, score: ModuleType) -> Iterator[Meeting]:
    for path in sorted(folder.glob("*/gold.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        source, extraction = read_case(path.parent, OfflineEngine())
        written = score.renumber(json.loads(publish_json(source, extraction)), case.get("utterances") or [])
        me = fold((case.get("me") or {}).get("name") or "")
        right: dict[str, Wish] = {}
        wishes: list[Wish] = []
        for kind, plural in KINDS.items():
            found = [item for item in written[plural] if item.get("status") not in score.CLOSED]
            gold = case["gold"].get(plural) or []
            listed = [_wish(kind, item, me) for item in gold]
            wishes += listed
            right |= {found[i]["id"]: listed[j] for i, j in score.pair(found, gold)}
        yield Meeting(source.kind, frozenset({me}), extraction, right, wishes)


def _wish(kind: str, item: dict[str, Any], me: str) -> Wish:
    owner = fold((item.get("owner") or "").lstrip("@"))
    whose = "nobody" if not owner else "mine" if owner in {me, "me", "myself"} else "other"
    return Wish(kind, whose, bool(item.get("due")))


def shown_of(meeting: Meeting, taste: Taste) -> Iterator[tuple[str, Item]]:
    extraction, _ = hold_back(meeting.extraction, taste, meeting.kind, meeting.mine, lambda _: False)
    for kind, plural in KINDS.items():
        for item in getattr(extraction, plural):
            if not isinstance(item, Task) or item.status == "open":
                yield kind, item


def wants(likes: Likes, meeting: Meeting, item: Item) -> bool:
    wish = meeting.right.get(item.id)
    return wish is not None and likes(wish, item)


Counts = dict[str, list[int]]
"""By kind: shown, wanted of these, wanted of all that was proposed before anything was learned."""


def measure(later: list[Meeting], taste: Taste, likes: Likes) -> Counts:
    counts: Counts = {kind: [0, 0, 0] for kind in KINDS}
    for meeting in later:
        for column, light in ((0, taste), (2, Taste())):
            for kind, item in shown_of(meeting, light):
                wanted = wants(likes, meeting, item)
                if column == 0:
                    counts[kind][0] += 1
                    counts[kind][1] += wanted
                else:
                    counts[kind][2] += wanted
    return counts


def live(first: list[Meeting], later: list[Meeting], likes: Likes) -> dict[int, Counts]:
    """What is shown of the later meetings after so many decisions on the first ones."""
    verdicts: list[VerdictRecord] = []
    marks = list(AFTER)
    seen = {marks.pop(0): measure(later, Taste(), likes)}
    for number, meeting in enumerate(first):
        if not marks:
            break
        for kind, item in shown_of(meeting, learn(verdicts)):
            traits = traits_of(item, meeting.kind, meeting.mine)
            kept = wants(likes, meeting, item)
            verdicts.append(
                VerdictRecord(
                    id=f"{number} {item.id}",
                    at=f"{len(verdicts):06}",
                    item=kind,
                    kept=kept,
                    traits=traits,
                    sure=item.confidence,
                )
            )
        while marks and len(verdicts) >= marks[0]:
            seen[marks[0]] = measure(later, learn(verdicts[: marks[0]]), likes)
            marks.pop(0)
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--later", type=Path)
    parser.add_argument("--seeds", type=int, default=5)
    args = parser.parse_args()
    score = load_scorer(args.shared)
    meetings = list(read_meetings(args.gold, score))
    held = list(read_meetings(args.later, score)) if args.later else []
    for name, likes in TASTES.items():
        total: dict[int, Counts] = {}
        for seed in range(args.seeds):
            order = random.Random(seed).sample(meetings, len(meetings))
            first, later = (order, held) if held else (order[:-LAST], order[-LAST:])
            for after, counts in live(first, later, likes).items():
                sums = total.setdefault(after, {kind: [0, 0, 0] for kind in KINDS})
                for kind, row in counts.items():
                    sums[kind] = [a + b for a, b in zip(sums[kind], row, strict=True)]
        print(name)
        for after, counts in total.items():
            print(f"  {after:4} decisions  " + "   ".join(_row(kind, *counts[kind]) for kind in KINDS))


def _row(kind: str, shown: int, wanted: int, proposed: int) -> str:
    return f"{kind}s {ratio(wanted, shown):.2f} ({wanted} of {shown} shown), lost {proposed - wanted} of {proposed}"


if __name__ == "__main__":
    main()
