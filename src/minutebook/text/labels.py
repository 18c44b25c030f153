"""Speaker labels as recorders write them: a name with decoration, an address, a device, or nobody in particular."""

from enum import StrEnum

import msgspec

from minutebook.text import patterns as re
from minutebook.text.names import SUFFIXES, TITLES, fold, lexicon, title_case, words


class Side(StrEnum):
    """Which end of a two-channel recording a generic label stands for."""

    ME = "me"
    THEM = "them"


class Label(msgspec.Struct, frozen=True):
    """What a label says. ``name`` is None for one that names nobody; ``note`` is what stood in brackets or after a bar."""

    name: str | None = None
    email: str | None = None
    note: str | None = None
    side: Side | None = None


def read_label(text: str) -> Label:
    """The name, address or side that a label states.

    >>> read_label("RUIZ, Ana (Halden Clinics)").name
    'Ana Ruiz'
    """
    plain = " ".join(_spaced(text).split()).strip(" :-*")
    address = _EMAIL.search(text)
    if address:
        rest = text.replace(address[0], " ").strip(" <>()[]:;,")
        name = read_label(rest).name if rest else _name_of_address(address[0])
        return Label(name, address[0].lower())
    bare, note = _strip(plain)
    owner = _DEVICE_OWNER.match(bare)
    if owner:
        bare = owner["owner"]
    folded = fold(bare)
    if folded in _ME:
        return Label(note=note, side=Side.ME)
    if folded in _THEM:
        return Label(note=note, side=Side.THEM)
    name = None if is_generic(bare) else _natural(bare)
    return Label(None if name is None or is_generic(name) else name, note=note)


def is_generic(text: str) -> bool:
    """Whether a label (or a name) can name no single person: numbered speakers, sides, rooms, devices, roles, numbers."""
    folded = fold(text.replace("_", " ").replace("-", " ")).strip(" .:*#()[]<>?!")
    if not folded or folded in _NOBODY or folded in _ME or folded in _THEM or not re.search(r"[^\W\d_]", folded):
        return True
    if _NUMBERED.fullmatch(folded) or (len(folded) == 1 and folded.isascii()):
        return True
    parts = re.findall(r"[^\W\d_]+", folded)
    if parts[0] in _NOBODY_FIRST and not any(lexicon().is_name(part) for part in parts):
        return True
    if len(parts) == 2 and parts[1] in _SURNAMES_TOO and lexicon().can_be_name(parts[0]):
        return False
    return bool(_PLACES.intersection(parts)) or (parts[-1] in _ROLES and not lexicon().is_name(parts[0]))


def _spaced(text: str) -> str:
    """A label with its underscores as spaces, where they join words of a name and not of a handle."""
    parts = re.findall(r"[^\W_]+", text)
    names = [part for part in parts if lexicon().can_be_name(fold(part))]
    return (
        text
        if "_" in text and parts and " " not in text and not names and not is_generic(text)
        else text.replace("_", " ")
    )


def _strip(text: str) -> tuple[str, str | None]:
    """A label without what stands in brackets or behind a bar, and that."""
    note = " ".join(part.strip() for part in _BRACKETS.findall(text))
    bare = _BRACKETS.sub(" ", text).replace("  ", " ").strip(" -|")
    head, bar, tail = [*_BAR.split(bare, maxsplit=1), "", ""][:3] if _BAR.search(bare) else (bare, "", "")
    if bar and not is_generic(head):
        bare, note = head, f"{note} {tail}".strip()
    elif bar and not is_generic(tail):
        bare = tail
    return " ".join(bare.split()) or text, re.sub(r"[()\[\]<>]+", " ", note).strip() or None


def _natural(text: str) -> str:
    """A name in its natural order and case."""
    parts = [part.strip() for part in text.split(",") if fold(part).strip(" .") not in SUFFIXES]
    if len(parts) == 2 and all(parts) and len(parts[1].split()) <= 3:
        parts.reverse()
        text = " ".join(parts)
    else:
        text = next(filter(None, parts), text)
    parts = text.split()
    while len(parts) > 2 and fold(parts[0]).strip(".") in TITLES:
        del parts[0]
    shouted = len(parts) > 1 or "-" in parts[0]  # one word in capitals is a handle
    return " ".join(title_case(part) if len(part) > 2 and shouted else part for part in parts)


