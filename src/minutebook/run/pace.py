"""How fast a model may be asked: by requests and tokens a minute, and not before a busy server said."""

from collections.abc import Callable
from threading import Lock

MINUTE = 60.0


class Pace:
    """A bucket each for requests and tokens, full at first; 0: no limit. ``clock`` in seconds, ``sleep`` waits so many."""

    def __init__(self, requests: int, tokens: int, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._limits = (float(requests), float(tokens))
        self._left = [float(requests), float(tokens)]
        self._clock = clock
        self._sleep = sleep
        self._filled = clock()
        self._not_before = 0.0
        self._lock = Lock()

    def take(self, tokens: int) -> None:
        """Wait until a request of so many tokens may be sent."""
        wait = self._reserve(tokens)
        if wait > 0:
            self._sleep(wait)

    def hold(self, seconds: float) -> None:
        """Send nothing for so long: the server said so to one of those that ask."""
        with self._lock:
            self._not_before = max(self._not_before, self._clock() + seconds)

    def _reserve(self, tokens: int) -> float:
        """Seconds to wait; what is taken may be owed, so that those who come later wait longer."""
        with self._lock:
            now = self._clock()
            passed, self._filled = now - self._filled, now
            wait = self._not_before - now
            for n, (limit, wanted) in enumerate(zip(self._limits, (1.0, float(tokens)), strict=True)):
                if limit:
                    self._left[n] = min(limit, self._left[n] + passed * limit / MINUTE) - wanted
                    wait = max(wait, -self._left[n] * MINUTE / limit)
            return wait
