"""The queue of what waits, and decisions about it."""

from pathlib import Path

import pytest

from minutebook.errors import UserError
from minutebook.model.queue import Decision, Outcome, Shown, Waiting, WaitKind
from minutebook.run.choosing import find_alike
from minutebook.run.queue import PassageReader, list_waiting
from minutebook.run.scribe import Scribe
from minutebook.run.session import open_store
from minutebook.run.settling import decide, take_back
from minutebook.vault.vault import Vault

YES, NO = Decision(act="accept"), Decision(act="reject")


def waiting(vault: Vault, kind: WaitKind | None = None) -> list[Waiting]:
    with open_store(vault) as store:
        return [item for item in list_waiting(store, vault, vault.settings) if kind in {None, item.kind}]


def task(vault: Vault, words: str) -> Waiting:
    return next(item for item in waiting(vault, WaitKind.TASK) if words in item.words.lower())


def shown(vault: Vault, item: Waiting) -> Shown:
    with open_store(vault) as store:
        return PassageReader(store, vault).show(item)


def line_of(vault: Vault, item: Waiting) -> str:
    text = (vault.root / item.path).read_text(encoding="utf-8")
    return next((line for line in text.splitlines() if line.endswith(f"^{item.about or item.id}")), "")


def notes(vault: Vault) -> dict[str, bytes]:
    skipped = (".minutebook", "Minutebook")
    paths = sorted(p.relative_to(vault.root) for p in vault.root.rglob("*.md"))
    return {p.as_posix(): (vault.root / p).read_bytes() for p in paths if p.parts[0] not in skipped}


def test_what_waits_comes_newest_source_first_each_with_its_passage(vault: Vault) -> None:
    """Tasks before names within a source; the passage has the lit words, who said them and when."""
    items = waiting(vault)
    days = [item.date for item in items]
    assert days == sorted(days, reverse=True)
    assert {item.kind for item in items} >= {WaitKind.TASK, WaitKind.NAME}
    assert len({item.id for item in items}) == len(items)
    item = task(vault, "tide tables")
    assert (item.owner, item.due, item.title) == ("Pelle Strandmark", "2026-03-18", "Seal")
    assert item.confidence is not None
    assert item.confidence > 0.3
    passage = shown(vault, item).passages[0]
    lit = [heard for heard in passage.heard if heard.lit]
    assert any("tide tables" in heard.text for heard in lit)
    assert (lit[-1].speaker, lit[-1].time) == ("Pelle Strandmark", "0:19")
    assert len(passage.heard) > len(lit)


def test_every_kind_of_answer_changes_its_line_and_is_undone(vault: Vault) -> None:
    """Accepted, rejected, done, with other words, owner, day and urgency: one run each; undone, every byte is as before."""
    before = notes(vault)
    item = task(vault, "tide tables")
    changes = Decision(
        act="accept", words="Send Wilma the tide tables of April", owner="me", due="in two weeks", priority="high"
    )
    for decision, wanted in (
        (YES, ("[ ]", "@Pelle Strandmark")),
        (NO, ("[R]",)),
        (Decision(act="done"), ("[x]", "✅")),
        (changes, ("[ ]", "Send Wilma the tide tables of April @Myself [[", "⏫")),
        (Decision(act="edit", due="never", owner="nobody"), ("[?]", "#proposed")),
    ):
        (outcome,) = decide(vault, [(item.id, decision)])
        assert outcome.runs, outcome
        line = line_of(vault, item)
        assert all(part in line for part in wanted), line
        assert ("#proposed" in line) is (decision.act == "edit")
        take_back(vault, outcome)
        assert notes(vault) == before


def test_a_task_that_is_another_one_gives_it_its_passage(vault: Vault) -> None:
    """One task with two passages is left; the line that went does not come back when its source is read again."""
    before = notes(vault)
    gone, kept = task(vault, "tide tables"), task(vault, "harbour office")
    with open_store(vault) as store:
        offered = find_alike(store, vault.settings, gone, "harbour")
    assert kept.id in {choice.id for choice in offered}
    (outcome,) = decide(vault, [(gone.id, Decision(act="merge", into=kept.id))])
    assert outcome.runs
    assert line_of(vault, gone) == ""
    line = line_of(vault, kept)
    assert gone.passages[0] in line
    assert kept.passages[0] in line
    assert task(vault, "harbour office").passages[0] == kept.passages[0]
    take_back(vault, outcome)
    assert notes(vault) == before


