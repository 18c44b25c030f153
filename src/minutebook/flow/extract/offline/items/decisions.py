"""Decisions: what the meeting settled, found as a course put into words and the nod that it got.

``settle`` gives every sentence its chance; here sentences of one exchange make one decision, the last state of a matter stands, and it gets its words.
"""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from minutebook.flow.extract.offline.items.heading import Headings
from minutebook.flow.extract.offline.items.minutes import MINUTED, find_minuted
from minutebook.flow.extract.offline.items.restated import say_once
from minutebook.flow.extract.offline.items.settle import Mark, Settling
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.blocks import Blocks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.segment import Talk, is_unpunctuated
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.talk.statement import state
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.flow.extract.offline.words.weight import content, detail
from minutebook.flow.extract.offline.words.whole import is_cut, is_whole
from minutebook.model.extraction import Decision
from minutebook.model.source import Source
from minutebook.text import patterns as re

THRESHOLD = 0.30
"""Least chance of a decision: best F1 of .3 to .35 with groups of cases left out."""
SURE_UNANSWERED = 0.6
"""Least chance of what somebody would propose, where nobody says yes to it."""
REACH = 8
"""Sentences between two that belong to one exchange: best F1 of 4, 5, 6 and 8 with groups left out."""
BESIDE = 4
"""Lines around a short decision that may say what it is about."""
CLOSE = 3
"""Lines after a decision in which the course that was chosen may be named."""
EVIDENCE = 3
SHORT = 4
"""Content words of a head that may stand without what goes on after it."""
ENOUGH = 2
"""Content words and details with which a sentence says by itself what is settled."""
WITH = 0.2
"""Least chance of a neighbouring sentence that is told along."""
MOST_WORDS = 36
ADDS = 1.0
"""Least that another line must add to a short decision."""
FULLER = 24
"""Words of the longest line that is told along with a short decision."""


def find_decisions(
    source: Source,
    talk: Talk,
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    senses: np.ndarray | None = None,
) -> tuple[Decision, ...]:
    """The decisions of a source, in order; ``senses`` of its lines as the package reads them, where not given."""
    if not talk.spoken:
        return find_minuted(source, lines, people, lexicon)
    if senses is None:
        senses = read_senses(lines, find_acts(lines, lexicon))
    return tell(source, talk, lines, people, lexicon, senses, find_marks(source, talk, lines, senses))


def tell(
    source: Source,
    talk: Talk,
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    senses: np.ndarray,
    marks: Sequence[Mark],
) -> tuple[Decision, ...]:
    """The decisions that the marks of a talk make: one an exchange, in its last state, in words."""
    marked = not is_unpunctuated(source.utterances)
    marks = [_outright(mark, lines) for mark in marks]
    chances = {n: chance for n, chance in along(marks).items() if not _decides_nothing(lines[n].plain)}
    headings = Headings(lines, lexicon, senses, "decision")
    sure = [mark for mark in marks if not _decides_nothing(lines[mark.sentence].plain)]
    kept = _latest(lines, [mark for mark in strongest(sure, lines) if mark.chance >= THRESHOLD], chances)
    blocks = Blocks(source, "decision")
    found = []
    for mark in kept:
        ids = extent(lines, mark, chances)
        if any(_PROPOSES.search(lines[n].plain) for n in ids):
            concluded = _conclusion(lines, ids)
            if concluded is None and mark.assent is None and mark.chance < SURE_UNANSWERED:
                continue
            ids = (concluded,) if concluded is not None else ids
        elif (chosen := _chosen(lines, ids)) is not None:
            ids = (*ids, chosen)
        text, evidence = word(lines, ids, people, lexicon, headings), cite(lines, mark, ids)
        if len(content(text)) >= 2 and reads_alone(text, talk.sentences[mark.sentence].text, lexicon, marked=marked):
            found.append(
                Decision(id=blocks.item_id(evidence[0]), text=text, evidence=evidence, confidence=round(mark.chance, 2))
            )
    return tuple(found)


def _outright(mark: Mark, lines: tuple[Line, ...]) -> Mark:
    """A mark of a sentence that tells in so many words what was decided, as sure as minutes are."""
    line = lines[mark.sentence]
    told = _tells_outright(line) and not line.question
    return msgspec.structs.replace(mark, chance=max(mark.chance, MINUTED)) if told else mark


def _tells_outright(line: Line) -> bool:
    return read_patterns("decisions")["outright"].search(line.plain) is not None


