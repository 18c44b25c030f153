"""What a written sentence asks for, promises or gives to somebody: the words that do so, and the phrase that they are about."""

import re
from collections.abc import Iterator
from enum import StrEnum

import msgspec

from minutebook.flow.extract.offline.acts import phrase_end, word_at
from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line, Named
from minutebook.flow.extract.offline.need import base_form
from minutebook.model.source import Form
from minutebook.text.dates import DateKind


class Bid(StrEnum):
    """``NEED``: something that its writer lacks. ``GET``: something that the reader will have. ``OUGHT``: what a writer tells themselves."""

    ASK = "ask"
    NEED = "need"
    ORDER = "order"
    PROMISE = "promise"
    GET = "get"
    OUGHT = "ought"
    GIVEN = "given"
    SOMEBODY = "somebody"


class Trigger(msgspec.Struct, frozen=True):
    """``text[verb:end]`` is what it is about; ``who``: the full name of the one to whom it is given by name."""

    bid: Bid
    start: int
    verb: int
    end: int
    who: str | None = None
    verb_text: str = ""
    """The verb as it is to read where the sentence has another form of it."""


def find_triggers(line: Line, lexicon: Lexicon, *, alone: bool = False, ordered: bool = False) -> list[Trigger]:
    """The triggers of a line, in order, none inside the phrase of another.

    ``alone``: its writer speaks to nobody but themselves. ``ordered``: it stands in a list of what is asked for.
    """
    found: list[Trigger] = []
    candidates = sorted(_candidates(line, lexicon, alone=alone, ordered=ordered), key=lambda t: (t.start, -t.end))
    for trigger in candidates:
        before = found[-1] if found else None
        if before is not None and trigger.start < before.end:
            own = alone and trigger.bid is not Bid.ORDER and _begins_anew(line.plain, trigger.start)
            joined = trigger.bid in {Bid.GIVEN, Bid.PROMISE} and _AND.search(line.plain, before.verb, trigger.start)
            if not (own or joined):
                continue
            found[-1] = msgspec.structs.replace(before, end=_cut(line.plain, before.verb, trigger.start))
        found.append(trigger)
    return [t for t in found if line.plain[t.verb : t.end].strip(" ,.;:?!")]


def _candidates(line: Line, lexicon: Lexicon, *, alone: bool, ordered: bool) -> Iterator[Trigger]:
    text = line.plain
    conditional = _CONDITION.match(text) is not None
    yield from _given(line, lexicon, conditional=conditional)
    yield from _given_said(line, lexicon)
    if not alone:
        yield from _asks(line, lexicon)
        for match in _NEED.finditer(text):
            yield Trigger(Bid.NEED, match.start(), match.end(), _phrase_end(line, match.end()))
        for match in _GET.finditer(text):
            if is_ahead(line):
                yield Trigger(Bid.GET, match.start(), match.end(), _phrase_end(line, match.end()))
    else:
        yield from _oughts(line, lexicon)
    if not conditional:
        for match in (*_WILL.finditer(text), *(_SAID_SO.finditer(text) if alone else ())):
            if trigger := _work(Bid.PROMISE, line, match, lexicon):
                yield trigger
        yield from _present(line, lexicon)
    for match in _SOMEBODY.finditer(text):
        if trigger := _work(Bid.SOMEBODY, line, match, lexicon):
            yield trigger
    yield from _orders(line, lexicon, alone=alone, ordered=ordered)


def _work(bid: Bid, line: Line, match: re.Match[str], lexicon: Lexicon, who: str | None = None) -> Trigger | None:
    """The trigger that a match opens, where work follows it: a verb that does something."""
    text = line.plain
    verb = _skip(text, match.end())
    word = word_at(text, verb)
    does = _HAVE_DO.match(text, verb) is not None
    if not _is_verb(word, lexicon) or (word in _STATES and not does) or _REMARK.match(text, verb):
        return None
    if bid in {Bid.PROMISE, Bid.OUGHT} and (
        (_NO_WORK.match(text, verb) and not does) or (word in {"do", "make"} and _ONLY_THAT.match(text, verb))
    ):
        return None
    if bid is Bid.GIVEN and (word in _PRESENCE or _NO_WORK.match(text, verb)):
        return None
    return Trigger(bid, match.start(), verb, _phrase_end(line, verb), who)


