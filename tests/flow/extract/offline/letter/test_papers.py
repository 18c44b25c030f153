"""Contracts and their tables: what is kept of them, and for whom."""

import pytest
from msgspec.structs import replace
from tests.flow.extract.offline.letter.mails import account, paper, person, read, vault

from minutebook.model.entity import Context, Me
from minutebook.model.extraction import NoteType
from minutebook.model.source import DatedFrom

CONTRACT = paper(
    """
    # Mooring agreement
    between Keelson AB, Malmö ("the Supplier"), and Halden Harbour AS, Moss ("the Customer").
    # 1 Term
    The agreement starts on 1 April 2026 and runs for 24 months.
    It is renewed for 6 months each time unless terminated with two months' notice.
    # 2 Duties
    The Supplier shall deliver the buoys to the harbour by 20 March 2026.
    # 3 Prices
    | Item | Pieces | EUR
    | Buoy | 12 | 4,800
    | Chain | 12 | 2,100
    """
)


def test_a_clause_says_how_its_term_ends():
    """The notice period stands with the term that it ends."""
    facts = [fact.text for fact in read(CONTRACT).facts]
    term = next(text for text in facts if "24 months" in text)
    assert "two months' notice" in term


def test_a_row_reads_as_a_sentence():
    """With the words of its table's head, which is no fact; headings belong to none."""
    facts = [fact.text for fact in read(CONTRACT).facts]
    assert "Buoy: Pieces 12, EUR 4,800." in facts
    assert not [text for text in facts if "|" in text or "Prices" in text or "1 Term" in text]


def test_a_party_owns_its_duties_by_its_name():
    """Where it sits is no part of the name; a legal form behind a comma is."""
    assert [task.owner for task in read(CONTRACT, vault(account("Keel Bank"))).tasks] == ["Keelson AB"]
    other = paper(
        """
        # Lease
        between Ode Marine, Inc. ("the Lessor") and Lund Sails ("the Lessee").
        The Lessor shall deliver the keys by 20 March 2026.
        """
    )
    assert [task.owner for task in read(other).tasks] == ["Ode Marine, Inc."]


def test_a_party_is_never_the_town_of_its_address():
    """Streets and postcodes behind a firm's or a person's name are where it sits."""
    hire = paper(
        """
        # Hire agreement
        between
        Kranbau Ostsee GmbH, Lange Reihe 8, 18055 Rostock (the "Owner")
        and
        Edda Vinter, 3 Chapel Lane, Selby (the "Renter")
        The Owner shall deliver the crane by 20 March 2026.
        The Renter shall name a driver by 12 March 2026.
        """
    )
    assert [task.owner for task in read(hire).tasks] == ["Kranbau Ostsee GmbH", "Edda Vinter"]


LEASE = paper(
    """
    # Lease of the sail loft
    This lease is made on 2 March 2026 between Oakmere Wharf Limited, hereinafter called "the Lessor", and Fern Sails, hereinafter called "the Lessee".
    The Lessee shall:
    - keep the stairs clear
    - insure the contents by 1 May 2026
    The Lessor undertakes
    - to repair the gutter before 31 May 2026;
    It is the duty of the Lessee to report leaks at once.
    Samples of the paint must be approved by the Lessor before 10 April 2026.
    The Lessee agrees to keep a log and shall send the Lessor two photographs by 15 April 2026.
    """
)


def test_a_list_below_a_party_binds_that_party():
    """ "The Lessee shall:" and its items; also a duty "of" somebody, what is to be done "by" them, and what they "shall" do besides."""
    told = {task.text: (task.owner, task.due and task.due.isoformat()) for task in read(LEASE).tasks}
    assert told == {
        "Keep the stairs clear": ("Fern Sails", None),
        "Insure the contents": ("Fern Sails", "2026-05-01"),
        "Repair the gutter": ("Oakmere Wharf Limited", "2026-05-31"),
        "Report leaks": ("Fern Sails", None),
        "Approve samples of the paint": ("Oakmere Wharf Limited", "2026-04-10"),
        "Keep a log": ("Fern Sails", None),
        "Send the Lessor two photographs": ("Fern Sails", "2026-04-15"),
    }


def test_we_of_a_proposal_is_the_house_that_makes_it():
    """The organisation beside the author's name; those for whom it is written are the party it speaks to, also in a list of what is needed."""
    proposal = paper(
        """
        # Proposal: a new mast for Pike & Fern
        Prepared by Odile Bastien, Brightmast Yard, for Pike & Fern
        # What we do
        We will deliver three drawings by 20 March 2026.
        # What we need from you
        - Photographs of the deck by 10 March
        """
    )
    assert [(task.owner, task.text) for task in read(proposal).tasks] == [
        ("Brightmast Yard", "Deliver three drawings"),
        ("Pike & Fern", "Send Odile photographs of the deck"),
    ]
    assert [task.owner for task in read(proposal, vault(account("Pike & Fern"))).tasks][1] == "Pike & Fern"


