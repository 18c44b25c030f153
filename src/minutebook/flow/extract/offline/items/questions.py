"""Open questions: asked, and not answered by the end.

What marks them is less the asking than the leaving: somebody does not know, or the meeting says that it stays open. Every question, asked outright
or inside a statement ("I've no idea who runs the ferry"), is weighed by how it and the talk after it read and by the signs that leave it open.
"""

from collections.abc import Iterator, Sequence
from math import exp, log

import msgspec
import numpy as np

from minutebook.flow.extract.offline.items.heading import Headings
from minutebook.flow.extract.offline.talk.blocks import Blocks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.segment import Talk, is_unpunctuated
from minutebook.flow.extract.offline.talk.sense import LABELS
from minutebook.flow.extract.offline.talk.statement import state
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.patterns import read_patterns, read_weights
from minutebook.flow.extract.offline.words.weight import content, detail
from minutebook.flow.extract.offline.words.whole import is_cut
from minutebook.model.extraction import Question
from minutebook.model.source import Source
from minutebook.text import patterns as re

THRESHOLD = 0.27
"""Least chance of an open question: F1 of meetings left out is flat from .2 to .36, and of what is told from .27 on .71 are right instead of .66."""
FAINT = -3.5
"""Log odds of being part of an open question below which a line is not looked at unless a sign follows."""
APART = 6
"""Lines between two open questions: nearer ones are one."""
AFTER = 5
"""Lines from a question on in which people say that it stays open."""
REACH = 9
"""Lines between two signs of one open matter."""
BACK = 7
"""Lines that a question may lie before the first sign that it stays open."""
EVIDENCE = 3
SAYS = 2
"""Content words of the shortest question that says something."""
ANSWERED = 1.2
LEFT_OPEN, UNKNOWN, ASKED, EMBEDDED, MATTER = 1.8, 1.1, 0.9, 1.3, 0.4
MOST_SIGNS = 2.9


class Candidate(msgspec.Struct, frozen=True):
    """A question: the line that asks, outright or inside a statement, those that leave it open, and what tells whether it stays so."""

    line: Line
    outright: bool
    signs: tuple[int, ...]
    features: dict[str, float]

    @property
    def chance(self) -> float:
        weights = read_weights("questions_weights")
        return 1 / (1 + exp(-weights["bias"] - sum(weights[name] * value for name, value in self.features.items())))


def find_questions(
    source: Source, talk: Talk, lines: tuple[Line, ...], people: People, lexicon: Lexicon, senses: np.ndarray
) -> tuple[Question, ...]:
    """The open questions of a source, in order."""
    if not talk.spoken:
        return ()
    blocks = Blocks(source, "question")
    headings = Headings(lines, lexicon, senses, "question")
    bare = is_unpunctuated(source.utterances)
    rated = [(candidate.chance, candidate) for candidate in find_candidates(lines, senses, bare)]
    found: dict[int, Question] = {}
    for chance, candidate in sorted(rated, key=lambda each: -each[0]):
        at = candidate.line.id
        if chance < THRESHOLD:
            break
        if any(abs(at - other) <= APART for other in found) or (not bare and is_cut(talk.sentences[at].text)):
            continue
        words = word(candidate, people, lexicon)
        if words:
            words, evidence = headings.head(words, (at,)), cite(lines, candidate)
            found[at] = Question(
                id=blocks.item_id(evidence[0]), text=words, evidence=evidence, confidence=round(chance, 2)
            )
    return tuple(question for _, question in sorted(found.items()))


def find_candidates(lines: tuple[Line, ...], senses: np.ndarray, bare: bool) -> Iterator[Candidate]:
    """Every question that might stay open; ``bare``: the talk has no question marks."""
    embedded = read_patterns("questions")["embedded"]
    odds: list[float] = senses[:, LABELS.index("question")].tolist()
    signs = [_sign(line) for line in lines]
    asked = frozenset(line.id for line in lines if line.text.endswith("?") or (bare and line.question))
    openings = _openings(lines, signs, asked)
    for line in lines:
        leaving = tuple(n for n in range(line.id, min(len(lines), line.id + AFTER + 1)) if signs[n])
        if not leaving and max(odds[max(0, line.id - 1) : line.id + 4]) < FAINT:
            continue
        outright = line.id in asked
        for how in (*([True] if outright else []), *([False] if embedded.search(line.plain) else [])):
            features = describe(lines, line, senses, signs) | {
                "outright": float(how),
                "opening": min(MOST_SIGNS, openings.get(line.id, 0.0)),
            }
            yield Candidate(line, how, leaving, features)


