"""A bill that a machine sends: what is owed and by when, to be paid by who gets it. A receipt, or what is collected by itself, is none."""

from datetime import date

import msgspec

from minutebook.model.entity import Me
from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.dates import find_dates


class Bill(msgspec.Struct, frozen=True):
    """``what``: the task in words; ``evidence``: where its day stands, and before it the sum."""

    what: str
    due: date
    due_text: str
    evidence: tuple[int, ...]


def find_bill(source: Source, me: Me) -> Bill | None:
    """The bill that one mail to the vault's owner is: an invoice by number, a sum that is due, a day to come; None where any is missing or it is paid already."""
    own = {address.lower() for address in me.emails}
    if len(source.messages) != 1 or not any(
        p.role == "to" and (p.email or "").lower() in own for p in source.messages[0].people
    ):
        return None
    whole = "\n".join((source.messages[0].subject, *(u.text for u in source.utterances)))
    numbered = _NUMBER.search(whole)
    sums = [u for u in source.utterances if _SUM.search(u.text)]
    if numbered is None or not sums or _PAID.search(whole):
        return None
    for utterance in source.utterances:
        match = _DUE.search(utterance.text)
        spans = find_dates(utterance.text[match.end() :], source.date) if match else []
        day = spans[0].value if spans else None
        if day and day >= source.date:
            sender = next((p.name for p in source.messages[0].people if p.role == "from" and p.name), "")
            by = _BY.search(whole)
            of = f" from {by['who']}" if by else f" from {sender}" if sender else ""
            evidence = tuple(sorted({sums[0].id, utterance.id}))
            return Bill(f"Pay invoice {numbered['number']}{of}", day, spans[0].text, evidence)
    return None


_NUMBER = re.compile(
    r"(?i:\b(?:invoice|bill|rechnung|facture))(?i: (?:no\.?|number|nr\.?|n°))?:? #?(?P<number>[A-Z]{0,5}[-/ ]?\d[\w/-]{1,20})\b"
)
_SUM = re.compile(r"\b(?:amount|total|balance|sum)(?: now)? (?:due|payable|owed|outstanding)\b.*\d", re.IGNORECASE)
_DUE = re.compile(
    r"\b(?:due(?: date)?|payable|pay(?:ment)? (?:is )?(?:due|required)|please pay)(?: (?:by|on|before|date))?:? ",
    re.IGNORECASE,
)
_BY = re.compile(r"\binvoice [\w/-]+ from (?P<who>[A-ZÀ-Þ][\w'&-]*(?: [A-ZÀ-Þ&][\w'&-]*){0,4})")
_PAID = re.compile(
    r"\b(?:receipt|has been paid|(?:was|been) received|thank you for (?:your|the) payment|paid (?:with|by|on)|direct debit|automatically|auto-?pay|will be (?:charged|collected|debited|taken)|no (?:action|payment) (?:is )?(?:needed|required)|card ending|lastschrift|prélèvement)\b",
    re.IGNORECASE,
)
