"""A model asked by hand: requests out, answers in, a note that rests on them."""

import json
from pathlib import Path

import pytest

TALK = "Odalys Brennick: Could you send Halvard the pump figures?\nSilvan Moray: Sure, you'll have them by Friday.\nOdalys Brennick: Good. The pump stays off until then, agreed?\nSilvan Moray: Agreed.\n"
ENGINE = ("--engine", "imported:some-model")


@pytest.fixture
def waiting(book):
    """A vault with one meeting in its Inbox."""
    (book.root / "Inbox" / "2026-11-03 Pump talk.txt").write_text(TALK)
    return book


def answer(text):
    return json.dumps(
        {
            "title": "Pump figures",
            "tasks": [
                {
                    "text": text,
                    "owner": "Silvan Moray",
                    "due": "by Friday",
                    "u": [0, 1],
                    "quote": "you'll have them by Friday",
                }
            ],
            "decisions": [
                {
                    "text": "The pump stays off until the figures are there",
                    "u": [2, 3],
                    "quote": "The pump stays off until then",
                }
            ],
        }
    )


def test_ask_by_hand_and_read_the_note(waiting, tmp_path):
    """Export writes a file to paste, import takes the answer beside it, ingest makes the note; nothing is asked twice."""
    out = tmp_path / "out"
    assert waiting("batch", "export", str(out), *ENGINE).code == 0
    (request,) = out.glob("*.md")
    assert "[0] Odalys Brennick: Could you send" in request.read_text()
    before = waiting("ingest", *ENGINE)
    assert before.code == 1
    assert "batch export" in before.err
    assert list((waiting.root / "Inbox").glob("*.txt"))
    request.with_suffix(".json").write_text(answer("Send Halvard the pump figures"))
    taken = waiting("batch", "import", str(out))
    assert (taken.code, "1 answers kept" in taken.out) == (0, True)
    assert waiting("ingest", *ENGINE).code == 0
    (note,) = (p for p in waiting.root.rglob("*Pump figures.md") if "Sources" not in p.parts)
    text = note.read_text()
    assert "- [?] Send Halvard the pump figures @Silvan Moray" in text
    assert "📅 2026-11-06" in text
    assert "The pump stays off until the figures are there" in text


@pytest.mark.parametrize("form", ["openai", "anthropic"])
def test_a_providers_file_goes_out_and_its_results_come_in(waiting, tmp_path, form):
    """A line that is malformed, doubled, unknown or empty is told with its place; the rest goes through."""
    out = tmp_path / "out"
    waiting("batch", "export", str(out), *ENGINE, "--form", form)
    (row,) = [json.loads(line) for line in (out / f"requests-{form}.jsonl").read_text().splitlines()]
    assert row["custom_id"].startswith("mb-")
    assert "some-model" in json.dumps(row)

    def result(key, text):
        if form == "openai":
            return {"custom_id": key, "response": {"body": {"choices": [{"message": {"content": text}}]}}}
        block = {"type": "text", "text": text}
        return {"custom_id": key, "result": {"type": "succeeded", "message": {"content": [block]}}}

    lines = [
        "{not json",
        json.dumps(result("mb-unknown", "{}")),
        json.dumps(result(row["custom_id"], answer("Send Halvard the pump figures"))),
        json.dumps(result(row["custom_id"], answer("Something else"))),
    ]
    results = tmp_path / "results.jsonl"
    results.write_text("\n".join(lines))
    taken = waiting("batch", "import", str(results), "--json")
    told = json.loads(taken.out)
    assert (len(told["kept"]), len(told["problems"]), told["missing"]) == (1, 3, [])
    assert [f"line {n}" in problem for n, problem in zip((1, 2, 4), told["problems"], strict=True)] == [True] * 3
    assert waiting("ingest", *ENGINE).code == 0
    assert any("Send Halvard" in p.read_text() for p in waiting.root.rglob("*.md"))


def test_an_answer_of_prose_is_refused_and_may_come_again(waiting, tmp_path):
    """What is no JSON object of ours is not kept; a better one later is."""
    out = tmp_path / "out"
    waiting("batch", "export", str(out), *ENGINE)
    (request,) = out.glob("*.md")
    reply: Path = request.with_suffix(".json")
    reply.write_text("I would rather not.")
    assert waiting("batch", "import", str(out)).code == 1
    reply.write_text(answer("Send Halvard the pump figures"))
    assert waiting("batch", "import", str(out)).code == 0


def test_offline_stays_the_engine_unless_asked(waiting, tmp_path):
    """With the built-in engine there is nothing to ask; an engine that there is not is told with those that there are."""
    told = waiting("batch", "export", str(tmp_path / "out"))
    assert "Nothing is to be asked" in told.err
    wrong = waiting("ingest", "--engine", "oracle")
    assert (wrong.code, "imported:NAME" in wrong.err) == (2, True)


def test_without_a_model_it_says_how_to_name_one(waiting, tmp_path):
    """The engine that is built in asks nobody."""
    done = waiting("batch", "export", str(tmp_path / "out"))
    assert done.code == 0 and "--engine imported:NAME" in done.err


def test_a_batch_pays_for_an_engine_of_that_name(waiting, tmp_path):
    """Requests for openai:NAME go out by hand; once answered, that engine has nothing left to ask."""
    engine = ("--engine", "openai:some-model")
    waiting("batch", "export", str(tmp_path / "out"), *engine, "--form", "openai")
    (row,) = [json.loads(line) for line in (tmp_path / "out" / "requests-openai.jsonl").read_text().splitlines()]
    assert (row["body"]["model"], row["body"]["store"]) == ("some-model", False)
    said = {"choices": [{"message": {"content": answer("Send Halvard the pump figures")}}]}
    results = tmp_path / "results.jsonl"
    results.write_text(json.dumps({"custom_id": row["custom_id"], "response": {"body": said}}))
    assert waiting("batch", "import", str(results)).code == 0
    told = waiting("ingest", *engine, "--dry-run")
    assert (told.code, "Send Halvard the pump figures" in told.out) == (0, True)
