"""The public JSON of what was understood of a source: the contract that scoring and other programs read (docs/reference.md)."""

from typing import Any

import msgspec

from minutebook.model.extraction import SCHEMA_VERSION, Extraction
from minutebook.model.source import Source

_OWN = frozenset({"remarks"})
"""What only the stages among themselves read."""


def publish(source: Source, extraction: Extraction) -> dict[str, Any]:
    """The source with its utterances, then the extraction, as plain values with ISO dates."""
    return {
        "schema_version": SCHEMA_VERSION,
        "source": {
            "id": source.id,
            "kind": source.kind.value,
            "format": source.format,
            "sha256": source.sha256,
            "date": source.date.isoformat(),
            "title": source.title,
            "utterances": [
                {"id": u.id, "speaker": u.speaker, "start": u.start, "end": u.end, "text": u.text}
                for u in source.utterances
            ],
        },
        **{name: told for name, told in msgspec.to_builtins(extraction).items() if name not in _OWN},
    }


def publish_json(source: Source, extraction: Extraction) -> bytes:
    """The public JSON as indented UTF-8."""
    return msgspec.json.format(msgspec.json.encode(publish(source, extraction)), indent=1) + b"\n"
