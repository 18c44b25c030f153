"""Which items of one source of a meeting are said by another."""

from datetime import date

from minutebook.flow.link.merge import name_in_full, pair_items
from minutebook.model.extraction import Decision, Extraction, Fact, Participant, Task
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

SOURCE = Source(
    "s",
    SourceKind.DOCUMENT,
    "text",
    (Part("a", "a", 1),),
    date(2026, 5, 4),
    DatedFrom.NAME,
    "Studio",
    (Utterance(0, "Ilse phones the supplier in Delft about the bricks", block=0),),
)


def made(*, tasks=(), decisions=(), facts=(), people=()) -> Extraction:
    return Extraction(
        engine="offline",
        note_type=None,
        subject=None,
        title="Studio",
        date=date(2026, 5, 4),
        tasks=tasks,
        decisions=decisions,
        facts=facts,
        participants=tuple(Participant(name) for name in people),
    )


def task(key: str, text: str, owner: str | None = None, due: date | None = None) -> Task:
    return Task(id=key, text=text, owner=owner, due=due, evidence=(0,))


def test_the_same_commitment_is_one():
    """Whoever says owner and day: one that both say differently is two."""
    old = made(tasks=[task("a", "Phone the supplier in Delft about the bricks", "Ilse Vantongeren", date(2026, 5, 8))])
    for new, pairs in (
        (task("b", "Phone the Delft supplier about bricks"), {"b": "a"}),
        (task("b", "Phone the Delft supplier about bricks", "Marek Hlubina"), {}),
        (task("b", "Phone the Delft supplier about bricks", due=date(2026, 5, 9)), {}),
        (task("b", "Phone the gallery in Ghent about crates"), {}),
    ):
        assert pair_items(made(tasks=[new]), SOURCE, [old]) == pairs


def test_the_same_words_for_a_day_are_the_same_day():
    """A mail of the next day still says "by Friday", and means the Friday of the meeting."""
    words = "Phone the supplier in Delft about the bricks"
    old = made(tasks=[Task(id="a", text=words, due=date(2026, 5, 8), due_text="by Friday", evidence=(0,))])
    for said, pairs in (("by Friday", {"b": "a"}), ("next week Friday", {})):
        new = Task(id="b", text=words, due=date(2026, 5, 15), due_text=said, evidence=(0,))
        assert pair_items(made(tasks=[new]), SOURCE, [old]) == pairs


def test_one_of_two_alike_is_not_guessed():
    """Two earlier tasks that a new one may be stay apart from it."""
    old = made(tasks=[task("a", "Send the catalogue proofs"), task("c", "Send the catalogue proofs again")])
    assert pair_items(made(tasks=[task("b", "Send the catalogue proofs")]), SOURCE, [old]) == {}


def test_statements_that_contradict_stay_apart():
    """Forty bowls and fifty are two facts, the same in other words is one."""
    old = made(
        facts=[Fact(id="a", text="The firing cost us forty bowls", evidence=(0,))],
        decisions=[Decision(id="d", text="We go with the bricks from Delft", evidence=(0,))],
    )
    new = made(
        facts=[Fact(id="b", text="The firing cost us fifty bowls", evidence=(0,))],
        decisions=[Decision(id="e", text="We go with the bricks from Delft.", evidence=(0,))],
    )
    assert pair_items(new, SOURCE, [old]) == {"e": "d"}


def test_notes_that_tell_a_task_as_a_fact():
    """ "Ilse phones …" in notes is what the talk promised."""
    old = made(tasks=[task("a", "Phone the supplier in Delft about the bricks", "Ilse Vantongeren")])
    new = made(facts=[Fact(id="b", text="Ilse phones the supplier in Delft about the bricks", evidence=(0,))])
    assert pair_items(new, SOURCE, [old]) == {"b": "a"}


def test_a_given_name_is_whoever_of_the_meeting_has_it():
    """In full where one person there has it, as it is where two have."""
    notes = made(tasks=[task("b", "Phone Delft", "Ilse")])
    assert name_in_full(notes, [made(people=("Ilse Vantongeren",))]).tasks[0].owner == "Ilse Vantongeren"
    assert name_in_full(notes, [made(people=("Ilse Vantongeren", "Ilse Brück"))]).tasks[0].owner == "Ilse"
