"""What a page knows: each fact once with all its sources, contradictions asked, what the user did respected."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from test_page import ingest, shelf_with_pages

from minutebook.flow.outputs.knowledge import LIMIT, strike
from minutebook.flow.review import read_back
from minutebook.model.change import ReplaceLine
from minutebook.model.entity import EntityType
from minutebook.model.extraction import NoteType, Subject
from minutebook.model.record import AskState, LineKind, ProposalRecord
from minutebook.vault.meaning import line_digest
from talks import BRISK, MAREK, decision, fact, talk
from vaultcheck import check_vault


def tell(shelf, number, day, words, *about, **given):
    source = talk(f"mb-source{number:04}", day, f"Depot {number}")
    facts = (fact(source, 9, words, *(about or ("Marek Osei",))),)
    return ingest(shelf, number, day, facts=facts, decisions=(), **given)


def lines_of(shelf, path, title):
    body = shelf.text(path).partition(f"## {title}\n")[2].partition("\n## ")[0]
    return [line for line in body.split("\n") if line.startswith("- ")]


def asked(shelf):
    return shelf._last(ProposalRecord)


def test_a_restatement_that_says_more_gives_the_words(tmp_path):
    """The line keeps its id, both sources and the fuller words, in whatever order they come."""
    for order in ((1, 2), (2, 1)):
        shelf = shelf_with_pages()
        for n in order:
            tell(shelf, n, date(2026, 3, n), {1: "The ramp opens in May.", 2: "The ramp opens on 4 May."}[n])
        (line,) = lines_of(shelf, MAREK.path, "Key Facts")
        assert line.startswith(
            "- The ramp opens on 4 May. [[2026-03-02 - Depot 2|2026-03-02]] [[2026-03-01 - Depot 1|2026-03-01]] ^mb-"
        )
        assert check_vault(shelf.write(tmp_path / str(order[0]))) == []


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_contradiction_is_asked(order):
    """Both lines stand, and the question strikes the older one, whichever was read first."""
    shelf = shelf_with_pages()
    said = {1: "Marek works at Brisk Freight.", 2: "Marek joined Fenwick Tools."}
    for n in order:
        tell(shelf, n, date(2026, 3, n), said[n])
    assert len(lines_of(shelf, MAREK.path, "Key Facts")) == 2
    (ask,) = asked(shelf)
    assert ask.state is AskState.PROPOSED
    assert ask.said.startswith("[[Marek Osei]]: strike “Marek works at Brisk Freight.” [[")
    assert "for “Marek joined Fenwick Tools.” [[" in ask.said
    assert "#^u9|3:00]]" in ask.said


def test_a_return_to_the_older_value_turns_the_question():
    """Where the first value is told again later, the other is what would be struck."""
    from minutebook.flow.outputs.page import Known, page_changes
    from talks import composed, linked, understood

    shelf = shelf_with_pages()
    for n, words in enumerate(("The ramp opens in May.", "The ramp opens in June.", "The ramp opens in May."), start=1):
        source = talk(f"mb-source{n:04}", date(2026, 3, n), f"Depot {n}")
        links = linked(understood(source, title=f"Depot {n}", facts=(fact(source, 9, words, "Marek Osei"),)), MAREK)
        note, _ = composed(source, links, taken=())
        known = Known(asks={a.id: a for a in asked(shelf)})
        text, records = shelf.text(MAREK.path), shelf.records(MAREK.path)
        shelf.apply(page_changes(MAREK, links.extraction, note, text, records, limit=30, known=known))
    states = {a.said.partition("strike “")[2].partition("”")[0]: a.state for a in asked(shelf)}
    assert states == {"The ramp opens in May.": AskState.WITHDRAWN, "The ramp opens in June.": AskState.PROPOSED}


def test_a_deleted_fact_does_not_come_back_in_other_words():
    """Neither from its own source nor from another."""
    shelf = shelf_with_pages()
    tell(shelf, 1, date(2026, 3, 1), "The depot has twelve gates.")
    (line,) = lines_of(shelf, MAREK.path, "Key Facts")
    shelf.edit(MAREK.path, line + "\n", "")
    shelf.apply(read_back(shelf.notes(), shelf.records()).changes)
    tell(shelf, 2, date(2026, 3, 2), "There are 12 gates at the depot, the depot has 12 gates.")
    tell(shelf, 3, date(2026, 3, 3), "The depot has 12 gates.")
    assert not any("12 gates." in x and "There" not in x for x in lines_of(shelf, MAREK.path, "Key Facts"))


def test_the_users_own_line_is_not_said_twice():
    """A line without an id, and one that they edited, stand for what they say; neither is changed."""
    shelf = shelf_with_pages()
    shelf.edit(MAREK.path, "# Marek Osei\n", "# Marek Osei\n\n## Key Facts\n\n- marek prefers mornings\n* Has a dog.\n")
    tell(shelf, 1, date(2026, 3, 1), "Marek prefers mornings.")
    assert lines_of(shelf, MAREK.path, "Key Facts") == ["- marek prefers mornings"]
    tell(shelf, 2, date(2026, 3, 2), "Marek rents the yard.")
    shelf.edit(MAREK.path, "Marek rents the yard.", "Marek owns two bikes.")
    shelf.apply(read_back(shelf.notes(), shelf.records()).changes)
    before = shelf.text(MAREK.path)
    tell(shelf, 3, date(2026, 3, 3), "Marek owns 2 bikes.", subject=None, participants=())
    assert "- Marek owns two bikes. [[2026-03-02 - Depot 2|2026-03-02]] ^mb-" in shelf.text(MAREK.path)
    assert [x for x in shelf.text(MAREK.path).split("\n") if "bikes" in x] == [
        x for x in before.split("\n") if "bikes" in x
    ]


def test_what_a_source_does_not_tell_any_more_goes():
    """Where it alone told it; with another source it stays."""
    shelf = shelf_with_pages()
    tell(shelf, 1, date(2026, 3, 1), "The depot has twelve gates.")
    tell(shelf, 2, date(2026, 3, 2), "The depot has 12 gates.")
    tell(shelf, 3, date(2026, 3, 3), "Marek rents the yard.")
    from minutebook.flow.outputs.page import page_changes
    from talks import composed, linked, understood

    for n in (1, 3):
        source = talk(f"mb-source{n:04}", date(2026, 3, n), f"Depot {n}")
        links = linked(understood(source, title=f"Depot {n}", facts=()), MAREK)
        note, _ = composed(source, links)
        shelf.apply(page_changes(MAREK, links.extraction, note, shelf.text(MAREK.path), shelf.records(), limit=30))
    (line,) = lines_of(shelf, MAREK.path, "Key Facts")
    assert line.startswith("- The depot has twelve gates.")


def test_states_and_decisions_of_an_account(tmp_path):
    """Status holds what was told last of how it stands; decisions of its meetings have their section; order is the template's."""
    shelf = shelf_with_pages()
    given = {"subject": Subject(EntityType.ACCOUNT, "Brisk Freight"), "note_type": NoteType.CUSTOMER}
    said = ("The ramp is on track.", "The lease was signed.", "The yard is blocked.", "The crane is ready.")
    for n, words in enumerate(said, start=1):
        source = talk(f"mb-source{n:04}", date(2026, 3, n), f"Depot {n}")
        ingest(
            shelf,
            n,
            date(2026, 3, n),
            facts=(fact(source, 9, words, "Brisk Freight"),),
            decisions=(decision(source, 8, f"Gate {n} is painted."),),
            **given,
        )
    text = shelf.text(BRISK.path)
    titles = [line[3:] for line in text.split("\n") if line.startswith("## ")]
    assert titles == ["Status", "Key Facts", "Decisions", "Open Items", "Recent Context"]
    assert [x[2:].partition(" [[")[0] for x in lines_of(shelf, BRISK.path, "Status")] == [*said[:0:-1]]
    assert [x[2:].partition(" [[")[0] for x in lines_of(shelf, BRISK.path, "Key Facts")] == [said[0]]
    assert len(lines_of(shelf, BRISK.path, "Decisions")) == 4
    assert "Gate" not in shelf.text(MAREK.path)
    assert check_vault(shelf.write(tmp_path)) == []


