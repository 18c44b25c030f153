"""What a day asks of a person: `python -m evals.day SCORE_PY TALKS MAIL_DIR [MAIL_DIR …] [--days 5] [--from 0]`.

A day is 7 meetings of ``TALKS`` (gold cases, as evals.talks makes them) and 17 mails of the other folders, chosen by seed and ingested into one vault in the order of their days; while a case is
read, and while it is asked what of it waits, the vault's owner goes by the name of the case's owner. It has pages of those whom the cases know. A person who knows the gold then decides all that waits, as `minutebook review` shows it: what is
likely right of a source in a list (a digit picks what is wrong, one key accepts the others), everything else on a card. A task that is meant is accepted, others are rejected, a wrong owner or day is corrected: by the number of the
right one where it is offered, else by typing it; a name gets a page where the gold names it; a question is answered with one key. Words that are poor are not corrected, and nobody looks for what was missed.
Told of all that waits, and of what is asked for today (run/later). Time: 3 s for each card, for each list and for each line that is put right in it, and 1 s for each line of a list beyond its first. Of what can wait: how much of it was meant,
mine, wrong, or has a day on which it is late.
"""

import argparse
import contextlib
import io
import json
import os
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from evals.keys import load

from minutebook.flow.adapt import adapt
from minutebook.model.queue import Waiting, WaitKind
from minutebook.model.record import EntityRecord, SourceRecord
from minutebook.run.choosing import days_near, otherwise, owners_near, screens
from minutebook.run.evaluate import MODIFIED
from minutebook.run.keeping import last_kept
from minutebook.run.later import part
from minutebook.run.publish import publish_json
from minutebook.run.queue import PassageReader, list_waiting
from minutebook.run.session import open_session, open_store
from minutebook.run.triage import read_answers
from minutebook.store import Store
from minutebook.text.names import fold
from minutebook.ui.cli import main as minutebook
from minutebook.vault.vault import Vault

MEETINGS, MAILS = 7, 17
COSTS = {"cards": 3, "lists": 3, "lines": 1, "put right": 3}
"""Seconds; a list's first line is read with the list."""
FOLDERS = {"people": "People", "projects": "Projects", "accounts": "Accounts"}
NAMED = ("participants", "mentioned_people", "mentioned_accounts", "mentioned_projects")


class Case(NamedTuple):
    folder: Path
    said: dict[str, Any]


class Day(NamedTuple):
    """``verdicts``: decisions by kind and by what they are; keys one by one and as review shows it; ``spent``: cards, lists, lines beyond a list's first, lines put right, by what they are about."""

    verdicts: Counter[tuple[str, str]]
    keys_alone: int
    keys: int
    spent: Counter[tuple[str, str]]

    @property
    def seconds(self) -> int:
        return sum(count * COSTS[how] for (_, how), count in self.spent.items())


def read_cases(folder: Path, suffix: str = "") -> list[Case]:
    cases = [Case(p.parent, json.loads(p.read_text(encoding="utf-8"))) for p in sorted(folder.glob("*/gold.json"))]
    return [case for case in cases if case.said["source"].endswith(suffix)]


def live(cases: list[Case], score: ModuleType, root: Path) -> tuple[Day, Day, Counter[str]]:
    """One day in a vault of its own: with all that waits, with what is asked for today, and what is not."""
    set_up(cases, root)
    for case in sorted(cases, key=lambda case: str(case.said["gold"].get("date") or "")):
        name = case.said.get("filename") or case.said["source"]
        place = root / "Inbox" / case.folder.name
        place.mkdir(parents=True)
        shutil.copy(case.folder / case.said["source"], place / name)
        belong_to(root, [case])
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            minutebook(["ingest", "--vault", str(root), "--jobs", "1"])
    belong_to(root, cases)
    vault = Vault(root)
    with open_session(vault) as session:
        read_answers(session)
    with open_store(vault) as store:
        person = Person(cases, score, store, vault)
        items = _waiting(person, cases, root)
        today, later = part(items)
        return person.decide(items), person.decide(today), person.miss(later)


