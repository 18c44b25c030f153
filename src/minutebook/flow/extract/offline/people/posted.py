"""A letter that comes as a document: who is greeted in it, and who signs."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.text import patterns as re
from minutebook.text.names import TITLES

TOP = 14
"""Lines at the beginning among which a letter greets."""
BELOW = 3
"""Lines under a closing formula in which its writer signs."""


class Posted(msgspec.Struct, frozen=True):
    """``writer``: whoever signs, or the house for which they do; ``reader`` is None where nobody is called by name."""

    writer: str | None
    reader: str | None


def find_posted(lines: Sequence[Line], people: People) -> Posted | None:
    """Who writes to whom, where a document greets at its beginning and closes as letters do."""
    greeted = next((n for n, line in enumerate(lines[:TOP]) if GREETING.fullmatch(line.text)), None)
    closed = next((n for n in range(len(lines) - 1, -1, -1) if CLOSING.match(lines[n].plain)), None)
    if greeted is None or closed is None or closed <= greeted:
        return None
    return Posted(_signer(lines, closed), _reader(lines[greeted], people))


def _reader(line: Line, people: People) -> str | None:
    """Whom a greeting names in full, the owner of the vault where they are called by title and surname."""
    if line.names:
        return line.names[0].name
    greeting = GREETING.fullmatch(line.text)
    called = greeting["who"].split() if greeting and greeting["who"] else []
    if not called:
        return None
    mine = people.me is not None and called[-1] in people.me.split()
    return people.me if mine else " ".join(called)


def _signer(lines: Sequence[Line], closed: int) -> str | None:
    """Who signs under the closing formula, or on its line; the house that they sign for."""
    below = [lines[closed].text[m.end() :] if (m := CLOSING.match(lines[closed].plain)) else ""]
    below += [line.text for line in lines[closed + 1 : closed + 1 + BELOW]]
    for text in below:
        if match := _FOR_HOUSE.search(text):
            return match["house"]
    signed = next((m[0] for text in below if (m := _NAME.fullmatch(text.strip(" ,.")))), None)
    return signed or next((m[0] for line in lines[:1] if (m := _NAME.fullmatch(line.text.strip(" ,.")))), None)


_TITLE = "|".join(sorted(title.title() for title in TITLES))
GREETING = re.compile(
    rf"(?:Dear|Hello|Hi) (?P<who>(?!Sir|Madam|All\b|Both\b|all\b|both\b)(?:(?:{_TITLE})\.? )?[A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+){{0,3}})?(?:[A-Za-z ,]*?)[,:!]?"
)
CLOSING = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly|ever)|(?:with )?(?:kind|best|warm|many)(?:est)? (?:regards|wishes)|sincerely(?: yours)?|regards|cordially)\b[ ,.]*"
)
_FOR_HOUSE = re.compile(
    r"(?:(?:^|\b)(?:for|on behalf of|pp) )(?:and on behalf of )?(?P<house>[A-ZÀ-Þ][\w&'’-]*(?: (?:(?:&|and|of) )?[A-ZÀ-Þ][\w&'’-]*){0,4})"
)
_NAME = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?: (?:(?:van|de|von|der|la|di|&|of|and) )?[A-ZÀ-Þ][\w.'’-]*){1,4}")
