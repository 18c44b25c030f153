"""What speaks for and against a thread being a task, as numbers for the scorer."""

import math
from bisect import bisect_right
from collections.abc import Iterator, Mapping

import msgspec
import numpy as np

from minutebook.flow.extract.offline.talk.acts import OFFERS, REQUESTS, Act, Kind, word_at
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.sense import LABELS, MINE, YOURS
from minutebook.flow.extract.offline.talk.unscripted import Unscripted
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.thread import State, Thread
from minutebook.text import patterns as re

_LAUGH = re.compile(
    r"^(?:\[?laugh\w*\]?|ha|haha|heh|ha ha|\(laugh\w*\))\b|don't you dare|don't tempt me|i'm joking|very funny"
)
_RECIPIENT = (re.compile(r"\b(?:me|us)\b"), re.compile(r"\byou\b"))
_PAST = re.compile(r"\bi (?:was going|meant|had) to\b")
_TIME_ALONE = re.compile(
    r"(?:(?:about|at least|only|just|maybe|another|say) )*(?:a|an|the|two|three|four|five|six|ten|\d+|a couple(?: of)?|a few|half an?|one)(?: (?:more|good|full|clear|whole|quiet|little))?"
    r" (?:second|minute|moment|hour|night|evening|morning|day|week|month|bit of time|bit longer|year)s?\b(?! (?:with|of|for|from|on|together|at)\b)"
)
""" "Two days", "a week to test it": what its speaker needs for their own work."""


_EMBEDDED = re.compile(
    r"\b(?<!think )(?<!promise )(?<!sure )(?:that|which|who|what|when|where|why|how|whether|because|until|before|after|as|while|than|if|since|means|just to say|saying)(?: \w+ly)? $"
)
_BROKEN = re.compile(
    r"(?:…|\.\.|-|\b(?:a|an|the|of|to|with|and|or|but|for|from|by|that|this|is|are|was|if|in|at|on|as|my|your|our|their|be|some|so|i|we))[ .]*$|…|\.\.\.|\b(\w+),? \1\b"
)
_SHOWS = re.compile(r"(?:present|show|explain|discuss|talk|introduce|have|give (?:us|you))\b")
"""What somebody will do in the talk itself."""
TOLD = 0.25
"""Share of sixty words that follow from which a request to talk counts as answered on the spot."""
FIRM_CONTENT = 0.4
"""Two content words beside a verb that says little: "I'll do him a letter"."""
_JOURNEY = re.compile(
    r"(?:go|fly|come|travel|attend|leave|arrive|meet|head|stay|drive|be)\b(?! (?:and|through|over|back to)\b)"
)
"""Where somebody will be: a plan that is told, seldom work that is owed."""
_WHEN = re.compile(
    r"^(?:(?:and|so|ok|okay|right|great|lovely|good|yes|fine)[,.]? )*(?:by when|when|how soon|what day|which day|what time|by (?:the )?(?:end|close)|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues|wednes|thurs|fri|satur|sun)day|to(?:day|morrow|night))\b"
)
DEEP = 8
"""Words before an act in its sentence: what comes late is mostly said about something else."""
WORDY = 16
TURN_READ = 12
"""Sentences of a turn that are read to see whether it is a speech."""
AROUND = 3
UNSCRIPTED = ("unscripted", "unscripted_closing", "unscripted_long")
"""What is weighed on top of the others (training/dealt.py)."""
_TRAP = LABELS.index("trap")
DEALT = (-3.0, 3.0)
"""Log odds between which a line of unscripted talk says more and more that it deals out work."""
_DOUBT = frozenset({"if_before", "joke", "laugh", "habit", "narration", "negated"})
LONG_TALK = 80
"""Lines from which a talk has greetings at its beginning and goodbyes at its end that are worth telling apart."""


class Reading(msgspec.Struct, frozen=True):
    """What the lines of a talk may carry, bounded (sense.py); how much each sounds like work, and the same in order."""

    odds: list[list[float]]
    work: list[float]
    ranked: list[float]
    unscripted: Unscripted


def read_odds(odds: np.ndarray, unscripted: Unscripted) -> Reading:
    work: list[float] = odds[:, [MINE, YOURS]].max(axis=1).tolist()
    return Reading(odds.tolist(), work, sorted(work), unscripted)


