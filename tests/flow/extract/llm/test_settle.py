"""What of a model's answer stands: passages, owners, days."""

from datetime import date

import pytest
from scripted import TASK, TURNS, meeting, read

from minutebook.model.entity import Context
from minutebook.model.extraction import NoteType, TaskStatus, UpdateStatus


def test_a_good_answer_becomes_an_extraction():
    """Owner by full name, day by code, evidence by quote, type and subject as the vault has them."""
    found = read(
        {
            "title": "Ramp at Brisk Freight",
            "type": "customer",
            "subject": {"type": "account", "name": "brisk freight"},
            "summary": [{"text": "The new ramp is in", "u": [1], "quote": "The new ramp is in"}],
            "tasks": [TASK],
            "decisions": [
                {"text": "The old ramp stays until May", "u": [4, 5], "quote": "keep the old ramp until May"}
            ],
            "facts": [
                {
                    "text": "The ramp holds four tonnes",
                    "u": [1],
                    "quote": "holds four tonnes",
                    "about": ["Brisk Freight"],
                }
            ],
            "questions": [
                {"text": "Who pays for taking the old ramp away?", "u": [5], "quote": "Who pays for taking it away"}
            ],
        }
    )
    (task,) = found.tasks
    assert (task.owner, task.due, task.due_text) == ("Marek Osei", date(2026, 3, 12), "by Thursday")
    assert task.evidence == (2, 3)
    assert task.confidence == pytest.approx(0.9)
    assert (found.note_type, found.subject.name) == (NoteType.CUSTOMER, "Brisk Freight")
    assert [d.text for d in found.decisions] == ["The old ramp stays until May"]
    assert found.facts[0].about == ("Brisk Freight",)
    assert len(found.questions) == 1
    assert found.summary == "The new ramp is in."
    assert not found.warnings


@pytest.mark.parametrize(
    "change",
    [
        {"quote": "I will wire the deposit to the harbour office", "u": [3]},
        {"quote": "", "u": [], "text": "Send the certificate"},
        {"quote": "", "u": [77, 400], "text": "Send the certificate"},
        {"quote": "", "u": [1], "text": "Repaint the lighthouse"},
        {"text": "   "},
        {"text": "Transfer nine hundred crowns to the captain", "quote": "I'll send it by Thursday"},
    ],
)
def test_what_the_source_does_not_show_is_dropped_and_told(change):
    """An invented quote, invented numbers, words that are nowhere."""
    found = read({"tasks": [{**TASK, **change}]})
    assert not found.tasks
    assert any("left out" in warning for warning in found.warnings)


def test_a_quote_is_found_where_it_stands_not_where_it_was_said_to_stand():
    """A right quote under a wrong number gets the right evidence; one slip in it costs confidence."""
    (moved,) = read({"tasks": [{**TASK, "u": [99]}]}).tasks
    assert moved.evidence == (3,)
    (near,) = read({"tasks": [{**TASK, "quote": "I will send it by Thursday"}]}).tasks
    assert 0.7 < near.confidence < 0.9


@pytest.mark.parametrize(
    ("owner", "stands"),
    [
        ("Maz", "Marek Osei"),
        ("marek", "Marek Osei"),
        ("me", "Tove Lindahl"),
        ("Greta Holm", None),
        ("", None),
        (None, None),
    ],
)
def test_an_owner_is_somebody_known_who_spoke_or_was_asked_there(owner, stands):
    """Aliases and given names resolve; somebody who had no part in it is no owner."""
    turns = (*TURNS[:2], ("Marek Osei", "Somebody could send them the load certificate."), *TURNS[3:])
    far = (("Tove Lindahl", "Good."),) * 8
    (task,) = read({"tasks": [{**TASK, "owner": owner}]}, source=meeting((*far, *turns)[:12])).tasks
    assert task.owner == stands


@pytest.mark.parametrize("due", ["2031-01-01", "next spring", "by the coronation"])
def test_a_deadline_that_nobody_says_is_left_out(due):
    """The model's own date never reaches a note."""
    (task,) = read({"tasks": [{**TASK, "due": due}]}).tasks
    assert (task.due, task.due_text) == (None, None)


