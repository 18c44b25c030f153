"""Fit who has the floor where no label tells, and whose the work is then, on labelled meetings whose labels are taken away.

    python -m training.floors TALKS --score SHARED/eval [--write]

Each .talk of TALKS is read twice, as it may have been recorded: without labels, or as one microphone for all but the owner; in turns, in cues of a few
sentences, or in small letters without marks. The floor is learned from readings in which everybody who speaks is found (a meeting that is recorded without
labels tells who is there more often than one that had them), the work from all. Printed with half of the meetings left out: how many utterances are given
to somebody from some chances on, and how many rightly; how many tasks get their owner, and how many another.
"""

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from zlib import crc32

import msgspec
import numpy as np
from evals.reading import load_scorer
from evals.talks import Talk, Turn, make_case, read_talk
from evals.unlabelled import WRITTEN, is_called
from scipy.optimize import minimize
from training import newton
from training.chain import Batch, Meeting
from training.sense import group_of
from training.tasks import find_living

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.floor import find_chances
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import Line, Speakers
from minutebook.flow.extract.offline.talk.sense import bounded, read_senses
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.owner import likeliest
from minutebook.flow.extract.offline.work.tasks import cite
from minutebook.flow.extract.offline.work.thread import Thread
from minutebook.flow.extract.offline.work.unnamed import Unnamed
from minutebook.run.evaluate import open_case

DATA = Path(offline.__file__).parent / "data" / "en"
LAYOUTS = ("turns", "sentences", "bare", "bare turns")
WAYS = tuple((labels, layout) for layout in LAYOUTS for labels in ("none", "remote"))
PULL = 2.0
ROUNDS = 80
LEAST = 4
"""Meetings in which a sign must occur to be learned."""
SURE = 0.75
"""The chance from which work is somebody's."""
WIDTH = 20_000
"""Utterances that are read side by side."""


class Work(msgspec.Struct):
    """A thread that is a gold task, its owner, and the lines of its meeting as they are read."""

    thread: Thread
    owner: str | None
    lines: tuple[Line, ...]
    odds: np.ndarray


class Reading(msgspec.Struct):
    """One meeting in one way. ``names``: those who may speak."""

    group: str
    way: tuple[str, str]
    meeting: Meeting
    names: tuple[str, ...]
    works: list[Work]

    def is_complete(self) -> bool:
        """Whether everybody who speaks may."""
        return len(self.names) not in self.meeting.right


def read_all(folder: Path, score: ModuleType) -> Iterator[Reading]:
    for path in sorted(folder.glob("*.talk")):
        at = crc32(group_of(path.stem).encode())
        for way in (WAYS[at % len(WAYS)], WAYS[(at + 3) % len(WAYS)]):
            talk = read_talk(path)
            if not talk.errors and talk.get("format") not in WRITTEN:
                talk = cut_turns(talk, way[1])
                talk.head |= {"labels": [way[0]], "format": ["srt"], "raw": [""]}
                with TemporaryDirectory() as scratch:
                    make_case(talk, Path(scratch))
                    if (reading := _read(talk, way, Path(scratch), score)) is not None:
                        yield reading


def _read(talk: Talk, way: tuple[str, str], folder: Path, score: ModuleType) -> Reading | None:
    source, context = open_case(folder)
    cast = resolve_cast(source, context)
    if cast.floor is None or cast.speakers is None or len(source.utterances) != len(talk.turns):
        return None
    names = cast.speakers.names
    right = [next((n for n, name in enumerate(names) if is_called(name, turn.who)), len(names)) for turn in talk.turns]
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lines, living = find_living(source, context)
    odds = bounded(read_senses(lines, find_acts(lines, read_lexicon())))
    tasks = [{"text": c.text, "evidence": list(cite(c.lines, lines))} for c in living]
    said = {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}
    tasks = score.renumber({"source": said, "tasks": tasks}, case["utterances"])["tasks"]
    gold = case["gold"]["tasks"]
    works = [Work(living[i].thread, gold[j]["owner"], lines, odds) for i, j in score.pair(tasks, gold)]
    return Reading(group_of(talk.name), way, Meeting(cast.floor, right), names, works)


