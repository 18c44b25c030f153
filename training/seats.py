"""Fit what speaks for a voice being somebody's, on labelled meetings whose labels are taken away.

    python -m training.seats TALKS [--write]

Each .talk of TALKS is read with numbered speakers and as one microphone for all but the owner, with and without capitals. A voice is somebody's or,
where several share it or nobody names its owner, nobody's. Printed: how many voices are named right and wrong from some chances on, series left out in turn.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
from evals.talks import Talk, make_case, make_cues, read_talk
from evals.unlabelled import WRITTEN, is_called
from training import newton
from training.sense import group_of

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.people.cast import seat_open
from minutebook.flow.extract.offline.people.seat import Seating
from minutebook.flow.extract.offline.people.voices import seat
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "voice_weights.toml"
WAYS = (("speakers", ""), ("speakers", "yes"), ("remote", ""), ("remote", "yes"))
PULL = 0.5
KNOWN = {"itself": 8.0}
"""Who says their name is rarely somebody else (88 of 96 in our meetings), and too few do so for a fit beside all the rest: drawn here, hard."""
HARD = 50.0
FOLDS = 6
SHARED = 0.3
"""What a far end of several counts: most of our meetings are of more than two, of those that are recorded with two channels fewer."""


class Room(msgspec.Struct):
    """One meeting's open voices: what speaks for each person being each, and the place of the right one, or that after the last."""

    group: str
    way: tuple[str, str]
    rows: list[Sequence[Mapping[str, float]]]
    right: list[int]
    weight: float


def read_rooms(folder: Path) -> Iterator[Room]:
    for path in sorted(folder.glob("*.talk")):
        for labels, raw in WAYS:
            talk = read_talk(path)
            if talk.errors or talk.get("format") in WRITTEN:
                continue
            talk.head["labels"], talk.head["raw"] = [labels], [raw]
            with TemporaryDirectory() as scratch:
                make_case(talk, Path(scratch))
                room = seat_open(*open_case(Path(scratch)))
            if room.open_labels and room.company.people:
                yield _room(talk, (labels, raw), room)


def _room(talk: Talk, way: tuple[str, str], room: Seating) -> Room:
    speakers = defaultdict(set)
    for turn, (label, _) in zip(_turns(talk), make_cues(talk)[0], strict=True):
        speakers[label].add(turn)
    names = [room.people[id_].name for id_ in room.company.people]
    right = []
    for label in room.open_labels:
        alone = speakers[label] if len(speakers[label]) == 1 else ()
        places = [n for n, name in enumerate(names) for who in alone if is_called(name, who)]
        right.append(places[0] if places else len(names))
    weight = (
        SHARED if way[0] == "remote" and len(speakers) > 1 and any(len(who) > 1 for who in speakers.values()) else 1.0
    )
    return Room(group_of(talk.name), way, list(room.pairs.values()), right, weight)


def _turns(talk: Talk) -> Iterable[str]:
    """Who speaks in each cue."""
    numbered = Talk(talk.name, talk.head | {"labels": ["full"]}, talk.turns)
    return (label or "" for label, _ in make_cues(numbered)[0])


def fit(rooms: Sequence[Room], names: Sequence[str]) -> np.ndarray:
    """The weights that make the right person of each voice likeliest, by Newton's method."""
    choices = [
        (_matrix(rows, names), right, room.weight)
        for room in rooms
        for rows, right in zip(room.rows, room.right, strict=True)
    ]
    prior = np.array([KNOWN.get(name, 0.0) for name in names])
    pull = np.array([HARD if name in KNOWN else PULL for name in names])
    return newton.fit_choices(choices, pull, prior)


def _matrix(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> np.ndarray:
    """(people and nobody, features)"""
    return np.array([[row.get(name, 0.0) for name in names] for row in (*rows, {})])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("talks", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    rooms = list(read_rooms(args.talks))
    names = sorted({name for room in rooms for rows in room.rows for row in rows for name in row})
    groups = sorted({room.group for room in rooms})
    told: dict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for fold in range(FOLDS):
        apart = set(groups[fold::FOLDS])
        weights = fit([room for room in rooms if room.group not in apart], names)
        for room in rooms:
            if room.group in apart:
                odds = np.array([_matrix(rows, names)[:-1] @ weights for rows in room.rows])
                likely = seat(odds)
                told[room.way] += [
                    (float(chances.max()), int(chances.argmax()) == right)
                    for chances, right in zip(likely, room.right, strict=True)
                ]
    for way, sure in told.items():
        for least in (0.7, 0.75, 0.9):
            right, wrong = (sum(chance >= least and ok is good for chance, ok in sure) for good in (True, False))
            print(f"{way[0]}{', raw' * bool(way[1])} from {least}: {right} right, {wrong} wrong of {len(sure)}")
    if args.write:
        told_weights = "".join(f"{n} = {w:.3f}\n" for n, w in zip(names, fit(rooms, names), strict=True))
        head = "# What speaks for a voice being somebody's (voices.py), as log odds; fitted by training/seats.py.\n"
        WEIGHTS.write_text(head + told_weights, encoding="utf-8")


if __name__ == "__main__":
    main()
