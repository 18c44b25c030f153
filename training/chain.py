"""The chain of people/floor.py over many meetings at once, with the slope of its loss."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np
from scipy.sparse import csr_matrix

from minutebook.flow.extract.offline.people.floor import Floor

BY_PERSON = ("says", "into", "out")
BY_UTTERANCE = ("stays", "back")


class Meeting(msgspec.Struct):
    """A meeting's floor and the place of who really speaks, by utterance."""

    floor: Floor
    right: list[int]

    def signs(self) -> Iterator[str]:
        """Every sign that weighs something there."""
        for kind in BY_PERSON:
            for by_person in getattr(self.floor, kind):
                yield from (name for signs in by_person.values() for name, value in signs.items() if value)
        for kind in BY_UTTERANCE:
            for signs in getattr(self.floor, kind):
                yield from (name for name, value in signs.items() if value)


class Batch:
    """Meetings side by side, padded: arrays are (utterances, meetings, people)."""

    def __init__(self, meetings: Sequence[Meeting], at: Mapping[str, int]) -> None:
        self.meetings = meetings
        total = max(len(m.right) for m in meetings)
        size = max(len(m.floor.people) for m in meetings)
        self.shape = (total, len(meetings), size)
        self.live = np.zeros(self.shape[:2], bool)
        self.allowed = np.full(self.shape, -np.inf)
        entries: dict[str, list[tuple[int, int, float]]] = {kind: [] for kind in (*BY_PERSON, *BY_UTTERANCE)}
        for b, meeting in enumerate(meetings):
            self.allowed[len(meeting.right) :, b, 0] = 0.0
            for n, right in enumerate(meeting.right):
                self.live[n, b] = True
                self.allowed[n, b, [*meeting.floor.may[n], right]] = 0.0
                row = n * len(meetings) + b
                for kind in BY_PERSON:
                    for person, signs in getattr(meeting.floor, kind)[n].items():
                        entries[kind] += [(row * size + person, at[k], v) for k, v in signs.items() if v and k in at]
                for kind in BY_UTTERANCE:
                    signs = getattr(meeting.floor, kind)[n]
                    entries[kind] += [(row, at[k], v) for k, v in signs.items() if v and k in at]
        self.signs = {}
        for kind, found in entries.items():
            rows, columns, values = zip(*found, strict=True) if found else ((), (), ())
            height = total * len(meetings) * (size if kind in BY_PERSON else 1)
            self.signs[kind] = csr_matrix((values, (rows, columns)), (height, len(at)))

    def loss(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        """How unlikely the real speakers are, as a negative logarithm, and its slope."""
        told = {kind: (signs @ weights).reshape(self._shape(kind)) for kind, signs in self.signs.items()}
        told["says"] = told["says"] + self.allowed
        total, expected = self._expect(told)
        score, real = self._real(told)
        slope = sum(self.signs[kind].T @ (expected[kind] - real[kind]).ravel() for kind in self.signs)
        return total - score, np.asarray(slope)

    def _shape(self, kind: str) -> tuple[int, ...]:
        return self.shape if kind in BY_PERSON else self.shape[:2]

    def _expect(self, told: Mapping[str, np.ndarray]) -> tuple[float, dict[str, np.ndarray]]:
        """The logarithm of all ways together, and how often each thing happens in them."""
        total, _, size = self.shape
        top = told["says"].max(axis=2, keepdims=True)
        heard = np.exp(told["says"] - top)
        begins, ends, goes_on, returns = (np.exp(told[kind]) for kind in ("into", "out", "stays", "back"))
        another = 1 - np.eye(size)
        forward = np.zeros((*self.shape, size + 1))
        forward[0, :, :, size] = heard[0]
        norm = forward[0].sum(axis=(1, 2))
        forward[0] /= norm[:, None, None]
        whole = float((np.log(norm) + top[0, :, 0]).sum())
        for n in range(1, total):
            on, last = self.live[n], forward[n - 1]
            move = begins[n][:, :, None] * ends[n][:, None, :] * another
            moved = last.sum(axis=2)[:, None, :] + (returns[n] - 1)[:, None, None] * _before(last)
            now = goes_on[n][:, None, None] * last
            now[:, :, :size] += move * moved
            now *= heard[n][:, :, None]
            norm = np.where(on, now.sum(axis=(1, 2)), 1.0)
            forward[n] = np.where(on[:, None, None], now / norm[:, None, None], last)
            whole += float((np.log(norm) + top[n, :, 0])[on].sum())
        found = {kind: np.zeros(self._shape(kind)) for kind in self.signs}
        ahead = np.ones(forward.shape[1:])
        found["says"][-1] = _share(forward[-1] * ahead)
        for n in range(total - 1, 0, -1):
            on, last = self.live[n], forward[n - 1]
            after = ahead * heard[n][:, :, None]
            step = begins[n][:, :, None] * ends[n][:, None, :] * another * after[:, :, :size]
            stayed = goes_on[n][:, None, None] * after
            back = step * _before(last)
            moved = step * last.sum(axis=2)[:, None, :] + (returns[n] - 1)[:, None, None] * back
            stays = (last * stayed).sum(axis=(1, 2))
            every = np.where(on, stays + moved.sum(axis=(1, 2)), np.inf)
            found["stays"][n] = stays / every
            found["back"][n] = returns[n] * back.sum(axis=(1, 2)) / every
            found["into"][n] = moved.sum(axis=2) / every[:, None]
            found["out"][n] = moved.sum(axis=1) / every[:, None]
            earlier = stayed + step.sum(axis=1)[:, :, None]
            earlier[:, :, :size] += (returns[n] - 1)[:, None, None] * step.transpose(0, 2, 1)
            ahead = np.where(on[:, None, None], earlier / earlier.max(axis=(1, 2))[:, None, None], ahead)
            found["says"][n - 1] = _share(last * ahead)
        found["says"] *= self.live[:, :, None]
        return whole, found

    def _real(self, told: Mapping[str, np.ndarray]) -> tuple[float, dict[str, np.ndarray]]:
        """As `_expect`, of what really happened."""
        found = {kind: np.zeros(self._shape(kind)) for kind in self.signs}
        for b, meeting in enumerate(self.meetings):
            before = -1
            for n, who in enumerate(meeting.right):
                found["says"][n, b, who] = 1
                last = meeting.right[n - 1]
                if n and who == last:
                    found["stays"][n, b] = 1
                elif n:
                    found["into"][n, b, who] = found["out"][n, b, last] = 1
                    found["back"][n, b] = who == before
                    before = last
        return sum(float(told[kind][marks > 0].sum()) for kind, marks in found.items()), found


def _before(states: np.ndarray) -> np.ndarray:
    """The states (meeting, speaker, before) as (meeting, before, speaker), of those who spoke."""
    return states[:, :, : states.shape[1]].transpose(0, 2, 1)


def _share(states: np.ndarray) -> np.ndarray:
    told = states.sum(axis=2)
    shares: np.ndarray = told / told.sum(axis=1, keepdims=True)
    return shares
