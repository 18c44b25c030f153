from datetime import date
from time import process_time

import msgspec
import pytest

from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.model.source import DatedFrom, Form, Part, Source, SourceKind, Utterance


def source_of(*lines, form=Form.TURN):
    utterances = tuple(
        Utterance(id=n, text=text, speaker=speaker, block=n, form=form) for n, (speaker, text) in enumerate(lines)
    )
    return Source(
        id="s",
        kind=SourceKind.CONVERSATION,
        format="test",
        parts=(Part("t.txt", "0" * 64, 1),),
        date=date(2026, 3, 4),
        dated_from=DatedFrom.CONTENT,
        title="Test",
        utterances=utterances,
    )


def texts(*lines, form=Form.TURN):
    return [(s.speaker, s.text) for s in segment(source_of(*lines, form=form)).sentences]


TURNS = [
    ("Ana", "The kiln is cold. Mr. Frost will light it at 5 p.m. on Monday, so we wait. Agreed?"),
    ("Ben", "Agreed. I'll tell the potters."),
]


@pytest.mark.parametrize("width", [1, 3, 7, 20])
def test_cues_do_not_matter(width):
    """The same words in cues of any length give the same sentences."""
    cues = []
    for speaker, text in TURNS:
        words = text.split()
        cues += [(speaker, " ".join(words[n : n + width])) for n in range(0, len(words), width)]
    assert texts(*cues) == texts(*TURNS)


def test_sentences_know_their_utterances():
    """A sentence that spans cues lies in all of them, and two sentences of one cue share it."""
    talk = segment(
        source_of(("Ana", "We fire the"), ("Ana", "kiln today. Bring"), ("Ana", "the glaze."), ("Ben", "Sure."))
    )
    assert [(s.text, s.utterances, s.turn) for s in talk.sentences] == [
        ("We fire the kiln today.", (0, 1), 0),
        ("Bring the glaze.", (1, 2), 0),
        ("Sure.", (3,), 1),
    ]
    assert [(list(t.sentences), t.utterances) for t in talk.turns] == [([0, 1], (0, 1, 2)), ([2], (3,))]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It costs 3.5 million. That's fine.", 2),
        ("Well... maybe not today. No.", 2),
        ("Ask Dr. Frost, e.g. on Monday.", 1),
        ('Really?! Yes. "Fine." Then go.', 4),
        ("J. Frost called. He waits.", 2),
    ],
)
def test_end_marks(text, count):
    """Abbreviations, initials, numbers and pauses do not end a sentence; question and exclamation marks do."""
    assert len(texts(("Ana", text))) == count


def test_unlabelled_cues_stay_apart():
    """Where nobody is named a finished cue ends the turn, an unfinished one goes on in the next."""
    talk = segment(source_of((None, "I fired the"), (None, "big kiln."), (None, "And the small one?")))
    assert [(s.text, s.turn) for s in talk.sentences] == [("I fired the big kiln.", 0), ("And the small one?", 1)]


def test_unpunctuated_speech_is_cut():
    """A long run without end marks is cut at discourse markers, and no word is lost."""
    run = (
        "okay so the kiln is broken again and i called the man on monday so he comes next week but he wants cash "
        "can you ask the bank for it and then i'll order the bricks myself because the old ones are cracked right "
        "that's all from me so thank you and see you on friday at the fair"
    )
    found = [text for _, text in texts(("Ana", run))]
    assert " ".join(found) == run
    assert "can you ask the bank for it" in found
    assert any(text.startswith("and then i'll order the bricks") for text in found)


