"""Voices told apart: made-up ones anywhere, Debian's where they are."""

import io
import wave

import numpy as np
import pytest

from minutebook.run.hear.voices import RATE, embed, name_voices, tell_apart
from voices import DIALOGUE, can_speak, speak


def hum(pitch: float, formants: tuple[float, ...], seconds: float) -> np.ndarray:
    """A voice without words: the harmonics of a pitch, loud where a throat resonates."""
    time = np.arange(int(seconds * RATE)) / RATE
    wobble = pitch * (1 + 0.02 * np.sin(2 * np.pi * 5 * time))
    phase = 2 * np.pi * np.cumsum(wobble) / RATE
    sound = np.zeros_like(time)
    for harmonic in range(1, int(4000 / pitch)):
        loudness = sum(np.exp(-(((harmonic * pitch - formant) / 120) ** 2)) for formant in formants)
        sound += (loudness + 0.01) * np.sin(harmonic * phase)
    return (0.1 * sound / np.abs(sound).max()).astype(np.float32)


LOW, HIGH = (95.0, (500.0, 1100.0, 2300.0)), (230.0, (850.0, 1900.0, 3100.0))


def test_a_voice_is_like_itself_and_unlike_another() -> None:
    """Vectors of length 1, the same for the same voice however loud and long."""
    low, longer, high = embed([hum(*LOW, 2.0), 0.5 * hum(*LOW, 3.0), hum(*HIGH, 2.0)])
    assert np.allclose(np.linalg.norm([low, longer, high], axis=1), 1, atol=1e-3)
    assert low @ longer > 0.9 > low @ high


def test_turns_are_given_to_their_voices() -> None:
    """Who speaks first is the first; a short turn goes to the voice that it is most like."""
    parts = [hum(*voice, length) for voice, length in ((HIGH, 2.0), (LOW, 2.5), (HIGH, 0.5), (LOW, 1.5))]
    ends = np.cumsum([len(part) / RATE for part in parts])
    spans = [(end - len(part) / RATE, end) for part, end in zip(parts, ends, strict=True)]
    assert tell_apart(np.concatenate(parts), spans).speakers == (0, 1, 0, 1)


def test_a_named_voice_is_known_again_and_a_strange_one_is_not() -> None:
    """Each name is given once, to the voice that is most like it."""
    first = tell_apart(np.concatenate([hum(*LOW, 2.0), hum(*HIGH, 2.0)]), [(0.0, 2.0), (2.0, 4.0)])
    later = tell_apart(np.concatenate([hum(*HIGH, 3.0), hum(*LOW, 3.0)]), [(0.0, 3.0), (3.0, 6.0)])
    assert name_voices(later, {"Ines Maro": first.centres[0]}) == ["Speaker 1", "Ines Maro"]
    assert name_voices(later, {}) == ["Speaker 1", "Speaker 2"]


def test_nothing_said_and_silence_are_no_voices() -> None:
    """No span gives no speaker, silence gives one and no warning."""
    assert tell_apart(np.zeros(RATE, np.float32), []).speakers == ()
    assert tell_apart(np.zeros(2 * RATE, np.float32), [(0.0, 1.0), (1.0, 1.01)]).speakers == (0, 0)


@pytest.mark.skipif(not can_speak(), reason="needs flite (.ci/run installs it)")
def test_two_synthetic_speakers_are_told_apart() -> None:
    """Every turn of a dialogue, cut where it was put together."""
    sounds = [np.frombuffer(_samples(speak([turn])), np.int16).astype(np.float32) / 32768 for turn in DIALOGUE]
    ends = np.cumsum([len(sound) / RATE for sound in sounds])
    spans = [(end - len(sound) / RATE, end) for sound, end in zip(sounds, ends, strict=True)]
    assert tell_apart(np.concatenate(sounds), spans).speakers == (0, 1, 0, 1, 0, 1)


def _samples(data: bytes) -> bytes:
    with wave.open(io.BytesIO(data)) as file:
        return file.readframes(file.getnframes())
