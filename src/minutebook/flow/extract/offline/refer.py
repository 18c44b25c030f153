"""What a pronoun stands for: the last noun phrase that fits, found without a tagger by determiners and function words."""

import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.stems import stem, stems_of

LINES_BACK = 9
LINES_PERSON = 16
"""People are remembered longer than things."""
"""How many lines a pronoun looks back: a referent further back is more often wrong than right."""
MOST_WORDS = 5
LINES_TOPIC = 6
LINES_ONWARD = 4
TOPIC_LEAST = 1.5
SALIENCE = {"again": 1.0, "near": 3.0, "definite": 0.5, "long": 0.5, "aside": 1.0}
"""How much speaks for a referent: by grid over the wording of the tasks of eval/dev and dev-long."""


class NounPhrase(msgspec.Struct, frozen=True):
    text: str
    start: int
    end: int
    plural: bool
    definite: bool
    aside: bool = False
    """After a preposition: seldom what a pronoun goes on with."""


def find_noun_phrases(line: Line, lexicon: Lexicon) -> tuple[NounPhrase, ...]:
    """The noun phrases of a line: after a determiner, a possessive or a number, names of things, bare plurals; left to right."""
    found = [phrase for match in _PROPER.finditer(line.text) if (phrase := _proper(line, match))]
    after = 0
    for opening in _DETERMINER.finditer(line.plain):
        if opening.start() < after or (
            "'s " in opening[0] and (not opening.start() or not line.text[opening.start()].isupper())
        ):
            continue
        if opening[0].split()[0] in _ALSO_PRONOUNS and _VERB_S.match(line.plain, opening.end()):
            continue
        end, words = _extend(line, opening.end(), lexicon)
        if not words or words[-1] in _EMPTY_HEADS or words[0] in _EMPTY_HEADS or _is_date(line, opening.start(), end):
            continue
        after = end
        definite = opening[0].split()[0] in _DEFINITE or "'s " in opening[0]
        aside = _PREPOSITION.search(line.plain, 0, opening.start()) is not None
        text = line.text[opening.start() : end]
        found.append(NounPhrase(text, opening.start(), end, _is_plural(words), definite, aside))
    found += [
        NounPhrase(m[1], m.start(1), m.end(1), True, False)
        for m in _BARE_PLURAL.finditer(line.plain)
        if m.start(1) >= after
        and m[1] not in lexicon.function_words
        and m[1] not in _STOPS
        and m[1] not in _EMPTY_HEADS
    ]
    return tuple(sorted(found, key=lambda phrase: phrase.start))


def _proper(line: Line, match: re.Match[str]) -> NounPhrase | None:
    if _is_date(line, match.start(), match.end()) or any(n.start <= match.start() < n.end for n in line.names):
        return None
    text = match[0].removesuffix("'s").removesuffix("’s")
    return NounPhrase(text, match.start(), match.start() + len(text), text.endswith("s"), True)


def find_referent(lines: tuple[Line, ...], line: Line, position: int, plural: bool, lexicon: Lexicon) -> str | None:
    """The noun phrase that "it", "that" or "them" at ``position`` of ``line`` stands for; None where nothing fits.

    Of what was named in the lines before, the one spoken of most and last.
    """
    best, most = None, 0.0
    seen: dict[str, int] = {}
    phrases = list(_backwards(lines, line, position, lexicon))
    for _, phrase in phrases:
        seen[_head(phrase)] = seen.get(_head(phrase), 0) + 1
    for back, phrase in phrases:
        value = (
            SALIENCE["again"] * min(seen[_head(phrase)], 3)
            + SALIENCE["near"] / (1 + back)
            + SALIENCE["definite"] * phrase.definite
            + SALIENCE["long"] * min(phrase.text.count(" "), 2)
            - SALIENCE["aside"] * phrase.aside
        )
        value -= 0 if phrase.plural == plural else 9
        if best is None or value > most:
            best, most = phrase.text, value
    return best if most > 0 or not plural else None


def find_topic(lines: tuple[Line, ...], number: int, said: frozenset[str], lexicon: Lexicon) -> str | None:
    """What is being talked about around a line: the noun phrase whose words are said most there, and that ``said`` does not have."""
    near = lines[max(0, number - LINES_BACK) : number + LINES_ONWARD]
    counts = Counter(stem for line in near for stem in stems_of(line.plain, lexicon))
    best, most = None, TOPIC_LEAST
    for line in lines[max(0, number - LINES_TOPIC) : number + 2]:
        for phrase in find_noun_phrases(line, lexicon):
            bare = _ARTICLE.sub("", phrase.text)
            stems = stems_of(bare, lexicon)
            if (
                not stems
                or stems & said
                or stems & _NUMBERS
                or len(stems) > 4
                or "'" in bare
                or any(n.present and n.start < phrase.end and phrase.start < n.end for n in line.names)
            ):
                continue
            value = sum(counts[s] for s in stems) / len(stems) ** 0.5 - 0.25 * abs(line.id - number)
            if value > most:
                best, most = bare, value
    return best


def _head(phrase: NounPhrase) -> str:
    words = phrase.text.lower().split()
    return stem(words[next((n for n, word in enumerate(words) if word in _LINKS), len(words)) - 1])


def find_person(lines: tuple[Line, ...], line: Line, position: int) -> str | None:
    """The absent person named last before ``position``: whom "him", "her" or "them" means."""
    for back in range(line.id, max(-1, line.id - LINES_PERSON), -1):
        before = [n for n in lines[back].names if not n.present and (back < line.id or n.end <= position)]
        if before:
            return before[-1].name
    return None


