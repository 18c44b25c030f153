"""The Tasks plugin's settings with our statuses, byte for byte, and the Bases views."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from minutebook.errors import UserError
from minutebook.flow.outputs.obsidian import base_files, register_statuses
from minutebook.settings import Folders

THEIRS = [
    {"symbol": "/", "name": "Läuft", "nextStatusSymbol": "x", "availableAsCommand": True, "type": "IN_PROGRESS"},
    {"symbol": "?", "name": "Question", "nextStatusSymbol": "x", "availableAsCommand": False, "type": "TODO", "own": 1},
]


def statuses(text: str) -> dict[str, dict]:
    """As the plugin reads them: of two of a symbol the first."""
    found: dict[str, dict] = {}
    for status in json.loads(text.lstrip("\ufeff"))["statusSettings"]["customStatuses"]:
        found.setdefault(status["symbol"], status)
    return found


def is_registered(text: str) -> bool:
    known = statuses(text)
    return all((known[box]["type"], known[box]["nextStatusSymbol"]) == ("NON_TASK", " ") for box in "?R")


def test_a_plugin_that_kept_no_settings_gets_its_defaults_and_ours() -> None:
    """The statuses that it starts with stay."""
    for text in (None, "", " \n", "{}", '{\n  "globalFilter": "#task"\n}'):
        made, said = register_statuses(text)
        assert is_registered(made)
        assert {" ", "x"} == {s["symbol"] for s in json.loads(made)["statusSettings"]["coreStatuses"]}
        assert {"/", "-", "?", "R"} == set(statuses(made))
        assert len(said) == 2
        assert register_statuses(made) == (made, ())
    assert json.loads(made)["globalFilter"] == "#task"


def test_what_is_there_stays_byte_for_byte_and_another_meaning_is_told() -> None:
    """Only the two entries differ; a key of the user's own in one of them stays."""
    settings = {"globalFilter": "#task", "statusSettings": {"coreStatuses": [], "customStatuses": THEIRS}, "x": 'ü\\"}'}
    text = json.dumps(settings, indent=2, ensure_ascii=False)
    made, said = register_statuses(text)
    assert is_registered(made)
    assert said[0] == "[?] was “Question” (TODO) and is “Proposed” now"
    assert statuses(made)["?"]["own"] == 1
    assert json.dumps(json.loads(made), indent=2, ensure_ascii=False) == made
    gone = [line for line in text.splitlines() if line not in made.splitlines()]
    assert all("Question" in line or '"TODO"' in line or '"x"' in line or "own" in line for line in gone), gone


@given(
    st.lists(st.sampled_from([*THEIRS, {"symbol": "R", "name": "Research", "nextStatusSymbol": "x", "type": "TODO"}])),
    st.sampled_from([None, 2, 4, "\t"]),
    st.booleans(),
    st.dictionaries(st.text(), st.text() | st.integers() | st.lists(st.text())),
    st.sampled_from(["", "\ufeff"]),
)
def test_any_settings_are_registered_once(listed: list, indent: object, known: bool, other: dict, mark: str) -> None:
    """However it is laid out: the result is JSON, says everything that it said, and a second time changes nothing."""
    inner = {"customStatuses": listed} if known else {}
    settings = {**other, "statusSettings": {**inner, "coreStatuses": []}, "last": [1]}
    text = mark + json.dumps(settings, indent=indent)  # type: ignore[arg-type]
    made, _ = register_statuses(text)
    assert is_registered(made)
    assert register_statuses(made) == (made, ())
    after = json.loads(made.lstrip("\ufeff"))
    after["statusSettings"].pop("customStatuses")
    settings["statusSettings"].pop("customStatuses", None)
    assert after == settings
    assert made.startswith(mark)


@pytest.mark.parametrize("text", ["[1]", "{", '{"statusSettings": 3}', '{"statusSettings": {"customStatuses": {}}}'])
def test_what_the_plugin_does_not_write_is_left_alone(text: str) -> None:
    """With the file and the next step."""
    with pytest.raises(UserError, match=r"data\.json"):
        register_statuses(text)


def test_views_are_yaml_that_bases_reads() -> None:
    """Filters are strings, every view is a table with an order."""
    for file in base_files(Folders(sources="Quellen's")):
        read = YAML(typ="safe").load(file.text)
        assert read["filters"]["and"][0] == '!file.inFolder("Quellen\'s")'
        assert all(view["type"] == "table" and view["order"] and view["name"] for view in read["views"])
        assert all(isinstance(line, str) for view in read["views"] for line in view["filters"]["and"])
