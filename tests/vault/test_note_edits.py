"""Byte-exact edits of one note's text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.vault.note import (
    find_block,
    find_head,
    find_section,
    find_sections,
    has_children,
    insert_line,
    read_note,
    remove_empty_section,
    remove_line,
    replace_line,
)

PIECES = st.sampled_from(
    [
        "# Top", "## Tasks", "## Tasks ##", "### Below", "Title\n===", "Title\n---", "---", "- a ^mb-1", "  - child", "* b", "text", "", " ", "\t",
        "```", "~~~", "- ```", "%%", "a %% b", "<!--", "-->", "> quote", "| t | u |", "\ufeff", "é\u2028x", "*Source: [[S]]*", "key: value",
    ]
)  # fmt: skip
NOTES = st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n", "\r\n", "\r"])), max_size=14).flatmap(
    lambda pairs: st.sampled_from(["", "\ufeff", "---\nk: v\n---\n", "---\r\n---\r\n", "---\nopen\n"]).flatmap(
        lambda head: st.booleans().map(
            lambda final: (
                head + "".join(a + b for a, b in pairs[:-1]) + "".join(a + (b if final else "") for a, b in pairs[-1:])
            )
        )
    )
)


def inserted(before, after):
    """What was put in at one place; None where anything else changed."""
    for start in range(len(before) + 1):
        if before[:start] != after[:start]:
            return None
        rest = len(before) - start
        if after[len(after) - rest :] == before[start:]:
            return after[start : len(after) - rest]
    return None


@given(NOTES)
def test_lines_join_to_the_text(text):
    """Reading loses no byte, whatever line breaks are mixed."""
    assert read_note(text).text == text


@given(NOTES, st.sampled_from(["end", "first", "dated"]), st.sampled_from(["", "> [!note]- Earlier"]))
def test_an_insertion_changes_nothing_else(text, place, opener):
    """Every byte of an arbitrary note stays, in its order; what is new stands at one place and can be found again."""
    line = "- [[N|2026-01-02]] new ^mb-9"
    result = insert_line(text, "Tasks", line, place=place, opener=opener, order=("Tasks", "Later"))
    added = inserted(text, result)
    assert added is not None
    assert len(find_block(read_note(result), "mb-9")) == 1
    assert set(added.replace(line, "").replace(opener, "").replace("## Tasks", "").strip()) == set()


@given(st.text(st.characters(exclude_categories=("Cs",))), st.sampled_from(["end", "first", "dated"]))
def test_an_insertion_into_any_text(text, place):
    """Also where the text is no Markdown at all."""
    result = insert_line(text, "Tasks", "- new ^mb-9", place=place)
    assert inserted(text, result) is not None
    assert result.count("- new ^mb-9") == 1


@given(NOTES)
def test_a_second_insertion_makes_no_second_section(text):
    """The section that was made is the one that the next line goes into."""
    once = insert_line(text, "Tasks", "- one ^mb-8")
    titles = [title for title, _ in find_sections(read_note(once))]
    twice = insert_line(once, "Tasks", "- two ^mb-9")
    assert [title for title, _ in find_sections(read_note(twice))] == titles


@given(NOTES, st.integers(0, 30))
def test_replacing_and_removing_touch_one_line(text, number):
    """The other lines and all line breaks keep their bytes."""
    lines = read_note(text).lines
    if not lines:
        return
    number %= len(lines)
    replaced = read_note(replace_line(text, number, "x"))
    assert [(old.text if n != number else "x") + old.ending for n, old in enumerate(lines)] == [
        a.text + a.ending for a in replaced.lines
    ]
    assert remove_line(text, number) == "".join(old.text + old.ending for n, old in enumerate(lines) if n != number)


@given(NOTES)
def test_a_line_that_was_inserted_can_be_taken_out(text):
    """Into a section that is there: inserting a line and removing it gives the same bytes, less the blank line below that kept it apart."""
    if find_section(read_note(text), "Tasks") is None:
        return
    result = insert_line(text, "Tasks", "- new ^mb-9", place="first")
    (number,) = find_block(read_note(result), "mb-9")
    back = remove_line(result, number)
    lines = read_note(back).lines
    parted = "".join(line.text + line.ending for n, line in enumerate(lines) if n != number)
    assert text in {back, back.rstrip("\r\n"), parted}


@pytest.mark.parametrize(
    "hidden",
    [
        "---\n# Tasks\n---\n",
        "```md\n## Tasks\n```\n",
        "~~~~\n```\n## Tasks\n~~~\n~~~~\n",
        "- ```\n  ## Tasks\n  ```\n",
        "%%\n## Tasks\n%%\n",
        "<!-- a\n## Tasks\n-->\n",
        "a %% b\n## Tasks\nc %%\n",
        "    ## Tasks\n",
        "#Tasks\n",
        "####### Tasks\n",
        "> ## Tasks\n",
        "- ## Tasks\n",
        "```\n## Tasks\n",
        "%%\n## Tasks\n",
    ],
)
def test_what_only_looks_like_a_heading_is_none(hidden):
    """Frontmatter, code, comments, quotes, list items and tags hold no section."""
    assert find_section(read_note(hidden), "Tasks") is None


@pytest.mark.parametrize(
    "shown",
    [
        "## Tasks\n",
        "   # tasks:   \n",
        "## **Tasks** ##\n",
        "Tasks\n---\n",
        "Tasks\n=====\n",
        "\ufeff# Tasks\n",
        "`%%`\n## Tasks\n",
        "50%% off\n## Tasks\n",
        "- ```\n\n## Tasks\n",
        "`` ` ``` ` ``\n## Tasks\n",
        "<!-- a -->\n## Tasks\n",
        "%% a %%\n## Tasks\n",
    ],
)
def test_headings_as_people_write_them(shown):
    """Other levels, case, emphasis, closing marks, underlined headings, and marks that open nothing."""
    assert find_section(read_note(shown), "Tasks") is not None


def test_a_line_goes_to_the_end_of_its_section():
    """Before the blank lines that close it, before headings nested in it, and before a rule."""
    text = "# N\n\n## Tasks\n\n- a\n  - b\n\n### Mine\n\nx\n\n## Next\n"
    assert insert_line(text, "Tasks", "- c") == text.replace("  - b\n", "  - b\n- c\n")
    assert insert_line("## Tasks\n- a\n\n---\n\nfoot\n", "Tasks", "- c") == "## Tasks\n- a\n- c\n\n---\n\nfoot\n"


def test_a_list_does_not_run_into_a_paragraph():
    """After text of the user's, a blank line keeps the new item apart."""
    assert insert_line("## Tasks\ntext\n", "Tasks", "- c") == "## Tasks\ntext\n\n- c\n"


