"""News of earlier work in what is written: what may be told of it, and what a sentence says by itself."""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec.structs import replace

from minutebook.flow.extract.offline.letter.page import Page
from minutebook.flow.extract.offline.news.remarks import find_remarks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.model.extraction import Remark, UpdateStatus
from minutebook.model.source import Form
from minutebook.text import patterns as re

LEAST = 0.01
"""Chance of news from which a sentence may report: the reader of lines, which knows talk, is less sure of mails."""


def find_news(pages: Sequence[Page], lines: Sequence[Line], people: People, senses: np.ndarray) -> Iterator[Remark]:
    """What may be news of earlier work, page by page."""
    for page in pages:
        for remark in find_remarks(telling_lines(page, lines), people, page.day, senses, LEAST):
            yield replace(remark, speaker=page.writer)


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
