"""Facts worth keeping: of all that is stated, the few sentences with most to remember (figures, dates, names, constraints, changes).

Each sentence is described by what it holds and weighed by a linear model; the best few of a source are kept, spread over the talk.
An answer too short to stand alone is given with its question.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from itertools import islice
from math import exp

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.blocks import Blocks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.refer import sole_person
from minutebook.flow.extract.offline.talk.rows import tell_row
from minutebook.flow.extract.offline.talk.segment import Talk, is_unpunctuated
from minutebook.flow.extract.offline.talk.sense import LABELS
from minutebook.flow.extract.offline.talk.statement import given_name, hedges, state, tells_of_person
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.patterns import read_signs, read_weights
from minutebook.flow.extract.offline.words.weight import content, detail, numbers
from minutebook.flow.extract.offline.words.whole import is_cut, is_whole
from minutebook.model.extraction import Fact
from minutebook.model.source import STRUCK, Form, Source
from minutebook.text import patterns as re

WORDS_A_FACT = 210
WORDS_WRITTEN = 25
"""The same of mail and documents: F1 of evals/mail is flat from 22 to 35."""
LEAST, MOST = 3, 14
"""How many facts a source gets: about one for two hundred words, as in the gold of eval/dev."""
THRESHOLD = -3.5
"""Least weight of a fact."""
LEAST_WRITTEN = -4.0
"""The same of mail and documents."""
CALIBRATED = 0.50, 0.67
"""From the weight of a fact to the odds that a reader kept it too: fitted on the same labelled meetings as the weights."""
NOTHING = -9.0
APART = 2
"""Lines between two facts: nearer ones are one."""
SAME = 0.6
"""The share of the shorter's content words that makes two statements one."""
SHORT = 4
"""Content words below which a sentence is told together with what it answers or continues."""
WORDS_HEDGE = 12
"""Words at most of a sentence that says how sure the one before it is."""
LONG, TOO_LONG = 22, 38
"""Words from which a statement is cut at its end, and left out."""
LEAST_WORDS = 7
POINTING, PARTIAL, RAMBLING, ASKING = -0.4, -0.8, -1.5, -1.5
"""What a statement loses for pointing back, for being no whole sentence, for going on too long, for asking."""
CHOICE = 30
"""Lines for each fact that is wanted: where there are more, the choice is larger and faults count more."""
LOOKED_AT = 4
"""How many times as many statements as are wanted have their words looked at."""


class Statement(msgspec.Struct, frozen=True):
    """A line with what it needs to be understood (the question before it, figures after it) and its weight."""

    line: int
    lines: tuple[int, ...]
    weight: float


def find_facts(
    source: Source,
    talk: Talk,
    lines: tuple[Line, ...],
    people: People,
    lexicon: Lexicon,
    senses: np.ndarray,
    known: Sequence[str] = (),
    told: Sequence[str] = (),
    *,
    dense: bool = False,
    left_out: frozenset[int] = frozenset(),
) -> tuple[Fact, ...]:
    """The facts of a source worth keeping, in order.

    ``known``: names of the projects and accounts that they may be about; ``told``: texts of decisions and tasks, which are not told again;
    ``dense``: it was written, and holds more to keep. Lines ``left_out`` tell none.
    """
    words = sum(line.plain.count(" ") + 1 for line in lines)
    wanted = min(MOST, max(LEAST, round(words / (WORDS_WRITTEN if dense else WORDS_A_FACT))))
    rows = {line.id: tell_row(lines, line) for line in lines if line.form is Form.ROW}
    left_out |= {number for number, text in rows.items() if text is None}
    left_out |= {line.id for line in lines if line.text.startswith(STRUCK)}

    def tell(statement: Statement) -> str:
        told = (rows.get(n) or _tell(lines, lines[n], people, lexicon) for n in statement.lines)
        return " ".join(filter(None, told))

    choice = min(3.0, max(1.0, len(lines) / (wanted * CHOICE)))

    def fault(statement: Statement) -> float:
        cut = is_cut(talk.sentences[statement.line].text) or _goes_on(talk, statement.lines[0])
        return choice * _fault(tell(statement), lexicon) + abs(NOTHING) * -cut

    marked = talk.spoken and not is_unpunctuated(source.utterances)
    apart, least = (0, LEAST_WRITTEN) if dense else (APART, THRESHOLD)
    best = _best(lines, senses, wanted, told, fault if marked else None, apart, least, left_out)
    blocks = Blocks(source, "fact")
    return tuple(
        _as_fact(chosen, tell(chosen), lines, people, known, blocks) for chosen in sorted(best, key=lambda s: s.line)
    )


