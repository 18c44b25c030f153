"""Fit who is there though no label says so, on the meetings of ``evals/talks`` with their labels taken away.

    python -m training.presence evals/talks [--write]

Each meeting is read without labels, with and without capitals, in a vault that knows its people and in an empty one; those that have no labels, or numbered
ones, by nature also as they are, and these count most. For each person who is named: are they one of the gold's participants? Printed are those rightly
given, given and there, when half of the writers (by the first letters of their files' names) are left out.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
from evals.talks import Talk, make_case, read_talk
from evals.unlabelled import WRITTEN, is_called
from training import newton

import minutebook.flow.extract.offline as offline
from minutebook.flow.extract.offline.people.hearing import Hearing
from minutebook.flow.extract.offline.people.pool import Pool
from minutebook.flow.extract.offline.people.presence import LEAST, is_addressed, rate_presence
from minutebook.model.entity import Context, EntityType
from minutebook.model.source import Source
from minutebook.run.evaluate import open_case
from minutebook.text.names import fold

WEIGHTS = Path(offline.__file__).parent / "data" / "en" / "presence_weights.toml"
PULL = 1.0
AS_THEY_ARE = 4
"""How much more a meeting counts whose labels nobody took away."""
HALF = ("v", "ya", "yb")


class Person(msgspec.Struct):
    """Somebody who is named in one reading of a meeting: the signs, whether they are there, and how much that counts."""

    talk: str
    way: str
    signs: dict[str, float]
    there: bool
    counts: int


def read_ways(path: Path) -> Iterator[Person]:
    """The people of one meeting, by each way in which it is read."""
    for labels, raw in (("none", ""), ("none", "yes"), ("", "")):
        talk = read_talk(path)
        if talk.errors or talk.get("format") in WRITTEN or not (labels or talk.get("labels") in ("none", "speakers")):
            continue
        if labels:
            talk.head["labels"], talk.head["raw"] = [labels], [raw]
            if talk.get("format") == "plain-txt":
                talk.head["format"] = ["srt"]  # paragraphs without labels are no talk
        source, context = _open(talk)
        way = f"{labels}{raw and ' raw'}" if labels else "as it is"
        gold = talk.listed("participants")
        nicknames = [alias for e in context.entities if e.name in gold for alias in e.aliases]
        yield from _people(talk, way, source, context, [*gold, *nicknames])
        if labels:
            others = tuple(e for e in context.entities if e.type is not EntityType.PERSON)
            empty = msgspec.structs.replace(context, entities=others)
            yield from _people(talk, f"{way}, empty vault", source, empty, [*gold, *nicknames])


def _open(talk: Talk) -> tuple[Source, Context]:
    with TemporaryDirectory() as scratch:
        make_case(talk, Path(scratch))
        return open_case(Path(scratch))


def _people(talk: Talk, way: str, source: Source, context: Context, gold: Sequence[str]) -> Iterator[Person]:
    """Those who are named in one reading; ``gold`` is what those who are there are called."""
    pool = Pool(source, context)
    hearing = Hearing(source, pool)
    names = {e.id: e.name for e in hearing.entities}
    for id_, signs in rate_presence(hearing, frozenset({fold(context.me.organisation or "")})).items():
        if is_addressed(signs) and not (pool.me and id_ == pool.me.id):
            there = any(is_called(names[id_], full) for full in gold)
            yield Person(talk.name, way, signs, there, 1 if way.startswith("none") else AS_THEY_ARE)


def fit(people: Sequence[Person], names: Sequence[str]) -> dict[str, float]:
    rows = [[p.signs.get(name, 0.0) for name in names] + [1.0] for p in people for _ in range(p.counts)]
    there = [float(p.there) for p in people for _ in range(p.counts)]
    return dict(zip([*names, "bias"], newton.fit(np.array(rows), np.array(there), PULL), strict=True))


def is_given(person: Person, weights: dict[str, float]) -> bool:
    odds = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in person.signs.items())
    return bool(1 / (1 + np.exp(-odds)) >= LEAST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("talks", type=Path)
    parser.add_argument("--write", action="store_true", help="replace the weights of the package")
    args = parser.parse_args()
    people = [person for path in sorted(args.talks.glob("*.talk")) for person in read_ways(path)]
    names = sorted({name for person in people for name in person.signs})
    for way in dict.fromkeys(person.way for person in people):
        right = given = there = 0
        for half in (True, False):
            weights = fit([p for p in people if p.talk.startswith(HALF) is not half], names)
            rated = [(p, is_given(p, weights)) for p in people if p.way == way and p.talk.startswith(HALF) is half]
            right += sum(p.there and told for p, told in rated)
            given += sum(told for _, told in rated)
            there += sum(p.there for p, _ in rated)
        print(f"{way}: {right} right of {given} given, {there} there")
    if args.write:
        lines = "".join(f"{name} = {weight:.3f}\n" for name, weight in fit(people, names).items())
        head = "# Who is there though no label says so (presence.py), as log odds; fitted by training/presence.py.\n"
        WEIGHTS.write_text(head + lines, encoding="utf-8")


if __name__ == "__main__":
    main()
