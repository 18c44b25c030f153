"""Documents, checklists and memos: kinds, blocks, boxes, sentences."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutebook.flow.adapt import adapt
from minutebook.flow.adapt.prose import read_blocks, strip_inline
from minutebook.flow.adapt.sentence import split_run, split_sentences
from minutebook.model.source import Form, SourceKind

NOW = datetime(2026, 11, 2, tzinfo=UTC)


def read(text: str, name: str = "x"):
    return adapt(name, text.encode(), NOW, UTC, 1_000_000)[0]


def test_boxes_keep_their_state() -> None:
    """Ticked boxes are done, empty ones are open; one that was called off is neither and stays as it was written."""
    source = read("- [ ] call\n- [x] send\n* [X] order\n+ [-] rent\n1. [/] sweep\n- bring cake\n☑ lamps\n")
    assert source.kind is SourceKind.CHECKLIST
    assert [(u.text, u.checked) for u in source.utterances] == [
        ("call", False), ("send", True), ("order", True), ("[-] rent", None), ("sweep", False), ("bring cake", None), ("lamps", True),
    ]  # fmt: skip


def test_boxes_without_bullets_stand_for_themselves() -> None:
    """One that was called off is no part of the box before it."""
    source = read("Regatta\n\n[ ] Wax the oars\n[-] Hire a band\n[x] Print the maps\n")
    assert [(u.text, u.checked) for u in source.utterances[1:]] == [
        ("Wax the oars", False),
        ("[-] Hire a band", None),
        ("Print the maps", True),
    ]


@pytest.mark.parametrize(
    ("day", "dated"),
    [("14/15 November 2026", "2026-11-02"), ("1 November 2026", "2026-11-01"), ("9 May 2031", "2031-05-09")],
)
def test_a_checklist_is_not_dated_by_the_event_that_it_prepares(day: str, dated: str) -> None:
    """A day soon after the file's own is the event's; one before it, or years off, is taken at its word."""
    source = read(f"Regatta ({day})\n\n- [ ] Wax the oars\n- [ ] Print the maps\n")
    assert source.date.isoformat() == dated


@pytest.mark.parametrize(
    ("name", "second"),
    [("list.md", "As of 24 August."), ("list.md", "Status: 24 August 2026"), ("List 2026-08-24.md", "Hello.")],
)
def test_a_list_is_dated_by_how_things_stand(name: str, second: str) -> None:
    """And by its file's name rather than by the event that it prepares."""
    text = f"# Lock opening, Saturday 12 September 2026\n\n{second}\n\n- [ ] Grease the gates\n- [ ] Find marshals\n"
    source = adapt(name, text.encode(), NOW, UTC, 10_000)[0]
    assert source.date == date(2026, 8, 24)


def test_a_note_with_a_few_boxes_stays_a_document() -> None:
    """Boxes among prose keep their state and do not make a checklist."""
    source = read(
        "# Day\n\nWent to the site. It rained.\n\nOdhran was calm. We spoke about felt.\n\n- [x] photos\n- [ ] felt\n"
    )
    assert source.kind is SourceKind.DOCUMENT
    assert [u.checked for u in source.utterances if u.form is Form.ITEM] == [True, False]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        (
            "x",
            "right this is me on the slipway um the tide table came back upside down uh i need to ring the printer before noon and then i want the old one taped to the kiosk",
            SourceKind.MEMO,
        ),
        (
            "Voice Memo 3.txt",
            "Right, this is me on the slipway. Um, I need to ring the printer. I also want the old table back, you know.",
            SourceKind.MEMO,
        ),
        (
            "x",
            "The pier was opened in 1931. It carries two roads. Engineers repaired it twice, and nobody thanked them.",
            SourceKind.DOCUMENT,
        ),
        (
            "x",
            "Um so we start.\nYeah.\nThe crane is late, you know.\nOkay.\nUh, Thursday then?\nRight.\nI mean, if it comes.\nOkay. Thanks.",
            SourceKind.CONVERSATION,
        ),
    ],
)
def test_speech_and_writing_are_told_apart(name: str, text: str, kind: SourceKind) -> None:
    """One run of speech is a memo, lines of talk a conversation, written prose a document."""
    assert read(text, name).kind is kind


def test_a_list_without_full_stops_is_no_talk() -> None:
    """Many short lines without punctuation are a list, not a conversation or a memo."""
    assert (
        read("\n".join(f"roll of felt number {i} for the pier" for i in range(30)), "meeting list.txt").kind
        is SourceKind.DOCUMENT
    )


def test_small_letters_without_stops_in_the_first_person_are_talk() -> None:
    """What a recorder without labels or punctuation heard, though nobody says um."""
    turns = ["i have the crane on monday", "can you bring the rope", "my van is full", "then i ask the yard"] * 6
    assert read("\n\n".join(turns), "pier 2026-12-02.txt").kind is SourceKind.CONVERSATION


def test_a_memo_may_have_a_heading() -> None:
    """A title above the run is the title, and no utterance."""
    source = read(
        "# Pier on Monday\n\nright this is me on the slipway um i count gulls and i need to ring the printer uh later\n"
    )
    assert (source.kind, source.title) == (SourceKind.MEMO, "Pier on Monday")
    assert source.utterances[0].text.startswith("right this")


def test_pieces_of_a_memo_give_its_text() -> None:
    """Joined by one blank, the utterances of a memo are the file."""
    text = "right this is me on the slipway um i count gulls " * 12
    assert " ".join(u.text for u in read(text).utterances) == text.strip()


