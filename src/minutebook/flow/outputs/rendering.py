"""The readable rendering of a source: what a person opens to check an item, block by block.

A block ends with its id (``^u<n>``) where Obsidian looks for it: at the end of a paragraph or list item after a space, and
on a line of its own between blank lines after a table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from minutebook.flow.outputs.letters import fold, render_answered, render_head, render_tail
from minutebook.model.source import Form, Message, Source, SourceKind, Utterance
from minutebook.text import patterns as re
from minutebook.text.escape import escape_inline, escape_title

_OPENED_SAFELY = (".vtt", ".srt", ".txt", ".json", ".csv", ".docx", ".pdf")
"""Originals that a link may open; a mail or a page may load what is in it from outside."""
_BREAKS_LINK = frozenset("[]|#^\n")
_CELL = re.compile(r"(?:(?<=\s)|^)\|(?=\s|$)")
"""What stands between two cells of a row; a cell may be empty."""
_PRIVATE = "---\nprivate: true\n---\n\n"
"""What keeps a rendering and its note out of searches, briefs and digests."""
_BOXES = {None: "", False: "☐ ", True: "☑ "}
_ASIDE = "Also in the file"


def render_source(source: Source, *originals: str, kept: Mapping[str, str] | None = None) -> str:
    """The text of ``(source).md``; ``originals`` are the vault-relative paths of the archived files: one, or those of a thread.

    ``kept``: where the attachments of a mail are, by the hash of their bytes.
    """
    parts = [_PRIVATE if source.private else "", _render_header(source, originals)]
    speaker: str | None = None
    place = ""
    above: list[int] = []
    mails = _Mails(source, kept or {})
    for passage in _list_passages(source):
        first = passage[0]
        if first.place != place:
            parts.append(f"\n*{escape_inline(first.place) or '—'}*\n")
            place, above = first.place, []
        if between := mails.before(first.id):
            parts.append(between)
            speaker, above = first.speaker, []
        elif first.speaker != speaker:
            parts.append(f"\n**{escape_inline(first.speaker or '') or '—'}**\n")
            speaker, above = first.speaker, []
        if _is_item(first):
            parts.append("" if above else "\n")
            above = [*(level for level in above if level < first.level), first.level]
        else:
            parts.append("\n")
            above = []
        parts.append(_render_passage(passage, source, depth=len(above) - 1))
    return "".join(parts) + mails.before(len(source.utterances)) + fold(_ASIDE, source.aside)


class _Mails:
    """The heads and folded parts of a thread's mails, each where it stands among the passages."""

    def __init__(self, source: Source, kept: Mapping[str, str]) -> None:
        self.waiting = list(source.messages)
        self.open: Message | None = None
        self.kept = kept
        self.size = len(source.utterances)

    def before(self, utterance: int) -> str:
        """What stands above the utterance of this number; at the source's end, what is left."""
        parts: list[str] = []
        while self.waiting and (self.waiting[0].first < utterance or self._begins(utterance)):
            parts += [self._close(), "\n", render_head(self.waiting[0])]
            self.open = self.waiting.pop(0)
        if self.open is not None:
            at = utterance - self.open.first
            parts += [
                render_answered(quote.text) for quote in self.open.inline if quote.before == at and at < self.open.count
            ]
        if utterance >= self.size:
            parts.append(self._close())
        return "".join(parts)

    def _begins(self, utterance: int) -> bool:
        return self.waiting[0].first == utterance

    def _close(self) -> str:
        tail = "".join(render_tail(self.open, self.kept)) if self.open else ""
        self.open = None
        return tail


def block_of(source: Source) -> dict[int, int]:
    """The number of the rendered block that holds each utterance, by the utterance's id."""
    return {utterance.id: _number(passage) for passage in _list_passages(source) for utterance in passage}


def anchor_text(source: Source, utterance_id: int) -> str:
    """What an evidence link shows: the time, the date of a mail, ``p. 4``, or ``§3`` for the third passage of what has neither times nor pages."""
    if source.kind is SourceKind.EMAIL:
        return _date_of_mail(source, utterance_id).isoformat()
    for place, passage in enumerate(_list_passages(source), start=1):
        for utterance in passage:
            if utterance.id == utterance_id:
                if utterance.start is not None:
                    return format_clock(utterance.start)
                return utterance.place or f"§{place}"
    raise KeyError(utterance_id)


