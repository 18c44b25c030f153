"""Full text over notes and sources: SQLite's FTS5 in a file of its own beside the index, brought up to date when it is asked.

What is marked ``private: true`` is listed in it without a word of its text.
"""

import sqlite3
import time
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from zlib import crc32

import msgspec

from minutebook.store.reading import plain, read_people, read_properties
from minutebook.store.shelf import is_damaged, open_tables
from minutebook.text import patterns as re
from minutebook.text.names import fold
from minutebook.vault.properties import Properties
from minutebook.vault.vault import Entry, Folder

_TOKENS = "unicode61 remove_diacritics 2"
_TABLES = f"""
CREATE TABLE docs (id INTEGER PRIMARY KEY, path TEXT UNIQUE, size INTEGER, mtime_ns INTEGER, title TEXT, type TEXT, date TEXT,
                   people TEXT, private INTEGER);
CREATE VIRTUAL TABLE words USING fts5(title, body, tokenize="{_TOKENS}", prefix="2 3 4");
"""
_READING = "less what stands in fences"
"""How notes are read into the table: another reading is another version of it."""
_VERSION = crc32(f"{_TABLES}{_READING}".encode()) & 0x7FFFFFFF
TITLE_WEIGHT = 8.0
"""A word of the title counts as so many of the text."""
_MANY = 2000
"""New documents from which the index is packed once more: queries are a third faster then."""
COMMON = 4000
"""Documents beyond which a query is of common words: to weigh them takes long and tells nothing, so titles come first, then the newest."""
_BEGINNING = re.compile(r'"[^" ]{5,}" \*')
"""A beginning that is longer than those that are indexed: all its words are looked up for each document anew."""
_OPEN, _CLOSE = "\x02", "\x03"
_LINK = re.compile(r"!?\[\[([^\[\]|#\n]*)(#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_MARKS = re.compile(r"[ \t]\^[a-zA-Z0-9-]+[ \t]*$|[ \t]#(?:task|proposed|auto)(?![\w/-])|[\x00-\x08]", re.MULTILINE)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_FRONTMATTER = re.compile(r"\A(?:\ufeff)?---[ \t]*\r?\n.*?^---[ \t]*(?=\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_FENCED = re.compile(r"^[ \t]*(`{3,}|~{3,})[^\n]*\n(?:.*?\n)??[ \t]*\1[`~]*[ \t\r]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
_LETTERS = str.maketrans("øłđðıØŁĐÐ", "olddiOLDD")
"""Letters that are no letter with an accent to SQLite; one for one, so that places stay."""
_TERM = re.compile(r'"([^"]*)"|(\S+)')


class Hit(msgspec.Struct, frozen=True):
    """A document that was found. ``lines``: by line number (0-based) the line as read, its finds as (from, to) in it."""

    path: str
    title: str
    type: str | None
    date: str | None
    lines: tuple[tuple[int, str, tuple[tuple[int, int], ...]], ...]


class Search:
    """The words of one vault."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    @classmethod
    def open(cls, path: Path) -> "Search":
        """The index at ``path``, empty where it is missing, of another version or damaged; in memory where it cannot be written."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                return cls(_connect(path))
            except sqlite3.DatabaseError as error:
                if is_damaged(error):
                    path.unlink(missing_ok=True)
                return cls(_connect(path))
        except (OSError, sqlite3.DatabaseError):
            return cls(_connect(":memory:"))

    def close(self) -> None:
        self._db.close()

    def refresh(self, entries: Iterable[Entry], folder: Folder, sources: str) -> int:
        """Read what changed since last time, forget what is gone; how many documents were read. ``sources``: their folder."""
        listed = tuple(entries)
        if not any(self._find_changes(listed)):
            return 0
        self._db.execute("BEGIN IMMEDIATE")
        new, gone = self._find_changes(listed)  # another process may have read them meanwhile
        self._db.executemany("DELETE FROM docs WHERE id = ?", [(number,) for number in gone])
        self._db.executemany("DELETE FROM words WHERE rowid = ?", [(number,) for number in gone])
        for entry in sorted(new, key=_age):
            kind = "source" if entry.path.startswith(f"{sources}/") else None
            self._take(entry, kind, (folder.read(entry.path) or b"").decode("utf-8", "replace"))
        if len(new) > _MANY:
            self._db.execute("INSERT INTO words (words) VALUES ('optimize')")
        self._db.execute("COMMIT")
        return len(new)

    def _find_changes(self, entries: Iterable[Entry]) -> tuple[list[Entry], list[int]]:
        """The documents to read, and the numbers of those to forget."""
        known = {
            path: (number, size, mtime)
            for number, path, size, mtime in self._db.execute("SELECT id, path, size, mtime_ns FROM docs")
        }
        new: list[Entry] = []
        gone: list[int] = []
        for entry in entries:
            was = known.pop(entry.path, None)
            if was is None or was[1:] != (entry.size, entry.mtime_ns):
                new.append(entry)
                gone += [was[0]] if was else []
        return new, [*gone, *(number for number, _, _ in known.values())]

    def _take(self, entry: Entry, kind: str | None, text: str) -> None:
        properties = read_properties(text)
        stem = PurePosixPath(entry.path).stem
        private = is_private(properties)
        title = _title(properties, text, stem)
        people = "" if private else "".join(f"\x1f{fold(name)}" for name in read_people(properties)) + "\x1f"
        row = (
            entry.path,
            entry.size,
            entry.mtime_ns,
            "" if private else title,
            kind or _one(properties.get("type")),
            _one(properties.get("date")) or _stem_date(stem),
            people,
            private,
        )
        columns = "path, size, mtime_ns, title, type, date, people, private"
        number = self._db.execute(f"INSERT INTO docs ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row).lastrowid  # noqa: S608 - our own
        if not private:
            names = " ".join((title, stem, *_many(properties.get("aliases"))))
            body = "\n".join(readable_lines(text)).translate(_LETTERS)
            self._db.execute(
                "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (number, names.translate(_LETTERS), body)
            )

    def private_paths(self) -> frozenset[str]:
        """What its own frontmatter marks as private."""
        return frozenset(path for (path,) in self._db.execute("SELECT path FROM docs WHERE private"))

    def find(
        self,
        query: str,
        *,
        person: Sequence[str] = (),
        type: str | None = None,  # noqa: A002 - the frontmatter's own word
        since: str | None = None,
        limit: int = 20,
        hidden: frozenset[str] = frozenset(),
    ) -> tuple[tuple[int, str], ...]:
        """(id, path) of the documents that match a query of ``match_query``, best first, of those that fit about alike (and of ``COMMON`` ones) the newest.

        ``person``: folded names of which the document's frontmatter has one; ``since``: an ISO date; ``hidden``: paths to leave out.
        """
        where, values = "words MATCH ?", []
        if person:
            where += f" AND ({' OR '.join('instr(people, ?)' for _ in person)})"
            values += [f"\x1f{name}\x1f" for name in person]
        for column, operator, value in (("type", "=", type), ("date", ">=", since)):
            if value:
                where += f" AND {column} {operator} ?"
                values.append(value)
        (matches,) = self._db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ? LIMIT ?)", (query, COMMON + 1)
        ).fetchone()
        tries: tuple[tuple[str, str, str], ...] = ((query, f"bm25(words, {TITLE_WEIGHT}, 1.0)", "score"),)
        if matches > COMMON:
            tries = ((f"title : ({query})", "0", "words.rowid DESC"), (query, "0", "words.rowid DESC"))
        found: dict[int, str] = {}
        for words, score, order in tries:
            rows = self._db.execute(
                f"SELECT docs.id, path, date, {score} AS score FROM words JOIN docs ON docs.id = words.rowid"  # noqa: S608 - our own
                f" WHERE {where} ORDER BY {order} LIMIT ?",
                (words, *values, 2 * limit + len(hidden)),
            ).fetchall()
            for number, path in _newest_of_like(rows):
                if path not in hidden:
                    found.setdefault(number, path)
        return tuple(found.items())[:limit]

    def about(self, path: str) -> tuple[str, str | None, str | None] | None:
        """(title, type, date) of a document."""
        found = self._db.execute("SELECT title, type, date FROM docs WHERE path = ?", (path,)).fetchone()
        return tuple(found) if found else None

    def show(self, number: int, query: str, folder: Folder) -> Hit:
        """A document that was found, with its lines that hold a word of the query."""
        table = self._alone(number) if _BEGINNING.search(query) else "words"
        marked, path, title, kind, day = self._db.execute(
            f"SELECT highlight({table}, 1, ?, ?), path, docs.title, type, date FROM {table} JOIN docs ON docs.id = {table}.rowid"  # noqa: S608 - our own
            f" WHERE {table} MATCH ? AND {table}.rowid = ?",
            (_OPEN, _CLOSE, query, number),
        ).fetchone()
        found = {n: _places(line) for n, line in enumerate(marked.split("\n")) if _OPEN in line}
        lines = readable_lines((folder.read(path) or b"").decode("utf-8", "replace"))
        return Hit(path, title, kind, day, tuple((n, lines[n], found[n]) for n in found if n < len(lines)))

    def _alone(self, number: int) -> str:
        """The name of a table that holds the words of one document only."""
        self._db.execute(f'CREATE VIRTUAL TABLE IF NOT EXISTS temp.alone USING fts5(title, body, tokenize="{_TOKENS}")')
        self._db.execute("DELETE FROM alone")
        self._db.execute(
            "INSERT INTO alone (rowid, title, body) SELECT rowid, title, body FROM words WHERE rowid = ?", (number,)
        )
        return "alone"


