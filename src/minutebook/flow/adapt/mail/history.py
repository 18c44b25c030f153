"""What a mail quotes: marked lines, and the histories that mail programs put under an answer."""

from collections.abc import Sequence

from minutebook.flow.adapt.mail.label import QUOTE, Label, mark
from minutebook.flow.adapt.mail.wording import (
    LONGEST_ATTRIBUTION,
    RULE,
    SEPARATOR,
    begins_attribution,
    field_kind,
    is_attribution,
    opens_attribution,
)
from minutebook.text import patterns as re

_CLOSING_BRACKET = re.compile(r"\s*>\s*(?:[^\W\d_]+(?:\(\w+\))?(?: [^\W\d_]+){0,2}\s*)?[:：]\s*$")
"""The rest of an attribution that was broken before the end of an address."""


def mark_quotes(lines: list[str], labels: list[Label]) -> None:
    """Label what is quoted, from the top down."""
    at, kinds = 0, [field_kind(line) for line in lines]
    while at < len(lines):
        if QUOTE.match(lines[at]) and not _is_table(lines, at):
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
            and QUOTE.match(lines[at + 1]) is not None
            and len(lines[at]) < 40
            and len(lines[at - 1]) > 60
            and not lines[at][:1].isupper()
        )
        if not (QUOTE.match(lines[at]) or wrapped):
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
    if under < len(lines) and QUOTE.match(lines[under]) and not _is_table(lines, under):
        mark(labels, end, under, Label.QUOTED)
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
        if (QUOTE.match(line) and not _CLOSING_BRACKET.match(line)) or not (line.strip() or _is_broken(taken)):
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
