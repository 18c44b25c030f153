"""What people do with their sentences: offer, ask, take on, give to others; one act a trigger, with the words that it is about."""

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from minutebook.flow.extract.offline.talk.line import Line, Named
from minutebook.flow.extract.offline.talk.need import find_needs
from minutebook.flow.extract.offline.talk.role import Role, find_roles
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import STATES, base_form
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind


class Kind(StrEnum):
    """``MINE`` and ``YOURS`` name no work of their own; ``THIRD`` gives it to somebody named; ``SOMEONE`` to nobody in particular."""

    WILL = "will"
    CAN = "can"
    WOULD = "would"
    MUST = "must"
    PLAN = "plan"
    GROUP = "group"
    ASK = "ask"
    ASSIGN = "assign"
    SOON = "soon"
    SUGGEST = "suggest"
    PLEASE = "please"
    MIND = "mind"
    OBTAIN = "obtain"
    YOU = "you"
    SOMEONE = "someone"
    MINE = "mine"
    YOURS = "yours"
    THIRD = "third"
    ORDER = "order"
    NEED = "need"
    LOOSE_MINE = "loose_mine"
    LOOSE_YOURS = "loose_yours"


OFFERS = frozenset(
    {Kind.WILL, Kind.SOON, Kind.CAN, Kind.WOULD, Kind.MUST, Kind.PLAN, Kind.YOU, Kind.MINE, Kind.LOOSE_MINE}
)
REQUESTS = frozenset(
    {Kind.ASK, Kind.ASSIGN, Kind.SUGGEST, Kind.PLEASE, Kind.MIND, Kind.OBTAIN, Kind.YOURS, Kind.ORDER, Kind.LOOSE_YOURS}
)


class Act(msgspec.Struct, frozen=True):
    """``phrase`` is what it is about, from the verb (``text[verb:end]``); ``start`` is where the trigger begins."""

    kind: Kind
    line: int
    start: int
    verb: int
    end: int
    phrase: str
    to: str | None = None
    """Full name of the one who is addressed or given the work by name."""


def find_acts(lines: tuple[Line, ...], lexicon: Lexicon) -> tuple[Act, ...]:
    """All acts of a talk, in order."""
    return tuple(act for line in lines for act in sorted(_acts(line, lexicon), key=lambda act: act.start))


def _acts(line: Line, lexicon: Lexicon) -> Iterator[Act]:
    taken = -1
    vocative = find_vocative(line)
    for act in _named(line, lexicon):
        taken = max(taken, act.verb)
        yield act
    for match in lexicon.act.finditer(line.plain):
        kind = Kind(match.lastgroup or "")
        if match.start() < taken and kind not in REQUESTS:
            continue
        spoken = _act(line, kind, match.start(), match.end(), lexicon)
        if spoken is not None:
            yield _without_name(msgspec.structs.replace(spoken, to=vocative), line) if kind in REQUESTS else spoken
    if "?" in line.plain and (handed := _HANDS.search(line.plain)):
        start, end = handed.span("work")
        yield Act(Kind.ASK, line.id, handed.start(), start, end, line.text[start:end].strip(" ,"), vocative)
    for start, end, words in find_needs(line, lexicon):
        yield Act(Kind.NEED, line.id, start, start, end, words)
    yield from _present(line, lexicon)
    order = _order(line, lexicon, vocative)
    if order is not None:
        yield _without_name(order, line)


def _present(line: Line, lexicon: Lexicon) -> Iterator[Act]:
    """What is promised in the present: "I send it to you on Monday", "Then I order the parts"."""
    ahead = is_ahead(line)
    if line.question or not (ahead or "then i " in line.plain):
        return
    for match in _I_DO.finditer(line.plain):
        if (ahead or match["then"]) and match["verb"] in lexicon.verbs - _NO_PROMISE:
            verb = match.start("verb")
            end = phrase_end(line.plain, verb)
            yield Act(Kind.SOON, line.id, match.start("i"), verb, end, line.text[verb:end].strip(" ,"))


