"""Work of one person that is said in one stretch of talk, told apart."""

from dialogues import tasks_of
from meetings import LEXICON, meeting, read
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.work.parting import part
from minutebook.flow.extract.offline.work.thread import Follower


def pieces_of(*turns):
    _, lines, _ = read(meeting("\n".join(turns)))
    threads = Follower(lines, find_acts(lines, LEXICON), LEXICON).follow()
    return [[act.phrase for act in piece.acts] for thread in threads for piece in part(thread, lines, LEXICON)]


def test_another_step_some_lines_later_is_work_of_its_own():
    """Who tells one person something and, with other talk between, writes to others has two things to do."""
    said = "Ana Ruiz: I'll tell the clerk. He's in at two. The machine is old. It broke in May. I'll write to them on Friday."
    assert len(pieces_of("Ben Okafor: The clerk takes the pins, then.", said)) == 2


def test_steps_side_by_side_are_one_task():
    """What is done one after the other is told once."""
    turns = ["Ana: I'll print the labels tomorrow and then I'll stick them on the jars.", "Ben: Thanks."]
    (task,) = tasks_of("\n".join(turns))
    assert task.text.startswith("Print the labels")


def test_a_step_with_a_thing_of_its_own_is_work_of_its_own():
    """Even where its verb says little and it is told to somebody: "I'll send you the wording"."""
    said = "Ana Ruiz: I'll make sure of it. There is a notice. It is long. I'll send you the wording tonight."
    assert ["send you the wording tonight"] in pieces_of("Ben Okafor: The barrier must be shut at six.", said)
