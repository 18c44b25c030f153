"""Links to pages, and source text in which the names that have one are linked."""

from collections.abc import Collection, Iterable

from minutebook.model.links import Resolved
from minutebook.text import patterns as re
from minutebook.text.escape import escape_inline, escape_title
from minutebook.text.filenames import fold_stem

_GENERIC_STEMS = frozenset({"readme", "index"})
_REFUSED = re.compile(r"[\[\]|#^]")


def stem_of(path: str) -> str:
    """A note's name without folder and ``.md``."""
    return path.rsplit("/", 1)[-1].removesuffix(".md")


def wikilink(path: str, text: str | None = None, *, block: str = "", shared: Collection[str] = ()) -> str:
    """A link to a note: by its stem, or by its path where the stem is among ``shared`` (folded stems that several notes have).

    Plain text where no link can name the note.
    """
    stem = stem_of(path)
    generic = stem.casefold() in _GENERIC_STEMS or fold_stem(stem) in shared
    target = path.removesuffix(".md") if generic else stem
    if _REFUSED.search(target):
        return escape_title(text or stem)
    target += f"#^{block}" if block else ""
    return f"[[{target}]]" if text is None or text == target else f"[[{target}|{escape_title(text)}]]"


class Names:
    """What names link to in one note: each name always in its head, once in its text."""

    def __init__(self, resolved: Iterable[Resolved], shared: Collection[str] = ()) -> None:
        self._pages = {r.name: r.path for r in resolved if r.path}
        self._shared = shared
        self._linked: set[str] = set()
        longest = sorted(self._pages, key=lambda name: (-len(name), name))
        self._pattern = (
            re.compile("|".join(rf"(?<![\w@]){re.escape(name)}(?!\w)" for name in longest)) if longest else None
        )

    def link(self, name: str) -> str:
        """The name as a link where it has a page, else as text."""
        path = self._pages.get(name)
        return wikilink(path, name, shared=self._shared) if path else escape_title(name)

    def escape(self, text: str) -> str:
        """Source text as one inactive line, the first mention of each name that has a page linked."""
        text = " ".join(text.split())
        pieces: list[str] = []
        at = 0
        for found in self._pattern.finditer(text) if self._pattern else ():
            if found[0] in self._linked:
                continue
            self._linked.add(found[0])
            pieces += [_escape_piece(text[at : found.start()], first=at == 0), self.link(found[0])]
            at = found.end()
        return "".join([*pieces, _escape_piece(text[at:], first=at == 0)])


def _escape_piece(text: str, *, first: bool) -> str:
    """Part of a line, with the blanks around it; what is active only where a line begins is so in the first part alone."""
    words = text.strip()
    if not words:
        return text
    before, after = text[: text.index(words)], text[text.index(words) + len(words) :]
    return before + (escape_inline(words) if first else escape_inline(f"x{words}")[1:]) + after
