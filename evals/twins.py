"""Identity of sources over all material at hand: `python evals/twins.py EVAL_DIR`.

Prints, with every date forced equal (the store compares sources of one date only): how many pairs of layouts of one
meeting are taken for the same again, whether any two different sources are, and whether truncated sources grow with
all their block numbers kept. Exit code 1 where a figure falls short.
"""

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import combinations
from pathlib import Path

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt
from minutebook.flow.identify import Close, Grown, Identity, New, Overlap, fingerprint, identify, measure_overlap
from minutebook.flow.identify.align import RUN
from minutebook.flow.identify.fingerprint import unpack
from minutebook.model.record import SourceRecord
from minutebook.model.source import DatedFrom, Form, Part, Source, SourceKind, Utterance
from minutebook.text.words import content_words

DAY = date(2026, 1, 5)
FORCED = {"date": DAY, "message_ids": ()}
SHARED_RUNS = 0.02
"""Share of the smaller one's runs that a pair must have in common to be looked at; below, `identify` cannot say more than new."""


def make_source(name: str, texts: Iterable[str], kind: SourceKind = SourceKind.CONVERSATION) -> Source:
    form = Form.TURN if kind is SourceKind.CONVERSATION else Form.PARAGRAPH
    utterances = tuple(Utterance(at, text, block=at, form=form) for at, text in enumerate(texts))
    part = Part(name, name, 0)
    return Source(name, kind, "text", (part,), DAY, DatedFrom.NAME, name, utterances)


def make_record(source: Source) -> SourceRecord:
    return SourceRecord(
        source_id=source.id,
        kind=source.kind,
        format=source.format,
        date=source.date.isoformat(),
        title=source.title,
        sha256s=tuple(part.sha256 for part in source.parts),
        originals=(source.title,),
        words=fingerprint(source),
        next_block=len(source.utterances),
    )


def read_file(path: Path, name: str) -> list[Source]:
    """The sources of one file, each under its own id and hash, on the common day."""
    try:
        found = adapt(path.name, path.read_bytes(), datetime(2026, 1, 5, 12, tzinfo=UTC), UTC, 500_000_000)
    except SourceError:
        return []
    return [
        msgspec.structs.replace(source, id=f"{name}#{nth}", parts=(Part(name, f"{name}#{nth}", 0),), **FORCED)
        for nth, source in enumerate(found)
    ]


def read_texts(path: Path) -> Source | None:
    document = json.loads(path.read_text(encoding="utf-8"))
    texts = [item if isinstance(item, str) else item["text"] for item in document.get("utterances", ())]
    return make_source(f"{path.parent.parent.name}/{path.stem}", texts) if texts else None


