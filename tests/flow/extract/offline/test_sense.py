"""The reader of lines: tokens, places, and the acts that only it brings."""

import numpy as np
import pytest
from meetings import LEXICON, meeting, read

from minutebook.flow.extract.offline.acts import Kind, find_acts
from minutebook.flow.extract.offline.loose import find_loose
from minutebook.flow.extract.offline.sense import (
    LABELS,
    PLACES,
    Reader,
    places,
    read_senses,
    runs_of,
    tokens_of,
    weigh,
)


def lines_of(*turns):
    return read(meeting("\n".join(turns)))[1]


def test_names_days_and_figures_stand_as_what_they_are():
    """A line is read by what kind of thing is said, not by which name, day or figure."""
    (line, *_) = lines_of("Ana Ruiz: Ben, 40 crates by Friday?", "Ben Okafor: Fine.")
    assert tokens_of(line) == ["<s>", "<here>", "<figure>", "crates", "by", "<day>", "?", "</s>"]


def test_places_tell_whether_the_same_person_speaks():
    """Each line around takes a place of its own, another by the same speaker than by somebody else."""
    found = dict.fromkeys(places(["a", "a", "b"]))
    assert (0, (1, 6)) in found
    assert (1, (2, 5)) in found
    assert len(found) == 6


@pytest.mark.parametrize(("turn", "odds"), [("I book it.", 2.0), ("It rains.", -1.0)])
def test_weights_add_up(turn, odds):
    """The odds of a line are the bias, its runs and what is missing around it."""
    table = np.zeros((1, PLACES, len(LABELS)), dtype=np.int8)
    table[0, 0, 0] = 30
    bias = np.array([-1.0, *[0.0] * (len(LABELS) - 1)])
    absent = np.zeros((4, len(LABELS)))
    reader = Reader({"book it": 0}, table, np.full((PLACES, len(LABELS)), 0.1), bias, absent)
    lines = lines_of(f"Ana Ruiz: {turn}")
    assert weigh(runs_of(lines, ()), [None], reader)[0, 0] == pytest.approx(odds)


def test_a_promise_sounds_more_like_work_than_the_weather():
    """What the package learned ranks a commitment above small talk."""
    lines = lines_of(
        "Ana Ruiz: Lovely weather today.", "Ben Okafor: It is.", "Ben Okafor: I'll send you the contract by Friday."
    )
    odds = read_senses(lines, find_acts(lines, LEXICON))[:, LABELS.index("mine")]
    assert odds[-1] == max(odds)


@pytest.mark.parametrize(
    ("words", "kind", "phrase"),
    [
        (
            "Then we run the export again with the new filter.",
            Kind.LOOSE_MINE,
            "run the export again with the new filter",
        ),
        ("Ben, you block the pallets in the system.", Kind.LOOSE_YOURS, "block the pallets in the system"),
        ("Fine, go on then.", Kind.MINE, ""),
    ],
)
def test_lines_that_sound_like_work_act(words, kind, phrase):
    """Where no pattern knows a line, its first clause that names work is an act, else the taking on of what was spoken of."""
    lines = lines_of(f"Ana Ruiz: {words}", "Ben Okafor: Good.")
    senses = np.full((len(lines), len(LABELS)), -5.0)
    senses[0, LABELS.index("yours" if kind is Kind.LOOSE_YOURS else "mine")] = 1.0
    (act,) = find_loose(lines, (), senses, LEXICON)
    assert (act.kind, act.phrase) == (kind, phrase)


def test_other_lines_do_not_act():
    """A line that does not sound like work, or has an act of its own, brings no other."""
    lines = lines_of("Ana Ruiz: I'll send the contract.", "Ben Okafor: We run the export again.")
    acts = find_acts(lines, LEXICON)
    senses = np.full((len(lines), len(LABELS)), -5.0)
    senses[0] = 2.0
    assert find_loose(lines, acts, senses, LEXICON) == acts
