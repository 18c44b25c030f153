"""The parties of a contract or a proposal: organisations by name, and what the text calls them ("the Client")."""

import re
from collections.abc import Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.cast import NameSpan
from minutebook.flow.extract.offline.lexicon import plain
from minutebook.flow.extract.offline.line import Line


def find_parties(lines: Sequence[Line], names: Sequence[str]) -> dict[str, str]:
    """By the words in small letters that stand for each party, its name; ``names`` are organisations that may be one."""
    found = {plain(name): name for name in names}
    for line in lines:
        for match in _DEFINED.finditer(line.text):
            full = next((name for name in names if match["name"].endswith(name)), match["name"].strip())
            found[plain(match["short"])] = full
            found.setdefault(f"the {plain(match['short'])}".replace("the the ", "the "), full)
    return found


def with_parties(line: Line, parties: Mapping[str, str]) -> Line:
    """The line with its parties among those whom it names."""
    if not parties:
        return line
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(parties, key=len, reverse=True))) + r")\b")
    taken = [range(name.start, name.end) for name in line.names]
    spans = [
        NameSpan(match.start(), match.end(), parties[match[0]], present=False, known=True)
        for match in pattern.finditer(line.plain)
        if not any(match.start() in span for span in taken)
    ]
    if not spans:
        return line
    return msgspec.structs.replace(line, names=tuple(sorted((*line.names, *spans), key=lambda name: name.start)))


_DEFINED = re.compile(
    r"(?P<name>(?:[A-ZÀ-Þ][\w&.'’-]*)(?:,? (?:and|of|&|[A-ZÀ-Þ(][\w&.'’-]*)){0,5}),? ?\((?:hereinafter |hereafter |referred to as |called )*[\"“‘']?(?P<short>(?:the )?[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?)[\"”’']?\)"
)
