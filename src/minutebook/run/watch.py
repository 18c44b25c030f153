"""Ingesting what arrives, for as long as the process lives."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event

import msgspec

from minutebook.errors import MinutebookError
from minutebook.flow.review import Outcome
from minutebook.run.engines import choose_engine
from minutebook.run.hear import Listening
from minutebook.run.ingest import Done, gather, ingest
from minutebook.run.pipeline import Options
from minutebook.run.session import Session, open_session
from minutebook.run.triage import read_answers
from minutebook.vault.vault import Entry, Vault

SETTLE = 1500
"""Milliseconds of quiet after which arrivals are looked at: a copy of several files is one batch."""
AGAIN = 15.0
"""Seconds after which what still waits (being written, a vault that was locked, a model that was missing) is tried again."""


class Round(msgspec.Struct, frozen=True):
    """What one look at the Inbox did: its files, or the trouble that kept it from looking."""

    done: tuple[Done, ...] = ()
    warnings: tuple[str, ...] = ()
    trouble: str = ""


def watch(
    root: Path,
    environment: dict[str, str],
    listening: Listening,
    name_commit: Callable[[tuple[Done, ...]], str],
    stop: Event,
    *,
    again: float = AGAIN,
) -> Iterator[Round]:
    """One round for what waits now, then one after each arrival; ends when ``stop`` is set.

    A trouble ends a round and never the watch. A round that would only say what the last one said is not yielded.
    """
    from watchfiles import watch as look

    told: dict[str, str] = {}
    inbox = _inbox(root, environment)
    inbox.mkdir(parents=True, exist_ok=True)
    while not stop.is_set():
        outcome = _take(root, environment, listening, name_commit)
        if fresh := _tell(outcome, told):
            yield fresh
        for changes in look(
            inbox,
            debounce=SETTLE,
            step=200,
            stop_event=stop,
            rust_timeout=int(again * 1000),
            yield_on_timeout=True,
            raise_interrupt=False,
            watch_filter=None,
        ):
            if changes or _waits(root, environment):
                break
        else:
            return


def _take(
    root: Path, environment: dict[str, str], listening: Listening, name_commit: Callable[[tuple[Done, ...]], str]
) -> Round:
    try:
        vault = Vault(root, environment)
        if not vault.inbox():
            return Round()
        engine = choose_engine(vault.settings.engine, vault, environment=environment)
        with open_session(vault) as session:
            left = tuple(each.words for each in read_answers(session) if each.outcome is Outcome.LEFT)
            done = ingest(session, gather(session, vault, (), retry=False), engine, Options(), listening=listening)
            return Round(done, (*left, *_close(session, name_commit(done))))
    except MinutebookError as error:
        return Round(trouble=str(error))
    except OSError as error:
        return Round(trouble=f"{error.filename or root}: {error.strerror or error}")


def _close(session: Session, message: str) -> tuple[str, ...]:
    warnings = session.commit(message)
    session.tidy()
    return warnings


def _tell(outcome: Round, told: dict[str, str]) -> Round | None:
    """What of a round is news: a file that waits for the same reason as before is not."""
    waiting = {one.path: one.failure or "" for one in outcome.done if one.failure and not one.set_aside}
    news = tuple(one for one in outcome.done if told.get(one.path) != one.failure or one.path not in waiting)
    trouble = "" if outcome.trouble == told.get("") else outcome.trouble
    told.clear()
    told.update(waiting)
    told[""] = outcome.trouble
    return Round(news, outcome.warnings, trouble) if news or outcome.warnings or trouble else None


def _inbox(root: Path, environment: dict[str, str]) -> Path:
    return root / Vault(root, environment).settings.folders.inbox


def _waits(root: Path, environment: dict[str, str]) -> tuple[Entry, ...]:
    with suppress(MinutebookError):
        return Vault(root, environment).inbox()
    return ()