def test_an_empty_section_keeps_its_blank_line():
    """The line stands under the heading, with a blank line before the next."""
    assert insert_line("## Tasks\n\n## Next\n", "Tasks", "- c") == "## Tasks\n- c\n\n## Next\n"
    assert insert_line("## Tasks\n\n\n## Next\n", "Tasks", "- c") == "## Tasks\n\n- c\n\n## Next\n"
    assert insert_line("## Tasks\n", "Tasks", "- c") == "## Tasks\n- c\n"
    assert insert_line("## Tasks", "Tasks", "- c") == "## Tasks\n- c"


def test_a_missing_section_is_made_where_the_template_has_it():
    """Before the next section that is there, else before the line that names the source, else at the end."""
    order = ("Summary", "Tasks", "Notes")
    assert (
        insert_line("# N\n\n## Notes\n\nx\n", "Tasks", "- c", order=order)
        == "# N\n\n## Tasks\n\n- c\n\n## Notes\n\nx\n"
    )
    foot = "# N\n\n## Summary\n\nx\n\n---\n\n*Source: [[S]]*\n"
    assert insert_line(foot, "Tasks", "- c", order=order) == foot.replace("---", "## Tasks\n\n- c\n\n---")
    assert insert_line("# N\n\nx\n", "Tasks", "- c", order=order) == "# N\n\nx\n\n## Tasks\n\n- c\n"
    assert insert_line("", "Tasks", "- c") == "## Tasks\n\n- c\n"
    assert insert_line("x", "Tasks", "- c") == "x\n\n## Tasks\n\n- c"


def test_the_end_of_frontmatter_is_no_rule():
    """A section made above the line that names the source stays below the frontmatter."""
    assert insert_line("---\nk: v\n---\n*Source: [[S]]*\n", "Tasks", "- c") == (
        "---\nk: v\n---\n\n## Tasks\n\n- c\n\n*Source: [[S]]*\n"
    )


