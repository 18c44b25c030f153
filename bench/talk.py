"""An invented meeting of any length, for benchmarks: `python -m bench.talk WORDS > meeting.vtt`."""

import random
import sys

OPENERS = ("So", "Right", "Okay", "Well", "And", "I think", "As I said", "To be honest", "Look")
SUBJECTS = (
    "the greenhouse plan",
    "the second delivery",
    "the ferry timetable",
    "the clinic's rota",
    "the pump",
    "the invoice",
    "the sample",
)
VERBS = (
    "has to be checked",
    "went out on Tuesday",
    "costs four hundred pounds",
    "is later than we hoped",
    "needs a new owner",
    "looks fine to me",
)
ENDS = (
    "before the board meets",
    "by Friday",
    "if nobody minds",
    "which nobody expected",
    "as far as I know",
    "from the first of May",
    "again",
)
ASKS = (
    "Can you send {s} to the committee by Thursday?",
    "Who looks after {s}?",
    "Could you check {s} again?",
    "Shall we keep {s}?",
)
ANSWERS = (
    "Sure, I'll do that.",
    "Yes, leave it with me.",
    "No, I can't this week.",
    "Agreed.",
    "I'll send {s} tomorrow.",
    "Let's go with {s}.",
)
NAMES = ("Odalys Brennick", "Fitzwilliam Aro", "Jessamy Okonta", "Pelle Strandmark")


def speak(words: int, seed: int = 1) -> list[tuple[str, str]]:
    """Turns (speaker, text) of about so many words."""
    chance = random.Random(seed)
    turns: list[tuple[str, str]] = []
    said = 0
    while said < words:
        subject = chance.choice(SUBJECTS)
        kind = chance.random()
        if kind < 0.1:
            text = chance.choice(ASKS).format(s=subject)
        elif kind < 0.2:
            text = chance.choice(ANSWERS).format(s=subject)
        else:
            text = " ".join(
                f"{chance.choice(OPENERS)}, {chance.choice(SUBJECTS)} {chance.choice(VERBS)} {chance.choice(ENDS)}."
                for _ in range(chance.randint(1, 4))
            )
        turns.append((chance.choice(NAMES), text))
        said += len(text.split())
    return turns


def as_vtt(turns: list[tuple[str, str]]) -> str:
    """The turns as a WebVTT file at 2.7 words a second."""

    def stamp(seconds: float) -> str:
        return f"{int(seconds // 3600):02d}:{int(seconds % 3600 // 60):02d}:{seconds % 60:06.3f}"

    lines, at = ["WEBVTT", ""], 1.0
    for number, (who, text) in enumerate(turns, 1):
        end = at + len(text.split()) / 2.7
        lines += [str(number), f"{stamp(at)} --> {stamp(end)}", f"{who}: {text}", ""]
        at = end + 0.3
    return "\n".join(lines)


if __name__ == "__main__":
    print(as_vtt(speak(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)))
