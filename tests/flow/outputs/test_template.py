"""Templates of the user's own: what they may hold, and that nothing gets out of them or runs on."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.errors import UserError
from minutebook.flow.outputs.template import render_template

GIVEN = {
    "name": "Ines",
    "sections": [{"title": "Facts", "lines": ["- one", "- two"]}, {"title": "None", "lines": []}],
    "many": ["x" * 10] * 1000,
}


def test_a_template_lays_out_what_it_is_given():
    """Loops, conditions, filters and defaults."""
    text = "# {{ name|upper }}\n{% for s in sections if s.lines %}\n## {{ s.title }}\n{{ s.lines|join('\n') }}\n{% endfor %}\n"
    assert render_template(text, "T.md", GIVEN) == "# INES\n## Facts\n- one\n- two\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("{{ name.__class__ }}", 1, "__class__"),
        ("\n{{ ''.__class__.__mro__ }}", 2, "__mro__"),
        ("{{ name|attr('__class__') }}", 1, "attr"),
        ("{{ name['__class__'] }}", 1, "unsafe"),
        ("{{ sections|selectattr('__class__')|list }}", 1, "unsafe"),
        ("{{ name.upper() }}", 1, "a call"),
        ("{{ name.format }}", 1, "no text"),
        ("{{ self }}", 1, "no text"),
        ("{% macro f() %}{{ f() }}{% endmacro %}", 1, "a macro"),
        ("{% include 'x' %}", 1, "an include"),
        ("{{ 'a' * 999 }}", 1, "Mul"),
        ("a\nb\n{{ nobody }}", 3, "nobody"),
        ("a\n{% for x in many %}", 2, "endfor"),
        ("{{ name.nothing.more }}", 1, "nothing"),
    ],
)
def test_what_cannot_stand_is_told_with_its_line(text, line, said):
    """The file, the line, and what is wrong there."""
    with pytest.raises(UserError, match=rf"T\.md, line {line}: ") as error:
        render_template(text, "T.md", GIVEN)
    assert said in str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in many %}{% for b in many %}{% for c in many %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ many|join(many|join) }}" + "{{ many|join }}" * 3,
        "{% set s = many|join %}" + "{% set s = s|replace('x', s) %}" * 5,
        "x" * 100_001,
        "{% for a in many %}{{ many|join }}{% endfor %}",
    ],
)
def test_nothing_runs_on(text):
    """Loops, filters and output are bounded in time and size."""
    began = time.perf_counter()
    with pytest.raises(UserError, match=r"T\.md"):
        render_template(text, "T.md", GIVEN)
    assert time.perf_counter() - began < 5


@given(st.text(alphabet="{}% abcfor in|.name[]'\"()_", max_size=40))
def test_any_text_renders_or_is_refused(text):
    """There is no other outcome."""
    try:
        found = render_template(text, "T.md", GIVEN)
    except UserError:
        return
    assert isinstance(found, str)
