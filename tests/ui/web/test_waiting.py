"""The queue between requests: what was decided goes, what pages show stays as they show it."""

from minutebook.model.queue import Waiting, WaitKind
from minutebook.run.choosing import screens
from minutebook.ui.web.waiting import less_decided


def day(sources: int) -> tuple[Waiting, ...]:
    return tuple(
        Waiting(id=f"{n}-{owner}", kind=WaitKind.TASK, words="", owner=owner, confidence=0.9, source_id=str(n), date="2026-03-12", path=str(n))
        for n in range(sources) for owner in ("Myself", "Ben Okafor", "Chitra Rao")
    )  # fmt: skip


def test_lists_stay_as_they_are_while_they_are_decided():
    """Each list, once those before it are decided, has what it had when it was fetched ahead, though a day's worth would now be other sources."""
    items = day(60)
    looks = screens(items)
    assert len(looks) > 3
    gone = {item.id for item in looks[0]}
    left = tuple(item for item in items if item.id not in gone)
    assert less_decided(looks, left) == looks[1:]
    skipped = looks[0][:1]
    assert less_decided(looks, (*skipped, *left)) == (skipped, *looks[1:])


def test_what_comes_makes_new_lists():
    """Where something waits that no list has, they are made anew."""
    items = day(2)
    assert not less_decided(screens(items[:-1]), items)
