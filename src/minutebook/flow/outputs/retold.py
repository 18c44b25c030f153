"""What a note, and pages of it, tell after a person decided: nothing rejected or deleted is told as agreed, and what was put right reads so everywhere.

Only lines of the machine's change. A line of prose keeps in its record's ``words`` how it read before anything was taken out of it, so that what a person
takes back after all is told again.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from minutebook.flow.outputs.knowledge import passage_link, plain_words
from minutebook.flow.outputs.note import SECTIONS, Note, Written, is_free
from minutebook.flow.outputs.recent import context_words, with_context_words
from minutebook.flow.outputs.sentence import sentence_about
from minutebook.model.change import Change, InsertLine, RemoveLine, ReplaceLine
from minutebook.model.entity import Me
from minutebook.model.extraction import Decision, Extraction, Fact, Item, Task
from minutebook.model.record import LineKind, LineRecord
from minutebook.text.escape import escape_inline
from minutebook.text.language import find_language
from minutebook.text.retell import Telling, retell
from minutebook.text.statement import bare
from minutebook.vault.machine import is_same, locate_lines
from minutebook.vault.meaning import line_digest
from minutebook.vault.note import read_note
from minutebook.vault.tasks import REJECTED, TaskLine, parse_task

_STATED = frozenset({LineKind.FACT, LineKind.DECISION, LineKind.QUESTION})
_Stated = TypeVar("_Stated", Decision, Fact)
Tellings = Mapping[str, Telling]
"""What a source tells and how it stands now, by the item's id."""


def read_tellings(
    extraction: Extraction, text: str, records: Iterable[LineRecord], me: Me, after: Mapping[str, str | None]
) -> Tellings:
    """How the items of a source stand in its note (``text`` and ``records`` as read). ``after``: lines that are about to change, by id; None for one that goes."""
    known = {r.id: r for r in records if r.digest and r.kind in _STATED | {LineKind.TASK}}
    page = read_note(text)
    places = locate_lines(page, (r for r in known.values() if not r.deleted))
    lines: dict[str, str | None] = {key: page.lines[at].text for key, at in places.items()}
    lines |= {key: None for key, record in known.items() if record.deleted and not _is_merged(record)}
    lines |= after
    items = (*extraction.tasks, *extraction.decisions, *extraction.facts, *extraction.questions)
    english = find_language(extraction.summary.lower().split()) is None
    say = partial(_task_words, me=me, english=english)
    return {item.id: _telling(item, known.get(item.id), lines, say, changing=item.id in after) for item in items}


def _is_merged(record: LineRecord) -> bool:
    """Whether a task's line went because another tells it."""
    return record.kind is LineKind.TASK and bool(record.words)


def _telling(
    item: Item,
    record: LineRecord | None,
    lines: Mapping[str, str | None],
    say: Callable[[TaskLine], str],
    *,
    changing: bool,
) -> Telling:
    owner = (item.owner or "") if isinstance(item, Task) else ""
    told = " ".join(item.text.split())
    if record is None or item.id not in lines:
        return Telling(told, told, owner)
    line = lines[item.id]
    if line is None:
        return Telling(told, None, owner)
    if record.kind is not LineKind.TASK:
        return Telling(told, bare(plain_words(line)) if record.owned or record.words or changing else told, owner)
    task = parse_task(line)
    if task is None or task.status == REJECTED:
        return Telling(told, None, owner)
    stands = (not record.owned and is_same(line, record)) or _same_words(task, told)
    return Telling(told, told if stands else say(task), owner)


def _same_words(task: TaskLine, told: str) -> bool:
    """Whether a line whose owner or day a person changed has the words that were told."""
    return task.text == told or (task.owed_to is not None and task.text == f"{told} for {task.owed_to}")


def _task_words(task: TaskLine, me: Me, *, english: bool) -> str:
    """A task as a summary says it: "Ana to send the quote by 5 May"; in another language "Ana: " and its words."""
    owner = me.name if task.owner == "Myself" else task.owner
    said = task.text
    if not english:
        return f"{owner.split(' ', 1)[0]}: {said}" if owner else said
    if owner:
        first = said.split(" ", 1)[0]
        said = f"{owner.split(' ', 1)[0]} to {said[:1].lower() if first[1:].islower() else said[:1]}{said[1:]}"
    return f"{said} by {task.due.day} {task.due:%B}" if task.due else said


def as_told(note: Note, tellings: Tellings, records: Iterable[LineRecord]) -> Note:
    """A note that is about to be written, as its items stand: its summary, and what a page's user put right."""
    known = {r.id: r for r in records}
    told = [w for written in note.lines if (w := _as_told(written, tellings, known.get(written.record.id)))]
    return replace(note, lines=tuple(told))