@pytest.mark.parametrize(
    ("run", "sentences"),
    [
        (
            "we fired the big kiln and the small one so i can glaze the pots and the plates tomorrow",
            ["we fired the big kiln and the small one", "so i can glaze the pots and the plates tomorrow"],
        ),
        (
            "i waited because the bus was late and if it snows we stay at home",
            ["i waited because the bus was late", "and if it snows we stay at home"],
        ),
        (
            "the clay that you ordered is too wet we'll send it back",
            ["the clay that you ordered is too wet", "we'll send it back"],
        ),
        (
            "i think it's cracked and nobody told the man who sold it",
            ["i think it's cracked", "and nobody told the man who sold it"],
        ),
        (
            "the number i've got is wrong can you ask the bank for it",
            ["the number i've got is wrong", "can you ask the bank for it"],
        ),
        ("that glaze is really great and it looks all right", ["that glaze is really great", "and it looks all right"]),
        (
            "there was so much dust okay so we swept the whole yard",
            ["there was so much dust", "okay so we swept the whole yard"],
        ),
    ],
)
def test_where_clauses_begin(run, sentences):
    """Cuts stand before clauses of their own, not in lists, before "because" or after what takes a clause."""
    filler = "it was raining all day long here by the river bank where the old mill stood for years and years alone"
    found = [text for _, text in texts(("Ana", run), ("Ben", filler), ("Ben", filler), ("Ben", filler))]
    assert found[: len(sentences)] == sentences


def test_document_utterances_are_sentences():
    """In a document each utterance is one sentence, whatever marks it holds."""
    assert len(texts((None, "Buy clay. Buy glaze."), (None, "Heat the kiln"), form=Form.ITEM)) == 2


def test_wordless_utterances_are_left_out():
    """An utterance without a word has no sentence and does not part a turn."""
    assert texts(("Ana", "We fire the"), ("Ben", "…"), ("Ana", "kiln.")) == [("Ana", "We fire the kiln.")]


def test_memo_is_one_turn_wherever_its_pieces_end():
    """The pieces of a memo are joined before sentences are cut, so that no sentence ends where a piece does."""
    pieces = [
        "okay so the gutter is blocked again and i need to ring the",
        "roofer about that before the rain comes because the wall is",
        "damp already call the plasterer tonight and then i can sleep it is late and i am tired now because the whole day was like that and nobody came",
    ]
    source = source_of(*((None, piece) for piece in pieces), form=Form.PARAGRAPH)
    talk = segment(msgspec.structs.replace(source, kind=SourceKind.MEMO))
    said = [s.text for s in talk.sentences]
    assert len(talk.turns) == 1
    assert talk.spoken
    assert any("ring the roofer about that" in text for text in said)
    assert any(text.startswith("call the plasterer") for text in said)


def test_marked_line_stands_for_itself():
    """What a scribe marked is not joined with what the same person said before or after it."""
    said = texts(
        ("Ana", "the sluice is stuck and the heron is back"),
        ("Ana", "ACTION: Ben to grease the sluice"),
        ("Ana", "so that is that then"),
    )
    assert ("Ana", "ACTION: Ben to grease the sluice") in said


def test_long_run_takes_a_moment():
    """Speech without a place to cut costs time in proportion to its length."""
    begin = process_time()
    segment(source_of(("Ana", "and " * 8000)))
    assert process_time() - begin < 2


def test_another_voice_begins_a_turn_though_no_label_tells():
    """Cues without labels and marks are one turn, except where somebody else is known to begin."""
    source = source_of((None, "can you ring the clinic"), (None, "yes i'll ring them today"), (None, "after lunch"))
    assert len(segment(source).turns) == 1
    assert [turn.utterances for turn in segment(source, frozenset({1})).turns] == [(0,), (1, 2)]


@pytest.mark.parametrize(
    ("said", "cut"),
    [
        ("i have to print the labels for the stall by the fifteenth ben does the ropes", "by the fifteenth"),
        ("the new flags have to be up on the pier by friday week ben is bringing the ladder", "friday week"),
        ("i told everyone about the tide table yesterday morning the crane needs new grease", "yesterday morning"),
        ("i have to fetch the long ladder from the shed the day before that i'll ring the yard", "the day before that"),
    ],
)
def test_who_thinks_aloud_begins_anew_with_whom_they_know_or_a_thing(said, cut):
    """Behind a day, with a known name or with a thing and its verb, where nobody set a mark."""
    whole = f"right so this is monday evening at the boat shed and nothing is written down yet okay {said} and then we will see what the weather does before we launch the two small boats"
    memo = msgspec.structs.replace(source_of((None, whole), form=Form.PARAGRAPH), kind=SourceKind.MEMO)
    assert any(s.text.endswith(cut) for s in segment(memo, names=frozenset({"ben"})).sentences)
