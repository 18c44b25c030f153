"""Frontmatter read and spliced."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from minutebook.vault.frontmatter import BrokenFrontmatter, find_block, format_fields, quote, read_fields, set_field

HOSTILE = st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.sampled_from(
    [
        "", "yes", "No", "~", "null", "1", "1e3", "0x1F", "12:30", "2026-03-12", "2026-03-12 10:00", ".5", "-", "- a", "a: b", "a #b", "#a", "[[A]]",
        "{a}", "'a'", '"a"', "a\\", "@a", "`a`", "%a", "a,b", "a  b", " a", "a ", "!a", "&a", "*a", "|", ">", "a\nb", "\ufeff", "=", "<<", "123abc", "1_000",
        "1 000", "0b1", "1:2", "y", "on", "NaN", ".inf", "Ünal Ş.", "шесть", "🚚", "١٢", "--- a", "...", "?", "? a", ":", "a:", "1e", "0o7", "12e03", "2001-1-1",
    ]
)  # fmt: skip
PAGE = (
    "---\n"
    "# mine\n"
    'title:   "Ina Vogt"   # as she signs\n'
    "aliases: [Ina, 'I. Vogt'] # two\n"
    "last_contact: 2026-01-05 # by phone\n"
    "role:\n"
    "people:\n"
    "- Bo Li # boss\n"
    '- "Cy"\n'
    "\n"
    "note: |\n"
    "  kept\n"
    "---\n"
    "last_contact: body\n"
)


def load(text, version):
    yaml = YAML(typ="safe", pure=True)
    yaml.version = version
    return yaml.load(text)


@given(HOSTILE)
def test_any_string_reads_back_as_itself(value):
    """As a value, in a block list and in a flow list; under YAML 1.1 and 1.2."""
    text = f"a: {quote(value)}\nb:\n  - {quote(value)}\nc: [{quote(value, flow=True)}, x]\n"
    for version in ((1, 1), (1, 2)):
        assert load(text, version) == {"a": value, "b": [value], "c": [value, "x"]}


@given(
    st.lists(
        st.tuples(st.sampled_from("abcd"), HOSTILE | st.lists(HOSTILE, max_size=3).map(tuple) | st.dates()),
        unique_by=lambda p: p[0],
    )
)
def test_fields_are_never_empty(fields):
    """What has no value is not written; the rest reads back, in order."""
    text = f"---\n{format_fields(fields)}---\n"
    expected = {}
    for key, value in fields:
        kept = (
            value.isoformat()
            if isinstance(value, date)
            else tuple(v for v in value if v)
            if isinstance(value, tuple)
            else value
        )
        if kept:
            expected[key] = kept
    assert read_fields(text) == expected
    assert list(read_fields(text)) == list(expected)


def test_what_people_write_is_read():
    """Comments, quotes, both kinds of list; nested and empty values are left out."""
    assert read_fields(PAGE) == {
        "title": "Ina Vogt",
        "aliases": ("Ina", "I. Vogt"),
        "last_contact": "2026-01-05",
        "people": ("Bo Li", "Cy"),
        "note": "kept\n",
    }
    assert read_fields("no frontmatter\n---\na: 1\n---\n") == {}
    assert read_fields("---\n---\nx") == {}
    assert read_fields("\ufeff---\r\na: b\r\n---\r\n") == {"a": "b"}


@pytest.mark.parametrize(
    ("key", "value", "old", "new"),
    [
        ("title", "Ina V.", '"Ina Vogt"', "Ina V."),
        ("last_contact", date(2026, 2, 1), "2026-01-05 #", "2026-02-01 #"),
        ("role", "Lead: ops", "role:\n", 'role: "Lead: ops"\n'),
        ("aliases", ("Ina", "Inka, V"), "[Ina, 'I. Vogt']", '[Ina, "Inka, V"]'),
        ("people", ("Bo Li", "Cy", "Dee: x"), '- "Cy"\n', '- "Cy"\n- "Dee: x"\n'),
        ("people", ("[[Bo Li]]", "Cy"), "- Bo Li #", '- "[[Bo Li]]" #'),
        ("people", ("Bo Li",), '- "Cy"\n', ""),
        ("email", "i@x.example", "  kept\n", "  kept\nemail: i@x.example\n"),
        ("tags", ("a/b", "c"), "  kept\n", "  kept\ntags:\n  - a/b\n  - c\n"),
    ],
)
def test_one_key_is_spliced(key, value, old, new):
    """The value changes where it stands; comments, order and quoting of everything else stay."""
    assert set_field(PAGE, key, value) == PAGE.replace(old, new, 1)


def test_dates_never_move_back():
    """With ``newest``, an earlier or equal date, and anything that is no date, stays."""
    for day in (date(2026, 1, 5), date(2025, 12, 31)):
        assert set_field(PAGE, "last_contact", day, "newest") == PAGE
    assert "2026-01-06" in set_field(PAGE, "last_contact", date(2026, 1, 6), "newest")
    words = "---\nlast_contact: last week\n---\n"
    assert set_field(words, "last_contact", date(2026, 1, 6), "newest") == words
    assert set_field(PAGE, "title", "x", "missing") == PAGE


def test_a_note_without_frontmatter_gets_one():
    """At its top, after a byte order mark, with its own line breaks."""
    assert set_field("\ufeffx\r\n", "a", "b") == "\ufeff---\r\na: b\r\n---\r\nx\r\n"
    assert set_field("---\n---\nx\n", "a", "b") == "---\na: b\n---\nx\n"


@pytest.mark.parametrize(
    "block",
    [
        "a: 1\na: 2\n",
        "\ta: 1\n",
        "a:\t- b\n",
        'a: "x\n',
        "- a\n",
        "text\n",
        "a: b: c\n",
        "{a: 1}\n",
        "a: [x\n",
        "a: *b\n",
        "a\x01: b\n",
        "? [a]\n: b\nc",
    ],
)
def test_broken_frontmatter_is_said(block):
    """Duplicate keys, tabs, open quotes, no mapping: neither read nor written."""
    text = f"---\n{block}---\nbody\n"
    with pytest.raises(BrokenFrontmatter):
        set_field(text, "z", "1")


def test_a_block_that_is_not_closed_is_broken():
    """It is no frontmatter to add to."""
    with pytest.raises(BrokenFrontmatter):
        read_fields("---\na: b\n")


@pytest.mark.parametrize(
    "old", ["|\n  x\n", "&n x\n", "\n  b: c\n", "\n- x # why\n- y\n- z\n", "[a,\n  b]\n", "\n- [x]\n"]
)
def test_a_value_is_not_replaced_with_loss(old):
    """Block scalars, anchors, nested values, comments on items that would go."""
    text = f"---\na: {old}---\n"
    with pytest.raises(BrokenFrontmatter):
        set_field(text, "a", ("new", "y"))


KEYS = st.lists(
    st.sampled_from(
        [
            'b: "x" # c',
            "c: [p, q]",
            "d:\n- p\n- q # r",
            "e:",
            "# f",
            "",
            "g: 'it''s'",
            "h: |\n  x",
            "i: 2026-01-01",
            "j: {k: l}",
        ]
    ),
    unique=True,
)


@given(
    KEYS,
    KEYS,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["a: old", "a:", "a: 'o' # k", ""]),
    HOSTILE.filter(bool),
)
def test_only_the_value_changes(before, after, newline, line, value):
    """Whatever stands around it, the bytes before and after the value stay, and the block reads as before but for the key."""
    keys = [*before, line, *(key for key in after if key not in before)]
    text = newline.join(["---", *(part for key in keys for part in key.split("\n")), "---", "body", ""])
    result = set_field(text, "a", value)
    start, end = find_block(text)
    assert result[:start] == text[:start]
    assert result.endswith(text[end:])
    assert read_fields(result) == read_fields(text) | {"a": value}
    for part in text[start:end].split(newline):
        if not part.startswith("a:"):
            assert part in result
