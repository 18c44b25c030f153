"""Who is meant: names linked, asked about or left, on homonyms of our own and on mentions of correspondents.

    python evals/identity.py [--names DIR] [--errors]

The suite is made here: people of many cultures and scripts, each met in situations that invite a wrong merge (namesakes, siblings, names that
sound alike, order, accents, initials, nicknames, newcomers of a known first name). ``--names`` adds the correspondents of real mail threads
(``email_person_clusters.jsonl``): each person's fullest name is known, and each of their other names is looked up with the others present.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import msgspec

from minutebook.flow.link import link
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.extraction import Extraction, Mention, NoteType, Participant, Subject
from minutebook.model.source import DatedFrom, Part, Source, SourceKind
from minutebook.text.labels import read_label
from minutebook.text.names import split_name

PERSON, ACCOUNT = EntityType.PERSON, EntityType.ACCOUNT
SOURCE = Source(
    id="s", kind=SourceKind.CONVERSATION, format="x", parts=(Part("a", "b", 1),), date=date(2026, 3, 12),
    dated_from=DatedFrom.NAME, title="Weekly", utterances=(),
)  # fmt: skip

PEOPLE = (
    # given, surname, sibling's given, a given name that sounds near it
    ("Chitra", "Rao", "Mitra", "Chitrali"), ("José", "Muñoz", "Josué", "Joseba"), ("Nguyễn", "Văn", "Ngọc", "Nguyệt"),
    ("Katarzyna", "Wójcik", "Karolina", "Katrina"), ("Søren", "Østergaard", "Sune", "Sondre"), ("Юлия", "Иванова", "Юрий", "Юлиана"),
    ("王", "伟", "汪", "玮"), ("Ayşe", "Yılmaz", "Aysel", "Ayça"), ("Mohammed", "Haddad", "Mahmoud", "Mohamad"), ("Siobhán", "Byrne", "Sinéad", "Shevaun"),
    ("Anna", "Kovács", "Hanna", "Anne"), ("Kwame", "Asante", "Kwesi", "Kwabena"), ("Lars-Erik", "Holm", "Lennart", "Lars"), ("Priya", "Iyer", "Riya", "Prisha"),
    ("Jean", "Delacroix", "Jeanne", "Jan"), ("Kirsten", "Berg", "Kristin", "Kerstin"), ("Oluwaseun", "Adeyemi", "Oluwatobi", "Seyi"), ("Elif", "Demir", "Elis", "Alif"),
)  # fmt: skip


class Case(msgspec.Struct, frozen=True):
    """A name in a situation. ``want``: the id of whom it means, "" somebody unknown, "?" cannot be told."""

    kind: str
    name: str
    known: tuple[Entity, ...]
    want: str
    present: tuple[Participant, ...] = ()
    mentioned: tuple[Mention, ...] = ()
    subject: Subject | None = None


def person(
    key: str, name: str, *, email: str = "", organisation: str | None = None, aliases: tuple[str, ...] = ()
) -> Entity:
    return Entity(key, PERSON, name, aliases, (email,) if email else (), organisation, path=f"People/{name}/{name}.md")


def suite() -> Iterator[Case]:
    """The homonyms, in the order of the people and then of the situations."""
    for given, surname, sibling, near in PEOPLE:
        full = f"{given} {surname}"
        one = person("one", full, email="a@halden.example", organisation="Halden")
        two = person("two", f"{full} (Orrin)", email="a@orrin.example", organisation="Orrin", aliases=(full,))
        other = person("other", f"{given} Quarrington")
        brother = person("brother", f"{sibling} {surname}")
        here = Participant(one.name, email="a@halden.example")
        yield Case("namesakes, nothing tells", full, (one, two), "?")
        yield Case("namesakes, by the account", full, (one, two), "two", subject=Subject(ACCOUNT, "Orrin"))
        yield Case("namesakes, by the address", full, (one, two), "one", (Participant(full, email="a@halden.example"),))
        yield Case(
            "namesake of another organisation", full, (one,), "", (Participant(full, email="x@elsewhere.example"),)
        )
        yield Case("sibling", f"{sibling} {surname}", (one,), "")
        yield Case("sounds alike", f"{near} {surname}", (one,), "")
        yield Case("first name, one present", given, (one, other), "one", (here,))
        yield Case("first name, none present", given, (one, other), "?")
        yield Case("newcomer of that first name", given, (one,), "", (Participant(f"{given} Novotny"),))
        yield Case("surname first", f"{surname}, {given}", (one, brother), "one")
        yield Case("as written", full.upper(), (one, brother), "one")
        yield Case(
            "initial, two fit",
            f"{given[0]}. {surname}",
            (person("one", full), person("also", f"{given[0]}xandra {surname}")),
            "?",
        )
    for nick, formal, others in (
        ("Bob", "Robert", "Norbert"),
        ("Sascha", "Alexander", "Alexandra"),
        ("Tomek", "Tomasz", "Thomas"),
        ("Liz", "Elizabeth", "Lisa"),
    ):
        one, also = person("one", f"{formal} Keller"), person("also", f"{others} Keller")
        yield Case("nickname", f"{nick} Keller", (one,), "one")
        yield Case("nickname, another present", nick, (one, also), "one", (Participant(f"{formal} Keller"),))
    halden = Entity("one", ACCOUNT, "Halden Clinics", path="Accounts/a.md")
    robots = Entity("two", ACCOUNT, "Halden Robotics", path="Accounts/b.md")
    mainz = Entity("one", ACCOUNT, "Mainz Optics", path="Accounts/c.md")
    for name, known, want in (
        ("Halden", (halden, robots), "?"), ("Halden Clinics Ltd", (halden, robots), "one"), ("AI", (mainz,), ""), ("Main", (mainz,), ""),
        ("Optics", (mainz,), ""), ("Halden", (halden,), "one"),
    ):  # fmt: skip
        yield Case("organisations", name, known, want, mentioned=(Mention(ACCOUNT, name),))


def correspondents(folder: Path) -> Iterator[Case]:
    """Each other name of each correspondent of a thread, all people of the thread known and the others present."""
    for line in (folder / "email_person_clusters.jsonl").read_text(encoding="utf-8").splitlines():
        people = []
        for n, cluster in enumerate(json.loads(line)["people"]):
            forms = [form.replace(" , ", ", ").replace(" . ", ".") for form in cluster["names"]]
            labels = [read_label(form) for form in forms]
            names = sorted({x.name for x in labels if x.name and _is_full(x.name)}, key=len)
            emails = tuple(dict.fromkeys(x.email for x in labels if x.email))
            if names:
                people.append((Entity(f"p{n}", PERSON, names[-1], (), emails, path=f"{n}.md"), forms))
        known = tuple(entity for entity, _ in people)
        for entity, forms in people:
            present = tuple(Participant(e.name, email=e.emails[0] if e.emails else None) for e in known)
            for form in forms:
                label = read_label(form)
                name = label.name or label.email or ""
                if name and name != entity.name and any(word[:1].isupper() for word in form.split()[:1]):
                    yield Case("correspondents", name, known, entity.id, present)


def _is_full(name: str) -> bool:
    """Whether it is a person's whole name, and no description."""
    return not split_name(name).is_short and all(word[:1].isupper() for word in name.split()) and "@" not in name


