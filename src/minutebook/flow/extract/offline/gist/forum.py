"""Whether a meeting is one of a recurring forum, and what that forum is called."""

from collections.abc import Iterable, Sequence

import msgspec

from minutebook.flow.extract.offline.talk.segment import Talk
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.language import Language
from minutebook.text.names import fold, words
from minutebook.text.roster import thing_words

OPENING = 12
"""Sentences in which a meeting says what it is."""


HEAD = 4
"""Sentences at the beginning of a document in which it says whose minutes it is."""
RECURS = 2
"""Sentences about the last time or the next from which a meeting recurs whatever it is called: one is said in any talk."""


class Forum(msgspec.Struct, frozen=True):
    """``specific``: its name or kind says more than that people meet ("Streets Huddle", not "Weekly").

    ``kind``: the name says that it is a forum; without, it is only what the meeting is called ("Tuesday round").
    ``minuted``: a document says to be its minutes.
    """

    name: str
    specific: bool
    kind: bool = True
    minuted: bool = False


def find_forum(source: Source, talk: Talk, house: str | None = None, language: Language | None = None) -> Forum | None:
    """The forum that the title, the file's name or the opening words name, else what the meeting is called.

    None where it is called nothing. ``house`` is the owner's organisation: its name beside the forum's says nothing.
    ``language``: None for English; in others a forum's name keeps its small letters.
    """
    found = _find_forum(source, talk, house)
    if language is None or found is None:
        return found
    return msgspec.structs.replace(found, name=_as_said(found.name, source, talk))


def _as_said(name: str, source: Source, talk: Talk) -> str:
    """A name with the capitals that its title, file or opening words give it."""
    texts = (source.title, *(part.name for part in source.parts), *(s.text for s in talk.sentences[:OPENING]))
    written = (found[0] for text in texts if (found := re.search(re.escape(name), text, re.IGNORECASE)))
    said = _OF.sub("", next(written, name))
    return f"{said[:1].upper()}{said[1:]}"


def _find_forum(source: Source, talk: Talk, house: str | None) -> Forum | None:
    opening = [s.text for s in talk.sentences[:HEAD]] if source.kind is SourceKind.DOCUMENT else []
    if minuted := _find_minuted([*opening, source.title]):
        return minuted
    again = sum(bool(_AGAIN.search(s.text)) for s in talk.sentences) >= RECURS
    called = None
    for text in (source.title, *(part.name for part in source.parts)):
        bare = " ".join(_NOISE.sub(" ", _without_session(_spell_out(text))).split()).strip(" -–,.:")
        bare = _THEN.sub(r"\1", bare)
        if set(re.findall(r"[^\W\d_]+", bare.lower())) <= _EMPTY:
            continue
        name = _without_house(bare, house)
        if announced := _find_announced(talk, name):
            return announced
        if _is_kind(bare, text) or (again and " " in bare and _is_specific(bare)):
            return Forum(_as_title(name), _is_specific(name))
        if called is None and _is_specific(name) and not _WITH.search(name):
            called = Forum(_as_title(name), specific=True, kind=False)
    return _find_opened(talk) or called


def _spell_out(title: str) -> str:
    """A title with blanks between its words, and with whole words: "tue-ops-mtg" is "Tuesday ops meeting"."""
    text = title.replace("_", " ")
    if (" " not in text.strip() and text.count("-") != 1) or _JOINED.fullmatch(text):
        text = text.replace("-", " ")
    return _SHORT.sub(lambda short: _WHOLE[short[0].lower()], text)


def _is_kind(bare: str, text: str) -> bool:
    return bool(_FORUM.search(bare) or _TEAM.fullmatch(bare) or _NUMBER.search(text) or _SERIES.search(bare))


def _find_minuted(texts: Iterable[str]) -> Forum | None:
    """The forum whose minutes texts say to be: "Minutes of the Members' Meeting, 14 April"."""
    for text in texts:
        said = _MINUTES.match(text)
        if said and not set(re.findall(r"[^\W\d_]+", said["name"].lower())) <= _PLAIN | _ORDINARY:
            return Forum(_as_title(said["name"].strip()), specific=True, minuted=True)
    return None


