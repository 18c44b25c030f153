"""What a written sentence asks for, promises or gives to somebody: all that its words open, none inside another."""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from minutebook.flow.extract.offline.letter.asking import find_asks, find_lacks
from minutebook.flow.extract.offline.letter.bid import Bid, Trigger
from minutebook.flow.extract.offline.letter.burden import find_burdens
from minutebook.flow.extract.offline.letter.giving import find_given, find_said, find_somebody
from minutebook.flow.extract.offline.letter.order import find_orders
from minutebook.flow.extract.offline.letter.own import find_oughts, find_promises
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.text import patterns as re


@lru_cache(maxsize=4096)  # the mails of a thread that grows are read again
def find_triggers(line: Line, lexicon: Lexicon, *, alone: bool = False, ordered: bool = False) -> tuple[Trigger, ...]:
    """The triggers of a line, in order, none inside the phrase of another.

    ``alone``: its writer speaks to nobody but themselves. ``ordered``: it stands in a list of what is asked for.
    """
    found: list[Trigger] = []
    candidates = sorted(_candidates(line, lexicon, alone=alone, ordered=ordered), key=lambda t: (t.start, -t.end))
    for trigger in candidates:
        before = found[-1] if found else None
        if before is not None and trigger.start < before.end:
            own = alone and trigger.bid is not Bid.ORDER and _begins_anew(line.plain, trigger.start)
            listed = alone and trigger.bid is Bid.ORDER and _runs_on(line.plain, before.verb)
            joined = (listed or trigger.bid in {Bid.GIVEN, Bid.PROMISE}) and _AND.search(
                line.plain, before.verb, trigger.start
            )
            if not (own or joined):
                continue
            found[-1] = msgspec.structs.replace(before, end=_cut(line.plain, before.verb, trigger.start))
        found.append(trigger)
    return tuple(t for t in found if line.plain[t.verb : t.end].strip(" ,.;:?!"))


def _candidates(line: Line, lexicon: Lexicon, *, alone: bool, ordered: bool) -> Iterator[Trigger]:
    conditional = _CONDITION.match(line.plain) is not None
    yield from find_given(line, lexicon, conditional=conditional, alone=alone)
    yield from find_said(line, lexicon)
    yield from find_somebody(line, lexicon)
    yield from find_burdens(line, alone=alone)
    if alone:
        yield from find_oughts(line, lexicon)
    else:
        yield from find_asks(line, lexicon)
        yield from find_lacks(line, lexicon)
    if not conditional:
        yield from find_promises(line, lexicon, alone=alone)
    yield from find_orders(line, lexicon, alone=alone, ordered=ordered)


def _begins_anew(text: str, start: int) -> bool:
    """Whether a trigger inside a run-on sentence is a sentence of its own: nothing before it makes it part of a clause."""
    return _JOINS.search(text, 0, start) is None


def _runs_on(text: str, verb: int) -> bool:
    """Whether nobody set a mark behind a verb: what is joined there may be a sentence of its own."""
    return not _MARK.search(text[verb:].rstrip(" ."))


def _cut(text: str, verb: int, end: int) -> int:
    """The end of a phrase without what leads over to the next."""
    return verb + len(_LEADS_OVER.sub("", text[verb:end]))


_CONDITION = re.compile(
    r"(?:(?:and|but|so|also|then),? )?(?:if|should (?:you|we|they|he|she|it|the|that)|unless|in case|suppose|were)\b"
)
_JOINS = re.compile(
    r"\b(?:that|if|what|who|how|when|where|why|whether|because|think|thought|know|said|says|unless|until|while|which|as|before|after|than|things?) $"
)
_MARK = re.compile(r"[,.;:?!]")
_AND = re.compile(r",? (?:and|but|while) (?:then )?$")
_LEADS_OVER = re.compile(
    r"(?:[ ,]+(?:and|but|so|oh|also|then|okay|right|well|um|uh|anyway|because|now|tomorrow and))+\s*$|[ ,]+$"
)
