"""The style sheets of a page as far as they decide what is seen: rules by what they select, and what holds for an element."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html.parser import HTMLParser

import msgspec

from minutebook.text import patterns as re

_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))")
_REMARK = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_DECLARATION = re.compile(r"(?:[^;()\"']|\([^()]*\)|\"[^\"]*\"|'[^']*'|[()\"'])+")
_BRACE = re.compile(r"([^{}]*)([{}])")
_COMPOUND = re.compile(r"(\*|[a-z][\w-]*)?((?:[#.][\w-]+|\[[^\]]*\])*)", re.IGNORECASE)
_PART = re.compile(r"#([\w-]+)|\.([\w-]+)|\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*[\"']?([^\"'\]]*?)[\"']?\s*)?\]")
_FEATURE = re.compile(r"\(\s*(min|max)-(?:device-)?width\s*:\s*(\d*\.?\d+)(px|em|rem)?\s*\)|(\([^()]*\))")
_WIDTH = 1000
"""Pixels of a window in which a mail is read at a desk."""
_RULES = 4_000
_ABOVE = 80
"""Elements around one that a rule is looked for in."""
_DECIDING = re.compile(
    r"display|visibility|opacity|filter|content-visibility|mso-hide|font(?:-size)?|color|-webkit-text-fill-color|background.*|overflow.*"
    r"|(?:(?:max|min)-)?(?:height|width)|line-height|clip(?:-path)?|position|left|top|right|bottom|margin.*|text-indent|transform"
)
"""Properties that decide what is seen."""

Style = dict[str, str]


class Node(msgspec.Struct, frozen=True):
    """An element as rules select it."""

    tag: str
    given: dict[str, str]

    @property
    def classes(self) -> list[str]:
        return self.given.get("class", "").split()


class Simple(msgspec.Struct, frozen=True):
    """What one element must have: a tag, an id, classes, attributes."""

    tag: str
    parts: tuple[tuple[str, ...], ...]

    @property
    def weight(self) -> tuple[int, int, int]:
        ids = sum(bool(part[0]) for part in self.parts)
        return ids, len(self.parts) - ids, int(bool(self.tag))

    @property
    def key(self) -> str:
        """What an element has that this can select."""
        named = [f"#{part[0]}" if part[0] else f".{part[1]}" for part in self.parts if part[0] or part[1]]
        return min(named, default=self.tag or "*")

    def selects(self, node: Node) -> bool:
        return self.tag in ("", node.tag) and all(_has(node, part) for part in self.parts)


class Rule(msgspec.Struct, frozen=True):
    """What holds for elements that a chain selects: the last of it the element, those before it around it, outermost first."""

    chain: tuple[Simple, ...]
    style: Mapping[str, tuple[str, bool]]
    """Of each property the value, and whether it is important."""
    weight: tuple[tuple[int, int, int], int]


class Sheet:
    """The rules of a page, found by the id, class or tag of what they select."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules: dict[str, list[Rule]] = {}
        for rule in rules:
            self._rules.setdefault(rule.chain[-1].key, []).append(rule)

    def style_of(self, node: Node, around: Sequence[Node]) -> Style:
        """What holds for an element within others, outermost first: its own ``style`` before rules, what is important before all."""
        found = {rule.weight: rule for rule in self._find(node) if _is_within(rule.chain[:-1], around)}
        layers = [rule.style for _, rule in sorted(found.items())]
        if "style" in node.given:
            layers.append(read_style(node.given["style"]))
        style = {name: text for layer in layers for name, (text, _) in layer.items()}
        style.update({name: text for layer in layers for name, (text, important) in layer.items() if important})
        return style

    def _find(self, node: Node) -> Iterator[Rule]:
        if self._rules:
            for key in ("*", node.tag, f"#{node.given.get('id', '')}", *(f".{name}" for name in node.classes)):
                yield from (rule for rule in self._rules.get(key, ()) if rule.chain[-1].selects(node))


def read_sheet(html: str) -> Sheet:
    """The style sheets that stand in a page; nothing is fetched."""
    if "<style" not in html.lower():
        return Sheet()
    reader = _Sheets()
    reader.feed(html)
    reader.close()
    return Sheet(_read_rules("".join(reader.text)))


