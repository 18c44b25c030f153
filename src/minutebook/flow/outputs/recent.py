"""Recent Context: a dated line for each note, newest first; beyond a limit the oldest fold into a callout."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from minutebook.flow.outputs.note import Written
from minutebook.model.change import Change, InsertLine, RemoveLine, ReplaceLine
from minutebook.model.record import LineKind, LineRecord
from minutebook.text import patterns as re
from minutebook.text.ids import stable_id
from minutebook.vault.machine import is_untouched
from minutebook.vault.meaning import line_digest

CONTEXT = "Recent Context"
EARLIER = "Earlier Context"
_FOLDED = "> [!note]- Earlier"
_CONTEXT = re.compile(r"(?:> )?- \[\[[^\]]*\]\] (?P<said>.*?)(?: \^mb-\w+)?\s*")
_CONTEXT_DATE = re.compile(r"(?:> )?- \[\[[^\]]*\|(\d{4}-\d{2}-\d{2})\]\]")


def context_line(entity_id: str, path: str, source_id: str, link: str, sentence: str) -> Written:
    """The dated line of a page that leads back to a note; ``sentence`` is escaped."""
    line_id = stable_id(entity_id, source_id, "context")
    line = f"- {link} {sentence} ^{line_id}"
    record = LineRecord(
        id=line_id,
        path=path,
        digest=line_digest(line),
        kind=LineKind.CONTEXT,
        source_id=source_id,
        section=CONTEXT,
    )
    return Written(line, record)


def put_context(
    new: Written, known: Mapping[str, LineRecord], lines: Mapping[str, str], limit: int, template: Sequence[str]
) -> Iterator[Change]:
    """The changes that bring one line among those that stand; ``lines`` by id, as read."""
    was = known.get(new.record.id)
    if was:
        yield from _replace(new, was, lines.get(was.id))
        return
    standing = [
        (found[1], line_id)
        for line_id, line in lines.items()
        if known[line_id].kind is LineKind.CONTEXT
        and known[line_id].section == CONTEXT
        and (found := _CONTEXT_DATE.match(line))
    ]
    yield from place_contexts([new], sorted(standing), known, lines, limit, template)


def place_contexts(
    new: Iterable[Written],
    standing: Iterable[tuple[str, str]],
    known: Mapping[str, LineRecord],
    lines: Mapping[str, str],
    limit: int,
    template: Sequence[str],
) -> Iterator[Change]:
    """Put lines among those that stand (date, id), newest first; beyond ``limit`` the oldest go to the folded section."""
    coming = {w.record.id: w for w in new}
    dated = [*standing, *((day_of(w.line), line_id) for line_id, w in coming.items())]
    for rank, (_, line_id) in enumerate(sorted(dated, reverse=True)):
        folded = rank >= limit
        if line_id in coming:
            yield _insertion(coming[line_id], template, folded=folded, rank=rank)
        elif folded and is_untouched(lines[line_id], known[line_id]) and not known[line_id].owned:
            moved = msgspec.structs.replace(known[line_id], section=EARLIER)
            yield RemoveLine(path=moved.path, was=known[line_id])
            yield _insertion(Written(lines[line_id], moved), template, folded=True, rank=rank)


def _insertion(written: Written, template: Sequence[str], *, folded: bool, rank: int) -> InsertLine:
    record = msgspec.structs.replace(written.record, section=EARLIER) if folded else written.record
    return InsertLine(
        path=record.path,
        section=record.section,
        line=f"> {written.line}" if folded else written.line,
        record=record,
        place="dated",
        rank=rank,
        template=tuple(template),
        opener=_FOLDED if folded else "",
    )


def context_words(line: str) -> str:
    """What a line says of its note, as it is written: without its date and its id."""
    found = _CONTEXT.fullmatch(line)
    return found["said"] if found else ""


def with_context_words(line: str, said: str) -> str:
    """The line with other words (escaped) about its note."""
    found = _CONTEXT.fullmatch(line)
    return f"{line[: found.start('said')]}{said}{line[found.end('said') :]}" if found else line


def day_of(line: str) -> str:
    """The day of a line as it stands; empty where it has none."""
    found = _CONTEXT_DATE.match(line)
    return found[1] if found else ""


def _replace(new: Written, was: LineRecord, line: str | None) -> Iterator[Change]:
    if line is None or was.deleted or was.owned or line == new.line or not is_untouched(line, was):
        return
    if was.section == EARLIER:
        folded = msgspec.structs.replace(new.record, section=EARLIER)
        new = Written(new.line if new.line.startswith("> ") else f"> {new.line}", folded)
    if line != new.line:
        yield ReplaceLine(path=was.path, was=was, line=new.line, record=new.record)
