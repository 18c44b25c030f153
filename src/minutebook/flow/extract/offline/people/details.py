"""How somebody can be reached and what they do, as they say it in talk: "my new number is …", "I'm now head of …"."""

from collections.abc import Iterator, Sequence

from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.model.extraction import Contact
from minutebook.text import patterns as re

_PHONE = r"(?P<phone>(?:\+|00|0)\d(?:[ ()./-]{0,2}\d){6,13})"
_EMAIL = r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_WHAT = r"(?:new |direct |mobile |work |private )*(?:phone(?: number)?|number|mobile|cell(?:phone)?|line|e-?mail(?: address)?|address)"
_MINE = (
    re.compile(
        rf"\bmy {_WHAT} (?:is|has changed to|changed to|is now|will be)(?: now)?:? (?:{_PHONE}|{_EMAIL})", re.IGNORECASE
    ),
    re.compile(
        rf"\b(?:reach|call|write to|text|mail|ring) me (?:on|at|under|via) (?:{_PHONE}|{_EMAIL})", re.IGNORECASE
    ),
    re.compile(
        r"\bI(?:'m| am|'ve become| became) (?:now |the new |their new )+(?P<title>(?:head|chief|director|vice president|lead|manager|senior|deputy) [\w ]{2,40}?)(?= (?:at|for|in|since|from|now)\b|[,.;]|\Z)",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b[Mm]y new (?:title|role|job) is (?:the |a |an )?(?P<title>[A-Za-z][\w ]{2,40}?)(?= (?:at|for|since|from)\b|[,.;]|\Z)"
    ),
    re.compile(
        r"\bI(?:'ve| have)? (?:just )?(?:joined|moved over to|now work for|work for|now work at) (?P<org>[A-ZÀ-Þ][\w&'-]*(?: [A-ZÀ-Þ][\w&'-]*){0,3})"
    ),
)
_THEIRS = re.compile(
    rf"(?:\b{_WHAT} (?:of|for) $|^.{{0,20}}(?:reach|call|write to|mail) $)",
    re.IGNORECASE,
)
_GIVEN = re.compile(
    rf"\A(?:'s {_WHAT})?(?: is| changed to| has changed to)?(?: now)?(?: on| at| under)? (?:{_PHONE}|{_EMAIL})",
    re.IGNORECASE,
)
_KEYS = ("phone", "email", "title", "org")


def find_details(lines: Sequence[Line], people: People) -> tuple[Contact, ...]:
    """What was told of how to reach somebody and of what they do: each with its passage, the owner's own apart."""
    return tuple(contact for line in lines if not line.question for contact in _read(line, people))


def _read(line: Line, people: People) -> Iterator[Contact]:
    speaker = people.name(line.speaker)
    if speaker and speaker != people.me:
        for pattern in _MINE:
            found = pattern.search(line.text)
            if found:
                yield _contact(speaker, found, line)
    for named in line.names:
        given = _GIVEN.match(line.text[named.end :])
        asked = _THEIRS.search(line.text[: named.start])
        if given and (asked or given[0].startswith("'s")) and named.name != people.me:
            yield _contact(named.name, given, line)


def _contact(name: str, found: re.Match[str], line: Line) -> Contact:
    told = {key: value.strip() for key, value in found.groupdict().items() if key in _KEYS and value}
    return Contact(
        name=name,
        email=told.get("email"),
        title=told.get("title"),
        org=told.get("org"),
        phone=told.get("phone"),
        evidence=line.utterances,
    )
