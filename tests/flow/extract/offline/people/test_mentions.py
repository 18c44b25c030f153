"""Who and what is talked about: people not present, known projects and organisations; nothing else."""

import pytest

from casting import KNOWN, account, context, conversation, person, thing
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.mentions import find_mentions, without_subject
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.model.entity import EntityState, EntityType
from minutebook.model.extraction import Mention, Subject


def mentioned(text, *entities, kind=EntityType.PERSON):
    """Names of one kind that a talk of Imke and Ngozi mentions."""
    source = conversation("Imke Sauer: Morning.\nNgozi Eze: Morning.\n" + text)
    known = context(*entities)
    return [
        m.name for m in find_mentions(segment(source), source, known, resolve_cast(source, known)) if m.type is kind
    ]


PEOPLE = {
    "Imke Sauer: I'll ask Dario about it.": ["Dario Moutinho"],
    "Imke Sauer: Sunil said the lens is late, he was cross.": ["Sunil Rao"],
    "Imke Sauer: It's Per-Olof's order.": ["Per-Olof Ek"],
    "Imke Sauer: Ngozi, can you send it?": [],
    "Imke Sauer: Mr Osterley rang again.": ["Mr Osterley"],
    "Imke Sauer: I had lunch with Ottoline. She's moving.": ["Ottoline"],
    "Imke Sauer: Katarzyna emailed the drawing.": ["Katarzyna"],
    "Imke Sauer: My sister Bronagh has a shop there.": ["Bronagh"],
    "Imke Sauer: The plumber, Wendell, came at nine.": ["Wendell"],
    "Imke Sauer: I met Tamsin Orwell and Priya Nair on Monday.": ["Tamsin Orwell", "Priya Nair"],
    "Imke Sauer: Neeve has the tray.": ["Niamh Corrigan"],
    "Imke Sauer: We could go to Lisbon in March.": [],
    "Imke Sauer: The train from York stops at Leeds.": [],
    "Imke Sauer: She's still in Germany. I can ask Germany for this, Germany thinks yes.": [],
    "Imke Sauer: A firm in Elgin quotes for it. I'll tell Elgin on Monday.": [],
    "Imke Sauer: Put the Brenna on the crossing. Brenna can float on a flannel.": [],
    "Imke Sauer: I have a dog called Bettina. Bettina said nothing.": [],
    "Imke Sauer: It has a name now, it's called Lake Wendell.": [],
    "Imke Sauer: It's a Priya Nair who does that now. She's nice.": ["Priya Nair"],
    "Imke Sauer: Will you be there on Friday? May is fine.": [],
    "Imke Sauer: Facilities came about the roof. Finance said no.": [],
    "Imke Sauer: It's in Excel, and the German version is in Jira.": [],
    "Imke Sauer: The Harlow Street site is shut.": [],
    "Imke Sauer: OK. Right. Lovely. Great. Thanks.": [],
    "Imke Sauer: The CEO and the CFO met HR.": [],
    "Imke Sauer: Christmas is early. Happy Easter.": [],
    "Imke Sauer: Anyone from Polarkit? Polarkit is slow. We tried it with Polarkit and it broke.": [],
    "Imke Sauer: That was found by Bronagh from Millstone. Millstone has it.": ["Bronagh"],
    "Imke Sauer: It's called Granite Nonsense, a week after, Granite.": [],
    "Imke Sauer: You could run Tessera, Quoll, Brindle, things like that.": [],
    "Imke Sauer: Let's say Bronagh wants a lens.": [],
    "Imke Sauer: The test is on Bronagh DevNet.": [],
    "Imke Sauer: The letter of old Mr Osterley came.": ["Mr Osterley"],
    "Imke Sauer: Lady Quayle signed it, and Officer Osterley came.": ["Lady Quayle", "Officer Osterley"],
    "Imke Sauer: Is that Dieter Vance? Dieter Vance has the keys.": ["Dieter Vance"],
    "Imke Sauer: I sing with Gerda Quayle in the choir.": ["Gerda Quayle"],
    "Imke Sauer: Good morning from Ottoline. She's moving to Katarzyna.": [],
    "Imke Sauer: I'll lean on Quillon. Could Quillon go?": ["Quillon"],
    "Imke Sauer: Me and Quillon, and Quillon has a desk.": ["Quillon"],
    "Imke Sauer: I'd send it to Quillon. He's upstairs. Quillon gets the tray.": ["Quillon"],
    "Imke Sauer: It's in Bronagh's field.": ["Bronagh"],
    "Imke Sauer: It's on Bronagh.": [],
    "Imke Sauer: Katarzyna varnishes the trays.": ["Katarzyna"],
    "Imke Sauer: I saw Luis at noon.": ["Luis"],
    "Imke Sauer: Sir Quillon will come, and so will Sheriff Osterley.": ["Sir Quillon", "Sheriff Osterley"],
    "Imke Sauer: Father, you're very low. Thank you, Father.": [],
    "Imke Sauer: Zephine Korvall's said yes. She's doing the lead.\nNgozi Eze: Zephine! Lovely.": ["Zephine Korvall"],
    "Imke Sauer: Ask his trainer, Zephine Korvall, whether she can.": ["Zephine Korvall"],
    "Imke Sauer: Their lab person is quick, Zephine Korvall. She knows the tray.": ["Zephine Korvall"],
    "Imke Sauer: We asked because Zephine Korvall, our, she's the buyer, wants oat.": ["Zephine Korvall"],
    "Imke Sauer: The letter of thanks to Zephine Korvall went off. Mrs Korvall has been ill.": ["Zephine Korvall"],
    "Imke Sauer: There was a Mr. Korvall, who has the letters of the Korvall brewery.": ["Mr. Korvall"],
    "Imke Sauer: The plant guy, Zev, he's away.": ["Zev"],
    "Imke Sauer: Oh, for Pete's sake. I'll ring Lloyd's of London.": [],
    "Imke Sauer: We should get T-shirts made. The stall is in Saint Bronagh's terrace.": [],
    "Imke Sauer: I'm moving it to Ottoline. Nights? Because in the day he can't.": [],
    "Imke Sauer: Rethwin wrote the test, and I asked Rethwin for the rest.": ["Rethwin"],
}


