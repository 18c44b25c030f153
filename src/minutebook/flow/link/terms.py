"""Abbreviations that a source spells out: ``the Harbour Access Plan (HAP)``, ``the Harbour Access Plan, HAP``, ``HAP stands for …``."""

from collections.abc import Iterator, Sequence

from minutebook.model.entity import Term
from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.names import fold

MOST_WORDS = 9
_CAPITALS = r"[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,6}"
_CALLED = r"(?:or|aka|the|that's|that is|which is|which we call|we call it|we call this|we call that|known as|called|abbreviated(?: as)?)"
_AFTER = re.compile(
    rf"(?:\((?:the |or |also |aka |called )?|(?P<said>,| [-–—]) (?:{_CALLED} )*)(?P<short>{_CAPITALS})(?![\w&])"
    r"(?(said)(?=\s*(?:[,.;:!?)–—-]|for short|from (?:now|here) on|\Z))|\))"
)
"""The abbreviation after what it stands for; the match begins where the long form ends."""
_BEFORE = re.compile(
    rf"(?<![\w&])(?P<short>{_CAPITALS})(?![\w&])"
    r"(?:,? (?:which )?(?:stands for|is short for|is the abbreviation of|means|short for)|,? (?:that's|that is|i\.e\.|meaning)|\s*\(|,)\s*(?:(?:the|a|an|our) )?"
)
"""And before it; the match ends where the long form begins."""
_SOME = re.compile(_CAPITALS)
_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*")
_SMALL = frozenset("a an and at by de des du et for from in la of on or the to und von with y".split())


def find_terms(source: Source) -> tuple[Term, ...]:
    """The abbreviations that a source spells out, each once. Their letters are those of the words."""
    found: dict[tuple[str, str], Term] = {}
    for utterance in source.utterances:
        if _SOME.search(utterance.text):
            for term in _terms_in(utterance.text):
                found.setdefault((term.short, fold(term.long)), term)
    return tuple(found.values())


def _terms_in(text: str) -> Iterator[Term]:
    for match in _AFTER.finditer(text):
        long = _words_before(text[: match.start()], match["short"])
        if long:
            yield Term(match["short"], long)
    for match in _BEFORE.finditer(text):
        long = _words_after(text[match.end() :], match["short"])
        if long:
            yield Term(match["short"], long)


def _words_before(text: str, short: str) -> str:
    """The words that end a text and begin with the letters; empty where they do not."""
    words = list(_WORD.finditer(text))
    if not words or re.search(r"[.;:!?]", text[words[-1].end() :]):
        return ""
    window = words[-MOST_WORDS:]
    for count in range(2, len(window) + 1):
        run = window[-count:]
        said = text[run[0].start() : run[-1].end()]
        if not re.search(r"[.;:!?()]|, ", said) and _spells([word[0] for word in run], short):
            return said
    return ""


def _words_after(text: str, short: str) -> str:
    """The words that begin a text and have the letters, to their end."""
    words = list(_WORD.finditer(text))[:MOST_WORDS]
    if not words or text[: words[0].start()].strip():
        return ""
    for count in range(2, len(words) + 1):
        run = words[:count]
        said = text[: run[-1].end()].strip()
        if re.search(r"[.;:!?()]|, ", said):
            return ""
        if run[-1][0].casefold() not in _SMALL and _spells([word[0] for word in run], short):
            return said
    return ""


def _spells(words: Sequence[str], short: str) -> bool:
    """Whether the words' first letters are those of the abbreviation; small words may be left out, but the first one counts."""
    if words[0].casefold() in _SMALL and not short.casefold().startswith(words[0][0].casefold()):
        return False
    wanted = fold(short.replace("&", ""))
    letters = [(fold(part)[:1], part.casefold() in _SMALL) for word in words for part in re.split(r"[&]", word) if part]
    reach = {0}
    for number, (letter, small) in enumerate(letters):
        after = {at + 1 for at in reach if at < len(wanted) and wanted[at] == letter}
        reach = after | (reach if small and number else set())
    return len(wanted) in reach
