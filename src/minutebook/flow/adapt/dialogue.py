"""Written dialogue: turns with names, times or both, as Otter, Teams, Meet, MacWhisper, Granola and people write them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from minutebook.flow.adapt.adapter import Cue, Draft, Guess, Sample
from minutebook.flow.adapt.header import (
    BOILERPLATE,
    CLOCK_LINE,
    HEADING,
    TALK_HEADING,
    Front,
    read_front,
    split_frontmatter,
)
from minutebook.flow.adapt.label import MARKS, accept_labels, find_speakers, is_generic, is_label, is_name, split_label
from minutebook.flow.adapt.timed import read_clock
from minutebook.model.source import SourceKind
from minutebook.text import patterns as re

_TIME = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_RANGE = rf"(?P<start>{_TIME})(?:[ ]*(?:-->|-|–|—|to)[ ]*(?P<end>{_TIME}))?"
_STAMPED = re.compile(
    rf"[ \t]*(?:[-*][ ]+|\d{{1,5}}[.)][ ]+)?[*_]{{0,2}}(?P<open>[\[(])?[ ]*{_RANGE}[ ]*(?P<close>[\])])?[*_]{{0,2}}[ ]*(?:[:–-](?=\s))?[ \t]*(?P<rest>.*)"
)
_BOLD = re.compile(
    r"[ \t]*(?:(?:\d{1,5}[.)]|[-*])[ ]+)?(?:\*\*|__)(?P<lead>[^*\n]{1,160}?)(?:\*\*|__)[ \t]*(?P<rest>.*)"
)
_TAILED = re.compile(
    rf"(?P<name>[^\n]{{1,320}}?)(?:[ \t]*(?P<open>[\[(_*])[ ]*{_RANGE}[ ]*[\])_*][ ]*:?[ \t]*(?P<rest>.*)|"
    rf"(?P<gap>[ \t]+)(?:[-–|@•·][ ]*)?(?P<bare>{_TIME})[ \t]*:?[ \t]*)"
)
_QUOTED = re.compile(r"[ ]{0,3}>[ \t]*([*_]{1,2})([^*_:\n]{1,60}):\1[ \t]+")
"""What somebody wrote in the chat beside the talk, as minutes quote it."""
_LIST_ITEM = re.compile(r"[ \t]*(?:[-*+•][ ]|\d{1,3}[.)][ ]|\|)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PURE = (
    0.8  # share of the lines that open a turn, from which prose before or after them is an introduction or a farewell
)
_END_OF_SENTENCE = re.compile(r"[.!?…。！？\"”')\]-]$")


class Mark(msgspec.Struct, frozen=True):
    """The line that opens a turn: its label, its times and the words that stand in the same line."""

    label: str | None
    rest: str
    start: float | None = None
    end: float | None = None
    bold: bool = False
    sure: bool = True
    """Brackets, bold type or a wide gap set the label or time apart from words."""


class Reading(msgspec.Struct, frozen=True):
    """A file read as one layout, and how well that went."""

    layout: str
    marks: dict[int, Mark]
    lines: Sequence[str]
    begin: int
    sureness: float
    reason: str


class Dialogue:
    """Turns of named or unnamed speakers in text or Markdown."""

    format = "dialogue"

    def identify(self, sample: Sample) -> Guess | None:
        reading = _read_best(sample.text) if sample.text is not None else None
        return Guess(reading.sureness, reading.reason) if reading else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        reading = _read_best(sample.text or "")
        if reading is None:
            return ()
        first = min(reading.marks)
        front = read_front(reading.lines[:first])
        cues, after = _gather(reading)
        aside = "\n\n".join(part for part in (front.aside, "\n".join(after).strip()) if part)
        stamp = front.stamp
        return (
            Draft(
                format=_name_format(reading, front, sample),
                kind=SourceKind.CONVERSATION,
                cues=cues,
                title=front.title,
                moment=stamp.moment if stamp else None,
                date=stamp.day if stamp else None,
                time=stamp.clock if stamp else None,
                people=front.people,
                aside=aside,
            ),
        )


@lru_cache(maxsize=1)
def _read_best(text: str) -> Reading | None:
    """The surest reading; the last one is kept, as identifying and reading a file come one after the other."""
    lines = [_QUOTED.sub(r"**\2:** ", line) if line[:4].lstrip(" ")[:1] == ">" else line for line in text.split("\n")]
    readings = [reading for read in (_read_stamped, _read_tailed, _read_named) if (reading := read(lines))]
    return max(readings, key=lambda reading: reading.sureness, default=None)


def _find_talk(lines: Sequence[str]) -> int:
    """The line after the heading "Transcript"; else the first after the frontmatter."""
    heading = next((i for i, line in enumerate(lines) if len(line) < 60 and TALK_HEADING.fullmatch(line.strip())), None)
    return heading + 1 if heading is not None else split_frontmatter(lines)[1]


def _spoken(lines: Sequence[str], begin: int) -> list[int]:
    """The numbers of the lines that could be talk."""
    return [
        i
        for i in range(begin, len(lines))
        if (bare := lines[i].strip()) and not (len(bare) < 300 and BOILERPLATE.fullmatch(bare))
    ]


def _from_first(spoken: Sequence[int], marks: Mapping[int, Mark]) -> list[int]:
    """The lines of talk from the first mark on."""
    first = min(marks, default=0)
    return [i for i in spoken if i >= first] if marks else []


def _read_stamped(lines: Sequence[str]) -> Reading | None:
    """``[00:14] Name: text``, with or without a name, or ``[00:14] Name`` above the text."""
    begin = _find_talk(lines)
    spoken = _spoken(lines, begin)
    matches = {
        i: match
        for i in spoken
        if (match := _STAMPED.fullmatch(lines[i])) and bool(match["open"]) == bool(match["close"])
    }
    if not matches:
        return None
    bracketed = sum(bool(match["open"]) for match in matches.values())
    marks, is_headed = _marked(matches)
    share = len(marks) / len(_from_first(spoken, marks))
    labelled = any(mark.label for mark in marks.values())
    steady = bracketed > len(marks) / 2 or labelled or (len(marks) > 2 and marks[min(marks)].start in range(60))
    if not steady or share < (0.2 if labelled else 0.5) or (is_headed and not any(i + 1 in spoken for i in marks)):
        return None
    what = f"{len(marks)} lines begin with a time" + (", then a speaker" if labelled else "")
    return Reading(
        "stamped",
        marks,
        lines,
        begin,
        (0.93 if labelled else 0.86) - 0.2 * (len(marks) < 2),
        f"{what} ({share:.0%} of the lines)",
    )


def _marked(matches: Mapping[int, re.Match[str]]) -> tuple[dict[int, Mark], bool]:
    """What the stamped lines begin, by their numbers, and whether their names stand alone above the text."""
    named = {i: _open_name(match["rest"]) for i, match in matches.items()}
    accepted = accept_labels([mark.label if mark else None for mark in named.values()])
    heads = {i: rest for i, match in matches.items() if (rest := match["rest"].strip("*_: ")) and is_name(rest)}
    is_headed = not accepted and len(heads) > 0.6 * len(matches) and len(set(heads.values())) < max(len(heads), 2)
    marks = {}
    for i, match in matches.items():
        mark, label, rest = named[i], None, match["rest"]
        if is_headed and i in heads:
            label, rest = heads[i], ""
        elif mark and mark.label in accepted:
            label, rest = mark.label, mark.rest
        end = read_clock(match["end"]) if match["end"] else None
        marks[i] = Mark(label, rest, read_clock(match["start"]), end, bold=bool(mark and mark.bold))
    return marks, is_headed


def _read_tailed(lines: Sequence[str]) -> Reading | None:
    """``Name  0:03`` above the text, ``**Name** [00:14]: text``."""
    begin = _find_talk(lines)
    spoken = _spoken(lines, begin)
    marks = {i: mark for i in spoken if (mark := _open_tailed(lines[i]) or _open_above(lines, i))}
    counts = Counter(mark.label for mark in marks.values())
    marks = {
        i: mark
        for i, mark in marks.items()
        if mark.label
        and (
            is_name(mark.label)
            or (mark.sure and is_label(mark.label) and (counts[mark.label] > 1 or len(mark.label.split()) < 5))
        )
    }
    if not marks:
        return None
    distinct = len({mark.label for mark in marks.values()})
    following = set(spoken) - marks.keys()
    told = sum(bool(mark.rest) or _next_spoken(lines, i) in following for i, mark in marks.items())
    inner = _from_first(spoken, marks)
    once = distinct == len(marks) and len(marks) > 3
    if told < 0.6 * len(marks) or (once and not _runs_from_zero(marks)) or len(inner) > 40 * len(marks):
        return None
    if len(marks) < 2 and (len(spoken) > len(inner) or not next(iter(marks.values())).sure):
        return None
    share = len(marks) / len(inner)
    return Reading(
        "tailed",
        marks,
        lines,
        begin,
        0.94 - 0.2 * (len(marks) < 2),
        f"{len(marks)} turns open with one of {distinct} names and a time ({share:.0%} of the lines)",
    )


def _runs_from_zero(marks: Mapping[int, Mark]) -> bool:
    """Whether times begin in the first minute and never go back: the clock of a recording, not that of a programme's speakers."""
    starts = [marks[i].start for i in sorted(marks)]
    known = [start for start in starts if start is not None]
    return len(known) == len(starts) and known[0] < 60 and known == sorted(known)  # seconds


