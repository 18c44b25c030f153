"""A mail's text in its parts: what is new, what it quotes, its signature, and what gateways and lists put around it."""

from collections.abc import Iterator, Sequence

import msgspec

from minutebook.flow.adapt.mail.ending import mark_endings
from minutebook.flow.adapt.mail.history import mark_quotes
from minutebook.flow.adapt.mail.label import QUOTE, Label, find_paragraphs, mark
from minutebook.flow.adapt.mail.wording import BANNER
from minutebook.text.names import fold

_HEAD = 6
"""Paragraphs from the top among which a gateway's banner stands."""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of new lines; ``quoted`` is what the mail quotes just above it, which it answers."""

    lines: tuple[str, ...]
    quoted: str = ""


class Parted(msgspec.Struct, frozen=True):
    """The parts of one mail's text. ``quoted`` is the history that no new text stands under."""

    pieces: tuple[Piece, ...]
    quoted: str = ""
    signature: str = ""
    boilerplate: str = ""


def part_text(text: str, sender: Sequence[str] = ()) -> Parted:
    """The parts of a mail's text; ``sender`` are names and address of who wrote it, which end it."""
    lines = [line.rstrip() for line in text.replace("\xa0", " ").replace("\t", "    ").split("\n")]
    labels = [Label.NEW] * len(lines)
    _mark_banners(lines, labels)
    mark_quotes(lines, labels)
    for begin, end in _runs(lines, labels):
        mark_endings(lines, labels, begin, end, {fold(name) for name in sender if name})
    return _gather(lines, labels)


def _mark_banners(lines: list[str], labels: list[Label]) -> None:
    """Gateways' banners: the first paragraphs that read like one, wherever among the first few."""
    for begin, end in find_paragraphs(lines, 0, len(lines))[:_HEAD]:
        if BANNER.match(" ".join(line.strip(" |>") for line in lines[begin:end])) and not QUOTE.match(
            lines[begin].replace("|", "")
        ):
            mark(labels, begin, end, Label.BOILERPLATE)
        elif BANNER.match(lines[begin]) and end - begin > 1:
            mark(labels, begin, begin + 1, Label.BOILERPLATE)


def _runs(lines: Sequence[str], labels: Sequence[Label]) -> Iterator[tuple[int, int]]:
    """The stretches of new lines that hold words."""
    begin = 0
    for at in range(len(lines) + 1):
        if at == len(lines) or labels[at] is not Label.NEW:
            if any(line.strip() for line in lines[begin:at]):
                yield begin, at
            begin = at + 1


# -- the parts


def _gather(lines: Sequence[str], labels: Sequence[Label]) -> Parted:
    pieces: list[Piece] = []
    parts: dict[Label, list[str]] = {label: [] for label in Label}
    waiting: list[str] = []
    for label, block in _blocks(lines, labels):
        if label is Label.NEW:
            if pieces and not any(line.strip() for line in waiting):
                pieces[-1] = Piece((*pieces[-1].lines, *block), pieces[-1].quoted)
            else:
                pieces.append(Piece(tuple(block), _join(waiting)))
            waiting = []
        elif label is Label.QUOTED:
            waiting += block
        else:
            parts[label] += ["", *block]
    return Parted(tuple(pieces), _join(waiting), _join(parts[Label.SIGNATURE]), _join(parts[Label.BOILERPLATE]))


def _blocks(lines: Sequence[str], labels: Sequence[Label]) -> Iterator[tuple[Label, list[str]]]:
    """Consecutive lines of one label; blank lines of new text alone are nobody's."""
    begin = 0
    for at in range(1, len(lines) + 1):
        if at == len(lines) or labels[at] is not labels[begin]:
            block = list(lines[begin:at])
            if labels[begin] is not Label.NEW or any(line.strip() for line in block):
                yield labels[begin], block
            begin = at


def _join(lines: Sequence[str]) -> str:
    return "\n".join(lines).strip("\n")