def _as_fact(
    chosen: Statement, text: str, lines: tuple[Line, ...], people: People, known: Sequence[str], blocks: Blocks
) -> Fact:
    """The fact that a statement tells, with whom and what it is about."""
    evidence = tuple(sorted({lines[n].utterances[0] for n in chosen.lines}))
    said = set(content(text))
    named = [name.name for n in chosen.lines for name in lines[n].names]
    named += [name for n in chosen.lines if (name := _of_speaker(lines[n], people, text))]
    about = tuple(dict.fromkeys((*named, *(name for name in known if _is_named(name, said)))))
    confidence = round(1 / (1 + exp(-(CALIBRATED[0] + CALIBRATED[1] * chosen.weight))), 2)
    return Fact(id=blocks.item_id(evidence[0]), text=text, evidence=evidence, about=about, confidence=confidence)


def _is_named(name: str, said: set[str]) -> bool:
    """Whether a text names a project or an account, if only by the longest word of its name."""
    words = content(name)
    return bool(words) and max(words, key=len) in said


def _of_speaker(line: Line, people: People, text: str) -> str | None:
    """Who speaks, where a statement is about them ("my new number is …")."""
    name = people.name(line.speaker)
    given = given_name(name)
    told = given and re.search(rf"(?<!\w){re.escape(given)}(?!\w| {_THINKS})", text) and given not in line.text
    return name if told else None


def _tell(lines: tuple[Line, ...], line: Line, people: People, lexicon: Lexicon) -> str:
    """A line as a statement: what goes on at length is left out, "he" and "she" get the name of the only one whom they may mean."""
    person = tells_of_person(line)
    text = state(line, people, lexicon, hedged=person)
    if text.strip(" .?") and line.text.endswith("?"):
        return f"{text.rstrip('.?')}?"
    opening = _PERSON.match(text)
    if opening and (name := sole_person(lines, line, opening[0].lower(), lexicon)):
        text = f"{name}{text[opening.end() :]}"
    if text.count(" ") >= LONG:
        for cut in _GOES_ON.finditer(text):
            head = text[: cut.start()]
            if person and hedges(text[cut.start() :]):
                break
            if head.count(" ") >= LEAST_WORDS and is_whole(head, lexicon):
                return f"{head}."
    return text


def _goes_on(talk: Talk, number: int) -> bool:
    """Whether a sentence goes on with one that broke off before it."""
    before = talk.sentences[number - 1] if number else None
    return (
        before is not None
        and before.turn == talk.sentences[number].turn
        and before.text.count(" ") >= 3
        and before.text.rstrip()[-1:] not in '.?!"”'
    )


def _fault(text: str, lexicon: Lexicon) -> float:
    """What a statement loses, as a logarithm of odds, for what a reader who was not there would stumble over."""
    return (
        POINTING * bool(_POINTS.match(text))
        + PARTIAL * (not is_whole(text, lexicon))
        + RAMBLING * (text.count(" ") >= TOO_LONG)
        + ASKING * text.endswith("?")
    )


def _best(
    lines: tuple[Line, ...],
    senses: np.ndarray,
    wanted: int,
    told: Sequence[str],
    fault: Callable[[Statement], float] | None,
    apart: int = APART,
    least: float = THRESHOLD,
    left_out: frozenset[int] = frozenset(),
) -> list[Statement]:
    """The weightiest statements, none too near another, none that says the same again; ``fault`` says what one loses by its words."""
    weights = weigh(lines, senses)
    telling = (
        line
        for line in lines
        if line.id not in left_out and not _INQUIRES.match(line.text) and not _AGENDA.match(line.text)
    )
    order = sorted(telling, key=lambda line: (-weights[line.id], line.id))
    rated: Iterable[Statement] = (Statement(line.id, _extent(lines, line), weights[line.id]) for line in order)
    if fault:
        looked_at = islice(rated, wanted * LOOKED_AT)
        worded = [msgspec.structs.replace(s, weight=s.weight + fault(s)) for s in looked_at]
        rated = sorted(worded, key=lambda s: (-s.weight, s.line))
    kept: list[Statement] = []
    said = [set(content(text)) for text in told]
    for statement in rated:
        if len(kept) == wanted or statement.weight < least:
            break
        words = {word for n in statement.lines for word in content(lines[n].plain)}
        if any(abs(statement.line - other.line) <= apart for other in kept) or any(
            _is_same(words, other) for other in said
        ):
            continue
        kept.append(statement)
        said.append(words)
    return kept


