"""What a source's note says: frontmatter, head, and a line for each item with the link to its passage."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace

from minutebook.flow.outputs.filing import Places
from minutebook.flow.outputs.invite import find_called_off
from minutebook.flow.outputs.links import Names, stem_of, wikilink
from minutebook.flow.outputs.note import (
    ACTIONS,
    DECISIONS,
    FOLLOW_UPS,
    INFORMATION,
    QUESTIONS,
    SUMMARY,
    Note,
    Written,
    note_id,
)
from minutebook.flow.outputs.rendering import anchor_text, block_of
from minutebook.flow.outputs.told import describe_update
from minutebook.model.entity import Me, OpenTask
from minutebook.model.extraction import FRAUD, Extraction, Item, NoteType, Task, TaskStatus, Update
from minutebook.model.links import Links
from minutebook.model.record import LineKind, LineRecord
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.escape import escape_inline, escape_title
from minutebook.text.ids import stable_id
from minutebook.vault.frontmatter import Value
from minutebook.vault.machine import BLOCK_KINDS
from minutebook.vault.meaning import box, line_digest
from minutebook.vault.tasks import DONE, PROPOSED, PROPOSED_TAG, TaskLine, format_task

MYSELF = "Myself"
CALENDAR = "Calendar"
"""The label of a draft for the calendar."""

_SOURCE_NAMES = {SourceKind.CONVERSATION: "transcript"}
_SUBJECT_KEYS = {
    NoteType.PEOPLE: ("person", "With"),
    NoteType.CUSTOMER: ("account", "Account"),
    NoteType.PARTNERS: ("partner", "Partner"),
    NoteType.PROJECTS: ("project", "Project"),
    NoteType.ROB: ("forum", "Forum"),
    NoteType.TRAVEL: ("destination", "Trip"),
}
_HEADED = re.compile(r"(?P<about>[^\W_](?:[^\W_]|['’&,%/ -]|\.(?! )){0,69}): (?P<said>.+)")
"""A line that begins with what it is about, in plain words."""


def compose_note(
    source: Source,
    links: Links,
    places: Places,
    me: Me,
    *,
    shared: Collection[str] = (),
    open_tasks: Mapping[str, OpenTask] | None = None,
    task_tag: str = "#task",
    drafts: Mapping[str, str] | None = None,
) -> Note:
    """The note of a source whose extraction asks for one.

    ``shared``: folded stems that more than one note of the vault has. ``open_tasks``: by id, those that updates speak of.
    ``task_tag``: what the Tasks plugin knows a task by. ``drafts``: what was drafted, from its label ("Reply") to its path.
    """
    composer = _Composer(source, links, places, me, shared=shared, open_tasks=open_tasks or {}, task_tag=task_tag)
    composer.drafts = drafts or {}
    return composer.compose()


class _Composer:
    def __init__(
        self,
        source: Source,
        links: Links,
        places: Places,
        me: Me,
        *,
        shared: Collection[str],
        open_tasks: Mapping[str, OpenTask],
        task_tag: str,
    ) -> None:
        self.source = source
        self.task_tag = task_tag
        self.extraction: Extraction = links.extraction
        subject = links.extraction.subject
        self.subject = subject if subject and is_shown(subject.name) else None
        self.places = places
        self.me = {name.casefold() for name in (me.name, *me.aliases) if name}
        self.shared = shared
        self.open_tasks = open_tasks
        self.drafts: Mapping[str, str] = {}
        self.names = Names(links.resolved, shared)
        self.kept = frozenset(update_id(source.id, task_id) for task_id in links.told)
        self.blocks = block_of(source)

    def compose(self) -> Note:
        return Note(
            path=self.places.note,
            id=note_id(self.source.id),
            source_id=self.source.id,
            fields=tuple(self.fields()),
            head=tuple(self.head()),
            lines=tuple(self.lines()),
            foot=f"*Source: {wikilink(self.places.rendering, shared=self.shared)}*",
            kept=self.kept,
        )

    # -- head

    def fields(self) -> Iterator[tuple[str, Value]]:
        extraction = self.extraction
        kind = extraction.note_type or NoteType.JOURNAL
        yield "id", note_id(self.source.id)
        yield "type", kind.value
        yield "title", _inactive_value(extraction.title)
        yield "date", extraction.date
        if self.subject and kind in _SUBJECT_KEYS:
            yield _SUBJECT_KEYS[kind][0], self.names.link(self.subject.name)
        present = self.present()
        mentioned = [m.name for m in extraction.mentioned if m.name not in present and is_shown(m.name)]
        for key, names in (("participants", present), ("mentioned", mentioned)):
            if names:
                yield key, tuple(dict.fromkeys(self.names.link(name) for name in names))
        yield "source", _SOURCE_NAMES.get(self.source.kind, self.source.kind.value)
        yield "source_ref", self.places.original
        if self.source.private:
            yield "private", True
        yield "tags", tuple(self.tags(kind))

    def tags(self, kind: NoteType) -> Iterator[str]:
        yield f"type/{kind}"
        slug = slugify(self.subject.name) if self.subject and kind in _SUBJECT_KEYS else ""
        if self.subject and slug:
            yield f"{self.subject.type}/{slug}"
        yield "generated"

    def present(self) -> list[str]:
        return list(
            dict.fromkeys(p.name for p in self.extraction.participants if p.name and p.present and is_shown(p.name))
        )

    def head(self) -> Iterator[Written]:
        extraction = self.extraction
        kind = extraction.note_type or NoteType.JOURNAL
        yield self.header("# ", escape_inline(extraction.title) or extraction.date.isoformat())
        yield self.header("**Date**:", f" {extraction.date.isoformat()}")
        others = [name for name in self.present() if name.casefold() not in self.me]
        subject = self.subject.name if self.subject else None
        if kind is NoteType.PEOPLE:
            subjects = [subject] if subject else []
            yield from self.names_line("With", [*subjects, *(n for n in others if n != subject)])
        elif kind in _SUBJECT_KEYS and subject:
            yield from self.names_line(_SUBJECT_KEYS[kind][1], [subject])
        if kind is NoteType.CUSTOMER:
            yield from self.names_line("Attendees", self.present())
        for label, path in self.drafts.items():
            yield self.header(f"**{label}**:", f" {link_draft(path, self.shared)}")
        if CALENDAR not in self.drafts and (event := find_called_off(self.source)):
            yield self.header(f"**{CALENDAR}**:", f" called off: {escape_inline(event.title)}, {_at(event.start)}")
        for warning in extraction.warnings:
            if warning.startswith(FRAUD):
                yield self.header("> [!danger]", f" {escape_inline(warning)}")
        if extraction.coverage < 1:
            said = "; ".join(escape_inline(warning) for warning in extraction.warnings)
            share = int(extraction.coverage * 100)
            yield self.header("> [!warning]", f" Read in part: {share} % of the source{f'. {said}' if said else ''}")

    def names_line(self, label: str, names: Iterable[str]) -> Iterator[Written]:
        linked = ", ".join(self.names.link(name) for name in names)
        if linked:
            yield self.header(f"**{label}**:", f" {linked}")

    def header(self, anchor: str, rest: str) -> Written:
        return self.written(anchor + rest, LineKind.HEADER, stable_id(self.source.id, "header", anchor), anchor=anchor)

    # -- sections

    def lines(self) -> Iterator[Written]:
        extraction = self.extraction
        yield from self.summary()
        for task in extraction.tasks:
            if task.status in {TaskStatus.OPEN, TaskStatus.DONE} and is_shown(task.text):
                yield self.written(self.task_line(task), LineKind.TASK, task.id, ACTIONS)
        for update in extraction.updates:
            yield from self.follow_up(update)
        for section, kind, items in (
            (DECISIONS, LineKind.DECISION, extraction.decisions),
            (INFORMATION, LineKind.FACT, extraction.facts),
            (QUESTIONS, LineKind.QUESTION, extraction.questions),
        ):
            yield from (self.item(section, kind, item) for item in items if is_shown(item.text))

    def summary(self) -> Iterator[Written]:
        """A paragraph; where the engine tells matter by matter a list, each after what it is about."""
        told = [text for text in self.extraction.summary.splitlines() if is_shown(text)]
        for number, text in enumerate(told):
            line = f"- {self.matter(text)}" if len(told) > 1 else self.names.escape(text)
            place = str(number) if number else ""
            line_id = stable_id(self.source.id, "summary", *([place] if place else []))
            yield self.written(line, LineKind.SUMMARY, line_id, SUMMARY, anchor=place)

    def matter(self, text: str) -> str:
        """The line of one matter, with what it is about in bold."""
        headed = _HEADED.fullmatch(text)
        if not headed:
            return self.names.escape(text)
        return f"**{self.names.escape(headed['about'])}**: {self.names.escape(headed['said'])}"

    def item(self, section: str, kind: LineKind, item: Item) -> Written:
        line = f"- {self.names.escape(item.text)} {self.passage(item.evidence)}"
        return self.written(line, kind, item.id, section, anchor=self.anchor(item.evidence))

    def task_line(self, task: Task) -> str:
        """An open task is proposed; one that was done when it was told is a ticked box that asks for nothing."""
        words = [self.names.escape(task.text)]
        owed_to = task.owed_to if task.owed_to and is_shown(task.owed_to) else None
        if owed_to and owed_to != task.owner and not _names_person(task.text, owed_to):
            words.append(f"for {self.names.link(owed_to)}")
        if task.owner and is_shown(task.owner):
            words.append("@" + (MYSELF if task.owner.casefold() in self.me else escape_title(task.owner)))
        proposed = task.status is TaskStatus.OPEN
        words += [self.passage(task.evidence), self.task_tag, *([PROPOSED_TAG] if proposed else []), "#auto"]
        return format_task(
            TaskLine(
                description=" ".join(words),
                status=PROPOSED if proposed else DONE,
                priority=task.priority,
                due=task.due if proposed else None,
                block_id=task.id,
            )
        )

    def follow_up(self, update: Update) -> Iterator[Written]:
        """What was said of an earlier task, with the link to it, its passage then, and the passage now."""
        task = self.open_tasks.get(update.task_id or "")
        if task is None or task.id is None or not is_shown(task.text):
            return
        parts = [f"- {describe_update(update)}: {self.names.escape(task.text)}"]
        if task.path:
            parts.append(wikilink(task.path, task.source_date or "task", block=task.id, shared=self.shared))
        if task.passage:
            parts.append(f"[[{task.passage}]]")
        parts.append(self.passage(update.evidence))
        line_id = update_id(self.source.id, task.id)
        written = self.written(" ".join(parts), LineKind.FOLLOW_UP, line_id, FOLLOW_UPS, self.anchor(update.evidence))
        said = parts[0].removeprefix("- ")
        yield Written(written.line, replace(written.record, words=said, evidence=update.evidence))

    def passage(self, evidence: tuple[int, ...]) -> str:
        """The link to the block of an item's first evidence."""
        first = min(evidence)
        block = f"u{self.blocks[first]}"
        return wikilink(self.places.rendering, anchor_text(self.source, first), block=block, shared=self.shared)

    def anchor(self, evidence: tuple[int, ...]) -> str:
        return f"#^u{self.blocks[min(evidence)]}"

    def written(self, line: str, kind: LineKind, line_id: str, section: str = "", anchor: str = "") -> Written:
        return Written(
            line,
            LineRecord(
                id=line_id,
                path=self.places.note,
                digest=line_digest(line),
                kind=kind,
                source_id=self.source.id,
                section=section,
                anchor=anchor if kind not in BLOCK_KINDS else "",
                box=box(line),
            ),
        )