@pytest.mark.parametrize(("text", "people"), PEOPLE.items())
def test_people_talked_about_are_mentioned(text, people):
    """Known by full name, strangers as they were named; no places, firms, months or words."""
    assert mentioned(text) == people


def test_a_handle_in_small_letters_is_no_common_word():
    """A person known as "mark" is not named by every mark."""
    assert mentioned("Imke Sauer: The mark on the lens is gone. Mark it.", person("mark")) == []
    assert mentioned("Imke Sauer: I asked Mark about the lens.", person("mark")) == ["mark"]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("Imke Sauer: Quayle want it sooner.", ["Quayle Instruments"]),
        ("Imke Sauer: Larkfield always pays.", []),
        ("Imke Sauer: Quayles are birds, and so are bellwethers.", []),
        ("Imke Sauer: Mainz is lovely.", []),
    ],
)
def test_known_organisations_are_mentioned(text, things):
    """By whole words; the owner's own is left out."""
    assert mentioned(text, *KNOWN, account("AI"), kind=EntityType.ACCOUNT) == things


def test_projects_are_mentioned_by_any_alias():
    """An alias in small letters is found in any case."""
    text = "Imke Sauer: The move starts on Monday, and lens nine is next. The ninth lens, I mean."
    assert mentioned(text, kind=EntityType.PROJECT) == ["Clean Room Move", "Lens Nine"]


def test_a_thing_sounds_like_its_name():
    """A recorder's spelling of a known organisation is that organisation."""
    assert mentioned(
        "Imke Sauer: We order from Quael Instruments.", *KNOWN, account("Kayle Instruments"), kind=EntityType.ACCOUNT
    ) in ([], ["Kayle Instruments"])
    assert mentioned("Imke Sauer: We order from Kanmore now.", *KNOWN, account("Canmore"), kind=EntityType.ACCOUNT) == [
        "Canmore"
    ]


def test_talk_without_capitals_names_people_too():
    """Speech that a recorder wrote in small letters."""
    source = conversation(
        "Speaker A: hello ngozi i think dario has the tray and will can wait\nSpeaker B: yes i asked katarzyna about the quayle order and she said it is fine"
    )
    cast = resolve_cast(source, context())
    found = [(m.type.value, m.name) for m in find_mentions(segment(source), source, context(), cast)]
    assert ("person", "Dario Moutinho") in found
    assert ("person", "Katarzyna") in found
    assert ("account", "Quayle Instruments") in found
    assert not any(name == "will" for _, name in found)


def test_never_is_not_linked():
    """A refused entity is no known name any more."""
    refused = thing(EntityType.ACCOUNT, "Excelsior", state=EntityState.NEVER)
    assert mentioned("Imke Sauer: Excelsior is a hotel.", *KNOWN, refused, kind=EntityType.ACCOUNT) == []


def test_evidence_is_where_it_is_first_named():
    """The first utterance that names it."""
    source = conversation("Imke Sauer: Hello.\nNgozi Eze: Dario rang.\nImke Sauer: Dario?")
    cast = resolve_cast(source, context())
    assert find_mentions(segment(source), source, context(), cast) == (
        Mention(EntityType.PERSON, "Dario Moutinho", (1,)),
    )


def test_the_subject_is_not_mentioned():
    """A note is not said to mention what it is filed under."""
    both = (Mention(EntityType.ACCOUNT, "Quayle Instruments"), Mention(EntityType.PERSON, "Sunil Rao"))
    assert without_subject(both, Subject(EntityType.ACCOUNT, "Quayle Instruments")) == both[1:]
    assert without_subject(both, None) == both


