"""The readable rendering of a source."""

import re
from collections.abc import Sequence
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inert import RAW, as_seen, parse, read_text, walk
from minutebook.flow.outputs.rendering import anchor_text, block_of, format_clock, render_source
from minutebook.model.source import DatedFrom, Form, Header, Part, Source, SourceKind, Utterance

ORIGINAL = "Sources/Transcripts/2026/2026-03-12 1000 - Pilot scope.vtt"
ANCHOR = re.compile(r"(?:^|\s)\^(u\d+)$")


def make_source(utterances: Sequence[Utterance], kind: SourceKind = SourceKind.CONVERSATION, **more: object) -> Source:
    part = Part("talk.vtt", "0", 1)
    given = {"title": "Pilot scope", "date": date(2026, 3, 12), **more}
    return Source(
        id="s", kind=kind, format="x", parts=(part,), dated_from=DatedFrom.NAME, utterances=tuple(utterances), **given
    )


def write(texts: Sequence[str], form: Form = Form.PARAGRAPH) -> list[Utterance]:
    return [Utterance(n, text, block=n, form=form) for n, text in enumerate(texts)]


def find_blocks(markdown: str) -> dict[str, str]:
    """What Obsidian opens for each block id: the paragraph or list item that ends with it, or the table before it."""
    blocks: dict[str, str] = {}
    lines = markdown.split("\n")
    tokens = parse(markdown)
    table = ""
    for place, token in enumerate(tokens):
        if token.type == "table_open":
            end = next(n for n, later in enumerate(tokens) if n > place and later.type == "table_close")
            table = " | ".join(read_text([cell]) for cell in tokens[place:end] if cell.type == "inline")
        if token.type != "inline" or tokens[place - 1].type != "paragraph_open":
            continue
        anchor = ANCHOR.search(token.content)
        if not anchor:
            continue
        assert anchor[1] not in blocks, "a block id stands twice"
        alone = token.content == f"^{anchor[1]}"
        if alone:
            first, last = token.map or (0, 0)
            assert lines[first - 1] == lines[last] == ""
        text = read_text([token])
        blocks[anchor[1]] = table if alone else text.removesuffix(f" ^{anchor[1]}")
    return blocks


def test_talk_has_a_block_for_each_utterance_under_its_speaker() -> None:
    """The speaker's line stands once, each utterance has its time and its id."""
    source = make_source(
        [
            Utterance(0, "Good morning.", "Ana Ruiz", 3.1, 4.0, 0),
            Utterance(1, "Shall we start?", "Ana Ruiz", 62.0, 63.0, 1),
            Utterance(2, "Yes.", "Chitra Rao", 3725.9, None, 2),
        ],
        time=time(10, 0),
        people=(Header("Ben Okafor", "ben@example.org"),),
        aside="My own *notes*\n\n- [ ] call",
    )
    assert render_source(source, ORIGINAL) == (
        "# Pilot scope\n\n**Date**: 2026-03-12 10:00\n**With**: Ben Okafor, Ana Ruiz, Chitra Rao\n"
        f"**Original**: [[{ORIGINAL}|2026-03-12 1000 - Pilot scope.vtt]]\n\n"
        "**Ana Ruiz**\n\n*0:03* Good morning. ^u0\n\n*1:02* Shall we start? ^u1\n\n"
        "**Chitra Rao**\n\n*1:02:05* Yes. ^u2\n\n"
        "> [!note]- Also in the file\n> My own \\*notes\\*\n> \\- \\[ \\] call\n"
    )


def test_a_document_has_paragraphs_items_and_tables() -> None:
    """Sentences of a paragraph share a block, rows a table; boxes are drawn, not active."""
    source = make_source(
        [
            Utterance(0, "Plan", block=0, form=Form.HEADING, level=1),
            Utterance(1, "First.", block=1, form=Form.PARAGRAPH),
            Utterance(2, "Second.", block=2, form=Form.PARAGRAPH, joins=True),
            Utterance(3, "Third.", block=3, form=Form.PARAGRAPH),
            Utterance(4, "outer", block=4, form=Form.ITEM, level=2),
            Utterance(5, "inner", block=5, form=Form.ITEM, level=4, checked=True),
            Utterance(6, "next", block=6, form=Form.ITEM, level=2, checked=False),
            Utterance(7, "who | what", block=7, form=Form.ROW),
            Utterance(8, "Ana | a|b | c", block=8, form=Form.ROW),
            Utterance(9, "End.", block=9, form=Form.PARAGRAPH),
        ],
        SourceKind.DOCUMENT,
    )
    text = render_source(source, "Sources/Documents/2026/plan.md.txt")
    assert text.partition("plan.md.txt]]\n\n")[2] == (
        "**Plan** ^u0\n\nFirst. Second. ^u1\n\nThird. ^u3\n\n- outer ^u4\n    - ☑ inner ^u5\n- ☐ next ^u6\n\n"
        "| who | what |  |\n| --- | --- | --- |\n| Ana | a\\|b | c |\n\n^u7\n\nEnd. ^u9\n"
    )
    assert block_of(source) == {0: 0, 1: 1, 2: 1, 3: 3, 4: 4, 5: 5, 6: 6, 7: 7, 8: 7, 9: 9}
    assert find_blocks(text)["u7"] == "who | what |  | Ana | a|b | c"


def test_a_grown_paragraph_keeps_the_block_that_was_linked() -> None:
    """A sentence put before those already rendered does not take the paragraph's id away."""
    source = make_source(
        [
            Utterance(0, "New.", block=7, form=Form.PARAGRAPH),
            Utterance(1, "Old.", block=3, form=Form.PARAGRAPH, joins=True),
        ],
        SourceKind.DOCUMENT,
    )
    assert "New. Old. ^u3\n" in render_source(source, ORIGINAL)
    assert block_of(source) == {0: 3, 1: 3}


