"""Labels become people where the talk, the header or the title shows who they are, and stay open elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casting import KNOWN, PEOPLE, context, conversation, person
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.voices import find_replies
from minutebook.model.entity import Context, Me
from minutebook.model.source import SourceKind
from minutebook.text.labels import is_generic


def names(text, *entities, **given):
    """Label to name for a talk."""
    speakers = given.pop("speakers", ())
    me = given.pop("me", context().me)
    source = conversation(text, **given)
    cast = resolve_cast(source, context(*entities, me=me, speakers=speakers))
    labels = dict.fromkeys(u.speaker for u in source.utterances if u.speaker)
    return {label: cast.name(label) for label in labels}


def present(text, *entities, **given):
    """The names of those present, with None for who is not identified."""
    return [p.name for p in resolve_cast(conversation(text, **given), context(*entities)).participants]


NAMED = {
    "SAUER, Imke (LARKFIELD OPTICS)": "Imke Sauer",
    "Imke S": "Imke Sauer",
    "Per-Olof E": "Per-Olof Ek",
    "Neeve Corrigan": "Niamh Corrigan",
    "Dário Moutinho (Guest)": "Dario Moutinho",
    "ngozi@larkfield.example": "Ngozi Eze",
    "Sunil's iPad": "Sunil Rao",
    "Petra Novak": "Petra Novak",
    "Dr. Petra Novak | Halden": "Petra Novak",
}


@pytest.mark.parametrize(("label", "name"), NAMED.items())
def test_a_label_with_a_name_is_that_person(label, name):
    """Known people by their full name, others by the name that the label has."""
    assert names(f"{label}: Good morning.") == {label: name}


def test_me_is_the_owner_and_the_other_of_two_is_who_was_invited():
    """A two-channel recording with two attendees names both sides."""
    header = [("Imke Sauer", "imke@larkfield.example"), ("Dario Moutinho", None)]
    assert names("Me: Hello.\nThem: Hi, hi.", people=header) == {"Me": "Imke Sauer", "Them": "Dario Moutinho"}


def test_the_other_of_two_is_named_by_the_title():
    """A talk of two that is called after the other."""
    assert names("Me: So.\nThem: So.", title="Niamh 1-1")["Them"] == "Niamh Corrigan"


def test_without_evidence_the_other_of_two_stays_open():
    """Nobody is guessed from the registry alone."""
    assert names("Me: Shall we start?\nThem: Yes.") == {"Me": "Imke Sauer", "Them": None}


def test_who_is_called_and_answers_is_that_person():
    """Calls answered by the same voice name it; the owner is the last of the four."""
    text = """
    SPEAKER_00: Right, are we all here? Morning, Niamh.
    SPEAKER_01: Morning. I've got the tray in front of me.
    SPEAKER_00: Dario, do you want to go first?
    SPEAKER_02: Sure. The coating is done.
    SPEAKER_00: And Ngozi, what about the order?
    SPEAKER_03: It's with the supplier.
    SPEAKER_00: Thanks, Ngozi. Niamh, how many lenses have we lost?
    SPEAKER_01: Six.
    SPEAKER_00: Dario, can you check them?
    SPEAKER_02: I'll have a look.
    SPEAKER_03: You said Friday, Imke.
    SPEAKER_00: I did.
    """
    assert names(text) == {
        "SPEAKER_00": "Imke Sauer",
        "SPEAKER_01": "Niamh Corrigan",
        "SPEAKER_02": "Dario Moutinho",
        "SPEAKER_03": "Ngozi Eze",
    }


def test_somebody_talked_about_is_not_a_voice():
    """'I'll ask Ben' is said by somebody else, of somebody who is not there."""
    text = """
    Speaker 1: I'll ask Dario about the coating.
    Speaker 2: Dario said it was fine on Monday.
    Speaker 1: Then I'll ask Dario again.
    """
    assert names(text) == {"Speaker 1": None, "Speaker 2": None}


def test_two_voices_that_call_each_other_are_named():
    """In a talk of two a call names the other."""
    text = "Speaker 1: Hello Imke, is it recording?\nSpeaker 2: It is. How are you, Dario?\nSpeaker 1: Fine."
    assert names(text) == {"Speaker 1": "Dario Moutinho", "Speaker 2": "Imke Sauer"}


