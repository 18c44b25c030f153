"""Whether a vault's owner agreed on this machine that sources go to a model elsewhere; asked once a vault and host."""

import msgspec

from minutebook.errors import UserError
from minutebook.flow.extract.llm.gateway.address import Address
from minutebook.flow.extract.llm.prompt import MOST_KNOWN
from minutebook.flow.write.agreed import Agreed
from minutebook.vault.vault import Vault


class NotAgreed(UserError):
    """Nobody agreed yet; ``asks`` says what would leave the machine."""

    def __init__(self, asks: str) -> None:
        super().__init__(f"{asks}\nNothing was sent. To agree: give --yes once (minutebook ingest --yes)")
        self.asks = asks


def check_consent(address: Address, vault: Vault | None, *, given: bool, redact: bool) -> None:
    """Raise NotAgreed where sources would leave the machine and nobody agreed; ``given``: they agree now, which is kept."""
    if address.local:
        return
    agreed = Agreed(vault.root / ".minutebook") if vault else None
    if agreed and address.host in agreed.hosts():
        return
    if not given:
        raise NotAgreed(tell_what_leaves(address, redact=redact))
    if agreed:
        agreed.add(address.host)


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
    if address.spec.private:
        lines.append(f"Every request says: {msgspec.json.encode(address.spec.private).decode()}")
    if address.plain:
        lines.append("The connection is not encrypted: everybody on the way can read it.")
    return "\n".join(lines)
