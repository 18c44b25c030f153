"""How work comes about between people, whatever their language: who asks whom, who takes it, what is called off, moved or said again."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from minutebook.flow.extract.offline.abroad.company import Company, find_given
from minutebook.flow.extract.offline.abroad.grammar import Grammar
from minutebook.flow.extract.offline.abroad.lines import due_abroad, spoken_before, stems_abroad, without_days
from minutebook.flow.extract.offline.abroad.piece import (
    LITTLE,
    SOON,
    Piece,
    State,
    closes,
    find_alike,
    is_ahead,
    is_past,
    other_day,
    verb_of,
    with_far,
)
from minutebook.flow.extract.offline.abroad.said import Said, Voices, Way
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.model.source import Form
from minutebook.text.dates import DateKind

REACH = 4
"""Turns after which nobody answers any more to what was said, unless they name it."""
ALIKE = 0.5
"""Share of the things of two wordings of one person's work that both have, where little else is said."""
NAME = 2
"""Blanks in a turn that only calls somebody."""


def find_pieces(
    lines: Sequence[Line], people: People, reference: date, grammar: Grammar, *, alone: bool = False
) -> list[Piece]:
    """The work of a talk, in order; ``alone``: one person speaks to nobody."""
    exchange = _Exchange(lines, people, reference, grammar, alone=alone)
    for line in lines:
        exchange.read(line)
    return [piece for piece in exchange.pieces if alone or not piece.faint]


