"""Things that somebody lacks or is to have, and those of which nothing is said but by when."""

from collections.abc import Iterator, Sequence

from minutebook.flow.extract.offline.letter.doer import DETERMINERS, FAR, MODALS, OBJECTS, PRONOUNS, Subject
from minutebook.flow.extract.offline.letter.scan import Reach, Scan, small
from minutebook.flow.extract.offline.words.verbs import STATES, base_of_third
from minutebook.model.source import Form
from minutebook.text import patterns as re


def find_lacks(scan: Scan) -> Iterator[Reach]:
    """Things that somebody lacks or is to have: "I need the plan", "grateful for a list", "the form should reach us"."""
    for at in range(len(scan.tokens)):
        if reach := _lack(scan, at) or _arriving(scan, at):
            yield reach


def _lack(scan: Scan, at: int) -> Reach | None:
    """What somebody lacks, owes, waits for or is to get, from one word on."""
    word, after = scan.word(at), scan.word(at + 1)
    if _says_no_thing(scan, at):
        return None
    if word in _LACKS and after in DETERMINERS and (word != "see" or scan.word(at - 1) == "to"):
        return scan.thing(at, at + 1, "lack", scan.subject_near(at - 1), word)
    if word in {"owe", "owes"} and after in OBJECTS and scan.word(at + 2) in DETERMINERS:
        return scan.thing(at, at + 2, "owe", scan.subject_near(at - 1), after)
    if word in {"have", "got", "had", "seen", "find"} and after in DETERMINERS | {"any"} and scan.denied(at - 1):
        return scan.thing(at, at + 1, "lack", scan.subject_near(at - 1), f"not {word}")
    if word == "for" and after in DETERMINERS and scan.word(at - 1) in _FOR:
        waits = scan.subject_near(at - 2)
        return scan.thing(at, at + 1, "for", waits, scan.word(at - 1)) if waits.kind != "you" else None
    if word == "for" and after in DETERMINERS and scan.word(at - 1) in OBJECTS and scan.word(at - 2) in _FOR:
        return scan.thing(at, at + 1, "for", scan.subject_near(at - 3), scan.word(at - 2))
    if word in {"get", "have"} and after in DETERMINERS and scan.word(scan.back(at - 1)[0]) in {"you", "you'll"}:
        return scan.thing(at, at + 1, "get", Subject("you", at - 1), word)
    return None


def _says_no_thing(scan: Scan, at: int) -> bool:
    """Whether what follows a word is no thing, though it may begin as one: "that" of a clause, "her" alone."""
    after, then = scan.word(at + 1), scan.word(at + 2)
    if after in {"that", "this"}:
        return then in scan.lexicon.function_words or not then[:1].isalpha()
    return after in {"her", "his"} and not _is_noun(scan, at + 2)


def _arriving(scan: Scan, at: int) -> Reach | None:
    """What is to arrive: "the form should reach us", "the list will be with you by Friday", "the draft follows"."""
    word, after = scan.word(at), scan.word(at + 1)
    modal = scan.back(at - 1)[0]
    if word not in _ARRIVES or _says_no_thing(scan, at) or not (scan.word(modal) in MODALS or word == "follows"):
        return None
    if word == "be" and (after not in _HERE or (after == "on" and scan.word(at + 2) not in _OWN)):
        return None
    first = scan.clause(modal - 1)
    if first >= modal or scan.word(first) in PRONOUNS:
        return None
    thing = scan.line.text[scan.tokens[first].start : scan.tokens[modal - 1].end]
    rest = scan.rest(at)
    kind = "here" if _TO_YOU.search(rest) else "thing"
    whole = f"send {small(thing)}{_day_of(rest)}"
    return scan.make(at, "arrives", Subject(kind, first), scan.word(modal), (after,), whole=whole)


def find_bounds(scan: Scan) -> Iterator[Reach]:
    """Things that nothing is said of but by when: "the skip by Thursday", "mite strips out by the tenth"."""
    for span in scan.line.dates:
        at = next((n for n, token in enumerate(scan.tokens) if token.start >= span.start), len(scan.tokens)) - 1
        while scan.word(at) == "the":
            at -= 1
        if scan.word(at) not in _UNTIL and not _UNTIL_IN.match(span.text):
            continue
        last = at - 1 if scan.word(at) in _UNTIL else at
        first = scan.clause(last) if scan.line.form is not Form.ITEM else 0
        first += scan.word(first) in {"and", "also", "oh", "then"}
        said = [scan.word(n) for n in range(first, last + 1)]
        if not 1 < len(said) <= FAR or scan.has_verb(first, last + 1) or _acts(scan, said):
            continue
        thing = scan.line.text[scan.tokens[first].start : scan.tokens[last].end]
        whole = f"see to {small(thing)}{scan.line.text[scan.tokens[last].end : span.end]}"
        if reach := scan.make(first, "bound", Subject("thing", first), scan.word(at), (), whole=whole):
            yield reach


def _acts(scan: Scan, said: Sequence[str]) -> bool:
    """Whether words say what somebody or something does, or is asked to; the last of them may be a thing."""
    does = any(base_of_third(word, scan.lexicon) or word.removesuffix("s") in STATES for word in said[:-1])
    return does or said[0] in scan.lexicon.verbs or "please" in said


def _is_noun(scan: Scan, at: int) -> bool:
    """Whether a word may be what somebody has: "her list", but not "her tomorrow"."""
    if at >= len(scan.tokens) or not scan.word(at)[:1].isalpha() or scan.word(at) in scan.lexicon.function_words:
        return False
    return not any(span.start <= scan.tokens[at].start < span.end for span in scan.line.dates)


def _day_of(rest: str) -> str:
    match = _BY.search(rest)
    return f" {match[0]}" if match else ""


_UNTIL = frozenset("by before due latest".split())
_UNTIL_IN = re.compile(r"(?:by|before|due)\b", re.IGNORECASE)
_TO_YOU = re.compile(r"\b(?:you|your)\b")
_BY = re.compile(r"\b(?:by|before|on|until|tonight|today|tomorrow|this|next)\b.*")
_LACKS = frozenset(
    "need needs want wants require requires lack lacks love like miss missing await awaiting expect expects received appreciate request see".split()
)
_FOR = frozenset(
    "grateful waiting wait ask asking asks trouble ask looking hoping chasing pleased glad after pressing calling thank".split()
)
_ARRIVES = frozenset("reach arrive be come follow follows".split())
_OWN = frozenset("my your our his her their".split())
_HERE = frozenset("with here back in at on there ready due".split())
