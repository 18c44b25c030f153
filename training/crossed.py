"""Run the offline engine over gold cases with the lines read by what was learned from other meetings.

    python -m training.crossed GOLD_DIR CROSSED OUT

``CROSSED`` holds what ``training.sense --crossed`` kept for each case. The predictions in ``OUT`` are for score.py: figures on meetings that the
reader of lines was fitted on would flatter it.
"""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.talk.acts import Act
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.run.evaluate import read_case
from minutebook.run.publish import publish_json


def as_kept(path: Path) -> Callable[[Sequence[Line], Sequence[Act]], np.ndarray]:
    """What was kept of a case in the place of what the package reads; where its lines are cut otherwise now, the latter, and a word about it."""
    odds: np.ndarray = np.load(path).astype(float)

    def read(lines: Sequence[Line], acts: Sequence[Act]) -> np.ndarray:
        if len(lines) == len(odds):
            return odds
        print(f"{path.stem} is cut otherwise than when it was kept: read by the package, which has seen it")
        return read_senses(lines, acts)

    return read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("crossed", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for folder in sorted(path.parent for path in args.gold.glob("*/gold.json")):
        kept = args.crossed / f"{folder.name}.npy"
        if kept.is_file():
            with patch("minutebook.flow.extract.offline.reading.read_senses", as_kept(kept)):
                source, extraction = read_case(folder, OfflineEngine())
            (args.out / f"{folder.name}.json").write_bytes(publish_json(source, extraction))


if __name__ == "__main__":
    main()