def test_a_voice_that_introduces_itself_is_named():
    """Known or not; a stranger's full name comes from the source."""
    text = """
    Imke Sauer: Who's that on the line?
    Back Office: Hello. Tamsin Orwell. I look after the depot.
    Imke Sauer: Good to meet you, Tamsin.
    Speaker 7: And this is Sunil, from Quayle.
    """
    assert names(text) == {"Imke Sauer": "Imke Sauer", "Back Office": "Tamsin Orwell", "Speaker 7": "Sunil Rao"}


def test_a_voice_that_greets_all_and_says_its_name_and_work_is_named():
    """At its first turn: "Hi all, …, I look after …"."""
    text = "Imke Sauer: Shall we?\nSpeaker 2: Hi all, Niamh Corrigan, I look after the assembly.\nImke Sauer: Welcome."
    assert names(text)["Speaker 2"] == "Niamh Corrigan"


def test_voices_that_begin_with_their_name_are_named():
    """With what they do, or that they are here; also where the talk has no capitals."""
    text = """
    Speaker 1: right shall we say who we are
    Speaker 2: niamh assembly and i have brought cake
    Speaker 3: dario is here i'm in the van
    Speaker 4: ngozi eze i've got until ten
    Speaker 5: hello it's sunil i'm at the gate
    """
    assert list(names(text).values()) == ["Imke Sauer", "Niamh Corrigan", "Dario Moutinho", "Ngozi Eze", "Sunil Rao"]
    assert names("Speaker 1: Hi.\nSpeaker 2: Niamh, you have the assembly.\nSpeaker 3: Yes.")["Speaker 2"] is None


def test_the_owner_takes_part_where_a_voice_is_open_and_somebody_known_speaks():
    """Though nothing says which voice is theirs."""
    text = "Speaker 1: Hi, it's Niamh.\nSpeaker 2: Hello.\nSpeaker 3: Hello.\nSpeaker 4: Morning."
    assert [name for name in present(text) if name] == ["Niamh Corrigan", "Imke Sauer"]


def test_the_other_of_two_is_whom_the_title_names_whoever_else_is_called():
    """People asked after by name are not on the line."""
    text = "Me: Niamh, the list. Dario, now, what about him?\nThem: Fine.\nMe: And Ngozi, is she in?\nThem: She is."
    assert names(text, title="Niamh 1-1")["Them"] == "Niamh Corrigan"


def test_introducing_another_does_not_name_the_speaker():
    """'This is Mick. Mick runs …' is about the one beside them."""
    text = "Speaker 1: So this is Tamsin. Tamsin runs the depot.\nSpeaker 2: Lovely.\nSpeaker 3: Mm."
    assert names(text)["Speaker 1"] is None


def test_somebody_says_whose_device_it_is():
    """A room's label is named by what is said of it."""
    text = "Imke Sauer: The one that says Polishing Desk is Niamh.\nPolishing Desk: It's only me in here.\nDario Moutinho: Hello."
    assert names(text)["Polishing Desk"] == "Niamh Corrigan"


def test_what_a_person_said_of_a_label_is_remembered():
    """A remembered label needs no evidence, and that of this source goes first."""
    said = (("Speaker 1", "Dario Moutinho"), ("Speaker 1", "Ngozi Eze", "mb-source"))
    assert names("Speaker 1: Yes.", speakers=said) == {"Speaker 1": "Ngozi Eze"}


def test_two_known_people_of_one_name_are_told_by_the_header():
    """Else neither is meant: the label stays as it is written."""
    two = (*KNOWN, person("Sunil Prasad", org="Halden"))
    assert names("Sunil: Hello.", *two, people=[("Sunil Prasad", None)]) == {"Sunil": "Sunil Prasad"}
    assert names("Sunil (Quayle Instruments): Hello.", *two) == {"Sunil (Quayle Instruments)": "Sunil Rao"}
    assert names("Sunil: Hello.", *two) == {"Sunil": "Sunil"}


def test_a_label_named_for_an_organisation_is_a_place():
    """'Quayle front gate' is no person; nobody is named after it."""
    assert names("Imke Sauer: Hello?\nQuayle Front Gate: Hello.\nNgozi Eze: Hi.")["Quayle Front Gate"] is None


