"""A SQLite file in the cache folder that several processes have open: made anew where it is missing, damaged or of another version.

Nobody takes the file from under the others: it is removed only where it is no database at all, else its tables are replaced inside a transaction.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from minutebook.errors import UserError, VaultLocked

_PATIENCE = 30
"""Seconds to wait while another process writes."""
_HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_OTHERS = _HELD | {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL}
"""Failures that say nothing against the file: somebody has it, it may not be written, or the disk is full."""


def open_tables(path: Path | str, tables: str, version: int) -> sqlite3.Connection:
    """The file at ``path`` with these tables, empty where they were not there. Raises sqlite3.DatabaseError for a damaged file."""
    db = sqlite3.connect(path, isolation_level=None, timeout=_PATIENCE)
    try:
        db.execute("PRAGMA synchronous = OFF")  # it can always be built anew
        if _version(db) != version:
            _lay(db, tables, version)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db


def _lay(db: sqlite3.Connection, tables: str, version: int) -> None:
    """Put the tables where others stand or none, unless another process was faster."""
    db.execute("BEGIN IMMEDIATE")
    if _version(db) != version:
        rows = db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
            " ORDER BY sql LIKE 'CREATE VIRTUAL%' DESC"
        )
        for (name,) in rows.fetchall():  # with a virtual table go those that it consists of
            db.execute(f'DROP TABLE IF EXISTS "{name}"')
        for statement in tables.split(";"):
            db.execute(statement)
        db.execute(f"PRAGMA user_version = {version}")
    db.execute("COMMIT")


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("PRAGMA user_version").fetchone()
    return int(version)


def is_damaged(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is at fault, so that it is thrown away; not where another process has it."""
    return _code(error) not in _OTHERS


@contextmanager
def plainly() -> Iterator[None]:
    """What SQLite cannot do as an error for people: VaultLocked where another process has the file, else UserError."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if _code(error) in _HELD:
            raise VaultLocked(
                "another minutebook is using the index of this vault; what was written is whole: wait until it is done, then try again"
            ) from error
        raise UserError(
            f"the index in the cache folder failed ({error}); what was written is whole, and the index holds nothing that the vault does not: "
            "run the command again; if it fails again, minutebook doctor says where the index is"
        ) from error


def _code(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF
