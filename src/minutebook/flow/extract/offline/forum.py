"""Whether a meeting is one of a recurring forum, and what that forum is called."""

import re

from minutebook.flow.extract.offline.segment import Talk
from minutebook.model.source import Source

_KINDS = (
    r"huddle|stand-?ups?|scrum|all[- ]hands|town ?hall|retro(?:spective)?|sprint (?:planning|review)|planning (?:poker|session)|staff meeting|team meeting|(?:team|ops|operations|leadership|weekly|monthly|daily"
    r"|product|engineering|design|sales|site|morning|shift) (?:sync|meeting|call|review|briefing|round[- ]?up)|round[- ]?up|steering (?:group|committee)|steerco|committee|working group|board meeting"
    r"|editorial(?: (?:meeting|conference))?|handover|town meeting|forum|council|office hours|journal club|lab meeting|group meeting|department(?:al)? meeting|faculty meeting|toolbox talk"
    r"|weekly|fortnightly|monthly|quarterly|biweekly|bi-weekly|daily|news ?(?:desk|conference|meeting)|conference|morning meeting|planning meeting|parish meeting|core devs?(?: call)?|devs? call"
)
_FORUM = re.compile(rf"\b(?:{_KINDS})\b", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:this is|welcome to|it's|that's|so,?|ok(?:ay)?,?|right,?) (?:the |our |another |today's |this week's )?(?P<name>(?:[\w'’-]+ ){{1,4}}?(?:{_KINDS}))\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b\d{4}[-_. ]?\d{2}[-_. ]?\d{2}(?:[T_ -]+\d{2}[-_: ]?\d{2}(?:[-_: ]?\d{2})?)?\b|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{4})?\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:,? \d{4})?\b|\b(?:meeting )?(?:recording|transcript|otter ai|notes)\b|\.\w{2,4}$|\b\d{4}-\w\d+\b|#?\b\d{2,}\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:#|\b(?:no\.?|nr\.?|call|meeting|episode|session|week|sprint)) ?\d{1,3}\b(?!\d)", re.IGNORECASE)
_EMPTY = re.compile(
    r"^(?:the |our |a |this |next |last |my )*(?:weekly|monthly|daily|meeting|conference|forum|council|committee)$",
    re.IGNORECASE,
)
OPENING = 12
"""Sentences in which a meeting says what it is."""


def name_forum(source: Source, talk: Talk) -> str | None:
    """The forum that the title, the file's name or the opening words name; None where the meeting is of no forum."""
    for text in (source.title, *(part.name for part in source.parts)):
        bare = " ".join(_NOISE.sub(" ", re.sub(r"_+", " ", text)).split()).strip(" -–,.:")
        if (_FORUM.search(bare) or (_NUMBER.search(text) and bare)) and not _EMPTY.match(bare):
            return _as_title(bare)
    for sentence in talk.sentences[:OPENING]:
        said = _SAID.search(sentence.text)
        if said and not _EMPTY.match(said["name"]):
            return _as_title(re.sub(r"^(?:the|our|a) ", "", said["name"], flags=re.IGNORECASE))
    return None


def _as_title(text: str) -> str:
    """A forum's name with capitals: words that have their own keep them."""
    return " ".join(
        word if any(map(str.isupper, word)) or word in _SMALL else word[:1].upper() + word[1:] for word in text.split()
    )


_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "at", "to", "with"})
