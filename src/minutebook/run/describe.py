"""How a source was read, in words for the run log."""

from minutebook.model.source import DatedFrom, Source


def describe_reading(source: Source) -> list[str]:
    """How the source was read, for the run log."""
    where = {
        DatedFrom.CONTENT: "from its content",
        DatedFrom.NAME: "from the file's name",
        DatedFrom.MODIFIED: "from the file's time, as nothing else says",
    }[source.dated_from]
    return [
        f"read as {source.format} ({source.sureness:.0%} sure: {source.reason})",
        f"dated {source.date.isoformat()} {where}",
        *([f"private, so that no language model sees it: {source.private}"] if source.private else []),
        *source.warnings,
    ]
