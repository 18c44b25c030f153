"""A mail's text in its parts: what is new, what it quotes, its signature, and what gateways and lists put around it."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum

import msgspec

from minutebook.flow.adapt.mail.wording import (
    BANNER,
    CLOSER,
    DISCLAIMER,
    FOOTER,
    LONGEST_ATTRIBUTION,
    MOBILE,
    RULE,
    SEPARATOR,
    THANKS,
    begins_attribution,
    field_kind,
    is_attribution,
    opens_attribution,
)
from minutebook.text.names import fold

_QUOTE = re.compile(r"[ \t]{0,3}(?:>|\|(?![^|]*\|\s*$))")
_CLOSING_BRACKET = re.compile(r"\s*>\s*(?:[^\W\d_]+(?:\(\w+\))?(?: [^\W\d_]+){0,2}\s*)?[:：]\s*$")
"""The rest of an attribution that was broken before the end of an address."""
_DELIMITER = re.compile(r"\s{0,3}(?:--|—|–|__)\s*")
_SIGNED = re.compile(r"\s*[-–—~]{1,2}\s?[^\W\d_][\w'’.-]*(?:\s[^\W\d_][\w'’.-]*){0,3}\s*")
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w|\bwww\.\w|https?://|(?:\btel|phone|mobile?|cell|fax|\b[tmfp])\b\s*[.:]?\s*[+(]?\d|\+\d[\d ()./-]{7,}\d|\(\d{2,5}\)[ \d/-]{5,}\d|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b"
    r"|\b0\d{2,4}[ /-]\d{2,4}[ -]?\d{2,5}\b",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\W{0,5}[A-ZÀ-ÞА-Я][\w'’.-]*(?:,? (?:[A-ZÀ-ÞА-Я][\w'’.-]*|de|van|von|der|den|da|di|la|le)){1,4},?(?: [A-Z][\w.]{1,5})?\W{0,3}"
)
_SHORT = 90
"""Characters of a signature's lines; longer ones are sentences."""
_TALL = 16
"""Lines of a signature under a closing formula."""
_TALLER = 30
"""Lines under a delimiter that still are a signature."""
_HEAD = 6
"""Paragraphs from the top among which a gateway's banner stands."""


class Label(Enum):
    NEW = 0
    QUOTED = 1
    SIGNATURE = 2
    BOILERPLATE = 3


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
    _mark_quotes(lines, labels)
    for begin, end in _runs(lines, labels):
        _mark_endings(lines, labels, begin, end, {fold(name) for name in sender if name})
    return _gather(lines, labels)


# -- what is quoted


def _mark_quotes(lines: list[str], labels: list[Label]) -> None:
    at, kinds = 0, [field_kind(line) for line in lines]
    while at < len(lines):
        if _QUOTE.match(lines[at]) and not _is_table(lines, at):
            at = _mark_quote(lines, labels, at)
        elif height := _attribution_height(lines, at, kinds):
            at = _mark_history(lines, labels, at, at + height, certain=False)
        elif height := _header_height(lines, at, kinds):
            at = _mark_history(lines, labels, at, at + height, certain=True)
        elif SEPARATOR.fullmatch(lines[at]):
            under = next((n for n in range(at + 1, len(lines)) if lines[n].strip()), len(lines))
            height = _header_height(lines, under, kinds) if under < len(lines) else 0
            at = _mark_history(lines, labels, at, under + height if height else at + 1, certain=True)
        else:
            at += 1


def _is_table(lines: Sequence[str], at: int) -> bool:
    return lines[at].lstrip().startswith("|") and lines[at].rstrip().endswith("|") and len(lines[at].strip()) > 1


def _mark_quote(lines: list[str], labels: list[Label], at: int) -> int:
    """Quoted lines from here on; one without a mark between two with is the end of a broken line."""
    while at < len(lines):
        wrapped = (
            bool(lines[at].strip())
            and at + 1 < len(lines)
            and _QUOTE.match(lines[at + 1]) is not None
            and len(lines[at]) < 40
            and len(lines[at - 1]) > 60
            and not lines[at][:1].isupper()
        )
        if not (_QUOTE.match(lines[at]) or wrapped):
            break
        labels[at] = Label.QUOTED
        at += 1
    return at


