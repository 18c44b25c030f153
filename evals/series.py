"""What becomes of work over short series of meetings: `python -m evals.series [FILE...] [--given] [--details]`.

Each series is read as the vault would read it: what the engine finds in one meeting is what is open for the next, with the people of that meeting.
With ``--given`` the tasks of the file are open instead, as gold cases give them: less those that were done or dropped, moved and handed over as was said;
those whose tag begins with X from the start. A day with `mail` and a subject is a mail, in which lines after `>` are quoted.
Printed: news of work by status (hits, told, gold), commitments said again that became a second task, those told as news of the first, new tasks that
only resemble an earlier one and were taken for it, and tasks told to be done or cancelled that were not (nothing is ever closed without a person).
"""

import argparse
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formataddr
from pathlib import Path

import msgspec
from msgspec.structs import replace

from minutebook.flow.adapt import adapt
from minutebook.flow.context import build_context
from minutebook.flow.extract.ground import ground
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.link import link
from minutebook.model.entity import Entity, EntityType, Me, OpenTask
from minutebook.model.extraction import Extraction, TaskStatus
from minutebook.model.source import Source, Utterance
from minutebook.text.names import fold

_TURN = re.compile(r"(?P<who>[^:{]+?)\s*(?:\{(?P<tags>[^}]*)\})?:\s+(?P<text>.*)")
_QUOTED = re.compile(r"(?P<who>>)(?P<tags>) (?P<text>.*)")
Tags = Mapping[int, set[str]]
Opened = tuple[OpenTask, set[str]]
"""A task that is open, with the tags of what it is."""
_STATUSES = ("done", "slipped", "reassigned", "cancelled", "in-progress")


class Series(msgspec.Struct):
    """``meetings``: by day the turns (who, tags, words); ``gold``: by tag what it says of which task; ``tasks``: by tag owner, words and day."""

    name: str
    people: list[str]
    gold: dict[str, list[str]]
    tasks: dict[str, list[str]]
    meetings: dict[str, list[tuple[str, list[str], str]]]


def read_series(path: Path) -> list[Series]:
    found: list[Series] = []
    day = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# ") and "|" in line and "`" not in line:
            name, *people = (part.strip() for part in line[2:].split("|"))
            found.append(Series(name, [p.strip() for group in people for p in group.split(",")], {}, {}, {}))
        elif line.startswith("gold: "):
            found[-1].gold = {words[0]: words[1:] for part in line[6:].split(",") if (words := part.split())}
        elif line.startswith("task: "):
            tag, told = line[6:].split(maxsplit=1)
            found[-1].tasks[tag] = [part.strip() for part in told.split("|")]
        elif line.startswith("== "):
            day = line[3:].strip()
            found[-1].meetings[day] = []
        elif found and line.strip():
            turn = _QUOTED.fullmatch(line) or _TURN.fullmatch(line)
            assert turn, line
            found[-1].meetings[day].append((turn["who"], re.findall(r"\w+", turn["tags"] or ""), turn["text"]))
    return found


class Tally:
    def __init__(self, details: bool) -> None:
        self.counts: Counter[str] = Counter()
        self.details = details

    def add(self, key: str, said: str = "") -> None:
        self.counts[key] += 1
        if self.details and said:
            print(f"  {key}: {said}")


def people_of(series: Series) -> tuple[Me, list[Entity]]:
    """Whose vault it is, and all who meet."""
    entities = [
        Entity(f"e{n}", EntityType.PERSON, name, path=f"{name}.md", emails=(_address(name),))
        for n, name in enumerate(series.people)
    ]
    return Me(series.people[0], emails=(_address(series.people[0]),)), entities


def open_meeting(series: Series, day: str, turns: Sequence[tuple[str, list[str], str]]) -> tuple[Source, Tags]:
    """A meeting or mail as it would lie in the inbox, and the tags of each utterance."""
    at = datetime.combine(date.fromisoformat(day[:10]), datetime.min.time(), UTC)
    name, data = f"{day} {series.name}.txt", "\n\n".join(f"{who}: {words}" for who, _, words in turns).encode()
    if subject := day[10:].removeprefix(" mail "):
        name, data = f"{series.name}.eml", _write_mail(series, subject, at, turns)
    (source,) = adapt(name, data, at, UTC, 10**6)
    return source, _tags(source.utterances, turns)


