"""What is left to somebody without a verb of its own: "that's with you", "the licence is on Ben", "yours", "over to you"."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.letter.bid import YOU, Bid, Trigger
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re

SEE_TO = "see to"


def find_burdens(line: Line, *, alone: bool) -> Iterator[Trigger]:
    """Each thing that a line leaves to its reader, to its writer or to somebody by name; never in a question."""
    if line.question:
        return
    if not alone:
        for match in _TO_YOU.finditer(line.plain):
            if "ll be with you" in match[0]:
                continue
            yield _burden(Bid.YOURS, match)
    for match in (
        *_TO_ME.finditer(line.plain),
        *(_THATS_ME.finditer(line.plain) if alone and "," not in line.plain else ()),
    ):
        yield _burden(Bid.OUGHT if alone else Bid.PROMISE, match)
    for name in line.names:
        for match in _TO_NAME.finditer(line.plain, 0, name.start):
            if match.end() == name.start and _CLOSES.match(line.plain, name.end):
                yield _burden(Bid.GIVEN, match, name.name)


def _burden(bid: Bid, match: re.Match[str], who: str | None = None) -> Trigger:
    name = next((name for name in ("thing", "bare") if match.groupdict().get(name)), None)
    if name:
        return Trigger(bid, match.start(), match.start(name), match.end(name), who, f"+{SEE_TO}")
    return Trigger(bid, match.start(), match.start(), match.end(), who, f"={SEE_TO} it")


_CLOSES = re.compile(
    r"(?:'s)?(?: (?:then|please|too|as well|again|now|this time))*(?= ?(?:$|[,.;!)–]| -| and\b| as\b| by\b| so\b| because\b))"
)
_THAT = r"(?:that|this|it|that one|this one|those|these|they|which)"
_THING = r"(?P<thing>(?:the|your|our|this|that|these|those|all(?: the| of the)?) (?!is\b|was\b|one\b)[\w'&-]+(?: [\w'&-]+){0,5}?)"
_IS = r"(?:'s|'re| is| are| sits| rests| lies| falls| will be|'ll be)(?: all| now| still| clearly| really| definitely| therefore| very much)?"
_OPENS = r"(?:^|(?<=[,;:.–] )|(?<= - )|(?<=\bso )|(?<=\band )|(?<=\bbut )|(?<=\bthen ))"
_TO_YOU = re.compile(
    rf"{_OPENS}(?:(?:{_THAT}|{_THING}){_IS} (?:(?:on|with|down to|up to|over to|for|one for|left to) {YOU}|yours){_CLOSES.pattern}"
    rf"|over to {YOU}(?=$|[.,!])|yours(?=[.!]|$))"
)
_TO_ME = re.compile(
    rf"{_OPENS}(?:{_THAT}|{_THING}){_IS} (?:(?:on|with|down to|one for|for) (?:me|us)|me|mine|ours){_CLOSES.pattern}"
    rf"|^(?!(?:it|that|this|what|which|who|there|he|she|we|i|you|they|everything|nothing|lunch|dinner|drinks|coffee|beer|next)\b)(?P<bare>[a-z][\w'-]*(?: [\w'-]+){{0,5}}?){_IS} (?:on|with|down to) (?:me|us){_CLOSES.pattern}"
    rf"|(?<=\w )that's (?:me|mine)(?= ?[.!]?$)|{_OPENS}(?:leave (?:it|that|this|them) (?:with|to) (?:me|us)|i(?:'m| am) on (?:it|that)|i(?:'ve| have) got (?:that|this) one)(?=$|[.,!])"
)  # fmt: skip
_THATS_ME = re.compile(r"(?P<thing>(?!))?(?<=\w )that(?:'s| is) (?:me|mine|on me|one for me)(?= (?!and\b)\w)")
"""The same in speech that nobody punctuated."""
_TO_NAME = re.compile(
    rf"{_OPENS}(?:{_THAT}|{_THING}){_IS} (?:(?:on|with|down to|up to|over to|for|one for) )(?=.?$|\w|@)"
)
