"""Work that a sentence gives to somebody whom it names."""

from collections.abc import Iterator

import msgspec

from minutebook.flow.extract.offline.letter.asking import ASK, CAN
from minutebook.flow.extract.offline.letter.bid import Bid, Trigger, end_of_phrase, is_verb, skip, start_of, work_after
from minutebook.flow.extract.offline.letter.burden import SEE_TO
from minutebook.flow.extract.offline.people.slot import ROLES, is_given
from minutebook.flow.extract.offline.talk.acts import end_of, is_ahead, word_at
from minutebook.flow.extract.offline.talk.line import Line, Named
from minutebook.flow.extract.offline.talk.noun import find_noun_phrases
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import base_form, base_of_third
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.pronouns import may_be


def find_given(line: Line, lexicon: Lexicon, *, conditional: bool, alone: bool) -> Iterator[Trigger]:
    """Work given to somebody by name: "Ben will …", "can Ben …", "I asked Ben to …", "Ben to …"."""
    text = line.plain
    for name in line.names:
        if _ABOUT.search(text, max(0, name.start - 24), name.start):
            continue
        asked = CAN.search(text, 0, name.start)
        called = asked if asked and asked.end() == name.start else None
        if called is None and _NEEDED.search(text, 0, name.start) and (on := _ON_IT.match(text, name.end)):
            yield Trigger(Bid.GIVEN, name.start, on.start(), on.end(), name.name, f"={SEE_TO} it")
            continue
        match = _AT_ONCE.match(text, name.end) if called else _opened(line, name, conditional=conditional, alone=alone)
        if match and (thing := _thing_of_relative(line, name, lexicon)):
            verb = skip(text, match.end())
            if words := _about(line, verb, thing, lexicon):
                yield Trigger(Bid.GIVEN, name.start, verb, end_of_phrase(line, verb), name.name, f"={words}")
            continue
        if match and (trigger := work_after(Bid.GIVEN, line, match, lexicon, name.name)):
            base = base_form(word_at(text, trigger.verb), lexicon) if match.groupdict().get("being") else None
            start = called.start() if called else start_of(match, name.start)
            yield msgspec.structs.replace(trigger, start=start, verb_text=base or "")
        else:
            yield from _told_of(line, name, lexicon, conditional=conditional)


def _thing_of_relative(line: Line, name: Named, lexicon: Lexicon) -> str | None:
    """The thing of which a relative clause says what somebody will do with it: "a new budget, which Ben is to send us"."""
    which = _WHICH.search(line.plain, 0, name.start)
    if which is None or which.end() != name.start:
        return None
    before = [p for p in find_noun_phrases(line, lexicon) if p.end <= which.start() + 1 and not p.human]
    return before[-1].text if before else None


def _about(line: Line, verb: int, thing: str, lexicon: Lexicon) -> str | None:
    """The order to do it to that thing: "let us have a new budget by May"."""
    word = word_at(line.plain, verb)
    if not is_verb(word, lexicon):
        return None
    gives = _GIVES_US.match(line.plain, verb)
    first = gives.end() if gives else verb + len(word)
    rest = line.text[first : max(first, end_of_phrase(line, verb))].rstrip(" ,.")
    return f"{line.text[verb:first]} {thing[:1].lower()}{thing[1:]}{rest}"


def _opened(line: Line, name: Named, *, conditional: bool, alone: bool) -> re.Match[str] | None:
    """What stands behind a name and gives work to it: "to", "will", "and … will", at the beginning of a sentence also a bare "to"."""
    text = line.plain
    if (
        _ASKED.search(text, max(0, name.start - 30), name.start)
        or _NEEDED.search(text, 0, name.start)
        or _DUTY.search(text, 0, name.start)
    ):
        return _TO_WORK.match(text, name.end)
    will = None if conditional else _WILL_OF.match(text, name.end)
    if will and (not will["being"] or _is_to_come(line, will)):
        return will
    if not _opens(line, name):
        return None
    if match := _AND_WILL.match(text, name.end) or (_CAN_OF.match(text, name.end) if alone else None):
        return match
    to = _TO.match(text, name.end)
    return None if to is None or ASK.match(text, to.end()) or CAN.match(text, to.end()) else to


def _is_to_come(line: Line, will: re.Match[str]) -> bool:
    """Whether "Ben is …" tells what he will do, and not what he is at."""
    in_hand = _IN_HAND.match(line.plain, will.end() - 1) is not None
    return is_ahead(line) or in_hand or "responsible" in will[0]


