"""The pieces of a read-back: who has got what, till when, clause by clause: "Ben's got the van by Friday and I send you the list"."""

from collections.abc import Iterator

import msgspec

from minutebook.flow.extract.offline.talk.acts import find_vocative, phrase_end
from minutebook.flow.extract.offline.talk.line import Line, Named, People
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan


class Share(msgspec.Struct, frozen=True):
    """One thing that is read back: ``text`` are its words, ``start`` to ``end`` in its line, and ``who`` holds it; ``said``: in words of its own.

    ``after``: where what they have begins. ``phrase`` begins with a verb where the clause has one ("send you the list"), at ``verb``.
    """

    line: int
    start: int
    end: int
    text: str
    who: str | None
    said: bool
    stems: frozenset[str]
    after: int
    day: DateSpan | None = None
    phrase: str = ""
    verb: int = 0


class Holder(msgspec.Struct, frozen=True):
    """Who a clause says has it: a full name, None for somebody that it does not name; ``after`` is where what they have begins."""

    who: str | None
    after: int
    spoken: bool
    """Whether the clause says it at all."""


def find_shares(
    line: Line, people: People, lexicon: Lexicon, pair: tuple[str, str] | None, before: str | None = None
) -> tuple[Share, ...]:
    """The shares of a line; ``pair``: the two voices of a talk that has no third; ``before``: who held the share before it in the same turn."""
    shares = []
    who = before
    called: str | None = None
    for start, end in _clauses(line):
        called = _called(line, start, end) or called
        holder = _holder(line, start, end, people, pair, called)
        who = holder.who if holder.spoken else who
        stems = stems_of(line.text[holder.after : end], lexicon)
        day = next((d for d in line.dates if start <= d.start < end and d.kind is not DateKind.PAST), None)
        if day is not None:
            stems -= stems_of(day.text, lexicon)
        if stems:
            verb, phrase = _work(line, holder.after, end, lexicon)
            shares.append(
                Share(
                    line.id,
                    start,
                    end,
                    line.text[start:end].strip(),
                    who,
                    holder.spoken,
                    stems,
                    holder.after,
                    day,
                    phrase,
                    verb,
                )
            )
    return tuple(shares)


def _clauses(line: Line) -> Iterator[tuple[int, int]]:
    """Where the clauses of a line begin and end: at commas, at "and" and the like, and after a day that another clause follows."""
    cuts = [(0, 0)]
    cuts += [match.span() for match in JOINT.finditer(line.plain)]
    for day in line.dates:
        follows = _OPENS_CLAUSE.match(line.plain, day.end)
        if follows:
            cuts.append((day.end, day.end))
    cuts.sort()
    spans = [(after, before) for (_, after), (before, _) in zip(cuts, [*cuts[1:], (len(line.plain), 0)], strict=True)]
    yield from ((start, end) for start, end in spans if any(map(str.isalnum, line.plain[start:end])))


def _called(line: Line, start: int, end: int) -> str | None:
    """Whom a clause calls by name alone: "Ben," before "you've got the van"."""
    name = next((n for n in line.names if start <= n.start < end), None)
    alone = name is not None and not re.search(r"\w", line.plain[start : name.start] + line.plain[name.end : end])
    return name.name if name is not None and (alone or _YOU.match(line.plain, name.end)) else None


def _holder(
    line: Line, start: int, end: int, people: People, pair: tuple[str, str] | None, called: str | None
) -> Holder:
    last = _LAST.search(line.plain, start, end)
    if last:
        return Holder(_meant(last["who"], last.start("who"), line, people, pair, called), start, spoken=True)
    opening = _OPENING.match(line.plain, start)
    at = opening.end() if opening else start
    me = _ME.match(line.plain, at)
    if me:
        return Holder(people.name(line.speaker), me.end(), spoken=True)
    you = _YOU.match(line.plain, at)
    if you:
        return Holder(_meant("you", at, line, people, pair, called), you.end(), spoken=True)
    name = next((n for n in line.names if n.start == at), None)
    if name is not None:
        has = _HAS.match(line.plain, name.end)
        if has:
            return Holder(name.name, has.end(), spoken=True)
        you = _YOU.match(line.plain, name.end)
        if you:
            return Holder(name.name, you.end(), spoken=True)
    if _WE.match(line.plain, at):
        return Holder(None, at, spoken=True)
    return Holder(None, at, spoken=False)


def _meant(
    word: str, at: int, line: Line, people: People, pair: tuple[str, str] | None, called: str | None
) -> str | None:
    """The full name of "me", "you" or a name."""
    if word in {"me", "mine"}:
        return people.name(line.speaker)
    if word in {"you", "yours"}:
        other = next((label for label in pair if label != line.speaker), None) if pair else None
        return called or find_vocative(line) or people.name(other)
    named: Named | None = next((n for n in line.names if n.start <= at < n.end), None)
    return named.name if named else None


def _work(line: Line, after: int, end: int, lexicon: Lexicon) -> tuple[int, str]:
    """Where the verb of a clause stands, and the work as an order; nothing where the clause has no verb of work."""
    word = _VERB.match(line.plain, after)
    if word is None or word.start("verb") >= end:
        return 0, ""
    said = word["verb"]
    base = next(
        (b for form in (said, said.removesuffix("s"), said.removesuffix("es")) if (b := base_form(form, lexicon))), None
    )
    rest = line.text[word.end("verb") : min(end, phrase_end(line.plain, word.start("verb")))]
    return (word.start("verb"), f"{base}{rest}".strip(" ,")) if base and rest.strip() else (0, "")


JOINT = re.compile(
    r"(?:,|;|:|\.| -| –)? (?:and then |and |then |so |plus |but |next )|[,;:.–] ?|^(?:so |and |right |okay |ok |yes |yeah )+"
)
_OPENS_CLAUSE = re.compile(
    r" (?=(?:i|you|we|he|she|the|that|those|my|your|his|her|\w+'s|\w+ (?:and|has|gets|does|sends|is|will|speaks))\b)"
)
_OPENING = re.compile(
    r"(?:(?:so|and|then|that|now|okay|ok|right|yes|yeah|first thing is|first|also|from my side it's|for me it's) )+"
)
_ME = re.compile(
    r"(?:me,? (?:i(?:'ve| have|'m| do)? )?|i(?:'ve got|'ve|'ll have|'ll|'m to|'m on to|'m on|'m| have got to| have to| have| get| got| do| am)? )(?:got |to )?"
)
_YOU = re.compile(
    r"(?:,? )?you(?:'ve got|'ve|'ll have|'ll|'re to|'re on to|'re on|'re| have got to| have to| have| get| got| do| are)? (?:got |to )?"
)
_HAS = re.compile(
    r"(?:'s (?:got|on|to)|'s(?= [a-z]+ing )|:| -| –|,| has got| has| have| is on| is(?= [a-z]+ing )| does| will| to| on)? (?:got |to )?(?!and\b)"
)
_WE = re.compile(r"(?:we(?:'ve|'re|'ll)?|nobody|neither of us|everybody|everyone|all of us|somebody|it|they) ")
_LAST = re.compile(
    r"\b(?:is|are|'s|that's|with|for|still|stays? with|down to|left with)(?: all)?(?: with| for| to)? (?P<who>me|mine|you|yours|[^\W\d_]+)$"
)
_VERB = re.compile(r"(?:(?:just|also|still|then|only|now) )*(?P<verb>[a-z]+)(?= )")
