"""What a reader of HTML sees: of each element whether it is shown at all, and whether text in it can be told from its ground."""

from collections import Counter
from collections.abc import Mapping

import msgspec

from minutebook.flow.adapt import colour
from minutebook.flow.adapt.colour import Colour
from minutebook.flow.adapt.stylesheet import Node, Style, read_sheet
from minutebook.text import patterns as re

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
"""Elements that go on after a block which ends before them (HTML, 13.2.6.1)."""
_CELLS = frozenset({"td", "th", "caption"})
_TABLE = frozenset("table tbody thead tfoot tr td th caption body html".split())
_ENDED = {
    "li": ({"li"}, {"ul", "ol"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"tr", "table"}),
    "th": ({"td", "th"}, {"tr", "table"}),
    "tr": ({"tr"}, {"table"}),
    "tbody": ({"tbody", "thead", "tfoot"}, {"table"}),
    "tfoot": ({"tbody", "thead", "tfoot"}, {"table"}),
}
"""What a start tag ends, and what around it bounds that."""
_PARAGRAPH = frozenset(
    """address article aside blockquote center details dialog dir div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main menu nav ol p
    pre section table ul""".split()
)
"""What ends an open paragraph."""
_REOPENED = 8
_LENGTH = re.compile(r"(-?\d*\.?\d+)(px|pt|pc|in|cm|mm|em|rem|ex|ch|%|vw|vh|)")
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "in": 96, "cm": 38, "mm": 3.8, "rem": 16, "%": 10, "vw": 10, "vh": 8}
"""Pixels of a unit; of a share, in a window of a thousand."""
_FONT = re.compile(r"(?<![\w.-])(?:0|\d*\.?\d+(?:px|pt|em|rem|%))(?=\s*/|\s)")
_WORDED = {
    "xx-small": 9,
    "x-small": 10,
    "small": 13,
    "medium": 16,
    "initial": 16,
    "large": 18,
    "x-large": 24,
    "xx-large": 32,
}
_LEGIBLE, _USUAL = 4, 16
"""Pixels of the smallest letters that anybody reads, and of those that a page has by itself."""
_SLIT = 2
"""Pixels of a box too narrow to show a letter."""
_AWAY, _BEYOND = -300, 3000
"""Pixels to the left or top, and to the right or bottom, at which a line is off the screen."""
_FAINT = 0.06


class Look(msgspec.Struct, frozen=True):
    """How text is seen at a place of a page. ``gone``: neither it nor anything within it is shown."""

    gone: bool = False
    hidden: bool = False
    ink: Colour | None = colour.BLACK
    ground: Colour | None = colour.WHITE
    size: float = _USUAL
    away: bool = False

    @property
    def seen(self) -> bool:
        return not (self.gone or self.hidden or self.away or self.size < _LEGIBLE) and colour.is_seen(
            self.ink, self.ground
        )


class Sight:
    """Follows the tags of a page and knows how text looks where it stands; broken nesting is mended as browsers do."""

    def __init__(self, html: str) -> None:
        self._sheet = read_sheet(html)
        self._nodes: list[Node] = []
        self._looks: list[Look] = [Look()]
        self._count: Counter[str] = Counter()

    @property
    def look(self) -> Look:
        return self._looks[-1]

    def open(self, tag: str, given: Mapping[str, str]) -> None:
        """A start tag is read."""
        if tag in _VOID:
            return
        if tag in _PARAGRAPH and self._count["p"]:
            self._end({"p"}, _CELLS)
        if tag in _ENDED:
            self._end(*_ENDED[tag])
        self._push(Node(tag, dict(given)))

    def close(self, tag: str) -> bool:
        """An end tag is read; whether it ends something that is shown, or nothing at all where it stands among what is shown."""
        at = self._find({tag}, frozenset() if tag in _TABLE else _CELLS)
        if at is None:
            return not self.look.gone
        shown = not self._looks[at + 1].gone
        self._cut(at)
        return shown

    def _push(self, node: Node) -> None:
        style = self._sheet.style_of(node, self._nodes)
        self._looks.append(judge(node, style, self.look))
        self._nodes.append(node)
        self._count[node.tag] += 1

    def _find(self, tags: set[str], bounds: set[str] | frozenset[str]) -> int | None:
        """Where the innermost open element of these tags stands; None beyond the bounds."""
        if not any(self._count[tag] for tag in tags):
            return None
        for at in range(len(self._nodes) - 1, -1, -1):
            tag = self._nodes[at].tag
            if tag in tags:
                return at
            if tag in bounds:
                return None
        return None

    def _end(self, tags: set[str], bounds: set[str] | frozenset[str]) -> None:
        at = self._find(tags, bounds)
        if at is not None:
            self._cut(at)

    def _cut(self, at: int) -> None:
        """Ends an element and what is open in it, but for formatting, which goes on."""
        ended = self._nodes[at:]
        del self._nodes[at:], self._looks[at + 1 :]
        self._count.subtract(node.tag for node in ended)
        if ended[0].tag not in _TABLE:
            for node in [node for node in ended[1:] if node.tag in _FORMATTING][-_REOPENED:]:
                self._push(node)


def judge(node: Node, style: Style, around: Look) -> Look:
    """How text looks in an element with this style, within what looks so."""
    given = node.given
    if not style and node.tag not in {"a", "font", "mark", "dialog"} and not given.keys() & _STATING:
        return around
    size = _size(style, around.size)
    ground = _ground(node, style, around.ground)
    ink = _ink(node, style, around.ink)
    visibility = style.get("visibility", "inherit")
    indent = style.get("text-indent")
    return Look(
        gone=around.gone or _is_gone(node, style, size),
        hidden=around.hidden if visibility == "inherit" else visibility in {"hidden", "collapse"},
        ink=ink,
        ground=ground,
        size=size,
        away=around.away if indent is None else _pixels(indent, size) <= _AWAY,
    )