def describe(lines: tuple[Line, ...], line: Line, senses: np.ndarray, signs: Sequence[float]) -> dict[str, float]:
    """What tells whether a question stays open: how it and the lines around read, signs, its words, what is said next."""
    odds, at = senses[:, LABELS.index("question")], line.id
    tasks = senses[at : at + AFTER, [LABELS.index("mine"), LABELS.index("yours")]]
    reply = next((other for other in lines[at + 1 : at + 4] if other.turn != line.turn), None)
    words = len(content(line.plain))
    return {
        "sense": float(odds[at]),
        "after": float(odds[at : at + AFTER].max()),
        "before": float(odds[max(0, at - 3) : at].max(initial=-6.0)),
        "task": float(tasks.max()),
        "sign": min(MOST_SIGNS, sum(signs[at : at + AFTER])),
        "late_sign": float(any(signs[at + AFTER : at + 2 * AFTER])),
        "matter": float(bool(_MATTER.search(line.plain))),
        "content": min(words, 8) / 4,
        "empty": float(words < SAYS),
        "early": float(at < 0.06 * len(lines)),
        "you": float(bool(_YOU.search(line.plain))),
        "reply_detail": min(detail(reply.text), 3) / 3 if reply else 0.0,
        "reply_asks": float(bool(reply and reply.question)),
        "length": log(len(lines)) / 5,
    }


def cite(lines: tuple[Line, ...], candidate: Candidate) -> tuple[int, ...]:
    """The utterances that ask a question and leave it open."""
    chosen = {candidate.line.id, *candidate.signs[-2:]}
    return tuple(sorted({lines[n].utterances[0] for n in chosen}))[:EVIDENCE]


def word(candidate: Candidate, people: People, lexicon: Lexicon) -> str:
    """The question in words; empty where it asks nothing."""
    words = _wording(candidate.line, candidate.outright, people, lexicon)
    return words if _stands(words) else ""


def _sign(line: Line) -> float:
    """How clearly a line says that something stays open."""
    patterns = read_patterns("questions")
    left, unknown = patterns["left_open"].search(line.plain), patterns["unknown"].search(line.plain)
    return LEFT_OPEN * bool(left) + UNKNOWN * bool(unknown)


def _openings(lines: tuple[Line, ...], signs: Sequence[float], asked: frozenset[int]) -> dict[int, float]:
    """The questions that signs lead back to, with what speaks for each."""
    found: dict[int, float] = {}
    for group in _gather(signs):
        opening = _open(lines, group, asked)
        if opening:
            found[opening[0]] = max(found.get(opening[0], 0.0), opening[1])
    return found


def _gather(signs: Sequence[float]) -> list[list[tuple[int, float]]]:
    """The signs of openness with their weights, those of one matter together."""
    groups: list[list[tuple[int, float]]] = []
    for n, weight in enumerate(signs):
        if weight and groups and n - groups[-1][-1][0] <= REACH // 2:
            groups[-1].append((n, weight))
        elif weight:
            groups.append([(n, weight)])
    return groups


def _open(
    lines: tuple[Line, ...], signs: list[tuple[int, float]], questions: frozenset[int]
) -> tuple[int, float] | None:
    """The question that some signs leave open and what speaks for it; None where none is found for them."""
    patterns = read_patterns("questions")
    first, last = signs[0][0], signs[-1][0]
    asked = _question_before(lines, first, last, questions)
    inside = _embedded(lines, signs, questions)
    chosen = _choose(lines, asked, inside)
    if chosen is None:
        return None
    line = lines[chosen]
    weight = min(MOST_SIGNS, sum(value for _, value in signs))
    weight += ASKED * (asked is not None) + EMBEDDED * (inside is not None) + MATTER * bool(_MATTER.search(line.plain))
    weight -= 1.5 * bool(patterns["idle"].search(line.plain))
    weight -= ANSWERED * any(patterns["answered"].search(after.plain) for after in lines[last : last + 4])
    weight -= 1.0 * (chosen < len(lines) * 0.06)
    return chosen, weight


def _choose(lines: tuple[Line, ...], asked: int | None, inside: int | None) -> int | None:
    """The question asked outright, unless only the one inside a statement asks who, whose or whether."""
    if asked is None or inside is None:
        return inside if asked is None else asked
    return inside if _MATTER.search(lines[inside].plain) and not _MATTER.search(lines[asked].plain) else asked


