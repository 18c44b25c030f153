"""Voices that their owner named, known again in later recordings; only where ``remember_voices`` asks for it."""

from collections import defaultdict
from collections.abc import Mapping

import msgspec
import numpy as np

from minutebook.flow.adapt.recording import Transcript
from minutebook.model.record import SourceRecord
from minutebook.run.hear import read_kept
from minutebook.store import Store
from minutebook.vault.vault import Folder


def remembered_voices(store: Store, folder: Folder) -> Mapping[str, tuple[float, ...]]:
    """The mean voice of each name that `minutebook speakers` gave to a voice whose vector was kept."""
    records = {record.source_id: record for record in store.latest(SourceRecord)}
    found: dict[str, list[tuple[float, ...]]] = defaultdict(list)
    for said in store.speakers():
        record = records.get(said.source_id or "")
        for sha in record.sha256s if record else ():
            voice = _read_voices(sha, folder).get(said.label)
            if voice:
                found[said.name].append(voice)
    return {name: tuple(np.mean(voices, axis=0).tolist()) for name, voices in found.items()}


def _read_voices(sha: str, folder: Folder) -> Mapping[str, tuple[float, ...]]:
    kept = read_kept(sha, folder)
    try:
        return msgspec.json.decode(kept, type=Transcript).voices if kept else {}
    except msgspec.MsgspecError:
        return {}
