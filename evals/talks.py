"""Labelled meetings in one readable file each, turned into gold cases.

    python -m evals.talks check FILE...
    python -m evals.talks make FOLDER OUT        every .talk of FOLDER as OUT/<name>/gold.json and its source

A file has a head (``key: value``), the talk (``Name {T1, D2}: words``), and the items with what they rest on: the turns that carry their tag.
The gold follows the conventions of the cases that score.py reads; the source is written as the tool in ``format`` would have exported it, its
speakers labelled as ``labels`` says, and with ``raw: yes`` cut into lower-case cues without punctuation.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from evals.exported import write_source

from minutebook.flow.adapt.prose import read_blocks, read_cues

LABELS = "full first surname initial speakers me-them remote none".split()
FORMATS = "zoom-vtt teams-vtt otter-txt plain-txt srt macwhisper-md md-notes memo minutes".split()
TYPES = "people customer partners projects rob journal travel".split()
WHY = "hypothetical already-done joke cancelled declined reassigned reported-speech third-party rhetorical ongoing-habit narration".split()
STATUS = "done slipped cancelled reassigned in-progress".split()
KINDS = {"T": "tasks", "D": "decisions", "F": "facts", "Q": "questions", "X": "non_tasks", "U": "updates"}
CUE_WORDS = 14
_AMBIGUOUS = re.compile(r"(?<!\d)(?:0?\d|1[0-2])[-./](?:0?\d|1[0-2])[-./]\d{4}")
_TURN = re.compile(r"(?P<who>[^:{]*?)\s*(?:\{(?P<tags>[^}]*)\})?\s*:\s(?P<text>.*)")
_ITEM = re.compile(r"(?P<kind>[TDFQXU])(?P<n>\d+)\s*:\s*(?P<rest>.*)")


@dataclass
class Turn:
    who: str
    text: str
    tags: tuple[str, ...]


@dataclass
class Talk:
    """``items``: by tag, the fields of each item with its ``text``."""

    name: str
    head: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    turns: list[Turn] = field(default_factory=list)
    items: dict[str, dict[str, str]] = field(default_factory=dict)
    points: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def get(self, key: str) -> str:
        return self.head[key][0] if self.head[key] else ""

    def listed(self, key: str) -> list[str]:
        return [part.strip() for part in self.get(key).split(",") if part.strip()]


def read_talk(path: Path) -> Talk:
    """The talk of one file; what is wrong with it is in ``errors``."""
    talk = Talk(path.stem)
    section = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        read = line.strip()
        if read == "---":
            section += 1
        elif read and (section == 1 or not read.startswith("#")):
            problem = (_read_head, _read_turn, _read_item)[min(section, 2)](talk, read)
            if problem:
                talk.errors.append(f"line {number}: {problem}: {read[:80]}")
    talk.errors += _find_faults(talk)
    return talk


def _read_head(talk: Talk, line: str) -> str:
    key, colon, value = line.partition(":")
    talk.head[key.strip()].append(value.strip())
    return "" if colon else "not `key: value`"


def _read_turn(talk: Talk, line: str) -> str:
    match = _TURN.fullmatch(line)
    if not match:
        return "not a turn `Name {tags}: words`"
    tags = tuple(tag for tag in re.split(r"[,\s]+", match["tags"] or "") if tag)
    talk.turns.append(Turn(match["who"].strip(), match["text"].strip(), tags))
    return ""


def _read_item(talk: Talk, line: str) -> str:
    if line.startswith("S:"):
        talk.points.append(line[2:].strip())
        return ""
    match = _ITEM.fullmatch(line)
    if not match:
        return "not an item"
    text, *rest = (part.strip() for part in match["rest"].split(" | "))
    fields = {key.strip(): value.strip() for key, _, value in (part.strip("| ").partition(":") for part in rest)}
    talk.items[match["kind"] + match["n"]] = fields | {"text": text}
    return ""


def _find_faults(talk: Talk) -> Iterator[str]:
    used = {tag for turn in talk.turns for tag in turn.tags}
    for tag in sorted(used - talk.items.keys()):
        yield f"{tag} stands at a turn, but not among the items"
    for tag in sorted(talk.items.keys() - used):
        yield f"{tag} rests on no turn"
    for key, allowed in (("labels", LABELS), ("format", FORMATS), ("type", TYPES)):
        if talk.get(key) not in allowed:
            yield f"{key} is {talk.get(key)!r}, not one of {', '.join(allowed)}"
    dates = {"date": talk.get("date")}
    for tag, item in talk.items.items():
        dates |= {f"{tag} {key}": item[key] for key in ("due", "new_due") if item.get(key)}
        if tag[0] == "X" and item.get("why") not in WHY:
            yield f"{tag}: why is {item.get('why')!r}, not one of {', '.join(WHY)}"
        if tag[0] == "U" and item.get("status") not in STATUS:
            yield f"{tag}: status is {item.get('status')!r}, not one of {', '.join(STATUS)}"
        if not item["text"]:
            yield f"{tag} has no text"
    for where, text in dates.items():
        try:
            date.fromisoformat(text)
        except ValueError:
            yield f"{where}: {text!r} is no date"


def to_gold(talk: Talk, utterances: list[str], evidence: dict[str, list[int]], source: str) -> dict[str, Any]:
    """The gold.json of a talk whose utterances, and those that each tag rests on, are given."""
    subject_type, _, subject = (part.strip() for part in talk.get("subject").partition("|"))
    me = [part.strip() for part in talk.get("me").split("|")] + ["", ""]
    gold: dict[str, Any] = {
        "note_type": talk.get("type"),
        "subject": {"type": subject_type, "name": subject} if subject else None,
        "date": talk.get("date"),
        "participants": talk.listed("participants"),
        "mentioned_people": talk.listed("mentioned"),
        "mentioned_projects": [],
        "mentioned_accounts": talk.listed("mentioned_accounts"),
        "summary_points": talk.points,
    } | {kind: [] for kind in KINDS.values()}
    for tag, item in talk.items.items():
        gold[KINDS[tag[0]]].append(_to_item(tag, item, evidence.get(tag, [])))
    return {
        "id": talk.name,
        "source": source,
        "source_format": talk.get("format"),
        "title_hint": None,
        "filename": _dated(talk.get("filename") or source, talk.get("date")),
        "me": {"name": me[0], "email": me[1], "org": me[2]},
        "known": {
            "people": [_person(line) for line in talk.head["person"]],
            "projects": [_named(line) for line in talk.head["project"]],
            "accounts": [_named(line) for line in talk.head["account"]],
        },
        "open_tasks": [_open(line) for line in talk.head["open"]],
        "utterances": utterances,
        "gold": gold,
    }


def _to_item(tag: str, item: dict[str, str], evidence: list[int]) -> dict[str, Any]:
    made: dict[str, Any] = {"text": item["text"], "evidence": evidence}
    if tag[0] == "T":
        made |= {
            "owner": item.get("owner") or None,
            "due": item.get("due") or None,
            "due_text": item.get("said") or None,
            "priority": item.get("priority") or "medium",
            "status": "open",
        }
    elif tag[0] == "F":
        made["about"] = [name.strip() for name in item.get("about", "").split(",") if name.strip()]
    elif tag[0] == "X":
        made["why"] = item["why"]
    elif tag[0] == "U":
        made |= {
            "task_text": made.pop("text"),
            "task_from": item.get("from") or None,
            "status": item["status"],
            "new_due": item.get("new_due") or None,
            "new_owner": item.get("new_owner") or None,
        }
    return made


def _dated(filename: str, day: str) -> str:
    """The file name with the day before it, where it does not tell the day by itself: nothing else does, as every file gets the same time."""
    told = day[:4] in filename and not _AMBIGUOUS.search(filename)
    return filename if told else f"{day} {filename}"


def _fields(line: str) -> tuple[str, dict[str, str]]:
    name, *rest = (part.strip() for part in line.split("|"))
    return name, {key.strip(): value.strip() for key, _, value in (part.partition(":") for part in rest)}


def _person(line: str) -> dict[str, Any]:
    name, fields = _fields(line)
    aliases = [alias.strip() for alias in fields.get("aliases", "").split(",") if alias.strip()]
    return {"name": name, "aliases": aliases} | {key: fields.get(key) or None for key in ("email", "org", "role")}


def _named(line: str) -> dict[str, Any]:
    name, _, aliases = (part.strip() for part in line.partition("|"))
    aliases = aliases.removeprefix("aliases:")
    return {"name": name, "aliases": [alias.strip() for alias in aliases.split(",") if alias.strip()]}


def _open(line: str) -> dict[str, Any]:
    text, fields = _fields(line)
    return {
        "task_text": text,
        "owner": fields.get("owner") or None,
        "due": fields.get("due") or None,
        "task_from": fields.get("from"),
    }


def make_cues(talk: Talk) -> tuple[list[tuple[str | None, str]], dict[str, list[int]]]:
    """The (label, words) of each cue, and the cues that each tag rests on."""
    label = _labels(talk)
    cues: list[tuple[str | None, str]] = []
    evidence: dict[str, list[int]] = defaultdict(list)
    raw = talk.get("raw") == "yes" and talk.get("format") != "plain-txt"
    for turn in talk.turns:
        text = _plain(turn.text) if talk.get("raw") == "yes" else turn.text
        first = len(cues)
        cues += [(label(turn.who), piece) for piece in (_cut(text) if raw else [text])]
        for tag in turn.tags:
            evidence[tag] += range(first, len(cues))
    return cues, dict(evidence)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:['’.,:/-][^\W_]+)*|[£$€%]", text.lower()))


def _cut(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[n : n + CUE_WORDS]) for n in range(0, len(words), CUE_WORDS)]


def _labels(talk: Talk) -> Callable[[str], str | None]:
    me = talk.get("me").partition("|")[0].strip()
    orgs = {name: fields.get("org", "") for name, fields in map(_fields, talk.head["person"])}
    order: list[str] = []

    def label(who: str) -> str | None:
        first, _, last = who.partition(" ")
        if who not in order:
            order.append(who)
        match talk.get("labels"):
            case "full":
                return who
            case "first":
                return first
            case "surname":
                return f"{last.upper()}, {first} ({orgs[who]})" if last and orgs.get(who) else who
            case "initial":
                return f"{first} {last[0]}" if last else first
            case "speakers":
                return f"Speaker {order.index(who) + 1}"
            case "me-them":
                return "Me" if who == me else "Them"
            case "remote":
                return "Me" if who == me else "Remote"
            case _:
                return None

    return label


def _by_sentence(lines: list[str], evidence: dict[str, list[int]]) -> tuple[list[str], dict[str, list[int]]]:
    """The utterances of a document, which are its headings, sentences, list items and table rows; a tag rests on all of its line."""
    found: list[str] = []
    spans = []
    for line in lines:
        first = len(found)
        found += [cue.text for block in read_blocks([line]) for cue in read_cues(block)]
        spans.append(range(first, len(found)))
    return found, {tag: [n for line in told for n in spans[line]] for tag, told in evidence.items()}


def make_case(talk: Talk, folder: Path) -> None:
    """Write gold.json and the source of a talk."""
    cues, evidence = make_cues(talk)
    name, text = write_source(talk.get("format"), cues)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    utterances = [words for _, words in cues]
    if talk.get("format") in {"minutes", "md-notes"}:
        utterances, evidence = _by_sentence(utterances, evidence)
    gold = to_gold(talk, utterances, evidence, name)
    (folder / "gold.json").write_text(json.dumps(gold, indent=1, ensure_ascii=False), encoding="utf-8")


def describe(talk: Talk) -> str:
    counts = {kind: sum(tag[0] == kind for tag in talk.items) for kind in KINDS}
    words = sum(len(turn.text.split()) for turn in talk.turns)
    return (
        f"{len(talk.turns)} turns, {words} words, "
        + ", ".join(f"{n} {kind}" for kind, n in counts.items())
        + f", {len(talk.points)} S"
    )


def _weekdays(talk: Talk) -> str:
    """The days of the dates, for the writer to look at."""
    day = date.fromisoformat(talk.get("date"))
    told = [f"met on {day:%A}"]
    for tag, item in talk.items.items():
        if item.get("due"):
            due = date.fromisoformat(item["due"])
            told.append(
                f"{tag} {item.get('said', '')!r} = {due:%a %d %b}" + (" BEFORE THE MEETING" if due < day else "")
            )
            if due - day > timedelta(days=200):
                told.append("(far off)")
    return "; ".join(told)


def main() -> int:
    match sys.argv[1:]:
        case ["check", *files] if files:
            bad = 0
            for path in map(Path, files):
                talk = read_talk(path)
                bad += bool(talk.errors)
                print(
                    f"{path.name}: {describe(talk)}",
                    *talk.errors,
                    *([_weekdays(talk)] if not talk.errors else []),
                    sep="\n  ",
                )
            return min(bad, 1)
        case ["make", folder, out]:
            for path in sorted(Path(folder).glob("*.talk")):
                talk = read_talk(path)
                if talk.errors:
                    print(f"{path.name} left out:", *talk.errors, sep="\n  ", file=sys.stderr)
                else:
                    make_case(talk, Path(out) / talk.name)
            return 0
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main())
