"""Letters that come as documents, and lists that say whose they are."""

from datetime import date

from tests.flow.extract.offline.letter.mails import mail, message, paper, person, read, vault

ANA, BEN = "Ana Ruiz", "Ben Okafor"
LETTER = paper(
    """
    Halden Moorings
    9 Quay Street
    Dear Ms Ruiz,
    Thank you for reporting the torn cover of 21 February.
    Please return the enclosed form by 20 March 2026.
    We will repair the winch by 13 March, as promised in our letter of 3 August.
    Yours faithfully
    C. Ormsby for Halden Moorings
    """
)


def told(source, *known):
    return [(t.owner, t.due, t.text) for t in read(source, vault(*known)).tasks]


def test_a_letter_in_a_file_asks_whom_it_greets():
    """What it asks is the greeted one's, what "we" promise the house's for which it is signed; the day of another letter is no deadline."""
    assert [task[:2] for task in told(LETTER)] == [
        (ANA, date(2026, 3, 20)),
        ("Halden Moorings", date(2026, 3, 13)),
    ]


def test_headings_say_whose_items_are():
    """A name with a role in brackets over items, "Me" before one, a day for all that has none of its own, a sentence that is only a day."""
    source = paper(
        """
        # Snag list boathouse
        All to be closed by 20 March unless stated.
        # Ben Okafor (electrics)
        - Label the distribution board
        # Joinery
        - Me: plane the door.
        Tomorrow.
        """
    )
    assert told(source, person(BEN)) == [
        (BEN, date(2026, 3, 20), "Label the distribution board"),
        (ANA, date(2026, 3, 5), "Plane the door"),
    ]


def test_a_list_that_says_whose_it_is_gives_its_boxes():
    """ "Ben's list": what names nobody else is his."""
    source = paper(
        "# Jobs for the fair\nBen Okafor's list, 4 March 2026\n- Book the tent (deposit 12 March)\n- Ask the scouts for tables"
    )
    assert [task[:2] for task in told(source, person(BEN))] == [(BEN, date(2026, 3, 12)), (BEN, None)]


def test_one_subject_does_two_things():
    """What is joined by "and" is work of its own; "she" is the one named before."""
    source = paper(
        "# Notes\nI met Ben Okafor. Tasks below.\n# Next steps\n- Ben Okafor books the field and sends the letter home by 12 March."
    )
    assert (BEN, date(2026, 3, 12)) in {task[:2] for task in told(source, person(BEN))}


def test_a_bold_name_heads_the_items_below_it():
    """What stands under it is theirs, in whatever form of the verb; what only has a day is, too."""
    source = paper(
        """
        # Kickoff
        Ben Okafor
        - sends the price list by 6 March
        - will look at the printer
        - click dummy by 13 March
        """
    )
    assert told(source, person(BEN)) == [
        (BEN, date(2026, 3, 6), "Send the price list"),
        (BEN, None, "Look at the printer"),
        (BEN, date(2026, 3, 13), "Click dummy"),
    ]


def test_a_second_deed_is_its_first_one_s():
    """ "I check it and send …" promises both; whoever is called by a short name is told in full; all readers are nobody."""
    source = mail(
        message(
            """
            Dear all,
            I check the plan and send the list to the yard tomorrow.
            Leo books the crane by Friday.
            Please all return the old keys by Monday.
            """,
            to=("Ana Ruiz <ana@tiller.example>", "Leonora Frey <leonora@tiller.example>"),
        )
    )
    owners = {text.split()[0]: owner for owner, _, text in told(source)}
    assert next(owner for owner, _, text in told(source) if "send" in text.lower()) == BEN
    assert owners.get("Book") == "Leonora Frey"
    assert owners["Return"] is None
