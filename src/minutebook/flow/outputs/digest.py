"""A day or a week of the book on one page: what came in, what was promised, what is late, what waits, what is known anew. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from minutebook.flow.outputs.agenda import is_mine, is_overdue, urgency
from minutebook.flow.outputs.brief import describe_due, describe_news, say_day, task_link
from minutebook.model.book import BookTask, Line, Report, Section
from minutebook.model.change import Append, Change, NewFile, WholeFile
from minutebook.model.entity import Me
from minutebook.model.record import LineKind, LineRecord
from minutebook.text.ids import stable_id
from minutebook.vault.meaning import value_digest

_MOST = 25
"""Lines of a section; the rest is counted."""


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What happened from a day on. ``notes``: the paths that came in."""

    arrivals: tuple[Line, ...]
    notes: frozenset[str]
    tasks: tuple[BookTask, ...]
    """All that is open or proposed, and what was finished in that time."""
    waiting: tuple[Line, ...]
    changed: tuple[Line, ...]


def write_digest(found: Gathered, me: Me, since: date, today: date) -> Report:
    """The digest of the days from ``since`` to ``today``."""
    ahead = today + (timedelta(days=7) if (today - since).days > 1 else timedelta(days=1))
    tasks = sorted(found.tasks, key=urgency)
    unfinished = [t for t in tasks if t.is_open or t.is_proposed]
    promised = sorted((t for t in unfinished if t.path in found.notes), key=lambda t: not is_mine(t, me))
    sections = (
        ("Came in", found.arrivals),
        ("Promised", (_line(t, me, today) for t in promised)),
        ("Overdue", (_line(t, me, today) for t in tasks if t.is_open and is_overdue(t, today))),
        ("Coming due", (_line(t, me, today) for t in tasks if t.is_open and _is_within(t, today, ahead))),
        ("Said of earlier tasks", (_news(t, me, today) for t in unfinished if t.news_path in found.notes)),
        ("Finished", (_line(t, me, today) for t in tasks if not t.is_open and not t.is_proposed)),
        ("New on the pages", found.changed),
        ("Waits for review", found.waiting),
    )
    made = (Section(title, tuple(_limit(tuple(lines)))) for title, lines in sections)
    days = say_day(today, today) if since >= today else f"{say_day(since, today)} to {say_day(today, today)}"
    title = "Digest of the week" if (today - since).days > 1 else "Digest"
    return Report(title, days, tuple(section for section in made if section.lines))


def _limit(lines: Sequence[Line]) -> Iterator[Line]:
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield Line(f"… and {len(lines) - _MOST} more", "")


def _is_within(task: BookTask, today: date, until: date) -> bool:
    return task.due is not None and today.isoformat() <= task.due <= until.isoformat()


def _who(task: BookTask, me: Me) -> str:
    return "You: " if is_mine(task, me) else f"{task.owner}: " if task.owner else ""


def _line(task: BookTask, me: Me, today: date) -> Line:
    later = bool(task.news) and not task.done and (task.is_reported or task.expected != task.due)
    said = [describe_due(task.due, today)] if task.due and not task.done and not later else []
    said += [describe_news(task, today)] if later else []
    said += [f"{'cancelled' if task.status == '-' else 'done'} {task.done}"] if task.done else []
    said += ["proposed"] if task.is_proposed else []
    return Line(f"{_who(task, me)}{task.text}" + (f" ({', '.join(said)})" if said else ""), task_link(task))


def _news(task: BookTask, me: Me, today: date) -> Line:
    link = f"[[{task.news_passage}]]" if task.news_passage else task_link(task)
    return Line(f"{_who(task, me)}{task.text}: {describe_news(task, today)}", link)


def digest_note(
    report: Report, body: str, folder: str, today: date, standing: str | None, was: LineRecord | None
) -> tuple[str, tuple[Change, ...]] | None:
    """(path, changes) that write a digest as a note; None where a file of that name is another's or was changed by hand.

    ``body``: its Markdown; ``standing``: the file that is there; ``was``: the record of the digest written last under this name.
    """
    path = f"{folder}/{today.isoformat()} - {report.title}.md"
    note_id = digest_id(path)
    if standing is not None and (was is None or was.digest != value_digest(standing)):
        return None
    text = (
        f"---\nid: {note_id}\ntype: journal\ntitle: {report.title}\ndate: {today.isoformat()}\n"
        f"tags:\n  - type/journal\n  - generated\n---\n\n{body}\n"
    )
    record = LineRecord(id=note_id, path=path, digest=value_digest(text), kind=LineKind.NOTE)
    file = NewFile(path, text) if standing is None else WholeFile(path, text)
    return path, (file, Append(record))


def digest_id(path: str) -> str:
    """The id of the digest that stands there."""
    return stable_id("digest", path)
