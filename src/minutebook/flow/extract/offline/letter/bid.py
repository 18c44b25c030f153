"""What a written sentence does with work, and the words of the work: where they begin and end, and whether they are any."""

from enum import StrEnum

import msgspec

from minutebook.flow.extract.offline.letter.doer import Subject
from minutebook.flow.extract.offline.talk.acts import end_of, phrase_end, word_at
from minutebook.flow.extract.offline.talk.line import Line, Named
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import STATES
from minutebook.text import patterns as re


class Bid(StrEnum):
    """``NEED``: something that its writer lacks. ``GET``: something that the reader will have. ``OUGHT``: what a writer tells themselves.

    ``YOURS``: what was said before is left to the reader, "that's with you".
    """

    ASK = "ask"
    NEED = "need"
    ORDER = "order"
    PROMISE = "promise"
    GET = "get"
    OUGHT = "ought"
    GIVEN = "given"
    SOMEBODY = "somebody"
    YOURS = "yours"


class Trigger(msgspec.Struct, frozen=True):
    """``text[verb:end]`` is what it is about; ``who``: the full name of the one to whom it is given by name."""

    bid: Bid
    start: int
    verb: int
    end: int
    who: str | None = None
    verb_text: str = ""
    """The verb as it is to read where the sentence has another form of it: "+" where one is to stand before, "=" for the whole phrase."""


def work_after(bid: Bid, line: Line, match: re.Match[str], lexicon: Lexicon, who: str | None = None) -> Trigger | None:
    """The trigger that a match opens, where work follows it: a verb that does something."""
    text = line.plain
    verb = skip(text, match.end())
    word = word_at(text, verb)
    does = _HAVE_DO.match(text, verb) is not None
    if not is_verb(word, lexicon) or (word in STATES and not does) or _REMARK.match(text, verb):
        return None
    if bid in {Bid.PROMISE, Bid.OUGHT} and (
        (_NO_WORK.match(text, verb) and not does) or (word in {"do", "make"} and _ONLY_THAT.match(text, verb))
    ):
        return None
    if bid is Bid.GIVEN and (word in PRESENCE or _NO_WORK.match(text, verb)):
        return None
    return Trigger(bid, start_of(match, match.start()), verb, end_of_phrase(line, verb), who)


def start_of(match: re.Match[str], first: int) -> int:
    """Where a trigger starts: behind the "and" with which somebody goes on to the next deed, which leaves them the one before, else at ``first``."""
    return match.end("joint") if match.groupdict().get("joint") else first


def kind_of(subject: Subject) -> str:
    """What a subject is as a feature; whoever is told to do something is marked."""
    return subject.kind if subject.kind not in {"me", "us", "him", "her", "them"} else f"to_{subject.kind}"


def bid_of(form: str, subject: Subject, *, alone: bool) -> Bid:
    """How a candidate would be work, and so whose."""
    if form == "caused" and not alone:
        return Bid.ASK
    if subject.who or subject.kind in {"he", "she"} or (form == "told_to" and subject.kind in TOLD):
        return Bid.GIVEN
    match subject.kind:
        case "i" | "we" | "me" | "us" | "ours":
            return Bid.OUGHT if alone else Bid.PROMISE
        case "somebody" | "they" | "them":
            return Bid.SOMEBODY
        case "you" | "your":
            return Bid.ASK
        case "here":
            return Bid.OUGHT if alone else Bid.PROMISE
        case _:
            return Bid.ORDER if form in {"order", "joined"} else Bid.OUGHT if alone else Bid.ASK


TOLD = {"him": "he", "her": "she"}
"""Whom "I asked him to send it" means, as a subject."""


