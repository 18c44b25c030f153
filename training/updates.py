"""Fit how news of earlier work is told from other talk, of which task it is, and how it says that the work stands, on labelled meetings.

    python -m training.updates GOLD_DIR... --crossed FOLDER [--series FOLDER [--later FILE ...]] [--exchanges FILE]
        [--leave-out CASE ...] [--folds N] [--write]

Four linear models: whether a line is news; which remarks are of which task (training/passages.py), and whether they are sure to be (training/sure.py); of
which status they are (training/standing.py).
``--crossed`` holds what ``training.sense`` read of each case with its own fold left out. Cases of one series are one group.
``--series`` holds short series (evals/series.py), which the reader of lines has not learned from; ``--exchanges`` are single reports (evals/reports).
Of the series of ``--later`` only what is sure learns: chain and statuses that learned from mails, too, found 96 of 146 held pieces of news instead of 99 and closed 18 tasks wrongly instead of 14.
With ``--folds`` the last two are fitted on all groups but those of each fold, and what is found of these is printed.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from training import logistic
from training.followed import Meeting, read_all_series, read_cases, read_exchanges, read_series_of
from training.passages import ENDS, batches, fit_chain, unpack
from training.standing import ALL, BESIDE, Model, describe_passage, read_reports
from training.sure import fit_sure

import minutebook.flow.extract.offline as offline
import minutebook.flow.link as linking
from minutebook.flow.link.follow import ORDER, find_passages
from minutebook.flow.link.spoken import GOES_ON, OF_TASK, describe
from minutebook.flow.link.standing import STATUSES, describe_move, go_on

WORDS = Path(offline.__file__).parent / "data" / "en"
LINKS = Path(linking.__file__).parent / "data"
PULL = 3.0
SLIGHT = 0.15
"""Weights below which a word is left out."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--crossed", type=Path, required=True)
    parser.add_argument("--series", type=Path)
    parser.add_argument(
        "--later", nargs="*", default=[], metavar="FILE", help="series of which only what is sure learns"
    )
    parser.add_argument("--exchanges", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="CASE")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    meetings = [*read_cases(args.gold, args.crossed, args.leave_out)]
    meetings += read_all_series(args.series, args.later) if args.series else ()
    meetings += read_exchanges(args.exchanges) if args.exchanges else ()
    later = [meeting for name in args.later for meeting in read_series_of(args.series / name)]
    print(f"{sum(m.whole for m in meetings)} meetings, {sum(len(m.news) for m in meetings)} pieces of news")
    for line in try_out(meetings, args.folds) if args.folds else ():
        print(line, flush=True)
    if args.write:
        write_news(logistic.fit([(told, float(news), 1.0) for m in meetings for told, news in m.lines], PULL))
        chain = fit_chain(batches(meetings))
        write_chain(chain)
        write_sure(fit_sure([*meetings, *later], unpack(chain)))
        write_status(Model([report for m in meetings for report in read_reports(m)]))


def try_out(meetings: Sequence[Meeting], folds: int) -> Iterator[str]:
    """By fold what is found of the meetings that were left out: news bound to its task, and of these the right status."""
    groups = sorted({m.group for m in meetings if m.whole})
    np.random.default_rng(0).shuffle(groups)
    total: Counter[str] = Counter()
    for fold in range(folds):
        apart = set(groups[fold::folds])
        learned = [m for m in meetings if m.group not in apart]
        chain = fit_chain(batches(learned))
        model = Model([report for m in learned for report in read_reports(m)])
        for meeting in meetings:
            if meeting.group in apart and meeting.whole:
                total += count(meeting, chain, model)
        yield str(dict(total))


def count(meeting: Meeting, chain: np.ndarray, model: Model) -> Counter[str]:
    """What is found in one meeting."""
    found: Counter[str] = Counter()
    spoken = describe(meeting.remarks, meeting.tasks, meeting.talk, meeting.people)
    passages = find_passages(spoken, meeting.tasks, np.zeros(len(meeting.tasks)), unpack(chain))
    taken = {n for passage in passages.values() for n in passage.remarks}
    names = [status.value for status in STATUSES]
    kind = "series" if meeting.tasks[0].path else "talks"
    for news in meeting.news:
        if news.task is None or not news.new:
            continue
        found[f"{kind} gold"] += 1
        passage = passages.get(news.task)
        if passage and set(passage.remarks) & set(meeting.passage(news)):
            found[f"{kind} bound"] += 1
            task = meeting.tasks[news.task]
            status = names[model.likeliest(describe_passage(meeting, passage.remarks, task))]
            after = go_on(meeting.remarks, passage.remarks, taken)
            move = describe_move([meeting.remarks[n] for n in passage.remarks], task, after)
            status = "slipped" if status == "in-progress" and model.has_moved(move) else status
            found[f"{kind} right"] += status == news.status
    for number, passage in passages.items():
        near = any(news.task == number and set(passage.remarks) & set(meeting.passage(news)) for news in meeting.news)
        found[f"{kind} wrong"] += not near
    return found


def write_news(weights: dict[str, float]) -> None:
    told = "".join(f"{name} = {value:.3f}\n" for name, value in sorted(weights.items()))
    (WORDS / "updates_weights.toml").write_text(
        "# Weights of news, made by training/updates.py.\n" + told, encoding="utf-8"
    )


def write_chain(weights: np.ndarray) -> None:
    names = ("of_task", "begins", "stays", "leaves", "order")
    parts = zip(names, (OF_TASK, GOES_ON, GOES_ON, GOES_ON, ORDER), np.split(weights, ENDS[:-1]), strict=True)
    told = "".join(
        f"\n[{name}]\n" + "".join(f"{json.dumps(of)} = {value:.3f}\n" for of, value in zip(columns, part, strict=True))
        for name, columns, part in parts
    )
    (LINKS / "follow.toml").write_text(
        "# Weights of news of tasks, made by training/updates.py.\n" + told, encoding="utf-8"
    )


def write_sure(weights: dict[str, float]) -> None:
    told = "".join(f"{json.dumps(name)} = {value:.3f}\n" for name, value in sorted(weights.items()))
    (LINKS / "sure.toml").write_text(
        "# Weights of what seems news, made by training/updates.py.\n" + told, encoding="utf-8"
    )


def write_status(model: Model) -> None:
    head = f"# Weights of {', '.join(STATUSES)}; made by training/updates.py.\n"
    beside = {name.removeprefix(BESIDE): row for name, row in model.weights.items() if name.startswith(BESIDE)}
    words = {
        name: row for name, row in model.weights.items() if not name.startswith(BESIDE) and np.abs(row).max() >= SLIGHT
    }
    (WORDS / "status_weights.toml").write_text(head + _rows(words), encoding="utf-8")
    moves = "".join(f"{json.dumps(name)} = {value:.2f}\n" for name, value in sorted(model.moves.items()))
    table = f"\n[standing]\n{_rows({ALL: model.bias} | beside)}\n[move]\n{moves}"
    (LINKS / "standing.toml").write_text(head + table, encoding="utf-8")


def _rows(weights: dict[str, np.ndarray]) -> str:
    return "".join(f"{json.dumps(name)} = [{', '.join(f'{v:.2f}' for v in row)}]\n" for name, row in weights.items())


if __name__ == "__main__":
    main()
