"""Speech to text by faster-whisper: words with their times, made into sentences."""

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import msgspec

from minutebook.text import patterns as re

os.environ.setdefault(
    "ORT_DISABLE_TELEMETRY", "1"
)  # before onnxruntime loads: else it leaves an id on the disk and reports
os.environ.setdefault("HF_HUB_OFFLINE", "1")

import av
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import decode_audio

from minutebook.errors import SourceError
from minutebook.flow.adapt.recording import Heard, Transcript
from minutebook.run.hear.voices import name_voices, tell_apart
from minutebook.settings import AudioSettings

RATE = 16_000
_PAUSE = 2.0
"""Seconds of silence that end an utterance: what speech-to-text vendors use at most."""
_BREATH = 0.4
"""Seconds of silence between two speakers, at the least; a pause within a sentence may be as long."""
_LONGEST = 60
"""Words after which the next pause ends an utterance, where speech has no full stops."""
_SHORTER = 2.0
"""Seconds by which a recording may end before the length that it states: what players round."""
_SILENT, _UNSURE = 0.8, -1.0
"""Whisper's own measures of a passage that it made up: no speech there, and words that it would not bet on."""
_STOP = re.compile(r"[.!?…。！？]['\"”’)\]]*$")


class Word(msgspec.Struct, frozen=True):
    """One word with its times in seconds."""

    start: float
    end: float
    text: str
    speaker: str | None = None


def transcribe(
    name: str, data: bytes, model: Path, settings: AudioSettings, listening: Any, known: Mapping[str, Sequence[float]]
) -> Transcript:
    """What is said in a recording; ``known`` are the voices that have names. Raises SourceError where nothing in it can be decoded."""
    sound, stated, recorded = _decode(name, data)
    seconds = len(sound) / RATE
    cut = (stated and stated > seconds + _SHORTER) or _is_cut_wav(data)
    warnings = (f"It ends after {seconds:.0f} seconds, before its own end: it was cut off.",) if cut else ()
    whisper = WhisperModel(str(model), device="auto", compute_type="int8", local_files_only=True)
    language = settings.language or (None if whisper.model.is_multilingual else "en")
    segments, told = whisper.transcribe(
        sound,
        language=language,
        vad_filter=True,
        word_timestamps=True,
        condition_on_previous_text=False,
    )
    words: list[Word] = []
    for segment in segments:
        listening(name, min(segment.end, seconds), seconds)
        if not (segment.no_speech_prob > _SILENT and segment.avg_logprob < _UNSURE):
            words += (Word(float(word.start), float(word.end), word.word) for word in segment.words or ())
    listening(name, seconds, seconds)
    names: dict[str, tuple[float, ...]] = {}
    if settings.speakers:
        words, names = _name_speakers(words, sound, known)
    return Transcript(
        model=model.name,
        language=told.language,
        seconds=round(seconds, 2),
        recorded=recorded,
        voices=names if settings.remember_voices else {},
        said=tuple(_join(words)),
        warnings=warnings,
    )


def _decode(name: str, data: bytes) -> tuple[Any, float | None, datetime | None]:
    """The sound at 16,000 samples a second, the length that the file states, and when it was recorded."""
    try:
        with av.open(io.BytesIO(data), mode="r", metadata_errors="ignore") as container:
            voiced = bool(container.streams.audio)
            stated = container.duration / av.time_base if container.duration else None
            recorded = _read_moment(container.metadata.get("creation_time", ""))
        sound = decode_audio(io.BytesIO(data), sampling_rate=RATE) if voiced else np.zeros(0)
    except (av.error.FFmpegError, ValueError, IndexError, EOFError) as error:
        raise SourceError(
            f"{name} is damaged or was not copied whole ({error}); copy it again from the recorder"
        ) from error
    if not np.any(sound):
        raise SourceError(f"{name} holds no sound; check the recorder's microphone, then delete it")
    return sound, stated, recorded


def _is_cut_wav(data: bytes) -> bool:
    """Whether a WAV file is shorter than its header says; one that is written as it is recorded says nothing (0 or all ones)."""
    size = int.from_bytes(data[4:8], "little") if data[:4] == b"RIFF" else 0
    return len(data) < size + 8 and size < 0xFFFFFF00


def _read_moment(stated: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _cut(words: Sequence[Word], pause: float) -> Iterator[list[Word]]:
    """Words in runs that end with a sentence or before a silence; speech without full stops is cut at shorter ones."""
    run: list[Word] = []
    for word, following in pairwise([*words, None]):
        assert word is not None
        run.append(word)
        gap = following.start - word.end if following else 0.0
        if following is None or _STOP.search(word.text) or gap > pause or (len(run) >= _LONGEST and gap > pause / 4):
            yield run
            run = []


def _name_speakers(
    words: Sequence[Word], sound: Any, known: Mapping[str, Sequence[float]]
) -> tuple[list[Word], dict[str, tuple[float, ...]]]:
    """The words with the voice that says them, told for each run without a breath; and the voices."""
    runs = list(_cut(words, _BREATH))
    voices = tell_apart(sound, [(run[0].start, run[-1].end) for run in runs])
    names = name_voices(voices, known)
    told = [
        msgspec.structs.replace(word, speaker=names[number])
        for run, number in zip(runs, voices.speakers, strict=True)
        for word in run
    ]
    return told, dict(zip(names, voices.centres, strict=True))


def _join(words: Sequence[Word]) -> Iterator[Heard]:
    """Utterances: a sentence each, of one voice."""
    for run in _cut(words, _PAUSE):
        for speaker, spoken in groupby(run, key=lambda word: word.speaker):
            said = list(spoken)
            if text := " ".join("".join(word.text for word in said).split()):
                yield Heard(round(said[0].start, 2), round(said[-1].end, 2), text, speaker)