def describe(thread: Thread, lines: tuple[Line, ...], reading: Reading, lexicon: Lexicon) -> dict[str, float]:
    """The features that hold of a thread but of its owner and deadline, by name."""
    kinds = {act.kind for act in thread.acts}
    found = {f"kind_{kind}": 1.0 for kind in kinds}
    found[f"first_{thread.first.kind}"] = 1.0
    found[f"state_{thread.state}"] = 1.0
    found.update(dict.fromkeys(thread.signs, 1.0))
    found["acts"] = min(len(thread.acts), 4) / 4
    found.update(_words(thread, lexicon))
    found.update(_floor(thread, lines, lexicon))
    found.update(_signs(thread, lines, lexicon))
    found.update(_place(thread, lines))
    found.update(_sense(thread, lines, reading))
    found.update(_strength(thread, found))
    found.update(_unscripted(thread, reading, found))
    return found


def describe_hold(thread: Thread, found: Mapping[str, float], *, owned: bool, due: bool, day: bool) -> dict[str, float]:
    """What an owner, and a deadline that is a ``day`` or mere words, add to what was found of a thread."""
    firm = thread.state is State.ACCEPTED or any(act.kind in OFFERS for act in thread.acts)
    holds = {
        "owned": owned,
        "due_day": due and day,
        "due_vague": due and not day,
        "dated": due and day and firm and found.keys().isdisjoint(_DOUBT),
    }
    return {name: 1.0 for name, held in holds.items() if held}


def _strength(thread: Thread, found: dict[str, float]) -> dict[str, float]:
    """What several signs say together."""
    kinds = {act.kind for act in thread.acts}
    strong: dict[str, float] = {}
    doubt = found.keys() & _DOUBT
    if Kind.WILL in kinds and not doubt:
        if "strong_verb" in found:
            strong["firm"] = 1.0
        elif found["content"] >= FIRM_CONTENT and "work_verb" in found:
            strong["firm_weak"] = 1.0
    asked_for = thread.state is State.ACCEPTED and thread.first.kind not in OFFERS | {Kind.SUGGEST}
    if (asked_for or "urged" in thread.signs) and not doubt:
        strong["settled"] = 1.0
    told = found.get("talked", 0.0) > TOLD or "here" in found
    if asked_for and "named" in found and not doubt and not told:
        strong["granted"] = 1.0
    for kind in (
        Kind.CAN,
        Kind.MUST,
        Kind.WOULD,
        Kind.ORDER,
        Kind.SUGGEST,
        Kind.SOMEONE,
        Kind.MINE,
        Kind.OBTAIN,
        Kind.ASK,
        Kind.NEED,
        Kind.SOON,
    ):
        welcome = kind in OFFERS and not {"agreed", "thanked", "urged"}.isdisjoint(found)
        if kinds == {kind} and thread.state is not State.ACCEPTED and not welcome:
            strong[f"only_{kind}"] = 1.0
    return strong


def is_narration(act: Act, lexicon: Lexicon) -> bool:
    """Whether an act is about the talk itself: "let me share my screen", "can you hear me?"; or asks for time: "I'd want two days"."""
    if not act.phrase:
        return False
    if act.kind in {Kind.OBTAIN, Kind.YOU} and _TIME_ALONE.match(plain(act.phrase)):
        return True
    pattern = lexicon.aside if act.kind in REQUESTS else lexicon.narration
    return pattern.match(plain(act.phrase)) is not None


def is_dealt(act: Act, line: Line) -> bool:
    """Whether work is dealt out in so many words: to a role ("the engineer will …"), or "you'll be working on …"."""
    given = act.kind is Kind.THIRD and act.to is None
    told = act.kind is Kind.ASSIGN and word_at(line.plain, act.verb).endswith("ing")
    return (given or told) and not line.question and not _SHOWS.match(plain(act.phrase))


def _words(thread: Thread, lexicon: Lexicon) -> dict[str, float]:
    found: dict[str, float] = {}
    spoken = [act for act in thread.acts if act.phrase]
    best = max((len(stems_of(act.phrase, lexicon) - lexicon.weak_verbs) for act in spoken), default=0)
    found["content"] = min(best, 5) / 5
    if best == 0:
        found["no_content"] = 1.0
    verbs = {word_at(act.phrase.lower(), 0) for act in spoken}
    if verbs & lexicon.verbs:
        found["work_verb"] = 1.0
    if verbs & lexicon.verbs - lexicon.weak_verbs:
        found["strong_verb"] = 1.0
    if any(act.to for act in thread.acts):
        found["named"] = 1.0
    return found


