"""Whose the items of a written list are and by when, as its headings and the lines around them say."""

from collections.abc import Iterable
from datetime import date, timedelta

from minutebook.flow.extract.offline.people.slot import is_given
from minutebook.flow.extract.offline.talk.acts import word_at
from minutebook.flow.extract.offline.talk.line import Line, Named
from minutebook.flow.extract.offline.words.lexicon import Lexicon, read_lexicon
from minutebook.flow.extract.offline.words.verbs import base_of_third
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan, resolve_due

FIRST = 4
"""Lines at the beginning in which a list says whose it is."""
BACK = timedelta(days=60)
"""How long a list is read after the days that it names."""


def head_of(line: Line, me: str | None) -> str | None:
    """Whose the items below a heading are that is little but somebody's name: "Ben", "Ben (electrics)", "Me"."""
    said = _FOR_WHOM.sub("", _ROLE.sub("", line.text).strip(" :*_–—-"))
    if _WHEN.sub("", said).lower() in _MYSELF:
        return me
    named = next((name.name for name in line.names if line.text[name.start : name.end] == said), None)
    return named or (said if _NAME.fullmatch(said) and is_given(said) else None)


def holder_of(lines: Iterable[Line]) -> str | None:
    """Whose a whole list is, as its first lines say: "Ben's list"."""
    for line in [*lines][:FIRST]:
        for name in line.names if line.form is not Form.TURN else ():
            if _LIST.match(line.plain, name.end):
                return name.name
    return None


def acts(line: Line, lexicon: Lexicon) -> bool:
    """Whether an item under somebody's name says what they do: it begins with a verb, or names a day to come."""
    first = word_at(line.plain, 0)
    ahead = any(span.value is not None and span.kind is not DateKind.PAST for span in line.dates)
    if ahead and _HABIT.search(line.plain):
        ahead = False
    return first in lexicon.verbs or base_of_third(first, lexicon) is not None or first in {"will", "to"} or ahead


def without_subject(text: str, lexicon: Lexicon) -> str:
    """An item under somebody's name as an order: "will look at it", "sends the list"."""
    first, _, rest = text.partition(" ")
    if first.lower() in {"will", "to"}:
        return rest
    base = base_of_third(first.lower(), lexicon)
    return f"{base} {rest}" if base and first.lower() not in lexicon.verbs else text


def do_both(line: Line, name: Named, start: int) -> tuple[str, str] | None:
    """What two do together, and the first of them: "Ben and Chitra walk the path"."""
    first = line.names[0]
    if first is name or first.start != start or not _AND.fullmatch(line.text, first.end, name.start):
        return None
    does = _DO.match(line.plain, name.end)
    return (line.text[does.start("verb") :], first.name) if does and does["verb"] in read_lexicon().verbs else None


def set_between(line: Line, name: Named, start: int) -> tuple[str, str] | None:
    """The words of an item and whose it is, where the one name in it is set off: "Invitations, Ben, by 28 August"."""
    before = _SET_OFF.search(line.text, start, name.start)
    if len(line.names) > 1 or not before or not _TILL.match(line.plain, name.end):
        return None
    return f"{line.text[start : before.start()]}{line.text[name.end :]}", name.name


def term_of(lines: Iterable[Line], reference: date) -> DateSpan | None:
    """By when all of a list is due that has no day of its own: "All to be closed by 3 July unless stated"."""
    told = (line for line in lines if line.form is not Form.TURN and _ALL.match(line.plain))
    return next((due for line in told if (due := resolve_due(line.text, reference)) and due.value), None)


def due_near(text: str, reference: date) -> DateSpan | None:
    """The deadline of an item: a day of a month that has only just gone by is meant, and not the one a year later."""
    said = resolve_due(text, reference)
    if said is None or (said.value is not None and said.value - reference < timedelta(days=365) - BACK):
        return said
    past = resolve_due(text, reference - BACK)
    return past if past and past.value and past.value < reference else said


def day_alone(line: Line, reference: date) -> DateSpan | None:
    """The day of a sentence that is nothing else: "Today.", "By 3 May."."""
    due = resolve_due(line.text, reference)
    return due if due and due.value and due.text.strip(" .!") == line.text.strip(" .!") else None


DROPPED = re.compile(
    r"[\w)](?::| [–—-]|,| \() ?(?:cancell?ed|dropped|scrapped|called off|no longer needed|not needed(?: any more)?|not (?:this|next) (?:year|time|month))\b"
)
"""Behind an item that is called off: "Fireworks - dropped, no permit"."""
_AND = re.compile(r" ?(?:[,+&/]| and) ?")
_DO = re.compile(r" (?P<verb>[a-z]{3,}) ")
_SET_OFF = re.compile(r"(?<=\w|\)), $")
_TILL = re.compile(r"$|, (?:by|until|on|before|the day|end of|\d)")
_ALL = re.compile(
    r"(?:all|everything)\b(?: (?:of )?(?:the |these |this )?(?:items?|actions?|points?|tasks?|jobs|snags?|work|above|below))? (?:(?:is|are) )?(?:to be|must be|should be|has to be|have to be|due|needed)\b"
)
_HABIT = re.compile(r"\b(?:every|each|always|usually)\b")
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){0,3}")
_ROLE = re.compile(r"\s*[(\[][^()\[\]]{2,30}[)\]]\s*:?\s*$")
_MYSELF = frozenset({"me", "myself", "i", "mine"})
_FOR_WHOM = re.compile(r"(?:For|To|With|Left (?:for|to)) (?=[A-ZÀ-Þ]|me\b|myself\b)")
_WHEN = re.compile(r",? (?:when|once|after|before|until|till|while|from) .*")
_LIST = re.compile(r"(?:'s|’s|') (?:\w+ )?(?:list|to.?dos?|jobs|tasks|checklist|actions?)\b")
