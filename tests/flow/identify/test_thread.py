"""Threads: which mails are one source, and in which order they are read."""

from datetime import UTC, datetime

import pytest

from letters import FIRST, ODALYS, PELLE, SECOND, THIRD, letter
from minutebook.flow.adapt import adapt
from minutebook.flow.identify import join_thread

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def read(data: bytes):
    return adapt("a.eml", data, NOON, UTC, 10_000_000)[0]


ONE = read(letter(FIRST))
TWO = read(letter(SECOND, number=2, answers=1, day=13, sender=ODALYS, to=PELLE))
THREE = read(letter(THIRD, number=3, answers=2, day=14))


def test_what_is_known_keeps_its_blocks() -> None:
    """An older mail that arrives late stands above, under the next free numbers."""
    joined = join_thread(TWO, ONE, len(TWO.utterances)).source
    assert [message.id[:2] for message in joined.messages] == ["m1", "m2"]
    first, count = joined.messages[1].first, joined.messages[1].count
    assert [u.block for u in joined.utterances[first : first + count]] == [u.block for u in TWO.utterances]
    assert sorted(u.block for u in joined.utterances) == list(range(len(joined.utterances)))
    assert [u.id for u in joined.utterances] == list(range(len(joined.utterances)))


def test_the_same_mail_is_joined_once() -> None:
    """Nothing is fresh the second time."""
    joined = join_thread(ONE, TWO)
    assert joined.fresh == 1
    assert join_thread(joined.source, TWO, joined.next_block).fresh == 0


@pytest.mark.parametrize("order", [(ONE, TWO, THREE), (THREE, TWO, ONE), (TWO, THREE, ONE)])
def test_any_order_says_the_same(order) -> None:
    """Whatever came first, the thread reads by date and is dated by its newest mail."""
    source = order[0]
    for arrived in order[1:]:
        source = join_thread(source, arrived, len(source.utterances)).source
    assert [u.text for u in source.utterances] == [u.text for part in (ONE, TWO, THREE) for u in part.utterances]
    assert source.date == THREE.date
    assert source.title == "Spare engine"
