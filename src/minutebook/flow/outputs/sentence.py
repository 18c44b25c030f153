"""What a page says of a source in one sentence."""

from collections.abc import Iterable, Sequence

from minutebook.model.extraction import Extraction
from minutebook.text import patterns as re
from minutebook.text.names import fold

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-ÞА-Я0-9])")
_LEAD_IN = re.compile(r"\A\w+: ")
_TOPICS = re.compile(r"\A(?!(?:next|decided|open|also|done)\b)[^:;]{1,120}: (?=\S+ \S+ \S)", re.IGNORECASE)
"""What a summary's first clauses are about, in front of them."""


def sentence_about(extraction: Extraction, name: str) -> str:
    """What a page says of a source in one sentence: see ``pick_sentence``; the title where nothing says it."""
    items = [item.text for item in (*extraction.decisions, *extraction.facts)]
    there = [p.name for p in extraction.participants if p.name and p.present]
    there += [extraction.subject.name] if extraction.subject else []
    concerned = fold(name) in map(fold, there)
    return pick_sentence(extraction.summary, items, name, concerned=concerned) or extraction.title


def pick_sentence(summary: str, items: Iterable[str], name: str, *, concerned: bool = True) -> str:
    """The sentence that says most of an entity.

    That is one that names it, by its whole name or first word, and says something besides: of the summary, else of the
    decisions and facts; else any of the summary that names it. Of a list of clauses only those that name it
    are kept, each in full where an item says it so: a summary's end where they are long enough to be understood there.
    Where nothing names it: the first that says something, if all of it is ``concerned`` with it; of whom it only mentions that says nothing.
    """
    sentences = [s for s in _SENTENCE_END.split(" ".join(summary.split())) if s]
    parts = dict.fromkeys([name, *name.split(maxsplit=1)[:1]])
    patterns = [re.compile(rf"(?<!\w){re.escape(part)}(?!\w)") for part in parts]
    listed = list(items)
    naming = [(_keep_clauses(s, named, listed), named) for named in patterns for s in sentences if named.search(s)]
    others = [(s, named) for named in patterns for s in listed if named.search(s)]
    telling = (s for s, named in (*naming, *others) if len(named.sub("", s).split()) >= _TELLING)
    whole = (s for s in (*sentences, *listed) if len(s.split()) > 2 * _TELLING)
    found = next(telling, None) or next((s for s, _ in naming), None)
    if not found and concerned:
        found = next(whole, None) or next(iter(sentences), "")
    return _shorten(found or "")


_TELLING = 3
"""Words beside the name from which on a sentence says something: shorter ones were "About X." and "X agreed." in notes of sample talks."""


_LONGEST = 240
"""Characters of a page's line: two lines of text in Obsidian's usual width."""


def _shorten(sentence: str) -> str:
    """The sentence, cut after a clause or else a word where it is too long."""
    if len(sentence) <= _LONGEST:
        return sentence
    cut = sentence[:_LONGEST]
    clauses, _, _ = cut.rpartition("; ")
    return f"{clauses}." if clauses else f"{cut.rpartition(' ')[0] or cut}…"


def _keep_clauses(sentence: str, named: re.Pattern[str], items: Sequence[str]) -> str:
    """The clauses between semicolons that name somebody, without what leads the list in."""
    clauses = sentence.rstrip(".").split("; ")
    bare = [_TOPICS.sub("", clause) for clause in clauses]
    kept = [clause for clause in bare if named.search(clause)]
    if not kept and len(clauses) == 1:
        return sentence
    if len(clauses) > 1:
        kept = [_LEAD_IN.sub("", clause) for clause in kept or [c for c in clauses if named.search(c)]]
    said = "; ".join(_in_full(clause, items) for clause in kept)
    return said[:1].upper() + said[1:] + "."


def _in_full(clause: str, items: Sequence[str]) -> str:
    """A clause as the one item says it that begins so, where a summary ends it early."""
    begun = clause.casefold()
    fits = [item.rstrip(".") for item in items if item.casefold().startswith(f"{begun} ")]
    return fits[0] if len(fits) == 1 else clause
