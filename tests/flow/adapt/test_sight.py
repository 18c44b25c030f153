"""What a reader of HTML sees, and what stands in it that nobody does."""

import time

import pytest

from minutebook.flow.adapt.mail.markup import read_markup

SECRET, OPEN = "Move the anchor tonight.", "The quay is dry."


def sheet(css: str, body: str = f'<div class="q" id="q">{SECRET}</div>') -> str:
    return f"<html><head><style>{css}</style></head><body>{body}<p>{OPEN}</p></body></html>"


def styled(style: str, tag: str = "div") -> str:
    return f'<body><{tag} style="{style}">{SECRET}</{tag}><p>{OPEN}</p></body>'


def within(around: str, style: str) -> str:
    return f'<body><table><tr><td {around}><span style="{style}">{SECRET}</span></td></tr></table><p>{OPEN}</p></body>'


UNSEEN = [
    *map(
        styled,
        [
            "DISPLAY:/**/none",
            "d\\69splay:none",
            "display:none!important;display:block",
            "visibility:collapse",
            "content-visibility:hidden",
            "opacity:.01",
            "opacity:0%",
            "filter:alpha(opacity=0)",
            "filter:opacity(0)",
            "font-size:.1em",
            "font:0/0 a",
            "font:700 1px/1 serif",
            "color:#fff",
            "color:#FEFEFE",
            "color:hsl(0,0%,100%)",
            "color:rgb(100% 100% 100%)",
            "color:rgba(0,0,0,0)",
            "color:#0000",
            "color:rgba(0,0,0,.03)",
            "-webkit-text-fill-color:transparent",
            "background:navy;color:#000080",
            "background:url(sea.png) #123;color:#112233",
            "background-color:black",
            "height:0;overflow:hidden",
            "max-height:0",
            "width:1px;height:1px;overflow:hidden",
            "line-height:0;overflow:hidden",
            "position:absolute;left:-200vw",
            "position:fixed;top:-900px",
            "position:absolute;right:-99em",
            "position:absolute;left:9000px",
            "margin-left:-4000px",
            "margin:0 0 0 -4000px",
            "text-indent:-100%",
            "transform:translateX(-4000px)",
            "transform:scale(0)",
            "position:absolute;clip:rect(1px,1px,1px,1px)",
            "position:absolute;clip-path:inset(50%)",
            "position:absolute;clip-path:circle(0)",
        ],
    ),
    *map(
        sheet,
        [
            ".q{display:none}",
            "#q{color:white}",
            "div{font-size:0}",
            "body .q{display:none}",
            "html > body > div.q{display:none}",
            "[id=q]{display:none}",
            "*[class~='q']{opacity:0}",
            "<!-- .q{display:none} -->",
            "a{color:red}/* } */.z,.q{display:none}",
            "@media screen{.q{display:none}}",
            "@media (min-width:1px){.q{display:none}}",
            "@supports (color:red){@media all{.q{display:none}}}",
            ".q{display:none!important}#q{display:block}",
            "@font-face{src:url(x)} .q{display:none}",
        ],
    ),
    within('bgcolor="#102030"', "color:#112131"),
    within('style="color:white"', "font-weight:bold"),
    within('bgcolor="FFFFFF"', "color:white"),
    f"<body><dialog>{SECRET}</dialog><p>{OPEN}</p></body>",
    f"<body><div popover>{SECRET}</div><p>{OPEN}</p></body>",
    f'<body bgcolor="#222"><font color="#222222">{SECRET}</font><p style="color:white">{OPEN}</p></body>',
    f'<body><p><font color="white"></p><p>{SECRET}</p></font><p>{OPEN}</p></body>',
    f"<body><!--[if mso]>{SECRET}<![endif]--><p>{OPEN}</p></body>",
]

SEEN = [
    *map(
        styled,
        [
            "line-height:1",
            "font-size:1em",
            "font-size:1.2rem;line-height:1",
            "opacity:1",
            "opacity:.9",
            "max-height:100px;overflow:hidden",
            "width:100%;overflow:hidden",
            "height:0",
            "color:windowtext",
            "color:#fff;background:#003",
            "color:white;background:url(sea.png)",
            "color:white;background-image:linear-gradient(red,blue)",
            "color:var(--ink)",
            "margin-left:-10px",
            "left:-9999px",
            "text-indent:-18pt",
            "display:none;display:block",
            "background:transparent",
        ],
    ),
    *map(
        sheet,
        [
            "@media print{.q{display:none}}",
            "@media only screen and (max-width:600px){.q{display:none}}",
            "@media (prefers-color-scheme:dark){.q{color:white}}",
            ".q:hover{display:none}",
            "p .q{display:none}",
            ".q + div{display:none}",
            ".q::before{display:none}",
            ".q{display:none}#q{display:block}",
            "div{display:none}.q{display:block}",
        ],
    ),
    sheet(".q{display:none}", f'<div class="q" style="display:block">{SECRET}</div>'),
    f"<!--[if mso]><style>div{{display:none}}</style><![endif]--><div>{SECRET}</div><p>{OPEN}</p>",
    within('bgcolor="#003366"', "color:white"),
    within('style="font-size:0"', "font-size:14px"),
    within('style="visibility:hidden"', "visibility:visible"),
    f'<body bgcolor="#000" text="#fff">{SECRET}<p>{OPEN}</p></body>',
    f'<body style="background:#fff"><div style="color:#fff"><a href="x">{SECRET}</a></div><p>{OPEN}</p></body>',
    f'<body><p style="color:white"><p>{SECRET}<p>{OPEN}</body>',
    f"<body><ul><li hidden>none<li>{SECRET}</ul><p>{OPEN}</p></body>",
    f"<body><p hidden>none<div>{SECRET}</div><p>{OPEN}</p></body>",
]


@pytest.mark.parametrize("html", UNSEEN)
def test_what_nobody_sees_is_told_apart(html: str) -> None:
    """However it is done: in the element, around it, by a rule of a style sheet; the text beside it stays."""
    seen = read_markup(html)
    assert seen.text.strip() == OPEN
    assert seen.hidden in (SECRET, "")


@pytest.mark.parametrize("html", SEEN)
def test_what_a_reader_sees_is_read(html: str) -> None:
    """Rules that do not hold at a desk, colours on grounds that are stated further out, sizes that are set anew, tags left open."""
    seen = read_markup(html)
    assert [line for line in seen.text.split("\n") if line.strip(" -")] in (
        [SECRET, OPEN],
        [f"- {SECRET}", OPEN],
    )


def test_a_hidden_row_leaves_the_table_and_a_hidden_quote_no_mark() -> None:
    """What is not shown opens and ends nothing in the text."""
    html = (
        f"<table><tr><td>a</td><td>b</td></tr><tr style='display:none'><td>c</td><td>{SECRET}</td></tr>"
        "<tr><td>d</td><td>e</td></tr></table>"
        f"<blockquote style='display:none'><p>{SECRET}</blockquote><ul><li><font color=white>x</font></li></ul><p>{OPEN}</p>"
    )
    assert [line for line in read_markup(html).text.split("\n") if line] == ["| a | b |", "| d | e |", OPEN]


def test_odd_nesting_costs_no_time() -> None:
    """Deep, unclosed and crossing tags are followed in time that grows with their number."""
    css = "".join(f".c{n} .d{n}{{display:none}}" for n in range(3000))
    start = time.perf_counter()
    read_markup(sheet(css, "<div class='c1'>" * 20_000 + "</span>" * 20_000 + "<b><p>" * 3_000 + "<td>" * 3_000))
    assert time.perf_counter() - start < 5
