"""Key phrases: the few words that say what a matter is about: its nouns, its figures, who was talked about."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from minutebook.flow.extract.offline.items.salience import stems_in, with_figures
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.noun import bare, find_noun_phrases
from minutebook.flow.extract.offline.words.figures import figures, splits_number
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.text import patterns as re

MOST = 4
"""Words of a phrase."""


class Phrase(msgspec.Struct, frozen=True):
    text: str
    line: int
    stems: frozenset[str]
    words: int


def find_phrases(
    lines: Sequence[Line], lexicon: Lexicon, matters: Sequence[int], among: Sequence[Line]
) -> tuple[Phrase, ...]:
    """The key phrases of some lines ``among`` a talk's, in order, the same one once a matter: those that it comes back to, and several words with a name or a figure."""
    told = [stems_in(line.text) for line in lines]
    often = Counter(name for stems in told for name in stems)
    within = Counter((matter, name) for matter, stems in zip(matters, told, strict=True) for name in stems)
    found: dict[tuple[int, str], Phrase] = {}
    for line in among:
        for phrase in _read(line, lexicon):
            matter = matters[line.id]
            again = max(within[matter, name] for name in phrase.stems) > 1
            special = phrase.text[0].isupper() or phrase.text[0].isdigit() or any(often[n] > 1 for n in phrase.stems)
            if again or (special and phrase.words > 1):
                found.setdefault((matter, plain(phrase.text)), phrase)
    return tuple(found.values())


def _read(line: Line, lexicon: Lexicon) -> Iterator[Phrase]:
    """The noun phrases of a line without their article, its amounts, and the absent people whom it names."""
    patterns = read_patterns("summary_clauses")
    for amount in _AMOUNT.finditer(with_figures(line.text)):
        if amount["unit"] not in lexicon.function_words:
            yield Phrase(amount[0], line.id, stems_in(amount[0]), 2)
    for noun in find_noun_phrases(line, lexicon):
        text = bare(figures(noun.text))
        low = plain(text)
        if _PHONE.search(text) or splits_number(line.text, noun.start, noun.end):
            continue
        hollow = patterns["empty"].fullmatch(low.rsplit(" ", 1)[-1]) and not text[:1].isdigit()
        if not hollow and text.count(" ") < MOST and not patterns["chat"].search(low) and (stems := stems_in(text)):
            yield Phrase(text, line.id, stems, text.count(" ") + 1)
    for name in line.names:
        if not name.present and (stems := stems_in(name.name)):
            yield Phrase(name.name, line.id, stems, name.name.count(" ") + 1)


_AMOUNT = re.compile(r"(?<![\w.,-])\d[\d.,]*(?<=\d) (?P<unit>[a-z]{3,})\b")
_PHONE = re.compile(r"\d(?:[ ()./-]{0,2}\d){6,}")
"""How somebody is reached says not what was spoken of."""