def test_machines_do_not_take_part():
    """A note-taking bot is neither named nor present."""
    assert present("Imke Sauer: Hello.\nFireflies.ai Notetaker: Recording has started.") == ["Imke Sauer"]


def test_each_person_takes_part_once():
    """Two labels of one person are one participant; open voices are listed with their labels."""
    source = conversation("Imke Sauer: One.\nimke@larkfield.example: Two.\nSpeaker 9: Three.")
    found = resolve_cast(source, context()).participants
    assert [(p.name, p.speaker) for p in found] == [("Imke Sauer", "Imke Sauer"), (None, "Speaker 9")]


def test_talk_without_labels_is_of_those_who_are_spoken_to():
    """Nobody is told apart, yet who is greeted and asked is there."""
    text = "Right, it's recording. Morning, Niamh.\nMorning, Imke.\nNiamh, can you start?\nSo the tray is late.\nDario said it would be."
    assert set(present(text)) == {"Imke Sauer", "Niamh Corrigan"}


def test_one_microphone_for_several():
    """Behind one remote voice everybody who is asked is present, and the voice itself stays open."""
    text = """
    Me: Hello Sunil, hello Hollis.
    Remote: Hi Imke. We're both here.
    Me: Sunil, can you see the screen?
    Remote: I can.
    Me: Hollis, what did purchasing say?
    Remote: They said yes.
    """
    assert set(present(text)) == {"Imke Sauer", None, "Sunil Rao", "Hollis van der Meer"}


def test_those_in_the_room_are_present():
    """Somebody shown to be there takes part without a label."""
    assert present("Imke Sauer: I've got Niamh here with me.\nSunil Rao: Hello both.") == [
        "Imke Sauer",
        "Sunil Rao",
        "Niamh Corrigan",
    ]


def test_a_misheard_call_means_somebody_present():
    """A word that is no name, called out among people with labels, is the one that sounds like it."""
    cast = resolve_cast(
        conversation("Imke Sauer: Thank you, Neave a.\nNiamh Corrigan: Sure.\nDario Moutinho: I asked Neeve."),
        context(),
    )
    assert [s.name for s in cast.find("I asked Neeve.")] == ["Niamh Corrigan"]


def test_find_gives_the_places_of_names():
    """Spans cover the name as said; known and present are told."""
    cast = resolve_cast(conversation("Imke Sauer: Ask Dario or Mr Osterley.\nNgozi Eze: OK."), context())
    text = "Ask Dario or Mr Osterley, or Imke."
    found = cast.find(text)
    assert [(text[s.start : s.end], s.name, s.known, s.present) for s in found] == [
        ("Dario", "Dario Moutinho", True, False),
        ("Mr Osterley", "Mr Osterley", False, False),
        ("Imke", "Imke Sauer", True, True),
    ]
    assert cast.me == "Imke Sauer"


def test_homonyms_go_to_who_is_present_then_to_who_was_named_in_full():
    """Else the name stays as it was said."""
    two = (*KNOWN, person("Dario Conti"))
    talk = "Imke Sauer: I spoke to Dario today.\nNgozi Eze: Good."
    assert [s.name for s in resolve_cast(conversation(talk), context(*two)).find("Ask Dario.")] == ["Dario"]
    full = talk + "\nNgozi Eze: You mean Dario Conti from packing."
    assert [s.name for s in resolve_cast(conversation(full), context(*two)).find("Ask Dario.")] == ["Dario Conti"]
    there = talk + "\nDario Moutinho: You did."
    assert [s.name for s in resolve_cast(conversation(there), context(*two)).find("Ask Dario.")] == ["Dario Moutinho"]


def test_another_surname_is_another_person():
    """A known given name before an unknown surname is a stranger."""
    cast = resolve_cast(conversation("Imke Sauer: I met Sunil Vashisht today.\nNgozi Eze: Who?"), context())
    assert [(s.name, s.known) for s in cast.find("I met Sunil Vashisht today.")] == [("Sunil Vashisht", False)]


def test_the_owner_need_not_be_known():
    """Without settings nobody is the owner, and 'Me' stays open."""
    source = conversation("Me: Hello.\nThem: Hello.")
    cast = resolve_cast(source, Context(Me(), PEOPLE))
    assert cast.me is None
    assert [p.name for p in cast.participants] == [None, None]