def asks_of_time(line: Line, trigger: Trigger) -> bool:
    """Whether what looks like work is a meeting, or the question whether a time suits it: "Would Friday at ten work for a call?"."""
    meets = _MEETS_AT.match(line.plain, trigger.verb)
    if meets and (meets["lets"] or _TOGETHER.search(line.plain, 0, trigger.verb)):
        return True
    asked = _SUITS.search(line.plain)
    if asked is None or not asked.start() <= trigger.verb <= asked.end():
        return False
    whose = any(asked.start() <= name.start < asked.start("verb") and not _dated(line, name) for name in line.names)
    dated = any(asked.start("when") <= span.start < asked.start("verb") for span in line.dates)
    return (dated or _TIME.search(asked["when"]) is not None) and not whose


def lacks_time(line: Line, trigger: Trigger) -> bool:
    """Whether all that somebody needs is time, which nobody sends: "we need two more days"."""
    return trigger.bid is Bid.NEED and _ONLY_TIME.match(line.plain, trigger.verb) is not None


def _dated(line: Line, name: Named) -> bool:
    return any(span.start <= name.start < span.end for span in line.dates)


def is_verb(word: str, lexicon: Lexicon) -> bool:
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


def end_of_phrase(line: Line, verb: int) -> int:
    """Where a phrase ends: at the next clause; a day after "before" or "until" belongs to it."""
    end = phrase_end(line.plain, verb)
    for name in line.names:
        if (
            verb < name.start < end
            and _COMMA.search(line.plain, verb, name.start)
            and _DOES.match(line.plain, name.end)
        ):
            end = line.plain.rindex(",", verb, name.start)
            break
    told_to = line.plain.endswith(" to ", 0, verb)
    if told_to and (second := _AND_TO.search(line.plain, verb, end)):
        end = second.start()
    if onward := _AND_MUST.search(line.plain, verb, end):
        return onward.start()
    if not _MARKS.search(line.plain):
        for span in line.dates:
            if verb < span.start and span.end < end and not _GOES_ON.match(line.plain, span.end):
                return span.end
    if asks := _ASKS_STRAIGHT.match(line.plain, verb):
        end = phrase_end(line.plain, asks.end())
    for span in line.dates:
        if end <= span.start and _UNTIL.fullmatch(line.plain, end, span.start):
            return max(span.end, phrase_end(line.plain, span.end - 1))
    return end


def skip(text: str, position: int) -> int:
    return end_of(_ADVERBS, text, position)