def test_only_an_original_that_opens_safely_is_linked() -> None:
    """A mail, a page or a path that would break the link is named in plain text."""
    source = make_source(write(["Hello."]), SourceKind.EMAIL)
    assert "**Original**: Sources/Email/2026/a.eml\n" in render_source(source, "Sources/Email/2026/a.eml")
    assert r"Sources/a\[1\].vtt" in render_source(source, "Sources/a[1].vtt")


def test_an_anchor_shows_the_time_the_date_or_the_place() -> None:
    """Times in talk, the date of a mail, the place of a passage without times."""
    talk = make_source([Utterance(0, "a", start=751.0, block=0), Utterance(1, "b", block=1)])
    assert [anchor_text(talk, n) for n in (0, 1)] == ["12:31", "§2"]
    assert anchor_text(make_source(write(["a"]), SourceKind.EMAIL), 0) == "2026-03-12"
    with pytest.raises(KeyError):
        anchor_text(talk, 9)
    assert format_clock(3723) == "1:02:03"


def test_a_change_to_nobody_is_shown() -> None:
    """Words that nobody is named for do not stand under the speaker before."""
    source = make_source([Utterance(0, "a", "Ana Ruiz", block=0), Utterance(1, "b", None, block=1)])
    assert "a ^u0\n\n**—**\n\nb ^u1\n" in render_source(source, ORIGINAL)


HOSTILE = st.lists(
    st.sampled_from(["[[x]]", "#t", "^u1", "^u0", "%%", "<%", "- ", "- [ ] ", "1. ", "> ", "# ", "---", "===", "```", "$", "|", " | ", "a::b", "\n", "\u2028", "\t", "word", "*", "`= x`"])
    | st.text(st.characters(), max_size=3),
    max_size=6,
).map("".join)  # fmt: skip


@st.composite
def sources(draw: st.DrawFn) -> Source:
    size = draw(st.integers(0, 7))
    blocks = draw(st.permutations(range(size)))
    utterances = [
        Utterance(
            number,
            draw(HOSTILE),
            draw(st.none() | HOSTILE),
            draw(st.none() | st.floats(0, 9999)),
            block=blocks[number],
            form=draw(st.sampled_from(list(Form))),
            checked=draw(st.sampled_from([None, None, True, False])),
            level=draw(st.integers(0, 6)),
            joins=draw(st.booleans()),
        )
        for number in range(size)
    ]
    return make_source(utterances, draw(st.sampled_from(list(SourceKind))), title=draw(HOSTILE), aside=draw(HOSTILE))


@settings(max_examples=100)
@given(sources())
def test_every_block_resolves_and_holds_its_words_whatever_they_are(source: Source) -> None:
    """For any source each utterance's block exists once, where Obsidian looks for it, with the words as they were."""
    text = render_source(source, ORIGINAL)
    blocks = find_blocks(text)
    numbers = block_of(source)
    assert set(numbers) == {utterance.id for utterance in source.utterances}
    assert set(blocks) == {f"u{number}" for number in numbers.values()}
    for utterance in source.utterances:
        seen = as_seen(utterance.text).replace("|", " ")
        assert "".join(seen.split()) in "".join(blocks[f"u{numbers[utterance.id]}"].replace("|", " ").split())


@settings(max_examples=100)
@given(sources())
def test_nothing_of_a_source_is_active_in_its_rendering(source: Source) -> None:
    """The rendering's own header, lists, tables and fold are all that does anything."""
    text = render_source(source, ORIGINAL)
    head, _, body = text.partition(f"[[{ORIGINAL}|2026-03-12 1000 - Pilot scope.vtt]]\n")
    assert head.startswith("# ")
    body = body.replace("> [!note]- Also in the file\n", "")
    passive = {"block id", "list or task", "callout or quote"}
    assert [
        name
        for name, pattern in RAW.items()
        if name not in passive and re.search(pattern, head[2:] + body, re.MULTILINE)
    ] == []
    assert not re.search(r"^\s*(?:[-*+]|\d+[.)])\s+\[.\]", body, re.MULTILINE)
    kinds = {token.type.partition("_")[0] for token in walk(parse(body))}
    lists = {"bullet", "list"}
    tables = {"table", "thead", "tbody", "tr", "th", "td"}
    assert kinds <= {"paragraph", "inline", "text", "softbreak", "strong", "em", "blockquote"} | lists | tables


def test_pages_are_named_where_they_begin_and_cited() -> None:
    """A line says where a page begins, and evidence links show the page instead of a passage's number."""
    source = make_source(
        [
            Utterance(0, "The kiln is old.", block=0, form=Form.PARAGRAPH, place="p. 1"),
            Utterance(1, "It cracks.", block=1, form=Form.PARAGRAPH, place="p. 1"),
            Utterance(2, "We buy another.", block=2, form=Form.PARAGRAPH, place="p. 2"),
        ],
        SourceKind.DOCUMENT,
    )
    text = render_source(source, ORIGINAL)
    assert text.count("*p. 1*") == 1 and text.index("*p. 2*") < text.index("We buy")
    assert anchor_text(source, 2) == "p. 2"


def test_an_empty_cell_keeps_its_column() -> None:
    """Cells stand under their heads also where one before them is empty."""
    rows = write(["Item | Owner | Due", "Seal | | Friday"], Form.ROW)
    assert "| Seal |  | Friday |" in render_source(make_source(rows, SourceKind.DOCUMENT), ORIGINAL)
