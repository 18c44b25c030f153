"""Fit what speaks for a day being the deadline of a piece of work, on gold cases.

    python -m training.deadlines GOLD_DIR... --crossed FOLDER [--leave-out CASE ...] [--write]

For each candidate that score.py (of the first gold folder's parent) pairs with a gold task, the days that may be its deadline are the options, and that it has none;
the right ones are the gold's. Printed: how often the choice is the gold's, with the meeting's group left out, beside the rule's alone.
"""

from pathlib import Path

import msgspec
import numpy as np
from training import choosing
from training.paired import FOLDS, Case, read_arguments, read_cases

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.sense import bounded
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.candidates import find_threads
from minutebook.flow.extract.offline.work.deadline import Option, find_options, likeliest, rule
from minutebook.flow.extract.offline.work.owner import choose_owners
from minutebook.flow.extract.offline.work.thread import Thread
from minutebook.flow.extract.offline.work.wording import Wording
from minutebook.flow.extract.offline.work.written import find_written

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "due.npz"
TIMES = 2.0
"""So many times as likely as none must a day be. Of left-out groups twice has nearly as many right as once, with a third fewer invented; from three times on more go missing than are spared."""
NETWORKS = 3
OFTEN = 12
"""Options that a word near a day must stand in to count."""


class Choice(msgspec.Struct):
    """One task: its options, the gold's day and the rule's, as ISO dates or None."""

    group: str
    options: list[Option]
    gold: str | None
    ruled: str | None

    @property
    def told(self) -> list[tuple[dict[str, float], bool]]:
        return [(option.features, day_of(option) == self.gold) for option in self.options]


def read_choices(case: Case) -> list[Choice]:
    source, lines, lexicon = case.source, case.lines, read_lexicon()
    if source.date.isoformat() != case.gold["date"]:
        return []
    people = resolve_cast(source, case.context)
    apart = frozenset(item.line for item in find_written(lines, source.date, lexicon))
    threads = find_threads(lines, lexicon, find_acts(lines, lexicon), case.senses, apart)
    place = {_key(thread): n for n, thread in enumerate(threads)}
    odds = bounded(case.senses)
    wording = Wording(lines, people, lexicon)
    owners = choose_owners(threads, [wording.main(thread) for thread in threads], lines, people, odds)
    asked = range(len(threads))
    ruled = rule(threads, lines, source.date, asked)
    options = find_options(threads, owners, ruled, lines, people, source.date, odds, lexicon, asked)
    choices = []
    for candidate, gold in case.pairs:
        n = place[_key(candidate.thread)]
        told = ruled[n]
        day = told.span.value.isoformat() if told and told.span.value else None
        choices.append(Choice(case.group, options[n], gold.get("due") or None, day))
    return choices


def _key(thread: Thread) -> tuple[int, int, int]:
    return thread.first.line, thread.first.start, thread.first.end


def day_of(option: Option) -> str | None:
    return option.day.value.isoformat() if option.day else None


def left_out(choices: list[Choice]) -> list[list[float]]:
    """The chances of each choice's options by networks that were trained without its group's fold."""
    matrix = choosing.as_choices([choice.told for choice in choices], OFTEN)
    groups = sorted({choice.group for choice in choices})
    chances: list[list[float]] = [[] for _ in choices]
    for fold in range(FOLDS):
        apart = set(groups[fold::FOLDS])
        mine = [n for n, choice in enumerate(choices) if choice.group in apart]
        others = [n for n, choice in enumerate(choices) if choice.group not in apart]
        networks = [choosing.train(matrix, others, seed) for seed in range(NETWORKS)]
        found = choosing.chances_of(matrix, mine, networks)
        parts = np.split(found, np.cumsum([len(choices[n].options) for n in mine])[:-1])
        for n, part in zip(mine, parts, strict=True):
            chances[n] = part.tolist()
    return chances


def report(choices: list[Choice], chances: list[list[float]]) -> None:
    print(f"rule alone {sum(c.ruled == c.gold for c in choices)} of {len(choices)}")
    print(f"a right option {sum(any(right for _, right in c.told) for c in choices)}")
    for times in (1.0, 1.5, TIMES, 3.0, 4.0):
        days = []
        for choice, chance in zip(choices, chances, strict=True):
            day = likeliest(choice.options, chance, times)
            days.append((choice.gold, day.value.isoformat() if day else None))
        right, none = sum(gold == day for gold, day in days), [day for gold, day in days if gold is None]
        missing = sum(day is None for gold, day in days if gold is not None)
        invented = sum(day is not None for day in none)
        print(f"{times} times as likely: {right} of {len(days)}, missing {missing}, invented {invented} of {len(none)}")


def write(choices: list[Choice]) -> None:
    """Train on all and keep the weights, in 16 bits."""
    matrix = choosing.as_choices([choice.told for choice in choices], OFTEN)
    networks = [choosing.train(matrix, range(len(choices)), seed) for seed in range(NETWORKS)]
    np.savez_compressed(
        WEIGHTS,
        names=np.frombuffer("\n".join(matrix.names).encode(), dtype=np.uint8),
        hidden=np.hstack([w["hidden"] for w in networks]).astype(np.float16),
        bias=np.hstack([w["bias"] for w in networks]).astype(np.float16),
        out=np.hstack([w["out"] for w in networks]).astype(np.float16),
        plain=np.stack([w["plain"] for w in networks], axis=1).astype(np.float16),
        times=np.float64(TIMES),
    )


def main() -> None:
    args = read_arguments(__doc__)
    choices = [choice for case in read_cases(args) for choice in read_choices(case)]
    report(choices, left_out(choices))
    if args.write:
        write(choices)


if __name__ == "__main__":
    main()
