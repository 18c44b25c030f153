"""An independent look at iCalendar bytes: what RFC 5545 (and 5546 for methods) asks of the text itself, before any library reads it."""

import re

from icalendar import Calendar

REQUIRED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VTODO": {"UID", "DTSTAMP"},
}
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "DUE", "SUMMARY", "STATUS", "SEQUENCE", "ORGANIZER", "LOCATION", "METHOD"}
NAME = re.compile(r"([A-Z][A-Z0-9-]*)(?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^;:,\"]*)(?:,(?:\"[^\"]*\"|[^;:,\"]*))*)*:")


def check_ical(data: bytes) -> Calendar:
    """The calendar, parsed back; asserts its line ends, folding, properties, and that nothing outside it is in the file."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")[:-1]
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-1] == b"END:VCALENDAR"
    for line in lines:
        assert len(line) <= 75, line
        assert not re.search(rb"[\x00-\x08\n\x0b-\x1f\x7f]", line), line
        line.decode("utf-8")  # no letter is cut by a fold
    opened: list[tuple[str, list[str]]] = []
    for line in data.decode().replace("\r\n ", "").split("\r\n")[:-1]:
        named = NAME.match(line)
        assert named, line
        name, value = named[1], line[named.end() :]
        if name == "BEGIN":
            opened.append((value, []))
        elif name == "END":
            kind, names = opened.pop()
            assert kind == value
            assert set(names) >= REQUIRED.get(kind, set()), (kind, names)
            assert all(names.count(once) <= 1 for once in ONCE), names
        else:
            opened[-1][1].append(name)
    assert not opened
    (calendar,) = Calendar.from_ical(data, multiple=True)
    method = calendar.get("method")
    for event in calendar.walk("VEVENT"):
        if method in {"REQUEST", "CANCEL"}:
            assert {"ORGANIZER", "ATTENDEE", "SEQUENCE"} <= set(event), "RFC 5546, 3.2.2 and 3.2.5"
        if method == "PUBLISH":
            assert "ATTENDEE" not in event, "RFC 5546, 3.2.1"
        assert not ("DTEND" in event and "DURATION" in event)
    return calendar
