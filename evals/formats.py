"""How exactly every layout is read: ``python -m evals.formats DIR`` (a folder with ``rendered/`` and ``real/``).

Rendered files are compared with the ``gold.json`` beside them: turns (neighbouring cues of one speaker joined) with equal
speaker and text, and starts within a second. Layouts are compared on what they carry: labels that are no names are mapped
to the speaker they stand for most often; where no speaker is marked, the words in their order count; captions in lower case
without punctuation are compared so. Real files are listed, each with how it was read or why it was refused.
"""

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt
from minutebook.model.source import Source, Utterance

MAX_BYTES = 200_000_000
TARGET = 0.995
WINDOW = 400
"""Words within which a turn is looked for after the one before."""


class Turn(NamedTuple):
    speaker: str | None
    text: str
    start: float | None


class Score(NamedTuple):
    """Turns that were found exactly, turns of the gold, starts that are right, starts that are stated."""

    turns: int
    of: int
    starts: int
    timed: int
    compared: str


def read_sources(path: Path) -> tuple[Source, ...]:
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return adapt(path.name, path.read_bytes(), modified, UTC, MAX_BYTES)


def join_turns(turns: Sequence[Turn]) -> list[Turn]:
    """Neighbouring cues of one speaker as one turn; the first start counts."""
    joined: list[Turn] = []
    for turn in turns:
        if joined and joined[-1].speaker == turn.speaker:
            joined[-1] = joined[-1]._replace(text=f"{joined[-1].text} {turn.text}")
        else:
            joined.append(turn)
    return [turn._replace(text=" ".join(turn.text.split())) for turn in joined]


def score(source: Source, gold: dict[str, Any]) -> Score:
    """How much of the gold's talk the source has, on what its layout carries."""
    want = [Turn(turn["speaker"], turn["text"], turn["start"]) for turn in gold["turns"]]
    have = [Turn(u.speaker, u.text, u.start) for u in source.utterances]
    speakers = {turn.speaker for turn in have} - {None}
    if not speakers:
        return _score_words(source.utterances, want)
    if speakers <= {turn.speaker for turn in want}:
        return _pair(join_turns(have), join_turns(want), "names")
    names = _map_labels(have, want)
    if len(set(names.values())) < len(names) or len(speakers) < len({turn.speaker for turn in want}):
        return _score_sides(have, want)
    have = [turn._replace(speaker=names.get(turn.speaker or "", turn.speaker)) for turn in have]
    return _pair(join_turns(have), join_turns(want), "labels")


def _pair(have: Sequence[Turn], want: Sequence[Turn], compared: str) -> Score:
    matcher = SequenceMatcher(None, [turn[:2] for turn in have], [turn[:2] for turn in want], autojunk=False)
    pairs = [(have[a + i], want[b + i]) for a, b, size in matcher.get_matching_blocks() for i in range(size)]
    timed = [(got, gold) for got, gold in pairs if got.start is not None and gold.start is not None]
    right = sum(abs((got.start or 0) - (gold.start or 0)) <= 1 for got, gold in timed)
    return Score(len(pairs), len(want), right, len(timed), compared)


def _map_labels(have: Sequence[Turn], want: Sequence[Turn]) -> dict[str, str]:
    """Each label's gold speaker: the one with whom it shares most texts that stand once in the gold."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spoken = [(turn.speaker, _words(turn.text)) for turn in want]
    index: defaultdict[str, set[str]] = defaultdict(set)
    for speaker, words in spoken:
        for n in range(len(words) - 4):
            index[" ".join(words[n : n + 5])].add(speaker or "")
    for turn in have:
        words = _words(turn.text)
        for n in range(len(words) - 4):
            owners = index.get(" ".join(words[n : n + 5]), set())
            if turn.speaker and len(owners) == 1:
                votes[turn.speaker][next(iter(owners))] += 1
    return {label: counts.most_common(1)[0][0] for label, counts in votes.items()}


def _score_sides(have: Sequence[Turn], want: Sequence[Turn]) -> Score:
    """Where one label stands for several people, the gold's turns are joined and compared under its labels."""
    words, labels = [], []
    for turn in have:
        found = _words(turn.text)
        words += found
        labels += [turn.speaker] * len(found)
    relabelled = [
        turn._replace(speaker=labels[place] if place is not None and place < len(labels) else turn.speaker)
        for turn, place in zip(want, _places(words, want), strict=True)
    ]
    return _pair(join_turns(have), join_turns(relabelled), "sides")