def _question_before(lines: tuple[Line, ...], first: int, last: int, questions: frozenset[int]) -> int | None:
    """The question that is left open: the nearest before the first sign, of those that say most what they are about."""
    patterns = read_patterns("questions")
    before = [
        line
        for line in lines[max(0, first - BACK) : last + 1]
        if line.id in questions and not patterns["idle"].search(line.plain)
    ]
    near = [line for line in before if _says(line) or _MATTER.search(line.plain)]

    def rate(line: Line) -> float:
        return min(len(content(line.plain)), 6) + 1.5 * bool(_MATTER.search(line.plain)) - 0.5 * abs(first - line.id)

    return max(near, key=rate).id if near else None


def _says(line: Line) -> bool:
    """Whether a question has a content word that is not the name of somebody asked."""
    text = line.text
    for name in reversed(line.names):
        text = text[: name.start] + text[name.end :]
    return bool(content(plain(text)))


def _embedded(lines: tuple[Line, ...], signs: list[tuple[int, float]], questions: frozenset[int]) -> int | None:
    """The sign that holds its own question, the weightiest first: "I've no idea who runs the ferry"."""
    embedded = read_patterns("questions")["embedded"]
    for n, _ in sorted(signs, key=lambda sign: -sign[1]):
        inside = embedded.search(lines[n].plain)
        if inside and n not in questions and (content(_ABOUT.sub("", inside[0])) or _MATTER.search(inside[0])):
            return n
    return None


def _wording(line: Line, asked: bool, people: People, lexicon: Lexicon) -> str:
    """The question as a sentence of its own."""
    text = state(msgspec.structs.replace(line, text=_UNSURE.sub("", line.text)), people, lexicon).rstrip(".?! ")
    if not asked:
        match = read_patterns("questions")["embedded"].search(plain(text))
        text = _ABOUT.sub("", text[match.start() : match.end()]) if match else text
    text = _straight(re.split(r"[.?!] ", text)[0])
    return f"{text[:1].upper()}{text[1:]}?"


def _straight(text: str) -> str:
    """A question without what leads up to it, its verb where a question has it: "the question is what the cost is", "what is the cost"."""
    if not _INTERROGATIVE.match(text):
        leads = list(_LEADS.finditer(text))
        if leads and len(content(text[leads[-1].end() :])) >= SAYS:
            text = text[leads[-1].end() :]
    return _INDIRECT.sub(r"\g<ask> \g<verb> \g<what>", text)


def _stands(words: str) -> bool:
    """Whether a question asks, and about something; a word or two ("Victoria?") is no question."""
    asks = _INTERROGATIVE.match(words) is not None or words.count(" ") >= SAYS
    return asks and bool(content(words))


_YOU = re.compile(r"\byou(?:r|'\w+)?\b")
_ABOUT = re.compile(r"^(?!who|whose|whom|which|when|how|where|what|why|whether)[\w']+ (?:(?:is|on) )?", re.IGNORECASE)
_MATTER = re.compile(
    r"\b(?:who(?:se|'s)?|whether|which|when|how much|how many|out of|budget|pays?|paying|owns?|responsible|contact)\b"
)
_UNSURE = re.compile(
    r"^(?:(?:So|And|But|Yeah|Well|OK|Okay|Also|Then),? )*(?:I (?:don['’]t|do not) know|I['’]m not sure|I wonder|I['’]m (?:just )?(?:curious|wondering)|I (?:just )?wanted to ask|I did mean to ask),? (?=(?:do|does|is|are|should|what|who|where|when|how|which|if|whether|can|could|will)\b)",
    re.IGNORECASE,
)
_INTERROGATIVE = re.compile(
    r"(?:who|whose|what|when|where|how|why|which|whether|is|are|was|do|does|did|should|can|could|will|would|may|has|have|shall)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"(?:, (?:then,? |so )?|\b(?:question|decision) (?:is|of)(?: is there)?,? )(?=(?:who|whose|what|when|where|how|why|which|whether|is|are|do|does|should|can|could|will|would)\b (?!i |that |there\b))",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    r"^(?P<ask>What|Who|Where|When|Whose|How \w+) (?P<what>(?:the|a|our|their|his|her) [\w' -]{2,50}) (?P<verb>is|are|was|were)$",
    re.IGNORECASE,
)
