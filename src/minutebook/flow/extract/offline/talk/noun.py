"""Noun phrases of a line, found without a tagger: by determiners, possessives and numbers before them, function words after them."""

import tomllib
from collections.abc import Collection
from functools import cache, lru_cache

import msgspec

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.text import patterns as re

MOST_WORDS = 5


class NounPhrase(msgspec.Struct, frozen=True):
    """``head`` is its main word in lower case; ``aside``: it stands after a preposition, seldom what a pronoun goes on with."""

    text: str
    start: int
    end: int
    plural: bool
    definite: bool
    aside: bool = False
    head: str = ""
    human: bool = False
    proper: bool = False
    article: bool = False
    """Whether a name is said with "the"."""
    alone: bool = False
    """Whether it is a sentence of its own: "Site visits."."""


class _Words(msgspec.Struct, frozen=True):
    empty: frozenset[str]
    stops: frozenset[str]
    people: frozenset[str]
    no_people: frozenset[str]


@cache
def _read() -> _Words:
    table = tomllib.loads((DATA / "en" / "nouns.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table, _Words)


@lru_cache(maxsize=2048)
def find_noun_phrases(line: Line, lexicon: Lexicon) -> tuple[NounPhrase, ...]:
    """The noun phrases of a line: after a determiner, a possessive or a number, names of things, bare plurals; left to right."""
    words = _read()
    found = [phrase for match in _PROPER.finditer(line.text) if (phrase := _proper(line, match))]
    after = 0
    for opening in _DETERMINER.finditer(line.plain):
        if opening.start() < after or not _opens(line, opening):
            continue
        end, inside = _extend(line, opening.end(), lexicon)
        if not inside or inside[-1] in words.empty or _head(inside) in words.empty or inside[0] in _VAGUE:
            continue
        if _is_date(line, opening.start(), end):
            continue
        after = end
        definite = opening[0].split()[0] in _DEFINITE or "'s " in opening[0]
        found.append(_phrase(line, opening.start(), end, inside, definite=definite))
    found += [
        _phrase(line, m.start(1), m.end(1), [m[1]], definite=False)
        for m in _BARE_PLURAL.finditer(line.plain)
        if m.start(1) >= after and not (m[1] in lexicon.function_words or m[1] in words.stops or m[1] in words.empty)
    ]
    return tuple(sorted(found, key=lambda phrase: phrase.start))


def find_alone(line: Line, known: Collection[str], lexicon: Lexicon) -> NounPhrase | None:
    """The noun phrase without a determiner that is all of a line: "Right, site visits.", of a head that is ``known`` from elsewhere or is plural."""
    match = _ALONE.fullmatch(line.plain)
    if match is None or line.dates or any(name.start < match.end("phrase") for name in line.names):
        return None
    inside, words = match["phrase"].split(), _read()
    if inside[0] in lexicon.verbs or not lexicon.function_words.union(words.stops, words.empty).isdisjoint(inside):
        return None
    if inside[-1] not in known and not (_is_plural(inside[-1]) and len(inside) > 1):
        return None
    start, end = match.span("phrase")
    return msgspec.structs.replace(_phrase(line, start, end, inside, definite=False), alone=True)


def bare(text: str) -> str:
    """A noun phrase without its determiner."""
    return _LEADING.sub("", text)


def in_sentence(phrase: NounPhrase) -> str:
    """A phrase as it stands inside a sentence: a name with its article, other words without the capital of a sentence that they began."""
    if phrase.proper:
        return f"the {phrase.text}" if phrase.article else phrase.text
    begins = phrase.start == 0 and phrase.text[1:2].islower()
    if not begins or phrase.text.partition(" ")[0].endswith(("'s", "’s")):
        return phrase.text
    return phrase.text[:1].lower() + phrase.text[1:]


def is_person(head: str) -> bool:
    """Whether a noun names a person, or a group of people that one asks and tells."""
    words = _read()
    thing = not words.no_people.isdisjoint({head, head.removesuffix("s")})
    return head in words.people or (not thing and _DOER.search(head) is not None)


def _opens(line: Line, opening: re.Match[str]) -> bool:
    """Whether a determiner opens a phrase: "that sounds" and "it's" do not."""
    first = opening[0].split()[0]
    if "'s " in opening[0] and _PARTICIPLE.match(line.plain, opening.end()):
        return False
    if "'s " in opening[0] and not (opening.start() and line.text[opening.start()].isupper()):
        return opening.start() == 0 and line.text[:1].isupper() and any(n.start == 0 for n in line.names)
    return first not in _ALSO_PRONOUNS or _VERB_S.match(line.plain, opening.end()) is None


def _phrase(line: Line, start: int, end: int, words: list[str], *, definite: bool) -> NounPhrase:
    head = _head(words)
    return NounPhrase(
        text=line.text[start:end],
        start=start,
        end=end,
        plural=_is_plural(head),
        definite=definite,
        aside=_PREPOSITION.search(line.plain, max(0, start - 8), start) is not None,
        head=head,
        human=is_person(head),
    )


def _head(words: list[str]) -> str:
    """The main word: what stands before "of" and the like, after it where that is a quantity ("a couple of pictures")."""
    link = next((n for n, word in enumerate(words) if n and word in _LINKS), len(words))
    if words[link - 1] in _QUANTITIES and link < len(words):
        return words[-1]
    return words[link - 1]


def _proper(line: Line, match: re.Match[str]) -> NounPhrase | None:
    if _is_date(line, match.start(), match.end()) or any(n.start <= match.start() < n.end for n in line.names):
        return None
    text = match[0].removesuffix("'s").removesuffix("’s")
    aside = _PREPOSITION.search(line.plain, max(0, match.start() - 8), match.start()) is not None
    head = text.split()[-1].lower()
    start, article = match.start(), line.plain.endswith("the ", 0, match.start())
    return NounPhrase(
        text, start, start + len(text), text.endswith("s"), True, aside, head, is_person(head), True, article
    )


def _extend(line: Line, position: int, lexicon: Lexicon) -> tuple[int, list[str]]:
    """The end of the noun phrase whose determiner ends at ``position``, and its words."""
    stops = _read().stops
    words: list[str] = []
    end = position
    while len(words) < MOST_WORDS:
        match = _WORD.match(line.plain, end)
        if not match:
            break
        word = match[1]
        if words and word in _LINKS:
            onward = _DETERMINER.match(line.plain, match.end() + 1)
            following = _WORD.match(line.plain, onward.end() if onward else match.end())
            if not following or following[1] in lexicon.function_words or following[1] in stops:
                break
            words.append(word)
            end = onward.end() if onward else match.end()
            continue
        short = "'" in word and not word.endswith(("'s", "s'"))
        called = words and any(n.present and n.start == match.start(1) for n in line.names)
        if (
            short
            or called
            or word in lexicon.function_words
            or word in stops
            or (words and _is_verb(line, word, match, words[-1], lexicon))
        ):
            break
        words.append(word)
        end = match.end()
    while words and words[-1] in _LINKS:
        end = line.plain.rfind(f" {words.pop()}", position, end)
    if words and words[-1].endswith("'s"):
        words[-1], end = words[-1][:-2], end - 2
    return end, words


def _is_verb(line: Line, word: str, match: re.Match[str], before: str, lexicon: Lexicon) -> bool:
    """Whether a word after a noun goes on with the clause: "the lads touch it", "the union meets", "the bulb exploded."."""
    onward = line.plain[match.end() : match.end() + 8]
    if _OBJECT.match(onward) and (_is_plural(before) or _PRONOUN.match(onward)):
        return True
    if is_person(before) and word.removesuffix("s") in lexicon.verbs:
        return True
    return word.endswith(("ed", "ly")) and len(word) > 4 and _OVER.match(onward) is not None


def _is_date(line: Line, start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in line.dates)


def _is_plural(head: str) -> bool:
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "'s"))