def _next_spoken(lines: Sequence[str], i: int) -> int:
    return next((j for j in range(i + 1, min(i + 4, len(lines))) if lines[j].strip()), -1)


def _read_named(lines: Sequence[str]) -> Reading | None:
    """``Name: text``, ``**Name:** text``, ``Name:`` above the text."""
    begin = _find_talk(lines)
    spoken = [i for i in _spoken(lines, begin) if not CLOCK_LINE.fullmatch(lines[i])]
    opened = {i: mark for i in spoken if (mark := _open_name(lines[i])) and mark.label and is_label(mark.label)}
    counts = Counter(mark.label for mark in opened.values() if mark.label)
    good = find_speakers(counts, len(_from_first(spoken, opened)))
    marks = {i: mark for i, mark in opened.items() if mark.label in good and not HEADING.match(lines[i])}
    if not marks:
        return None
    inner = _from_first(spoken, marks)
    share = len(marks) / len(inner)
    lead = len(spoken) - len(inner)
    recurring = sum(counts[label] > 1 for label in good)
    texts = [mark.rest or lines[_next_spoken(lines, i)] for i, mark in marks.items()]
    speech = sum(len(text.split()) > 3 or bool(_END_OF_SENTENCE.search(text.strip())) for text in texts) / len(texts)
    told = begin > 0 and TALK_HEADING.fullmatch(lines[begin - 1].strip()) is not None
    before = spoken[:lead]
    if not _is_talk(lines, marks, inner, before, recurring=recurring, share=share, speech=speech, told=told):
        return None
    sureness = 0.55 + 0.25 * min(1.0, share) + 0.1 * (recurring > 1) + 0.05 * told
    return Reading(
        "named",
        marks,
        lines,
        begin,
        round(sureness, 2),
        f"{len(marks)} turns open with one of {len(good)} names ({share:.0%} of the lines)",
    )