def _without_name(act: Act, line: Line) -> Act:
    """A request without the name at its end of the one to whom it is said: "email it, Ben"."""
    for name in line.names:
        if (
            name.present
            and act.verb < name.start
            and name.end >= act.end - 1
            and line.plain.endswith(", ", 0, name.start)
        ):
            end = name.start - 2
            return msgspec.structs.replace(act, end=end, phrase=line.text[act.verb : end].strip(" ,"))
    return act


def _act(line: Line, kind: Kind, start: int, after: int, lexicon: Lexicon) -> Act | None:
    if kind in {Kind.MINE, Kind.YOURS}:
        if _READY.match(line.plain, start) and not is_ahead(line):
            return None
        return Act(kind, line.id, start, after, after, "")
    verb = skip_adverbs(line.plain, after)
    word = word_at(line.plain, verb)
    if (
        not word
        or (("'" in word) and kind is not Kind.OBTAIN)
        or (word in _NO_VERB and kind not in {Kind.OBTAIN, Kind.YOU})
    ):
        return None
    if word in {"till", "until"} or (
        kind is Kind.SOMEONE
        and line.plain.startswith("who", start)
        and not (line.question and _ASKS_WHO.search(line.plain, 0, start))
    ):
        return None
    if kind is Kind.ASSIGN and word.endswith("ing"):
        return _told(line, start, verb, word, lexicon)
    if kind is Kind.ASSIGN and not ((find_vocative(line) or line.question) and word in lexicon.verbs):
        return None
    if kind is Kind.SOON and not (is_ahead(line) and base_form(word, lexicon)):
        return None
    if kind is Kind.WOULD and word not in lexicon.verbs:
        return None
    if (
        kind is Kind.OBTAIN
        and word in _NO_THING
        and not (word in {"it", "that", "them"} and _CAN_I.match(line.plain, start))
    ):
        return None
    end = phrase_end(line.plain, verb)
    if kind in OFFERS and word in {"do", "make"} and _is_only_a_day(line, verb + len(word), end):
        return None
    return Act(kind, line.id, start, verb, end, line.text[verb:end].strip(" ,"))


def _told(line: Line, start: int, verb: int, word: str, lexicon: Lexicon) -> Act | None:
    """What somebody is told that they will be doing: "you're going to be working on the samples"."""
    base = base_form(word, lexicon)
    if line.question or base is None or base in STATES | _NO_TASK or _ABOUT.search(line.plain, 0, start):
        return None
    end = phrase_end(line.plain, verb)
    rest = line.text[verb + len(word) : end].strip(" ,")
    return Act(Kind.ASSIGN, line.id, start, verb, end, f"{base} {rest}") if rest else None


def _is_only_a_day(line: Line, start: int, end: int) -> bool:
    """Whether nothing but a day follows: "I can manage the ninth" says when, not what."""
    rest = line.plain[start:end].strip(" ,.")
    return (_NTH.fullmatch(rest) or _TIME.match(rest)) is not None or any(
        start <= span.start < end and rest in {span.text.lower(), f"it {span.text.lower()}"} for span in line.dates
    )


def is_ahead(line: Line) -> bool:
    """Whether a line names a day to come: what makes "I'm sending it" a promise."""
    return any(span.value is not None and span.kind is not DateKind.PAST for span in line.dates)