def _name_of_address(address: str) -> str | None:
    """The name that an address spells out ("ana.ruiz@…"), where it does."""
    local = address.partition("@")[0]
    parts = [part for part in re.split(r"[._+\d]+" if "." in local else r"[-_+\d]+", local) if part]
    if any(fold(part) in _MAILBOXES for part in parts):
        return None
    if len(parts) >= 2 and len(parts[-1]) > 1 and all(re.sub(r"['-]", "", part).isalpha() for part in parts):
        return " ".join(title_case(part.upper()) if len(part) > 1 else f"{part.upper()}." for part in parts)
    if len(parts) == 1 and lexicon().is_name(fold(parts[0])):
        return parts[0].capitalize()
    return None


_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>")
_BAR = re.compile(r"(\s+[|@/•·–—-]\s+|\s*\|\s*)")
_DEVICE_OWNER = re.compile(
    r"(?P<owner>.+?)['’]s?\s+(?:iphone|ipad|phone|mac(?:book)?(?: (?:pro|air))?|laptop|pc|computer|galaxy|pixel|android|tablet|surface"
    r"|notetaker|airpods|desktop)\b.*",
    re.IGNORECASE,
)
_ME = words("me|you|self|myself|i|local|mic|microphone|my microphone|local audio|ich|moi|yo|eu|io|ik|jag")
_THEM = words(
    "them|remote|others|other|system|system audio|computer audio|speakers|far end|remote audio|desktop audio|far side"
)
_NOBODY = words(
    "unknown|unknown speaker|unidentified|unidentified speaker|unbekannter sprecher|inconnu|desconocido|desconhecido|sconosciuto"
    "|everyone|everybody|all|multiple speakers|several speakers|various|group|both|audience|crowd|narrator|operator|host|co host|cohost"
    "|guest|moderator|interviewer|interviewee|presenter|speaker|participant|attendee|caller|organizer|organiser|facilitator|admin"
    "|transcript|recording|audio|video|music|noise|silence|inaudible|crosstalk|laughter|none|null|undefined|n/a|na|user|agent|customer"
    "|client|assistant|bot|notetaker|note taker|ai notetaker|meeting notes|zoom|teams|google meet|webex|screen|chat|in person|room|chair"
    "|no speaker|no name|anonymous|test|the room|someone|somebody|voice|male|female|male speaker|female speaker|man|woman"
)
_NOBODY_FIRST = words(
    "speaker|spk|spkr|participant|attendee|caller|unknown|unidentified|guest|user|channel|track|person|voice|sprecher|sprecherin|teilnehmer"
    "|locuteur|intervenant|participante|hablante|orador|ponente|interlocutor|relatore|parlante|spreker|deelnemer|talare|puhuja|mowca|taler"
    "|foredragsholder|konusmaci|mluvci|beszelo|vorbitor|спикер|говорящий|участник|speakers|phone|mobile|iphone|ipad|android"
)
_NUMBERED = re.compile(
    r"(?:s|spk|spkr|speaker|sp|p|u|ch|channel|track|person|voice|participant|attendee|caller|guest|user|int|sprecher|locuteur|hablante"
    r"|orador|spreker|発言者|話者|说话人|發言者|화자|참석자|спикер|участник)\s*[#.]?\s*(?:\d{1,4}|[a-z])",
)
_PLACES = words(
    "room|rooms|boardroom|office|cabin|conference|meeting|studio|auditorium|floor|building|reception|desk|lounge|huddle|suite|warehouse|depot"
    "|theatre|ward|library|kitchen|canteen|hq|headquarters|laptop|iphone|ipad|macbook|tablet|phone|tv|webcam|camera|polycom|logitech"
    "|cisco|device|workstation|terminal|site|plant|factory|branch|team|notetaker|otter|fireflies|bot|recorder|raum|salle|sala"
    "|besprechungsraum|ruimte|vergaderruimte|moterum"
)
_SURNAMES_TOO = words("ward|plant|branch|bot|lead|clerk|chair|judge|speaker|reporter|student")
_ROLES = words(
    "manager|director|engineer|designer|expert|officer|chair|chairman|chairwoman|chairperson|secretary|president|clerk|analyst|developer"
    "|consultant|speaker|moderator|host|interviewer|assistant|coordinator|administrator|specialist|lead|support|reporter|lawyer|doctor"
    "|researcher|professor|student|representative|staff|facilitator|presenter|technician|owner|scribe"
)
_MAILBOXES = words(
    "info|sales|support|hello|contact|admin|office|team|noreply|no|reply|billing|help|news|mail|hr|jobs|press|service|rooms|room"
)
