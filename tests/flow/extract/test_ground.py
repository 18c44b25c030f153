"""What an engine says is checked against the source, whatever engine it is."""

from datetime import date

import msgspec
import pytest

from minutebook.flow.extract.ground import ground
from minutebook.model.extraction import Decision, Extraction, Fact, NoteType, Participant, Task, Update, UpdateStatus
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance
from minutebook.text.ids import item_id

LINES = [
    ("Odalys Brennick", "The mast cracked in the storm on Sunday."),
    ("Pelle Strandmark", "I can order a new mast."),
    ("Odalys Brennick", "Good, by Friday then."),
    *[("Jessamy Okonta", "We spoke about the weather for a while.")] * 12,
    ("Jessamy Okonta", "The jetty cost fourteen hundred crowns."),
]
SOURCE = Source(
    id="mb-source0001",
    kind=SourceKind.CONVERSATION,
    format="test",
    parts=(Part("talk.txt", "0" * 64, 1),),
    date=date(2026, 3, 12),
    dated_from=DatedFrom.CONTENT,
    title="Mast",
    utterances=tuple(Utterance(n, text, speaker, block=n + 100) for n, (speaker, text) in enumerate(LINES)),
)


def extraction(**items: object) -> Extraction:
    people = tuple(Participant(name, speaker=name) for name in dict.fromkeys(s for s, _ in LINES))
    return Extraction(
        engine="test",
        note_type=NoteType.JOURNAL,
        subject=None,
        title="Mast",
        date=SOURCE.date,
        participants=people,
        **items,
    )


def task(text: str, evidence: tuple[int, ...], owner: str | None = None) -> Task:
    return Task(id="theirs", text=text, evidence=evidence, owner=owner)


def test_a_shown_item_passes_under_an_id_of_ours() -> None:
    """The engine's id does not count: source, kind and the block of the first evidence make it."""
    found = ground(extraction(tasks=(task("Order a new mast", (1, 2), "Pelle Strandmark"),)), SOURCE)
    assert [(t.text, t.owner, t.id) for t in found.tasks] == [
        ("Order a new mast", "Pelle Strandmark", item_id("mb-source0001", "task", 101))
    ]
    assert found.warnings == ()


def test_items_of_one_passage_get_ids_apart() -> None:
    """Two tasks of one utterance do not share an id; a decision there has another anyway."""
    two = (task("Order a new mast", (1,)), task("Order the mast", (1,)))
    found = ground(extraction(tasks=two, decisions=(Decision(id="", text="A new mast", evidence=(1,)),)), SOURCE)
    assert len({i.id for i in (*found.tasks, *found.decisions)}) == 3


@pytest.mark.parametrize("evidence", [(), (99,), (-1,)])
def test_an_item_without_a_passage_that_exists_is_dropped(evidence: tuple[int, ...]) -> None:
    """Nothing is shown without its place, and the log says what was left out."""
    found = ground(extraction(tasks=(task("Order a new mast", evidence),)), SOURCE)
    assert found.tasks == ()
    assert "Order a new mast" in found.warnings[0]


def test_evidence_that_does_not_exist_is_cut_from_an_item_that_has_some() -> None:
    """One wrong number costs that number, not the item."""
    assert ground(extraction(tasks=(task("Order a new mast", (1, 99)),)), SOURCE).tasks[0].evidence == (1,)


def test_words_that_the_passage_does_not_hold_are_dropped() -> None:
    """A sentence made up, or one whose words stand far away, does not pass."""
    invented = Fact(id="", text="The harbour master resigned yesterday", evidence=(0,))
    far = Fact(id="", text="The jetty cost crowns", evidence=(0,))
    assert ground(extraction(facts=(invented, far)), SOURCE).facts == ()


