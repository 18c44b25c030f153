"""Other offline tools on the same meetings, scored in the same run: `python -m bench.peers.compare SHARED_EVAL [--set dev] [--work DIR]`.

follow-through, meeting-intelligence and cogext-primitive (PyPI) are installed, each in an environment of its own under --work, and called
through their documented functions (runner.py). They are given each meeting as lines `Name: text`, the layout that suits them best, with the labels of
the file; meeting-intelligence also gets the names that the vault knows as its roster, cogext-primitive the meeting's date. We are given the
file itself and what the case's vault knows.

What they find is mapped to the public JSON: evidence is the line that the peer names, else the first one that holds the item's words; an owner is the
peer's, and of cogext-primitive, which finds the first person only, who says the line; due a date where the peer gives one (words like "Friday" are no date). A label
that is no name ("Speaker 1") and is given as owner counts, as in score.py, as naming somebody else.
Times are of one meeting in process, the fastest of three.
"""

import argparse
import json
import re
import subprocess
import sys
import venv
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from types import ModuleType
from typing import Any

from bench.peers.runner import SPEAKER
from evals.reading import load_scorer

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.run.evaluate import open_case, read_case
from minutebook.run.publish import publish, publish_json

PEERS = {"follow-through": "0.3.1", "meeting-intelligence": "0.1.0", "cogext-primitive": "0.1.2"}
RUNNER = Path(__file__).with_name("runner.py")
COLUMNS = {
    "tasks F1": ("tasks", "f1"),
    "P": ("tasks", "precision"),
    "R": ("tasks", "recall"),
    "complete": ("complete", "rate"),
    "wording": ("wording", "rate"),
    "owner": ("owner", "rate"),
    "wrong owner": ("wrong_owner", "rate"),
    "due": ("due", "rate"),
    "invented due": ("invented_due", "rate"),
    "traps": ("traps_taken", "rate"),
    "decisions F1": ("decisions", "f1"),
    "questions F1": ("questions", "f1"),
    "points": ("summary_points", "rate"),
}


def install(work: Path, peer: str) -> Path:
    """The Python of the peer's own environment, made where it is missing."""
    python = work / peer / "bin" / "python"
    if not python.exists():
        venv.create(work / peer, with_pip=True)
        command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", f"{peer}=={PEERS[peer]}"]
        subprocess.run(command, check=True)
    return python


def as_lines(written: dict[str, Any]) -> str:
    """The meeting as `Name: text`, a line an utterance."""

    def line(utterance: dict[str, Any]) -> str:
        text = " ".join(utterance["text"].split())
        return f"{utterance['speaker']}: {text}" if utterance["speaker"] else text

    return "\n".join(map(line, written["source"]["utterances"])) + "\n"


def fold(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def locate(item: dict[str, Any], utterances: Sequence[dict[str, Any]]) -> list[int]:
    """The utterances that an item rests on: the line that was named, else the first that holds its words."""
    if "line" in item:
        return [utterances[min(item["line"], len(utterances) - 1)]["id"]]
    words = fold(item["text"])
    inside = [u["id"] for u in utterances if words in fold(u["text"])]
    parts = [u["id"] for u in utterances if len(u["text"].split()) > 2 and fold(u["text"]) in words]
    return inside[:1] or parts[:2]


def as_public(answer: dict[str, Any], written: dict[str, Any]) -> dict[str, Any]:
    """A peer's answer in the public JSON."""
    utterances = written["source"]["utterances"]
    speakers = {u["id"]: u["speaker"] for u in utterances}
    labels = tuple(f"{label}: " for label in dict.fromkeys(speakers.values()) if label)
    found: dict[str, Any] = {"source": written["source"], "summary": answer.get("summary", "")}
    for kind in ("tasks", "decisions", "questions"):
        items = [dict(item, text=without_label(item["text"], labels)) for item in answer.get(kind, [])]
        found[kind] = [dict(item, evidence=locate(item, utterances)) for item in items]
    for task in found["tasks"]:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", task["due"] or ""):
            task["due"] = None
        if task["owner"] == SPEAKER:
            task["owner"] = speakers[task["evidence"][0]] if task["evidence"] else None
    return found


def without_label(text: str, labels: Sequence[str]) -> str:
    return next((text.removeprefix(label) for label in labels if text.startswith(label)), text)


def run_peer(python: Path, peer: str, cases: Sequence[Path]) -> Iterator[tuple[dict[str, Any], float]]:
    """The peer's public JSON of each case, and its seconds."""
    given, written = [], []
    for folder in cases:
        source, context = open_case(folder)
        published = publish(*read_case(folder, OfflineEngine()))
        written.append(published)
        roster = [context.me.name, *(e.name for e in context.entities if e.type == "person")]
        text = as_lines(published)
        given.append(json.dumps({"text": text, "date": source.date.isoformat(), "roster": [n for n in roster if n]}))
    command = [str(python), str(RUNNER), peer]
    answers = subprocess.run(command, input="\n".join(given) + "\n", capture_output=True, text=True, check=True).stdout
    for line, published in zip(answers.splitlines(), written, strict=True):
        answer = json.loads(line)
        yield as_public(answer, published), answer["seconds"]


def run_ours(cases: Sequence[Path]) -> Iterator[tuple[dict[str, Any], float]]:
    for folder in cases:
        times = []
        for _ in range(3):
            began = perf_counter()
            found = read_case(folder, OfflineEngine())
            times.append(perf_counter() - began)
        yield json.loads(publish_json(*found)), min(times)


def score_all(score: ModuleType, cases: Sequence[Path], found: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    board = score.Board()
    for folder, pred in zip(cases, found, strict=True):
        score.score_case(board, json.loads((folder / "gold.json").read_text(encoding="utf-8")), pred)
    rows: dict[str, dict[str, Any]] = board.rows()
    return rows


def table(results: dict[str, tuple[dict[str, dict[str, Any]], float]]) -> str:
    names = list(results)
    lines = [f"{'':14}" + "".join(f"{name:>22}" for name in names)]
    for title, (measure, key) in COLUMNS.items():
        cells = []
        for name in names:
            row = results[name][0][measure]
            count = f"{row['hit']}/{row['gold']}" if "hit" in row else f"{row['total']:g}/{row['of']}"
            value = "–" if row[key] is None else f"{row[key]:.3f}"
            cells.append(f"{value} ({count})")
        lines.append(f"{title:14}" + "".join(f"{cell:>22}" for cell in cells))
    lines.append(f"{'ms a meeting':14}" + "".join(f"{1000 * results[name][1]:22.1f}" for name in names))
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--set", default="dev", help="the folder of gold cases")
    parser.add_argument("--work", type=Path, help="where the peers' environments are kept (default: a scratch folder)")
    args = parser.parse_args()
    score = load_scorer(args.shared)
    cases = [path.parent for path in sorted((args.shared / args.set).glob("*/gold.json"))]
    with TemporaryDirectory() as scratch:
        work = args.work or Path(scratch)
        runs = {"minutebook": list(run_ours(cases))}
        for peer in PEERS:
            runs[peer] = list(run_peer(install(work, peer), peer, cases))
    results = {
        name: (score_all(score, cases, [found for found, _ in run]), sum(s for _, s in run) / len(run))
        for name, run in runs.items()
    }
    print(f"{len(cases)} meetings of {args.set}, Python {sys.version.split()[0]}")
    print(table(results))


if __name__ == "__main__":
    main()
