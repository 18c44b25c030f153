"""What waits, as a person looks at it: lists of what is likely right, cards of the rest."""

from minutebook.model.queue import Waiting, WaitKind
from minutebook.run.choosing import LISTED, is_own, is_theirs, screens


def source(name: str, *owners: str | None, unsure: int = 0) -> list[Waiting]:
    """The tasks of one source, then so many that are hardly likely."""
    sure = [(owner, 0.9) for owner in owners]
    return [
        Waiting(id=f"{name}-{n}", kind=WaitKind.TASK, words="", owner=owner, confidence=chance, source_id=name, title=name, date="2026-03-12", path=name)
        for n, (owner, chance) in enumerate([*sure, *[("Myself", 0.3)] * unsure])
    ]  # fmt: skip


def test_a_few_tasks_are_one_list_mine_first():
    """What one look holds is not parted; nothing is left out, and what is hardly likely stands alone."""
    (listed, alone) = screens([*source("one", "Ben Okafor", None, "Myself", unsure=1), *source("two", "Myself")])
    assert [item.owner for item in listed] == ["Myself", None, "Ben Okafor", "Myself"]
    assert [item.id for item in alone] == ["one-3"]


def test_on_a_full_day_mine_comes_before_what_others_owe():
    """Lists of mine and of what nobody owes, then cards, then lists of what others owe: each task once."""
    items = [
        each for n in range(8) for each in source(f"meeting {n}", "Ben Okafor", "Myself", "Chitra Rao", None, unsure=1)
    ]
    found = screens(items)
    assert sorted(item.id for screen in found for item in screen) == sorted(item.id for item in items)
    kinds = ["theirs" if is_theirs(screen) else "own" if len(screen) > 1 else "card" for screen in found]
    assert kinds == ["own"] * 2 + ["card"] * 8 + ["theirs"] * 2
    assert all(is_own(item) for screen in found[:2] for item in screen)


def test_sources_share_a_list_where_they_fit_whole():
    """A source that a list can hold is in one; a smaller one fills what an earlier list has left."""
    found = screens([*source("long", *["Myself"] * 7), *source("middle", *["Myself"] * 4), *source("short", "Myself")])
    assert [len(screen) for screen in found] == [8, 4]
    assert max(map(len, screens(source("endless", *["Myself"] * 40)))) <= LISTED
