"""What people report on earlier work, before it is bound to open tasks."""

from datetime import date

import pytest

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.extraction import UpdateStatus
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

NAMES = ("Ana Ruiz", "Ben Okafor", "Chitra Rao")


def updates_of(*turns):
    source = Source(
        id="invented",
        kind=SourceKind.CONVERSATION,
        format="test",
        parts=(Part("talk.txt", "0" * 64, 1),),
        date=date(2026, 3, 4),
        dated_from=DatedFrom.CONTENT,
        title="Talk",
        utterances=tuple(Utterance(id=n, text=text, speaker=who, block=n) for n, (who, text) in enumerate(turns)),
    )
    people = tuple(Entity(id=name, type=EntityType.PERSON, name=name) for name in NAMES)
    return OfflineEngine().extract(source, Context(me=Me(name="Ana Ruiz"), entities=people)).updates


def surest(updates):
    """The update that the link stage would look at first."""
    return max(updates, key=lambda update: update.confidence)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("I sent it on Tuesday.", UpdateStatus.DONE),
        ("I haven't finished it yet, apologies.", UpdateStatus.IN_PROGRESS),
        ("We dropped that, the client said no.", UpdateStatus.CANCELLED),
        ("I've started it, about a page so far.", UpdateStatus.IN_PROGRESS),
    ],
)
def test_status_is_heard(answer, status):
    """A report on the work that was asked about carries its status, its words and who reports."""
    update = surest(updates_of(("Ana Ruiz", "The brochure for the mill?"), ("Ben Okafor", answer)))
    assert (update.status, update.owner, update.evidence[-1]) == (status, "Ben Okafor", 1)
    assert "brochure" in update.task_text


def test_new_date_of_what_slipped():
    """What slipped carries the day that was agreed after it."""
    update = surest(
        updates_of(
            ("Ana Ruiz", "And the price list?"),
            ("Ben Okafor", "I didn't get to it. Can I have till Friday?"),
            ("Ana Ruiz", "Friday's fine."),
        )
    )
    assert (update.status, update.new_due) == (UpdateStatus.SLIPPED, date(2026, 3, 6))


def test_new_owner_of_what_changed_hands():
    """What somebody took over carries their name."""
    update = surest(updates_of(("Ana Ruiz", "Who rings the council?"), ("Ben Okafor", "Chitra has taken it over.")))
    assert (update.status, update.new_owner) == (UpdateStatus.REASSIGNED, "Chitra Rao")


def test_talk_without_news_has_none():
    """Plans and small talk report nothing that the link stage would look at before a report."""
    idle = updates_of(("Ana Ruiz", "Shall we begin?"), ("Ben Okafor", "Please."))
    told = updates_of(("Ana Ruiz", "The brochure for the mill?"), ("Ben Okafor", "I sent it on Tuesday."))
    assert all(update.confidence < 0.5 * surest(told).confidence for update in idle)


@pytest.mark.parametrize(
    "said",
    [
        "As I said, we talked about the brochure.",
        "I thought the brochure was nice.",
        "If I've sent the brochure, you will see it.",
        "We would have printed the brochure.",
    ],
)
def test_narration_is_no_news(said):
    """What was said, thought or imagined is less likely to report on work than a plain report."""
    narrated = updates_of(("Ana Ruiz", "The brochure for the mill."), ("Ben Okafor", said))
    plain = surest(updates_of(("Ana Ruiz", "The brochure for the mill."), ("Ben Okafor", "I sent it on Tuesday.")))
    assert all(update.confidence < plain.confidence / 2 for update in narrated)


def test_each_matter_has_its_own_report_and_date():
    """In a round of news the date of one matter is not that of the next."""
    updates = updates_of(
        ("Ana Ruiz", "Did you get round to the price list?"),
        ("Ben Okafor", "Not yet, the mill hasn't answered. I'll have it on Thursday."),
        ("Ana Ruiz", "Thursday, fine. Chitra?"),
        ("Chitra Rao", "The posters are ordered, they come tomorrow. The flour contract still has to be signed, I'll do it on Monday."),
        ("Ana Ruiz", "Should the tasting start at ten from next Wednesday?"),
    )  # fmt: skip
    days = {(u.owner, u.new_due) for u in updates if u.owner != "Ana Ruiz"}
    assert days == {("Ben Okafor", date(2026, 3, 5)), ("Chitra Rao", None), ("Chitra Rao", date(2026, 3, 9))}


def test_a_day_named_for_work_under_way_makes_it_late():
    """A day named for work that is not done yet makes it late; without one it is in progress."""
    late = surest(
        updates_of(("Ana Ruiz", "The brochure?"), ("Ben Okafor", "I'm still working on it. Give me till Friday."))
    )
    under_way = surest(updates_of(("Ana Ruiz", "The brochure?"), ("Ben Okafor", "I'm still working on it.")))
    assert [late.status, under_way.status] == [UpdateStatus.SLIPPED, UpdateStatus.IN_PROGRESS]


def test_plain_words_of_work_are_surer_than_past_tense():
    """The link stage asks less of the words beside a report of work than of any past tense."""
    sent = surest(updates_of(("Ana Ruiz", "The brochure?"), ("Ben Okafor", "I've finished the brochure for the mill.")))
    made = updates_of(("Ana Ruiz", "The brochure?"), ("Ben Okafor", "He made the brochure nicer at the mill."))
    assert all(update.confidence < sent.confidence for update in made)


