"""How a source was read, in words for the run log."""

from collections import Counter
from collections.abc import Iterable

from minutebook.model.change import Append, Change, InsertLine
from minutebook.model.extraction import Call
from minutebook.model.links import Held
from minutebook.model.record import LineKind, LineRecord
from minutebook.model.source import DatedFrom, Source, SourceKind


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


def describe_date(source: Source) -> tuple[str, ...]:
    """What to do about the date of a talk or memo, from which its days are counted, where only the file's time gave it."""
    spoken = source.kind in {SourceKind.CONVERSATION, SourceKind.MEMO}
    if not spoken or source.dated_from is not DatedFrom.MODIFIED:
        return ()
    return ("dated by its file; if that is wrong, put its date right and read it --again",)


_HELD = {
    LineKind.TASK: ("task", "tasks"),
    LineKind.FOLLOW_UP: ("piece of news", "pieces of news"),
    LineKind.DECISION: ("decision", "decisions"),
    LineKind.FACT: ("fact", "facts"),
    LineKind.QUESTION: ("question", "questions"),
}


def describe_note(changes: Iterable[Change], note: str) -> str:
    """What a note gets by these changes: ``9 tasks, 1 decision``; empty for none of these."""
    records = (c.record for c in changes if isinstance(c, Append | InsertLine))
    found = {r.id: r.kind for r in records if isinstance(r, LineRecord) and r.path == note and r.kind in _HELD}
    counts = Counter(found.values())
    return ", ".join(f"{n} {_HELD[kind][n != 1]}" for kind in _HELD if (n := counts[kind]))


def describe_call(call: Call) -> str:
    """What was sent where for an answer, its tokens and cost."""
    price = "of unknown price" if call.cost is None else f"${call.cost:.4f}"
    read = f" ({call.cached:,} from its cache)" if call.cached else ""
    took = f"{call.sent:,} tokens{read}, {call.received:,} received, {price}, {call.seconds:.1f} s"
    return f"sent to {call.host} for {call.model} on {call.day}: {took}"


def describe_held(held: Held) -> str:
    """What was left out for what the person decided before, and why."""
    return f"left out ({held.why}): {held.kind}: {held.text}"
