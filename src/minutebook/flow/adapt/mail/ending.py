"""What ends the new text of a mail: closing formula, signature, footers and disclaimers."""

from collections.abc import Sequence

from minutebook.flow.adapt.mail.label import Label, find_paragraphs, mark
from minutebook.flow.adapt.mail.wording import (
    CLOSER,
    DISCLAIMER,
    FOOTER,
    MOBILE,
    POSTSCRIPT,
    RULE,
    SMALL_PRINT,
    THANKS,
)
from minutebook.text import patterns as re
from minutebook.text.names import fold

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
_ON_BEHALF = re.compile(r",? (?:(?:for and )?on behalf of|p\.?p\.?|pa to) (?=\w)", re.IGNORECASE)
_STROKE = re.compile(r"\s*[-–—_=*~]{2,}\s*")
_AFTER_NAME = re.compile(r"(?:,? \(?[A-Z][A-Za-z.]{0,6}\)?){0,5}\s*(?:(?:[|•·]|\(\w+/|, [A-Z]).*)?")
"""Letters, pronouns and the rest of a line that a name heads."""
_SHORT = 90
"""Characters of a signature's lines; longer ones are sentences."""
_WRAPPED = 60
"""Characters of a line that its sentence may go on from."""
_TALL = 16
"""Lines of a signature under a closing formula."""
_TALLER = 30
"""Lines under a delimiter that still are a signature."""


def mark_endings(lines: list[str], labels: list[Label], begin: int, end: int, sender: set[str]) -> None:
    """What ends a stretch of new text: from the last paragraph up, boilerplate, signature, closing formula."""
    stop = end
    end = _mark_footer(lines, labels, begin, end, sender)
    delimiter = next((at for at in range(begin, end) if _delimits(lines, at, end)), None)
    if delimiter is not None:
        mark(labels, delimiter, end, Label.SIGNATURE)
        end = delimiter
    for at in range(begin, end):
        if len(lines[at]) <= _SHORT + 40 and MOBILE.fullmatch(lines[at]) and _ends_here(lines, at, end):
            labels[at] = Label.SIGNATURE
    while end > begin and (not lines[end - 1].strip() or labels[end - 1] is not Label.NEW):
        end -= 1
    start = _find_closing(lines, begin, end, sender)
    if start is not None:
        mark(labels, start, end, Label.SIGNATURE)
    for first, last in find_paragraphs(lines, begin, stop):
        if POSTSCRIPT.match(lines[first]):
            mark(labels, first, last, Label.NEW)


def _ends_here(lines: Sequence[str], at: int, end: int) -> bool:
    """Whether a line about a phone stands where a signature does: alone, or under its paragraph, with nothing long below."""
    return (end - at <= 3 * _TALLER and all(len(line) <= _SHORT + 40 for line in lines[at:end])) or (
        (at == 0 or not lines[at - 1].strip()) and (at + 1 >= end or not lines[at + 1].strip())
    )


def _mark_footer(lines: list[str], labels: list[Label], begin: int, end: int, sender: set[str]) -> int:
    """Disclaimers and lists' footers at the end; the end of what stands above them."""
    paragraphs = find_paragraphs(lines, begin, end)
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
        elif (at := _find_disclaimer(lines, start, stop)) is not None and any(
            _is_sender(line, sender) or CLOSER.fullmatch(line) or _CONTACT.search(line) for line in lines[start:at]
        ):
            start = at  # noqa: PLW2901  what stands above is a signature
        if start == begin and stop == end and not FOOTER.match(text):
            break  # a mail of nothing else says this itself
        mark(labels, start, end, Label.BOILERPLATE)
        end = start
        if end > begin and RULE.fullmatch(lines[end - 1]) and lines[end - 1].strip():
            mark(labels, end - 1, end, Label.BOILERPLATE)
            end -= 1
    return end


def _find_disclaimer(lines: Sequence[str], start: int, stop: int) -> int | None:
    """The line of a paragraph in which its disclaimer begins; a sentence that wraps begins where its lines do."""
    at = next((n for n in range(start, stop) if DISCLAIMER.search(lines[n])), None)
    while at is not None and at > start and len(lines[at - 1]) > _WRAPPED and lines[at - 1][-1] not in ".!:":
        at -= 1
    return at


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
        if _goes_on(lines, at + 1, end, sender):
            continue
        alone = at == begin or not lines[at - 1].strip() or len(lines[at]) < _SHORT
        if alone and _closes(lines, at, begin, below):
            return at
        if _is_sender(lines[at], sender) and at > begin:
            if not lines[at - 1].strip() or at == end - 1:
                return at
            if _STROKE.fullmatch(lines[at - 1]):
                return at - 1
    if (block := _find_contacts(lines, begin, end)) is not None:
        return block
    last = lines[end - 1] if end > begin else ""
    if end - 1 > begin and _SIGNED.fullmatch(last) and not lines[end - 2].lstrip().startswith(("-", "–", "—")):
        return end - 1
    return None


def _goes_on(lines: Sequence[str], begin: int, end: int, sender: set[str]) -> bool:
    """Whether something is said below: a question, or a sentence that is no small print and not joined to the sender's block."""
    signed = _is_sender(lines[begin - 1], sender)
    for at in range(begin, end):
        line = lines[at].rstrip()
        signed = bool(line) and (signed or _is_sender(line, sender))
        if line.endswith("?") or (len(line) > _SHORT and not signed and not SMALL_PRINT.search(line)):
            return True
    return False


def _find_contacts(lines: Sequence[str], begin: int, end: int) -> int | None:
    """Where a last paragraph begins that is a name and how to reach it, without any formula above."""
    paragraphs = find_paragraphs(lines, begin, end)
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
    words = _ON_BEHALF.split(below[0], maxsplit=1)[0].split() if below else []
    return len(words) <= 2 or (len(words) <= 6 and below[0].rstrip()[-1:] not in ".!?:;")


def _is_sender(line: str, sender: set[str]) -> bool:
    text = line.replace("*", "").strip(" \t-–—_~,.")
    words = fold(text).split()
    full = next((name for name in sender if " " in name and fold(text).startswith(name)), None)
    if full and len(text) <= _SHORT + 40 and _AFTER_NAME.fullmatch(text, len(full)):
        return True
    if not words or len(words) > 5:
        return False
    names = [name.split() for name in sender]
    return any(words == name or (len(words) == 1 and len(words[0]) > 1 and words[0] in name) for name in names) or (
        len(words) <= 3 and any(set(words) <= set(name) for name in names)
    )