def test_a_block_that_is_never_closed_swallows_nothing():
    """The new section stands before it."""
    assert insert_line("x\n\n```\ncode\n", "Tasks", "- c") == "x\n\n## Tasks\n\n- c\n\n```\ncode\n"


def test_the_neighbours_line_break_is_taken():
    """Windows' line breaks stay Windows'."""
    assert insert_line("## Tasks\r\n\r\n- a\r\n", "Tasks", "- c") == "## Tasks\r\n\r\n- a\r\n- c\r\n"
    assert insert_line("## Tasks\r\n- a", "Tasks", "- c") == "## Tasks\r\n- a\r\n- c"


def test_dated_lines_stand_newest_first():
    """A line goes before the first older one, after those of its day, after the last with what hangs on it."""
    dated = "## Log\n\n- [[A|2026-03-05]] a\n- [[B|2026-03-01]] b\n  - mine\n\nmore\n"
    cases = {"2026-03-06": 0, "2026-03-05": 1, "2026-03-02": 1, "2026-03-01": 3, "2026-01-01": 3}
    for day, after in cases.items():
        lines = insert_line(dated, "Log", f"- [[C|{day}]] c", place="dated").split("\n")[2:]
        assert lines.index(f"- [[C|{day}]] c") == after


def test_a_callout_is_opened_once():
    """Folded lines stand under one head, the newest on top."""
    text = insert_line("# N\n", "Old", "> - a", place="first", opener="> [!note]- Earlier")
    assert text == "# N\n\n## Old\n\n> [!note]- Earlier\n> - a\n"
    assert insert_line(text, "Old", "> - b", place="first", opener="> [!note]- Earlier") == text.replace(
        "> - a", "> - b\n> - a"
    )


def test_the_head_is_what_stands_under_the_title():
    """A line of the head goes there; a note without a title has none."""
    text = "# N\n\n**Date**: x\n\n## Tasks\n\n- a\n"
    assert insert_line(text, "", "> note") == text.replace("x\n", "x\n\n> note\n")
    assert find_head(read_note("## Tasks\n")) is None
    with pytest.raises(ValueError, match="head"):
        insert_line("## Tasks\n", "", "x")


def test_a_section_left_empty_goes():
    """Only where nothing stands in it and nothing is nested under it."""
    assert remove_empty_section("# N\n\n## Tasks\n\n## Next\n\nx\n", "Tasks") == "# N\n\n## Next\n\nx\n"
    for kept in ("## Tasks\nx\n", "## Tasks\n\n### Mine\n", "# N\n"):
        assert remove_empty_section(kept, "Tasks") == kept


def test_children_are_seen():
    """An indented line under an item hangs on it."""
    note = read_note("- a\n  - b\n- c\n\nd\n")
    assert [has_children(note, n) for n in range(4)] == [True, False, False, False]


@pytest.mark.parametrize(
    ("below", "apart"),
    [
        ("my words", True),
        ("**bold** words", True),
        ("- another", False),
        ("  indented", False),
        ("> quote", False),
        ("## Next", False),
    ],
)
def test_an_inserted_item_does_not_swallow_the_words_below(below: str, apart: bool) -> None:
    """A paragraph right below a list item would be read as part of it: a blank line keeps it apart."""
    text = f"# Page\n\n## Recent Context\n\n{below}\n"
    made = insert_line(text, "Recent Context", "- new ^mb-1", place="first")
    gap = "\n" if apart else ""
    assert made.endswith(f"- new ^mb-1\n{gap}{below}\n") or below == "## Next"
    assert made.replace("- new ^mb-1\n", "").replace("\n\n\n", "\n\n").count(below) == 1


@pytest.mark.parametrize(
    "text", ["# Mine\n\nKeep this.\n", "# Mine\n\nKeep this.\n\n\n", "Keep this.\n", "# Mine\r\n\r\nKeep.\r\n"]
)
def test_a_section_made_at_the_end_goes_without_a_trace(text: str) -> None:
    """Made for a line and emptied of it, it leaves the bytes that were there."""
    made = insert_line(text, "New names", "- [ ] x ^mb-1")
    (number,) = find_block(read_note(made), "mb-1")
    assert remove_empty_section(remove_line(made, number), "New names") == text
