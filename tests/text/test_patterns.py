"""Patterns that are compiled when they are first used."""

import gc
import re
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

import minutebook
from minutebook.text import patterns


def test_a_pattern_is_what_re_would_make_of_it() -> None:
    """Searching, replacing, splitting and what is known of a pattern are as with the standard module."""
    late, at_once = (module.compile(r"(?P<day>\d+)(?:st|th) ?", re.IGNORECASE) for module in (patterns, re))
    text = "the 1ST and 4th of May"
    for name, given in (("findall", (text,)), ("split", (text,)), ("sub", ("*", text)), ("subn", ("*", text, 1))):
        assert getattr(late, name)(*given) == getattr(at_once, name)(*given)
    found = late.search(text, 5)
    assert found is not None
    assert (found["day"], found.span()) == ("4", (12, 16))
    assert late.match(text) is None
    assert (late.pattern, late.flags, late.groupindex) == (at_once.pattern, at_once.flags, at_once.groupindex)


def test_every_pattern_of_the_package_can_be_compiled() -> None:
    """A mistake in a pattern is found here, though it would show in use only when its turn comes."""
    for module in walk_packages(minutebook.__path__, "minutebook."):
        if not module.name.endswith("__main__"):
            with suppress(ModuleNotFoundError):  # of an extra that is not installed
                import_module(module.name)
    late = type(patterns.compile(""))
    every = [each for each in gc.get_objects() if type(each) is late]
    assert len(every) > 1000
    for each in every:
        assert each.groups >= 0
