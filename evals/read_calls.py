"""Print what the engine finds in meetings, each item with its passage, for a person to judge: `python -m evals.read_calls MEETING.json...`.

A meeting is JSON with ``utterances``; ``--kinds`` chooses among decisions, facts and questions, ``--around`` how many utterances stand on each side.
"""

import argparse
import json
from pathlib import Path

from evals.corpora import as_vtt
from evals.reading import read_text

KINDS = ("decisions", "facts", "questions")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("meetings", type=Path, nargs="+")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--around", type=int, default=1)
    args = parser.parse_args()
    for path in args.meetings:
        meeting = json.loads(path.read_text(encoding="utf-8"))
        source, extraction = read_text(
            f"{meeting.get('date') or '2000-01-01'} {path.stem}.vtt", as_vtt(meeting["utterances"])
        )
        said = source.utterances
        print(f"# {path.stem}: {sum(len(u.text.split()) for u in said)} words")
        for kind in args.kinds:
            for item in getattr(extraction, kind):
                print(f"{kind[0].upper()} {item.confidence:.2f} {item.text}")
                near = {n for i in item.evidence for n in range(i - args.around, i + args.around + 1)}
                for n in sorted(near & set(range(len(said)))):
                    mark = ">" if n in item.evidence else " "
                    print(f"      {mark} {n} {said[n].speaker}: {said[n].text}")


if __name__ == "__main__":
    main()
