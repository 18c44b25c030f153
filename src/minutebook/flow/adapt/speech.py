"""Speech that was written down without names or times: a plain transcript, or one person's voice memo."""

from collections.abc import Sequence

from minutebook.flow.adapt.adapter import Cue, Draft, Guess, Sample
from minutebook.flow.adapt.dating import Stamp, find_stamp
from minutebook.flow.adapt.header import BOILERPLATE, HEADING, split_frontmatter
from minutebook.flow.adapt.sentence import split_run, split_sentences
from minutebook.model.source import Form, SourceKind
from minutebook.text import patterns as re

_FILLER = re.compile(
    r"\b(?:um+|uh+|erm?|hmm+|mm-?hmm|yeah|yep|nope|okay|ok|you know|i mean|gonna|wanna|gotta|kinda|sort of|"
    r"äh+m?|ähm|genau|euh|voilà|ouais|bah|ben|hein|du coup|bueno|pues|cioè|allora)\b",
    re.IGNORECASE,
)
_FIRST = re.compile(
    r"\b(?:i|i'm|i'll|i've|i'd|me|my|myself|ich|mir|mich|je|j['’]\w+|yo|tengo|voy|estoy|quiero|debo|haré|io)\b",
    re.IGNORECASE,
)
_STRUCTURE = re.compile(r"[ \t]*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|\||>|```|\[[ xX]\])")
_STOP = re.compile(r"[.!?…。！？](?:\s|$)")
_MEMO_NAME = re.compile(
    r"voice[ _-]?(?:memo|note)|\bm[eé]mo\b|note[ _-]vocale|\bdictée\b|\benregistrement\b|nota[ _-]de[ _-]voz|\bgrabaci[oó]n\b|\bdictado\b|sprachmemo|dictation|note[ _-]to[ _-]self|diktat|\brecording\b|aufnahme",
    re.IGNORECASE,
)
_SAYS_DATE = re.compile(
    r"(?:(?:voice|m[eé]mo|vocal|nous sommes|on est|le|notes?|to|self|recording|dictation|diary|journal|log|entry|date|dated|recorded|made|okay|ok|so|um|uh|right|hi|it's|it is|this is|today is|today's|today|the|on|of|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b[ ,:.–—-]*)*",
    re.IGNORECASE,
)
"""What stands before the date of a memo, and nothing else."""
_TALK_NAME = re.compile(r"transcri|interview|captions|whisper|podcast|episode", re.IGNORECASE)
_FILLER_RATE = 0.008  # of the words: written prose stays below a third of this, speech lies between 1 and 8 %
_FIRST_RATE = 0.01  # of the words: articles and minutes lie near 0, what one says of one's day above 3 %
_FEW = 12  # words: too few to tell speech from writing
_LONG_RUN = 100
_RUN = 40  # words without an end of sentence: nobody writes so, recorders do
_MEMO_WORDS = 1500  # ten minutes of speech: above it, several people speak
_LINES = 8
_STOPPED = 0.1  # of the lines: recorders without punctuation end hardly any sentence


class Speech:
    """Lines of talk, or the run of a memo."""

    format = "speech"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None:
            return None
        _, lines = _split_title(sample.text)
        text = "\n".join(lines)
        words = len(text.split())
        if words < _FEW or text[:1] in "{<" or any(HEADING.fullmatch(line) or _STRUCTURE.match(line) for line in lines):
            return None
        fillers = len(_FILLER.findall(text)) / words
        first = len(_FIRST.findall(text)) / words
        run = words / sum(max(1, len(_STOP.findall(line))) for line in lines)
        unstopped = sum(_STOP.search(line) is not None for line in lines) < _STOPPED * len(lines)
        heard = fillers >= _FILLER_RATE or (unstopped and first >= 2 * _FIRST_RATE)
        if _is_lines(lines, words) and (heard or _TALK_NAME.search(sample.name)):
            return Guess(
                0.6,
                f"{len(lines)} short lines without names, {max(fillers, first):.1%} of the words are those of speech",
            )
        personal = first >= _FIRST_RATE
        spoken = fillers >= _FILLER_RATE or run >= _RUN
        named = _MEMO_NAME.search(sample.name) is not None
        if run >= _LONG_RUN or personal + spoken + named > 1:
            return Guess(
                0.6,
                f"one run of speech: {first:.1%} of its words are in the first person, {run:.0f} words to a sentence",
            )
        return None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        title, lines = _split_title(sample.text or "")
        words = len(" ".join(lines).split())
        short = words <= _MEMO_WORDS and not _TALK_NAME.search(sample.name)
        if _is_lines(lines, words):
            is_memo = short and _MEMO_NAME.search(sample.name) is not None
            cues = [Cue(line) for line in lines]
        else:
            is_memo = short or _MEMO_NAME.search(sample.name) is not None
            sentences = [sentence for line in lines for sentence in split_sentences(line)]
            cues = [Cue(piece, form=Form.PARAGRAPH) for sentence in sentences for piece in _pieces(sentence)]
        stamp = (find_stamp(title) if title else None) or _find_said(lines)
        return (
            Draft(
                format="voice-memo-txt" if is_memo else "plain-txt",
                kind=SourceKind.MEMO if is_memo else SourceKind.CONVERSATION,
                cues=cues,
                title=title,
                date=stamp.day if stamp else None,
                time=stamp.clock if stamp else None,
            ),
        )


def _split_title(text: str) -> tuple[str | None, list[str]]:
    """A heading at the top, and the lines of talk below it."""
    every = text.split("\n")
    lines = [
        bare
        for line in every[split_frontmatter(every)[1] :]
        if (bare := line.strip()) and not (len(bare) < 300 and BOILERPLATE.fullmatch(bare))
    ]
    heading = HEADING.fullmatch(lines[0]) if lines else None
    return (heading[2], lines[1:]) if heading else (None, lines)


def _find_said(lines: Sequence[str]) -> Stamp | None:
    """The date with which somebody begins: "Voice memo, Friday 27 November 2026, 18:20"."""
    stamp = find_stamp(lines[0]) if lines else None
    return stamp if stamp is not None and _SAYS_DATE.fullmatch(lines[0], 0, stamp.begin) else None


def _is_lines(lines: Sequence[str], words: int) -> bool:
    """Whether each line is a cue or a turn of its own, rather than a paragraph or a piece of one that was hard-wrapped."""
    if len(lines) < _LINES or words / len(lines) >= 60:
        return False
    ended = sum(_STOP.search(line[-1:]) is not None for line in lines)
    stopped = sum(_STOP.search(line) is not None for line in lines)
    return ended >= 0.4 * len(lines) or stopped < _STOPPED * len(lines)


def _pieces(sentence: str) -> list[str]:
    return split_run(sentence) if len(sentence.split()) >= _RUN else [sentence]


ADAPTERS = (Speech(),)