def update_id(source_id: str, task_id: str) -> str:
    """The id of a source's line of news about an earlier task."""
    return stable_id(source_id, "update", task_id)


def _at(moment: str) -> str:
    """A day, and its hour where it has one, as a note says them."""
    day, _, clock = moment.partition("T")
    return f"{day} {clock[:5]}".rstrip()


def link_draft(path: str, shared: Collection[str] = ()) -> str:
    """The link to a draft: to a page by its name, to any other file by its path."""
    return wikilink(path, shared=shared) if path.endswith(".md") else f"[[{path}|{escape_title(stem_of(path))}]]"


def slugify(name: str) -> str:
    """A name as the last part of a tag; empty where nothing of it can stand in one."""
    slug = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
    return "" if slug.isdigit() else slug


def is_shown(text: str) -> bool:
    """Whether a reader sees anything of a text: an item or a name without that is left out."""
    return bool(escape_title(text))


def _inactive_value(text: str) -> str:
    """A frontmatter string that Obsidian does not take for a link."""
    return re.sub(r"\[(?=\[)", "[ ", " ".join(text.split()))


def _names_person(text: str, name: str) -> bool:
    """Whether the words name the person, by the whole name or its first part."""
    return any(
        re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text, re.IGNORECASE) for part in (name, name.split(maxsplit=1)[0])
    )
