"""Whether a vault's owner agreed on this machine that sources go to a model elsewhere; asked once a vault and host."""

from collections.abc import Iterator

import msgspec

from minutebook.errors import UserError
from minutebook.flow.extract.llm.gateway.address import Address
from minutebook.flow.extract.llm.prompt import MOST_KNOWN
from minutebook.flow.write.agreed import Agreed
from minutebook.vault.vault import Vault

MOST_EXCERPTS = 24
"""Passages that go with a question or a mail to answer."""
MOST_LINES = 60
"""Lines of the book that go with a brief."""


class NotAgreed(UserError):
    """Nobody agreed yet; ``asks`` says what would leave the machine."""

    def __init__(self, asks: str, command: str = "ingest") -> None:
        super().__init__(f"{asks}\nNothing was sent. To agree: give --yes once (minutebook {command} --yes)")
        self.asks = asks


def check_consent(address: Address, vault: Vault | None, *, given: bool, redact: bool, questions: bool = False) -> None:
    """Raise NotAgreed where sources (or passages of the book, for ``questions``, briefs and replies) would leave the machine and nobody agreed; ``given``: they agree now, which is kept."""
    if address.local:
        return
    agreed = Agreed(vault.root / ".minutebook") if vault else None
    what = f"{address.host} (book)" if questions else address.host
    if agreed and what in agreed.hosts():
        return
    if not given and questions:
        raise NotAgreed(tell_what_a_question_sends(address, redact=redact), "ask QUESTION")
    if not given:
        raise NotAgreed(tell_what_leaves(address, redact=redact))
    if agreed:
        agreed.add(what)


def tell_what_a_question_sends(address: Address, *, redact: bool) -> str:
    """What would be sent where with a question, for a person to decide on."""
    names = ", with placeholders in the place of names, addresses and numbers" if redact else ""
    lines = [
        f"{address.name} is answered by {address.host}, not on this machine. For each question, brief and reply it is sent:",
        f"  - the question, or what a mail asks and what was promised in it, with up to {MOST_EXCERPTS} passages of notes, pages and sources that have its words{names}",
        f"  - for a brief its lines instead, up to {MOST_LINES}, and whom or what it is about",
        f"  - your name, organisation and addresses, and up to {MOST_KNOWN} names of people, accounts and projects in your vault",
        "Not sent: the rest of your notes, and what is private (private: true, a folder called Private, llm.private).",
    ]
    return "\n".join([*lines, *_said_too(address)])


def tell_what_leaves(address: Address, *, redact: bool) -> str:
    """What would be sent where, for a person to decide on."""
    names = (
        "with placeholders in the place of names, addresses and numbers"
        if redact
        else "with the names and addresses in it"
    )
    lines = [
        f"{address.name} is answered by {address.host}, not on this machine. For each source it is sent:",
        f"  - the whole text of the transcript, mail or document, {names}",
        f"  - your name, organisation and addresses, and up to {MOST_KNOWN} names of people, accounts and projects in your vault",
        "Not sent: your notes, other sources, and what is private (private: true, a folder called Private, llm.private).",
    ]
    return "\n".join([*lines, *_said_too(address)])


def _said_too(address: Address) -> Iterator[str]:
    if address.spec.private:
        yield f"Every request says: {msgspec.json.encode(address.spec.private).decode()}"
    if address.plain:
        yield "The connection is not encrypted: everybody on the way can read it."
