"""Bytes to Sources: one module for each family of layouts, detected by content."""

from datetime import datetime, tzinfo

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Sample
from minutebook.flow.adapt.decode import decode
from minutebook.flow.adapt.detect import choose
from minutebook.flow.adapt.normalise import make_source
from minutebook.flow.adapt.private import find_private
from minutebook.model.source import Attachment, Source

__all__ = ["adapt", "open_attachments"]


def adapt(name: str, data: bytes, modified: datetime, zone: tzinfo | None, max_bytes: int) -> tuple[Source, ...]:
    """The sources that one file holds: usually one, several where an app keeps its meetings together.

    ``modified`` is the file's own time (aware); UTC stamps become dates in ``zone`` (None: the machine's own).
    Raises SourceError with the reason where the file cannot be taken.
    """
    if len(data) > max_bytes:
        raise SourceError(
            f"{name} has {len(data) / 1e6:.0f} MB; above {max_bytes / 1e6:.0f} MB (max_mb in minutebook.toml) files are not read."
        )
    decoded = decode(data)
    sample = Sample(name, data, *(decoded or (None, None)))
    if not data or (sample.text is not None and not sample.text.strip()):
        raise SourceError(f"{name} is empty. Export it again, or wait until its app has written it.")
    adapter, guess = choose(sample)
    private = find_private(sample)
    return tuple(make_source(sample, draft, guess, modified, zone, private) for draft in adapter.read(sample))


def open_attachments(name: str, data: bytes) -> tuple[tuple[Attachment, bytes], ...]:
    """The attachments of a file of mails with their bytes, each once, in the mails' order."""
    from minutebook.flow.adapt.mail import list_letters

    letters = list_letters(Sample(name, data, *(decode(data) or (None, None))))
    found = {e.attachment.sha256: (e.attachment, e.data) for letter in letters for e in letter.enclosures}
    return tuple(found.values())