def _date_of_mail(source: Source, utterance_id: int) -> date:
    """The day of the mail that says it; that of the newest is the source's own."""
    newest = max((message.sent for message in source.messages if message.sent), default=None)
    for message in source.messages:
        if message.first <= utterance_id < message.first + message.count and message.sent and message.sent != newest:
            return message.sent.date()
    return source.date


def format_clock(seconds: float) -> str:
    """Seconds from the beginning as ``12:31``, from an hour on as ``1:02:03``."""
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02}:{second:02}" if hour else f"{minute}:{second:02}"


def _list_passages(source: Source) -> list[tuple[Utterance, ...]]:
    """The utterances of each block: one in talk; in what is written a paragraph's or item's sentences, a table's rows."""
    passages: list[list[Utterance]] = []
    cuts = {
        place
        for message in source.messages
        for place in (message.first, *(message.first + q.before for q in message.inline))
    }
    for utterance in source.utterances:
        last = passages[-1][-1] if passages and utterance.id not in cuts else None
        if last and source.kind is not SourceKind.CONVERSATION and _continues(last, utterance):
            passages[-1].append(utterance)
        else:
            passages.append([utterance])
    return [tuple(passage) for passage in passages]


def _continues(last: Utterance, utterance: Utterance) -> bool:
    if last.form is not utterance.form or last.speaker != utterance.speaker:
        return False
    return utterance.joins or utterance.form is Form.ROW


def _number(passage: Sequence[Utterance]) -> int:
    """The block's number: the lowest, so that sentences put before those already rendered do not take their place."""
    return min(utterance.block for utterance in passage)


def _render_header(source: Source, originals: Sequence[str]) -> str:
    date = source.date.isoformat() + (f" {source.time:%H:%M}" if source.time else "")
    lines = [f"# {escape_inline(source.title)}\n", f"**Date**: {date}"]
    who = ", ".join(map(escape_inline, _list_people(source)))
    if who:
        lines.append(f"**With**: {who}")
    return "\n".join([*lines, f"**Original**: {', '.join(map(_link_original, originals))}"]) + "\n"


def _list_people(source: Source) -> Iterable[str]:
    named = [person.name or person.email or "" for person in source.people]
    spoken = [utterance.speaker or "" for utterance in source.utterances]
    return dict.fromkeys(name for name in (*named, *spoken) if name.strip())


def _link_original(path: str) -> str:
    name = path.rpartition("/")[2]
    if path.lower().endswith(_OPENED_SAFELY) and not _BREAKS_LINK.intersection(path):
        return f"[[{path}|{escape_title(name)}]]"
    return escape_inline(path)


def _is_item(utterance: Utterance) -> bool:
    return utterance.form is Form.ITEM or (utterance.checked is not None and utterance.form is not Form.ROW)


def _render_passage(passage: tuple[Utterance, ...], source: Source, depth: int) -> str:
    first, anchor = passage[0], f"^u{_number(passage)}"
    if first.form is Form.ROW and source.kind is not SourceKind.CONVERSATION:
        return "".join(_render_table(passage)) + f"\n{anchor}\n"
    text = escape_inline(" ".join(utterance.text for utterance in passage)) or "…"
    if _is_item(first):
        return f"{'    ' * depth}- {_BOXES[first.checked]}{text} {anchor}\n"
    if first.form is Form.HEADING:
        text = f"**{text}**"
    if first.start is not None:
        text = f"*{format_clock(first.start)}* {text}"
    return f"{text} {anchor}\n"


def _render_table(rows: Sequence[Utterance]) -> Iterator[str]:
    cells = [[escape_inline(cell.strip()) for cell in _CELL.split(row.text)] for row in rows]
    width = max(map(len, cells))
    for number, row in enumerate(cells):
        yield f"| {' | '.join(row + [''] * (width - len(row)))} |\n"
        if number == 0:
            yield f"|{' --- |' * width}\n"