def test_the_state_that_holds_stands_under_status():
    """One that was struck makes room for it, an older one that holds again comes back, and what somebody lost is no state."""
    shelf = shelf_with_pages()
    given = {"subject": Subject(EntityType.ACCOUNT, "Brisk Freight"), "note_type": NoteType.CUSTOMER}
    said = ("The ramp is on track.", "The lease was signed.", "The yard is blocked.", "The crane is ready.")
    for n, words in enumerate(said, start=1):
        tell(shelf, n, date(2026, 3, n), words, "Brisk Freight", **given)
    assert not any("ramp" in line for line in lines_of(shelf, BRISK.path, "Status"))
    crane = next(line for line in lines_of(shelf, BRISK.path, "Status") if "crane" in line)
    record = next(r for r in shelf.records() if crane.endswith(r.id))
    struck = strike(crane, "[[x|2026-03-04]]")
    shelf.apply(
        (ReplaceLine(path=BRISK.path, was=record, line=struck, record=replace(record, digest=line_digest(struck))),)
    )
    tell(shelf, 5, date(2026, 3, 5), "The ramp is on track.", "Brisk Freight", **given)
    tell(shelf, 6, date(2026, 3, 6), "Brisk Freight lost 24 boxes.", "Brisk Freight", **given)
    assert [x[2:].partition(". [[")[0] for x in lines_of(shelf, BRISK.path, "Status")] == [
        "The ramp is on track",
        "The yard is blocked",
        "The lease was signed",
    ]