class _Exchange:
    def __init__(
        self, lines: Sequence[Line], people: People, reference: date, grammar: Grammar, *, alone: bool
    ) -> None:
        self.pieces: list[Piece] = []
        self._lines = lines
        self._who = Company(lines, people, alone=alone)
        self._reference = reference
        self._grammar = grammar
        self._alone = alone
        self._recap = False

    def read(self, line: Line) -> None:
        """One more line: work that it tells of, else what it answers."""
        unreal = self._grammar.signs["unreal"].search(line.plain)
        if unreal and any(mark in line.text for mark in ".,;:?!"):
            return
        if self._shows("wonders", line):
            return
        works = sorted(self._grammar.hear_work(without_days(line), line.question), key=lambda said: said.start)
        if unreal:  # nobody set marks: what is said before it may be another sentence
            apart = unreal[0].startswith(_SUPPOSED)
            works = [said for said in works if apart and said.end <= unreal.start()]
            if not works:
                return
        refused = self._grammar.signs["refuses"].search(line.plain) if works else None
        near = tuple(self._near(line))
        held = all(piece.taken for piece in near)
        if refused and near and not (held and refused.start() >= works[-1].end):
            works = [said for said in works if said.way is not Way.PROMISE]  # why somebody cannot
        takes = self._grammar.signs["takes"].search(line.plain) if works and not line.question else None
        asked = any(self._is_soon(piece, line) and not piece.taken for piece in self._near(line))
        before = takes and takes.end() <= works[0].start and line.form is Form.TURN
        if before and asked and self._answer(line):
            works = works[1:]  # "I'll do that, I put a note up": how, and not something else
        recap = self._shows("recap", line)
        self._recap = self._recap or recap
        for n, said in enumerate(works):
            start = works[n - 1].end if n else 0
            end = said.tail or (works[n + 1].start if n + 1 < len(works) else len(line.text))
            if not said.tail and not any(start <= span.start < end for span in line.dates):
                end = len(line.text)  # "I finish it and send it by Friday"
            if refused and refused.start() >= said.end:
                end = min(end, refused.start())  # "I'll ask him, I can't say today"
            if recap or "," in said.words:
                start, end = (said.start if recap else start), said.end
            self._place(said, line, line.text[start:end])
        if not works and not takes and not self._answer(line):
            self._set_time(line)

    def _shows(self, sign: str, line: Line) -> bool:
        return self._grammar.shows(sign, line.plain)

    def _place(self, said: Said, line: Line, within: str) -> None:
        """A work as a new piece, or as what is said again of an earlier one. ``within``: the words that may hold its day."""
        heard = self._heard(said, line)
        if heard is None:
            return
        told, said = stems_abroad(heard.words, self._grammar), self._referred(heard, line)
        if said.way is Way.NEED and not self._alone and (said.leans or self._shows("open", line)):
            self._answer(line)
            return
        stems = self._stems(said, line)
        if not stems and not said.leans:
            said = with_far(said, self._lines, line, self._grammar)
            stems = self._stems(said, line)
        piece = self._pending(said, line, stems, stems - told) if said.leans or not stems else None
        if piece is None and not stems:
            if said.way is not Way.TOGETHER:
                self._answer(line)
            return
        piece = piece or self._same(said, line, stems, stems - told)
        loose = said.loose and not self._alone and line.form is Form.TURN and not is_ahead(line)
        if piece is None and loose and said.way is Way.PROMISE and stems <= told and self._answer(line):
            return
        if piece is None:
            piece = Piece(said, line, [line.id], stems, self._who.speaker(line))
            self.pieces.append(piece)
        else:
            self._say_again(piece, said, line, stems)
        self._hold(piece, said, line)
        self._set_day(piece, within)
        if line.form is not Form.TURN and said.way is Way.NEED and self._shows("off", line):
            piece.state = State.OFF
        elif self._shows("done", line) and said.way is not Way.ASK and not is_ahead(line):
            piece.state = State.DONE

    def _heard(self, said: Said, line: Line) -> Said | None:
        """A work with what a clause of its own says of it; None for a report, and for what is given to nobody who is known."""
        if self._shows("report", line) and said.way is not Way.PROMISE:
            return None
        if said.way is Way.GIVEN and find_given(said, line) is None:
            if not self._who.called(line):
                return None
            said = msgspec.structs.replace(said, way=Way.ASK)
        if not said.tail:
            return said
        stop = said.end
        for span in line.dates:
            stop = span.end if 0 <= span.start - stop <= 1 else stop
        told_on = line.text[said.tail : stop].strip(" ,.;:?!")
        return msgspec.structs.replace(said, words=f"{said.words}{',' * self._grammar.verb_stands_last} {told_on}")

    def _referred(self, said: Said, line: Line) -> Said:
        """A work with the things that its words point to, which were named just before."""
        about = tuple(piece.said.words for piece in self._near(line) if self._is_soon(piece, line))[:1]
        here = [line.text[: said.start]] if any(map(str.isalnum, line.text[: said.start])) else []
        words = self._grammar.refer_work(said.words, (*spoken_before(self._lines, line, self._grammar), *about, *here))
        return msgspec.structs.replace(said, words=words, leans=said.leans and words == said.words)

    def _same(self, said: Said, line: Line, stems: frozenset[str], meant: frozenset[str]) -> Piece | None:
        """The earlier piece of which a sentence says more."""
        return (
            find_alike(self.pieces, tuple(self._near(line)), stems)
            or self._accepted(said, line, stems)
            or self._recalled(said, line, stems)
            or self._gone_on(said, line, meant)
        )

    def _say_again(self, piece: Piece, said: Said, line: Line, stems: frozenset[str]) -> None:
        """A piece as it stands once it was spoken of again: in the better words."""
        piece.lines.append(line.id)
        bare = " " not in piece.said.words and " " in said.words
        if stems and self._puts_better(piece, said, line):
            piece.said, piece.first, piece.stems, piece.taken = said, line, stems, True
        elif (bare or (piece.said.thing and not said.thing and not verb_of(said, self._grammar)[1])) and stems:
            piece.said, piece.first, piece.stems = said, line, piece.stems | stems
        piece.state = State.LIVE

    def _puts_better(self, piece: Piece, said: Said, line: Line) -> bool:
        """Whether somebody takes what another was asked for, or what was put vaguely, in words of their own."""
        if said.leans or said.thing or said.way is not Way.PROMISE or verb_of(said, self._grammar)[1]:
            return False
        verb, vague = verb_of(piece.said, self._grammar)
        other = piece.first.question and verb != verb_of(said, self._grammar)[0]
        return (piece.state is State.REFUSED and piece.who != self._who.speaker(line)) or (
            not piece.taken and (vague or (piece.said.way is Way.NEED and other))
        )

    def _stems(self, said: Said, line: Line) -> frozenset[str]:
        """The content words of a work, with the thing that its pronouns stand for."""
        voices = Voices(None, None, None, spoken_before(self._lines, line, self._grammar))
        return stems_abroad(self._grammar.word_work(said.words, voices), self._grammar)

    def _hold(self, piece: Piece, said: Said, line: Line) -> None:
        """Whose the piece is, as this sentence has it."""
        match said.way:
            case Way.PROMISE:
                piece.owner, piece.taken = self._who.speaker(line), True
            case Way.GIVEN:
                piece.owner = piece.who = find_given(said, line)
                piece.taken = piece.owner is not None
            case Way.OFFER:
                piece.who = self._who.speaker(line)
            case Way.ASK:
                piece.who = self._who.called(line) or self._who.other(line) or piece.who
            case _:
                piece.who = self._who.called(line)
        if self._alone and said.way is not Way.GIVEN:
            piece.owner, piece.taken = self._who.speaker(line), not self._shows("proposes", line)

    def _near(self, line: Line) -> Iterator[Piece]:
        """The pieces that a line may answer, the last spoken of first."""
        for piece in sorted(self.pieces, key=lambda piece: -piece.last):
            if line.turn - self._lines[piece.last].turn <= (1 if piece.faint and piece.taken else REACH):
                yield piece

    def _is_soon(self, piece: Piece, line: Line) -> bool:
        return line.turn - self._lines[piece.last].turn <= SOON

    def _pending(self, said: Said, line: Line, stems: frozenset[str], meant: frozenset[str]) -> Piece | None:
        """What was spoken of just before and nobody else has, of which a sentence says "I'll do that" or "can you do that?".

        ``meant`` is what its pronouns mean: that of ``stems`` which they bring.
        """
        speaker = self._who.speaker(line)
        given = said.way in {Way.ASK, Way.GIVEN} and line.form is Form.TURN
        over = said.way is Way.PROMISE  # "I'll do that myself" of what another just took
        free = [
            piece
            for piece in self._near(line)
            if (
                not piece.taken
                or piece.owner == speaker
                or given
                or (over and line.turn - self._lines[piece.last].turn <= 1)
            )
            and piece.state in {State.LIVE, State.REFUSED}
            and not self._awaits(piece, said, speaker)
        ]
        if self._grammar.verb_stands_last and " " not in said.words and not said.leans:
            free = [piece for piece in free if verb_of(piece.said, self._grammar) == verb_of(said, self._grammar)]
        alike = next((piece for piece in free if not piece.taken and stems & piece.stems), None)
        if alike or not free:
            return alike
        elsewhere = said.way is Way.NEED and meant and not meant & free[0].stems
        return None if elsewhere else free[0]

    def _awaits(self, piece: Piece, said: Said, speaker: str | None) -> bool:
        """Whether somebody promises what follows from what they have just asked of another: "Could you scan it? I'll send it on Friday."."""
        asked = piece.said.way is Way.ASK and not piece.taken and piece.asker == speaker is not None
        return asked and said.way is Way.PROMISE and piece.who not in {None, speaker}

    def _accepted(self, said: Said, line: Line, stems: frozenset[str]) -> Piece | None:
        """What was asked for just before and is promised here in other words."""
        if said.way is not Way.PROMISE:
            return None
        for piece in self._near(line):
            asked = piece.said.way in {Way.ASK, Way.NEED, Way.TOGETHER} and not piece.taken
            if asked and piece.asker != self._who.speaker(line) and stems & piece.stems:
                return piece
        return None

    def _recalled(self, said: Said, line: Line, stems: frozenset[str]) -> Piece | None:
        """What is told again of one person's work in other words: its thing, with a verb that says little, or where all is told once more."""
        who = self._who.speaker(line) if said.way is Way.PROMISE else find_given(said, line)
        verb = verb_of(said, self._grammar)
        for piece in reversed(self.pieces):
            things, others = stems - {verb[0]}, piece.stems - {verb_of(piece.said, self._grammar)[0]}
            both = len(things & others)
            holds = (who is not None and who == piece.owner) or (
                piece.state is State.REFUSED and self._is_soon(piece, line)
            )
            little = self._recap or verb[1] or verb_of(piece.said, self._grammar)[1] or not piece.taken
            if both and holds and little and both >= ALIKE * max(len(things), len(others)):
                return piece
        return None

    def _gone_on(self, said: Said, line: Line, meant: frozenset[str]) -> Piece | None:
        """What was spoken of just before, of which a sentence with a pronoun for its thing says more; ``meant`` is what the pronoun means, where that is sure."""
        if " " in said.words and not meant:
            return None
        for piece in self._near(line):
            soon = self._is_soon(piece, line)
            hands = (
                {self._who.speaker(line), self._who.called(line)}
                if said.way is Way.PROMISE
                else {self._who.called(line) or piece.owner}
            )
            asked = piece.said.way is Way.ASK and piece.asker == self._who.speaker(line) and said.way is Way.PROMISE
            if soon and not asked and meant <= piece.stems and (not piece.taken or piece.owner in hands):
                return piece
        return None

    def _answer(self, line: Line) -> bool:
        """What a line without work of its own says of what was spoken of; whether it does."""
        piece = self._meant(line)
        if piece is None:
            return False
        asked = piece.said.way is Way.NEED and piece.first.question and not piece.taken
        if asked and self._shows("open", line) and not is_ahead(line):
            self.pieces.remove(piece)  # a question that stays open
            return True
        before = (piece.owner, piece.state, piece.due, piece.who)
        self._change(piece, line)
        if not self._shows("refuses", line) and other_day(line, self._grammar) is None and self._is_day(line, piece):
            self._set_day(piece, line.text)
        pressing = any(self._shows(sign, line) for sign in ("urgent", "high", "low", "lowest"))
        changed = pressing or before != (piece.owner, piece.state, piece.due, piece.who)
        if changed:
            piece.lines.append(line.id)
        return changed

    def _set_time(self, line: Line) -> None:
        """The next to speak after a request who says when they will has it: "I could come on Wednesday"."""
        speaker, piece = self._who.speaker(line), next(self._near(line), None)
        if piece is None or speaker is None or line.question or not is_ahead(line) or self._shows("refuses", line):
            return
        asked = piece.said.way in {Way.ASK, Way.NEED} and not piece.taken and piece.state is State.LIVE
        answers = speaker != piece.asker and piece.who in {None, speaker}
        if asked and answers and line.turn - self._lines[piece.last].turn == 1:
            piece.owner, piece.taken = speaker, True
            self._set_day(piece, line.text)
            piece.lines.append(line.id)

    def _change(self, piece: Piece, line: Line) -> None:
        """How a piece stands after what a line says of it."""
        speaker = self._who.speaker(line)
        own = speaker is not None and speaker == piece.asker
        if closes("off", piece, line, self._lines, self._grammar):
            piece.state = State.OFF
        elif closes("done", piece, line, self._lines, self._grammar) and not line.question:
            piece.state = State.DONE
        elif (
            self._hands(line, piece) and (who := self._who.called(line) or self._who.other(line)) and who != piece.owner
        ):
            piece.who, piece.owner, piece.taken, piece.state = who, None, False, State.LIVE
        elif self._shows("takes", line) and not line.question:
            piece.owner, piece.taken, piece.state = speaker, True, State.LIVE
        elif piece.said.way is Way.ASK and not own and (day := other_day(line, self._grammar)):
            piece.due = day
            self._accept(piece, speaker)
        elif self._shows("refuses", line) and not own and not (piece.taken and piece.owner != speaker):
            piece.state = State.REFUSED
        elif self._shows("accepts", line) and not own and not piece.taken and piece.state is State.LIVE:
            self._accept(piece, speaker)

    def _hands(self, line: Line, piece: Piece) -> bool:
        """Whether a line gives what was spoken of to somebody: "Jonas, machst du das?", or only "Jonas?"."""
        calls = line.question and line.text.count(" ") < NAME and self._who.called(line) is not None and not piece.taken
        return calls or self._shows("hands", line)

    def _accept(self, piece: Piece, speaker: str | None) -> None:
        if piece.said.way is Way.OFFER:
            piece.owner, piece.taken = piece.who, True
        elif (piece.said.way in {Way.ASK, Way.GIVEN} or piece.who == speaker) and piece.who in {None, speaker}:
            piece.owner, piece.taken = speaker, True

    def _meant(self, line: Line) -> Piece | None:
        """The piece that a line speaks of: whose words it has, else the last one just spoken of, where it says little of its own."""
        stems = stems_abroad(without_days(line), self._grammar)
        named = [piece for piece in self._near(line) if len(stems & piece.stems) >= min(2, len(piece.stems))]
        if named:
            return named[0]
        dated = is_ahead(line)
        near = (piece for piece in self._near(line) if dated or not (piece.faint and piece.taken))
        piece = next(self._asked_of(line), None) or next(near, None)
        if piece is None or not self._is_soon(piece, line) or len(stems - piece.stems) > LITTLE - self._alone:
            return None
        return None if is_past(piece, line, self._lines, self._grammar) else piece

    def _asked_of(self, line: Line) -> Iterator[Piece]:
        """What others asked just before and nobody has taken, where a line answers."""
        speaker = self._who.speaker(line)
        if speaker and any(self._shows(sign, line) for sign in ("accepts", "takes", "refuses")):
            for piece in self._near(line):
                open_to = not piece.taken and piece.state is State.LIVE and piece.asker not in {None, speaker}
                if open_to and piece.who in {None, speaker} and piece.said.way in {Way.ASK, Way.OFFER, Way.NEED}:
                    yield piece

    def _is_day(self, line: Line, piece: Piece) -> bool:
        """Whether a line without work of its own says when: it says yes, begins with a day, or says little else."""
        days = [span for span in line.dates if span.value is not None and span.kind is not DateKind.PAST]
        if not days:
            return False
        said = len(stems_abroad(without_days(line), self._grammar))
        begins = not stems_abroad(line.text[: days[0].start], self._grammar)
        if line.question and said and not begins:
            return False
        goes_on = piece.due is None and piece.taken and self._lines[piece.last].turn == line.turn
        agrees = piece.due is None and (self._shows("accepts", line) or self._shows("takes", line))
        return said <= 1 or (said <= LITTLE and (begins or goes_on or agrees))

    def _set_day(self, piece: Piece, text: str) -> None:
        due = due_abroad(text, self._reference)
        if due is not None and due.value is not None and due.value >= self._reference:
            piece.due = due


_SUPPOSED = ("si ", "s'")
