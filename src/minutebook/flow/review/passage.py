"""What was said around an item, read from a source's rendering as a person sees it."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from minutebook.model.queue import Heard
from minutebook.text import patterns as re
from minutebook.text.escape import unescape

_BLOCK = re.compile(r"(?:(?P<text>.*) )?\^u(?P<block>\d+)[ \t]*\Z")
_SPEAKER = re.compile(r"\*\*(?P<name>.+)\*\*[ \t]*\Z")
_TIME = re.compile(r"\*(?P<time>\d+:\d\d(?::\d\d)?)\* ")
_ITEM = re.compile(r"\s*- ")
_BOLD = re.compile(r"\A\*\*(.*)\*\*\Z")
_RULE = re.compile(r"\|(?: --- \|)+\Z")


def read_passages(text: str) -> tuple[Heard, ...]:
    """The blocks of a rendering, in its order."""
    return tuple(_blocks(text.splitlines()))


def _blocks(lines: Sequence[str]) -> Iterator[Heard]:
    speaker: str | None = None
    rows: list[str] = []
    for line in lines:
        block = _BLOCK.match(line)
        name = _SPEAKER.match(line)
        if block is None:
            if name:
                said = unescape(name["name"])
                speaker = None if said == "—" else said
            if line.startswith("|") and not _RULE.match(line):
                rows.append(" · ".join(cell.strip() for cell in line.strip("|").split(" | ")))
            elif line.strip() and not line.startswith("|"):
                rows = []
            continue
        time = _TIME.match(line)
        words = block["text"] if block["text"] is not None else "\n".join(rows)
        words = _BOLD.sub(r"\1", _ITEM.sub("", words[time.end() :] if time else words, count=1))
        shown = unescape(words)
        yield Heard(block=int(block["block"]), text=shown, speaker=speaker, time=time["time"] if time else None)
        rows = []


def around(
    heard: Sequence[Heard], blocks: Collection[int], before: int = 2, after: int = 3, most: int = 14
) -> tuple[Heard, ...]:
    """The blocks that hold these numbers, lit, with some around them; at most ``most``, those of the first lit one before others.

    A number that begins no block is inside the one that begins before it. Empty where none is there.
    """
    starts = {h.block: n for n, h in enumerate(heard)}
    lit = sorted({at for block in blocks if (at := _holding(block, starts)) is not None})
    near = [n for n in range(len(heard)) if any(at - before <= n <= at + after for at in lit)]
    if len(near) > most:
        near = near[:most]
    return tuple(replace(heard[n], lit=n in lit) for n in near)


def _holding(block: int, starts: dict[int, int]) -> int | None:
    if block in starts:
        return starts[block]
    return next((starts[low] for low, high in pairwise([*sorted(starts), block]) if low < block <= high), None)


def naming(heard: Sequence[Heard], name: str, most: int = 3) -> tuple[int, ...]:
    """The first blocks that name somebody or something, by the whole name, else by its first word, else those that they speak."""
    for form in dict.fromkeys((name, name.split(maxsplit=1)[0] if name.split() else name)):
        whole = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)", re.IGNORECASE)
        found = [h.block for h in heard if whole.search(h.text)]
        if found:
            return tuple(found[:most])
    return tuple([h.block for h in heard if h.speaker == name][:1])
