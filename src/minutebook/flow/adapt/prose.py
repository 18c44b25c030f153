"""Documents and checklists: Markdown notes and plain text, as headings, sentences, list items and table rows."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from minutebook.flow.adapt.adapter import Cue, Draft, Guess, Sample, check_length
from minutebook.flow.adapt.attendance import find_attendance
from minutebook.flow.adapt.columns import part_names
from minutebook.flow.adapt.dating import Stamp, find_stamp, find_status
from minutebook.flow.adapt.header import HEADING, Front, read_front, split_frontmatter
from minutebook.flow.adapt.sentence import split_sentences
from minutebook.model.source import STRUCK, Form, SourceKind
from minutebook.text import patterns as re

_ITEM = re.compile(
    r"(?P<indent>[ \t]*)(?:[-*+•◦▪‣–][ \t]+|(?P<number>\d{1,4}[.)])[ \t]+|(?=\[[ xX-]\]\s|[☐☑☒✅✓✔]))(?P<rest>\S.*)"
)
_BOX = re.compile(r"(?:\[(?P<state>.)\](?=\s|$)|(?P<sign>[☐☑☒✅✓✔]))\s*(?P<rest>.*)")
_DONE = frozenset("xX☑☒✅✓✔")
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_BARE_ROW = re.compile(r"[^|>\s][^|]*(?: \| [^|]*){2,}")
_HEADS_ROW = re.compile(r"(?:^|\| )(?:who|owner|task|what|action|when|due|deadline)(?: \||$)", re.IGNORECASE)
_RULE_ROW = re.compile(r"[\s|:+=-]+")
_RULE = re.compile(r"[ \t]{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})")
_UNDERLINE = re.compile(r"[ \t]{0,3}(=+|-+)[ \t]*")
_FENCE = re.compile(r"[ \t]{0,3}(?:`{3,}|~{3,})")
_QUOTE = re.compile(r"\A(?:[ \t]{0,3}>[ \t]?)+(?:\[![\w-]+\][+-]?[ \t]*)?")
_INLINE = (
    (re.compile(r"!?\[\[([^\]|\n]{1,300})\|([^\]\n]{1,300})\]\]"), r"\2"),
    (re.compile(r"!?\[\[([^\]\n]{1,300})\]\]"), r"\1"),
    (re.compile(r"!?\[([^\]\n]{0,500})\]\(<?([^()\s>]{1,1000})>?(?:[ ]\"[^\"\n]{0,300}\")?\)"), r"\1 (\2)"),
    (re.compile(r"(?<![\w\\])(\*\*|__)(?=\S)([^*_\n]{1,1000}?)(?<=\S)\1(?!\w)"), r"\2"),
    (re.compile(r"(?<![\w*\\])\*(?=\S)([^*\n]{1,1000}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_\\])_(?=\S)([^_\n]{1,1000}?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"~~(?=\S)([^~\n]{1,1000}?)(?<=\S)~~"), r"\1"),
    (re.compile(r"(?<!`)`([^`\n]{1,1000})`(?!`)"), r"\1"),
    (re.compile(r"<!--[^\n]{0,2000}?-->|[ ]\^[A-Za-z0-9-]{1,60}$"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!~|>$])"), r"\1"),
)
_STRONG = re.compile(r"\*\*[^*]+\*\*:?\s*")  # a line that is all bold heads what follows
_WRAP = 50  # characters: paragraphs of shorter lines are not hard-wrapped, each line stands for itself
_TITLE_WORDS = 6
_LABELLED = re.compile(r"(?:\*\*|__)[^*_\n]{1,40}(?::(?:\*\*|__)|(?:\*\*|__):)|[A-Z][a-z]+(?: [a-z]+){0,2}:(?:\s|$)")
"""A line that begins with what it is about goes on with none."""
_CHECK_SHARE = 0.6
_MARKUP = re.compile(
    r"\s*(?:[{\[]\s*[\"{\[]|<(?:\?xml|!doctype|html|tt|transcript|rss|div|body|p|timedtext)\b)", re.IGNORECASE
)
_DATE_LINE = re.compile(r"\b(?:by|due|until|till|before|deadline|expires?|bis|avant|antes)\b", re.IGNORECASE)


class Block(msgspec.Struct, frozen=True):
    """One heading, paragraph, list item or table row."""

    form: Form
    text: str
    level: int = 0
    checked: bool | None = None
    numbered: bool = False


class Prose:
    """Any text that reads as a document; the last to be asked."""

    format = "notes"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None or _MARKUP.match(sample.text):
            return None
        blocks = list(read_blocks(sample.text.split("\n")))
        boxes = _count_boxes(blocks)
        if _is_checklist(blocks):
            return Guess(0.8, f"{boxes} of its {len(blocks)} blocks are boxes to tick")
        structure = sum(block.form is not Form.PARAGRAPH for block in blocks)
        if structure:
            return Guess(
                0.5, f"it has {structure} headings, list items or table rows among {len(blocks)} blocks, and no turns"
            )
        return Guess(0.3, "it is text without turns, times or boxes")

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        check_length(sample.name, len(sample.text or ""))  # before all of it is taken apart
        lines = (sample.text or "").split("\n")
        blocks = list(read_blocks(lines))
        is_markdown = any(block.form is not Form.PARAGRAPH for block in blocks)
        front = read_front(lines[: split_frontmatter(lines)[1]])
        heading = next((block for block in blocks[:3] if block.form is Form.HEADING), None)
        stamp = front.stamp or _find_date(blocks, front)
        kind = SourceKind.CHECKLIST if _is_checklist(blocks) else SourceKind.DOCUMENT
        return (
            Draft(
                format="md-notes" if is_markdown else "plain-text",
                kind=kind,
                cues=[cue for block in blocks for cue in read_cues(block)],
                title=front.title or (heading.text if heading else None),
                moment=stamp.moment if stamp else None,
                date=stamp.day if stamp else None,
                time=stamp.clock if stamp else None,
                prepares=front.stamp is None and kind is SourceKind.CHECKLIST,
                people=front.people or find_attendance([(block.form, block.text) for block in blocks]),
            ),
        )


def read_cues(block: Block) -> Iterator[Cue]:
    """The block's utterances: its sentences; a heading or a table row is one."""
    whole = block.form in {Form.HEADING, Form.ROW}
    for number, text in enumerate([block.text] if whole else split_sentences(block.text)):
        yield Cue(text, form=block.form, checked=block.checked, level=block.level, joins=number > 0)


