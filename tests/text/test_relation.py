"""Two statements: the same, restated, contradicting, or two facts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.text.relation import Relation, compare, says_more

MERGED = {Relation.SAME, Relation.RESTATED}


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("Nils prefers tea.", "nils prefers tea"),
        ("The quay is blocked at the moment.", "The quay is blocked since last week."),
        ("Gate keys: Nils Ek owns the north gate.", "Nils Ek owns the north gate."),
        ("The gate has twelve locks.", "The gate has 12 locks."),
        ("The fee is 2,000 euros.", "The fee is €2k."),
        ("The ferry lease renews on 3 April.", "The renewal of the ferry lease is on April 3rd."),
        ("Nils reports to Asta Bloom.", "Nils's manager is Asta Bloom."),
        ("The manager of Nils Ek is Asta Bloom.", "Nils Ek now reports to Asta Bloom instead."),
        ("The dock closes at 17:00.", "The dock shuts at 5 pm."),
        ("The council did not sign the deed.", "The deed isn't signed by the council."),
        ("The audit was moved from 2 May to 9 May.", "The audit is on 9 May."),
    ],
)
def test_one_fact_in_other_words(older, newer):
    """Numbers, dates, passive voice and words of one meaning make no other fact."""
    assert compare(older, newer) in MERGED


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("The audit is in March.", "The audit was moved from March to May."),
        ("The audit is in March.", "The audit has slipped to May."),
        ("Nils works at Fenwick Tools.", "Nils joined Oakhurst last week."),
        ("Nils works for Fenwick.", "Nils has left Fenwick."),
        ("Nils is head of sales.", "Nils became head of finance."),
        ("Nils reports to Asta Bloom.", "Nils now reports to Lev Stark."),
        ("Nils's number is +44 555 0100.", "Nils's new number is +44 555 0177."),
        ("The council signed the deed.", "The council has not signed the deed."),
        ("The crew meets weekly.", "The crew meets monthly."),
        ("Asta leads the harbour group.", "Lev leads the harbour group now."),
        ("Ines lives in Halden.", "Ines lives in Pruvost."),
        ("The fee is 2,000 euros.", "The fee went up to 2,600 euros."),
    ],
)
def test_another_value_of_the_same_attribute_contradicts(older, newer):
    """A date, name, number, sign, office or holder that differs; also told as a change."""
    assert compare(older, newer) is Relation.CONTRADICTS
    assert compare(newer, older) not in MERGED


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("The audit is in March.", "The picnic is in May."),
        ("The north dock has 3 cranes.", "The south dock has 5 cranes."),
        ("Nils wants a lamp for the hall.", "Nils wants a stove for the hall."),
        ("Nils prefers tea.", "Asta prefers tea."),
        ("The lead of the North Quay is Nils Ek.", "Nils Ek leads the South Quay from the town side."),
        ("The fee is 2,000 euros.", "The fee is paid by the guild."),
        ("Nils may join Fenwick.", "Nils will sing."),
        ("The crew has 14 people.", "The crew has three apprentices."),
        ("The number of Nils Ek is +46 555 019 871.", "The number of Asta Bloom is +46 555 019 871, if you need it."),
    ],
)
def test_two_facts_stay_two(older, newer):
    """Another subject, another matter, another thing counted."""
    assert compare(older, newer) is Relation.UNRELATED


def test_which_says_more():
    """The one with more values, else with more words."""
    assert says_more("The audit is on 3 March.", "The audit is in March.")
    assert not says_more("The audit is in March.", "The audit is on 3 March.")
    assert not says_more("The audit is in March.", "The audit is in March.")


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_compared(one, other):
    """Nothing raises, and a text is the same as itself."""
    compare(one, other)
    assert compare(one, one) is Relation.SAME


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("The depot lost 60 boxes.", "The depot lost 45 boxes."),
        ("The stall sold 120 jars.", "The stall sold 90 jars."),
        ("The repair cost 2,000 euros.", "The repair cost 2,600 euros."),
        ("Ines met 40 growers at the fair.", "Ines met 65 growers at the fair."),
        ("Ines brought a sample to the fair in Halden.", "Ines brought a sample to the fair in Pruvost."),
    ],
)
def test_what_happened_with_other_figures_on_another_day_happened_twice(older, newer):
    """Told on one day the figures contradict each other; told on two days they are of two happenings."""
    assert compare(older, newer) is Relation.CONTRADICTS
    assert compare(older, newer, apart=True) is Relation.UNRELATED


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("The depot has 60 boxes.", "The depot has 45 boxes."),
        ("The depot lost 60 boxes in total.", "The depot lost 75 boxes in total."),
        ("The fee is 2,000 euros.", "The fee went up to 2,600 euros."),
        ("The audit is in March.", "The audit was moved from March to May."),
    ],
)
def test_how_things_stand_has_one_value_whatever_the_day(older, newer):
    """States, sums that grow and changes still contradict each other."""
    assert compare(older, newer, apart=True) is Relation.CONTRADICTS
