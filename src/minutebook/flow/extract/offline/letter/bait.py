"""Mail that wants money or a password under a false name: what it asks is nobody's work, and the note warns of it."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from minutebook.flow.extract.offline.letter.envelope import Mail
from minutebook.flow.extract.offline.letter.page import Page
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.model.entity import Context, EntityType
from minutebook.model.extraction import FRAUD
from minutebook.text import patterns as re
from minutebook.text.names import fold


def find_baits(mails: Sequence[Mail], lines: Sequence[Line], context: Context) -> dict[int, str]:
    """By the number of a mail that is bait, what shows it."""
    return {n: why for n, mail in enumerate(mails) if (why := _shows(mail, lines, context))}


def without_baits(
    pages: Sequence[Page], mails: Sequence[Mail], lines: Sequence[Line], baits: dict[int, str]
) -> tuple[tuple[Page, ...], frozenset[int]]:
    """The pages, those of bait without a line, and the lines that these held: nothing follows from them."""
    held = frozenset(line.id for n in baits for line in lines if line.utterances[0] in mails[n].utterances)
    shut = (replace(p, lines=range(p.lines.start, p.lines.start)) if p.lines.start in held else p for p in pages)
    return tuple(shut), held


def warn_of_baits(baits: dict[int, str]) -> tuple[str, ...]:
    """What to tell the reader of a note."""
    reasons = ", ".join(dict.fromkeys(baits.values()))
    return (
        (f"{FRAUD} ({reasons}): nothing that it says or asks for was noted. Ask the sender by another way.",)
        if baits
        else ()
    )


def _shows(mail: Mail, lines: Sequence[Line], context: Context) -> str:
    """Why a mail is taken for bait: it wants money or a password, and its sender is not who they say, or it wants haste and silence."""
    said = " ".join(line.plain for line in lines if line.utterances[0] in mail.utterances)
    if not _WANTS.search(said):
        return ""
    signs = list(_false_names(mail, context))
    if _HASTE.search(said) and _SILENCE.search(said):
        signs.append("haste and silence")
    return " and ".join(signs)


def _false_names(mail: Mail, context: Context) -> Iterator[str]:
    """What is wrong with the addresses of a mail."""
    sender = next((h for h in mail.message.people if h.role == "from" and h.email), None)
    if sender is None or sender.email is None:
        return
    host = _host(sender.email)
    known = {address.lower(): e for e in context.entities for address in e.emails}
    hosts = {_host(address) for address in (*known, *context.me.emails)}
    if host not in hosts and any(_is_like(host, other) for other in hosts):
        yield "its address only resembles a known one"
    called = fold(sender.name or "")
    owner = next((e for e in context.entities if e.type is EntityType.PERSON and fold(e.name) == called), None)
    if owner is not None and owner.emails and host not in {_host(address) for address in owner.emails}:
        yield f"{owner.name} writes from another address"
    answers = [h.email for h in mail.message.people if h.role == "reply-to" and h.email]
    if answers and not any(_host(answer) == host or answer.lower() in known for answer in answers):
        yield "the answer goes elsewhere"


def _host(address: str) -> str:
    return address.lower().rpartition("@")[2]


def _is_like(host: str, other: str) -> bool:
    """Whether one host is the other but for a letter, or for digits that look like letters."""
    plain, known = (_LOOKS.sub(lambda match: _AS[match[0]], name) for name in (host, other))
    if plain == known:
        return True
    if abs(len(host) - len(other)) > 1 or len(other) < LONG:
        return False
    shorter, longer = sorted((host, other), key=len)
    at = next((n for n, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[at + (len(shorter) == len(longer)) :] == longer[at + 1 :]


LONG = 8
"""Characters of a host from which one letter more or less is no chance."""
_AS = {"0": "o", "1": "l", "i": "l", "rn": "m", "vv": "w", "5": "s"}
_LOOKS = re.compile("0|1|i|rn|vv|5")
_WANTS = re.compile(
    r"\b(?:pay|paid|payment|transfer|wire|deposit|gift cards?|vouchers?|bank details|account (?:number|details)|iban|password|passcode|credentials|log ?in|sign in|verify your|confirm your (?:account|identity)|crypto|bitcoin|invoice)\b"
)
_HASTE = re.compile(
    r"\b(?:urgent(?:ly)?|immediately|right away|within the (?:hour|day)|today|before noon|asap|at once|final notice|suspended|expires?)\b"
)
_SILENCE = re.compile(
    r"\b(?:confidential|discreet(?:ly)?|keep (?:this|it) (?:between|to)|do not (?:call|tell|share|discuss)|don't (?:call|tell|share|discuss|mention)|can(?:'t|not) (?:talk|take calls|be reached)|in a meeting|nobody else|by e-?mail only)\b"
)
