"""Mail that asks for no note: newsletters, receipts, notices of machines, the traffic of lists."""

import msgspec

from minutebook.flow.extract.offline.letter.envelope import is_mailbox
from minutebook.model.entity import Me
from minutebook.model.source import Message, Source
from minutebook.text import patterns as re
from minutebook.text.names import fold

ENOUGH = 2
"""Different signs of bulk mail or of a receipt from which a mail that no header marks is taken for one."""


def passes(source: Source, me: Me) -> str:
    """Why a mail needs no note; empty where it needs one. A thread needs one as soon as one of its mails does."""
    reasons = [_passes(source, message, me) for message in source.messages]
    return reasons[-1] if reasons and all(reasons) else ""


def _passes(source: Source, message: Message, me: Me) -> str:
    """Why one mail needs none: its header says so, or its own words do. One that was sent by hand to its reader needs one."""
    if message.automatic and not (message.events or _is_to_me(source, message, me)):
        return f"sent by a machine or to a list ({message.automatic})"
    own = {address.lower() for address in me.emails}
    sender = next((header for header in message.people if header.role == "from"), None)
    if sender is None or (sender.email or "").lower() in own or message.events:
        return ""
    signs = _signs(source, message)
    wanted = ENOUGH - 1 if is_mailbox(sender) else ENOUGH
    return f"reads like a bulk mail or a receipt ({', '.join(signs)})" if len(signs) >= wanted else ""


def _signs(source: Source, message: Message) -> list[str]:
    """What in the words of a mail bulk mail and receipts say, one of each kind."""
    texts = [u.text for u in source.utterances[message.first : message.first + message.count]]
    said = " ".join((*texts, message.signature, message.boilerplate, message.subject)).lower().replace("’", "'")
    return [match[0] for pattern in _SIGNS if (match := pattern.search(said))]


def by_hand(source: Source, me: Me) -> Source:
    """The source, its mails that came through a list or a service and were written to the owner no longer taken for a machine's."""
    messages = (
        msgspec.structs.replace(message, automatic="")
        if message.automatic and _is_to_me(source, message, me)
        else message
        for message in source.messages
    )
    return msgspec.structs.replace(source, messages=tuple(messages)) if source.messages else source


def _is_to_me(source: Source, message: Message, me: Me) -> bool:
    """Whether somebody wrote through a list or a service to the vault's owner by name: addressed to them alone, calling them."""
    if not re.match(r"list-|precedence: list", message.automatic, re.IGNORECASE):
        return False
    if _LEAVES.search(message.automatic.lower()) and _signs(source, message):
        return False
    own = {address.lower() for address in me.emails}
    readers = [header for header in message.people if header.role == "to"]
    first = me.name.split()[0] if me.name else ""
    opening = source.utterances[message.first].text if message.count else ""
    called = bool(first) and fold(first) in re.findall(r"\w+", fold(opening))[:4]
    sender = next((header for header in message.people if header.role == "from"), None)
    if sender is None or is_mailbox(sender):
        return False
    to_me = called and any((header.email or "").lower() in own for header in readers)
    return to_me or (
        bool(first)
        and any(_asks(u.text, first) for u in source.utterances[message.first : message.first + message.count])
    )


def _asks(text: str, first: str) -> bool:
    """Whether a sentence asks one of many readers something, calling them: "Ottilie, is the gate shut?"."""
    start = re.match(rf"(?:and |so )?@?{re.escape(first)}(?: \w+)?[,:]? ", text, re.IGNORECASE)
    return start is not None and text.rstrip().endswith("?") and ("," in start[0] or "@" in start[0])


_LEAVES = re.compile(r"unsubscribe|feedback")
_SIGNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\bunsubscribe\b|\bopt[ -]out of (?:these|our)|manage (?:your )?(?:e-?mail )?(?:preferences|subscriptions?)|update your preferences|newsletter abbestellen|se désabonner|désinscrire|darse de baja",
        r"\byou(?:'re| are) receiving this|this e-?mail was sent to|view (?:this e-?mail |it )?in (?:your|a) browser|view online",
        r"do not reply|don't reply|mailbox is not (?:read|monitored)|unmonitored (?:mailbox|address)|this is an automated|automatically generated|automatische nachricht|bitte (?:antworten sie )?nicht (?:auf diese|antworten)|ne pas répondre",
        r"\byou (?:may|can) [^.?!]{3,80}\bhere ?:.*\byou (?:may|can) [^.?!]{3,80}\bhere ?:",
        r"\b(?:adobe (?:acrobat )?reader|pdf reader)\b",
        r"\breceipt\b|\byour payment\b|payment (?:received|confirmation)|\border (?:number|no\.?|#|confirmation)|transaction (?:id|number)|tracking (?:number|id)|track your (?:parcel|order|package)|your (?:parcel|order|package|delivery|subscription)\b",
        r"\b(?:sub)?total:? (?:[a-z]{3}|[£€$])? ?\d|\bvat (?:at|\d)|paid with|card ending|next payment|will be charged|date paid",
        r"verification code|one-time (?:code|password)|password reset|reset your password|confirm your e-?mail address|new sign-?in|security alert",
        r"help cent(?:re|er)|terms of service|privacy policy|all rights reserved|follow us on",
        r"out of (?:the )?office|automatic reply|auto(?:matic)?[- ]?reply|abwesenheitsnotiz|réponse automatique|respuesta automática",
        r"\bregister (?:now|today|by)|\bwebinar\b|early[- ]bird|limited (?:time|places|offer)|\d+ ?% off|last chance|special offer|shop now|book your (?:stand|place|seat)",
    )
)
"""One kind of sign each."""
