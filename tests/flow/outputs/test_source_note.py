"""A source's note: golden files, escaping, names, growth."""

import re
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.flow.outputs.note import SECTIONS, format_note, note_changes, update_note_changes
from minutebook.flow.outputs.page import new_page
from minutebook.flow.review import read_back
from minutebook.model.entity import Entity, EntityType, Me, OpenTask
from minutebook.model.extraction import Mention, NoteType, Participant, Subject, TaskStatus, Update, UpdateStatus
from minutebook.model.links import Links
from minutebook.model.source import Source
from minutebook.text.escape import escape_title
from shelf import Shelf
from talks import BRISK, FOLDERS, MAREK, ME, archived, composed, decision, fact, linked, talk, task, understood
from tasksplugin import problems_of
from vaultcheck import check_vault

GOLDEN = Path(__file__).parent / "golden"


class Case(msgspec.Struct, forbid_unknown_fields=True):
    """Everything that a note is composed from."""

    source: Source
    links: Links
    me: Me = Me()
    open_tasks: tuple[OpenTask, ...] = ()


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.json")), ids=lambda path: path.stem)
def test_golden_note(path, golden):
    """Each extraction gives exactly the note beside it."""
    case = msgspec.json.decode(path.read_bytes(), type=Case)
    note, _ = composed(case.source, case.links, case.me, open_tasks={t.id: t for t in case.open_tasks})
    golden(path.with_suffix(".md"), format_note(note))


def pages(*entities):
    for found in entities:
        yield from new_page(Entity(found.entity_id, found.type, found.name), found.path, FOLDERS)


def filed(source, links, *entities, me=ME):
    """A shelf with the source's note, its rendering and the pages that are there."""
    shelf = Shelf()
    note, places = composed(source, links, me)
    shelf.apply([*pages(*entities), *archived(source, places), *note_changes(note)])
    return shelf, note


def test_a_whole_note_holds_together(tmp_path):
    """Links and passages resolve, nothing is empty, and the plugin reads each task as meant."""
    source = talk()
    shelf, note = filed(source, linked(understood(source), MAREK, BRISK), MAREK, BRISK)
    assert check_vault(shelf.write(tmp_path)) == []
    assert "[[2026-03-12 1000 - Depot plan (source)#^u3|1:00]]" in shelf.text(note.path)


def test_a_note_of_nothing_has_no_empty_part(tmp_path):
    """No subject, nobody, no items: what is left is whole."""
    source = talk()
    bare = {
        "participants": (Participant(None),),
        "mentioned": (),
        "summary": " ",
        "tasks": (),
        "decisions": (),
        "facts": (),
        "questions": (),
    }
    extraction = understood(source, note_type=NoteType.JOURNAL, subject=None, **bare)
    shelf, note = filed(source, linked(extraction))
    assert note.path.startswith("Journal/")
    assert not any(f"## {title}" in shelf.text(note.path) for title in SECTIONS)
    assert check_vault(shelf.write(tmp_path)) == []


