"""Speech that was written down without names or times: a plain transcript, or one person's voice memo."""

import re
from collections.abc import Sequence

from minutebook.flow.adapt.adapter import Cue, Draft, Guess, Sample
from minutebook.flow.adapt.header import BOILERPLATE, HEADING
from minutebook.flow.adapt.sentence import split_run, split_sentences
from minutebook.model.source import Form, SourceKind

_FILLER = re.compile(
    r"\b(?:um+|uh+|erm?|hmm+|mm-?hmm|yeah|yep|nope|okay|ok|you know|i mean|gonna|wanna|gotta|kinda|sort of|"
    r"äh+m?|ähm|genau|euh|voilà|ouais|bueno|pues|cioè|allora)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\b(?:i|i'm|i'll|i've|i'd|me|my|myself|ich|mir|mich|je|j'ai|yo|io)\b", re.IGNORECASE)
_STRUCTURE = re.compile(r"[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|\||>|```|\[[ xX]\])")
_STOP = re.compile(r"[.!?…。！？](?:\s|$)")
_MEMO_NAME = re.compile(
    r"voice[ _-]?(?:memo|note)|\bmemo\b|sprachmemo|dictation|note[ _-]to[ _-]self|diktat|\brecording\b|aufnahme",
    re.IGNORECASE,
)
_TALK_NAME = re.compile(r"transcri|meeting|\bcall\b|interview|captions|whisper|podcast|episode", re.IGNORECASE)
_FILLER_RATE = 0.008  # of the words: written prose stays below a third of this, speech lies between 1 and 8 %
_RUN = 40  # words without an end of sentence: nobody writes so, recorders do
_MEMO_WORDS = 1500  # ten minutes of speech: above it, several people speak
_LINES = 8


class Speech:
    """Lines of talk, or the run of a memo."""

    format = "speech"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None:
            return None
        lines = _lines(sample.text)
        text = "\n".join(lines)
        words = len(text.split())
        if (
            not lines
            or words < 12
            or any(HEADING.fullmatch(line) or _STRUCTURE.match(line) for line in lines)
            or text.lstrip()[:1] in "{<"
        ):
            return None
        fillers = len(_FILLER.findall(text)) / words
        run = words / (len(_STOP.findall(text)) + 1)
        spoken = fillers >= _FILLER_RATE or run >= _RUN
        if _is_lines(lines, words) and (spoken or _TALK_NAME.search(sample.name)):
            return Guess(0.6, f"{len(lines)} short lines without names, {fillers:.1%} of the words are those of speech")
        first = len(_FIRST.findall(text)) / words
        named = _MEMO_NAME.search(sample.name) is not None
        if (spoken and first >= 0.01) or run >= _RUN or (named and (spoken or first >= 0.02)):
            return Guess(
                0.6,
                f"one run of speech: {first:.1%} of its words are in the first person, {run:.0f} words to a sentence",
            )
        return None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        lines = _lines(sample.text or "")
        words = len(" ".join(lines).split())
        if _is_lines(lines, words):
            memo = (
                _MEMO_NAME.search(sample.name) is not None
                and words <= _MEMO_WORDS
                and not _TALK_NAME.search(sample.name)
            )
            kind = SourceKind.MEMO if memo else SourceKind.CONVERSATION
            return (Draft(format="plain-txt", kind=kind, cues=[Cue(line) for line in lines]),)
        kind = SourceKind.MEMO if words <= _MEMO_WORDS or _MEMO_NAME.search(sample.name) else SourceKind.CONVERSATION
        cues = [
            Cue(piece, form=Form.PARAGRAPH)
            for line in lines
            for sentence in split_sentences(line)
            for piece in _pieces(sentence)
        ]
        return (Draft(format="voice-memo-txt" if kind is SourceKind.MEMO else "plain-txt", kind=kind, cues=cues),)


def _lines(text: str) -> list[str]:
    return [
        bare
        for line in text.split("\n")
        if (bare := line.strip()) and not (len(bare) < 300 and BOILERPLATE.fullmatch(bare))
    ]


def _is_lines(lines: Sequence[str], words: int) -> bool:
    """Whether each line is a cue or a turn of its own, rather than a paragraph."""
    return len(lines) >= _LINES and words / len(lines) < 60


def _pieces(sentence: str) -> list[str]:
    return split_run(sentence) if len(sentence.split()) >= _RUN else [sentence]


ADAPTERS = (Speech(),)
