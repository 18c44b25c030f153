"""An invented thread, what was understood of it, and an engine that says just that."""

from datetime import date, datetime, timedelta, timezone

from msgspec.structs import replace

from minutebook.model.entity import Me
from minutebook.model.extraction import Extraction, Invite, NoteType, Participant, Reply, Task
from minutebook.model.source import DatedFrom, Form, Header, Message, Part, Source, SourceKind, Utterance
from minutebook.text.ids import item_id

ME = Me("Odalys Brennick", ("Odalys",), ("o@brennick.example",))
STOCKHOLM = timezone(timedelta(hours=1))
PELLE = Header("Pelle Strandmark", "pelle@strandmark.example", "from")
FIRST = (
    "Could you tell me which seal you want, bronze or rubber?",
    "Please send me the drawing of the housing by Friday.",
    "I'll order it the same day.",
)


def mail(
    *texts: str, sender: Header = PELLE, number: int = 1, first: int = 0, **given
) -> tuple[Message, list[Utterance]]:
    """One mail of the thread and its sentences."""
    to = (
        (Header("Odalys Brennick", "o@brennick.example", "to"), Header("Jöns Åkerblad", "jons@harbour.example", "cc"))
        if sender is PELLE
        else (Header("Pelle Strandmark", "pelle@strandmark.example", "to"),)
    )
    message = Message(
        id=f"mail-{number}@strandmark.example",
        references=tuple(f"mail-{n}@strandmark.example" for n in range(1, number)),
        in_reply_to=f"mail-{number - 1}@strandmark.example" if number > 1 else "",
        subject="Re: Seal for the pump" if number > 1 else "Seal for the pump",
        sent=datetime(2026, 3, 11 + number, 9, 30, tzinfo=STOCKHOLM),
        people=(sender, *to),
        first=first,
        count=len(texts),
    )
    said = [
        Utterance(id=first + n, text=text, speaker=sender.name, block=first + n, form=Form.PARAGRAPH)
        for n, text in enumerate(texts)
    ]
    return replace(message, **given), said


def thread(*mails: tuple[Message, list[Utterance]], sha256: str = "cd" * 32) -> Source:
    """The mails as one source, by default a single one with a question, a request and a promise."""
    mails = mails or (mail(*FIRST),)
    return Source(
        id="mb-mail000001",
        kind=SourceKind.EMAIL,
        format="eml",
        parts=(Part("seal.eml", sha256, 1000),),
        date=date(2026, 3, 12),
        dated_from=DatedFrom.CONTENT,
        title="Seal for the pump",
        utterances=tuple(u for _, said in mails for u in said),
        people=mails[0][0].people,
        message_ids=tuple(m.id for m, _ in mails),
        messages=tuple(m for m, _ in mails),
    )


def read_mail(source: Source, **given) -> Extraction:
    """What an engine makes of the first mail; ``given`` overrides."""
    values = {
        "engine": "replayed",
        "note_type": NoteType.JOURNAL,
        "subject": None,
        "title": "Seal for the pump",
        "date": source.date,
        "participants": (Participant("Pelle Strandmark", email=PELLE.email), Participant("Odalys Brennick")),
        "tasks": (
            Task(
                id=item_id(source.id, "task", 1),
                text="Send Pelle the drawing of the housing",
                evidence=(1,),
                owner="Odalys Brennick",
                due=date(2026, 3, 13),
            ),
            Task(id=item_id(source.id, "task", 2), text="Order the seal", evidence=(2,), owner="Pelle Strandmark"),
        ),
        "reply": Reply(True, ("pelle@strandmark.example",), ("Which seal do you want, bronze or rubber?",)),
        "invite": Invite(
            "Fit the seal",
            "2026-03-30T10:00:00+02:00",
            "2026-03-30T11:30:00+02:00",
            ("pelle@strandmark.example", "o@brennick.example", "nobody"),
            "North quay",
        ),
    } | given
    return Extraction(**values)


class Replay:
    """An engine that was told what to say."""

    name = "replayed"
    version = "1"

    def __init__(self, **given) -> None:
        self.given = given

    def extract(self, source, context):
        return read_mail(source, **self.given)
