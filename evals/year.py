"""A simulated year: 250 sources about 40 invented people, read in monthly batches, proposals accepted as a user would.

    python -m evals.year [--sources 250] [--seed 1] [--out DIR] [--wrong]

What is said is known (``evals/world.py``). Measured on the pages that come out: near-duplicates left, contradictions silently merged, contradictions told, lines without a resolving link.
"""

import argparse
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from evals.world import ACCOUNTS, ME, PROJECTS, Said, Source, make_year
from rapidfuzz.fuzz import token_set_ratio

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

# -- the year, lived through


def run_year(year: list[Source], root: Path, rng: random.Random) -> float:
    """Ingest month by month (every tenth source a month late), accept names, answer two of three questions with yes; the seconds it took."""
    from minutebook.ui.cli import main

    began = time.perf_counter()
    main(["init", str(root), "--name", ME, "--timezone", "Europe/Stockholm"])
    for kind, names in (("accounts", ACCOUNTS), ("projects", PROJECTS)):
        for name in names:
            main([kind, "add", name, "--vault", str(root)])
    batches: dict[int, list[Source]] = defaultdict(list)
    for source in year:
        batches[source.day.month + (rng.random() < 0.1)].append(source)
    for month in sorted(batches):
        for source in batches[month]:
            (root / "Inbox" / source.name).write_text(source.text, encoding="utf-8")
        main(["ingest", "--vault", str(root)])
        review = root / "Review.md"
        if review.exists():
            review.write_text(_ticked(review.read_text(encoding="utf-8"), rng), encoding="utf-8")
            main(["ingest", "--vault", str(root)])
    return time.perf_counter() - began


def _ticked(text: str, rng: random.Random) -> str:
    def tick(found: re.Match[str]) -> str:
        return f"- [{'x' if 'Create' in found[0] or rng.random() < 0.67 else '-'}]{found[1]}"

    return re.sub(r"^- \[ \](.*)$", tick, text, flags=re.MULTILINE)


# -- measuring

LINE = re.compile(
    r"^(?:> )?- (?P<words>.*?)(?P<links>(?: \[\[[^\]]*\|\d{4}-\d\d-\d\d\]\])+)(?P<rest>.*) \^(?P<id>mb-\w+)$"
)
ASKED = '"ask":"supersede"'
MEASURES = (
    "machine lines",
    "lines without a link",
    "fact lines",
    "fact lines of nothing known",
    "lines with several sources",
    "near-duplicates",
    "different facts merged",
    "contradictions silently merged",
    "struck",
    "attributes with two standing values",
)
LINK = re.compile(r"\[\[([^\]|#]*)")


def measure(year: list[Source], root: Path, *, listed: bool) -> None:
    """Print the measures of the pages."""
    from vaultcheck import check_vault

    by_note = _sources_by_note(year, root)
    folders = ("People", "Accounts", "Projects", "Forums")
    pages = [p for folder in folders for p in root.glob(f"{folder}/*/*.md") if p.stem == p.parent.name]
    stems = {p.stem for p in root.rglob("*.md")}
    counts: Counter[str] = Counter()
    for page in sorted(pages):
        lines = page.read_text(encoding="utf-8").splitlines()
        counts["machine lines"] += sum(" ^mb-" in line for line in lines)
        counts["lines without a link"] += sum(
            " ^mb-" in line and not any(target in stems for target in LINK.findall(line)) for line in lines
        )
        counts.update(_count_facts(page.stem, lines, by_note, listed=listed))
    for name in MEASURES:
        print(f"  {name:40} {counts[name]}")
    share = counts["near-duplicates"] / max(1, counts["fact lines"])
    print(f"  {'near-duplicates, share of fact lines':40} {share:.3f}")
    records = (path.read_text(encoding="utf-8") for path in root.glob("Minutebook/proposal-*.jsonl"))
    print(f"  {'records of questions':40} {sum(text.count(ASKED) for text in records)}")
    problems = check_vault(root)
    print(f"  {'problems of the vault':40} {len(problems)}")
    for problem in problems[:20] if listed else ():
        print("    ", problem)
    busiest = sorted(pages, key=lambda p: -p.stat().st_size)[:5]
    print(f"  {'pages':40} {len(pages)}; busiest: {', '.join(p.stem for p in busiest)}")


def _count_facts(page: str, lines: Iterable[str], by_note: dict[str, Source], *, listed: bool) -> Counter[str]:
    """What the fact lines of one page tell: of nothing known, of several facts at once, a second time."""
    counts: Counter[str] = Counter()
    seen: dict[tuple[str, str, str], str] = {}
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        found = LINE.match(line)
        if not found or line.startswith(("- [[", "> - [[")):
            continue
        counts["fact lines"] += 1
        words = found["words"].strip("~")
        told = [said for note in LINK.findall(found["links"]) if (said := _said(by_note.get(note), words))]
        if not told:
            counts["fact lines of nothing known"] += 1
            continue
        if len({(t.about, t.name, t.value) for t in told}) > 1:
            counts["different facts merged"] += 1
            counts["contradictions silently merged"] += len({(t.about, t.name) for t in told}) == 1
            if listed:
                print("MERGED", page, line, [t.text for t in told])
        if found["words"].startswith("~~"):
            counts["struck"] += 1
            continue
        key = told[0].about, told[0].name, told[0].value
        if key in seen:
            counts["near-duplicates"] += 1
            if listed:
                print("TWICE", page, "|", seen[key], "|", found["words"])
        seen.setdefault(key, found["words"])
        counts["lines with several sources"] += len(told) > 1
        values[key[:2]].add(key[2])
    counts["attributes with two standing values"] += sum(len(v) > 1 for v in values.values())
    return counts


def _sources_by_note(year: list[Source], root: Path) -> dict[str, Source]:
    """Each source by the stem of its note, found through the archived original's text."""
    by_text = {source.text: source for source in year}
    found = {}
    for note in root.rglob("*.md"):
        head = re.search(r"^source_ref: \"?(.*?)\"?$", note.read_text(encoding="utf-8"), re.MULTILINE)
        original = root / head[1] if head else None
        if original and original.is_file():
            source = by_text.get(original.read_text(encoding="utf-8"))
            if source:
                found[note.stem] = source
    return found


def _said(source: Source | None, words: str) -> Said | None:
    """Which of a source's facts a line tells."""
    if source is None:
        return None
    best = max(source.said, key=lambda s: token_set_ratio(s.text.lower(), words.lower()))
    return best if token_set_ratio(best.text.lower(), words.lower()) >= 85 else None


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--sources", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    year = make_year(given.seed, given.sources)
    root = given.out or Path(tempfile.mkdtemp()) / "vault"
    if root.exists():
        shutil.rmtree(root)
    took = run_year(year, root, random.Random(given.seed))
    facts = Counter((s.about, s.name) for source in year for s in source.said if not s.name.startswith("noise"))
    changed = sum(
        len({s.value for source in year for s in source.said if (s.about, s.name) == key}) > 1 for key in facts
    )
    print(
        f"{len(year)} sources, {sum(facts.values())} facts told of {len(facts)} attributes, {changed} of which changed; {took:.0f} s"
    )
    measure(year, root, listed=given.wrong)