def _as_told(written: Written, tellings: Tellings, was: LineRecord | None) -> Written | None:
    record = written.record
    if record.kind is LineKind.SUMMARY:
        line = retell(written.line, list(tellings.values()))
        return _rewritten(record, line, written.line) if line else None
    if record.kind in _STATED and was is not None and was.words and not was.owned:
        return Written(
            line := _reworded(written.line, was.words), replace(record, digest=line_digest(line), words=was.words)
        )
    return written


def _rewritten(record: LineRecord, line: str, full: str) -> Written:
    """A line of prose and its record, which keeps how it reads in full."""
    return Written(line, replace(record, digest=line_digest(line), words=full if line != full else ""))


def _reworded(line: str, words: str) -> str:
    passage = passage_link(line)
    return f"- {escape_inline(words)} {passage}".rstrip()


def retold(extraction: Extraction, tellings: Tellings) -> Extraction:
    """The extraction as its items stand, for what pages say of the source."""

    def stated(items: Sequence[_Stated]) -> tuple[_Stated, ...]:
        kept = ((item, tellings[item.id].now if item.id in tellings else item.text) for item in items)
        told = ((item, retell(now, undone)) for item, now in kept if now)
        return tuple(replace(item, text=now) for item, now in told if now)

    undone = [tellings[task.id] for task in extraction.tasks if task.id in tellings and tellings[task.id].now is None]
    lines = (retell(line, list(tellings.values())) for line in extraction.summary.splitlines())
    return replace(
        extraction,
        summary="\n".join(filter(None, lines)),
        decisions=stated(extraction.decisions),
        facts=stated(extraction.facts),
    )


def retell_note(
    path: str, text: str, records: Iterable[LineRecord], source_id: str, tellings: Tellings
) -> Iterator[Change]:
    """The changes of a note's summary (``text`` and ``records`` as read), where the user changed none of the lines concerned."""
    summary = [r for r in records if r.kind is LineKind.SUMMARY and r.source_id == source_id and not r.deleted]
    page = read_note(text)
    places = locate_lines(page, (r for r in summary if r.digest))
    items = list(tellings.values())
    for rank, was in enumerate(sorted(summary, key=lambda r: int(r.anchor or 0))):
        line = page.lines[places[was.id]].text if was.id in places else ""
        if (line and not is_free(line, was)) or (was.digest and not line) or not (line or was.words):
            continue
        now = _again(line, was, items)
        if now == line:
            continue
        written = _rewritten(was, now, was.words or line)
        if not now:
            gone = replace(was, digest="", words=was.words or line)
            yield RemoveLine(path=path, was=was, record=gone, template=SECTIONS)
        elif line:
            yield ReplaceLine(path=path, was=was, line=now, record=written.record)
        else:
            yield InsertLine(
                path=path, section=was.section, line=now, record=written.record, rank=rank, template=SECTIONS
            )


def _again(line: str, was: LineRecord, items: Sequence[Telling]) -> str:
    """A line of prose as it is to stand: made of the one that stands, which links names, unless something comes back."""
    full = was.words or line
    target, here = retell(full, items), retell(line, items) if line else ""
    return here if _plain(here) == _plain(target) else target


def _plain(line: str) -> str:
    return plain_words(line).replace("**", "")


def retell_context(
    line: str, was: LineRecord, extraction: Extraction, name: str, tellings: Tellings
) -> Iterator[Change]:
    """The change of a page's line about a source, where it tells something that stands otherwise now. ``extraction``: as it was understood."""
    if not is_free(line, was):
        return
    items, said = list(tellings.values()), context_words(line)
    full = was.words or said
    if retell(full, items) == full:
        now = full
    elif retell(said, items) == said:
        return
    else:
        now = escape_inline(sentence_about(retold(extraction, tellings), name))
    if now != said:
        written = _rewritten(was, with_context_words(line, now), "")
        yield ReplaceLine(
            path=was.path, was=was, line=written.line, record=replace(written.record, words=full if now != full else "")
        )


def retell_news(line: str, was: LineRecord, words: str) -> Iterator[Change]:
    """The change of a later note's line of news about a task that is worded otherwise now."""
    label, _, _ = was.words.partition(": ")
    said = f"{label}: {escape_inline(words)}"
    if was.words and is_free(line, was) and line.startswith(f"- {was.words}") and said != was.words:
        now = f"- {said}{line[len(was.words) + 2 :]}"
        yield ReplaceLine(path=was.path, was=was, line=now, record=replace(was, digest=line_digest(now), words=said))


def reword_item(line: str, was: LineRecord, words: str) -> Iterator[ReplaceLine]:
    """The change of a note's fact or decision that a user put right on a page."""
    now = _reworded(line, words)
    if is_free(line, was) and now != line:
        yield ReplaceLine(path=was.path, was=was, line=now, record=replace(was, digest=line_digest(now), words=words))
