"""Speaker labels are read as names, or as nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.text.labels import Side, is_generic, read_label

NAMES = {
    "Ana Ruiz": "Ana Ruiz",
    "RUIZ, Ana (Halden Clinics)": "Ana Ruiz",
    "O'BRIEN-LEE, Maeve": "Maeve O'Brien-Lee",
    "van Dijk, Joost": "Joost van Dijk",
    "Ana Ruiz (Guest)": "Ana Ruiz",
    "Ana Ruiz (she/her) [External]": "Ana Ruiz",
    "Ana Ruiz | Halden": "Ana Ruiz",
    "Ana Ruiz - Halden": "Ana Ruiz",
    "Guest - Ana Ruiz": "Ana Ruiz",
    "Ana Ruiz, PhD": "Ana Ruiz",
    "Dr. Ana Ruiz": "Ana Ruiz",
    "JOHN SMITH": "John Smith",
    "Ana R.": "Ana R.",
    "Dana's iPhone": "Dana",
    "Dana’s MacBook Pro": "Dana",
    "ana.ruiz@halden.example": "Ana Ruiz",
    "Ana Ruiz <ana@halden.example>": "Ana Ruiz",
    "ana.m.ruiz@halden.example": "Ana M. Ruiz",
    "ana-ruiz@halden.example": "Ana Ruiz",
    "a.o'neill-lee@halden.example": "A. O'Neill-Lee",
    "ana_ruiz": "ana ruiz",
    "quietnode": "quietnode",
    "night_owl99x": "night_owl99x",
    "Robert Plant": "Robert Plant",
    "Jean-Luc": "Jean-Luc",
    "李伟": "李伟",
    "محمد علي": "محمد علي",
    "Ольга Петренко": "Ольга Петренко",
    "अनिता राव": "अनिता राव",
}
NOBODY = [
    "Speaker 1", "SPEAKER_02", "Speaker A", "speaker-3", "spk_0", "S1", "A", "Q", "Person B", "Participant 4", "Unknown Speaker", "Unknown", "Guest", "Guest 2",
    "Channel 1", "Track 2", "+44 7700 900123", "0151 496 0000", "...", "Meeting Room 3", "Boardroom", "Hollow Lane Cabin", "Conference Room (4th floor)", "iPhone",
    "Project Manager", "User Interface Designer", "The Chair", "Everyone", "Multiple speakers", "Sprecher 2", "Locuteur 1", "Hablante 3", "Спикер 2", "说话人 1",
    "発言者2", "Otter Notetaker", "[inaudible]", "sales@halden.example",
]  # fmt: skip


@pytest.mark.parametrize(("label", "name"), NAMES.items())
def test_a_label_gives_the_name_in_its_natural_order(label, name):
    """Decoration, order, devices and addresses do not hide the name."""
    assert read_label(label).name == name


@pytest.mark.parametrize("label", NOBODY)
def test_a_generic_label_gives_no_name(label):
    """Numbers, rooms, devices and roles name nobody."""
    assert read_label(label).name is None


@pytest.mark.parametrize(
    ("label", "side"), [("Me", Side.ME), ("You", Side.ME), ("Them", Side.THEM), ("Remote", Side.THEM), ("Ana", None)]
)
def test_the_sides_of_a_call_are_told(label, side):
    """Two-channel recorders say whose microphone it was."""
    assert read_label(label).side is side


def test_an_address_and_a_note_are_kept():
    """What stands beside the name may tell two people of one name apart."""
    read = read_label("Ruiz, Ana (Halden Clinics)")
    assert (read.note, read.email) == ("Halden Clinics", None)
    assert read_label("Ana Ruiz <Ana@Halden.example>").email == "ana@halden.example"


@given(st.text(max_size=60))
def test_any_label_can_be_read(label):
    """No label raises, and a generic one never becomes a name."""
    name = read_label(label).name
    assert name is None or (name.strip() and not is_generic(name))


@given(st.sampled_from(["Speaker", "SPEAKER_", "spk_", "Participant ", "Guest ", "Channel-"]), st.integers(0, 999))
def test_numbered_speakers_are_never_names(word, number):
    """Whatever the number."""
    assert read_label(f"{word}{number}").name is None
