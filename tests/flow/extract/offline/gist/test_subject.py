"""The type of a note and what it is filed under, from who is there, the title and the talk."""

import msgspec
import pytest

from casting import KNOWN, account, context, conversation, person, project, thing
from minutebook.flow.extract.offline.gist.forum import find_forum
from minutebook.flow.extract.offline.gist.subject import choose_subject
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.model.entity import EntityType
from minutebook.model.source import Form, SourceKind

FOUR = "Imke Sauer: Hello.\nDario Moutinho: Hi.\nNiamh Corrigan: Hi.\nNgozi Eze: Hi.\nPer-Olof Ek: Hi.\n"


def subject(text, *entities, **given):
    """The type and the subject's name."""
    source, known = conversation(text, **given), context(*entities)
    talk, cast = segment(source), resolve_cast(source, known)
    kind, found = choose_subject(source, talk, known, cast)
    return (kind.value if kind else None), (found.name if found else None)


@pytest.mark.parametrize(
    ("text", "given", "expected"),
    [
        ("Imke Sauer: How are you?\nNiamh Corrigan: Fine.", {}, ("people", "Niamh Corrigan")),
        ("Me: How are you?\nThem: Fine.", {"title": "Niamh 1:1"}, ("people", "Niamh Corrigan")),
        ("So how are you, Niamh?\nFine, Imke.", {"name": "2026-05-06 Niamh 1-1.md"}, ("people", "Niamh Corrigan")),
        ("Imke Sauer: Hi.\nSunil Rao: Hi. About the contract and the go-live.", {}, ("customer", "Quayle Instruments")),
        ("Imke Sauer: Hi.\nMargit Toth: Hi. About the grant.", {}, ("partners", "Bellwether Trust")),
        (FOUR, {"title": "Lens Nine - weekly"}, ("projects", "Lens Nine")),
        (FOUR, {"title": "Monday huddle"}, ("rob", "Monday Huddle")),
        (FOUR, {"title": "ops huddle", "name": "2026-05-06 ops huddle.srt"}, ("rob", "Ops Huddle")),
        (FOUR, {"title": "Assembly standup #14"}, ("rob", "Assembly Standup")),
        (FOUR, {"title": "Larkfield Optics - assembly stand-up"}, ("rob", "Assembly Stand-up")),
        (FOUR + "Imke Sauer: So, assembly huddle, sixth of May. First item.", {}, ("rob", "Assembly Huddle")),
        (FOUR + "Imke Sauer: The clean room move.\nNiamh Corrigan: The move is on Monday.\nNgozi Eze: I booked the vans for the move.", {}, ("projects", "Clean Room Move")),
        (FOUR + "Imke Sauer: Can we do it weekly?\nNgozi Eze: So can we have a meeting?", {}, ("journal", None)),
        ("Imke Sauer: Hi.\nNiamh Corrigan: Hi.\nNgozi Eze: Hi.", {}, ("people", "Niamh Corrigan")),
        (FOUR + "Imke Sauer: The clean room move.\nNiamh Corrigan: The move is on Monday.\nNgozi Eze: I booked the vans for the move.", {"title": "Monday huddle"}, ("rob", "Monday Huddle")),
        (FOUR, {"title": "Coating team"}, ("rob", "Coating Team")),
        (FOUR, {"title": "Talk with the coating team"}, ("journal", None)),
        (FOUR, {"title": "Coating huddle Aug"}, ("rob", "Coating Huddle")),
        (FOUR, {"title": "Coating huddle wk6"}, ("rob", "Coating Huddle")),
        (FOUR, {"title": "Hall 12 huddle"}, ("rob", "Hall 12 Huddle")),
        (FOUR, {"title": "2026-05-06 Depot huddle 12"}, ("rob", "Depot Huddle")),
        (FOUR, {"title": "KX12b oven trials, meeting b of the series KX12"}, ("rob", "Oven Trials, Series KX12")),
        (FOUR, {"title": "KX12c oven trials, meeting c of the series KX12"}, ("rob", "Oven Trials, Series KX12")),
        (FOUR, {"title": "Grants committee, session b"}, ("rob", "Grants Committee")),
        (FOUR + "Vesna Kral: Hi.", {"title": "Tray round"}, ("rob", "Tray Round")),
        (FOUR, {"title": "Station meeting Larkfield"}, ("rob", "Station Meeting")),
        (FOUR, {"title": "Thursday huddle - Larkfield Optics"}, ("rob", "Thursday Huddle")),
        (FOUR, {"title": "New recording 12"}, ("journal", None)),
        (FOUR + "Hollis van der Meer: Hi.\nSunil Rao: Hi. About the licence and the invoice.", {"title": "Tray round"}, ("customer", "Quayle Instruments")),
        (FOUR + "Sunil Rao: Hi.\nHollis van der Meer: Hi.", {"title": "Lens Nine progress meeting"}, ("projects", "Lens Nine")),
        (FOUR + "Imke Sauer: Actions from last week first.\nNgozi Eze: See you next week.", {"title": "Tray talk"}, ("rob", "Tray Talk")),
        ("Imke Sauer: How is the coating?\nNiamh Corrigan: Fine.", {"title": "lens sync"}, ("projects", "Lens Nine")),
        ("Imke Sauer: How is Lens Nine?\nNiamh Corrigan: Fine. Lens Nine is fine.", {"title": "Niamh catch-up"}, ("people", "Niamh Corrigan")),
        ("Imke Sauer: Right so, Lens Nine. Three weeks.\nNiamh Corrigan: The move is done.\nNgozi Eze: The move went well.", {}, ("projects", "Lens Nine")),
        ("Imke Sauer: Hi.\nSunil Rao: Hi. About the invoice you sent us.\nNiamh Corrigan: The move, the move." + 20 * "\nHollis van der Meer: Yes.", {"title": "Weekly sync"}, ("customer", "Quayle Instruments")),
        ("Landed late, the taxi to the hotel was full, the passport queue was long and my luggage is lost.", {"kind": SourceKind.MEMO}, ("travel", None)),
        ("Me: So how is it?\nThem: Fine.", {"title": "clean_roommove"}, ("projects", "Clean Room Move")),
        ("What about the move?\nNiamh, you know. Niamh, do you?", {"title": "Niamh call"}, ("people", "Niamh Corrigan")),
        ("Hello all.\nHello.", {"title": "Coating huddle"}, ("rob", "Coating Huddle")),
        ("Imke Sauer: Hi.\nIda Bloom <ida@bellwether.example>: Hi. The grant.", {"people": [("Ida Bloom", "ida@bellwether.example")]}, ("partners", "Bellwether Trust")),
        ("So the tray fits.\nIt does. We can sign the licence.", {"title": "Quayle call"}, ("customer", "Quayle Instruments")),
        ("Just left Sunil and Hollis. They want the licence.", {"kind": SourceKind.MEMO}, ("customer", "Quayle Instruments")),
        ("Buy more trays. Ask Dario.", {"kind": SourceKind.MEMO}, ("journal", None)),
        ("Trays\nGloves", {"kind": SourceKind.CHECKLIST, "title": "Shopping"}, ("journal", None)),
    ],
)  # fmt: skip
def test_a_note_has_the_type_and_the_subject_of_its_meeting(text, given, expected):
    """By who is there, what the title and the opening name, how often a project is named, how many take part."""
    assert subject(text, **given) == expected