def test_what_was_decided_elsewhere_is_told_and_changes_nothing(vault: Vault) -> None:
    """Two faces open at once: the second answer to one thing is no error, and the first stands."""
    item = task(vault, "tide tables")
    name = waiting(vault, WaitKind.NAME)[0]
    first = decide(vault, [(item.id, YES), (name.id, NO)])
    assert all(outcome.runs for outcome in first)
    text = notes(vault)
    second = decide(vault, [(item.id, NO), (name.id, YES), ("mb-0000000000", YES)])
    assert all(outcome.standing and not outcome.runs for outcome in second), second
    assert notes(vault) == text


def test_a_decision_that_cannot_be_done_leaves_the_others_alone(vault: Vault) -> None:
    """A day that no one understands is said; what came with it is done."""
    item, other = task(vault, "tide tables"), task(vault, "diver")
    bad, good = decide(vault, [(item.id, Decision(act="accept", due="blue")), (other.id, YES)])
    assert bad.failed
    assert "names no day" in bad.said
    assert good.runs
    assert "[?]" in line_of(vault, item)


def test_news_of_an_accepted_task_waits_until_it_is_answered(vault: Vault) -> None:
    """Yes ticks the task; no leaves it and is not asked again; undone, it is asked again."""
    seal = next(item for item in waiting(vault, WaitKind.TASK) if item.news == "Done")
    assert len(shown(vault, seal).passages) == 2
    decide(vault, [(seal.id, YES)])
    (news,) = waiting(vault, WaitKind.NEWS)
    assert (news.about, news.news) == (seal.id, "Done")
    (refused,) = decide(vault, [(news.id, NO)])
    assert "[ ]" in line_of(vault, news)
    assert waiting(vault, WaitKind.NEWS) == []
    take_back(vault, refused)
    (news,) = waiting(vault, WaitKind.NEWS)
    (said,) = decide(vault, [(news.id, YES)])
    assert said.runs
    assert "[x]" in line_of(vault, news)
    assert waiting(vault, WaitKind.NEWS) == []


def test_a_name_gets_its_page_or_becomes_somebody_known(vault: Vault) -> None:
    """A page, never, or another name of a page; each is taken back."""
    before = notes(vault)
    name = next(item for item in waiting(vault, WaitKind.NAME) if item.words == "Wilma Tornquist")
    assert name.what == "person"
    page = Path(vault.root / "People/Wilma Tornquist/Wilma Tornquist.md")
    (made,) = decide(vault, [(name.id, YES)])
    assert page.exists()
    take_back(vault, made)
    assert not page.exists()
    (known,) = decide(vault, [(name.id, Decision(act="merge", into="Pelle Strandmark"))])
    assert "Wilma Tornquist" in (vault.root / "People/Pelle Strandmark/Pelle Strandmark.md").read_text(encoding="utf-8")
    take_back(vault, known)
    assert notes(vault) == before


def test_undoing_says_what_stands_in_the_way(vault: Vault) -> None:
    """A line that was changed since is not taken back behind its writer's back."""
    item = task(vault, "tide tables")
    (outcome,) = decide(vault, [(item.id, YES)])
    path = vault.root / item.path
    path.write_text(path.read_text(encoding="utf-8").replace("tide tables", "tide charts"), encoding="utf-8")
    with pytest.raises(UserError):
        take_back(vault, outcome)


def test_two_faces_open_at_once_do_not_fight(vault: Vault) -> None:
    """Both answer everything at the same time: each thing is decided once, the other face is told."""
    told: tuple[list[Outcome], list[Outcome]] = ([], [])
    items = waiting(vault)
    with Scribe(vault, told[0].append) as one, Scribe(vault, told[1].append) as other:
        for item in items:
            one.order(item.id, YES)
            other.order(item.id, NO)
        one.finish()
        other.finish()
    outcomes = [*told[0], *told[1]]
    assert len(outcomes) == 2 * len(items)
    assert not [outcome.said for outcome in outcomes if outcome.failed]
    assert {outcome.id for outcome in outcomes if outcome.runs} == {item.id for item in items}
    assert sum(bool(outcome.runs) for outcome in outcomes) == len(items)
