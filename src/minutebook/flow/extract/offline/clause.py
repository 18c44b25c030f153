"""Spoken sentences cut into clauses that can be told to somebody else: named instead of "I", dated, without what carries nothing."""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from minutebook.flow.extract.offline.figures import figures
from minutebook.flow.extract.offline.lexicon import Lexicon, plain, read_lexicon
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.patterns import read_patterns, read_words
from minutebook.flow.extract.offline.statement import given_name, statement
from minutebook.flow.extract.offline.weight import content
from minutebook.text.dates import DateSpan

SPEAKS = 0.25
"""What is left of a clause's worth where it speaks to somebody or of somebody unnamed."""
LONG = 26
"""Words above which a clause rambles."""


class Clause(msgspec.Struct, frozen=True):
    """``text`` begins small unless it is a name; ``clear`` is how well it reads alone, 0 to 1; ``free`` whether it needs nothing before it."""

    text: str
    line: int
    turn: int
    clear: float
    free: bool
    words: int


def read_clauses(lines: Sequence[Line], people: People, lexicon: Lexicon) -> tuple[Clause, ...]:
    """The clauses of a talk in order; questions and talk about the talk are left out."""
    found = []
    for line in lines:
        if line.question or lexicon.narration.search(line.plain):
            continue
        found += _cut(_told(line, people, lexicon), line, lexicon.verbs | _ORDERS)
    return tuple(found)


def _told(line: Line, people: People, lexicon: Lexicon) -> str:
    """A line as it would be told: the speaker named, days of the month with their month."""
    called = tuple({line.text[name.start : name.end] for name in line.names if name.present})
    said = statement(dated(line), lexicon, given_name(people.name(line.speaker)), called)
    said = _DROP.sub("", said)
    return " ".join(said.split())


def dated(line: Line) -> str:
    """The text with its bare days of the month ("the thirteenth") as dates ("13 May"), where the month is known."""
    text = line.text
    for span in sorted(_days_ahead(line), key=lambda s: -s.start):
        found = _ORDINAL.fullmatch(plain(line.text[span.start : span.end])) if span.value else None
        if found and span.value:
            text = f"{text[: span.start]}{found['before'] or ''}{span.value.day} {span.value:%B}{text[span.end :]}"
    return text


def _days_ahead(line: Line) -> tuple[DateSpan, ...]:
    """The dates of a line that looks ahead: a bare day resolves to the next one, which is wrong of what has been."""
    return () if _PAST.search(line.plain) else line.dates


def read_days(lines: tuple[Line, ...]) -> dict[str, str]:
    """The bare days of the month that a talk names, each with its date where it is always the same one: "the 13th" is "13 May"."""
    found: dict[str, set[str]] = {}
    for line in lines:
        for span in _days_ahead(line):
            said = _ORDINAL.fullmatch(plain(line.text[span.start : span.end])) if span.value else None
            if said and span.value:
                bare = plain(line.text[span.start : span.end]).removeprefix(said["before"] or "")
                for form in {bare, figures(bare)}:
                    if form.startswith("the "):
                        found.setdefault(form, set()).add(f"{span.value.day} {span.value:%B}")
    return {said: next(iter(days)) for said, days in found.items() if len(days) == 1}


def lower_first(text: str) -> str:
    """With a small first letter, where the word is one that never needs a capital."""
    first = plain(text.split(" ", 1)[0].strip(",.;:"))
    order = first in read_lexicon().verbs and _OBJECT.match(plain(text))
    return text[:1].lower() + text[1:] if order or first in _small() else text


@cache
def _small() -> frozenset[str]:
    return read_lexicon().function_words - {"i", "i'm", "i've", "i'll", "i'd"} | frozenset(
        read_words("summary")["small"].split()
    )


def _cut(text: str, line: Line, orders: frozenset[str]) -> list[Clause]:
    pieces = [piece.strip(" ,.;:-–—!…") for piece in _BREAK.split(text)]
    found = []
    for n, piece in enumerate(pieces):
        words = len(piece.split())
        if not content(piece):
            continue
        head = plain(piece)
        first = head.split(" ", 1)[0]
        free = first not in orders and (n == 0 or not _BOUND.match(head)) and bool(_FINITE.search(head))
        found.append(Clause(piece, line.id, line.turn, _clarity(head, words), free, words))
    return found


def _clarity(head: str, words: int) -> float:
    patterns = read_patterns("summary_clauses")
    value = 1.0
    if patterns["points"].match(head):
        value *= 0.6
    if patterns["speaks"].search(head):
        value *= SPEAKS
    if patterns["ours"].search(head):
        value *= 0.85
    if patterns["vague"].search(head):
        value *= 0.8
    if patterns["chat"].search(head):
        value *= 0.3
    return value if words < LONG else 0.6 * value


_ORDERS = frozenset("let's don't not".split())
_DROP = re.compile(
    r"(?<=[\w,]),? (?:actually|really|basically|obviously|honestly|literally|just|sort of|kind of|you know|I think|I mean|to be honest|as well|a bit|at the moment|quite|apparently|myself|ourselves|weirdly|again)\b,?(?= )",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"[a-z]+ (?:the|an?|us|it|them|him|her|my|our|your|their|his|some|this|that|these|those|all|to|up|out) "
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|didn't|wasn't|been|since|last|ago|went|came|got|gave|said|told|sent|took|made|left|ran|held|met|yesterday|\w{2,}ed)\b"
)
_ORDINAL = re.compile(
    r"(?P<before>by |on |until |till )?(?:the )?(?:\w+-)?(?:\w+(?:first|second|third|th)|first|second|third|\d+(?:st|nd|rd|th))"
)
_SUBJECT = r"(?:it|that|this|there|he|she|they|we|you|I|who|what|nobody|everybody|somebody|everything|nothing)"
_BREAK = re.compile(
    rf"[;:] |, (?=(?:and|but|so|because|which|cause|then|or|if|unless|when|while|except|though) )|, (?={_SUBJECT}\b)|, (?=(?:[A-Z][\w-]+|the [\w-]+) (?:is|has|will|was|are|were|doesn't|wants|said|says)\b)"
    rf"| (?=(?:and|but|so|because) (?:{_SUBJECT}|the|[A-Z][\w-]+)\b)|(?<=\w)[.!?] (?=\w)",
)
_BOUND = re.compile(
    r"(?:and|but|so|because|which|who|cause|or|if|unless|when|while|then|than|except|though|with|without|to|of|for|in|on|at|from|until)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|be|has|have|had|do|does|did|will|would|can|could|should|must|may|might|need|needs|want|wants|got|get|gets|went|goes|go|came|comes|said|says|starts?|ends?|runs?|ran|costs?|takes?|took|gave|gives?|sent|made|makes?|put|puts|left|stays?|stops?|moved|keeps?|kept|lost|let|closes?|opens?|means?|don't|can't|won't|doesn't|isn't|aren't|wasn't|couldn't|\w+ed)\b|'(?:s|re|ve|ll|d|m)\b"
)