def test_a_memo_is_the_owners_own():
    """Who is named in it is talked about."""
    assert present("Ask Dario about the tray.", kind=SourceKind.MEMO) == ["Imke Sauer"]


LABELS = st.one_of(
    st.text(max_size=20), st.sampled_from(["Speaker 1", "Me", "Them", "Imke", "SPEAKER_02", "Room 4", "ANA, Ruiz"])
)


@given(st.lists(st.tuples(LABELS, st.text(max_size=60)), max_size=8))
def test_any_talk_has_a_cast(lines):
    """Nothing raises, and a generic name never takes part."""
    text = "\n".join(f"{label}: {words}".replace("\n", " ") or "x" for label, words in lines) or "x"
    cast = resolve_cast(conversation(text), context())
    for participant in cast.participants:
        assert participant.name is None or not is_generic(participant.name)
    for _, words in lines:
        for span in cast.find(words):
            assert 0 <= span.start < span.end <= len(words)


def test_lines_without_a_label_are_the_owners_where_only_the_far_side_is_labelled():
    """Two-channel recorders that label one channel."""
    source = conversation(
        "So, Dario, how is it?\nRemote: Fine, thanks, Imke.\nGood. And the coating, Dario?\nRemote: Done."
    )
    cast = resolve_cast(source, context())
    assert (cast.name(None), cast.name("Remote")) == ("Imke Sauer", "Dario Moutinho")
    assert [p.name for p in cast.participants] == ["Imke Sauer", "Dario Moutinho"]


def test_two_people_behind_one_far_voice_do_not_give_it_a_name():
    """Whoever is called by turns with another shares the microphone."""
    text = "Me: Sunil, can you see it?\nRemote: Yes.\nMe: Hollis, is that yours?\nRemote: It is.\nMe: Thanks, Hollis. Sunil, are you happy?\nRemote: Yes."
    assert names(text)["Remote"] is None
    assert set(present(text)) == {"Imke Sauer", None, "Sunil Rao", "Hollis van der Meer"}


def test_the_far_side_of_several_invited_stays_open():
    """All who were invited are present; whose words the far microphone has is not known."""
    header = [("Imke Sauer", None), ("Dario Moutinho", None), ("Ngozi Eze", None)]
    source = conversation("Me: Dario, can you see it?\nThem: Yes.", people=header)
    cast = resolve_cast(source, context())
    assert cast.name("Them") is None
    assert {"Imke Sauer", "Dario Moutinho", "Ngozi Eze"} <= {p.name for p in cast.participants}


def test_a_stranger_and_a_voice_do_not_make_the_owner():
    """In a recording of two strangers the second is not the owner for want of another name."""
    assert names("spk_0: Hello, Carl.\nspk_1: Hi.\nspk_0: How are you, Carl?\nspk_1: Good.")["spk_0"] is None
    assert names("Speaker A: Today I will talk about bees.\nSpeaker A: Bees are old.") == {"Speaker A": None}


@pytest.mark.parametrize(
    "opening",
    [
        "okay its imke i got dario and i got niamh and this is about the trays",
        "right it's just me imke and dario and niamh",
    ],
)
def test_who_is_listed_at_the_beginning_is_there(opening):
    """A telephone on the table, no labels, small letters."""
    assert set(present(f"{opening}\nwhat about the oven\nit is broken")) == {
        "Imke Sauer",
        "Dario Moutinho",
        "Niamh Corrigan",
    }


def test_who_the_meeting_is_said_to_be_with_is_there():
    """One telephone on the table; a meeting that somebody had is another one."""
    assert set(present("okay so catch up with niamh sixth of may\nhow are the trays\nfine")) == {
        "Imke Sauer",
        "Niamh Corrigan",
    }
    assert present("i had a meeting with niamh yesterday\nhow are the trays\nfine") == []


def test_who_is_away_or_has_something_is_not_listed_as_there():
    """ "I've got Ana's list" and "Ben on holiday" show nobody."""
    assert present("Imke Sauer: I've got Dario's list and I've got Niamh on holiday.") == ["Imke Sauer"]


