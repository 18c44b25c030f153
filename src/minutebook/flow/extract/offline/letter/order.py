"""Plain imperatives of what is written, and whom they call by name."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.letter.bid import Bid, Trigger, end_of_phrase
from minutebook.flow.extract.offline.letter.doer import SAYS
from minutebook.flow.extract.offline.talk.acts import end_of, word_at
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import STATES
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind


def find_orders(line: Line, lexicon: Lexicon, *, alone: bool, ordered: bool) -> Iterator[Trigger]:
    """Plain imperatives: at the beginning of a sentence, after a name, in a list of what is asked for; in a memo after "also", "and then" too."""
    text = line.plain
    first = _start(line)
    starts = [
        first if line.question else end_of(_DO, text, first),
        *(match.end() for match in [_FRONTED.match(text)] if match),
    ]
    if alone:
        starts += [match.end() for pattern in (_ALSO, _CLAUSE) for match in pattern.finditer(text)]
        starts += [span.end + 1 for span in line.dates if text.startswith(" ", span.end)]
    called = {name.end + 2: name.name for name in line.names if name.present and text.startswith(", ", name.end)}
    for start in dict.fromkeys((*starts, *called)):
        word = word_at(text, start)
        if (word == "do" and line.question) or (alone and REMINDS.match(text, start)):
            continue
        looks = _HAVE_A_LOOK.match(text, start) is not None
        if looks and start:
            yield Trigger(Bid.ORDER, start, start, end_of_phrase(line, start), called.get(start))
        if (
            word not in lexicon.verbs
            or word in STATES
            or (_NO_ORDER.match(text, start) and not (alone and _THANKS_TO.match(text, start)))
            or IDLE.match(text, start)
        ):
            continue
        after = start + len(word)
        if _HANDED_OVER.match(text, after) or _TELLS.match(text, after):
            continue
        if any(span.kind is DateKind.PAST and span.start > start for span in line.dates):
            continue
        named = any(name.start == after + 1 for name in line.names)
        free = (
            (ordered or alone or _PLEASE_AFTER.match(text, after) is not None)
            and line.plain.startswith(" ", after)
            and not _NO_OBJECT.match(text, after)
        )
        if alone and _THIN.match(text, after):
            continue
        if named or free or _OBJECT.match(text, after):
            yield Trigger(Bid.ORDER, start, start, end_of_phrase(line, start), called.get(start))


def _start(line: Line) -> int:
    """Where the sentence proper begins, after what leads in and a name called."""
    position = end_of(_LEAD, line.plain, 0)
    for name in line.names:
        if name.start == position and (called := _CALLED.match(line.plain, name.end)):
            return end_of(_LEAD, line.plain, end_of(_FRONTED, line.plain, end_of(_LEAD, line.plain, called.end())))
    return position


def is_sure(line: Line, trigger: Trigger, *, alone: bool) -> bool:
    """Whether there is no doubt that a trigger is work: what somebody tells themselves to be reminded of, whom they say that they will call, what is somebody's duty, what is waited for from the reader."""
    reminds = (
        alone and (REMINDS.match(line.plain, trigger.start) or _KEEPS.match(line.plain, trigger.start)) is not None
    )
    duty = trigger.who is not None and _DUTY.search(line.plain, 0, trigger.verb) is not None
    awaited = trigger.bid is Bid.NEED and _AWAITED.search(line.plain) is not None
    return (
        reminds
        or duty
        or awaited
        or (trigger.bid is Bid.PROMISE and _CALLS.match(line.text, trigger.start) is not None)
    )


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
    return _called_within(line)


def _called_within(line: Line) -> str | None:
    """Whom a request calls in its midst, between commas: "could you send it by Friday, Ben, so that …"."""
    within = (
        name.name
        for name in line.names
        if name.present
        and line.plain.endswith(", ", 0, name.start)
        and not _WHO_IS.search(line.plain, 0, name.start)
        and _COMMA.match(line.plain, name.end)
        and _YOU_BEFORE.search(line.plain, 0, name.start)
    )
    return next(within, None)


