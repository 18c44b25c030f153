"""Which adapter knows a file: each one says how sure it is, the surest reads it."""

from functools import cache
from importlib import import_module

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Adapter, Guess, Sample
from minutebook.flow.adapt.refuse import find_refusal

FAMILIES = (
    "mail",
    "recording",
    "timed",
    "structured",
    "docx",
    "pdf",
    "slides",
    "office",
    "web",
    "chat",
    "dialogue",
    "speech",
    "prose",
)
_CERTAIN = 0.9
"""From here on no later adapter is asked; the families are in order of how unmistakable their layouts are."""


@cache
def adapters() -> tuple[Adapter, ...]:
    """Every adapter, family by family."""
    return tuple(adapter for name in FAMILIES for adapter in import_module(f"minutebook.flow.adapt.{name}").ADAPTERS)


def choose(sample: Sample) -> tuple[Adapter, Guess]:
    """The adapter that is surest of the file's layout; raises SourceError where none knows it."""
    reason = find_refusal(sample)
    if reason:
        raise SourceError(f"{sample.name} is {reason}.")
    best: tuple[Adapter, Guess] | None = None
    for adapter in adapters():
        guess = adapter.identify(sample)
        if guess is not None and (best is None or guess.sureness > best[1].sureness):
            best = adapter, guess
            if guess.sureness >= _CERTAIN:
                break
    if best is not None:
        return best
    if sample.text is None:
        raise SourceError(
            f"{sample.name} is binary data, not text{_claim(sample.name)}. Export the transcript again as .vtt, .txt, .md or .docx."
        )
    raise SourceError(
        f"{sample.name} has a layout that is not known. Export the transcript as .vtt, .srt, .txt or .md."
    )


def _claim(name: str) -> str:
    extension = name.rpartition(".")[2].lower()
    return f", whatever its name .{extension} says" if extension in {"vtt", "srt", "txt", "md", "json"} else ""
