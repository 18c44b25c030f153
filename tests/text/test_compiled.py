"""Patterns that are compiled already."""

import gc
import re
import sys
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

import msgspec
import pytest

import minutebook
from minutebook.text import compiled, patterns


def test_a_kept_pattern_is_the_one_that_re_compiles() -> None:
    """Whatever is kept for this engine equals what the compiler makes of the pattern: its code, its flags and the names of its groups."""
    for module in walk_packages(minutebook.__path__, "minutebook."):
        if not module.name.endswith("__main__"):
            with suppress(ModuleNotFoundError):  # of an extra that is not installed
                import_module(module.name)
    kept, late = compiled.read_compiled(), type(patterns.compile(""))
    found = 0
    for each in [each for each in gc.get_objects() if type(each) is late and isinstance(each.pattern, str)]:
        code = kept.get(compiled.key_of(each.pattern, each._flags))
        if code is not None:
            made = re.compile(each.pattern, each._flags)
            restored = compiled.restore(each.pattern, msgspec.msgpack.decode(code, type=compiled.Compiled))
            assert restored == made
            assert (restored.groupindex, restored.groups, restored.flags) == (made.groupindex, made.groups, made.flags)
            found += 1
    assert found > 500 or sys.version_info[:2] != (3, 11)


def test_a_pattern_that_is_not_kept_is_compiled() -> None:
    """A pattern that the file has not works as any other, and one of bytes does."""
    assert compiled.compile_or_read(r"(?i)never (?P<kept>here) 7d1", 0).search("Never here 7d1")["kept"] == "here"
    assert compiled.compile_or_read(rb"\d+", 0).search(b"a 12")[0] == b"12"


def test_another_engine_reads_no_code_of_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code is read for the engine that made it alone; without any, patterns are compiled as usual."""
    monkeypatch.setattr(compiled, "MAGIC", 1)
    assert compiled.read_compiled.__wrapped__() == {}
