import pytest

from dialogues import tasks_of
from meetings import LEXICON, meeting, read
from minutebook.flow.extract.offline.talk.noun import find_noun_phrases, is_person
from minutebook.flow.extract.offline.talk.refer import Surroundings, find_person, sole_person


def lines_of(*turns):
    _, lines, _ = read(meeting("\n".join(turns)))
    return lines


def phrases(text):
    (line,) = lines_of(f"Ana Ruiz: {text}")
    return [(phrase.text, phrase.head, phrase.plural) for phrase in find_noun_phrases(line, LEXICON)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we painted the new garden gate", [("the new garden gate", "gate", False)]),
        ("the list of the plants is long", [("the list of the plants", "list", False)]),
        ("the lads break it", [("the lads", "lads", True)]),
        ("it's a bit of the past, the week", [("the past", "past", False)]),
        ("we need ladders", [("ladders", "ladders", True)]),
        ("that sounds right", []),
        ("see, the old pump exploded.", [("the old pump", "pump", False)]),
        ("the plan she'd drawn", [("the plan", "plan", False)]),
        ("we go to Marrow Street", [("Marrow Street", "street", False)]),
    ],
)
def test_noun_phrases(text, found):
    """Phrases begin at a determiner and end before a verb or a function word; what names nothing is none."""
    assert phrases(text) == found


@pytest.mark.parametrize(
    ("head", "person"),
    [("plumber", True), ("wife", True), ("gardener", True), ("letter", False), ("handover", False), ("boiler", False)],
)
def test_people_by_what_they_are(head, person):
    """Words for who does something are people, but not every word in -er."""
    assert is_person(head) is person


def referent(*turns, plural=False):
    lines = lines_of(*turns)
    found = Surroundings(lines, LEXICON).referent(len(lines) - 1, 0, plural, frozenset(), needed=True)
    return found.phrase.text if found else None


def test_it_is_the_thing_and_not_the_name_inside_it():
    """Of "the invoice for Marrow Street", "it" is the invoice; a phrase ends before a verb that looks like a noun."""
    told = referent("Ana Ruiz: The invoice for Marrow Street is not paid.", "Ana Ruiz: It goes out on Monday.")
    assert told == "The invoice for Marrow Street"
    assert phrases("the new hinges fit on the door")[0][0] == "the new hinges"


@pytest.mark.parametrize(
    ("turns", "meant"),
    [
        (["Ana Ruiz: Can you mend the fence?", "Ben Okafor: I'll do it."], "the fence"),
        (
            [
                "Ana Ruiz: The fence is down. Is the fence ours?",
                "Ben Okafor: Behind a bush.",
                "Ben Okafor: I'll see to it.",
            ],
            "the fence",
        ),
        (["Ana Ruiz: The plumber wants the boiler key.", "Ben Okafor: I'll drop it off."], "the boiler key"),
        (["Ana Ruiz: You're a star.", "Ben Okafor: I'll do it."], None),
        (["Ana Ruiz: The first of October is fine.", "Ben Okafor: I'll do it."], None),
        (["Ana Ruiz: Two percent.", "Ben Okafor: I'll do it."], None),
    ],
)
def test_what_it_means(turns, meant):
    """ "It" is a thing spoken of near by: no person, no day, no praise, no number."""
    assert referent(*turns) == meant


@pytest.mark.parametrize(
    ("said", "word", "meant"),
    [
        ("My sister knows.", "her", "My sister"),
        ("The electrician was here.", "him", "The electrician"),
        ("My sister knows.", "him", None),
        ("The suppliers are late.", "them", "The suppliers"),
        ("The union meets today.", "them", "The union"),
        ("The guy is late.", "him", None),
        ("The boiler is cold.", "him", None),
    ],
)
def test_whom_a_pronoun_means(said, word, meant):
    """People told by what they are fit in number and sex; "the guy" says no more than "him"."""
    lines = lines_of(f"Ana Ruiz: {said}", f"Ben Okafor: I'll ask {word}.")
    assert Surroundings(lines, LEXICON).person(1, 5, word) == meant