def test_a_list_names_its_people():
    """Whose an item is, in brackets, behind a dash or a colon, with a sign or a verb: also where the vault knows none of them; a topic is nobody."""
    listed = paper(
        """
        # Open day
        # Who does what
        - Order the clay (Bram)
        - Print the flyers - Marta, by Friday
        - Signs: Ysolde, 12 March
        - @Ysolde sweep the yard by 14 March
        - Bram to ring the fire brigade
        - Parking plan, owner: Marta, due 11 March
        - Someone to ask the farmer
        - Float: from the bank
        """
    )
    told = [(task.owner, task.text, task.due and task.due.isoformat()) for task in read(listed).tasks]
    assert told == [
        ("Bram", "Order the clay", None),
        ("Marta", "Print the flyers", "2026-03-06"),
        ("Ysolde", "Signs", "2026-03-12"),
        ("Ysolde", "Sweep the yard", "2026-03-14"),
        ("Bram", "Ring the fire brigade", None),
        ("Marta", "Parking plan", "2026-03-11"),
        (None, "Ask the farmer", None),
        (None, "Float: from the bank", None),
    ]


def test_a_table_of_tasks_keeps_firms_and_days():
    """A firm with a partner's name in it is the firm; a day counts in whatever column it stands; a row without work is none."""
    table = paper(
        """
        # Quotation by Ansgar Boll, Boll & Lund
        | Step | By whom | Status
        | Remove the mast | Boll & Lund | by 8 April
        | Regild the hands | Ansgar Boll | open
        """
    )
    told = [(task.owner, task.due and task.due.isoformat()) for task in read(table).tasks]
    assert told == [("Boll & Lund", "2026-04-08"), ("Ansgar Boll", None)]


def test_a_paper_that_only_its_file_dates_counts_from_the_day_it_names():
    """Also in its lists and tables."""
    undated = replace(
        paper(
            """
            # Move of the loft, 5 January 2026
            # Next steps
            - Marta to pack the glass by Friday
            | Task | Who | Due
            | Cancel the water | Marta | 15 January
            """
        ),
        dated_from=DatedFrom.MODIFIED,
    )
    assert [str(task.due) for task in read(undated).tasks] == ["2026-01-09", "2026-01-15"]


def test_a_deadline_or_a_day_to_come_does_not_date_a_paper():
    """A file's own time is then the better one."""
    told = paper("The gate must be painted by 2 March 2026.\nThe fair is on 20 May 2026.")
    assert read(replace(told, dated_from=DatedFrom.MODIFIED)).date == told.date


def test_the_first_row_of_a_table_need_not_be_its_head():
    """It names the columns where it has usual names or words over figures, and says something itself where neither holds."""
    table = paper(
        """
        # Sail loft
        | Jib | canvas | rack
        | Main sail | canvas | tower
        | Storm sail | hemp | tower
        """
    )
    facts = [fact.text for fact in read(table).facts]
    assert {"Jib: canvas, rack.", "Storm sail: hemp, tower."} <= set(facts)
    assert not [text for text in facts if "canvas hemp" in text]


def test_what_stands_below_a_name_is_theirs():
    """In a list of tasks that is parted by people; an item that names somebody else is that one's."""
    listed = paper(
        """
        # To do
        # Bram
        - Order the clay
        - Sweep the yard (Marta)
        # Marta
        - Print the flyers
        """
    )
    assert [task.owner for task in read(listed).tasks] == ["Bram", "Marta", "Marta"]


def test_a_paper_says_in_many_ways_which_party_is_which():
    """Behind "as", before a colon, or in brackets; who presents it for a party is not what the party is called."""
    contract = paper(
        """
        # Terms of the jazz weekend
        Lender: Museum of Tides
        This contract is made between Fern Hall, as the Venue, and Bluewater Jazz CIC, as the Promoter.
        The Venue shall have the piano tuned by 8 May 2026.
        The chairs must be returned by the Promoter no later than 11 May 2026.
        The Lender shall supply a packing case by 4 May 2026.
        """
    )
    owners = [task.owner for task in read(contract).tasks]
    assert owners == ["Fern Hall", "Bluewater Jazz CIC", "Museum of Tides"]
    offer = paper(
        """
        # Proposal: review of the harbour lights
        Prepared for Castellan Pilots by Delta Row Associates (Mona Amory), 20 October 2026
        We will measure twenty lamps by 12 December 2026.
        Mona Amory will present the findings by 1 February 2027.
        """
    )
    assert [task.owner for task in read(offer).tasks] == ["Delta Row Associates", "Mona Amory"]


def test_a_list_names_roles():
    """Whoever has an item by what they are: the house that is called so, else the role."""
    source = paper(
        """
        # Kitchen hygiene
        ## Actions
        - Replace the seals on both fridges (school, by 6 March 2026)
        - Fix the extractor hood – caretaker
        - Ben + Dov: take down the clock
        """
    )
    tasks = read(source, vault(account("Marram School"), person("Ben Okafor"))).tasks
    assert [task.owner for task in tasks] == ["Marram School", "Caretaker", "Ben Okafor"]


