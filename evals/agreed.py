"""When people agree to meet, in talk: how many of the appointments told are right, and how many there are.

    python -m evals.agreed evals/appointments-talk.txt [--show]

A passage begins with a line of its own: the appointments of the vault's owner as ``BEGINNING`` or ``BEGINNING/END`` (``-``: there are
none), then a language but English, or a talk of ``evals/talks`` that is the passage. Else its turns follow, spoken on Wednesday
4 March 2026 by Ana Ruiz, whose vault it is, Ben Okafor and Cleo Marsh between words that say nothing.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.talks import make_case, read_talk

from minutebook.flow.adapt import adapt
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.extraction import Extraction, Invite
from minutebook.run.evaluate import read_case

TALKS = Path(__file__).parent / "talks"
NAMES = {"Ana": "Ana Ruiz", "Ben": "Ben Okafor", "Cleo": "Cleo Marsh"}
CONTEXT = Context(
    Me("Ana Ruiz", emails=("ana@tiller.example",), organisation="Tiller Boats"),
    (
        Entity("mb-ben", EntityType.PERSON, "Ben Okafor", emails=("ben@halden.example",)),
        Entity("mb-cleo", EntityType.PERSON, "Cleo Marsh"),
    ),
)
AROUND = {
    "en": (
        "Cleo: Can everybody hear me?\nAna: Loud and clear.\nBen: I thought the paint came out rather well in the end.\nCleo: It did, the blue is deeper than on the card.",
        "Ben: The other thing is the varnish, it smells of fish.\nAna: It always did.\nCleo: I never noticed it.\nBen: Thank you both.",
    ),
    "de": (
        "Cleo: Könnt ihr mich hören?\nAna: Laut und deutlich.\nBen: Ich finde, die Farbe ist am Ende recht gut geworden.\nCleo: Ja, das Blau ist tiefer als auf der Karte.",
        "Ben: Das andere ist der Lack, der riecht nach Fisch.\nAna: Das war schon immer so.\nCleo: Mir ist das nie aufgefallen.\nBen: Ich danke euch beiden.",
    ),
    "fr": (
        "Cleo: Vous m'entendez ?\nAna: Très bien.\nBen: Je trouve que la peinture est plutôt réussie.\nCleo: Oui, le bleu est plus profond que sur la carte.",
        "Ben: L'autre chose, c'est le vernis, il sent le poisson.\nAna: Il a toujours senti le poisson.\nCleo: Je ne l'avais jamais remarqué.\nBen: Merci à vous deux.",
    ),
    "es": (
        "Cleo: ¿Me oís bien?\nAna: Perfectamente.\nBen: A mí me parece que la pintura ha quedado bastante bien.\nCleo: Sí, el azul es más oscuro que en la carta.",
        "Ben: Lo otro es el barniz, que huele a pescado.\nAna: Siempre ha olido así.\nCleo: Yo no lo había notado nunca.\nBen: Gracias a las dos.",
    ),
}


def read_passage(turns: str, language: str) -> Extraction:
    """What the offline engine makes of turns amid talk of other things."""
    before, after = AROUND[language]
    lines = (line.partition(": ") for line in f"{before}\n{turns}\n{after}".splitlines())
    data = "".join(f"{NAMES[who]}: {words}\n" for who, _, words in lines).encode()
    (source,) = adapt("2026-03-04 Talk.txt", data, datetime(2026, 3, 4, 18, tzinfo=UTC), UTC, len(data))
    return OfflineEngine().extract(source, CONTEXT)


def read_whole(name: str) -> Extraction:
    """What the offline engine makes of a talk of ``evals/talks``."""
    with TemporaryDirectory() as folder:
        make_case(read_talk(TALKS / f"{name}.talk"), Path(folder))
        return read_case(Path(folder), OfflineEngine())[1]


def read_passages(path: Path) -> Iterator[tuple[list[str], str]]:
    """The words of each passage's first line, and its turns."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        head, _, turns = block.partition("\n")
        yield head.split(), turns


def _span(invite: Invite) -> str:
    """When an appointment begins, and behind a stroke when it ends, if that is said."""
    return invite.start[:16] + (f"/{invite.end[11:16]}" if invite.end else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("passages", type=Path)
    parser.add_argument("--show", action="store_true", help="print each passage that is read wrong")
    args = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    for head, turns in read_passages(args.passages):
        kind = next((word for word in head if word in AROUND), "en" if turns else "talks")
        read = read_passage(turns, kind) if turns else read_whole(head[-1])
        told = {_span(invite) for invite in (read.invite, *read.also) if invite}
        gold = {word for word in head if "T" in word}
        counts.setdefault(kind, Counter()).update(passages=1, gold=len(gold), told=len(told), right=len(told & gold))
        if args.show and told != gold:
            print(f"{sorted(told)}, not {sorted(gold)}:\n{turns or head[-1]}\n")
    for kind, found in counts.items():
        print(f"{kind}: {found['right']} right of {found['told']} told, {found['gold']} there, in {found['passages']}")


if __name__ == "__main__":
    main()
