"""Whether a sentence goes on with what was said before, turns to something else, or does no more than name it."""

from functools import cache, lru_cache

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.reported import heard
from minutebook.flow.extract.offline.words.data import DATA
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.words.stems import IRREGULAR, stem
from minutebook.text import patterns as re

OWN_MATTER = 2
"""Words of content from which a sentence says itself what it is about."""
HEADING = 3
"""Words that a bare name has at most."""


@lru_cache(maxsize=4096)
def leans(line: Line) -> bool:
    """Whether a line says "it" or nothing of what it is about, and so goes on with what was said before."""
    if _ANAPHOR.match(line.plain):
        return True
    own = content(line)
    if _OBJECT.search(line.plain) and len(own) <= OWN_MATTER and not (_SUBJECT.match(line.plain) and own):
        return True
    if is_heading(line):
        return not own
    return not own - _verb_stems() if line.question else len(own) < OWN_MATTER


def names_matter(line: Line) -> bool:
    """Whether a line does no more than name a matter or ask for it, as "The bleeps." and "And the roof, Jorge?" do."""
    reports = any(name.startswith("sure") for name in heard(line))
    return is_heading(line) and not leans(line) and not reports


@lru_cache(maxsize=4096)
def is_heading(line: Line) -> bool:
    """Whether a line is the bare name of a thing, as a chair walks down a list: "The printer.", "Liquor licence?", "Hamish, trees."."""
    text = _without_people(line)
    if _FRAGMENT.match(line.plain) or _FRAGMENT.match(text.lstrip(" ,")):
        return not _BY.search(line.plain) and not _TELLS.search(line.plain)
    if line.dates or not line.plain.endswith((".", "?")):
        return False
    words = _WORD.findall(_TURNS_TO.sub("", text))
    return 0 < len(words) <= HEADING and all(map(_may_name, words))


@lru_cache(maxsize=4096)
def _may_name(word: str) -> bool:
    """Whether a word may be part of a bare name: no function word, verb, figure, or word with which people only answer."""
    lexicon = read_lexicon()
    return not (
        len(word) < 3
        or "'" in word
        or word in lexicon.function_words
        or word in lexicon.weak_verbs
        or word in _answers()
        or word.endswith(("ly", "ful", "lous", "less"))
        or (word.endswith("ed") and word[:-2] in lexicon.verbs)
        or _FIGURE.match(word)
    )


@cache
def _answers() -> frozenset[str]:
    return frozenset((DATA / "en" / "answers.txt").read_text(encoding="utf-8").split())


def _without_people(line: Line) -> str:
    text = line.plain
    for name in sorted(line.names, key=lambda name: -name.start):
        text = f"{text[: name.start]} {text[name.end :]}"
    return text


def opens(line: Line) -> bool:
    """Whether a line turns to something else: asks, names a thing, adds to what was said."""
    turns = line.question or _NEW_MATTER.match(line.plain) or is_heading(line)
    return bool(turns) and not leans(line)


def starts(line: Line) -> bool:
    """Whether a line begins with a thing of its own: "The flour contract still has to be signed."."""
    return _SUBJECT.match(line.plain) is not None and not leans(line)


@cache
def _verb_stems() -> frozenset[str]:
    return frozenset(map(stem, read_lexicon().verbs - {"second"}))  # the second chapter


def content(line: Line) -> frozenset[str]:
    """The stems of what a line is about: no function words, weak verbs, people or days."""
    spans = sorted([(n.start, n.end) for n in line.names] + [(d.start, d.end) for d in line.dates], reverse=True)
    text = line.plain
    for start, end in spans:
        text = f"{text[:start]} {text[end:]}"
    return _content(text)


@lru_cache(maxsize=16_384)
def _content(text: str) -> frozenset[str]:
    lexicon = read_lexicon()
    words = (word.partition("'")[0] for word in _WORD.findall(text))
    telling = (w for w in words if w not in lexicon.function_words and w not in lexicon.weak_verbs and len(w) > 1)
    return frozenset(map(stem, telling))


_WORD = re.compile(r"[^\W_]+(?:'\w+)?")
_FIGURE = re.compile(
    r"\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty(?:\w+)?|hundred|thousand|million|half|\w+eenth|\w+ieth)$"
)
_OPENING = r"(?:(?:and|so|but|no|yes|yeah|well|oh|ok|okay|because|um|right|good|fine|great|then|now|ah|aye)[,.]? )*"
_ANAPHOR = re.compile(rf"{_OPENING}(?:it|that|this|they|them|those|he|she|there)(?:'\w+)?\b")
_OBJECT = re.compile(
    r"\b(?:it|them)\b|(?<!after )(?<!like )\b(?:that|this|those|one)(?=[,.!?;]|$| (?:by|on|to|for|over|today|tomorrow|next|this|until|till|in|off|instead|then|now|too|as)\b)"
)
_TURNS_TO = re.compile(r"^\W*(?:(?:and|so|now|next|then|right|okay|ok|oh|well|good|fine)\b\W*)+")
_NEW_MATTER = re.compile(
    r"(?:and|so|right|ok|okay|now|next|also|then|oh|by the way|what about|how about|did you|have you|where are)\b(?=.* )"
    r"|(?:about|as for|as to|speaking of|on to|back to|last|one more) (?:the|your|my|our|his|her|that|those|one|thing|point|for)\b"
)
_SUBJECT = re.compile(rf"{_OPENING}(?:(?:the|my|your|our|his|her|a|an) (?:\w+ )?\w+|(?:\w+ ){{0,2}}\w+:)")
_TELLS = re.compile(
    rf"\b(?:is|are|was|were|am|be|been|has|have|had|will|would|can|could|does|lost|came|fell|broke|said|thought|stood|felt|{'|'.join(sorted(IRREGULAR.keys() - {'read', 'put', 'set', 'cut'}))})\b"
    r"|'(?:s|re|ll|ve|d) \w+(?:ed|ing)\b"
    r"|\b(?!(?:of|for|on|in|to|at|from|with|about|and|by|or|as|so|but|then|now|next|right|okay|ok|well|yes|no|oh)\b)[\w']+ (?:the|a|an|my|our|your|his|her|their|us|me|him|them|it)\b"
)
_BY = re.compile(r"\b(?:by|until|till|on)\b")
_FRAGMENT = re.compile(
    rf"{_OPENING}(?:(?:as to|item \w+,?|about|what about) )?(?:the|your|my|our|his|her) \w+(?: \w+){{0,3}} ?[.?:]$"
    r"|(?:and|now|next),? (?!(?:i|it|we|you|he|she|they|that|this|there|then|so|no|yes|yeah|is|are|was)\b)\w+(?: \w+){0,2} ?(?:, \w+)?[.?]$"
)
