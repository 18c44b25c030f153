"""Transcripts in JSON: one adapter that knows a layout of each tool, and any list of segments as a last resort."""

from collections.abc import Iterator
from typing import Any

from minutebook.errors import SourceError
from minutebook.flow.adapt import clouds, generic, granola, segments, vendors
from minutebook.flow.adapt.adapter import Adapter, Draft, Guess, Sample
from minutebook.flow.adapt.layout import Layout
from minutebook.flow.adapt.values import parse_json
from minutebook.text import patterns as re

KNOWN: tuple[Layout, ...] = granola.LAYOUTS + vendors.LAYOUTS + clouds.LAYOUTS + segments.LAYOUTS
WRAPPERS = ("data", "transcript", "result", "response", "output")
"""Keys under which an interface's answer holds the transcript."""
_OPENS = re.compile(r"\ufeff?\s*(?:\[\s*){0,3}\{\s*(?:\"[^\"\n]{0,200}\"\s*:|\})")
LOOKED_FOR = (
    "this is JSON, but no transcript: no layout of a known recorder or speech-to-text service was found in it, nor a list of "
    "objects with text and a speaker or a time"
)


def _unwrapped(tree: Any) -> Iterator[Any]:
    """A value and what its wrappers hold, outermost first."""
    level = [tree]
    for _ in range(3):
        yield from level
        level = [
            each[key] for each in level if isinstance(each, dict) for key in WRAPPERS if isinstance(each.get(key), dict)
        ]


def _find_layout(tree: Any) -> tuple[Layout, Any] | None:
    """The layout that knows the value, with the part of the value that it knew."""
    for part in _unwrapped(tree):
        for layout in KNOWN:
            if layout.knows(part):
                return layout, part
    return next(((layout, tree) for layout in generic.LAYOUTS if layout.knows(tree)), None)


class JsonAdapter:
    """Reads every JSON layout; the draft's format says which."""

    format = "json"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None or not (_OPENS.match(sample.text) or self._named(sample)):
            return None
        try:
            found = _find_layout(parse_json(sample.text))
        except SourceError as error:
            return Guess(0.9, str(error))
        if found is None:
            return Guess(0.9, "JSON in no layout that is known")
        layout, _ = found
        return Guess(layout.sureness, layout.reason)

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        try:
            found = _find_layout(parse_json(sample.text or ""))
            if found is None:
                raise SourceError(LOOKED_FOR)  # noqa: TRY301  one place adds the file's name to every reason
            layout, part = found
            return layout.read(part)
        except SourceError as error:
            raise SourceError(f"{sample.name}: {error}") from error

    @staticmethod
    def _named(sample: Sample) -> bool:
        return sample.name.lower().endswith(".json") and (sample.text or "").lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


ADAPTERS: tuple[Adapter, ...] = (JsonAdapter(),)
