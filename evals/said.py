"""When people meet, in letters of a sentence or two: how often the beginning is right, and whether an answer is wanted.

    python -m evals.said evals/said.txt [--show]          evals/said-held.txt: of the same writing, that nobody reads

A line holds the beginning of the appointment (``-``: there is none), whether a reply is needed (``?``: not labelled) and the
letter, which Ben Okafor sends to Ana Ruiz on Wednesday 4 March 2026 at nine.
"""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from minutebook.flow.adapt import adapt
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Me
from minutebook.model.extraction import Extraction

HEAD = (
    "From: Ben Okafor <ben@halden.example>\nTo: Ana Ruiz <ana@tiller.example>\nSubject: Hull paint\n"
    "Date: Wed, 4 Mar 2026 09:00:00 +0000\nMessage-ID: <said@halden.example>\nContent-Type: text/plain; charset=utf-8\n\n"
)
CONTEXT = Context(Me("Ana Ruiz", emails=("ana@tiller.example",), organisation="Tiller Boats"), ())


def read_letter(text: str) -> Extraction:
    """What the offline engine makes of one letter."""
    data = f"{HEAD}{text}\n".encode()
    (source,) = adapt("said.eml", data, datetime(2026, 3, 4, 9, tzinfo=UTC), UTC, len(data))
    return OfflineEngine().extract(source, CONTEXT)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("letters", type=Path)
    parser.add_argument("--show", action="store_true", help="print each letter that is read wrong")
    args = parser.parse_args()
    right = {"begins": 0, "reply": 0}
    of = dict.fromkeys(right, 0)
    for line in args.letters.read_text(encoding="utf-8").splitlines():
        begins, reply, text = line.split(" | ", 2)
        read = read_letter(text)
        told = {
            "begins": (read.invite.start[:16] if read.invite else "-", begins),
            "reply": ("yes" if read.reply.needed else "no", reply),
        }
        for kind, (ours, wanted) in told.items():
            if wanted == "?":
                continue
            of[kind] += 1
            right[kind] += ours == wanted
            if args.show and ours != wanted:
                print(f"{kind}: {ours}, not {wanted}: {text}")
    print(", ".join(f"{kind}: {right[kind]} of {of[kind]} right" for kind in right))


if __name__ == "__main__":
    main()
