"""Names that stand side by side on one line, as those who sign a paper do: kept apart where white space is folded."""

import re

from minutebook.text.names import fold, lexicon

_GAP = re.compile(r"\s{2,}|\s*\t\s*")
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w.]{0,6}\.? )?[A-ZÀ-Þ][\w'’.-]+(?: (?:[a-zà-ÿ]{1,3} ){0,2}[A-ZÀ-Þ][\w'’-]*\.?){1,4}(?: ?[,(][^.!?]{1,40})?"
)
FEWEST = 2
"""Names that make a line one of columns."""


def part_names(line: str) -> str:
    """The line with a bar in each wide gap, where names stand on both sides of one ("Ana Ruiz      Ben Holm")."""
    if "  " not in line and "\t" not in line:
        return line
    parts = _GAP.split(line.strip())
    named = sum(map(_is_name, parts)) >= FEWEST or (len(parts) >= FEWEST and all(map(_is_given, parts)))
    return " | ".join(part for part in parts if part) if named else line


def _is_name(part: str) -> bool:
    return _NAME.fullmatch(part) is not None


def _is_given(part: str) -> bool:
    return part[:1].isupper() and lexicon().is_name(fold(part))
