"""A question to the book: the passages that have its words, and what a model makes of them."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch

from minutebook.flow.context import build_context
from minutebook.flow.extract.llm import Model
from minutebook.flow.extract.llm.question import ask_model, question_source
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.outputs.found import pick_passages
from minutebook.flow.review.passage import around, read_passages
from minutebook.model.answer import Excerpt, Reply
from minutebook.model.entity import Context, EntityState, EntityType
from minutebook.model.record import SourceRecord
from minutebook.model.source import Source
from minutebook.run.consent import MOST_EXCERPTS
from minutebook.run.search import Library, open_library
from minutebook.store import match_query
from minutebook.text import patterns as re
from minutebook.text.names import fold
from minutebook.text.words import content_words
from minutebook.vault.vault import Vault

_DOCUMENTS = 40
"""Documents of which the passages are looked at."""
_EACH = 6
"""Passages of one document at most."""
_MOST_CHARACTERS = 700
_LONG = 5
"""Letters of a word from which one that begins alike counts: signs, signed, signing."""
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "y", "e")
_LEAD = re.compile(r"^[\s>]*(?:[-*+]\s+)?(?:\[.\]\s+)?")
Line = tuple[int, str, tuple[tuple[int, int], ...]]


def find_excerpts(library: Library, question: str, most: int = MOST_EXCERPTS) -> tuple[Excerpt, ...]:
    """The passages that have most of a question's words, the rarer ones counting more; best first, at most ``most``."""
    stems = tuple(dict.fromkeys(map(_stem, content_words(question))))
    query = match_query(" ".join(f"{stem}*" for stem in stems), either=True)
    if not query:
        return ()
    hits = library.search.find(query, limit=_DOCUMENTS, hidden=library.hidden)
    found = [
        (path, line)
        for number, path in hits
        if not library.is_draft(path)
        for line in _lines(library, number, path, query)
    ]
    having = Counter(stem for _, line in found for stem in _stems_in(line, stems))
    weights = {stem: math.log(1 + len(found) / having[stem]) for stem in stems if having[stem]}
    order = {path: n for n, (_, path) in enumerate(hits)}

    def worth(path: str, line: Line) -> float:
        title = _stems_of(library.about(path)[0], stems)
        inside = _stems_in(line, stems)
        return sum(weights[s] for s in inside) + 0.5 * sum(weights.get(s, 0) for s in title - inside)

    rated = sorted(((worth(*each), -order[each[0]], each) for each in found), key=lambda one: one[:2], reverse=True)
    chosen: dict[tuple[str, str], Excerpt] = {}
    taken: Counter[str] = Counter()
    for _, _, (path, line) in rated:
        excerpt = _excerpt(library, path, line) if taken[path] < _EACH else None
        if excerpt is not None and (excerpt.link, excerpt.shown) not in chosen:
            chosen[excerpt.link, excerpt.shown] = excerpt
            taken[path] += 1
        if len(chosen) == most:
            break
    return tuple(chosen.values())


def _lines(library: Library, number: int, path: str, query: str) -> Iterator[Line]:
    """The lines of a document that hold words of the query; where only its title or its head does, that in which its summary begins."""
    told = [line for line in library.lines_of(number, query) if not line[1].startswith(("**", "# ", "*Source: "))]
    yield from told or library.opening_of(path)


def _stem(word: str) -> str:
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _LONG - 1), "")
    return word.removesuffix(ending) if len(word) >= _LONG else word


def _stems_of(text: str, stems: Iterable[str]) -> frozenset[str]:
    words = content_words(text)
    return frozenset(stem for stem in stems if any(word.startswith(stem) for word in words))


def _stems_in(line: Line, stems: Iterable[str]) -> frozenset[str]:
    """The stems of the question among the finds of a line."""
    return _stems_of(" ".join(line[1][a:b] for a, b in line[2]), stems)


def _excerpt(library: Library, path: str, line: Line) -> Excerpt | None:
    text = (library.vault.read(path) or b"").decode("utf-8", "replace")
    picked = pick_passages(path, text, [line], most=1, shared=library.shared)
    if not picked:
        return None
    passage = picked[0]
    block = passage.link.rpartition("#^u")[2].partition("|")[0].rstrip("]")
    wide = _around(text, int(block)) if "#^u" in passage.link and block.isdigit() else _LEAD.sub("", line[1]).strip()
    title, day = library.about(path)
    return Excerpt(
        text=wide[:_MOST_CHARACTERS],
        shown=passage.text,
        finds=passage.finds,
        title=title,
        day=day,
        path=path,
        link=passage.link,
        at=passage.at,
    )


def _around(rendering: str, block: int) -> str:
    """What was said at a block, with a turn before and two after."""
    heard = around(read_passages(rendering), {block}, 1, 2)
    told, speaker = [], None
    for each in heard:
        told.append(f"{each.speaker}: {each.text}" if each.speaker and each.speaker != speaker else each.text)
        speaker = each.speaker
    return " ".join(told)


@contextmanager
def open_shielded(vault: Vault) -> Iterator[Library]:
    """The vault's words less everything that no model may see: private sources and what meets a rule of ``llm.private``."""
    with open_library(vault) as library:
        yield shield(library)


def shield(library: Library) -> Library:
    """The same library, without what no model may see."""
    library.hide(_unseen(library, library.vault.settings.llm.private))
    return library


def meets_rule(text: str, rules: Sequence[str]) -> bool:
    """Whether a text has the words of one of the rules."""
    return any(fnmatch(fold(text), f"*{fold(rule)}*") for rule in rules)


def _unseen(library: Library, rules: Sequence[str]) -> frozenset[str]:
    """What is private by its record, and every document that has the words of a rule anywhere."""
    private = (r for r in library.store.latest(SourceRecord) if r.private)
    paths = {path for record in private for path in (record.rendering, record.note) if path}
    for entry in library.store.documents() if rules else ():
        if meets_rule(f"{entry.path}\n{(library.vault.read(entry.path) or b'').decode('utf-8', 'replace')}", rules):
            paths.add(entry.path)
    return frozenset(paths)


def consult(library: Library, question: str, excerpts: Sequence[Excerpt], model: Model) -> Reply:
    """What a model answers from the passages. Raises EngineError where it cannot be asked now."""
    context = context_for(library, question_source(question, excerpts))
    redact, people = library.vault.settings.llm.redact, find_people(library)
    return ask_model(question, excerpts, context, model, OfflineEngine(), redact=redact, people=people)


def find_people(library: Library) -> tuple[str, ...]:
    """Everybody whose name the book has, also who has no page: what placeholders stand for."""
    return tuple(e.name for e in library.store.entities() if e.type is EntityType.PERSON)


def context_for(library: Library, source: Source) -> Context:
    """What a model is told of the vault with passages of it: the owner, and accepted names that may be seen."""
    entities = [e for e in library.store.entities() if e.state is EntityState.ACCEPTED and e.path not in library.hidden]
    return build_context(source, library.vault.settings.owner(), entities, ())
