"""The read-back at the end: who has got what. It confirms what was agreed, and its names and dates stand; it opens nothing new."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from minutebook.flow.extract.offline.acts import find_vocative
from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.stems import stems_of
from minutebook.flow.extract.offline.thread import Thread

FROM = 0.75
"""A recap stands in the last quarter of a talk."""
LEAST = 0.4
"""Weight of shared words from which a share reads a thread back: one word that at most two threads have."""
LINES_MARKED = 8
"""Lines after "let me read that back" that belong to the recap."""


class Share(msgspec.Struct, frozen=True):
    """One thing that is read back: its words, and whose it is where that is said."""

    line: int
    text: str
    who: str | None
    stems: frozenset[str]


class Recap(msgspec.Struct, frozen=True):
    shares: tuple[Share, ...]
    lines: frozenset[int]

    def match(self, threads: Sequence[Thread]) -> Iterator[tuple[Thread, Share, bool]]:
        """Each share with the thread that it reads back, and whether that is beyond doubt: words that few threads have count most."""
        known = Counter(stem for thread in threads for stem in thread.stems)
        for share in self.shares:
            before = [thread for thread in threads if thread.first.line < share.line]
            rated = sorted(
                ((sum(1 / known[s] for s in share.stems & t.stems), n, t) for n, t in enumerate(before)),
                key=lambda r: (-r[0], r[1]),
            )
            if not rated or rated[0][0] < LEAST:
                continue
            value, _, thread = rated[0]
            clear = len(rated) == 1 or rated[1][0] <= 0.5 * value
            yield thread, share, clear and 2 * len(share.stems & thread.stems) >= len(share.stems)


def find_recap(lines: tuple[Line, ...], people: People, lexicon: Lexicon) -> Recap:
    """The recap of a talk; empty where nobody read anything back."""
    begin = int(len(lines) * FROM)
    marks = [line.id for line in lines[begin:] if lexicon.signs["recap"].search(line.plain)]
    tells = [line for line in lines[begin:] if not line.question and _tells(line, marks)]
    told: list[Line] = []
    for line in tells:
        marked = any(0 <= line.id - mark <= LINES_MARKED for mark in (*marks, *(before.id for before in told)))
        lists = line.plain.count(",") + line.plain.count(" and ") >= 2
        crowd = sum(abs(other.id - line.id) <= 4 for other in tells) >= 3
        several = len(_HOLDS.findall(line.plain)) >= 2
        if (marked or lists or crowd) and (marked + lists + crowd >= 2 or (lists and several)):
            told.append(line)
    pair = _pair(lines)
    shares = tuple(share for line in told for share in _shares(line, people, lexicon, pair))
    return Recap(shares, frozenset(line.id for line in told))


def _tells(line: Line, marks: Sequence[int]) -> bool:
    """Whether a line may read something back: who has got what, or, soon after it was announced, who is doing what."""
    near = any(0 <= line.id - mark <= LINES_MARKED for mark in marks)
    return _HAS.search(line.plain) is not None or (near and _IS_DOING.search(line.plain) is not None)


def _pair(lines: tuple[Line, ...]) -> tuple[str, str] | None:
    """The two speakers of a talk that has no third."""
    labels = sorted({line.speaker for line in lines if line.speaker is not None})
    return (labels[0], labels[1]) if len(labels) == 2 and all(line.speaker for line in lines) else None


def _shares(line: Line, people: People, lexicon: Lexicon, pair: tuple[str, str] | None) -> Iterator[Share]:
    who = None
    start = 0
    for match in [*_COMMA.finditer(line.plain), None]:
        end = match.start() if match else len(line.plain)
        who = _holder(line, start, end, people, pair) or who
        dated = [span for span in line.dates if start <= span.start < end]
        stems = stems_of(line.text[start : dated[0].start if dated else end], lexicon)
        if stems:
            yield Share(line.id, line.text[start:end], who, stems)
        start = match.end() if match else end


def _holder(line: Line, start: int, end: int, people: People, pair: tuple[str, str] | None) -> str | None:
    """Whose a piece of a recap is, by "I've got", "you're ringing", "Ben's got"; "you" is the other one where two talk."""
    has = _HAS.search(line.plain, start, end) or _IS_DOING.search(line.plain, start, end)
    if not has:
        return None
    if has[0].startswith(("i've", "i have", "i am", "i'm")):
        return people.name(line.speaker)
    if has[0].startswith("you"):
        called = next((name.name for name in line.names if name.end in {has.start() - 1, has.start() - 2}), None)
        if called:
            return called
        other = next((label for label in pair if label != line.speaker), None) if pair else None
        return find_vocative(line) or people.name(other)
    named = [name for name in line.names if start <= name.start <= has.end() and name.start < end]
    return named[-1].name if named else None


_IS_DOING = re.compile(r"\b(?:you're|i'm|you are|i am) (?:[a-z]+ing|on|off)\b")
_HOLDS = re.compile(rf"\bgot |{_IS_DOING.pattern}")
_COMMA = re.compile(r",? and |, ")
_HAS = re.compile(
    r"\b(?:you've got|you got|you have|i've got|i got|i have got|you're doing|you're on|i'm doing|(?!(?:he|she|it|that|there|who|what|one)'s)[^\W\d]+'s (?:got|doing)|[^\W\d]+ has got)\b"
)
