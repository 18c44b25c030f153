"""Runs inside a peer's own environment: reads {"text", "date", "roster"} lines on standard input, prints what the peer found, one JSON line each.

Each answer is {"seconds", "tasks": [{"text", "owner", "due", "line"}], "decisions": […], "questions": […], "summary"}: the fastest of three calls in
process. ``due`` is an ISO date where the peer gives one, else its words; ``line`` counts from 0 where the peer says it; the owner "speaker" is the one who says the line.
Standard library only, but for the peer.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

Case = dict[str, Any]
Found = dict[str, Any]
Call = Callable[[], Any]

SPEAKER = "speaker"
"""The owner of what is found only in the first person: who says the line."""


def follow_through(case: Case) -> Call:
    from follow_through.extract import extract_text

    return lambda: extract_text(case["text"], "meeting.txt")


def map_follow_through(found: Any) -> Found:
    def known(value: str) -> str | None:
        return None if value == "unknown" else value

    return {
        "tasks": [
            {"text": c.text, "owner": known(c.owner), "due": known(c.due_phrase), "line": c.line - 1} for c in found
        ]
    }


def meeting_intelligence(case: Case) -> Call:
    from meeting_intelligence import analyse

    return lambda: analyse(case["text"], speakers=case["roster"])


def map_meeting_intelligence(report: Any) -> Found:
    return {
        "tasks": [{"text": a.text, "owner": a.owner, "due": a.due} for a in report.action_items],
        "decisions": [{"text": d.text} for d in report.decisions],
        "questions": [{"text": q.text} for q in report.questions if not q.answered],
        "summary": report.summary_text,
    }


def cogext_primitive(case: Case) -> Call:
    from cogext_primitive import extract_commitments

    now = datetime.fromisoformat(case["date"]).replace(hour=9, tzinfo=UTC)
    return lambda: extract_commitments(case["text"], now=now)


def map_cogext_primitive(found: Any) -> Found:
    """Its commitments are first-person: who speaks is left to the line."""
    return {
        "tasks": [
            {"text": c.promise_text, "owner": SPEAKER, "due": c.deadline.date().isoformat() if c.deadline else None}
            for c in found
        ]
    }


PEERS = {
    "follow-through": (follow_through, map_follow_through),
    "meeting-intelligence": (meeting_intelligence, map_meeting_intelligence),
    "cogext-primitive": (cogext_primitive, map_cogext_primitive),
}


def main() -> None:
    prepare, mapped = PEERS[sys.argv[1]]
    for line in sys.stdin:
        call = prepare(json.loads(line))
        times = []
        for _ in range(3):
            began = perf_counter()
            found = call()
            times.append(perf_counter() - began)
        print(json.dumps({"seconds": min(times), **mapped(found)}))


if __name__ == "__main__":
    main()
