"""The verdict on a source: new, the same again, grown, or close to something known."""

from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec

from minutebook.flow.identify.blocks import carry_blocks
from minutebook.flow.identify.fingerprint import fingerprint, unpack
from minutebook.flow.identify.overlap import Overlap, measure_overlap
from minutebook.flow.identify.thread import is_retold, is_thread, join_thread
from minutebook.model.record import SourceRecord
from minutebook.model.source import DatedFrom, Source, SourceKind
from minutebook.text.ids import stable_id
from minutebook.text.names import fold
from minutebook.text.words import split_words

ENOUGH_WORDS = 60
"""Content words below which sources are told apart by their bytes alone (DESIGN, guarantee 4)."""
FEW_WORDS = 20
"""Content words from which equal short texts are worth a question."""
CONTAINED = 0.9
"""Share of the smaller source that the larger one must contain (DESIGN, guarantee 4)."""
CLOSE = 0.3
"""Share from which a person is asked: one talk heard by two recognisers stays above it, different meetings of one team
far below (figures: ``evals/twins.py``)."""
LONG_TALK = 400
"""Content words from which talk that is contained at all is the same talk: nobody says the same 400 words twice."""
SLIPS = 0.05
"""Share of a shorter talk's words that may stand in the place of others, none of them numbers; none at all in what is
written, which may be a form filled in anew."""
PART = 1 / 3
"""Share of the larger one that a contained text must make up where it is written: below, one quotes the other."""
GROWTH = 4
"""Content words in a row that only the new source has, from which it has grown. Layouts of one meeting add two at most."""
MOST_MAILS = 20
"""Threads of one subject of which a mail without their ids could be a part."""

Reread = Callable[[SourceRecord], Source | None]


class New(msgspec.Struct, frozen=True):
    """Nothing known is meant. ``source`` has an id of its own, also beside a known one of the same few words."""

    source: Source


class Twin(msgspec.Struct, frozen=True):
    """The same again, or a part of it: archived beside the first; notes and pages stay. ``overlap`` is None for equal bytes."""

    record: SourceRecord
    overlap: Overlap | None = None


class Grown(msgspec.Struct, frozen=True):
    """The known source with more in it.

    ``source`` has the known one's id and, in each utterance, the block number that its passage has or gets; ``blocks``
    lists those numbers, ``next_block`` is the first one still unused.
    """

    record: SourceRecord
    source: Source
    blocks: tuple[int, ...]
    next_block: int
    overlap: Overlap


class Close(msgspec.Struct, frozen=True):
    """Kept apart as a new source, yet near enough to these to ask a person; ``overlaps`` in the order of ``records``."""

    source: Source
    records: tuple[SourceRecord, ...]
    overlaps: tuple[Overlap, ...]


Identity = New | Twin | Grown | Close


class _Match(msgspec.Struct, frozen=True):
    """A known record beside the new source. ``bytes`` and ``message``: equal, by file or by message id."""

    record: SourceRecord
    overlap: Overlap
    bytes: bool
    message: bool


def identify(source: Source, known: Iterable[SourceRecord], reread: Reread) -> Identity:
    """What a source is to those known: equal bytes first, then message ids, then words of one date.

    ``known`` are the records that could be meant, in any state; what follows for an undone one is the caller's to decide.
    ``reread`` adapts again the original that a record's rendering shows (None where it cannot).
    """
    codes = unpack(fingerprint(source)) or ()
    matches = [_match(source, codes, record, reread) for record in known]
    matches.sort(key=lambda match: (match.bytes, match.message, match.overlap.of_smaller), reverse=True)
    for match in matches:
        if is_thread(source, match.record) and (known_thread := reread(match.record)) and known_thread.messages:
            return _join(source, match, known_thread)
        if _is_same(source, match):
            return _twin_or_grown(source, codes, match, reread)
    for match in [match for match in matches if _is_about_the_same(source, match.record)][:MOST_MAILS]:
        if (thread := reread(match.record)) and is_retold(source, thread):
            return _join(source, match, thread)
    apart = _tell_apart(source, {match.record.source_id for match in matches})
    close = [match for match in matches if _is_close(source, match)]
    if close:
        return Close(apart, tuple(match.record for match in close), tuple(match.overlap for match in close))
    return New(apart)


def _is_about_the_same(source: Source, record: SourceRecord) -> bool:
    """Whether both are mails of one subject."""
    return source.kind is SourceKind(record.kind) is SourceKind.EMAIL and fold(source.title) == fold(record.title)


def _join(source: Source, match: _Match, thread: Source) -> Twin | Grown:
    """The known thread with the mails of it that are new; a twin where none is."""
    joined = join_thread(thread, source, match.record.next_block)
    if not joined.fresh:
        return Twin(match.record, None if match.bytes else match.overlap)
    grown = msgspec.structs.replace(joined.source, id=match.record.source_id)
    blocks = tuple(utterance.block for utterance in grown.utterances)
    return Grown(match.record, grown, blocks, joined.next_block, match.overlap)


