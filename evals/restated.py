"""Two statements compared: what is merged, what is told as contradicting, over labelled pairs.

    python -m evals.restated [--wrong]

``evals/facts/pairs.tsv``: label, older, newer. Every pair whose checksum is odd is for measuring only; ``--wrong`` lists none of those.
"""

import sys
from collections import Counter
from pathlib import Path
from zlib import crc32

from minutebook.text.relation import Relation, compare

PAIRS = Path(__file__).parent / "facts" / "pairs.tsv"
LABELS = ("merged", "contradicts", "unrelated")


def read_pairs(*, kept: bool) -> list[tuple[str, str, str]]:
    """The pairs that were looked at, or those kept for measuring."""
    rows = [line.split("\t") for line in PAIRS.read_text(encoding="utf-8").splitlines() if line]
    return [(label, a, b) for label, a, b in rows if (crc32(f"{label}\t{a}\t{b}".encode()) % 2 == 1) is kept]


def verdict(label: str) -> str:
    return "merged" if label in {Relation.SAME, Relation.RESTATED} else label


def measure(pairs: list[tuple[str, str, str]], *, listed: bool) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for label, older, newer in pairs:
        found = compare(older, newer)
        counts[verdict(label), verdict(found)] += 1
        if listed and verdict(label) != verdict(found):
            print(f"{label} read as {found}: {older} | {newer}")
    merged = sum(counts[label, "merged"] for label in LABELS)
    told = sum(counts[label, "contradicts"] for label in LABELS)
    for name, hit, of in (
        ("merges that are right", counts["merged", "merged"], merged),
        ("restatements merged", counts["merged", "merged"], sum(counts["merged", f] for f in LABELS)),
        ("contradictions told", counts["contradicts", "contradicts"], sum(counts["contradicts", f] for f in LABELS)),
        ("told contradictions that are right", counts["contradicts", "contradicts"], told),
    ):
        print(f"  {name:36} {hit / max(1, of):.2f} ({hit} of {of})")
    print(f"  {'contradictions silently merged':36} {counts['contradicts', 'merged']}")


if __name__ == "__main__":
    for kept in (False, True):
        pairs = read_pairs(kept=kept)
        print(f"{'kept for measuring' if kept else 'looked at'}: {len(pairs)} pairs")
        measure(pairs, listed=not kept and "--wrong" in sys.argv)
