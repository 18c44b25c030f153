"""Which works of a thread a later mail says are done."""

from collections.abc import Iterable, Sequence

import msgspec

from minutebook.flow.extract.offline.letter.news import read_status
from minutebook.flow.extract.offline.letter.page import Page
from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.flow.extract.offline.line import Line
from minutebook.flow.extract.offline.stems import stems_of
from minutebook.model.extraction import UpdateStatus

SHARED = 2
"""Content stems that a report and the work on which it reports have in common at least, and half of the work's."""


def close_answered(works: Iterable[Work], pages: Sequence[Page], lines: Sequence[Line], lexicon: Lexicon) -> list[Work]:
    """The works, done where their owner reports so in a later mail; the report is part of what they rest on."""
    return [_closed(work, pages, lines, lexicon) for work in works]


def _closed(work: Work, pages: Sequence[Page], lines: Sequence[Line], lexicon: Lexicon) -> Work:
    wanted = stems_of(work.text, lexicon) - lexicon.weak_verbs
    for page in pages:
        if page.lines.start <= work.line or page.writer is None or page.writer != work.owner:
            continue
        for number in page.lines:
            line = lines[number]
            shared = wanted & stems_of(line.text, lexicon)
            if (
                len(shared) >= SHARED
                and 2 * len(shared) >= len(wanted)
                and not line.question
                and read_status(line.plain) is UpdateStatus.DONE
            ):
                return msgspec.structs.replace(work, done=True, lines=(*work.lines, number))
    return work
