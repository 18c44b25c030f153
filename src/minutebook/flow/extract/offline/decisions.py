"""Decisions: what the meeting settled, found as a course put into words and the nod that it got.

Every sentence is weighed for how much it settles (settled in itself, a course, a stance, a proposal that needs a yes) and for the assent of those
who answer. Sentences of one exchange make one decision; where an exchange comes back to the same matter, the last state stands.
"""

import re
from collections.abc import Callable, Sequence

import msgspec

from minutebook.flow.extract.offline.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.patterns import read_patterns
from minutebook.flow.extract.offline.segment import Sentence, Talk, is_unpunctuated
from minutebook.flow.extract.offline.statement import statement
from minutebook.flow.extract.offline.weight import content, detail
from minutebook.model.extraction import Decision
from minutebook.model.source import Source
from minutebook.text.ids import item_id

THRESHOLD = 2.6
"""Least weight of a decision: by grid over eval/dev and dev-long, leaving cases out."""
UNPUNCTUATED = 0.5
"""What is asked more of talk without punctuation, whose sentences are cut by guess."""
REACH = 4
"""Sentences between two that belong to one exchange."""
SUPPORT = 1.5
FADE = 0.35
"""What an assent loses for each sentence between: people answer the last thing that was said."""
EVIDENCE = 3
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


def find_decisions(source: Source, talk: Talk, lexicon: Lexicon, name_of: Callable[[str | None], str | None], called: tuple[str, ...]) -> tuple[Decision, ...]:
    """The decisions of a source, in order. ``name_of`` gives the given name of a speaker label, ``called`` the names used to address people."""
    if not talk.spoken:
        return ()
    threshold = THRESHOLD + (UNPUNCTUATED if is_unpunctuated(source.utterances) else 0.0)
    marks = [mark for sentence in talk.sentences if (mark := weigh(talk, sentence))]
    found: list[Decision] = []
    used: dict[int, int] = {}
    for mark in _latest(talk, [mark for mark in _strongest(marks) if mark.weight >= threshold]):
        text = _wording(talk, mark, lexicon, name_of, called)
        evidence = _evidence(talk, mark)
        if len(content(text)) < 2:
            continue
        block = _block(source, evidence[0])
        nth = used.get(block, 0)
        used[block] = nth + 1
        confidence = round(min(0.95, 0.3 + 0.12 * mark.weight), 2)
        found.append(Decision(id=item_id(source.id, "decision", block, nth), text=text, evidence=evidence, confidence=confidence))
    return tuple(found)


def weigh(talk: Talk, sentence: Sentence) -> Mark | None:
    """How much a sentence settles; None where it settles nothing."""
    patterns = read_patterns("decisions")
    words = plain(sentence.text)
    asks = words.endswith("?")
    polled = _is_polled(talk, sentence, words)
    weight = _cue(words) + _taken_up(talk, sentence) + 1.5 * polled
    if not weight:
        return None
    assent, strength = _assent(talk, sentence)
    if asks and not assent and not polled:
        return None
    body = _body(talk, sentence)
    said = talk.sentences[body].text
    if len(content(said)) < 2:
        return None
    weight += strength + 0.2 * min(3, detail(said))
    weight -= 1.5 * bool(patterns["hypothetical"].search(words) or patterns["undone"].search(words))
    weight -= 1.4 * bool(patterns["other"].search(words))
    weight -= 0.4 * min(3, len(patterns["telling"].findall(plain(said))))
    weight -= 0.6 * (len(words.split()) > LONG)
    return Mark(sentence.id, weight, assent, body)


def _cue(words: str) -> float:
    """The weight of the strongest kind of cue in a sentence, and a little for a second one."""
    patterns = read_patterns("decisions")
    found = sorted((weight for kind, weight in CUES.items() if patterns[kind].search(words)), reverse=True)
    return sum(found[:1]) + 0.4 * (len(found) > 1)


def _taken_up(talk: Talk, sentence: Sentence) -> float:
    """The weight of restating, right after a plain yes to somebody else, what was agreed."""
    if sentence.id == talk.turns[sentence.turn].sentences[0] or sentence.text.endswith("?"):
        return 0.0
    patterns = read_patterns("decisions")
    before = plain(talk.sentences[sentence.id - 1].text)
    if len(content(sentence.text)) < 2:
        return 0.0
    if not patterns["strong_assent"].search(before) or len(before.split()) > 6 or re.search(r"\bi(?:'ll|'ve|'m|'d)?\b", plain(sentence.text)):
        return 0.0
    return 1.6


def _is_polled(talk: Talk, sentence: Sentence, words: str) -> bool:
    """Whether the speaker asks the room for its yes, here or in the next sentence of the turn."""
    patterns = read_patterns("decisions")
    following = sentence.id + 1
    if patterns["poll"].search(words):
        return True
    return following in talk.turns[sentence.turn].sentences and bool(patterns["poll"].search(plain(talk.sentences[following].text)))