def _waiting(person: "Person", cases: list[Case], root: Path) -> list[Waiting]:
    """What waits, of each source as its own owner is shown it."""
    shown: dict[str, Waiting] = {}
    for case in cases:
        belong_to(root, [case])
        vault = Vault(root)
        listed = list_waiting(person.store, vault, vault.settings)
        shown |= {item.id: item for item in listed if person.case_of.get(item.source_id) is case}
    belong_to(root, cases)
    return [shown.get(item.id, item) for item in list_waiting(person.store, person.vault, person.vault.settings)]


def set_up(cases: list[Case], root: Path) -> None:
    """A vault of the cases' owner, who goes by many names, with pages of those whom they know."""
    mine = [case.said.get("me") or {} for case in cases]
    names = list(dict.fromkeys(me["name"] for me in mine if me.get("name")))
    with contextlib.redirect_stdout(io.StringIO()):
        minutebook(["init", str(root), "--name", names[0], "--timezone", "UTC"])
    known = [
        (kind, each) for case in cases for kind in FOLDERS for each in (case.said.get("known") or {}).get(kind, ())
    ]
    known += [("accounts", {"name": me["org"]}) for me in mine if me.get("org")]
    for kind, each in known:
        name = each["name"].replace("/", "-").replace(":", "")
        path = root / FOLDERS[kind] / name / f"{name}.md"
        if path.exists() or each["name"] in names:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        fields = {
            "type": {"people": "person", "projects": "project", "accounts": "account"}[kind],
            "title": each["name"],
        }
        fields |= {
            "aliases": each.get("aliases") or [],
            "email": each.get("email"),
            "organisation": each.get("org"),
            "role": each.get("role"),
        }
        head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value)
        path.write_text(f"---\n{head}\n---\n\n# {each['name']}\n", encoding="utf-8")


def belong_to(root: Path, cases: list[Case]) -> None:
    """The vault's owner goes by the names of these cases' owners."""
    mine = [case.said.get("me") or {} for case in cases]
    names = list(dict.fromkeys(me["name"] for me in mine if me.get("name")))
    emails = list(dict.fromkeys(me["email"] for me in mine if me.get("email")))
    settings = root / "minutebook.toml"
    text = settings.read_text(encoding="utf-8").replace("[me]\n", "", 1)
    own = ("name =", "aliases =", "emails =")
    kept = "\n".join(line for line in text.rstrip().splitlines() if not line.startswith(own))
    told = f"name = {json.dumps(names[0] if names else '')}\naliases = {json.dumps(names[1:])}\nemails = {json.dumps(emails)}\n"
    settings.write_text(f"{kept}\n\n[me]\n{told}", encoding="utf-8")


class Fix(NamedTuple):
    """The keys that put a task right, on its own card and in a list, picking its line included; none where it is right."""

    alone: int = 0
    listed: int = 0


REJECT = Fix(1, 2)


def _about(item: Waiting) -> str:
    if item.kind is not WaitKind.TASK:
        return {WaitKind.NEWS: "news", WaitKind.NAME: "names", WaitKind.WHO: "names", WaitKind.ALIAS: "names"}.get(
            item.kind, "pages"
        )
    return (
        "mine"
        if item.owner == "Myself"
        else "nobody's"
        if item.owner is None
        else "others owe others"
        if item.can_wait
        else "others owe me"
    )