def _signs(thread: Thread, lines: tuple[Line, ...], lexicon: Lexicon) -> dict[str, float]:
    """What the words around the acts show: that they are only supposed, told of others, asked, taken up."""
    signs = [sign for act in thread.acts for sign in _signs_of_act(act, thread, lines, lexicon)]
    found = dict.fromkeys(signs, 1.0)
    if "narration" in found:
        found["narration"] = signs.count("narration") / len(thread.acts)
    where = {act.line for act in thread.acts}
    for number in where:
        text = lines[number].plain
        found |= {sign: 1.0 for sign in ("habit", "joke", "past", "vague") if lexicon.signs[sign].search(text)}
        if _PAST.search(text):
            found["past_plan"] = 1.0
    return found | dict.fromkeys(_signs_after(thread, max(where), lines, lexicon), 1.0)


def _signs_of_act(act: Act, thread: Thread, lines: tuple[Line, ...], lexicon: Lexicon) -> Iterator[str]:
    """What the line of one act shows."""
    line = lines[act.line]
    before = line.plain[: act.start]
    if lexicon.signs["hypothetical"].search(line.plain[: act.verb]) or _starts_if(lines, act):
        yield "if_before"
    elif lexicon.signs["hypothetical"].search(line.plain):
        yield "if_line"
    if is_narration(act, lexicon):
        yield "narration"
    if lexicon.signs["reported"].search(before):
        yield "reported"
    if lexicon.signs["negation"].search(before[-12:]) or lexicon.signs["negation"].match(line.plain, act.verb):
        yield "negated"
    if line.question:
        yield "question"
    if act.kind is Kind.SOMEONE and thread.state is not State.ACCEPTED:
        yield "who_question" if line.plain.startswith(("who", "and who", "so who", "but who")) else "somebody_must"
    if act.kind in OFFERS and not line.question:
        yield "stated"
    if is_dealt(act, line):
        yield "dealt"


def _signs_after(thread: Thread, last: int, lines: tuple[Line, ...], lexicon: Lexicon) -> Iterator[str]:
    """What follows the ``last`` line of the acts, and what their own words want: for whom, how soon."""
    following = next((line for line in lines[last + 1 : last + 8] if line.turn != lines[last].turn), None)
    if following is not None and lexicon.thanks.match(following.plain):
        yield "thanked"
    if following is not None and _WHEN.search(following.plain):
        yield "asked_when"
    if any(_RECIPIENT[act.kind in OFFERS].search(act.phrase) for act in thread.acts):
        yield "recipient"
    said = [lines[act.line].plain for act in thread.acts]
    if any(lexicon.priority[level].search(text) for text in said for level in ("high", "highest")):
        yield "urgent"
    if any(_LAUGH.search(line.plain) for line in lines[last + 1 : last + 3]):
        yield "laugh"


def _floor(thread: Thread, lines: tuple[Line, ...], lexicon: Lexicon) -> dict[str, float]:
    """What the talk itself shows: whether the work is talk that follows at once, an explanation, or a sentence that breaks off."""
    found: dict[str, float] = {}
    for act in thread.acts:
        line = lines[act.line]
        if _EMBEDDED.search(line.plain, 0, act.start):
            found["embedded"] = 1.0
        if line.plain.count(" ", 0, act.start) > DEEP:
            found["deep"] = 1.0
        if act.phrase and _BROKEN.search(act.phrase):
            found["broken"] = 1.0
        if act.kind in {Kind.ASK, Kind.SUGGEST} and not line.question and line.plain.startswith("you", act.start):
            found["you_stated"] = 1.0
        if lexicon.signs["here"].search(line.plain):
            found["here"] = 1.0
        if lexicon.signs["afterwards"].search(line.plain):
            found["afterwards"] = 1.0
    talks = any(lexicon.talking.match(plain(act.phrase)) for act in thread.acts if act.phrase)
    said_on = _words_after(thread, lines)
    if talks:
        found["talking"] = 1.0
        found["talked"] = min(said_on, 60) / 60
    before, after = _turn_around(lines[thread.first.line], lines)
    found["long_turn"] = min(before + after, 120) / 120
    if after == 0:
        found["turn_end"] = 1.0
    if thread.first.kind in OFFERS and all(_JOURNEY.match(plain(act.phrase)) for act in thread.acts if act.phrase):
        found["journey"] = 1.0
    if all(lexicon.companion.match(plain(act.phrase)) for act in thread.acts if act.phrase):
        found["companion_only"] = 1.0
    words = max((act.phrase.count(" ") + 1 for act in thread.acts if act.phrase), default=0)
    if words > WORDY:
        found["wordy"] = 1.0
    elif words <= 1:
        found["terse"] = 1.0
    return found


