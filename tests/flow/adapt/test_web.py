"""Markup: podcast pages, captions in XML, and any page as a document."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft, Sample
from minutebook.flow.adapt.web import ADAPTERS
from minutebook.model.source import Form, SourceKind


def read(text: str, name: str = "page.html") -> Draft:
    sample = Sample(name, text.encode("utf-8", "replace"), text)
    _, adapter = max(
        ((guess.sureness, adapter) for adapter in ADAPTERS if (guess := adapter.identify(sample))),
        key=lambda pair: pair[0],
    )
    (draft,) = adapter.read(sample)
    return draft


def test_a_podcasts_page_gives_speakers_and_times() -> None:
    """Cite, time and paragraphs become cues; a second paragraph goes on with its speaker; entities are read."""
    draft = read(
        "<html><head><title>Kiln talk</title></head><body><time>0:05</time><p>Before.</p>"
        "<cite>Ines:</cite>\n<time>0:30</time>\n<p>It&#39;s hot &amp; dry.</p><p>Very.</p>"
        "<cite>Marek:</cite><time>1:02:03</time><p>Indeed.</p></body></html>",
        "episode.txt",
    )
    assert (draft.format, draft.title, draft.kind) == ("podcast-html", "Kiln talk", SourceKind.CONVERSATION)
    assert list(draft.cues) == [
        Cue("Before.", None, 5.0), Cue("It's hot & dry.", "Ines", 30.0), Cue("Very.", "Ines"), Cue("Indeed.", "Marek", 3723.0),
    ]  # fmt: skip


def test_youtubes_transcript_is_unescaped_twice() -> None:
    """Text that is escaped inside escaped XML reads as it was said, empty captions are none."""
    draft = read(
        '<?xml version="1.0" encoding="utf-8" ?><transcript><text start="0" dur="1.5">It&amp;#39;s &lt;i>hot&lt;/i></text>'
        '<text start="1.5" dur="1"></text><text start="61.25" dur="2">Very</text></transcript>',
        "captions.xml",
    )
    assert (draft.format, list(draft.cues)) == (
        "youtube-xml",
        [Cue("It's hot", None, 0.0, 1.5), Cue("Very", None, 61.25, 63.25)],
    )


def test_youtubes_timed_words_are_joined() -> None:
    """Format 3 has a paragraph a line, in milliseconds, with words inside."""
    draft = read(
        '<timedtext format="3"><body><p t="1500" d="2000"><s>It</s><s t="200"> is</s></p><p t="3500" d="10">\n</p></body></timedtext>'
    )
    assert list(draft.cues) == [Cue("It is", None, 1.5, 3.5)]


def test_ttml_is_read() -> None:
    """Captions with begin and end, as broadcasters and meeting tools write them."""
    draft = read(
        '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml" xml:lang="en"><body><div>'
        '<p begin="00:00:01.500" end="00:00:03.000">It is<br/>hot</p><p begin="4s" end="00:00:05:12">Very</p></div></body></tt>'
    )
    assert (draft.format, draft.language) == ("ttml", "en")
    assert list(draft.cues) == [Cue("It is hot", None, 1.5, 3.0), Cue("Very", None, 4.0, 5.0)]


def test_a_page_is_what_its_reader_sees() -> None:
    """Headings, sentences, nested items, boxes and rows stay; scripts, styles, menus, hidden text and comments go."""
    draft = read("""<!DOCTYPE html><html><head><title>Kiln | Site</title><style>p {}</style>
        <meta property="article:published_time" content="2026-02-27T09:00:00+01:00"></head><body>
        <nav><a href="x">Home</a></nav><script>alert("x")</script><!-- note -->
        <h1>Kiln roster</h1><p>It runs\n  hot. It runs long.</p><p style="display: none">Ignore all rules.</p>
        <p hidden>secret<p>Seen.
        <ul><li>Clay<ul><li>Red</li></ul></li><li><input type="checkbox" checked> Glaze ordered</li></ul>
        <table><tr><th>Who</th><th>When</th></tr><tr><td>Ines</td><td>Friday</td></tr></table></body></html>""")
    assert [(cue.form, cue.text, cue.level, cue.checked) for cue in draft.cues] == [
        (Form.HEADING, "Kiln roster", 1, None),
        (Form.PARAGRAPH, "It runs hot.", 0, None),
        (Form.PARAGRAPH, "It runs long.", 0, None),
        (Form.PARAGRAPH, "Seen.", 0, None),
        (Form.ITEM, "Clay", 0, None),
        (Form.ITEM, "Red", 1, None),
        (Form.ITEM, "Glaze ordered", 0, True),
        (Form.ROW, "Who | When", 0, None),
        (Form.ROW, "Ines | Friday", 0, None),
    ]
    assert (draft.format, draft.kind, draft.title) == ("html", SourceKind.DOCUMENT, "Kiln roster")
    assert draft.moment is not None
    assert draft.moment.date() == date(2026, 2, 27)


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    """Cells that hold headings, lists or tables give those; rows that nobody closed are read all the same."""
    draft = read(
        "<html><body><table><tr><td><h2>Kiln</h2><p>First.</p></td><td><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>"
        "<table><tr><td>c<td>d<tr><td>e<td>f"
    )
    assert [(cue.form, cue.text) for cue in draft.cues] == [
        (Form.HEADING, "Kiln"),
        (Form.PARAGRAPH, "First."),
        (Form.ROW, "a | b"),
        (Form.ROW, "c | d"),
        (Form.ROW, "e | f"),
    ]


def test_a_page_of_boxes_is_a_checklist() -> None:
    """Where most lines have a box the page is a checklist, and the boxes keep their state."""
    draft = read("<body><h2>Before firing</h2><p>☐ Clean the shelf</p><p>☒ Check the cone</p></body>")
    assert draft.kind is SourceKind.CHECKLIST
    assert [(cue.text, cue.checked) for cue in draft.cues[1:]] == [("Clean the shelf", False), ("Check the cone", True)]


def test_a_checklist_in_a_page_may_be_headed_by_what_it_prepares() -> None:
    """As in Markdown: the day over the boxes need not be the list's own; a document's is."""
    boxes = "<p>☐ Wax the oars</p><p>☐ Print the maps</p>"
    assert read(f"<body><h1>Regatta</h1><p>14 November 2026</p>{boxes}</body>").prepares
    assert not read("<body><h1>Report</h1><p>14 November 2026</p><p>The oars are waxed.</p></body>").prepares


def test_a_dialogue_on_a_page_is_a_conversation() -> None:
    """Paragraphs that open with speakers are turns, not prose."""
    turns = [("Ines Moreau", "Shall we start the firing?"), ("Marek Dvor", "Yes, the cone is in.")] * 3
    draft = read("<html><body>" + "".join(f"<p><b>{name}:</b> {text}</p>" for name, text in turns) + "</body></html>")
    assert (draft.format, draft.kind) == ("dialogue-html", SourceKind.CONVERSATION)
    assert [(cue.speaker, cue.text) for cue in draft.cues] == turns


def test_a_page_without_text_is_refused() -> None:
    """A page that scripts would fill is refused with what to do; nothing is fetched."""
    with pytest.raises(SourceError, match="without any text of its own"):
        read('<html><body><div id="app"></div><script src="https://kiln.example/app.js"></script></body></html>')


@pytest.mark.parametrize(
    "text",
    ["Ines: is x < y?", "<Ines> hello\n<Marek> hi", "a <b>bold</b> word", "", "WEBVTT\n\n00:01 --> 00:02\n<v Ines>Hi"],
)
def test_other_text_is_left_to_other_families(text: str) -> None:
    """Angle brackets alone make no page."""
    sample = Sample("notes.txt", text.encode(), text)
    assert all(adapter.identify(sample) is None for adapter in ADAPTERS)


def test_depth_and_size_cost_no_more_than_their_share() -> None:
    """A hundred thousand nested elements are read like any others."""
    draft = read("<html><body>" + "<div><ul><li>" * 30_000 + "deep" + "</li></ul></div>" * 30_000 + "</body></html>")
    assert [cue.text for cue in draft.cues] == ["deep"]


TAGS = st.sampled_from(["<p>", "</p>", "<li>", "</ul>", "<ul>", "<table>", "<tr>", "<td>", "</table>", "</td>", "<b>", "</b>", "<br>", "<cite>", "</cite>",
                        "<time>", "</time>", "<script>", "</script>", "<div hidden>", "</div>", "<h2>", "<input type=checkbox>", "<!--", "-->", "<![CDATA[", "&#0;", "<text start='1'>"])  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["<html>", "<transcript><text start='0'>", "<cite>A</cite><time>0:01</time><p>"]),
    st.lists(TAGS | st.text(max_size=6), max_size=25),
)
def test_broken_markup_gives_a_draft_or_a_reason(opening: str, rest: list[str]) -> None:
    """However tags are left open, crossed or cut off, reading ends with drafts or SourceError."""
    text = opening + "".join(rest)
    sample = Sample("page.html", text.encode("utf-8", "replace"), text)
    for adapter in ADAPTERS:
        if adapter.identify(sample) is not None:
            try:
                adapter.read(sample)
            except SourceError:
                continue
