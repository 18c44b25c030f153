"""Tasks leave the vault in forms that other programs read."""

import csv
import io
import json
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icalcheck import check_ical
from minutebook.errors import UserError
from minutebook.flow.outputs.export import ExportedTask, Form, export_tasks, form_of

SEAL = ExportedTask(
    id="mb-aaaaaaaaaa",
    text="Order the bronze seal, not the rubber one; today",
    owner="Pelle Strandmark",
    due=date(2026, 3, 13),
    priority="high",
    date=date(2026, 3, 12),
    note="People/Pelle Strandmark/2026-03-12 - Pump.md",
)
HARBOUR = ExportedTask(id="mb-bbbbbbbbbb", text="Write to the harbour office", status="/", date=date(2026, 3, 12))
DIVERS = ExportedTask(id="mb-cccccccccc", text="Ask the divers", status="x")


@pytest.mark.parametrize("form", Form)
def test_the_same_tasks_are_the_same_bytes(form):
    """Whatever the order in which they come."""
    assert len({export_tasks(tasks, form) for tasks in permutations((SEAL, HARBOUR, DIVERS))}) == 1


def test_to_dos_are_valid_and_known_by_their_ids():
    """Each has a UID from the task's id, its state, its date and its rank."""
    todos = check_ical(export_tasks((HARBOUR, DIVERS, SEAL), Form.ICS)).walk("VTODO")
    seal = todos[0]
    assert str(seal["uid"]) == "mb-aaaaaaaaaa@minutebook"
    assert seal["due"].dt == date(2026, 3, 13)
    assert seal["summary"] == SEAL.text
    assert seal["priority"] == 3
    assert [str(t["status"]) for t in todos] == ["NEEDS-ACTION", "IN-PROCESS", "COMPLETED"]


@given(st.text(max_size=200), st.text(max_size=40))
def test_no_words_break_a_to_do(text, owner):
    """Any text, whatever its characters, is one property of one to-do."""
    task = ExportedTask(id="mb-aaaaaaaaaa", text=text, owner=owner)
    (todo,) = check_ical(export_tasks([task], Form.ICS)).walk("VTODO")
    assert set(todo) <= {"UID", "DTSTAMP", "SUMMARY", "STATUS", "DESCRIPTION"}


def test_todo_txt_follows_its_rules():
    """Completion, priority and date stand first, each in its place; the rest are words and key:value pairs."""
    assert export_tasks((HARBOUR, DIVERS, SEAL), Form.TODO_TXT).decode() == (
        "(B) 2026-03-12 Order the bronze seal, not the rubber one; today owner:Pelle_Strandmark due:2026-03-13 id:mb-aaaaaaaaaa\n"
        "2026-03-12 Write to the harbour office id:mb-bbbbbbbbbb\n"
        "x Ask the divers id:mb-cccccccccc\n"
    )


def test_words_are_not_read_as_a_state():
    """A task whose words begin like a finished one does not become one."""
    task = ExportedTask(id="mb-aaaaaaaaaa", text="x marks the spot")
    assert export_tasks([task], Form.TODO_TXT).decode() == "· x marks the spot id:mb-aaaaaaaaaa\n"


def test_tables_hold_every_field_and_compute_nothing():
    """CSV and JSON say the same; a cell that begins like a formula is text."""
    trick = ExportedTask(id="mb-dddddddddd", text='=HYPERLINK("x")')
    rows = list(csv.DictReader(io.StringIO(export_tasks((SEAL, trick), Form.CSV).decode(), newline="")))
    assert rows[0]["text"] == SEAL.text
    assert rows[0]["due"] == "2026-03-13"
    assert rows[1]["text"] == '\'=HYPERLINK("x")'
    assert json.loads(export_tasks((SEAL, trick), Form.JSON))[0] == rows[0]


def test_the_name_says_the_form():
    """An ending that is none of them is an error that names them."""
    assert form_of("out/Tasks.ICS") is Form.ICS
    with pytest.raises(UserError, match=r"\.ics, \.txt \(todo\.txt\), \.csv or \.json"):
        form_of("tasks.xlsx")
