"""What to know before meeting someone: put together from the notes and the open tasks, each line with its source. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from minutebook.flow.outputs.agenda import is_about, is_mine, is_owed_to, is_owned_by, own_names, urgency
from minutebook.flow.outputs.links import stem_of, wikilink
from minutebook.flow.outputs.note import DECISIONS, FOLLOW_UPS, QUESTIONS, SUMMARY
from minutebook.model.book import BookTask, Line, NoteText, Report, Section
from minutebook.model.entity import Entity, EntityType, Me
from minutebook.text import patterns as re
from minutebook.text.names import fold
from minutebook.vault.note import find_section, read_note
from minutebook.vault.tasks import parse_task

KEY_FACTS = "Key Facts"
RECENT_DAYS = 90
"""Days before the last meeting from which decisions, news and questions are told."""
_MEETINGS, _LINES, _RAISED = 5, 8, 6
_SOON = 7
_SENTENCES = 180
"""Characters of a meeting's summary."""
_LINK = re.compile(r"!?\[\[([^\[\]|]*)(?:\|([^\[\]]*))?\]\]")
_PASSAGE = re.compile(r"\s*\[\[[^\[\]]*#\^u\d+(?:\|[^\[\]]*)?\]\]|\s*\[\[[^\[\]|]*\|\d{4}-\d{2}-\d{2}\]\]")
_TASK = re.compile(r"#\^(mb-[0-9a-z]{10})")
_BLOCK = re.compile(r"\s\^[a-zA-Z0-9-]+\s*\Z")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def write_brief(
    entity: Entity,
    notes: Iterable[NoteText],
    tasks: Iterable[BookTask],
    page: str | None,
    me: Me,
    today: date,
    people: Sequence[Entity] = (),
) -> Report:
    """The brief of a person, project, account or forum. ``notes``: those that concern it, in any order; ``page``: its page's text; ``people``: an account's."""
    return _Brief(entity, notes, tasks, page, me, today, people).write()