def match_query(words: str, *, prefix: bool = False, either: bool = False) -> str:
    """What a person typed as a query of FTS5 in which nothing of theirs is syntax; empty where it holds no word.

    ``"two words"`` is a phrase, ``begin*`` a beginning. ``prefix``: every word may be a beginning; ``either``: one word is enough.
    """
    terms = []
    for phrase, word in _TERM.findall(words.translate(_LETTERS).replace("\x00", " ")):
        text = phrase or word
        if not any(c.isalnum() for c in text):
            continue
        begins = not phrase and (prefix or text.endswith("*"))
        terms.append('"' + text.rstrip("*").replace('"', '""') + '"' + (" *" if begins else ""))
    return (" OR " if either else " AND ").join(terms)


def _newest_of_like(rows: Iterable[tuple[int, str, str | None, float]]) -> list[tuple[int, str]]:
    """(id, path) of rows (id, path, date, score, the lower the better), best first; scores within a tenth of the best one's size count alike."""
    newest = sorted(rows, key=lambda row: row[2] or "", reverse=True)
    best = min((row[3] for row in newest), default=0) or 1
    return [(number, path) for number, path, _, score in sorted(newest, key=lambda row: -round(row[3] / best, 1))]


def _age(entry: Entry) -> tuple[str, str]:
    """What sorts documents so that newer ones get higher numbers: the day in the name, else that of the file."""
    day = _stem_date(PurePosixPath(entry.path).stem) or time.strftime("%Y-%m-%d", time.gmtime(entry.mtime_ns // 10**9))
    return day, entry.path


def is_private(properties: Properties) -> bool:
    return str(properties.get("private", "")).lower() in {"true", "yes"}


def readable_lines(text: str) -> list[str]:
    """The lines of a note as a reader sees them: no frontmatter, no code, links as their text, passages, tags and block ids gone."""
    head = _FRONTMATTER.match(text)
    text = "\n" * head[0].count("\n") + text[head.end() :] if head else text
    if "```" in text or "~~~" in text:
        text = _FENCED.sub(lambda code: "\n" * code[0].count("\n"), text)
    return _ESCAPED.sub(r"\1", _LINK.sub(_link_text, _MARKS.sub("", text))).split("\n")


def _link_text(found: "re.Match[str]") -> str:
    if found[2] and found[2].startswith("#^"):
        return ""
    return found[3] if found[3] is not None else found[1].rpartition("/")[2]


def _places(line: str) -> tuple[tuple[int, int], ...]:
    """Where the marked words stand in the line without marks."""
    places, at = [], 0
    for piece in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", line):
        length = len(piece) - (2 if piece.startswith(_OPEN) else 0)
        if piece.startswith(_OPEN):
            places.append((at, at + length))
        at += length
    return tuple(places)


def _title(properties: Properties, text: str, stem: str) -> str:
    heading = _HEADING.search(text)
    return plain(_one(properties.get("title")) or "") or (heading[1].strip() if heading else stem)


def _one(value: str | tuple[str, ...] | None) -> str | None:
    return value if isinstance(value, str) else (value[0] if value else None)


def _many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()


def _stem_date(stem: str) -> str | None:
    found = re.match(r"\d{4}-\d{2}-\d{2}", stem)
    return found[0] if found else None


def _connect(path: Path | str) -> sqlite3.Connection:
    db = open_tables(path, _TABLES, _VERSION)
    db.execute("PRAGMA temp_store = MEMORY")
    return db
