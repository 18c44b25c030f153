"""What a letter says need not, must not or only may be done, or asks whether it is wanted: no task, however much it sounds like one."""

from minutebook.flow.extract.offline.letter.bid import Bid, Trigger
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re


def is_denied(line: Line, trigger: Trigger) -> bool:
    """Whether the words around a verb make it no work: they take it back, give only a right to it, or ask whether it is wanted."""
    found = _DENIES.search(line.plain, 0, trigger.verb)
    if found is not None and not (line.question and _YOU.search(found[0])):
        return True
    if (
        _ASIDE.match(line.plain, trigger.verb)
        or line.plain.endswith("notes to ", 0, trigger.verb)
        or _TO_MEET.search(line.plain, 0, trigger.verb)
    ):
        return True
    if _TAKEN_BACK.search(line.plain, trigger.verb) or _ARE_FREE.search(line.plain, 0, trigger.verb + len("free ")):
        return True
    if trigger.bid is Bid.NEED and (
        _NO_THING.match(line.plain, trigger.verb) or _ONLY_OPENS.match(line.plain, trigger.verb)
    ):
        return True
    if _LEADS_ON.fullmatch(line.plain) or (trigger.bid is Bid.ORDER and _PARTING.match(line.plain, trigger.verb)):
        return True
    if _FALLBACK.match(line.plain) or (_SUPPOSED.match(line.plain) and not _PLEASE.search(line.plain)):
        return True
    if _SPEAKS.match(line.plain, trigger.verb) or _is_of_itself(line, trigger):
        return True
    return _is_allowed(line, trigger) or _is_offered(line, trigger) or _is_supposed(line, trigger)


def _is_of_itself(line: Line, trigger: Trigger) -> bool:
    """Whether a letter only says what it is doing: "I write to you about the weir", "we enclose the plan"."""
    now = _NOW.search(line.plain, 0, trigger.verb) is not None
    return trigger.bid is Bid.PROMISE and now and _OF_ITSELF.match(line.plain, trigger.verb) is not None


def _is_allowed(line: Line, trigger: Trigger) -> bool:
    """Whether somebody named may do it: "the Tenant may extend", which binds nobody."""
    return trigger.bid is Bid.GIVEN and _MAY.search(line.plain, 0, trigger.verb) is not None


def _is_supposed(line: Line, trigger: Trigger) -> bool:
    """Whether another may do it, and something else follows from it: "if the mill do send them, I'd want ten"."""
    if trigger.bid is Bid.GIVEN and _WHILE_THEY.search(line.plain, 0, trigger.verb):
        return True
    return trigger.bid in {Bid.ORDER, Bid.GIVEN} and _IF_THEY.search(line.plain, 0, trigger.verb) is not None


def _is_offered(line: Line, trigger: Trigger) -> bool:
    """Whether the reader is asked which they want: "do you need them replaced, or is a credit enough?"; what is asked of them behind it stays."""
    asked = _WANTED.finditer(line.plain) if line.question else ()
    return any(match.start() <= trigger.verb < match.end() for match in asked)