def _asks(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    courtesy = _COURTESY.search(line.plain)
    for match in _ASK.finditer(line.plain):
        if (courtesy and courtesy.start() < match.start()) or _WHAT.search(line.plain, 0, match.start()):
            continue
        if _IDLE.match(line.plain, _skip(line.plain, match.end())):
            continue
        if trigger := _work(Bid.ASK, line, match, lexicon):
            yield trigger


def _given(line: Line, lexicon: Lexicon, *, conditional: bool) -> Iterator[Trigger]:
    """Work given to somebody by name: "Ben will …", "can Ben …", "I asked Ben to …", "Ben to …"."""
    text = line.plain
    for name in line.names:
        if _ABOUT.search(text, max(0, name.start - 24), name.start):
            continue
        asked = _CAN.search(text, 0, name.start)
        if asked and asked.end() == name.start:
            match = re.compile(r",? ").match(text, name.end)
        elif _ASKED.search(text, max(0, name.start - 30), name.start):
            match = re.compile(r" to ").match(text, name.end)
        else:
            match = None if conditional else _WILL_OF.match(text, name.end)
            if match and match["being"] and not is_ahead(line):
                match = None
            if match is None and _opens(line, name) and (to := _TO.match(text, name.end)):
                match = None if _ASK.match(text, to.end()) or _CAN.match(text, to.end()) else to
        if match and (trigger := _work(Bid.GIVEN, line, match, lexicon, name.name)):
            base = base_form(word_at(text, trigger.verb), lexicon) if match.groupdict().get("being") else None
            yield msgspec.structs.replace(
                trigger,
                start=asked.start() if asked and asked.end() == name.start else name.start,
                verb_text=base or "",
            )
            continue
        does = None if conditional else _DOES.match(text, name.end)
        if (
            does
            and (base := _third(does["verb"], lexicon))
            and (is_ahead(line) or line.form is Form.ITEM)
            and _opens(line, name)
        ):
            verb = does.start("verb")
            yield Trigger(Bid.GIVEN, name.start, verb, _phrase_end(line, verb), name.name, base)
        promised = _PROMISED.match(text, name.end)
        if promised and is_ahead(line):
            verb = promised.end()
            yield Trigger(Bid.GIVEN, name.start, verb, _phrase_end(line, verb), name.name, "send")


def _given_said(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    """Work given to somebody whom only the words name ("Can Wren confirm …?"), or to "him", who was named before."""
    known = [range(name.start, name.end) for name in line.names]
    for match in _CAN_X.finditer(line.text):
        if not any(match.start("who") in span for span in known) and (
            trigger := _work(Bid.GIVEN, line, match, lexicon, match["who"])
        ):
            yield trigger
    for match in _HE_WILL.finditer(line.plain):
        named = [name for name in line.names if name.end <= match.start()]
        if named and (trigger := _work(Bid.GIVEN, line, match, lexicon, named[-1].name)):
            yield trigger


def _third(word: str, lexicon: Lexicon) -> str | None:
    """The base of a verb in the third person: "books", "book"."""
    for ending, put in (("ies", "y"), ("es", ""), ("s", "")):
        base = word.removesuffix(ending) + put
        if word.endswith(ending) and base in lexicon.verbs and base not in _STATES:
            return base
    return None


def _opens(line: Line, name: Named) -> bool:
    """Whether a name begins its sentence or clause."""
    return _OPENS.search(line.plain, 0, name.start) is not None


def _present(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    """What is promised in the present beside a day: "I'm sending it tomorrow"."""
    if not is_ahead(line) or line.question:
        return
    for match in _AM.finditer(line.plain):
        base = base_form(match["verb"], lexicon)
        if base and base not in _STATES | _PRESENCE | {"go", "think", "look", "plan", "hope"}:
            verb = match.start("verb")
            yield Trigger(Bid.PROMISE, match.start(), verb, _phrase_end(line, verb), verb_text=base)


def _oughts(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    """What somebody who speaks to nobody tells themselves to do."""
    text = line.plain
    for match in _OUGHT.finditer(text):
        if trigger := _work(Bid.OUGHT, line, match, lexicon):
            yield trigger
    for match in _THING_HAS_TO.finditer(text):
        verb = "send" if match["out"] else base_form(match["part"], lexicon)
        if verb:
            yield Trigger(
                Bid.OUGHT, match.start("thing"), match.start("thing"), match.end("thing"), verb_text=f"+{verb}"
            )
    for match in _IS_ME.finditer(text):
        yield Trigger(Bid.OUGHT, match.start("thing"), match.start("thing"), match.end("thing"), verb_text="+do")
    for match in _WANT_DONE.finditer(text):
        verb = "send" if match["done"] in {"out", "sent"} else "finish"
        yield Trigger(Bid.OUGHT, match.start(), match.start("thing"), match.end("thing"), verb_text=f"+{verb}")
    for match in _NOT_FORGET.finditer(text):
        verb = "answer" if "question" in match["thing"] else "see to"
        yield Trigger(Bid.OUGHT, match.start(), match.start("thing"), match.end("thing"), verb_text=f"+{verb}")


def _orders(line: Line, lexicon: Lexicon, *, alone: bool, ordered: bool) -> Iterator[Trigger]:
    """Plain imperatives: at the beginning of a sentence, after a name, in a list of what is asked for; in a memo after "also", "and then" too."""
    text = line.plain
    starts = [_start(line)]
    if alone:
        starts += [match.end() for match in _ALSO.finditer(text)]
    for start in dict.fromkeys(starts):
        word = word_at(text, start)
        if word not in lexicon.verbs or word in _STATES or _NO_ORDER.match(text, start) or _IDLE.match(text, start):
            continue
        after = start + len(word)
        if any(span.kind is DateKind.PAST and span.start > start for span in line.dates):
            continue
        named = any(name.start == after + 1 for name in line.names)
        free = (ordered or alone) and line.plain.startswith(" ", after) and not _NO_OBJECT.match(text, after)
        if alone and _THIN.match(text, after):
            continue
        if named or free or _OBJECT.match(text, after):
            yield Trigger(Bid.ORDER, start, start, _phrase_end(line, start))


def _start(line: Line) -> int:
    """Where the sentence proper begins, after what leads in and a name called."""
    position = _end(_LEAD, line.plain, 0)
    for name in line.names:
        if name.start == position and (called := _CALLED.match(line.plain, name.end)):
            return _end(_LEAD, line.plain, called.end())
    return position


def find_called(line: Line) -> str | None:
    """The full name of the one whom a line calls at its beginning or end: "Ben, please …", "Ben – can you", "@Ben"."""
    text = line.plain
    for name in line.names:
        begins = _LEAD.fullmatch(text, 0, name.start) is not None or text[: name.start].strip(" @*") in {
            "",
            "hi",
            "hello",
            "dear",
        }
        if begins and _CALLED.match(text, name.end):
            return name.name
        if text[: name.start].endswith("@") or (
            text[: name.start].endswith(", ") and not text[name.end :].strip(" ?.!")
        ):
            return name.name
    return None


def is_ahead(line: Line) -> bool:
    """Whether a line names a day to come."""
    return any(span.value is not None and span.kind is not DateKind.PAST for span in line.dates)


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    if word in lexicon.verbs:
        return True
    base = word.removeprefix("re-")
    return base in lexicon.verbs or (
        len(word) > 2
        and "'" not in word
        and word not in lexicon.function_words
        and word not in _NO_VERB
        and not word.endswith("ly")
    )


def _begins_anew(text: str, start: int) -> bool:
    """Whether a trigger inside a run-on sentence is a sentence of its own: nothing before it makes it part of a clause."""
    return _JOINS.search(text, 0, start) is None


def _cut(text: str, verb: int, end: int) -> int:
    """The end of a phrase without what leads over to the next."""
    return verb + len(_LEADS_OVER.sub("", text[verb:end]))


def _phrase_end(line: Line, verb: int) -> int:
    """Where a phrase ends: at the next clause; a day after "before" or "until" belongs to it."""
    end = phrase_end(line.plain, verb)
    for span in line.dates:
        if end <= span.start and _UNTIL.fullmatch(line.plain, end, span.start):
            return max(span.end, phrase_end(line.plain, span.end - 1))
    return end


def _skip(text: str, position: int) -> int:
    return _end(_ADVERBS, text, position)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


_UNTIL = re.compile(r",? ?(?:(?:ideally )?(?:before|until|till|after|by|on) )?(?:the )?")
_ADVERBS = re.compile(
    r"(?:(?:please|also|kindly|maybe|perhaps|possibly|both|all|then|just|still|now|therefore|first|personally|gladly|again|immediately|quickly|definitely|probably|certainly|only|in turn|try to|try and"
    r"|be able to|be happy to|not forget to|remember to|go and|have to|need to|make sure to|ideally),? )+"
)
_CONDITION = re.compile(
    r"(?:(?:and|but|so|also|then),? )?(?:if|should (?:you|we|they|he|she|it|the|that)|unless|in case|suppose|were)\b"
)
_ASK = re.compile(
    r"(?<![\w'])(?:(?:can|could|will|would) (?:you(?: (?:both|two|all|guys))?|one of you),? |(?<!attached )(?<!enclosed )(?:please|pls|plz),? |kindly |(?:(?<=^)|(?<=[,;:–.] )|(?<=\band )|(?<=\bso )|(?<=\bbut ))(?=(?:let (?:me|us) know|tell (?:me|us)|give (?:me|us) (?:a call|a ring|the|your)|send (?:me|us)|keep (?:me|us))\b)"
    r"|(?:i|we)(?:'d| would) (?:be (?:very |really |most |so )?(?:grateful|glad|happy|pleased|thankful|obliged)|(?:really |very much )?appreciate it|love it) if you (?:could|would|can) "
    r"|(?:it would|it'd|that would|that'd) (?:be|help)(?: \w+){0,3} if you (?:could|would|can) |(?:i|we)(?:'d| would)? (?:like|need|want|ask|expect) you to "
    r"|you(?:'ll)? (?:need|have) to |you must |(?:are|would|will) you (?:be )?able to |don't forget to |(?<!to )(?<!'ll )(?<!will )(?:make|be) sure (?:to |that you |you )|if you (?:could|would|can) (?=.{5,120}\b(?:grateful|appreciate|great|helpful|thank|kind|obliged|wonderful|perfect)\b)|remember to "
    r"|(?:may|can|could|might) (?:i|we) (?:please )?ask you to |i wonder(?:ed)? if you could |would it be possible (?:for you )?to |it(?:'s| is) (?:up to|for) you to )"
)
_COURTESY = re.compile(
    r"\b(?:if|should) you (?:ever )?(?:have|need|want|wish|prefer|enjoy|require|no longer|would like|'d like|are interested|experience|do not|don't|are not|would not)\b.{0,60}\b(?:questions?|comments?|concerns?|help|assistance|information|problems?|difficult\w+|suggestions?|anything|e-?mails?|receive|unsubscribe|details|offers?|feedback)\b"
    r"|\bfor (?:any |more |further )?(?:questions|information|queries|enquiries|details)\b|\bif there (?:is|are) (?:any|something)|\bif (?:anything|something|any of this) (?:is|isn't|looks)"
)
"""After which what is asked is a courtesy to whoever reads it."""
_WHAT = re.compile(r"\b(?:how|what|why|where|which)(?: \w+)? $")
_NEED = re.compile(
    r"(?:^|(?<=[,;:] )|(?<=\bso )|(?<=\band )|(?<=\bbut )|(?<=\balso )|(?<=\bfrom you )|(?<=\byour side )|(?<=\blist )|(?<=\blast )|(?<=[\w'-] ))"
    r"(?:(?:i|we)(?: (?:also|still|just|only|urgently|really|now|will|then|all))* (?:need|require|lack|am missing|are missing)(?: from you)?|(?:i|we)(?:'ll|'d| would)(?: also| still)? need"
    r"|(?:i|we)(?:'d| would) (?:also )?like(?: to (?:have|receive))?(?= (?:\d|\w+ copies|your))|(?:i'm|i am|we're|we are) (?:still )?(?:waiting for|missing)(?= (?:your|the)))"
    r" (?!to\b|from\b|you\b|it\b|that\b|this\b|them\b|more time|some time|time\b|your help\b|help\b|any\b|no\b|not\b)"
    r"|^(?:also |just |still )?need (?=(?:the|your|a|an|some|\d))"
)
_GET = re.compile(
    r"(?<![\w'])you(?:'ll| will| shall) (?:have|get|receive)(?: from (?:me|us))? (?=(?:the|our|my|a|an|it|that|them|this|those|both)\b)"
)
_WILL = re.compile(
    r"(?<![\w'])(?:i|we)(?:'ll| will| shall|'m going to| am going to|'re going to| are going to| promise to| intend to| plan to| aim to| undertake to) (?!not\b|never\b|no longer\b)"
)
_SAID_SO = re.compile(
    r"(?<![\w'])i (?:(?:told|promised) \w+(?: \w+)?|said|promised)(?: that)? i(?:'d| would|'ll| will) (?!not\b|never\b)|(?<![\w'])i promised (?:\w+ )?to "
)
_AM = re.compile(r"(?<![\w'])(?:i'm|i am|we're|we are) (?:also |still |now )?(?P<verb>[a-z]+ing)\b")
_OUGHT = re.compile(
    r"(?<![\w'])(?:i(?: (?:also|still|really|just|now|then))* (?:have to|need to|must(?! have)|should(?! (?:have|say|think|like)\b)|ought to|want to|had better|gotta|mustn't forget to|must not forget to)"
    r"|i(?:'ve| have) got to|i'd better|i've to|don't forget to|mustn't forget to|must not forget to|remember to|remind me to|(?:note|memo) to (?:my)?self(?: to)?|(?:^|(?<=and )|(?<=also )|(?<=so ))(?:need|have|got|gotta) to) (?!not\b|be\b)"
)
_THING_HAS_TO = re.compile(
    r"(?:^(?:(?:and|so|okay|ok|right|well|then|also|um|uh) )*|, (?:and )?|\b(?:and|okay|also|then) )(?P<thing>(?!i\b|we\b|you\b|he\b|she\b|they\b|it\b|that\b|this\b|there\b|who\b|what\b)[\w'-]+(?: [\w'-]+){0,7}?) (?:has|have|needs|need)(?:(?P<out> to go out)| to (?:be|get) (?P<part>[a-z]+))\b"
)
_WANT_DONE = re.compile(
    r"(?<![\w'])i(?:'d like| want| need) (?P<thing>(?!to\b|you\b)[\w'-]+(?: [\w'-]+){0,5}?) (?P<done>done|finished|out|sent|ready|in)\b"
)
_NOT_FORGET = re.compile(
    r"(?<![\w'])(?:i )?(?:mustn't|must not|can't|shouldn't|don't) forget (?P<thing>(?!to\b)[\w'-]+(?: [\w'-]+){1,7}?)(?=$|[,.;]| (?:he|she|they|it|i|we|because|and|so|which|by|before|on)\b)"
)
_IS_ME = re.compile(
    r"(?:^| )(?P<thing>(?!(?:that|it|this|and|so|then|oh|okay|right|also|who|tomorrow|today)\b)[a-z-]+(?: [a-z-]+){0,2}) is me\b(?= (?:on|this|next|tomorrow|today|tonight|again)\b)"
)
_SOMEBODY = re.compile(
    r"(?<![\w'])(?:(?:somebody|someone|one of us) (?:has to|needs to|must|should|ought to) |(?:can|could) (?:somebody|someone|anybody|anyone|one of us) )"
)
_ABOUT = re.compile(
    r"\b(?:if|that|what|when|whether|where|why|how|before|after|because|than|hope|with|unless|until|once|as|think|hear|heard|told me) $"
)
_CAN = re.compile(r"(?:^|(?<=[,.;:–-] )|(?<=\band )|(?<=\bbut )|(?<=\bor )|(?<=\bso ))(?:can|could|will|would) @?$")
_CAN_X = re.compile(
    r"(?:^|(?<=[.,;] ))(?:Can|Could|Will|Would|can|could) @?(?P<who>[A-ZÀ-Þ][a-zà-ÿ]{2,}(?: [A-ZÀ-Þ][a-zà-ÿ]+)?) (?=[a-z])"
)
_HE_WILL = re.compile(
    r"(?:^|(?<=, )|(?<=\band )|(?<=\bso )|(?<=; )|(?<= ))(?:he|she)(?:'ll| will|'s going to| is going to| has to| promised to| offered to) (?!not\b|be\b)"
)
_ASKED = re.compile(r"\b(?:i|we)(?:'ve| have|'ll| will)? (?:already |also |just )?asked $")
_WILL_OF = re.compile(
    r"(?:\)|,[^,]{3,40},)?(?:'ll| will| shall|'s going to| is going to|'s gonna| must| has to| needs to| is to|(?: has| have)?(?: kindly)? (?:agreed|offered|promised|volunteered|undertaken|undertook) to|(?P<being> is(?= [a-z]+ing\b))) (?!not\b|never\b|be\b)"
)
_TO = re.compile(r"(?: to | –| -|:) ?(?=[a-z])")
_DOES = re.compile(r" (?P<verb>[a-z]{2,}s) (?=(?:the|a|an|his|her|their|our|my|your|it|them|us|me|up|out|in)\b)")
_PROMISED = re.compile(r" (?:has )?promised(?: me| us)? (?=(?:the|a|an|his|her|their|some)\b)")
_OPENS = re.compile(
    r"(?:^|[,;:.–] |\b(?:and|but|so|then|or|oh|okay|ok|right|also|um|uh|because)[:,]? |^\W+)(?:@|mr\.? |mrs\.? |ms\.? |dr\.? |my colleague |our colleague |colleague )?$|(?<=\w )$"
)
_LEAD = re.compile(
    r"(?:(?:and|but|so|or|then|now|also|first|next|finally|secondly|lastly|ok|okay|right|well|oh|um|uh|just|please|thanks|great|meanwhile|afterwards|in the meantime|in addition),? )*"
)
_CALLED = re.compile(r",? ?[–—:-] ?|, |,$| (?=(?:can|could|would|will|please)\b)|$")
_ALSO = re.compile(
    r"\b(?:and|also|then|so|oh|um|uh|okay|right|well|tomorrow|today|tonight|first thing|next week|this week|at some point|someday|one day|when i get a chance|on (?:mon|tues|wednes|thurs|fri|satur|sun)day) (?!the\b)"
)
_OBJECT = re.compile(
    r" (?:me|us|him|her|them|it|that|this|the|a|an|my|your|our|his|their|its|out|up|in|to|back|some|any|every|both|all|each|more|one|two|three|\d|[a-z]+ (?:a|the|an|some|this|that|your|my|about|to|for|by|before|with))\b"
)
_NO_OBJECT = re.compile(
    r" (?:is|was|are|were|has|had|of|and|or|but|from|i|we|you|they|he|she|can|will|would|could|should|to be|as|than)\b| ?[,.:;!?]|$"
)
_THIN = re.compile(r" it\b")
"""After a verb in a memo no order that says anything."""
_NO_ORDER = re.compile(
    r"(?:let's|let us|thank|thanks|hope|look(?:ing)? forward|see (?:you|below|attached)|speak soon|talk soon|have a|enjoy|take care|wish|sorry|welcome|need|want|mean|like|please find|note that|having|let (?:me|us) (?!know\b|have\b))\b"
)
_HAVE_DO = re.compile(
    r"have (?:(?:an?|the|your|our) \w+(?: \w+)? (?:for you|ready)|(?:another|a quick|a short|a|one more) )?(?:look|word|chat|go|think|read|call|\w+ (?:checked|done|fixed|sent|signed|ready|printed|made|delivered))\b|look (?:at|into|up|over|after|for|through)\b|think about\b|agree on\b|find\b|get\b"
)
"""Work that begins with a verb of being."""
_IDLE = re.compile(
    r"(?:find (?:attached|enclosed|below|herewith|the attached|here)|see (?:below|attached|enclosed|the attach|my|our)|note\b|be aware|be advised|accept (?:my|our|this)|feel free|excuse|forgive|ignore|disregard|don't|do not|never|hesitate|bear with"
    r"|treat (?:this|it|that)|enjoy|click|visit our|go (?:here|to (?:www|http|settings|our))|log ?in|subscribe|follow us|mind\b|imagine|believe|remember me|give my (?:regards|love|best)|pass on my (?:regards|thanks)|say hello|consider the environment|be patient|bear in mind|keep in mind|rest assured|stop\b|tell me (?:that )?i'm wrong"
    r"|let (?:me|us) know (?:if|whether|should) (?:(?:you|there|anything|any|that|this|it|something|we|i)\b.{0,40}(?:question|need|anything|help|works?\b|suits?\b|fine|okay|problem|concern|unclear|else|convenient|further|change|wrong)))"
)
_REMARK = re.compile(
    r"(?:let you (?:know|have)(?=[.,!]|$)|keep you (?:posted|updated|informed)|get back to you(?=[.,!]|$)|see (?:you|what)|miss|wait|leave (?:it|that) (?:at that|there)|spare you|say|not)\b|think about it"
)
_NO_WORK = re.compile(
    r"(?:be|have|keep (?:quiet|it short|on)|try(?! (?:to|and)\b)|stop|start to|hold off|explain below)\b"
)
_ONLY_THAT = re.compile(r"(?:do|make) (?:it|that|this|so)(?: [a-z]+day)?[ .!]*$")
_NO_VERB = frozenset(
    "the and for not you her him his our their its this that these those with from one two all any some more very too yes now soon there here who what when where how why which "
    "sure able ready happy glad fine good great sorry late early free back away off out down over nobody everybody someone somebody new old own same other first last next"
    " monday tuesday wednesday thursday friday saturday sunday today tomorrow may must can will shall would could should might".split()
)
_STATES = frozenset(
    "be have know hope love like miss owe want think feel mean seem remain stay need regret wish wonder suppose guess believe hear understand appreciate expect see assume"
    " mind thank agree doubt trust prefer differ fear cost happen".split()
)
_PRESENCE = frozenset("join attend come be sit arrive leave go meet visit stay travel speak start".split())
"""What people do by being somewhere: no work that is given to them."""
_JOINS = re.compile(
    r"\b(?:that|if|what|who|how|when|where|why|whether|because|think|thought|know|said|says|unless|until|while|which|as|before|after|than|things?) $"
)
_AND = re.compile(r",? (?:and|but|while) (?:then )?$")
_LEADS_OVER = re.compile(
    r"(?:[ ,]+(?:and|but|so|oh|also|then|okay|right|well|um|uh|anyway|because|now|tomorrow and))+\s*$|[ ,]+$"
)
