"""Words of a talk as prose has them: what is counted up to a hundred in words, what is measured, dated or named in figures; capitals only where a sentence or a name begins."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.talk.clause import lower_first
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import plain
from minutebook.text import patterns as re

MOST = 100
"""The greatest number in words."""


class Prose(msgspec.Struct, frozen=True):
    """How a talk says "%", and its words that are no names."""

    percent: str
    small: frozenset[str]

    def tell(self, text: str) -> str:
        """The text as it stands inside a sentence: "41 dogs" is "forty-one dogs"; "40%" is "40 per cent", "8 May" and "Hall 12" stay."""
        text = _NUMBER.sub(_in_words, _PERCENT.sub(f" {self.percent}", text))
        return _BEGINS.sub(lambda m: m[1].lower() if m[1].lower() in self.small else lower_first(m[1]), text)


def read_prose(lines: Sequence[Line]) -> Prose:
    """How a talk is told in prose."""
    names = {word for line in lines for name in line.names for word in plain(name.name).split()}
    words = {word for line in lines for word in _SMALL.findall(line.text)}
    percent = "percent" if any("percent" in line.plain for line in lines) else "per cent"
    return Prose(percent, frozenset(words - names))


def _in_words(match: re.Match[str]) -> str:
    number = int(match["number"])
    if match["name"] or number > MOST:
        return match[0]
    tens, units = divmod(number, 10)
    if number < len(_UNITS):
        return _UNITS[number]
    return "a hundred" if number == MOST else _TENS[tens] + (f"-{_UNITS[units]}" if units else "")


_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety".split()
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MEASURES = (
    "per ?cent|days?|hours?|weeks?|months?|years?|minutes?|seconds?|kilos?|kg|km|kilomet\\w+|met(?:er|re)s?|mil|millimet\\w+|centimet\\w+|cm|mm|inch(?:es)?|f(?:oo|ee)t|miles?|pounds?|euros?|dollars?"
    "|degrees?|lit(?:er|re)s?|tons?|tonnes?|pence|cents?|quid|grand|thousand|million|[ap]\\.?m\\b"
)
_NUMBER = re.compile(
    rf"(?P<name>\b[A-Z]\w* )?(?<![\w.,:/£$€+#-])(?<!\d )(?P<number>\d{{1,3}})\b(?![.,:]?\d|-|/| \d| (?:{_MONTHS})\b|%|(?: |-)(?:{_MEASURES})\b)"
)
"""A number that is no date, amount, measure or part of a telephone's, with the name that it may be a part of ("Hall 12")."""
_PERCENT = re.compile(r"(?<=\d)%")
_BEGINS = re.compile(r"(?:(?<=^)|(?<=[;:] ))((?!I\b)[A-Z][a-z'’]*\b)(?!\.)")
"""A word that a sentence may have begun with."""
_SMALL = re.compile(r"(?<![\w'’])[a-z][a-z'’]*")
