"""An invented firm, its people, and talk among them."""

from datetime import date

from minutebook.model.entity import Context, Entity, EntityState, EntityType, Me, SpeakerLabel
from minutebook.model.source import DatedFrom, Header, Part, Source, SourceKind, Utterance

ME = Me("Imke Sauer", (), ("imke@larkfield.example",), "Larkfield Optics")


def person(name, *aliases, org="Larkfield Optics", role=None, email=None, state=EntityState.ACCEPTED):
    emails = (email,) if email else ()
    return Entity(f"mb-{name}", EntityType.PERSON, name, aliases, emails, org, role, f"People/{name}/{name}.md", state)


def thing(kind, name, *aliases, partner=False, state=EntityState.ACCEPTED):
    return Entity(f"mb-{name}", kind, name, aliases, path=f"X/{name}/{name}.md", partner=partner, state=state)


def account(name, *aliases, partner=False):
    return thing(EntityType.ACCOUNT, name, *aliases, partner=partner)


def project(name, *aliases):
    return thing(EntityType.PROJECT, name, *aliases)


PEOPLE = (
    person("Imke Sauer", email="imke@larkfield.example", role="Product lead"),
    person("Dario Moutinho", role="Optical engineer"),
    person("Niamh Corrigan", role="Assembly lead"),
    person("Per-Olof Ek", role="Buyer"),
    person("Ngozi Eze", email="ngozi@larkfield.example"),
    person("Hollis van der Meer", org="Quayle Instruments", role="Purchasing manager"),
    person("Sunil Rao", org="Quayle Instruments", role="Laboratory head"),
    person("Margit Toth", org="Bellwether Trust", role="Partnerships"),
)
THINGS = (
    account("Quayle Instruments", "Quayle"),
    account("Bellwether Trust", partner=True),
    account("Larkfield Optics", "Larkfield"),
    project("Lens Nine", "the ninth lens"),
    project("Clean Room Move", "the move"),
)
KNOWN = PEOPLE + THINGS


def conversation(text, title="Untitled conversation", name="rec-001.vtt", people=(), kind=SourceKind.CONVERSATION):
    """A source of lines ``Label: words``; a line without a label has no speaker."""
    utterances = []
    for n, line in enumerate(text.strip().splitlines()):
        label, found, words = line.strip().partition(": ")
        utterances.append(Utterance(n, words, label, block=n) if found else Utterance(n, line.strip(), block=n))
    return Source(
        "mb-source", kind, "test", (Part(name, "00", 1),), date(2026, 5, 6), DatedFrom.CONTENT, title, tuple(utterances),
        people=tuple(Header(*p) if isinstance(p, tuple) else p for p in people),
    )  # fmt: skip


def context(*entities, me=ME, speakers=()):
    return Context(me, entities or KNOWN, tuple(SpeakerLabel(*s) for s in speakers))