def _is_same(words: set[str], other: set[str]) -> bool:
    return len(words & other) >= max(2, SAME * min(len(words), len(other)))


def weigh(lines: tuple[Line, ...], senses: np.ndarray | None = None) -> list[float]:
    """How much each line is worth keeping, as the logarithm of odds; nothing for one that says next to nothing.

    Without ``senses`` it only compares the lines of one talk.
    """
    said = _weigh_words(lines)
    if senses is None:
        return [NOTHING if own is None else own for own in said]
    weights = read_weights("facts_weights")
    read: list[float] = (senses @ [weights[f"as_{label}"] for label in LABELS]).tolist()
    return [NOTHING if own is None else own + more for own, more in zip(said, read, strict=True)]


@lru_cache(maxsize=1)  # facts and the summary ask for the lines of one talk
def _weigh_words(lines: tuple[Line, ...]) -> tuple[float | None, ...]:
    """What speaks for each line but for how it reads; None for one that says next to nothing."""
    weights = read_weights("facts_weights")
    return tuple(
        weights["bias"] + sum([weights[name] * value for name, value in describe(lines, line, None).items()])
        if len(content(line.plain)) >= 3 or detail(line.text)
        else None
        for line in lines
    )


def describe(lines: tuple[Line, ...], line: Line, senses: np.ndarray | None) -> dict[str, float]:
    """What a line holds, by feature, and as what it reads; most are 0 or 1."""
    words = content(line.plain)
    found = _signs(line.plain)
    found["dates"] = float(min(len(line.dates), 2))
    found["absent"] = float(min(sum(not name.present for name in line.names), 2))
    found["capitals"] = float(min(len(_CAPITAL.findall(line.text)), 3))
    found["content"] = min(len(words), 12) / 4
    found["long"] = float(len(words) > 14)
    found["short"] = float(len(words) < 3)
    found["question"] = float(line.question)
    found["answer"] = float(_answers(lines, line) is not None)
    found["opening"] = float(line.id < 0.04 * len(lines))
    found["closing"] = float(line.id > 0.96 * len(lines))
    found["echoed"] = float(line.id + 1 < len(lines) and bool({*words} & {*content(lines[line.id + 1].plain)}))
    found["nothing"] = float(not detail(line.text))
    found["points"] = float(bool(_POINTS.match(line.text)))
    found["person"] = float(bool(_SOMEBODY.match(line.plain)))
    if senses is not None:
        found |= {f"as_{label}": float(odds) for label, odds in zip(LABELS, senses[line.id], strict=True)}
    found["very_long"] = float(line.plain.count(" ") >= TOO_LONG)
    return found


def _signs(plain: str) -> dict[str, float]:
    """The signs of facts and the numbers in some words."""
    every = frozenset(_WORD.findall(plain))
    signs = (f"has_{kind}" for kind, sign in read_signs("facts").items() if sign.shows(plain, every))
    return {**dict.fromkeys(signs, 1.0), "numbers": float(min(numbers(plain), 3))}


def _answers(lines: tuple[Line, ...], line: Line) -> int | None:
    """The question that a line answers: asked right before it by somebody else."""
    before = line.id - 1
    while (
        before >= 0
        and lines[before].turn == line.turn
        and line.id - before <= 2
        and len(content(lines[before].plain)) <= 1
    ):
        before -= 1
    asked = before >= 0 and lines[before].turn != line.turn and lines[before].question
    return before if asked else None


def _extent(lines: tuple[Line, ...], line: Line) -> tuple[int, ...]:
    """The lines that tell the fact: its question where it is a short answer, the line before where it is a fragment, figures that follow."""
    ids = [line.id]
    if line.form is Form.ROW:
        return tuple(ids)
    if len(content(line.plain)) < SHORT:
        asked = _answers(lines, line)
        if asked is not None and content(lines[asked].plain):
            ids.insert(0, asked)
        elif line.id and _goes_with(line, lines[line.id - 1]) and len(content(lines[line.id - 1].plain)) >= 2:
            ids.insert(0, line.id - 1)
    following = line.id + 1
    if following < len(lines) and _is_rest(lines[following]):
        ids.append(following)
    following = ids[-1] + 1
    if following < len(lines) and _is_hedge(lines[ids[-1]], lines[following]):
        ids.append(following)
    return tuple(ids)


