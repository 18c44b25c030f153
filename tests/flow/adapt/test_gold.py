"""The evaluation cases beside the project: utterances and dates as their gold numbers them."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from minutebook.flow.adapt import adapt

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
CASES = sorted(path for name in ("dev", "dev-long") for path in (SHARED / "eval" / name).glob("*/gold.json"))
pytestmark = [pytest.mark.shared, pytest.mark.skipif(not SHARED.exists(), reason="the evaluation material is not here")]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_utterances_and_date_are_those_of_the_gold(path: Path) -> None:
    """Numbering, words and date equal the gold's."""
    gold = json.loads(path.read_text(encoding="utf-8"))
    data = (path.parent / gold["source"]).read_bytes()
    (source,) = adapt(gold["filename"], data, datetime(2026, 12, 1, tzinfo=UTC), UTC, 50_000_000)
    assert [u.text for u in source.utterances] == [" ".join(text.split()) for text in gold["utterances"]]
    assert str(source.date) == gold["gold"]["date"]