def _find_announced(talk: Talk, title: str) -> Forum | None:
    """The forum that somebody opens by its name, in a sentence of its own, where the title has words of it: "Monday crew meeting."."""
    titled = set(re.findall(r"[^\W\d_]+", title.lower())) - _PLAIN
    for sentence in talk.sentences[:OPENING]:
        said = _ANNOUNCED.fullmatch(sentence.text)
        if (
            said
            and titled.intersection(said["name"].lower().split())
            and not _CLAUSE.intersection(said["name"].lower().split())
        ):
            return Forum(_as_title(said["name"]), specific=True)
    return None


def _find_opened(talk: Talk) -> Forum | None:
    """The forum that the opening words name."""
    for sentence in talk.sentences[:OPENING]:
        if (said := _OPENS.search(sentence.text)) and _is_specific(said["name"]):
            return Forum(_as_title(said["name"]), specific=False)
        said = _RECURRING.search(sentence.text) or _WELCOME.search(sentence.text) or _AGENDA.search(sentence.text)
        name = _ARTICLE.sub("", said["name"]) if said else ""
        if name and not _CLAUSE.intersection(name.lower().split()) and _is_specific(name):
            return Forum(_as_title(name), specific=True)
    return None


def _without_house(title: str, house: str | None) -> str:
    """The part of a title that names a forum: "Thursday huddle" of "Thursday huddle - Sallow Park", where that is the house."""
    own = thing_words(house or "")
    parts = [part for part in re.split(r"\s+[-–—|]\s+|:\s+", title) if thing_words(part)[:2] != own[:2] or not own]
    named = [part for part in parts if _FORUM.search(part)]
    specific = [part for part in named if _is_specific(part)]
    for found in (specific, named if len(parts) == 1 else [], parts):
        if len(found) == 1:
            return _without_own(found[0], own)
    return _without_own(title, own)


def _without_own(name: str, own: Sequence[str]) -> str:
    """A name that does not end with the house's: "Station meeting" of "Station meeting Carrigmoyle"."""
    words = name.split()
    return " ".join(words[:-1]) if len(words) > 2 and own and fold(words[-1]) == own[0] else name


def _without_session(title: str) -> str:
    """A title without what tells one session from the next: "session b of", and "KX12b" beside "KX12"."""
    words = title.split()
    codes = {word.strip(",.;:()") for word in words if re.search(r"\d", word)}
    kept = [word for word in words if not ((code := word.strip(",.;:()"))[-1:].isalpha() and code[:-1] in codes)]
    return _SESSION.sub(" ", " ".join(kept))


def _is_specific(name: str) -> bool:
    return not set(re.findall(r"[^\W\d_]+", name.lower())) <= _PLAIN


def _as_title(text: str) -> str:
    """A forum's name with capitals: words that have their own keep them."""
    return " ".join(
        word if any(map(str.isupper, word)) or word in _SMALL else word[:1].upper() + word[1:] for word in text.split()
    )


