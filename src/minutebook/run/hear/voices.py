"""Who spoke when: each utterance's voice as a vector (GE2E, data/README.md), vectors that are alike are one speaker."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

RATE = 16_000
_WINDOW, _HOP, _BANDS = 400, 160, 40
_FRAMES = 160
"""Of one look at a voice: 1.6 seconds, as the encoder was trained on."""
_STEP = 120
_LAYERS = 3
_LOUDNESS = -30.0
"""dBFS to which quiet recordings are raised, as the encoder was trained on."""
_SAME = 0.78
"""Likeness (cosine) from which two groups are one voice. Of four synthetic voices, six sentences each, the least likeness within a voice
was .89 and the most between two .79, that of single sentences; groups of them are further apart."""
_SURE = 1.2
"""Seconds from which an utterance shows its voice; a shorter one takes that of its nearest likeness."""
_KNOWN = 0.85
"""Likeness from which a voice is one that was named: above what two of the synthetic voices reach even by a single sentence."""
_MOST = 12
"""Speakers of one recording."""

Vector = NDArray[np.float32]


class Voices(msgspec.Struct, frozen=True):
    """``speakers``: the number of each span's speaker, 0 for who speaks first; ``centres``: the mean voice of each number."""

    speakers: tuple[int, ...] = ()
    centres: tuple[tuple[float, ...], ...] = ()


def tell_apart(sound: Vector, spans: Sequence[tuple[float, float]]) -> Voices:
    """Who speaks in each span (seconds) of a recording."""
    if not spans:
        return Voices()
    vectors = embed([_cut(_raise(sound), span) for span in spans])
    seconds = np.array([end - begin for begin, end in spans])
    sure = np.flatnonzero(seconds >= _SURE)
    if len(sure) == 0:
        sure = np.arange(len(spans))
    groups = _cluster(vectors[sure], seconds[sure])
    centres = np.stack([_centre(vectors[sure[group]], seconds[sure[group]]) for group in groups])
    nearest = np.argmax(vectors @ centres.T, axis=1).tolist()
    order = list(dict.fromkeys(nearest))
    rounded = np.round(centres[order].astype(float), 4).tolist()
    return Voices(tuple(order.index(number) for number in nearest), tuple(map(tuple, rounded)))


def name_voices(voices: Voices, known: Mapping[str, Sequence[float]]) -> list[str]:
    """What each speaker is called: the named voice that is most like theirs, each name once; else ``Speaker 1`` and so on."""
    names = [f"Speaker {number + 1}" for number in range(len(voices.centres))]
    if not known or not names:
        return names
    people = list(known)
    likeness = np.array(voices.centres) @ _unit(np.array([known[name] for name in people], np.float32)).T
    while likeness.max() >= _KNOWN:
        speaker, person = divmod(int(likeness.argmax()), len(people))
        names[speaker] = people[person]
        likeness[speaker, :] = likeness[:, person] = -1.0
    return names