def _decides_nothing(said: str) -> bool:
    """Whether a sentence is small talk, says how things are or usually go, or what is not promised."""
    return bool(
        _UNPROMISED.search(said)
        or _UNSETTLED.search(said)
        or _CHAT.match(said)
        or (_HABIT.search(said) and not _SETTLES.search(said))
    )


def find_marks(source: Source, talk: Talk, lines: tuple[Line, ...], senses: np.ndarray) -> tuple[Mark, ...]:
    """The sentences that may settle something, each with its chance."""
    return Settling(talk, lines, senses, marked=not is_unpunctuated(source.utterances)).marks()


def along(marks: Sequence[Mark]) -> dict[int, float]:
    """The chances of the sentences that may be told along with a neighbour."""
    return {mark.sentence: mark.chance for mark in marks if mark.features.keys().isdisjoint(_NOT_ALONG)}


def reads_alone(text: str, said: str, lexicon: Lexicon, *, marked: bool) -> bool:
    """Whether a decision is whole, or as short as people settle things ("no peaches, pears only") and not cut off."""
    return not _HANGS.match(text) and (is_whole(text, lexicon) or not (marked and is_cut(said)))


def _says(line: Line) -> bool:
    """Whether a sentence says by itself what is settled."""
    return len(content(_POINTING.sub("", line.plain))) + detail(line.text) >= ENOUGH


def _body(lines: tuple[Line, ...], line: Line, chances: Mapping[int, float]) -> int:
    """The sentence whose words say what is settled: this one, or one near it where this one only points ("OK, let's do that")."""
    if _says(line):
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
            + 4.0 * chances.get(other.id, 0.0)
            + min(len(words), 12) / 4
            + 0.5 * min(3, detail(other.text))
            - 0.4 * abs(other.id - line.id)
            - 0.5 * other.plain.endswith("?")
        )

    return max((other for other in near if not undone.search(other.plain)), key=rate, default=line).id


def strongest(marks: Sequence[Mark], lines: tuple[Line, ...]) -> list[Mark]:
    """One mark an exchange: the strongest of those within reach of each other, and what is told outright of another matter."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (-m.chance, -m.sentence)):
        near = [other for other in kept if abs(mark.sentence - other.sentence) <= REACH]
        if not near or all(_is_apart(mark, other, lines) for other in near):
            kept.append(mark)
    return sorted(kept, key=lambda m: m.sentence)


def _is_apart(mark: Mark, other: Mark, lines: tuple[Line, ...]) -> bool:
    """Whether a sentence near a decision tells outright, in another turn and in other words, of something else."""
    one, two = lines[mark.sentence], lines[other.sentence]
    shared = set(content(one.plain)) & set(content(two.plain))
    return one.turn != two.turn and not shared and _tells_outright(one)


def _latest(lines: tuple[Line, ...], marks: list[Mark], chances: Mapping[int, float]) -> list[Mark]:
    """Without decisions that a later one restates or reverses: those that share most of its matter."""
    kept: list[Mark] = []
    for n, mark in enumerate(marks):
        words = set(content(lines[_body(lines, lines[mark.sentence], chances)].plain))
        later = (set(content(lines[_body(lines, lines[other.sentence], chances)].plain)) for other in marks[n + 1 :])
        if not any(len(words & others) >= max(2, 0.6 * min(len(words), len(others))) for others in later):
            kept.append(mark)
    return kept


def extent(lines: tuple[Line, ...], mark: Mark, chances: Mapping[int, float]) -> tuple[int, ...]:
    """The lines whose words tell the decision: those of the turn around it that settle something too; where they say little, what they point to."""
    ids = [mark.sentence]
    if not _says(lines[mark.sentence]):
        body = _body(lines, lines[mark.sentence], chances)
        few = 0 < len(content(lines[body].plain)) < SHORT and content(lines[mark.sentence].plain)
        ids = [body, *ids] if body < mark.sentence and few else [body]
    for step in (1, -1, 1):
        n = ids[-1] + 1 if step > 0 else ids[0] - 1
        if (
            0 <= n < len(lines)
            and lines[n].turn == lines[ids[0]].turn
            and chances.get(n, 0.0) >= WITH
            and not lines[n].question
            and not _CHAT.match(lines[n].plain)
            and _says(lines[n])
            and sum(lines[i].plain.count(" ") + 1 for i in (*ids, n)) <= MOST_WORDS
        ):
            ids = sorted((*ids, n))
    told = any(_SETTLES.search(lines[n].plain) for n in ids)
    if (
        not told
        and sum(len(content(lines[n].plain)) for n in ids) <= SHORT
        and (other := _fuller(lines, mark, ids, chances))
    ):
        ids = sorted((*ids, other))
    return tuple(ids)


def _conclusion(lines: tuple[Line, ...], ids: Sequence[int]) -> int | None:
    """The line after a proposal that says what holds now: "Then it opens on the fourth."."""
    onward = range(ids[0] + 1, min(len(lines), ids[-1] + REACH + 1))
    return next((n for n in onward if _CONCLUDES.match(lines[n].plain) and _says(lines[n])), None)


def _chosen(lines: tuple[Line, ...], ids: Sequence[int]) -> int | None:
    """The line right after that says which course it is to be: "Trainers, then."."""
    onward = range(ids[-1] + 1, min(len(lines), ids[-1] + CLOSE + 1))
    return next((n for n in onward if _CHOOSES.match(lines[n].plain) and content(lines[n].plain)), None)


def _fuller(lines: tuple[Line, ...], mark: Mark, ids: Sequence[int], chances: Mapping[int, float]) -> int | None:
    """The line near by that says most of what a short decision is about: proposal, question, somebody's own words for it."""
    own = {word for n in ids for word in content(lines[n].plain)}
    best, most = None, ADDS
    for other in lines[max(0, ids[0] - BESIDE) : ids[-1] + BESIDE + 1]:
        words = set(content(other.plain))
        if _UNPROMISED.search(other.plain) or _CHAT.match(other.plain):
            continue
        if other.id in ids or words <= own or other.plain.count(" ") > FULLER:
            continue
        value = (
            1.6 * bool(words & own)
            + min(len(words - own), 6) / 4
            + 2.0 * chances.get(other.id, 0.0)
            - 0.25 * abs(other.id - mark.sentence)
            - 0.6 * other.question
            + 0.5 * (other.id < mark.sentence)
        )
        if value > most:
            best, most = other.id, value
    return best


