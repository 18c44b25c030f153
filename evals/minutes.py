"""Actions in W3C minutes: `python -m evals.minutes SHARED_EVAL [--layout irc|markdown] [--recorded] [--missed]`.

The minutes of data/w3c_minutes were scribed live in IRC: a person's words as the scribe took them, chat between. The data holds the
published minutes without their ACTION and RESOLUTION lines, which became the labels: `at` is the line before which the action was
recorded. So what is shown gives no action away; "PROPOSED:" marks stay as they were. The source is an IRC log (`<Name> words`, a line an utterance) or
the Markdown in which the group publishes (`**Name:** words`, chat quoted), named after the meeting; nothing is known.

A labelled action is reached where an open task has evidence within five lines of `at`. Tasks and actions are paired one to one, the
pairs that share most words first, then the nearer ones; "owner right" is of the paired. Beside that stands what a task anywhere would
reach: the share of all lines that lie within five lines of some task. Only meetings with a labelled
action that has an `at` are read (most minutes record none though work was taken on, so that the number of tasks says little about
precision). Then every candidate of the engine from some confidence up, instead of its own choice.

--recorded writes the labels back as `ACTION: …` lines: whether recorded actions are read, which is another question.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import msgspec
from evals.reading import every_candidate, load_scorer, ratio, read_text

from minutebook.model.extraction import Task
from minutebook.model.source import Source

Similar = Callable[[str, str], float]
"""How much two texts have in common, 0 to 1."""
REACH = 5
LEVELS = (0.0, 0.1, 0.2, 0.3)
WINDOW = 60
"""Lines ahead among which an utterance's own is looked for: longer runs of chat than the layouts leave out."""


class Action(msgspec.Struct, frozen=True):
    text: str
    owner: str | None
    at: int


class Result(msgspec.Struct):
    """``read``: lines that became utterances; ``covered``: lines within reach of a task; ``near``: actions with a task within reach."""

    meeting: str
    lines: int
    read: int
    covered: int
    tasks: int
    actions: tuple[Action, ...]
    near: int
    pairs: list[tuple[Task, Action]]


def as_irc(meeting: dict[str, Any]) -> str:
    return "".join(f"<{u['speaker']}> {' '.join(u['text'].split())}\n" for u in meeting["utterances"])


def as_markdown(meeting: dict[str, Any]) -> str:
    """The minutes in the layout of the group's own site."""
    who = meeting["participants"]
    lines = [f"# {meeting['title']}", "", f"**Date:** {meeting['date']}", "", "## Attendees", ""]
    lines += [f"**{kind.title()}:** {', '.join(who[kind])}\n" for kind in ("present", "regrets", "chair") if who[kind]]
    lines += ["## Content", ""]
    for u in meeting["utterances"]:
        text = " ".join(u["text"].split())
        chat = u["channel"] == "chat"
        lines.append(f"> *{u['speaker']}:* {text}  " if chat else f"**{u['speaker']}:** {text}  ")
    return "\n".join(lines) + "\n"


def with_recorded(meeting: dict[str, Any]) -> dict[str, Any]:
    """The minutes with the labelled actions written back where they were recorded, as the scribe would."""
    lines, actions = list(meeting["utterances"]), []
    placed = sorted((a for a in meeting["actions"] if a["at"] is not None), key=lambda a: a["at"])
    for shift, action in enumerate(placed):
        at = min(action["at"] + shift, len(lines))
        given = action["owner_from"] == "marked" and action["owner"]
        text = f"ACTION: {action['owner']} to {action['text']}" if given else f"ACTION: {action['text']}"
        lines.insert(at, {"speaker": lines[max(0, at - 1)]["speaker"], "text": text, "channel": "chat"})
        actions.append(dict(action, at=at))
    return dict(meeting, utterances=lines, actions=actions)


LAYOUTS = {"irc": (as_irc, "txt"), "markdown": (as_markdown, "md")}


def align(source: Source, meeting: dict[str, Any]) -> dict[int, int]:
    """The line of the minutes that each utterance is; utterances of the page's head are none."""
    lines = [" ".join(u["text"].split()) for u in meeting["utterances"]]
    found, line = {}, 0
    for utterance in source.utterances:
        text = " ".join(utterance.text.split())
        ahead = (n for n in range(line, min(line + WINDOW, len(lines))) if text in lines[n] or lines[n] in text)
        at = next(ahead, None)
        if at is not None:
            found[utterance.id], line = at, at + (text == lines[at])
    return found


def distance(task: Task, action: Action) -> int:
    return min(abs(i - action.at) for i in task.evidence)


