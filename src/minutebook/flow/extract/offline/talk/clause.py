"""Spoken sentences cut into clauses that can be told to somebody else: named instead of "I", dated, without what carries nothing."""

from collections.abc import Collection, Iterator, Sequence
from functools import cache

import msgspec

from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.refer import sole_person
from minutebook.flow.extract.offline.talk.standing import how_clear
from minutebook.flow.extract.offline.talk.statement import given_name, hedges, statement, tells_of_person
from minutebook.flow.extract.offline.words.figures import figures
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain, read_lexicon
from minutebook.flow.extract.offline.words.patterns import read_words
from minutebook.flow.extract.offline.words.whole import is_whole
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan

PIECE = 0.85
"""What is left of how well words read that are only part of a sentence."""
LEAST_CLEAR = 0.2
LEAST, MOST = 4, 26
"""Words of what is told of one line."""


class Clause(msgspec.Struct, frozen=True):
    """What can be told of a line, a sentence without its last stop; ``clear`` is how well it reads, 0 to 1. ``leans``: only after what was said just before."""

    text: str
    line: int
    clear: float
    leans: bool = False


def read_clauses(
    lines: Sequence[Line], people: People, lexicon: Lexicon, among: Sequence[Line] | None = None
) -> tuple[Clause, ...]:
    """What can be told of a talk, in order, of some lines ``among`` it: whole sentences and clauses of them that need no other; no questions, no talk about the talk, nothing to or of somebody unnamed."""
    names = present_names(lines, people)
    found: list[Clause] = []
    for line in lines if among is None else among:
        if not line.question and not _narrates(line, lexicon):
            found += _cut(tell(lines, line, people, lexicon), line, lexicon, names)
    return tuple(found)


def present_names(lines: Sequence[Line], people: People) -> frozenset[str]:
    """The given names of those who speak, in small letters."""
    names = (given_name(people.name(label)) for label in {line.speaker for line in lines})
    return frozenset(plain(name) for name in names if name)


def _narrates(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line says what its speaker does in the talk: "let me share my screen"."""
    return any(lexicon.narration.match(line.plain, will.end()) for will in _WILL.finditer(line.plain))


def tell(lines: Sequence[Line], line: Line, people: People, lexicon: Lexicon) -> str:
    """A line as it would be told: the speaker named, "he" and "she" where only one can be meant, days of the month with their month."""
    called = tuple({line.text[name.start : name.end] for name in line.names if name.present})
    hedged = tells_of_person(line)
    said = statement(dated(line), lexicon, given_name(people.name(line.speaker)), called, hedged=hedged)
    said = " ".join(_sparse(said, hedged=hedged).split())
    opening = _PERSON.match(said)
    if opening and (name := sole_person(tuple(lines), line, opening[0].lower(), lexicon)):
        return f"{name}{said[opening.end() :]}"
    return said


def _sparse(text: str, *, hedged: bool) -> str:
    """The text without words that carry nothing; those that hedge stay where it is ``hedged``."""
    return _DROP.sub(lambda m: m[0] if hedged and hedges(m[0]) else "", text)


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
    return text[:1].lower() + text[1:] if order or first in _small() or _SHORT_FORM.fullmatch(first) else text


@cache
def _small() -> frozenset[str]:
    return read_lexicon().function_words - {"i", "i'm", "i've", "i'll", "i'd"} | frozenset(
        read_words("summary")["small"].split()
    )


def _cut(text: str, line: Line, lexicon: Lexicon, names: Collection[str]) -> Iterator[Clause]:
    """The sentence in full, and the clauses of it that need no other; what holds under conditions in full alone."""
    hedged = tells_of_person(line)
    for sentence in _STOP.split(text):
        whole = _trimmed(sentence, hedged=hedged)
        yield from _as_clause(whole, line, lexicon, names, 1.0)
        pieces = _BREAK.split(whole)
        if len(pieces) > 1 and not _BOUND.search(plain(whole)):
            for piece, onward in zip(pieces, [*pieces[1:], ""], strict=True):
                reason = _REASON.match(onward)
                told = f"{piece}, {onward}" if reason and is_whole(onward[reason.end() :], lexicon) else piece
                yield from _as_clause(_trimmed(told, hedged=hedged), line, lexicon, names, PIECE)


def _trimmed(text: str, *, hedged: bool) -> str:
    return _sparse(_LINK.sub("", text.strip(_EDGES)), hedged=hedged).strip(_EDGES)


def _as_clause(text: str, line: Line, lexicon: Lexicon, names: Collection[str], worth: float) -> Iterator[Clause]:
    if LEAST <= text.count(" ") + 1 <= MOST and is_whole(text, lexicon):
        alone = how_clear(text, lexicon, names)
        clear = worth * (alone or how_clear(text, lexicon, names, after=True))
        if clear >= LEAST_CLEAR:
            yield Clause(text, line.id, clear, leans=not alone)


_DROP = re.compile(
    r"(?<=[\w,]),? (?:actually|really|basically|obviously|honestly|literally|just|sort of|kind of|you know|I think|I mean|to be honest|as well|a bit|at the moment|quite|apparently|myself|ourselves|weirdly|again)\b,?(?= )",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"[a-z]+ (?:the|an?|us|it|them|him|her|my|our|your|their|his|some|this|that|these|those|all|to|up|out) "
)
_SHORT_FORM = re.compile(r"(?:it|he|she|we|they|you|that|there|this|what|who|here)'(?:s|d|ll|re|ve)")
_PAST = re.compile(
    r"\b(?:was|were|had|did|didn't|wasn't|been|since|last|ago|went|came|got|gave|said|told|sent|took|made|left|ran|held|met|yesterday|\w{2,}ed)\b"
)
_ORDINAL = re.compile(
    r"(?P<before>by |on |until |till )?(?:the )?(?:\w+-)?(?:\w+(?:first|second|third|th)|first|second|third|\d+(?:st|nd|rd|th))"
)
_SUBJECT = r"(?:it|that|this|there|he|she|they|we|you|I|who|what|nobody|everybody|somebody|everything|nothing)"
_BREAK = re.compile(
    rf"[;:] |, (?=(?:and|but|so|because|which|cause|then|or|if|unless|when|while|except|though) )|, (?={_SUBJECT}\b)|, (?=(?:[A-Z][\w-]+|the [\w-]+) (?:is|has|will|was|are|were|doesn't|wants|said|says)\b)"
    rf"| (?=(?:and|but|so|because) (?:{_SUBJECT}|the|[A-Z][\w-]+(?! (?:for|about|on|in|at|of)\b))\b)|(?<=\w)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\b[Nn]o(?=[.] \d))[.!?] (?=\w)",
)
_WILL = re.compile(r"\b(?:let me|let's|i'll|i will|i'm (?:going to|gonna|just)|i can|shall i) (?:just |now |quickly )?")
_LINK = re.compile(r"^(?:and|but|so|then|well|now|also|or|plus|yeah|yes|no) (?=\w)", re.IGNORECASE)
_REASON = re.compile(r"because ")
_STOP = re.compile(r"(?<=\w)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\b[Nn]o(?=[.] \d))[.!?;] (?=\w)")
_EDGES = " ,.;:-–—!…"
_BOUND = re.compile(r"\b(?:if|unless|until|till|either|whether|suggest\w*|in case)\b")
"""Words without whose clause another would say something else."""
_PERSON = re.compile(r"(?:[Hh]e|[Ss]he)\b(?!['’])")
