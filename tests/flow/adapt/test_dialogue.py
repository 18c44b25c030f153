"""Written dialogue, and what only looks like it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.flow.adapt import adapt
from minutebook.model.source import SourceKind

NOW = datetime(2026, 11, 2, tzinfo=UTC)
NAMES = [
    "Mirela Costin",
    "Odhran Pike",
    "D. J. van der Berg",
    "Jean-Luc O’Neill-Åström",
    "SØRENG-ØRE, Berit (Harbour, Unit 4)",
    "Remote",
    "Speaker 3",
    "نور الدين",
]
SAID = st.lists(
    st.sampled_from("the crane came late and so we wait for felt until Thursday then".split()), min_size=4, max_size=12
).map(lambda words: " ".join(words) + ".")
TALK = st.lists(st.tuples(st.sampled_from(NAMES), SAID), min_size=4, max_size=30).filter(
    lambda turns: len({name for name, _ in turns}) < len(turns)
)
LAYOUTS = {
    "colon": lambda i, name, text: f"{name}: {text}\n",
    "colon-apart": lambda i, name, text: f"{name}:\n{text}\n",
    "stamp": lambda i, name, text: f"[00:{i:02}:02] {name}: {text}",
    "recorder": lambda i, name, text: f"[00:{i:02}:02.50] {name} : {text}",
    "bold": lambda i, name, text: f"**{name}:** {text}\n",
    "bold-stamp": lambda i, name, text: f"**{name}** [00:{i:02}:02]: {text}\n",
    "bold-head": lambda i, name, text: f"**{name}** _00:{i:02}:02_\n\n{text}\n",
    "otter": lambda i, name, text: f"{name}  {i}:02\n{text}\n",
    "bracket-head": lambda i, name, text: f"{name} ({i}:02):\n{text}\n",
    "stamp-head": lambda i, name, text: f"[00:{i:02}:02] {name}\n{text}\n",
}


def read(text: str, name: str = "x"):
    return adapt(name, text.encode(), NOW, UTC, 10_000_000)[0]


@pytest.mark.parametrize("layout", LAYOUTS)
@given(turns=TALK)
@settings(max_examples=30)
def test_turns_come_back_as_they_were_written(layout: str, turns) -> None:
    """Speaker, words and start of every turn are those that the layout wrote."""
    source = read("\n".join(LAYOUTS[layout](i, name, text) for i, (name, text) in enumerate(turns)))
    assert source.kind is SourceKind.CONVERSATION
    assert [(u.speaker, u.text) for u in source.utterances] == turns
    if any(u.start is not None for u in source.utterances):
        assert [int(u.start) for u in source.utterances] == [i * 60 + 2 for i in range(len(turns))]


@pytest.mark.parametrize(
    "text",
    [
        "Note: bring the keys. The site opens at 10:30.\n\nSee http://example.org for the map.\n",
        "Project: Heron\nOwner: Odhran Pike\nDue: Friday\nStatus: open\n",
        "Name: Mirela Costin\nPhone: 123\nName: Odhran Pike\nPhone: 456\n",
        "# Heron\n\n**Owner:** Odhran\n**Due:** Friday\n\nSome prose about it. And more.\n",
        "# Standup\n\n- Mirela: shipped the pump fix\n- Odhran: waits for the crane\n- Mirela: will help\n",
        "Welcome  9:00\nIntroductions by the chair\nBudget  9:30\nFigures and outlook\nLunch  12:00\nIn the canteen\nWrap up  15:00\nThanks\n",
        "09:30 standup with Mirela\n10:15 call the roofer\n11:00 lunch early\n15:20 wrote the offer\n",
        (
            "The visit went well and we saw the halls.\n\nOne exchange stayed:\n\nMirela: Do you ever sleep?\nOdhran: Not since May.\nMirela: I can tell.\n\n"
            "After that we walked to the pier and counted boats.\n\nThe master promised a list of berths by June.\n\nWe should go again in spring.\n"
        ),
    ],
)
def test_documents_with_colons_and_times_are_no_dialogue(text: str) -> None:
    """Keys, agendas, logs, minutes by person and one quoted exchange stay documents."""
    assert read(text).kind is SourceKind.DOCUMENT


def test_own_notes_stand_beside_the_talk() -> None:
    """Other sections of the file are kept as the aside and are no utterances."""
    source = read(
        "# Pier\n\n## Notes\n\n- crane!!\n\n## Transcript\n\nMe: Gulls again.\nThem: Hello.\nMe: So.\n\n## Summary\n\nNothing.\n"
    )
    assert [u.speaker for u in source.utterances] == ["Me", "Them", "Me"]
    assert "crane!!" in source.aside
    assert "Nothing." in source.aside


def test_attendees_of_a_header_are_people_and_robots_are_not() -> None:
    """Names and addresses are read from the header; notetakers and shared screens are left out."""
    source = read(
        "Pier call - 2026/06/23 14:45 GMT - Transcript\nAttendees\nMirela Costin, Acme Notetaker, Odhran Pike's Presentation\nTranscript\n\nMirela Costin: Gulls again.\n\nOdhran Pike: Hello.\n\nMirela Costin: So.\n"
    )
    assert [person.name for person in source.people] == ["Mirela Costin"]
    assert (str(source.date), source.time.hour, source.title) == ("2026-06-23", 14, "Pier call")


@pytest.mark.parametrize(
    "turn", ["Mirela Costin: It was good to see the pier at 10:30.\n", "Mirela Costin  0:03\nIt is late.\n"]
)
def test_reading_is_linear_in_length(turn: str) -> None:
    """Six thousand turns are all read."""
    assert len(read(turn * 6000).utterances) == 6000


def test_what_a_scribe_writes_down_belongs_to_who_said_it() -> None:
    """A nick that writes ``name: words`` line after line is a scribe; their own remarks stay theirs."""
    lines = [
        f"[2026-08-31T20:{i:02}:00.000Z]\t<scribe>\t{name}: we wait for the crane"
        for i, name in enumerate(["mirela", "odhran"] * 8)
    ]
    source = read("\n".join([*lines, "[2026-08-31T20:30:00.000Z]\t<scribe>\tI lost the thread"]))
    assert [u.speaker for u in source.utterances] == ["mirela", "odhran"] * 8 + ["scribe"]
    assert source.utterances[1].start == 60.0


def test_quoted_chat_is_told_by_its_writer():
    """Minutes that quote the chat between the turns keep its lines apart, each under who wrote it."""
    talk = "".join(
        f"**Odile Farrant:** the sluice is stuck for the {n}. time  \n> *Tam Ockwell:* so we saw {n}.  \n"
        for n in range(1, 7)
    )
    (source,) = adapt("minutes.md", f"# Pond call\n\n{talk}".encode(), NOW, None, 1 << 20)
    assert [u.speaker for u in source.utterances] == ["Odile Farrant", "Tam Ockwell"] * 6


def test_a_short_talk_in_which_everybody_speaks_once_is_a_talk():
    """The times of a recording run from its beginning; those of a programme's speakers do not."""
    names = ("Mirela Costin", "Odhran Pike", "Odile Farrant", "Tam Ockwell")
    turns = [(name, f"The pier is open on day {n}.") for n, name in enumerate(names)]
    talk = "\n\n".join(f"{name}  0:{3 + 9 * n:02}\n{said}" for n, (name, said) in enumerate(turns))
    assert [u.speaker for u in read(talk).utterances] == list(names)
    programme = "\n\n".join(f"{name}  {9 + n}:30\n{said}" for n, (name, said) in enumerate(turns))
    (source,) = adapt("programme.txt", programme.encode(), NOW, None, 1 << 20)
    assert source.kind is SourceKind.DOCUMENT
