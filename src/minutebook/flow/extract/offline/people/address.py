"""Who is being spoken to: a name that calls somebody, as against one that is talked about."""

from enum import StrEnum

from minutebook.text import patterns as re


class Call(StrEnum):
    """How a name is called."""

    GREETED = "greeted"
    """ "Morning, Ana": the one named speaks next, or has just spoken."""
    ASKED = "asked"
    """ "Ana, can you …": the one named speaks next."""
    ANSWERED = "answered"
    """ "You get used to it, Ana.": the one named spoke before, or speaks next."""
    SHOWN = "shown"
    """ "I've got Ana here with me": somebody else in the room."""


def find_call(text: str, start: int, end: int, *, cased: bool = True) -> Call | None:
    """How the name at ``start`` to ``end`` of a text is called there, None where it is only talked about."""
    call = _find_call(text, start, end, cased=cased)
    if call in (Call.ASKED, Call.ANSWERED) and _is_told_next(text, start, end, cased=cased):
        return None
    return call


def _is_told_next(text: str, start: int, end: int, *, cased: bool) -> bool:
    """Whether the name was only the heading of what is told next: "Ana. Ana does the rota", "Ana. I've asked her"."""
    if _TELLS.match(text, end) or _TELLS_ON.match(text, end):
        return True
    again = text.find(text[start:end], end, end + AGAIN)
    after = again + end - start
    return again > 0 and bool(_GOES_ON.match(text, after)) and _find_call(text, again, after, cased=cased) is None


_GOES_ON = re.compile(r"\s+\w|['’]s\b")
_TELLS = re.compile(r"\.\s+(?:I(?:['’]ve| have|['’]ll)? \w+ (?:her|him)\b|(?:She|He)(?:['’]s)? )")
_TELLS_ON = re.compile(
    r", I(?:['’](?:m|ve|ll|d))? (?!\w+ you\b)[^.?!]{0,40}\b(?:with|to|from|by|asked|told|saw|rang) (?:him|her)\b"
)
AGAIN = 40
"""Characters after a name in which it stands again where it is told of: "Ana, no, wait, Ana is away"."""


def _find_call(text: str, start: int, end: int, *, cased: bool) -> Call | None:
    before, after = text[max(0, start - 60) : start], text[end : end + 40]
    if _HERE_AFTER.match(after) or (_HERE_BEFORE.search(before) and _WITH_ME.match(after)):
        return Call.SHOWN
    if not cased:
        return _find_bare_call(before, after)
    if _REPORTED.search(before) or _LISTED.match(after):
        return None
    if _GREETING.search(before) and _CLOSED.match(after):
        return Call.GREETED
    if _OPENED.search(before):
        return Call.ASKED if _CLOSED.match(after) or _TO_YOU.match(after) else None
    if before.endswith(", ") and _ENDS.match(after) and not _LIST.search(before):
        return Call.ANSWERED
    if _HANDED.search(before) and _ENDS.match(after):
        return Call.ASKED
    return None


def _find_bare_call(before: str, after: str) -> Call | None:
    """In talk without punctuation: greetings, what is said to "you", and names between a phrase that is whole and a new clause."""
    if _GREETING.search(before):
        return Call.GREETED
    if _BARE_OPENING.search(before) and (_TO_YOU.match(after) or _BARE_ORDER.match(after)):
        return Call.ASKED
    if _BARE_START.fullmatch(before) and _BARE_FIRST.match(after):
        return Call.ASKED
    if _BARE_OBJECT.search(before):
        return None
    if _ASKS.match(after):
        return Call.ASKED
    ends = not after.strip()
    if _BARE_WHOLE.search(before):
        return Call.ANSWERED if ends else Call.ASKED if _BARE_CLAUSE.match(after) else None
    return Call.ASKED if ends and 0 < len(before) < SHORT and not _BARE_GOES_ON.search(before) else None


SHORT = 40
"""Letters before a name up to which a line of raw talk that ends with it is a whole one, and not cut where a recorder was full."""
_BARE_GOES_ON = re.compile(
    r"\b(?:the|a|an|my|our|your|his|her|their|i|we|they|he|she|it['’]?s|that['’]?s|there['’]?s|here['’]?s|who['’]?s|where['’]?s|how['’]?s|is|was|are|were|be|been|did|does|has|have|had|will|would|can|could|should|so|but|because|when|where|who|then|let|need|needs|want|get|give|send|in|on|at|by|as|than|called|named|mr|mrs|ms|dr|poor|old) $",
    re.IGNORECASE,
)
_HELLO = (
    r"hi|hello|hey|hiya|morning|good morning|afternoon|good afternoon|evening|good evening|thanks|thank you|thanks a lot|thanks so much|many thanks"
    r"|thank you very much|cheers|bye|goodbye|welcome|sorry|welcome back|nice to meet you|good to meet you|good to see you|nice to see you|well done"
    r"|congratulations|happy birthday|go on|go on then|go ahead|come on|over to you|after you|great work|nice one|good point|ta|night|good night|see you"
    r"|take care|good luck|brilliant|lovely|bless you|hola|ciao|salut|bonjour|hallo|hej|moin|servus|danke|merci|gracias|tack|dzien dobry|pleasure"
)
_GREETING = re.compile(rf"(?:^|[.!?,;:…\"]\s*|\b(?:and|so|but|okay|ok|yes|yeah|right|oh|ah)[, ]+)(?:{_HELLO})(?: (?:there|then|again|everyone|both))?[,!]? $|\b(?:thanks|thank you|hello|hiya|good morning|morning),? $", re.IGNORECASE)  # fmt: skip
_REPORTED = re.compile(r"\b(?:said|says|told|like|goes|was like|thanks to|said to|say)[:,]? [\"“]?$", re.IGNORECASE)
_OPENED = re.compile(
    r"(?:^|[.!?…;:\"]\s+)(?:(?:so|and|but|okay|ok|right|well|oh|ah|now|um|uh|er|yeah|yes|no|hey|look|listen|alright|all right|anyway|sorry|please|look here)[, ]+)*$"
    r"|^(?:(?:so|and|but|okay|ok|right|well|oh|ah|now|um|uh|er|yeah|yes|no|hey|look|listen|alright|all right|anyway|sorry|please)[, ]+)+$",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"\s*[,.!?…]|\s*$|\s+[-–—]")
