"""One key of a TOML text set, every other byte kept."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.text.toml import CannotSet, quote, set_key

TEXT = """\
# mine
version = 1   # of the form
timezone = "Europe/Stockholm"  # home # really

[me]
name = 'Odalys'
emails = [
  "o@brennick.example",  # work
  "[not a table]",
]

# folders come last
[folders]
inbox = "In"
"""


@pytest.mark.parametrize(
    ("table", "key", "value", "was", "becomes"),
    [
        ("", "timezone", '"Asia/Tokyo"', '"Europe/Stockholm"  # home # really', '"Asia/Tokyo"  # home # really'),
        ("", "version", "2", "version = 1   # of", "version = 2   # of"),
        ("me", "name", '"Pelle"', "'Odalys'", '"Pelle"'),
        ("me", "emails", "[]", '[\n  "o@brennick.example",  # work\n  "[not a table]",\n]', "[]"),
        ("me", "organisation", '"Aro"', "]\n\n# folders", ']\norganisation = "Aro"\n\n# folders'),
        ("", "git", "false", "really\n\n[me]", "really\ngit = false\n\n[me]"),
        ("audio", "model", '"small"', 'inbox = "In"\n', 'inbox = "In"\n\n[audio]\nmodel = "small"\n'),
    ],
)  # fmt: skip
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_only_the_value_changes(table: str, key: str, value: str, was: str, becomes: str, ending: str) -> None:
    """Comments, order, quotes of other values and line endings stay as they are."""
    before, after = (TEXT.replace("\n", ending), TEXT.replace(was, becomes, 1).replace("\n", ending))
    assert TEXT.count(was) == 1 and set_key(before, table, key, value) == after


@pytest.mark.parametrize("text", ['me = { name = "Odalys" }\n', 'me.name = "Odalys"\n', "name = \n"])
def test_what_cannot_be_set_surely_is_refused(text: str) -> None:
    """Inline tables, dotted keys and broken files are for their owner."""
    with pytest.raises(CannotSet):
        set_key(text, "me", "name", '"Pelle"')


def test_a_file_without_a_last_line_end_gets_one() -> None:
    """Also an empty file."""
    assert set_key("a = 1", "", "b", "2") == "a = 1\nb = 2\n"
    assert (
        set_key("", "me", "name", '"O"') == '\n[me]\nname = "O"\n'
        or set_key("", "me", "name", '"O"') == '[me]\nname = "O"\n'
    )


@given(st.text(), st.sampled_from(["", "me", "audio"]), st.sampled_from(["name", "timezone", "x"]))
def test_any_word_is_read_back(word: str, table: str, key: str) -> None:
    """What is set is what is read, and nothing else has changed."""
    if any("\ud800" <= c <= "\udfff" for c in word):
        return
    before, after = tomllib.loads(TEXT), tomllib.loads(set_key(TEXT, table, key, quote(word)))
    assert (after[table] if table else after)[key] == word
    for tree in (before, after):
        tree.get(table, {}).pop(key, None) if table else tree.pop(key, None)
    assert {k: v for k, v in after.items() if v != {}} == before
