"""Files that could take a reader down are read in a process of their own, within bounds of time and memory.

PDFium is C++ and cannot be stopped from outside a process; a few kilobytes of PDF can draw a form that draws forms, and a
small zip can hold a document of a hundred million letters.
"""

import multiprocessing
from contextlib import suppress
from datetime import datetime, tzinfo
from functools import cache
from multiprocessing.connection import Connection
from threading import Lock

from minutebook.errors import SourceError
from minutebook.flow.adapt import adapt
from minutebook.flow.adapt.package import weigh
from minutebook.model.source import Source

SECONDS = 60.0
"""A PDF of a thousand pages takes about ten."""
MEMORY = 3_000_000_000
"""Bytes of address space, where the system can bound it; a 50 MB PDF takes a tenth."""
_HEAVY = 20_000_000
"""Unpacked bytes from which an Office file is read apart."""
_PDF = b"%PDF-"
_ONE_AT_A_TIME = Lock()

Reading = tuple[str, bytes, datetime, tzinfo | None, int]
"""The arguments of ``adapt``."""


def read_sources(name: str, data: bytes, modified: datetime, zone: tzinfo | None, max_bytes: int) -> tuple[Source, ...]:
    """What ``adapt`` gives; for what could take long or grow large, within ``SECONDS`` and ``MEMORY``. Raises SourceError."""
    if len(data) > max_bytes or not (_PDF in data[:1024] or weigh(data) > _HEAVY):
        return adapt(name, data, modified, zone, max_bytes)
    with _ONE_AT_A_TIME:
        answer = _child().ask((name, data, modified, zone, max_bytes), SECONDS)
    if isinstance(answer, SourceError):
        raise answer
    return answer


class _Child:
    """A process that reads one file after the other; it ends with this one, or when a file is too much for it."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, MEMORY), daemon=True)
        self.process.start()
        theirs.close()
        self.pipe.recv()

    def ask(self, reading: Reading, seconds: float) -> tuple[Source, ...] | SourceError:
        """The file's sources, or the reason why there are none."""
        again = "Print it to a new PDF, or split it"
        try:
            self.pipe.send(reading)
            if self.pipe.poll(seconds):
                answer: tuple[Source, ...] | SourceError = self.pipe.recv()
                return answer
            reason = f"was given up after {seconds:.0f} seconds: it holds far more than a document does"
        except (EOFError, OSError):
            reason = "could not be read: it is damaged, or asks for more memory than a document does"
        self.end()
        return SourceError(f"{reading[0]} {reason}. {again}")

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()
        _child.cache_clear()


@cache
def _child() -> _Child:
    return _Child()


def _serve(pipe: Connection, memory: int) -> None:
    """In the child: bound the memory, say that it is ready; answer each file with its sources or the reason why there are none."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    with suppress(EOFError, OSError, KeyboardInterrupt):
        pipe.send(())
        while True:
            pipe.send(_read(pipe.recv()))


def _read(reading: Reading) -> tuple[Source, ...] | SourceError:
    try:
        return adapt(*reading)
    except SourceError as error:
        return error
    except MemoryError:
        raise SystemExit(1) from None
    except Exception as error:  # noqa: BLE001 - the parent says what became of the file
        said = (
            f"an error of minutebook's own ({type(error).__name__}: {error}); please report it with the file's layout"
        )
        return SourceError(said)
