"""Links in a note's text: found in every form, rewritten in place, every other byte kept."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.vault.frontmatter import read_fields
from minutebook.vault.wikilinks import Link, rewrite_links


def to(new: str, old: str = "Old"):
    def aim(link: Link) -> Link | None:
        return Link(new, link.sub, link.shown) if link.target.removesuffix(".md") == old else None

    return aim


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[Old]]", "[[New]]"),
        ("[[Old|shown]]", "[[New|shown]]"),
        ("[[Old|]]", "[[New|]]"),
        ("[[Old#^mb-1|12:31]]", "[[New#^mb-1|12:31]]"),
        ("![[Old#Heading]]", "![[New#Heading]]"),
        ("| [[Old\\|cell]] |", "| [[New\\|cell]] |"),
        ("[[ Old ]]", "[[ New ]]"),
        ("[text](Old.md#^b)", "[text](New.md#^b)"),
        ("![x](<Old.md>)", "![x](<New.md>)"),
        ("- [ ] ask [[Old]] `[[Old]]` [[Older]]", "- [ ] ask [[New]] `[[Old]]` [[Older]]"),
    ],
)
def test_forms(before, after):
    """Every form of a link is rewritten; what stands in a code span, and a longer name, is not."""
    assert rewrite_links(before, to("New")) == after


@pytest.mark.parametrize(
    "text",
    ["\\[[Old]]", "```\n[[Old]]\n```\n", "%%\n[[Old]]\n%%\n", "[x](https://e.example/Old.md)", "[[Old", "[[Oldish]]"],
)
def test_no_links(text):
    """Escaped brackets, code, comments and addresses are left alone."""
    assert rewrite_links(text, to("New")) == text


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ('person: "[[Old]]"', "[[O'New]]"),
        ("person: '[[Old]]'", "[[O'New]]"),
        ("person: '[[Old|it''s]]'", "[[O'New|it's]]"),
        ('people: ["[[Old]]", "[[Other]]"]', ("[[O'New]]", "[[Other]]")),
    ],
)
def test_frontmatter(line, value):
    """A quoted value keeps its quotes, whatever the new name holds."""
    changed = rewrite_links(f"---\nid: 1 # mine\n{line}\n---\n", to("O'New"))
    assert value in read_fields(changed).values()
    assert changed.startswith("---\nid: 1 # mine\n")


def test_broken_frontmatter_stays():
    """Links in a frontmatter that cannot be parsed stay; those below it are rewritten."""
    text = '---\na: "[[Old]]\n---\n[[Old]]\n'
    assert rewrite_links(text, to("New")) == '---\na: "[[Old]]\n---\n[[New]]\n'


_PIECES = st.sampled_from(
    ["[[Old]]", "[[Old|a]]", "![[Old#^b]]", "[[Other]]", "words", "  ", "\n", "\r\n", "\t", "`", "```", "%%", "---\n", "# ", "- [ ] ", "|", "\\", "é", "[[", "]]"]
)  # fmt: skip


@given(st.lists(st.one_of(_PIECES, st.text(max_size=8)), max_size=25).map("".join))
def test_nothing_else_changes(text):
    """Whatever the page, only the targets of links change: put back, the text is what it was, byte for byte."""
    changed = rewrite_links(text, to("Nowhere-else"))
    assert re.sub(r"Nowhere-else", "Old", changed) == re.sub(r"Nowhere-else", "Old", text)
    assert rewrite_links(changed, to("Old", "Nowhere-else")) == text
