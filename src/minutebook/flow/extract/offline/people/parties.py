"""The parties of a contract or a proposal: organisations by name, and what the text calls them ("the Client")."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.people.cast import NameSpan
from minutebook.flow.extract.offline.people.slot import ROLES
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.segment import Sentence
from minutebook.flow.extract.offline.words.lexicon import plain
from minutebook.text import patterns as re
from minutebook.text.names import fold, lexicon

FIRST = 8
"""Lines at the beginning in which a paper says for whom it is."""
SHORT = 4
"""Letters of the first word of an organisation's name that may stand for it: "Tidewater"."""

ROOM = 60
"""Characters before a party's spokesman in which the party stands."""


def find_addressed(lines: Sequence[Line], parties: Mapping[str, str]) -> str | None:
    """The party for which a paper is written, as its first lines say: "Proposal: booking widget for Fenwick Tours"."""
    for line in lines[:FIRST]:
        for short, name in parties.items():
            if re.search(rf"\b(?:for|prepared for|to) {re.escape(short)}\b", line.plain):
                return name
    return None


def find_house(lines: Sequence[Line], writer: str | None, own: str | None) -> str | None:
    """The organisation for which a paper speaks when it says "we": the one beside its writer's name, else ``own``, the writer's own."""
    for line in lines[:FIRST] if writer else ():
        beside = _BESIDE.search(line.text)
        if beside and beside["who"] == writer:
            return own if own and own in beside["house"] else beside["house"]
    offers = any(_OFFERS.search(line.plain) for line in lines[:FIRST])
    for line in lines[:FIRST] if offers and own is None else ():
        by = _BY_HOUSE.search(line.text)
        if by and not lexicon().is_name(fold(by["house"].split()[0])):
            return by["house"]
    return own


def find_offered(lines: Sequence[Line]) -> Iterator[str]:
    """For whom a proposal is made, as its first lines say, where they name an organisation."""
    if any(_OFFERS.search(line.plain) for line in lines[:FIRST]):
        for line in lines[:FIRST]:
            for match in _FOR_WHOM.finditer(line.text):
                if not lexicon().is_name(fold(match["house"].split()[0])):
                    yield match["house"]


def find_parties(lines: Sequence[Line | Sentence], names: Sequence[str]) -> dict[str, str]:
    """By the words in small letters that stand for each party, its name; ``names`` are organisations that may be one."""
    found = {plain(name): name for name in names}
    for name in names:
        first = name.split()[0]
        for words in range(2, len(name.split())):
            short = " ".join(name.split()[:words])
            if sum(other.startswith(f"{short} ") for other in names) == 1 and not _SEVERAL.search(f"{short} "):
                found.setdefault(plain(short), name)
        if first != name and len(first) >= SHORT and sum(other.startswith(f"{first} ") for other in names) == 1:
            found.setdefault(plain(first), name)
    for role in ROLES:
        called_so = [name for name in names if role in plain(name).split()[1:]]
        if len(called_so) == 1:
            found.setdefault(f"the {role}", called_so[0])
    for line in lines:
        for pattern in _IN_ROLE:
            for match in pattern.finditer(line.text):
                called = _called(line.text, match)
                full = next((name for name in names if name in called), called)
                found.setdefault(f"the {plain(match['short'])}", full)
        for match in _DEFINED.finditer(line.text):
            if _is_person(match["short"], match[0]):
                continue
            whole = f"{line.text[max(0, match.start() - ROOM) : match.start()]}{match['name']}"
            stood_for = _STOOD_FOR.search(whole)
            called = stood_for["name"] if stood_for else _called(line.text, match)
            full = next((name for name in names if name in called), called)
            found[plain(match["short"])] = full
            found[f"the {plain(match['short'])}".replace("the the ", "the ")] = full
    return found


def _is_person(short: str, whole: str) -> bool:
    """Whether words in brackets behind an organisation are one of its people and not what it is called: "Delta Row (Ana Ruiz)"."""
    return " " in short and not _QUOTED.search(whole) and lexicon().is_name(fold(short.split(maxsplit=1)[0]))


def _called(text: str, match: re.Match[str]) -> str:
    """A party's name without where it sits, be it a town or a whole address."""
    return _without_seat((_SEATED.search(text, 0, match.end("name")) or match)["name"].strip())


def _without_seat(called: str) -> str:
    """A party's name without where it sits: "Tiller Boats AB, Malmö"."""
    called = called.removeprefix("Between ")
    name, _, seat = called.partition(", ")
    return called if not seat or _FORM.match(seat) or _SEVERAL.search(called) else name


def with_parties(line: Line, parties: Mapping[str, str]) -> Line:
    """The line with its parties among those whom it names."""
    if not parties:
        return line
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(parties, key=len, reverse=True))) + r")\b")
    spans = [
        NameSpan(match.start(), match.end(), parties[match[0]], present=False, known=True)
        for match in pattern.finditer(line.plain)
        if line.text[match.start()].isupper() or match[0].startswith("the ")
    ]
    if not spans:
        return line
    covered = [range(span.start, span.end) for span in spans]
    others = [name for name in line.names if not any(name.start in span for span in covered)]
    return msgspec.structs.replace(line, names=tuple(sorted((*others, *spans), key=lambda name: name.start)))


