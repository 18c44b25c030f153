"""Fit what the words of a talk weigh in its summary, and say what leaving a group of cases out costs.

    python training/summary.py GOLD_DIR... [--leave CASE...] [--corpora SHARED_EVAL_DATA] [--write]

A sample is a stem of a case; sought are those that stand in the gold's summary points. Cases whose names differ in a last number alone are one group.
``--corpora`` counts first which stems the abstracts of AMI, ICSI and QMSum tell of what was said there, and replaces that list with ``--write``.

Model card. Use: which words, figures and names a summary of a meeting should carry. Data: the gold cases given; the abstracts of 122 AMI and 50 ICSI
meetings (CC BY 4.0) and 30 of QMSum (MIT). Size: 19 weights, 1,500 stems in seven steps. Limits: English; meetings of a few people; the abstracts are
of research meetings, a designed product and parliament, so stems of one corpus alone are left out.
"""

import argparse
import json
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any

from logistic import Sample, fit, rank_quality

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.cast import resolve_cast
from minutebook.flow.extract.offline.decisions import find_decisions
from minutebook.flow.extract.offline.facts import find_facts
from minutebook.flow.extract.offline.lexicon import read_lexicon
from minutebook.flow.extract.offline.line import read_lines
from minutebook.flow.extract.offline.mentions import find_mentions
from minutebook.flow.extract.offline.salience import describe_stems, rank_lines, stems_in
from minutebook.flow.extract.offline.segment import segment
from minutebook.flow.extract.offline.tasks import find_tasks
from minutebook.flow.extract.offline.topics import find_topics
from minutebook.model.entity import EntityType
from minutebook.run.evaluate import open_case

DATA = Path(offline.__file__).parent / "data" / "en"
PULL = 5.0
"""Penalty on squared weights."""
STEP, MOST = 0.5, 1.5
"""The stems' values are kept in steps, none beyond the most."""
PRIOR = 0.08
"""Meetings' share that is added to what is seen and expected of a stem, so that rare ones say little."""
SEEN = 5
"""Meetings of a corpus that must say a stem for that corpus to count."""
WEIGHTS_HEAD = "# What each feature of a stem weighs (salience.py); made by training/summary.py.\n"
TELLING_HEAD = """# Stems by the logarithm of how much more often than others the abstracts of meetings tell them where they were said, in steps.
# Counted in AMI and ICSI (CC BY 4.0) and QMSum (MIT) by training/summary.py; each is said in at least two of them.
"""


def read_samples(folder: Path) -> list[Sample]:
    """The stems of one case with their features, and whether a summary point has them."""
    lexicon = read_lexicon()
    source, context = open_case(folder)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["gold"]["summary_points"]
    talk, cast = segment(source), resolve_cast(source, context)
    lines = read_lines(talk, cast, source.date, lexicon)
    mentions = find_mentions(talk, source, context, cast)
    known = tuple(mention.name for mention in mentions if mention.type is not EntityType.PERSON)
    tasks = find_tasks(source, lines, cast, lexicon)
    decisions = find_decisions(source, talk, lines, cast, lexicon)
    told = [item.text for item in (*decisions, *tasks)]
    items = (*tasks, *decisions, *find_facts(source, talk, lines, cast, lexicon, known, told))
    wanted = {name for point in gold for name in stems_in(point)}
    stems = describe_stems(lines, rank_lines(lines), items, find_topics(lines, known, lexicon), known)
    return [(dict(held), float(name in wanted), 1.0) for name, held in stems.items()]


def count_telling(corpora: Path) -> dict[float, list[str]]:
    """Stems by how much more often than others abstracts tell them."""
    seen: dict[str, float] = defaultdict(float)
    expected: dict[str, float] = defaultdict(float)
    corpora_of: Counter[str] = Counter()
    for corpus in ("ami", "icsi", "qmsum"):
        pairs = [pair for path in sorted((corpora / corpus / "meetings").glob("*.json")) if (pair := _pair(path))[1]]
        usual = sum(len(said & told) for said, told in pairs) / sum(len(said) for said, _ in pairs)
        often = Counter(name for said, _ in pairs for name in said)
        for name, count in often.items():
            expected[name] += usual * count / len(pairs)
            corpora_of[name] += count >= SEEN
        for name, count in Counter(name for said, told in pairs for name in said & told).items():
            seen[name] += count / len(pairs)
    steps: dict[float, list[str]] = defaultdict(list)
    for name in sorted(name for name, count in corpora_of.items() if count >= 2 and len(name) > 2 and name.isalpha()):
        value = log((seen[name] + PRIOR) / (expected[name] + PRIOR))
        step = max(-MOST, min(MOST, round(value / STEP) * STEP))
        if step:
            steps[step].append(name)
    return dict(sorted(steps.items()))


def _pair(path: Path) -> tuple[frozenset[str], frozenset[str]]:
    """What a meeting says and what its abstract tells."""
    meeting = json.loads(path.read_text(encoding="utf-8"))
    said = {name for utterance in meeting["utterances"] for name in stems_in(utterance["text"] or "")}
    return frozenset(said), frozenset(name for text in _abstract(meeting) for name in stems_in(text))


def _abstract(meeting: dict[str, Any]) -> Iterator[str]:
    for kind in ("abstract", "actions", "decisions", "problems", "summary_sentences"):
        yield from (sentence["text"] for sentence in meeting.get(kind) or ())
    yield from (query["answer"] for query in meeting.get("queries") or () if query["kind"] == "general")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--leave", nargs="*", default=[], help="cases that are not looked at")
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if args.corpora:
        steps = count_telling(args.corpora)
        print({step: len(names) for step, names in steps.items()})
        if args.write:
            wrap = textwrap.TextWrapper(158, break_on_hyphens=False)
            lists = (f'"{step}" = """\n{wrap.fill(" ".join(names))}\n"""\n' for step, names in steps.items())
            (DATA / "telling.toml").write_text(TELLING_HEAD + "".join(lists), encoding="utf-8")
    groups: dict[str, list[Sample]] = defaultdict(list)
    for path in sorted(path for folder in args.folders for path in folder.glob("*/gold.json")):
        if path.parent.name not in args.leave:
            groups[re.sub(r"-\d+$", "", path.parent.name)] += read_samples(path.parent)
    everything = [sample for samples in groups.values() for sample in samples]
    print(f"{len(everything)} stems of {len(groups)} groups, {sum(label > 0 for _, label, _ in everything):g} told")
    for name, samples in groups.items():
        weights = fit([sample for other, group in groups.items() if other != name for sample in group], PULL)
        print(f"{name:32} ranked right {rank_quality(samples, weights):.3f}")
    if args.write:
        lines = [f"{name} = {value:.3f}" for name, value in sorted(fit(everything, PULL).items())]
        (DATA / "summary_weights.toml").write_text(WEIGHTS_HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