def read_material(folder: Path) -> dict[str, list[Source]]:
    """Every source by the thing that it is: two sources of one key are the same thing."""
    things: dict[str, list[Source]] = defaultdict(list)
    for path in sorted(folder.glob("data/*/meetings/*.json")) + sorted(folder.glob("data/ethereum_calls/*/*.json")):
        source = read_texts(path)
        if source:
            things[source.id].append(source)
    for path in sorted(folder.glob("*dev*/*/gold.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        things[case["id"]] += read_file(path.parent / case["source"], f"{case['id']}/{case['source']}")
    for path in sorted(folder.glob("data/formats/rendered/*/*")):
        if path.name != "gold.json":
            things[f"ami/{path.parent.name}"] += read_file(path, f"rendered/{path.parent.name}/{path.name}")
    for path in sorted(folder.glob("data/formats/real/*/*")):
        for source in read_file(path, f"real/{path.parent.name}/{path.name}"):
            things[source.id].append(source)
    return {key: sources for key, sources in things.items() if sources}


def count_layouts(things: dict[str, list[Source]]) -> tuple[Counter[str], list[str]]:
    """Verdicts on every ordered pair of layouts of one meeting, and the pairs that are not taken for the same."""
    verdicts: Counter[str] = Counter()
    missed = []
    for layouts in things.values():
        for known, new in ((a, b) for pair in combinations(layouts, 2) for a, b in (pair, pair[::-1])):
            verdict = compare(known, new)
            verdicts[type(verdict).__name__] += 1
            if isinstance(verdict, New | Close):
                missed.append(f"{known.title}: {known.id} then {new.id}: {describe(known, new)}")
    return verdicts, missed


def compare(known: Source, new: Source) -> Identity:
    return identify(new, [make_record(known)], lambda _: known)


def measure(known: Source, new: Source) -> Overlap:
    return measure_overlap(unpack(fingerprint(known)) or (), unpack(fingerprint(new)) or ())


def read_codes(source: Source) -> str:
    return "".join(unpack(fingerprint(source)) or ())


def describe(known: Source, new: Source) -> str:
    overlap = measure(known, new)
    return f"{overlap.of_smaller:.3f} of {min(overlap.known, overlap.new)} words, {overlap.changed} changed"


class Apart(msgspec.Struct):
    """What was found of pairs of different things; ``same`` are texts that the material holds under two names."""

    pairs: int = 0
    highest: float = 0.0
    verdicts: Counter[str] = msgspec.field(default_factory=Counter)
    near: list[str] = []
    same: list[str] = []


def tell_apart(things: dict[str, list[Source]]) -> Apart:
    """Compare every pair of different things that has runs in common, both ways round."""
    sources = [(key, source) for key, layouts in things.items() for source in layouts]
    found = Apart()
    for one, other in find_related([read_codes(source) for _, source in sources]):
        (key, known), (other_key, new) = sources[one], sources[other]
        overlap = measure(known, new)
        if key == other_key:
            continue
        if overlap.of_smaller == 1 and not overlap.changed:
            found.same.append(f"{known.id} and {new.id}, {min(overlap.known, overlap.new)} words")
            continue
        found.pairs += 1
        if min(overlap.known, overlap.new) >= 60:
            found.highest = max(found.highest, overlap.of_smaller)
        for verdict in (compare(known, new), compare(new, known)):
            found.verdicts[type(verdict).__name__] += 1
            if not isinstance(verdict, New):
                found.near.append(f"{type(verdict).__name__}: {known.id} and {new.id}: {describe(known, new)}")
    return found


def rank_vocabulary(things: dict[str, list[Source]]) -> list[float]:
    """What the vocabulary alone would say of different things: the highest shares of the smaller one's words in the other."""
    sources = [layouts[0] for layouts in things.values()]
    bags = [{word for line in source.utterances for word in content_words(line.text)} for source in sources]
    shares = {
        (one, other): len(bags[one] & bags[other]) / min(len(bags[one]), len(bags[other]))
        for one, other in combinations([number for number, bag in enumerate(bags) if len(bag) >= 60], 2)
    }
    ranked = sorted(shares, key=shares.__getitem__, reverse=True)[:20]
    return [shares[pair] for pair in ranked if measure(sources[pair[0]], sources[pair[1]]).of_smaller < 1]


def judge_hard() -> list[str]:
    """Verdicts on invented pairs of one date that are alike and yet different; only a false twin is told."""
    return [
        f"{name}: {type(verdict).__name__}"
        for name, known, new in make_hard()
        for verdict in (compare(known, new), compare(new, known))
        if not isinstance(verdict, New | Close)
    ]


Pair = tuple[str, Source, Source]


def make_hard() -> list[Pair]:
    """Reminders, forms, quotes, agendas: near in words, not the same."""
    fine = "Yes, fine with me, thanks a lot"
    common = make_source("a", [_filler(90, 80)]), make_source("b", [_filler(n, 80) for n in range(91, 190)])
    return [
        *_reminders(),
        *_agendas(),
        *_quotes(),
        ("short answers", make_source("a", [f"{fine}."]), make_source("b", [f"{fine}!"])),
        ("common words", *common),
    ]


def _reminders() -> Iterator[Pair]:
    """One text with other names and numbers in it."""
    for name, kind in (("weekly reminder", SourceKind.DOCUMENT), ("reminder by mail", SourceKind.EMAIL)):
        this, next_ = (make_source(f"week {n}", [_REMINDER.format(n, 204)], kind) for n in (11, 12))
        yield name, this, next_
    one, other = (_FORM.format(*who) for who in (("Ida", "Voss"), ("Olaf", "Lindqvist")))
    yield "form", make_source("a", [one], SourceKind.DOCUMENT), make_source("b", [other], SourceKind.DOCUMENT)
    yield "form as turns", make_source("a", [_FORM.format(7, 3100)]), make_source("b", [_FORM.format(8, 4200)])


def _agendas() -> Iterator[Pair]:
    """What was planned, and what was said of it; two meetings of one form."""
    agenda = [f"Point {n}: {topic}" for n, topic in enumerate(_TOPICS)]
    minutes = [line for n, topic in enumerate(_TOPICS) for line in (f"Point {n}: {topic}", _filler(n, 60))]
    planned = make_source("a", agenda, SourceKind.DOCUMENT)
    yield "agenda and minutes", planned, make_source("b", minutes, SourceKind.DOCUMENT)
    yield "agenda read out", planned, make_source("b", [*agenda, *minutes])
    rounds = ("kitchen", "garage", "garden", "cellar", "roof", "attic")
    greeting, other = ([f"{place} round: {_filler(n + at, 12)}" for n, place in enumerate(rounds)] for at in (0, 40))
    yield "two stand-ups", make_source("a", greeting), make_source("b", other)
    yield (
        "summary",
        make_source("a", [_filler(n, 30) for n in range(20)]),
        make_source("b", [_filler(n, 6) for n in range(20)], SourceKind.DOCUMENT),
    )


def _quotes() -> Iterator[Pair]:
    """A mail that holds the whole of another source."""
    quoted = [_filler(70, 90)]
    yield (
        "quoting mail",
        make_source("a", quoted, SourceKind.EMAIL),
        make_source("b", ["Agreed, thanks, go ahead on Friday.", *quoted], SourceKind.EMAIL),
    )
    yield (
        "mail of a document",
        make_source("a", quoted, SourceKind.DOCUMENT),
        make_source("b", ["See below.", *quoted, _filler(80, 40)], SourceKind.EMAIL),
    )


_REMINDER = (
    "Dear colleagues, please hand in your hours for week {} before Thursday noon, so that payroll can close the month. "
    "Every project needs its own line with number, phase and travel; overtime goes on the yellow form and must be signed "
    "by the site manager. Hours without a project number come back to you and are paid a month later. The portal closes "
    "automatically, latecomers write to the office. Questions about holidays, sick leave, parental leave and the new "
    "parking badges belong to Ursula in room {}. Have a pleasant weekend, mind the icy steps at the north gate, and remember the charity run in May."
)
_FORM = (
    "Purchase request. Requester {0}. Department facilities. Supplier {1}. Article replacement filters for the air "
    "handling units in building seven, delivery to the loading bay, weekdays between eight and eleven, unloading aid "
    "required. Budget line maintenance. Reason: yearly replacement according to the service manual, the old filters "
    "have reached their pressure limit. Attachments: quotation, service report, photograph of the gauge. Approval by "
    "head of department and controlling needed above five thousand. Payment within thirty days after inspection; two percent discount within ten days; old filters are taken back and disposed of by the supplier."
)
_TOPICS = (
    "winter opening hours of the swimming hall and the saunas",
    "repair of the flat roof above the changing rooms, second quotation",
    "membership fees for families, pupils and pensioners",
    "summer camp on the island, boats and life jackets",
    "new chlorine supplier after the spring incident",
    "volunteers for the lifeguard course with the rescue service",
    "bicycle racks and lighting along the river path",
    "any other business, next meeting after the holidays",
)
_WORDS = """
    boat harbour winter ladder pump valve paint invoice budget supplier timber roof window storm insurance crew
    training rope anchor engine diesel battery cable switch alarm radio chart island ferry ticket school visit
    summer camp kitchen stove heater water tank
""".split()


def _filler(seed: int, length: int) -> str:
    """Words of a small common vocabulary in an order of their own."""
    return " ".join(random.Random(seed).choices(_WORDS, k=length))


def find_related(codes: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs that share some of their runs of codes."""
    holders: dict[str, set[int]] = defaultdict(set)
    sizes = []
    for number, code in enumerate(codes):
        runs = {code[at : at + RUN] for at in range(len(code) - RUN + 1)}
        sizes.append(len(runs))
        for run in runs:
            holders[run].add(number)
    common: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        common.update(combinations(sorted(numbers), 2))
    return [pair for pair, count in common.items() if count >= SHARED_RUNS * min(sizes[pair[0]], sizes[pair[1]])]


def count_growth(things: dict[str, list[Source]]) -> tuple[Counter[str], list[str]]:
    """Verdicts on sources of which half, 80 % and 95 % were known, and those in which a block number was lost."""
    verdicts: Counter[str] = Counter()
    lost = []
    for layouts in things.values():
        for source in layouts[:1]:
            for share in (0.5, 0.8, 0.95):
                known = msgspec.structs.replace(
                    source, id="known", utterances=source.utterances[: int(len(source.utterances) * share)]
                )
                grown_by = len(read_codes(source)) - len(read_codes(known))
                if len(read_codes(known)) < 60 or grown_by < 5:
                    continue
                verdict = compare(known, msgspec.structs.replace(source, parts=()))
                verdicts[type(verdict).__name__] += 1
                if not isinstance(verdict, Grown) or verdict.blocks != tuple(range(len(source.utterances))):
                    lost.append(f"{source.id} at {share:.0%}: {type(verdict).__name__}")
    return verdicts, lost


def count_recognisers(things: dict[str, list[Source]], wrong: float) -> Counter[str]:
    """Verdicts on talk of which this share of words was heard otherwise."""
    verdicts: Counter[str] = Counter()
    chance = random.Random(7)
    vocabulary = [
        word for layouts in things.values() for line in layouts[0].utterances[:9] for word in line.text.split()
    ]
    for layouts in list(things.values()):
        heard = [mishear(utterance.text, wrong, chance, vocabulary) for utterance in layouts[0].utterances]
        if len(read_codes(layouts[0])) >= 300:
            verdicts[type(compare(layouts[0], make_source("heard", heard))).__name__] += 1
    return verdicts


def mishear(text: str, wrong: float, chance: random.Random, vocabulary: Sequence[str]) -> str:
    heard = []
    for word in text.split():
        draw = chance.random() / wrong
        if draw >= 1:
            heard.append(word)
        elif draw > 0.4:
            heard.append(chance.choice(vocabulary))
        elif draw > 0.2:
            heard += [word, chance.choice(vocabulary)]
    return " ".join(heard)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    things = read_material(parser.parse_args().folder)
    print(f"{sum(map(len, things.values()))} sources of {len(things)} things")
    layouts, missed = count_layouts(things)
    print("layouts of one meeting, ordered pairs:", dict(layouts), *missed, sep="\n  ")
    apart = tell_apart(things)
    print(
        f"different things: {apart.pairs} pairs with common runs, share at most {apart.highest:.3f}:",
        dict(apart.verdicts),
        *apart.near,
        sep="\n  ",
    )
    print("by vocabulary alone, highest shares:", *(f"{share:.3f}" for share in rank_vocabulary(things)[:3]))
    print("the same text under two names, left out:", *apart.same, sep="\n  ")
    hard = judge_hard()
    print(f"invented hard pairs, {len(make_hard())}, taken for the same:", len(hard), *hard, sep="\n  ")
    growth, lost = count_growth(things)
    print("grown from 50, 80, 95 %:", dict(growth), *lost, sep="\n  ")
    for wrong in (0.1, 0.2, 0.3):
        print(f"heard by another recogniser, {wrong:.0%} of words wrong:", dict(count_recognisers(things, wrong)))
    sizes = {name: len(fingerprint(source)) for name, found in things.items() for source in found}
    print("largest fingerprint:", max(sizes.values()), "characters")
    return 1 if missed or lost or hard or any(not line.startswith("Close") for line in apart.near) else 0


if __name__ == "__main__":
    sys.exit(main())