def read_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The blocks of Markdown or plain text in order; frontmatter, rules and fences left out, hard-wrapped lines joined.

    A numbered line that says little, with text or plain items under it, is the heading of that.
    """
    before: Block | None = None
    for block in _read_blocks(lines):
        if before is not None:
            under = block.form is Form.PARAGRAPH or (block.form is Form.ITEM and not block.numbered)
            yield msgspec.structs.replace(before, form=Form.HEADING, level=2) if under and _is_title(before) else before
        before = block
    if before is not None:
        yield before


def _is_title(block: Block) -> bool:
    return (
        block.numbered
        and block.level == 0
        and len(block.text.split()) <= _TITLE_WORDS
        and block.text[:1].isupper()
        and block.text[-1:] not in ".!?:;,"
    )


def _read_blocks(lines: Sequence[str]) -> Iterator[Block]:
    open_: list[str] = []
    item: Block | None = None
    fenced = False

    def close() -> Iterator[Block]:
        nonlocal item
        if item is not None:
            yield msgspec.structs.replace(item, text=strip_inline(" ".join([item.text, *open_])))
        else:
            yield from (Block(Form.PARAGRAPH, strip_inline(text)) for text in _join_wrapped(open_))
        item = None
        open_.clear()

    body = lines[split_frontmatter(lines)[1] :]
    bare_rows = _find_bare_rows(body)
    for number, raw in enumerate(body):
        if _FENCE.match(raw):
            yield from close()
            fenced = not fenced
            continue
        line = raw if fenced else _QUOTE.sub("", raw)
        bare = line.strip()
        if fenced:
            if bare:
                yield Block(Form.PARAGRAPH, bare)
        elif open_ and item is None and len(open_) == 1 and _UNDERLINE.fullmatch(line):
            heading = open_.pop()
            yield Block(Form.HEADING, strip_inline(heading), 1 if bare[0] == "=" else 2)
        elif not bare or _RULE.fullmatch(line):
            yield from close()
        elif (whole := _whole_blocks(line, bare, row=number in bare_rows)) is not None:
            yield from close()
            yield from whole
        elif item_match := _ITEM.fullmatch(line):
            yield from close()
            item = _open_item(item_match)
        else:
            begins = line[:1].isupper() and item is not None and (_is_title(item) or len(item.text) < _WRAP)
            if item is not None and not open_ and (begins or _STRONG.fullmatch(line)):
                yield from close()
            open_.append(part_names(bare))
    yield from close()


def _whole_blocks(line: str, bare: str, *, row: bool) -> tuple[Block, ...] | None:
    """The heading or the row that a line is by itself, nothing for the rule below a table's head; None for any other line. ``row``: it is one of a table without marks at its edges."""
    if heading := HEADING.fullmatch(bare):
        return (Block(Form.HEADING, strip_inline(heading[2]), len(heading[1])),)
    if not row and _ROW.fullmatch(line) is None:
        return None
    cells = strip_inline(" | ".join(cell.strip() for cell in _split_row(bare)))
    return () if _RULE_ROW.fullmatch(line) else (Block(Form.ROW, cells),)