def test_a_full_name_takes_up_the_short_one():
    """A stranger named in full and then by given name is one person."""
    assert mentioned("Imke Sauer: I met Tamsin Orwell.\nNgozi Eze: How is Tamsin?", *KNOWN, person("Ida Bloom")) == [
        "Tamsin Orwell"
    ]


VOICES = """\
Speaker 1: Good morning, everyone.
Speaker 2: Hello, Zephine here. I have the drawings for the ramp.
Speaker 1: {}. So who sends them to the council?
Speaker 2: I'll send them by Friday.
"""


@pytest.mark.parametrize(
    ("said", "known", "names"),
    [
        ("Zephine Korvall, thanks for coming", (), {"Zephine Korvall"}),
        ("Thanks for coming", (person("Zephine Korvall"),), {"Zephine Korvall"}),
        ("Thanks for coming", (), {"Zephine"}),
        ("Thanks for coming", (person("Zephine Korvall"), person("Zephine Lund")), set()),
    ],
)
def test_an_unknown_name_that_introduces_itself(said, known, names):
    """It is the one of that name whom the talk or the vault has in full; of two it is neither."""
    source = conversation(VOICES.format(said))
    cast = resolve_cast(source, context(*known))
    assert {p.name for p in cast.participants if p.speaker == "Speaker 2" and p.name} == names


def test_nouns_with_capitals_are_no_people():
    """German writes every noun with a capital."""
    lines = (
        "Imke Sauer: Der Tisch im Sommer ist beim Kaiser, und die Wolke hat Ernst im Gesicht.",
        "Ngozi Eze: Das Haus am Wald und der Winter, mit der Linde und dem Wolf im Garten am Abend.",
        "Imke Sauer: Die Linse bekommt ihre Beschichtung in der Halle, sagt der Meister mit Franz.",
        "Ngozi Eze: Die Lieferung mit dem Glas kam am Morgen, die Rechnung mit der Frist liegt im Fach.",
        "Imke Sauer: Der Termin mit dem Kunden ist am Freitag, der Vertrag liegt bei der Leitung im Haus.",
    )
    assert set(mentioned("\n".join(lines))) <= {"Franz"}


def test_shouted_captions_name_known_people_only_by_their_names():
    """Capitals throughout say nothing."""
    found = mentioned(
        "Imke Sauer: DARIO HAS THE TRAY AND THE BOARD WANTS IT BACK.\nNgozi Eze: WE WILL SEE ON FRIDAY WHETHER THE LANDLORD AGREES."
    )
    assert found == ["Dario Moutinho"]


def test_names_in_talk_without_capitals_go_with_their_title_or_surname():
    """A title makes any word a name; a given name takes a usual surname after it."""
    talk = "so mrs rethwin called and mr oak has the key\nask giles pennington about the lens i'll ring giles tomorrow\nit's bronagh wexcombe she's new ask katarzyna tomorrow she knows"
    source, known = conversation(talk), context()
    cast = resolve_cast(source, known)
    named = [m.name for m in find_mentions(segment(source), source, known, cast) if m.type is EntityType.PERSON]
    assert named == ["Mrs Rethwin", "Mr Oak", "Giles Pennington", "Bronagh Wexcombe", "Katarzyna"]


def test_an_account_whose_people_are_present_is_mentioned_though_nobody_names_it():
    """The meeting is one with them; the owner's own organisation is left out."""
    assert mentioned("Sunil Rao: Morning.", kind=EntityType.ACCOUNT) == ["Quayle Instruments"]
    assert mentioned("Imke Sauer: Morning.", kind=EntityType.ACCOUNT) == []


def test_an_organisation_is_named_by_the_first_word_of_its_name_where_that_is_its_own():
    """No word that is a person's name, nor one that two of them begin with."""
    talk = "Imke Sauer: I rang Wexbury about it, and Wexbury's driver came."
    assert mentioned(talk, *KNOWN, account("Wexbury Parts"), kind=EntityType.ACCOUNT) == ["Wexbury Parts"]
    two = (account("Wexbury Parts"), account("Wexbury Stores"))
    assert mentioned(talk, *KNOWN, *two, kind=EntityType.ACCOUNT) == []
    assert mentioned("Imke Sauer: Martin rang.", *KNOWN, account("Martin Parts"), kind=EntityType.ACCOUNT) == []


def test_an_organisation_is_meant_by_its_kind_where_the_vault_has_one_of_it():
    """The council, of the one council that is known; of two nobody can tell."""
    one = account("Brindle Council")
    assert mentioned("Imke Sauer: The council rang.", one, kind=EntityType.ACCOUNT) == ["Brindle Council"]
    assert mentioned("Imke Sauer: The council rang.", one, account("Hadley Council"), kind=EntityType.ACCOUNT) == []
