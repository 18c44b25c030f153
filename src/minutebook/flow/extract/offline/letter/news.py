"""News of earlier work in what is written: what may be told of it, and what a sentence says by itself."""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from minutebook.flow.extract.offline.letter.page import Page
from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.news.remarks import find_remarks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.reported import heard
from minutebook.model.extraction import Remark, TaskStatus, Update, UpdateStatus
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import resolve_due

SURE = 0.6
"""Chance of a sentence of a paper that says so in so many words; what it reports on is bound by the link stage, or nothing is."""
LEAST = 0.01
"""Chance of news from which a sentence may report: the reader of lines, which knows talk, is less sure of mails."""


def find_news(pages: Sequence[Page], lines: Sequence[Line], people: People, senses: np.ndarray) -> Iterator[Remark]:
    """What may be news of earlier work, page by page."""
    for page in pages:
        for remark in find_remarks(telling_lines(page, lines), people, page.day, senses, LEAST):
            yield replace(remark, speaker=page.writer)


def find_reports(pages: Sequence[Page], lines: Sequence[Line], works: Sequence[Work]) -> Iterator[Update]:
    """The reports of a paper, whose sentences each stand for themselves. What is asked for or promised anew is none."""
    new = {work.line for work in works}
    settled = {n for work in works for n in work.lines if work.status is not TaskStatus.OPEN} - new
    for page in pages:
        for line in telling_lines(page, lines):
            status = None if line.question or _THANKS.match(line.plain) else read_status(line.plain) or _by_phrase(line)
            if status is None or line.id in settled or (line.id in new and status is UpdateStatus.DONE):
                continue
            day = resolve_due(line.text, page.day) if status is UpdateStatus.SLIPPED else None
            ahead = day.value if day is not None and day.value is not None and day.value > page.day else None
            yield Update(
                task_text=line.text,
                status=status,
                evidence=line.utterances[:1],
                new_due=ahead,
                owner=page.writer,
                confidence=SURE,
            )


def _by_phrase(line: Line) -> UpdateStatus | None:
    """The status of which a sentence has a phrase that is sure to report; what somebody else does, or nobody, before what is done."""
    families = () if _IF.match(line.plain) or _AHEAD.search(line.plain) else heard(line)
    return next((status for status in _BY_PHRASE if f"sure:{status}" in families), None)


def telling_lines(page: Page, lines: Sequence[Line]) -> list[Line]:
    """The lines of a page that may tell of work."""
    return [lines[n] for n in page.lines if _tells(lines[n])]


def _tells(line: Line) -> bool:
    """Whether a line may tell anything: no heading, row of a table, box, greeting or name under a mail."""
    bare = line.form in {Form.HEADING, Form.ROW} or line.checked is not None
    named = "".join(line.plain[: name.start] + line.plain[name.end :] for name in line.names[:1])
    return not bare and not _GREETING.fullmatch(line.plain) and (not line.names or _WORDS.search(named) is not None)


def read_status(text: str) -> UpdateStatus | None:
    """What a sentence in small letters reports on some work; None where it reports nothing.

    >>> read_status("the quote has slipped, you will have it on thursday.").value
    'slipped'
    """
    if _IF.match(text):
        return None
    text = _AHEAD.sub(" … ", text)
    for status, pattern in _PATTERNS:
        if pattern.search(text):
            return status
    return None


_BY_PHRASE = (
    UpdateStatus.REASSIGNED,
    UpdateStatus.CANCELLED,
    UpdateStatus.SLIPPED,
    UpdateStatus.IN_PROGRESS,
    UpdateStatus.DONE,
)
"""Of several the first holds."""
_THANKS = re.compile(
    r"(?:many |with )?(?:thanks|thank you)(?: so much| very much)? for (?!.*\b(?:i|we)(?:'ve| have|'m| am)\b)"
)
"""A courtesy, which reports nothing but what its writer did."""
_GREETING = re.compile(
    r"(?:dear|hi|hello|hey|hiya|hallo|(?:good )?(?:morning|afternoon|evening))\b[\w '.&-]{0,40}[,!:.–-]?|(?:[\w'.-]+ ){0,2}[\w'.-]+,|\w{1,2}[.,]?"
)
_WORDS = re.compile(r"\w")
_IF = re.compile(r"(?:if|when|once|unless|should|as soon as|please|could|can)\b")
_AHEAD = re.compile(
    r"\b(?:once|whenever|as soon as|unless|whether)\b[^,.;:]*"
    r"|(?:^|\b(?:and|please|then) |, ?)(?:confirm|make sure|ensure|see to it|check|let (?:me|us) know|tell (?:me|us))(?: to (?:me|us))?(?: that| when| if)?\b[^,.;:]*"
)
"""What is only to be so, or to be told: "confirm once it is done"."""
_DID = (
    "sent|ordered|booked|paid|signed|called|rang|phoned|told|asked|posted|uploaded|submitted|finished|fixed|delivered|shipped|filed|closed|merged|printed|bought|wrote|written|put|moved|shared"
    "|forwarded|completed|updated|checked|talked|spoke|spoken|arranged|confirmed|returned|received|installed|replaced|cleared|handed|given|gave|dropped|done|made|drafted|invoiced|tested"
)
_PATTERNS = (
    (
        UpdateStatus.CANCELLED,
        re.compile(r"\b(?:is|are|was|were|'s|be) (?:now )?(?:off(?=[,.;!]|$| for)|cancelled|canceled|called off|dropped|scrapped)|\bnever mind\b|\bno need (?:to|for)\b|\b(?:disregard|forget about)\b|\bno longer (?:need|want|required|necessary)|\b(?:don't|do not) need (?:it|that|the \w+) any ?more|\bnot (?:going ahead|happening)"),
    ),
    (
        UpdateStatus.SLIPPED,
        re.compile(r"\bslipped|\bdelayed|\bpostponed|\bpushed back|\b(?:will be|is|are|running) late\b|\bnot (?:yet )?(?:here|arrived|come|ready|done|finished)\b(?: yet)?|\bstill (?:not|waiting|missing|outstanding|owe)|\b(?:hasn't|haven't|has not|have not) (?:arrived|come|been|got|had|managed|finished)|\b(?:moved|put off) (?:it )?to\b|\bneeds? (?:another|more|until)\b|\btakes? (?:\w+ ){1,3}longer|\bcan't make \w+day|\bnot before \w+"),
    ),
    (
        UpdateStatus.IN_PROGRESS,
        re.compile(r"\b(?:i'm|i am|we're|we are) (?:still |now )?(?:working on|in the middle of|half ?way)|\b(?:i've|i have|we've|we have) (?:started|begun)|\bnearly (?:done|finished|there)|\bin progress\b|\bunder way\b"),
    ),
    (
        UpdateStatus.DONE,
        re.compile(rf"\b(?:i|we)(?:'ve| have)?(?: already| just| now)? (?:{_DID})\b|^(?:{_DID})\b|\b(?:is|are|was|were|has been|have been)(?: all| now| already)? (?:{_DID}|sorted|on (?:its|their|the) way|in the post|out|ready)\b|\battached (?:is|are|you)|\bhere (?:is|are) the(?! (?:calendar |meeting )?(?:invit|agenda|reminder))|\bcame (?:through|in|back)\b|\b(?:has|have)(?: already| just| now)? (?!talked|spoken?|told|asked|wrote|given)(?:{_DID}|arrived|gone|come)\b"),
    ),
)  # fmt: skip
