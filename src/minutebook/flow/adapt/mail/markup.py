"""The HTML of a mail as plain text in the layout of a text mail: quotes behind ``>``, items behind ``-``, rows between bars.

Nothing is fetched or run; what a reader does not see is left out and told apart.
"""

from html.parser import HTMLParser

import msgspec

from minutebook.flow.adapt.sight import Sight
from minutebook.text import patterns as re

_BLOCKS = frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main
    ol p pre section table tbody tfoot thead tr ul""".split()
)
_SPACED = frozenset("p h1 h2 h3 h4 h5 h6 table blockquote ul ol pre dl".split())
_UNSEEN = frozenset("button head iframe noscript object script select style svg template textarea title xml".split())
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_OUTLOOK_RULE = re.compile(
    r"border-top\s*:\s*solid\s+#(?:e1e1e1|b5c4df)|border\s*:\s*none;\s*border-top", re.IGNORECASE
)
_NESTED = 60
"""Quotes and tables in one another; deeper ones are nobody's, and would cost time."""


class Seen(msgspec.Struct, frozen=True):
    """A mail's HTML as text, and the text in it that no reader sees."""

    text: str
    hidden: str


def read_markup(html: str) -> Seen:
    """The text that a reader of this HTML sees, however broken it is."""
    reader = _Reader(Sight(html))
    reader.feed(html)
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Collects lines; depth of nesting costs no recursion."""

    def __init__(self, sight: Sight) -> None:
        super().__init__(convert_charrefs=True)
        self._sight = sight
        self.lines: list[str] = []
        self.hidden: list[str] = []
        self._text: list[str] = []
        self._quotes = 0
        self._lists: list[int | None] = []
        self._mark = ""
        self._pre = 0
        self._cells: list[list[str]] = []
        """Of each open table, the cells of the row that is being read; a cell that holds blocks lays out the page."""
        self._laid: list[bool] = []
        self._skipped: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._skipped:
            if tag == "body" and self._skipped[0] == "head":
                self._skipped = []
            else:
                if tag == self._skipped[0] and tag not in _VOID:
                    self._skipped.append(tag)
                return
        given = {name: content or "" for name, content in attrs}
        if tag in _UNSEEN:
            self._skipped = [tag]
            return
        self._sight.open(tag, given)
        if not self._sight.look.gone:
            self._open(tag, given)

    def _open(self, tag: str, given: dict[str, str]) -> None:
        if tag == "br":
            self._text.append("\n")
        elif tag in ("td", "th"):
            self._open_cell()
        elif tag in _BLOCKS:
            self._break(blank=tag in _SPACED)
        if tag == "blockquote" and self._quotes < _NESTED:
            self._quotes += 1
        elif tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._mark = self._next_mark()
        elif tag == "table" and len(self._cells) < _NESTED:
            self._cells.append([])
            self._laid.append(False)
        elif tag == "pre":
            self._pre += 1
        elif tag == "hr" or _OUTLOOK_RULE.search(given.get("style", "")):
            self._line("_" * 32)
        elif tag == "input" and given.get("type") == "checkbox":
            self._text.append("[x] " if "checked" in given else "[ ] ")
        elif "gmail_signature" in given.get("class", "").split() or given.get("id", "").lower() == "signature":
            self._line("-- ")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            if tag == self._skipped[0]:
                self._skipped.pop()
            return
        if self._sight.close(tag):
            self._close(tag)

    def _close(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._break(blank=tag in _SPACED)
        if tag == "blockquote":
            self._quotes = max(0, self._quotes - 1)
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._mark = ""
        elif tag == "pre":
            self._pre = max(0, self._pre - 1)
        elif tag in ("tr", "table") and self._cells:
            self._end_row()
            if tag == "table":
                self._cells.pop()
                self._laid.pop()

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if not self._sight.look.seen:
            self.hidden += [" ".join(data.split())] if data.strip() else []
            return
        if not self._pre:
            data = re.sub(r"[ \t\r\n\f]+", " ", data)
        self._text.append(data)

    def _next_mark(self) -> str:
        depth = "  " * (len(self._lists) - 1)
        if self._lists and (number := self._lists[-1]) is not None:
            self._lists[-1] = number + 1
            return f"{depth}{number}. "
        return f"{depth}- "

    def _open_cell(self) -> None:
        if self._cells and not self._laid[-1] and self._cells[-1]:
            self._cells[-1][-1] += self._take()
        else:
            self._break(blank=False)
        if self._cells:
            self._cells[-1].append("")

    def _take(self) -> str:
        text = "".join(self._text).replace("\xa0", " ")
        self._text = []
        return text

    def _break(self, *, blank: bool) -> None:
        """What was read so far is a line of its own; within a plain cell it is more of the cell."""
        text = self._take()
        if self._cells and self._cells[-1] and not self._laid[-1]:
            cell = self._cells[-1]
            cell[-1] += text + ("\n" if text.strip() else "")
            return
        if text.strip():
            for line in text.strip("\n").split("\n"):
                self._line(line if self._pre else line.strip())
        if blank:
            self._line("")

    def _end_row(self) -> None:
        """A table's row: between bars where its cells are short, else as the lines that its cells hold."""
        cells = [cell.strip() for cell in self._cells[-1]]
        if self._cells[-1]:
            cells[-1] = (self._cells[-1][-1] + self._take()).strip()
        self._cells[-1] = []
        filled = [cell for cell in cells if cell]
        outer = len(self._cells) > 1 and bool(self._cells[-2])
        if len(filled) > 1 and all("\n" not in cell for cell in filled):
            self._put("| " + " | ".join(" ".join(cell.split()) for cell in cells) + " |", outer=outer)
        else:
            for cell in filled:
                for line in cell.split("\n"):
                    self._put(line.strip(), outer=outer)

    def _put(self, line: str, *, outer: bool) -> None:
        """A row's line: on the page, or in the cell around its table."""
        if outer:
            self._cells[-2][-1] += f"\n{line}\n"
        else:
            self._line(line)

    def _line(self, line: str) -> None:
        quote = "> " * self._quotes
        if line.strip() and self._mark:
            line, self._mark = self._mark + line, ""
        if line.strip() or (self.lines and self.lines[-1].strip("> ")):
            self.lines.append(f"{quote}{line}" if line.strip() else quote.rstrip())

    def finish(self) -> Seen:
        """What was left open at the end is there all the same."""
        while self._cells:
            self._end_row()
            self._cells.pop()
            self._laid.pop()
        self._break(blank=False)
        while self.lines and not self.lines[-1].strip("> "):
            self.lines.pop()
        return Seen("\n".join(self.lines).strip("\n"), "\n".join(self.hidden))