@given(
    st.lists(
        st.sampled_from(["okay", "so", "then", "um", "pier", "felt", "crane", "and", "i", "need", "to"]),
        min_size=1,
        max_size=200,
    )
)
def test_splitting_a_run_loses_no_word(words) -> None:
    """The pieces in order are the run."""
    assert " ".join(split_run(" ".join(words))).split() == words


@given(st.text(max_size=200))
def test_splitting_sentences_loses_no_character(text: str) -> None:
    """White space aside, the sentences are the paragraph."""
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Pike and Mr. Costin came at 9 a.m. on Monday. They left.", 2),
        ("See No. 5 and e.g. Fig. 3. It is there.", 2),
        ("We paid 3.50 for it. Really? Yes! Good…", 4),
        ('He said "No." Then he left.', 2),
        ("J. R. Pike signed. So did I. We left.", 3),
        ("そうです。はい。", 2),
        ("no end and no start", 1),
        ("1. Background", 1),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    """Abbreviations, initials and decimals do not end a sentence."""
    assert len(split_sentences(text)) == count


def test_hard_wrapped_lines_are_one_paragraph_and_short_lines_are_not() -> None:
    """A line that was broken by its width goes on; lines that stand for themselves stay apart."""
    wrapped = "The pier at Vellmar was opened in the year 1931 by the harbour\nboard. Engineers repaired it.\n"
    assert len(list(read_blocks(wrapped.split("\n")))) == 1
    assert len(list(read_blocks(["Felt", "Two cranes", "Lamps"]))) == 3


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**Bold** and *thin* and `code`", "Bold and thin and code"),
        ("[[People/Odhran|Odhran]] at [[Pier]]", "Odhran at Pier"),
        ("see [the plan](https://example.org/a_b_c)", "see the plan (https://example.org/a_b_c)"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"5\. \*not thin\*", "5. *not thin*"),
    ],
)
def test_marks_of_markdown_are_taken_away(marked: str, plain: str) -> None:
    """Words stay, marks go; what is no mark stays."""
    assert strip_inline(marked) == plain


def test_frontmatter_is_no_utterance_but_gives_title_date_and_people() -> None:
    """Its keys are read, its lines are not said."""
    source = read(
        "---\ntitle: Pier log\ndate: 2026-03-04\nparticipants: [Mirela Costin, Odhran Pike]\n---\n\n# Log\n\nIt rained.\n"
    )
    assert (source.title, str(source.date), [p.name for p in source.people]) == (
        "Pier log",
        "2026-03-04",
        ["Mirela Costin", "Odhran Pike"],
    )
    assert [u.text for u in source.utterances] == ["Log", "It rained."]


def test_minutes_name_who_was_present() -> None:
    """The remarks in brackets are no names, and who sent apologies is not there."""
    source = read(
        "# Boat club\n\n**Present:** Ana Ruiz (captain, chair), Ben Okafor\n\n**Apologies:** Tom Ash\n\nThe roof leaks.\n",
        "m.md",
    )
    assert [person.name for person in source.people] == ["Ana Ruiz", "Ben Okafor"]


def test_long_piece_of_a_run_is_cut_where_a_clause_begins():
    """A piece of unpunctuated speech that is too long ends before a conjunction or a new subject, not inside a phrase."""
    run = "the roof of the boathouse leaks over the racks where we keep the spare oars and the warden told us in spring that it would hold for one more season at the very least"
    assert split_run(run)[1].startswith("and the warden")


def test_numbered_line_with_text_under_it_is_a_heading():
    """Minutes number their matters without any markup; a numbered list stays a list."""
    blocks = list(
        read_blocks(
            [
                "1. Matters arising",
                "Netting: Tam has bought it.",
                "",
                "2. Sluice",
                "- Stuck again.",
                "",
                "1. Rake",
                "2. Oar",
            ]
        )
    )
    assert [block.form for block in blocks] == [
        Form.HEADING,
        Form.PARAGRAPH,
        Form.HEADING,
        Form.ITEM,
        Form.ITEM,
        Form.ITEM,
    ]


def test_labelled_line_goes_on_with_none():
    """A line that says what it is about is not joined with the long one before."""
    lines = ["**Present:** Odile Farrant, Tam Ockwell, Ines Quarrie, Bevis Ormond", "**Staff:** Petra Quill"]
    assert len(list(read_blocks(lines))) == 2


@pytest.mark.parametrize(
    ("first", "day"),
    [
        ("Voice memo, Friday 6 March 2026, 18:20", date(2026, 3, 6)),
        ("okay so it's Friday the 6th of March 2026", date(2026, 3, 6)),
        ("note to self the launch on 6 March 2026 needs a band", date(2026, 11, 2)),
    ],
)
def test_a_memo_is_dated_by_the_words_with_which_it_begins(first: str, day: date) -> None:
    """A date of what it is about is none of its own."""
    source = read(
        f"{first}\n\nuh I have to call Odhran on Monday um and I should book the hall for the band.", "memo.txt"
    )
    assert source.kind is SourceKind.MEMO
    assert source.date == day
    assert source.utterances[0].text.startswith(first[:10])


def test_a_table_needs_no_marks_at_its_edges():
    """Where its head says who does what; other lines with such marks stay lines."""
    told = list(read_blocks(["Who | What | When", "Ana | order felt | Friday", "Bye"]))
    assert [block.form for block in told] == [Form.ROW, Form.ROW, Form.PARAGRAPH]
    assert Form.ROW not in {block.form for block in read_blocks(["Halden | Oslo | 22 33", "www | tel | fax"])}
