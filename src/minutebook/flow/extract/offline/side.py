"""Whether an outside organisation is a customer or a partner."""

import re
from collections.abc import Sequence

from minutebook.flow.extract.offline.segment import Talk
from minutebook.model.entity import Entity, Me
from minutebook.model.extraction import Participant
from minutebook.text.labels import read_label
from minutebook.text.names import fold
from minutebook.text.roster import thing_words

_PARTNER_ROLE = re.compile(
    r"\b(?:partner(?:ship)?s?|alliances?|collaborat\w+|co-?produc\w+|producer|commission\w+|funder|trustee|volunteer\w*|grants?|community)\b",
    re.IGNORECASE,
)
_SELLER_ROLE = re.compile(
    r"\b(?:customer|client|account|sales|solutions?|support|implementation|onboarding|commercial|business development|consultant|presales|success)\b",
    re.IGNORECASE,
)
_BUYER_ROLE = re.compile(
    r"\b(?:buyer|procurement|purchasing|head of it|cio|operations director|finance director|chief financial)\b",
    re.IGNORECASE,
)
_PARTNER_WORDS = re.compile(
    r"\b(?:partners?|partnerships?|co-?produc\w+|collaborat\w+|joint(?:ly)?|memorandum|mou|funders?|grants?|donat\w+|volunteers?|charity|co-?fund\w*|co-?author\w*|consortium"
    r"|(?:from|on) (?:our|your) side|both organisations|both of our|in kind|sponsor\w*|co-?host\w*|festival|revenue share|reseller|referral)\b",
    re.IGNORECASE,
)
_CUSTOMER_WORDS = re.compile(
    r"\b(?:contract|renew\w*|invoic\w+|licen[cs]es?|go-?live|onboarding|support|tickets?|sla|service level|pricing|price|quote\w*|quotation|subscription|training|rollout|upgrade|purchase order"
    r"|roadmap|your (?:account|users|team|instance|order)|credit note|discount|uplift|seats|module|deliver\w*|order|customer|client|warranty|proposal|statement of work|scope)\b",
    re.IGNORECASE,
)


def is_partner(account: Entity, people: Sequence[Entity], me: Me, talk: Talk) -> bool:
    """What the vault says of the account decides; else the roles of those present and the words that are used."""
    if account.partner:
        return True
    weight = 0.0
    for person in people:
        ours = fold(person.organisation or "") == fold(me.organisation or "")
        role = person.role or ""
        weight += 2.0 * bool(_PARTNER_ROLE.search(role))
        if ours:
            weight -= 2.0 * bool(_SELLER_ROLE.search(role))
        else:
            weight += 1.5 * bool(_SELLER_ROLE.search(role) and not _PARTNER_ROLE.search(role))
            weight -= 1.0 * bool(_BUYER_ROLE.search(role))
    text = " ".join(sentence.text for sentence in talk.sentences)
    partner, customer = _distinct(_PARTNER_WORDS, text), _distinct(_CUSTOMER_WORDS, text)
    weight += 3.0 * (partner - 0.6 * customer) / max(1.0, partner + 0.6 * customer)
    return weight > 0


def shows_organisation(participant: Participant, account: Entity) -> bool:
    """Whether the label or address of somebody unknown says that they are of an organisation.

    "Ana (Halden)", "Halden front desk", ana@halden.example.
    """
    label = read_label(participant.speaker or "")
    forms = [thing_words(form) for form in (account.name, *account.aliases)]
    written = [
        thing_words(text) for text in (label.note, participant.speaker if participant.name is None else None) if text
    ]
    if any(words[: len(form)] == form for words in written for form in forms if form):
        return True
    host = (participant.email or label.email or "").partition("@")[2].split(".")[0].replace("-", "")
    return bool(host) and any(host == "".join(form) for form in forms)


def _distinct(pattern: re.Pattern[str], text: str) -> int:
    """How many different words of a kind a text has, repeated ones twice at most."""
    counts: dict[str, int] = {}
    for match in pattern.finditer(text):
        counts[match[0].lower()] = counts.get(match[0].lower(), 0) + 1
    return sum(min(n, 2) for n in counts.values())
