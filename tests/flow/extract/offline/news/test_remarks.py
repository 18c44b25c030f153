"""What may be news of earlier work, as the engine hears it, and what the talk then tells of open tasks."""

from datetime import date

import pytest
from msgspec.structs import replace

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.link import link
from minutebook.model.entity import Context, Entity, EntityType, Me, OpenTask
from minutebook.model.extraction import Sign, UpdateStatus
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

NAMES = ("Ana Ruiz", "Ben Okafor", "Chitra Rao")
BROCHURE = OpenTask("Send the brochure to the mill", "Ben Okafor", "2026-03-04", "mb-1")
TURBINE = OpenTask("Rewire the turbine", "Chitra Rao", None, "mb-2")
CATERER = OpenTask("Ring the caterer", "Ana Ruiz", "2026-03-04", "mb-3")


def read(*turns):
    """The talk and what the engine understands of it, with its context."""
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
    context = Context(me=Me(name="Ana Ruiz"), entities=people)
    return source, OfflineEngine().extract(source, context), context


def news_of(*turns, tasks=(BROCHURE, TURBINE, CATERER)):
    """By the id of the open task what the talk tells of it."""
    source, extraction, context = read(*turns)
    return {update.task_id: update for update in link(source, extraction, context, tasks).extraction.updates}


def remarks_of(*turns):
    return read(*turns)[1].remarks


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("I sent it on Tuesday.", UpdateStatus.DONE),
        ("I haven't finished it yet, apologies.", UpdateStatus.IN_PROGRESS),
        ("We dropped that, the client said no.", UpdateStatus.CANCELLED),
        ("I've started it, about a page so far.", UpdateStatus.IN_PROGRESS),
        ("The mill isn't wired up for that.", None),
    ],
)
def test_status_is_heard(answer, status):
    """A report on the work that was asked about carries its status, and who reports."""
    found = news_of(("Ana Ruiz", "The brochure for the mill?"), ("Ben Okafor", answer)).get("mb-1")
    if status is not None:
        assert (found.status, found.owner, found.evidence[-1]) == (status, "Ben Okafor", 1)


def test_new_date_of_what_slipped():
    """What slipped carries the day that was agreed after it."""
    found = news_of(
        ("Ana Ruiz", "And the brochure?"),
        ("Ben Okafor", "I didn't get to it. Can I have till Friday?"),
        ("Ana Ruiz", "Friday's fine."),
    )["mb-1"]
    assert (found.status, found.new_due) == (UpdateStatus.SLIPPED, date(2026, 3, 6))


def test_talk_without_news_has_none():
    """Plans and small talk are news of nothing that is open."""
    assert not news_of(("Ana Ruiz", "Shall we begin?"), ("Ben Okafor", "Please. The weather is lovely."))


@pytest.mark.parametrize(
    "said",
    [
        "As I said, we talked about the brochure.",
        "I thought the brochure was nice.",
        "If I've sent the brochure, you will see it.",
        "We would have printed the brochure.",
    ],
)
def test_narration_is_less_likely_news(said):
    """What was said, thought or imagined is less likely to report on work than a plain report."""
    narrated = remarks_of(("Ana Ruiz", "The brochure for the mill."), ("Ben Okafor", said))
    plain = remarks_of(("Ana Ruiz", "The brochure for the mill."), ("Ben Okafor", "I sent it on Tuesday."))
    surest = max(remark.chance for remark in plain)
    assert all(remark.chance < surest for remark in narrated if remark.speaker == "Ben Okafor")


def test_each_matter_has_its_own_report_and_date():
    """In a round of news the date of one matter is not that of the next."""
    found = news_of(
        ("Ana Ruiz", "Did you get round to the brochure?"),
        ("Ben Okafor", "Not yet, the mill hasn't answered. I'll have it on Thursday."),
        ("Ana Ruiz", "Thursday, fine. Chitra?"),
        ("Chitra Rao", "I've rewired the turbine, that's done."),
        ("Ana Ruiz", "Lovely. The flour contract still has to be signed, I'll do it on Monday."),
    )
    assert {key: (u.status, u.new_due) for key, u in found.items()} == {
        "mb-1": (UpdateStatus.SLIPPED, date(2026, 3, 5)),
        "mb-2": (UpdateStatus.DONE, None),
    }


def test_a_day_named_for_work_under_way_makes_it_late():
    """A day named for work that is not done yet makes it late; without one it is in progress."""
    late = news_of(("Ana Ruiz", "The brochure?"), ("Ben Okafor", "I'm still working on it. Give me till Friday."))
    under_way = news_of(("Ana Ruiz", "The brochure?"), ("Ben Okafor", "I'm still working on it."))
    assert [late["mb-1"].status, under_way["mb-1"].status] == [UpdateStatus.SLIPPED, UpdateStatus.IN_PROGRESS]


