"""A letter's draft as a person rewrites it: both of its files say the same, and are theirs from then on."""

from datetime import UTC
from email import policy
from email.parser import BytesParser
from email.utils import getaddresses
from hashlib import sha256

import msgspec

from minutebook.errors import UserError
from minutebook.flow.outputs.draft import LETTER, PAGE, format_draft, retell
from minutebook.flow.outputs.letter import Letter
from minutebook.flow.plan import make_plan
from minutebook.model.change import Change, WholeFile
from minutebook.model.plan import RunKind
from minutebook.model.record import DraftRecord, SourceRecord
from minutebook.model.run import Run
from minutebook.model.source import Header
from minutebook.run.session import Desk
from minutebook.vault.vault import Folder

_REFERENCE = "<>"


def read_letter(record: DraftRecord, folder: Folder) -> Letter | None:
    """The letter as its file has it now; None for a draft that is no letter, or whose file is gone."""
    path = next((path for path in record.paths if path.endswith(LETTER)), None)
    data = folder.read(path) if path else None
    if data is None:
        return None
    message = BytesParser(policy=policy.default).parsebytes(data)
    body = message.get_body(("plain",))
    return Letter(
        to=_people(message.get_all("to", [])),
        cc=_people(message.get_all("cc", [])),
        sender=next(iter(_people(message.get_all("from", []))), None),
        subject=str(message.get("subject", "")),
        body=body.get_content().replace("\r\n", "\n") if body else "",
        in_reply_to=str(message.get("in-reply-to", "")).strip(_REFERENCE),
        references=tuple(each.strip(_REFERENCE) for each in str(message.get("references", "")).split()),
    )


def _people(values: list[object]) -> tuple[Header, ...]:
    return tuple(Header(name or None, email, "to") for name, email in getaddresses(map(str, values)) if email)


def is_rewritten(record: DraftRecord, folder: Folder) -> bool:
    """Whether a file of the draft is not as it was written."""
    held = (sha256(folder.read(path) or b"").hexdigest() for path in record.paths)
    return tuple(held) != record.sha256s


def rewrite_letter(desk: Desk, record: DraftRecord, subject: str, body: str) -> Run | None:
    """Give a letter another subject and text, as one run; None where it says so already. Raises UserError."""
    letter = read_letter(record, desk.folder)
    if letter is None:
        raise UserError("this draft's file is gone from the Outbox; `minutebook reply SOURCE` makes another")
    subject = " ".join(subject.split())
    if not subject:
        raise UserError("a letter needs a subject; nothing was saved")
    if (subject, body.strip()) == (letter.subject, letter.body.strip()):
        return None
    written = msgspec.structs.replace(letter, subject=subject, body=body)
    sent = next(path for path in record.paths if path.endswith(LETTER))
    read = next((path for path in record.paths if path.endswith(PAGE)), "")
    stem = sent.removesuffix(LETTER)
    source = desk.store.record(SourceRecord, record.source_id)
    day = desk.now.date() if source is None else desk.now.date().fromisoformat(source.date)
    files = format_draft(written, stem, draft_id=record.id, day=day, note=None, shared=desk.store.shared_stems())
    changes: list[Change] = [WholeFile(sent, files[sent])]
    page = desk.folder.read(read) if read else None
    if page is not None:
        standing = page.decode("utf-8", "surrogateescape")
        changes.append(WholeFile(read, retell(standing, files[stem + PAGE])))
    at = desk.now.astimezone(UTC).isoformat()
    title = f"draft rewritten: {subject}"
    return desk.apply(make_plan(RunKind.DRAFT, title, record.source_id, changes, desk.folder.read, at=at))
