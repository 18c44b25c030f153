"""Dates as people say them."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.text.dates import DateKind, find_dates, resolve_due

WEDNESDAY = date(2026, 3, 11)
FRIDAY = date(2026, 5, 8)
SUNDAY = date(2026, 2, 8)


def due(text: str, reference: date = WEDNESDAY, previous: date | None = None) -> str | None:
    span = resolve_due(text, reference, previous)
    return span.value.isoformat() if span and span.value else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I'll send it by Friday", "2026-03-13"),
        ("at 12:30 April 7th", "2026-04-07"),
        ("for $12 April 7", "2026-04-07"),
        ("by Wednesday", "2026-03-18"),
        ("this Thursday", "2026-03-12"),
        ("next Friday", "2026-03-20"),
        ("next Monday", "2026-03-16"),
        ("Tuesday next week", "2026-03-17"),
        ("next week, say Thursday", "2026-03-19"),
        ("Monday week", "2026-03-23"),
        ("a week on Monday", "2026-03-23"),
        ("two weeks on Friday", "2026-03-27"),
        ("on Thursday morning", "2026-03-12"),
        ("Fri at the latest", "2026-03-13"),
        ("by the last Friday of the month", "2026-03-27"),
        ("by the first Monday in May", "2026-05-04"),
        ("by the second Tuesday of next month", "2026-04-14"),
        ("before the week's out", "2026-03-13"),
        ("before the month is out", "2026-03-31"),
        ("before our call on Thursday", "2026-03-12"),
        ("in time for Thursday's meeting", "2026-03-12"),
        ("ask for the permit, deadline 23 March", "2026-03-23"),
    ],
)
def test_weekdays_are_the_next_ones_after_the_reference(text, expected):
    """A weekday is resolved as the conventions say."""
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-03-11"),
        ("tonight", "2026-03-11"),
        ("this afternoon", "2026-03-11"),
        ("later today", "2026-03-11"),
        ("by end of day", "2026-03-11"),
        ("by close of play", "2026-03-11"),
        ("EOD Friday", "2026-03-13"),
        ("by close of play Friday", "2026-03-13"),
        ("by end of day tomorrow", "2026-03-12"),
        ("first thing tomorrow", "2026-03-12"),
        ("first thing in the morning", "2026-03-12"),
        ("by tomorrow lunchtime", "2026-03-12"),
        ("the day after tomorrow", "2026-03-13"),
    ],
)
def test_days_around_the_reference(text, expected):
    """Words for today, tomorrow and the end of a day give that day."""
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("in two weeks", "2026-03-25"),
        ("in a fortnight", "2026-03-25"),
        ("a week today", "2026-03-18"),
        ("a week tomorrow", "2026-03-19"),
        ("within 48 hours", "2026-03-13"),
        ("in ten days", "2026-03-21"),
        ("in three working days", "2026-03-16"),
        ("in a month", "2026-04-11"),
        ("over the next two weeks", "2026-03-25"),
        ("two weeks from now", "2026-03-25"),
    ],
)
def test_spans_of_time_are_counted_from_the_reference(text, expected):
    """So many days, weeks or months on."""
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("next week", "2026-03-20"),
        ("early next week", "2026-03-20"),
        ("this week", "2026-03-13"),
        ("by the end of the week", "2026-03-13"),
        ("before the end of the week", "2026-03-13"),
        ("by the end of next week", "2026-03-20"),
        ("the week after next", "2026-03-27"),
        ("at the beginning of next week", "2026-03-16"),
        ("in the middle of next week", "2026-03-18"),
        ("end of the month", "2026-03-31"),
        ("before the end of the month", "2026-03-31"),
        ("end of next month", "2026-04-30"),
        ("by the end of April", "2026-04-30"),
        ("mid-month", "2026-03-15"),
        ("mid-April", "2026-04-15"),
        ("at the start of May", "2026-05-01"),
        ("end of Q1", "2026-03-31"),
        ("by the end of the quarter", "2026-03-31"),
        ("end of the second quarter", "2026-06-30"),
        ("by the end of the year", "2026-12-31"),
        ("month end", "2026-03-31"),
        ("before the weekend", "2026-03-13"),
        ("over the weekend", "2026-03-15"),
    ],
)
def test_periods_end_where_the_conventions_say(text, expected):
    """A week, month, quarter or year as a deadline is its last day, of a week Friday."""
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("by the 3rd", "2026-04-03"),
        ("by the third", "2026-04-03"),
        ("by the twenty-third", "2026-03-23"),
        ("Shall we say the nineteenth?", "2026-03-19"),
        ("on the first of the month", "2026-04-01"),
        ("by the first of next month", "2026-04-01"),
        ("by the ninth of April", "2026-04-09"),
        ("4 May", "2026-05-04"),
        ("May the fourth", "2026-05-04"),
        ("by 30 October 2027", "2027-10-30"),
        ("Tuesday the 17th", "2026-03-17"),
        ("on Monday, 16 March", "2026-03-16"),
        ("2026-04-02", "2026-04-02"),
        ("by 13/04/2026", "2026-04-13"),
        ("by 13.04.2026", "2026-04-13"),
        ("June twenty-second", "2026-06-22"),
        ("the seventh's a Monday", "2026-09-07"),
        ("the week after next, on the Wednesday", "2026-03-25"),
        ("in the first week of May", "2026-05-01"),
        ("the last week in April", "2026-04-24"),
        ("in the week of the seventeenth", "2026-03-20"),
    ],
)
def test_calendar_days(text, expected):
    """A day of a month, with or without month and year, is the next one."""
    assert due(text) == expected


@pytest.mark.parametrize("text", ["by 03/04/2026", "by 03/04", "on Tuesday 16 March", "by the Friday"])
def test_what_can_be_two_days_stays_open(text):
    """An order of numbers that a country decides, or a weekday that does not fit, is not guessed."""
    span = resolve_due(text, WEDNESDAY)
    assert span is not None
    assert span.value is None


@pytest.mark.parametrize(
    ("text", "expected", "words"),
    [
        ("by Tuesday, no, Wednesday", "2026-03-18", "by Tuesday, no, Wednesday"),
        ("by monday hang on make it tuesday please", "2026-03-17", "by monday hang on make it tuesday"),
        ("next week, maybe the 18th", "2026-03-18", "next week, maybe the 18th"),
        ("by the ninth, sorry, the eleventh of April", "2026-04-11", "by the ninth, sorry, the eleventh of April"),
        ("by the end of next week, so Friday", "2026-03-20", "by the end of next week, so Friday"),
        (
            "thursday no wait thursday's full make it friday",
            "2026-03-13",
            "thursday no wait thursday's full make it friday",
        ),
        ("next Wednesday and Thursday", "2026-03-19", "next Wednesday and Thursday"),
        ("Monday, end of the day", "2026-03-16", "Monday, end of the day"),
        ("send it over this afternoon", "2026-03-11", "this afternoon"),
        ("thursday the nineteenth ten o'clock", "2026-03-19", "thursday the nineteenth"),
    ],
)
def test_a_correction_counts_by_its_last_part_and_keeps_the_whole_phrase(text, expected, words):
    """Who corrects a date means the last one; the phrase stays whole."""
    span = resolve_due(text, WEDNESDAY)
    assert span is not None
    assert (str(span.value), span.text) == (expected, words)


@pytest.mark.parametrize(
    "text",
    [
        "we may need it",
        "give me a second",
        "the sun was out and she sat down",
        "they march on regardless",
        "in a minute",
        "the second one is better",
        "on the third floor",
        "before the second meeting of ours",
        "Friday's meeting was long",
        "put it in the Friday pack",
        "prepare the slides for the review on Thursday",
        "version 2.3.1 is out",
        "she is 34 now",
        "let's talk at 5pm",
        "we run it 24/7",
        "I do that on Fridays",
        "every Monday I water it",
        "it took two weeks",
        "we met two weeks ago",
        "since Friday nothing works",
        "it was broken last Tuesday",
        "the second to the eighth of May",
        "yesterday it worked",
    ],
)
def test_no_deadline_is_invented(text):
    """Quantities, habits, the past, and events with a date of their own give no due date."""
    assert due(text) is None


@pytest.mark.parametrize(
    "text", ["at some point", "as soon as possible", "when you get a chance", "before the board", "once the part is in"]
)
def test_vague_deadlines_keep_their_words(text):
    """What names no day keeps its phrase and has no value."""
    span = resolve_due(f"I'll look at it {text}", WEDNESDAY)
    assert span is not None
    assert (span.text, span.value) == (text, None)


def test_an_event_that_the_task_is_to_hold_has_its_date_as_deadline():
    """Booking or attending the review on Thursday is due on Thursday."""
    assert due("I'll book the review on Thursday") == "2026-03-12"


def test_then_is_the_date_named_before():
    """By then needs the previous date."""
    assert due("I'll have it by then", previous=date(2026, 3, 20)) == "2026-03-20"
    assert due("I'll have it by then") is None


@pytest.mark.parametrize(
    ("text", "reference", "expected"),
    [
        ("by Friday", FRIDAY, "2026-05-15"),
        ("by the end of the week", FRIDAY, "2026-05-08"),
        ("by the end of the week", SUNDAY, "2026-02-13"),
        ("next week", SUNDAY, "2026-02-13"),
        ("by the 31st", date(2026, 4, 2), "2026-05-31"),
        ("in a month", date(2026, 1, 31), "2026-02-28"),
        ("by 4 May", date(2026, 5, 6), "2027-05-04"),
    ],
)
def test_edges_of_weeks_months_and_years(text, reference, expected):
    """Said on the day itself, at a weekend, at the end of a month."""
    assert due(text, reference) == expected


def test_the_stated_deadline_wins_over_another_date():
    """Of two dates the one that "by" marks is the deadline."""
    assert due("I see her tomorrow, and it's due by Monday") == "2026-03-16"


def test_found_dates_stand_in_order_and_at_their_place():
    """Offsets point into the text, without overlaps."""
    text = "Tomorrow I'm away, back on Monday, and the fair is 4 May."
    spans = find_dates(text, WEDNESDAY)
    assert [span.value for span in spans] == [date(2026, 3, 12), date(2026, 3, 16), date(2026, 5, 4)]
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_last_week_is_past():
    """A date before the reference is known as past."""
    assert [span.kind for span in find_dates("it came last Tuesday", WEDNESDAY)] == [DateKind.PAST]


WORDS = st.lists(
    st.sampled_from(
        "by on the next Monday Friday week of end month 3rd third May two in days no wait tomorrow after , . Q1 12/5 2026".split()
    ),
    max_size=9,
)


@given(WORDS, st.dates(date(2000, 1, 1), date(2090, 12, 31)))
def test_any_words_give_dates_inside_the_text_and_no_past_deadline(words, reference):
    """Whatever is said, spans lie in the text and a deadline is never before the day on which it was said."""
    text = " ".join(words)
    spans = find_dates(text, reference)
    assert all(text[span.start : span.end] == span.text for span in spans)
    found = resolve_due(text, reference)
    assert found is None or found.value is None or found.value >= reference


WORDS = st.sampled_from(
    "the by on of at in end next this last week weeks month year years day days Friday Fri mon tuesday first second third "
    "twenty thirty two 3 31 3rd 31st 12/11 2026-02-30 29 Feb February May march quarter Q1 fortnight a an until before after "
    "noon tonight tomorrow today EOD mid - , . half past six hundred thousand dozen".split()
)


@given(st.lists(WORDS, max_size=8).map(" ".join), st.dates(date(1990, 1, 1), date(2090, 12, 31)))
@settings(max_examples=400, deadline=None)
def test_no_order_of_date_words_is_too_odd(text, reference):
    """Whatever is said, it is read or left; spans lie in the text, one after the other."""
    end = 0
    for span in find_dates(text, reference):
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
        end = span.end
    resolve_due(text, reference)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bis Freitag", "2026-03-13"),
        ("spätestens am 31.3. zurück", "2026-03-31"),
        ("am 12. Mai", "2026-05-12"),
        ("bis Ende der Woche", "2026-03-13"),
        ("wir kommen übermorgen", "2026-03-13"),
        ("in zwei Wochen sind wir da", "2026-03-25"),
        ("gleich morgen früh.", "2026-03-12"),
        ("Mitte nächster Woche", "2026-03-18"),
        ("Montag in acht Tagen", "2026-03-23"),
        ("bis KW 14", "2026-04-03"),
        ("nächste Woche Mittwoch", "2026-03-18"),
        ("spätestens am 20.", "2026-03-20"),
        ("bis zum Fünfzehnten", "2026-03-15"),
        ("bis Monatsende", "2026-03-31"),
        ("am ersten Jänner", "2027-01-01"),
        ("heut noch", "2026-03-11"),
        ("innert zehn Tagen", "2026-03-21"),
        ("vor dem Wochenende", "2026-03-13"),
        ("Guten Morgen, Jonas", None),
        ("jeden Freitag gieße ich", None),
        ("hab ich letzten Freitag gemacht", None),
        ("d'ici vendredi", "2026-03-13"),
        ("avant le 20", "2026-03-20"),
        ("avant la fin du mois", "2026-03-31"),
        ("la semaine prochaine nous livrons", "2026-03-20"),
        ("seit Montag ist es da", None),
        ("depuis lundi la porte ferme", None),
        ("el martes 17 te llamo", "2026-03-17"),
        ("antes del viernes", "2026-03-13"),
        ("lo mando pasado mañana", "2026-03-13"),
        ("a finales de mes", "2026-03-31"),
        ("a principios de abril", "2026-04-01"),
        ("hasta el 30", "2026-03-30"),
        ("el 9/4 por la mañana", "2026-04-09"),
        ("el día 3 de diciembre a las 17 h", "2026-12-03"),
        ("dentro de dos semanas", "2026-03-25"),
        ("el lunes pasado", None),
        ("desde el lunes abrimos", None),
        ("por la mañana llueve", None),
    ],
)
def test_days_in_german_french_and_spanish(text, expected):
    """Their days, months and near words, with what binds them; a day since when something is so is none."""
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je l'appelle demain matin", "2026-03-12"),
        ("pour lundi en huit", "2026-03-23"),
        ("vendredi en quinze", "2026-03-27"),
        ("vendredi de la semaine prochaine", "2026-03-20"),
        ("en début de semaine prochaine", "2026-03-16"),
        ("courant de semaine prochaine", "2026-03-20"),
        ("sous quinzaine", "2026-03-25"),
        ("sous huit jours", "2026-03-18"),
        ("sous 48 heures", "2026-03-13"),
        ("d'ici mi-avril", "2026-04-15"),
        ("fin mars au plus tard", "2026-03-31"),
        ("en fin de journée", "2026-03-11"),
        ("avant le quinze", "2026-03-15"),
        ("le premier avril au plus tard", "2026-04-01"),
        ("jeudi dix-neuf", "2026-03-19"),
        ("le vendredi 20 à 15h", "2026-03-20"),
        ("je passe semaine 14", "2026-04-03"),
        ("le lundi on ferme", None),
        ("tous les lundis", None),
        ("la mise à jour du 12 juin", None),
        ("vendredi dernier", None),
        ("hier soir", None),
        ("vendredi dernier délai", "2026-03-13"),
        ("pas plus tard que vendredi", "2026-03-13"),
        ("dans le courant de la semaine", "2026-03-13"),
        ("lundi, non, plutôt mardi", "2026-03-17"),
        ("le 15 personnes", None),
    ],
)
def test_days_as_french_people_say_them(text, expected):
    """Weeks from a day, fortnights, spoken numbers and parts of a day; what recurs, what is past and what a thing is called after is none."""
    assert due(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le llamo mañana por la mañana", "2026-03-12"),
        ("pasado mañana te lo envío", "2026-03-13"),
        ("el viernes de la semana que viene", "2026-03-20"),
        ("el lunes en ocho", "2026-03-23"),
        ("en quince días", "2026-03-25"),
        ("en 48 horas", "2026-03-13"),
        ("antes del quince", "2026-03-15"),
        ("entonces el 20 doy yo la formación", "2026-03-20"),
        ("del jueves no pasa", "2026-03-12"),
        ("el miércoles, no, mejor el jueves", "2026-03-12"),
        ("a primera hora del lunes", "2026-03-16"),
        ("antes de que acabe la semana", "2026-03-13"),
        ("esta misma tarde", "2026-03-11"),
        ("ahorita le marco", "2026-03-11"),
        ("en cuanto acabemos", "2026-03-11"),
        ("a mediados de abril", "2026-04-15"),
        ("antes de Semana Santa", None),
        ("la demo del jueves", None),
        ("los jueves por la tarde", None),
        ("hace dos semanas", None),
        ("el 8 por ciento", None),
        ("por la mañana", None),
    ],
)
def test_days_as_spanish_people_say_them(text, expected):
    """Weeks from a day, fortnights, spoken numbers, what is bound to the end of the talk; what recurs, what is past and what a thing is called after is none."""
    assert due(text) == expected