def _is_talk(
    lines: Sequence[str],
    marks: dict[int, Mark],
    inner: Sequence[int],
    before: Sequence[int],
    *,
    recurring: int,
    share: float,
    speech: float,
    told: bool,
) -> bool:
    """Whether labels with a colon are speakers of a dialogue, and not the keys of a form or one quoted exchange of a document."""
    names = [mark.label for mark in marks.values() if mark.label]
    spoken = speech >= 0.5 or all(map(is_generic, names))
    full = all(len(name.split()) > 1 or is_generic(name) for name in names)
    structure = sum(
        bool(HEADING.match(lines[i]) or (_LIST_ITEM.match(lines[i]) and i not in marks)) for i in inner
    ) / len(inner)
    if not recurring and not (full and speech == 1.0 and share >= 0.5):
        return False
    if told:
        return True
    last = max(marks)
    ended = sum(bool(_END_OF_SENTENCE.search(mark.rest)) for mark in marks.values())
    if sum(map(is_name, names)) < len(marks) / 2 and ended < len(marks) / 2:
        return False
    if share < _PURE and (
        any(_is_prose(lines[i]) for i in before) or sum(i > last for i in inner) > max(2, 0.25 * len(inner))
    ):
        return False
    if len(marks) < 2 or not spoken or structure > 0.15 or len(before) > max(15, 0.2 * len(inner)):
        return len(marks) == 1 and full and not before and share == 1.0
    return share >= 0.5 or (
        share >= 0.12 and recurring > 1 and len(marks) >= 2 * len(set(names)) and last > inner[int(len(inner) * 0.6)]
    )


