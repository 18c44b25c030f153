"""A run that asks a model, killed at any file operation and started again: no kept answer is asked for a second time."""

import json
import shutil
from functools import partial

import pytest

from killing import count_operations, run_killed
from minutebook.ui.cli import main
from modelserver import Said, serving

TALK = "Odalys Brennick: Could you send Halvard the pump figures?\nSilvan Moray: Sure, you'll have them by Friday.\n"
TASK = {
    "text": "Send Halvard the pump figures",
    "owner": "Silvan Moray",
    "u": [0, 1],
    "quote": "you'll have them by Friday",
}
KEEPING = 5
"""File operations between an answer's arrival and its being kept: a name, two halves, a sync, a rename."""


@pytest.mark.slow
def test_a_kept_answer_is_never_paid_for_again(book, tmp_path, capsys):
    """Killed at file operations before, around and after its coming; only within the write that keeps the answer can it be lost, and the next run always ends well."""
    book.drop("2026-11-03 Pump talk.txt", TALK)
    with serving([Said(json.dumps({"title": "Pump figures", "tasks": [TASK]}))]) as model:

        def ingest(root):
            return main(["ingest", "--vault", str(root), "--engine", model.engine(), "--jobs", "1", "--json"])

        def fresh(name):
            root = tmp_path / f"vault{name}"
            shutil.copytree(book.root, root)
            return root

        operations = count_operations(partial(ingest, fresh("all")))
        lost: dict[int, bool] = {}

        def try_killed(nth):
            """Whether the answer was asked for twice, because the first was not kept yet."""
            root = fresh(nth)
            model.requests.clear()
            run_killed(partial(ingest, root), nth)
            kept = len(list((root / ".minutebook/answers").glob("*.json")))
            asked = len(model.requests)
            capsys.readouterr()
            assert ingest(root) == 0
            assert len(model.requests) - asked == (0 if kept else 1)
            assert list(root.rglob("*Pump figures.md"))
            shutil.rmtree(root)
            lost[nth] = bool(asked and not kept)
            return bool(asked), bool(kept)

        low, high = 1, operations  # asked before `high`; the answer is on its way somewhere between
        while low < high:
            middle = (low + high) // 2
            asked, _ = try_killed(middle)
            low, high = (low, middle) if asked else (middle + 1, high)
        for nth in {*range(low, low + KEEPING + 2), *range(low + KEEPING + 2, operations, 25)}:
            try_killed(nth)
    assert sum(lost.values()) <= KEEPING
    assert not any(was_lost for nth, was_lost in lost.items() if nth > low + KEEPING)