def _assent(talk: Talk, sentence: Sentence) -> tuple[int | None, float]:
    """The sentence by which somebody else agrees in the next two turns, or takes the words up, and how much."""
    patterns = read_patterns("decisions")
    best: tuple[int | None, float] = (None, 0.0)
    said = set(content(sentence.text))
    left = max(0, talk.turns[sentence.turn].sentences[-1] - sentence.id - 1)
    turns = [t for t in talk.turns[sentence.turn + 1 : sentence.turn + 4] if t.speaker != sentence.speaker or t.speaker is None][:2]
    for distance, turn in enumerate(turns):
        first = talk.sentences[turn.sentences[0]]
        words = plain(first.text).lstrip("\"'“ ")
        if patterns["undone"].search(words):
            continue
        strong, weak = patterns["strong_assent"].match(_bare(words)), patterns["assent"].match(words)
        echoes = len(said & set(content(first.text))) >= 2 or (0 < len(content(first.text)) <= 3 and set(content(first.text)) <= said)
        strength = (1.4 if strong else 1.2 if echoes else 0.8 if weak else 0.0) - 0.3 * distance - FADE * left - 0.5 * words.endswith("?")
        if strength > best[1]:
            best = (first.id, strength)
    if patterns["pointing"].search(plain(sentence.text)):
        best = (best[0], max(best[1], 1.3))
    return best


def _bare(words: str) -> str:
    return re.sub(r"^(?:(?:yes|yeah|yep|aye|ok(?:ay)?|no|oh|and|so|well|right|good|fine)[,. ]+)+", "", words) or words


def _body(talk: Talk, sentence: Sentence) -> int:
    """The sentence whose words say what is settled: this one, or beside it where this one only points ("OK, let's do that")."""
    patterns = read_patterns("decisions")
    own = len(content(_POINTING.sub("", plain(sentence.text)))) + detail(sentence.text)
    if own >= 3:
        return sentence.id
    around = [i for i in (sentence.id + 1, *range(sentence.id - 1, sentence.id - 6, -1)) if 0 <= i < len(talk.sentences)]
    near = [i for i in around if i != sentence.id + 1 or talk.sentences[i].turn == sentence.turn]
    shared = set(content(sentence.text))
    rated = [(1.5 * bool(shared & set(content(talk.sentences[i].text))) + len(content(talk.sentences[i].text)[:12]) / 4 + 0.5 * min(3, detail(talk.sentences[i].text)) - 0.4 * abs(i - sentence.id) - plain(talk.sentences[i].text).endswith("?") * 0.5, i) for i in near]
    rated = [(value, i) for value, i in rated if not patterns["undone"].search(plain(talk.sentences[i].text))]
    return max(rated, default=(0.0, sentence.id))[1]


def _strongest(marks: Sequence[Mark]) -> list[Mark]:
    """One mark an exchange: the strongest of those within reach of each other."""
    kept: list[Mark] = []
    for mark in sorted((_supported(mark, marks) for mark in marks), key=lambda m: (-m.weight, m.sentence)):
        if all(abs(mark.sentence - other.sentence) > REACH for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: m.sentence)


def _supported(mark: Mark, marks: Sequence[Mark]) -> Mark:
    """The mark with what its neighbours add: people settle a thing in more than one sentence."""
    near = sum(other.weight >= SUPPORT for other in marks if 0 < abs(other.sentence - mark.sentence) <= 3)
    return msgspec.structs.replace(mark, weight=mark.weight + 0.4 * min(2, near))


def _latest(talk: Talk, marks: list[Mark]) -> list[Mark]:
    """Without decisions that a later one restates or reverses: those that share most of its matter."""
    kept: list[Mark] = []
    for n, mark in enumerate(marks):
        words = set(content(talk.sentences[mark.body].text))
        later = (set(content(talk.sentences[other.body].text)) for other in marks[n + 1 :])
        if not any(len(words & others) >= max(2, 0.6 * min(len(words), len(others))) for others in later):
            kept.append(mark)
    return kept


def _wording(talk: Talk, mark: Mark, lexicon: Lexicon, name_of: Callable[[str | None], str | None], called: tuple[str, ...]) -> str:
    body = talk.sentences[mark.body]
    text = statement(body.text, lexicon, name_of(body.speaker), called)
    following = mark.body + 1
    if len(content(text)) < 5 and following < len(talk.sentences) and talk.sentences[following].turn == body.turn and detail(talk.sentences[following].text):
        text = f"{text} {statement(talk.sentences[following].text, lexicon, name_of(body.speaker), called)}"
    text = _LETS.sub("", text)
    return text[:1].upper() + text[1:]


def _evidence(talk: Talk, mark: Mark) -> tuple[int, ...]:
    """Where it is said, where it is put into words, where it is agreed: the few utterances that show it."""
    ids = [talk.sentences[mark.sentence].utterances[0], talk.sentences[mark.body].utterances[0]]
    if mark.assent is not None:
        ids.append(talk.sentences[mark.assent].utterances[0])
    ordered = sorted(set(ids))
    return tuple(ordered[:EVIDENCE])


def _block(source: Source, utterance: int) -> int:
    return next(u.block if u.block >= 0 else u.id for u in source.utterances if u.id == utterance)


_POINTING = re.compile(r"\b(?:let's|that|this|it|do|go|with|then|so|ok|okay|say|yeah|yes|agreed|decision|fine|good|shall|we)\b")
_LETS = re.compile(r"^(?:Let['’]s|Shall we|Can we(?: please)?|Could we|We should|How about we|Why don['’]t we|I['’]d like us to)\s+", re.IGNORECASE)
