"""What a talk is about: the phrases that it opens its subjects with and comes back to, most talked about first.

A phrase counts by how often its words are said close together: "the bus gate" of one stretch outweighs a word that is sprinkled over the whole.
"""

from collections import Counter, defaultdict
from functools import lru_cache

import msgspec

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.noun import NounPhrase, find_noun_phrases
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.stems import stem
from minutebook.flow.extract.offline.words.weight import content
from minutebook.text import patterns as re

MOST = 6
STRETCH = 14
"""Lines within which the words of one subject are counted together."""
LEAST_COUNT = 3
"""How often a subject's words are said at least."""
LEAST_HEADS = 2
HEADER_WORDS = 5
OPENED = 4.0
"""What a fragment counts after "OK." or "Right.": somebody opens a subject."""


class Topic(msgspec.Struct, frozen=True):
    """A subject as it was said; ``line`` is where it is first named, ``weight`` how much is said of it."""

    text: str
    line: int
    weight: float


def find_topics(lines: tuple[Line, ...], known: tuple[str, ...], lexicon: Lexicon) -> tuple[Topic, ...]:
    """The subjects of a talk, weightiest first. ``known``: names of projects and accounts that it mentions."""
    counts = _counts(lines)
    phrases = [(line, phrase) for line in lines for phrase in find_noun_phrases(line, lexicon)]
    heads = _heads(phrases)
    candidates = [*find_headers(lines), *_phrases(phrases), *_names(lines)]
    people = {stem(word) for line in lines for name in line.names for word in content(line.text[name.start : name.end])}
    rated: dict[str, Topic] = {}
    for text, line, bonus in candidates:
        stems = [stem(word) for word in content(text)]
        if not stems or len(stems) > 4 or any(s in people for s in stems) or _EMPTY.search(plain(text)):
            continue
        if heads[stems[-1]] < LEAST_HEADS and not _NAME.fullmatch(text):
            continue
        said = [counts[s] for s in stems]
        if bonus < OPENED and (min(said) < 2 or max(said) < LEAST_COUNT):
            continue
        key = " ".join(sorted(stems))
        before = rated.get(key)
        weight = bonus + sum(said) / len(said) ** 0.5 if before is None else before.weight + 0.4
        rated[key] = Topic(text, line, weight) if before is None else Topic(before.text, before.line, weight)
    for name in known:
        first = next((line.id for line in lines if set(content(name)) & set(content(line.plain))), None)
        if first is not None:
            rated[plain(name)] = Topic(name, first, 4.0 + sum(counts[stem(word)] for word in content(name)))
    small = {word for line in lines for word in _SMALL.findall(line.text)}
    kept = _distinct(sorted(rated.values(), key=lambda t: (-t.weight, t.line)))
    return tuple(
        msgspec.structs.replace(topic, text=topic.text if topic.text in known else _uncapitalised(topic.text, small))
        for topic in kept
    )


def _uncapitalised(text: str, small: set[str]) -> str:
    """Without the capital that only the beginning of a sentence gave."""
    first = text.split(maxsplit=1)[0]
    return text[:1].lower() + text[1:] if first.lower() in small and first[1:].islower() else text


def _heads(phrases: list[tuple[Line, NounPhrase]]) -> Counter[str]:
    """How often each stem heads a noun phrase: what is never "the X" or "our X" is hardly a subject."""
    ends = (content(phrase.text) for _, phrase in phrases)
    return Counter(stem(words[-1]) for words in ends if words)


def _counts(lines: tuple[Line, ...]) -> dict[str, float]:
    """For each stem the greatest number of lines of one stretch that say it, and a little for those elsewhere."""
    places: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        for word in {stem(word) for word in content(line.plain)}:
            places[word].append(line.id)
    found: dict[str, float] = defaultdict(float)
    for word, ids in places.items():
        first, most = 0, 0
        for last, at in enumerate(ids):
            while at - ids[first] > STRETCH:
                first += 1
            most = max(most, last - first + 1)
        found[word] = most + 0.15 * min(len(ids) - most, 10)
    return found


@lru_cache(maxsize=1)  # several abilities ask for the headers of one talk
def find_headers(lines: tuple[Line, ...]) -> tuple[tuple[str, int, float], ...]:
    """Fragments that open a subject: "OK. Food waste.", "Bus gate.", "So, the slab"."""
    found = []
    for line in lines:
        text = None if line.question else _header(line.text)
        if text is None:
            continue
        before = lines[line.id - 1] if line.id else None
        same_turn = before is not None and before.turn == line.turn
        if before and not same_turn and (before.question or set(content(line.plain)) & set(content(before.plain))):
            continue
        if before and same_turn and content(before.plain):
            continue
        opened = before is not None and same_turn and bool(_OPENER.fullmatch(before.plain))
        found.append((text, line.id, OPENED if opened else 1.5))
    return tuple(found)


