"""Single keys from a terminal, or whole lines where there is none (scripts, tests)."""

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

ESCAPE = "\x1b"
_ARROWS = {"[D": "b", "[C": "s", "OD": "b", "OC": "s", "K": "b", "M": "s"}
"""Left goes back, right skips: as terminals and Windows send them."""


class Keys(Protocol):
    """What a person presses. ``pressed`` counts every key."""

    pressed: int

    def key(self) -> str:
        """The next key; ``q`` where the input ended."""

    def text(self, asked: str, given: str = "") -> str:
        """A line of text, ``given`` in it to begin with; empty where none was wanted."""

    def choice(self, asked: str) -> str:
        """A digit at once, or a line of text that begins otherwise; empty where none was wanted."""


class Lines:
    """Each line a key, and the text that it asks for after a blank: ``o Pelle``."""

    def __init__(self) -> None:
        self.pressed = 0
        self._rest = ""

    def key(self) -> str:
        line = sys.stdin.readline()
        if not line:
            return "q"
        self.pressed += 1
        words = line.strip("\r\n")
        self._rest = words[1:].strip()
        return words[:1] or ESCAPE

    def text(self, asked: str, given: str = "") -> str:  # noqa: ARG002 - nobody reads a question in a pipe
        self.pressed += len(self._rest) + 1
        rest, self._rest = self._rest, ""
        return rest

    def choice(self, asked: str) -> str:
        return self.text(asked)


class Terminal:
    """Keys as they are pressed; while text is asked for, the terminal's own line editing."""

    def __init__(self) -> None:
        self.pressed = 0

    def key(self) -> str:
        self.pressed += 1
        return _read_key()

    def text(self, asked: str, given: str = "") -> str:
        with _cooked(), _filled_in(given):
            try:
                typed = input(asked).strip()
            except (EOFError, KeyboardInterrupt):
                typed = ""
        self.pressed += abs(len(typed) - len(given)) + 1
        return typed

    def choice(self, asked: str) -> str:
        print(asked, end="", flush=True)
        key = self.key()
        print("\r", end="", flush=True)
        if key.isdigit() or key in {ESCAPE, "\r", "\n"}:
            return key if key.isdigit() else ""
        return self.text(asked, key)


if sys.platform == "win32":
    import msvcrt

    @contextmanager
    def raw_terminal() -> Iterator[None]:
        yield

    @contextmanager
    def _cooked() -> Iterator[None]:
        yield

    def _read_key() -> str:
        pressed = msvcrt.getwch()
        if pressed in {"\x00", "\xe0"}:
            return _ARROWS.get(msvcrt.getwch(), ESCAPE)
        if pressed == "\x03":
            raise KeyboardInterrupt
        return pressed

else:
    import select
    import termios
    import tty

    @contextmanager
    def raw_terminal() -> Iterator[None]:
        """The terminal gives each key at once and echoes none; as it was afterwards."""
        with _mode(raw=True):
            yield

    def _cooked() -> AbstractContextManager[None]:
        return _mode(raw=False)

    @contextmanager
    def _mode(*, raw: bool) -> Iterator[None]:
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            if raw:
                tty.setcbreak(terminal, termios.TCSADRAIN)
            else:
                usual = termios.tcgetattr(terminal)
                usual[3] |= termios.ICANON | termios.ECHO
                termios.tcsetattr(terminal, termios.TCSADRAIN, usual)
            yield
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)

    def _read_key() -> str:
        terminal = sys.stdin.fileno()
        data = os.read(terminal, 1)
        if not data or data == b"\x04":
            return "q"
        if data == b"\x1b":
            more = b""
            while select.select([terminal], [], [], 0.02)[0] and len(more) < 8:
                more += os.read(terminal, 1)
            return _ARROWS.get(more.decode("ascii", "replace"), ESCAPE)
        while data[0] >= 0xC0 and len(data) < 4 and select.select([terminal], [], [], 0.02)[0]:
            data += os.read(terminal, 1)
        return data.decode("utf-8", "replace")


@contextmanager
def _filled_in(given: str) -> Iterator[None]:
    """What stands on the line to be edited when it is asked for, where the platform can do that."""
    try:
        import readline
    except ImportError:
        yield
        return
    readline.set_startup_hook(lambda: readline.insert_text(given))
    try:
        yield
    finally:
        readline.set_startup_hook(None)