def _find_bare_rows(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines of tables without marks at their edges: headed by who, what or when, each cut into as many cells."""
    found: set[int] = set()
    cells = 0
    for number, line in enumerate(lines):
        count = line.count(" | ") if _BARE_ROW.fullmatch(line) else 0
        if not count or (cells and count != cells):
            cells = 0
        if count and (cells or _HEADS_ROW.search(line)):
            cells = count
            found.add(number)
    return frozenset(found)


def _split_row(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))


def _open_item(match: re.Match[str]) -> Block:
    level = len(match["indent"].expandtabs(4)) // 2
    box = _BOX.fullmatch(match["rest"])
    if box is None:
        return Block(Form.ITEM, part_names(match["rest"]), level, numbered=match["number"] is not None)
    if match["rest"].startswith(STRUCK):
        return Block(Form.ITEM, match["rest"], level)
    return Block(Form.ITEM, box["rest"], level, (box["state"] or box["sign"]) in _DONE)


def _join_wrapped(lines: Sequence[str]) -> list[str]:
    """The paragraphs of consecutive lines: joined where the line before had no room for the next word, or goes on in lower case in a text that has capitals."""
    longest = max(map(len, lines), default=0)
    paragraphs: list[list[str]] = []
    for before, line in zip(["", *lines], lines, strict=False):
        full = longest >= _WRAP and len(before) + 1 + len(line.split(" ", 1)[0]) > longest
        if before and (full or (line[:1].islower() and lines[0][:1].isupper())) and not _LABELLED.match(line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [" ".join(parts) for parts in paragraphs]


def strip_inline(text: str) -> str:
    """The words of a line of Markdown: emphasis, code ticks, links' brackets, comments and escapes taken away."""
    if not any(c in text for c in "*_`[<\\~^"):
        return " ".join(text.split())
    for pattern, replacement in _INLINE:
        text = pattern.sub(replacement, text)
    return " ".join(text.split())


def _is_checklist(blocks: Sequence[Block]) -> bool:
    """Whether what is not a heading is mostly boxes."""
    body = [block for block in blocks if block.form is not Form.HEADING]
    boxes = _count_boxes(body)
    return boxes > 1 and boxes >= _CHECK_SHARE * len(body)


def _count_boxes(blocks: Sequence[Block]) -> int:
    return sum(block.checked is not None or block.text.startswith(STRUCK) for block in blocks)


def _find_date(blocks: Sequence[Block], front: Front) -> Stamp | None:
    """A document's own date: of which it says that things stand so, in its title, or in one of its first lines where that says little else."""
    texts = [front.title or "", *(block.text for block in blocks[:5] if block.form is not Form.ITEM)]
    stated = _find_heading(texts)
    return find_status(texts, stated) or stated


def _find_heading(texts: Iterable[str]) -> Stamp | None:
    for text in texts:
        stamp = find_stamp(text)
        if (
            stamp is not None
            and not _DATE_LINE.search(text)
            and len(text[: stamp.begin].split()) + len(text[stamp.end :].split()) <= 6
        ):
            return stamp
    return None


ADAPTERS = (Prose(),)
