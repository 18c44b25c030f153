"""What an engine understood of one source: the public JSON contract that every engine meets (docs/reference.md)."""

from datetime import date
from enum import StrEnum
from typing import Literal

import msgspec

from minutebook.model.entity import EntityType

SCHEMA_VERSION = 1


FRAUD = "This may be a fraud"
"""How a warning begins that stands in the note itself."""


class NoteType(StrEnum):
    PEOPLE = "people"
    CUSTOMER = "customer"
    PARTNERS = "partners"
    PROJECTS = "projects"
    ROB = "rob"
    JOURNAL = "journal"
    TRAVEL = "travel"


class TaskStatus(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"
    DECLINED = "declined"


class UpdateStatus(StrEnum):
    DONE = "done"
    SLIPPED = "slipped"
    CANCELLED = "cancelled"
    REASSIGNED = "reassigned"
    IN_PROGRESS = "in-progress"


class Cue(StrEnum):
    """How a task was told, in the words of its passage."""

    PROMISED = "promised"
    ASKED = "asked for"
    NEEDED = "said to be needed"
    TOGETHER = "planned together"


Priority = Literal["highest", "high", "medium", "low", "lowest"]


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """An item and the utterance ids that it rests on (never empty). ``id`` depends on source, kind and first evidence alone."""

    id: str
    text: str
    evidence: tuple[int, ...]
    confidence: float = 1.0


class Task(Item, frozen=True, kw_only=True):
    """``owner`` is a full name, None when nobody took it; ``due`` is resolved in code from ``due_text`` as it was said."""

    owner: str | None = None
    owed_to: str | None = msgspec.field(name="for", default=None)
    due: date | None = None
    due_text: str | None = None
    priority: Priority = "medium"
    status: TaskStatus = TaskStatus.OPEN
    cue: Cue | None = None
    """None: in none of these ways."""
    asked_by: str | None = None
    """Who else asked for it: in mail who wrote its passage, else who speaks the words that ask; None where nobody did."""


class Decision(Item, frozen=True, kw_only=True):
    pass


class Fact(Item, frozen=True, kw_only=True):
    about: tuple[str, ...] = ()


class Question(Item, frozen=True, kw_only=True):
    pass


class Update(msgspec.Struct, frozen=True, kw_only=True):
    """News of an earlier task. Engines give the words that were said in ``task_text``; the link stage binds an open task.

    ``task_text`` is then that task's own words and ``task_id`` its id. An update that binds to nothing is dropped.
    """

    task_text: str
    status: UpdateStatus
    evidence: tuple[int, ...]
    task_id: str | None = None
    new_due: date | None = None
    new_owner: str | None = None
    owner: str | None = None
    """Who spoke of it as theirs, where known: evidence for binding."""
    words: str = ""
    """The sentences that report, where their passage may hold others beside them: evidence for binding."""
    confidence: float = 1.0


class Sign(StrEnum):
    """What a remark does beside telling something, as its words and place say."""

    ASKS = "asks"
    NAMES = "names"
    """No more than name a matter: "The bleeps."."""
    LEANS = "leans"
    """It goes on with what was said before: "It's done."."""
    MUSES = "muses"
    """It says what should or might be, what waits for something else, or what another is to remember."""
    OPENS = "opens"
    """It turns to something else: asks, names a thing, adds to what was said."""
    STARTS = "starts"
    """It begins with a thing of its own."""
    PROMISES = "promises"
    OFFERS = "offers"
    AGREES = "agrees"
    REQUESTS = "requests"
    GIVES_UP = "gives up"
    UNDONE = "undone"
    """It denies or promises, and tells of nothing that was done."""
    CONFIRMS = "confirms"
    """It answers that what was asked for has been done."""
    FIRM = "firm"
    """Its day is promised or agreed."""
    REPORTS = "reports"
    """It has a phrase with which people surely report."""
    HANDS_OVER = "hands over"


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence of a talk that may be news of an earlier task: of which, and how that stands, is found where the open tasks are known.

    ``weighs``: what its words say for done, in progress, cancelled, reassigned, as log odds. ``day``: one ahead that it names.
    ``new_owner``: who has work now, if it hands some over.
    """

    text: str
    evidence: tuple[int, ...]
    turn: int
    chance: float
    weighs: tuple[float, ...] = ()
    speaker: str | None = None
    names: tuple[str, ...] = ()
    day: date | None = None
    new_owner: str | None = None
    signs: tuple[Sign, ...] = ()


class Participant(msgspec.Struct, frozen=True):
    """Somebody present. ``name`` is None for a label that nothing identifies."""

    name: str | None
    present: bool = True
    speaker: str | None = None
    email: str | None = None


class Mention(msgspec.Struct, frozen=True):
    """Somebody or something talked about. ``evidence``: where it is first named."""

    type: EntityType
    name: str
    evidence: tuple[int, ...] = ()


class Subject(msgspec.Struct, frozen=True):
    """What the note is filed under. A partner's subject has type account."""

    type: EntityType
    name: str


class Contact(msgspec.Struct, frozen=True):
    name: str | None = None
    email: str | None = None
    title: str | None = None
    org: str | None = None
    phone: str | None = None
    evidence: tuple[int, ...] = ()
    """Where it was told; empty for what a header or a signature says."""


class Reply(msgspec.Struct, frozen=True):
    needed: bool = False
    to: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


class Invite(msgspec.Struct, frozen=True):
    title: str
    start: str
    end: str | None = None
    attendees: tuple[str, ...] = ()
    location: str | None = None
    number: int = 0
    """Which appointment of its source it is, in the order in which they were first made."""


class Call(msgspec.Struct, frozen=True, kw_only=True):
    """One answer of a language model. Tokens: ``sent``, of these ``cached`` by the provider, ``received``; ``cost`` in US dollars, None where unknown."""

    host: str
    model: str
    day: str
    sent: int
    cached: int
    received: int
    seconds: float
    cost: float | None


class Extraction(msgspec.Struct, frozen=True, kw_only=True):
    """Everything understood of one source. Depends on the source, the engine and the registry of names only."""

    engine: str
    note_type: NoteType | None
    subject: Subject | None
    title: str
    date: date
    participants: tuple[Participant, ...] = ()
    mentioned: tuple[Mention, ...] = ()
    summary: str = ""
    topics: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    decisions: tuple[Decision, ...] = ()
    facts: tuple[Fact, ...] = ()
    questions: tuple[Question, ...] = ()
    updates: tuple[Update, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """Of a talk, what may be news of earlier tasks, sentence by sentence; none once it has been linked."""
    contacts: tuple[Contact, ...] = ()
    reply: Reply = Reply()
    invite: Invite | None = None
    also: tuple[Invite, ...] = ()
    """Other appointments of the source, which the newest leaves as they are."""
    coverage: float = 1.0
    warnings: tuple[str, ...] = ()
    sent: tuple[Call, ...] = ()
    """What was sent where for it; empty for the offline engine."""
    language: str = ""
    """In which its texts were asked for; empty: the source's own."""
