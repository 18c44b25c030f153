"""Fit the reader of lines (flow/extract/offline/talk/sense.py) on labelled meetings, and say how well it ranks the lines of others.

    python -m training.sense GOLD_DIR... [--requests FILE] [--leave-out CASE ...] [--crossed FOLDER] [--write]

The network is trained by network.py; as many as NETWORKS are begun otherwise and averaged. A line is right for a label where it lies in the evidence of such a gold item; of tasks, its speaker tells whether it is ``mine``. Cases of one series are one group;
groups are dealt into folds, and each fold is ranked by what was learned from the others. ``--requests``: sentences of mail (JSON lines with ``text`` and ``label``) that ask for something or promise it, or do not; each is a talk of one line.
``--write`` replaces the table of the package; ``--crossed`` keeps for each case what was read with its own fold left out, which is what other
parts must be fitted and judged on (``training.crossed``).
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import numpy as np
from evals.reading import as_mail, load_scorer
from scipy.sparse import csr_matrix
from sklearn.metrics import average_precision_score
from training.network import Talks, counts_of, train

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import OFFERS, REQUESTS, find_acts
from minutebook.flow.extract.offline.talk.line import Line, People, read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.sense import LABELS, MINE, YOURS, Network, Reader, runs_of, weigh
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Context
from minutebook.model.source import Source
from minutebook.run.evaluate import open_case

TABLE = Path(offline.__file__).parent / "data" / "en" / "sense.npz"
KINDS = {"decisions": "decision", "facts": "fact", "questions": "question", "non_tasks": "trap", "updates": "update"}
FOLDS = 6
MAIL_GROUPS = 24
LEAST = 4
"""Lines in which a run must occur to be learned."""
NETWORKS = 3


class Lines(msgspec.Struct):
    """One meeting: runs and speakers of its lines, and ``labels``, one row a line and one column a label; of a sentence of mail only what is work is known."""

    name: str
    group: str
    runs: list[list[str]]
    speakers: list[str | None]
    labels: np.ndarray
    mail: bool = False


def read_meeting(folder: Path, score: ModuleType) -> Lines:
    source, context = open_case(folder)
    case = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    cast = resolve_cast(source, context)
    lexicon = read_lexicon()
    lines = read_lines(segment(source), cast, source.date, lexicon)
    labels = label(lines, cast, source, case, score)
    runs = runs_of(lines, find_acts(lines, lexicon))
    return Lines(folder.name, group_of(folder.name), runs, [line.speaker for line in lines], labels)


def read_requests(path: Path) -> list[Lines]:
    """Sentences of mail as talks of one line. A request is another's work; one that only promises is the writer's own; what has an offer but no label is left out."""
    lexicon = read_lexicon()
    found = []
    for n, each in enumerate(path.read_text(encoding="utf-8").splitlines()):
        sentence = json.loads(each)
        source = as_mail(sentence["text"])
        lines = read_lines(segment(source), resolve_cast(source, Context()), source.date, lexicon)
        acts = find_acts(lines, lexicon)
        offers = any(act.kind in OFFERS for act in acts) and not any(act.kind in REQUESTS for act in acts)
        if offers and not sentence["label"]:
            continue
        labels = np.zeros((len(lines), len(LABELS)))
        labels[:, LABELS.index("mine" if offers else "yours")] = sentence["label"]
        found.append(
            Lines(f"mail {n}", f"mail {n % MAIL_GROUPS}", runs_of(lines, acts), [None] * len(lines), labels, mail=True)
        )
    return found


def group_of(name: str) -> str:
    return re.sub(r"-\d+$", "", name)


def label(lines: Sequence[Line], cast: People, source: Source, case: dict[str, Any], score: ModuleType) -> np.ndarray:
    """Which labels each line has, by the evidence of the gold items."""
    said = [{"id": u.id, "text": u.text} for u in source.utterances]
    probe = {"source": {"utterances": said}, "tasks": [{"text": "", "evidence": [u["id"]]} for u in said]}
    numbers = {
        u["id"]: item["evidence"]
        for u, item in zip(said, score.renumber(probe, case["utterances"])["tasks"], strict=True)
    }
    carried: dict[int, list[tuple[str, str | None]]] = {}
    for kind in ("tasks", *KINDS):
        for item in case["gold"].get(kind) or []:
            for at in item.get("evidence") or []:
                carried.setdefault(at, []).append((kind, item.get("owner")))
    labels = np.zeros((len(lines), len(LABELS)))
    for row, line in zip(labels, lines, strict=True):
        for kind, owner in (each for u in line.utterances for at in numbers[u] for each in carried.get(at, ())):
            speaker = cast.name(line.speaker)
            task = "mine" if owner and speaker == owner else "yours"
            row[LABELS.index(KINDS.get(kind, task))] = 1
    return labels


class Rows:
    """The lines of all meetings as the network learns from them."""

    def __init__(self, meetings: Sequence[Lines]) -> None:
        seen = Counter(run for m in meetings for runs in m.runs for run in runs)
        self.runs = [run for run, count in sorted(seen.items()) if count >= LEAST]
        at = {run: n for n, run in enumerate(self.runs)}
        known = [[at[run] for run in runs if run in at] for m in meetings for runs in m.runs]
        ends = np.cumsum([0, *map(len, known)])
        columns = np.array([column for each in known for column in each], dtype=np.int32)
        matrix = csr_matrix((np.ones(len(columns), np.float32), columns, ends), (len(known), len(self.runs)))
        labels = np.concatenate([m.labels for m in meetings]).astype(np.float32)
        told = np.ones_like(labels)
        told[np.repeat([m.mail for m in meetings], [len(m.runs) for m in meetings]), YOURS + 1 :] = 0
        firsts = np.cumsum([0, *(len(m.runs) for m in meetings)])[:-1].tolist()
        speakers: list[Sequence[str | None]] = [m.speakers for m in meetings]
        self.talks = Talks(matrix, labels, counts_of(labels, told), firsts, speakers)

    def fit(self, chosen: Sequence[int]) -> Reader:
        """What is learned from the chosen meetings, as the package holds it."""
        vectors, networks = zip(*(train(self.talks, chosen, seed) for seed in range(NETWORKS)), strict=True)
        wide = np.hstack(vectors)
        step = (np.abs(wide).max(axis=0) / 127 + 1e-9).astype(np.float32)
        runs = {run: n for n, run in enumerate(self.runs)}
        return Reader(runs, np.round(wide / step).astype(np.int8), step, tuple(map(_short, networks)))


def _short(network: Network) -> Network:
    """In numbers of 16 bits, as they are kept."""
    kept = {name: getattr(network, name).astype(np.float16) for name in Network.__struct_fields__}
    return Network(**{name: value.astype(np.float32) for name, value in kept.items()})


def deal(meetings: Sequence[Lines]) -> list[int]:
    """The fold of each meeting; those of one group share theirs."""
    groups = sorted({m.group for m in meetings})
    order = np.random.default_rng(7).permutation(len(groups))
    fold = {group: int(n) % FOLDS for group, n in zip(groups, order, strict=True)}
    return [fold[m.group] for m in meetings]


def cross(meetings: Sequence[Lines]) -> list[np.ndarray]:
    """The log odds of each meeting's lines by what was learned from the other folds."""
    rows = Rows(meetings)
    folds = deal(meetings)
    others = {fold: [n for n, each in enumerate(folds) if each != fold] for fold in sorted(set(folds))}
    with ProcessPoolExecutor() as pool:
        readers = dict(zip(others, pool.map(rows.fit, others.values()), strict=True))
    return [weigh(m.runs, m.speakers, readers[fold]) for m, fold in zip(meetings, folds, strict=True)]


