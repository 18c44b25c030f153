"""Fit the weights of the decisions model, and say how it does on groups of cases that are left out.

    python training/decisions.py GOLD_DIR... --calls CALLS_DIR --ami AMI_DIR [--leave CASE ...] [--write]

GOLD_DIR: gold cases beside a ``score.py``; a sentence is right where the decision that it would make is paired with a gold one. CALLS_DIR: public
calls with ``utterances``, in which the decisions of decided.toml are right. AMI_DIR: labelled meetings; a sentence is right near a label whose
words it shares; these labels are loose, so that they count little. Weights are drawn towards PRIOR, which was set by hand before any fitting.
"""

import argparse
import json
import re
import sys
import tomllib
from collections import defaultdict
from math import exp
from pathlib import Path
from types import ModuleType

sys.path.insert(0, str(Path(__file__).parent.parent / "evals"))

from corpora import as_vtt
from logistic import Sample, fit, odds, rank_quality
from reading import load_scorer, open_text

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.cast import resolve_cast
from minutebook.flow.extract.offline.decisions import along, cite, extent, find_marks, word
from minutebook.flow.extract.offline.lexicon import read_lexicon
from minutebook.flow.extract.offline.line import read_lines
from minutebook.flow.extract.offline.segment import segment
from minutebook.model.entity import Context
from minutebook.run.evaluate import open_case

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "decisions_weights.toml"
DECIDED = Path(__file__).parent / "decided.toml"
PULL = 25.0
"""Between 15 and 40 the F1 of left-out groups is flat; without a prior it is .1 lower."""
RIGHT, LIKE = 0.4, 0.35
"""Similarity to a gold decision from which a sentence is right, and half right."""
COUNTS = {"call": 0.6, "decided": 1.0, "ami": 0.25}
NEAR = 3
FOLDS = 6
PRIOR = {
    "bias": -4.5, "cue_settled": 1.5, "cue_ruling": 0.8, "cue_pointing": 1.2, "cue_course": 1.2, "cue_conclusion": 1.2, "cue_chosen": 1.0,
    "cue_stance": 0.5, "cue_proposed": 0.3, "cue_rule": 0.4, "assent": 1.0, "approved": 0.6, "echoed": 0.4, "taken": 1.2, "closes": 1.0,
    "closed_after": 0.8, "polled": 1.0, "polled_yes": 1.0, "firm_yes": 0.4, "yielding": 0.5, "after_yes": 0.5, "near": 0.5, "heard": 0.4,
    "detail": 0.15, "contrast": 0.4, "content": 0.2, "chair": 0.5, "opening": -1.0, "closing": -0.6, "will": -0.8, "other": -1.0,
    "explains": -0.5, "you": -0.3, "undone": -1.0, "meta": -1.0, "logistics": -0.8, "hypothetical": -1.0, "reported": -0.7, "asks": -0.6,
    "telling": -0.4, "past": -0.4, "modal": -0.4, "conditional": -0.3, "wish": -0.2, "long": -0.3, "very_long": -0.5, "cut": -0.6,
    "pronoun": -0.4, "they": -0.2, "objected": -0.3, "crowd": -0.3, "length": -0.3,
}  # fmt: skip


def read_case(folder: Path, scorer: ModuleType) -> list[Sample]:
    """The samples of a gold case."""
    source, context = open_case(folder)
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    lexicon, talk, cast = read_lexicon(), segment(source), resolve_cast(source, context)
    if not talk.spoken:
        return []
    lines = read_lines(talk, cast, source.date, lexicon)
    marks = find_marks(source, talk, lines)
    chances = along(marks)
    samples = []
    for mark in marks:
        ids = extent(lines, mark, chances)
        told = {"text": word(lines, ids, cast, lexicon), "evidence": list(cite(lines, mark, ids))}
        source_of = {"source": {"utterances": [{"id": u.id, "text": u.text} for u in source.utterances]}}
        told = scorer.renumber(source_of | {"decisions": [told]}, gold.get("utterances") or [])["decisions"][0]
        likeness = max((scorer.similarity(told, one) for one in gold["gold"]["decisions"]), default=0.0)
        samples.append((mark.features, 1.0 if likeness >= RIGHT else 0.5 * (likeness >= LIKE), 1.0))
    return samples


