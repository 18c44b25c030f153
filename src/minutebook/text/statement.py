"""A statement of fact as it is compared: its subject, the concepts it speaks of, its values, and whether it denies."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from minutebook.text import patterns as re
from minutebook.text.concepts import CHANGES, LEFT, LIGHT, MODALS, NEGATIONS, PHRASES, PRONOUNS, VERBS, concept
from minutebook.text.quantities import Valued, read_values

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_LEAD = re.compile(
    r"\A(?:(?:as (?:i|we) (?:said|mentioned)|apparently|by the way|so|and|but|well|also|i think|we know|i heard|actually|just to confirm|for the record)\b,\s+(?:that\s+)?|(?:i think|we know|i heard) (?:that )?)+",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|says|told (?:us|me)|tells (?:us|me)|mentioned|confirmed|confirms|thinks|explained|reminded us)(?: that)?\s+(?=(?:he|she|they|it|his|her|their|the|we)\b)(?:(?:he|she|they)\s+)?",
    re.IGNORECASE,
)
_FROM_TO = re.compile(
    r"\bfrom (?P<old>[^,;]{2,30}?) (?:to|till|until) (?P<new>[^,;.]{2,40})|(?:, (?:and )?not|\binstead of|\brather than|\bno longer) (?P<old2>[^,;.]{2,30})",
    re.IGNORECASE,
)
_CHANGING = re.compile(r"\b(?:switch|chang|mov|transferr|migrat|relocat)\w*\b", re.IGNORECASE)
_SHORT = {"isn't": "is not", "aren't": "are not", "wasn't": "was not", "weren't": "were not", "can't": "can not"}
_SHORT |= {"won't": "will not", "don't": "do not", "doesn't": "does not", "didn't": "did not", "cannot": "can not"}
_SHORT |= {"hasn't": "has not", "haven't": "have not", "hadn't": "had not", "shouldn't": "should not"}


class Statement(msgspec.Struct, frozen=True):
    """One statement as it is compared. ``scope``: names for or with whom it holds; ``moved_from``: values that it says hold no longer."""

    subject: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]
    scope: frozenset[str]
    values: tuple[tuple[str, frozenset[str]], ...]
    moved_from: tuple[tuple[str, str], ...]
    denies: bool
    modal: bool
    changed: bool
    slots: tuple[tuple[str, frozenset[str]], ...]
    held: tuple[frozenset[str], frozenset[str]] | None
    """A duty (its words) and who has it."""


def bare(text: str) -> str:
    """A statement without the words that only lead it in ("by the way, …")."""
    left = _LEAD.sub("", text)
    return text if left == text else left[:1].upper() + left[1:]


@lru_cache(maxsize=4096)
def read_statement(text: str) -> Statement:
    """A statement's subject, concepts, names and values."""
    plain = _prepare(text)
    moved = tuple(_moved_from(plain))
    values, left = read_values(_FROM_TO.sub(_keep_new, plain))
    for pattern, phrase in PHRASES:
        left = pattern.sub(phrase, left)
    said = _Words(left)
    verb = said.verb_at
    counted = {f"#{v.value}" for v in values if v.start < (verb or 0) and v.kind in {"ordinal", "number"}}
    return Statement(
        subject=frozenset(said.subject | counted if verb is not None else ()),
        words=frozenset(said.words),
        names=frozenset(said.names),
        scope=frozenset(said.scope),
        values=_grouped(values),
        moved_from=moved,
        denies=said.denies,
        modal=said.modal,
        changed=said.changed or bool(moved),
        slots=tuple(_slots(plain)),
        held=_read_held(plain),
    )


class _Words:
    """What the words of a statement are, taken one after the other; ``verb_at``: where its first verb begins."""

    def __init__(self, text: str) -> None:
        self.subject: set[str] = set()
        self.words: set[str] = set()
        self.names: set[str] = set()
        self.scope: set[str] = set()
        self.denies = self.modal = self.changed = False
        self.verb_at: int | None = None
        tokens = [(m[0], m.start()) for m in _WORD.finditer(text)]
        before = ""
        for n, (token, at) in enumerate(tokens):
            low = token.casefold().removesuffix("'s").removesuffix("’s")
            if low in NEGATIONS:
                self.denies = not self.denies
            else:
                self._take(token, low, before, at, first=n == 0, named=_is_name(tokens, n))
            before = low

    def _take(self, token: str, low: str, before: str, at: int, *, first: bool, named: bool) -> None:
        word = concept(low)
        self.modal |= low in MODALS
        self.changed |= word in CHANGES
        self.denies ^= word in LEFT
        if self.verb_at is None and low in VERBS and not first:
            self.verb_at = at
        if low in LIGHT or word in LIGHT or low in PRONOUNS or word in CHANGES or (len(low) == 1 and low.isascii()):
            return
        if self.verb_at is None:
            self.subject.add(low if named else word)
        if named or (token.isupper() and len(token) > 1):
            self.names.add(low)
            self.scope |= {low} if before in _SCOPES else set()
        else:
            self.words.add(word)