def write(reader: Reader) -> None:
    layers = {
        name: np.stack([getattr(network, name) for network in reader.networks]).astype(np.float16)
        for name in Network.__struct_fields__
    }
    runs = np.frombuffer("\n".join(reader.runs).encode(), dtype=np.uint8)
    # not compressed: it would be a sixth smaller, and take 40 ms more of every command to read
    np.savez(TABLE, allow_pickle=False, runs=runs, table=reader.table, step=reader.step, **layers)
    print(f"{len(reader.runs)} runs, {TABLE.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--requests", type=Path)
    parser.add_argument("--crossed", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    score = load_scorer(args.gold[0].resolve().parent)
    folders = sorted(path.parent for each in args.gold for path in each.glob("*/gold.json"))
    meetings = [read_meeting(folder, score) for folder in folders if folder.name not in args.leave_out]
    mails = read_requests(args.requests) if args.requests else []
    if args.crossed:
        crossed = cross([*meetings, *mails])
        args.crossed.mkdir(parents=True, exist_ok=True)
        for meeting, odds in zip(meetings, crossed, strict=False):
            np.save(args.crossed / f"{meeting.name}.npy", odds.astype(np.float32))
        report(np.concatenate(crossed[: len(meetings)]), np.concatenate([m.labels for m in meetings]))
        report_requests(mails, crossed[len(meetings) :])
    if args.write:
        everything = [*meetings, *mails]
        write(Rows(everything).fit(range(len(everything))))


def report(odds: np.ndarray, labels: np.ndarray) -> None:
    """Print how well the lines are ranked."""
    for n, name in enumerate(LABELS):
        print(
            f"{name:9} average precision {average_precision_score(labels[:, n], odds[:, n]):.3f}, {int(labels[:, n].sum())} of {len(labels)} lines"
        )
    either, task = np.maximum(odds[:, MINE], odds[:, YOURS]), labels[:, : YOURS + 1].max(axis=1)
    print(
        f"{'task':9} average precision {average_precision_score(task, either):.3f}, {int(task.sum())} of {len(labels)} lines"
    )


def report_requests(mails: Sequence[Lines], crossed: Sequence[np.ndarray]) -> None:
    """Print F1 of the sentences of mail that sound like work, at some odds."""
    asked = np.array([mail.labels.max() > 0 for mail in mails])
    odds = np.array([each[:, : YOURS + 1].max() for each in crossed])
    for least in (-1.5, -1.0, -0.5, 0.0, 0.5) if len(mails) else ():
        taken = odds >= least
        hits = int((taken & asked).sum())
        print(
            f"requests from {least}: F1 {2 * hits / (taken.sum() + asked.sum()):.3f} ({hits} of {asked.sum()}, {taken.sum()} taken)"
        )


if __name__ == "__main__":
    main()
