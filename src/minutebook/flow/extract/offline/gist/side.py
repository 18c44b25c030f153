"""Whether an outside organisation is a customer or a partner: which of the two sells to the other, if either does."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.words.lexicon import plain
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.model.entity import Entity, Me
from minutebook.model.extraction import Participant
from minutebook.text.labels import read_label
from minutebook.text.names import fold
from minutebook.text.roster import thing_words


class Said(msgspec.Struct, frozen=True):
    """Words and who says them: ``ours`` None where nobody knows."""

    text: str
    ours: bool | None


def weigh_sides(
    account: Entity, people: Sequence[Entity], projects: Sequence[Entity], me: Me, said: Sequence[Said], title: str
) -> Mapping[str, float]:
    """What speaks for a partner and what for a customer, from 0 to 1 by name.

    ``people`` are known ones who take part, ``projects`` all that the vault knows: work for customers is often called after them.
    """
    signs = read_patterns("sides")
    ours = [plain(p.role or "") for p in people if fold(p.organisation or "") == fold(me.organisation or "")]
    theirs = [plain(p.role or "") for p in people if fold(p.organisation or "") != fold(me.organisation or "")]
    partner, customer = (_distinct(signs[kind], said) for kind in ("partner", "customer"))
    they_sell = _count(signs["sells"], said, ours=False) + _count(signs["buys"], said, ours=True)
    we_sell = _count(signs["sells"], said, ours=True) + _count(signs["buys"], said, ours=False)
    own, called = fold(me.organisation or ""), [plain(title)]
    return {
        "titled_partner": _any(signs["partner_title"], called),
        "titled_customer": _any(signs["customer_title"], called),
        "several": float(len({fold(p.organisation) for p in people if p.organisation} - {own}) > 1),
        "our_seller": _any(signs["seller_role"], ours),
        "our_buyer": _any(signs["buyer_role"], ours),
        "their_seller": _any(signs["seller_role"], theirs),
        "their_buyer": _any(signs["buyer_role"], theirs),
        "partner_role": _any(signs["partner_role"], [*ours, *theirs]),
        "we_sell": we_sell / (we_sell + they_sell + 1),
        "they_sell": they_sell / (we_sell + they_sell + 1),
        "partner_words": partner / (partner + customer + 4),
        "customer_words": customer / (partner + customer + 4),
        "same_trade": float(bool(_trade(me.organisation or "", ours) & _trade(account.name, theirs))),
        "project_of_theirs": float(any(_is_called_after(project, account) for project in projects)),
        "our_public": _any(signs["public"], [plain(me.organisation or "")]),
        "their_public": _any(signs["public"], [plain(account.name)]),
        "our_end": _any(signs["end"], [plain(me.organisation or "")]),
        "their_end": _any(signs["end"], [plain(account.name)]),
        "our_trade": _any(signs["trade"], [plain(me.organisation or "")]),
        "their_trade": _any(signs["trade"], [plain(account.name)]),
    }


def _trade(organisation: str, roles: Sequence[str]) -> set[str]:
    """The words that say what a side does: "Halden Films" and a producer."""
    jobs = [thing_words(role.split(",")[0])[-1:] for role in roles]
    return {
        word.removesuffix("s") for words in (thing_words(organisation), *jobs) for word in words if len(word) > 3
    } - _RANKS


def _is_called_after(project: Entity, account: Entity) -> bool:
    """Whether a project has the first word of the account's name: "Halden Rollout" is work for Halden Clinics."""
    names = {word for form in (project.name, *project.aliases) for word in thing_words(form)}
    return any(words[0] in names for form in (account.name, *account.aliases) if (words := thing_words(form)))


_RANKS = frozenset(
    "manager director head lead leader officer chief executive senior junior deputy assistant operation finance general team owner technical"
    " project programme program coordinator administrator sale account master planner adviser engineer".split()
)


def _any(pattern: re.Pattern[str], texts: Sequence[str]) -> float:
    return float(any(pattern.search(text) for text in texts))


def _count(pattern: re.Pattern[str], said: Sequence[Said], *, ours: bool) -> int:
    return sum(len(pattern.findall(plain(s.text))) for s in said if s.ours is ours)


def _distinct(pattern: re.Pattern[str], said: Sequence[Said]) -> int:
    """How many different words of a kind are said, repeated ones twice at most."""
    counts = Counter(match for s in said for match in pattern.findall(plain(s.text)))
    return sum(min(n, 2) for n in counts.values())


FIRST = 5
"""Letters from which the first word of a name tells an organisation by its host alone: "halden" for Halden Clinics."""


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
    return bool(host) and any(host == "".join(form) or (host in form[:1] and len(host) >= FIRST) for form in forms)