def test_a_struck_line_keeps_its_sources_and_id():
    """It is dated by what superseded it, and striking twice changes nothing."""
    line = "- It opens in May. [[A|2026-03-01]] [[B|2026-02-01]] ^mb-0123456789"
    struck = "- ~~It opens in May.~~ [[A|2026-03-01]] [[B|2026-02-01]] superseded [[C|2026-04-01]] ^mb-0123456789"
    assert strike(line, "[[C|2026-04-01]]") == struck
    assert strike(struck, "[[D|2026-05-01]]") == struck


def test_records_of_a_page_say_what_its_lines_said():
    """In plain text, with the passage that they rest on."""
    shelf = shelf_with_pages()
    tell(shelf, 1, date(2026, 3, 1), "The *old* gate_way leaks.")
    (record,) = [r for r in shelf.records(MAREK.path) if r.kind is LineKind.KEY_FACT]
    assert (record.words, record.anchor) == ("The *old* gate_way leaks.", "#^u9")


def test_what_was_told_last_stands_on_top():
    """A restated line moves up; one on which the user hung their own words stays where it is."""
    shelf = shelf_with_pages()
    for n, words in enumerate(
        ("The ramp is on track.", "The yard needs a lamp.", "The ramp is on schedule now."), start=1
    ):
        tell(shelf, n, date(2026, 3, n), words)
    found = [x.partition(" [[")[0] for x in lines_of(shelf, MAREK.path, "Key Facts")]
    assert found == ["- The ramp is on track.", "- The yard needs a lamp."]
    (lamp,) = [x for x in lines_of(shelf, MAREK.path, "Key Facts") if "lamp" in x]
    shelf.edit(MAREK.path, lamp, f"{lamp}\n    - a green one")
    tell(shelf, 4, date(2026, 3, 4), "The yard needs a lamp.")
    assert "[[2026-03-04 - Depot 4|2026-03-04]] [[2026-03-02 - Depot 2|2026-03-02]] ^" in shelf.text(MAREK.path)
    assert "\n    - a green one\n" in shelf.text(MAREK.path).partition("needs a lamp.")[2][:140]


def test_old_facts_fold(tmp_path):
    """Beyond the limit the oldest stand in a callout of the same section, with their ids; news brings one out again."""
    shelf = shelf_with_pages()
    for n in range(1, LIMIT + 4):
        tell(shelf, n, date(2026, 3, 1) + timedelta(days=n), f"Marek keeps key number {100 + n} of dock {200 + n}.")
    shown = lines_of(shelf, MAREK.path, "Key Facts")
    body = shelf.text(MAREK.path).partition("## Key Facts\n")[2].partition("\n## ")[0]
    assert len(shown) == LIMIT
    folded = [line for line in body.split("\n") if line.startswith("> - ")]
    assert [found for line in folded for found in [line.partition("keeps ")[2][:14]]] == [
        "key number 103",
        "key number 102",
        "key number 101",
    ]
    assert body.count("> [!note]- Earlier") == 1
    assert check_vault(shelf.write(tmp_path / "folded")) == []
    tell(shelf, LIMIT + 4, date(2026, 6, 1), "Marek keeps key number 101 of dock 201.")
    (again,) = [line for line in lines_of(shelf, MAREK.path, "Key Facts") if "number 101 " in line]
    assert again.count("[[") == 2
    assert len(lines_of(shelf, MAREK.path, "Key Facts")) == LIMIT
    assert check_vault(shelf.write(tmp_path / "again")) == []


def test_a_folded_fact_of_the_users_stays_where_it_is():
    """An edited line neither folds nor counts as free to move."""
    shelf = shelf_with_pages()
    tell(shelf, 1, date(2026, 3, 1), "Marek keeps key number 1 of dock 2.")
    shelf.edit(MAREK.path, "keeps key", "guards key")
    for n in range(2, LIMIT + 4):
        tell(shelf, n, date(2026, 3, 1) + timedelta(days=n), f"Marek keeps key number {100 + n} of dock {200 + n}.")
    assert any("guards key" in line for line in lines_of(shelf, MAREK.path, "Key Facts"))


def test_a_folded_line_is_struck_where_it_stands():
    """The callout is not broken."""
    line = "> - The ramp opens in May. [[2026-03-02 - Depot|2026-03-02]] ^mb-abcdefghij"
    assert strike(line, "2026-03-09").startswith("> - ~~The ramp opens in May.~~")
