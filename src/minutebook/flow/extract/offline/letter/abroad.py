"""What letters in German and French ask, promise and give to somebody: their usual forms, each piece of work as an infinitive in its own language."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

import msgspec

from minutebook.flow.extract.offline.letter import french, german
from minutebook.flow.extract.offline.letter.bid import Bid, Trigger
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text.dates import DateKind

FEWEST = 3
"""Words of a language that a page holds at least, and more than of English."""


class Language(StrEnum):
    GERMAN = "de"
    FRENCH = "fr"


class Found(msgspec.Struct, frozen=True):
    """A piece of work in a line: ``text`` is how it reads; ``within`` are the words of the line that may hold its day."""

    trigger: Trigger
    text: str
    within: str


def language_of(lines: Sequence[Line]) -> Language | None:
    """The language of a page where it is German or French."""
    words = [word for line in lines for word in re.findall(r"[^\W\d_]+", line.plain)]
    counts = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= FEWEST and counts[best] > sum(word in _ENGLISH for word in words) else None


def find_foreign(line: Line, language: Language) -> Iterator[Found]:
    """The works of a line of a letter in that language."""
    read = german.read_work if language is Language.GERMAN else french.read_work
    reason = _REASON[language].search(line.text)
    within = line.text[: reason.start()] if reason else line.text
    days = [span for span in line.dates if span.end <= len(within)]
    ahead = any(span.value is not None and span.kind is not DateKind.PAST for span in days)
    bare = within
    for span in days:
        bare = f"{bare[: span.start]}{' ' * (span.end - span.start)}{bare[span.end :]}"
    for bid, start, end, who, words in read(bare, ahead=ahead, question=line.question):
        text = f"{words[:1].upper()}{words[1:]}"
        if text.count(" ") or bid is Bid.PROMISE:
            yield Found(Trigger(bid, start, start, end, who), text, within)


_REASON = {
    Language.GERMAN: re.compile(r", (?:da|weil|denn|damit|sonst|so ?dass|sobald|falls)\b"),
    Language.FRENCH: re.compile(r",? (?:car|parce qu|puisqu|afin qu|sinon|pour que|dès qu)"),
}
_COMMON = {
    Language.GERMAN: frozenset(
        "ich wir sie ihnen und der die das den dem ist nicht bitte mit für auf ein eine einen zu zum von uns mir dir du am bis haben hat wird werden noch schon auch nach bei wenn dass grüße grüßen sehr".split()
    ),
    Language.FRENCH: frozenset(
        "je nous vous le la les des du de et est une un pour avec votre vos merci dans que qui sur ne pas au aux en il elle mon notre par bonjour cordialement avant".split()
    ),
}
_ENGLISH = frozenset(
    "the and you to of is in for it we i on that with please your be have will can this are at".split()
)
