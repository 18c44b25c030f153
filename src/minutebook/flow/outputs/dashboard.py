"""The vault's two overviews: ``Tasks.md``, queries only, and ``Review.md``, a box for each name and change that waits for a person."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.note import Written
from minutebook.flow.outputs.query import REVIEW_PATH, dashboard
from minutebook.model.change import Append, Change, InsertLine, NewFile, RemoveLine, ReplaceLine
from minutebook.model.record import Ask, EntityRecord, LineKind, LineRecord, ProposalRecord
from minutebook.settings import Folders
from minutebook.text.escape import escape_title
from minutebook.vault.machine import is_untouched, locate_lines
from minutebook.vault.meaning import box, line_digest
from minutebook.vault.note import read_note

TASKS_PATH = "Tasks.md"
NEWS = "News of tasks"
NAMES = "New names"
CHANGED = "Changed facts"
DETAILS = "Details"
WHO = "Who is meant"
TERMS = "Abbreviations"
MEETINGS = "One meeting"
REVIEW_SECTIONS = (NEWS, NAMES, WHO, TERMS, MEETINGS, CHANGED, DETAILS)
_SECTIONS = {
    Ask.SUPERSEDE: CHANGED,
    Ask.WHO: WHO,
    Ask.ALIAS: WHO,
    Ask.TERM: TERMS,
    Ask.MEETING: MEETINGS,
    Ask.NEWS: NEWS,
}
_SHOWN = 3
_HEAD = "# Review\n\nTick a box to say yes, `[-]` to never be asked again; the next run does it.\n"
_EARLIER_HEADS = ("# Review\n\nTick a box to make the page, `[-]` to never be asked again; the next run does it.\n",)


def tasks_file(folders: Folders) -> NewFile:
    """The dashboard of tasks, made once; it is the user's from then on."""
    return NewFile(TASKS_PATH, dashboard(folders))


def review_changes(
    proposed: Iterable[EntityRecord],
    seen_in: Mapping[str, Sequence[str]],
    text: str | None,
    records: Iterable[LineRecord],
    shared: Collection[str] = (),
    asks: Iterable[ProposalRecord] = (),
) -> tuple[Change, ...]:
    """The changes that make ``Review.md`` list exactly what is proposed: names, and changes of pages (``asks``).

    ``seen_in``: the notes that name each entity, by its id, newest first. ``text`` is the file as read (None: there is
    none), ``records`` are its lines. A line that the user took out or ticked is left to the read-back.
    """
    known = {record.id: record for record in records if record.kind is LineKind.REVIEW and record.digest}
    wanted = {
        r.id: review_line(r, seen_in.get(r.id, ()), shared) for r in sorted(proposed, key=lambda r: (r.entity, r.name))
    }
    wanted |= {ask.id: ask_line(ask) for ask in sorted(asks, key=lambda ask: (ask.ask, ask.said))}
    if text is None:
        if not wanted:
            return ()
        return NewFile(REVIEW_PATH, _format_review(wanted.values())), *(Append(w.record) for w in wanted.values())
    note = read_note(text)
    lines = {line_id: note.lines[n].text for line_id, n in locate_lines(note, known.values()).items()}
    settled = (_without(known[entity_id], line) for entity_id, line in lines.items() if entity_id not in wanted)
    return *_brought_up_to_date(wanted, known, lines), *settled


def _brought_up_to_date(
    wanted: Mapping[str, Written], known: Mapping[str, LineRecord], lines: Mapping[str, str]
) -> Iterator[Change]:
    """The lines that are new, and those of ours that say something else now."""
    for rank, (entity_id, written) in enumerate(wanted.items()):
        was = known.get(entity_id)
        if was is None:
            yield InsertLine(
                path=REVIEW_PATH,
                section=written.record.section,
                line=written.line,
                record=written.record,
                rank=rank,
                template=REVIEW_SECTIONS,
            )
        elif entity_id in lines and lines[entity_id] != written.line and is_untouched(lines[entity_id], was):
            yield ReplaceLine(path=REVIEW_PATH, was=was, line=written.line, record=written.record)


def _without(record: LineRecord, line: str) -> RemoveLine:
    """The change that takes out a line, as it stands, of what is no longer proposed."""
    return RemoveLine(
        path=REVIEW_PATH,
        was=replace(record, box=box(line), digest=line_digest(line)),
        record=replace(record, digest=""),
        template=REVIEW_SECTIONS,
    )


def _format_review(lines: Collection[Written]) -> str:
    parts = [_HEAD]
    for title in REVIEW_SECTIONS:
        listed = [w.line for w in lines if w.record.section == title]
        if listed:
            parts.append(f"## {title}\n\n" + "\n".join(listed) + "\n")
    return "\n".join(parts)


def is_bare(text: str) -> bool:
    """Whether nothing is left of a review file but the head that it was made with."""
    return text.strip() in {head.strip() for head in (_HEAD, *_EARLIER_HEADS)}


def review_line(record: EntityRecord, notes: Sequence[str], shared: Collection[str] = ()) -> Written:
    """The box of one proposed entity, with the notes that name it."""
    shown = ", ".join(wikilink(path, shared=shared) for path in notes[:_SHOWN])
    more = f" and {len(notes) - _SHOWN} more" if len(notes) > _SHOWN else ""
    seen = f" – seen in {shown}{more}" if shown else ""
    kind = "partner" if record.partner else record.entity.value
    line = f"- [ ] Create {kind} **{escape_title(record.name)}**{seen} ^{record.id}"
    return _boxed(record.id, line, NAMES)


def name_in_review(text: str, record: EntityRecord) -> str:
    """What the line of a proposed name calls it now, as somebody may have edited it."""
    line = next((line for line in text.splitlines() if line.rstrip().endswith(f"^{record.id}")), "")
    name = " ".join(line.partition("**")[2].partition("**")[0].split())
    return record.name if name in {"", escape_title(record.name)} else name


def ask_line(ask: ProposalRecord) -> Written:
    """The box of one change of a page."""
    return _boxed(ask.id, f"- [ ] {ask.said} ^{ask.id}", _SECTIONS.get(ask.ask, DETAILS))


def _boxed(line_id: str, line: str, section: str) -> Written:
    record = LineRecord(
        id=line_id, path=REVIEW_PATH, digest=line_digest(line), kind=LineKind.REVIEW, section=section, box=box(line)
    )
    return Written(line, record)