class Person:
    """Somebody who knows what is meant, at the cards of a vault."""

    def __init__(self, cases: list[Case], score: ModuleType, store: Store, vault: Vault) -> None:
        self.score = score
        self.store = store
        self.vault = vault
        self.reader = PassageReader(store, vault)
        records = {r.source_id: r for r in store.latest(SourceRecord)}
        self.case_of = {key: case for key, r in records.items() if (case := _case_of(r, cases)) is not None}
        self.meant = {t: g for key, c in self.case_of.items() for t, g in _meant(records[key], c, score, vault)}
        self.names = {key: set(_named(case)) for key, case in self.case_of.items()}
        self.entities = {r.id: r for r in store.latest(EntityRecord)}

    def decide(self, items: Sequence[Waiting]) -> Day:
        """All of these, as review shows them."""
        verdicts: Counter[tuple[str, str]] = Counter()
        spent: Counter[tuple[str, str]] = Counter()
        alone = keys = 0
        for screen in screens(items):
            fixes = []
            for item in screen:
                verdict, fix = self._verdict(item)
                verdicts[item.kind.value, verdict] += 1
                alone += fix.alone or 1
                fixes.append(fix)
            if len(screen) == 1:
                keys += fixes[0].alone or 1
                spent[_about(screen[0]), "cards"] += 1
                continue
            keys += 1 + sum(fix.listed for fix in fixes)
            spent[_about(screen[0]), "lists"] += 1
            spent.update((_about(item), "lines") for item in screen[1:])
            spent.update((_about(item), "put right") for item, fix in zip(screen, fixes, strict=True) if fix.listed)
        return Day(verdicts, alone, keys, spent)

    def _verdict(self, item: Waiting) -> tuple[str, Fix]:
        if item.kind is WaitKind.TASK:
            gold, me = self.meant.get(item.id, (None, ""))
            fix = self.fix(item, gold, me) if gold else REJECT
            return "rejected" if not gold else "corrected" if fix.alone else "accepted", fix
        if item.kind is WaitKind.NAME:
            seen = self.entities[item.id].source_ids
            return "accepted" if any(fold(item.words) in self.names.get(key, ()) for key in seen) else "rejected", Fix()
        return "answered", Fix()

    def miss(self, later: Sequence[Waiting]) -> Counter[str]:
        """What a person does not see of what can wait."""
        missed: Counter[str] = Counter()
        for item in later:
            gold, me = self.meant.get(item.id, (None, ""))
            if item.kind is not WaitKind.TASK:
                missed[f"{item.kind.value}s"] += 1
                continue
            meant = self._name(gold.get("owner"), me) if gold else None
            what = (
                "not meant"
                if gold is None
                else "the user's own"
                if meant == "me"
                else "others'"
                if meant
                else "nobody's"
            )
            missed[what] += 1
            missed["with a day"] += item.due is not None
        return missed

    def fix(self, item: Waiting, gold: dict[str, Any], me: str) -> Fix:
        """An owner or day that is offered by number takes one key; one of the longer list two; others are typed. Both: back to the card, or the line picked again, in between."""
        shown = self.reader.show(item)
        offered = otherwise(item, shown, self.store, self.vault)
        needed = []
        meant = self._name(gold.get("owner"), me)
        if self._name(item.owner, me) != meant:
            names = [self._name(name, me) for name in owners_near(item, shown, self.store, self.vault)]
            two = 2 if not meant or meant in names else 2 + len(meant.split()[0])
            needed.append(1 if meant and meant in {self._name(other.owner, me) for other in offered} else two)
        day = gold.get("due")
        if (item.due or None) != (day or None):
            days = [each.isoformat() for each, _ in days_near(item, shown)]
            two = 2 if not day or day in days else 2 + len(_in_words(day))
            needed.append(1 if (day or "never") in {other.due for other in offered} else two)
        return Fix(sum(needed) + max(0, len(needed) - 1), sum(needed) + len(needed))

    def _name(self, name: str | None, me: str) -> str:
        folded = self.score.fold_name((name or "").lstrip("@"))
        return "me" if folded in {me, "me", "myself"} else folded


def _in_words(day: str) -> str:
    """A day as a person types it: ``19 jan``."""
    value = date.fromisoformat(day)
    return f"{value.day} {value:%b}".lower()


def _case_of(record: SourceRecord, cases: list[Case]) -> Case | None:
    sent = {case.folder: (case.folder / case.said["source"]).stat().st_size for case in cases}
    name = record.names[0] if record.names else ""
    return next((c for c in cases if (c.said.get("filename") or c.said["source"]) == name and sent[c.folder]), None)