def embed(sounds: Sequence[Vector]) -> Vector:
    """One vector of length 1 for each piece of sound: the mean of its looks, which overlap by a quarter."""
    looks: list[Vector] = []
    owners: list[int] = []
    for number, sound in enumerate(sounds):
        mel = _to_mel(sound)
        if len(mel) < _FRAMES:
            mel = (
                np.tile(mel, (-(-_FRAMES // max(1, len(mel))), 1))[:_FRAMES]
                if len(mel)
                else np.zeros((_FRAMES, _BANDS), np.float32)
            )
        starts = range(0, len(mel) - _FRAMES + 1, _STEP)
        looks += [mel[start : start + _FRAMES] for start in starts]
        owners += [number] * len(starts)
    encoded = np.concatenate([_encode(np.stack(looks[n : n + 128])) for n in range(0, len(looks), 128)])
    sums = np.zeros((len(sounds), encoded.shape[1]), np.float32)
    np.add.at(sums, owners, encoded)
    return _unit(sums)


def _cut(sound: Vector, span: tuple[float, float]) -> Vector:
    return sound[int(span[0] * RATE) : max(int(span[1] * RATE), int(span[0] * RATE) + _WINDOW)]


def _raise(sound: Vector) -> Vector:
    power = float(np.mean(sound.astype(np.float64) ** 2))
    gain = _LOUDNESS - 10 * np.log10(power) if power > 0 else 0.0
    return sound * np.float32(10 ** (max(0.0, gain) / 20))


def _unit(vectors: Vector) -> Vector:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


# -- voices that are alike


def _cluster(vectors: Vector, seconds: NDArray[Any]) -> list[NDArray[np.intp]]:
    """Utterances in groups of one voice each: the two groups most alike are joined, until none are alike enough."""
    groups = [np.array([number]) for number in range(len(vectors))]
    centres = vectors.copy()
    likeness = centres @ centres.T
    np.fill_diagonal(likeness, -1.0)
    while len(groups) > 1:
        a, b = divmod(int(np.argmax(likeness)), len(groups))
        if likeness[a, b] < _SAME and len(groups) <= _MOST:
            break
        a, b = min(a, b), max(a, b)
        groups[a] = np.concatenate([groups[a], groups[b]])
        groups.pop(b)
        centres = np.delete(centres, b, axis=0)
        likeness = np.delete(np.delete(likeness, b, axis=0), b, axis=1)
        centres[a] = _centre(vectors[groups[a]], seconds[groups[a]])
        likeness[a] = likeness[:, a] = centres @ centres[a]
        likeness[a, a] = -1.0
    return groups


def _centre(vectors: Vector, seconds: NDArray[Any]) -> Vector:
    """The mean voice of utterances, longer ones counting more."""
    mean = (vectors * np.asarray(seconds, np.float32)[:, None]).sum(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


# -- the encoder


@cache
def _weights() -> dict[str, Vector]:
    with (files("minutebook.run.hear") / "data/voices.npz").open("rb") as stored, np.load(stored) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


def _encode(mels: Vector) -> Vector:
    """Looks (n, frames, bands) as vectors (n, 256) of length 1."""
    weights = _weights()
    inputs = mels
    for layer in range(_LAYERS):
        own, carried = weights[f"lstm.weight_ih_l{layer}"], weights[f"lstm.weight_hh_l{layer}"].T
        bias = weights[f"lstm.bias_ih_l{layer}"] + weights[f"lstm.bias_hh_l{layer}"]
        gates = inputs @ own.T + bias
        hidden = cell = np.zeros((len(mels), carried.shape[0]), np.float32)
        outputs = np.empty((*mels.shape[:2], carried.shape[0]), np.float32)
        for frame in range(mels.shape[1]):
            entry, forget, candidate, out = np.split(gates[:, frame] + hidden @ carried, 4, axis=1)
            cell = _sigmoid(forget) * cell + _sigmoid(entry) * np.tanh(candidate)
            hidden = _sigmoid(out) * np.tanh(cell)
            outputs[:, frame] = hidden
        inputs = outputs
    return _unit(np.maximum(inputs[:, -1] @ weights["linear.weight"].T + weights["linear.bias"], 0.0))


def _sigmoid(x: Vector) -> Vector:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * x)), np.float32)


def _to_mel(sound: Vector) -> Vector:
    """The power in 40 mel bands, a frame each hundredth of a second, as librosa's melspectrogram has it."""
    padded = np.pad(sound, _WINDOW // 2)
    if len(padded) < _WINDOW:
        return np.zeros((0, _BANDS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP]
    power = np.abs(np.fft.rfft(frames * _hann(), axis=1)) ** 2
    return np.asarray(power @ _mel_filters().T, np.float32)


@cache
def _hann() -> NDArray[Any]:
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * np.arange(_WINDOW) / _WINDOW))


@cache
def _mel_filters() -> NDArray[Any]:
    """Slaney's mel filters (librosa's default): triangles of equal area, linear below 1 kHz."""
    edges = _to_hertz(np.linspace(_from_hertz(0.0), _from_hertz(RATE / 2), _BANDS + 2))
    bins = np.linspace(0, RATE / 2, _WINDOW // 2 + 1)
    widths = np.diff(edges)
    slopes = edges[:, None] - bins[None, :]
    rising, falling = -slopes[:-2] / widths[:-1, None], slopes[2:] / widths[1:, None]
    return np.asarray(np.maximum(0, np.minimum(rising, falling)) * (2.0 / (edges[2:] - edges[:-2]))[:, None])


def _from_hertz(hertz: float) -> float:
    return 15 + float(np.log(hertz / 1000)) * 27 / float(np.log(6.4)) if hertz >= 1000 else 3 * hertz / 200


def _to_hertz(mels: NDArray[Any]) -> NDArray[Any]:
    return np.where(mels >= 15, 1000 * np.exp(np.log(6.4) / 27 * (mels - 15)), 200 * mels / 3)
