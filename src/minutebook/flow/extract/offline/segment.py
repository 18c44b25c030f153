"""A source's talk as turns and sentences, the same from every layout: cues of one speaker are joined before sentences are cut.

A sentence knows the utterances that it lies in; nothing else depends on where a file cuts its cues. In documents,
checklists and mail an utterance is a sentence already.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

import msgspec

from minutebook.model.source import Form, Source, Utterance

UNPUNCTUATED_WORDS = 45
"""Words without an end mark after which a run counts as unpunctuated: spoken sentences of dev and AMI rarely have more."""
MARKS_PER_WORD = 0.02
"""Sources with fewer end marks than one in fifty words are unpunctuated throughout."""


class Sentence(msgspec.Struct, frozen=True):
    """``id`` counts sentences, ``turn`` is the turn's id, ``start`` seconds; ``form`` and ``checked`` are its utterance's."""

    id: int
    text: str
    speaker: str | None
    utterances: tuple[int, ...]
    turn: int
    start: float | None = None
    form: Form = Form.TURN
    checked: bool | None = None


class Turn(msgspec.Struct, frozen=True):
    """What one speaker said without another between; ``sentences`` are ids."""

    id: int
    speaker: str | None
    sentences: range
    utterances: tuple[int, ...]


class Talk(msgspec.Struct, frozen=True):
    """``spoken``: whether people talk here, as against a document or checklist."""

    sentences: tuple[Sentence, ...]
    turns: tuple[Turn, ...]
    spoken: bool = True


def segment(source: Source) -> Talk:
    """The talk of a source; utterances without words are left out."""
    sentences: list[Sentence] = []
    turns: list[Turn] = []
    bare = is_unpunctuated(source.utterances)
    for group in _turns(source.utterances):
        first = len(sentences)
        for text, ids in _sentences(group, bare):
            head = group[0] if len(group) == 1 else next(u for u in group if u.id == ids[0])
            sentences.append(
                Sentence(len(sentences), text, head.speaker, ids, len(turns), head.start, head.form, head.checked)
            )
        turns.append(Turn(len(turns), group[0].speaker, range(first, len(sentences)), tuple(u.id for u in group)))
    return Talk(tuple(sentences), tuple(turns), any(u.form is Form.TURN for u in source.utterances))


def is_unpunctuated(utterances: tuple[Utterance, ...]) -> bool:
    """Whether a source's speech has practically no end marks."""
    spoken = [u.text for u in utterances if u.form is Form.TURN]
    words = sum(len(text.split()) for text in spoken)
    marks = sum(len(_MARK.findall(text)) for text in spoken)
    return words >= UNPUNCTUATED_WORDS and marks < MARKS_PER_WORD * words


def _turns(utterances: tuple[Utterance, ...]) -> Iterator[list[Utterance]]:
    """Neighbouring utterances of one speaker; where nobody is named, of one unfinished sentence."""
    group: list[Utterance] = []
    for utterance in utterances:
        if not any(map(str.isalnum, utterance.text)):
            continue
        if group and not _continues(group[-1], utterance):
            yield group
            group = []
        group.append(utterance)
    if group:
        yield group


def _continues(before: Utterance, after: Utterance) -> bool:
    if before.form is not Form.TURN or after.form is not Form.TURN or before.speaker != after.speaker:
        return False
    return after.speaker is not None or not _FINISHED.search(before.text)


def _sentences(group: list[Utterance], bare: bool) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The sentences of one turn, each with the ids of the utterances that it lies in."""
    texts = [" ".join(u.text.split()) for u in group]
    if group[0].form is not Form.TURN:
        yield texts[0], (group[0].id,)
        return
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text) + 1)
    joined = " ".join(texts)
    for start, end in _spans(joined, bare):
        first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
        yield joined[start:end], tuple(u.id for u in group[first : last + 1])


def _spans(text: str, bare: bool) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _END.finditer(text):
        if match.end() < len(text) and _is_inside(text, match):
            continue
        yield from _pieces(text, start, match.end("mark"), bare)
        start = match.end()
    if start < len(text):
        yield from _pieces(text, start, len(text), bare)


def _is_inside(text: str, match: re.Match[str]) -> bool:
    """Whether a mark does not end a sentence: an abbreviation, an initial, a pause before a small letter."""
    mark, following = match["mark"], text[match.end()]
    if mark.startswith(("...", "…")):
        return following.islower()
    return mark[0] == "." and bool(_ABBREVIATION.search(text, max(0, match.start() - 12), match.start() + 1))


def _pieces(text: str, start: int, end: int, bare: bool) -> Iterator[tuple[int, int]]:
    """A run between end marks: whole where it reads like a sentence, cut by discourse markers where nobody punctuated it."""
    run = text[start:end]
    words = run.count(" ") + 1
    if words < 8 or not (bare or (words > UNPUNCTUATED_WORDS and 25 * run.count(",") < words)):
        yield start, end
        return
    begin = start
    for match in _MARKER.finditer(text, start, end):
        cut = match.start()
        before = text.count(" ", begin, cut)
        if before >= (3 if match["strong"] else 6) and not _HANGING.search(text, begin, cut):
            yield begin, cut - 1
            begin = cut
    yield begin, end


_MARK = re.compile(r"[.!?…]+(?=[\"'”’)\]]*(?:\s|$))")
_FINISHED = re.compile(r"[.!?…][\"'”’)\]]*\s*$")
_END = re.compile(r"(?P<mark>[.!?…]+[\"”’)\]]*)(?:\s+|$)|(?P<stop>[。！？])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Za-z]|mr|mrs|ms|dr|prof|st|no|vs|etc|approx|inc|ltd|co|jr|sr|e\.g|i\.e|p\.m|a\.m|u\.s|u\.k)\.$",
    re.IGNORECASE,
)
_MARKER = re.compile(
    r"(?<= )(?:"
    r"(?P<strong>(?:okay|ok|right|anyway|alright|oh|yes|yeah|well|hello|thanks|thank you)(?= )"
    r"|(?:so|and|but)(?= (?:i|i'm|i'll|i've|i'd|you|you're|you'll|we|we're|we'll|we've|he|he's|she|she's|they|they're"
    r"|then|that|that's|there|there's|this|if|what|when|who|how|can|could|would|will|please|let's|maybe|also|it|it's|the|my|your|our)\b)"
    r"|(?:so|but)(?= )"
    r"|(?:can|could|would|will|do|are|is|did|have) you(?= )"
    r"|(?:i'll|i will|we'll|let's|i can|i'm going to|i need|we need|you need|let me)(?= )"
    r"|(?:what|who|when|where|how|why)(?: (?:is|are|about|do|does|did|if)|'s)(?= ))"
    r"|(?:and|because|if|which|please|then)(?= )"
    r")",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"\b(?:and|or|but|so|because|that|if|when|what|who|how|where|why|which|the|a|an|to|of|for|with|in|on|at|by|from|as|than|like"
    r"|i|we|he|she|they|i think|think|thought|know|knows|say|says|said|tell|told|ask|asked|is|are|was|were|be|not|just|only|also"
    r"|mean|hope|guess|sure|unless|until|while|before|after|and then)\s+$",
    re.IGNORECASE,
)
