"""Reading known sources again with another engine."""

from msgspec.structs import replace

from minutebook.model.entity import Context
from minutebook.model.extraction import Extraction
from minutebook.model.queue import Decision
from minutebook.model.record import SourceRecord
from minutebook.model.source import Source
from minutebook.run.again import find_known, read_again
from minutebook.run.keeping import last_kept
from minutebook.run.queue import list_waiting
from minutebook.run.session import open_session, open_store
from minutebook.run.settling import decide
from minutebook.vault.vault import Vault


class Replayed:
    """An engine that says what it is given, by source."""

    name = "other"
    version = "1"

    def __init__(self, said: dict[str, Extraction]) -> None:
        self.said = said

    def extract(self, source: Source, context: Context) -> Extraction:
        return self.said[source.id]


def test_another_engine_keeps_all_that_was_decided(vault: Vault) -> None:
    """What was rejected stays so though it rests on other words; an untouched item that vanished is withdrawn; new ones are proposed."""
    with open_store(vault) as store:
        tasks = [item for item in list_waiting(store, vault, vault.settings) if item.kind == "task"]
        records = list(store.latest(SourceRecord))
        kept = {r.source_id: found for r in records if (found := last_kept(r.source_id, r.engine, vault))}
    rejected = next(item for item in tasks if "new seal" in item.words.lower())
    decide(vault, [(rejected.id, Decision(act="reject"))])
    first = kept[rejected.source_id]
    was = next(task for task in first.tasks if task.id == rejected.id)
    answer = max(was.evidence)
    again = replace(was, id="mb-elsewhere0", text="Order a new bronze seal", evidence=(answer,))
    fresh = replace(was, id="mb-brandnew00", text="Tell the ferry", evidence=(0,))
    said = {**kept, rejected.source_id: replace(first, engine="other", tasks=(again, fresh))}
    with open_session(vault) as session:
        known, _ = find_known(session, vault, [])
        read_again(session, known, Replayed(said))
    note = (vault.root / rejected.path).read_text(encoding="utf-8")
    lines = [line for line in note.splitlines() if "#task" in line]
    assert [line[:5] for line in lines if "seal" in line.lower()] == ["- [R]"]
    assert [line[:5] for line in lines if "Tell the ferry" in line] == ["- [?]"]
    assert len(lines) == 2, lines
    with open_store(vault) as store:
        record = store.record(SourceRecord, rejected.source_id)
        waiting = {item.words: item for item in list_waiting(store, vault, vault.settings)}
    assert record is not None
    assert record.engine == "other"
    assert waiting["Tell the ferry"].confidence is not None