def test_a_term_counts_from_the_day_that_the_paper_gives():
    """From its signature, from an event that it dates, back from one; from an event without a day it stays open."""
    source = paper(
        """
        # Loan of a lamp
        This contract is made on 2 March 2026 between Fern Hall (the Lender) and Tiller Boats (the Borrower).
        The exhibition opens on 4 May 2026.
        The Borrower shall pay a deposit of £400 within 14 days of signature.
        The Lender shall send the lamp no later than one week before the exhibition.
        The Borrower shall pay the insurance within 30 days of the invoice.
        """
    )
    assert [str(task.due) for task in read(source).tasks] == ["2026-03-16", "2026-04-27", "None"]


def test_a_term_that_runs_anew_with_each_case_is_no_day():
    """It stays among the words of what is owed; a term that runs once is counted from the paper's day."""
    source = paper(
        """
        # Care of two lifts
        This contract is made on 2 March 2026 between Fern Hall (the Client) and Tiller Boats (the Contractor).
        The Contractor shall answer every fault report within 24 hours.
        The Contractor shall replace any defective part within 10 working days.
        The Contractor shall clean the shaft on the first Monday of each month.
        The Client shall pay the rent on or before the 10th of each month.
        The Client must report accidents within 24 hours.
        The Client shall pay the deposit within 14 days.
        """
    )
    assert [(task.text, str(task.due)) for task in read(source).tasks] == [
        ("Answer every fault report within 24 hours", "None"),
        ("Replace any defective part within 10 working days", "None"),
        ("Clean the shaft on the first Monday of each month", "None"),
        ("Pay the rent on or before the 10th of each month", "None"),
        ("Report accidents within 24 hours", "None"),
        ("Pay the deposit", "2026-03-18"),
    ]


def test_a_report_gives_work_to_whoever_a_sentence_begins_with():
    """A name that nobody knows or a role before "to" and "should"; a plain line "Recommendations" heads what is to be done."""
    source = paper(
        """
        # Survey of the depot of Fern Hall School
        Recommendations
        Saltmarsh to repair the ramp by 4 December 2026.
        The tenant should keep a log of deliveries.
        Replace the broken lamps over the bay (school).
        Happy to discuss the findings.
        """
    )
    assert [task.owner for task in read(source).tasks] == ["Saltmarsh", "Tenant", "Fern Hall School"]


@pytest.mark.parametrize("whom", ["Keel Bank", "Edda Vinter"])
def test_an_offer_is_filed_under_the_account_that_it_is_made_to(whom):
    """By its name or one of its people, also where the vault does not say of which organisation its owner is."""
    offer = paper(f"# Proposal: hull survey\nPrepared for {whom}, 2 March 2026\nThe survey takes two days.")
    known = (account("Keel Bank"), account("Moss Marina"), person("Edda Vinter", organisation="Keel Bank"))
    filed = read(offer, Context(Me("Ana Ruiz"), known))
    assert (filed.note_type, filed.subject and filed.subject.name) == (NoteType.CUSTOMER, "Keel Bank")


def test_an_offer_to_two_accounts_is_filed_under_neither():
    """Which of them it concerns is for a person to say."""
    offer = paper("# Proposal: hull survey\nPrepared for Keel Bank and for Moss Marina\nThe survey takes two days.")
    known = (account("Keel Bank"), account("Moss Marina"))
    assert read(offer, Context(Me("Ana Ruiz"), known)).note_type is NoteType.JOURNAL


def test_a_party_with_its_address_behind_it_has_its_whole_name():
    """However many words stand between the name and what the paper calls it."""
    text = """
    # Supply agreement
    between Northern Keelson Works Ltd, The Old Rope Yard ("Buyer") and Halden Harbour AS, Moss ("Supplier")
    # 1 Duties
    The Buyer shall return a signed copy by 20 March 2026.
    """
    (task,) = read(paper(text)).tasks
    assert task.owner == "Northern Keelson Works Ltd"


def test_what_a_list_calls_off_is_no_task():
    """A box behind whose words stands that it was dropped; who stands between commas or first of two has the item; roles in a table are their houses."""
    listed = paper(
        """
        # Fair of Fern Hall School
        ## Actions
        - Invitations, Ben Okafor, by 13 March
        - Ben Okafor and Chitra Rao walk the path
        - Fireworks - dropped, no permit
        | What | Who | When |
        | Mow the lawn | School | 12 March |
        """
    )
    told = read(listed, vault(account("Fern Hall School"), person("Ben Okafor"), person("Chitra Rao"))).tasks
    assert {(task.text, task.owner) for task in told} == {
        ("Invitations", "Ben Okafor"),
        ("Walk the path", "Ben Okafor"),
        ("Mow the lawn", "Fern Hall School"),
    }