def test_a_known_forum_gives_its_name():
    """The title names it by an alias."""
    forum = thing(EntityType.FORUM, "Assembly Round", "assembly standup")
    assert subject(FOUR, *KNOWN, forum, title="Assembly standup 6 May") == ("rob", "Assembly Round")


def test_the_organisation_with_more_people_present_is_the_subject():
    """Of two outside organisations."""
    text = "Imke Sauer: Hi.\nSunil Rao: Hi.\nHollis van der Meer: Hi.\nMargit Toth: Hi."
    assert subject(text)[1] == "Quayle Instruments"


def test_a_partner_is_told_from_a_customer_by_role_and_words():
    """Where the vault does not say which it is."""
    plain = tuple(e for e in KNOWN if e.name != "Bellwether Trust")
    talk = "Imke Sauer: Hi.\nMargit Toth: Hi. The joint grant and the partnership, and our volunteers."
    assert subject(talk, *plain, account("Bellwether Trust")) == ("partners", "Bellwether Trust")
    sold = "Imke Sauer: Hi.\nSunil Rao: The invoice, the licence and the renewal of the contract."
    assert subject(sold) == ("customer", "Quayle Instruments")


@pytest.mark.parametrize(
    ("talk", "entities", "type_"),
    [
        ("Imke Sauer: Your prices went up and your driver was late.\nVesna Kral: We'll credit you.", [person("Vesna Kral", org="Orel Glass")], "partners"),
        ("Imke Sauer: I'll send you the quote.\nVesna Kral: It is for our budget.", [person("Vesna Kral", org="Orel Glass")], "customer"),
        ("Imke Sauer: Hi.\nVesna Kral: Hi.", [person("Vesna Kral", org="Orel Glass", role="Sales manager")], "partners"),
        ("Imke Sauer: Hi.\nVesna Kral: Hi.", [person("Vesna Kral", org="Orel Glass", role="Head of Procurement")], "customer"),
        ("Imke Sauer: Hi.\nVesna Kral: Hi.", [person("Vesna Kral", org="Orel Glass"), project("Orel Coating")], "customer"),
    ],
)  # fmt: skip
def test_who_sells_to_whom_tells_a_customer_from_a_partner(talk, entities, type_):
    """By what each side says, by roles, and by work that is called after them."""
    people = tuple(e for e in KNOWN if e.name != "Quayle Instruments")
    assert subject(talk, *people, account("Orel Glass"), *entities) == (type_, "Orel Glass")