def _is_prose(line: str) -> bool:
    return len(line.split()) > 5 and line.rstrip().endswith((".", "!", "?", ":")) and not HEADING.match(line)


def _open_name(line: str) -> Mark | None:
    """The mark of ``Name: text``; brackets and bold type around the name are layout."""
    bold = _BOLD.fullmatch(line)
    if bold and not (bold["lead"].rstrip().endswith((":", "：")) or bold["rest"].startswith((":", "："))):
        return None
    text = f"{bold['lead']} {bold['rest']}" if bold else line.strip()
    if bold and bold["rest"].startswith((":", "：")):
        text = bold["lead"] + bold["rest"]
    split = split_label(text.strip())
    return Mark(*split, bold=bold is not None) if split and not _LIST_ITEM.match(text) else None


def _open_tailed(line: str) -> Mark | None:
    """The mark of a name that a time follows."""
    if len(line) > 200 and not re.search(_TIME, line[:200]):
        return None
    bold = _BOLD.fullmatch(line)
    text = f"{bold['lead'].rstrip(': ')} {bold['rest']}".rstrip() if bold else line.strip()
    match = _TAILED.fullmatch(text)
    if match is None or (not bold and _LIST_ITEM.match(text)) or _YEAR.search(match["name"]):
        return None
    label = match["name"].strip(" \t[]:" + MARKS)
    start = match["bare"] or match["start"]
    end = read_clock(match["end"]) if match["end"] else None
    sure = bold is not None or bool(match["open"]) or len(match["gap"] or "") > 1 or "\t" in (match["gap"] or "")
    return Mark(label, match["rest"] or "", read_clock(start), end, bold=bold is not None, sure=sure) if label else None


def _open_above(lines: Sequence[str], i: int) -> Mark | None:
    """The mark of a name that stands alone above a line with nothing but a time."""
    if (
        (i and lines[i - 1].strip())
        or i + 1 >= len(lines)
        or not CLOCK_LINE.fullmatch(lines[i + 1])
        or not is_name(lines[i].strip())
    ):
        return None
    return Mark(lines[i].strip(), "", read_clock(lines[i + 1].strip(" #*_[]()\t")))


def _gather(reading: Reading) -> tuple[list[Cue], list[str]]:
    """The turns with the lines that carry them on, and the lines of other sections after the talk began."""
    cues: list[Cue] = []
    after: list[str] = []
    words: list[str] = []
    mark: Mark | None = None

    def close() -> None:
        if mark is not None:
            cues.append(Cue(" ".join(word for word in words if word), mark.label, mark.start, mark.end))

    outside = False
    for i in range(min(reading.marks), len(reading.lines)):
        line = reading.lines[i].strip()
        if i in reading.marks:
            close()
            mark, words, outside = reading.marks[i], [reading.marks[i].rest.strip()], False
        elif (
            not line
            or (len(line) < 300 and BOILERPLATE.fullmatch(line))
            or (CLOCK_LINE.fullmatch(line) and (reading.layout == "named" or i - 1 in reading.marks))
        ):
            continue
        elif outside or HEADING.fullmatch(line):
            outside = True
            after.append(line)
        else:
            words.append(line)
    close()
    return cues, after


def _name_format(reading: Reading, front: Front, sample: Sample) -> str:
    marks = reading.marks.values()
    labels = {mark.label for mark in marks}
    around = (sample.text or "")[:3000].casefold() + (sample.text or "")[-400:].casefold()
    kind = (
        "md"
        if any(mark.bold for mark in marks) or HEADING.match((sample.text or "").lstrip()[:200].split("\n")[0])
        else "txt"
    )
    if labels <= {"Me", "Them"} or any(field.startswith("granola") for field in front.fields):
        return "granola-md"
    if reading.layout == "named":
        return f"meet-{kind}" if "computer generated" in around or "attendees\n" in around else f"plain-{kind}"
    if "started transcription" in around:
        return "teams-txt"
    if reading.layout == "stamped":
        return f"recorder-{kind}"
    if not any(mark.bold for mark in marks):
        return "otter-txt"
    return "otter-md" if re.search(rf"\*\*[ ]+{_TIME}[ ]*\n", around) else "macwhisper-md"


ADAPTERS = (Dialogue(),)
