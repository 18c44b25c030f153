"""Acts that no pattern knows: clauses of lines that the reader of lines takes for part of how a task came about, or that deal out work."""

from collections.abc import Iterator, Sequence

import numpy as np

from minutebook.flow.extract.offline.talk.acts import Act, Kind, find_vocative, phrase_end, skip_adverbs, word_at
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.role import HELD
from minutebook.flow.extract.offline.talk.sense import MINE, YOURS
from minutebook.flow.extract.offline.talk.unscripted import Unscripted
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.model.source import Form
from minutebook.text import patterns as re

LEAST = 0.0
"""Log odds from which a line without an act of its own is read again: from -.7 and .7 on fewer tasks of left-out meetings are right."""
DEALT = -2.0
"""Log odds from which a line that tells what somebody is to do deals it out: of AMI's lines from there on two in five do."""


def find_loose(
    lines: Sequence[Line],
    acts: Sequence[Act],
    senses: np.ndarray,
    lexicon: Lexicon,
    unscripted: Unscripted | None = None,
) -> tuple[Act, ...]:
    """The acts and, in lines that have none, one loose act each where they sound like work, and those that deal it out; in order."""
    taken = {act.line for act in acts}
    found = [
        act
        for line, (mine, yours) in zip(lines, senses[:, [MINE, YOURS]].tolist(), strict=True)
        if max(mine, yours) >= LEAST
        and line.id not in taken
        and line.form is not Form.HEADING
        and not lexicon.act.search(line.plain)
        for act in _read(line, mine > yours, lexicon)
    ]
    if unscripted is not None:
        taken |= {act.line for act in found}
        found += [act for line in lines if line.id not in taken for act in _dealt(line, unscripted, lexicon)]
    return tuple(sorted((*acts, *found), key=lambda act: (act.line, act.start)))


def _dealt(line: Line, unscripted: Unscripted, lexicon: Lexicon) -> Iterator[Act]:
    """What a line gives somebody to do: "the designer over here is gonna work on the case", "and you guys will be making a model"."""
    if line.form is Form.HEADING or line.question:
        return
    last = 0
    for match in _DEALS.finditer(line.plain):
        verb = skip_adverbs(line.plain, match.end())
        word = _WORD.match(line.plain, verb)
        base = base_form(word[0], lexicon) or base_form(word[0].removesuffix("s"), lexicon) if word else None
        if match.start() < last or word is None or base is None or base in _STATES:
            continue
        if unscripted.hear(line.id) < DEALT:
            continue
        other = _AND_OTHER.search(line.plain, verb)
        last = end = min(phrase_end(line.plain, verb), other.start() if other else len(line.plain))
        rest = line.text[word.end() : end].strip(" ,")
        if rest:
            yield Act(Kind.LOOSE_YOURS, line.id, match.start(), verb, end, f"{base} {rest}", find_vocative(line))


def _read(line: Line, mine: bool, lexicon: Lexicon) -> Iterator[Act]:
    """The first clause of a line that names work, else the bare taking on of what was spoken of."""
    for match in _CLAUSE.finditer(line.plain):
        verb = skip_adverbs(line.plain, match.end())
        word = _WORD.match(line.plain, verb)
        base = base_form(word[0], lexicon) or base_form(word[0].removesuffix("s"), lexicon) if word else None
        if word is None or base is None or base in _STATES or _NO_WORK.match(line.plain, verb):
            continue
        if word[0] == base and _IS.search(line.plain, match.start(), verb):
            continue
        if match["who"] in _NOBODY:
            continue
        end = phrase_end(line.plain, verb)
        rest = line.text[word.end() : end].strip(" ,")
        if not rest:
            continue
        kind = _kind(match["who"] or "", mine, line)
        yield Act(
            kind,
            line.id,
            match.start(),
            verb,
            end,
            f"{base} {rest}",
            find_vocative(line) if kind is Kind.LOOSE_YOURS else None,
        )
        return
    if mine and not line.question:
        yield Act(Kind.MINE, line.id, 0, len(line.plain), len(line.plain), "")


def tells(act: Act, line: Line) -> bool:
    """Whether a loose act only tells what was or what one has: "I built it", "I've got a card"."""
    if act.kind not in {Kind.LOOSE_MINE, Kind.LOOSE_YOURS}:
        return False
    said, base = word_at(line.plain, act.verb), word_at(act.phrase, 0)
    finite = said != base and not said.endswith("ing") and said.removesuffix("s") != base
    return finite and _PASSIVE.search(line.plain, act.start, act.verb) is None


def _kind(who: str, mine: bool, line: Line) -> Kind:
    if who in {"i", "we"}:
        return Kind.LOOSE_MINE
    if who == "you":
        return Kind.LOOSE_YOURS
    return Kind.LOOSE_MINE if mine and not line.question else Kind.LOOSE_YOURS


_CLAUSE = re.compile(
    r"(?:^|(?<=[,;:.?!–] )|(?<=\b(?:so) )|(?<=\b(?:and|but) )|(?<=\bthen )|(?<=\b(?:yeah|okay|well|fine) ))"
    r"(?:(?P<who>i|we|you|he|she|they|it|that|somebody|someone)(?:'(?:ll|d|s|m|re|ve))? )?"
    r"(?:(?:will|would|can|could|shall|should|must|may|might|have to|has to|want to|need to|going to|am|be|have|had|do|better) )*"
)
_DOERS = rf"(?:you(?: guys| two| three| both| all)?|(?:[a-z]+ )?{HELD}s?|marketing|sales|accounts|production)"
_DEALS = re.compile(
    rf"\b{_DOERS}(?: over (?:here|there)|,? that's [a-z]+,|,)?"
    r"(?:(?:'(?:ll|re|s|ve)| (?:will|are|is|was|be|have|has|got|needs?|should|can|could|might|going|gonna|supposed|gets?|to|just|also|basically|each|maybe|together))\b)* (?=[a-z])"
)
"""Who is to do something, up to its verb."""
_AND_OTHER = re.compile(rf",? (?:and|while) (?:the )?{_DOERS}(?:'ll|'re|'s| will| is| are| has| have| gets?)\b")
"""Somebody else, who gets work of their own."""
_WORD = re.compile(r"[a-z]+(?= )")
_NO_WORK = re.compile(
    r"(?:let|thank|used to|got to|gotta)\b|give (?:me|us) (?:until|till|an hour|(?:some )?time|a (?:minute|moment|second|day|week|few|couple))\b|[a-z]+ (?:is|are|was|were|will|would|has|have|had|can|could|did|does)\b"
)
"""Habits, politeness, time that is asked for, and a noun that looks like a verb: "accounts will issue it"."""
_IS = re.compile(r"\b(?:am|is|are)\b|(?<!let)'(?:s|m|re) (?:\w+ )?$")
"""After which a bare word is no verb: "he's only free on Wednesdays"."""
_PASSIVE = re.compile(r"\b(?:be|is|are|am)\b|'(?:m|re|s) $|\bhave (?:it|them|that) ")
"""After which a past form is what is to be done: "the form is to be signed"."""
_NOBODY = frozenset({"it", "that", "he", "she", "they"})
"""What does no work: "that gives you a week"."""
_STATES = frozenset(
    "be have know think mean like want need hope guess see hear feel love hate wait say tell look let go come keep".split()
)
