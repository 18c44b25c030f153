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

    @property
    def is_proposed(self) -> bool:
        return self.status == "?"

    @property
    def is_open(self) -> bool:
        """Accepted and not finished; a box that we do not know counts, as it does in the Tasks plugin."""
        return self.status not in {"?", "x", "X", "-", "R"}