def _mark_history(lines: list[str], labels: list[Label], begin: int, end: int, *, certain: bool) -> int:
    """The head of a history, and the history: the marked lines under it, else everything that follows.

    An attribution before any new text, with nothing marked under it, lost its marks: what follows may be the answer.
    """
    for at in range(begin, end):
        labels[at] = Label.QUOTED
    under = next((at for at in range(end, len(lines)) if lines[at].strip()), len(lines))
    if under < len(lines) and _QUOTE.match(lines[under]) and not _is_table(lines, under):
        _mark(labels, end, under, Label.QUOTED)
        return under
    is_first = not any(lines[at].strip() and labels[at] is Label.NEW for at in range(begin))
    if is_first and not certain:
        return end
    for at in range(end, len(lines)):
        labels[at] = Label.QUOTED
    return len(lines)


def _attribution_height(lines: Sequence[str], at: int, kinds: Sequence[str | None]) -> int:
    """How many lines from here are an attribution; 0 for none. Blank lines within a broken one are passed over."""
    if not lines[at].strip() or kinds[at] in {"from", "subject", "to"}:
        return 0
    if is_attribution([lines[at]]):
        return 1
    if not begins_attribution(lines[at]):
        return 0
    taken = [lines[at]]
    for end in range(at + 1, min(at + LONGEST_ATTRIBUTION, len(lines))):
        line = lines[end]
        if (_QUOTE.match(line) and not _CLOSING_BRACKET.match(line)) or not (line.strip() or _is_broken(taken)):
            break
        if line.strip():
            taken.append(line)
        if is_attribution(taken):
            later = any(opens_attribution(taken[n]) and is_attribution(taken[n:]) for n in range(1, len(taken)))
            return 0 if later else end - at + 1
    return 0


def _is_broken(taken: Sequence[str]) -> bool:
    """Whether an attribution that began goes on after a blank line."""
    text = " ".join(taken)
    return text.count("<") > text.count(">") or (
        len(taken) == 1
        and re.match(r"\W{0,3}On .{6,80}\d.{0,60}$", text) is not None
        and "@" not in text
        and len(text.split()) >= 5
        and text[-1:] not in ".!?"
    )


def _header_height(lines: Sequence[str], at: int, known: Sequence[str | None]) -> int:
    """How many lines from here are the header of a quoted mail (a rule above it included); 0 for none."""
    first = at + 1 if RULE.fullmatch(lines[at]) and at + 1 < len(lines) else at
    while first > at and first < len(lines) and not lines[first].strip() and first - at < 3:
        first += 1
    kinds: list[str] = []
    end = first
    while end < len(lines) and end - first < 40:
        kind = known[end]
        if kind is not None:
            kinds.append(kind)
        elif not lines[end].strip() and len(kinds) < 3 and end + 1 < len(lines) and known[end + 1] and kinds:
            pass  # each field in a paragraph of its own
        elif not (
            kinds
            and lines[end].strip()
            and (lines[end][:1].isspace() or "@" in lines[end])
            and kinds[-1] in {"to", "cc", "from"}
        ):
            break
        end += 1
    found = set(kinds)
    enough = {"from"} <= found and len(found & {"sent", "to", "subject"}) >= 2
    from_first = bool(kinds) and kinds[0] in {"from", "subject", "sent"}
    return end - at if enough and from_first else 0


# -- what stands around the new text


def _runs(lines: Sequence[str], labels: Sequence[Label]) -> Iterator[tuple[int, int]]:
    """The stretches of new lines that hold words."""
    begin = 0
    for at in range(len(lines) + 1):
        if at == len(lines) or labels[at] is not Label.NEW:
            if any(line.strip() for line in lines[begin:at]):
                yield begin, at
            begin = at + 1


