"""Key phrases: the few words that say what a matter is about: its nouns, counted things, who was talked about."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.gist.spelling import MEASURES
from minutebook.flow.extract.offline.items.salience import stems_in, with_figures
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.noun import NounPhrase, bare, find_noun_phrases
from minutebook.flow.extract.offline.words.figures import figures, splits_number
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.text import patterns as re
from minutebook.text.dates.numerals import ORDINAL

MOST = 4
"""Words of a phrase."""
NOUN = 0.5
"""The least share of the times that a word is said as the main word of a noun phrase, for it to be a subject alone."""


class Phrase(msgspec.Struct, frozen=True):
    """``definite``: it is a common noun that is said with "the", "our" or "your". ``heads``: it may stand over what is told, or say what a talk was about."""

    text: str
    line: int
    stems: frozenset[str]
    words: int
    definite: bool = False
    heads: bool = True


def find_phrases(
    lines: Sequence[Line], lexicon: Lexicon, matters: Sequence[int], among: Sequence[Line]
) -> tuple[Phrase, ...]:
    """The key phrases of some lines ``among`` a talk's, in order, the same one once a matter: those that it comes back to, and several words with a name or a figure."""
    told = [stems_in(line.text) for line in lines]
    often = Counter(name for stems in told for name in stems)
    within = Counter((matter, name) for matter, stems in zip(matters, told, strict=True) for name in stems)
    nouns = _share_as_nouns(lines, lexicon)
    found: dict[tuple[int, str], Phrase] = {}
    for line in among:
        for phrase in _read(line, lexicon, nouns):
            matter = matters[line.id]
            again = max(within[matter, name] for name in phrase.stems) > 1
            special = phrase.text[0].isupper() or phrase.text[0].isdigit() or any(often[n] > 1 for n in phrase.stems)
            if again or (special and phrase.words > 1):
                found.setdefault((matter, plain(phrase.text)), phrase)
    return tuple(found.values())


def _share_as_nouns(lines: Sequence[Line], lexicon: Lexicon) -> dict[str, float]:
    """How often each word is the main word of a noun phrase, of the times that it is said."""
    heads = Counter(noun.head for line in lines for noun in find_noun_phrases(line, lexicon))
    said = Counter(word for line in lines for word in _WORD.findall(line.plain) if word in heads)
    return {word: count / max(1, said[word]) for word, count in heads.items()}


def _read(line: Line, lexicon: Lexicon, nouns: Mapping[str, float]) -> Iterator[Phrase]:
    """The noun phrases of a line without their article, what it counts, and the absent people whom it names."""
    for amount in _AMOUNT.finditer(with_figures(line.text)):
        if amount["unit"] not in lexicon.function_words and _is_thing(amount[0], lexicon):
            yield Phrase(amount[0], line.id, stems_in(amount[0]), 2, heads=False)
    for noun in find_noun_phrases(line, lexicon):
        text = bare(figures(noun.text))
        if splits_number(line.text, noun.start, noun.end) or text.count(" ") >= MOST:
            continue
        if _names_something(text, noun, lexicon, nouns) and (stems := stems_in(text)):
            definite = noun.definite and not noun.proper and not text[0].isupper()
            heads = not (_NUMBER.match(plain(text)) or _TIME.search(plain(text)) or _DAY.match(plain(text)))
            yield Phrase(text, line.id, stems, text.count(" ") + 1, definite, heads)
    for name in line.names:
        if not name.present and (stems := stems_in(name.name)):
            yield Phrase(name.name, line.id, stems, name.name.count(" ") + 1)


def _names_something(text: str, noun: NounPhrase, lexicon: Lexicon, nouns: Mapping[str, float]) -> bool:
    """Whether somebody who was not there takes a noun phrase for something to talk about."""
    patterns, low = read_patterns("summary_clauses"), plain(text)
    last = low.rsplit(" ", 1)[-1]
    if patterns["empty"].fullmatch(last) or patterns["chat"].search(low) or _PHONE.search(text):
        return False
    if " " not in low and text.islower() and nouns.get(noun.head, 0.0) < NOUN:
        return False
    return noun.proper or _is_thing(text, lexicon)


def _is_thing(text: str, lexicon: Lexicon) -> bool:
    """Whether words end in a noun, and one that is neither a measure nor a day; those that begin with a number count something."""
    low = plain(text)
    last = low.rsplit(" ", 1)[-1]
    if last in lexicon.function_words or _TIME.search(low) or _VERBAL.search(low) or _CONTRACTED.search(text):
        return False
    number = _NUMBER.match(low)
    return not number or (not number["rest"] or (last.endswith("s") and not last.endswith("ss")) or last in _PLURALS)


_AMOUNT = re.compile(r"(?<![\w.,-])\d[\d.,]*(?<=\d) (?P<unit>[a-z]{3,})\b")
_WORD = re.compile(r"[^\W_][\w'-]*")
_PHONE = re.compile(r"\d(?:[ ()./-]{0,2}\d){6,}")
"""How somebody is reached says not what was spoken of."""
_NUMBER = re.compile(
    r"(?:other |same |another )?(?:\d[\d.,]*|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundreds?|thousand)(?P<rest>(?: |$).*)"
)
_PLURALS = frozenset("people children men women police staff".split())
_TIME = re.compile(
    rf"^(?:.* )?(?:{MEASURES}|percent|kroner|lakhs?|points?|times?|years?|quarters?|halves|past|decibels?|square|kilos|degrees|quid|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|spring|summer|autumn|winter|names?|pages?|letters?|line|lines|number|numbers)$"
)
"""What ends in a measure, a day, or what only holds words."""
_DAY = re.compile(rf"(?:{ORDINAL})(?= (?:for|of|on)\b|$)")
_VERBAL = re.compile(
    r" (?:\w{3,}(?<![ef])ed|\w{3,}(?<!d)ing|who|that|now|alone|once|more|less|left|out|coming|since|maybe|instead|anyway|due|ready|dead|done|gone|fine|running|open|broken|shut)$"
)
_CONTRACTED = re.compile(r"(?:^| )(?:[a-z]+|\d[\d.,]*)['’]s\b")
"""Of a thing, "'s" is "is" more often than not."""