def _named(case: Case) -> list[str]:
    gold = case.said["gold"]
    return [fold(name) for key in NAMED for name in gold.get(key) or ()]


Meant = tuple[str, tuple[dict[str, Any] | None, str]]


def _meant(record: SourceRecord, case: Case, score: ModuleType, vault: Vault) -> list[Meant]:
    """What was proposed of a source, by id: the task of the gold that it is, and the owner's name there."""
    extraction = last_kept(record.source_id, record.engine, vault)
    if extraction is None:
        return []
    name = case.said.get("filename") or case.said["source"]
    source = adapt(name, (case.folder / case.said["source"]).read_bytes(), MODIFIED, None, 50_000_000)[0]
    found = score.renumber(json.loads(publish_json(source, extraction)), case.said.get("utterances") or [])["tasks"]
    found = [task for task in found if task.get("status") not in score.CLOSED]
    gold = [*(case.said["gold"].get("tasks") or []), *(case.said["gold"].get("optional_tasks") or [])]
    pairs = dict(score.pair(found, gold))
    me = score.fold_name((case.said.get("me") or {}).get("name"))
    return [(task["id"], (gold[pairs[n]] if n in pairs else None, me)) for n, task in enumerate(found)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("score", type=Path)
    parser.add_argument("talks", type=Path)
    parser.add_argument("mails", type=Path, nargs="+")
    parser.add_argument("--days", type=int, default=5)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the seed of the first day")
    args = parser.parse_args()
    score = load(args.score)
    talks = read_cases(args.talks)
    mails = [case for folder in args.mails for case in read_cases(folder, ".eml")]
    days = []
    for seed in range(args.first, args.first + args.days):
        with tempfile.TemporaryDirectory(prefix="learn-day-") as folder:
            os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
            days.append(live(choose_cases(seed, talks, mails), score, Path(folder) / "vault"))
        print(f"day {seed}:", _tell([days[-1]]), flush=True)
    print("a day:", _tell(days))


def choose_cases(seed: int, talks: list[Case], mails: list[Case]) -> list[Case]:
    chosen = random.Random(seed)
    return [*chosen.sample(talks, MEETINGS), *chosen.sample(mails, MAILS)]


def _tell(days: Sequence[tuple[Day, Day, Counter[str]]]) -> str:
    missed = sum((day[2] for day in days), Counter[str]())
    return (
        f"all that waits: {_tell_days([day[0] for day in days])}\n"
        f"  asked for today: {_tell_days([day[1] for day in days])}\n"
        f"  can wait: {', '.join(f'{what} {n}' for what, n in sorted(missed.items())) or 'nothing'}"
    )


def _tell_days(days: Sequence[Day]) -> str:
    total = sum((day.verdicts for day in days), Counter[tuple[str, str]]())
    told = ", ".join(f"{kind} {verdict} {n}" for (kind, verdict), n in sorted(total.items()))
    count = total.total()
    alone, keys = sum(day.keys_alone for day in days), sum(day.keys for day in days)
    spent = sum((day.spent for day in days), Counter[tuple[str, str]]())
    looks = sum(n for (_, how), n in spent.items() if how != "lines")
    share = 1 / len(days)
    seconds = [day.seconds / 60 for day in days]
    rows = [
        f"    {what:18} {sum(COSTS[how] * spent[what, how] for how in COSTS) * share:5.0f} s: "
        + ", ".join(f"{how} {spent[what, how] * share:.1f}" for how in COSTS)
        for what in dict.fromkeys(what for what, _ in sorted(spent))
    ]
    return "\n".join(
        [
            f"{count * share:.0f} decisions ({told})",
            f"    {sum(seconds) * share:.2f} minutes (longest {max(seconds):.2f}), {keys} keys, {keys / count:.2f} a decision, {looks * share:.0f} looks",
            f"    one by one {alone / count:.2f} keys a decision, {count * share / 20:.1f} minutes",
            *rows,
        ]
    )


if __name__ == "__main__":
    main()