def pair(tasks: Sequence[Task], actions: Sequence[Action], similar: Similar) -> list[tuple[Task, Action]]:
    """One to one, within reach: most words in common first, then the nearest."""
    ranked = sorted(
        ((-similar(t.text, a.text), distance(t, a), i, j) for i, t in enumerate(tasks) for j, a in enumerate(actions))
    )
    pairs, used_tasks, used_actions = [], set(), set()
    for _, apart, i, j in ranked:
        if apart <= REACH and i not in used_tasks and j not in used_actions:
            used_tasks.add(i)
            used_actions.add(j)
            pairs.append((tasks[i], actions[j]))
    return pairs


def read_minutes(path: Path, layout: str, similar: Similar, *, recorded: bool, least: float | None = None) -> Result:
    """``least``: every candidate of that confidence instead of the engine's own choice."""
    meeting = json.loads(path.read_text(encoding="utf-8"))
    if recorded:
        meeting = with_recorded(meeting)
    write, suffix = LAYOUTS[layout]
    with every_candidate() if least is not None else nullcontext():
        source, extraction = read_text(f"{meeting['date']} {meeting['id']}.{suffix}", write(meeting))
    at = align(source, meeting)
    actions = tuple(Action(a["text"], a["owner"], a["at"]) for a in meeting["actions"] if a["at"] is not None)
    tasks = [
        msgspec.structs.replace(t, evidence=tuple(at[i] for i in t.evidence if i in at))
        for t in extraction.tasks
        if t.status == "open" and t.confidence >= (least or 0) and any(i in at for i in t.evidence)
    ]
    lines = range(len(meeting["utterances"]))
    return Result(
        meeting=path.stem,
        lines=len(lines),
        read=len(set(at.values())),
        covered=sum(any(abs(n - i) <= REACH for t in tasks for i in t.evidence) for n in lines),
        tasks=len(tasks),
        actions=actions,
        near=sum(any(distance(t, a) <= REACH for t in tasks) for a in actions),
        pairs=pair(tasks, actions, similar),
    )


def report(results: Sequence[Result], similar: Similar) -> str:
    actions = sum(len(r.actions) for r in results)
    pairs = [p for r in results for p in r.pairs]
    right = sum(t.owner == a.owner for t, a in pairs)
    unnamed = sum(t.owner is None and a.owner is not None for t, a in pairs)
    alike = sum(similar(t.text, a.text) >= 0.15 for t, a in pairs)
    lines = sum(r.lines for r in results)
    covered = sum(r.covered for r in results)
    near = sum(r.near for r in results)
    return "\n".join(
        [
            f"{len(results)} meetings, {lines} lines, {sum(r.read for r in results)} of them read, {actions} labelled actions with a place, {sum(r.tasks for r in results)} open tasks",
            f"reached                   {ratio(len(pairs), actions):.3f}  ({len(pairs)} of {actions}, one to one; {near} with a task near by)",
            f"owner right among those   {ratio(right, len(pairs)):.3f}  ({right} of {len(pairs)}; {unnamed} name nobody, {len(pairs) - right - unnamed} somebody else)",
            f"words in common           {ratio(alike, len(pairs)):.3f}  ({alike} of {len(pairs)})",
            f"lines near some task      {ratio(covered, lines):.3f}  (what chance would reach)",
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--layout", choices=LAYOUTS, default="irc")
    parser.add_argument("--recorded", action="store_true", help="with the ACTION lines: reading, not understanding")
    parser.add_argument("--missed", action="store_true", help="also list the actions that were not reached")
    args = parser.parse_args()
    similar = load_scorer(args.shared).text_similarity
    paths = sorted((args.shared / "data/w3c_minutes/meetings").glob("*.json"))
    labelled = [
        path for path in paths if any(a["at"] is not None for a in json.loads(path.read_text("utf-8"))["actions"])
    ]
    results = [read_minutes(path, args.layout, similar, recorded=args.recorded) for path in labelled]
    print(report(results, similar))
    for least in LEVELS:
        open_to = [read_minutes(path, args.layout, similar, recorded=args.recorded, least=least) for path in labelled]
        pairs, covered = sum(len(r.pairs) for r in open_to), sum(r.covered for r in open_to)
        gold, lines = sum(len(r.actions) for r in open_to), sum(r.lines for r in open_to)
        right = sum(t.owner == a.owner for r in open_to for t, a in r.pairs)
        print(
            f"from {least:.1f}  reached {pairs} of {gold}, owner right {right}, lines near some task {covered / lines:.2f}"
        )
    if args.missed:
        for result in results:
            for action in result.actions:
                if all(action is not other for _, other in result.pairs):
                    print(f"{result.meeting} {action.at}: {action.owner}: {action.text}")


if __name__ == "__main__":
    main()