def test_a_promise_of_other_work_in_the_same_breath_moves_nothing():
    """What is done stays done, though something else is promised for a day in the same turn."""
    found = news_of(
        ("Ben Okafor", "I sent the brochure to the mill. And I'll bring you the contract on Thursday."),
        ("Ana Ruiz", "Brilliant."),
    )
    assert (found["mb-1"].status, found["mb-1"].new_due) == (UpdateStatus.DONE, None)


@pytest.mark.parametrize(
    ("turns", "owner"),
    [
        ([("Ana Ruiz", "I can't ring the caterer, I'm away."), ("Ben Okafor", "I'll take the caterer over from you.")], "Ben Okafor"),
        ([("Ana Ruiz", "The caterer? I handed that to Chitra, she has it now.")], "Chitra Rao"),
        ([("Ana Ruiz", "The caterer is not for me any more. Let Ben do it instead.")], "Ben Okafor"),
        ([("Ana Ruiz", "I never got round to the caterer. Ben, could you ring her?"), ("Ben Okafor", "No problem.")], "Ben Okafor"),
    ],
)  # fmt: skip
def test_who_has_work_now(turns, owner):
    """Work goes to the one who takes it, to whom it is given, or who agrees to it."""
    found = news_of(*turns)["mb-3"]
    assert (found.status, found.new_owner) == (UpdateStatus.REASSIGNED, owner)


def test_a_list_walked_down_is_a_report_a_thing():
    """A bare name that ends one turn begins the next matter: what is answered reports on it, and not on what was named before."""
    found = news_of(
        ("Ana Ruiz", "Brochure."),
        ("Ben Okafor", "I sent it to the mill on Monday."),
        ("Ana Ruiz", "Very good. Turbine."),
        ("Chitra Rao", "I haven't finished it, the bearings never came."),
    )
    assert {key: update.status for key, update in found.items()} == {
        "mb-1": UpdateStatus.DONE,
        "mb-2": UpdateStatus.IN_PROGRESS,
    }
    assert "Turbine" not in found["mb-1"].words


@pytest.mark.parametrize("answer", ["On Friday.", "Yes, it's there.", "Same day."])
def test_what_was_asked_of_the_past_and_affirmed_is_done(answer):
    """A day, or a yes, that answers whether work was done says that it was: the day lies behind."""
    found = news_of(("Ana Ruiz", "Did the brochure go to the mill?"), ("Ben Okafor", answer))["mb-1"]
    assert (found.status, found.new_due) == (UpdateStatus.DONE, None)


def test_news_may_say_nothing_of_its_task_but_the_words_in_which_it_came_about():
    """Poor words of a task are made up for by the passage that it came from."""
    poor = OpenTask("Safety first", "Chitra Rao", None, "mb-4")
    talk = (
        ("Ana Ruiz", "How are the swallows on the ridge, Ben?"),
        ("Ben Okafor", "I counted the swallows on the ridge, forty pairs. That's done."),
    )
    assert "mb-4" not in news_of(*talk, tasks=(poor, TURBINE))
    whole = replace(poor, said="Somebody has to count the swallows on the ridge. I'll count the swallows.")
    assert news_of(*talk, tasks=(whole, TURBINE))["mb-4"].status is UpdateStatus.DONE


@pytest.mark.parametrize(
    ("said", "sign"),
    [
        ("Ben, the turbine?", Sign.NAMES),
        ("It's done.", Sign.LEANS),
        ("Could you ring the caterer?", Sign.REQUESTS),
        ("Sure, no problem.", Sign.AGREES),
        ("I'd rather not.", Sign.GIVES_UP),
    ],
)
def test_what_a_remark_does_is_said_of_it(said, sign):
    """Beside what it tells: it names, goes on, asks, agrees or gives up."""
    remarks = remarks_of(("Ana Ruiz", "I finished the brochure for the mill."), ("Ben Okafor", said))
    assert sign in next(remark.signs for remark in remarks if remark.text == said)


def test_a_day_of_the_past_is_no_day_ahead():
    """A day that was meant, and one that is over, are none to which work has moved."""
    remarks = remarks_of(
        ("Ana Ruiz", "It was for Friday."),
        ("Ben Okafor", "I'll have it on Monday, I was away last week."),
    )
    assert [remark.day for remark in remarks] == [None, date(2026, 3, 9)]
