"""A thing in the place of a word that names none: "send it", "the blue one", "I'll countersign"."""

from minutebook.flow.extract.offline.talk.noun import bare, in_sentence
from minutebook.flow.extract.offline.talk.refer import Candidate
from minutebook.flow.extract.offline.words.lexicon import plain, read_lexicon
from minutebook.flow.extract.offline.work.imperative import find_empty
from minutebook.text import patterns as re


def find_thing(text: str) -> re.Match[str] | None:
    """The first pronoun or empty word for a thing, unless the words before it name one: "write a list and send it"."""
    match = find_empty(text) or next((m for m in _THING.finditer(text) if not _counts(text, m)), None)
    return None if match is None or _OBJECT.search(plain(text[: match.start()])) else match


def _counts(text: str, match: re.Match[str]) -> bool:
    """Whether a "one" numbers the thing before it: "episode one"."""
    if plain(match[0]) != "one":
        return False
    before, lexicon = text[: match.start()].split(), read_lexicon()
    named = len(before) > 1 and before[-1].islower()
    return named and before[-1] not in lexicon.verbs | lexicon.function_words | _QUALITIES


def tells_people(text: str, match: re.Match[str]) -> bool:
    """Whether a pronoun is "them" of those who are told, asked or given something."""
    return plain(match[0]) == "them" and _TO_THEM.search(text, 0, match.end()) is not None


def is_plural(word: str) -> bool:
    return _PLURAL.match(plain(word)) is not None


def put_in_place(text: str, topic: Candidate) -> tuple[str, bool]:
    """The text with a topic where a word that names nothing stands or an object is left out, and whether there is such a place."""
    thing = in_sentence(topic.phrase)
    thing = thing if topic.phrase.proper else f"the {bare(thing)}"
    if _OBJECT_LEFT_OUT.fullmatch(text):
        return f"{text} {thing}", True
    kind = _KIND_OF.search(text)
    if kind:
        return f"{text[: kind.start(1)]}{bare(thing)}{text[kind.end(1) :]}", True
    match = find_thing(text)
    if match and (plain(match[0]) == "that" or is_plural(match[0]) == topic.phrase.plural):
        return f"{text[: match.start()]}{thing}{text[match.end() :]}", True
    return text, False


_THING = re.compile(
    r"\b(?:it(?!['’])|th(?:at|is)(?= ?(?:$|[,.]| (?:by|to|for|off|out|up|in|on|over|round|with|into|from|at|and|down|back|through|as|before|after|across)\b))"
    r"|th(?:ose|ese)(?= ?(?:$|[,.]| (?:by|to|for|in|on|with|and|out|over|up)\b))|them|ones?(?= ?(?:$|[,.]| (?:for|up|out|in|to|at|by|over|and)\b)))\b",
    re.IGNORECASE,
)
_QUALITIES = frozenset("new old other different second big small proper bigger smaller better".split())
_PLURAL = re.compile(r".*\b(?:them|those|these|ones|two|three|four|both|all|some|few|couple|each)\b")
_OBJECT = re.compile(r"^\w+ (?:\w+ )?(?:the|a|an|this|that|my|her|his|their|its|some|any|[a-z-]+'s) [a-z]")
_TO_THEM = re.compile(
    r"\b(?:send|give|tell|ask|ring|get|show|write to|write|call|email|remind|warn|let|make|do|buy|bring|find|phone|text|message|mail|chase|brief|invite|train|meet|interview|hire|pay|contact|thank|talk to|speak to|see if|from|with|off|to) them$",
    re.IGNORECASE,
)
_KIND_OF = re.compile(r"\b(?:the|that|this|a|an) [a-z-]{3,} (ones?)\b")
_OBJECT_LEFT_OUT = re.compile(
    r"(?:Sign|Countersign|Draft|Check|Confirm|Measure|Test|Review|Approve|Order|Pay|Book|Print|Edit|Translate|Proofread|Type|Count|Clean|Paint|Fix|Pack|Send|Submit|Update|Scan|Copy|File|Post)(?: (?:off|up|out|in|through|over))?"
)
"""Verbs whose object the talk has just named: "And I'll countersign"."""