def _is_name(tokens: Sequence[tuple[str, int]], n: int) -> bool:
    """Whether a token (its text and place) is written as a name; the first one only where another capital follows at once."""
    token, at = tokens[n]
    if n == 0:
        follows = len(tokens) > 1 and tokens[1][0][:1].isupper() and tokens[1][1] - at <= len(token) + 1
        return token[:1].isupper() and follows and not token.isupper()
    return token[:1].isupper() and not token.isupper()


_TOPIC = re.compile(r"\A[^.:;?!]{2,40}: (?=[A-ZÀ-Þ][\w'-]+ [A-ZÀ-Þ][\w'-]+ )")
"""A topic that leads a statement in, where that names its own subject."""
_TAIL = re.compile(
    r",\s+(?:so|as|if|because|since|that is|that's|you know|to be honest|by the way)\b(?P<tail>.*)\Z", re.IGNORECASE
)


def _prepare(text: str) -> str:
    plain = " ".join(text.replace("’", "'").split())
    plain = _LEAD.sub("", _telling(_TOPIC.sub("", plain)))
    tail = _TAIL.search(plain)
    if tail and not read_values(tail["tail"])[0] and not re.search(r"\s[A-ZÀ-Þ]", tail["tail"]):
        plain = plain[: tail.start()]
    plain = _TOLD.sub("", plain)
    return re.sub(r"\b\w+'t\b|\bcannot\b", lambda m: _SHORT.get(m[0].casefold(), m[0]), plain, flags=re.IGNORECASE)


def _telling(text: str) -> str:
    """The sentences that hold a value, where some do and others do not: "It was quite a week." is no part of a fact."""
    sentences = _SENTENCES.split(text)
    valued = [s for s in sentences if read_values(s)[0]] if len(sentences) > 1 else []
    return " ".join(valued) if valued else text


_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Þ])|(?<=[a-z)][.!?])\s+(?=[a-z])")


def _keep_new(found: re.Match[str]) -> str:
    """What a change leads to, without what it leads away from, where that is a value."""
    if not list(_gone(found)):
        return found[0]
    return f"to {found['new']}" if found["new"] else ""


def _moved_from(text: str) -> Iterator[tuple[str, str]]:
    for found in _FROM_TO.finditer(text):
        yield from _gone(found)


def _gone(found: re.Match[str]) -> Iterator[tuple[str, str]]:
    """The values, or after a verb of change the names, that hold no longer."""
    old = found["old"] or found["old2"]
    values = read_values(old)[0]
    yield from ((v.kind, v.value) for v in values)
    if not values and _CHANGING.search(found.string[: found.start()]):
        yield from (("name", word.casefold()) for word in _WORD.findall(old) if word[:1].isupper())


_SCOPES = frozenset({"for", "with", "of"})


def _grouped(values: Iterable[Valued]) -> tuple[tuple[str, frozenset[str]], ...]:
    groups: dict[str, set[str]] = {}
    for value in values:
        groups.setdefault(value.kind, set()).add(value.value)
    return tuple((kind, frozenset(group)) for kind, group in sorted(groups.items()))


# -- who has an office or a duty

