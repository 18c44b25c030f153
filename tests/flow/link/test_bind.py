"""News of earlier work binds to at most one open task, never a later one, and stands instead of the same task said again."""

from datetime import date

import pytest
from msgspec.structs import replace

from casting import KNOWN, ME, conversation
from minutebook.flow.link import link
from minutebook.model.entity import Context, EntityType, OpenTask
from minutebook.model.extraction import (
    Extraction,
    NoteType,
    Participant,
    Subject,
    Task,
    TaskStatus,
    Update,
    UpdateStatus,
)

OPEN = (
    OpenTask("Order the new polishing pads from Hadley", "Per-Olof Ek", "2026-04-30", "mb-1", source_date="2026-04-20"),
    OpenTask(
        "Write the coating report for Quayle Instruments", "Dario Moutinho", None, "mb-2", source_date="2026-04-20"
    ),
    OpenTask("Ask the landlord about the loading dock", "Imke Sauer", None, "mb-3", source_date="2026-04-27"),
    OpenTask("Send Sunil Rao the drawings of the ninth lens", "Dario Moutinho", None, "mb-4", source_date="2026-04-27"),
)


def bind(text, *updates, tasks=(), open_tasks=OPEN, day=date(2026, 5, 6)):
    """The extraction after linking."""
    extraction = Extraction(
        engine="test", note_type=NoteType.PEOPLE, subject=None, title="Talk", date=day, tasks=tuple(tasks), updates=updates,
        participants=(Participant("Imke Sauer"), Participant("Dario Moutinho")),
    )  # fmt: skip
    return link(conversation(text), extraction, Context(ME, KNOWN), open_tasks).extraction


def news(words, *evidence, status=UpdateStatus.DONE, owner=None, **given):
    return Update(task_text=words, status=status, evidence=evidence or (0,), owner=owner, **given)


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("The pads came on Tuesday.", "mb-1"),
        ("I've written the coating report.", "mb-2"),
        ("I did ask the landlord, and we can have the dock.", "mb-3"),
        ("Sunil has the drawings now.", "mb-4"),
        ("We talked about the weather.", None),
        ("I sent it.", None),
        ("Write the coating report for Quayle Instruments", "mb-2"),
    ],
)
def test_a_report_binds_to_the_task_that_its_words_tell(said, task):
    """By the words that only one open task has; too few bind to nothing, and the update is dropped."""
    found = bind(f"Dario Moutinho: {said}", news(said)).updates
    assert [u.task_id for u in found] == ([task] if task else [])


def test_a_bound_update_has_the_open_tasks_own_words():
    """And keeps what was reported."""
    found = bind(
        "Dario: The pads slipped to Friday.",
        news("The pads slipped to Friday.", status=UpdateStatus.SLIPPED, new_due=date(2026, 5, 8)),
    )
    (update,) = found.updates
    assert (update.task_text, update.task_id, update.owner) == (OPEN[0].text, "mb-1", "Per-Olof Ek")
    assert (update.status, update.new_due) == (UpdateStatus.SLIPPED, date(2026, 5, 8))


def test_words_beside_the_report_count():
    """The utterances that it rests on name the task."""
    assert [
        u.task_id
        for u in bind("Imke: And the coating report?\nDario: That's done.", news("That's done.", 0, 1)).updates
    ] == ["mb-2"]


def test_one_task_has_one_update():
    """Of two reports of one task the closer stands."""
    found = bind(
        "Imke: The pads.\nPer: The polishing pads from Hadley came.",
        news("The pads.", 0),
        news("The polishing pads from Hadley came.", 1),
    )
    assert [(u.task_id, u.evidence) for u in found.updates] == [("mb-1", (1,))]


def test_an_earlier_source_touches_no_later_task():
    """A meeting that arrives late knows nothing of what was agreed after it."""
    report = news("I asked the landlord about the loading dock.")
    assert bind("Imke: I asked the landlord about the loading dock.", report, day=date(2026, 4, 22)).updates == ()
    assert bind("Imke: I asked the landlord about the loading dock.", report, day=date(2026, 4, 27)).updates != ()


def test_a_slipped_task_is_not_also_a_new_one():
    """The same commitment said again stands in the update alone; other tasks stay."""
    again = Task(id="a", text="Finish the coating report", evidence=(1,), owner="Dario Moutinho")
    other = Task(id="b", text="Book the van for the move", evidence=(2,), owner="Dario Moutinho")
    text = "Imke: The coating report?\nDario: Not yet. I'll finish the coating report by Friday.\nDario: And I'll book the van."
    found = bind(text, news("The coating report by Friday", 0, 1, status=UpdateStatus.SLIPPED), tasks=(again, other))
    assert [t.id for t in found.tasks] == ["b"]
    assert [u.task_id for u in found.updates] == ["mb-2"]