def _told_of(line: Line, name: Named, lexicon: Lexicon, *, conditional: bool) -> Iterator[Trigger]:
    """Work that is told of somebody as if it were so: "Ben sends it on Friday", "Ben is on the drawings", "Ben promised it for Monday"."""
    text = line.plain
    does = None if conditional else _DOES.match(text, name.end)
    if (
        does
        and (base := base_of_third(does["verb"], lexicon))
        and (is_ahead(line) or line.form is Form.ITEM)
        and _opens(line, name)
    ):
        verb = does.start("verb")
        yield Trigger(Bid.GIVEN, name.start, verb, end_of_phrase(line, verb), name.name, base)
    if on := _IS_ON.match(text, name.end) if _opens(line, name) else None:
        yield Trigger(Bid.GIVEN, name.start, on.start("thing"), on.end("thing"), name.name, f"+{SEE_TO}")
    comes = None if conditional else _COMES_TO.match(text, name.end)
    if comes and (trigger := work_after(Bid.GIVEN, line, comes, lexicon, name.name)):
        yield msgspec.structs.replace(trigger, start=name.start)
    if touch := None if conditional else _IN_TOUCH.match(text, name.end):
        end = end_of_phrase(line, touch.end())
        yield Trigger(Bid.GIVEN, name.start, touch.start("rest"), max(end, touch.end()), name.name, "+contact")
    promised = _PROMISED.match(text, name.end)
    if promised and is_ahead(line):
        verb = promised.end()
        yield Trigger(Bid.GIVEN, name.start, verb, end_of_phrase(line, verb), name.name, "send")


