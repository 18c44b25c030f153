"""The decisions of written minutes."""

from minutebook.flow.extract.offline.talk.blocks import Blocks
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.statement import state
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.patterns import read_patterns
from minutebook.flow.extract.offline.words.weight import content
from minutebook.model.extraction import Decision
from minutebook.model.source import Form, Source
from minutebook.text import patterns as re

MINUTED = 0.8
"""Chance of what written minutes call decided."""
EVIDENCE = 3
SHORT = 4
"""Content words of a sentence that needs the one before."""


def find_minuted(source: Source, lines: tuple[Line, ...], people: People, lexicon: Lexicon) -> tuple[Decision, ...]:
    """The decisions of written minutes: what they say in so many words that it was decided, and when the next meeting is."""
    patterns = read_patterns("decisions")
    blocks = Blocks(source, "decision")
    found: list[Decision] = []
    next_meeting = False
    for line in lines:
        if line.form is Form.HEADING:
            next_meeting = _NEXT_MEETING.search(line.plain) is not None
            continue
        meets = bool(line.dates) and (next_meeting or _NEXT_MEETING.match(line.plain) is not None)
        decided = patterns["minuted"].search(line.plain) and not patterns["unminuted"].search(line.plain)
        if line.question or not (meets or decided) or _ASIDE_LINE.search(line.plain) or _is_pledge(line):
            continue
        short = len(set(content(line.plain))) < SHORT or _OUTCOME.match(line.plain)
        before = lines[line.id - 1] if line.id and short and not meets else None
        told = [before, line] if before and before.form is not Form.HEADING else [line]
        if not meets and sum(len(content(each.plain)) for each in told) < SHORT:
            continue
        text = " ".join(state(each, people, lexicon) for each in told)
        evidence = tuple(u for each in told for u in each.utterances)[:EVIDENCE]
        if len(told) == 2 and found and evidence[0] in found[-1].evidence:
            found.pop()  # told again with what came of it
        found.append(
            Decision(
                id=blocks.item_id(evidence[0]),
                text=f"Next meeting: {text}"
                if next_meeting and meets and not _NEXT_MEETING.match(text.lower())
                else text,
                evidence=evidence,
                confidence=MINUTED,
            )
        )
        next_meeting = False
    return tuple(found)


def _is_pledge(line: Line) -> bool:
    """Whether what was agreed is that somebody would do something: a task."""
    agreed = _AGREED_THAT.search(line.plain)
    if not agreed:
        return False
    named = [name for name in line.names if name.start == agreed.end("that")]
    return _WOULD.match(line.plain, named[0].end if named else agreed.end("that")) is not None


_NEXT_MEETING = re.compile(r"(?:\d+[.)]? )?(?:date (?:and time )?of )?(?:the )?next meeting\b")
_ASIDE_LINE = re.compile(r"^\(.*\)$|:$")
"""A remark in brackets; what leads up to a list."""
_OUTCOME = re.compile(
    r"(?:the )?(?:motion|resolution|proposal|vote|amendment) (?:was |is )?(?:carried|passed|defeated|approved|lost)\b"
)
"""How a vote went; what was voted on stands before."""
_AGREED_THAT = re.compile(r"\bagreed (?P<that>that )")
_WOULD = re.compile(r"(?:he|she)? ?(?:would|will|should) (?!be\b)")
