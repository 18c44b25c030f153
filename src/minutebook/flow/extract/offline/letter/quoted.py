"""The earlier mails that a mail quotes, as lines with the days on which they were written: what its "see you then" refers to, and no more."""

from collections.abc import Iterator, Sequence
from datetime import date

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import plain
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import find_dates

MOST = 6
"""Quoted mails that are looked at, newest first."""


def read_history(quoted: str, day: date) -> Iterator[tuple[date, tuple[Line, ...]]]:
    """The quoted mails, newest first, each with its day; ``day`` is that of the mail that quotes them."""
    passages: list[list[str]] = [[]]
    days = [day]
    marked = 0
    for raw in quoted.splitlines():
        mark = _MARK.match(raw)
        depth = mark[0].count(">") if mark else 0
        text = raw[mark.end() if mark else 0 :].strip()
        head = _HEAD.match(text) or _WROTE.search(text)
        if (head or depth != marked) and any(passages[-1]) and len(passages) <= MOST:
            passages.append([])
            days.append(days[-1])
        marked = depth
        if head:
            days[-1] = _day(text, days[-1])
        else:
            passages[-1].append(text)
    for written, passage in zip(days, passages, strict=True):
        if any(passage):
            yield written, _lines(passage, written)


def _day(head: str, before: date) -> date:
    """The day that a head names, which is none to come."""
    return next((s.value for s in find_dates(head, before) if s.value and s.value <= before), before)


def _lines(passage: Sequence[str], day: date) -> tuple[Line, ...]:
    """The sentences of one mail; broken lines are joined, paragraphs and items kept apart."""
    text = "\n".join(passage)
    blocks = re.split(r"\n\s*\n|\n(?=[-*•] |\d+[.)] )", text)
    sentences = [s.strip() for block in blocks for s in _ENDS.split(" ".join(block.split())) if s.strip()]
    return tuple(
        Line(n, s, plain(s), None, 0, (), (), find_dates(s, day), Form.PARAGRAPH, None, s.endswith("?"))
        for n, s in enumerate(sentences)
    )


_MARK = re.compile(r"(?: ?>)+")
_HEAD = re.compile(
    r"(?:From|Sent|Date|To|Cc|Subject|Von|Gesendet|Datum|An|Kopie|Betreff|De|Envoyé|À|Objet)\s?: |-{3,}|_{5,}|\*(?:From|Sent|To|Subject|Von|De):\*"
)
_WROTE = re.compile(r"\b(?:wrote|schrieb|a écrit)\b.{0,80}:\s*$")
_ENDS = re.compile(r"(?<=[a-zà-ÿ)\]][.!?])\s+|(?<=\d[?!])\s+|(?<=\d\.)\s+(?=[A-Z][a-z]+ (?!20\d\d)[a-z])")