def _backwards(
    lines: tuple[Line, ...], line: Line, position: int, lexicon: Lexicon
) -> Iterator[tuple[int, NounPhrase]]:
    """Noun phrases before ``position``, each with how many lines back it stands."""
    for back in range(line.id, max(-1, line.id - LINES_BACK), -1):
        for phrase in find_noun_phrases(lines[back], lexicon):
            if back < line.id or phrase.end <= position:
                yield line.id - back, phrase


def _extend(line: Line, position: int, lexicon: Lexicon) -> tuple[int, list[str]]:
    """The end of the noun phrase whose determiner ends at ``position``, and its words."""
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
            if not following or following[1] in lexicon.function_words or following[1] in _STOPS:
                break
            words.append(word)
            end = onward.end() if onward else match.end()
            continue
        if word in lexicon.function_words or word in _STOPS:
            break
        words.append(word)
        end = match.end()
    while words and words[-1] in _LINKS:
        words.pop()
    if words and words[-1].endswith("'s"):
        words[-1], end = words[-1][:-2], end - 2
    return end, words


def _is_date(line: Line, start: int, end: int) -> bool:
    return any(span.start < end and start < span.end for span in line.dates)


def _is_plural(words: list[str]) -> bool:
    head = words[next((n for n, word in enumerate(words) if word in _LINKS), len(words)) - 1]
    return head.endswith("s") and not head.endswith(("ss", "us", "is", "'s"))


_WORD = re.compile(r" ?([^\W_][\w'-]*)")
_DETERMINER = re.compile(
    r"(?<![\w'-])(?:the|a|an|this|these|those|that|my|your|our|his|her|their|some|any|another|both|all the|"
    r"two|three|four|five|six|seven|eight|nine|ten|twelve|\d+|(?!(?:it|that|there|he|she|what|when|who|let|here|where|how|one|everything|this|why|which|everybody|somebody|nobody|nothing)'s)[a-z-]+'s)(?: (?:two|three|four|five|six|ten|last|other|next|first|second|new|whole|actual))? (?=\w)"
)
_ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those|some|any|another|my|your|our|his|her|their) ", re.IGNORECASE)
_PREPOSITION = re.compile(r"\b(?:in|with|at|on|from|of|by|to|for|into|off|over|after|before) $")
_ALSO_PRONOUNS = frozenset({"that", "this", "some", "both"})
_VERB_S = re.compile(
    r"(?:sounds|looks|feels|seems|happens|depends|makes|helps|gives|gets|puts|leaves|costs|saves|changes|works|goes|comes|takes|needs|wants|means|says|all|one|other|are|were|people)\b"
)
_NUMBERS = frozenset(
    stem(word)
    for word in "one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million "
    "first second third fourth fifth sixth seventh eighth ninth tenth twelfth percent minutes hours days weeks months half".split()
)
_BARE_PLURAL = re.compile(
    r"\b(?:got|have|has|had|get|need|needs|want|send|sent|any|no|more|for|of|about|with|and|are|were|do|doing|some|up|on) ([a-z][a-z-]{3,}(?<![su])s)\b(?!')"
)
_PROPER = re.compile(
    r"(?<=[a-z,] )(?!(?:I|OK|Okay|Yes|No|Right|Well|God|Oh|Ah|Mr|Mrs|Ms|Dr|So|And|But)\b)[A-ZÀ-Þ][\w-]+(?: (?:of )?[A-ZÀ-Þ0-9][\w-]*)*"
)
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "my", "your", "our", "his", "her", "their", "both"])
_LINKS = frozenset(["of", "for", "on", "from", "about"])
_EMPTY_HEADS = frozenset(
    [
        "thing",
        "things",
        "way",
        "time",
        "times",
        "bit",
        "lot",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "end",
        "moment",
        "minute",
        "problem",
        "question",
        "idea",
        "point",
        "one",
        "ones",
        "people",
        "other",
        "rest",
        "kind",
        "sort",
        "same",
        "only",
        "moment",
        "case",
        "side",
        "hand",
        "place",
        "reason",
        "stuff",
        "it's",
        "that's",
        "while",
        "couple",
        "few",
        "morning",
        "afternoon",
        "evening",
        "year",
        "hour",
        "hours",
        "first",
        "last",
        "next",
        "whole",
        "fact",
        "middle",
        "start",
        "back",
        "top",
        "sense",
        "chance",
        "best",
    ]
)
_STOPS = frozenset(
    [
        "came",
        "come",
        "comes",
        "went",
        "goes",
        "says",
        "said",
        "needs",
        "wants",
        "works",
        "worked",
        "gets",
        "runs",
        "ran",
        "looks",
        "looked",
        "first",
        "back",
        "again",
        "anyway",
        "instead",
        "already",
        "yet",
        "once",
        "asked",
        "told",
        "sent",
        "gave",
        "made",
        "means",
        "meant",
        "thinks",
        "thought",
        "knows",
        "knew",
        "keeps",
        "kept",
        "takes",
        "took",
        "puts",
        "ends",
        "ended",
        "starts",
        "started",
        "closes",
        "closed",
        "opens",
        "opened",
        "arrives",
        "arrived",
        "being",
        "having",
        "off",
        "over",
        "gone",
        "done",
        "going",
        "doing",
        "getting",
        "coming",
        "making",
        "saying",
        "thinking",
        "looking",
        "still",
        "never",
        "always",
        "see",
        "say",
        "know",
        "think",
        "want",
        "need",
        "get",
        "go",
        "make",
        "take",
        "send",
        "tell",
        "ask",
    ]
)