def test_what_was_decided_is_no_news():
    """A decision in a task's words says nothing of how the task stands; what is done next to it does."""
    updates = updates_of(
        ("Ana Ruiz", "So, the stocktake went well."),
        ("Ben Okafor", "It did. We decided to keep two spare scanners in the van from now on."),
        ("Chitra Rao", "The invoice has been reissued, that's done."),
    )
    assert not [u for u in updates if u.owner == "Ben Okafor" and "decided" in u.task_text.split("The invoice")[0]]
    assert [(u.status, u.owner) for u in updates if u.evidence == (2,)] == [(UpdateStatus.DONE, "Chitra Rao")]


def test_a_promise_of_other_work_in_the_same_breath_moves_nothing():
    """What is done stays done, though something else is promised for a day in the same turn."""
    updates = updates_of(
        (
            "Ben Okafor",
            "I was at the station, the recordings are finished. And I'll bring you the contract on Thursday.",
        ),
        ("Ana Ruiz", "Brilliant."),
    )
    assert {(u.status, u.new_due) for u in updates if "finished" in u.task_text} == {(UpdateStatus.DONE, None)}


@pytest.mark.parametrize(
    ("turns", "owner"),
    [
        ([("Ana Ruiz", "I can't do the caterer, I'm away."), ("Ben Okafor", "I'll take the caterer over from you.")], "Ben Okafor"),
        ([("Ana Ruiz", "The caterer? I handed that to Chitra, she has it now.")], "Chitra Rao"),
        ([("Ana Ruiz", "The caterer is not for me any more. Let Ben do it instead.")], "Ben Okafor"),
    ],
)  # fmt: skip
def test_who_has_work_now(turns, owner):
    """Work goes to the one who takes it or to whom it is given."""
    moved = [u for u in updates_of(*turns) if u.status is UpdateStatus.REASSIGNED]
    assert moved
    assert surest(moved).new_owner == owner


def test_an_answer_that_says_sent_closes_whatever_is_promised_next():
    """What was sent is done, though the next speaker goes on with it and names a day for other work."""
    updates = updates_of(
        ("Ana Ruiz", "Ben, the soil samples?"),
        ("Ben Okafor", "I sent the soil samples to Chitra on Monday, that's done."),
        ("Chitra Rao", "And I opened them. I still have to label the jars, it's half done; I'll have it by Friday."),
        ("Ana Ruiz", "Good. I called Dimitri. He wants the jars first."),
    )
    told = {(u.status, u.new_due, u.owner) for u in updates if u.confidence > 0.5}
    assert told >= {
        (UpdateStatus.DONE, None, "Ben Okafor"),
        (UpdateStatus.SLIPPED, date(2026, 3, 6), "Chitra Rao"),
    }
    assert [u.evidence for u in updates if u.owner == "Ana Ruiz" and "Dimitri" in u.task_text and 3 in u.evidence] == [
        (3,)
    ]


def test_a_list_walked_down_is_a_report_a_thing():
    """A bare name that ends one turn begins the next matter: what is answered reports on it, and not on what was named before."""
    updates = updates_of(
        ("Ana Ruiz", "Brochure."),
        ("Ben Okafor", "I sent it to the mill on Monday."),
        ("Ana Ruiz", "Very good. Turbine."),
        ("Chitra Rao", "I haven't finished it, the bearings never came."),
    )
    told = {update.words.split()[0]: update for update in updates if "." in update.words}
    assert told["Brochure."].status is UpdateStatus.DONE
    assert "Turbine" not in told["Brochure."].words
    assert told["Turbine."].status is UpdateStatus.IN_PROGRESS


@pytest.mark.parametrize("answer", ["On Friday.", "Yes, it's there.", "Same day."])
def test_what_was_asked_of_the_past_and_affirmed_is_done(answer):
    """A day, or a yes, that answers whether work was done says that it was: the day lies behind."""
    update = surest(updates_of(("Ana Ruiz", "Did the brochure go to the mill?"), ("Ben Okafor", answer)))
    assert (update.status, update.new_due) == (UpdateStatus.DONE, None)


def test_what_is_not_done_is_not_done_whatever_the_verb():
    """Verbs that no list of reports has are denied like any other."""
    update = surest(updates_of(("Ana Ruiz", "And the turbine?"), ("Ben Okafor", "The turbine isn't rewired.")))
    assert update.status is UpdateStatus.IN_PROGRESS


def test_a_denial_that_is_not_contracted_is_one():
    """Who says "did not" has done as little as who says "didn't"."""
    update = surest(updates_of(("Ana Ruiz", "And the letter?"), ("Ben Okafor", "I did not send the letter.")))
    assert update.status is UpdateStatus.IN_PROGRESS


@pytest.mark.parametrize(
    "answer",
    [
        "You'll get a signed estimate, promised.",
        "The council won't go below forty without the mayor.",
        "I did look at it but I haven't put anything on paper.",
    ],
)
def test_what_is_promised_or_denied_is_neither_done_nor_handed_over(answer):
    """A past form in a sentence about later, or beside a denial, closes nothing; a new name alone gives nobody the work."""
    updates = updates_of(("Ana Ruiz", "And the estimate for the council?"), ("Ben Okafor", answer))
    assert not {UpdateStatus.DONE, UpdateStatus.REASSIGNED} & {u.status for u in updates}


def test_who_agrees_to_what_was_asked_takes_nothing_from_anybody():
    """ "Sure, I'll do that" hands work over only where somebody was to take it over."""
    asked = (
        ("Ana Ruiz", "Could you send the reply about the gate to Dimitri?"),
        ("Chitra Rao", "I never get to the reply about the gate. Ben, could you take it over?"),
    )
    agreed = [
        [u.status for u in updates_of(turn, ("Ben Okafor", "Sure, I'll do that.")) if 1 in u.evidence] for turn in asked
    ]
    assert UpdateStatus.REASSIGNED not in agreed[0]
    assert UpdateStatus.REASSIGNED in agreed[1]
