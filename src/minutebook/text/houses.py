"""Organisations by their names: their legal forms, and the hosts of addresses that are called after them."""

from collections.abc import Iterable

from minutebook.text import patterns as re
from minutebook.text.names import fold, lexicon

FIRST = 4
"""Letters from which a word of an organisation is told by the host of an address."""


def is_house(name: str, own: str | None, emails: Iterable[str]) -> bool:
    """Whether an organisation is somebody's ``own``, whatever its legal form; where that is not known, the one that the host of an address of theirs spells."""
    if own:
        rest = fold(name).removeprefix(fold(own))
        return rest != fold(name) and (not rest or FORMS.fullmatch(name[-len(rest) :].strip(" ,")) is not None)
    hosts = {address.lower().partition("@")[2] for address in emails} - FREE
    return not lexicon().is_name(fold(name).partition(" ")[0]) and any(spells(host, (name,)) for host in hosts if host)


def spells(host: str, forms: Iterable[str]) -> bool:
    """Whether a host is called after an organisation: "halden-clinics.example", "halden.example"."""
    bare = host.split(".", maxsplit=1)[0].replace("-", "")
    for form in forms:
        words = re.findall(r"[a-z0-9]+", fold(form))
        joined = "".join(words)
        if joined and (
            bare == joined
            or (len(joined) >= FIRST and bare.startswith(joined))
            or (words and bare == words[0] and len(bare) >= FIRST)
        ):
            return True
    return False


FREE = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com yahoo.com icloud.com me.com gmx.de gmx.net web.de proton.me protonmail.com aol.com live.com".split()
)
"""Hosts that say nothing of who writes."""
FORMS = re.compile(
    r"\b(?:GmbH|AG|KG|UG|SE|OHG|e\.V\.|Ltd|Limited|LLP|LLC|plc|PLC|Inc|Corp|Corporation|Co|Company|S\.?A\.?|S\.?L\.?|S\.?A\.?R\.?L|SARL|SAS|S\.?r\.?l|S\.?p\.?A|B\.?V|N\.?V|A/S|ApS|AB|AS|Oy|Pty|K\.?K|GbR|Foundation|University|Hospital|Council|School|College|Institute)\b\.?,?"
)
