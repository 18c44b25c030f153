"""Who is who over the gold cases beside the project: participants, people talked about, type and subject."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minutebook.flow.adapt import adapt
from minutebook.flow.context import build_context
from minutebook.flow.extract.offline.gist.subject import choose_subject
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.mentions import find_mentions, without_subject
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.model.entity import Entity, EntityType, Me

EVAL = Path(__file__).resolve().parents[5] / "shared" / "eval"
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not EVAL.exists(), reason="no gold cases beside the project")]
KINDS = {"people": EntityType.PERSON, "projects": EntityType.PROJECT, "accounts": EntityType.ACCOUNT}


def understand(folder, case):
    """Participants, people mentioned, type and subject of one gold case."""
    me = case["me"]
    known = [
        Entity(k["name"], kind, k["name"], tuple(k.get("aliases") or ()), tuple(filter(None, [k.get("email")])), k.get("org"), k.get("role"))
        for key, kind in KINDS.items()
        for k in case["known"].get(key, [])
    ]  # fmt: skip
    source = adapt(
        case["filename"], (folder / case["source"]).read_bytes(), datetime(2026, 1, 1, tzinfo=UTC), UTC, 10**9
    )[0]
    context = build_context(
        source, Me(me["name"], (), tuple(filter(None, [me.get("email")])), me.get("org")), known, ()
    )
    talk, cast = segment(source), resolve_cast(source, context)
    mentions = find_mentions(talk, source, context, cast)
    kind, subject = choose_subject(source, talk, context, cast)
    people = {m.name.lower() for m in without_subject(mentions, subject) if m.type is EntityType.PERSON}
    return (
        {p.name.lower() for p in cast.participants if p.name},
        people,
        kind,
        subject.name.lower() if subject else None,
    )


@pytest.mark.parametrize(
    ("folder", "participants", "mentioned", "subjects"), [("dev", 0.95, 0.85, 0.85), ("dev-long", 0.85, 0.8, 0.85)]
)
def test_who_is_who(folder, participants, mentioned, subjects):
    """F1 of those present and of those talked about, and the share of subjects and types that are right."""
    counts = {"present": [0, 0], "mentioned": [0, 0]}
    right, cases = 0, sorted((EVAL / folder).glob("*/gold.json"))
    for path in cases:
        case = json.loads(path.read_text(encoding="utf-8"))
        gold = case["gold"]
        present, people, kind, subject = understand(path.parent, case)
        for key, ours, theirs in (
            ("present", present, gold["participants"]),
            ("mentioned", people, gold["mentioned_people"]),
        ):
            wanted = {name.lower() for name in theirs}
            counts[key][0] += 2 * len(ours & wanted)
            counts[key][1] += len(ours) + len(wanted)
        right += kind == gold["note_type"] and subject == (gold["subject"] or {"name": ""})["name"].lower()
    assert counts["present"][0] / counts["present"][1] >= participants
    assert counts["mentioned"][0] / counts["mentioned"][1] >= mentioned
    assert right / len(cases) >= subjects