def _write_mail(series: Series, subject: str, at: datetime, turns: Sequence[tuple[str, list[str], str]]) -> bytes:
    """The mail that one of the people writes to all others."""
    sender = turns[0][0]
    mail = EmailMessage(SMTP)
    mail["From"] = formataddr((sender, _address(sender)))
    mail["To"] = ", ".join(formataddr((name, _address(name))) for name in series.people if name != sender)
    mail["Date"], mail["Subject"] = at, subject
    mail["Message-ID"] = f"<{at:%Y%m%d}.{_address(sender)}>"
    mail.set_content("\n\n".join(f"> {words}" if who == ">" else words for who, _, words in turns))
    return mail.as_bytes()


def _address(name: str) -> str:
    return f"{re.sub(r'[^a-z]+', '.', fold(name))}@example.org"


def follow(series: Series, tally: Tally, given: bool = False) -> None:
    """Read one series, meeting by meeting."""
    me, entities = people_of(series)
    engine = OfflineEngine()
    opened = open_before(series) if given else {}
    for day, turns in series.meetings.items():
        source, tags = open_meeting(series, day, turns)
        context = build_context(source, me, entities, ())
        extraction = ground(engine.extract(source, context), source)
        links = link(source, extraction, context, [task for task, _ in opened.values()], entities)
        _score(series, links.extraction, tags, opened, tally)
        if given:
            carry_on(series, day, source, tags, opened)
            continue
        for task in links.extraction.tasks:
            if task.status is TaskStatus.OPEN:
                due = task.due.isoformat() if task.due else None
                said = " ".join(u.text for u in source.utterances if u.id in task.evidence)
                made = _open(series, day, task.text, task.owner, due, task.id, said)
                opened[task.id] = made, {tag for i in task.evidence for tag in tags.get(i, ())}


def open_before(series: Series) -> dict[str, Opened]:
    """What is open from the start, of another note of the same people."""
    day = min(series.meetings)[:10]
    before = {tag: told for tag, told in series.tasks.items() if tag.startswith("X")}
    return {
        tag: (replace(_open(series, day, text, owner, due or None, tag, ""), path="before.md"), {tag})
        for tag, (owner, text, due) in before.items()
    }


def _open(series: Series, day: str, text: str, owner: str | None, due: str | None, number: str, said: str) -> OpenTask:
    return OpenTask(text, owner, due, number, f"{day}.md", day[:10], None, tuple(series.people[1:]), said)


def carry_on(series: Series, day: str, source: Source, tags: Tags, opened: dict[str, Opened]) -> None:
    """What is open after a meeting, by the gold."""
    here = {tag for found in tags.values() for tag in found}
    for tag in sorted(here & series.tasks.keys()):
        owner, text, due = series.tasks[tag]
        said = " ".join(u.text for u in source.utterances if tag in tags.get(u.id, ()))
        opened[tag] = _open(series, day, text, owner, due or None, tag, said), {tag}
    for tag in sorted(here & series.gold.keys()):
        task, *told = series.gold[tag]
        match told:
            case ["done" | "cancelled"]:
                opened.pop(task, None)
            case ["slipped", moved] if task in opened:
                opened[task] = replace(opened[task][0], due=moved), {task}
            case ["reassigned", name] if task in opened:
                owner = next((person for person in series.people if person.startswith(name)), name)
                opened[task] = replace(opened[task][0], owner=owner), {task}


def _tags(utterances: Sequence[Utterance], turns: Sequence[tuple[str, list[str], str]]) -> Tags:
    """The tags of each utterance, by whose words hold it."""
    found: dict[int, set[str]] = {}
    at = 0
    for utterance in utterances:
        while at < len(turns) and utterance.text.strip()[:25] not in turns[at][2]:
            at += 1
        found[utterance.id] = set(turns[at][1]) if at < len(turns) else set()
    return found