def find_said(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    """Work given to somebody whom only the words name ("Can Wren confirm …?"), or to "him", who was named before."""
    known = [range(name.start, name.end) for name in line.names]
    for match in _CAN_X.finditer(line.text):
        if not any(match.start("who") in span for span in known) and (
            trigger := work_after(Bid.GIVEN, line, match, lexicon, match["who"])
        ):
            yield trigger
    for pattern in (_X_TO, _ROLE_SHALL):
        opens = None if line.question else pattern.match(line.text)
        if opens is None or any(opens.start("who") in span for span in known) or _is_no_name(opens["who"], lexicon):
            continue
        if trigger := work_after(Bid.GIVEN, line, opens, lexicon, f"{opens['who'][:1].upper()}{opens['who'][1:]}"):
            yield trigger
    for match in _PAYABLE.finditer(line.plain):
        payer = next((name.name for name in line.names if name.start == match.end()), None)
        if payer:
            yield Trigger(Bid.GIVEN, match.start("thing"), match.start("thing"), match.end("thing"), payer, "+pay")
    for match in _X_SENDS.finditer(line.text):
        base = None if any(match.start("who") in span for span in known) else base_of_third(match["verb"], lexicon)
        if base and is_ahead(line):
            verb = match.start("verb")
            yield Trigger(Bid.GIVEN, match.start(), verb, end_of_phrase(line, verb), match["who"], base)
    for match in _HE_WILL.finditer(line.plain):
        who = match["who"] or match["he"]
        named = [n for n in line.names if n.end <= match.start() and may_be(n.name, who)]
        if trigger := work_after(Bid.GIVEN, line, match, lexicon, named[-1].name if named else who):
            yield trigger


def _is_no_name(who: str, lexicon: Lexicon) -> bool:
    """Whether words with a capital are none of somebody: a verb, a common word, or a plural as sentences begin with."""
    first = who.split(maxsplit=1)[0].lower()
    common = first in lexicon.function_words | lexicon.verbs | _NO_OWNER or first.endswith(("ing", "ly", "able"))
    return common or (" " not in who and first.endswith("s") and not is_given(who))


def find_somebody(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    """Work that is left to nobody in particular."""
    for match in _BE_IN.finditer(line.plain):
        bid = Bid.ASK if match["who"] == "you" else Bid.SOMEBODY
        yield Trigger(bid, match.start(), match.start("be"), max(end_of_phrase(line, match.end()), match.end()))
    for match in _SOMEBODY.finditer(line.plain):
        if trigger := work_after(Bid.SOMEBODY, line, match, lexicon):
            yield trigger


def find_bound(line: Line) -> str | None:
    """Whom a line binds to all that is listed below it: "The Lessee shall:"."""
    return next(
        (n.name for n in line.names if not line.plain[: n.start].strip() and _SHALL.fullmatch(line.plain, n.end)), None
    )


def find_duty(line: Line, lexicon: Lexicon, who: str) -> Trigger | None:
    """What an item of such a list binds them to: "to repair the gutter before June"."""
    verb = end_of(_TO_DO, line.plain, 0)
    if word_at(line.plain, verb) not in lexicon.verbs:
        return None
    return Trigger(Bid.GIVEN, 0, verb, end_of_phrase(line, verb), who)


def _opens(line: Line, name: Named) -> bool:
    """Whether a name begins its sentence or clause."""
    return _OPENS.search(line.plain, 0, name.start) is not None


_ABOUT = re.compile(
    r"\b(?:if|that|what|when|whether|where|why|how|before|after|because|than|hope|with|unless|until|once|as|think|hear|heard|told me) $"
)
_AT_ONCE = re.compile(r",? ")
_TO_WORK = re.compile(r" to ")
_CAN_X = re.compile(
    r"(?:^|(?<=[.,;] ))(?:Can|Could|Will|Would|can|could) @?(?P<who>[A-ZÀ-Þ][a-zà-ÿ]{2,}(?: [A-ZÀ-Þ][a-zà-ÿ]+)?) (?=[a-z])"
)
_HE_WILL = re.compile(
    r"(?:^|(?<=, )|(?<=\band )|(?<=\bbut )|(?<=; ))(?P<who>he|she)(?: has|'s)?(?: also| kindly)? (?:said|says|told (?:me|us)|promised|confirmed|offered)(?: that)? (?:he|she)(?:'d| would|'ll| will) (?!not\b|be\b)|(?:^|(?<=, )|(?<=\band )|(?<=\bso )|(?<=; )|(?<= ))(?P<he>he|she)(?: (?:has |have )?(?:also|kindly|even|then))?(?:'ll| will|'s going to| is going to|'s to| is to| has to| needs to|(?: has|'s)?(?: kindly| also)? (?:promised|offered|agreed|volunteered|undertaken) to) (?!not\b|be\b)"
)
_NEEDED = re.compile(r"\b(?:i|we)(?:'d| would|'ll)? (?:need|want|like|get) $")
_SHALL = re.compile(
    r"(?: (?:also|further))? (?:shall|must|will|has to|have to|is to|are to|needs to|undertakes?(?: to)?|agrees?(?: to)?|(?:is|are) (?:obliged|required|responsible)(?: to| for)?)[:,]?\s*"
)
_TO_DO = re.compile(r"(?:to )?")
_DUTY = re.compile(
    r"\b(?:duty|responsibility|obligation|job|task|turn) of $|\bit (?:is|will be|shall be) (?:up to|for) $"
)
_ON_IT = re.compile(r" on (?:that|this|it)\b")
_IN_HAND = re.compile(
    r" (?!(?:work|try|hop|wait|think|feel|go|look|ask|say|tell|com|be|hav|do(?=ing (?:well|fine|great|ok))|leav|mov|liv|gett|suffer|nagg|push|threaten|talk|sitt|stand|kick|enjoy|learn|us|giv|show|runn|tak(?=ing (?:a |time|part|place)))[a-z]*ing)[a-z]+ing (?:the|a|an|his|her|our|your|their|those|these|all|up|out|over|some|it|them|that|this)\b"
)
"""Work that somebody is at: done to a thing, and with an end."""
_X_TO = re.compile(r"(?P<who>[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){0,2}) to (?=[a-z])")
_ROLE_SHALL = re.compile(
    rf"[Tt]he (?P<who>(?i:{'|'.join(ROLES)})) (?:should|must|shall|will|is to|has to|needs to|to) (?!not\b|be\b)(?=[a-z])"
)
_NO_OWNER = frozenset(
    "happy nice good great sorry glad pleased delighted ready free welcome back due next access invitation introduction answer key way thanks reply response up down close according prior owing subject nothing something everything still first second last".split()
)
_X_SENDS = re.compile(
    r"(?:(?<=, )|(?<=\band )|(?<=\bbut )|(?<=; ))(?P<who>[A-ZÀ-Þ][a-zà-ÿ]{2,}) (?P<verb>[a-z]{2,}s) (?=(?:you|me|us|the|an?|your|our|it|them)\b)"
)
_PAYABLE = re.compile(
    r"(?:^|(?<=[,;] ))(?P<thing>(?:the|all|any|an?)\b[^,.;:]{2,60}?) (?:is|are|shall be|becomes?|will be) (?:payable|due|to be (?:paid|borne)|paid|borne) by "
)
_WHICH = re.compile(r", which $")
_GIVES_US = re.compile(r"(?:let|give|send|show|get|bring) (?:us|me|you|him|her|them)(?: have)?\b")
_AND_WILL = re.compile(
    r"(?!(?: will|'ll)\b)(?:(?!\b(?:i|we|you|he|she|they|it|who|which|if|when|that)\b)[^.;:?!]){3,70}?,?(?P<joint> and )(?:then |also )?(?:will|shall|is going to|has to|needs to|should|is to) (?!not\b|be\b)(?P<being>(?!))?"
)
_CAN_OF = re.compile(r" can (?!not\b|be\b|also\b|only\b|hear\b|see\b|tell\b)(?P<being>(?!))?")
_IS_ON = re.compile(
    r"(?: is|'s)? on (?P<thing>the [\w'-]+(?: [\w'-]+)?)(?=[,.;]|$| (?:and|by|until|this|today|tomorrow)\b)(?<!day)(?<!week)(?<!month)(?<!phone)(?<!way)(?<!road)"
)
_ASKED = re.compile(r"\b(?:i|we)(?:'ve| have|'ll| will)? (?:already |also |just )?asked $")
_WILL_OF = re.compile(
    r"(?:\)|,[^,]{3,40},)?(?:'ll| will| shall|'s going to| is going to|'s gonna| must| has to| needs to| is to|'s to|'s got to| are to| is due to| (?:intends|plans|aims|means|hopes|agrees|undertakes) to| is (?:obliged|required|expected|due) to|(?: has| have)? (?:said|says|told (?:me|us)|tells (?:me|us)|confirmed|thinks)(?: that)? (?:he|she|they)(?:'ll| will|'d| would| can)|(?: has| have)?(?: kindly)? (?:agreed|offered|promised|volunteered|undertaken|undertook) to|(?P<being>(?: is|'s| will be|'ll be|)(?: also| now| already| kindly| just| responsible for)?(?= [a-z]+ing\b))) (?!not\b|never\b|be\b)"
)
_TO = re.compile(r"(?: to | –| -|:) ?(?=[a-z])")
_DOES = re.compile(
    r" (?P<verb>(?!does\b|has\b|is\b|was\b)[a-z]{2,}s) (?!(?:that|how|why|if|whether|like|to|and|but|or|is|are|as|for|so)\b)(?=[a-z0-9])"
)
_COMES_TO = re.compile(
    r"(?:,[^,]{3,40},)?(?:(?:'ll| will| is going to) (?:come|go|call|visit|return|drop by|be (?:there|here|round))|(?:'s| is) coming| comes)\b[^,.;:?!]{0,40}? to (?!the\b|an?\b|our\b|your\b|us\b|you\b|me\b|see (?:you|us|me)\b)"
)
_IN_TOUCH = re.compile(
    r"(?:,[^,]{3,40},)?(?:'ll| will| is going to) (?:be|get) in (?:touch|contact) (?:with )?(?P<rest>)(?=[a-z])"
)
_PROMISED = re.compile(r" (?:has )?promised(?: me| us)? (?=(?:the|a|an|his|her|their|some)\b)")
_OPENS = re.compile(
    r"(?:^|[,;:.–] |\b(?:and|but|so|then|or|oh|okay|ok|right|also|um|uh|because)[:,]? |^\W+)(?:@|mr\.? |mrs\.? |ms\.? |dr\.? |my colleague |our colleague |colleague )?$|(?<=\w )$"
)
_BE_IN = re.compile(
    r"(?<![\w'])(?P<who>somebody|someone|one of (?:us|you)|you)(?: else| over \w+| of you)?(?: (?:really|still|also|then))* (?:has to|have to|needs? to|must|should|ought to|(?:will|'ll) (?:have|need) to) (?P<be>be (?:in|there|present|around|at home|on site|at the [a-z]+|in the [a-z]+)(?= (?:on|at|by|from|for|when|to|this|next|tomorrow|and)\b|[.,;]|$))"
)
"""Who has to be somewhere, to let others in."""
_SOMEBODY = re.compile(
    r"(?<![\w'])(?:(?:somebody|someone|one of us)(?: else)?(?: (?:really|just|still|also|then|probably|first))* (?:has to|needs to|must|should|ought to|(?:will|'ll|is going to) (?:have|need) to) (?:really )?|(?:need|want|looking for|find|after) (?:somebody|someone) (?:to|who can|who could) |(?:can|could) (?:somebody|someone|anybody|anyone|one of us) )"
)
