"""HTML as the blocks that a reader sees: headings, paragraphs, list items, table rows; nothing is ever fetched or run."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from html.parser import HTMLParser
from itertools import islice

import msgspec

from minutebook.flow.adapt.adapter import Cue, Draft, Sample
from minutebook.flow.adapt.attendance import find_attendance
from minutebook.flow.adapt.columns import part_names
from minutebook.flow.adapt.dating import Stamp, find_stamp, find_status
from minutebook.flow.adapt.sentence import split_sentences
from minutebook.model.source import Form, Header, SourceKind
from minutebook.text import patterns as re

_BREAKING = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "cite", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
        "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section",
        "summary", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "ul",
    }
)  # fmt: skip
_UNSEEN = frozenset(
    {
        "button", "head", "iframe", "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea", "title",
    }
)  # fmt: skip
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_CLOSED_BY_NEXT = frozenset({"p", "li", "tr", "td", "th", "dt", "dd"})
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?![.\d]*[1-9])",
    re.IGNORECASE,
)
TALK = 0.8
"""How sure the dialogue family must be before a page or Word file is a conversation: most of its lines open with speakers."""
BOXED = 0.6
"""Share of lines with a box from which a document is a checklist."""
OPENING = 5
"""Lines, headings among them, in which a document states its date."""
BESIDE = 8
"""Words that may stand beside a document's date: *Prepared by*, a name, a department."""
_DUE = re.compile(r"\b(?:by (?=\d|the|end)|due|until|till|before|deadline|expires?|bis|avant|antes)\b", re.IGNORECASE)
_NESTED = 50
"""Tables in tables; deeper ones are nobody's, and would cost time."""
_BOX = re.compile(r"\s*(?:([☐□▢])|([☑☒✅])|\[( ?)\]|\[([xX])\])\s+")


class Block(msgspec.Struct, frozen=True):
    """One block as it stands: ``text`` keeps its line breaks; ``lead`` is the bold text that it begins with.

    ``tag`` is the innermost element that made it (``p``, ``li``, ``cite``, ``time`` …).
    """

    text: str
    form: Form
    tag: str = "p"
    level: int = 0
    checked: bool | None = None
    lead: str = ""
    place: str = ""


class Properties(msgspec.Struct, frozen=True):
    """What a file's properties state of a document; empty where they do not, or name only the tool."""

    title: str = ""
    author: str = ""
    made: datetime | None = None


class Page(msgspec.Struct, frozen=True):
    """A page's title, the date that its head states, and its blocks in order."""

    title: str
    published: str
    blocks: tuple[Block, ...]