def word(lines: tuple[Line, ...], ids: Sequence[int], people: People, lexicon: Lexicon, headings: Headings) -> str:
    """The decision in words that stand alone, after what it is about ("Ticket prices: twelve it is.")."""
    text = " ".join(say_once([_state(lines[n], people, lexicon) for n in ids if content(lines[n].plain)]))
    concluded = any(_CONCLUDES.match(lines[n].plain) for n in ids)
    return text if concluded or _names_matter(lines, ids) else headings.head(text, ids)


def _names_matter(lines: tuple[Line, ...], ids: Sequence[int]) -> bool:
    """Whether a decision says itself what it is about: what was decided, or a name in it."""
    return any(
        _PROPER.search(lines[n].text) or _tells_outright(lines[n]) or _SETTLES.search(lines[n].plain) for n in ids
    )


def _state(line: Line, people: People, lexicon: Lexicon) -> str:
    """A line as a decision: without what leads up to it, says who believes it, or goes on after it at length."""
    text = _PROPOSAL.sub("", _BELIEF.sub("", line.text))
    text = state(msgspec.structs.replace(line, text=text), people, lexicon)
    text = _LETS.sub("", text)
    for cut in _GOES_ON.finditer(text):
        head = text[: cut.start()]
        if len(content(head)) >= SHORT and is_whole(head, lexicon):
            return f"{head}."
    return text


def cite(lines: tuple[Line, ...], mark: Mark, ids: Sequence[int]) -> tuple[int, ...]:
    """Where it is said, where it is put into words, where it is agreed: the few utterances that show it."""
    shown = {mark.sentence, *ids} | ({mark.assent} if mark.assent is not None else set())
    return tuple(sorted({lines[n].utterances[0] for n in shown}))[:EVIDENCE]