class _Brief:
    def __init__(
        self,
        entity: Entity,
        notes: Iterable[NoteText],
        tasks: Iterable[BookTask],
        page: str | None,
        me: Me,
        today: date,
        people: Sequence[Entity],
    ) -> None:
        self.entity, self.people = entity, people
        self.notes = sorted(notes, key=lambda n: (n.date, n.path), reverse=True)
        last = date.fromisoformat(self.notes[0].date) if self.notes else today
        since = (last - timedelta(days=RECENT_DAYS)).isoformat()
        self.recent = [note for note in self.notes if note.date >= since][:_MEETINGS]
        self.page, self.me, self.today = page, me, today
        self.fresh = {note.path for note in self.recent}
        self.tasks = sorted(filter(self._concerns, tasks), key=lambda t: (t.is_proposed, t.is_reported, urgency(t)))

    def write(self) -> Report:
        last = self.notes[0].date if self.notes else None
        about = [part for part in (self.entity.role, self.entity.organisation) if part]
        about += (
            [f"last together {last}" if self.entity.type is EntityType.PERSON else f"last meeting {last}"]
            if last
            else []
        )
        name = self.entity.name
        owed = self._owed()
        sections = (
            Section("To raise", tuple(self._to_raise(owed))),
            Section("Last times", tuple(self._meetings())),
            Section("You owe", tuple(self._listed(self._mine()))),
            Section(
                f"{name} owes" if self.entity.type is EntityType.PERSON else "Others owe", tuple(self._listed(owed))
            ),
            Section("Decided", tuple(self._items(DECISIONS))),
            Section("Changed", tuple(self._changes())),
            Section("Open questions", tuple(self._items(QUESTIONS))),
            Section("Known", tuple(self._facts())),
        )
        return Report(name, ", ".join(about), tuple(section for section in sections if section.lines))

    # -- tasks

    def _concerns(self, task: BookTask) -> bool:
        """A task of theirs, for them, or promised between the two of us; a proposed one only while its meeting is recent."""
        if task.is_proposed and task.path not in self.fresh:
            return False
        if self.entity.type is not EntityType.PERSON:
            return is_about(task, self.entity, self.people)
        return is_owned_by(task, self.entity) or is_owed_to(task, self.entity) or self._is_promised_to(task)

    def _is_promised_to(self, task: BookTask) -> bool:
        """A task that names the person, or that stands in the note of a talk between the two of us."""
        words = " " + re.sub(r"\W+", " ", fold(task.text)) + " "
        names = {fold(form) for form in (self.entity.name, *self.entity.aliases)}
        others = {fold(name) for name in task.people} - own_names(self.me)
        return any(f" {name} " in words for name in names) or (bool(others) and others <= names)

    def _mine(self) -> list[BookTask]:
        return [t for t in self.tasks if is_mine(t, self.me) and (t.is_open or t.is_proposed)]

    def _owed(self) -> list[BookTask]:
        mine = own_names(self.me)
        if self.entity.type is EntityType.PERSON:
            theirs = [t for t in self.tasks if is_owned_by(t, self.entity)]
            theirs.sort(key=lambda t: (t.is_proposed, t.owed_to is not None and fold(t.owed_to) not in mine))
        else:
            theirs = [t for t in self.tasks if t.owner and not is_mine(t, self.me)]
        return [t for t in theirs if t.is_open or t.is_proposed]

    def _listed(self, tasks: Sequence[BookTask]) -> Iterator[Line]:
        """Accepted tasks, then what is only proposed as far as there is room; the rest is counted."""
        accepted = sum(not task.is_proposed for task in tasks)
        shown = tasks[: max(_LINES, accepted)]
        yield from map(self._task, shown)
        if len(shown) < len(tasks):
            yield Line(f"… and {len(tasks) - len(shown)} more that are only proposed", wikilink("Tasks"))

    def _task(self, task: BookTask) -> Line:
        person = self.entity.type is EntityType.PERSON
        who = "" if person or not task.owner or is_mine(task, self.me) else f"{task.owner}: "
        said = (
            [describe_due(task.due, self.today)]
            if task.due and not task.is_reported and task.expected == task.due
            else []
        )
        said += [describe_news(task, self.today)] if task.news else []
        said += ["proposed"] if task.is_proposed else []
        return Line(f"{who}{task.text}" + (f" ({', '.join(said)})" if said else ""), task_link(task), task.since or "")

    # -- notes

    def _meetings(self) -> Iterator[Line]:
        for note in self.notes[:_MEETINGS]:
            told = shorten(_as_prose(self._lines(note, SUMMARY)), _SENTENCES)
            yield Line(f"{note.title}" + (f": {told}" if told else ""), wikilink(note.path), note.date)

    def _items(self, title: str, fits: Callable[[str], bool] = lambda _: True) -> Iterator[Line]:
        found = (
            (note, line)
            for note in self.recent
            for line in self._lines(note, title)
            if line.startswith("- ") and fits(line)
        )
        for note, line in list(found)[:_LINES]:
            yield to_line(line, note)

    def _changes(self) -> Iterator[Line]:
        ids = {task.id for task in self.tasks}
        yield from self._items(FOLLOW_UPS, lambda line: bool(ids & set(_TASK.findall(line))))
        since = self.notes[1].date if len(self.notes) > 1 else self.notes[0].date if self.notes else ""
        for task in [t for t in self.tasks if t.done and t.done >= since][:_LINES]:
            state = "Cancelled" if task.status == "-" else "Done"
            who = "you" if is_mine(task, self.me) else task.owner or "nobody named"
            yield Line(f"{state} by {who}: {task.text}", task_link(task), task.done or "")

    def _facts(self) -> Iterator[Line]:
        lines = [
            line for line in _section_lines(self.page or "", KEY_FACTS) if line.startswith("- ") and "~~" not in line
        ]
        page = NoteText(self.entity.path or "", self.entity.name, "", self.page or "")
        yield from (to_line(line, page) for line in lines[:_LINES])

    def _lines(self, note: NoteText, title: str) -> list[str]:
        return _section_lines(note.text, title)

    # -- what to say

    def _to_raise(self, owed: Sequence[BookTask]) -> Iterator[Line]:
        """What is late on either side (and not said to be finished, or in other hands), what comes due, what was left open last time."""
        owed = [t for t in owed if not (t.is_reported or (t.news or "").startswith("Reassigned"))]
        until = (self.today + timedelta(days=_SOON)).isoformat()
        late = [self._raise("Ask after", t) for t in owed if self._is_late(t)]
        mine = [self._raise("You are late with", t) for t in self._mine() if self._is_late(t) and not t.is_reported]
        soon = [self._raise("Coming due", t) for t in owed if self.today.isoformat() <= (t.expected or "") <= until]
        raised = [*late[: _RAISED // 2], *mine[: _RAISED // 3], *soon]
        last = self.recent[:1]
        questions = [
            to_line(line, note) for note in last for line in self._lines(note, QUESTIONS) if line.startswith("- ")
        ]
        raised = raised[: _RAISED - min(len(questions), 2)]
        raised += [Line(f"Still open: {q.text}", q.link, q.day) for q in questions[: _RAISED - len(raised)]]
        yield from raised

    def _is_late(self, task: BookTask) -> bool:
        return task.expected is not None and task.expected < self.today.isoformat()

    def _raise(self, lead: str, task: BookTask) -> Line:
        line = self._task(task)
        return Line(f"{lead}: {line.text}", line.link, line.day)


# -- shared with the digest


def task_link(task: BookTask) -> str:
    """A task's passage where it has one, else its own line."""
    if task.passage and "#^" in task.passage:
        return f"[[{task.passage}]]"
    return wikilink(task.path, block=task.id or "")


def describe_due(due: str, today: date) -> str:
    """``due Fri 13 Mar``, and how late that is."""
    day = date.fromisoformat(due)
    late = (today - day).days
    when = "today" if late == 0 else "tomorrow" if late == -1 else say_day(day, today)
    return f"due {when}" + (f", {late} day{'s' if late > 1 else ''} late" if late > 0 else "")


def describe_news(task: BookTask, today: date) -> str:
    """What a later source said of a task, and when: ``done, as said on Thu 5 Nov``."""
    news = (task.news or "").replace("Moved to ", "moved to ")
    day = f" on {say_day(date.fromisoformat(task.news_day), today)}" if task.news_day else ""
    return f"{news[:1].lower()}{news[1:]}, as said{day}"


def say_day(day: date, today: date) -> str:
    return f"{day:%a} {day.day} {day:%b}" + (f" {day.year}" if day.year != today.year else "")


def to_line(line: str, note: NoteText) -> Line:
    """A line of a note as its words and the link to its passage, else to the note."""
    task = parse_task(line)
    if task:
        return Line(task.text, f"[[{task.passage}]]" if task.passage else wikilink(note.path), note.date)
    links = _PASSAGE.findall(line)
    words = _BLOCK.sub("", _PASSAGE.sub("", line)).removeprefix("- ")
    words = _ESCAPED.sub(r"\1", _LINK.sub(lambda m: m[2] or stem_of(m[1].partition("#")[0]), words))
    return Line(" ".join(words.split()), links[-1].strip() if links else wikilink(note.path), note.date)


def _as_prose(lines: Iterable[str]) -> str:
    """A summary's lines as one text, without the marks of a list."""
    return " ".join(line.removeprefix("- ").replace("**", "") for line in lines)


def shorten(text: str, most: int) -> str:
    """The text's first sentences, no longer than ``most`` characters."""
    text = _ESCAPED.sub(r"\1", _LINK.sub(lambda m: m[2] or stem_of(m[1]), " ".join(text.split())))
    if len(text) <= most:
        return text
    stops = [m.end() for m in re.finditer(r"[.;!?](?=\s)", text[:most])]
    return text[: stops[-1]].rstrip(";") if stops and stops[-1] > most // 3 else text[: text.rfind(" ", 0, most)] + " …"


def _section_lines(text: str, title: str) -> list[str]:
    note = read_note(text)
    section = find_section(note, title)
    if section is None:
        return []
    return [
        line for n in range(section.start, section.end) if (line := note.lines[n].text.strip()) and note.lines[n].plain
    ]
