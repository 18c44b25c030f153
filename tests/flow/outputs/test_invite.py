"""A time that was named becomes a valid calendar file, or nothing."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from icalcheck import check_ical
from minutebook.flow.outputs.invite import Booking, Method, compose_booking, format_booking
from minutebook.model.entity import Me
from minutebook.model.extraction import Invite
from minutebook.model.source import Event, Header
from threads import FIRST, ME, mail, read_mail, thread

NOW = datetime(2026, 3, 12, 9, 0, 5, 123, tzinfo=UTC)
PLACE = ZoneInfo("Europe/Stockholm")


def book(source=None, me=ME, zone=PLACE, method=None, **given):
    source = source or thread()
    return compose_booking(source, read_mail(source, **given).invite, me, zone, "2026-03-12 - Seal", method)


def entry(booking, sequence=0):
    calendar = check_ical(format_booking(booking, NOW, sequence).encode())
    (event,) = calendar.walk("VEVENT")
    return str(calendar["method"]), event


def test_an_invitation_goes_to_real_addresses():
    """From me, to all who have one, at the time that was said."""
    method, event = entry(book())
    assert method == "REQUEST"
    assert event["organizer"] == "mailto:o@brennick.example"
    assert [str(a) for a in event["attendee"]] == ["mailto:pelle@strandmark.example", "mailto:o@brennick.example"]
    assert event["attendee"][0].params["CN"] == "Pelle Strandmark"
    assert event["dtstart"].dt == datetime(2026, 3, 30, 8, 0, tzinfo=UTC)
    assert event["dtend"].dt == datetime(2026, 3, 30, 9, 30, tzinfo=UTC)
    assert event["dtstamp"].dt == NOW.replace(microsecond=0)
    assert event["location"] == "North quay"


@pytest.mark.parametrize(("day", "hour"), [("2026-03-28", 9), ("2026-03-30", 8), ("2026-10-24", 8), ("2026-10-26", 9)])
def test_the_clock_change_moves_nothing(day, hour):
    """Ten o'clock on either side of a change of the clocks is the right instant, also where no offset was said."""
    booking = book(invite=Invite("Fit the seal", f"{day}T10:00:00"))
    assert booking.start == datetime.fromisoformat(f"{day}T{hour:02}:00:00+00:00")
    assert entry(booking)[1]["dtstart"].dt == booking.start


def test_a_hold_asks_nobody():
    """Where I or the others have no address, or when asked for, the entry is mine alone and names the people in its text."""
    for booking in (book(me=Me("Odalys Brennick")), book(method=Method.PUBLISH)):
        method, event = entry(booking)
        assert method == "PUBLISH"
        assert "attendee" not in event
        assert "pelle@strandmark.example" in event["description"]


def test_an_end_that_nobody_named_is_not_made_up():
    """Nor one that lies before the beginning."""
    assert "dtend" not in entry(book(invite=Invite("Fit", "2026-03-30T10:00:00+02:00")))[1]
    assert "dtend" not in entry(book(invite=Invite("Fit", "2026-03-30T10:00+02:00", "2026-03-30T09:00+02:00")))[1]


@pytest.mark.parametrize("start", ["2026-03-30", "10:00", "Monday", "", "2026-02-30T10:00", "20260330"])
def test_without_a_date_and_a_time_there_is_none(start):
    """Nothing is put into a calendar by guess."""
    assert "without a time" in book(invite=Invite("Fit", start))
    assert "names no date and time" in book(invite=None)


def test_an_invitation_needs_me_and_others():
    """Asked for what cannot be, it says what is missing."""
    assert "[me] emails" in book(me=Me("Odalys Brennick"), method=Method.REQUEST)
    assert "nobody with an address" in book(invite=Invite("Fit", "2026-03-30T10:00Z"), method=Method.REQUEST)


def test_the_invitation_of_somebody_else_is_held_under_its_own_name():
    """A mail that carries a calendar part is not answered with a second entry: the hold has the part's UID and organiser, also where its zone is not known."""
    pelle = Header("Pelle Strandmark", "pelle@strandmark.example", "organiser")
    sent = Event("seal-7@strandmark.example", "Fit", "2026-03-30T10:00:00+02:00", method="REQUEST", people=(pelle,))
    method, event = entry(book(thread(mail(*FIRST, events=(sent,)))))
    assert method == "PUBLISH"
    assert event["uid"] == "seal-7@strandmark.example"
    assert event["organizer"] == "mailto:pelle@strandmark.example"
    vague = replace(sent, start="2026-03-30T10:00:00")
    named = Invite("Fit", vague.start)
    assert book(thread(mail(*FIRST, events=(vague,))), invite=named).method is Method.PUBLISH


def test_a_cancellation_has_the_same_name_and_a_higher_number():
    """So that the calendar takes the right entry out."""
    first, second = entry(book())[1], entry(book(method=Method.CANCEL), 1)[1]
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert second["status"] == "CANCELLED"


@given(
    st.text(min_size=1, max_size=200),
    st.text(max_size=200),
    st.text(max_size=80),
    st.integers(315_532_800, 3_786_912_000),
    st.integers(1, 10_000),
    st.sampled_from(Method),
)
def test_whatever_is_said_the_file_is_valid(title, place, name, start, minutes, method):
    """Parsed back it says the same time, and no text of the source becomes a property."""
    start = datetime.fromtimestamp(start, UTC)
    booking = Booking(
        uid="mb-x@minutebook",
        title=title,
        start=start,
        end=start + timedelta(minutes=minutes),
        location=place,
        organiser=Header(name, "o@brennick.example"),
        attendees=(Header(name, "p@strandmark.example"),),
        method=method,
        about=place,
    )
    _, event = entry(booking)
    assert event["dtstart"].dt == start
    assert event["dtend"].dt == start + timedelta(minutes=minutes)
    assert set(event) <= {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "LOCATION", "SEQUENCE", "ORGANIZER", "ATTENDEE", "STATUS", "DESCRIPTION",
    }  # fmt: skip


def test_a_call_says_where_it_is_joined():
    """The newest address of a service for calls that the mails name; no other address is taken."""
    said = (
        "We talk on Monday.",
        "The link is https://zoom.example.org/j/99127733?pwd=abc.",
        "See https://x.example/list.",
    )
    assert "Join: https://zoom.example.org/j/99127733?pwd=abc\n" in entry(book(thread(mail(*said))))[1]["description"]
    assert "Join:" not in entry(book())[1]["description"]
