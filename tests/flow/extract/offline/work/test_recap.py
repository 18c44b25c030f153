"""What is read back at the end confirms, names and dates what was agreed, each piece of work with the share that tells it."""

from datetime import date

import numpy as np

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.sense import LABELS
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.candidates import find_threads
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.extraction import TaskStatus
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

NAMES = ("Ana Ruiz", "Ben Okafor", "Chitra Rao")
CONTEXT = Context(
    me=Me(name="Ana Ruiz"), entities=tuple(Entity(id=name, type=EntityType.PERSON, name=name) for name in NAMES)
)
TALK = [
    ("Ana Ruiz", "Morning. The orchard first."),
    ("Ben Okafor", "I'll prune the old pear trees by Friday."),
    ("Chitra Rao", "And I'll order the cider bottles tomorrow."),
    ("Ana Ruiz", "Good, thank you."),
    ("Ben Okafor", "It rained in on the press again."),
    ("Chitra Rao", "It always does."),
    ("Ana Ruiz", "It does not, it was dry all summer."),
    ("Ben Okafor", "Summer was long ago."),
]


def source_of(*ending, before=TALK):
    turns = [*before, *ending]
    return Source(
        id="invented",
        kind=SourceKind.CONVERSATION,
        format="test",
        parts=(Part("talk.txt", "0" * 64, 1),),
        date=date(2026, 3, 4),
        dated_from=DatedFrom.CONTENT,
        title="Talk",
        utterances=tuple(Utterance(id=n, text=text, speaker=who, block=n) for n, (who, text) in enumerate(turns)),
    )


def tasks_of(*ending):
    found = OfflineEngine().extract(source_of(*ending), CONTEXT).tasks
    return [(t.owner, t.due, t.evidence) for t in found if t.status is TaskStatus.OPEN]


def test_recap_confirms():
    """What is read back gets the recap as evidence and stands once."""
    found = tasks_of(
        ("Ana Ruiz", "Right, let me recap then."),
        ("Ana Ruiz", "Ben, you've got the pear trees, and Chitra's got the bottles."),
    )
    assert found == [
        ("Ben Okafor", date(2026, 3, 6), (1, 9)),
        ("Chitra Rao", date(2026, 3, 5), (2, 9)),
    ]


def test_recap_date_stands():
    """A date that the recap names for clearly one piece of work is the last state."""
    found = tasks_of(
        ("Ana Ruiz", "Right, let me recap then."),
        ("Ana Ruiz", "Ben, you've got the pear trees by Monday, and Chitra's got the bottles."),
    )
    assert [(owner, due) for owner, due, _ in found] == [
        ("Ben Okafor", date(2026, 3, 9)),
        ("Chitra Rao", date(2026, 3, 5)),
    ]


def test_a_disputed_recap_does_not():
    """What is put right just after it was read back stays as it was."""
    found = tasks_of(
        ("Ana Ruiz", "Right, let me recap then."),
        ("Ana Ruiz", "Chitra, you've got the pear trees, and I've got the press."),
        ("Ben Okafor", "No, the pear trees are mine."),
    )
    assert ("Ben Okafor", date(2026, 3, 6)) in [(owner, due) for owner, due, _ in found]


def test_recap_of_what_each_is_doing():
    """ "You're pruning" and "Chitra's got" read back alike, once the recap was announced."""
    found = tasks_of(
        ("Ana Ruiz", "Right, to recap what was agreed."),
        ("Chitra Rao", "Ben, you're pruning the pear trees by Monday, I'm ordering the bottles, and that is all."),
    )
    assert [(owner, due) for owner, due, _ in found] == [
        ("Ben Okafor", date(2026, 3, 9)),
        ("Chitra Rao", date(2026, 3, 5)),
    ]


def test_recap_by_turns():
    """After "what has everybody got" each tells their own, without a verb; the day stands beside it."""
    found = tasks_of(
        ("Ana Ruiz", "Right, what's everybody got?"),
        ("Ben Okafor", "Pear trees on Monday."),
        ("Chitra Rao", "And me the bottles tomorrow."),
    )
    assert [(owner, due) for owner, due, _ in found] == [
        ("Ben Okafor", date(2026, 3, 9)),
        ("Chitra Rao", date(2026, 3, 5)),
    ]


def test_recap_in_the_present():
    """ "Ben prunes … and Chitra orders …" reads back, each piece with the passage where it was agreed."""
    found = tasks_of(
        ("Ana Ruiz", "Let me say it all back then."),
        ("Ana Ruiz", "So Ben does the pear trees by Friday and Chitra gets the bottles tomorrow."),
    )
    assert found == [
        ("Ben Okafor", date(2026, 3, 6), (1, 9)),
        ("Chitra Rao", date(2026, 3, 5), (2, 9)),
    ]


def test_recap_keeps_shares_apart():
    """Lines of a recap that all sound like a promise of their speaker are no piece of work of their own."""
    source = source_of(
        ("Ana Ruiz", "Good to know. Okay. Recap: Ben, pear trees by Friday."),
        ("Ana Ruiz", "Chitra orders the bottles by Monday. I ask Ewa for the manual."),
        ("Ben Okafor", "Sounds right."),
        before=[("Ana Ruiz", "I'll ask Ewa for the manual today."), *TALK],
    )
    people, lexicon = resolve_cast(source, CONTEXT), read_lexicon()
    lines = read_lines(segment(source), people, source.date, lexicon)
    senses = np.zeros((len(lines), len(LABELS)))
    senses[:, LABELS.index("mine")] = [3.0 if line.id > len(lines) - 7 else -3.0 for line in lines]
    threads = find_threads(lines, people, lexicon, find_acts(lines, lexicon), senses)
    manual = [thread for thread in threads if "manual" in " ".join(act.phrase for act in thread.acts)]
    assert [{act.line for act in thread.acts} for thread in manual] == [{0}]
