"""Requests of a letter that leave to a list what they ask for: "I need two things from you:", "Please let me have: (a) … (b) …"."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

import msgspec

from minutebook.flow.extract.offline.letter.bid import PRESENCE, Bid, Trigger, is_verb
from minutebook.flow.extract.offline.letter.order import IDLE
from minutebook.flow.extract.offline.letter.page import Page, Scope
from minutebook.flow.extract.offline.talk.acts import word_at
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import STATES, base_form
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan, resolve_due


class Entry(msgspec.Struct, frozen=True):
    """One thing of such a list: the line that names it, the one that asks, which may say by when, and what it asks."""

    line: Line
    opens: Line
    trigger: Trigger

    def find_due(self, day: date) -> DateSpan | None:
        """The entry's own day, else its request's; a day that a thing is from is neither."""
        shared = self.line is self.opens
        own = resolve_due(self.line.text[self.trigger.start : self.trigger.end] if shared else self.line.text, day)
        if own is None or _OF_DAY.match(own.text.lower()):
            return resolve_due(self.opens.text, day)
        return own


class _Head(msgspec.Struct, frozen=True):
    """What opens a list: what each entry is to be done with, "" where it is wanted, None where each says so itself; and who is to give it."""

    end: int
    verb: str | None = ""
    who: str | None = None


def find_listed(
    page: Page, lines: Sequence[Line], found: Mapping[int, Sequence[Trigger]], lexicon: Lexicon
) -> tuple[Entry, ...]:
    """The entries of the lists that a letter's requests open, below them or in the same sentence; ``found`` are the triggers of its lines."""
    listed: dict[tuple[int, int], Entry] = {}
    named = False
    for line in (lines[n] for n in page.lines) if page.scope is Scope.LETTER else ():
        head = _read_head(line, lexicon, named=named)
        if head is None:
            continue
        named = True
        entries = [*_run_in(line, head, lexicon)] or [*_below(line, head, page, lines, found)]
        listed |= {(entry.line.id, entry.trigger.verb): entry for entry in entries}
    return tuple(listed.values())


def _read_head(line: Line, lexicon: Lexicon, *, named: bool) -> _Head | None:
    """What a line opens; ``named``: whether one before opened a list, so that "From Ben:" goes on with his."""
    text = line.plain
    if opens := _OPENS.search(text):
        verb = opens["verb"]
        if opens["doing"] and not verb:
            first, _, more = opens["doing"].partition(" ")
            verb = f"{base_form(first, lexicon) or ''} {more}".strip()
        if _is_open(verb, lexicon) and not IDLE.match(text, opens.start("verb")):
            return _Head(opens.end(), "" if _GIVES.fullmatch(verb) else verb)
        return None
    if wants := _WANTS.search(text):
        return _Head(wants.end())
    if does := _DOES.search(text):
        return _Head(does.end(), None)
    for name in line.names:
        over = _FROM_WHOM.fullmatch(text, 0, name.start) if _OVER.fullmatch(text, name.end) else None
        if over and (named or over["wants"]):
            return _Head(len(text), who=name.name)
    return None


def _is_open(verb: str, lexicon: Lexicon) -> bool:
    """Whether the words of a request do something to what they do not name."""
    word = verb.partition(" ")[0]
    return is_verb(word, lexicon) and (word not in STATES | PRESENCE or _GIVES.fullmatch(verb) is not None)


def _below(
    line: Line, head: _Head, page: Page, lines: Sequence[Line], found: Mapping[int, Sequence[Trigger]]
) -> Iterator[Entry]:
    """The items under a head that say nothing of their own."""
    if line.plain[head.end :].strip():
        return
    for item in lines[line.id + 1 : page.lines.stop]:
        if item.form is not Form.ITEM or item.checked is not None:
            return
        if not (found.get(item.id) or item.question or head.verb is None):
            yield Entry(item, line, _ask(head, 0, _end_of_thing(item.plain, 0, len(item.plain))))


def _run_in(line: Line, head: _Head, lexicon: Lexicon) -> Iterator[Entry]:
    """The entries behind a head in its own sentence: numbered ones, or things one after another."""
    text = line.plain
    marks = [*_MARK.finditer(text, head.end)]
    cuts = [(mark.end(), after.start()) for mark, after in pairwise(marks)]
    if len(marks) > 1:
        cuts.append((marks[-1].end(), len(text)))
    elif head.verb == "" and _SERIES.fullmatch(text, head.end):
        cuts = [match.span() for match in _THING.finditer(text, head.end)]
    for begin, stop in cuts:
        start = begin + len(text[begin:stop]) - len(text[begin:stop].lstrip())
        end = _end_of_thing(text, start, len(_LINK.sub("", text[:stop])))
        if word_at(text, start) in lexicon.verbs - STATES and (head.verb is None or _OBJECT.match(text, start)):
            yield Entry(line, line, Trigger(Bid.ORDER, start, start, end))
        elif head.verb is not None:
            yield Entry(line, line, _ask(head, start, end))


def _ask(head: _Head, start: int, end: int) -> Trigger:
    if head.verb:
        return Trigger(Bid.ASK, start, start, end, head.who, f"+{head.verb}")
    return Trigger(Bid.NEED, start, start, end, head.who)


def _end_of_thing(text: str, start: int, stop: int) -> int:
    """Where a thing ends, before what is said of it."""
    end = _THING_END.search(text, start, stop)
    return end.start() if end else len(text[:stop].rstrip(" .;,"))