def _named(line: Line, lexicon: Lexicon) -> Iterator[Act]:
    """Work given to somebody by name or role: "Ben will …", "Ben to …", "Ben takes …", "the engineer will …"."""
    people: list[Named | Role] = [*line.names, *find_roles(line)]
    for name in people:
        match = _GIVES.match(line.plain, name.end)
        if not match or _ABOUT.search(line.plain, max(0, name.start - 24), name.start):
            continue
        verb = skip_adverbs(line.plain, match.end())
        word = word_at(line.plain, verb)
        if match["to"] and not (word in lexicon.verbs and _BEGINS.search(line.plain, 0, name.start)):
            continue
        if match["does"] and not (word.removesuffix("s") in lexicon.verbs or word.removesuffix("es") in lexicon.verbs):
            continue
        if match["does"] and not (line.dates and _BEGINS.search(line.plain, 0, name.start)):
            continue
        if word in lexicon.verbs or match["does"]:
            end = phrase_end(line.plain, verb)
            yield Act(Kind.THIRD, line.id, name.start, verb, end, line.text[verb:end].strip(" ,"), name.name)


def _order(line: Line, lexicon: Lexicon, vocative: str | None) -> Act | None:
    """A plain imperative: "Send me the file", "Ben, find out who has it", unpunctuated "ben write her a note"; not "leave it with me", nor one that calls work off."""
    start = _opening(line)
    called = next((name for name in line.names if name.start == start and name.present), None)
    if called and line.plain.startswith(" ", called.end):
        start, vocative = called.end + 1, called.name
    word = word_at(line.plain, start)
    if word not in lexicon.verbs or word.startswith("let") or not _OBJECT.match(line.plain, start + len(word)):
        return None
    called_off = lexicon.state.match(line.plain, start)
    if (
        (word == "do" and line.question)
        or lexicon.act.match(line.plain, start)
        or _TIME_FOR_ME.match(line.plain, start)
        or (called_off and called_off.lastgroup == "cancel")
    ):
        return None
    end = phrase_end(line.plain, start)
    return Act(Kind.ORDER, line.id, start, start, end, line.text[start:end].strip(" ,"), vocative)


def _opening(line: Line) -> int:
    """Where the sentence proper begins, after "so", "and then" and a name that it is said to."""
    position = end_of(_START, line.plain, 0)
    for name in line.names:
        if name.start == position and _VOCATIVE_AFTER.match(line.plain, name.end):
            return end_of(_START, line.plain, end_of(_VOCATIVE_AFTER, line.plain, name.end))
    return position


def end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def find_vocative(line: Line) -> str | None:
    """The full name of the one to whom a line is said by name."""
    for name in line.names:
        if name.present and _is_vocative(line, name):
            return name.name
    return None


def _is_vocative(line: Line, name: Named) -> bool:
    opens = end_of(_START, line.plain, 0) == name.start or line.plain[: name.start].endswith(", ")
    closes = _VOCATIVE_AFTER.match(line.plain, name.end) is not None
    return closes and (opens or _CALLED.search(line.plain, 0, name.start) is not None)


def skip_adverbs(text: str, position: int) -> int:
    return end_of(_ADVERBS, text, position)


def word_at(text: str, position: int) -> str:
    match = _WORD.match(text, position)
    return match[0] if match else ""


def phrase_end(text: str, verb: int) -> int:
    """Where the phrase that begins at ``verb`` ends: at the next clause of its own."""
    end = _clause_end(text, verb)
    if "," not in text and text[-1:] not in ".?!":
        runs = (run for run in _RUN_ON.finditer(text, verb + 1, end) if not _LEADS_ON.search(text, verb, run.start()))
        return next((run.start() for run in runs), end)
    return end


def _clause_end(text: str, verb: int) -> int:
    asks = _ASKING.match(text, verb)
    position = asks.end() if asks else verb + 1
    for match in _BOUNDARY.finditer(text, position):
        told = asks and match["then"] is not None
        if told or (match["if"] and (asks or _ASKED_LAST.search(text, verb, match.start()))):
            continue
        return match.start()
    return len(text)


