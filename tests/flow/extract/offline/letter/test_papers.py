"""Contracts and their tables: what is kept of them, and for whom."""

from tests.flow.extract.offline.letter.mails import account, paper, read, vault

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
