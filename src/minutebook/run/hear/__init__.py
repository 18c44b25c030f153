"""Recordings become text before they are read: transcribed once, by a model on this machine, and kept by their hash."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from minutebook.errors import NotReady
from minutebook.flow.adapt.recording import Transcript, is_recording
from minutebook.model.source import Part, Source
from minutebook.run.hear.models import find_model, model_places
from minutebook.settings import AudioSettings, Settings
from minutebook.vault.vault import Folder

__all__ = ["Listening", "allowed_mb", "as_recorded", "hear", "ignore", "is_recording", "kept_path", "read_kept"]

Listening = Callable[[str, float, float], None]
"""Called while a recording is heard: its name, the seconds heard so far, and its length."""
Known = Callable[[], Mapping[str, Sequence[float]]]
_FOLDER = "Minutebook/transcripts"
_SUFFIXES = (".m4a", ".mp3", ".wav", ".ogg", ".oga", ".opus", ".flac", ".aac", ".mp4", ".m4v", ".mov", ".webm", ".mkv")


def allowed_mb(name: str, settings: Settings) -> float:
    """How large a file of this name may be, in megabytes: recordings are larger than what is written."""
    heard = name.lower().endswith(_SUFFIXES)
    return max(settings.max_mb, settings.audio.max_mb) if heard else settings.max_mb


def ignore(name: str, heard: float, seconds: float) -> None:
    """Nobody watches."""


def kept_path(sha: str) -> str:
    """Where what was heard in a recording is kept in the vault, so that no machine hears it twice."""
    return f"{_FOLDER}/{sha}.json"


def read_kept(sha: str, folder: Folder | None) -> bytes | None:
    """What was heard earlier in the recording of this hash, as JSON; from the vault, else from this machine's cache."""
    kept = folder.read(kept_path(sha)) if folder else None
    if kept is not None:
        return kept
    cached = _cache(sha)
    return cached.read_bytes() if cached.exists() else None


def hear(
    name: str,
    data: bytes,
    settings: AudioSettings,
    folder: Folder | None,
    listening: Listening,
    known: Known = dict,
) -> bytes:
    """What is said in a recording, as JSON; ``known`` gives the voices that have names. Raises NotReady where the extra or a model is missing, SourceError where it is damaged."""
    sha = sha256(data).hexdigest()
    kept = read_kept(sha, folder)
    if kept is not None:
        return kept
    model = find_model(settings.model, model_places())
    if model is None:
        wanted = f"the model {settings.model!r}" if settings.model else "a speech model"
        raise NotReady(
            f"{name} waits in the Inbox: {wanted} is not on this machine. Put a faster-whisper model's folder somewhere and name it as "
            f"model under [audio] in minutebook.toml (minutebook downloads nothing), or drop a transcript instead"
        )
    try:
        from minutebook.run.hear.whisper import transcribe
    except ImportError as error:
        raise NotReady(
            f"{name} waits in the Inbox: to hear recordings, pip install 'minutebook[audio]', then run minutebook ingest again"
        ) from error
    transcript: Transcript = transcribe(name, data, model, settings, listening, known())
    text = msgspec.json.format(msgspec.json.encode(transcript), indent=1)
    text = text.replace(b'{\n "heard":', b'{"heard":', 1)
    cached = _cache(sha)
    cached.parent.mkdir(parents=True, exist_ok=True)
    cached.write_bytes(text)
    return text


def as_recorded(sources: tuple[Source, ...], name: str, data: bytes) -> tuple[Source, ...]:
    """Sources of what was heard, as sources of the recording itself."""
    part = Part(name, sha256(data).hexdigest(), len(data))
    return tuple(msgspec.structs.replace(source, parts=(part,)) for source in sources)


def _cache(sha: str) -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("minutebook", appauthor=False) / "transcripts" / f"{sha}.json"