class _Sheets(HTMLParser):
    """Collects what stands in ``style`` elements; those in comments are for other programs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag == "style" and _is_shown(dict(attrs).get("media") or "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "style"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text.append(data + "\n")


@lru_cache(maxsize=1024)  # a page says the same of many elements
def read_style(text: str) -> Mapping[str, tuple[str, bool]]:
    """The declarations of a ``style`` attribute or of a rule, those that decide what is seen; of two of a name the later."""
    style: dict[str, tuple[str, bool]] = {}
    for declaration in _DECLARATION.findall(_plain(text)):
        name, colon, stated = declaration.partition(":")
        name = name.strip().lower()
        if not colon or not _DECIDING.fullmatch(name):
            continue
        shown, mark, _ = stated.lower().partition("!")
        important = bool(mark) and "important" in stated.lower()
        if important or not style.get(name, ("", False))[1]:
            style[name] = " ".join(shown.split()), important
    return style


def _plain(text: str) -> str:
    """A style sheet without remarks, its escapes undone."""
    text = _REMARK.sub(" ", text)
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda m: chr(code) if m[1] and 0 < (code := int(m[1], 16)) < 0x110000 else m[2] or "", text)


def _read_rules(css: str) -> Iterator[Rule]:
    """The rules that hold at a desk, in their order."""
    number = 0
    for selectors, text in _walk(_REMARK.sub(" ", css)):
        style = read_style(text)
        for selector in selectors.split(",") if style else ():
            if number < _RULES and (chain := _read_selector(selector)):
                number += 1
                ids, classes, tags = zip(*(simple.weight for simple in chain), strict=True)
                yield Rule(chain, style, ((sum(ids), sum(classes), sum(tags)), number))


def _walk(css: str) -> Iterator[tuple[str, str]]:
    """What stands before and between the braces of each rule whose conditions hold."""
    open_: list[str] = []
    for match in _BRACE.finditer(css):
        if match[2] == "{":
            open_.append(match[1].rpartition(";")[2].strip())
        elif open_:
            selectors = open_.pop()
            if not selectors.startswith("@") and all(_holds(condition) for condition in open_):
                yield selectors, match[1]


def _holds(condition: str) -> bool:
    """Whether what stands in an ``@`` block holds at a desk, on a screen."""
    name, _, rest = condition.lower().partition(" ")
    return name == "@layer" or (name == "@supports" and "not" not in rest) or (name == "@media" and _is_shown(rest))


def _is_shown(media: str) -> bool:
    return not media.strip() or any(_is_desk(each) for each in media.lower().split(","))


def _is_desk(media: str) -> bool:
    for bound, number, unit, other in _FEATURE.findall(media):
        width = float(number or 0) * (1 if unit == "px" else 16)
        if (
            (other and "light" not in other)
            or (bound == "min" and width > _WIDTH)
            or (bound == "max" and width < _WIDTH)
        ):
            return False
    return set(_FEATURE.sub(" ", media).split()) <= {"screen", "all", "only", "and"}


def _read_selector(text: str) -> tuple[Simple, ...]:
    """The chain of a selector; empty where it asks for more than elements within elements."""
    chain = []
    for word in text.replace(">", " ").split():
        match = _COMPOUND.fullmatch(word)
        if match is None:
            return ()
        tag = (match[1] or "").lower().replace("*", "")
        chain.append(Simple(tag, tuple(_PART.findall(match[2]))))
    return tuple(chain)


def _has(node: Node, part: tuple[str, ...]) -> bool:
    name, class_, attribute, sign, wanted = part
    if name:
        return node.given.get("id") == name
    if class_:
        return class_ in node.classes
    stated = node.given.get(attribute.lower())
    if stated is None or not sign:
        return stated is not None
    match sign:
        case "~=":
            return wanted in stated.split()
        case "^=":
            return stated.startswith(wanted)
        case "$=":
            return stated.endswith(wanted)
        case "*=":
            return wanted in stated
        case _:
            return stated == wanted


def _is_within(chain: Sequence[Simple], around: Sequence[Node]) -> bool:
    """Whether the elements around one hold a chain, the nearest last."""
    left = len(chain)
    for node in reversed(around[-_ABOVE:]) if left else ():
        if chain[left - 1].selects(node):
            left -= 1
            if not left:
                break
    return not left