def test_who_says_their_name_behind_a_device_is_that_voice():
    """ "It's just Niamh", "this is Niamh." in their first turn."""
    for said in ("Niamh! It's just Niamh and a plant.", "It's, this is Niamh. The quiet one."):
        assert names(f"Imke Sauer: Who is that?\nAssembly Room: {said}")["Assembly Room"] == "Niamh Corrigan"


def test_who_is_spoken_of_and_then_speaks_is_that_voice():
    """Small letters without marks: nobody is surely called, but who is named is who goes on each time."""
    text = (
        "Speaker 1: so the ovens first bad trays niamh honestly\nSpeaker 2: three of them\nSpeaker 1: and the vans sunil\nSpeaker 3: fine all of them\n"
        "Speaker 1: then the trays go back by monday niamh\nSpeaker 2: i do that\nSpeaker 1: and the key is with you sunil\nSpeaker 3: it is"
    )
    found = names(text)
    assert (found["Speaker 2"], found["Speaker 3"]) == ("Niamh Corrigan", "Sunil Rao")


def test_who_counts_themselves_in_is_that_voice():
    """ "There's me, Niamh, and Sunil": the first is who speaks."""
    assert names("Imke Sauer: Who's on?\nBack Room: There's me, Niamh, and the cat.")["Back Room"] == "Niamh Corrigan"


def test_a_far_end_that_never_answers_itself_is_the_one_who_is_there():
    """Two are called by turns, but one is somebody in the room; where the far end asks and answers, it stays open."""
    opening = "Me: Morning, Niamh. It's me, and Dario is late.\nThem: Morning.\n"
    turns = "Me: And the trays?\nThem: Three of them are bent.\n"
    assert names(opening + turns * 40)["Them"] == "Niamh Corrigan"
    assert names(opening + (turns + "Them: Yes, three.\nThem: Are they?\nThem: No, four.\n") * 40)["Them"] is None


def test_the_last_voice_is_the_last_who_is_there():
    """Listed at the beginning and never called again; who speaks but twice is nobody yet."""
    opening = (
        "Speaker 1: Hi, this is Imke. I've got Niamh and Sunil on the line.\nSpeaker 2: Hello.\nSpeaker 3: Hello.\n"
    )
    turn = "Speaker 1: Sunil, how are the vans?\nSpeaker 2: Fine, all of them.\nSpeaker 1: Good.\n"
    assert names(opening + (turn + "Speaker 3: And the trays are back.\n") * 5)["Speaker 3"] == "Niamh Corrigan"
    assert names(opening + turn * 5)["Speaker 3"] is None


def test_replies_of_a_label_to_itself_are_counted():
    """By the share of its utterances: what follows a question of its own, or begins as an answer."""
    said = [("A", "Is it done?"), ("A", "I finished it."), ("B", "Good."), ("A", "Then we go."), ("A", "Yes, we do.")]
    assert find_replies(said) == {"A": 0.5, "B": 0.0}


def test_two_called_by_turns_behind_one_microphone_are_both_there():
    """Small letters: the far side is no one person, and both take part."""
    text = (
        "Me: morning both how is the tray\nThem: it is fine imke\nMe: can i ask about the vans sunil you said tuesday\nThem: i did\n"
        "Me: and when would that be roughly hollis because they close\nThem: friday\nMe: and hollis mind the step"
    )
    assert set(present(text)) == {"Imke Sauer", None, "Sunil Rao", "Hollis van der Meer"}


def test_who_is_only_told_of_after_their_name_is_no_voice():
    """ "Okay, Dario. So Dario came by": the next voice is not his."""
    text = "Speaker 1: Okay, Dario. So Dario came to see me.\nSpeaker 2: Oh?\nSpeaker 1: Dario. Dario wants a new oven.\nSpeaker 2: No."
    assert "Dario Moutinho" not in names(text).values()


@pytest.mark.parametrize(
    ("said", "met"),
    [
        (
            "okay so just left quayle's place in hadley with sunil and hollis and the drum fits",
            ["Sunil Rao", "Hollis van der Meer"],
        ),
        ("Just off the phone with Niamh. The trays are late.", ["Niamh Corrigan"]),
        ("Note to self, ask Niamh what she just did with the trays.", []),
    ],
)
def test_a_memo_after_a_meeting_has_those_who_were_met(said, met):
    """Its speaker first; who is only spoken of was not there."""
    assert present(said, kind=SourceKind.MEMO) == ["Imke Sauer", *met]


