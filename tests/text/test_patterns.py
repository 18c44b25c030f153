"""Patterns that are compiled when they are first used."""

import gc
import re
from contextlib import suppress
from importlib import import_module
from pkgutil import walk_packages

import minutebook
from meetings import meeting
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context
from minutebook.text import patterns
from minutebook.text.compiled import key_of

SAID = (
    "So I'll send the quote by Friday, and you could ring the garage before noon.",
    "Never mind, we can't make the third of May; let's say the week after.",
    "İf the Kelvin K is 2° off, Straße ſeven knows why — I'm the treasurer.",
    "My new phone number is 0161 496 0000, call me on it when you're off the train.",
    "Right, that's agreed then: twenty-second of June, two thousand and twenty-six.",
    "",
)


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


def test_a_sieve_hides_nothing_that_its_pattern_finds() -> None:
    """Behind a sieve a pattern finds, in texts and in parts of texts, what it finds without one."""
    needed = frozenset({"friday", "third", "k", "seven"})
    for flags in (0, re.IGNORECASE):
        plain = re.compile(r"\b(?:by friday|third of (?P<month>\w+)|k is|seven)\b", flags)
        for text in SAID:
            for name, given in (
                ("search", (text,)),
                ("findall", (text,)),
                ("search", (text, 20)),
                ("findall", (text, 5, 40)),
            ):
                found, alone = getattr(plain, name), patterns.sieve(getattr(plain, name), needed, flags)
                assert str(alone(*given)) == str(found(*given))
            sieved = patterns.sieve(plain.finditer, needed, flags)
            assert [m.span() for m in sieved(text)] == [m.span() for m in plain.finditer(text)]
            assert patterns.sieve(plain.sub, needed, flags)("*", text, count=1) == plain.sub("*", text, count=1)


def test_words_are_parted_as_patterns_part_them() -> None:
    """The words of a text are what stands between word edges, whatever alphabet it is in."""
    for text in SAID:
        assert patterns.words_in(text) == set(re.findall(r"\w+", text))


def test_the_patterns_that_have_a_sieve_find_in_talk_what_they_find_without() -> None:
    """Each sieve that is kept lets through all that its pattern finds in these sentences."""
    OfflineEngine().extract(meeting("\n".join(f"Ada: {text}" for text in SAID)), Context())
    late, kept = type(patterns.compile("")), patterns.read_sieves()
    texts = [*SAID, *map(str.lower, SAID)]
    sieved = [
        (each, re.compile(each.pattern, each._flags), kept[key])
        for each in gc.get_objects()
        if type(each) is late and isinstance(each.pattern, str) and (key := key_of(each.pattern, each._flags)) in kept
    ]
    assert len(sieved) > 50
    for each, plain, needed in sieved:
        for text in texts:
            assert str(each.search(text)) == str(plain.search(text)), (each.pattern, needed)