def read_meeting(path: Path, decided: dict[str, float] | None) -> list[Sample]:
    """The samples of a meeting as JSON: a public call where ``decided`` is given, else one of AMI."""
    meeting = json.loads(path.read_text(encoding="utf-8"))
    source = open_text(f"{meeting['date']} {path.stem}.vtt", as_vtt(meeting["utterances"]))
    numbers = [u["i"] for u in meeting["utterances"] if (u["text"] or "").strip()]
    lexicon, talk, cast = read_lexicon(), segment(source), resolve_cast(source, Context())
    lines = read_lines(talk, cast, source.date, lexicon)
    samples = []
    for mark in find_marks(source, talk, lines):
        at = numbers[lines[mark.sentence].utterances[0]]
        label, counts = (
            _label_call(at, decided) if decided is not None else _label_ami(at, lines[mark.sentence].plain, meeting)
        )
        if counts:
            samples.append((mark.features, label, counts))
    return samples


def _label_call(at: int, decided: dict[str, float]) -> tuple[float, float]:
    label = max((sure for n, sure in decided.items() if abs(int(n) - at) <= 1), default=0.0)
    if label:
        return label, COUNTS["decided"]
    return 0.0, 0.0 if any(abs(int(n) - at) <= NEAR + 1 for n in decided) else COUNTS["call"]


def _label_ami(at: int, text: str, meeting: dict) -> tuple[float, float]:
    near = [one for one in meeting["decisions"] if any(abs(n - at) <= NEAR for n in one["evidence"])]
    words = set(re.findall(r"\w{4,}", text))
    shared = any(words & set(re.findall(r"\w{4,}", one["text"].lower())) for one in near)
    return (1.0 if shared else 0.4 * bool(near)), COUNTS["ami"]


def best_f1(samples: list[Sample], weights: dict[str, float]) -> tuple[float, float]:
    """The chance above which most sentences are told right, and their F1 there."""
    scored = [(1 / (1 + exp(-odds(features, weights))), label) for features, label, _ in samples]
    wanted = sum(label for _, label in scored)

    def f1(least: float) -> float:
        kept = [label for chance, label in scored if chance >= least]
        return 2 * sum(kept) / (len(kept) + wanted) if kept else 0.0

    return max(((step / 20, f1(step / 20)) for step in range(2, 16)), key=lambda pair: pair[1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--calls", type=Path, required=True)
    parser.add_argument("--ami", type=Path, required=True)
    parser.add_argument("--every", type=int, default=4, help="of AMI each so many")
    parser.add_argument("--leave", nargs="*", default=[], help="cases that are not looked at")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    scorer = load_scorer(next(folder.parent for folder in args.folders if (folder.parent / "score.py").exists()))
    groups: dict[str, list[Sample]] = defaultdict(list)
    for path in sorted(path for folder in args.folders for path in folder.glob("*/gold.json")):
        if path.parent.name not in args.leave:
            groups[re.sub(r"-\d+$", "", path.parent.name)] += read_case(path.parent, scorer)
    for name, decided in tomllib.loads(DECIDED.read_text(encoding="utf-8")).items():
        groups[name] += read_meeting(args.calls / f"{name}.json", decided)
    for path in sorted(args.ami.glob("*.json"))[:: args.every]:
        groups["ami"] += read_meeting(path, None)
    everything = [sample for samples in groups.values() for sample in samples]
    print(
        f"{len(everything)} sentences of {len(groups)} groups, {sum(label for _, label, _ in everything):.0f} settle something"
    )
    names = list(groups)
    for fold in range(FOLDS):
        left_out = names[fold::FOLDS]
        weights = fit([s for name in names if name not in left_out for s in groups[name]], PULL, PRIOR)
        held = [s for name in left_out for s in groups[name]]
        least, value = best_f1(held, weights)
        print(
            f"fold {fold}: ranked right {rank_quality(held, weights):.3f}, best F1 of sentences {value:.2f} from {least:.2f} on"
        )
    if args.write:
        weights = fit(everything, PULL, PRIOR)
        lines = [f"{name} = {value:.3f}" for name, value in sorted(weights.items())]
        head = "# Weights of the decisions model, made by training/decisions.py.\n"
        WEIGHTS.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
