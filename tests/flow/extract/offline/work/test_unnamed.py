"""Work has the owner who likeliest spoke where no label tells who did, and nobody where that is open."""

from casting import context, conversation
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.reading import read_source
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.candidates import find_candidates
from minutebook.flow.extract.offline.work.unnamed import Unnamed


def owners(text):
    """The owner of each task of a talk, by its words."""
    tasks = OfflineEngine().extract(conversation(text), context()).tasks
    return {task.text: task.owner for task in tasks}


def test_who_is_asked_by_name_and_says_yes_has_the_work():
    """ "Dario, can you …" "Yes, I'll …" without labels: Dario's."""
    found = owners(
        "Morning, Niamh. Morning, Dario. It's Imke.\nMorning, Imke.\nDario, can you order the lenses by Friday?\n"
        "Yes, I'll order the lenses by Friday.\nThanks, Dario."
    )
    assert list(found.values()) == ["Dario Moutinho"]


def test_what_anybody_may_have_promised_is_nobodys():
    """Far from every name a voice is anybody's."""
    rain = "The rain has not stopped since the week began and the road by the mill is shut."
    talk = "\n".join([rain, "No, it has not.", "My street was under water.", "So was ours, up to the second step."] * 5)
    found = owners(
        f"Morning, Niamh. Morning, Dario. Is Ngozi with us?\nMorning.\n{talk}\nI'll send the price list to the clinic by Friday."
    )
    assert list(found.values()) == [None]


def test_the_far_end_of_several_has_its_own_work():
    """Two people at one microphone: the one whom the owner calls takes it."""
    found = owners(
        "Me: Morning, Niamh, morning, Dario.\nThem: Morning, Imke.\nThem: Hello, hello.\n"
        "Me: Niamh, could you ring the clinic tomorrow?\nThem: I'll ring the clinic tomorrow.\nMe: Thanks, Niamh."
    )
    assert list(found.values()) == ["Niamh Corrigan"]


def test_work_on_what_is_said_of_one_speaks_for_them():
    """The lathe is told of beside Dario's name, not Niamh's."""
    source = conversation(
        "Morning, Niamh. Morning, Dario. It's Imke.\nMorning.\nDario, the lathe has a new spindle.\nNiamh, the roof is dry.\n"
        + "We sat in the rain and it was grey.\nIt was.\n" * 6
        + "I'll oil the lathe by Friday."
    )
    read = read_source(source, context())
    (candidate,) = find_candidates(read.lines, read.cast, source.date, read_lexicon(), read.acts, read.senses)
    signs = Unnamed(read.lines, read.cast.speakers, read.senses).describe(candidate.thread)
    assert signs["Dario Moutinho"]["matters"] > 0 > signs["Niamh Corrigan"]["matters"]