_UNPROMISED = re.compile(r"\b(?:(?:won't|can't|cannot|will not|not) (?:\w+ )?promis(?:e|ing)|no promises)\b")
_UNSETTLED = re.compile(
    r"\b(?:don't|do not|won't|will not|can't|cannot|couldn't|haven't|have not|aren't going to|not going to)\b(?:(?! until| unless| before)[^,.;])*\b(?:solve|settle|decide|resolve|agree|answer|sort|fix|finish|figure|solved|settled|decided|resolved|agreed|sorted)\b(?: (?:on|out|it|that|this|them|everything|all|anything))*(?: (?:right )?(?:now|today|here|tonight|yet|this (?:week|afternoon|morning|time)))?[.!]?$"
    r"|\b(?:undecided|no decision|not decided|still open|to be (?:decided|agreed|confirmed))\b"
)
"""Says that nothing is settled yet."""
_CHAT = re.compile(
    r"(?:(?:yes|yeah|ok|okay|right|good|fine|great|so|well|sorry|no|and|then|all right|alright)[,.]? )*(?:that makes sense|(?:many )?thanks?\b|thank you|talk (?:to you )?(?:soon|later)|see you|speak (?:soon|later)|"
    r"let(?:'s| us) (?:go|move) on\b|let me (?!know)|(?:all|that's) (?:fine|good)\b(?: here)?\W*$|understood|i see\b|go on\b"
    r"|we can (?:look at|come back to|talk about) (?:that|it|this) (?:next time|later|then)|(?:that's|that is|it's) good to know)"
)
"""Keeps the talk going, or ends it: part of nothing that was settled."""
_HABIT = re.compile(
    r"\b(?:never|always) \w+s\b|(?:\b(?:has|have)|'ve|'s) (?:always |never )?been\b.*\bsince\b|\b(?:(?:lovely|good) (?:idea|solution)|even better)\b|^seriously\b"
)
"""How things are, how they usually go, and what somebody makes of them."""
_PROPOSES = re.compile(r"\bi(?:'d| would)? (?:like to |just )?(?:propose|suggest)\b")
_CONCLUDES = re.compile(
    r"(?:(?:ok(?:ay)?|right|good|no|so|fine|and)[,.]? )*then,? (?!(?:i|you|he|she|they|we)\b)(?:[\w'-]+ ){1,4}(?:is|are|goes|stays|moves|starts|becomes|opens|closes) (?!there\b)\w"
)
_SETTLES = re.compile(r"\bwe(?:'ve| have)? (?:decided|agreed|settled) (?:to|that|on|not) (?!that\b|this\b|it\b)\w")
_CHOOSES = re.compile(
    r"(?:(?:ok(?:ay)?|right|good|so|fine|yes|no|well|grand|all right)[,.]? )*(?:then,? (?:[\w'-]+ ?){1,4}|(?:[\w'-]+ ){0,3}[\w'-]+(?:,? then| it is))[.!]?$"
)
"""A course named alone: "Tolka, then", "then hoods", "two bowsers it is"."""
_PROPER = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]\w*(?: [A-Z][a-z]\w*)+")
_POINTING = re.compile(
    r"\b(?:let's|that|this|it|do|go|with|then|so|ok|okay|say|yeah|yes|agreed|decision|fine|good|shall|we|protests?|objections?|immediate|ahead|agreement|consensus|concerns?|works?|sounds?|everyone|everybody|goes)\b"
)
_LETS = re.compile(
    r"^(?:(?:Because|Of|As) of that, (?:then, )?|(?:In that case|In this case|If that['’]s the case|Therefore|So then|Then|So|Also), )?(?:Let['’]s(?: (?:just|then|all)\b,?)?|Sh(?:all|ould) we|Can we(?: please)?|Could we|We should|How about we|Why don['’]t we|I['’]d like us to)\s+",
    re.IGNORECASE,
)
_PROPOSAL = re.compile(
    r"^(?:(?:So|And|Then|Well),? )?I(?:['’]d| would)? (?:like to |just )?(?:propose|suggest)(?: that)?,? (?=\w)",
    re.IGNORECASE,
)
_BELIEF = re.compile(
    r"\bI(?:['’]d| would)? (?:just )?(?:think|guess|believe|suppose|say|feel like|reckon)(?: that)?,? (?=\w)|\b(?:basically|essentially|actually|obviously|potentially),? ",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r",? (?:but|because|since|so that|which|although|though)\b|, (?:so|and yeah|and the idea|given|right|yeah|or so)\b"
)
"""Where a sentence goes on after what it settles."""
_HANGS = re.compile(
    r"(?:Of|Because|Means?|Which|That['’]s why|When|Than|Regarding|Happening|Worst case|As long as|The (?:next|first|last|only|other) (?:\w+ )?(?:point|topic|item|concern|question|thing|one)|"
    r"What|Who|How|Why|Where|(?:Is|Are|Do|Does|Did|Was|Were|Have|Has|Would|Could|Can|Will) (?:we|you|they|he|she|it|that|this|there|the|any\w*|I)|Any (?!more)|If that['’]s the case)\b"
)
_NOT_ALONG = frozenset({"logistics", "meta", "asks", "cut", "hypothetical", "undone", "reported"})
"""Features of sentences that are not told along with a neighbour."""