def _header(text: str) -> str | None:
    """The subject that a sentence names and does no more; None where it does."""
    match = _HEADER.match(text)
    if not match:
        return None
    topic = _AFTERTHOUGHT.sub("", _DETERMINER.sub("", match["topic"]))
    if _MID_PHRASE.match(plain(topic)) or _VERB.search(plain(match["topic"])):
        return None
    return topic if len(topic.split()) <= HEADER_WORDS and content(topic) else None


def _phrases(phrases: list[tuple[Line, NounPhrase]]) -> list[tuple[str, int, float]]:
    return [(_DETERMINER.sub("", phrase.text), line.id, 0.5 * phrase.definite) for line, phrase in phrases]


def _names(lines: tuple[Line, ...]) -> list[tuple[str, int, float]]:
    """Names of several words: "Harbour Street"."""
    return [(match[0], line.id, 1.0) for line in lines for match in _PROPER.finditer(line.text)]


def _distinct(topics: list[Topic]) -> tuple[Topic, ...]:
    """The first few that share no word: of "bus gate" and "gate" the weightier, in its longer form."""
    kept: list[Topic] = []
    used: Counter[str] = Counter()
    for topic in topics:
        stems = {stem(word) for word in content(topic.text)}
        if any(used[s] for s in stems):
            continue
        kept.append(topic)
        used.update(stems)
        if len(kept) == MOST:
            break
    return tuple(kept)


_SMALL = re.compile(r"(?<=[a-z,] )[a-z][\w'’-]+")
_NAME = re.compile(r"[A-Z][\w’'-]+(?: (?:of |the |and )?[A-Z0-9][\w’'-]*)*")
_HEADER = re.compile(
    r"^(?:(?:OK|Okay|Right|Now|So|And|Then|Next|Good|Lovely|Well|Fine|Alright|All right|Anyway|Um|Yes)[,.]? )*(?P<topic>(?:[Tt]he |[Yy]our |[Oo]ur )?[\w'’&/-]+(?: [\w'’&/-]+){0,4})(?:[.:]|, (?:last thing|next|then|please|quickly)\b)"
)
_OPENER = re.compile(
    r"(?:(?:ok|okay|right|now|so|next|good|lovely|well|fine|alright|all right|anyway|um|brilliant|great|perfect)[,. ]*)+"
)
_DETERMINER = re.compile(
    r"^(?:the|a|an|this|these|those|that|my|your|our|his|her|their|some|any|another|both|all the|[A-Za-z]+['’]s(?= )|two|three|four|five|six|seven|eight|nine|ten|twelve|\d+)\s+(?:(?:two|three|other|next|last|first|new|whole|actual)\s+)?",
    re.IGNORECASE,
)
_MID_PHRASE = re.compile(
    r"(?:with|then|from|for|at|on|in|by|to|of|without|till|until|after|before|since|because|if|when|which|than|as|or|so)\b"
)
"""What no subject begins with."""
_AFTERTHOUGHT = re.compile(r"(?: (?:then|again|now|next|too|though|first))+$")
_PROPER = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+(?: (?:of |the |and )?[A-Z][\w’'-]+)+")
_VERB = re.compile(
    r"\b(?:i|i'm|i'll|you|we|he|she|they|it|it's|that's|is|are|was|were|be|do|does|did|have|has|had|go|going|get|got|thanks?|thank|yes|no|yeah|ok|okay|sure|exactly|please|sorry|hello|hi|bye|morning|good|great"
    r"|lovely|brilliant|perfect|right|fine|done|agreed|please|course|true|not|never|very|just|really|too|same|much|more|better|maybe|probably|today|tomorrow|yesterday|monday|tuesday|wednesday|thursday|friday|saturday|sunday|cheers|noted|enough|fair|nothing|nobody|everyone|everybody|absolutely|definitely|me|him|them|here|there|again|now|wait|what|who|how|when|why|where|said|think|know|love|ha)\b"
)
_EMPTY = re.compile(
    r"\b(?:m+h*m+|h+m+|u+h+m*|thing|things|way|bit|lot|day|days|week|weeks|month|months|year|years|minute|minutes|hour|hours|time|times|moment|end|morning|afternoon|evening|night|one|ones|people|question|problem|idea|point|something|anything|someone|somebody|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?"
    r"|january|february|march|april|may|june|july|august|september|october|november|december|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teenth|\w*(?:ty|tieth|first|second|third|fourth|fifth|sixth|ninth)|hundred|thousand|million|list|meeting|call|everything|everybody|everyone|anybody|nobody|name|chance|word|words|fact|case|rest|back|front|top|bottom|middle|left|hand|hands|head|got|gone|been|enough|start|same|sake|eye|eyes|phone|email|mail|note|notes|page|line|lines|first|plan|per cent|percent|number|numbers|half|quarter|couple|kind|sort|side|part|place|reason|stuff|guy|man|woman|guys|god|world|life|sake)\b"
)