_SUITS = re.compile(
    r"\b(?:would|will|does|do|could|can|might|may) (?P<when>(?!(?:you|we|i|he|she|they|somebody|someone|anybody|anyone)\b)[^;?!]{2,60}?) (?P<verb>work|suit|fit|do|be (?:fine|good|okay|ok|possible|convenient))\b"
)
_MEETS_AT = re.compile(
    r"(?P<lets>let(?:'s| us) )?(?:meet|talk|speak|chat|catch up|get together|sit down|see each other|go through|go over)\b[^.;?!]{0,80}\b(?:at|from|around) (?:\d|noon|midday|half|quarter|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
)
_TOGETHER = re.compile(
    r"\b(?:let's|let us|we(?:'ll|'d| will| shall| could| can| should)?|shall we|can we|could we)(?: (?:all|both|then|please))? $"
)
_ONLY_TIME = re.compile(
    r"(?:(?:a|an|another|some|few|couple of|bit|little|more|of|\d+|one|two|three|four|five|six|ten) )*(?:days?|weeks?|months?|hours?|minutes?|time|longer)(?=[.,;!?]|$| (?:to|for|before|until|because|than|more|longer|from)\b)"
)
_TIME = re.compile(
    r"\d|\b(?:morning|afternoon|evening|noon|midday|lunchtime|o'clock|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|week|half past|quarter (?:past|to)|time|slot|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|then)\b"
)
_AND_MUST = re.compile(
    r",? and (?:then |also )?(?:shall|must|undertakes? to|agrees? to) (?!not\b|never\b|be\b|have\b)(?=[a-z])"
)
"""Where somebody's next duty begins."""
_UNTIL = re.compile(r",? ?(?:(?:ideally )?(?:before|until|till|after|by|on) )?(?:the )?")
_AND_TO = re.compile(r", and (?:also )?to (?=[a-z])")
"""Where the second of two things begins that somebody is asked to do: "… to sign the form, and to name a day"."""
_COMMA = re.compile(r", (?:and |while |but )?$")
_DOES = re.compile(r"(?:(?:'ll| will| has| is| can) [a-z]+| [a-z]{3,}s) ")
"""How somebody else's part of a sentence goes on: "…, Ben writes the summary"."""
_ADVERBS = re.compile(
    r"(?:(?:please|also|kindly|maybe|perhaps|possibly|both|all|then|just|still|now|therefore|first|personally|gladly|again|immediately|quickly|definitely|probably|certainly|only|in turn|try to|try and"
    r"|be able to|be happy to|not forget to|remember to|go and|have to|need to|make sure to|ideally),? )+"
)
_HAVE_DO = re.compile(
    r"have (?:it|them|that|those|this) (?:for|with|to|over to|back to) \w+|have (?:(?:an?|the|your|our) \w+(?: \w+)? (?:for you|ready)|(?:another|a quick|a short|a|one more) )?(?:look|word|chat|go|think|read|call|\w+ (?:checked|done|fixed|sent|signed|ready|printed|made|delivered))\b|have (?:the|an?|your|our|my|everything|all)\b[^.;?!]{2,40}? (?:in|out|up|done|ready|finished|sent|signed|fixed|there|here|back)(?= by\b| before\b| on\b|[.,;]|$)|thank (?!you\b)|look (?:at|into|up|over|after|for|through)\b|think about\b|agree on\b|find\b|get\b|see (?:that|to|about)\b"
)
"""Work that begins with a verb of being."""
_REMARK = re.compile(
    r"(?:let you (?:know|have)(?=[.,!]|$)|keep you (?:posted|updated|informed)|get back to you(?=[.,!]|$)|see (?:you|what)|go through (?:it|this|that|them)|(?:start|begin) (?:with|by)|take (?:these|them) in turn|miss|wait|leave (?:it|that) (?:at that|there)|spare you|say|not)\b|think about it"
)
_NO_WORK = re.compile(
    r"(?:be|have|keep (?:quiet|it short|on)|try(?! (?:to|and)\b)|stop|start to|hold off|explain below)\b"
)
_ONLY_THAT = re.compile(r"(?:do|make) (?:it|that|this|so)(?: [a-z]+day)?[ .!]*$")
_NO_VERB = frozenset(
    "the and for not you her him his our their its this that these those with from one two all any some more very too yes now soon there here who what when where how why which "
    "sure able ready happy glad fine good great sorry late early free back away off out down over nobody everybody someone somebody new old own same other first last next"
    " rather monday tuesday wednesday thursday friday saturday sunday today tomorrow may must can will shall would could should might".split()
)
PRESENCE = frozenset("join attend come be sit arrive leave go meet visit stay travel speak start".split())
"""What people do by being somewhere: no work that is given to them."""
_ASKS_STRAIGHT = re.compile(
    r"ask \w+ (?:does|do|is|are|can|could|will|would|has|have|did) (?=(?:he|she|they|it|we|i)\b)"
)
"""A question as it will be put: "ask her does she have any left"."""
_MARKS = re.compile(r"[,.;:?!]")
_GOES_ON = re.compile(
    r"'| (?:and|or|to|for|with|at|in|on|because|from|about|morning|afternoon|evening|night|lunchtime|noon|no|wait|sorry|actually|i mean|first|if|before|after|so)\b"
)
"""After a day the same phrase goes on, where nobody sets marks."""
YOU = r"(?:(?:you|u)(?: (?:both|two|all|guys|lot))?|(?:one|each|either|any) of you)"
"""Whoever reads it."""