_DENIES = re.compile(
    r"\b(?:(?<!why )don't|(?<!why )do not|needn't|need not|mustn't|must not|shouldn't|should not|won't|will not|can't|cannot|can not|couldn't|could not|no longer|never|no need|not necessary|unnecessary|no point(?: in)?|stop|avoid|refrain from|hate|loath|afraid)"
    r"(?: (?:(?:need|have|want|wish|expect|bother|intend|plan|mean) to|need|want|bother|you|us|me|anyone|anybody|to|for|please|ever|even|of|again|just|yet)\b)*,? $"
)
_TAKEN_BACK = re.compile(
    r"\b(?:so|but|please|no)(?: please| just)? (?:forget|ignore|disregard|scrap|never mind)(?: about)? (?:that|it|this)(?: one| request)?(?=[,.;!?]|$)"
)
_ARE_FREE = re.compile(
    r"\b(?:are|is|be|am)(?: (?:you|we|they|he|she|both|all|either of you|i|around|also|still))* free $"
)
_YOU = re.compile(r"\byou\b")
_ASIDE = re.compile(r"(?:note to (?:my)?self(?! to\b)\b|(?:hang|hold) on(?=[,.!]|$))")
"""What somebody who dictates says to themselves, and does not mean to do."""
_TO_MEET = re.compile(
    r"\b(?:could|can|shall|should|may|might|would|let's|let us) (?:we|you and i|us)?(?: all| both)? ?(?:meet|speak|talk|have a (?:call|chat|word)|get together|sit down)\b[^.;?!]* to $"
)
"""What people meet for is no work before they do."""
_FALLBACK = re.compile(
    r"(?:and |but |or )?(?:if|should) (?:that|this|it|neither|none of (?:these|those|them)|both)(?:'s| is| are| should| were| does| do)?(?:n't| not)? (?:be )?(?:impossible|inconvenient|not possible|difficult|suit|suits|works?|possible|convenient|fits?|fails?|a problem|too (?:early|late|soon|much|short))\b[^,]{0,30}, (?!please\b)|(?:.*, )?(?:so |and |but )?(?:if|should) (?:there(?:'s| is| be|)|you(?:'ve| have)?(?: got)?) anything(?: else)?\b[^,]{0,30}, "
)
"""What comes about only if what was proposed does not suit."""
_SUPPOSED = re.compile(
    r"(?:should|were|had) (?:you|we|they|he|she|it|there|the [\w'-]+(?: [\w'-]+)?) (?!please\b)[^?]*, [^?]*$"
)
"""A sentence that begins with what may come about: "Should you be successful, …"."""
_PLEASE = re.compile(r"\b(?:please|kindly|let (?:me|us) know)\b")
_SPEAKS = re.compile(r"(?:ask|urge|request|beg|invite|trouble|remind)(?:ing)? you(?: (?:all|both|again|now))? to\b")
"""With which a request begins that says behind it what is to be done: "I must ask you to …"."""
_NOW = re.compile(r"\b(?:i|we)(?: am| are|'m|'re)?(?: also| just| only| hereby)? $")
_OF_ITSELF = re.compile(
    r"(?:attach|enclos)(?:e|ing)?\b|writ(?:e|ing) (?:about|regarding|concerning|because|on behalf|to (?:ask|say|tell|let|confirm|thank|inform|enquire|complain|invite|remind)|with)\b"
)
_NO_THING = re.compile(
    r"(?:an?|any|much|many|no) (?:\w+ )?(?:chance|opportunity|time|moment|minute|clue|doubt|problem|choice|luck|issue|intention|objections?|views?|opinions?|preferences?|feelings?|idea|complaints?|interest|say|reason|worries|concerns?)\b"
    r"|(?:strong|firm|hard) (?:views?|opinions?|preferences?|feelings?)\b"
)
"""What somebody lacks that nobody can send."""
_ONLY_OPENS = re.compile(
    r"(?:[\w'-]+ ){0,3}(?:things|items|documents|papers|pieces|bits|details|answers|following)(?: from you)?: ?\S"
)
"""What only says how many things follow: "three things: …"."""
_LEADS_ON = re.compile(r"you (?:may|can) .*\b(?:here|below|at|link)\b ?:?(?: (?:https?:|www)\S*)?")
"""What machines and houses write before a link: "you can review your booking here:"."""
_IF_THEY = re.compile(
    r"\b(?:if|unless|in case|suppose|whether|when|once)(?! (?:you|possible|so|not|need\w*|necessary)\b)(?: [\w'-]+){1,4} (?:do|does|did)(?:n't| not)?(?: (?:ever|really|actually|still|finally))? $"
)
_WHILE_THEY = re.compile(r"\b(?:when|whenever|while|after|before|as) (?:he|she|they) $")
"""Before what only tells when something else is done: "when he hands over"."""
_PARTING = re.compile(r"(?:talk|speak|chat|write|catch up) (?:to|with) you\b|see you\b")
_MAY = re.compile(
    r"\b(?:may|(?:is|are|be) (?:entitled|permitted|allowed|free|at liberty) to|has the (?:right|option) to|have the (?:right|option) to|reserves? the right to)"
    r"(?: (?:also|then|at any time|in addition|further|not|each|either|only|once))* $"
)
_WANTED = re.compile(
    r"\b(?:(?:do|does|did) (?:you|they|he|she)(?: (?:still|also|really|both|all|now|then))* (?:need|want|require)|would you(?: (?:still|also|rather))* (?:like|prefer|have(?! an? (?:\w+ )?(?:go|look|word|chat|think|read)\b))|are you (?:after|looking for)) (?!to\b|me to\b|us to\b)"
    r"(?:(?!,? (?:(?:and|or|but) )?(?:(?:can|could|would|will) you|please|let (?:me|us) know)\b)[^?;])*"
)