def _score(series: Series, extraction: Extraction, tags: Tags, opened: Mapping[str, Opened], tally: Tally) -> None:
    """Count what one meeting tells of what was open, against the gold."""
    here = {tag for found in tags.values() for tag in found}
    told = []
    for update in extraction.updates:
        assert update.task_id is not None
        of = opened[update.task_id][1]
        near = {tag for i in update.evidence for tag in tags.get(i, ())}
        told.append((update, of, near))
        tally.add(f"told {update.status}")
    for tag in sorted(here & series.gold.keys()):
        task, *rest = series.gold[tag]
        known = any(task in of for _, of in opened.values())
        fits = [update for update, of, near in told if task in of and tag in near]
        if tag[0] == "R":
            doubled = [t for t in extraction.tasks if any(tag in tags.get(i, ()) for i in t.evidence)]
            tally.add("said again" + ("" if known else ", first not found"))
            if known and doubled:
                tally.add("said again, a second task", f"{series.name} {tag}: {doubled[0].text}")
            if any(update.status in {"slipped", "in-progress"} for update in fits):
                tally.add("said again, told of the first")
            continue
        tally.add(f"gold {rest[0]}" + ("" if known else ", task not found"))
        hit = [u for u in fits if u.status == rest[0] and (rest[0] != "slipped" or str(u.new_due) == rest[1])]
        if hit:
            tally.add(f"hit {rest[0]}")
        elif known:
            tally.add("missed", f"{series.name} {tag} {rest}: {[(u.status.value, str(u.new_due)) for u in fits]}")
    for update, of, near in told:
        gold = [series.gold[tag] for tag in near if tag in series.gold]
        right = any(words[0] in of for words in gold)
        if not right:
            tally.add("news of the wrong task", f"{series.name}: {update.status} {update.task_text} {sorted(near)}")
        if update.status in {"done", "cancelled"} and not any(w[0] in of and update.status in w for w in gold):
            tally.add("told closed, but was not", f"{series.name}: {update.status} {update.task_text} {sorted(near)}")
    for tag in sorted(t for t in here if t[0] in "TN"):
        taken = any(tag in tags.get(i, ()) for t in extraction.tasks for i in t.evidence)
        tally.add(f"{'new tasks alike' if tag[0] == 'N' else 'tasks'}")
        if taken:
            tally.add(f"{'new tasks alike' if tag[0] == 'N' else 'tasks'}, found")
        elif tag[0] == "N":
            tally.add("new task alike lost", f"{series.name} {tag}")


def measure(counts: Counter[str]) -> list[str]:
    """A line a status, and F1: the mean over the statuses and over all, what is told of a commitment said again counting as neither right nor wrong."""
    lines, f1 = [], []
    hits = told = gold = 0
    for status in _STATUSES:
        hit, said, real = (counts[f"{what} {status}"] for what in ("hit", "told", "gold"))
        missing = counts[f"gold {status}, task not found"]
        lines.append(
            f"{status:12} hit {hit:3}  told {said:3}  gold {real:3} (+ {missing} of tasks that were not found)"
        )
        f1 += [2 * hit / (said + real)] if real else []
        hits, told, gold = hits + hit, told + said, gold + real
    told -= counts["said again, told of the first"]
    mean = sum(f1) / len(f1) if f1 else 0.0
    return [
        *lines,
        f"F1 {mean:.2f} over the statuses, {2 * hits / max(told + gold, 1):.2f} over all: {hits} / {gold} / {told}",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, default=sorted((Path(__file__).parent / "series").glob("*.txt")))
    parser.add_argument("--given", action="store_true")
    parser.add_argument("--details", action="store_true")
    options = parser.parse_args()
    tally = Tally(options.details)
    for series in (each for file in options.files for each in read_series(file)):
        follow(series, tally, options.given)
    counts = tally.counts
    print(*measure(counts), sep="\n")
    rest = sorted(
        key for key in counts if not key.startswith(("hit ", "told ", "gold ")) or key == "told closed, but was not"
    )
    for key in rest:
        print(f"{key:32} {counts[key]}")


if __name__ == "__main__":
    main()
