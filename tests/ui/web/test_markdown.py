"""Notes as HTML."""

from minutebook.ui.web.markdown import as_html, line_html, link_html


def test_a_note_reads_as_in_obsidian() -> None:
    """Frontmatter and queries are left out, boxes become signs, block ids the ids of their lines."""
    html = as_html(
        "---\ntype: x\n---\n# T\n\n- [?] Order it [[N (source)#^u3|0:19]] #task #proposed #auto ^mb-1\n\n```tasks\nnot done\n```\n\nSaid. ^u4\n"
    )
    assert (
        '<li id="mb-1" class="task"><span class="box proposed" role="img" aria-label="proposed"></span> Order it '
        in html
    )
    assert '<a href="/to?link=N%20%28source%29%23%5Eu3">0:19</a></li>' in html
    assert '<p id="u4">Said.</p>' in html
    assert "not done" not in html
    assert "type: x" not in html


def test_nothing_in_a_note_is_active() -> None:
    """HTML is text, images are not loaded, only mail and the web are linked."""
    html = as_html(
        "<b onclick=x>hi</b> ![a](http://x/y.png) [s](javascript:alert) [f](file:///etc) [w](https://w.example)"
    )
    assert "<b" not in html
    assert "<img" not in html
    assert "javascript" not in html.replace("[s](javascript:alert)", "")
    assert '<a href="https://w.example" rel="noreferrer noopener">w</a>' in html


def test_a_link_may_hold_anything() -> None:
    """Quotes and markup in a link's words stay words."""
    assert link_html('[[A|"><i>]]') == '<a href="/to?link=A">&quot;&gt;&lt;i&gt;</a>'
    assert link_html("no <link>") == "no &lt;link&gt;"
    assert line_html("**bold** <i>") == "<strong>bold</strong> &lt;i&gt;"
