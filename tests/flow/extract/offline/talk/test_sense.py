"""The reader of lines: tokens, places, and the acts that only it brings."""

import numpy as np
import pytest

from meetings import LEXICON, meeting, read
from minutebook.flow.extract.offline.talk.acts import Kind, find_acts
from minutebook.flow.extract.offline.talk.sense import (
    LABELS,
    PLACES,
    Network,
    Reader,
    neighbours,
    read_senses,
    runs_of,
    spread,
    tokens_of,
    weigh,
)
from minutebook.flow.extract.offline.work.loose import find_loose


def lines_of(*turns):
    return read(meeting("\n".join(turns)))[1]


def test_names_days_and_figures_stand_as_what_they_are():
    """A line is read by what kind of thing is said, not by which name, day or figure."""
    (line, *_) = lines_of("Ana Ruiz: Ben, 40 crates by Friday?", "Ben Okafor: Fine.")
    assert tokens_of(line) == ["<s>", "<here>", "<figure>", "crates", "by", "<day>", "?", "</s>"]


def test_places_tell_whether_the_same_person_speaks():
    """A line around takes a place of its own, another by the same speaker than by somebody else."""
    wide = spread(np.array([[1.0], [2.0], [3.0]]), neighbours(["a", "a", "b"]))
    assert wide.shape == (3, PLACES)
    assert {(n, place): wide[n, place] for n, place in zip(*np.nonzero(wide), strict=True)} == {
        (0, 0): 1, (0, 8): 2, (0, 9): 3, (1, 0): 2, (1, 6): 1, (1, 7): 3, (2, 0): 3, (2, 3): 1, (2, 5): 2,
    }  # fmt: skip


@pytest.mark.parametrize("speakers", [[], [None], ["a", "b"]])
def test_a_short_talk_has_nothing_around(speakers):
    """Fewer lines than there are places are read too, and no lines at all."""
    assert spread(np.ones((len(speakers), 2)), neighbours(speakers)).shape == (len(speakers), 2 * PLACES)


@pytest.mark.parametrize(("turn", "odds"), [("I book it.", 2.0), ("It rains.", -1.0)])
def test_what_a_run_says_goes_through_the_layers(turn, odds):
    """The odds of a line are what its runs say, weighed, and the bias; networks are averaged."""
    out = np.zeros((2, len(LABELS)))
    out[1, 0] = 2.0
    bias = np.full(len(LABELS), -1.0)
    network = Network(np.zeros(1), np.zeros((PLACES, 1)), np.zeros(1), np.zeros((PLACES, 1)), np.zeros(1), out, bias)
    reader = Reader({"book it": 0}, np.array([[10, 20]], dtype=np.int8), np.array([0.1, 0.1]), (network, network))
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
