"""The tasks of a talk in another language, from the pieces of work that it settled."""

from collections.abc import Iterator, Sequence

from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.abroad.lines import BEFORE, spoken_before
from minutebook.flow.extract.offline.abroad.piece import Piece, State
from minutebook.flow.extract.offline.abroad.said import Voices, Way
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.work.tasks import cite, numbered
from minutebook.model.extraction import Cue, Priority, Task, TaskStatus
from minutebook.model.source import Source

SURE, ASKED, NEEDED = 0.9, 0.7, 0.6
"""Confidence of what somebody has taken; of what was asked of one person; of what is said to be needed."""
_STATUS = {State.OFF: TaskStatus.CANCELLED, State.DONE: TaskStatus.DONE, State.REFUSED: TaskStatus.DECLINED}
_CUE = {
    Way.ASK: Cue.ASKED,
    Way.PROMISE: Cue.PROMISED,
    Way.GIVEN: Cue.ASKED,
    Way.OFFER: Cue.PROMISED,
    Way.NEED: Cue.NEEDED,
    Way.TOGETHER: Cue.TOGETHER,
}
_LEVELS: tuple[Priority, ...] = ("lowest", "low", "highest", "high")
_SIGN = {"lowest": "lowest", "low": "low", "highest": "urgent", "high": "high"}


def tell_tasks(
    source: Source,
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    people: People,
    grammar: Grammar,
    written: Sequence[Task] = (),
) -> tuple[Task, ...]:
    """The tasks, those that are ``written`` in lists among them, in order; what was called off, declined or done in the talk carries that status."""
    told = (task for piece in pieces for task in _task(tuple(lines), piece, pieces, people, grammar))
    return tuple(numbered(source, sorted((*written, *told), key=lambda task: task.evidence)))


def _task(
    lines: tuple[Line, ...], piece: Piece, pieces: Sequence[Piece], people: People, grammar: Grammar
) -> Iterator[Task]:
    if (not piece.taken and piece.said.way is Way.OFFER) or _is_reason(piece, pieces):
        return
    owner = piece.owner if piece.taken else piece.who
    if owner is None and not piece.taken and not _is_open(lines, piece, pieces, grammar):
        return
    text = _wording(lines, piece, owner, people, grammar)
    if not text:
        return
    due = piece.due
    yield Task(
        id="",
        text=text,
        evidence=cite(piece.lines, lines),
        confidence=SURE if piece.taken else ASKED if piece.said.way is Way.ASK else NEEDED,
        owner=owner,
        due=due.value if due else None,
        due_text=due.text.rstrip(".,") if due else None,
        priority=_priority(lines, piece, grammar),
        status=_STATUS.get(piece.state, TaskStatus.OPEN),
        cue=_CUE[piece.said.way],
        asked_by=piece.asker if piece.asker != owner else None,
    )


def _is_reason(piece: Piece, pieces: Sequence[Piece]) -> bool:
    """Whether it is only said why something else is asked for: "two cellos are missing. Could you see the maker?"."""
    return (
        piece.said.thing
        and not piece.taken
        and any(
            other.asker == piece.asker and other.first.turn == piece.first.turn and other.first.id > piece.first.id
            for other in pieces
        )
    )


def _is_open(lines: tuple[Line, ...], piece: Piece, pieces: Sequence[Piece], grammar: Grammar) -> bool:
    """Whether work that nobody took has to be done all the same: it is needed, not only proposed, and nobody goes on to give it to somebody."""
    if (
        piece.said.way is not Way.NEED
        or piece.first.question
        or any(grammar.shows("proposes", lines[n].plain) for n in piece.lines)
    ):
        return False
    return not any(
        other.taken and 0 <= other.first.turn - piece.first.turn <= 1 for other in pieces if other is not piece
    )


def _wording(lines: tuple[Line, ...], piece: Piece, owner: str | None, people: People, grammar: Grammar) -> str:
    speaker = people.name(piece.first.speaker) or (owner if piece.said.way is Way.PROMISE else None)
    names = dict.fromkeys(filter(None, (people.name(line.speaker) for line in lines)))
    others = [name for name in names if name != speaker]
    other = piece.who if piece.who != speaker and piece.said.way is not Way.GIVEN else None
    near = lines[max(0, piece.first.id - BEFORE) : piece.first.id + 1]
    before = spoken_before(lines, piece.first, grammar)
    named = tuple(name.name for line in near for name in line.names)
    other = other or (others[0] if len(others) == 1 else _hearer(lines, piece, speaker, people, grammar))
    voices = Voices(speaker, other, owner, before, named)
    words = _full_names(grammar.word_work(piece.said.words, voices).strip(" ,.;:!?"), people)
    return f"{words[:1].upper()}{words[1:]}" if " " in words else ""


def _hearer(lines: tuple[Line, ...], piece: Piece, speaker: str | None, people: People, grammar: Grammar) -> str | None:
    """To whom of several something was said: who is glad of a promise in the next turn, else who spoke just before."""
    first = piece.first
    after = (line for line in lines[first.id + 1 :] if line.turn == first.turn + 1 and piece.said.way is Way.PROMISE)
    glad = (line for line in after if grammar.shows("assents", line.plain) or grammar.shows("accepts", line.plain))
    before = (line for line in reversed(lines[: first.id]) if first.turn - line.turn <= 1)
    heard = (people.name(line.speaker) for line in (*glad, *before))
    return next((name for name in heard if name and name != speaker), None)


def _full_names(words: str, people: People) -> str:
    """The words with the full names of those whom they name."""
    for name in sorted(people.find(words), key=lambda name: -name.start):
        if not (name.known or name.present):
            continue
        words = f"{words[: name.start]}{name.name}{words[name.end :]}"
    return words


def _priority(lines: tuple[Line, ...], piece: Piece, grammar: Grammar) -> Priority:
    """The priority that the lines of a piece state; medium where none does."""
    for number in piece.lines:
        for level in _LEVELS:
            if grammar.shows(_SIGN[level], lines[number].plain):
                return level
    return "medium"
