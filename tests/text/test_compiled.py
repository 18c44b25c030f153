"""Patterns that are compiled already."""

import gc
import re
import sys
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

import pytest
from training.compiled import make

import minutebook
from minutebook.text import compiled, patterns


def test_a_kept_pattern_is_what_the_compiler_makes_of_it() -> None:
    """Whatever is kept for this engine equals what is made of the pattern now: its code, its flags and the names of its groups."""
    for module in walk_packages(minutebook.__path__, "minutebook."):
        if not module.name.endswith("__main__"):
            with suppress(ModuleNotFoundError):  # of an extra that is not installed
                import_module(module.name)
    kept, late = compiled.read_compiled(), type(patterns.compile(""))
    found = 0
    for each in [each for each in gc.get_objects() if type(each) is late and isinstance(each.pattern, str)]:
        code = kept.get(compiled.key_of(each.pattern, each._flags))
        if code is not None:
            made = make(each.pattern, each._flags)
            assert compiled.unpack(code) == made
            restored, usual = compiled.restore(each.pattern, made), re.compile(each.pattern, each._flags)
            assert (restored.groupindex, restored.groups, restored.flags) == (
                usual.groupindex,
                usual.groups,
                usual.flags,
            )
            found += 1
    assert found > 500 or sys.version_info[:2] != (3, 11)


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        (r"\b(?:kiln|Shed|issue)s?\b", re.IGNORECASE),
        (r"(?<!\w)(?:(?P<n>\d{1,2})|[a-c])(?: \w+)?", 0),
        (r"(?=\w+s\b)(?:[k-t]|(?i:é))\w+", 0),
        (r"(?:so |and )*\b(?:we|[^\W\d])", re.IGNORECASE),
        (r"^(?:ß|σ|µ)?x", re.IGNORECASE | re.MULTILINE),
        (r"\b(?:the)?", 0),
    ],
)
def test_where_a_match_may_begin_is_found_as_usual(pattern: str, flags: int) -> None:
    """A pattern that looks only where it may begin finds what ``re`` finds, also letters that are the same but for their case."""
    quick, usual = compiled.restore(pattern, make(pattern, flags)), re.compile(pattern, flags)
    text = "The \u212ailn\u017f, two ISSUEs, i\u017f\u017fue 12 sheds b3 \u212ailn; so and so we ran.\nÉtés É a \u1e9ex ςx \u03bcx\nSSx ks kites"
    for part in (text, text.lower(), text.upper(), text[::-1]):
        assert [m.span() for m in quick.finditer(part)] == [m.span() for m in usual.finditer(part)]


def test_a_pattern_that_is_not_kept_is_compiled() -> None:
    """A pattern that the file has not works as any other, and one of bytes does."""
    assert compiled.compile_or_read(r"(?i)never (?P<kept>here) 7d1", 0).search("Never here 7d1")["kept"] == "here"
    assert compiled.compile_or_read(rb"\d+", 0).search(b"a 12")[0] == b"12"


def test_another_engine_reads_no_code_of_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code is read for the engine that made it alone; without any, patterns are compiled as usual."""
    monkeypatch.setattr(compiled, "MAGIC", 1)
    assert compiled.read_compiled.__wrapped__() == {}