_ENDS = re.compile(
    r"\s*[.!?…]|\s*$|, (?:that|you|it|i|we|is|are|do|can|the|and|but|so|if|what|how|there|this|they|to|he|she|a|not|because|just)\b",
    re.IGNORECASE,
)
_LISTED = re.compile(r",? (?:and|or) [A-Z]|, [A-Z][a-z]+(?:,| and| or)")
_LIST = re.compile(r"[A-Z][\w'’-]+, $")
_HERE_BEFORE = re.compile(
    r"\b(?:i've got|i have|we've got|we have|joined by|joined today by|together with|here with|sitting next to|beside me is|with me is|and this is) $",
    re.IGNORECASE,
)
_WITH_ME = re.compile(
    r",? (?:(?:here|with us|with me|next to me|on the (?:call|line)|in the room|today)\b|on(?=[.,!]|$))", re.IGNORECASE
)
_HERE_AFTER = re.compile(
    r"(?:['’]s| is)(?: also| just| right)? (?:here with (?:me|us)\b|on the (?:call|line)(?=[.,!]|$)|next to me\b|beside me\b)"
    r"| (?:has|have) just joined(?= us|[.,!]|$)| here with (?:me|us)\b| next to me\b",
    re.IGNORECASE,
)
_HANDED = re.compile(r"\b(?:over to|back to|up to|come to you|your turn|you go|go first|you first|do you|can you|will you|are you|have you|did you|don't you|is that you|that you|all right|okay|with you|to you|for you|from you|at you|of you) $", re.IGNORECASE)  # fmt: skip
_TO_YOU = re.compile(
    r",? (?:you|your|you're|you've|you'll|you'd|can you|could you|would you|will you|do you|did you|are you|were you|have you|please|what do you|what are you"
    r"|how are you|how's your|what about you|where are you|when do you|shall we|do we|shall i|is it you|is that you|what's your|any thoughts|over to you"
    r"|go on|go ahead|tell us|tell me|thank you|thanks)\b",
    re.IGNORECASE,
)
_BARE_OPENING = re.compile(r"(?:^|\b(?:so|and|okay|ok|right|well|now|yeah|yes|no|oh)) $|^$", re.IGNORECASE)
_ASKS = re.compile(
    r" (?:(?:can|could|would|will|do|did|are|have) you|(?:what|where)(?:['’]?s| is| are| did| do| about)|how(?:['’]?s| is| are| did| do| long| many| much| about)|what have"
    r"|(?:tell|give|show|remind) (?:me|us)|any(?:thing)?|your|it['’]?s your?|you(?:['’]?(?:d|ve|re|ll))?|i mean)\b(?! (?:and me|know)\b)",
    re.IGNORECASE,
)
_BARE_OBJECT = re.compile(
    r"\b(?:ask|asked|tell|told|to|with|for|about|from|and|or|of|that|if|by|the|when|say|says|said|see|saw|got|get|rang|ring|call|called|think(?<!do you think)|thinks|know|knows|hope|reckon)"
    r" $",
    re.IGNORECASE,
)
_BARE_ORDER = re.compile(
    r" (?:send|write|tell|ask|give|take|come|look|check|make|mind|call|ring|keep|add|try|find|book|hold|wait|sort|chase|remind|drop|show|remember|don['’]?t)\b",
    re.IGNORECASE,
)
_BARE_START = re.compile(r"(?:(?:and|so|okay|ok|right|well|now|alright|hey|but) )*", re.IGNORECASE)
_BARE_FIRST = re.compile(
    r" (?:i|i['’]?(?:m|ll|ve|d)|we|what|how|when|where|why|shall|please|listen|look|(?:can|could|did|do|are|should) (?:i|we)|is (?:there|that|it))\b"
)
_BARE_WHOLE = re.compile(
    r"\b(?:do you (?:think|reckon|say)|(?:good|no) (?:question|idea|job|luck|worries|problem)|you|he|she|they|that|me|it|them|him|us|one|ones|all|right|alright|okay|ok|yeah|yes|no|well|now|then|today|tomorrow|tonight|soon|later|though|too|again|last|first|please|sure"
    r"|here|there|really|anyway|fine|good|great|week|month|minute|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\w{4,}ly) $",
    re.IGNORECASE,
)
_BARE_CLAUSE = re.compile(
    r" (?:because|cause|cos|so|if|when|what|how|why|can|could|shall|do|did|are|i|i['’]?(?:m|ll|ve|d)|we|we['’]?(?:re|ve|ll)|seriously|honestly|please|and|but|or|no|yeah)\b",
    re.IGNORECASE,
)
