"""Action and decision utterances on AMI: `python -m evals.acts SHARED_EVAL [--every N]` (with the extra `training`).

Each meeting of data/ami is given as WebVTT, a cue a dialogue act, with the speakers' labels (their roles) and nothing known. An utterance
is predicted where it is evidence of an open task (a decision) that the engine gives; it is gold where the annotators' summary rests an
action (a decision) on it. Precision, recall and F1 are over the utterances of all meetings together, those without any action included;
meetings whose summary is linked to no utterance are left out. "Within one" counts a predicted utterance that is next to a gold one as
right, and a gold one next to a predicted one as found.

The curve takes every candidate of the engine and moves the least confidence; its best point is chosen on these meetings and flatters. What hears
unscripted talk (talk/unscripted.py) is learned from AMI: each meeting is heard by what its own series had no part in. The three weights of it in the scorer
of tasks come from all of AMI; training/dealt.py leaves series out of those, too.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from evals.corpora import as_vtt
from evals.reading import every_candidate, ratio, read_text, replaced, task_threshold

from minutebook.flow.extract.offline.talk.unscripted import Table
from minutebook.model.extraction import Extraction, Task

KINDS = ("action", "decision")
LEVELS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
Item = tuple[float, tuple[int, ...]]
"""The confidence of an item, and the utterances that it rests on."""


class Meeting(msgspec.Struct):
    """``gold``, ``given`` and ``candidates`` by kind: labelled utterances, the engine's items, and all that it weighed."""

    gold: dict[str, set[int]]
    given: dict[str, list[Item]]
    candidates: dict[str, list[Item]]


class Count(msgspec.Struct):
    right: int = 0
    found: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, predicted: set[int], gold: set[int], reach: int) -> None:
        self.right += sum(_is_near(i, gold, reach) for i in predicted)
        self.found += sum(_is_near(i, predicted, reach) for i in gold)
        self.predicted += len(predicted)
        self.gold += len(gold)

    @property
    def f1(self) -> float:
        precision, recall = ratio(self.right, self.predicted), ratio(self.found, self.gold)
        return ratio(2 * precision * recall, precision + recall)

    def __str__(self) -> str:
        precision, recall = ratio(self.right, self.predicted), ratio(self.found, self.gold)
        return (
            f"F1 {self.f1:.3f}  P {precision:.3f}  R {recall:.3f}"
            f"  ({self.right} right of {self.predicted} predicted, {self.found} of {self.gold} gold)"
        )


def _is_near(number: int, others: set[int], reach: int) -> bool:
    return any(number + step in others for step in range(-reach, reach + 1))


def items(extraction: Extraction) -> dict[str, list[Item]]:
    def shown(found: Iterable[Any]) -> list[Item]:
        return [(i.confidence, i.evidence) for i in found if not isinstance(i, Task) or i.status == "open"]

    return {"action": shown(extraction.tasks), "decision": shown(extraction.decisions)}


def read_without(path: Path, tables: Mapping[str, Table]) -> Meeting | None:
    """As ``read_meeting``, heard by the table of its name."""
    if path.stem not in tables:
        return None
    with replaced("talk.unscripted.read_table", lambda: tables[path.stem]):
        return read_meeting(path)


def read_meeting(path: Path) -> Meeting | None:
    """The meeting as labelled and as understood; None where its labels have no evidence."""
    meeting = json.loads(path.read_text(encoding="utf-8"))
    if not meeting["has_evidence_links"]:
        return None
    gold = {kind: {i for item in meeting[f"{kind}s"] for i in item["evidence"]} for kind in KINDS}
    name, text = f"{meeting['date']} {meeting['id']}.vtt", as_vtt(meeting["utterances"])
    try:
        source, extraction = read_text(name, text)
        with every_candidate():
            _, everything = read_text(name, text)
    except Exception as error:  # noqa: BLE001  a meeting that breaks the engine counts as one without items
        print(f"{path.stem} could not be read: {error!r}")
        return Meeting(gold, {kind: [] for kind in KINDS}, {kind: [] for kind in KINDS})
    assert len(source.utterances) == len(meeting["utterances"]), f"{path.name}: cues are no longer the dialogue acts"
    return Meeting(gold, items(extraction), items(everything))


def count(meetings: Sequence[Meeting], kind: str, level: float | None = None, reach: int = 0) -> Count:
    """The engine as it is, or all its candidates from ``level`` up."""
    total = Count()
    for meeting in meetings:
        chosen = meeting.given[kind] if level is None else [i for i in meeting.candidates[kind] if i[0] >= level]
        total.add({u for _, evidence in chosen for u in evidence}, meeting.gold[kind], reach)
    return total


def count_items(meetings: Sequence[Meeting], kind: str) -> str:
    """How many items rest, in part, on a labelled utterance."""
    found = [(set(evidence), m.gold[kind]) for m in meetings for _, evidence in m.given[kind]]
    return f"{sum(bool(evidence & gold) for evidence, gold in found)} of {len(found)} items touch a gold utterance"


def report(meetings: Sequence[Meeting]) -> str:
    utterances = {kind: sum(len(m.gold[kind]) for m in meetings) for kind in KINDS}
    lines = [
        f"{len(meetings)} meetings, {utterances['action']} action and {utterances['decision']} decision utterances"
    ]
    for kind in KINDS:
        curve = [(count(meetings, kind, level), level) for level in LEVELS]
        best, level = max(curve, key=lambda point: point[0].f1)
        lines += ["", f"{kind}s", f"  as it is      {count(meetings, kind)}"]
        lines += [f"  within one    {count(meetings, kind, reach=1)}", f"  {count_items(meetings, kind)}"]
        lines += [f"  from {at:.2f}     {counted}" for counted, at in curve]
        lines += [f"  best: {best.f1:.3f} from {level:.2f}"]
    lines += ["", f"the engine's own least confidence of a task: {task_threshold():.2f}"]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every Nth meeting")
    args = parser.parse_args()
    paths = sorted((args.shared / "data/ami/meetings").glob("*.json"))[:: args.every]
    from training.unscripted import read_talks, tables_without  # needs scipy, which tests of the rest do without

    tables = tables_without(read_talks(args.shared))
    print(report([meeting for path in paths if (meeting := read_without(path, tables))]))


if __name__ == "__main__":
    main()
