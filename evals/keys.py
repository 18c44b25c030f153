"""How many keys a person needs to review what an engine proposes: `python -m evals.keys GOLD_DIR OUT_DIR SCORE_PY`.

``OUT_DIR`` holds what `minutebook eval GOLD_DIR --out OUT_DIR` wrote; ``SCORE_PY`` pairs it with the gold. The simulated person accepts a
proposal that is in the gold as it stands (one key), rejects one that is not (one key), and corrects owner and day where they differ: the key,
the owner's first name or the day as ISO, Enter, and one key to go back where both are wrong. Wording is taken as it is.
"""

import json
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any


def load(path: Path) -> ModuleType:
    spec = spec_from_file_location("score", path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    sys.modules["score"] = module  # its dataclasses look themselves up
    spec.loader.exec_module(module)
    return module


def main(golds: Path, outs: Path, score: ModuleType) -> None:
    counts = {"accepted": 0, "rejected": 0, "corrected": 0}
    keys = 0
    for out in sorted(outs.glob("*.json")):
        case = json.loads((golds / out.stem / "gold.json").read_text(encoding="utf-8"))
        found = score.renumber(json.loads(out.read_text(encoding="utf-8")), case.get("utterances") or [])
        me = score.fold_name((case.get("me") or {}).get("name"))
        proposed = [task for task in found.get("tasks") or [] if task.get("status") not in score.CLOSED]
        meant = case["gold"].get("tasks") or []
        pairs = dict(score.pair(proposed, meant))
        for n, task in enumerate(proposed):
            typed = _typed(task, meant[pairs[n]], me, score) if n in pairs else 0
            counts["corrected" if typed else "accepted" if n in pairs else "rejected"] += 1
            keys += typed or 1
    decisions = sum(counts.values())
    print(f"{decisions} decisions: {counts}; {keys} keys, {keys / max(1, decisions):.2f} a decision")


def _typed(task: dict[str, Any], meant: dict[str, Any], me: str, score: ModuleType) -> int:
    """The keys that correct it; 0 where it is right."""

    def owner(of: dict[str, Any]) -> str:
        name = score.fold_name((of.get("owner") or "").lstrip("@"))
        return me if name in {"myself", "me"} else name

    keys = [2 + len((meant.get("owner") or "nobody").split()[0])] if owner(task) != owner(meant) else []
    if (task.get("due") or None) != (meant.get("due") or None):
        keys.append(2 + len(meant.get("due") or "never"))
    return sum(keys) + max(0, len(keys) - 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), load(Path(sys.argv[3])))
