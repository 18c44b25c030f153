r"""The links in one note's text, rewritten in place; every other byte stays.

A link is ``[[target#sub|shown]]``, also embedded, in a table (``\|``) or in a quoted frontmatter value, or Markdown's
``[shown](target)``. What stands in code or in a comment is no link.
"""

from collections.abc import Callable
from urllib.parse import unquote

import msgspec

from minutebook.text import patterns as re
from minutebook.vault.frontmatter import BrokenFrontmatter, find_block, read_fields
from minutebook.vault.note import read_note

_WIKI = re.compile(
    r"(?<!\\)\[\[(?P<target>[^\[\]|#\r\n]*?)(?P<sub>#[^\[\]|\r\n]*?)?(?P<bar>\\?\|)?(?P<shown>(?<=\|)[^\[\]\r\n]*)?\]\]"
)
_MARKDOWN = re.compile(r"\]\((?:<(?P<angled>[^<>\r\n]+)>|(?P<bare>[^()<>\s]+))(?=[)\s])")
_CODE_SPAN = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_SCALAR_START = re.compile(r"[ \t]*(?:-[ \t]+)*(?:[^\s:\"'\[{][^:\r\n]*:[ \t]+)?(?P<quote>['\"]?)")


class Link(msgspec.Struct, frozen=True):
    """Where a link leads (a name or path, without ``#`` part), the part with its ``#``, and its text; None: it shows the target."""

    target: str
    sub: str = ""
    shown: str | None = None


Aim = Callable[[Link], Link | None]
"""Another link to write instead; None: it stays."""


def rewrite_links(text: str, aim: Aim) -> str:
    """The text with every link that ``aim`` answers rewritten. A frontmatter that would then mean something else stays as it is."""
    if "[[" not in text and "](" not in text:
        return text
    span = find_block(text)
    head = text[slice(*span)] if span else ""
    start = span[1] if span else 0
    lines = [
        _rewrite_line(line.text, aim) + line.ending if line.plain else line.text + line.ending
        for line in read_note(text).lines
    ]
    body = "".join(lines)[start:]
    if not span:
        return body
    changed = _rewrite_head(text, head, span, aim)
    return text[: span[0]] + changed + body


def _rewrite_line(line: str, aim: Aim) -> str:
    if "[[" not in line and "](" not in line:
        return line
    pieces: list[str] = []
    at = 0
    for code in _CODE_SPAN.finditer(line):
        pieces += [_rewrite_piece(line[at : code.start()], aim), code[0]]
        at = code.end()
    return "".join([*pieces, _rewrite_piece(line[at:], aim)])


def _rewrite_piece(text: str, aim: Aim) -> str:
    return _MARKDOWN.sub(lambda m: _markdown(m, aim), _WIKI.sub(lambda m: _wiki(m, aim), text))


def _wiki(found: re.Match[str], aim: Aim, escape: Callable[[str], str] = str, read: Callable[[str], str] = str) -> str:
    target, sub, shown = read(found["target"]), found["sub"] or "", found["shown"]
    bare = target.strip()
    wanted = aim(Link(bare, sub, None if found["bar"] is None else read(shown or "")))
    if wanted is None:
        return found[0]
    named = target.replace(bare, wanted.target, 1) if bare else wanted.target
    bar = found["bar"] or "|"
    tail = f"{bar}{escape(wanted.shown)}" if wanted.shown is not None else ""
    return f"[[{escape(named)}{wanted.sub}{tail}]]"


def _markdown(found: re.Match[str], aim: Aim) -> str:
    written = found["angled"] or found["bare"]
    if "://" in written or written.startswith(("#", "mailto:")):
        return found[0]
    path, hash_, rest = written.partition("#")
    wanted = aim(Link(unquote(path), hash_ + unquote(rest), ""))
    if wanted is None:
        return found[0]
    named = wanted.target if path.endswith(".md") == wanted.target.endswith(".md") else f"{wanted.target}.md"
    if found["angled"]:
        return f"](<{named}{wanted.sub}>"
    return "](" + f"{named}{wanted.sub}".replace("%", "%25").replace(" ", "%20").replace("(", "%28").replace(")", "%29")


def _rewrite_head(text: str, head: str, span: tuple[int, int], aim: Aim) -> str:
    """The frontmatter with its links rewritten, where it then reads as it should."""
    changed = "".join(_rewrite_value(line, aim) for line in head.splitlines(keepends=True))
    if changed == head:
        return head
    try:
        before, after = read_fields(text), read_fields(text[: span[0]] + changed + text[span[1] :])
    except BrokenFrontmatter:
        return head
    wanted = {
        key: _rewrite_text(value, aim) if isinstance(value, str) else tuple(_rewrite_text(v, aim) for v in value)
        for key, value in before.items()
    }
    return changed if after == wanted else head


def _rewrite_text(value: str, aim: Aim) -> str:
    return _WIKI.sub(lambda m: _wiki(m, aim), value)


def _rewrite_value(line: str, aim: Aim) -> str:
    start = _SCALAR_START.match(line)
    outer = start["quote"] if start else ""

    def rewrite(found: re.Match[str]) -> str:
        near = line[found.start() - 1 : found.start()]
        quote = near if near and near in "'\"" else outer
        if quote == "'":
            return _wiki(found, aim, lambda t: t.replace("'", "''"), lambda t: t.replace("''", "'"))
        if quote == '"':
            return _wiki(
                found, aim, lambda t: t.replace("\\", "\\\\").replace('"', '\\"'), lambda t: re.sub(r"\\(.)", r"\1", t)
            )
        return _wiki(found, aim)

    return _WIKI.sub(rewrite, line)
