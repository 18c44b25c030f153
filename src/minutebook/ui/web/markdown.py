"""Notes as HTML: what Obsidian shows of them, with nothing in them active.

HTML in a note is shown as text, images are not loaded, links go to the book's own pages or, in mail's and the web's schemes
alone, outside.
"""

from collections.abc import Sequence
from functools import cache
from html import escape
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from minutebook.text import patterns as re

_WIKILINK = re.compile(r"!?\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_BLOCK_ID = re.compile(r"\s*\^([a-zA-Z0-9-]+)\s*\Z")
_BOX = re.compile(r"\[(.)\]\s")
_BOXES = {
    "?": ("proposed", "proposed"),
    " ": ("open", "open"),
    "/": ("started", "in progress"),
    "x": ("done", "done"),
    "-": ("cancelled", "cancelled"),
    "R": ("rejected", "rejected"),
}
_FRONTMATTER = re.compile(r"\A---\r?\n.*?\n---\r?\n", re.DOTALL)
_OUTSIDE = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_MACHINE_TAGS = re.compile(r"(?:\s+#(?:task|proposed|auto)(?![\w/-]))+")


def link_to(target: str) -> str:
    """The app's address for what stands in a wikilink; it is looked up when somebody follows it."""
    return f"/to?link={quote(target, safe='')}"


def as_html(text: str) -> Markup:
    """A note's body, without its frontmatter and its queries."""
    return Markup(_reader().render(_FRONTMATTER.sub("", text)))  # noqa: S704 - made of escaped text


def line_html(text: str) -> Markup:
    """One line: links, emphasis, nothing else."""
    return Markup(_reader().renderInline(_MACHINE_TAGS.sub("", text)))  # noqa: S704 - made of escaped text


def link_html(link: str, words: str = "") -> Markup:
    """A wikilink as a link of the app; other text as it is."""
    found = _WIKILINK.fullmatch(link.strip())
    if not found:
        return Markup.escape(words or link)
    return Markup(_anchor(link_to(found[1]), words or found[2] or found[1]))  # noqa: S704 - made of escaped text


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).enable(
        ["table", "strikethrough"]
    )
    reader.disable(["image", "reference"])
    reader.inline.ruler.before("link", "wikilink", _take_wikilink)
    reader.core.ruler.push("marks", _take_marks)
    reader.add_render_rule("wikilink", _render_wikilink)
    reader.add_render_rule("box", _render_box)
    reader.add_render_rule("fence", _render_query)
    reader.add_render_rule("link_open", _render_link)
    return reader


def _take_wikilink(state: StateInline, silent: bool) -> bool:
    found = _WIKILINK.match(state.src, state.pos)
    if not found:
        return False
    if not silent:
        token = state.push("wikilink", "", 0)
        token.meta = {"target": found[1]}
        token.content = found[2] or found[1].replace("#^", " ").replace("#", " › ")
    state.pos = found.end()
    return True


def _take_marks(state: StateCore) -> None:
    """Block ids become the ids of their elements; boxes of list items become signs."""
    opened: list[Token] = []
    for token in state.tokens:
        if token.nesting == 1:
            opened.append(token)
        elif token.nesting == -1:
            opened.pop()
        if token.type != "inline" or not token.children:
            continue
        last, first = token.children[-1], token.children[0]
        block = _BLOCK_ID.search(last.content) if last.type == "text" else None
        if block and opened:
            last.content = last.content[: block.start()]
            holder = opened[-2] if len(opened) > 1 and opened[-2].type == "list_item_open" else opened[-1]
            holder.attrSet("id", block[1])
        box = _BOX.match(first.content) if first.type == "text" else None
        if box and len(opened) > 1 and opened[-2].type == "list_item_open":
            first.content = first.content[box.end() :]
            token.children.insert(0, Token("box", "", 0, content=box[1]))
            opened[-2].attrJoin("class", "task")
        for child in token.children:
            if child.type == "text":
                child.content = _MACHINE_TAGS.sub("", child.content)


def _anchor(href: str, words: str) -> str:
    return f'<a href="{escape(href)}">{escape(words)}</a>'


def _render_wikilink(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Any) -> str:
    return _anchor(link_to(tokens[at].meta["target"]), tokens[at].content)


def _render_box(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Any) -> str:
    sign, said = _BOXES.get(tokens[at].content, ("open", "open"))
    return f'<span class="box {sign}" role="img" aria-label="{said}"></span> '


def _render_query(_: RendererHTML, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Code as it stands; a query that only Obsidian answers is left out."""
    token = tokens[at]
    if token.info.split()[:1] in (["tasks"], ["base"], ["dataview"], ["dataviewjs"], ["query"]):
        return ""
    return f"<pre><code>{escape(token.content)}</code></pre>\n"


def _render_link(renderer: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: Any) -> str:
    token = tokens[at]
    href = str(token.attrGet("href") or "")
    if not _OUTSIDE.match(href):
        token.attrSet("href", "#")
    else:
        token.attrSet("rel", "noreferrer noopener")
    return renderer.renderToken(tokens, at, options, env)
