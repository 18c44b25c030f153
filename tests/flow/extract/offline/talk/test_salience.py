"""What speaks for a noun phrase being what work is about."""

import pytest

from meetings import LEXICON, meeting, read
from minutebook.flow.extract.offline.talk.noun import find_noun_phrases
from minutebook.flow.extract.offline.talk.salience import Salience
from minutebook.flow.extract.offline.words.stems import stems_of


def weigh(*turns, works=()):
    _, lines, _ = read(meeting("\n".join(turns)))
    return lines, Salience(lines, LEXICON, None, works)


def place(lines, salience, thing):
    """How a thing named in the first line looks from the last."""
    return salience.place(len(lines) - 1, 0, {len(lines) - 1}, stems_of(thing, LEXICON))


@pytest.mark.parametrize("turn", ["Right, the roof.", "What else is there?", "Okay, next one.", "And then the roof."])
def test_a_turn_to_another_subject_lies_between(turn):
    """What was said before the talk turned to something else speaks less for a thing."""
    lines, salience = weigh("Ana Ruiz: The boat leaks.", f"Ben Okafor: {turn}", "Ana Ruiz: I'll mend it.")
    assert place(lines, salience, "boat")["turned"] > 0


def test_no_turn_where_the_talk_goes_on():
    """An answer goes on with what was spoken of."""
    lines, salience = weigh("Ana Ruiz: The boat leaks.", "Ben Okafor: At the front.", "Ana Ruiz: I'll mend it.")
    assert place(lines, salience, "boat")["turned"] == 0


def test_a_thing_that_the_talk_keeps_to():
    """Lines between that name a thing again, in full, speak for it."""
    lines, salience = weigh(
        "Ana Ruiz: The oak bench is old.",
        "Ben Okafor: The oak bench, yes.",
        "Ana Ruiz: Well.",
        "Ben Okafor: I'll do it.",
    )
    bench, old = place(lines, salience, "oak bench"), place(lines, salience, "oak table")
    assert bench["between"] > 0 and bench["whole"] > old["whole"]


def test_a_thing_of_other_work():
    """What other pieces of work are about speaks less for a thing."""
    lines, salience = weigh("Ana Ruiz: The gate needs paint.", works=[frozenset({"gat"}), frozenset({"gat", "pain"})])
    phrase = find_noun_phrases(lines[0], LEXICON)[0]
    told = salience.describe(0, phrase, stems_of("gate", LEXICON))
    assert told["elsewhere"] > 0 and told["lacking"] == 1.0