def test_who_is_asked_and_answers_is_there_without_labels():
    """Small letters, no labels: those to whom something is said are there, those of whom something is said are not."""
    text = "so how is the drum\nhollis you had that\ni did\nyes and niamh said the oven was dario's\nokay"
    assert set(present(text, title="quayle call")) == {"Imke Sauer", "Hollis van der Meer"}


def test_who_is_there_is_listed_across_cues():
    """A recorder cuts the opening anywhere; who is away is named in it too."""
    text = "morning it's imke i've got hollis here and\nniamh on the line dario can't come\nso the drum\nand dario said it leaks"
    assert set(present(text)) == {"Imke Sauer", "Hollis van der Meer", "Niamh Corrigan"}


def test_a_given_name_that_is_hardly_a_word_is_heard_in_small_letters():
    """A recorder without capitals: somebody whom the vault knows, though the name is a word too."""
    text = "will martin ask about the drum\nmartin can you see it\nyes it is fine"
    known = person("Martin Oakes"), person("Will Ferrier")
    assert present(text, *known) == ["Imke Sauer", "Martin Oakes"]


def test_a_known_name_that_is_a_word_is_heard_where_somebody_acts():
    """Small letters: what the word does and is asked tells; a verb of the same letters says nothing."""
    known = person("Rob Pemberton"), person("Mark Silver")
    text = "rob said the drum leaks\nand did you mark the box\nask rob then\nhow's rob been"
    heard = resolve_cast(conversation(text), context(*known)).find("ask rob and mark the box")
    assert [span.name for span in heard] == ["Rob Pemberton"]


def test_who_is_called_by_the_beginning_of_their_name_is_that_person():
    """Nobody else with a label has a name that begins so; who is only talked about is somebody else."""
    talk = "Sunil Rao: Can you send it, Nia?\nNiamh Corrigan: Yes.\nSunil Rao: "
    assert present(talk + "Good.") == ["Sunil Rao", "Niamh Corrigan"]
    found = resolve_cast(conversation(talk + "Good."), context())
    assert [span.name for span in found.find("Can you send it, Nia?")] == ["Niamh Corrigan"]


def test_a_far_side_of_several_is_nobody():
    """Two are greeted as a list and one asked: the one label beyond stands for both."""
    text = "Me: i've got hollis i've\nMe: got niamh and we can start\nThem: fine\nMe: hollis how is the drum\nThem: it leaks"
    assert set(present(text)) == {"Imke Sauer", None, "Hollis van der Meer", "Niamh Corrigan"}


def test_notes_list_who_met():
    """A line of names and nothing else, as people write it down."""
    text = "Trays\nHollis + Niamh, me\nThe tray is late.\nDario has the oven."
    assert present(text, kind=SourceKind.DOCUMENT) == ["Imke Sauer", "Hollis van der Meer", "Niamh Corrigan"]


def test_two_asked_in_turn_behind_a_far_microphone_are_there():
    """Each by a question that begins with the name, one of them twice."""
    text = "Me: hi both\nThem: hi imke\nMe: dario how is the tray\nThem: fine\nMe: and niamh how is the oven\nThem: hot\nMe: niamh i saw"
    assert set(present(text)) == {"Imke Sauer", None, "Dario Moutinho", "Niamh Corrigan"}


def test_the_voices_of_a_longer_talk_are_named_by_who_answers():
    """Nobody says who they are: who is asked by name speaks next, and who opens and asks is the owner."""
    text = """
    Speaker 1: Right, shall we start. Niamh, how is the assembly?
    Speaker 2: Nearly there. Two frames left.
    Speaker 1: Good. And the coating, Dario?
    Speaker 3: It came on Monday.
    Speaker 1: Fine. Niamh, when do you want it?
    Speaker 2: Tomorrow would do.
    Speaker 1: Dario?
    Speaker 3: Tomorrow, then.
    """
    assert names(text) == {"Speaker 1": "Imke Sauer", "Speaker 2": "Niamh Corrigan", "Speaker 3": "Dario Moutinho"}