_STATING = frozenset({"hidden", "popover", "bgcolor", "background", "text"})
"""Attributes that say how an element looks."""


def _is_gone(node: Node, style: Style, size: float) -> bool:
    unshown = "hidden" in node.given or "popover" in node.given or (node.tag == "dialog" and "open" not in node.given)
    return (
        style.get("display", "none" if unshown else "").startswith("none")
        or style.get("content-visibility") == "hidden"
        or style.get("mso-hide") == "all"
        or _is_faint(style)
        or _is_shut(node, style, size)
        or _is_off(style, size)
    )


def _is_faint(style: Style) -> bool:
    """Whether nothing of an element shines through."""
    stated = style.get("opacity") or "".join(re.findall(r"opacity\s*[(=]\s*([\d.]+%?)", style.get("filter", ""))[:1])
    match = _LENGTH.match(stated)
    return match is not None and float(match[1]) / (100 if match[2] == "%" else 1) <= _FAINT


def _is_shut(node: Node, style: Style, size: float) -> bool:
    """Whether a box has no room for a letter, or shows none of it."""
    cut = any(name.startswith("overflow") and text != "visible" for name, text in style.items())
    narrow = {
        name
        for name in ("height", "max-height", "width", "max-width", "line-height")
        if (text := style.get(name)) and re.match(r"[\d.]+(?:px|pt|em)|0", text) and 0 <= _pixels(text, size) <= _SLIT
    }
    for low, high in (("height", "max-height"), ("width", "max-width")):
        if high not in narrow and _pixels(style.get(f"min-{low}", "0"), size) > _SLIT:
            narrow -= {low}
    narrow -= {"width", "max-width"} if node.tag in _TABLE else set()
    if ("max-height" in narrow and style["max-height"].startswith("0")) or (cut and narrow):
        return True
    return style.get("position") in {"absolute", "fixed"} and _is_clipped(style, size)


def _is_clipped(style: Style, size: float) -> bool:
    kind, _, rest = style.get("clip-path", "").partition("(")
    numbers = _LENGTH.findall(rest)
    if kind == "inset" and numbers and numbers[0][1] == "%" and float(numbers[0][0]) >= 50:
        return True
    if kind in {"circle", "ellipse", "polygon"} and numbers and not any(float(number) for number, _ in numbers):
        return True
    sides = [
        _pixels(text, size) for text in re.split(r"[\s,]+", style.get("clip", "").removeprefix("rect(").strip(") "))
    ]
    return len(sides) == 4 and (sides[2] - sides[0] <= _SLIT or sides[1] - sides[3] <= _SLIT)


def _is_off(style: Style, size: float) -> bool:
    """Whether an element is moved off the screen, or made as small as a dot."""
    placed = style.get("position") in {"absolute", "fixed", "relative"}
    sides = [style.get(f"margin-{side}", "0") for side in ("left", "top", "right")] + style.get("margin", "").split()
    sides += [style.get(side, "0") for side in ("left", "top", "right", "bottom")] if placed else []
    moves = re.findall(r"translate(?:x|y|3d)?\(([^()]*)\)", style.get("transform", ""))
    sides += [part.strip() for move in moves for part in move.split(",")]
    scaled = re.findall(r"scale(?:x|y|3d)?\(\s*([\d.]+)", style.get("transform", ""))
    return any(not _AWAY < _pixels(side, size) < _BEYOND for side in sides) or any(
        float(number) <= _FAINT for number in scaled if number.strip(".")
    )


def _pixels(text: str, size: float) -> float:
    match = _LENGTH.match(text.strip())
    if match is None:
        return 0
    return float(match[1]) * (_PIXELS.get(match[2]) or size)


def _size(style: Style, around: float) -> float:
    """Pixels of the letters."""
    stated = style.get("font-size") or "".join(_FONT.findall(style.get("font", ""))[:1])
    if stated in _WORDED:
        return _WORDED[stated]
    match = _LENGTH.fullmatch(stated)
    if match is None:
        return around
    return float(match[1]) * (around / 100 if match[2] == "%" else _PIXELS.get(match[2]) or around)


def _ink(node: Node, style: Style, around: Colour | None) -> Colour | None:
    """The colour of text: of a link the usual one, unless it has one of its own."""
    stated = style.get("-webkit-text-fill-color") or style.get("color")
    if stated in {"inherit", "currentcolor", "unset"}:
        return around
    if stated is not None:
        return colour.read_colour(stated)
    written = node.given.get("color") if node.tag == "font" else node.given.get("text")
    if written:
        return colour.read_attribute(written)
    if node.tag == "a" and "href" in node.given:
        return colour.LINK
    return colour.BLACK if node.tag == "mark" else around


def _ground(node: Node, style: Style, around: Colour | None) -> Colour | None:
    """The colour under text; None where it is a picture or nobody knows."""
    layers = f"{style.get('background', '')} {style.get('background-color', '')}"
    plain = re.sub(r"[\w-]*gradient\(.*\)|url\([^()]*\)", " ", layers)
    stated = colour.read_colour(style.get("background-color", "")) or colour.read_colour(plain)
    if stated is None and (written := node.given.get("bgcolor")):
        stated = colour.read_attribute(written)
    if stated is not None and stated[3]:
        return colour.lay(stated, around)
    pictured = (
        "gradient(" in layers or "url(" in layers + style.get("background-image", "") or "background" in node.given
    )
    if node.tag == "mark" and not layers.strip():
        return 255, 255, 0, 1
    return None if pictured or "gradient(" in style.get("background-image", "") else around
