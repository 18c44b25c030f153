"""Where speech models are found; nothing is downloaded."""

from pathlib import Path

import pytest

from minutebook.run.hear.models import find_model


def put(folder: Path, size: int = 1) -> Path:
    folder.mkdir(parents=True)
    (folder / "model.bin").write_bytes(bytes(size))
    return folder


def test_a_path_is_taken_as_it_is(tmp_path: Path) -> None:
    """A model's folder needs no place to be looked for in."""
    assert find_model(str(put(tmp_path / "mine")), ()) == tmp_path / "mine"
    assert find_model(str(tmp_path / "absent"), (tmp_path,)) is None


@pytest.mark.parametrize("named", ["small", "faster-whisper-small", "Systran/faster-whisper-small", "SMALL"])
def test_a_name_is_found_in_the_cache_of_hugging_face(tmp_path: Path, named: str) -> None:
    """By size, repository or repository with its owner."""
    put(tmp_path / "models--Systran--faster-whisper-tiny/snapshots/a1")
    small = put(tmp_path / "models--Systran--faster-whisper-small/snapshots/b2")
    assert find_model(named, (tmp_path,)) == small
    assert find_model("medium", (tmp_path,)) is None


def test_without_a_name_the_largest_of_the_first_place_is_taken(tmp_path: Path) -> None:
    """The user's own folder counts before caches and packages."""
    put(tmp_path / "own/tiny", 10)
    large = put(tmp_path / "own/large", 20)
    put(tmp_path / "cache/models--a--b/snapshots/c", 99)
    assert find_model("", (tmp_path / "empty", tmp_path / "own", tmp_path / "cache")) == large
    assert find_model("", (tmp_path / "empty",)) is None
