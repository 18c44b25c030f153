"""Settings: defaults < ``minutebook.toml`` < environment (``MINUTEBOOK_ENGINE`` …) < command line.

Every key is optional; an unknown key or a wrong type is an error that names it.
"""

import tomllib
from collections.abc import Mapping
from datetime import tzinfo
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

from minutebook.errors import UserError
from minutebook.model.entity import Me

FILE_NAME = "minutebook.toml"
SETTINGS_VERSION = 1


class MeSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who the vault belongs to."""

    name: str = ""
    """In full, as others say it."""
    aliases: tuple[str, ...] = ()
    """What else you are called."""
    emails: tuple[str, ...] = ()
    organisation: str | None = None
    """Your own; it never becomes an account."""


class Folders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where things go, vault-relative."""

    inbox: str = "Inbox"
    people: str = "People"
    accounts: str = "Accounts"
    projects: str = "Projects"
    forums: str = "Forums"
    journal: str = "Journal"
    travel: str = "Travel"
    sources: str = "Sources"
    replies: str = "Outbox/Replies"
    """Drafts of mails."""
    calendar: str = "Outbox/Calendar"
    """Calendar files to open."""


class Proposals(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a name without a page is proposed for one."""

    present: bool = True
    """Propose who was present, and the organisations that they sign with."""
    mentions: Annotated[int, msgspec.Meta(ge=0)] = 2
    """Propose who was mentioned in so many sources; 0: never."""


class ReviewSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the review of a day asks beside what is yours; what it does not ask stands where it is: `review --later`."""

    others: bool = False
    """Ask for tasks, too, that others owe others (nobody promised you them, you did not ask for them, they do not name you) or that are hardly likely."""
    met_once: bool = False
    """Ask for pages, too, of people who were met once, and of organisations that one mail was signed with."""


class AudioSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How recordings are heard; needs the extra `audio` and a model on this machine."""

    model: str = ""
    """A faster-whisper model: its folder, or its name in Hugging Face's cache (`small`); empty: the largest that is found."""
    language: str = ""
    """Such as `en`; empty: recognised."""
    speakers: bool = True
    """Tell voices apart, as Speaker 1, Speaker 2 …"""
    remember_voices: bool = False
    """Keep a vector of each voice beside what it said, and know those again that `minutebook speakers` named; else nothing is kept of a voice."""
    max_mb: Annotated[float, msgspec.Meta(gt=0)] = 1000.0
    """A recording above this size is set aside unheard."""


class Price(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """US dollars for a million tokens."""

    sent: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    """To the model."""
    received: Annotated[float, msgspec.Meta(ge=0)] = 0.0
    """From it."""
    cached: Annotated[float, msgspec.Meta(ge=0)] | None = None
    """Sent, read from the provider's cache; without it: as `sent`."""
    stored: Annotated[float, msgspec.Meta(ge=0)] | None = None
    """Sent, written to that cache; without it: as `sent`."""


class ModelSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language model is asked, where `engine` names one."""

    timeout: Annotated[float, msgspec.Meta(gt=0)] = 300.0
    """Seconds until an answer."""
    tries: Annotated[int, msgspec.Meta(ge=1, le=10)] = 4
    """How often a model that is busy is asked in one run."""
    wait: Annotated[float, msgspec.Meta(gt=0)] = 2.0
    """Seconds before the second try, doubled for each later one, where the server names no time."""
    at_once: Annotated[int, msgspec.Meta(ge=1, le=64)] = 4
    """Sources that are asked about at the same time."""
    requests_a_minute: Annotated[int, msgspec.Meta(ge=0)] = 0
    """No more requests than these; 0: no limit."""
    tokens_a_minute: Annotated[int, msgspec.Meta(ge=0)] = 0
    """No more tokens sent than these; 0: no limit."""
    window: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Tokens that the model takes at once; 0: 100,000, or 16,384 for one on this machine."""
    budget_day: Annotated[float, msgspec.Meta(ge=0)] | None = None
    """US dollars a day that are never passed."""
    budget_month: Annotated[float, msgspec.Meta(ge=0)] | None = None
    """The same for a calendar month."""
    redact: bool = False
    """Send placeholders for names, addresses and numbers; they are put back in the answer."""
    private: tuple[str, ...] = ()
    """Sources that stay with the offline engine: words, with `*` for any, of their title, people or file name."""
    persona: str = ""
    """What a model should know of you and your words, for every source."""
    language: str = ""
    """Of what a model writes, such as `German`; empty: the source's own."""
    prices: dict[str, Price] = {}
    """By engine name, beside the built-in list."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the top of the file says; the tables below it have classes of their own."""

    version: int = SETTINGS_VERSION
    """Of the file's form."""
    vault_id: str = ""
    """What tells this vault from others, also when it is moved; `init` makes one."""
    me: MeSettings = MeSettings()
    folders: Folders = Folders()
    proposals: Proposals = Proposals()
    review: ReviewSettings = ReviewSettings()
    audio: AudioSettings = AudioSettings()
    llm: ModelSettings = ModelSettings()
    timezone: str = ""
    """IANA name; empty: the machine's."""
    page: str = ""
    """File name of an entity's page inside its folder; empty: named as the folder (folder note)."""
    engine: str = "offline"
    """What reads sources."""
    calendars: tuple[str, ...] = ()
    """Files or folders (.ics) by whose meetings recordings are told, beside those that were dropped into the Inbox."""
    task_tag: Annotated[str, msgspec.Meta(pattern=r"^#[^\s#]+$")] = "#task"
    """What the Tasks plugin knows a task by: its global filter; `init` reads it."""
    mail_notes_all: bool = False
    """Make notes of newsletters, receipts, notices and list mail, too."""
    git: bool = True
    """Commit each batch where the vault is a git repository."""
    git_timeout: Annotated[float, msgspec.Meta(gt=0)] = 30.0
    """Seconds that hooks and signing may take."""
    undo_days: Annotated[int, msgspec.Meta(ge=1)] = 90
    """How long a run can be undone."""
    context_lines: Annotated[int, msgspec.Meta(ge=1)] = 30
    """Lines of Recent Context on a page before the older ones fold."""
    fact_lines: Annotated[int, msgspec.Meta(ge=1)] = 40
    """Lines of Key Facts, and of Decisions, on a page before the struck and older ones fold."""
    max_mb: Annotated[float, msgspec.Meta(gt=0)] = 50.0
    """A source above this size is set aside unread."""

    def owner(self) -> Me:
        return Me(self.me.name, self.me.aliases, self.me.emails, self.me.organisation)

    def zone(self) -> tzinfo | None:
        """The time zone that UTC stamps are turned into; None: the machine's own."""
        if not self.timezone:
            return None
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise UserError(
                f"{FILE_NAME}: timezone {self.timezone!r} is not known; use a name such as Europe/Berlin"
            ) from error


FROM_ENVIRONMENT = ("engine", "timezone")


def parse_settings(text: str = "", environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of a ``minutebook.toml``'s text, overlaid by the environment.

    Raises UserError with the key at fault.
    """
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"{FILE_NAME} is not valid TOML: {error}") from error
    for key in FROM_ENVIRONMENT:
        value = (environment or {}).get(f"MINUTEBOOK_{key.upper()}")
        if value:
            table[key] = value
    try:
        settings = msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise UserError(f"{FILE_NAME}: {error}") from error
    if settings.version > SETTINGS_VERSION:
        raise UserError(
            f"{FILE_NAME} has version {settings.version}; this minutebook reads up to {SETTINGS_VERSION}: upgrade it"
        )
    settings.zone()
    _check_folders(settings.folders)
    return settings


def _check_folders(folders: Folders) -> None:
    """Raise UserError for a folder outside the vault, the machine's own, or one inside the Inbox."""
    named = msgspec.structs.asdict(folders)
    for key, path in named.items():
        parts = path.split("/")
        if not all(part.strip(" .") for part in parts) or "\\" in path or parts[0] == "Minutebook":
            raise UserError(f"{FILE_NAME}: folders.{key} = {path!r} is no folder inside the vault")
        if key != "inbox" and f"{path}/".startswith(f"{folders.inbox}/"):
            raise UserError(f"{FILE_NAME}: folders.{key} = {path!r} lies in the Inbox, whose files are taken away")
