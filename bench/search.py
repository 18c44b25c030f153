"""How long search takes over many notes: `python -m bench.search [NOTES]` (100,000 unless told; about two minutes and 700 MB of disk).

Invented notes of 60 to 400 words, as often as words are in English (a Zipf law over 40,000 invented words, the commonest in nine notes of ten). Printed:
the processor's time to index them all and to find the index true, its size, and for kinds of queries, ten passages shown, the median and the slowest of 50.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from minutebook.store import Search, match_query
from minutebook.vault.vault import Entry

_SYLLABLES = "ba ce do fu gi ka le mo nu pi ra se to vu wi xa ze bro cla dri".split()


class Invented:
    """A folder of notes that are made when they are read."""

    def __init__(self, notes: int) -> None:
        dice = random.Random(4)
        self.words = sorted({"".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(60_000)})[:40_000]
        dice.shuffle(self.words)
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self.words))))
        self.notes = notes

    def entries(self) -> Iterator[Entry]:
        for n in range(self.notes):
            yield Entry(f"Projects/P{n % 500}/2026 - note {n}.md", 1000, n)

    def entry(self, path: str) -> Entry | None:
        raise NotImplementedError

    def read(self, path: str) -> bytes:
        dice = random.Random(path)
        lines = []
        for number in range(dice.randint(6, 40)):
            words = dice.choices(self.words, cum_weights=self._weights, k=10)
            lines.append(f"- {' '.join(words)} [[Talk (source)#^u{number}|{number}:10]]")
        day = f"20{dice.randint(18, 26)}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
        title = " ".join(dice.choices(self.words, cum_weights=self._weights, k=4))
        head = (
            f'---\ntype: projects\ntitle: {title}\ndate: {day}\nparticipants:\n  - "[[P{dice.randint(0, 300)}]]"\n---\n'
        )
        return f"{head}\n# {title}\n\n".encode() + "\n".join(lines).encode()


class Shelf(Invented):
    """The same folder, whose notes were made before."""

    def __init__(self, folder: Invented) -> None:
        self._folder = folder
        self._made: dict[str, bytes] = {}

    def make(self, path: str) -> None:
        self._made[path] = self._folder.read(path)

    def read(self, path: str) -> bytes:
        return self._made[path]


def make_kinds(words: list[str]) -> dict[str, Callable[[], str]]:
    """What makes a query, by its kind. ``words``: the commonest first."""
    dice = random.Random(7)
    common, usual, rare = words[:20], words[100:1000], words[5000:]
    return {
        "two usual words": lambda: " ".join(dice.sample(usual, 2)),
        "a rare word": lambda: dice.choice(rare),
        "a phrase": lambda: f'"{dice.choice(usual)} {dice.choice(usual)}"',
        "a beginning of two letters": lambda: dice.choice(usual)[:2] + "*",
        "a beginning of three letters": lambda: dice.choice(usual)[:3] + "*",
        "a beginning of four letters": lambda: dice.choice(usual)[:4] + "*",
        "a beginning of five letters": lambda: dice.choice(usual)[:5] + "*",
        "a beginning of six letters": lambda: dice.choice(usual)[:6] + "*",
        "two beginnings of five letters": lambda: " ".join(w[:5] + "*" for w in dice.sample(usual, 2)),
        "one usual word": lambda: dice.choice(usual),
        "one of the 20 commonest": lambda: dice.choice(common),
        "two of the 20 commonest": lambda: " ".join(dice.sample(common, 2)),
    }


def time_index(search: Search, folder: Invented, path: Path) -> None:
    """Print how long all notes take to be indexed, and to be found true. What it takes to make them is left out."""
    entries = list(folder.entries())
    sample = entries[:: max(1, len(entries) // 2000)]
    began = time.process_time()
    for entry in sample:
        folder.read(entry.path)
    making = (time.process_time() - began) * len(entries) / len(sample)
    began = time.process_time()
    search.refresh(entries, folder, "Sources")
    taken = time.process_time() - began - making
    print(f"{len(entries)} notes indexed: {taken:.1f} s, {path.stat().st_size / 1e6:.0f} MB")
    began = time.process_time()
    search.refresh(entries, folder, "Sources")
    print(f"found true: {time.process_time() - began:.2f} s")


def time_queries(search: Search, shelf: Shelf, make: Callable[[], str]) -> tuple[list[float], list[int]]:
    """The seconds that each of 50 queries takes, ten passages shown, and how much it finds."""
    times, found = [], []
    for _ in range(50):
        query = match_query(make())
        began = time.process_time()
        hits = search.find(query, limit=30)
        times.append(time.process_time() - began)
        for _, note in hits[:10]:
            shelf.make(note)
        began = time.process_time()
        for number, _ in hits[:10]:
            search.show(number, query, shelf)
        times[-1] += time.process_time() - began
        found.append(len(hits))
    return times, found


def main() -> None:
    folder = Invented(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "search.sqlite"
        search = Search.open(path)
        time_index(search, folder, path)
        shelf = Shelf(folder)
        for name, make in make_kinds(folder.words).items():
            times, found = time_queries(search, shelf, make)
            print(
                f"{name}, {statistics.mean(found):.0f} found: {statistics.median(times) * 1000:.1f} ms, slowest {max(times) * 1000:.0f} ms"
            )
        began = time.process_time()
        search.find(match_query(" ".join(folder.words[100:102])), person=("p7",), since="2024-01-01", limit=30)
        print(f"with person and date: {(time.process_time() - began) * 1000:.1f} ms")
        search.close()


if __name__ == "__main__":
    main()