def test_a_house_that_is_called_after_what_others_buy_is_a_partner():
    """Where nothing else tells."""
    for called, type_ in (("Orel Haulage", "partners"), ("Orel Holdings", "customer")):
        guest = person("Vesna Kral", org=called)
        assert subject("Imke Sauer: Hi.\nVesna Kral: Hi.", *KNOWN, account(called), guest) == (type_, called)


def test_a_title_that_says_that_houses_meet_is_theirs():
    """Though it has a word of a project, too."""
    text = "Imke Sauer: Hi.\nSunil Rao: Hi. The lens.\nHollis van der Meer: Hi.\nMargit Toth: Hi."
    assert subject(text, title="Lens meeting")[1] == "Lens Nine"
    assert subject(text, title="Lens consortium")[1] == "Quayle Instruments"


def test_what_a_title_names_counts_though_its_name_was_misheard_in_the_talk():
    """An alias found by its sound makes another entity of the same id."""
    text = "Imke Sauer: Hi.\nThem: Hi, this is about kwayle instruments and the lens.\nImke Sauer: Lens Nine, yes. Lens Nine."
    assert subject(text, title="Quayle - Lens Nine review")[1] == "Quayle Instruments"


def test_an_outside_house_that_is_no_account_yet_is_the_subject_of_its_meeting():
    """But a talk of two that is called after a guest is theirs, and one guest among many changes nothing."""
    guest = person("Vesna Kral", org="Orel Glass", role="Sales manager")
    assert subject("Imke Sauer: Hi.\nVesna Kral: Hi.", *KNOWN, guest) == ("partners", "Orel Glass")
    assert subject("Imke Sauer: Hi.\nVesna Kral: Hi.", *KNOWN, guest, title="Vesna 1:1") == ("people", "Vesna Kral")
    assert subject(FOUR + "Vesna Kral: Hi.", *KNOWN, guest, title="Coating huddle") == ("rob", "Coating Huddle")