_WHOLE = {
    "mon": "Monday", "tue": "Tuesday", "tues": "Tuesday", "wed": "Wednesday", "weds": "Wednesday", "thu": "Thursday", "thur": "Thursday", "thurs": "Thursday",
    "fri": "Friday", "mtg": "meeting", "mgmt": "management", "cttee": "committee",
}  # fmt: skip
_SHORT = re.compile(r"^(?:mon|tues?|weds?|thu(?:rs?)?|fri)(?= [^\W\d_]{2,})|\b(?:mtg|mgmt|cttee)\b", re.IGNORECASE)
"""A weekday that begins a title; behind the name it is only when they met."""
_JOINED = re.compile(r"(?:monday|tuesday|wednesday|thursday|friday|weekly|monthly|daily)-[^\W\d_]+", re.IGNORECASE)
_KINDS_ABROAD = (
    r"junta(?: (?:directiva|general|de [^\W\d_]+))?|comité|consejo|asamblea|claustro|comisión|seguimiento (?:semanal|mensual|quincenal|diario)|reunión (?:semanal|mensual|quincenal|diaria|de (?:equipo|departamento|coordinación|zona|obra|personal))"
    r"|conseil|bureau|assemblée|commission|copil|point (?:hebdo(?:madaire)?|mensuel|quotidien|d['’]équipe|équipe|régie)|réunion (?:hebdo(?:madaire)?|mensuelle|quotidienne|d['’]équipe|de (?:service|bureau|chantier|rentrée))"
    r"|[^\W\d_]*(?:sitzung|runde|konferenz|ausschuss|beirat|versammlung|dienstbesprechung|teambesprechung|lagebesprechung|baubesprechung|stammtisch|arbeitskreis)|jour fixe|team-?meeting|wochenbesprechung|daily|retro"
)
_KINDS = (
    rf"{_KINDS_ABROAD}|"
    r"huddles?|stand[- ]?ups?|scrum|all[- ]hands|town ?hall|retro(?:spective)?|(?:sprint|release|weekly|morning|news|capacity|diary) (?:planning|review)"
    r"|(?:staff|team|department|departmental|faculty|group|lab|board|management|leadership|exec|parish|governors?'?|trustees'?|editorial|editors'?"
    r"|desk|committee|news|section|partners'?|morning|evening|monday|tuesday|wednesday|thursday|friday|weekly|monthly|daily|quarterly) (?:meeting|conference|call|sync|briefing|review|check-?in|catch-?up)"
    r"|round[- ]?(?:up|table)|steering (?:group|committee)|steerco|steering|committee|sub-?committee|working (?:group|party)|task ?force|forum|council|board|cabinet|office hours|journal club"
    r"|editorial|handover|toolbox talk|ward round|morning conference|news ?desk|guild|(?:slt|smt|elt|exec|leads|managers)(?: meeting)?|ops review|business review|qbr|core devs?(?: call)?|devs? call"
    r"|weekly|fortnightly|monthly|quarterly|bi-?weekly|daily|sync|check-?in|conference|planning meeting"
)
_FORUM = re.compile(rf"\b(?:{_KINDS})\b", re.IGNORECASE)
_SERIES = re.compile(r"\bseries\b", re.IGNORECASE)
_SESSION = re.compile(
    r"\b(?:meeting|session|call|part|episode|day) (?:[a-z]|\d{1,3}|one|two|three|four|five)(?: (?:of|in)(?: the| our)?\b|(?=\s*$|\s*[,;:–]))",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"\W*(?:(?:(?:draft|unconfirmed|approved) )?minutes(?: of|:| [-–—]) (?:the |our |a |an )?|(?:ergebnis)?protokoll (?:der|des|zur|zum) |niederschrift (?:über die|der) "
    r"|compte[ -]rendu (?:de la |de l['’]|du |des )(?:réunion (?:de la |de l['’]|du |des ))?|procès-verbal (?:de la |de l['’]|du )|acta (?:de la |del |de )(?:reunión (?:de la |del |de ))?)(?P<name>[^\W\d_][^,:.;\d]{2,60}?)(?= held\b| on\b| vom\b| am\b| du (?:\d|lundi|mardi|mercredi|jeudi|vendredi|samedi)| del? \d| celebrada| of (?:the )?\d|[,:.;]|\s+[-–—(]|\s*$)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?:(?:so|right|ok|okay|now|well)[, ]+)*(?P<name>(?:[\w'’-]+ ){1,3}(?:meeting|call|huddle|briefing|round|sync|review|stand-?up|conference))\s*[.,:]?",
    re.IGNORECASE,
)
_THEN = re.compile(rf"(\b(?:{_KINDS}))(?: on)? (?:mon|tues|wednes|thurs|fri|satur|sun)days?$", re.IGNORECASE)
"""Behind what a meeting is called, the day on which it was."""
_WITH = re.compile(r"\b(?:with|for|about|re|x|vs)\b|<>", re.IGNORECASE)
_TEAM = re.compile(rf"(?!.*{_WITH.pattern})[\w'’& -]+ (?:teams?|crew|leads)", re.IGNORECASE)
""" "Enquiries team": a group that meets under its own name."""
_OPENS = re.compile(
    r"\bwelcome (?:back )?to (?:the |our |another |today's |this week's )?(?P<name>(?:[\w'’-]+ ){1,3}?(?:meeting|call|sync|briefing|session))\b",
    re.IGNORECASE,
)
_WELCOME = re.compile(rf"\b(?:this is|welcome (?:back )?to|it's time for) (?:the |our |another |today's |this week's |this (?:morning|month)'s )?(?P<name>(?:[\w'’-]+ ){{1,3}}?(?:{_KINDS}))\b", re.IGNORECASE)  # fmt: skip
_RECURRING = re.compile(
    r"\b(?:this is|it's|welcome (?:\w+ )?to|time for|(?:start|begin|get going with|kick off) (?:with )?)(?: |(?<= ))(?:the |our |another |today's |this week's )?"
    r"(?P<name>(?:daily|weekly|fortnightly|monthly|quarterly|annual|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning) (?:(?!and\b)[\w'’-]+ ){1,2}?(?:meetings?|call|round|review|briefing|sync|group|rehearsal|practice|session|huddle))\b",
    re.IGNORECASE,
)
"""What is said to come again, whatever its kind: "this is the weekly site meeting for …"."""
_AGENDA = re.compile(rf"(?:^|[.!?] )(?:so|ok(?:ay)?|right|ok so|okay so|right so|now)?[,. ]*(?P<name>(?:[\w'’-]+ ){{1,3}}?(?:{_KINDS}))(?=[,.:]|$)", re.IGNORECASE)  # fmt: skip
_ARTICLE = re.compile(r"\A(?:the|our|this) ", re.IGNORECASE)
_AGAIN = re.compile(
    r"\b(?:last (?:week|month|time|meeting)'s (?:actions?|minutes|list|notes)|actions? from last|from last (?:week|time|month)|same time (?:tomorrow|next)|see you (?:all )?(?:tomorrow|next|monday|thursday)"
    r"|next (?:week|month)'s (?:meeting|call|huddle)|minutes of the last|matters arising|any other business|aob|round the (?:table|room)|we said last (?:week|time)|until next (?:week|time))\b",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"\b\d{4}[-_. ]?\d{2}[-_. ]?\d{2}(?:[T_ -]+\d{2}[-_: ]?\d{2}(?:[-_: ]?\d{2})?)?\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: \d{4})?\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* \d{1,2}(?:,? \d{4})?\b"
    r"|\b\d{1,2}[-./]\d{1,2}(?:[-./]\d{2,4})?\b|(?<=\w )\b(?:mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun)\b\.?"
    r"|\bgmt\d+[-_ ]\d+\b|\b(?:meeting )?(?:recording|transcript|otter ai|notes)\b|\.\w{2,4}$|#\s?\d+|(?<![^\W\d_] )\b\d{2,}\b|\b\d{2,}\b(?! [^\W\d_])|(?<=\bweek )\d+|(?<=\bcall )\d+|(?<=\bsprint )\d+"
    r"|(?<=\w )\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?= ?(?:\.\w{2,4}|\d*)$)|(?<=\w )\bwk ?\d+",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:#|\b(?:no\.?|nr\.?|call|meeting|episode|session|week|sprint)) ?\d{1,3}\b(?!\d)", re.IGNORECASE
)
_EMPTY = words(
    "untitled rec recording meeting conversation call audio video zoom teams new my the transcript transcription source file final export copy test clip"
    " sound voice memo note notes enregistrement grabación aufnahme aufzeichnung réunion reunión besprechung treffen protokoll acta nota notas notizen mémo compte rendu transkript transcripción transcription appel llamada anruf gmt utc mp mov wav otter ai txt vtt a b c"
)
"""Words that no recorder's file name is more than."""
_PLAIN = words(
    "the our a this next last my weekly monthly daily quarterly fortnightly biweekly bi meeting conference call sync check in checkin catch up catchup"
    " review planning update standup stand huddle team staff group session morning monday tuesday wednesday thursday friday afternoon with and"
)
_ORDINARY = words("ordinary extraordinary general annual special regular previous committee board council of")
"""What a meeting of any body may be called."""
_CLAUSE = words(
    "i we you he she it they is are was do does did can could will would have has had if so not to that this what when one good"
)
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "at", "to", "with"})
_OF = re.compile(r"\s+(?:du|de|des|le|del|de la|vom|am|von|of)$", re.IGNORECASE)
"""What led from a forum's name in another language to its day."""
