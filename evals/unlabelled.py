"""Which voices are told when the labels of labelled meetings are taken away.

    python -m evals.unlabelled TALKS [--names]

Writes each .talk of TALKS anew with numbered speakers, as one microphone for all but the owner, and without labels; with and without capitals.
Counts the numbered voices that got the right name and those that got another one's, and the participants that were found. Part of the right name is right.
``--names`` prints every wrong name.
"""

import argparse
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.talks import Talk, make_case, read_talk

from minutebook.flow.extract.offline.people.cast import Cast, resolve_cast
from minutebook.run.evaluate import open_case

WAYS = (("speakers", ""), ("speakers", "yes"), ("remote", ""), ("none", ""), ("none", "yes"))
WRITTEN = ("memo", "minutes", "md-notes")


def read_without(talk: Talk, labels: str, raw: str) -> Cast:
    """The cast of a talk whose speakers are labelled otherwise."""
    talk.head["labels"], talk.head["raw"] = [labels], [raw]
    if talk.get("format") == "plain-txt" and labels != "speakers":
        talk.head["format"] = ["srt"]  # paragraphs without labels are no talk
    with TemporaryDirectory() as scratch:
        make_case(talk, Path(scratch))
        return resolve_cast(*open_case(Path(scratch)))


def is_called(name: str, full: str) -> bool:
    """Whether a name is another's or part of it."""
    return name == full or set(name.split()) <= set(full.split()) or set(full.split()) <= set(name.split())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("talks", type=Path)
    parser.add_argument("--names", action="store_true", help="print every wrong name")
    given = parser.parse_args()
    for labels, raw in WAYS:
        counts: Counter[str] = Counter()
        for path in sorted(given.talks.glob("*.talk")):
            talk = read_talk(path)
            if talk.errors or talk.get("format") in WRITTEN:
                continue
            cast = read_without(talk, labels, raw)
            gold, found = talk.listed("participants"), [p.name for p in cast.participants if p.name]
            wrong = [f"{name} takes part" for name in found if not any(is_called(name, full) for full in gold)]
            counts += Counter(present=len(gold), found=len(found), absent=len(wrong), right=len(set(gold) & set(found)))
            for number, who in enumerate(dict.fromkeys(turn.who for turn in talk.turns), 1):
                name = cast.name(f"Speaker {number}") if labels == "speakers" else None
                right = name is not None and is_called(name, who)
                counts += Counter(voices=labels == "speakers", named=name is not None, wrongly=bool(name) and not right)
                wrong += [f"{name} for {who}"] if name and not right else []
            if given.names and wrong:
                print(f"  {path.stem}: {', '.join(wrong)}")
        print(
            f"{labels}{', raw' if raw else ''}: {counts['right']} of {counts['present']} participants, {counts['found']} given, {counts['absent']} absent"
            + (
                f"; {counts['named']} of {counts['voices']} voices named, {counts['wrongly']} wrongly"
                * bool(counts["voices"])
            )
        )


if __name__ == "__main__":
    main()