def test_a_thing_is_called_in_full():
    """What is called by its head alone is known by how it was called in full before."""
    lines = lines_of("Ana Ruiz: The fire inspection report is due.", "Ben Okafor: I'll send the report.")
    around = Surroundings(lines, LEXICON)
    assert around.fuller(1, "report") == "fire inspection report"
    assert around.fuller(1, "boiler") is None


def test_the_topic_is_what_is_said_most():
    """The topic of a stretch has none of the words that are already there."""
    lines = lines_of(
        "Ana Ruiz: The greenhouse is too hot. Does the greenhouse have a blind?",
        "Ben Okafor: No. The greenhouse needs one.",
        "Ben Okafor: I'll call the shop.",
    )
    around = Surroundings(lines, LEXICON)
    topics = list(around.topics(frozenset({"call", "shop"}), {len(lines) - 1}, {len(lines) - 1}))
    found = [topic.candidate for topic in topics]
    assert found[0].phrase.text == "the greenhouse"
    assert 0 < topics[0].likelier < topics[0].chance  # "the shop" is a phrase of its own
    assert not any(one.stems & other.stems for one in found for other in found if one is not other)


def test_absent_people_are_remembered():
    """ "Him" is the absent person named last, not the one who is in the room."""
    lines = lines_of("Ana Ruiz: Conrad Pell has the key, Ben.", "Ben Okafor: Hm.", "Ben Okafor: I'll ask him.")
    assert find_person(lines, lines[-1], 5) == "Conrad Pell"


def test_what_the_talk_turned_to_is_what_it_means():
    """What a sentence only says of "it" (where it is, what it needs) is not what "it" goes on to mean."""
    turns = [
        "Ana: Next, the heating mat.",
        "Ben: It's in the cellar. It must get a plug. I'll lay it on Friday.",
        "Ana: Thanks.",
    ]
    assert any(task.text.startswith("Lay the heating mat") for task in tasks_of("\n".join(turns)))


def sole(*turns, word="he"):
    lines = lines_of(*turns)
    return sole_person(lines, lines[-1], word, LEXICON)


@pytest.mark.parametrize(
    ("before", "word"),
    [
        (["I wrote to Simon Hale about his rent."], "he"),
        (["Simon Hale minds the mill, and Rolf Berg the lock."], "he"),
        (["Rolf Berg has the key.", "Simon Hale minds the mill."], "he"),
        (["Simon Hale minds the mill.", "The new miller is late."], "he"),
        (["Simon Hale minds the mill, she says."], "he"),
        (["Simon Hale minds the mill, he says."], "she"),
        (["Simon Hale minds the mill.", "It rained.", "It stopped.", "It froze.", "It thawed."], "he"),
        (["It rained."], "he"),
    ],
)
def test_nobody_is_named_for_a_pronoun_that_may_mean_another(before, word):
    """Another was named, is told by what they are, or is spoken of in the same breath; or it is too long ago."""
    assert sole(*(f"Ana Ruiz: {text}" for text in before), f"Ana Ruiz: {word.capitalize()} sold it.", word=word) is None


def test_the_only_one_whom_a_pronoun_may_mean():
    """One who is absent was named, those who are only called do not count."""
    assert (
        sole("Ana Ruiz: Simon Hale minds the mill.", "Ana Ruiz: Ben, are you there?", "Ben Okafor: He sold it.")
        == "Simon Hale"
    )


def test_a_title_tells_who_is_not_meant():
    """ "She" is not Mr Hale, and "he" is not Mrs Berg, so that each is the only one."""
    turns = ("Ana Ruiz: Mrs Berg has the lock.", "Ana Ruiz: And Mr Hale minds the mill.", "Ana Ruiz: It is sold.")
    assert sole(*turns, word="he") == "Mr Hale"
    assert sole(*turns, word="she") == "Mrs Berg"
