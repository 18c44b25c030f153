"""Values in a statement, in whatever way they are written."""

import pytest

from minutebook.text.quantities import read_number, read_values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a fee of €40k", {("number", "40000"), ("currency", "eur")}),
        ("1.5 million dollars", {("number", "1500000"), ("currency", "usd")}),
        ("twelve of them, 12%", {("number", "12"), ("percent", "12")}),
        ("on the 14th of September 2027", {("day", "14"), ("month", "9"), ("year", "2027")}),
        ("2027-09-14", {("day", "14"), ("month", "9"), ("year", "2027")}),
        ("in May, Q3, the fourth quarter", {("month", "5"), ("quarter", "3"), ("quarter", "4")}),
        ("they may come", set()),
        ("at 6 pm or 18:30.", {("time", "18:00"), ("time", "18:30")}),
        ("every second week on Tuesdays", {("rhythm", "fortnight"), ("weekday", "1")}),
        ("third floor since 2019", {("ordinal", "3"), ("year", "2019")}),
        ("call +44 555 0100", {("phone", "445550100")}),
        ("ask a.b@fen.example", {("email", "a.b@fen.example")}),
        ("one of them", set()),
        ("two hundred", {("number", "200")}),
    ],
)
def test_values(text, values):
    """Each as its kind and one fixed form."""
    assert {(v.kind, v.value) for v in read_values(text)[0]} == values


def test_what_is_left_holds_no_value():
    """The rest keeps its length, so that places in it are places in the text."""
    values, left = read_values("The fee rose to 40 euros in May.")
    assert left == "The fee rose to          in    ."
    assert [v.start for v in values] == [16, 16, 28]


@pytest.mark.parametrize(
    ("text", "number"), [("40,000", 40000), ("40.000", 40000), ("1.5", 1.5), ("1,5", 1.5), ("7", 7)]
)
def test_numbers_with_separators(text, number):
    """Three digits after a separator are thousands."""
    assert read_number(text) == number
