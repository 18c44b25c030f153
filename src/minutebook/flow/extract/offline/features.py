"""What speaks for and against a thread being a task, as numbers for the scorer."""

import re

from minutebook.flow.extract.offline.acts import OFFERS, REQUESTS, Act, Kind, word_at
from minutebook.flow.extract.offline.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.stems import stems_of
from minutebook.flow.extract.offline.thread import State, Thread
from minutebook.text.dates import DateSpan

_LAUGH = re.compile(
    r"^(?:\[?laugh\w*\]?|ha|haha|heh|ha ha|\(laugh\w*\))\b|don't you dare|don't tempt me|i'm joking|very funny"
)
_RECIPIENT = (re.compile(r"\b(?:me|us)\b"), re.compile(r"\byou\b"))
_PAST = re.compile(r"\bi (?:was going|meant|had) to\b")


LONG_TALK = 80
"""Lines from which a talk has greetings at its beginning and goodbyes at its end that are worth telling apart."""


def describe(thread: Thread, lines: tuple[Line, ...], due: DateSpan | None, lexicon: Lexicon) -> dict[str, float]:
    """The features that hold of a thread, by name."""
    kinds = {act.kind for act in thread.acts}
    found = {f"kind_{kind}": 1.0 for kind in kinds}
    found[f"first_{thread.first.kind}"] = 1.0
    found[f"state_{thread.state}"] = 1.0
    found.update(dict.fromkeys(thread.signs, 1.0))
    found["acts"] = min(len(thread.acts), 4) / 4
    if due is not None:
        found["due_day" if due.value else "due_vague"] = 1.0
    found.update(_words(thread, lexicon))
    found.update(_signs(thread, lines, lexicon))
    found.update(_place(thread, lines))
    found.update(_strength(thread, found))
    return found


def _strength(thread: Thread, found: dict[str, float]) -> dict[str, float]:
    """What several signs say together."""
    kinds = {act.kind for act in thread.acts}
    strong: dict[str, float] = {}
    doubt = found.keys() & {"if_before", "joke", "laugh", "habit", "narration", "negated"}
    if Kind.WILL in kinds and "strong_verb" in found and not doubt:
        strong["firm"] = 1.0
    if thread.state is State.ACCEPTED and thread.first.kind not in OFFERS | {Kind.SUGGEST} and not doubt:
        strong["settled"] = 1.0
    if "due_day" in found and (kinds & OFFERS or thread.state is State.ACCEPTED) and not doubt:
        strong["dated"] = 1.0
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
        if kinds == {kind} and thread.state is not State.ACCEPTED:
            strong[f"only_{kind}"] = 1.0
    return strong


def is_narration(act: Act, lexicon: Lexicon) -> bool:
    """Whether an act is about the talk itself: "let me share my screen", "can you hear me?"."""
    if not act.phrase:
        return False
    pattern = lexicon.aside if act.kind in REQUESTS else lexicon.narration
    return pattern.match(plain(act.phrase)) is not None


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
    found: dict[str, float] = {}
    act_lines = {act.line for act in thread.acts}
    for act in thread.acts:
        line = lines[act.line]
        before = line.plain[: act.start]
        if lexicon.signs["hypothetical"].search(line.plain[: act.verb]) or _starts_if(lines, act):
            found["if_before"] = 1.0
        elif lexicon.signs["hypothetical"].search(line.plain):
            found["if_line"] = 1.0
        if is_narration(act, lexicon):
            found["narration"] = found.get("narration", 0.0) + 1.0 / len(thread.acts)
        if lexicon.signs["reported"].search(before):
            found["reported"] = 1.0
        if lexicon.signs["negation"].search(before[-12:]) or lexicon.signs["negation"].match(line.plain, act.verb):
            found["negated"] = 1.0
        if line.question:
            found["question"] = 1.0
        if act.kind is Kind.SOMEONE and thread.state is not State.ACCEPTED:
            found[
                "who_question" if line.plain.startswith(("who", "and who", "so who", "but who")) else "somebody_must"
            ] = 1.0
        if act.kind in OFFERS and not line.question:
            found["stated"] = 1.0
    for number in act_lines:
        text = lines[number].plain
        for sign in ("habit", "joke", "past", "vague"):
            if lexicon.signs[sign].search(text):
                found[sign] = 1.0
        if _PAST.search(text):
            found["past_plan"] = 1.0
    last = max(act_lines)
    following = next((line for line in lines[last + 1 : last + 8] if line.turn != lines[last].turn), None)
    if following is not None and lexicon.thanks.match(following.plain):
        found["thanked"] = 1.0
    if any(_RECIPIENT[act.kind in OFFERS].search(act.phrase) for act in thread.acts):
        found["recipient"] = 1.0
    if any(
        lexicon.priority[level].search(lines[number].plain) for number in act_lines for level in ("high", "highest")
    ):
        found["urgent"] = 1.0
    if any(_LAUGH.search(line.plain) for line in lines[last + 1 : last + 3]):
        found["laugh"] = 1.0
    return found


def _starts_if(lines: tuple[Line, ...], act: Act) -> bool:
    """Whether the clause just before in the same line is a condition ("If it rains, I'll …", "As soon as … I'll")."""
    return lines[act.line].plain.startswith(("if ", "and if ", "but if ", "unless ", "so if "))


def _place(thread: Thread, lines: tuple[Line, ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    if len(lines) >= LONG_TALK and thread.first.line < 0.06 * len(lines):
        found["opening"] = 1.0
    if len(lines) >= LONG_TALK and thread.first.line > 0.96 * len(lines):
        found["closing"] = 1.0
    if thread.state is State.ASKED and lines[thread.first.line].question:
        found["unanswered"] = 1.0
    if Kind.GROUP in {act.kind for act in thread.acts} and len({act.kind for act in thread.acts}) == 1:
        found["group_only"] = 1.0
    return found