_WORD = re.compile(r"[^\W\d_][\w'-]*")
_ADVERBS = re.compile(
    r"(?:(?:just|also|then|definitely|probably|maybe|certainly|actually|quickly|personally|still|happily|now|try and|try to|perhaps|please"
    r"|possibly|kindly|first|of course|really|simply|go and|go and then|look to|have to|need to|be able to|all|both|each|either|gladly|only),? )+"
)
_NO_VERB = frozenset(
    (
        "i you we he she they it that this these those the a an my your our his her their not never no yes "
        "and or but so if what when where who how why as at in on of for with about there here one two three "
        "than to more less very too up down "
    ).split()
)
_NO_THING = frozenset(
    (
        "to it that you not no and or but so if when where them him her be is nothing something anything "
        "somebody someone anyone "
    ).split()
)
_NO_TASK = frozenset("ask get go have meet pay say see talk wait".split())
"""What somebody will be doing without having it to do."""
_ASKS_WHO = re.compile(r"(?:^|[,.:;?!-] |\b(?:and|so|but|then|okay|ok|right|well|now|yes|no) )$")
"""Before a "who" that asks: not "staff who'll ring"."""
_TIME = re.compile(
    r"(?:it )?(?:any ?time|earlier|later|mornings?|afternoons?|evenings?|either|most (?:of )?(?:days|times))\b"
)
_NTH = re.compile(
    r"(?:it )?(?:by |on |for )?the (?:\d{1,2}(?:st|nd|rd|th)|\w*(?:first|second|third|fifth|ninth|twelfth|[a-z]{2,}th))"
)
_NO_PROMISE = frozenset(
    [
        "see",
        "meet",
        "have",
        "get",
        "need",
        "want",
        "know",
        "like",
        "hope",
        "think",
        "expect",
        "mean",
        "keep",
        "leave",
        "start",
        "find",
    ]
)
"""What an "I …" in the present tells of a plan or a state."""
_I_DO = re.compile(
    r"(?:^|[,.] |\b(?:so|(?P<then>then)|and|but|good|okay|ok|yes|yeah|yep|aye|ja|no|well|fine) )(?P<i>i) (?P<verb>[a-z]+) (?=(?:it|that|them|this|those|you|him|her|the|a|an|one|out|up|down|over|round|back) ?)"
)
_READY = re.compile(r"(?:it|that|they|those)(?:'ll| will|'d| would) be ")
"""A result that is promised where a day stands beside it, else a remark."""
_HANDS = re.compile(
    r"\bi(?: can't| cannot| won't be able to|'m not able to| don't have (?:the )?time to| haven't (?:the )?time to) (?P<work>[a-z]+ [^,.;?]{3,60}?)(?:,| -| –| so)? (?:can|could|would|will) you(?: do (?:it|that))?(?: instead| for me| please|,? \w+)?\?"
)
"""What one cannot do and the other is asked for: "I can't ring the mill today, can you?"."""
_TIME_FOR_ME = re.compile(r"give (?:me|us) (?:till|until|an?|one|two|five|ten|half|some|the|my)\b")
"""Time that the speaker asks for their own work."""
_CAN_I = re.compile(r"(?:when )?(?:can|could|may|might|will|would|do) (?:i|we) ")
_CLAUSE = r"(?:i|you|we|he|she|they|it|that|there|this|nobody|somebody|someone|everybody|can|could|would|what|who|how|let's|let)(?:'\w+)?(?= )"
_BOUNDARY = re.compile(
    rf"[;?!]|:(?= )|(?<!\bst)(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bdr)(?<!\bprof)(?<!\bno(?=[.] \d))[.](?=\s)|[.]$|,? (?=(?:and|but|so|or|because|cause|then) (?:then |also |so |maybe )?{_CLAUSE})(?P<then>(?=then that ))?| or (?=(?:do|can|could|is|are|would|should|shall|will|did|does|has|have) )|, (?=(?:and |but |so )?{_CLAUSE})"
    r"|, (?:because|since|otherwise|which|right|ok|okay|yeah|yes|isn't|don't|didn't|haven't|won't|can't|doesn't|aren't|wouldn't|wasn't|weren't|hasn't|couldn't|shouldn't|shall we|though|no|but|so|please|then|not that|at least|if)\b"
    r"|,? (?:when|while|where|once|as soon as|before|after|until|till)(?= (?:i|you|we|he|she|they|it|the|that|there|god)\b)|,? (?:because|cause|'cause|cos|although|though|unless|otherwise|but|so that|so|in case|is that|rather than)(?= )|,? (?P<if>if|whether) | – "
)
_RUN_ON = re.compile(
    r" (?:i|i'm|i've|i'll|i'd|it's|it'd|that's|that'd|that'll|they|they've|they're|they'd|he'd|she'd|don't (?:i|you|we|they)|isn't it|leave (?:it|that) (?:with|to)|we|we're|we've|you(?= (?:can|have|need|know|said|could|were|are|will|want|see) )|you've|you'd|you'll|you're|we'll|we'd|they'll|he'll|she'll|it'll|he|he's|she|she's|there's|because|so|yes|no|okay|and then|when|where"
    r"|it(?= (?:(?:normally|usually|always|only|never) )?(?:won't|doesn't|didn't|can't|isn't|wasn't|will|would|should|might|could|has|had|takes|needs|goes|comes|has|gets|means|makes|is|was|says|looks|sounds|works)\b)|how many's)(?= )"
)
_LEADS_ON = re.compile(
    r"\b(?:if|that|what|whatever|which|who|how|as|than|whether|say|sure|know|think|tell(?: (?:him|her|them|everyone|everybody))?)$"
)
"""What a clause after it belongs to: "see what you'd need"."""
_ASKING = re.compile(
    r"(?:ask|check|see|find out|know|let \w+ know|tell|work out|confirm|say|decide|look|test|verify|wonder|remind)\b"
)
_ASKED_LAST = re.compile(
    r"\b(?:ask|check|see|find out|know|tell|confirm|say|decide|wonder)(?: (?:him|her|them|me|us|you))?$"
)
"""What a clause with "if" belongs to, wherever it stands: "ring them and see if …"."""
_GIVES = re.compile(
    r"(?:'ll|,? will|'s going to| (?:is|are) going to|'s gonna| (?:is|are) gonna| (?:has|have|needs?|ought|'s got|has got) to| should| must|'s to| is to|(?P<to>:? to| –| -|:)|(?P<does>)(?= [a-z]+s (?:the|a|an|it|that|them|this|his|her|their|my|our|your|over|out|up|in)\b)) "
)
_ABOUT = re.compile(
    r"\b(?:if|that|what|when|whether|where|why|how|before|after|because|who|than|for|with|from|think|hope|said|says|sure) $"
)
_BEGINS = re.compile(
    r"(?:^|[,;:.] |\b(?:and|so|then|or|action|action (?:on|for)|ai|actions|todo|okay|ok|right)[:,]? )(?:[\w' ]{1,30} and )?$"
)
_OBJECT = re.compile(
    r" (?:me|us|him|her|them|it|that|this|the|a|an|my|your|our|his|their|out|over|up|in on|to|through|back|round|some|all|any|every|both"
    r"|[a-z]+ (?:a|the|an|some|this|that|your|my|out|back|over|up))\b"
)
_START = re.compile(
    r"(?:(?:so|and|but|or|ok|okay|right|yes|yeah|no|oh|ah|well|then|now|also|actually|look|just|great|good|perfect|fine|thanks|thank you|please|maybe|um)(?:,? |, ))*"
)
_VOCATIVE_AFTER = re.compile(r"[,?!.:](?: |$)| ?$| (?=(?:can|could|would|will|do|are|did|have) you\b)|(?=, )")
_CALLED = re.compile(r"(?:, |\b(?:you|thanks|thank you|please|hi|hello|ok|okay|morning|sorry|over to|that|so|and) )$")