_WHO = r"(?P<who>(?-i:[A-ZÀ-Þ])[\w'-]*(?: (?-i:[A-ZÀ-Þ])[\w'-]*){0,3})"
_OFFICE = r"(?P<office>(?:[\w-]+ ){0,2}(?:manager|lead|leader|owner|head|sponsor|chair|contact|treasurer|secretary|buyer|director))"
_DUTIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\A{_WHO} (?:is|takes over as|took over as|becomes|became|acts as)(?: now)? (?:the |our |their )?(?:new )?{_OFFICE} (?:for|of|on) (?P<what>[^,.;]+)",
        rf"\A(?:the |our |their )?(?:new )?{_OFFICE} (?:for|of|on) (?P<what>[^,.;]+?) is(?: now)? {_WHO}",
        rf"\A{_WHO} (?:(?:now )?(?:leads|runs|owns|heads|manages|looks after|takes care of)|is(?: now)? (?:in charge of|responsible for)) (?P<what>[^,.;]+)",
    )
)
_DUTY_END = re.compile(
    r"\b(?:from|on our|on the|now|since|over|instead|with us|these days|going forward)\b", re.IGNORECASE
)
_GENERIC_OFFICE = frozenset(map(concept, "manager lead leader owner head contact director".split()))


def _read_held(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """The duty that a statement gives to somebody: what it is for, with the office where that says more."""
    for pattern in _DUTIES:
        found = pattern.search(text)
        if found:
            what = read_values(_DUTY_END.split(found["what"], maxsplit=1)[0])[1]
            office = found.groupdict().get("office") or ""
            words = {concept(w.casefold()) for w in _WORD.findall(f"{office} {what}")} - LIGHT - _GENERIC_OFFICE
            who = frozenset(w.casefold() for w in _WORD.findall(found["who"]))
            if words and who and not who & (PRONOUNS | {"the"}):
                return frozenset(words), who
    return None


# -- attributes that have one value at a time

_TITLE = r"(?:(?:head|chief|director|vp|vice president|president|lead|leader|manager|managing|senior|junior|deputy|principal|partner|officer|engineer|designer|analyst|nurse|treasurer|chair(?:man|woman|person)?|coordinator|controller|accountant|architect|buyer|planner|consultant|assistant|ceo|cfo|cto|coo|cmo)\b)"
_NAMED = r"(?P<v>(?-i:[A-ZÀ-Þ])[\w&.'-]*(?: (?:(?-i:[A-ZÀ-Þ])[\w&.'-]*|of|&))*)"
_SLOTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        (
            "role",
            rf"\b(?:is|was|became|becomes|has become|been promoted to|was promoted to|is now|works as|took over as|was named|was made|moved up to|new (?:role|job|title) is|role is|title is|starts as|started as|as)\s+(?:now |our |the |their |a |an |new |made )*(?P<v>(?:[\w-]+ ){{0,2}}{_TITLE}[^,;.]*)",
        ),
        (
            "employer",
            rf"\b(?:works? (?:at|for|with)|working (?:at|for)|joined|joins|has joined|is employed (?:at|by)|is with|employer is|signed on with|switched to|been with)\s+(?:now |the )*{_NAMED}",
        ),
        (
            "place",
            rf"\b(?:(?:is |are |now )*based in|lives? in|living in|relocated to|works? out of|works? from|moved (?:over )?to|sits in|home is in)\s+{_NAMED}",
        ),
        (
            "manager",
            rf"\b(?:reports? (?:now )?(?:directly )?to|reporting to|manager (?:of [^,.;]{{2,40}} )?is(?: now)?|boss is(?: now)?|line manager is)\s+{_NAMED}",
        ),
    )
)
_LEAVES = re.compile(
    rf"\b(?:has left|left|leaves|quit|resigned from|no longer (?:works )?(?:at|for|with))\s+{_NAMED}", re.IGNORECASE
)


_VALUE_END = re.compile(r"\b(?:at|in|for|since|last|next|now|from|and|instead|after|by|over|there|as)\b")


def _slots(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """(attribute, the words of its value) for what a person has one of at a time."""
    for name, pattern in _SLOTS:
        found = pattern.search(text)
        if found:
            value = _VALUE_END.split(found["v"], maxsplit=1)[0]
            words = frozenset(concept(w.casefold()) for w in _WORD.findall(value)) - LIGHT
            if words:
                yield name, words
    left = _LEAVES.search(text)
    if left:
        yield "left", frozenset(concept(w.casefold()) for w in _WORD.findall(left["v"]))


def read_attributes(text: str) -> Iterator[tuple[str, str]]:
    """(role, employer, place or manager, its words) of somebody, as a statement gives them."""
    for name, pattern in _SLOTS:
        found = pattern.search(_prepare(text))
        if found:
            value = _VALUE_END.split(found["v"], maxsplit=1)[0].strip(" .")
            if value:
                yield name, value
