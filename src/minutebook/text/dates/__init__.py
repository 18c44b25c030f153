"""Dates as people say them, resolved against the day on which they were said.

Conventions (the reference is the day of the source):

- A weekday is the next one strictly after the reference: "Friday" said on a Friday is a week later. "This Friday" is the same; "next Friday" is
  that of the next calendar week (weeks begin on Monday); "Monday week", "a week on Monday" are seven days after the next Monday.
  "The Friday" is that of a week spoken of and stays open.
- "Next week" and "this week" without a day are their Fridays; so is "the end of the week" (said at a weekend: the Friday to come).
  "The weekend" is its Sunday; before or by the weekend is the Friday.
- "The end of the month", of March, of the quarter, of Q1, of the year is its last day; "next month" without a day the last day of the next month.
  Quarters are those of the calendar. The beginning of a period is its first day (of a week: Monday), its middle the 15th (of a week: Wednesday).
- A week told by its place in a month, or by a day in it ("the first week of May", "the week of the 4th"), is its Friday.
- "The 3rd", "by the third" is the next third, strictly after the reference; "4 May" without a year the next one, the reference itself included.
- "In two weeks" is fourteen days on, "within 48 hours" two days, "a week today" seven. A month on is the same day of the next month, or its last.
- "Today", "tonight", "this afternoon", "later today", "end of day", "close of play" are the reference, also where they are said of a day ("EOD Friday": Friday).
- "Before Friday" names Friday, as "before the end of the month" names the month's last day.
- "03/04/2026" is left open, "13/04/2026" and "13.04.2026" are not. A bare "March" or "2027" is no day.
- A self-correction ("Tuesday, no, Wednesday") is one span: the last part counts.
- "Soon", "at some point", "when you get a chance", "before the board" are spans without a value. Habits ("on Fridays", "every Monday"),
  durations, ages, versions and clock times are no spans at all.
- An event's own date ("Friday's meeting", "the Friday call", "the visit on Friday") is a date, but no deadline, except where the words are about holding,
  attending or recording that event.
"""

from minutebook.text.dates.due import resolve_due
from minutebook.text.dates.find import DateKind, DateSpan, find_dates
from minutebook.text.dates.readings import day_in_month, weekday_named

__all__ = ["DateKind", "DateSpan", "day_in_month", "find_dates", "resolve_due", "weekday_named"]