_WHEN = r"(?:,? (?:by|before|until|till|no later than|not later than|ahead of|on|for|this|next|in time for|as soon as|asap|tomorrow|today)\b[^:;?!]{0,40})?"
_FROM = r"(?: (?:back )?from (?:you(?: two| both| all)?|your (?:side|end|team|office)))"
_ANY = r"(?:all |both |each )?(?:of )?(?:(?:just |only )?(?:a couple of|a few|some|these|those|the|two|three|four|five|six|\d+)\b)?(?: (?:more|other|further|quick|small|last|final|simple|following))*(?: (?:things?|items?|documents?|papers?|details?|points?|bits(?: and pieces)?|information|papers?|jobs?|favou?rs?|answers?))?"
_TAIL = rf"(?:{_FROM})?(?: {_ANY})?(?:{_FROM})?{_WHEN}(?:{_FROM})?(?: now| still|,? please)* ?:"
_ADVERB = r"(?: (?:also|only|please|kindly|then|still|just|really|now|all|do|will|would|shall|are|am))*"
_OPENS = re.compile(
    r"(?:\b(?:please|kindly|(?:can|could|would|will) you|(?:(?:i|we)(?:'d| would)? (?:ask|need|want|like|request) you|be (?:so )?(?:kind|good)(?: enough| as)?) to)"
    rf"{_ADVERB} (?P<verb>(?!note\b|find\b|see\b|remember\b|read\b|consider\b|visit\b|contact\b|mind\b|do\b)[a-z]+(?: (?:me|us|him|her|them))?(?: (?:have|know|with|out|up|in|off|over|through|at|into))?)"
    r"|\b(?:would|do) you mind (?P<doing>[a-z]+ing(?: (?:out|up|in|off|over|through|at|into))?))"
    rf"(?:,? (?:to|with) [^:,;]{{3,30}}?)?{_WHEN}(?: (?:(?:all )?(?:of )?(?:the following|these)(?: [a-z]+){{0,2}}|the (?:things|items|points|documents|papers|details) below))?{_WHEN}(?:,? please)? ?:"
)
"""Requests that a list finishes."""
_WANTS = re.compile(
    rf"(?:\b(?:i|we)(?:'d|'ll|'re|'m)?{_ADVERB} (?:need|require|want|like|lack|miss|missing|waiting (?:for|on))(?: to (?:have|see|get|receive))?{_TAIL}"
    rf"|\b(?:could|can|may|might) (?:i|we)(?: please| also| just)* (?:have|get|ask (?:you )?for|trouble you for){_TAIL}"
    rf"|\b(?:what|all|everything|things?|items?|documents?|papers?)(?: that)? (?:i|we)(?:'re|'m|'ll)?{_ADVERB} (?:need|require|want|miss|lack|missing|waiting for){_TAIL}"
    rf"|^(?:and )?(?:just )?(?:a few|some|two|three|four|five|\d+) (?:quick |small |more |last )?(?:things?|requests?|items?|documents?|papers?)(?:{_FROM}{_WHEN}|{_WHEN},? please) ?:"
    rf"|\b(?:still )?(?:open|outstanding|missing) (?:on|from|at) your (?:side|end){_WHEN} ?:"
    rf"|^(?:(?:and|what's|things?|items?|papers?|documents?)? ?(?:still )?(?:missing|outstanding|needed|required|wanted|to come|due) )?from (?:you|your (?:side|end)){_WHEN} ?:)"
)
"""What a list names that somebody lacks."""
_FROM_WHOM = re.compile(rf"(?P<wants>(?:what|all|things?)(?: that)? (?:i|we){_ADVERB} (?:need|want|lack) )?from ")
_OVER = re.compile(r"(?: (?:is|are))?(?: now| please)? ?:")
_DOES = re.compile(
    rf"\b(?:can|could|would|will) you{_ADVERB} (?:do|see to|help (?:me |us )?with)(?: (?:me|us))? {_ANY}(?: for (?:me|us))?{_WHEN} ?:"
)
ASKS_BELOW = re.compile(
    r"(?:\b(?:please|can you|could you|would you|need from you|ask(?:ing)? you|requests?|still missing|missing from|to do|next steps?|actions?|things? (?:from you|to do|before|for you|we need|i need)|asks?|following|you(?:'ll| will)? (?:also |then |just )?need to|need you to|if you could|your (?:jobs?|homework)|(?:jobs|favou?rs) for you)\b.*:\s*$)"
)
"""Over what asks for itself."""
_GIVES = re.compile(
    r"let (?:me|us) have|(?:send|give|get|bring|forward|email) (?:me|us)|(?:send|forward|email|provide|share|supply|submit)(?: (?:me|us))?(?: with)?"
)
_MARK = re.compile(r"(?<![\w(])\(?(?:[a-h]|[1-9]|i{1,3}|iv)\) ?(?=\S)|(?<= )[1-9][.)] (?=\S)")
_LINK = re.compile(r"[\s,;.?]*(?:\b(?:and|plus|then)\b)?[\s,;.?]*$")
_ONE = r"(?:the|an?|your|copies of|a copy of|both|all|\d+|two|three|one)\b(?:(?! (?:is|are|was|were|has|have|will|can|and)\b)[^,;.:?])+"
_SERIES = re.compile(rf" ?{_ONE}(?:(?:,|;)(?: and)? {_ONE})*(?:,? and {_ONE})[.?]?\s*")
_THING = re.compile(_ONE)
_OBJECT = re.compile(
    r"[a-z]+ (?:me|us|him|her|them|it|the|an?|your|my|our|up|out|in|to|about|with|[a-z]+ (?:about|to|for|the))\b"
)
_OF_DAY = re.compile(r"(?:from|of|dated|since)\b")
_THING_END = re.compile(
    r",? (?:ideally|because|since|as) |, (?=by\b)|[,;] (?:the one|the last one|which|it|ours|yours|that|so|i|we|they|if)\b| [–—-] "
)
