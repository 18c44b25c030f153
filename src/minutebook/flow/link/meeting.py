"""Whether two sources tell of one meeting: a talk and somebody's notes of it, its chat, the mail that follows it, another recording.

Different meetings of one team share people, titles and most of their words. What they do not share is which words stand together: each line of
notes has its own in some stretch of the talk that it was taken in. A wrong verdict joins what never belonged together; in doubt a person is asked.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum

import msgspec

from minutebook.flow.link.telling import UNSEEN, stems, stems_in, usual_shares
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.names import fold

SURE = 0.67
"""Share of what the shorter source's lines tell that stands together in the other, from which one meeting is meant where anything else ties them,
and without any tie a person is asked. Of 14,700 pairs of notes and other meetings, their titles and dates made equal, two of one series reached .63,
the next .56 (``evals/meetings.py``)."""
UNSURE = 0.5
"""And from which a person is asked where two things tie them."""
TERSE = 0.25
"""And of notes in few words, where the title and the people tie them."""
ENOUGH = 60.0
"""What the lines compared must tell in all: three sentences or so."""
NEAR = timedelta(minutes=15)
"""Between the beginnings of two recordings of one meeting, and around it for what was written in it."""
_STRETCH, _STEP, _LINE = 70, 25, 12
_PLAIN = frozenset(
    "a about action actions after an and at call chat conversation follow followup for from fw fwd in log meeting minutes my note notes of on our protocol"
    " re recap record recording summary sync talk the to today transcript up with your".split()
)
"""Words that a title of one source has and that of another lacks."""
_STAMP = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[ T_-]*\d{2}[:.h]?\d{2}(?:\d{2})?)?|\b\d{2}[:.]\d{2}\b")


class Verdict(StrEnum):
    SAME = "same"
    ASK = "ask"
    APART = "apart"


class Account(msgspec.Struct, frozen=True):
    """One source as an account of a meeting. ``people``: who was there, wrote or, in notes, is named, less the owner of the vault."""

    source: Source
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Everybody named in it: names tell nothing of what was spoken of."""


class Likeness(msgspec.Struct, frozen=True):
    """A verdict, how much of the shorter one's words stand in the other, and why."""

    verdict: Verdict
    words: float = 0.0
    reason: str = ""


def same_meeting(one: Account, other: Account) -> Likeness:
    """Whether two accounts tell of one meeting; both are read whole."""
    if not may_be_one(one.source, other.source):
        return Likeness(Verdict.APART)
    words, told = _measure(one, other)
    title = _same_title(one.source.title, other.source.title)
    when = _same_time(one.source, other.source)
    people = _same_people(one, other)
    ties = [said for said, holds in (("title", title), ("time", when), ("people", people)) if holds]
    shared = [f"the same {', '.join(ties)}"] if ties else []
    reason = "; ".join([*shared, f"{words:.0%} of the words"])
    if when is False or people is False:
        return Likeness(Verdict.APART, words, reason)
    if len(ties) == 3 or (ties and words >= SURE and told >= ENOUGH):
        return Likeness(Verdict.SAME, words, reason)
    likely = told >= ENOUGH and (words >= SURE or (words >= UNSURE and len(ties) > 1))
    together = bool(when and people)  # nobody is in two meetings at once
    called = bool(title and people) and words >= TERSE
    return Likeness(Verdict.ASK if likely or together or called else Verdict.APART, words, reason)


def may_be_one(one: Source, other: Source) -> bool:
    """Whether two sources can tell of one meeting at all: one is a talk, of that day, a mail also of the next."""
    talks = [s for s in (one, other) if s.kind is SourceKind.CONVERSATION]
    if not talks or bool(one.private) != bool(other.private):
        return False
    mails = [s for s in (one, other) if s.kind is SourceKind.EMAIL]
    if any(message.automatic or message.events for mail in mails for message in mail.messages):
        return False
    days = (mails[0].date - talks[0].date).days if mails else abs((one.date - other.date).days)
    return 0 <= days <= (1 if mails else 0)


def _measure(one: Account, other: Account) -> tuple[float, float]:
    """How much of what the shorter source's lines tell stands together in the other, and how much they tell."""
    dull = stems(" ".join((*one.names, *one.people, *other.names, *other.people)))
    short, long = sorted((one.source, other.source), key=lambda s: sum(len(u.text) for u in s.utterances))
    stretches = _stretches(long)
    found = told = 0.0
    for line in _lines(short):
        telling = {word: weight for word in line - dull if (weight := weigh(word)) > 0}
        if len(telling) < 2:
            continue
        told += math.fsum(telling.values())
        found += max((math.fsum(telling[w] for w in telling.keys() & stretch) for stretch in stretches), default=0.0)
    return (found / told if told else 0.0), told


def weigh(word: str) -> float:
    """How much a stem tells: nothing where a few sentences on anything have it."""
    return max(0.0, -math.log(usual_shares().get(word, UNSEEN) * 30) - 1.5)


def _lines(source: Source) -> Iterable[frozenset[str]]:
    """What was written in one breath: a sentence of a text, a dozen words of a talk."""
    if source.kind is not SourceKind.CONVERSATION:
        return [stems(utterance.text) for utterance in source.utterances]
    return [frozenset(piece) for piece in _pieces(source, _LINE, _LINE)]


def _stretches(source: Source) -> list[frozenset[str]]:
    return [frozenset(piece) for piece in _pieces(source, _STRETCH, _STEP)]


def _pieces(source: Source, size: int, step: int) -> Iterable[Sequence[str]]:
    words = [word for utterance in source.utterances for word in stems_in(utterance.text)]
    return (words[at : at + size] for at in range(0, max(1, len(words) - size + step), step))


def telling_title(title: str) -> frozenset[str]:
    """The words of a title that say which meeting is meant."""
    return frozenset(re.findall(r"[^\W_]+", fold(_STAMP.sub(" ", title)))) - _PLAIN


def _same_title(one: str, other: str) -> bool:
    ours, theirs = telling_title(one), telling_title(other)
    return bool(ours) and ours == theirs


def _same_time(one: Source, other: Source) -> bool | None:
    """Whether both happened at one time of the day; False for talks that did not, None where nothing says so."""
    if one.time is None or other.time is None or SourceKind.EMAIL in {one.kind, other.kind}:
        return None
    begins, ends = zip(*(_span(source) for source in (one, other)), strict=True)
    apart = max(begins) - min(ends)
    both = one.kind is other.kind is SourceKind.CONVERSATION
    if both and apart > NEAR:
        return False
    return True if abs(begins[0] - begins[1]) <= NEAR or apart <= timedelta(0) else None


def _span(source: Source) -> tuple[timedelta, timedelta]:
    assert source.time is not None
    begin = timedelta(hours=source.time.hour, minutes=source.time.minute, seconds=source.time.second)
    last = max((u.end or u.start or 0.0 for u in source.utterances), default=0.0)
    return begin, begin + timedelta(seconds=last)


def _same_people(one: Account, other: Account) -> bool | None:
    """Whether those of one were among those of the other; False for two talks of several people of whom none is in both."""
    ours, theirs = {fold(name) for name in one.people}, {fold(name) for name in other.people}
    talks = one.source.kind is other.source.kind is SourceKind.CONVERSATION
    shared = ours & theirs
    if not ours or not theirs:
        return None
    if not shared:
        return False if talks and min(len(ours), len(theirs)) > 1 else None
    return True if len(shared) * 2 >= min(len(ours), len(theirs)) else None
