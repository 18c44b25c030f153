"""Escaping: nothing of a source is active in the vault, and all of it reads as it was."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inert import as_seen, find_active, parse, read_text
from minutebook.text.escape import escape_inline, escape_lines, escape_title, unescape

SHARED = Path(__file__).resolve().parents[2].parent / "shared"

SNIPPETS = (
    """
[[Page]]|![[Page]]|[[Page#^u1|x]]|#tag|#|^u5|^[note]|[^1]|%%|<%|%>|<% tp.x() %>|$=|`= this.file`|`$= dv.pages()`|```dataviewjs|~~~|``|$x$|$$|\
---|===|***|___|- [ ] do|* [x] done|1. one|2) two|10. |+ plus|+1|-1|> quote|> [!note]|# head|###### h|key:: value|[key:: v]|(key:: v)|::|:::|==lit==|=|\
<b>|</b>|<img src=x onerror=alert(1)>|<!-- x -->|<script>|<https://a.example>|https://a.example/x?y=1&z=2|http://a|www.a.example|WWW.a.example|me@a.example|\
[x](javascript:alert(1))|![p](http://t.example/p.png)|[ref]: http://a|&amp;|&#35;|&lt;b&gt;|&copy|\\|\\*|\\[|\\\\|*em*|**st**|_em_|__st__|~~no~~|~no~|a_b_c|\
| a | b ||--|--||📅 2026-01-02|⏳️ 2026-01-02|✅2026-01-02|🔁 every day|⏫|obsidian://open?x|file:///etc|50%|5 %% 6|C#|a^2|x::y|12:31|2026-01-02|\t|    code|\
\u2028|\u2029|\x00|\u202e|\u200b|\ufeff|\x85|\x0c|\r|\r\n|\n|\n\n|\U000e0041|é|e\u0301|שלום|👩‍👧|@Myself|#task|{{x}}|{x}|:smile:|"|'|!|?|.|...|-|--|word|two words
""".replace("\\\n", "")
    .strip()
    .split("|")
)
HOSTILE = st.lists(
    st.sampled_from([*SNIPPETS, "|", "| a | b |", "|--|--|", " ", "\n"]) | st.text(st.characters(), max_size=3),
    max_size=10,
).map("".join)


@settings(max_examples=100)
@given(HOSTILE)
@example("text ^u5")
@example("---\nkey: value\n---")
def test_no_text_is_active_and_all_reads_as_it_was(text: str) -> None:
    """Alone, in a list item, before a link or in a heading, an escaped text only stands there."""
    escaped = escape_inline(text)
    assert find_active(escaped) == []
    assert "\n" not in escaped
    assert read_text(parse(escaped)) == as_seen(text)
    assert unescape(escaped) == as_seen(text)
    for around, kinds in (
        ("- {}", {"list_item", "bullet_list"}),
        ("# {}", {"heading"}),
        ("**{}**", {"strong"}),
        ("- *0:12* {} ^u3", {"list_item", "bullet_list", "em"}),
        ("| a |\n| --- |\n| {} |", {"table", "thead", "tbody", "tr", "th", "td"}),
    ):
        tokens = parse(around.format(escaped or "x"))
        opened = {token.type.removesuffix("_open") for token in tokens if token.type.endswith("_open")}
        opened |= {
            token.type.removesuffix("_open")
            for token in tokens
            for token in token.children or []
            if "_open" in token.type
        }
        assert opened - {"paragraph"} <= kinds
        assert as_seen(text) in read_text(tokens) or not escaped


@given(HOSTILE)
def test_lines_stay_lines(text: str) -> None:
    """Line by line nothing is active either, and no line is empty."""
    lines = escape_lines(text)
    assert all(lines)
    assert find_active("\n".join(lines)) == []
    assert " ".join(map(unescape, lines)) == as_seen(text)


@given(HOSTILE)
def test_a_title_is_safe_in_a_link(text: str) -> None:
    """An alias closes no link, opens nothing and shows no backslash."""
    title = escape_title(text)
    assert not set(title) & set("[]|#^<>`*_$~\\\n@")
    assert not any(pair in title for pair in ("%%", "::", "=="))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Send the plan, 50% by 12:30 - then call", "Send the plan, 50% by 12:30 - then call"),
        ("Costs $5 & more", r"Costs \$5 & more"),
        ("use #budget", r"use \#budget"),
        ("- [ ] do it", r"\- \[ \] do it"),
        ("due:: friday", r"due\:\: friday"),
        ("<% x %>", r"\<\% x \%\>"),
        ("see https://a.example", r"see https\://a.example"),
        ("1. first", r"1\. first"),
        ("two\n\n---\nlines", "two --- lines"),
    ],
)
def test_only_what_could_be_active_is_escaped(text: str, escaped: str) -> None:
    """Everyday text stays readable in the file itself."""
    assert escape_inline(text) == escaped


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the evaluation material is not there")
def test_hostile_mails_and_talk_are_inactive() -> None:
    """Every injection at hand is inert, as a whole and by line."""
    texts = []
    for path in sorted((SHARED / "eval/data/injection").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            texts += [value for value in json.loads(line).values() if isinstance(value, str)]
    assert len(texts) > 200
    for text in texts:
        assert find_active(escape_inline(text)) == []
        assert read_text(parse(escape_inline(text))) == as_seen(text)
        assert find_active("\n".join(escape_lines(text)) or "x") == []
