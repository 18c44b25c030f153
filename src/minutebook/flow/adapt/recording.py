"""Recordings: known by their first bytes, and read as what was heard in them (run/hear writes it down as JSON)."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Adapter, Cue, Draft, Guess, Sample
from minutebook.flow.adapt.naming import title_of_name
from minutebook.model.source import Form, SourceKind
from minutebook.text import patterns as re

VERSION = 1
HEARD = "heard-talk"
"""The format of a conversation whose speakers were told apart by their voices."""
_MAGIC = (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3")
_MPEG = frozenset(b"\xfb\xfa\xf3\xf2\xf1\xf9")
"""Second bytes of MP3 and AAC frames."""
_PICTURES = (b"avif", b"heic", b"heix", b"mif1", b"msf1")
_OPENS = '{"heard":'
_MEETING = re.compile(
    r"\b(?:meeting|call|sync|stand-?up|1[:\-_ ]?(?:on[:\-_ ]?)?1|one on one|interview|review|retro(?:spective)?|kick-?off|workshop|all hands|"
    r"board|committee|council|panel|webinar|podcast|episode|besprechung|termin|réunion|reunión|riunione|reunião)\b",
    re.IGNORECASE,
)
_ALONE = 0.95
"""Share of the words from which one voice speaks alone: what is left is a cough or a radio."""


class Heard(msgspec.Struct, frozen=True):
    """One sentence, or what was said until somebody else spoke; times in seconds."""

    start: float
    end: float
    text: str
    speaker: str | None = None


class Transcript(msgspec.Struct, frozen=True, kw_only=True):
    """What was heard in a recording, and by which model."""

    heard: int = VERSION
    model: str
    language: str | None = None
    seconds: float
    recorded: datetime | None = None
    """When, as the recording states (aware)."""
    voices: dict[str, tuple[float, ...]] = {}
    """Of each speaker the voice's vector, where the user wants voices to be known again."""
    said: tuple[Heard, ...] = ()
    warnings: tuple[str, ...] = ()


def is_recording(data: bytes) -> bool:
    """Whether these first bytes (12 are enough) are those of an audio or video file."""
    if data.startswith(_MAGIC) or (data[:4] == b"RIFF" and data[8:12] == b"WAVE"):
        return True
    if data[4:8] == b"ftyp":
        return not data[8:12].startswith(_PICTURES)
    return data[:1] == b"\xff" and data[1] in _MPEG if len(data) > 1 else False


class RecordingAdapter:
    """Reads what was heard: several voices or a meeting's name make a conversation, one voice alone a memo."""

    format = "speech"

    def identify(self, sample: Sample) -> Guess | None:
        known = sample.text is not None and sample.text.startswith(_OPENS)
        return Guess(0.99, "what was heard in a recording") if known else None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        try:
            transcript = msgspec.json.decode(sample.text or "", type=Transcript)
        except msgspec.MsgspecError as error:
            raise SourceError(
                f"{sample.name}: what was heard in it is damaged ({error}); delete it and run ingest again"
            ) from error
        if not transcript.said:
            raise SourceError(
                f"{sample.name} holds no speech that could be heard: silence, music, or a voice too far away; delete it, or drop a transcript"
            )
        alone = not _MEETING.search(title_of_name(sample.name)) and _is_one_voice(transcript.said)
        form = Form.PARAGRAPH if alone else Form.TURN
        return (
            Draft(
                format="heard-memo" if alone else HEARD,
                kind=SourceKind.MEMO if alone else SourceKind.CONVERSATION,
                cues=[Cue(s.text, None if alone else s.speaker, s.start, s.end, form) for s in transcript.said],
                moment=transcript.recorded,
                language=transcript.language,
                warnings=transcript.warnings,
            ),
        )


def _is_one_voice(said: Sequence[Heard]) -> bool:
    """Whether nearly all words are of one speaker; where voices were not told apart, they count as one."""
    words: dict[str | None, int] = {}
    for each in said:
        words[each.speaker] = words.get(each.speaker, 0) + len(each.text.split())
    return max(words.values()) >= _ALONE * sum(words.values())


ADAPTERS: tuple[Adapter, ...] = (RecordingAdapter(),)
