"""Whose a written piece of work is, by the words around it: who is called, named for it, or meant by a part of a name."""

from collections.abc import Mapping, Sequence

from minutebook.flow.extract.offline.letter.bid import Trigger
from minutebook.flow.extract.offline.letter.page import Page, Scope
from minutebook.flow.extract.offline.people.slot import ROLES, is_given, name_role
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re
from minutebook.text.names import TITLES, fold

SHORT = 3
"""Letters of a given name that may stand for it: "Leo" for Leonora."""
TOGETHER = 5
"""Characters between a name and the "I" that goes with it: "Nora and I"."""


def called_before(line: Line, trigger: Trigger) -> str | None:
    """Whom a sentence calls right before it asks: "… on the sketch - Ben, could you …"."""
    for name in line.names:
        if name.end <= trigger.start and _CALLS.fullmatch(line.plain, name.end, trigger.start):
            return name.name
    return None


def called_at_end(before: Line, line: Line, trigger: Trigger) -> str | None:
    """Whom the line before calls with its last word, where speech without marks was cut there: "… that one ben | could you …"."""
    asks = _ASKS.match(line.plain)
    last = before.names[-1] if before.names else None
    called = asks and trigger.start <= asks.end() and last and last.end == len(before.plain.rstrip())
    return last.name if called and last else None


def promises_with(line: Line, me: str, trigger: Trigger) -> bool:
    """Whether a writer promises it for themselves and for the owner of the vault: "Nora and I will …"."""
    named = (name for name in line.names if name.name == me)
    return any(
        line.plain[name.end :].startswith((" and i ", " and i'")) and 0 <= trigger.start - name.end <= TOGETHER
        for name in named
    )


def bracketed(line: Line) -> str | None:
    """Who stands at the end of a line as the one who is to do it: "… by 31 July (Ben)"."""
    return next(
        (n.name for n in line.names if _TO_WHOM.search(line.plain[: n.start]) and len(line.plain) - n.end <= 2), None
    )


def find_willing(line: Line) -> str | None:
    """Who is named for work that anybody might do: "somebody to write it (Ben has volunteered)", "I'd rather it was Ben"."""
    for name in line.names:
        if _WILLING.match(line.plain, name.end) or _RATHER.search(line.plain, 0, name.start):
            return name.name
    return None


def is_left_to_reader(line: Line) -> bool:
    """Whether work that anybody might do is wanted of who reads: "I'd rather you did it"."""
    return _BE_YOU.search(line.plain) is not None


def is_of_several(line: Line, trigger: Trigger) -> bool:
    """Whether it is asked of any of several: "could one of you …"."""
    whichever = _WHICHEVER.search(line.plain, 0, trigger.verb)
    return whichever is not None or _ONE_OF.search(line.plain, trigger.start, trigger.verb) is not None


def in_full(who: str, page: Page, lines: Sequence[Line], parties: Mapping[str, str]) -> str:
    """The full name of whom a page calls by a part of it: of those who write and read it, else as it spells it elsewhere."""
    title, _, rest = who.partition(" ")
    part = rest if fold(title).strip(".") in TITLES and rest else who
    if " " in part:
        return who
    ours = [name for name in (page.writer, *page.readers) if name]
    people = {name for name in ours if part in name.split()} or {
        name for name in ours if len(part) >= SHORT and name.startswith(part)
    }
    if len(people) == 1:
        return people.pop()
    if part != who:
        return who
    paper = page.scope is Scope.PAPER
    if paper and who.lower() in ROLES:
        own = lines[page.lines.start : page.lines.stop]
        return parties.get(f"the {who.lower()}") or name_role(who, own, tuple(parties.values()))
    spelled = re.compile(rf"\b{re.escape(part)} (?:(?:van|de|von|der|la|di) )?[A-ZÀ-Þ][a-zß-ÿ'’-]+\b")
    found = {m[0] for n in page.lines for m in spelled.finditer(lines[n].text)}
    return found.pop() if len(found) == 1 and (paper or is_given(part)) else who


_TO_WHOM = re.compile(r"(?:\(|[–—-] |: )$")
_WILLING = re.compile(r" (?:has |have )?(?:volunteered|offered|said (?:he|she|they)(?:'d| would| could))\b")
_RATHER = re.compile(r"\b(?:rather it was|best if it was|should be|had better be|that'd be|that would be) $")
_BE_YOU = re.compile(r"\b(?:from|be|by|for) you\b|\b(?:rather|better if) you (?:did|do|took|handled|went|could)\b")
_ONE_OF = re.compile(
    r"\b(?:(?:one|any|either|someone|somebody|anyone|anybody|whoever|whichever) of you|(?:please|you|kindly) (?:all|both)|all of you|all please|everyone|everybody)\b"
)
_WHICHEVER = re.compile(r"\b(?:whichever|whoever|one|either) of you\b[^.;:?!]*$")
_ASKS = re.compile(r"(?:can|could|would|will) you\b")
_CALLS = re.compile(r"(?:,|:| –| -)? ?(?:(?:so|and|please|then) )?(?:(?:can|could|would|will) )?")
