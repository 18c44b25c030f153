"""The read-back at the end: who has got what. It confirms what was agreed; it opens nothing new."""

import re
from dataclasses import dataclass

from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.stems import stems_of
from minutebook.flow.extract.offline.thread import Thread

FROM = 0.6
"""A recap stands in the last two fifths of a talk."""


@dataclass
class Recap:
    """``lines`` that read back, each with its stems."""

    lines: dict[int, frozenset[str]]

    def match(self, thread: Thread) -> int | None:
        """The line that reads a thread back: the one that shares most of its words."""
        best, most = None, 0.0
        for line, stems in self.lines.items():
            shared = len(stems & thread.stems)
            if shared > most and line > thread.first.line:
                best, most = line, shared
        return best


def find_recap(lines: tuple[Line, ...], lexicon: Lexicon) -> Recap:
    """The recap of a talk; without lines where nobody read anything back."""
    begin = int(len(lines) * FROM)
    tells = [line for line in lines[begin:] if _HAS.search(line.plain) and not line.plain.startswith("have you")]
    marked = [line for line in lines[begin:] if lexicon.signs["recap"].search(line.plain)]
    found: dict[int, frozenset[str]] = {}
    for line in tells:
        near = any(0 <= line.id - mark.id <= 8 for mark in marked)
        lists = line.plain.count(",") + line.plain.count(" and ") >= 2
        crowd = sum(abs(other.id - line.id) <= 4 for other in tells) >= 3
        if (near and (lists or crowd)) or (crowd and lists):
            found[line.id] = stems_of(line.plain, lexicon)
    return Recap(found)


_HAS = re.compile(
    r"\b(?:you've got|you have|i've got|you're doing|you're on|[a-z]+'s got|[a-z]+ has|[a-z]+'s (?:me|with me|with \w+|you)\b|is (?:me|with me)\b)"
)
