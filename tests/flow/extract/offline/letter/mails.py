"""Mails as the adapter gives them, made of a few lines."""

from datetime import datetime

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.model.entity import Context, Entity, EntityType, Me
from minutebook.model.extraction import Extraction
from minutebook.model.source import DatedFrom, Form, Header, Message, Part, Source, SourceKind, Utterance

ME = Me("Ana Ruiz", emails=("ana@tiller.example",), organisation="Tiller Boats")
SENT = datetime.fromisoformat("2026-03-04T09:00:00+00:00")
"""A Wednesday."""


def header(written: str, role: str) -> Header:
    """``Ben Okafor <ben@x.example>`` as a header of a role."""
    name, _, email = written.rpartition(" <")
    return Header(name or None, (email if name else written).rstrip(">"), role)


def message(
    text: str,
    *,
    frm: str = "Ben Okafor <ben@halden.example>",
    to: tuple[str, ...] = ("Ana Ruiz <ana@tiller.example>",),
    cc: tuple[str, ...] = (),
    reply_to: tuple[str, ...] = (),
    first: int = 0,
    sent: datetime = SENT,
    **more,
) -> tuple[Message, list[Utterance]]:
    """A mail of the lines of ``text``: each a sentence, list items with a dash before them."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    utterances = [
        Utterance(
            first + n,
            line.removeprefix("- "),
            frm,
            block=first + n,
            form=Form.ITEM if line.startswith("- ") else Form.PARAGRAPH,
        )
        for n, line in enumerate(lines)
    ]
    people = [header(frm, "from"), *(header(p, "to") for p in to), *(header(p, "cc") for p in cc)]
    people += [header(p, "reply-to") for p in reply_to]
    return Message(people=tuple(people), first=first, count=len(lines), sent=sent, **more), utterances


def mail(*parts: tuple[Message, list[Utterance]], title: str = "Hull paint") -> Source:
    messages = tuple(part[0] for part in parts)
    return Source(
        id="invented",
        kind=SourceKind.EMAIL,
        format="eml",
        parts=(Part("mail.eml", "0" * 64, 1),),
        date=messages[-1].sent.date(),
        dated_from=DatedFrom.CONTENT,
        title=title,
        utterances=tuple(u for part in parts for u in part[1]),
        people=tuple(dict.fromkeys(h for m in messages for h in m.people)),
        messages=messages,
    )


def vault(*entities: Entity, **more) -> Context:
    return Context(ME, entities, **more)


def person(name: str, email: str | None = None, organisation: str | None = None) -> Entity:
    return Entity(name, EntityType.PERSON, name, emails=(email,) if email else (), organisation=organisation)


def account(name: str) -> Entity:
    return Entity(name, EntityType.ACCOUNT, name)


def read(source: Source, context: Context | None = None) -> Extraction:
    return OfflineEngine().extract(source, context or vault())


def paper(text: str, *, title: str = "Paper", kind: SourceKind = SourceKind.DOCUMENT) -> Source:
    """A document or memo of lines: ``# `` begins headings, ``- `` items, ``| `` rows."""
    utterances = []
    for n, line in enumerate(filter(None, map(str.strip, text.strip().splitlines()))):
        form = {"#": Form.HEADING, "-": Form.ITEM, "|": Form.ROW}.get(line[0], Form.PARAGRAPH)
        utterances.append(Utterance(n, line.lstrip("#-| ").strip(), block=n, form=form))
    return Source(
        id="invented",
        kind=kind,
        format="markdown",
        parts=(Part(f"{title}.md", "0" * 64, 1),),
        date=SENT.date(),
        dated_from=DatedFrom.CONTENT,
        title=title,
        utterances=tuple(utterances),
    )
