"""Originals that are read again: what is remembered of the mails of a thread, and when it is not."""

from datetime import UTC, datetime

from letters import FIRST, ODALYS, PELLE, SECOND, THIRD, letter
from minutebook.flow.adapt import adapt
from minutebook.flow.identify import join_thread
from minutebook.model.record import SourceRecord
from minutebook.run.known import reread
from minutebook.run.originals import join_parts
from minutebook.run.session import open_session
from minutebook.ui.cli import main
from minutebook.vault.vault import Vault

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
MAILS = (
    letter(FIRST),
    letter(SECOND, number=2, answers=1, day=13, sender=ODALYS, to=PELLE),
    letter(THIRD, number=3, answers=2, day=14),
)


def read(data: bytes):
    return adapt("a.eml", data, NOON, UTC, 10_000_000)[0]


def test_a_thread_grows_by_what_came_since() -> None:
    """Joined mail after mail, or all at once, or after other mails under its id, it says the same."""
    parts = [read(data) for data in MAILS]
    whole = join_thread(join_thread(parts[0], parts[1]).source, parts[2]).source
    assert join_parts("t", parts[:1]) == parts[0]
    assert join_parts("t", parts[:2]).messages == join_thread(parts[0], parts[1]).source.messages
    assert join_parts("t", parts) == whole
    assert join_parts("t", [parts[0], parts[2]]) == join_thread(parts[0], parts[2]).source
    assert join_parts("t", parts[:2]) == join_thread(parts[0], parts[1]).source


def test_what_is_gone_or_damaged_is_not_remembered(vault: Vault) -> None:
    """A thread read a moment ago is read no more once the bytes of one of its mails are others."""
    for number, data in enumerate(MAILS):
        (vault.root / f"Inbox/{number}.eml").write_bytes(data)
    assert main(["ingest", "--vault", str(vault.root)]) == 0
    with open_session(vault) as session:
        record = next(r for r in session.store.latest(SourceRecord) if r.message_ids)
        read_again = reread(record, session)
        assert read_again is not None
        assert len(read_again.messages) == len(MAILS)
        original = vault.root / record.originals[0]
        original.write_bytes(original.read_bytes() + b"\n")
        assert reread(record, session) is None