def _places(words: Sequence[str], want: Sequence[Turn]) -> list[int | None]:
    """Where each turn's words stand, in order; None where they do not."""
    places: list[int | None] = []
    at = 0
    for turn in want:
        tokens = _words(turn.text)
        place = next((i for i in range(at, at + WINDOW) if words[i : i + len(tokens)] == tokens), None)
        places.append(place)
        at = at if place is None else place + len(tokens)
    return places


def _score_words(utterances: Sequence[Utterance], want: Sequence[Turn]) -> Score:
    """Without speakers: a gold turn is found where its words stand in their order; its start where a cue begins with it."""
    words: list[str] = []
    starts: dict[int, float | None] = {}
    for utterance in utterances:
        starts[len(words)] = utterance.start
        words += _words(utterance.text)
    places = _places(words, want)
    begun = [
        (starts[place], turn.start)
        for place, turn in zip(places, want, strict=True)
        if place is not None and starts.get(place) is not None
    ]
    right = sum(abs((got or 0) - (gold or 0)) <= 1 for got, gold in begun)
    found, timed = sum(place is not None for place in places), len(begun)
    return Score(found, len(want), right, timed, "words")


def _words(text: str) -> list[str]:
    return re.sub(r"[^\w\s]|_", "", text.lower()).split()


def measure_rendered(folder: Path) -> int:
    """Prints a line a layout; the number of layouts below the target."""
    scores: defaultdict[str, list[Score]] = defaultdict(list)
    for path in sorted(folder.glob("*/*")):
        if path.name == "gold.json":
            continue
        gold = json.loads(path.with_name("gold.json").read_text(encoding="utf-8"))
        sources = read_sources(path)
        if str(sources[0].date) != gold["date"] and sources[0].dated_from != "modified":
            print(f"  {path.parent.name}/{path.name}: dated {sources[0].date}, gold {gold['date']}")
        scores[path.name].append(score(sources[0], gold))
    below = 0
    print(f"{'layout':28} {'turns':>12} {'exact':>8} {'starts':>8}  compared on")
    for layout, found in scores.items():
        turns, of = sum(s.turns for s in found), sum(s.of for s in found)
        starts, timed = sum(s.starts for s in found), sum(s.timed for s in found)
        share = turns / of
        below += share < TARGET or starts < TARGET * timed
        print(
            f"{layout:28} {turns:>5} / {of:<5} {share:>7.2%} {f'{starts / timed:.2%}' if timed else 'none':>8}  {', '.join(sorted({s.compared for s in found}))}"
        )
    return below


def list_real(folder: Path) -> int:
    """Prints how each real file was read, or its refusal; the number of refusals."""
    refused = 0
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name == "manifest.json":
            continue
        name = path.relative_to(folder)
        try:
            sources = read_sources(path)
        except SourceError as error:
            refused += 1
            print(f"{name}\n    refused: {error}")
            continue
        for source in sources:
            speakers = list(dict.fromkeys(u.speaker for u in source.utterances if u.speaker))
            print(f"{name}\n    {source.format} ({source.kind}, {source.sureness:.2f}: {source.reason})")
            print(
                f"    {len(source.utterances)} utterances, {len(speakers)} speakers {speakers[:6]}, {source.date} from {source.dated_from}, {source.title!r}"
            )
            print(f"    first: {source.utterances[0].text[:100]!r}")
            for warning in source.warnings:
                print(f"    warning: {warning}")
    return refused


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rendered", action="store_true", help="only the comparison with gold")
    options = parser.parse_args(arguments)
    below = measure_rendered(options.folder / "rendered")
    print(f"{below} layouts below {TARGET:.1%}")
    if not options.rendered:
        print(f"{list_real(options.folder / 'real')} files refused")
    return int(below > 0)


if __name__ == "__main__":
    sys.exit(main())
