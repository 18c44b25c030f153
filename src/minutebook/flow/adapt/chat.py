"""Chat exports: one message a line with its time and sender (Zoom, IRC, WhatsApp)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from minutebook.flow.adapt.adapter import Cue, Draft, Guess, Sample
from minutebook.flow.adapt.dating import find_stamp
from minutebook.flow.adapt.label import find_speakers, is_label, split_label
from minutebook.flow.adapt.timed import read_clock
from minutebook.model.source import SourceKind
from minutebook.text import patterns as re

_ZOOM = re.compile(
    r"(?P<time>\d{1,2}:\d{2}:\d{2})(?:\t[ ]?|[ ]+From[ ]+)(?:From[ ]+)?(?P<name>[^\t\n]{1,100}?)(?:[ ]+to[ ]+[^\t\n:]{1,100})?[ ]?:(?:[ \t]+(?P<text>.*)|$)"
)
_IRC = re.compile(
    r"(?:\[?(?P<time>\d{4}-\d\d-\d\dT[\d:.]{5,15}Z?|\d{1,2}:\d{2}(?::\d{2})?)\]?[ \t]+)?<[ @+%~&]?(?P<name>[^<>\n]{1,100})>[ \t]+(?P<text>.*)"
)
_PHONE = re.compile(
    r"[\u200e\u200f]?\[?(?P<time>\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?[ ]\d{1,2}:\d{2}(?::\d{2})?(?:[ \u202f]?[APap]\.?[Mm]\.?)?)\]?(?:[ ]-)?[ ]"
    r"(?P<name>[^:\n]{1,100}):[ ](?P<text>.*)"
)
_DAYS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
_SHARE = 0.5
_SCRIBED = 10  # messages of one sender; fewer do not show a habit


class Chat:
    """One line a message; lines without a time carry on the message before."""

    def __init__(self, format_: str, pattern: re.Pattern[str], what: str, *, scribed: bool = False) -> None:
        self.format = format_
        self._pattern = pattern
        self._what = what
        self._scribed = scribed

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None:
            return None
        lines = [line for line in sample.text.split("\n") if line.strip()]
        first = next((i for i, line in enumerate(lines[:20]) if self._pattern.fullmatch(line)), None)
        if first is None:
            return None
        share = self._count(lines) / len(lines)
        if share < _SHARE and not (first == 0 and "\t" in lines[0] and share > 0.1):
            return None
        return Guess(0.96, f"{share:.0%} of its lines are {self._what}")

    def _count(self, lines: Sequence[str]) -> int:
        return sum(self._pattern.fullmatch(line) is not None for line in lines)

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        messages: list[tuple[str | None, str, list[str]]] = []
        for line in (sample.text or "").split("\n"):
            match = self._pattern.fullmatch(line)
            if match:
                messages.append((match["time"], match["name"].strip(), [match["text"] or ""]))
            elif line.strip() and messages:
                messages[-1][2].append(line.strip())
            elif line.strip():
                messages.append((None, "", [line.strip()]))
        stamps = _order_days([stamp for stamp, _, _ in messages])
        times = [_read_time(stamp) for stamp in stamps]
        begun = next((when for when in times if isinstance(when, datetime)), None)
        cues = [
            Cue(
                " ".join(text),
                name or None,
                (when - begun).total_seconds() if isinstance(when, datetime) and begun else _as_seconds(when),
            )
            for (_, name, text), when in zip(messages, times, strict=True)
        ]
        if self._scribed:
            cues = _read_scribes(cues)
        stamped = begun is not None and any(stamp and stamp.endswith("Z") for stamp, _, _ in messages)
        return (
            Draft(
                format=self.format,
                kind=SourceKind.CONVERSATION,
                cues=cues,
                moment=begun if stamped else None,
                date=begun.date() if begun and not stamped else None,
                time=begun.time() if begun and not stamped else None,
            ),
        )


def _read_scribes(cues: Sequence[Cue]) -> list[Cue]:
    """Messages of those who write down what others say (``<scribe> mirela: welcome``), given to who said them."""
    written: defaultdict[str | None, list[tuple[str, str] | None]] = defaultdict(list)
    for cue in cues:
        written[cue.speaker].append(split_label(cue.text))
    said = {
        nick: find_speakers(Counter(split[0] for split in splits if split and is_label(split[0])), len(splits))
        for nick, splits in written.items()
        if len(splits) >= _SCRIBED and sum(split is not None for split in splits) > len(splits) / 2
    }
    read: list[Cue] = []
    for cue in cues:
        split = split_label(cue.text) if cue.speaker in said else None
        known = split is not None and split[1] and split[0] in said[cue.speaker]
        read.append(replace(cue, speaker=split[0], text=split[1]) if split and known else cue)
    return read


def _order_days(stamps: Sequence[str | None]) -> list[str | None]:
    """Stamps with the year first, once one day above 12 tells whether days or months come first in this file."""
    days = [_DAYS.match(stamp) if stamp else None for stamp in stamps]
    firsts, seconds = [int(day[1]) for day in days if day], [int(day[2]) for day in days if day]
    if not firsts or (max(firsts) <= 12 and max(seconds) <= 12) or (max(firsts) > 12 and max(seconds) > 12):
        return list(stamps)
    order = r"{0}-{2}-{1}" if max(firsts) > 12 else r"{0}-{1}-{2}"
    return [
        order.format(day[3] if len(day[3]) == 4 else f"20{day[3]}", day[1], day[2]) + stamp[day.end() :]
        if stamp and day
        else stamp
        for stamp, day in zip(stamps, days, strict=True)
    ]


def _as_seconds(when: datetime | float | None) -> float | None:
    return when if isinstance(when, float) else None


def _read_time(text: str | None) -> datetime | float | None:
    """An instant where a date is stated, else seconds since the start (or since midnight, as written)."""
    if text is None:
        return None
    stamp = find_stamp(text)
    if stamp is not None and stamp.clock is not None:
        return datetime.combine(stamp.day, stamp.clock, UTC)
    clock = re.fullmatch(r"(\d{1,2}:\d{2})(:\d{2})?", text)
    if clock is None:
        return None
    return read_clock(text if clock[2] else f"{text}:00")


ADAPTERS = (
    Chat("zoom-chat", _ZOOM, "chat messages with a time and a sender"),
    Chat("irc-log", _IRC, "chat messages of a <nick>", scribed=True),
    Chat("phone-chat", _PHONE, "chat messages with a date, a time and a sender"),
)
