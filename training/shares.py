"""Count how often the public meetings say each word, for telling words of one matter from words of every meeting.

    python training/shares.py SHARED_EVAL_DATA [--write]

Reads the AMI, ICSI and W3C meetings, QMSum and the public calls. A stem's share is the mean of its shares in the corpora, each corpus counting as one,
so that no corpus makes its own subject usual. Listed are those that at least two corpora say and that make 20 millionths; ``--write`` replaces the list.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import minutebook.flow.link as link
from minutebook.flow.link.telling import stems_in
from minutebook.text.words import split_words

LIST = Path(link.__file__).parent / "data" / "en.txt"
CORPORA = ("ami/meetings", "icsi/meetings", "w3c_minutes/meetings", "qmsum/meetings", "ethereum_calls/zoom")
LEAST = 20
"""Millionths from which a stem is listed."""
HEAD = """# Stems by how many millionths of the words of meetings they make: the mean over corpora of meetings (AMI, ICSI: CC BY 4.0; QMSum: MIT; W3C minutes;
# public calls), listed where two of them say it. Made by training/shares.py.
"""


def texts(value: object) -> Iterator[str]:
    """The utterances in a corpus file, whatever its layout."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"text", "content"} and isinstance(inner, str):
                yield inner
            else:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def count(folder: Path) -> dict[str, float]:
    """The share of each stem among all words of a corpus."""
    said: Counter[str] = Counter()
    total = 0
    for path in sorted(folder.glob("*.json")):
        for text in texts(json.loads(path.read_text(encoding="utf-8"))):
            said.update(stems_in(text))
            total += len(split_words(text))
    return {stem: number / total for stem, number in said.items() if number > 1}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    shares = [count(options.data / corpus) for corpus in CORPORA]
    stems = {stem for corpus in shares for stem in corpus if stem.isalpha() and stem.isascii()}
    lines: dict[int, list[str]] = defaultdict(list)
    for stem in sorted(stems):
        found = [corpus.get(stem, 0.0) for corpus in shares]
        millionths = 1e6 * sum(found) / len(shares)
        if millionths >= LEAST and sum(map(bool, found)) > 1:
            rounded = int(float(f"{millionths:.1g}" if millionths < 100 else f"{millionths:.2g}"))
            lines[rounded].append(stem)
    text = HEAD + "".join(f"{value}: {' '.join(words)}\n" for value, words in sorted(lines.items(), reverse=True))
    print(f"{sum(map(len, lines.values()))} stems, {len(text)} bytes")
    if options.write:
        LIST.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