def test_work_that_the_talk_calls_off_is_not_open():
    """The status that the model states counts; an unknown one is open."""
    (task,) = read({"tasks": [{**TASK, "status": "cancelled"}]}).tasks
    assert task.status is TaskStatus.CANCELLED
    (task,) = read({"tasks": [{**TASK, "status": "perhaps", "priority": "sky-high"}]}).tasks
    assert (task.status, task.priority) == (TaskStatus.OPEN, "medium")


def test_news_of_earlier_work_has_its_state_and_new_day():
    """A slipped task gets its day by code; a state that there is not drops the news."""
    turns = (*TURNS, ("Marek Osei", "The crane inspection slipped, it'll be Friday."))
    news = {
        "text": "Crane inspection",
        "status": "slipped",
        "due": "Friday",
        "u": [7],
        "quote": "The crane inspection slipped",
    }
    (update,) = read({"updates": [news, {**news, "status": "vanished"}]}, source=meeting(turns)).updates
    assert (update.status, update.new_due) == (UpdateStatus.SLIPPED, date(2026, 3, 13))


def test_a_label_gets_the_models_name_only_where_source_or_vault_have_it():
    """A name out of nowhere leaves the voice unnamed."""
    turns = tuple(("Speaker 1" if who.startswith("Tove") else "Speaker 2", text) for who, text in TURNS)
    voices = [{"label": "Speaker 1", "name": "Aldo Fenn"}, {"label": "Speaker 2", "name": "Marek Osei"}]
    found = read({"title": "Ramp", "speakers": voices}, source=meeting(turns))
    assert {p.speaker: p.name for p in found.participants}["Speaker 2"] == "Marek Osei"
    assert "Aldo Fenn" not in {p.name for p in found.participants}


def test_an_empty_vault_and_an_empty_answer_give_the_offline_note():
    """A model that finds nothing leaves a note with a title and who was there."""
    found = read({"title": "", "tasks": []}, context=Context())
    assert found.title
    assert len(found.participants) == 2
    assert not found.tasks


def in_german(**items):
    told = {
        "tasks": [{"text": "Brisk Freight das Lastzertifikat schicken", "owner": "Marek Osei", "due": "by Thursday", "u": [2, 3], "quote": "I'll send it by Thursday"}],
        "decisions": [{"text": "Die alte Rampe bleibt bis Mai", "u": [4, 5], "quote": "we keep the old ramp until May"}],
        "facts": [{"text": "Die neue Rampe trägt vier Tonnen", "u": [1], "quote": "it holds four tonnes"}],
    }  # fmt: skip
    return read({**told, **items}, language="German")


def test_what_is_written_in_another_language_rests_on_its_quotes():
    """With ``llm.language`` no item is lost because its words are not those of the source; owner and day are found as ever."""
    found = in_german()
    (task,) = found.tasks
    assert (task.text, task.owner, task.due) == (
        "Brisk Freight das Lastzertifikat schicken",
        "Marek Osei",
        date(2026, 3, 12),
    )
    assert [d.text for d in found.decisions] == ["Die alte Rampe bleibt bis Mai"]
    assert [f.text for f in found.facts] == ["Die neue Rampe trägt vier Tonnen"]


@pytest.mark.parametrize("text", ["Die neue Rampe trägt 14 Tonnen", "Die neue Rampe hat Dagmar Holtermann gebaut"])
def test_a_number_or_a_name_that_nobody_said_is_dropped_in_any_language(text):
    """A quote stands for words, not for figures and people."""
    assert not in_german(facts=[{"text": text, "u": [1], "quote": "it holds four tonnes"}]).facts


def test_where_the_answer_is_in_the_sources_language_its_words_are_checked_whatever_was_asked_for():
    """A setting opens no door to what the source does not show."""
    ramp = {"text": "The new ramp is in", "u": [1], "quote": "The new ramp is in"}
    made_up = {"text": "The board was fired over the ramp", "u": [1], "quote": "The new ramp is in"}
    found = read({"facts": [ramp, {**made_up}], "decisions": [{"text": "Keep the old ramp until May", "u": [4], "quote": "we keep the old ramp until May"}]}, language="German")  # fmt: skip
    assert [f.text for f in found.facts] == ["The new ramp is in"]