def _paragraphs(lines: Sequence[str], begin: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start: int | None = None
    for at in range(begin, end + 1):
        filled = at < end and bool(lines[at].strip())
        if filled and start is None:
            start = at
        elif not filled and start is not None:
            found.append((start, at))
            start = None
    return found


def _mark_banners(lines: list[str], labels: list[Label]) -> None:
    """Gateways' banners: the first paragraphs that read like one, wherever among the first few."""
    for begin, end in _paragraphs(lines, 0, len(lines))[:_HEAD]:
        if BANNER.match(" ".join(line.strip(" |>") for line in lines[begin:end])) and not _QUOTE.match(
            lines[begin].replace("|", "")
        ):
            _mark(labels, begin, end, Label.BOILERPLATE)
        elif BANNER.match(lines[begin]) and end - begin > 1:
            _mark(labels, begin, begin + 1, Label.BOILERPLATE)


def _mark_endings(lines: list[str], labels: list[Label], begin: int, end: int, sender: set[str]) -> None:
    """What ends a stretch of new text: from the last paragraph up, boilerplate, signature, closing formula."""
    end = _mark_footer(lines, labels, begin, end)
    delimiter = next((at for at in range(begin, end) if _delimits(lines, at, end)), None)
    if delimiter is not None:
        _mark(labels, delimiter, end, Label.SIGNATURE)
        end = delimiter
    for at in range(begin, end):
        if len(lines[at]) <= _SHORT + 40 and MOBILE.fullmatch(lines[at]) and _ends_here(lines, at, end):
            labels[at] = Label.SIGNATURE
    while end > begin and (not lines[end - 1].strip() or labels[end - 1] is not Label.NEW):
        end -= 1
    start = _find_closing(lines, begin, end, sender)
    if start is not None:
        _mark(labels, start, end, Label.SIGNATURE)


def _ends_here(lines: Sequence[str], at: int, end: int) -> bool:
    """Whether a line about a phone stands where a signature does: alone, or under its paragraph, with nothing long below."""
    return (end - at <= 3 * _TALLER and all(len(line) <= _SHORT + 40 for line in lines[at:end])) or (
        (at == 0 or not lines[at - 1].strip()) and (at + 1 >= end or not lines[at + 1].strip())
    )


def _mark_footer(lines: list[str], labels: list[Label], begin: int, end: int) -> int:
    """Disclaimers and lists' footers at the end; the end of what stands above them."""
    paragraphs = _paragraphs(lines, begin, end)
    for start, stop in reversed(paragraphs):
        text = " ".join(lines[start:stop])
        if not (DISCLAIMER.search(text) or FOOTER.match(text) or _is_list_footer(lines[start:stop])):
            at = next(
                (
                    n
                    for n in range(max(start, stop - _TALLER), stop)
                    if n > start and (FOOTER.match(lines[n]) or _opens_disclaimer(lines, n, stop))
                ),
                None,
            )
            if at is None:
                break
            start = at  # noqa: PLW2901  the footer begins within its paragraph
        if start == begin and stop == end and not FOOTER.match(text):
            break  # a mail of nothing else says this itself
        _mark(labels, start, end, Label.BOILERPLATE)
        end = start
        if end > begin and RULE.fullmatch(lines[end - 1]) and lines[end - 1].strip():
            _mark(labels, end - 1, end, Label.BOILERPLATE)
            end -= 1
    return end


def _opens_disclaimer(lines: Sequence[str], at: int, stop: int) -> bool:
    return (
        bool(RULE.fullmatch(lines[at]))
        and DISCLAIMER.search(" ".join(lines[at + 1 : min(stop, at + _TALL)])) is not None
    )


def _is_list_footer(paragraph: Sequence[str]) -> bool:
    return bool(re.fullmatch(r"\s*_{2,}\s*", paragraph[0])) and any(FOOTER.match(line) for line in paragraph[1:])


def _delimits(lines: Sequence[str], at: int, end: int) -> bool:
    """Whether a line sets a signature off: little follows it, nothing long, and under a mere rule somebody's contacts."""
    exact, usual = lines[at].strip() == "--", _DELIMITER.fullmatch(lines[at]) is not None
    if not (exact or usual or RULE.fullmatch(lines[at])) or end - at > 3 * _TALLER:
        return False
    below = [line for line in lines[at + 1 : end] if line.strip()]
    if exact:
        return len(below) <= _TALLER
    if len(below) > _TALL or sum(len(line) > _SHORT for line in below) > 1:
        return False
    return usual or _has_contacts(below)


def _has_contacts(lines: Sequence[str]) -> bool:
    return any(_CONTACT.search(line) for line in lines) and not any(line.rstrip().endswith("?") for line in lines)


def _find_closing(lines: Sequence[str], begin: int, end: int, sender: set[str]) -> int | None:
    """Where the closing formula, or the sender's own name, begins what ends the text; None where the text just ends."""
    low = max(begin, end - _TALL)
    for at in range(low, end):
        below = [line for line in lines[at + 1 : end] if line.strip()]
        if any(len(line) > _SHORT or line.rstrip().endswith("?") for line in below):
            continue
        alone = at == begin or not lines[at - 1].strip() or len(lines[at]) < _SHORT
        if alone and _closes(lines, at, begin, below):
            return at
        if _is_sender(lines[at], sender) and (at > begin) and (not lines[at - 1].strip() or at == end - 1):
            return at
    if (block := _find_contacts(lines, begin, end)) is not None:
        return block
    last = lines[end - 1] if end > begin else ""
    if end - 1 > begin and _SIGNED.fullmatch(last) and not lines[end - 2].lstrip().startswith(("-", "–", "—")):
        return end - 1
    return None


def _find_contacts(lines: Sequence[str], begin: int, end: int) -> int | None:
    """Where a last paragraph begins that is a name and how to reach it, without any formula above."""
    paragraphs = _paragraphs(lines, begin, end)
    if len(paragraphs) < 2:
        return None
    start, stop = paragraphs[-1]
    block = lines[start:stop]
    is_short = 2 <= len(block) <= _TALL and all(len(line) <= _SHORT for line in block)
    return start if is_short and _NAME.fullmatch(block[0]) and _has_contacts(block[1:]) else None


def _closes(lines: Sequence[str], at: int, begin: int, below: Sequence[str]) -> bool:
    """Whether a line is a closing formula: alone or with a name, over a name or nothing; thanks may be all that is said."""
    closers = [CLOSER.fullmatch(part) for part in re.split(r"\s[/|]\s", lines[at])]  # in two languages
    closer = closers[-1]
    if closer is None or not all(closers) or (at == begin and THANKS.match(lines[at])):
        return False
    name = closer["name"].split()
    if name and not (closer["end"] and all(word[:1].isupper() or not word[:1].isalpha() for word in name)):
        return False
    words = below[0].split() if below else []
    return len(words) <= 2 or (len(words) <= 6 and below[0].rstrip()[-1:] not in ".!?:;")


def _is_sender(line: str, sender: set[str]) -> bool:
    words = fold(line.strip(" \t-–—*_~,.")).split()
    if not words or len(words) > 5:
        return False
    names = [name.split() for name in sender]
    return any(words == name or (len(words) == 1 and len(words[0]) > 1 and words[0] in name) for name in names) or (
        len(words) <= 3 and any(set(words) <= set(name) for name in names)
    )


def _mark(labels: list[Label], begin: int, end: int, label: Label) -> None:
    for at in range(begin, end):
        labels[at] = label


# -- the parts


def _gather(lines: Sequence[str], labels: Sequence[Label]) -> Parted:
    pieces: list[Piece] = []
    parts: dict[Label, list[str]] = {label: [] for label in Label}
    waiting: list[str] = []
    for label, block in _blocks(lines, labels):
        if label is Label.NEW:
            if pieces and not any(line.strip() for line in waiting) and len(pieces) > 0:
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
