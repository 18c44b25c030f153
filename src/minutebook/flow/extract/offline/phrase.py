"""Key phrases: the few words that say what a stretch of talk is about: its nouns, its figures, who was talked about."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from minutebook.flow.extract.offline.clause import dated
from minutebook.flow.extract.offline.figures import figures
from minutebook.flow.extract.offline.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.patterns import read_patterns
from minutebook.flow.extract.offline.refer import find_noun_phrases
from minutebook.flow.extract.offline.salience import stems_in, with_figures
from minutebook.flow.extract.offline.stems import stem
from minutebook.flow.extract.offline.topics import find_headers
from minutebook.flow.extract.offline.weight import content

MOST = 4
"""Words of a phrase."""


class Phrase(msgspec.Struct, frozen=True):
    text: str
    line: int
    stems: frozenset[str]
    words: int
    header: bool = False


def find_phrases(lines: tuple[Line, ...], lexicon: Lexicon) -> tuple[Phrase, ...]:
    """The key phrases of a talk, in order, the same one once a line."""
    heads = _heads(lines, lexicon)
    empty = read_patterns("summary_clauses")["empty"]
    found = []
    chat = read_patterns("summary_clauses")["chat"]
    present = {
        s for line in lines for name in line.names if name.present for s in stems_in(line.text[name.start : name.end])
    }
    for text, number, _ in find_headers(lines):
        last = plain(text).split()[-1]
        if (
            not empty.search(last)
            and not chat.search(plain(text))
            and heads[stem(last)]
            and not stems_in(text) & present
        ):
            found.append(Phrase(figures(text), number, stems_in(text), len(text.split()), True))
    for line in lines:
        people = {stem(word) for name in line.names for word in content(line.text[name.start : name.end])}
        for run in _runs(line, lexicon):
            text = _MEASURED.sub("", " ".join(run))
            last = plain(text).split()[-1]
            unit = text[0].isdigit() and " " in text
            if empty.fullmatch(last) and not unit:
                continue
            stems = stems_in(text)
            if stems and not stems & people and (unit or (heads[stem(last)] > 1 and not _is_verb(last, lexicon))):
                found.append(Phrase(text, line.id, stems, len(text.split())))
        found += [
            Phrase(name.name, line.id, stems_in(name.name), len(name.name.split()))
            for name in line.names
            if not name.present
        ]
    return tuple(sorted(found, key=lambda phrase: phrase.line))


def _heads(lines: tuple[Line, ...], lexicon: Lexicon) -> Counter[str]:
    """How often each stem heads a noun phrase."""
    ends = (content(phrase.text) for line in lines for phrase in find_noun_phrases(line, lexicon))
    return Counter(stem(words[-1]) for words in ends if words)


def _runs(line: Line, lexicon: Lexicon) -> Iterator[list[str]]:
    """Runs of words that carry content, without the verbs that they begin with."""
    run: list[str] = []
    for match in [*_TOKEN.finditer(with_figures(dated(line))), None]:
        word = match[0] if match else ","
        low = plain(word)
        if word[0].isalnum() and low not in lexicon.function_words and low not in _STOP and not _NO.search(low):
            run.append(word)
            continue
        while run and (plain(run[0]) in lexicon.verbs or _PARTICIPLE.fullmatch(plain(run[0]))):
            run.pop(0)
        if run:
            yield run[-MOST:]
        run = []


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    return (stem(word) in lexicon.verbs and stem(word) != word) or bool(_PARTICIPLE.fullmatch(word))


_TOKEN = re.compile(r"\d[\d.,]*\d(?!\w)|\w[\w'’&/-]*|[^\w\s]")
_MEASURED = re.compile(r"^(?:[a-z][\w'’-]* )+(?=\d)")
"""What stands before a number with its unit, unless it is a name: "lost 400 crates", "Line 3"."""
_NO = re.compile(r"ly$|'")
_PARTICIPLE = re.compile(r"\w+(?:ing|ed)")
_STOP = frozenset(
    "got get getting gets go goes going gone come comes coming came went said say says saying tell told know knows think thought want wants need needs make "
    "makes made take takes took put puts see saw look looks looked give gives gave work works worked good great nice bad more most much many less few little "
    "last next first other same own such whether already yet ever never always maybe perhaps probably instead anyway else lovely sorry yes yeah no mm hmm ha".split()
)
