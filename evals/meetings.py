"""One meeting from several sources: `python -m evals.meetings [FOLDER]` (evals/talks if none is named).

Of every labelled talk: minutes as somebody would have made them by hand (its items, some left out, some words of theirs put otherwise), a second
recording (words heard otherwise), and against it what tells of the other talks of its series and of a dozen more (``--all``: of every one, in ten
minutes), with every date and title forced equal. Prints how many pairs of one meeting are joined, asked about or kept apart, and how many of
different meetings are; exit code 1 where one of those is joined.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from evals.talks import Talk, read_talk
from evals.twins import mishear

from minutebook.flow.link.meeting import Account, Verdict, same_meeting
from minutebook.model.source import DatedFrom, Form, Part, Source, SourceKind, Utterance

DAY = date(2026, 1, 5)
NOTES = ((1.0, 0.0), (0.6, 0.1), (0.4, 0.1), (0.4, 0.25))
"""Share of the items that were noted, and of their words that are others."""
OTHERS = 12
HEARD = (0.1, 0.2)
"""Share of the words that another recorder heard otherwise."""


def as_source(name: str, kind: SourceKind, texts: Sequence[str]) -> Source:
    form = Form.TURN if kind is SourceKind.CONVERSATION else Form.ITEM
    utterances = tuple(Utterance(n, text, block=n, form=form) for n, text in enumerate(texts))
    return Source(name, kind, "text", (Part(name, name, 0),), DAY, DatedFrom.NAME, "Weekly", utterances)


def of_talk(talk: Talk) -> Source:
    return as_source(talk.name, SourceKind.CONVERSATION, [turn.text for turn in talk.turns])


def of_notes(talk: Talk, kept: float, otherwise: float, chance: random.Random, words: Sequence[str]) -> Source:
    items = [item["text"] for tag, item in talk.items.items() if tag[0] in "TDFQ" and chance.random() < kept]
    texts = [mishear(text, otherwise, chance, words) if otherwise else text for text in items]
    return as_source(f"notes of {talk.name}", SourceKind.DOCUMENT, texts)


def account(talk: Talk, source: Source) -> Account:
    return Account(source, names=(*talk.listed("participants"), *talk.listed("mentioned")))


def series(name: str) -> str:
    """What the talks of one series share of their names."""
    return re.sub(r"-\d+\Z", "", name)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent / "talks")
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    talks = [read_talk(path) for path in sorted(asked.folder.glob("*.talk"))]
    against = len(talks) if asked.all else OTHERS
    words = [word for talk in talks for turn in talk.turns[:9] for word in turn.text.split()]
    wrong = 0
    chance = random.Random(7)
    for kept, otherwise in NOTES:
        made = [(talk, of_notes(talk, kept, otherwise, chance, words)) for talk in talks]
        wrong += report(f"{kept:.0%} noted, {otherwise:.0%} of the words others", talks, made, against)
    for share in HEARD:
        heard = [
            (
                talk,
                as_source(
                    f"{talk.name} heard",
                    SourceKind.CONVERSATION,
                    [mishear(t.text, share, chance, words) for t in talk.turns],
                ),
            )
            for talk in talks
        ]
        wrong += report(f"another recorder, {share:.0%} heard otherwise", talks, heard, against)
    return 1 if wrong else 0


def report(title: str, talks: Sequence[Talk], made: Sequence[tuple[Talk, Source]], against: int) -> int:
    """Verdicts on the pairs; the number of wrong joins. Nothing is said of people: strangers would be told apart by that."""
    chance = random.Random(11)
    own: Counter[str] = Counter()
    others: Counter[str] = Counter()
    kin: Counter[str] = Counter()
    nearest = (0.0, "")
    for talk in talks:
        told = of_talk(talk)
        near = [pair for pair in made if series(pair[0].name) == series(talk.name)]
        far = [pair for pair in made if pair not in near]
        for other, source in (*near, *chance.sample(far, min(against, len(far)))):
            likeness = same_meeting(account(talk, told), account(other, source))
            if other is talk:
                own[likeness.verdict] += 1
                continue
            (kin if series(talk.name) == series(other.name) else others)[likeness.verdict] += 1
            nearest = max(nearest, (likeness.words, f"{talk.name} and {source.id}"))
    print(
        f"{title}: one meeting {said(own)}; of one series {said(kin)}; others {said(others)}; nearest wrong {nearest[0]:.2f} ({nearest[1]})"
    )
    return others[Verdict.SAME] + kin[Verdict.SAME]


def said(verdicts: Counter[str]) -> str:
    return ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))


if __name__ == "__main__":
    sys.exit(main())
