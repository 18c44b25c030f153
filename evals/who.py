"""Score who is there, who is mentioned, and which kind of note it is, without the rest of the engine.

    python evals/who.py GOLD_DIR... [--half even|odd] [--without CASE ...] [--errors]

Counts as ``score.py`` does: names that are right of those given and of the gold's; cases whose type and subject are right. ``--half`` takes every
second case in the order of their names, to develop on one half and check on the other; ``--errors`` prints what is wrong in each case.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from minutebook.flow.extract.offline.gist.subject import choose_subject
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.mentions import find_mentions, without_subject
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.run.evaluate import open_case

NAMES = ("participants", "mentioned_people", "mentioned_accounts")
CHOICES = ("note_type", "subject")


def read(folder: Path) -> dict[str, Any]:
    """What the engine says of the case in ``folder``, by the names of the measures."""
    source, context = open_case(folder)
    talk = segment(source)
    cast = resolve_cast(source, context)
    mentions = find_mentions(talk, source, context, cast)
    note_type, subject = choose_subject(source, talk, context, cast)
    told = without_subject(mentions, subject)
    return {
        "participants": _fold(p.name for p in cast.participants if p.name),
        "mentioned_people": _fold(m.name for m in told if m.type.value == "person"),
        "mentioned_accounts": _fold(m.name for m in told if m.type.value == "account"),
        "note_type": note_type.value if note_type else None,
        "subject": (subject.type.value, subject.name.lower()) if subject else None,
    }


def want(folder: Path) -> dict[str, Any]:
    """What the gold says."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["gold"]
    subject = gold["subject"]
    return {
        **{key: _fold(gold[key]) for key in NAMES},
        "note_type": gold["note_type"],
        "subject": (subject["type"], subject["name"].lower()) if subject else None,
    }


def _fold(names: Iterable[str]) -> set[str]:
    return {" ".join(name.lower().split()) for name in names}


def find_errors(found: dict[str, Any], wanted: dict[str, Any]) -> Iterator[str]:
    for key in NAMES:
        missed, extra = sorted(wanted[key] - found[key]), sorted(found[key] - wanted[key])
        if missed or extra:
            yield f"{key}: missed {missed}, extra {extra}"
    for key in CHOICES:
        if found[key] != wanted[key]:
            yield f"{key}: {found[key]} for {wanted[key]}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--half", choices=("even", "odd"), help="every second case only")
    parser.add_argument("--without", nargs="*", default=[], help="names of cases to leave unread")
    parser.add_argument("--errors", action="store_true", help="print what is wrong in each case")
    given = parser.parse_args()
    for top in given.gold:
        folders = [f.parent for f in sorted(top.glob("*/gold.json"))]
        if given.half:
            folders = folders[given.half == "odd" :: 2]
        counts: Counter[tuple[str, str]] = Counter()
        for folder in (f for f in folders if f.name not in given.without):
            found, wanted = read(folder), want(folder)
            counts["cases", ""] += 1
            for key in NAMES:
                counts[key, "hit"] += len(found[key] & wanted[key])
                counts[key, "found"] += len(found[key])
                counts[key, "gold"] += len(wanted[key])
            for key in CHOICES:
                counts[key, "hit"] += found[key] == wanted[key]
            if given.errors and (errors := list(find_errors(found, wanted))):
                print(folder.name, *errors, sep="\n   ")
        print(f"{top}: {counts['cases', '']} cases")
        for key in NAMES:
            hit, said, gold = (counts[key, part] for part in ("hit", "found", "gold"))
            print(f"  {key:18} F1 {2 * hit / max(1, said + gold):.3f}  ({hit} of {gold} gold, {said} given)")
        for key in CHOICES:
            print(f"  {key:18} {counts[key, 'hit'] / max(1, counts['cases', '']):.3f}  ({counts[key, 'hit']})")


if __name__ == "__main__":
    main()