def read_page(html: str) -> Page:
    """The blocks of HTML, however broken it is."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return Page(" ".join("".join(reader.title).split()), reader.published, tuple(reader.blocks))


class _Reader(HTMLParser):
    """Collects blocks; depth of nesting costs no recursion."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.title: list[str] = []
        self.published = ""
        self._text: list[str] = []
        self._lead: list[str] = []
        self._leading = True
        self._bold = 0
        self._tag = "p"
        self._lists = 0
        self._item = False
        self._checked: bool | None = None
        self._tables: list[list[list[Block]]] = []
        """Of each open table, the cells of the row that is being read."""
        self._skipped: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped and not self._resumes(tag):
            if tag == self._skipped[0] and tag not in _VOID:
                self._skipped.append(tag)
            self._in_title = tag == "title" or self._in_title
            self._read_meta(tag, dict(attrs))
            return
        given = dict(attrs)
        if tag not in _VOID and (tag in _UNSEEN or _is_hidden(given)):
            self._skipped = [tag]
            self._in_title = tag == "title"
            return
        self._read_meta(tag, given)
        if tag in _BREAKING:
            self._break(tag)
        self._open(tag, given)

    def _open(self, tag: str, given: dict[str, str | None]) -> None:
        if tag == "br":
            self._text.append("\n")
        elif tag in ("b", "strong"):
            self._bold += 1
        elif tag in ("ul", "ol"):
            self._lists += 1
        elif tag == "li":
            self._item = True
        elif tag == "table" and len(self._tables) < _NESTED:
            self._tables.append([])
        elif tag == "tr" and self._tables:
            self._end_row()
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].append([])
        elif tag == "input" and given.get("type") == "checkbox":
            self._checked = "checked" in given

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.pop()
            self._in_title = self._in_title and tag != "title"
            return
        if tag in _BREAKING:
            self._break("p")
        if tag in ("b", "strong"):
            self._bold = max(0, self._bold - 1)
        elif tag in ("ul", "ol"):
            self._lists = max(0, self._lists - 1)
        elif tag == "li":
            self._item = False
        elif tag in ("tr", "table") and self._tables:
            self._end_row()
            if tag == "table":
                self._tables.pop()

    def handle_data(self, data: str) -> None:
        if self._skipped:
            if self._in_title:
                self.title.append(data)
            return
        data = data.replace("\n", " ")
        self._text.append(data)
        if data.strip():
            self._leading = self._leading and self._bold > 0
        if self._leading:
            self._lead.append(data)

    def _resumes(self, tag: str) -> bool:
        """Whether a start tag ends what is skipped, as one paragraph ends another."""
        hidden = self._skipped[0]
        if (hidden == tag and tag in _CLOSED_BY_NEXT) or (hidden == "head" and tag == "body"):
            self._skipped = []
        return not self._skipped

    def _read_meta(self, tag: str, given: dict[str, str | None]) -> None:
        name = given.get("property") or given.get("name") or given.get("itemprop") or ""
        if (
            tag == "meta"
            and not self.published
            and name.lower() in ("article:published_time", "datepublished", "date", "dc.date")
        ):
            self.published = given.get("content") or ""

    def _break(self, tag: str) -> None:
        """What was read so far is a block of its own."""
        self.flush()
        self._tag = tag

    def flush(self) -> None:
        text = "".join(self._text).strip()
        lead = "".join(self._lead).strip()
        checked, tag = self._checked, self._tag
        self._text, self._lead, self._leading, self._checked, self._tag = [], [], True, None, "p"
        if not text:
            self._checked = checked
            return
        if box := _BOX.match(text):
            checked = bool(box[2] or box[4])
            text = text[box.end() :]
        if tag[0] == "h" and tag[1:].isdecimal():
            self._emit(Block(text, Form.HEADING, tag, int(tag[1:]), None, lead))
        elif self._item:
            self._emit(Block(text, Form.ITEM, tag, max(0, self._lists - 1), checked, lead))
        else:
            self._emit(Block(text, Form.PARAGRAPH if checked is None else Form.ITEM, tag, 0, checked, lead))

    def _emit(self, block: Block) -> None:
        """A block goes to the innermost open cell, else to the page."""
        cell = next((row[-1] for row in reversed(self._tables) if row), self.blocks)
        cell.append(block)

    def _end_row(self) -> None:
        """A table's row becomes one block; cells that hold more than words lay out a page, and stay what they are."""
        row = self._tables.pop()
        self._tables.append([])
        lone = len(row) == 1
        if lone or any(block.form is not Form.PARAGRAPH and block.checked is None for cell in row for block in cell):
            for block in (block for cell in row for block in cell):
                self._emit(block)
            return
        texts = [" ".join(" ".join(block.text.split()) for block in cell) for cell in row]
        checked = next((block.checked for cell in row for block in cell if block.checked is not None), None)
        if any(texts):
            self._emit(Block(" | ".join(texts), Form.ROW, "tr", 0, checked))

    def finish(self) -> None:
        """What was left open at the end of the page is there all the same."""
        self.flush()
        while self._tables:
            self._end_row()
            self._tables.pop()