def judge(case: Case) -> str:
    """``right``, ``wrong``, ``asked`` or ``none``: what became of the name."""
    here = any(p.name == case.name for p in case.present)
    mentioned = case.mentioned or (() if here else (Mention(PERSON, case.name),))
    extraction = Extraction(
        engine="x", note_type=NoteType.PEOPLE, subject=case.subject, title="Weekly", date=SOURCE.date,
        participants=case.present, mentioned=mentioned,
    )  # fmt: skip
    links = link(SOURCE, extraction, Context(Me(), case.known), (), case.known)
    if any(a.name == case.name for a in links.asked):
        return "asked"
    there = {p.name for p in case.present} - {case.name}
    linked = {r.entity_id for r in links.resolved if r.name not in there}
    merged = not here and not links.extraction.mentioned  # it became one of those present
    if merged:
        others = {e.id for e in case.known if e.name in there}
        linked |= {case.want} if case.want in others else set()
    if not linked:
        return "none"
    return "right" if linked == {case.want} else "wrong"


def measure(cases: Iterator[Case], *, errors: bool) -> tuple[Counter[str], dict[str, Counter[str]]]:
    total: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for case in cases:
        outcome = judge(case)
        wanted = "unknown" if case.want == "" else "unclear" if case.want == "?" else "known"
        total[f"{wanted}: {outcome}"] += 1
        kinds.setdefault(case.kind, Counter())[outcome] += 1
        if errors and (outcome == "wrong" or (wanted == "known" and outcome != "right")):
            print(f"  {outcome}: {case.kind}: {case.name!r} of {[e.name for e in case.known]}")
    return total, kinds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--names", type=Path)
    parser.add_argument("--errors", action="store_true")
    given = parser.parse_args()
    for title, cases in (
        ("homonyms", suite()),
        *([("correspondents", correspondents(given.names))] if given.names else []),
    ):
        total, kinds = measure(cases, errors=given.errors)
        right, wrong = total["known: right"], sum(n for key, n in total.items() if key.endswith("wrong"))
        known = sum(n for key, n in total.items() if key.startswith("known"))
        print(
            f"{title}: {total.total()} cases, {wrong} wrong, {right} right of {right + wrong} links, {right} of {known} known ones linked"
        )
        for kind, counts in kinds.items():
            print(f"  {kind:36} " + ", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items())))


if __name__ == "__main__":
    main()
