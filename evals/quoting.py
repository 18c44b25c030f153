"""How often the new text of a mail is told exactly from what it quotes and signs: the reply-trimmer gold, and talon's signatures.

    python evals/quoting.py ../shared/eval/data/email [--show]

White space is folded and the closing formula is free: a mail is right with or without it. A baseline that is installed
(``mail-parser-reply``) is measured beside ours.
"""

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path

from minutebook.flow.adapt.mail.quoting import part_text
from minutebook.flow.adapt.mail.wording import CLOSER


def ours(text: str) -> str:
    """The new text as minutebook reads it."""
    return "\n\n".join("\n".join(piece.lines) for piece in part_text(text).pieces)


def theirs(text: str) -> str:
    """The new text as mail-parser-reply reads it."""
    from mailparser_reply import EmailReplyParser

    languages = ["en", "de", "fr", "es", "it", "nl", "pl", "sv", "da", "cs", "ja", "ko", "zh"]
    replies = EmailReplyParser(languages=languages).read(text).replies
    return replies[0].body if replies else ""


def forms(text: str) -> set[str]:
    """The text with white space folded, and without its closing formula."""
    lines = [line for line in text.strip().split("\n") if line.strip()]
    cut = next((n for n in range(max(len(lines) - 4, 0), len(lines)) if CLOSER.fullmatch(lines[n])), len(lines))
    return {" ".join(re.sub(r"\s+", " ", " ".join(part)).split()) for part in (lines, lines[:cut])}


def measure(path: Path, read: Callable[[str], str], *, show: bool) -> tuple[int, int]:
    """How many mails of the file are right, and of how many."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    wrong = [case for case in cases if forms(read(case["email"])).isdisjoint(forms(case["trimmed"]))]
    for case in wrong if show else ():
        print(f"--- {case['id']}\n{read(case['email'])}\n")
    return len(cases) - len(wrong), len(cases)


def measure_signatures(folder: Path, *, show: bool) -> tuple[int, int]:
    """talon's mails whose body and signature stand beside each other: how many bodies come out exactly."""
    bodies = sorted(folder.glob("*_body"))
    right = 0
    for body in bodies:
        stem = body.name.removesuffix("_body")
        sender = (folder / f"{stem}_sender").read_text(encoding="utf-8").strip()
        written = (folder / f"{stem}_signature").read_text(encoding="utf-8")
        text = body.read_text(encoding="utf-8")
        kept = "\n\n".join("\n".join(p.lines) for p in part_text(text, [sender.partition("<")[0].strip(' "')]).pieces)
        lines = [line.strip() for line in written.splitlines() if line.strip()]
        is_right = not any(line in kept for line in lines)
        right += is_right
        if show and not is_right:
            print(f"--- {stem}\n{kept}\n")
    return right, len(bodies)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    asked = parser.parse_args()
    gold = asked.folder / "reply_trimmer_gold.jsonl"
    right, count = measure(gold, ours, show=asked.show)
    print(f"kept text exactly right: {right} of {count} ({right / count:.2f})")
    try:
        right, count = measure(gold, theirs, show=False)
        print(f"mail-parser-reply:       {right} of {count} ({right / count:.2f})")
    except ImportError:
        print("mail-parser-reply is not installed")
    right, count = measure_signatures(asked.folder / "talon/signature", show=asked.show)
    print(f"signatures told apart:   {right} of {count}")


if __name__ == "__main__":
    main()
