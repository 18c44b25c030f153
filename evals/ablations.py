"""What each ability brings: `python -m evals.ablations SHARED_EVAL [--set dev --set dev-long]`.

One ability after another is switched off, by putting something simpler in the place of one of the engine's functions while the cases are read, and the
cases are scored anew. The first row is the engine as it is; each other row is the change without the ability, in points (hundredths), blank where nothing
changes. For wrong owners and traps a rise is a loss. All cases of the sets together; thresholds stay as they are.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import msgspec
import numpy as np
from evals.reading import load_scorer, replaced

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.people.hearing import _Misheard
from minutebook.flow.extract.offline.talk.sense import LABELS
from minutebook.flow.extract.offline.words.scorer import read_scorer
from minutebook.flow.extract.offline.work.deadline import rule
from minutebook.flow.extract.offline.work.owner import ruled_owner
from minutebook.run.evaluate import read_case
from minutebook.run.publish import publish_json

MEASURES = {
    "tasks": ("tasks", "f1"),
    "prec": ("tasks", "precision"),
    "compl": ("complete", "rate"),
    "words": ("wording", "rate"),
    "owner": ("owner", "rate"),
    "wrong": ("wrong_owner", "rate"),
    "due": ("due", "rate"),
    "traps": ("traps_taken", "rate"),
    "decis": ("decisions", "f1"),
    "quest": ("questions", "f1"),
    "facts": ("facts", "f1"),
    "updat": ("updates", "f1"),
    "parti": ("participants", "f1"),
    "menti": ("mentioned_people", "f1"),
    "subj": ("subject", "rate"),
    "points": ("summary_points", "rate"),
}


def nothing(*_args: Any, **_keywords: Any) -> None:
    return None


def empty(*_args: Any, **_keywords: Any) -> tuple[Any, ...]:
    return ()


def no(*_args: Any, **_keywords: Any) -> bool:
    return False


def whole(_text: str, start: int, end: int, *_rest: Any) -> Iterator[tuple[int, int]]:
    yield start, end


def first_words(self: Any, thread: Any, *_rest: Any) -> str:
    """The sentence of the first act as it was said."""
    said: str = self._lines[thread.first.line].text
    return said


def in_order(threads: list[Any], *_rest: Any) -> list[Any]:
    return sorted(threads, key=lambda thread: (thread.first.line, thread.first.start))


ABILITIES: dict[str, dict[str, Any]] = {
    "who speaks: labels named from the talk": {"people.cast.seat_voices": lambda *_: {}},
    "who speaks: those spoken to without a label": {"people.cast.find_unlabelled": empty},
    "names: misheard ones": {
        "people.hearing._misheard": lambda *_: _Misheard(set(), defaultdict(list)),
        "people.hearing._misheard_things": empty,
    },
    "names: strangers": {"people.hearing.find_strangers": lambda *_: {}},
    "speech made fluent": {"talk.line.fluent": lambda text, *_: " ".join(text.split())},
    "sentences across cues": {"talk.segment._continues": no},
    "sentences in unpunctuated speech": {"talk.segment._pieces": whole},
    "acts: plain imperatives": {"talk.acts._order": nothing},
    "acts: work given by name": {"talk.acts._named": empty},
    "turns: answers to requests and offers": {"work.thread.Follower._answer": nothing},
    "turns: an act takes up an earlier one": {
        "work.thread.Follower._waiting": nothing,
        "work.thread.Follower._own": nothing,
    },
    "what became of it: all of it": {"work.candidates.settle": in_order},
    "what became of it: called off": {"work.resolve._cancel": nothing},
    "what became of it: said again": {"work.resolve._merge": lambda threads, *_: threads},
    "narration left out": {"work.candidates.is_narration": no},
    "the scorer: every candidate is a task": {
        "work.tasks.read_scorer": lambda: msgspec.structs.replace(read_scorer(), threshold=0.0)
    },
    "owner: who accepted (else the first speaker)": {
        "work.candidates.choose_owners": lambda threads, _mains, _lines, people, *_: [
            people.name(t.speaker) for t in threads
        ]
    },
    "owner: weighed (else as the thread's rules say)": {
        "work.candidates.choose_owners": lambda threads, _mains, _lines, people, *_: [
            ruled_owner(t, people) for t in threads
        ]
    },
    "due: weighed (else as the rules say)": {
        "work.candidates.choose_dues": lambda threads, _owners, lines, _people, day, _odds, _lexicon, asked: rule(
            threads, lines, day, asked
        )
    },
    "lines read by what was learned": {
        "reading.read_senses": lambda lines, _acts: np.full((len(lines), len(LABELS)), -3.0)
    },
    "acts that no pattern knows": {"work.candidates.find_loose": lambda _lines, acts, *_: acts},
    "work told twice is one": {"work.tasks.choose_once": lambda rated, _lexicon: list(rated)},
    "due: said in a reply": {"work.due._of_reply": nothing},
    "wording: all (else as it was said)": {"work.wording.Wording.word": first_words},
    "wording: what 'it' and 'that' mean": {"work.wording.Wording._resolve": lambda _self, text, *_, **__: text},
    "wording: names for 'you' and 'me'": {"work.persons.Persons.with_names": lambda _self, text, *_: text},
    "wording: what bare words are about": {"work.wording.Wording._with_topic": lambda _self, text, *_: text},
    "written lists and marks": {"work.tasks.find_written": empty},
    "decisions: what others answer": {"items.settle.Settling._answers": lambda *_: (None, {})},
    "decisions: the last state stands": {"items.decisions._is_overtaken": lambda *_: False},
    "facts: the model (else the first sentences)": {"items.facts.weigh": lambda lines, *_: [0.0] * len(lines)},
    "facts: with the question that they answer": {"items.facts._extent": lambda _lines, line, *_: (line.id,)},
    "updates bound to open tasks": {
        "minutebook.run.evaluate.link": lambda _source, extraction, *_: SimpleNamespace(extraction=extraction)
    },
    "checked against the source": {"minutebook.run.understanding.ground": lambda extraction, _source: extraction},
}


def score_sets(score: ModuleType, folders: Sequence[Path]) -> dict[str, float | None]:
    """The measures of the engine, as it is at this moment, over all cases."""
    board = score.Board()
    for folder in folders:
        for path in sorted(folder.glob("*/gold.json")):
            written = json.loads(publish_json(*read_case(path.parent, OfflineEngine())))
            score.score_case(board, json.loads(path.read_text(encoding="utf-8")), written)
    rows = board.rows()
    return {name: rows[measure][key] for name, (measure, key) in MEASURES.items()}


def without(score: ModuleType, folders: Sequence[Path], places: dict[str, Any]) -> dict[str, float | None]:
    with ExitStack() as stack:
        for place, value in places.items():
            stack.enter_context(replaced(place, value))
        return score_sets(score, folders)


def changes(full: dict[str, float | None], less: dict[str, float | None]) -> list[str]:
    """Points won or lost, a cell a measure; "–" where it cannot be told any more."""
    cells = []
    for name, value in less.items():
        before = full[name]
        if value is None or before is None:
            cells.append("–")
        else:
            points = round(100 * (value - before), 1)
            cells.append(f"{points:+.1f}" if points else "")
    return cells


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument(
        "--set", action="append", dest="sets", help="a folder of gold cases (default: dev and dev-long)"
    )
    args = parser.parse_args()
    score = load_scorer(args.shared)
    folders = [args.shared / name for name in args.sets or ("dev", "dev-long")]
    full = score_sets(score, folders)
    print(f"{'':46}" + "".join(f"{name:>7}" for name in MEASURES))
    print(f"{'as it is':46}" + "".join("      –" if v is None else f"{v:7.3f}" for v in full.values()))
    for name, places in ABILITIES.items():
        cells = changes(full, without(score, folders, places))
        print(f"{name:46}" + "".join(f"{cell:>7}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
