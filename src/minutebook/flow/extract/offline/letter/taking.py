"""Which of the times that earlier mails name a mail takes."""

from collections.abc import Sequence
from datetime import date

from minutebook.flow.extract.offline.letter.meeting import IS_DUE, asks_briefly
from minutebook.flow.extract.offline.letter.spoken import find_bare_hour
from minutebook.flow.extract.offline.letter.when import When, find_hour, find_whens
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re


def find_pick(own: Sequence[Line], day: date) -> When | None:
    """Which of the times that earlier mails name a mail takes: its day, its hour, or whatever they name; None where it takes none."""
    if any(_NOT_AT_ALL.search(line.plain) for line in own):
        return None
    for line in own:
        takes = _AGREES.search(line.plain) is not None
        if not takes and not (line.question and asks_briefly(line)) and not _TAKES.search(line.plain):
            continue
        whens = find_whens(line, day)
        if len(whens) == 1:
            return whens[0]
        hour = find_hour(line) or find_bare_hour(line)
        if not whens and (hour is not None or takes):
            return When(None, hour)
    return None


def find_picked(own: Sequence[Line], day: date, pick: When) -> tuple[Line, When] | None:
    """The time among those that a mail offers which a later one took, and where it stands."""
    for line in own:
        whens = [when for when in find_whens(line, day) if not IS_DUE.search(line.plain)]
        hours = {when.clock.at: when.clock for when in whens if when.clock}
        for when in whens:
            clock = pick.clock or when.clock or (next(iter(hours.values())) if len(hours) == 1 else None)
            if clock is None or (pick.day is None and pick.clock is None):
                continue
            if (pick.day in {None, when.day}) and (pick.clock is None or not hours or pick.clock.at in hours):
                return line, When(when.day, clock, when.start, when.end)
    return None


_AGREES = re.compile(
    r"\b(?:see you (?:then|there)|till then|until then|(?:that|this|it|the time|that time) (?:works|suits|fits|is (?:fine|good|great|perfect))|(?:fine|good|ok|okay|perfect|great|lovely|grand) (?:by|with|for) (?:me|us)|(?:works|suits|fits)(?: (?:perfectly|well|fine))? (?:for )?(?:me|us)|sounds (?:good|great|perfect|fine)|i(?:'ll| will) be there|we(?:'ll| will) be there|it's a date|confirmed"
    r"|(?:can|could|would|will) you (?:be there|go|attend|join|come|make (?:it|this|that)|do (?:this|that)|take this)|bis dann|passt (?:mir|uns|gut|perfekt|wunderbar|so)|(?:das|der termin) passt|einverstanden|ça (?:me|nous) va|(?:me|nous) convient|c'est (?:parfait|noté|bon)|d'accord)\b|^(?:yes|perfect|great|lovely|agreed|deal|done|fine)[.!]?$"
)
"""A word that takes a time which was named before."""
_TAKES = re.compile(
    r"^(?:and |right,? |ok,? )?so (?:it's |then )?(?:\w+day\b)|\b(?:it is|it's|then|please|works?|suits?|fine|good|great|perfect|ok|okay|lovely|better|easier|best|prefer|rather|take|go for|see you|until|let's|lass uns|nehmen wir|lieber|passt|ginge|geht|dann|plutôt|alors|préfère|préférons|convient|parfait|va pour)\b"
)
_NOT_AT_ALL = re.compile(
    r"\b(?:neither|none of (?:them|these|those|the)|can't do either|keiner der|passt (?:mir |uns )?(?:leider )?(?:beides )?nicht|aucune? des)\b"
)
