"""What a day asks of a person: `python -m evals.day SCORE_PY TALKS MAIL_DIR [MAIL_DIR …] [--days 5] [--json]`.

A day is 7 meetings of ``TALKS`` (gold cases, as evals.talks makes them) and 17 mails of the other folders, chosen by seed and ingested into one vault in the order of their days; while a case is
read the vault's owner goes by the name of the case's owner. It has pages of those whom the cases know. A person who knows the gold then decides all that waits, as `minutebook review` shows it: what is
likely right of a source in a list (a digit picks what is wrong, one key accepts the others), everything else on a card. A task that is meant is accepted, others are rejected, a wrong owner or day is corrected: by the number of the
right one where it is offered, else by typing it; a name gets a page where the gold names it; a question is answered with one key. Words that are poor are not corrected, and nobody looks for what was missed.
Mine, and what nobody owes, comes before what others owe: what all but that takes is told, too. Time, told in three ways: 3 s for each card, for each list and for each line that is put right in it; with another second for each line of a list, to read it; and 3 s for every single thing, as one by one.
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
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from evals.keys import load

from minutebook.flow.adapt import adapt
from minutebook.model.queue import Waiting, WaitKind
from minutebook.model.record import EntityRecord, SourceRecord
from minutebook.run.choosing import days_near, is_own, otherwise, owners_near, screens
from minutebook.run.evaluate import MODIFIED
from minutebook.run.keeping import last_kept
from minutebook.run.publish import publish_json
from minutebook.run.queue import PassageReader, list_waiting
from minutebook.run.session import open_session, open_store
from minutebook.run.triage import read_answers
from minutebook.store import Store
from minutebook.text.names import fold
from minutebook.ui.cli import main as minutebook
from minutebook.vault.vault import Vault

MEETINGS, MAILS, SECONDS = 7, 17, 3
FOLDERS = {"people": "People", "projects": "Projects", "accounts": "Accounts"}
NAMED = ("participants", "mentioned_people", "mentioned_accounts", "mentioned_projects")


class Case(NamedTuple):
    folder: Path
    said: dict[str, Any]


class Day(NamedTuple):
    """``verdicts``: decisions by kind and by what they are; keys one by one and as review shows it; things looked at there: cards, lists, lines put right; all ``lines`` of lists, and ``mine`` of them; looks and lines ``before`` the lists of what only others owe."""

    verdicts: Counter[tuple[str, str]]
    keys_alone: int
    keys: int
    looks: Counter[str]
    lines: int
    mine: int
    before: tuple[int, int]


def read_cases(folder: Path, suffix: str = "") -> list[Case]:
    cases = [Case(p.parent, json.loads(p.read_text(encoding="utf-8"))) for p in sorted(folder.glob("*/gold.json"))]
    return [case for case in cases if case.said["source"].endswith(suffix)]


def live(cases: list[Case], score: ModuleType, root: Path) -> Day:
    """One day in a vault of its own."""
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
        return _decide(list_waiting(store, vault, vault.settings), cases, score, store, vault)


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


def _decide(items: tuple[Waiting, ...], cases: list[Case], score: ModuleType, store: Store, vault: Vault) -> Day:
    records = {r.source_id: r for r in store.latest(SourceRecord)}
    case_of = {key: case for key, r in records.items() if (case := _case_of(r, cases)) is not None}
    meant = {task: gold for key, case in case_of.items() for task, gold in _meant(records[key], case, score, vault)}
    names = {key: set(_named(case)) for key, case in case_of.items()}
    entities = {r.id: r for r in store.latest(EntityRecord)}
    person = Person(score, store, vault)
    verdicts: Counter[tuple[str, str]] = Counter()
    looks: Counter[str] = Counter()
    alone = keys = lines = mine = 0
    theirs: Counter[str] = Counter()
    for screen in screens(items):
        fixes = []
        for item in screen:
            verdict, fix = "answered", Fix()
            if item.kind is WaitKind.TASK:
                gold, me = meant.get(item.id, (None, ""))
                fix = person.fix(item, gold, me) if gold else REJECT
                verdict = "rejected" if not gold else "corrected" if fix.alone else "accepted"
            elif item.kind is WaitKind.NAME:
                seen = entities[item.id].source_ids
                verdict = "accepted" if any(fold(item.words) in names.get(key, ()) for key in seen) else "rejected"
            verdicts[item.kind.value, verdict] += 1
            alone += fix.alone or 1
            fixes.append(fix)
        if len(screen) > 1:
            wrong = [fix for fix in fixes if fix.listed]
            keys += 1 + sum(fix.listed for fix in wrong)
            looks += Counter({"lists": 1, "lines put right": len(wrong)})
            lines += len(screen)
            mine += sum(item.owner == "Myself" for item in screen)
            if not any(map(is_own, screen)):
                theirs += Counter(looks=1 + len(wrong), lines=len(screen))
        else:
            keys += fixes[0].alone or 1
            looks["cards"] += 1
    return Day(verdicts, alone, keys, looks, lines, mine, (looks.total() - theirs["looks"], lines - theirs["lines"]))


class Fix(NamedTuple):
    """The keys that put a task right, on its own card and in a list, picking its line included; none where it is right."""

    alone: int = 0
    listed: int = 0


REJECT = Fix(1, 2)


class Person:
    """Somebody who knows what is meant, at the cards of a vault."""

    def __init__(self, score: ModuleType, store: Store, vault: Vault) -> None:
        self.score = score
        self.store = store
        self.vault = vault
        self.reader = PassageReader(store, vault)

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
    args = parser.parse_args()
    score = load(args.score)
    talks = read_cases(args.talks)
    mails = [case for folder in args.mails for case in read_cases(folder, ".eml")]
    days = []
    for seed in range(args.days):
        chosen = random.Random(seed)
        cases = [*chosen.sample(talks, MEETINGS), *chosen.sample(mails, MAILS)]
        with tempfile.TemporaryDirectory(prefix="learn-day-") as folder:
            os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
            days.append(live(cases, score, Path(folder) / "vault"))
        print(f"day {seed}:", _tell([days[-1]]), flush=True)
    print("a day:", _tell(days))


def _tell(days: list[Day]) -> str:
    total: Counter[tuple[str, str]] = Counter()
    for day in days:
        total.update(day.verdicts)
    told = ", ".join(f"{kind} {verdict} {n}" for (kind, verdict), n in sorted(total.items()))
    count = sum(total.values())
    alone, keys = sum(day.keys_alone for day in days), sum(day.keys for day in days)
    looks: Counter[str] = Counter()
    for day in days:
        looks.update(day.looks)
    lines, mine = sum(day.lines for day in days), sum(day.mine for day in days)
    minutes = 1 / 60 / len(days)
    own_looks, own_lines = (sum(day.before[n] for day in days) for n in (0, 1))
    seen = ", ".join(f"{what} {n}" for what, n in sorted(looks.items()))
    return (
        f"{count / len(days):.0f} decisions ({told})\n"
        f"  as shown: {keys} keys, {keys / count:.2f} a decision; {looks.total() / len(days):.0f} looks a day ({seen}), {SECONDS * looks.total() * minutes:.1f} minutes;"
        f" with a second for each of {lines} lines ({mine} mine) {(looks.total() * SECONDS + lines) * minutes:.1f}\n"
        f"  of these all but the lists of what others owe: {own_looks / len(days):.0f} looks, {SECONDS * own_looks * minutes:.1f} minutes; with a second for each of {own_lines} lines {(own_looks * SECONDS + own_lines) * minutes:.1f}\n"
        f"  one by one: {alone} keys, {alone / count:.2f} a decision, {SECONDS * count * minutes:.1f} minutes"
    )


if __name__ == "__main__":
    main()
