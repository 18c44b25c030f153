"""One turn that says the same thing again and again takes no more than its length."""

import time
from datetime import UTC, datetime

from minutebook.flow.adapt import adapt
from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context


def _seconds(times: int) -> float:
    text = "Ana Bell  0:03\n" + " ".join(["I will send it to Bob."] * times) + "\n\nBob Carr  9:00\nOkay.\n"
    (source,) = adapt("2026-03-12 x.txt", text.encode(), datetime(2026, 3, 12, tzinfo=UTC), UTC, 10**8)
    begun = time.process_time()
    OfflineEngine().extract(source, Context())
    return time.process_time() - begun


def test_a_repetitive_turn_is_read_in_about_linear_time() -> None:
    """Four times as much of it takes less than ten times as long."""
    _seconds(50)
    assert _seconds(1600) < 10 * max(_seconds(400), 0.05)
