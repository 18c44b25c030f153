"""The words of tasks from speech that runs on without marks: what another clause begins is cut, and what is no order is left out."""

from collections.abc import Collection

from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.text import patterns as re

MOST_ABOUT = 5
"""Words in brackets that only name what work is about."""


def order_of(text: str, names: Collection[str], lexicon: Lexicon) -> str:
    """The task as an order, verb first and what it is done to, if only in brackets; empty where it begins with a name or does nothing to anything. ``names``: of the people spoken of."""
    words, _, about = text.partition(" (")
    called = {plain(part) for name in names for part in name.split()}
    promised = _PROMISED.search(words)
    if promised and base_form(plain(promised["verb"]), lexicon):
        words = words[promised.start("verb") :]
    words = _cut(words, called).strip(" ,")
    verb, _, rest = words.partition(" ")
    base = base_form(plain(verb), lexicon) or (verb[:-3] if verb.endswith("ying") else None)
    matter = _matter(about.removesuffix(")"), called)
    if (
        _TURNS_TO.match(words)
        or _ASSENTS.match(words)
        or plain(verb) in called
        or (not about and (not rest or _EMPTY.fullmatch(rest)))
    ):
        return ""
    if not rest:
        return f"{verb} {matter}" if matter and not _FINITE.search(f" {matter} ") else text
    if base is None and plain(verb).endswith("ing"):
        return text
    words = f"{base} {rest}" if base and plain(verb).endswith("ing") else words
    return words[:1].upper() + words[1:] + (f" ({matter})" if matter else "")


def _cut(words: str, called: Collection[str]) -> str:
    """The words up to where another clause begins: "the plan | Mara did finish it"."""
    for match in sorted([*_CLAUSE.finditer(words), *_OTHERS.finditer(words)], key=lambda match: match.start()):
        named = plain(match["who"].split()[-1]) in called
        own = match.re is _CLAUSE and match["who"].lower() in _SUBJECTS
        if (named or own) and not _TAKES.search(words, 0, match.start()):
            kept = words[: match.start()]
            return kept if " " in kept else words
    return words


def _matter(about: str, called: Collection[str]) -> str:
    """What stands in brackets as the thing that it names, nothing where it is said to somebody."""
    if len(about.split()) <= MOST_ABOUT:
        return about
    named = _FINITE.split(about, maxsplit=1)[0]
    first = plain(named.partition(" ")[0])
    return named if len(named.split()) <= MOST_ABOUT and first not in called and named != about else ""


_SUBJECTS = frozenset("i we he she they it you nobody everybody".split())
_PROMISED = re.compile(r"\b(?:yes|yeah|okay|ok|sure) i(?:['’]ll| will) (?P<verb>[a-z]+)(?= \w)", re.IGNORECASE)
_CLAUSE = re.compile(
    r" (?:(?:that|this) )?(?:(?:yes|yeah|okay|so|and) )?(?P<who>[^\W\d_]+(?: [A-ZÀ-Þ]\w+)?)(?:['’](?:ll|ve|s|d))? (?:did|does|has|have|hasn['’]t|was|were|is|are|will|said|asked|went|wanted)\b"
)
_OTHERS = re.compile(
    r" (?:(?:and|but|so) )?(?P<who>[^\W\d_]+(?: [A-ZÀ-Þ]\w+)?)(?:['’]s (?:got|doing|been)| (?:wants|owes|needs|says|thinks|can|should|still|also))\b"
)
"""What somebody else does, behind what is to be done: "put the sign up | Mara's got it"."""
_TAKES = re.compile(r"\b(?:if|whether|what|when|how|that|why|where|who|because|until|once|before|after|as)$")
_FINITE = re.compile(r" (?:is|are|was|were|went|has|have|had|did|does|will|got|came|goes|needs|you|which|that)\b")
_TURNS_TO = re.compile(r"(?:start|begin|open) with\b", re.IGNORECASE)
"""What a talk turns to first, no work."""
_ASSENTS = re.compile(
    r"(?:yes|yeah|okay|ok|sure|perfect|lovely|agreed|alright|great|good|true)\b|(?:fine|right)\b(?=.* (?:is|are|was|were|then)\b)",
    re.IGNORECASE,
)
"""With which somebody only agrees."""
_EMPTY = re.compile(r"(?:(?:that|this|it|them|with|on|to|for|about) ?)*")
