import pytest

from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.imperative import (
    cut_remarks,
    do_it,
    find_empty,
    finish,
    send,
    use_base,
    without_date,
)

LEXICON = read_lexicon()


@pytest.mark.parametrize(
    ("phrase", "due", "left"),
    [
        ("mend the gate by Friday", "by Friday", "mend the gate"),
        ("by Friday mend the gate", "by Friday", "mend the gate"),
        ("mend the gate on Monday with Ben", "on Monday", "mend the gate with Ben"),
        ("mend the gate on Monday and tell Ben", "on Monday", "mend the gate and tell Ben"),
        ("mend the gate over Easter, Monday evening you've got it", "over Easter, Monday evening", "mend the gate"),
        ("mend the gate tomorrow first thing", "tomorrow", "mend the gate"),
        ("hand the form in tonight", "in tonight", "hand the form in"),
        ("come back in two weeks", "in two weeks", "come back"),
        ("mend the gate", "by Friday", "mend the gate"),
        ("mend the gate", None, "mend the gate"),
    ],
)
def test_the_deadline_goes(phrase, due, left):
    """A deadline is taken out whole; what follows it stays where it belongs to the work."""
    assert without_date(phrase, due) == left


@pytest.mark.parametrize(
    ("phrase", "left"),
    [
        ("send the crate, never mind the lid", "send the crate"),
        ("send the crate, it's a two-day delivery", "send the crate"),
        ("send the crate because they're waiting", "send the crate"),
        ("send the crate, the yard is full", "send the crate"),
        ("call the mill once we're done here", "call the mill"),
        (
            "call the mill as soon as we're back and find out where the flour is",
            "call the mill and find out where the flour is",
        ),
        ("lock the shed when practice is over", "lock the shed"),
        ("book the hall before somebody takes it", "book the hall"),
        ("ask Ben when the van is coming", "ask Ben when the van is coming"),
        ("check that we're insured", "check that we're insured"),
        ("see if there's a key", "see if there's a key"),
        ("do the till myself", "do the till"),
        ("write a little note", "write a note"),
        ("get the others the same as last year", "get the others"),
    ],
)
def test_remarks_go(phrase, left):
    """Reasons, asides and times go; what somebody asks, checks or says stays."""
    assert cut_remarks(phrase) == left


@pytest.mark.parametrize(
    ("phrase", "order"),
    [
        ("get the gauges measured", "measure the gauges"),
        ("have the roof repaired by the Poles", "repair the roof by the Poles"),
        ("get the gauges done", "get the gauges done"),
        ("get Mara the marked up lease", "get Mara the marked up lease"),
        ("get two lads from the club", "get two lads from the club"),
    ],
)
def test_what_is_got_done_is_done(phrase, order):
    """ "Get it measured" is "measure it" where the participle is that of a piece of work."""
    assert do_it(phrase, LEXICON) == order


@pytest.mark.parametrize(
    ("phrase", "order"),
    [
        ("get the rota over to Mara", "send the rota to Mara"),
        ("ping the rota across to everyone", "send the rota to everyone"),
        ("get Mara the quote for the glass", "send Mara the quote for the glass"),
        ("get Mara the wheelbarrow", "get Mara the wheelbarrow"),
        ("get Mara to sign", "get Mara to sign"),
        ("have the bricks ready", "have the bricks ready"),
    ],
)
def test_what_reaches_somebody_is_sent(phrase, order):
    """What is written and brought to somebody is sent; people and wheelbarrows are not."""
    assert send(phrase) == order


@pytest.mark.parametrize(
    ("phrase", "finished"),
    [
        ("just quickly mend the gate then, please.", "Mend the gate"),
        ("go and mend the gate, if that's ok", "Mend the gate"),
        ("mend the gate , today", "Mend the gate, today"),
        ("mend", "Mend"),
        ("mend the gate, and let's…", "Mend the gate"),
    ],
)
def test_finish(phrase, finished):
    """Begins and ends that say nothing go, the first letter is a capital."""
    assert finish(phrase) == finished


@pytest.mark.parametrize(("phrase", "base"), [("chasing the mill", "chase the mill"), ("yawning", "yawning")])
def test_base_form(phrase, base):
    """A gerund of a verb of work is its base form; another stays."""
    assert use_base(phrase, LEXICON) == base


@pytest.mark.parametrize(
    ("phrase", "empty"), [("sign the thing", "the thing"), ("sign the lease", None), ("take that one up", "that one")]
)
def test_empty_objects(phrase, empty):
    """Objects that name nothing are found."""
    match = find_empty(phrase)
    assert (match and match[0]) == empty


def test_a_halt_is_no_part_of_the_work():
    """ "Hang on" is said to those who listen."""
    assert cut_remarks("ring the plumber now, hang on") == "ring the plumber now"


def test_a_bracket_of_which_only_a_day_stood_inside_goes():
    """What is left open at the end is no part of the work; a whole bracket stays."""
    assert finish("send the menu with the two soups (") == "Send the menu with the two soups"
    assert finish("send the menu (both soups)") == "Send the menu (both soups)"
