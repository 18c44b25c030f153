"""Decisions: what the meeting settled, found as a course put into words and the nod that it got.

Every sentence is weighed for how much it settles (settled in itself, a course, a stance, a proposal that needs a yes) and for the assent of those
who answer. Sentences of one exchange make one decision; where an exchange comes back to the same matter, the last state stands.
"""

import re
from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.blocks import Blocks
from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.patterns import read_patterns
from minutebook.flow.extract.offline.segment import Talk, Turn, is_unpunctuated
from minutebook.flow.extract.offline.statement import state
from minutebook.flow.extract.offline.weight import content, detail
from minutebook.model.extraction import Decision
from minutebook.model.source import Source

THRESHOLD = 2.7
"""Least weight of a decision: by grid over eval/dev and dev-long, leaving cases out."""
UNPUNCTUATED = 0.8
"""What is asked more of talk without punctuation, whose sentences are cut by guess."""
REACH = 4
"""Sentences between two that belong to one exchange."""
SUPPORT = 1.5
FADE = 0.35
"""What an assent loses for each sentence between: people answer the last thing that was said."""
EVIDENCE = 3
SHORT = 4
"""Content words below which the words of a decision take in the sentence that settled it."""
LONG = 34
"""Words: longer sentences tell rather than settle."""
CUES = {"settled": 2.4, "pointing": 1.9, "course": 1.9, "conclusion": 2.2, "stance": 1.0, "proposed": 0.7}
"""Weights of the kinds of cue, by hand from the exchanges of eval/dev; the strongest counts."""


class Mark(msgspec.Struct, frozen=True):
    """How much a sentence settles: its weight, the sentence that assents (None: none), and the sentence whose words carry it."""

    sentence: int
    weight: float
    assent: int | None
    body: int


def find_decisions(
    source: Source, talk: Talk, lines: tuple[Line, ...], people: People, lexicon: Lexicon
) -> tuple[Decision, ...]:
    """The decisions of a source, in order."""
    if not talk.spoken:
        return ()
    threshold = THRESHOLD + (UNPUNCTUATED if is_unpunctuated(source.utterances) else 0.0)
    marks = [mark for line in lines if (mark := weigh(lines, talk.turns, line))]
    kept = _latest(lines, [mark for mark in _strongest(marks) if mark.weight >= threshold])
    blocks = Blocks(source, "decision")
    found = []
    for mark in kept:
        text, evidence = _wording(lines, mark, people, lexicon), _evidence(lines, mark)
        if len(content(text)) >= 2:
            confidence = round(min(0.95, 0.3 + 0.12 * mark.weight), 2)
            found.append(Decision(id=blocks.item_id(evidence[0]), text=text, evidence=evidence, confidence=confidence))
    return tuple(found)


def weigh(lines: tuple[Line, ...], turns: tuple[Turn, ...], line: Line) -> Mark | None:
    """How much a sentence settles; None where it settles nothing."""
    patterns = read_patterns("decisions")
    polled = _is_polled(lines, line)
    cue = _cue(line.plain)
    weight = cue + _taken_up(lines, line) + 1.5 * polled + 0.5 * (cue >= CUES["course"] and _after_yes(lines, line))
    if not weight:
        return None
    assent, strength = _assent(lines, turns, line)
    if _asks(line) and not assent and not polled:
        return None
    body = lines[_body(lines, line)]
    if len(content(body.plain)) < (1 if cue >= CUES["settled"] else 2):
        return None
    weight += strength + 0.2 * min(3, detail(body.text))
    weight -= 1.5 * bool(patterns["hypothetical"].search(line.plain) or patterns["undone"].search(line.plain))
    weight += 0.4 * bool(patterns["contrast"].search(body.plain))
    weight -= 2.0 * bool(patterns["meta"].search(body.plain))
    weight -= 1.4 * bool(patterns["other"].search(line.plain))
    weight -= 0.4 * min(3, len(patterns["telling"].findall(body.plain)))
    weight -= 0.6 * (line.plain.count(" ") >= LONG)
    return Mark(line.id, weight, assent, body.id)


