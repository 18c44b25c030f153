"""Searching the book: the words of its notes and sources, less what is private."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice

import msgspec

from minutebook.flow.outputs.found import Passage, pick_passages
from minutebook.flow.outputs.links import stem_of
from minutebook.flow.outputs.note import SUMMARY
from minutebook.model.record import SourceRecord
from minutebook.run import known
from minutebook.run.session import index_path, open_store
from minutebook.store import Hit, Search, Store, match_query, readable_lines
from minutebook.text.names import fold
from minutebook.vault.note import find_section, read_note
from minutebook.vault.vault import Vault


class Finding(msgspec.Struct, frozen=True):
    """One meeting, mail, page or note that was found. ``path`` is its note, or its source where it has none."""

    path: str
    title: str
    type: str | None
    date: str | None
    passages: tuple[Passage, ...]


class Found(msgspec.Struct, frozen=True):
    """``loosely``: how the query had to be read for anything to be found; empty where it was read as it stands."""

    findings: tuple[Finding, ...]
    loosely: str = ""


class Library:
    """A vault with its words at hand."""

    def __init__(self, vault: Vault, store: Store, search: Search) -> None:
        self.vault = vault
        self.store = store
        self.search = search
        self._sources = {r.rendering: r for r in store.latest(SourceRecord) if r.rendering}
        self.hide(frozenset())
        self.shared = store.shared_stems()

    def hide(self, more: frozenset[str]) -> None:
        """Keep out what is marked private, and ``more``, of which a page does not take along what is filed with it."""
        pages = {page.path for page in self.store.pages() if page.path}
        self.hidden = hide_private(self.search.private_paths() | (more - pages), self.store) | more
        self._hidden_links = tuple(f"[[{stem_of(path)}{end}" for path in self.hidden for end in ("|", "#", "]"))

    def find(
        self,
        words: Sequence[str],
        *,
        person: tuple[str, ...] = (),
        kind: str | None = None,
        since: str | None = None,
        limit: int = 10,
    ) -> Found:
        """What holds all the words, best first; those that stand together in ``words`` (``pilot scope``) first as a phrase.

        Where nothing holds them all, they are taken as beginnings; then one of them is enough.
        """
        typed = " ".join(words)
        phrases = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in words)
        readings = (
            ((match_query(phrases), match_query(typed), *self._spelled(words)), ""),
            ((match_query(typed, prefix=True),), "read as beginnings of words"),
            ((match_query(typed, prefix=True, either=True),), "nothing has all of these words; some have"),
        )
        for queries, loosely in readings:
            ids: dict[int, tuple[str, str]] = {}
            for query in filter(None, dict.fromkeys(queries)):
                hits = self.search.find(
                    query, person=person, type=kind, since=since, limit=3 * limit, hidden=self.hidden
                )
                for number, path in hits:
                    ids.setdefault(number, (path, query))
            if ids:
                return Found(tuple(islice(self._findings(ids), limit)), loosely)
        return Found(())

    def _spelled(self, words: Sequence[str]) -> Iterator[str]:
        """The query with an abbreviation as what it stands for, or the other way round."""
        typed = f" {fold(' '.join(words))} "
        for term in self.store.terms():
            for one, other in ((term.short, term.long), (term.long, term.short)):
                if f" {fold(one)} " in typed:
                    yield match_query(typed.replace(f" {fold(one)} ", f' "{other}" '))

    def _findings(self, ids: Mapping[int, tuple[str, str]]) -> Iterator[Finding]:
        """One finding for a note and its source together, where the better of the two stands."""
        groups: dict[str, list[int]] = {}
        for number, (path, _) in ids.items():
            source = self._sources.get(path)
            note = known.note_path(source, self.store) if source else None
            groups.setdefault(note or path, []).append(number)
        for path, numbers in groups.items():
            hits = [hit for number in numbers if (hit := self._show(number, ids[number][1]))]
            if not hits:
                continue
            hits.sort(key=lambda hit: hit.path != path)
            each = 3 if len(hits) == 1 else 2
            passages = [
                passage
                for hit in hits
                for passage in pick_passages(
                    hit.path,
                    (self.vault.read(hit.path) or b"").decode("utf-8", "replace"),
                    hit.lines,
                    most=each,
                    shared=self.shared,
                )
            ]
            title, kind, day = self.search.about(path) or (hits[0].title, hits[0].type, hits[0].date)
            yield Finding(path, title, kind, day, tuple(passages))

    def lines_of(self, number: int, query: str) -> tuple[tuple[int, str, tuple[tuple[int, int], ...]], ...]:
        """The lines of a document that hold words of a query, less those that were taken from what is private."""
        hit = self._show(number, query)
        return hit.lines if hit else ()

    def opening_of(self, path: str) -> Iterator[tuple[int, str, tuple[tuple[int, int], ...]]]:
        """The first line of a note's summary, with no finds in it; nothing where it has none or came from what is private."""
        text = (self.vault.read(path) or b"").decode("utf-8", "replace")
        note, shown = read_note(text), readable_lines(text)
        section = find_section(note, SUMMARY)
        lines = range(section.start, min(section.end, len(shown))) if section else ()
        first = next((n for n in lines if note.lines[n].plain and shown[n].strip()[:1] not in {"", "#"}), None)
        if first is not None and not self.comes_from_hidden(note.lines[first].text):
            yield first, shown[first], ()

    def about(self, path: str) -> tuple[str, str | None]:
        """A document's title and day."""
        title, _, day = self.search.about(path) or (stem_of(path), None, None)
        return title, day

    def is_draft(self, path: str) -> bool:
        """Whether a document is the draft of a letter, wherever it lies."""
        about = self.search.about(path)
        return about is not None and about[1] == "draft"

    def comes_from_hidden(self, text: str) -> bool:
        """Whether a line leads to what is kept out."""
        return any(link in text for link in self._hidden_links)

    def _show(self, number: int, query: str) -> Hit | None:
        """A document as found, without lines that were taken from what is private; None where nothing else was found in it."""
        hit = self.search.show(number, query, self.vault)
        if not self._hidden_links or not hit.lines:
            return hit
        raw = (self.vault.read(hit.path) or b"").decode("utf-8", "replace").split("\n")
        lines = tuple(line for line in hit.lines if not self.comes_from_hidden(raw[line[0]]))
        return msgspec.structs.replace(hit, lines=lines) if lines else None


def hide_private(marked: frozenset[str], store: Store) -> frozenset[str]:
    """All that is kept out: what is marked, a marked source's note and a marked note's source, and what is filed with a marked page."""
    if not marked:
        return frozenset()
    pages = {page.path for page in store.pages() if page.path}
    folders = tuple(f"{path.rpartition('/')[0]}/" for path in marked if path in pages and path.count("/") > 1)
    hidden = set(marked)
    if folders:
        hidden |= {entry.path for entry in store.documents() if entry.path.startswith(folders)}
    for record in store.latest(SourceRecord):
        both = {path for path in (record.rendering, known.note_path(record, store)) if path}
        if both & hidden:
            hidden |= both
    return frozenset(hidden)


@contextmanager
def open_library(vault: Vault) -> Iterator[Library]:
    """The vault and its words, brought up to date; they also say what is private."""
    with open_store(vault) as store, read_words(vault, store) as library:
        yield library


@contextmanager
def read_words(vault: Vault, store: Store) -> Iterator[Library]:
    """The same, for who has the index open already."""
    search = Search.open(index_path(vault).with_suffix(".search.sqlite"))
    try:
        search.refresh(store.documents(), vault, vault.settings.folders.sources)
        yield Library(vault, store, search)
    finally:
        search.close()
