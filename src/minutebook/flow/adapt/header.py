"""What stands around the talk: frontmatter, title, date, attendees, the user's own notes, other tools' summaries."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.adapt.columns import split_names
from minutebook.flow.adapt.dating import Stamp, find_stamp
from minutebook.flow.adapt.label import is_label, is_name
from minutebook.model.source import Header
from minutebook.text import patterns as re

HEADING = re.compile(r"(#{1,6})[ \t]*(?=[^#\s])(.*?)[ \t]*#*$")
TALK_HEADING = re.compile(
    r"(?:#{1,6}[ \t]*)?(?:\*\*|__)?(?:full |meeting |raw |verbatim |audio )?(?:transcript(?:ion|s)?|verbatim|transkript|transcripción|transcrição)"
    r"(?:\*\*|__)?[ \t]*:?(?:\*\*|__)?",
    re.IGNORECASE,
)
BOILERPLATE = re.compile(
    r"[#\s*_>]*(?:(?:meeting|transcription|recording|call)\s+(?:ended|stopped|started)\b.{0,40}|.{1,100}\b(?:started|stopped)\s+(?:the\s+)?(?:transcription|recording)\.?|"
    r"this editable transcript was computer generated.{0,140}|transcribed (?:by|with|using)\b.{0,100}|(?:\d{1,3}\s?[hms]\s*){1,3}|"
    r"(?:duration|length)\s*:?.{0,40}|-{3,}|\*{3,}|_{3,}|={3,})[\s*_]*",
    re.IGNORECASE,
)
CLOCK_LINE = re.compile(r"[#\s*_\[(]*\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\s*_\])]*")
"""A line that holds a time and nothing else: Google Meet's marks, stacked captions."""
_PEOPLE = re.compile(
    r"(?:#{1,6}\s*|[-*]\s+)?(?:\*\*|__)?(?:meeting |call )?(?:attendees|participants|speakers|invitees|invited|(?:[a-z]+ ){0,2}present|who|attended by|teilnehm(?:er(?:innen)?|ende)|anwesend(?:e|e personen)?|"
    r"(?:(?:étaient|sont) )?présent(?:e?s|[·.]e[·.]s)?|participants et participantes|(?:personas )?asist(?:entes|en|encia|ieron)|reunid[oa]s|(?:soci[oa]s |vecin[oa]s |miembros )?presentes|participantes|anwesenheit|people|(?:also )?in attendance|in the chair|staff|officers|chair(?:man|woman|person)?|minutes(?: taken)? by|minute taker|guests)(?:\s*\(\d+\))?(?:\*\*|__)?\s*(?P<colon>:)?(?:\*\*|__)?\s*(?P<rest>.*)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"[\s#*_>-]*(?:date|start(?:ed)?(?: time)?|when|recorded(?: on| at)?|created(?: at| on)?|meeting date|time|datum|fecha)\b[\s*_]*:",
    re.IGNORECASE,
)
_UNDATED = re.compile(r"[\s#*_>-]*(?:end(?:ed)?|updated?|modified|due|exported|printed|deadline|next)\b", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_BOT = re.compile(
    r"\b(?:note ?taker|presentation|meeting notes|read\.ai|otter\.ai|fireflies(?:\.ai)?|recorder|stream)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*\(([^()]*)\)")
_STOP = re.compile(r"\s+\.\s*$")
"""The end of a sentence behind the last brackets, where it is no part of a name ("Ana Ruiz Jr.")."""
_NUMBERED = re.compile(r" #(\d+) ")
_LIST_END = re.compile(r"(?<=[a-z)]{2})(?<!\bMrs)(?<!\bCllr)(?<!\bProf)(?<!\bRev)\.\s+(?=[A-Z])")
_NO_PERSON = re.compile(
    r"|(?:\d+|(?:some|several|a few|other|[a-z]{3,6}) )[^A-Z]*|[a-z][a-z -]*"
    r"|(?:[A-Z][a-z]+ ){0,2}(?:Director|Manager|Chair(?:man|woman|person)?|President|Secretary|Treasurer|Clerk|Officer|Superintendent|Principal|Engineer|Architect|Coordinator|Administrator)"
)
"""What an attendance list holds beside names: people who are only counted, and offices."""
_BETWEEN = re.compile(r",? (?:and|et|und|y) |,")
_ABSENTEES = re.compile(
    r"[;.,(]\s*(?:absents?|absentes?|excusé(?:e?s)?|excusan?|disculpan?|ausentes?|faltan?|no asisten?|entschuldigt|abwesend|es fehlt|fehlen|fehlt)\b|[.;]\s+[^,.;:]{2,40}\s?:\s",
    re.IGNORECASE,
)
"""Where a list of those present goes on with those who are not."""
_COURTESY = re.compile(r"(?:M\.|MM\.|Mmes?|Mlles?|Hr\.|Fr\.|Herr|Frau|Sra?\.|Srta\.|D\.|Dª|Dña\.) (?=[A-ZÀ-Þ])")
_OFFICE = re.compile(r"[A-Za-z]+(?: [A-Za-z]+){0,2}")
_CAME = re.compile(
    r"((?:[A-ZÀ-Þ][\w'’-]+ ){1,3}[A-ZÀ-Þ][\w'’-]+)(?:,[^,.]{1,40},)? (?:attended|joined|was in attendance)\b"
)
_KEY = re.compile(r"([A-Za-z][\w -]{0,40}?)[ \t]*:(?:[ \t]+(.*)|)$")
_FIELD = re.compile(r"[\s*_-]*[^\s:][^:]{0,30}:(?:\*\*|__)?\s")
_HEADLINE = 120  # characters: a longer first line is no title


class Front(msgspec.Struct, frozen=True):
    """What a header says of a meeting; ``aside`` is what it holds that is no metadata."""

    title: str | None = None
    stamp: Stamp | None = None
    people: tuple[Header, ...] = ()
    aside: str = ""
    fields: frozenset[str] = frozenset()
    """The frontmatter's keys."""


def split_frontmatter(lines: Sequence[str]) -> tuple[dict[str, list[str]], int]:
    """The values of each frontmatter key, and the number of lines that it takes (0: there is none)."""
    if not lines or lines[0].rstrip() != "---":
        return {}, 0
    close = next((i for i, line in enumerate(lines[1:500], start=1) if line.rstrip() in {"---", "..."}), 0)
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines[1:close]:
        match = _KEY.match(line)
        if match:
            key = match[1].strip().lower()
            values[key] = _split_values(match[2] or "")
        elif key and line.lstrip().startswith("-"):
            values[key].append(_unquote(line.lstrip()[1:]))
        elif line.strip() and not line.lstrip().startswith("#") and not line.startswith((" ", "\t")):
            return {}, 0
    return (values, close + 1) if close and (values or close == 1) else ({}, 0)


def _split_values(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]") and not text.startswith("[["):
        return [_unquote(part) for part in text[1:-1].split(",") if part.strip()]
    return [_unquote(text)] if text else []


def _unquote(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    return text.removeprefix("[[").removesuffix("]]").strip()


def read_front(lines: Sequence[str]) -> Front:
    """What the lines before the talk say; raises nothing, unknown lines become the aside."""
    fields, skip = split_frontmatter(lines)
    title = next((fields[key][0] for key in ("title", "name", "subject") if fields.get(key)), None)
    stated = next(
        (
            stamp
            for key in ("date", "start", "created_at", "created", "start_time", "meeting_date")
            if (stamp := _stamp_of(fields, key))
        ),
        None,
    )
    people = [
        person
        for key in ("attendees", "participants", "people", "speakers")
        for value in fields.get(key, ())
        if (person := read_person(value))
    ]
    body = _Body()
    for line in lines[skip:]:
        body.take(line)
    return Front(
        title=title or body.title,
        stamp=stated or body.dated or body.stamp,
        people=_distinct(people + body.people),
        aside=re.sub(r"\n{3,}", "\n\n", "\n".join(body.aside)).strip(),
        fields=frozenset(fields),
    )


class _Body:
    """The header's lines, taken one by one."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.dated: Stamp | None = None
        self.stamp: Stamp | None = None
        self.people: list[Header] = []
        self.aside: list[str] = []
        self._first = True
        self._listing = False

    def take(self, line: str) -> None:
        bare = line.strip()
        if not bare:
            if self.aside:
                self.aside.append("")
            return
        if any(known.fullmatch(bare) for known in (BOILERPLATE, TALK_HEADING, CLOCK_LINE)):
            self._listing = False
            return
        if self._take_people(bare) or self._take_title(bare) or self._take_date(bare):
            self._first = False
            return
        self._first = False
        self.aside.append(line.rstrip())

    def _take_people(self, bare: str) -> bool:
        match = _PEOPLE.fullmatch(bare)
        if match and (match["colon"] or not match["rest"]):
            found = read_people(match["rest"])
            self.people += found
            self._listing = not match["rest"]
            return True
        if not self._listing:
            return False
        found = [] if HEADING.match(bare) else read_people(re.sub(r"^[-*•]\s+|^\d+[.)]\s+", "", bare))
        self.people += found
        self._listing = bool(found)
        return bool(found)

    def _take_title(self, bare: str) -> bool:
        heading = HEADING.fullmatch(bare)
        if self.title is None and heading and len(heading[1]) == 1:
            self.title = heading[2]
        elif self.title is None and self._first and not heading and len(bare) <= _HEADLINE and not _FIELD.match(bare):
            self.title = bare
        else:
            return False
        self.stamp = self.stamp or find_stamp(bare)
        return True

    def _take_date(self, bare: str) -> bool:
        if len(bare) > _HEADLINE or _UNDATED.match(bare):
            return _UNDATED.match(bare) is not None and find_stamp(bare) is not None
        stamp = find_stamp(bare)
        if stamp is None:
            return False
        if _DATED.match(bare):
            self.dated = self.dated or stamp
            return True
        self.stamp = self.stamp or stamp
        return stamp.end - stamp.begin > len(bare) / 2


def _stamp_of(fields: dict[str, list[str]], key: str) -> Stamp | None:
    return find_stamp(" ".join(fields.get(key, ())))


def read_people(text: str) -> list[Header]:
    """The people of a line such as ``Ana Ruiz, Ben Okafor (chair)`` or ``Ana Ruiz <ana@example.org>; …``; recording robots left out.

    Minutes also count those without a name ("and nine members"), tell an office after a comma, and may end in a sentence about
    somebody who came for an item; none of that makes a person, nor the line one that lists none.
    """
    columns = split_names(text)
    if len(columns) > 1:
        return [person for column in columns for person in read_people(column)]
    text = _ABSENTEES.split(text, maxsplit=1)[0]
    listed, *told = [text] if "@" in text else _LIST_END.split(text, maxsplit=1)
    notes = [] if "@" in text else _ASIDE.findall(listed)
    numbers = iter(range(len(notes)))
    bare = _ASIDE.sub(lambda _: f" #{next(numbers)} ", listed) if notes else listed
    parts = bare.split(";") if ";" in bare else _BETWEEN.split(bare)
    cased = any(c.isupper() for c in bare)
    people: list[Header] = []
    for part in parts:
        said = _NUMBERED.sub("", part).strip(" .")
        if cased and _NO_PERSON.fullmatch(said):
            if people and not people[-1].note and _OFFICE.fullmatch(said) and not _BOT.search(said):
                people[-1] = msgspec.structs.replace(people[-1], note=said)
        elif person := _read_noted(part, notes):
            people.append(person)
        elif part.strip() and not _BOT.search(part):
            return []
    if not people:
        return []
    return [*people, *(Header(name=match[1]) for match in _CAME.finditer(" ".join(told)))]


def _read_noted(part: str, notes: Sequence[str]) -> Header | None:
    """A person of a list with what stands in brackets beside the name; ``notes`` are those of the list, ``#0`` in its stead."""
    found = [notes[int(number)] for number in _NUMBERED.findall(part)] if notes else []
    person = read_person(_STOP.sub("", _NUMBERED.sub(" ", part)) if notes else part)
    return msgspec.structs.replace(person, note=", ".join(found)) if person and found else person


def read_person(text: str) -> Header | None:
    address = _ADDRESS.search(text)
    name = _COURTESY.sub("", _ADDRESS.sub("", text).strip(" \t<>()[]\"'*_-,")) or None
    if _BOT.search(text) or (name is None and address is None):
        return None
    if name is not None and address is None and not (is_name(name) or (is_label(name) and len(name.split()) <= 3)):
        return None
    return Header(name=name, email=address[0] if address else None)


def _distinct(people: Sequence[Header]) -> tuple[Header, ...]:
    """Each person once; an address alone is the person of that address who has a name."""
    named = {person.email for person in people if person.name and person.email}
    kept = [person for person in people if person.name or person.email not in named]
    return tuple({(person.name, person.email): person for person in kept}.values())