def test_a_follow_up_of_a_done_task_stays():
    """What comes next is work of its own; a closed task is no duplicate."""
    follow = Task(id="a", text="Add a page on the ring to the coating report", evidence=(1,))
    closed = Task(id="b", text="Write the coating report", evidence=(0,), status=TaskStatus.DONE)
    found = bind(
        "Dario: I wrote the coating report.\nImke: Add a page on the ring.",
        news("I wrote the coating report.", 0),
        tasks=(follow, closed),
    )
    assert [t.id for t in found.tasks] == ["a", "b"]


def test_two_tasks_alike_are_not_guessed_between():
    """A report that fits two open tasks equally binds to neither."""
    alike = (
        OpenTask("Order gloves for the lab", "Imke Sauer", id="mb-5"),
        OpenTask("Order gloves for the store", "Imke Sauer", id="mb-6"),
    )
    assert bind("Imke: The gloves are ordered.", news("The gloves are ordered."), open_tasks=alike).updates == ()


def test_without_open_tasks_there_are_no_updates():
    """Nothing to bind to."""
    assert bind("Dario: It's done.", news("It's done."), open_tasks=()).updates == ()


def of_vault(text, owner, *people, day="2026-04-27", due=None):
    """An open task as the vault's index gives it."""
    return OpenTask(text, owner, due, "mb-9", "People/A note.md", day, people=people)


PADS = "Order the new polishing pads from Hadley"
CAME = "I've ordered the polishing pads from Hadley."


@pytest.mark.parametrize(
    ("task", "binds"),
    [
        (of_vault(PADS, "Dario Moutinho", "Imke Sauer"), True),
        (of_vault(PADS, "Dario Moutinho"), True),
        (of_vault(PADS, "Per-Olof Ek"), False),
        (of_vault(PADS, None), False),
        (of_vault(PADS, "Per-Olof Ek", "Sunil Rao"), False),
        (of_vault(PADS, "Dario Moutinho", "Imke Sauer", day="2024-04-27"), False),
        (of_vault(PADS, "Dario Moutinho", "Imke Sauer", day="2025-04-27", due="2026-05-01"), True),
    ],
    ids=["same people", "owner there", "owner elsewhere", "nobody's", "others'", "two years old", "due now"],
)
def test_a_task_of_the_vault_is_of_these_people_and_not_forgotten(task, binds):
    """Words alone bind nothing: somebody has it in common, or its owner is there, and it is not long past."""
    found = bind(f"Dario Moutinho: {CAME}", news(CAME, owner="Dario Moutinho"), open_tasks=(task,)).updates
    assert bool(found) is binds


def test_among_many_open_tasks_a_single_word_tells_nothing():
    """What is enough with three open tasks may be chance with two hundred."""
    said = "We moved the talk to the dock."
    many = tuple(
        OpenTask(f"Send the {word} report to {name}", "Imke Sauer", id=f"mb-{word}{n}", source_date="2026-04-20")
        for n, name in enumerate(("Ek", "Rao", "Hadley", "Quayle"))
        for word in ("spring", "paint", "ring", "mirror", "grinding", "vacuum", "dock", "lamp", "crate", "cable", "filter", "stock", "lab")
    )  # fmt: skip
    assert bind(f"Imke Sauer: {said}", news(said, confidence=0.3), open_tasks=(*OPEN, *many)).updates == ()


def test_of_two_reports_in_one_passage_the_later_state_holds():
    """What was done so far goes with the news that it is late."""
    text = "Dario Moutinho: I did some of the coating report. The coating report isn't ready."
    updates = (
        news("I did some of the coating report.", owner="Dario Moutinho"),
        news("The coating report isn't ready.", status=UpdateStatus.SLIPPED, owner="Dario Moutinho"),
    )
    assert [u.status for u in bind(text, *updates).updates] == [UpdateStatus.SLIPPED]


