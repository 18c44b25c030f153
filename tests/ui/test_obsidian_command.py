"""``minutebook obsidian``."""

import json

from book import Book

PLUGIN = ".obsidian/plugins/obsidian-tasks-plugin"


def test_without_the_plugin_the_next_step_is_said_and_views_are_written(book: Book) -> None:
    """Nothing is changed without a yes."""
    before = book.files()
    asked = book("obsidian")
    assert "--yes" in asked.err
    assert "Community plugins" in asked.err
    assert book.files() == before
    assert book("obsidian", "--yes").code == 0
    assert (book.root / "People.base").is_file()
    assert "Nothing to do" in book("obsidian").out


def test_settings_are_changed_with_a_copy_and_taken_back(book: Book) -> None:
    """The copy holds every byte; undo restores the file; views of the user's own stay."""
    path = book.root / PLUGIN / "data.json"
    path.parent.mkdir(parents=True)
    text = json.dumps({"globalFilter": "#task", "statusSettings": {"coreStatuses": [], "customStatuses": []}}, indent=2)
    path.write_text(text, encoding="utf-8")
    (book.root / "Notes.base").write_text("views: []\n", encoding="utf-8")
    done = book("obsidian", "--yes")
    assert done.code == 0, done.err
    assert "[?]" in done.out
    assert [s["symbol"] for s in json.loads(path.read_text(encoding="utf-8"))["statusSettings"]["customStatuses"]] == [
        "?",
        "R",
    ]
    assert (path.parent / "data.before-minutebook.json").read_text(encoding="utf-8") == text
    assert (book.root / "Notes.base").read_text(encoding="utf-8") == "views: []\n"
    assert "Nothing to do" in book("obsidian", "--yes").out
    assert book("undo").code == 0
    assert path.read_text(encoding="utf-8") == text


def test_broken_settings_are_named(book: Book) -> None:
    """Exit code 2; nothing is written."""
    path = book.root / PLUGIN / "data.json"
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    done = book("obsidian", "--yes")
    assert done.code == 2
    assert "data.json" in done.err
    assert not (book.root / "People.base").exists()