HOSTILE = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40) | st.sampled_from(
    [
        '"quoted": [[Link|x]] #tag ^block', "---", "%% hidden %%", "<% tp.file %>", "`= this.file`", "key:: value", "- [ ] box", "# Title", "> [!note]",
        "$x$ $$y$$", "![[embed]]", "[a](b)", "<script>", "a\nb", "\u202edlrow", "C:\\dir\\x", "CON", "x" * 300, "🚚" * 80, "مرحبا بالعالم", "1. a", "...", "::",
        "📅 2026-03-04", "⏫", "🔁 every day", "@Myself", "for [[X]] @Y", "^mb-0123456789", "#proposed", "~~~", "```tasks", "| a | b |", "==x==", "__x__",
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
def test_nothing_of_a_source_is_active(title, words, name, other):
    """Whatever a source says in its title, items and names, the note stays a note: every line is where and what it should be."""
    source = talk(title=title)
    extraction = understood(
        source,
        title=title,
        summary=words,
        subject=Subject(EntityType.PERSON, name),
        participants=(Participant("Tove Lindahl"), Participant(name)),
        mentioned=(Mention(EntityType.PERSON, other),),
        tasks=(task(source, 3, words, owner=name, owed_to=other, due=date(2026, 3, 16)),),
        decisions=(decision(source, 8, words),),
        facts=(fact(source, 9, words, name),),
    )
    note, _ = composed(source, linked(extraction))
    lines = format_note(note).split("\n")
    tasks = [line for line in lines if line.endswith(f"^{extraction.tasks[0].id}")]
    assert len(tasks) == bool(escape_title(words))
    assert all(problems_of(line) == [] for line in tasks)
    assert sum(line.startswith("#") for line in lines) == 1 + sum(
        bool(w.record.section) for w in {w.record.section: w for w in note.lines}.values()
    )
    assert lines.count("---") == 3
    body = re.sub(r"\[\[[^\[\]]*\(source\)(#\^u\d+\|[\d:]+)?\]\]", "", "\n".join(lines))
    assert re.search(r"(?<!\\)\[\[|(?<!\\)<[a-z%]|%%|(?<!\\)`", body.split("---\n", 2)[2]) is None
    assert "[[" not in body.split("---\n", 2)[1]
    assert len(note.path.rsplit("/", 1)[1].encode()) <= 120


def test_names_link_where_they_have_a_page():
    """In the head always, in the text at the first mention only; a name without a page is plain."""
    source = talk()
    summary = "Marek Osei met Ines Haddad. Marek Osei left. Marekosei and @Marek Osei stayed."
    text = format_note(composed(source, linked(understood(source, summary=summary), MAREK))[0])
    assert 'person: "[[Marek Osei]]"' in text
    assert "**With**: [[Marek Osei]]" in text
    assert "[[Marek Osei]] met Ines Haddad. Marek Osei left." in text
    assert "  - Ines Haddad\n" in text


def test_a_page_of_another_name_is_linked_with_an_alias():
    """By its stem; by its path where the stem is not unique or says nothing."""
    source = talk()
    for path, link in (
        ("People/Marek Osei (Brisk)/Marek Osei (Brisk).md", "[[Marek Osei (Brisk)|Marek Osei]]"),
        ("People/Marek Osei/README.md", "[[People/Marek Osei/README|Marek Osei]]"),
    ):
        text = format_note(composed(source, linked(understood(source), msgspec.structs.replace(MAREK, path=path)))[0])
        assert f"**With**: {link}" in text
        assert f'person: "{link}"' in text
    shared = composed(source, linked(understood(source), MAREK), shared={"marek osei"})[0]
    assert "**With**: [[People/Marek Osei/Marek Osei|Marek Osei]]" in format_note(shared)


def test_what_could_not_be_read_is_said():
    """The share that was read, and why."""
    source = talk()
    text = format_note(
        composed(source, linked(understood(source, coverage=0.836, warnings=("turns 9 to 12 were too long",))))[0]
    )
    assert "> [!warning] Read in part: 83 % of the source. turns 9 to 12 were too long\n" in text


def test_a_note_warns_of_a_fraud():
    """Not only the run's log; other warnings stand there alone."""
    source = talk()
    warnings = ("This may be a fraud (haste and silence).", "a turn was empty")
    text = format_note(composed(source, linked(understood(source, warnings=warnings)))[0])
    assert "> [!danger] This may be a fraud (haste and silence).\n" in text
    assert "empty" not in text


@pytest.mark.parametrize(
    ("update", "words"),
    [
        (Update(task_text="", status=UpdateStatus.DONE, evidence=(4,)), "Done"),
        (Update(task_text="", status=UpdateStatus.SLIPPED, evidence=(4,)), "Moved"),
        (Update(task_text="", status=UpdateStatus.CANCELLED, evidence=(4,)), "Cancelled"),
        (
            Update(task_text="", status=UpdateStatus.REASSIGNED, new_owner="Bo #1", evidence=(4,)),
            "Reassigned to Bo ＃1",
        ),
        (Update(task_text="", status=UpdateStatus.REASSIGNED, evidence=(4,)), "Reassigned"),
        (Update(task_text="", status=UpdateStatus.IN_PROGRESS, evidence=(4,)), "In progress"),
    ],
)
def test_news_of_an_earlier_task(update, words):
    """Said in words, with the link to the task; without one where its note is not known."""
    source = talk()
    links = linked(understood(source, updates=(msgspec.structs.replace(update, task_id="mb-0earlier01"),)))
    for path, link in (("Journal/A.md", "[[A#^mb-0earlier01|2026-03-05]] "), (None, "")):
        earlier = OpenTask("Draft it", id="mb-0earlier01", path=path, source_date="2026-03-05")
        text = format_note(composed(source, links, open_tasks={"mb-0earlier01": earlier})[0])
        assert f"## Follow-ups\n\n- {words}: Draft it {link}[[2026-03-12 1000" in text


def test_a_page_that_no_link_can_name_stays_text():
    """Obsidian's links refuse some characters that file systems take."""
    source = talk()
    text = format_note(
        composed(source, linked(understood(source), msgspec.structs.replace(MAREK, path="People/A#1 [x].md")))[0]
    )
    assert "**With**: Marek Osei\n" in text


# -- growth


def grow(shelf, note, source, extraction):
    """Read back what the user did, then bring the note up to the grown source."""
    shelf.apply(read_back(shelf.notes(), shelf.records()).changes)
    grown, _ = composed(source, linked(extraction, MAREK))
    grown = msgspec.structs.replace(grown, path=note.path)
    return shelf.apply(update_note_changes(grown, shelf.text(note.path), shelf.records(note.path)))


def grown(source):
    """The same talk, longer: another task, another summary, one decision reworded, a question gone, somebody joined."""
    before = understood(source)
    return understood(
        source,
        summary="Marek Osei moved the depot. The ramp waits.",
        participants=(*before.participants, Participant("Ines Haddad")),
        tasks=(*before.tasks, task(source, 15, "Call the yard", owner="Marek Osei")),
        decisions=(decision(source, 8, "Three depots, not five."),),
        questions=(),
    )


def test_the_same_again_changes_nothing():
    """A source that did not grow leaves every byte."""
    source = talk()
    shelf, note = filed(source, linked(understood(source), MAREK), MAREK)
    before = dict(shelf.files)
    grow(shelf, note, source, understood(source))
    assert shelf.files == before


def test_an_untouched_note_follows_its_source(tmp_path):
    """It becomes what it would have been if it were new, items in their order."""
    source = talk()
    shelf, note = filed(source, linked(understood(source), MAREK), MAREK)
    grow(shelf, note, source, grown(source))
    assert shelf.text(note.path) == format_note(composed(source, linked(grown(source), MAREK))[0])
    assert check_vault(shelf.write(tmp_path)) == []


def test_what_the_user_changed_stays():
    """Edited words, ticked boxes, deleted lines, own lines and an edited summary survive a source that grows."""
    source = talk()
    shelf, note = filed(source, linked(understood(source), MAREK), MAREK)
    shelf.edit(note.path, "moved the depot to the canal", "moved everything to the canal")
    shelf.edit(note.path, "- Two depots, not five.", "- Two depots (mine)!")
    shelf.edit(note.path, "- [?] Book the van", "- [ ] Book the van")
    shelf.edit(
        note.path, next(line for line in shelf.text(note.path).split("\n") if "Count the pallets" in line) + "\n", ""
    )
    shelf.edit(note.path, "## Decisions\n", "Words of my own.  \n\n## Decisions\n")
    shelf.edit(note.path, "title: Depot plan", "title: My title")
    kept = shelf.text(note.path)
    grow(shelf, note, source, msgspec.structs.replace(grown(source), title="Other title"))
    text = shelf.text(note.path)
    assert "moved everything to the canal" in text
    assert "- Two depots (mine)!" in text
    assert "- [ ] Book the van" in text
    assert "Count the pallets" not in text
    assert "Words of my own.  \n\n## Decisions\n" in text
    assert "title: My title" in text
    assert "Call the yard" in text
    assert "Who signs" not in text
    assert "  - Ines Haddad\nmentioned:" in text
    assert set(kept.split("\n")) - set(text.split("\n")) <= {
        next(line for line in kept.split("\n") if line.startswith("- Who signs")),
        "## Open Questions",
        "# Depot plan",
        "**With**: [[Marek Osei]]",
        next(line for line in kept.split("\n") if line.startswith("- [ ] Book")),
    }


def test_a_key_that_was_empty_is_added():
    """Somebody is talked about only in the longer version."""
    source = talk()
    shelf, note = filed(source, linked(understood(source, mentioned=()), MAREK), MAREK)
    assert "mentioned" not in shelf.text(note.path)
    grow(shelf, note, source, understood(source))
    assert "mentioned:\n  - Brisk Freight\n  - Ines Haddad\n---" in shelf.text(note.path)


def test_a_warning_that_comes_later_is_said():
    """Under the title, as in a new note."""
    source = talk()
    shelf, note = filed(source, linked(understood(source), MAREK), MAREK)
    grow(shelf, note, source, understood(source, coverage=0.5))
    assert "**With**: [[Marek Osei]]\n\n> [!warning] Read in part: 50 % of the source\n\n## Summary" in shelf.text(
        note.path
    )


def test_a_deleted_line_never_comes_back():
    """Not at the next growth, nor at the one after."""
    source = talk()
    shelf, note = filed(source, linked(understood(source), MAREK), MAREK)
    line = next(line for line in shelf.text(note.path).split("\n") if "Two depots" in line)
    shelf.edit(note.path, line + "\n", "")
    for _ in range(2):
        grow(shelf, note, source, grown(source))
        assert "depots" not in shelf.text(note.path)


MATTERS = "Depot, canal: Marek Osei moved it.\nRamp: Brisk Freight pays.\nAlso: pallets."


def summary_of(text):
    return text.partition("## Summary\n\n")[2].partition("\n\n")[0].splitlines()


def test_a_summary_by_matter_is_a_list():
    """A line a matter, what it is about in bold; a summary in one piece stays a paragraph."""
    source = talk()
    shelf, note = filed(source, linked(understood(source, summary=MATTERS), MAREK), MAREK)
    assert summary_of(shelf.text(note.path)) == [
        "- **Depot, canal**: [[Marek Osei]] moved it.",
        "- **Ramp**: Brisk Freight pays.",
        "- **Also**: pallets.",
    ]
    grow(shelf, note, source, understood(source))
    assert len(summary_of(shelf.text(note.path))) == 1


def test_a_label_after_a_sentence_makes_it_no_heading():
    """What is in bold holds no end of a sentence."""
    source = talk()
    summary = "Depot: All left.\nNine hours, no leak. Decided: The depot moves."
    shelf, note = filed(source, linked(understood(source, summary=summary), MAREK), MAREK)
    assert summary_of(shelf.text(note.path))[1] == "- Nine hours, no leak. Decided: The depot moves."


def test_a_summary_that_somebody_edited_gets_no_more_lines():
    """Their line stands, what the machine wrote beside it follows the source, and nothing is added."""
    source = talk()
    shelf, note = filed(source, linked(understood(source, summary=MATTERS), MAREK), MAREK)
    shelf.edit(note.path, "Brisk Freight pays.", "We pay.")
    grow(shelf, note, source, understood(source, summary=f"{MATTERS[:-8]}vans.\nRent: it stays."))
    assert summary_of(shelf.text(note.path))[1:] == ["- **Ramp**: We pay.", "- **Also**: vans."]


def test_a_deleted_summary_stays_deleted():
    """However many lines the next one would have."""
    source = talk()
    shelf, note = filed(source, linked(understood(source, summary=MATTERS), MAREK), MAREK)
    for line in summary_of(shelf.text(note.path)):
        shelf.edit(note.path, line + "\n", "")
    grow(shelf, note, source, understood(source, summary=f"{MATTERS}\nRent: it stays."))
    assert "it stays" not in shelf.text(note.path)


def test_what_the_machine_took_out_may_come_again():
    """An item that vanished and is said again later stands again."""
    source = talk()
    shelf, note = filed(source, linked(understood(source), MAREK), MAREK)
    grow(shelf, note, source, grown(source))
    assert "Who signs" not in shelf.text(note.path)
    grow(shelf, note, source, understood(source))
    assert "Who signs" in shelf.text(note.path)


def test_without_records_nothing_is_touched():
    """Where they were lost, every line may be the user's."""
    source = talk()
    shelf, note = filed(source, linked(understood(source), MAREK), MAREK)
    assert update_note_changes(composed(source, linked(grown(source)))[0], shelf.text(note.path), []) == ()


def test_a_broken_note_is_left_alone():
    """Nothing is written into a note whose frontmatter no longer parses; the log says so."""
    source = talk()
    shelf, note = filed(source, linked(understood(source), MAREK), MAREK)
    shelf.edit(note.path, "type: people", "type: people\ntype: x")
    before = dict(shelf.files)
    log = grow(shelf, note, source, grown(source))
    assert shelf.files[note.path] == before[note.path]
    assert "twice" in log[0]


def test_a_task_done_meanwhile_is_ticked():
    """While it is only proposed; one that the user accepted is theirs to tick."""
    source = talk()
    for accepted in (False, True):
        shelf, note = filed(source, linked(understood(source), MAREK), MAREK)
        if accepted:
            shelf.edit(note.path, "- [?] Send", "- [ ] Send")
        done = understood(
            source,
            tasks=(
                task(source, 3, "Send the depot list to Brisk Freight", owner="Tove Lindahl", status=TaskStatus.DONE),
            ),
        )
        grow(shelf, note, source, done)
        assert ("- [x] Send" in shelf.text(note.path)) is not accepted
