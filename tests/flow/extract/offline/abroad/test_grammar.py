"""What the data files of each language say can hold."""

import tomllib
from collections.abc import Iterable
from importlib.resources import files
from re import _parser as parser

import pytest
from tests.dialogues import WEDNESDAY, extraction_of

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.abroad.grammar import read_grammar
from minutebook.text.dates import find_dates
from minutebook.text.language import Language


def signs_of(language: Language) -> dict[str, list[str]]:
    data = files("minutebook.flow.extract.offline").joinpath("data", language, "talk.toml")
    signs: dict[str, list[str]] = tomllib.loads(data.read_text(encoding="utf-8"))["signs"]
    return signs


def ends_in_blank(parsed: Iterable[tuple[object, object]]) -> bool:
    """Whether a branch of a pattern has a blank for its last letter."""
    for operation, value in reversed(list(parsed)):
        match str(operation):
            case "LITERAL":
                return value == ord(" ")
            case "SUBPATTERN":
                return ends_in_blank(value[-1])
            case "BRANCH":
                return any(ends_in_blank(branch) for branch in value[1])
            case "MAX_REPEAT":
                if ends_in_blank(value[2]):
                    return True
                if value[0]:
                    return False
            case "ASSERT" | "ASSERT_NOT" | "AT":
                return False
            case _:
                return False
    return False


@pytest.mark.parametrize("language", Language)
def test_every_sign_can_hold(language: Language) -> None:
    """Patterns stand at word edges: one that ends in a blank would never match; none is written twice."""
    for sign, patterns in signs_of(language).items():
        assert [p for p in patterns if ends_in_blank(parser.parse(p))] == [], sign
        assert len(patterns) == len(set(patterns)), sign


@pytest.mark.parametrize("language", Language)
def test_no_sign_takes_long(language: Language) -> None:
    """Small words said over and over are read at once."""
    grammar = read_grammar(language)
    for words in ("bon ben ", "ja also gut ", "no no sí vale "):
        for sign in signs_of(language):
            grammar.shows(sign, words * 60 + "x")


@pytest.mark.parametrize("text", ["Samſtag ist frei, sagt Ana.", "Mardı prochaın, dit Ana.", "El lunes, dıjo Ana."])
def test_letters_that_look_like_others_are_read(text: str) -> None:
    """A long s or an i without a dot stops no reader."""
    assert find_dates(text, WEDNESDAY)
    assert extraction_of(f"Ana Ruiz: {text}").engine == OfflineEngine.name
