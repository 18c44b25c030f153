"""Where a source says what a model quotes: exactly, else nearly; a quote that is nowhere shows nothing."""

import re
from collections.abc import Sequence

import msgspec
from rapidfuzz import fuzz

from minutebook.model.source import Source
from minutebook.text.words import content_words, fold

NEAR = 3
"""Utterances beside the cited ones in which a quote is looked for before the whole source is."""
ALIKE = 84.0
"""Similarity (0 to 100) from which a passage is what a quote means: a word left out or heard otherwise, no other sentence."""
SPAN = 3
"""Utterances that one quote may run over."""
MOST = 8


class Passage(msgspec.Struct, frozen=True):
    """The utterances that show an item, in order. ``quality``: 1 where its quote stands there word for word, less where nearly, 0.5 where none was given."""

    evidence: tuple[int, ...]
    quality: float


class Passages:
    """The words of one source, read once."""

    def __init__(self, source: Source) -> None:
        self._ids = [u.id for u in source.utterances]
        self._at = {number: n for n, number in enumerate(self._ids)}
        self._texts = [_bare(u.text) for u in source.utterances]

    def find(self, cited: Sequence[int], quote: str, text: str) -> Passage | None:
        """The passage of an item; None where neither what it cites nor what it quotes is in the source."""
        places = sorted({self._at[number] for number in cited if number in self._at})
        wanted = _bare(quote)
        if len(wanted.split()) < 2:
            return self._unquoted(places, text)
        near = sorted({n for at in places for n in range(at - NEAR, at + NEAR + 1) if 0 <= n < len(self._ids)})
        for among in (near, range(len(self._ids))):
            found = self._place(wanted, among)
            if found is not None:
                first, last, quality = found
                shown = [*places, *range(first, last + 1)] if among is near else list(range(first, last + 1))
                return Passage(self._cite(shown), quality)
        return None

    def _unquoted(self, places: list[int], text: str) -> Passage | None:
        """Without a quote the words of the item itself must stand about where it says."""
        words = set(content_words(text))
        said = {word for at in places for n in range(max(0, at - NEAR), at + NEAR + 1) for word in self._words(n)}
        return Passage(self._cite(places), 0.5) if places and words & said else None

    def _words(self, place: int) -> list[str]:
        return self._texts[place].split() if place < len(self._texts) else []

    def _place(self, wanted: str, among: Sequence[int]) -> tuple[int, int, float] | None:
        """First and last place of a quote, and how well it fits."""
        best: tuple[float, int, int] | None = None
        for n in among:
            for last in range(n, min(n + SPAN, len(self._texts))):
                text = " ".join(self._texts[n : last + 1])
                if wanted in text:
                    return n, last, 1.0
                if len(text) >= 0.7 * len(wanted):
                    score = fuzz.partial_ratio(wanted, text, score_cutoff=ALIKE)
                    if score and (best is None or score > best[0]):
                        best = score, n, last
                    break
        return (best[1], best[2], best[0] / 100) if best else None

    def _cite(self, places: Sequence[int]) -> tuple[int, ...]:
        return tuple(self._ids[n] for n in sorted(set(places))[:MOST])


def carries(text: str, quote: str) -> bool:
    """Whether a text has a quote of two words or more: word for word, or nearly."""
    wanted, words = _bare(quote), _bare(text)
    if len(wanted.split()) < 2:
        return False
    return wanted in words or (len(words) >= 0.7 * len(wanted) and fuzz.partial_ratio(wanted, words) >= ALIKE)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text.replace("'", "").replace("’", ""))))
