"""A calendar tells what a recording is of, where its time leaves no doubt."""

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from minutebook.errors import SourceError
from minutebook.flow.adapt.schedule import coming, count_events, find_event, read_schedule, with_event
from minutebook.model.source import DatedFrom
from talks import talk

ZONE = ZoneInfo("Europe/Stockholm")
DAY = date(2026, 3, 12)
PEOPLE = (
    "ORGANIZER;CN=Tove Lindahl:mailto:tove@depot.example",
    "ATTENDEE;CN=Marek Osei;PARTSTAT=ACCEPTED:mailto:marek@depot.example",
    "ATTENDEE;CN=Ines Haddad;PARTSTAT=DECLINED:mailto:ines@depot.example",
    "ATTENDEE;CN=Blue room;CUTYPE=ROOM:mailto:blue@depot.example",
)
ZONES = """\
BEGIN:VTIMEZONE
TZID:Europe/Stockholm
BEGIN:DAYLIGHT
DTSTART:19810329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""


def entry(title="Depot round", start=";TZID=Europe/Stockholm:20260312T100000", hours="PT1H", *more, uid=None):
    lines = [
        "BEGIN:VEVENT", f"UID:{uid or title}", "DTSTAMP:20260101T000000Z", f"DTSTART{start}", f"DURATION:{hours}",
        f"SUMMARY:{title}", *(more or PEOPLE), "END:VEVENT",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def calendar(*entries):
    body = "".join(entries)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\n{ZONES}{body}END:VCALENDAR\n".replace("\n", "\r\n")


def read(*entries, day=DAY):
    return read_schedule(calendar(*entries), {day})


def recording(title="Untitled conversation", at=clock(10, 2), **given):
    return replace(talk(title=title, turns=90), time=at, **given)


def test_an_entry_is_read_with_those_who_came():
    """Its zone, its length, its people: who declined and what is a room are none."""
    (event,) = read(entry())
    assert (event.title, event.start, event.end) == (
        "Depot round", "2026-03-12T10:00:00+01:00", "2026-03-12T11:00:00+01:00",
    )  # fmt: skip
    assert [(p.name, p.email) for p in event.people] == [
        ("Tove Lindahl", "tove@depot.example"),
        ("Marek Osei", "marek@depot.example"),
    ]


def test_a_series_keeps_its_hour_over_the_change_of_the_clocks():
    """It happens on its days, less those left out, moved or cancelled."""
    weekly = entry(
        "Depot round", ";TZID=Europe/Stockholm:20260305T100000", "PT1H",
        "RRULE:FREQ=WEEKLY;UNTIL=20260501T080000Z", "EXDATE;TZID=Europe/Stockholm:20260326T100000",
    )  # fmt: skip
    moved = entry(
        "Depot round", ";TZID=Europe/Stockholm:20260319T140000", "PT1H",
        "RECURRENCE-ID;TZID=Europe/Stockholm:20260319T100000",
    )  # fmt: skip
    assert [e.start for e in read(weekly, moved, day=date(2026, 3, 12))] == ["2026-03-12T10:00:00+01:00"]
    assert [e.start for e in read(weekly, moved, day=date(2026, 4, 2))] == ["2026-04-02T10:00:00+02:00"]
    assert [e.start for e in read(weekly, moved, day=date(2026, 3, 19))] == ["2026-03-19T14:00:00+01:00"]
    assert read(weekly, day=date(2026, 3, 26)) == ()
    assert read(weekly, day=date(2026, 5, 7)) == ()


def test_what_is_no_meeting_of_mine_is_left_out():
    """Whole days, cancelled entries, time marked as free, and what is broken."""
    broken = "BEGIN:VEVENT\nUID:x\nDTSTART:2026031ATxx\nEND:VEVENT\n"
    assert read(
        entry("Fair", ";VALUE=DATE:20260312", "P1D"),
        entry("Off", more := ";TZID=Europe/Stockholm:20260312T100000", "PT1H", "STATUS:CANCELLED"),
        entry("Lunch", more, "PT1H", "TRANSP:TRANSPARENT"),
        broken,
    ) == ()  # fmt: skip


def test_a_calendar_of_ten_years_is_read_in_a_moment():
    """Only the entries of the day are parsed."""
    many = [entry(f"Round {n}", f":20{16 + n % 10}01{1 + n % 28:02}T100000Z") for n in range(5000)]
    start = time.process_time()
    assert len(read(*many, entry())) == 1
    assert time.process_time() - start < 1.0


def test_only_a_calendar_is_one():
    """What else is called so, or holds nothing, says what to do."""
    assert count_events(calendar(entry(), entry("Other"))) == 2
    with pytest.raises(SourceError, match="no calendar"):
        count_events("hello")
    with pytest.raises(SourceError, match="without any entry"):
        count_events(calendar())


def test_the_meeting_of_its_time_gives_title_and_people():
    """A recording without a title of its own gets the meeting's, and the addresses of those who spoke."""
    source = recording()
    match = find_event(source, read(entry()), ZONE)
    told = with_event(source, match.event)
    assert told.title == "Depot round"
    assert {(p.name, p.email) for p in told.people} == {
        ("Tove Lindahl", "tove@depot.example"),
        ("Marek Osei", "marek@depot.example"),
    }
    assert match.said == "the calendar says what it was: Depot round at 10:00"