def _cue(words: str) -> float:
    """The weight of the strongest kind of cue in a sentence, and a little for a second one."""
    patterns = read_patterns("decisions")
    found = sorted((weight for kind, weight in CUES.items() if patterns[kind].search(words)), reverse=True)
    return sum(found[:1]) + 0.4 * (len(found) > 1)


def _after_yes(lines: tuple[Line, ...], line: Line) -> bool:
    """Whether the speaker has just said "OK" to the others: what follows sums them up."""
    before = lines[line.id - 1] if line.id else line
    return (
        before.turn == line.turn and before is not line and not content(before.plain) and bool(_YES.match(before.plain))
    )


def _taken_up(lines: tuple[Line, ...], line: Line) -> float:
    """The weight of restating, right after a plain yes to somebody else, what was agreed."""
    if line.id == 0 or lines[line.id - 1].turn != line.turn or _asks(line) or len(content(line.plain)) < 2:
        return 0.0
    before = lines[line.id - 1].plain
    if (
        len(before.split()) > 6
        or _FIRST_PERSON.search(line.plain)
        or not read_patterns("decisions")["strong_assent"].search(before)
    ):
        return 0.0
    return 1.6


def _is_polled(lines: tuple[Line, ...], line: Line) -> bool:
    """Whether the speaker asks the room for its yes, here or in the next sentence of the turn."""
    poll = read_patterns("decisions")["poll"]
    following = line.id + 1
    return bool(poll.search(line.plain)) or (
        following < len(lines) and lines[following].turn == line.turn and bool(poll.search(lines[following].plain))
    )


def _assent(lines: tuple[Line, ...], turns: tuple[Turn, ...], line: Line) -> tuple[int | None, float]:
    """The sentence by which somebody else agrees in the next two turns, or takes the words up, and how much."""
    patterns = read_patterns("decisions")
    best: tuple[int | None, float] = (None, 0.0)
    said = set(content(line.plain))
    left = max(0, sum(len(content(lines[n].plain)) > 2 for n in turns[line.turn].sentences if n > line.id) - 1)
    answers = [
        turn for turn in turns[line.turn + 1 : line.turn + 4] if turn.speaker != line.speaker or turn.speaker is None
    ][:2]
    for distance, turn in enumerate(answers):
        for n in turn.sentences[:2]:
            strength = _agrees(lines[n], said) - 0.3 * distance - FADE * left
            if strength > best[1]:
                best = (n, strength)
    if patterns["pointing"].search(line.plain):
        best = (best[0], max(best[1], 1.3))
    return best


def _agrees(answer: Line, said: set[str]) -> float:
    """How much an answer agrees: in so many words, by taking the words up, by a plain yes."""
    patterns = read_patterns("decisions")
    words = set(content(answer.plain))
    if patterns["undone"].search(answer.plain):
        return 0.0
    if patterns["strong_assent"].match(_bare(answer.plain)):
        strength = 1.4
    elif len(said & words) >= 2 or (0 < len(words) <= 3 and words <= said):
        strength = 1.2
    else:
        strength = 0.8 if patterns["assent"].match(answer.plain) else 0.0
    return strength - 0.5 * _asks(answer)


def _asks(line: Line) -> bool:
    return line.plain.endswith("?")


def _bare(words: str) -> str:
    return re.sub(r"^(?:(?:yes|yeah|yep|aye|ok(?:ay)?|no|oh|and|so|well|right|good|fine)[,. ]+)+", "", words) or words


