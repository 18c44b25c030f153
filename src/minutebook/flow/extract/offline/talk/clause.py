"""Spoken sentences cut into clauses that can be told to somebody else: named instead of "I", dated, without what carries nothing."""

from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.statement import given_name, hedges, statement, tells_of_person
from minutebook.flow.extract.offline.words.figures import figures
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain, read_lexicon
from minutebook.flow.extract.offline.words.patterns import read_patterns, read_words
from minutebook.flow.extract.offline.words.weight import content
from minutebook.flow.extract.offline.words.whole import is_whole
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan

POINTS, OURS, VAGUE = 0.4, 0.96, 0.4
"""What is left of how well a clause reads where it begins with a pronoun, says "we", says "thing" or "it"."""
LEAST_CLEAR = 0.2


class Clause(msgspec.Struct, frozen=True):
    """Whole words of one line: ``texts`` are its forms, in full and without what only adds to it; ``clear`` is how well it reads alone, 0 to 1."""

    texts: tuple[str, ...]
    line: int
    clear: float


def read_clauses(lines: Sequence[Line], people: People, lexicon: Lexicon) -> tuple[Clause, ...]:
    """The clauses of a talk that can be told, in order: no questions, no talk about the talk, nothing to or of somebody unnamed."""
    found: list[Clause] = []
    for line in lines:
        if not line.question and not _narrates(line, lexicon):
            found += _cut(_told(line, people, lexicon), line, lexicon)
    return tuple(found)


def _narrates(line: Line, lexicon: Lexicon) -> bool:
    """Whether a line says what its speaker does in the talk: "let me share my screen"."""
    return any(lexicon.narration.match(line.plain, will.end()) for will in _WILL.finditer(line.plain))


def _told(line: Line, people: People, lexicon: Lexicon) -> str:
    """A line as it would be told: the speaker named, days of the month with their month."""
    called = tuple({line.text[name.start : name.end] for name in line.names if name.present})
    hedged = tells_of_person(line)
    said = statement(dated(line), lexicon, given_name(people.name(line.speaker)), called, hedged=hedged)
    return " ".join(_sparse(said, hedged=hedged).split())


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


def _cut(text: str, line: Line, lexicon: Lexicon) -> Iterator[Clause]:
    pieces = [piece.strip(" ,.;:-–—!…") for piece in _BREAK.split(text)]
    for n, piece in enumerate(pieces):
        onward = pieces[n + 1] if n + 1 < len(pieces) else ""
        reason = _REASON.match(onward)
        joined = f"{piece}, {onward}" if reason and is_whole(onward[reason.end() :], lexicon) else ""
        full = _sparse(_LINK.sub("", piece), hedged=tells_of_person(line)).strip(" ,")
        clear = _clarity(plain(full), lexicon) if content(full) else 0.0
        forms = [form for form in (joined, *_shorten(full)) if is_whole(form, lexicon)] if clear >= LEAST_CLEAR else []
        if forms:
            yield Clause(tuple(dict.fromkeys(forms)), line.id, clear)


def _shorten(text: str) -> Iterator[str]:
    """A clause in full, and as far as each place where what follows only adds to it; nothing is cut from what holds under conditions."""
    yield text
    if not (_BOUNDED.search(plain(text)) or hedges(text)):
        for cut in _ADDS.finditer(text):
            short = _TRAIL.sub("", text[: cut.start()]).strip(" ,")
            if not _LACKS.search(short):
                yield short


def _clarity(head: str, lexicon: Lexicon) -> float:
    patterns = read_patterns("summary_clauses")
    if patterns["orders"].match(head) or (head.split(" ", 1)[0] in lexicon.verbs and _OBJECT.match(head)):
        return 0.0
    if patterns["speaks"].search(head) or patterns["chat"].search(head) or patterns["bare"].match(head):
        return 0.0
    value = POINTS if patterns["points"].match(head) else 1.0
    if patterns["ours"].search(head):
        value *= OURS
    return value * VAGUE if patterns["vague"].search(head) else value


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
_ADDS = re.compile(
    r" (?=(?:to (?:the|a|an|my|our|their|his|her|[A-Z]\w+|\d+)|for|on|in|at|by|with|from|because|cause|so|and(?! [A-Z])|which|while|after|before|about(?! \d)|into|over|since|during|around|under)\b)|, "
)
_LACKS = re.compile(
    r"\b(?:need(?:s|ed)?|want(?:s|ed)?|gets?|got|owes?|costs?|takes?|took|makes?|made|gives?|gave|puts?|sends?|sent|buys?|bought|brings?|brought|keeps?|kept|uses?|had)$",
    re.IGNORECASE,
)
"""A verb at an end that lacks what it is of: "the office needs"."""
_BOUNDED = re.compile(
    r"\b(?:not|no|never|nobody|nothing|none|only|if|unless|without|except|until|till|or|either|than|\w+n't|would|could|might|maybe|perhaps|suggest\w*)\b"
)
_TRAIL = re.compile(
    r"(?:[ ,](?:to|for|on|in|at|by|with|from|because|so|and|but|if|when|that|which|who|of|the|a|an|is|are|was|were|or|as|than|we|i|it|they|you|he|she|has|have|will|can|not|about|we're|it's|we've|they're|there's|that's|what|how|where|up|just|only|then))+$",
    re.IGNORECASE,
)