def test_two_thousand_open_tasks_are_compared_quickly():
    """Time grows with the words in common, not with all pairs."""
    from time import process_time

    tasks = tuple(
        OpenTask(f"Send the {n} report on lens {n} to Hadley", "Imke Sauer", id=f"mb-{n}") for n in range(2000)
    )
    said = [f"I've sent the report on lens {n}, it took {n} days." for n in range(100)]
    updates = [news(text, n, owner="Imke Sauer") for n, text in enumerate(said)]
    began = process_time()
    bind("\n".join(f"Imke Sauer: {text}" for text in said), *updates, open_tasks=tasks)
    assert process_time() - began < 1.5


def test_where_nobody_is_known_nothing_is_news():
    """A forum in common is not enough: somebody must be there who could report."""
    task = of_vault(PADS, None, "Polishing Huddle")
    forum = Subject(EntityType.FORUM, "Polishing Huddle")
    unnamed = Extraction(
        engine="test", note_type=NoteType.ROB, subject=forum, title="Talk", date=date(2026, 5, 6), updates=(news(CAME),),
        participants=(Participant(None, speaker="Speaker 1"),),
    )  # fmt: skip
    named = replace(unnamed, participants=(Participant("Imke Sauer"),))
    source, known = conversation(f"Speaker 1: {CAME}"), Context(ME, KNOWN)
    assert [len(link(source, e, known, (task,)).extraction.updates) for e in (unnamed, named)] == [0, 1]


def test_work_promised_for_the_day_it_is_due_has_not_slipped():
    """A report that names the open task's own day is of work in progress."""
    said = news("The pads from Hadley", status=UpdateStatus.SLIPPED, new_due=date(2026, 5, 8))
    due = replace(OPEN[0], due="2026-05-08")
    (update,) = bind("The pads from Hadley will be here on Friday.", said, open_tasks=(due,)).updates
    assert (update.status, update.new_due) == (UpdateStatus.IN_PROGRESS, None)


def test_what_was_told_before_is_told_of_no_other_task():
    """A passage that told of one task is no news of another, and a task that said the same is not proposed; the told line stands by its id."""
    told = Update(task_text=OPEN[1].text, task_id="mb-2", status=UpdateStatus.IN_PROGRESS, evidence=(0,))
    said = "The pads came on Tuesday."
    extraction = Extraction(
        engine="test", note_type=NoteType.PEOPLE, subject=None, title="Talk", date=date(2026, 5, 6),
        participants=(Participant("Imke Sauer"), Participant("Dario Moutinho")),
        tasks=(Task(id="mb-9", text="Write the coating report for Quayle", evidence=(0,)),),
        updates=(news("The pads came on Tuesday.", 0),),
    )  # fmt: skip
    links = link(conversation(f"Dario Moutinho: {said}"), extraction, Context(ME, KNOWN), OPEN, told=[told])
    assert (links.extraction.tasks, links.extraction.updates, links.told) == ((), (), ("mb-2",))


def test_two_reports_in_one_turn_bind_to_their_own_tasks():
    """Where one turn tells of two pieces of work, each status goes to the task that its own sentence names."""
    said = "I've written the coating report for Quayle. And the landlord I still have to ask about the dock."
    done, open_still = (f"{sentence.strip()}." for sentence in said.rstrip(".").split("."))
    found = bind(
        f"Dario Moutinho: {said}",
        replace(news(said), words=done),
        replace(news(said, status=UpdateStatus.IN_PROGRESS), words=open_still),
    ).updates
    assert {u.task_id: u.status for u in found} == {"mb-2": UpdateStatus.DONE, "mb-3": UpdateStatus.IN_PROGRESS}


def test_news_rests_on_the_passage_that_names_its_work():
    """Where a report says "it" of what was named right before, that passage is shown, too."""
    text = "Imke Sauer: The coating report for Quayle, Dario.\n\nDario Moutinho: It went off this morning."
    words = "The coating report for Quayle, Dario. It went off this morning."
    (update,) = bind(text, replace(news(words, 1), words="It went off this morning.")).updates
    assert (update.task_id, update.evidence) == ("mb-2", (0, 1))


FRENCH = (
    OpenTask("Rappeler la cliente pour le devis de la salle", "Imke Sauer", None, "mb-1", source_date="2026-04-20"),
)


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("Sinon j'ai déjà payé le diagnostic pour la maison, et c'est réglé.", False),
        ("J'ai rappelé la cliente pour le devis, et c'est réglé.", True),
    ],
)
def test_small_words_of_another_language_bind_nothing(said, bound):
    """In French, as in German and Spanish, articles and prepositions tell nothing of which work is meant."""
    found = bind(f"Imke Sauer: {said}", news(said, owner="Imke Sauer"), open_tasks=FRENCH).updates
    assert bool(found) == bound
