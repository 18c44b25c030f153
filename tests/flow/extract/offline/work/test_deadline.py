"""Which day a piece of work gets: agreed turns later, told by another day, of a neighbour, of an event."""

from datetime import date

import pytest

from meetings import meeting
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.work.moment import find_told
from minutebook.model.entity import Context
from minutebook.model.source import Form
from minutebook.text.dates import find_dates

DAY = date(2026, 3, 4)
"""A Wednesday."""


def told(text: str, *named: date) -> set[date | None]:
    """The days that others tell in a line of their own."""
    line = Line(0, text, text.lower(), None, 0, (0,), (), find_dates(text, DAY), Form.TURN, None, False)
    return {moment.span.value for moment in find_told(line, DAY, named)}


@pytest.mark.parametrize(
    ("text", "named", "day"),
    [
        ("The fifth.", (), date(2026, 3, 5)),
        ("On the ninth, then.", (date(2026, 5, 12),), date(2026, 5, 9)),
        ("Two days before.", (date(2026, 3, 20),), date(2026, 3, 18)),
        ("I'd want it the day before.", (date(2026, 3, 20),), date(2026, 3, 19)),
        ("By the Friday after.", (date(2026, 3, 13),), date(2026, 3, 20)),
        ("In the week of the sixteenth of March.", (), date(2026, 3, 20)),
        ("In the last week of April.", (), date(2026, 4, 24)),
        ("I'd do that in June.", (), date(2026, 6, 30)),
        ("The twentieth and the twenty-first.", (), date(2026, 3, 21)),
        ("You'll have it by then.", (date(2026, 3, 20),), date(2026, 3, 20)),
        ("The second, I'd say.", (date(2026, 4, 20),), date(2026, 5, 2)),
    ],
)
def test_a_day_that_another_tells(text, named, day):
    """A bare day of the month, so long before or after, a week or a month: the day follows from what was named before."""
    assert day in told(text, *named)


def test_what_happens_on_a_weekday_moves_it_no_week():
    """ "Monday after stand-up" is that Monday, whatever day was named before."""
    assert date(2026, 3, 23) not in told("I'll ask him Monday after stand-up.", date(2026, 3, 20))


def test_nothing_tells_a_day_where_none_was_named():
    """Without a day named before, "two days before" tells none."""
    assert told("Two days before.") == set()


WHEN_ASKED = """
Ana: Ben, could you draw the shelf plan?
Ben: Sure.
Ana: And when's that?
Ben: Monday.
Ana: Monday's fine."""
NEIGHBOUR = """
Ana: Ben, could you order the paint? But I need the colours from Chitra by Friday.
Chitra: You'll have the colours by Friday.
Ben: Then I'll order the paint on Monday."""
RELATIVE = """
Ana: The fair is on the twentieth.
Ben: I'll print the posters. When do you want them?
Ana: Two days before would be good.
Ben: Two days before, then."""
SOONER = """
Ana: Could you send me the quote by the end of the month?
Ben: Sooner than that. Say the nineteenth.
Ana: The nineteenth is perfect."""
EVENT = """
Ana: The open day is on Saturday the twenty-first.
Ben: I'll write the invitation for the Saturday. You'll have it by tonight."""
NONE = """
Ana: The board meets on the eighteenth.
Ben: I'll call the plumber about the tap, whenever I get to it.
Ana: No rush."""


@pytest.mark.parametrize(
    ("talk", "day"),
    [
        (WHEN_ASKED, date(2026, 3, 16)),
        (NEIGHBOUR, date(2026, 3, 16)),
        (RELATIVE, date(2026, 3, 18)),
        (SOONER, date(2026, 3, 19)),
        (EVENT, date(2026, 3, 11)),
        (NONE, None),
    ],
)
def test_the_day_of_the_work_itself(talk, day):
    """The day that is agreed on turns later, not that of what it waits for, of an event or of what was asked first; none where none was said."""
    found = OfflineEngine().extract(meeting(talk), Context()).tasks
    assert day in [task.due for task in found if task.owner == "Ben"]