def cut_turns(talk: Talk, layout: str) -> Talk:
    """The talk with its turns as a recorder may cut them."""
    chance = random.Random(f"{talk.name} {layout}")  # the same in every run
    most = chance.choice((12, 16, 24, 40) if layout == "sentences" else (6, 8, 10, 14, 14, 18, 26))
    least = most if chance.random() < 0.5 else max(3, most // 2)
    turns = []
    for turn in talk.turns:
        text = _without_marks(turn.text) if layout.startswith("bare") else turn.text
        pieces = [text]
        if layout == "sentences":
            pieces = _join(re.split(r"(?<=[.!?…])\s+", text), most)
        elif layout == "bare":
            pieces = _cut(text.split(), least, most, chance)
        turns += [Turn(turn.who, piece, turn.tags) for piece in pieces if piece]
    return Talk(talk.name, talk.head, turns, talk.items, talk.points)


def _without_marks(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:['’.,:/-][^\W_]+)*|[£$€%]", text.lower()))


def _join(sentences: Iterable[str], most: int) -> list[str]:
    pieces: list[str] = []
    for sentence in sentences:
        if pieces and len(pieces[-1].split()) + len(sentence.split()) <= most:
            pieces[-1] += f" {sentence}"
        else:
            pieces.append(sentence)
    return pieces


def _cut(words: Sequence[str], least: int, most: int, chance: random.Random) -> list[str]:
    pieces, at = [], 0
    while at < len(words):
        size = chance.randint(least, most)
        pieces.append(" ".join(words[at : at + size]))
        at += size
    return pieces


def fit_floor(readings: Sequence[Reading]) -> dict[str, float]:
    """The weights that make those who really speak likeliest."""
    complete = [r for r in readings if r.is_complete()]
    where: defaultdict[str, set[str]] = defaultdict(set)
    for reading in complete:
        for sign in reading.meeting.signs():
            where[sign].add(reading.group)
    names = sorted(sign for sign, groups in where.items() if len(groups) >= LEAST)
    at = {name: n for n, name in enumerate(names)}
    rest = sorted((r.meeting for r in complete), key=lambda m: len(m.right))
    batches = []
    while rest:
        many = max(1, WIDTH // len(rest[-1].right))
        batches.append(Batch(rest[-many:], at))
        rest = rest[:-many]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        told = [batch.loss(weights) for batch in batches]
        total = sum(one for one, _ in told) + PULL / 2 * float(weights @ weights)
        return total, sum((slope for _, slope in told), PULL * weights)

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": ROUNDS})
    return defaultdict(float, zip(names, found.x.tolist(), strict=True))


Choice = tuple[dict[str, dict[str, float]], str | None]
"""What speaks for each having a piece of work, and whose it is."""


def read_choices(readings: Iterable[Reading], floor: Mapping[str, float]) -> Iterator[tuple[Reading, Choice]]:
    for reading in readings:
        speakers = Speakers(reading.names, *find_chances(reading.meeting.floor, floor))
        for work in reading.works[:1]:
            unnamed = Unnamed(work.lines, speakers, work.odds)
            for one in reading.works:
                yield reading, (unnamed.describe(one.thread), one.owner)


def fit_work(choices: Sequence[Choice]) -> dict[str, float]:
    """The weights that make the owner likeliest among those who may speak and nobody."""
    names = sorted({name for by_person, _ in choices for signs in by_person.values() for name in signs})
    told = []
    for by_person, owner in choices:
        people = [*by_person]
        rows = np.array([[signs.get(name, 0.0) for name in names] for signs in (*by_person.values(), {})])
        told.append((rows, people.index(owner) if owner in by_person else len(people), 1.0))
    weights = newton.fit_choices(told, np.full(len(names), PULL), np.zeros(len(names)))
    return dict(zip(names, weights, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("talks", type=Path)
    parser.add_argument("--score", type=Path, required=True, help="the folder that score.py lies in")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    readings = list(read_all(args.talks, load_scorer(args.score)))
    groups = sorted({r.group for r in readings})
    halves = [[r for r in readings if (groups.index(r.group) % 2 == 0) is first] for first in (True, False)]
    choices: list[list[tuple[Reading, Choice]]] = []
    for seen, others in (halves, halves[::-1]):
        floor = fit_floor(seen)
        _report_floor(others, floor)
        choices.append(list(read_choices(others, floor)))
    for learned, tried in (choices, choices[::-1]):
        _report_work(tried, fit_work([choice for _, choice in learned]))
    if args.write:
        _write("floor", "who has the floor (floor.py)", fit_floor(readings))
        work = fit_work([choice for half in choices for _, choice in half])
        _write("unnamed", "whose work it is where no label tells (unnamed.py)", {"least": SURE} | work)


def _report_floor(readings: Iterable[Reading], weights: Mapping[str, float]) -> None:
    told: defaultdict[tuple[str, str], list[tuple[float, bool]]] = defaultdict(list)
    for reading in readings:
        if reading.is_complete():
            meeting = reading.meeting
            chances, _ = find_chances(meeting.floor, weights)
            for n, right in enumerate(meeting.right):
                if len(meeting.floor.may[n]) > 1:
                    told[reading.way].append((float(chances[n].max()), int(chances[n].argmax()) == right))
    for way, said in sorted(told.items()):
        given = [
            (least, [ok for chance, ok in said if chance >= least], len(said)) for least in (0.0, 0.6, 0.7, 0.8, 0.9)
        ]
        print(*way, *(f"| {sum(ok)} of {len(ok)} from {least}" for least, ok, _ in given), f"of {len(said)} utterances")


def _report_work(choices: Sequence[tuple[Reading, Choice]], weights: Mapping[str, float]) -> None:
    for labels in ("none", "remote"):
        asked = [choice for reading, choice in choices if reading.way[0] == labels]
        for least in (0.5, 0.6, SURE, 0.7, 0.8):
            told = []
            for by_person, owner in asked:
                rated = [sum(weights.get(k, 0.0) * v for k, v in signs.items()) for signs in by_person.values()]
                place = likeliest(rated, least)
                told += [] if place is None else [[*by_person][place] == owner]
            print(f"{labels} from {least}: {sum(told)} right, {len(told) - sum(told)} another's, of {len(asked)}")


def _write(what: str, about: str, weights: Mapping[str, float]) -> None:
    told = "".join(f"{name} = {weight:.2f}\n" for name, weight in weights.items())
    head = f"# What speaks for {about}, as log odds; fitted by training/floors.py.\n"
    (DATA / f"{what}_weights.toml").write_text(head + told, encoding="utf-8")


if __name__ == "__main__":
    main()