def _is_hidden(given: dict[str, str | None]) -> bool:
    return "hidden" in given or _HIDING.search(given.get("style") or "") is not None


def find_talk(sample: Sample, blocks: Iterable[Block], layout: str) -> tuple[Draft, ...]:
    """The drafts of a page or Word file that holds a written dialogue; none where it is a document."""
    from minutebook.flow.adapt.dialogue import Dialogue

    written = Sample(sample.name, sample.data, "\n".join(map(_to_markdown, blocks)))
    dialogue = Dialogue()
    guess = dialogue.identify(written)
    if guess is None or guess.sureness < TALK:
        return ()
    return tuple(msgspec.structs.replace(draft, format=layout) for draft in dialogue.read(written))


def _to_markdown(block: Block) -> str:
    """A block as a line of Markdown, or as many as it has line breaks."""
    text = block.text
    if block.form is Form.HEADING:
        return f"{'#' * block.level} {' '.join(text.split())}"
    if block.form is Form.ITEM:
        return f"- {' '.join(text.split())}"
    if block.form is Form.ROW:
        return f"| {text} |"
    return f"**{block.lead}**{text[len(block.lead) :]}" if block.lead and text.startswith(block.lead) else text


def document_cues(blocks: Iterable[Block]) -> Iterator[Cue]:
    """Cues of a document: headings and rows as they are, paragraphs and list items by sentence."""
    for block in blocks:
        whole = block.form in {Form.HEADING, Form.ROW}
        texts = [" ".join(block.text.split())] if whole else split_sentences(part_names(block.text))
        for number, text in enumerate(texts):
            yield Cue(
                text, form=block.form, checked=block.checked, level=block.level, joins=number > 0, place=block.place
            )


def document_kind(cues: Iterable[Cue]) -> SourceKind:
    """A checklist where what is no heading mostly has a box."""
    body = [cue for cue in cues if cue.form is not Form.HEADING and not cue.joins]
    boxed = sum(cue.checked is not None for cue in body)
    return SourceKind.CHECKLIST if boxed > 1 and boxed >= BOXED * len(body) else SourceKind.DOCUMENT


def document_date(cues: Iterable[Cue]) -> Stamp | None:
    """A document's own date: of which it says that things stand so, or in one of its first lines, where that says little else and names no date that is to come."""
    texts = [cue.text for cue in islice((cue for cue in cues if cue.form is not Form.ITEM), OPENING)]
    stated = next((stamp for text in texts if (stamp := find_stamp(text)) and _says_little(text, stamp)), None)
    return find_status(texts, stated) or stated


def _says_little(text: str, stamp: Stamp) -> bool:
    beside = (text[: stamp.begin] + text[stamp.end :]).split()
    return not _DUE.search(text) and len(beside) <= BESIDE


def draft_document(
    layout: str, blocks: Sequence[Block], stated: Properties, *, aside: str = "", warnings: tuple[str, ...] = ()
) -> Draft:
    """The draft of a document: titled by the heading that it begins with, else by its properties, else by its first heading."""
    cues = tuple(document_cues(blocks))
    stamp = document_date(cues)
    moment = stamp.moment if stamp else None
    kind = document_kind(cues)
    top = blocks[0].text if blocks[0].form is Form.HEADING and blocks[0].level == 1 else ""
    headings = (block.text for block in blocks if block.form is Form.HEADING)
    return Draft(
        format=layout,
        kind=kind,
        cues=cues,
        title=" ".join((top or stated.title or next(headings, "")).split()) or None,
        moment=moment,
        date=stamp.day if stamp and not moment else None,
        time=stamp.clock if stamp and not moment else None,
        made=stated.made,
        prepares=kind is SourceKind.CHECKLIST,
        people=find_attendance([(cue.form, cue.text) for cue in cues if not cue.joins])
        or ((Header(stated.author, role="author"),) if stated.author else ()),
        aside=aside,
        warnings=warnings,
    )