_COMMA = re.compile(r"[,;–—-]| [–—-] ")
_WHO_IS = re.compile(r"\b(?:our|my|your|his|her|their|the|an?)(?: [\w'-]+){1,3}, $")
"""Before a name that only says who somebody is: "our secretary, Ben, …"."""
_YOU_BEFORE = re.compile(
    r"\b(?:(?:can|could|would|will) you|you (?:could|might|should|need to|have to)|please)\b[^,.;:?!]*, $"
)
_PLEASE_AFTER = re.compile(r" [^,.;:?!]{3,60},? please(?=[,.;!]|$| -)")
_DO = re.compile(r"do (?!not\b|so\b|you\b|it\b|that\b|this\b|the\b|we\b|they\b|i\b|a\b|all\b|make do\b)(?=[a-z]+ )")
"""What lends an order weight: "do remind the caterers"."""
_HAVE_A_LOOK = re.compile(r"have (?:a|another) (?:quick |short |good |close )?(?:look|word|think|go|read|chat)\b")
_LEAD = re.compile(
    r"(?:(?:remember|reminder|note(?: to self)?|todo|to do|action|important|urgent|ps|p\.s\.|nb)[:,–-]+ )?(?:(?:better|and|but|so|or|then|now|also|first|next|finally|secondly|lastly|ok|okay|right|well|oh|um|uh|just|please|thanks|great|meanwhile|afterwards|in the meantime|in addition),? )*"
)
_FRONTED = re.compile(
    r"(?:if (?:yes|so|not|needed|necessary),? (?:then )?(?:please )?(?=[a-z])|(?:and |so |then |but )?(?:by|before|on|for|when|once|after|at|in|as|to|until|while|during|from)\b[^,;:.?!]{2,70}, (?:please |just |then )*)"
)
"""What stands before a main clause: "when you get a minute, …"."""
_CALLED = re.compile(r",? ?[–—:-] ?|, |,$| (?=(?:can|could|would|will|please)\b)|$")
_ALSO = re.compile(
    r"\b(?:and|also|then|so|oh|um|uh|okay|right|well|tomorrow|today|tonight|first thing|next week|this week|at some point|someday|one day|when i get a chance|on (?:mon|tues|wednes|thurs|fri|satur|sun)day) (?!the\b)"
)
_THANKS_TO = re.compile(r"thank (?!you\b|u\b|god\b|goodness\b|heavens?\b)")
_CLAUSE = re.compile(r"[,;–] (?=[a-z]+ )")
"""Where somebody who speaks to nobody may begin anew: "the regatta is on Sunday, wax the oars on Friday"."""
_OBJECT = re.compile(
    r" (?:me|us|him|her|them|it|that|this|the|a|an|my|your|our|his|their|its|out|up|in|to|back|some|any|every|both|all|each|more|one|two|three|\d|[a-z]+ (?:a|the|an|some|this|that|your|my|about|to|for|by|before|with))\b"
)
_NO_OBJECT = re.compile(
    r" (?:is|was|are|were|has|had|needs|wants|goes|of|and|or|but|from|i|we|you|they|he|she|can|will|would|could|should|to be|as|than)\b| ?[,.:;!?]|$"
)
_HANDED_OVER = re.compile(
    r" (?:is |are )?(?:attached|enclosed|herewith|to follow|below)(?= (?:for|with|as|from|and|at|on|by|in|next|this|later|today|tomorrow|shortly|soon|when|once|under)\b|[,.;:!)]|$)"
)
"""After what is a thing and no order: "Invite attached for Monday"."""
_TELLS = re.compile(rf" (?:{'|'.join(sorted(SAYS))}|agrees?|agreed|wants?|needs?|will|would|is|are|was|were|has|had)\b")
"""After a word that names who or what, and orders nothing: "Finance confirm that …"."""
_THIN = re.compile(r" it\b")
"""After a verb in a memo no order that says anything."""
_AWAITED = re.compile(r"\bstill waiting (?:on|for) [^.;:?!]{3,60} from you(?:r side)?\b")
_DUTY = re.compile(r"\b(?:is|shall be) (?:the )?(?:duty|obligation|responsibility) of [^.;:]{3,40} to $")
_CALLS = re.compile(r"(?:I will|I'll|I am going to|I'm going to) (?:call|ring|phone|email|text) [A-Z][\w'-]+\.?")
REMINDS = re.compile(r"(?:(?:please )?remind (?:me|us)|(?:don't|do not) forget|remember) to\b")
"""What somebody who speaks to nobody says before what they are to do."""
_KEEPS = re.compile(r"(?:(?:i )?(?:must not|mustn't|can't)|don't) forget (?!to\b|that\b|it\b|about it\b)")
_NO_ORDER = re.compile(
    r"(?:let's|let us|thank|thanks|hope|look(?:ing)? forward|see (?:you|below|attached)|speak soon|talk soon|have a|enjoy|take care|wish|sorry|welcome|need|want|mean|like|please find|note that|having|let (?:me|us) (?!know\b|have\b))\b"
)
IDLE = re.compile(
    r"(?:find (?:attached|enclosed|below|herewith|the attached|here|[^.]{3,40} (?:attached|enclosed|below)\b)|see (?:below|attached|enclosed|the attach|my|our)|note\b|be aware|be advised|accept (?:my|our|this)|feel free|excuse|forgive|ignore|disregard|forget (?:about|it|that|what|the)\b|don't|do not|never|hesitate|bear with"
    r"|treat (?:this|it|that)|enjoy|click|visit our|go (?:here|to (?:www|http|settings|our))|log ?in|subscribe|follow us|mind\b|imagine|believe|remember me|give my (?:regards|love|best)|pass on my (?:regards|thanks)|say hello|consider the environment|be patient|bear in mind|allow (?:up to |about |around |at least )?(?:\d|an?\b|two|three|five|ten|half)|ask for (?:me|us|[a-z]+ (?:at|in))\b|expect (?:my|a|an|our)\b|keep in mind|rest assured|stop\b|tell me (?:that )?i'm wrong"
    r"|let (?:me|us) know (?:if|whether|should) (?:(?:you|there|anything|any|that|this|it|something|we|i)\b.{0,40}(?:question|need|anything|help|works?\b|suits?\b|fine|okay|problem|concern|unclear|else|convenient|further|change|wrong|comes up|crops up)))"
)
