"""Choose the patterns before which it pays to look whether a text holds any of the words that they need (text/patterns.py).

    python -m training.sieve TALKS GOLD [--write]

TALKS are labelled talks (evals/talks), whose lines tell how usual a word is; GOLD are cases (evals/gold) over which the engine runs while all that it
searches for is noted down. A pattern gets its words where that takes less time over these searches; a text that few patterns look at is to be split first.
"""

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from time import process_time
from typing import Any

import msgspec
from training.needed import find_needed

from minutebook.text import patterns
from minutebook.text.compiled import key_of

FILE = Path(str(files("minutebook.text"))) / "data" / "sieve.txt"
HEAD = (
    "# Words of which a text must hold one for a pattern to match, by the pattern's key. Made by training/sieve.py.\n"
)
SPLIT = 3e-6
"""Seconds that it takes to split a text into words."""
LEAST = 3e-4
"""The share of the time of all searches that a sieve must spare to be kept."""
RARE = 1e-5
ROUNDS = 8


class Searched(msgspec.Struct):
    """One pattern with all texts that were searched for it."""

    pattern: str
    flags: int
    texts: list[str]
    needed: frozenset[str] | None = None
    spared: float = 0.0
    """Seconds that a look at the words spares, where texts are split already."""

    @property
    def key(self) -> str:
        return key_of(self.pattern, self.flags)


class Listener:
    """Notes down the texts that patterns are searched in, in place of ``patterns.compile``."""

    def __init__(self) -> None:
        self.searched: dict[tuple[str, int], Searched] = {}

    def compile(self, pattern: Any, flags: int = 0) -> Any:
        compiled = re.compile(pattern, flags)
        if not isinstance(pattern, str):
            return compiled
        of = self.searched.setdefault((pattern, int(flags)), Searched(pattern, int(flags), []))
        return _Heard(compiled, of.texts)


class _Heard:
    def __init__(self, compiled: re.Pattern[str], texts: list[str]) -> None:
        self._compiled = compiled
        self._texts = texts

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._compiled, name)
        if name not in patterns.SIEVED:
            return found

        def noted(*given: Any, **named: Any) -> Any:
            texts = given[1:] if name == "sub" else given
            if len(texts) == 1 and not named:
                self._texts.append(texts[0])
            return found(*given, **named)

        return noted


def listen(gold: Path) -> list[Searched]:
    """All that the engine searches for while it reads the cases of a folder."""
    listener = Listener()
    patterns.compile = listener.compile
    from minutebook.flow.extract.offline import OfflineEngine
    from minutebook.run.evaluate import read_case

    for case in sorted(path.parent for path in gold.glob("*/gold.json")):
        read_case(case, OfflineEngine())
    return [each for each in listener.searched.values() if each.texts]


def choose(searched: Sequence[Searched], price: Callable[[str], float]) -> list[Searched]:
    """Those that are quicker behind a look at words, with the words."""
    total = 0.0
    for each in searched:
        each.needed = find_needed(each.pattern, each.flags, price)
        plain, spared = _measure(each)
        each.spared, total = spared, total + plain
    chosen = [each for each in searched if each.needed and each.spared > LEAST * total]
    for _ in range(ROUNDS):
        looks = Counter(text for each in chosen for text in each.texts)
        chosen = [
            each for each in chosen if each.spared - SPLIT * sum(1 / looks[text] for text in each.texts) > LEAST * total
        ]
    spared = sum(each.spared for each in chosen) - SPLIT * len({text for each in chosen for text in each.texts})
    print(f"{total:.2f} s in {len(searched)} patterns; {len(chosen)} sieves spare {spared:.2f} s")
    return chosen


def _measure(each: Searched) -> tuple[float, float]:
    """Seconds that the searches take, and how many of these a look at the words spares."""
    search = re.compile(each.pattern, each.flags).search
    began = process_time()
    for text in each.texts:
        search(text)
    plain = process_time() - began
    if not each.needed:
        return plain, 0.0
    sieved = patterns.sieve(search, each.needed, each.flags)
    for text in each.texts:
        assert sieved(text) or not search(text), (each.pattern, text)
    began = process_time()
    for text in each.texts:
        sieved(text)
    return plain, plain - (process_time() - began)


def read_price(talks: Path) -> Callable[[str], float]:
    """The share of the lines of talks that hold a word."""
    held: Counter[str] = Counter()
    lines = [line.lower() for path in sorted(talks.rglob("*.talk")) for line in path.read_text("utf-8").splitlines()]
    for line in lines:
        held.update(patterns.words_in(line))
    shares: dict[str, float] = defaultdict(lambda: RARE, {word: n / len(lines) + RARE for word, n in held.items()})
    return lambda word: shares[word]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("talks", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    chosen = choose(listen(args.gold), read_price(args.talks))
    if args.write:
        lines = sorted(f"{each.key} {' '.join(sorted(each.needed or ()))}\n" for each in chosen)
        FILE.write_text(HEAD + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