def test_an_own_title_stays():
    """What the file calls itself is not overruled."""
    source = recording("Pallets")
    assert with_event(source, find_event(source, read(entry()), ZONE).event).title == "Pallets"


@pytest.mark.parametrize("at", [clock(8, 0), clock(9, 30), clock(11, 0), clock(13, 0), None])
def test_another_time_is_another_meeting(at):
    """Neither before, nor after, nor where no time is known."""
    assert find_event(recording(at=at), read(entry()), ZONE).event is None


def test_other_people_make_another_meeting():
    """Two who speak by name and were not invited were not there."""
    others = tuple(
        replace(u, speaker={"Tove Lindahl": "Pelle Strandmark", "Marek Osei": "Odalys Brennick"}[u.speaker])
        for u in talk(turns=90).utterances
    )
    assert find_event(recording(utterances=others), read(entry()), ZONE).event is None


def test_of_two_at_once_names_decide_or_none_is_taken():
    """The one whose people spoke; without names, neither, and the log says why."""
    other = entry(
        "Budget", ";TZID=Europe/Stockholm:20260312T100000", "PT1H", "ORGANIZER;CN=Ines Haddad:mailto:i@d.example"
    )
    assert find_event(recording(), read(entry(), other), ZONE).event.title == "Depot round"
    bare = tuple(replace(u, speaker=f"Speaker {u.id % 2 + 1}") for u in talk(turns=90).utterances)
    match = find_event(recording(utterances=bare), read(entry(), other), ZONE)
    assert match.event is None
    assert "several meetings at that time (Budget, Depot round)" in match.said


def test_a_stamp_that_may_be_the_end_is_not_trusted_between_two_meetings():
    """A file named when the recorder stopped must not get the next meeting's title."""
    before = entry("Stocktaking", ";TZID=Europe/Stockholm:20260312T090000", "PT1H", "LOCATION:Hall")
    after = entry("Depot round", ";TZID=Europe/Stockholm:20260312T100000", "PT1H", "LOCATION:Hall")
    bare = tuple(replace(u, speaker=f"Speaker {u.id % 2 + 1}") for u in talk(turns=90).utterances)
    source = recording(utterances=bare, dated_from=DatedFrom.NAME)
    assert find_event(source, read(before, after), ZONE).event is None
    assert (
        find_event(replace(source, dated_from=DatedFrom.CONTENT), read(before, after), ZONE).event.title
        == "Depot round"
    )


def test_who_was_invited_and_did_not_speak_was_not_there():
    """Four were invited, two spoke by name: the two are named."""
    more = (*PEOPLE, "ATTENDEE;CN=Sanna Roos:mailto:s@d.example", "ATTENDEE;CN=Otto Blom:mailto:o@d.example")
    source = recording()
    (event,) = read(entry("Depot round", ";TZID=Europe/Stockholm:20260312T100000", "PT1H", *more))
    assert [p.name for p in with_event(source, event).people] == ["Tove Lindahl", "Marek Osei"]


def test_an_entry_moved_far_away_leaves_its_old_day() -> None:
    """Also where the day that it was moved to is not asked for; whole days that are taken out count too."""
    weekly = entry("Round", ";TZID=Europe/Stockholm:20260305T100000", "PT1H", "RRULE:FREQ=WEEKLY", uid="r")
    moved = entry("Round", ";TZID=Europe/Stockholm:20260320T100000", "PT1H", "RECURRENCE-ID:20260312T090000Z", uid="r")
    assert read(weekly, moved) == ()
    assert [e.start[:10] for e in read(weekly, moved, day=date(2026, 3, 20))] == ["2026-03-19", "2026-03-20"]
    dropped = entry(
        "Round", ";TZID=Europe/Stockholm:20260305T100000", "PT1H", "RRULE:FREQ=WEEKLY", "EXDATE;VALUE=DATE:20260312"
    )
    assert read(dropped) == ()


def test_days_that_are_listed() -> None:
    """RDATE adds days to an entry, with or without a rule."""
    listed = entry(
        "Extra", ";TZID=Europe/Stockholm:20260305T100000", "PT1H", "RDATE;TZID=Europe/Stockholm:20260312T140000"
    )
    assert [e.start for e in read(listed)] == ["2026-03-12T14:00:00+01:00"]


def test_what_comes_keeps_its_hour_over_a_change_of_the_clocks() -> None:
    """A weekly hour stays where the clock on the wall has it; what is past is left out."""
    weekly = entry("Round", ";TZID=Europe/Stockholm:20251001T100000", "PT1H", "RRULE:FREQ=WEEKLY")
    days = {date(2026, 3, 24) + timedelta(days=n) for n in range(10)}
    after = datetime(2026, 3, 25, 9, 30, tzinfo=UTC)
    found = coming(read_schedule(calendar(weekly), days), after, ZONE)
    assert [e.start for e in found] == ["2026-04-01T10:00:00+02:00"]