def _match(source: Source, codes: Sequence[str], record: SourceRecord, reread: Reread) -> _Match:
    return _Match(
        record=record,
        overlap=measure_overlap(_read_codes(record, reread), codes),
        bytes=any(part.sha256 in record.sha256s for part in source.parts),
        message=not set(source.message_ids).isdisjoint(record.message_ids) or is_thread(source, record),
    )


def _read_codes(record: SourceRecord, reread: Reread) -> tuple[str, ...]:
    """The record's fingerprint, made anew where it is missing or of another version."""
    codes = unpack(record.words)
    if codes is None:
        again = reread(record)
        codes = unpack(fingerprint(again)) if again else ()
    return codes or ()


def _is_same(source: Source, match: _Match) -> bool:
    """Whether the match is the same source, as a whole or in part."""
    if match.bytes and (match.record.source_id == source.id or not _is_other_meeting(match.overlap)):
        return True
    same_mail = not set(source.message_ids).isdisjoint(match.record.message_ids)
    same_day = match.record.date == source.date.isoformat()
    return same_mail or (same_day and _is_contained(source, match)) or _is_copy(source, match)


def _is_copy(source: Source, match: _Match) -> bool:
    """Whether a talk that says no day of its own, word for word another, is a copy that was made later: its file's time dates nothing."""
    overlap = match.overlap
    talk = source.kind is SourceKind(match.record.kind) is SourceKind.CONVERSATION
    undated = source.dated_from is DatedFrom.MODIFIED
    return talk and undated and overlap.new >= ENOUGH_WORDS and overlap.shared == overlap.known == overlap.new


def _is_other_meeting(overlap: Overlap) -> bool:
    """Whether two sources read from one file are different: a file may hold several meetings."""
    return overlap.of_smaller < CLOSE and (overlap.known or overlap.new) > 0


def _is_contained(source: Source, match: _Match) -> bool:
    """The rule of one date: enough words, nearly all of them contained, and no form filled in anew."""
    overlap, kinds = match.overlap, {source.kind, SourceKind(match.record.kind)}
    smaller, larger = sorted((overlap.known, overlap.new))
    if smaller < ENOUGH_WORDS or overlap.of_smaller < CONTAINED:
        return False
    both_ways = min(overlap.of_known, overlap.of_new) >= CONTAINED
    if SourceKind.EMAIL in kinds:
        return overlap.shared == smaller == larger  # a mail with a word more answers or quotes the other
    if len(kinds) > 1 and not both_ways:
        return False  # talk reads an agenda out
    if SourceKind.CONVERSATION in kinds:
        return smaller >= LONG_TALK or (overlap.changed <= SLIPS * smaller and not overlap.numbers)
    return smaller >= PART * larger and not overlap.changed and not overlap.ending


def _is_close(source: Source, match: _Match) -> bool:
    """Whether a person is asked: not of two mails that both have ids, nor of a handful of words."""
    overlap = match.overlap
    if match.record.date != source.date.isoformat() or (source.message_ids and match.record.message_ids):
        return False
    smaller = min(overlap.known, overlap.new)
    enough = CLOSE if smaller >= ENOUGH_WORDS else CONTAINED
    return smaller >= FEW_WORDS and overlap.of_smaller >= enough


def _tell_apart(source: Source, known_ids: Collection[str]) -> Source:
    """The source under an id that no known one has: two short answers of one day may have the same words."""
    if source.id not in known_ids:
        return source
    return msgspec.structs.replace(source, id=stable_id(source.id, source.sha256))


def _twin_or_grown(source: Source, codes: Sequence[str], match: _Match, reread: Reread) -> Twin | Grown:
    """The same, unless the new source holds the known one and a stretch more."""
    record, overlap = match.record, match.overlap
    grew = overlap.added >= GROWTH and overlap.new > overlap.known and overlap.of_known >= CONTAINED
    if match.bytes or not grew:
        return Twin(record, None if match.bytes else overlap)
    old, new = _read_passages(source, codes, record, reread)
    blocks, next_block = carry_blocks(old, record.blocks, new, record.next_block)
    utterances = tuple(
        msgspec.structs.replace(utterance, block=block)
        for utterance, block in zip(source.utterances, blocks, strict=True)
    )
    grown = msgspec.structs.replace(source, id=record.source_id, utterances=utterances)
    return Grown(record, grown, blocks, next_block, overlap)


def _read_passages(
    source: Source, codes: Sequence[str], record: SourceRecord, reread: Reread
) -> tuple[Sequence[Sequence[str]], Sequence[Sequence[str]]]:
    """The words of each known and each new utterance; their codes where the original cannot be read as it was rendered."""
    again = reread(record)
    known = unpack(record.words)
    if again and (known is None or unpack(fingerprint(again)) == known):
        return _split_utterances(again), _split_utterances(source)
    return known or (), codes


def _split_utterances(source: Source) -> list[tuple[str, ...]]:
    return [tuple(split_words(utterance.text)) for utterance in source.utterances]