def _words_after(thread: Thread, lines: tuple[Line, ...]) -> int:
    """Words that follow at once from the one who would do it: a request's answer, or what an offer's speaker goes on to say."""
    last = lines[thread.first.line]
    count = 0
    asked = thread.first.kind in REQUESTS
    who: str | None = None
    for line in lines[last.id + 1 : last.id + 12]:
        if asked and line.turn == last.turn:
            continue
        if asked and who is None:
            who = line.speaker
        if line.speaker != (who if asked else last.speaker):
            break
        count += line.text.count(" ") + 1
    return count


def _turn_around(line: Line, lines: tuple[Line, ...]) -> tuple[int, int]:
    """Words of a line's turn up to its end, and after it."""
    before = line.text.count(" ") + 1
    after = 0
    for number in range(line.id - 1, max(-1, line.id - TURN_READ), -1):
        if lines[number].turn != line.turn:
            break
        before += lines[number].text.count(" ") + 1
    for other in lines[line.id + 1 : line.id + TURN_READ]:
        if other.turn != line.turn:
            break
        after += other.text.count(" ") + 1
    return before, after


def _starts_if(lines: tuple[Line, ...], act: Act) -> bool:
    """Whether the clause just before in the same line is a condition ("If it rains, I'll …", "As soon as … I'll")."""
    return lines[act.line].plain.startswith(("if ", "and if ", "but if ", "unless ", "so if "))


def _sense(thread: Thread, lines: tuple[Line, ...], reading: Reading) -> dict[str, float]:
    """What the reader of lines makes of those of a thread, and of those around it, as log odds."""
    odds = reading.odds
    acting = [act.line for act in thread.acts]
    first, last = min(acting), max(acting)
    work = reading.work
    best = max(acting, key=work.__getitem__)
    around = [n for n in range(max(0, best - AROUND), min(len(lines), best + AROUND + 1)) if n != best]
    told = {f"sense_{name}": odds[best][n] for n, name in enumerate(LABELS) if name not in {"mine", "yours"}}
    own = [n for n in range(max(0, first - 1), min(len(lines), last + AROUND + 1)) if lines[n].speaker == thread.owner]
    return told | {
        "sense_task": work[best],
        "sense_first": work[thread.first.line],
        "sense_mine": max(odds[n][MINE] for n in acting),
        "sense_yours": max(odds[n][YOURS] for n in acting),
        "sense_around": sum(work[n] for n in around) / len(around) if around else -1.0,
        "sense_trap_around": max((odds[n][_TRAP] for n in around), default=-1.0),
        "sense_owner": max((odds[n][MINE] for n in own), default=-1.0),
        "sense_rank": (len(work) - bisect_right(reading.ranked, work[best])) / len(work),
    }


def _unscripted(thread: Thread, reading: Reading, found: Mapping[str, float]) -> dict[str, float]:
    """How much its lines deal out work as unscripted talk does, most of it at the end of long meetings, where scripted talk has none."""
    least, most = DEALT
    odds = max(reading.unscripted.hear(act.line) for act in thread.acts)
    dealt = (min(max(odds, least), most) - least) / (most - least)
    values = (dealt, dealt * found.get("closing", 0.0), dealt * found["talk_length"])
    return {name: value for name, value in zip(UNSCRIPTED, values, strict=True) if value}


def _place(thread: Thread, lines: tuple[Line, ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    found["talk_length"] = min(max(math.log2(max(len(lines), 1) / LONG_TALK), 0.0), 4.0) / 4
    if len(lines) >= LONG_TALK and thread.first.line < 0.06 * len(lines):
        found["opening"] = 1.0
    if len(lines) >= LONG_TALK and thread.first.line > 0.96 * len(lines):
        found["closing"] = 1.0
    if thread.state is State.ASKED and lines[thread.first.line].question:
        found["unanswered"] = 1.0
    if Kind.GROUP in {act.kind for act in thread.acts} and len({act.kind for act in thread.acts}) == 1:
        found["group_only"] = 1.0
    return found
