"""What who writes takes on: promises to others, and what somebody who speaks to nobody tells themselves."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.letter.bid import PRESENCE, Bid, Trigger, end_of_phrase, work_after
from minutebook.flow.extract.offline.talk.acts import is_ahead
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import STATES, base_form
from minutebook.text import patterns as re


def find_promises(line: Line, lexicon: Lexicon, *, alone: bool) -> Iterator[Trigger]:
    """What the writer says they will do; beside a day also what they can, hope to or have to do."""
    text = line.plain
    patterns = [
        _WILL,
        _AND_WILL,
        *([_SAID_SO] if alone else []),
        *([_CAN_BY] if is_ahead(line) and not (alone or line.question) else []),
    ]
    for match in (match for pattern in patterns for match in pattern.finditer(text)):
        if trigger := work_after(Bid.PROMISE, line, match, lexicon):
            yield trigger
    for match in _HAVE_WITH.finditer(text):
        yield Trigger(Bid.PROMISE, match.start(), match.start("thing"), match.end("thing"), verb_text="+send")
    for match in _FOLLOWS.finditer(text):
        yield Trigger(Bid.PROMISE, match.start(), match.start("thing"), match.end("thing"), verb_text="+send")
    yield from _find_present(line, lexicon)


def _find_present(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    """What is promised in the present beside a day: "I'm sending it tomorrow"."""
    if line.question:
        return
    ahead = is_ahead(line)
    for match in _AM.finditer(line.plain):
        base = base_form(match["verb"], lexicon)
        if base and not ahead and not (base in _DEEDS and _A_THING.match(line.plain, match.end())):
            continue
        if base and base not in STATES | PRESENCE | {"go", "think", "look", "plan", "hope"}:
            verb = match.start("verb")
            yield Trigger(Bid.PROMISE, match.start(), verb, end_of_phrase(line, verb), verb_text=base)


def find_oughts(line: Line, lexicon: Lexicon) -> Iterator[Trigger]:
    """What somebody who speaks to nobody tells themselves to do."""
    text = line.plain
    for match in _OUGHT.finditer(text):
        if trigger := work_after(Bid.OUGHT, line, match, lexicon):
            yield trigger
    for match in [*_THING_HAS_TO.finditer(text)] or _RUN_ON_HAS_TO.finditer(text):
        verb = "send" if match["out"] else _PUT.get(match["part"]) or base_form(match["part"], lexicon)
        if verb:
            yield Trigger(
                Bid.OUGHT, match.start("thing"), match.start("thing"), match.end("thing"), verb_text=f"+{verb}"
            )
    for name in line.names:
        if wants := _WANTS.match(text, name.end):
            to = line.text[name.start : name.end]
            yield Trigger(
                Bid.OUGHT,
                name.start,
                wants.start("thing"),
                wants.end("thing"),
                verb_text=f"+give {to[:1].upper()}{to[1:]}",
            )
    for match in _IS_ME.finditer(text):
        yield Trigger(Bid.OUGHT, match.start("thing"), match.start("thing"), match.end("thing"), verb_text="+do")
    for match in _WANT_DONE.finditer(text):
        verb = "send" if match["done"] in {"out", "sent"} else "finish"
        yield Trigger(Bid.OUGHT, match.start(), match.start("thing"), match.end("thing"), verb_text=f"+{verb}")
    for match in _NOT_FORGET.finditer(text):
        verb = "answer" if "question" in match["thing"] else "see to"
        yield Trigger(Bid.OUGHT, match.start(), match.start("thing"), match.end("thing"), verb_text=f"+{verb}")


_WILL = re.compile(
    r"(?:(?<![\w'])(?:i|we|(?:my|our) (?:team|side|office|people|lads|guys|department|lot|staff|crew|end))(?:'ll| will| shall|'m going to| am going to|'re going to| are going to| (?:promise|intend|plan|aim|undertake) to|(?:'ve| have)(?: just| already)? (?:promised|offered|agreed|volunteered|undertaken) to| (?:offered|volunteered) to)|(?:^|(?<=[,;.!] ))(?:ill|il)|^(?:and |but |also )?(?:will|shall)(?= (?!be\b|not\b|have\b|you\b|we\b|i\b|he\b|she\b|they\b|it\b|that\b|this\b|there\b|the\b|any|some|your\b|our\b|my\b)[a-z]+ [^?]*$)) (?!not\b|never\b|no longer\b)"
)
_AND_WILL = re.compile(
    r"(?<![\w'])(?:i|we)(?:'ve|'m|'re| have| am| are)? (?!will\b|'ll\b)(?:(?!\b(?:i|we|you|he|she|they|it|who|which|if|when|that)\b)[^.;:?!]){3,70}?,?(?P<joint> and )(?:then |also )?(?:will|shall|am going to|are going to|have to|need to) (?!not\b|be\b)"
)
"""What the one who did something goes on to do: "I asked for a price and will pass it on"."""
_CAN_BY = re.compile(
    r"(?<![\w'])(?:i|we)(?: should(?: be able to)?| hope to|'m hoping to| am hoping to| expect to|'m due to| need to| have to|'ve to| must|'ve got to) (?!not\b|be\b|have\b|say\b|ask you\b|know\b|see\b)"
)
_DEEDS = frozenset(
    "take bring send order book chase ask get post arrange draft prepare drop ring call write fix".split()
)
_A_THING = re.compile(r" (?:the|your|our|an?|them|him|her|those|these) ?")
_FOLLOWS = re.compile(
    r"(?:^|(?<=[,;.–] )|(?<=\band ))(?P<thing>(?!(?:it|that|this|they|more|details|what|which|we|i|you|there)\b)[a-z]+(?: [\w'-]+){0,4}?) (?:to follow|(?:is|are) (?:then |back )?with you(?= (?:by|on|before|tomorrow|today|tonight|this|next|first|at)\b)|(?:will|'ll) (?:then )?(?:be with you|reach you|be in the post|be in your inbox|follow)|follows|in the post(?= (?:today|tomorrow|on|this|next|by)\b))\b"
)
_HAVE_WITH = re.compile(
    r"(?<![\w'])(?:i|we)(?:'ll| will| shall)(?: try to| hope to)? have (?P<thing>(?:the|an?|your|our|my|both|all|two|three|those|these)(?: [\w'-]+){1,6}?) (?:with|to|over to|back to|ready for) you\b"
)
_SAID_SO = re.compile(
    r"(?<![\w'])i (?:(?:told|promised) (?:the |my |our )?\w+(?: \w+)?|said|promised)(?: that)? (?:i|we)(?:'d| would|'ll| will) (?!not\b|never\b)|(?<![\w'])i promised (?:\w+ )?to "
)
_AM = re.compile(
    r"(?<![\w'])(?:i'm|im|i am|we're|we are|(?:i|we|(?:my|our) (?:team|side|office|people|lads|guys|department|lot|staff|crew|end))(?:'ll| will) be) (?:also |still |now )?(?P<verb>[a-z]+ing)\b"
)
_OUGHT = re.compile(
    r"(?<![\w'])(?:i(?: (?:also|still|really|just|now|then))* (?:have to|need to|must(?! have)|should(?! (?:have|say|think|like)\b)|ought to|want to|had better|gotta|mustn't forget to|must not forget to)"
    r"|i(?:'ve| have) got to|i'd better|i've to|don't forget to|mustn't forget to|must not forget to|remember to|remind me to|(?:note|memo) to (?:my)?self(?: to)?|(?:^|(?<=and )|(?<=also )|(?<=so ))(?:need|have|got|gotta) to) (?!not\b|be\b)"
)
_THING_HAS_TO = re.compile(
    r"(?:^(?:(?:and|so|okay|ok|right|well|then|also|um|uh) )*|, (?:and )?|\b(?:and|okay|also|then) )(?P<thing>(?!i\b|we\b|you\b|he\b|she\b|they\b|it\b|that\b|this\b|there\b|who\b|what\b)[\w'-]+(?: [\w'-]+){0,7}?) (?:has|have|needs|need)(?:(?P<out> to go out)| to (?:be|get) (?P<part>[a-z]+))\b"
)
_PUT = {
    "in": "put in",
    "out": "send out",
    "back": "return",
    "ready": "finish",
    "done": "do",
    "up": "put up",
    "there": "deliver",
    "sent": "send",
}
_RUN_ON_HAS_TO = re.compile(
    r"(?<=\w )(?P<thing>(?!i\b|we\b|you\b|he\b|she\b|they\b|it\b|that\b|this\b)[a-z]+ (?!i\b|we\b|you\b|he\b|she\b|they\b|it\b|that\b|this\b|who\b|which\b)[a-z]+) (?:has|have|needs|need)(?P<out>) to (?:be|get) (?P<part>[a-z]+)\b"
)
"""The same in the middle of speech that nobody punctuated."""
_WANTS = re.compile(
    r"(?:'s| is| has)?(?: still| also| really)? (?:needs?|wants?|(?:waiting|asking) for|after|asked (?:me )?for|chasing(?: me)? for) (?P<thing>(?!to\b|it\b|that\b|me\b|us\b|from\b)(?:the|a|an|his|her|our|my|those|some|more|two|three)(?: [\w'-]+){1,5}?)(?= from me\b| (?:by|before|tonight|today|tomorrow|asap|i said|so)\b|$|[,.])"
)
_WANT_DONE = re.compile(
    r"(?<![\w'])i(?:'d like| want| need) (?P<thing>(?!to\b|you\b)[\w'-]+(?: [\w'-]+){0,5}?) (?P<done>done|finished|out|sent|ready|in)\b"
)
_NOT_FORGET = re.compile(
    r"(?<![\w'])(?:i )?(?:mustn't|must not|can't|shouldn't|don't) forget (?P<thing>(?!to\b)[\w'-]+(?: [\w'-]+){1,7}?)(?=$|[,.;]| (?:he|she|they|it|i|we|is|was|did|because|and|so|which|by|before|on)\b)"
)
_IS_ME = re.compile(
    r"(?:^| )(?P<thing>(?!(?:that|it|this|and|so|then|oh|okay|right|also|who|tomorrow|today)\b)[a-z-]+(?: [a-z-]+){0,2}) is me\b(?= (?:on|this|next|tomorrow|today|tonight|again)\b)"
)
