"""Things that somebody lacks or is to have, and those of which nothing is said but by when."""

from collections.abc import Iterator, Sequence

from minutebook.flow.extract.offline.letter.bid import end_of_phrase
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
    if (
        word in _LACKS
        and after in DETERMINERS
        and (word != "see" or (scan.word(at - 1) == "to" and scan.word(at - 2) in _WISHES))
    ):
        return scan.thing(at, at + 1, "lack", scan.subject_near(at - 1), word)
    if word in {"owe", "owes"} and after in OBJECTS and scan.word(at + 2) in DETERMINERS:
        return scan.thing(at, at + 2, "owe", scan.subject_near(at - 1), after)
    if word in {"owe", "owes"} and (whom := scan.person(at + 1)) and scan.word(at + 2) == "for":
        return scan.make(at, "owe", scan.subject_near(at - 1), "for", (), whole=f"pay {whom.who}{_after(scan, at + 1)}")
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


def _after(scan: Scan, at: int) -> str:
    return scan.line.text[scan.tokens[at].end : end_of_phrase(scan.line, scan.tokens[at].start)].rstrip(" ,.")


def _says_no_thing(scan: Scan, at: int) -> bool:
    """Whether what follows a word is no thing, though it may begin as one: "that" of a clause, "her" alone."""
    after, then = scan.word(at + 1), scan.word(at + 2)
    if after in {"that", "this"}:
        return then in scan.lexicon.function_words or not then[:1].isalpha()
    return after in {"her", "his"} and not _is_noun(scan, at + 2)


def _arriving(scan: Scan, at: int) -> Reach | None:
    """What is to arrive: "the form should reach us", "the oars need to be with the crew", "the list will be with you by Friday", "the draft follows"."""
    word, after = scan.word(at), scan.word(at + 1)
    aux = _bound_by(scan, at)
    if word not in _ARRIVES or aux is None or _says_no_thing(scan, at) or not _is_place(scan, at):
        return None
    first = scan.clause(aux - 1)
    if first >= aux and scan.word(aux - 1) in {"that", "these", "those"}:
        first = aux - 1
    if first >= aux or scan.word(first) in PRONOUNS - {"it", "they"}:
        return None
    if scan.word(first) in PRONOUNS and after not in _WHERE:
        return None
    thing = scan.line.text[scan.tokens[first].start : scan.tokens[aux - 1].end]
    rest = scan.rest(at)
    if scan.word(aux - 1) in _HUMAN:
        return None
    if somebody := scan.person(aux - 1):
        return (
            scan.make(at, "there", somebody, scan.word(aux), (after,), whole=f"be present{rest}")
            if word == "be"
            else None
        )
    kind = "here" if _TO_YOU.search(rest) else "it" if scan.word(first) in PRONOUNS else "thing"
    return scan.make(
        at, "arrives", Subject(kind, first), scan.word(aux), (after,), whole=_brought(_whole(thing), word, rest)
    )


def _bound_by(scan: Scan, at: int) -> int | None:
    """The number of the word that says that something must or will come about: "should", "has" of "has to"; the verb itself where it says so."""
    aux = scan.back(at - 1)[0]
    if scan.word(aux) == "to":
        aux = scan.back(aux - 1)[0]
        return aux if scan.word(aux) in _HAS_TO else None
    if scan.word(at) == "follows" or (scan.word(at) == "goes" and scan.word(at + 1) == "to"):
        return at
    return aux if scan.word(aux) in MODALS else None


def _is_place(scan: Scan, at: int) -> bool:
    """Whether behind a verb of being or going stands where a thing is to be, or with whom."""
    word, after, then = scan.word(at), scan.word(at + 1), scan.word(at + 2)
    if word in {"go", "goes"}:
        dated = any(0 <= span.start - scan.tokens[at].end <= len(" by ") for span in scan.line.dates)
        return after in {"to", "out", "off"} or dated
    if word != "be":
        return True
    if after == "at" and (then[:1].isdigit() or then in _HOURS):
        return False
    return after in _HERE and (after != "on" or then in _OWN)


def _whole(thing: str) -> str:
    return thing.lower() if thing.lower() in PRONOUNS else small(thing)


def _brought(thing: str, word: str, rest: str) -> str:
    """The order by which a thing comes where it is to be: "get the file to the printer by Monday"."""
    thing = {"they": "them"}.get(thing, thing)
    where = _TO_WHERE.match(rest) if word != "follows" else None
    if where and not _TO_ME.match(rest, where.end()):
        return f"get {thing} to {rest[where.end() :]}"
    how = {"ready": f"get {thing} ready", "back": f"return {thing}", "out": f"send out {thing}"}
    return f"{how.get(rest.strip().partition(' ')[0], f'send {thing}')}{_day_of(rest)}"


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
_ARRIVES = frozenset("reach arrive be come follow follows go goes".split())
_HAS_TO = frozenset("has have needs need ought is are must".split())
_WHERE = frozenset("with at in to".split())
_HOURS = frozenset("one two three four five six seven eight nine ten eleven twelve noon midday half".split())
_TO_WHERE = re.compile(
    r" (?:with|at|to|in) (?=(?:the|an?|my|our|his|her|their|its|this|that|them|him|each|all|[A-Z])\b)| (?=(?:the|an?|his|her|their|them|him)\b)"
)
_TO_ME = re.compile(r"(?:me|us|my|our|you|your)\b")
_WISHES = frozenset("like love want need wants needs happy glad pleased curious".split())
_HUMAN = frozenset(
    "husband wife mother father mum dad son daughter brother sister nephew niece cousin uncle aunt driver engineer surveyor colleague colleagues team people men women guests children staff man woman boss"
    " manager plumber electrician builder caretaker partner friend neighbour neighbours visitors everybody everyone nobody".split()
)
_OWN = frozenset("my your our his her their".split())
_HERE = frozenset("with here back in at on there ready due".split())
