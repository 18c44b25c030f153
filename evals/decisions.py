"""Measure decisions on meetings with human labels: `python evals/decisions.py AMI_MEETINGS_DIR [--every N]`.

A meeting is JSON with ``utterances`` and ``decisions`` (text and evidence). A predicted decision is near where its evidence lies within three
utterances of a labelled one; a labelled decision is reached where a predicted one is near it.
"""

import argparse
import json
from datetime import date
from pathlib import Path

from minutebook.flow.extract.offline.items.decisions import find_decisions
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Context
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

NEAR = 3


def read_meeting(path: Path) -> tuple[Source, list[list[int]]]:
    """The meeting as a source, and the evidence of each labelled decision."""
    meeting = json.loads(path.read_text(encoding="utf-8"))
    utterances = tuple(
        Utterance(u["i"], u["text"], u.get("speaker"), u.get("start"), u.get("end"), block=u["i"])
        for u in meeting["utterances"]
    )
    part = Part(path.name, "0", path.stat().st_size)
    day = date.fromisoformat(meeting["date"])
    source = Source(
        path.stem, SourceKind.CONVERSATION, "labelled", (part,), day, DatedFrom.CONTENT, meeting["title"], utterances
    )
    return source, [decision["evidence"] for decision in meeting.get("decisions", []) if decision.get("evidence")]


def is_near(left: list[int], right: list[int]) -> bool:
    return any(abs(i - j) <= NEAR for i in left for j in right)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=9)
    args = parser.parse_args()
    lexicon = read_lexicon()
    near = predicted = reached = labelled = meetings = 0
    for path in sorted(args.folder.glob("*.json"))[:: args.every]:
        source, gold = read_meeting(path)
        if not gold:
            continue
        talk, cast = segment(source), resolve_cast(source, Context())
        lines = read_lines(talk, cast, source.date, lexicon)
        found = [list(item.evidence) for item in find_decisions(source, talk, lines, cast, lexicon)]
        meetings += 1
        near += sum(any(is_near(evidence, other) for other in gold) for evidence in found)
        predicted += len(found)
        reached += sum(any(is_near(evidence, other) for other in found) for evidence in gold)
        labelled += len(gold)
    print(
        f"{meetings} meetings: {near} of {predicted} predicted are near a labelled decision, {reached} of {labelled} labelled are reached"
    )


if __name__ == "__main__":
    main()