def _body(lines: tuple[Line, ...], line: Line) -> int:
    """The sentence whose words say what is settled: this one, or one near it where this one only points ("OK, let's do that")."""
    if len(content(_POINTING.sub("", line.plain))) + detail(line.text) >= 3:
        return line.id
    undone = read_patterns("decisions")["undone"]
    following = [line.id + 1] if line.id + 1 < len(lines) and lines[line.id + 1].turn == line.turn else []
    near = [lines[n] for n in (*following, *range(line.id - 1, max(-1, line.id - 6), -1))]
    own = set(content(line.plain))

    def rate(other: Line) -> float:
        words = content(other.plain)
        shared = 1.5 * bool(own & set(words))
        return (
            shared
            + min(len(words), 12) / 4
            + 0.5 * min(3, detail(other.text))
            - 0.4 * abs(other.id - line.id)
            - 0.5 * _asks(other)
        )

    return max((other for other in near if not undone.search(other.plain)), key=rate, default=line).id


def _strongest(marks: Sequence[Mark]) -> list[Mark]:
    """One mark an exchange: the strongest of those within reach of each other."""
    kept: list[Mark] = []
    for mark in sorted((_supported(mark, marks) for mark in marks), key=lambda m: (-m.weight, -m.sentence)):
        if all(abs(mark.sentence - other.sentence) > REACH for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: m.sentence)


def _supported(mark: Mark, marks: Sequence[Mark]) -> Mark:
    """The mark with what its neighbours add: people settle a thing in more than one sentence."""
    near = sum(other.weight >= SUPPORT for other in marks if 0 < abs(other.sentence - mark.sentence) <= 3)
    return msgspec.structs.replace(mark, weight=mark.weight + 0.4 * min(2, near))


def _latest(lines: tuple[Line, ...], marks: list[Mark]) -> list[Mark]:
    """Without decisions that a later one restates or reverses: those that share most of its matter."""
    kept: list[Mark] = []
    for n, mark in enumerate(marks):
        words = set(content(lines[mark.body].plain))
        later = (set(content(lines[other.body].plain)) for other in marks[n + 1 :])
        if not any(len(words & others) >= max(2, 0.6 * min(len(words), len(others))) for others in later):
            kept.append(mark)
    return kept


def _wording(lines: tuple[Line, ...], mark: Mark, people: People, lexicon: Lexicon) -> str:
    body = lines[mark.body]
    text = state(body, people, lexicon)
    if mark.body < mark.sentence and len(content(text)) < SHORT and content(lines[mark.sentence].plain):
        text = f"{text} {state(lines[mark.sentence], people, lexicon)}"
    following = mark.body + 1
    if (
        len(content(text)) < 5
        and following < len(lines)
        and lines[following].turn == body.turn
        and detail(lines[following].text)
    ):
        text = f"{text} {state(lines[following], people, lexicon)}"
    text = _LETS.sub("", text)
    return text[:1].upper() + text[1:]


def _evidence(lines: tuple[Line, ...], mark: Mark) -> tuple[int, ...]:
    """Where it is said, where it is put into words, where it is agreed: the few utterances that show it."""
    ids = {mark.sentence, mark.body} | ({mark.assent} if mark.assent is not None else set())
    return tuple(sorted({lines[n].utterances[0] for n in ids}))[:EVIDENCE]


_YES = re.compile(
    r"(?:(?:ok(?:ay)?|right|good|yes|yeah|fine|great|perfect|lovely|all right|alright|well|no|so|then|sure|brilliant|agreed)[,.! ]*)+$"
)
_FIRST_PERSON = re.compile(r"\bi(?:'ll|'ve|'m|'d)?\b")
_POINTING = re.compile(
    r"\b(?:let's|that|this|it|do|go|with|then|so|ok|okay|say|yeah|yes|agreed|decision|fine|good|shall|we)\b"
)
_LETS = re.compile(
    r"^(?:Let['’]s|Shall we|Can we(?: please)?|Could we|We should|How about we|Why don['’]t we|I['’]d like us to)\s+",
    re.IGNORECASE,
)