_ORG = r"(?P<house>[A-ZÀ-Þ][\w&'’-]*(?: (?:& |and |of )?[A-ZÀ-Þ][\w&'’-]*){0,4})"
_BESIDE = re.compile(
    rf"\b[Bb]y (?P<who>[A-ZÀ-Þ][\w'’.-]+(?: (?:[a-z]{{1,3}} )?[A-ZÀ-Þ][\w'’-]+){{1,3}}?)(?:,| \(| of| from| at) (?!the\b){_ORG}(?=[,.)]|$| for| on| \d)"
)
_OFFERS = re.compile(
    r"\b(?:proposal|quotation|quote|offer|tender|estimate|statement of work|scope of work|pitch|bid)\b"
)
_FOR_WHOM = re.compile(rf"\b(?:[Ff]or|[Tt]o) {_ORG}(?=[,.)]|$| on| by| \d)")
_BY_HOUSE = re.compile(rf"(?:^|\b)[Bb]y {_ORG}(?=[,.(]|$| \(| \d)")
_QUOTED = re.compile(r"[\"“”‘’']|hereinafter|hereafter|referred|below|called")
_FORM = re.compile(
    r"(?:inc|ltd|limited|llc|llp|plc|corp|co|gmbh|ag|s\.?a|s\.?l|s\.?r\.?l|b\.?v|n\.?v|ab|as|oy|kg)\b", re.IGNORECASE
)
_SEVERAL = re.compile(r" (?:and|&) ")
"""Partners: "Ode, Lund & Sons"."""
_STOOD_FOR = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w&.'’-]*(?: (?:and|of|&|[A-ZÀ-Þ][\w&.'’-]*)){0,4}),? (?:represented|acting|signed)(?: here)? (?:by|through) [^,;()]*$"
)
"""Whoever signs for a party is not the party."""
_SEATED = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w&.'’-]*(?: (?:(?:and|of|the|van|von|de|&) )*[A-ZÀ-Þ][\w&.'’-]*){0,5}(?:, [A-ZÀ-Þ]\w+ & [A-ZÀ-Þ]\w+)?)"
    r"(?:,|,? (?:of|at))(?=\D{0,60}\d)(?:,? (?:(?:der|dem|am|an|im|de|la|du|des|the|of|on|van|zu) )*[A-ZÀ-Þ\d][\w.'’/-]*){1,12}$"
)
"""A party with its whole address behind it: "Tiller Boats AB, Kajgatan 4, 211 20 Malmö"."""
_PARTY = r"(?P<short>(?:Licensee|Licensor|Landlord|Tenant|Lessor|Lessee|Hirer|Supplier|Customer|Client|(?:Sub-?)?[Cc]ontractor|Company|Theatre|Venue|Artist|Band|School|Publisher|Author|Translator|Buyer|Seller|Vendor|Purchaser|Provider|Consultant|Agency|Employer|Charity|Funder|Grantee|Recipient|Host|Organiser|Organizer|Promoter|Agent|Surveyor|Designer|Architect|Builder|Studio|Photographer|Caterer|Operator|Carrier|Lender|Borrower|Owner|Club|Society|Manufacturer|Distributor|Hall|Museum))"
_CALLED = r"(?P<name>[A-ZÀ-Þ][\w&.'’-]*(?: (?:and |of |the |& )*[A-ZÀ-Þ][\w&'’-]*){0,5})"
_IN_ROLE = (
    re.compile(rf"{_CALLED},? (?:(?:acting |hereinafter )?as (?:the )?|\(?the )[\"“‘']?{_PARTY}\b"),
    re.compile(rf"^(?:[Tt]he )?{_PARTY} ?(?:[:|–-]|is) {_CALLED}(?=$|[,.;(|])"),
    re.compile(rf"\b[Tt]he {_PARTY},? (?:\()?(?!(?:shall|will|must)\b){_CALLED}(?=[,)])"),
)
"""How a paper says which of its parties is which: "Hanlon Hall, as the Venue", "Lender: Museum of Tides", "the Hirer, Castle Quartet,"."""
_DEFINED = re.compile(
    r"(?P<name>(?:[A-ZÀ-Þ][\w&.'’-]*)(?:,? (?:and|of|&|[A-ZÀ-Þ(][\w&.'’-]*)){0,9}),? ?(?:\(|(?=hereinafter |hereafter |referred to as |below ))(?:hereinafter |hereafter |referred to as |below |called )*(?:the (?=[\"“‘']))?[\"“‘']?(?P<short>(?:the )?[A-ZÀ-Þ][\w-]+(?: [A-ZÀ-Þ][\w-]+)?)(?:[\"”’']?\)|[\"”’'](?=[,.; ]|$))"
)