def test_a_spoken_number_supports_its_figures() -> None:
    """What was said in words may be written as digits."""
    fact = Fact(id="", text="The jetty cost 1,400 crowns", evidence=(15,))
    assert ground(extraction(facts=(fact,)), SOURCE).facts[0].text == fact.text


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("We start at eight thirty-one in the second berth.", "Start at 8:31 in berth 2"),
        ("Yes, the APU goes in before that.", "The auxiliary power unit goes in"),
        ("They planned it and Okonta applied.", "Jessamy Okonta's plan, as Mr Okonta applies"),
        ("One company moved; it was agreed.", "Both companies agree to move"),
    ],
)
def test_words_count_in_other_forms(said: str, told: str) -> None:
    """Small numbers as figures, an abbreviation for its words, a name with its title or possessive, other endings."""
    spoken = msgspec.structs.replace(SOURCE, utterances=(Utterance(0, said, "Jessamy Okonta", block=100),))
    assert [f.text for f in ground(extraction(facts=(Fact(id="", text=told, evidence=(0,)),)), spoken).facts] == [told]


@pytest.mark.parametrize(
    "told", ["The anchor parts upstream were painted", "Start at 9:45 in berth 7", "The Alps pilots union won"]
)
def test_other_words_do_not(told: str) -> None:
    """An abbreviation that is not said so, other numbers, other things."""
    said = "We start at eight thirty-one in the second dock, with the apu."
    spoken = msgspec.structs.replace(SOURCE, utterances=(Utterance(0, said, "Jessamy Okonta", block=100),))
    assert ground(extraction(facts=(Fact(id="", text=told, evidence=(0,)),)), spoken).facts == ()


@pytest.mark.parametrize(
    ("owner", "kept"),
    [
        ("Pelle Strandmark", "Pelle Strandmark"),
        ("Odalys Brennick", "Odalys Brennick"),
        ("Jessamy Okonta", None),
        ("Fitz Aro", None),
    ],
)
def test_an_owner_must_speak_or_be_named_in_the_passage(owner: str, kept: str | None) -> None:
    """A wrong owner is worse than none: who is not there does not own the task."""
    quiet = msgspec.structs.replace(SOURCE, utterances=SOURCE.utterances[:3] + SOURCE.utterances[9:])
    found = ground(
        extraction(tasks=(task("Order a new mast", (1,), owner),)),
        msgspec.structs.replace(quiet, utterances=quiet.utterances[:3]),
    )
    assert found.tasks[0].owner == kept


@pytest.mark.parametrize(
    ("owner", "kept"), [("Fitz Aro", "Fitz Aro"), ("Jessamy Okonta", None), ("Ysolt Quarrie", None)]
)
def test_a_voice_that_no_label_names_may_be_that_of_whoever_takes_part_without_one(
    owner: str, kept: str | None
) -> None:
    """But not of somebody with a label of their own, nor of somebody who is not there."""
    told = extraction(tasks=(task("Order a new mast", (1,), owner),))
    told = msgspec.structs.replace(told, participants=(*told.participants, Participant("Fitz Aro")))
    voices = tuple(
        msgspec.structs.replace(u, speaker="Speaker 9" if u.speaker == "Pelle Strandmark" else u.speaker)
        for u in SOURCE.utterances[:3]
    )
    assert ground(told, msgspec.structs.replace(SOURCE, utterances=voices)).tasks[0].owner == kept


def test_in_a_document_the_owner_need_not_speak() -> None:
    """Nobody speaks in a document."""
    document = msgspec.structs.replace(SOURCE, kind=SourceKind.DOCUMENT)
    assert (
        ground(extraction(tasks=(task("Order a new mast", (1,), "Fitz Aro"),)), document).tasks[0].owner == "Fitz Aro"
    )


def test_news_without_a_passage_is_dropped() -> None:
    """An update must show where it was said."""
    news = Update(task_text="The mast", status=UpdateStatus.DONE, evidence=(99,))
    assert ground(extraction(updates=(news,)), SOURCE).updates == ()
