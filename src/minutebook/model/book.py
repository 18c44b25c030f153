"""What is read out of the book: its tasks, and the notes that they and everything else stand in."""

import msgspec


class BookTask(msgspec.Struct, frozen=True, kw_only=True):
    """One task line of the vault, the machine's or the user's own. Days are ISO dates."""

    handle: str
    """What a person calls it by; a beginning that no other has is enough."""
    id: str | None = None
    """``mb-…``; None for a line that the user wrote."""
    path: str
    line: int
    """0-based."""
    status: str
    """The character in its box."""
    text: str
    owner: str | None = None
    owed_to: str | None = None
    due: str | None = None
    priority: str = "medium"
    recurrence: str | None = None
    done: str | None = None
    """The day on which it was done or cancelled."""
    since: str | None = None
    """The day of its note, or on which it was made."""
    passage: str | None = None
    """What its evidence link holds between the brackets."""
    people: tuple[str, ...] = ()
    """Whom its note is about, and who was present."""
    news: str | None = None
    """What the last source that spoke of it said: ``Done``, ``Cancelled``, ``Moved to 2026-03-20``, ``Reassigned to …``, ``In progress``."""
    news_day: str | None = None
    news_passage: str | None = None
    news_path: str | None = None
    """The note that tells it."""

    @property
    def is_reported(self) -> bool:
        """Whether it is unfinished here, but a later source said that it is done or dropped."""
        return self.news in {"Done", "Cancelled"} and (self.is_open or self.is_proposed)

    @property
    def expected(self) -> str | None:
        """The day on which it is expected: the last that was said, else that of its line."""
        moved = (self.news or "").removeprefix("Moved to ")
        return moved if moved != self.news and moved else self.due

    @property
    def is_proposed(self) -> bool:
        return self.status == "?"

    @property
    def is_open(self) -> bool:
        """Accepted and not finished; a box that we do not know counts, as it does in the Tasks plugin."""
        return self.status not in {"?", "x", "X", "-", "R"}


class NoteText(msgspec.Struct, frozen=True):
    """One note as read. ``date`` is its day (ISO), empty where it has none."""

    path: str
    title: str
    date: str
    text: str


class Line(msgspec.Struct, frozen=True):
    """One line of a report: its words, the link to what it rests on, and that day (ISO, may be empty)."""

    text: str
    link: str
    day: str = ""


class Section(msgspec.Struct, frozen=True):
    title: str
    lines: tuple[Line, ...]


class Told(msgspec.Struct, frozen=True):
    """One sentence of prose, and the links to what it rests on; never none."""

    text: str
    links: tuple[str, ...]


class Report(msgspec.Struct, frozen=True):
    """A brief or a digest. ``said``: what stands under its title; ``told``: what a model tells of the lines, which are then not listed again."""

    title: str
    said: str
    sections: tuple[Section, ...]
    told: tuple[Told, ...] = ()


class BookNote(msgspec.Struct, frozen=True):
    """What the index knows of a note. ``date`` is empty where it has none."""

    path: str
    id: str | None
    type: str | None
    title: str
    date: str
    people: tuple[str, ...] = ()
    """Its subject and those present."""
    mentioned: tuple[str, ...] = ()
    """Who and what was spoken of."""
