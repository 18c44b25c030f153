"""What is to become of things: "the boat needs painting", "I want them signed", "Ben is booking the hall"."""

from minutebook.flow.extract.offline.letter.bid import is_verb
from minutebook.flow.extract.offline.letter.doer import (
    BEING,
    DETERMINERS,
    FAR,
    MODALS,
    OBJECTS,
    PRONOUNS,
    SAYS,
    Subject,
)
from minutebook.flow.extract.offline.letter.scan import Reach, Scan, small
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.text import patterns as re


def find_participle(scan: Scan, at: int, before: int, adverbs: tuple[str, ...]) -> Reach | None:
    token, word = scan.tokens[at], scan.word(before)
    base = base_form(token.text, scan.lexicon)
    if base is None and token.text.endswith("ing") and word in BEING:
        base = token.text[:-3] if is_verb(token.text[:-3], scan.lexicon) else None
    if base is None:
        return None
    if token.text.endswith("ing"):
        if word in BEING:
            subject = scan.modal_subject(before) if word != "be" else scan.subject_near(before - 1)
            if subject.who and base in _THERE:
                return None
            return scan.make(at, "being", subject, word, adverbs, base)
        if word in _NEEDING:
            return _done(scan, at, before, base, "needs", adverbs)
        if word in _GERUND:
            subject = scan.subject_near(before - 1)
            return scan.make(at, "gerund", subject, word, adverbs, base)
        return None
    if word == "you" and scan.word(before - 1) == "if" and base != token.text:
        return scan.make(at, "if_did", Subject("you", before), "if", adverbs, base)
    if base == token.text and word not in {"be", "get", "been"}:
        return None
    if word in {"be", "get"}:
        first, _ = scan.back(before - 1)
        mood = scan.word(first)
        if mood == "to":
            first, _ = scan.back(first - 1)
            mood = scan.word(first)
        if mood in MODALS or mood in _NEEDING or mood in {"is", "are"}:
            return _done(scan, at, first, base, mood, adverbs)
        return None
    return _caused(scan, at, base, adverbs)


def _done(scan: Scan, at: int, aux: int, base: str, mood: str, adverbs: tuple[str, ...]) -> Reach | None:
    """What is to become of a thing: "the boat needs painting", "the invoice has to be paid"."""
    first = scan.clause(aux - 1)
    if first > aux - 1 or {scan.word(first - 1), scan.word(first - 2)} & SAYS:
        return None
    thing = scan.line.text[scan.tokens[first].start : scan.tokens[aux - 1].end]
    if scan.word(aux - 1) in PRONOUNS - {"it", "they"} or _REPORTS.search(thing.lower()):
        return None
    rest = scan.rest(at)
    kind = "it" if aux - first == 1 and scan.word(first) in PRONOUNS | {"that", "this", "which", "who"} else "thing"
    who, rest = _by_whom(scan, at, rest)
    told = not (scan.alone or scan.line.question)
    if who is None and mood in {"will", "'ll", "shall"} and told and kind == "thing":
        kind = "we"  # "your share will be wired"
    if ours := _BY_US.match(rest):
        kind, rest = ("you" if ours["who"] == "you" else "we"), rest[ours.end() :]
    return scan.make(at, "done", Subject(kind, first, who), mood, adverbs, whole=f"{base} {small(thing)}{rest}")


def _by_whom(scan: Scan, at: int, rest: str) -> tuple[str | None, str]:
    """Who does what is to be done, where it is said, and the rest without them: "must be approved by the Client before May"."""
    start = scan.tokens[at].end
    for name in scan.line.names:
        lead = _BY_WHOM.search(scan.line.plain, start, name.start)
        if lead and lead.end() == name.start and name.end <= start + len(rest):
            return name.name, f"{rest[: lead.start() - start]}{rest[name.end - start :]}"
    return None, rest


def _caused(scan: Scan, at: int, base: str, adverbs: tuple[str, ...]) -> Reach | None:
    """What somebody wants done with a thing: "I need them signed", "have the hall booked", "the forms returned by Friday"."""
    if scan.word(at - 1) == "been":
        return None  # "has it been sent?"
    for back in range(at - 2, max(at - 2 - FAR, -1), -1):
        word = scan.word(back)
        if not word[:1].isalpha():
            break
        if word in _CAUSES:
            if scan.word(back + 1) not in DETERMINERS | OBJECTS | {"it", "everything"} and not scan.person(back + 1):
                return None
            thing = scan.line.text[scan.tokens[back + 1].start : scan.tokens[at - 1].end]
            subject = scan.subject_near(back - 1)
            whole = f"{base} {small(thing)}{scan.rest(at)}"
            form = "had_done" if word in {"have", "has", "get", "getting", "having"} else "caused"
            return scan.make(at, form, subject, word, adverbs, whole=whole)
    first = scan.clause(at - 1)
    begins = scan.word(first)
    if first < at - 1 and (begins in DETERMINERS or first == 0) and not scan.has_verb(first, at):
        thing = scan.line.text[scan.tokens[first].start : scan.tokens[at - 1].end]
        whole = f"{base} {small(thing)}{scan.rest(at)}"
        return scan.make(at, "bare_done", Subject("thing", first), begins, adverbs, whole=whole)
    return None


_BY_WHOM = re.compile(r" by (?:the )?$")
_BY_US = re.compile(r" by (?P<who>you|us|me)\b")
_REPORTS = re.compile(
    rf"\w (?:{'|'.join(sorted(SAYS))}|reports?|claims?)(?: (?:me|us))?(?: that)? (?:the|a|an|our|their|his|her|it|they)\b"
)
"""A thing that is what somebody says of another: "purchasing say the contract will be …"."""
_NEEDING = frozenset("needs need wants want has have had requires require got".split())
_THERE = frozenset("have come".split())
_GERUND = frozenset(
    "mind on for of by about suggest suggests consider considering insists avoid finish without".split()
)
_CAUSES = frozenset("have has get need needs want wants like having getting see".split())
