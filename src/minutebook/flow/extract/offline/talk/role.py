"""People told of by what they do: "the structural engineer will look at it", "our two designers"."""

from collections.abc import Iterator

import msgspec

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re


class Role(msgspec.Struct, frozen=True):
    """Where a role is said in a line; ``name`` is nobody's."""

    start: int
    end: int
    name: None = None


def find_roles(line: Line) -> Iterator[Role]:
    """The roles of a line that nobody's name stands in."""
    if _ROLE.search(line.plain) is None:
        return
    for match in _ROLE.finditer(line.plain):
        if all(name.end <= match.start() or match.end() <= name.start for name in line.names):
            yield Role(match.start(), match.end())


HELD = (
    r"(?:accountant|analyst|architect|assistant|builder|buyer|caretaker|chair(?:man|woman|person)?|clerk|coach|contractor|coordinator|designer|developer|director"
    r"|editor|electrician|engineer|executive|expert|foreman|joiner|lawyer|manager|nurse|officer|plumber|printer|producer|secretary|solicitor|specialist|supplier"
    r"|surveyor|teacher|technician|treasurer)"
)
"""What people may be to a piece of work."""
_ROLE = re.compile(rf"\b(?:the|our|your|my) (?:[a-z-]+ ){{0,2}}?{HELD}s?\b(?!')")
