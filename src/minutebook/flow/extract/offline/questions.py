"""Open questions: asked, and not answered by the end.

What marks them is less the asking than the leaving: somebody does not know, or the meeting says that it stays open. Each such place is
followed back to the question that it leaves open, asked outright or inside a statement ("I've no idea who runs the ferry").
"""

import re
from collections import Counter

import msgspec

from minutebook.flow.extract.offline.blocks import Blocks
from minutebook.flow.extract.offline.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.patterns import read_patterns
from minutebook.flow.extract.offline.segment import Talk, is_unpunctuated
from minutebook.flow.extract.offline.statement import state
from minutebook.flow.extract.offline.weight import content, detail
from minutebook.flow.extract.offline.whole import is_cut
from minutebook.model.extraction import Question
from minutebook.model.source import Source

THRESHOLD = 2.8
"""Least weight of an open question: by grid over eval/dev and dev-long, leaving cases out."""
REACH = 9
"""Lines between two signs of one open matter."""
BACK = 7
"""Lines that a question may lie before the first sign that it stays open."""
EVIDENCE = 3
ENOUGH = 4
"""Content words with which a question says by itself what it is about."""
SAYS = 2
"""Content words of the shortest question that says something."""
MOST_WORDS = 30
WINDOW = 14
"""Lines before a question that may say what it is about."""
ANSWERED = 1.2
LEFT_OPEN, UNKNOWN, ASKED, EMBEDDED, MATTER = 1.8, 1.1, 0.9, 1.3, 0.4


class Opening(msgspec.Struct, frozen=True):
    """One matter left open: the lines that say so, the line that asks, the words of the question, the weight."""

    signs: tuple[int, ...]
    asked: int
    words: str
    weight: float


def find_questions(
    source: Source, talk: Talk, lines: tuple[Line, ...], people: People, lexicon: Lexicon
) -> tuple[Question, ...]:
    """The open questions of a source, in order."""
    if not talk.spoken:
        return ()
    blocks = Blocks(source, "question")
    found = []
    told: set[int] = set()
    bare = is_unpunctuated(source.utterances)
    asked = frozenset(line.id for line in lines if line.text.endswith("?") or (bare and line.question))
    for signs in _gather(lines):
        opening = _open(lines, signs, asked, people, lexicon)
        if opening is None or opening.weight < THRESHOLD or not _stands(opening.words):
            continue
        if not bare and is_cut(talk.sentences[opening.asked].text):
            continue
        if opening.asked in told:
            continue
        told.add(opening.asked)
        chosen = sorted({opening.asked, *opening.signs[-2:]})
        evidence = tuple(sorted({lines[n].utterances[0] for n in chosen}))[:EVIDENCE]
        confidence = round(min(0.9, 0.25 + 0.12 * opening.weight), 2)
        found.append(
            Question(id=blocks.item_id(evidence[0]), text=opening.words, evidence=evidence, confidence=confidence)
        )
    return tuple(found)


def _gather(lines: tuple[Line, ...]) -> list[list[tuple[int, float]]]:
    """The signs of openness with their weights, those of one matter together."""
    patterns = read_patterns("questions")
    groups: list[list[tuple[int, float]]] = []
    for line in lines:
        weight = LEFT_OPEN * bool(patterns["left_open"].search(line.plain)) + UNKNOWN * bool(
            patterns["unknown"].search(line.plain)
        )
        if not weight:
            continue
        if groups and line.id - groups[-1][-1][0] <= REACH // 2:
            groups[-1].append((line.id, weight))
        else:
            groups.append([(line.id, weight)])
    return groups


def _open(
    lines: tuple[Line, ...], signs: list[tuple[int, float]], questions: frozenset[int], people: People, lexicon: Lexicon
) -> Opening | None:
    """The matter that some signs leave open; None where no question is found for them."""
    patterns = read_patterns("questions")
    first, last = signs[0][0], signs[-1][0]
    asked = _question_before(lines, first, last, questions)
    inside = _embedded(lines, signs, questions)
    chosen = _choose(lines, asked, inside)
    if chosen is None:
        return None
    line = lines[chosen]
    weight = min(2.9, sum(value for _, value in signs))
    weight += ASKED * (asked is not None) + EMBEDDED * (inside is not None) + MATTER * bool(_MATTER.search(line.plain))
    weight -= 1.5 * bool(patterns["idle"].search(line.plain))
    weight -= ANSWERED * any(patterns["answered"].search(after.plain) for after in lines[last : last + 4])
    weight -= 1.0 * (chosen < len(lines) * 0.06)
    return Opening(
        tuple(n for n, _ in signs), chosen, _wording(lines, line, last, chosen == asked, people, lexicon), weight
    )


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


def _wording(lines: tuple[Line, ...], line: Line, last: int, asked: bool, people: People, lexicon: Lexicon) -> str:
    """The question in words that stand alone: followed by the sentence that says what it is about, where it says only "it" or "that"."""
    text = state(msgspec.structs.replace(line, text=_UNSURE.sub("", line.text)), people, lexicon).rstrip(".?! ")
    if not asked:
        match = read_patterns("questions")["embedded"].search(plain(text))
        text = _ABOUT.sub("", text[match.start() : match.end()]) if match else text
    text = _straight(re.split(r"[.?!] ", text)[0])
    text = f"{text[:1].upper()}{text[1:]}?"
    if len(content(text)) < ENOUGH:
        matter = _matter(lines, line, last)
        text = f"{text} {state(matter, people, lexicon)}" if matter else text
    return text


def _straight(text: str) -> str:
    """A question without what leads up to it, its verb where a question has it: "the question is what the cost is", "what is the cost"."""
    if not _INTERROGATIVE.match(text):
        leads = list(_LEADS.finditer(text))
        if leads and len(content(text[leads[-1].end() :])) >= SAYS:
            text = text[leads[-1].end() :]
    return _INDIRECT.sub(r"\g<ask> \g<verb> \g<what>", text)


def _stands(words: str) -> bool:
    """Whether a question asks, and about something; a word or two ("Victoria?") is no question."""
    asking, _, beside = words.partition("?")
    asks = _INTERROGATIVE.match(asking) is not None or asking.count(" ") >= 2
    return (asks or (not beside and asking.count(" ") < MOST_WORDS)) and bool(content(words))


def _matter(lines: tuple[Line, ...], line: Line, last: int) -> Line | None:
    """The sentence around a question that says most of what its neighbours talk about."""
    patterns = read_patterns("questions")
    around = [other for other in lines[max(0, line.id - WINDOW) : last + 1] if not other.question and other is not line]
    counts = Counter(word for other in around for word in set(content(other.plain)))
    own = set(content(line.plain))

    def rate(other: Line) -> float:
        words = set(content(other.plain))
        shared = sum(word in own for word in words) + 0.5 * sum(counts[word] > 1 for word in words)
        signs = 2.0 * bool(patterns["left_open"].search(other.plain) or patterns["unknown"].search(other.plain))
        distance = 0.35 * abs(other.id - line.id) * (1 if other.turn != line.turn else 0.3)
        return (
            shared
            + 0.4 * min(len(words), 8)
            + 0.3 * min(detail(other.text), 3)
            - 0.1 * max(0, other.plain.count(" ") - 16)
            - distance
            - signs
        )

    best = max(around, key=rate, default=None)
    if best and len(content(best.plain)) >= 3:
        return best
    return next((other for other in reversed(around) if other.id < line.id and len(content(other.plain)) >= 2), None)


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
