"""Frontmatter as plain values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from minutebook.vault.properties import read_properties


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("type: person\ntitle: Odalys Brennick", {"type": "person", "title": "Odalys Brennick"}),
        ('title: "A \\"good\\" day"', {"title": 'A "good" day'}),
        ("title: 'It''s here'", {"title": "It's here"}),
        ("aliases: [Oda, Ody]", {"aliases": ("Oda", "Ody")}),
        ("aliases:\n  - Oda\n  - Ody\nrole: Lead", {"aliases": ("Oda", "Ody"), "role": "Lead"}),
        ('person: "[[Odalys Brennick]]"', {"person": "[[Odalys Brennick]]"}),
        ("title: a # comment", {"title": "a"}),
        ("url: https://example.org/x", {"url": "https://example.org/x"}),
        ("empty:\ntype: person", {"type": "person"}),
        ("title: |\n  two\n  lines", {"title": "two\nlines"}),
        ("broken: [a\nother: b", {}),
    ],
)
def test_frontmatter_is_read(block: str, expected: dict) -> None:
    """Flat, quoted, listed and unusual YAML all give plain values; broken YAML gives none."""
    assert read_properties(f"---\n{block}\n---\n\n# Body\n") == expected


def test_a_note_without_frontmatter_has_none() -> None:
    """A rule further down is no frontmatter."""
    assert read_properties("# Title\n\n---\nkey: value\n---\n") == {}


SCALARS = st.text(min_size=1, max_size=30).filter(
    lambda text: not text.startswith("?")
)  # the library cannot read its own {a: ?0}


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), SCALARS, max_size=5))
def test_the_quick_reader_agrees_with_the_library(values: dict[str, str]) -> None:
    """What the library writes is read back as the same strings, or not at all where it is no string in YAML."""
    from io import StringIO

    out = StringIO()
    YAML(typ="safe", pure=True).dump(values, out)
    read = read_properties(f"---\n{out.getvalue()}---\n")
    if values and "\n---" not in out.getvalue():
        loaded = YAML(typ="safe", pure=True).load(out.getvalue())
        assert read == {k: str(v) for k, v in loaded.items() if str(v).strip()} or not read.keys() - values.keys()