def test_a_guest_with_the_address_of_a_known_persons_house_is_of_it():
    """Whatever the host is called."""
    known = person("Vesna Kral", org="Orel Glass", email="vesna@og-group.example")
    text = "Imke Sauer: Hi.\nIda Bloom <ida@og-group.example>: Hi. About the licence."
    assert subject(text, *KNOWN, known, account("Orel Glass")) == ("customer", "Orel Glass")


def test_an_own_meeting_with_one_guest_stays_the_projects():
    """A titled project meeting of our own is not the guest's organisation's."""
    assert subject(FOUR + "Sunil Rao: Hi.", title="Lens Nine review") == ("projects", "Lens Nine")


@pytest.mark.parametrize(
    "label",
    ["Ida Bloom (Quayle Instruments)", "Ida Bloom | Quayle", "Quayle front gate", "Ida Bloom <ida@quayle.example>"],
)
def test_an_unknown_guest_brings_their_organisation(label):
    """A label or an address says whose side they are on."""
    assert subject(f"Imke Sauer: Hi.\n{label}: Hi. About the contract and the invoice.") == (
        "customer",
        "Quayle Instruments",
    )


def test_a_guest_of_another_house_brings_none():
    """A word inside an address or a label is no organisation."""
    assert subject("Imke Sauer: Hi.\nIda Bloom (Quaylestone): Hi.") == ("people", "Ida Bloom")
    assert subject("Imke Sauer: Hi.\nIda Bloom <ida@quaylers.example>: Hi.") == ("people", "Ida Bloom")


def test_a_meeting_that_opens_with_its_project_is_the_projects():
    """Said instead of titled; a guest does not change it among our own."""
    text = FOUR + "Sunil Rao: Hi.\nImke Sauer: So this is the Lens Nine review.\nNiamh Corrigan: It chips."
    assert subject(text) == ("projects", "Lens Nine")


@pytest.mark.parametrize(
    ("name", "forum"), [("Keyholders' Meeting", "Keyholders' Meeting"), ("Ordinary Meeting", None)]
)
def test_minutes_say_whose_they_are(name, forum):
    """The heading's words, unless any body's meeting is called so."""
    source = conversation(
        f"Brindle Hall\nMinutes of the {name}, 14 April", kind=SourceKind.DOCUMENT, title="Brindle Hall"
    )
    lines = tuple(msgspec.structs.replace(u, form=Form.PARAGRAPH) for u in source.utterances)
    source = msgspec.structs.replace(source, utterances=lines)
    found = find_forum(source, segment(source))
    assert (found.name if found and found.kind else None) == forum


def test_a_forum_is_called_what_somebody_opens_it_by():
    """A sentence of its own that has words of the title."""
    text = "Imke Sauer: Morning. Monday kiln meeting.\nDario Moutinho: Hi.\nNiamh Corrigan: Hi.\nNgozi Eze: Hi."
    assert subject(text, title="Kiln meeting trays 16 Nov") == ("rob", "Monday Kiln Meeting")


@pytest.mark.parametrize(
    ("said", "forum"),
    [
        ("Morning everybody, this is the weekly site meeting for the boathouse roof.", "Weekly Site Meeting"),
        ("Okay, let's start the monthly safety round.", "Monthly Safety Round"),
        ("Welcome everyone to our fortnightly reading group.", "Fortnightly Reading Group"),
        ("It's Monday morning and the scaffold is up.", None),
        ("I open the weekly shop and the group waits.", None),
    ],
)
def test_a_meeting_that_says_how_often_it_comes_is_a_forum(said, forum):
    """Whatever its kind, where somebody opens it so."""
    found = subject(FOUR + f"Imke Sauer: {said}\nNiamh Corrigan: It chips.")
    assert found == (("rob", forum) if forum else ("journal", None))
