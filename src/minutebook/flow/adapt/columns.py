"""Names that stand side by side on one line, as those who sign a paper do: kept apart where white space is folded."""

from collections.abc import Sequence

from minutebook.text import patterns as re
from minutebook.text.names import fold, lexicon

_GAP = re.compile(r"\s{2,}|\s*\t\s*")
_RULED = re.compile(r"\s+(?:[|/]|_{3,})\s+|\s{2,}|\s*\t\s*")
_NAME = re.compile(
    r"(?:[A-Z][a-z ]{1,20}: ?)?(?:[A-ZÀ-Þ][\w.]{0,6}\.? )?[A-ZÀ-Þ][\w'’.-]+(?: (?:[a-zà-ÿ]{1,3} ){0,2}[A-ZÀ-Þ][\w'’-]*\.?){1,4}(?: ?[,(][^.!?]{1,40})?"
)
FEWEST = 2
"""Names that make a line one of columns."""


def part_names(line: str) -> str:
    """The line with a bar in each wide gap, where names stand on both sides of one ("Ana Ruiz      Ben Holm")."""
    if "  " not in line and "\t" not in line:
        return line
    parts = _GAP.split(line.strip())
    return " | ".join(part for part in parts if part) if _are_names(parts) else line


def split_names(line: str) -> list[str]:
    """The columns of a line in which names stand, also between bars and strokes; the line alone where there are none."""
    parts = _RULED.split(line.strip())
    return [part for part in parts if part] if _are_names(parts) else [line]


def _are_names(parts: Sequence[str]) -> bool:
    return sum(map(_is_name, parts)) >= FEWEST or (len(parts) >= FEWEST and all(map(_is_given, parts)))


def _is_name(part: str) -> bool:
    return _NAME.fullmatch(part) is not None


def _is_given(part: str) -> bool:
    return part[:1].isupper() and lexicon().is_name(fold(part))
