"""The app's hold on the vault: opened for each request, locked only while something is decided, so that nobody is kept out."""

import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec
from starlette.requests import Request

from minutebook.model.queue import Outcome
from minutebook.run.search import Library, open_library
from minutebook.run.session import Clock, Session, open_session, open_store, system_clock
from minutebook.run.settling import PATIENCE
from minutebook.run.triage import read_answers
from minutebook.store import Store
from minutebook.ui.web.waiting import Queue
from minutebook.vault.vault import Vault

_NOTICES = 50
_TRUSTED = 1.0
"""Seconds for which the index is taken to be true to the folder: pages that are fetched ahead need not look again each."""
_OUTCOMES = 1000


class Notice(msgspec.Struct, frozen=True):
    """What is said once, on the next page. ``run``: what can be undone there. ``problem``: it did not work."""

    said: str
    run: str | None = None
    problem: bool = False
    outcome: bool = False
    """Whether it is a decision of the review, which is undone there."""


class Web:
    """What the app has between requests: where the vault is, the token, and what is still to be said."""

    def __init__(self, root: Path, token: str, port: int, clock: Clock = system_clock) -> None:
        self.root = root
        self.token = token
        self.port = port
        self.clock = clock
        self._notices: dict[str, Notice] = {}
        self._turn = threading.Lock()
        self._looked = -_TRUSTED
        """When the folder was last compared with the index."""
        self.queue = Queue()
        self.outcomes: deque[Outcome] = deque(maxlen=_OUTCOMES)
        """What was decided here and can be taken back, the last one last."""

    def vault(self) -> Vault:
        """The vault with its settings as they are now."""
        return Vault(self.root, os.environ)

    def today(self, vault: Vault) -> date:
        return self.clock().astimezone(vault.settings.zone()).date()

    def keep(self, notice: Notice) -> str:
        """Keep something to be said on the next page; the key under which that page finds it."""
        key = secrets.token_hex(8)
        self._notices[key] = notice
        while len(self._notices) > _NOTICES:
            self._notices.pop(next(iter(self._notices)))
        return key

    def take(self, key: str) -> Notice | None:
        return self._notices.pop(key, None)

    @contextmanager
    def reading(self) -> Iterator[tuple[Vault, Store]]:
        """The vault and its index, for a page."""
        vault, now = self.vault(), time.monotonic()
        trusted = now - self._looked < _TRUSTED
        with open_store(vault, trusted=trusted) as store:
            self._looked = self._looked if trusted else now
            yield vault, store

    @contextmanager
    def searching(self) -> Iterator[Library]:
        """The vault with its words."""
        with open_library(self.vault()) as library:
            yield library

    @contextmanager
    def deciding(self) -> Iterator[Session]:
        """The vault held, with all that was decided elsewhere read back; waits a little for another command to finish."""
        with self._turn, open_session(self.vault(), self.clock, patience=PATIENCE) as session:
            read_answers(session)
            yield session


def web_of(request: Request) -> Web:
    web = request.app.state.web
    assert isinstance(web, Web)
    return web