_WORD = re.compile(r" ?([^\W_][\w'-]*)")
_ALONE = re.compile(
    r"(?:(?:and|so|then|right|okay|ok|next|now|well|but),? )*(?P<phrase>[a-z-]{3,}(?: [a-z-]{3,}){0,2})(?:, then)?[.?!:]*"
)
_LEADING = re.compile(
    r"^(?:the|an?|this|that|these|those|some|any|another|my|your|our|his|her|its|their|all the|both) ", re.IGNORECASE
)
_DETERMINER = re.compile(
    r"(?<![\w'-])(?:the|a|an|this|these|those|that|my|your|our|his|her|their|some|any|another|both|all the|"
    r"two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|(?!(?:it|that|there|he|she|what|when|who|let|here|where|how|one|everything|this|why|which|everybody|somebody|nobody|nothing)'s)[a-z-]+'s)(?: (?:two|three|four|five|six|ten|last|other|next|first|second|new|whole|actual))? (?=\w)"
)
_PARTICIPLE = re.compile(
    r"(?:[a-z]{2,}(?:ed|ing)|got|been|on|in|off|out|gone|done|had|made|put|sent|back|not|a|an|the|only|too|very|so|still|free|booked|shut|great|right|fine|happy|ready|up|down|away|already|always|never|my|our|your|his|her)\b"
)
"""What follows "Tony's" where that is "Tony has" or "Tony is"."""
_PREPOSITION = re.compile(r"\b(?:in|with|at|on|from|of|by|to|for|into|off|over|after|before) $")
_ALSO_PRONOUNS = frozenset({"that", "this", "some", "both"})
_VERB_S = re.compile(
    r"(?:sounds|looks|feels|seems|happens|depends|makes|helps|gives|gets|puts|leaves|costs|saves|changes|works|goes|comes|takes|needs|wants|means|says|all|one|other|are|were|people)\b"
)
_BARE_PLURAL = re.compile(
    r"\b(?:got|have|has|had|get|need|needs|want|send|sent|any|no|more|for|of|about|with|and|are|were|do|doing|some|up|on) ([a-z][a-z-]{3,}(?<![su])s)\b(?!')"
)
_PROPER = re.compile(
    r"(?<=[a-z,] )(?!(?:I|OK|Okay|Yes|No|Right|Well|God|Oh|Ah|Mr|Mrs|Ms|Dr|So|And|But|Alright|All|Perfect|Thanks|Great|Sorry|Please|Maybe|Also|Then|Now|Because|If|When|What|How|Why|Where|Who|Can|Could|Let|Just|Hi|Hey|Hello|Good|Sure|Exactly|Cool|One|Two|Three|The|That|This|It|We|You|He|She|They)\b)[A-ZÀ-Þ][\w-]+(?:(?:['’]s)? (?:of )?[A-ZÀ-Þ0-9][\w-]*)*"
)
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "my", "your", "our", "his", "her", "their", "both"])
_LINKS = frozenset(["of", "for", "on", "from", "about"])
_VAGUE = frozenset(["bit", "lot", "lots", "way", "kind", "sort", "while", "few"])
_QUANTITIES = frozenset(["couple", "pair", "number", "set", "load", "loads", "handful", "dozen", "bunch", "box", "bag"])
_OBJECT = re.compile(r" (?:it|them|him|her|me|us|you|the|a|an|my|this|that)\b")
_PRONOUN = re.compile(r" (?:it|them|him|me|us|you)\b")
_OVER = re.compile(r"$|[,.?!;]| (?:and|but|so|in|on|at|by|to|with|for|the|a|it)\b")
_DOER = re.compile(r"(?:-in-law|[^aeiou]er|ier|yer|[^aeiou]or|eer|ist|ician|woman|man|women|men|body|ants?|ees?)s?$")
