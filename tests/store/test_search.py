"""Full text: what is found, in which order, and that nothing typed is syntax."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.store import Search, match_query
from minutebook.store.search import readable_lines
from minutebook.vault.vault import Entry

NOTES = {
    "Journal/2026-01-05 - Ferry rates.md": "---\ntype: journal\ntitle: Ferry rates\ndate: 2026-01-05\n---\n\n# Ferry rates\n\nThe pilot scope is small.",
    "Journal/2026-03-05 - Pilot.md": "# Pilot\n\nA scope for the pilot of Søren Ægir and Zoë.",
    "Journal/2026-02-05 - Boats.md": "# Boats\n\nNothing of the ferry but its name. [[Far away (source)#^u3|0:10]]",
    "People/Ada Brock.md": "---\ntype: person\nprivate: true\n---\n# Ada Brock\n\nSecret ferry.",
    "Sources/T/Ferry (source).md": "# Ferry\n\n*0:04* The ferry leaves at nine. ^u1",
}


class Shelf:
    def __init__(self, notes: dict[str, str]) -> None:
        self.notes = notes

    def entries(self) -> Iterator[Entry]:
        return (Entry(path, len(text), hash(text)) for path, text in self.notes.items())

    def entry(self, path: str) -> Entry | None:
        return next((e for e in self.entries() if e.path == path), None)

    def read(self, path: str) -> bytes | None:
        return self.notes[path].encode() if path in self.notes else None


@pytest.fixture
def search(tmp_path: Path) -> Iterator[Search]:
    made = Search.open(tmp_path / "words.sqlite")
    shelf = Shelf(dict(NOTES))
    assert made.refresh(shelf.entries(), shelf, "Sources") == len(NOTES)
    yield made
    made.close()


def paths(search: Search, words: str, **filters: object) -> list[str]:
    return [path for _, path in search.find(match_query(words), **filters)]


def test_words_phrases_and_beginnings(search: Search) -> None:
    """All words must be there, a phrase stands together, a star begins; accents and strokes do not matter."""
    assert set(paths(search, "pilot scope")) == {"Journal/2026-01-05 - Ferry rates.md", "Journal/2026-03-05 - Pilot.md"}
    assert paths(search, '"pilot scope"') == ["Journal/2026-01-05 - Ferry rates.md"]
    assert paths(search, "noth*") == ["Journal/2026-02-05 - Boats.md"]
    assert paths(search, "noth") == []
    assert paths(search, "soren zoe") == paths(search, "Søren ZOË") == ["Journal/2026-03-05 - Pilot.md"]


def test_a_title_weighs_more_and_links_do_not_count(search: Search) -> None:
    """What is called so comes first; the name of a linked source is no word of the note."""
    assert paths(search, "ferry")[-1] == "Journal/2026-02-05 - Boats.md"
    assert paths(search, "far away") == []


def test_filters(search: Search) -> None:
    """Type and day leave out the rest; a rendering is of the type source."""
    assert paths(search, "ferry", type="source") == ["Sources/T/Ferry (source).md"]
    assert paths(search, "ferry", since="2026-02-01") == ["Journal/2026-02-05 - Boats.md"]
    assert paths(search, "ferry", hidden=frozenset({"Sources/T/Ferry (source).md"}))[-1].endswith("Boats.md")


def test_private_notes_are_listed_without_a_word(search: Search) -> None:
    """Neither words nor title of what is private can be found."""
    assert paths(search, "secret") == paths(search, "brock") == []
    assert search.private_paths() == {"People/Ada Brock.md"}


def test_what_changed_is_read_again(search: Search) -> None:
    """A note that changed, came or went is found as it is; what stands is not read."""
    notes = dict(NOTES) | {"New.md": "otters"}
    notes["Journal/2026-03-05 - Pilot.md"] = "seals"
    del notes["Journal/2026-02-05 - Boats.md"]
    shelf = Shelf(notes)
    assert search.refresh(shelf.entries(), shelf, "Sources") == 2
    assert paths(search, "otters") == ["New.md"]
    assert paths(search, "zoe") == []
    assert paths(search, "nothing") == []


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    """A file that is none of ours is replaced; what cannot be written is kept in memory."""
    path = tmp_path / "words.sqlite"
    path.write_bytes(b"no database" * 100)
    shelf = Shelf(dict(NOTES))
    for place in (path, tmp_path / "words.sqlite/below"):
        made = Search.open(place)
        made.refresh(shelf.entries(), shelf, "Sources")
        assert paths(made, "pilot")
        made.close()


def test_common_words_give_titles_first_then_the_newest(search: Search, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more documents than are worth weighing, those called so come first."""
    monkeypatch.setattr("minutebook.store.search.COMMON", 1)
    found = paths(search, "ferry")
    assert set(found[:2]) == {"Journal/2026-01-05 - Ferry rates.md", "Sources/T/Ferry (source).md"}
    assert found[2:] == ["Journal/2026-02-05 - Boats.md"]


@given(st.text() | st.text("\"'*():^-+AND OR NEARcolumtitle:{}", max_size=30))
def test_nothing_typed_is_syntax(words: str) -> None:
    """Whatever is typed, the query is one that SQLite takes, or there is none."""
    shelf = Shelf({"A.md": words.replace("\r", " ")})
    made = Search.open(Path("/nonexistent/x/y"))
    made.refresh([Entry("A.md", 1, 1)], shelf, "Sources")
    for query in (match_query(words), match_query(words, prefix=True), match_query(words, prefix=True, either=True)):
        if query:
            for number, _ in made.find(query):
                made.show(number, query, shelf)
    made.close()


@given(st.text())
def test_lines_stay_in_place(text: str) -> None:
    """A note as it is read has as many lines as the note."""
    assert len(readable_lines(text)) == text.count("\n") + 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_code_is_not_read(end: str) -> None:
    """What stands between fences is for programs; the lines beside it keep their numbers."""
    text = end.join(
        ["The pump", "```tasks", "not done", "```", "The seal", "````md", "```", "the rope", "````", "~~~", "The net"]
    )
    read = [line.strip() for line in readable_lines(text)]
    assert read == ["The pump", "", "", "", "The seal", "", "", "", "", "~~~", "The net"]


def test_two_that_read_at_once_are_no_error(tmp_path: Path) -> None:
    """What another process read into the words meanwhile is read once."""
    place = tmp_path / "words.sqlite"
    first, second = Search.open(place), Search.open(place)
    folder = Shelf({"A.md": "gravel\n"})

    def listed() -> Iterator[Entry]:
        yield from folder.entries()
        first.refresh(folder.entries(), folder, "Sources")

    second.refresh(listed(), folder, "Sources")
    assert paths(second, "gravel") == ["A.md"]
    first.close()
    second.close()