def _is_rest(line: Line) -> bool:
    """Whether a line belongs to the one before: how a term ends, or a few figures."""
    if line.form is Form.PARAGRAPH and _HOW_IT_ENDS.match(line.text):
        return True
    said, details = len(content(line.plain)), detail(line.text)
    return (
        line.form not in _APART
        and not line.question
        and bool(numbers(line.plain) if _POINTS.match(line.text) else details)
        and 2 <= said + details <= 6
        and line.plain.count(" ") <= 8
        and not _PLAN.search(line.plain)
    )


def _is_hedge(line: Line, other: Line) -> bool:
    """Whether a sentence says of what the one before it tells of somebody that it is not certain: "He hasn't said so, but I heard it."."""
    return (
        tells_of_person(line)
        and _goes_with(line, other)
        and not other.question
        and other.plain.count(" ") < WORDS_HEDGE
        and _DOUBTS.search(other.plain) is not None
    )


def _goes_with(line: Line, other: Line) -> bool:
    return other.turn == line.turn and other.form not in _APART


_APART = frozenset({Form.HEADING, Form.ROW})
"""Lines that stand for themselves."""
_HOW_IT_ENDS = re.compile(
    r"(?:It|They|This|The (?:agreement|contract|term|licen[cs]e|lease|subscription)) .*\b(?:unless|terminat\w+|notice|renew\w*|extend\w*|expires?|cancel\w*)\b"
)
"""How a term ends that the sentence before begins."""
_WORD = re.compile(r"[\w'-]+")
_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")
_AGENDA = re.compile(
    r"(?:(?:So|OK|Okay|Right|Good|Well|Now|And|Hello|Hi|Morning)[,.]? )*(?:(?:I['’]ve|We['’]ve|I have|We have|There are|I['’]ve got|We['’]ve got) )?(?:just |only )?(?:\w+ )?(?:two|three|four|five|six|seven|\d|a few|a couple of) (?:things|items|points|topics|matters)\b(?! (?:are|is|went|have))"
    r"|(?:The |Our |On the |Today['’]s )?agenda\b|\d+[.)] (?:(?:minutes of|apologies|matters arising|any other business|aob|welcome|date of|correspondence|reports?|items?|dates?)\b.*)$",
    re.IGNORECASE,
)
"""What is to be talked about, which tells nothing yet."""
_INQUIRES = re.compile(
    r"(?:(?:And|But|So|Well|OK|Okay|Right|Now),? )?(?:do|does|did|is|are|was|were|have|has|can|could|will|would) (?:we|you|they|i|he|she|it|that|there|any\w*|the)\b.*\?$",
    re.IGNORECASE,
)
_THINKS = r"(?:thinks|guesses|supposes|believes|reckons|feels|hears|heard)\b"
_DOUBTS = re.compile(
    r"\b(?:i(?:'ve)? (?:only )?heard (?:it|that)\b|not (?:yet )?(?:confirmed|official|certain|signed)|unconfirmed|isn't (?:confirmed|official|certain)|hasn't (?:said so|confirmed)|(?:just |only )?a rumou?r|don't quote me|i'm not (?:sure|certain)|nothing(?:'s| is) (?:signed|official|confirmed)|may not be true)"
)
_PLAN = re.compile(r"\b(?:i'll|we'll|can you|could you|let's|i can)\b")
_PERSON = re.compile(r"(?:He|She)(?=['’]s\b|\b)")
_SOMEBODY = re.compile(r"(?:(?:and|but|so|well|yes|no|then),? )*(?:he|she|they)(?:'\w+)? ")
_POINTS = re.compile(
    r"(?:It|That|This|These|Those|They|Them)(?:['’](?:s|re|ve|ll|d))?\b(?! (?:takes|costs|is expected)\b)|There['’]?s? (?:also )?(?:that|this)\b|(?:Something|One|Some) (?:of (?:these|those|them)|like that)\b"
)
"""Begins with a word for something said before."""
_GOES_ON = re.compile(
    r",? (?:because|since|so that|which|although|though)\b|, (?:so|but|and yeah|and then|and so|given|right|yeah|or so|for example|if)\b"
)
