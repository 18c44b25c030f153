"""A language model over a network, through the real commands and a scripted server on loopback."""

import json
import os

import pytest

from minutebook.ui.cli import main
from modelserver import Said, serving

TALK = "Odalys Brennick: Could you send Halvard the pump figures?\nSilvan Moray: Sure, you'll have them by Friday.\nOdalys Brennick: Good. The pump stays off until then, agreed?\nSilvan Moray: Agreed.\n"
TASK = {
    "text": "Send Halvard the pump figures",
    "owner": "Silvan Moray",
    "due": "by Friday",
    "u": [0, 1],
    "quote": "you'll have them by Friday",
}
GOOD = json.dumps({"title": "Pump figures", "tasks": [TASK]})
WIRES = ("chat", "responses", "anthropic", "ollama")


@pytest.fixture
def waiting(book):
    """A vault with one meeting in its Inbox."""
    book.drop("2026-11-03 Pump talk.txt", TALK)
    return book


def set_up(book, text):
    """Adds a table to the vault's settings."""
    path = book.root / "minutebook.toml"
    path.write_text(path.read_text() + "\n" + text)


def notes(book):
    return [p for p in book.root.rglob("*Pump figures*.md") if "Sources" not in p.parts]


@pytest.mark.parametrize("wire", WIRES)
def test_a_model_reads_the_inbox(waiting, wire):
    """Over each protocol: a request in its form with the schema, a note of the answer, and what was sent where in the run's log."""
    with serving([Said(GOOD)]) as model:
        assert waiting("ingest", "--engine", model.engine(wire)).code == 0
        (request,) = model.requests
    assert "[0] Odalys Brennick: Could you send" in request.sent
    assert "additionalProperties" in request.sent
    (note,) = notes(waiting)
    assert "- [?] Send Halvard the pump figures @Silvan Moray" in note.read_text()
    told = waiting("show").out
    assert "sent to 127.0.0.1 for" in told
    assert "1,000 tokens" in told


def test_what_is_answered_is_not_asked_again(waiting):
    """Neither by another run nor for a dry run; the costs count it once."""
    with serving([Said(GOOD)]) as model:
        engine = model.engine()
        assert waiting("ingest", "--engine", engine, "--dry-run", "--spend").code == 0
        assert waiting("ingest", "--engine", engine, "--dry-run").code == 0
        assert waiting("ingest", "--engine", engine).code == 0
        assert waiting("ingest", "--engine", engine, "--again").code == 0
        assert len(model.requests) == 1
    (spent,) = json.loads(waiting("costs", "--json").out)["parts"]
    assert (spent["calls"], spent["sent"], spent["cached"], spent["received"]) == (1, 1000, 600, 100)


def test_a_dry_run_spends_nothing(waiting):
    """A source without an answer is listed with what it would take."""
    with serving([Said(GOOD)]) as model:
        told = waiting("ingest", "--engine", model.engine(), "--dry-run")
        assert model.requests == []
    assert told.code == 0
    assert "no answer is kept; about" in told.out
    assert "Nothing was spent." in told.out


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (Said("try later", 429, {"retry-after": "0"}), "429: scripted, try later"),
        (Said("try later", 429, {"retry-after": "900"}), "asks to wait 900 s"),
        (Said("our fault", 500), "500: scripted, our fault"),
        (Said(wait=1.0), "did not answer within 0.3 s"),
        (Said(raw=b"<html>"), "not in the protocol's form"),
        (Said(""), "without a JSON object (nothing)"),
        (Said('{"title": "Pump', cut=True), "its answer was cut off before anything of it could be read"),
        (Said("I would rather not."), "without a JSON object (“I would rather not.”)"),
        (Said("what is store", 400), "refused the request"),
        (Said("this exceeds the context length", 400), "too long for this model"),
    ],
)
def test_trouble_leaves_a_source_waiting_with_its_reason(waiting, said, reason):
    """Whatever a server does, the source stays in the Inbox, the reason is told, and the next run takes it."""
    set_up(waiting, "[llm]\ntimeout = 0.3\ntries = 2\nwait = 0.01")
    with serving(lambda _request: said) as model:
        failed = waiting("ingest", "--engine", model.engine())
    assert failed.code == 1
    assert reason in failed.err
    assert [p.name for p in (waiting.root / "Inbox").glob("*.txt")] == ["2026-11-03 Pump talk.txt"]


def test_a_busy_server_is_asked_again(waiting):
    """After as long as it says, and the run goes on as if nothing had been."""
    set_up(waiting, "[llm]\nwait = 0.01")
    with serving([Said("slow down", 429, {"retry-after": "0.01"}), Said("overloaded", 529), Said(GOOD)]) as model:
        assert waiting("ingest", "--engine", model.engine()).code == 0
        assert len(model.requests) == 3
    assert notes(waiting)


def test_an_answer_that_cannot_be_read_is_paid_for_twice_at_most(waiting):
    """Each is in the costs; after two the model is not asked about that source again."""
    with serving([Said("prose")]) as model:
        for _ in range(4):
            told = waiting("ingest", "--engine", model.engine())
        assert len(model.requests) == 2
    assert "not asked again" in told.err
    assert json.loads(waiting("costs", "--json").out)["total"]["calls"] == 2


def test_a_cut_answer_is_asked_for_in_parts(book):
    """A source whose answer was cut off is asked about in smaller parts; what came in full stands."""
    turns = "".join(f"Odalys Brennick: Point {n} of the list is about the pump in hall {n}.\n" for n in range(40))
    book.drop("2026-11-03 Pump talk.txt", TALK + turns)
    whole = Said('{"title": "Pump', cut=True)
    with serving(
        lambda request: whole if "Point 39" in request.sent and "Point 0 " in request.sent else Said(GOOD)
    ) as model:
        assert book("ingest", "--engine", model.engine()).code == 0
        assert len(model.requests) > 2
    assert "Send Halvard the pump figures" in notes(book)[0].read_text()


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_refused_key_ends_the_run(book, status):
    """Nothing is tried further; what to do is said, and the key is nowhere in what is printed or kept."""
    secret = "sk-very-secret-key-000111"
    for n in range(3):
        book.drop(f"2026-11-0{n + 1} Pump talk {n}.txt", TALK.replace("figures", f"figures of hall {n}"))
    os.environ["MINUTEBOOK_MODEL_KEY"] = secret
    try:
        with serving([Said(f"Incorrect API key provided: {secret}", status)]) as model:
            told = book("ingest", "--engine", model.engine(), "--jobs", "1")
            assert len(model.requests) == 1
            assert model.requests[0].headers["authorization"] == f"Bearer {secret}"
    finally:
        del os.environ["MINUTEBOOK_MODEL_KEY"]
    assert told.code == 2
    assert "minutebook doctor" in told.err
    assert secret not in told.err + told.out
    assert not any(secret.encode() in p.read_bytes() for p in book.root.rglob("*") if p.is_file())
    assert len(list((book.root / "Inbox").glob("*.txt"))) == 3


def test_a_model_elsewhere_is_asked_only_with_consent(waiting):
    """Without a terminal it is refused with the option to give, saying what would leave the machine; nothing is sent."""
    told = waiting("ingest", "--engine", "https://models.invalid/v1#some")
    assert told.code == 2
    assert "--yes" in told.err
    assert "the whole text of the transcript" in told.err
    once = waiting("ingest", "--engine", "https://models.invalid/v1#some", "--yes", "--dry-run", "--spend")
    assert "cannot be reached" in once.err
    again = waiting("ingest", "--engine", "https://models.invalid/v1#some", "--dry-run", "--spend")
    assert "--yes" not in again.err


def test_what_is_private_stays_offline(book):
    """By its frontmatter, its header, its folder or a rule: read offline, and the run's log says why."""
    set_up(book, '[llm]\nprivate = ["*salary*", "Vidar Hemmel"]')
    book.drop("2026-11-01 Front.md", f"---\nprivate: true\n---\n\n{TALK}")
    mail = (
        "From: silvan@moray.example\nTo: o@brennick.example\nSubject: Figures\nDate: Mon, 2 Nov 2026 09:00:00 +0000\n"
    )
    book.drop(
        "letter.eml",
        f"{mail}Sensitivity: Private\nMessage-ID: <a@moray.example>\n\nCould you send Halvard the figures?\n",
    )
    book.drop("Private/2026-11-03 Folder talk.txt", TALK.replace("pump", "lamp"))
    book.drop("2026-11-04 Salary review.txt", TALK.replace("pump", "crane"))
    book.drop("2026-11-05 Vidar.txt", TALK.replace("Silvan Moray", "Vidar Hemmel").replace("pump", "valve"))
    book.drop("2026-11-06 Open talk.txt", TALK.replace("pump", "bolt"))
    with serving([Said(GOOD)]) as model:
        assert book("ingest", "--engine", model.engine()).code == 0
        (request,) = model.requests
    assert "bolt" in request.sent
    log = "\n".join(
        p.read_text() for p in (book.root / ".minutebook/runs").rglob("*") if p.is_file() and p.suffix == ".json"
    )
    for why in ("private: true", "Sensitivity: Private", "folder called Private", "*salary*", "Vidar Hemmel"):
        assert why in log


def test_a_private_folder_is_remembered(book):
    """Also when a source is read again after it has left the Inbox."""
    book.drop("Private/2026-11-03 Pump talk.txt", TALK)
    assert book("ingest").code == 0
    with serving([Said(GOOD)]) as model:
        assert book("ingest", "--again", "--engine", model.engine()).code == 0
        assert model.requests == []


def test_redaction_sends_placeholders_and_puts_the_words_back(waiting):
    """No name of the talk or the vault is sent; the note has them all."""
    set_up(waiting, "[llm]\nredact = true")

    def answer(request):
        text = request.body["messages"][1]["content"]
        lines = text.splitlines()
        asked = next(line for line in lines if line.startswith("[0]"))
        taken = next(line for line in lines if line.startswith("[1]"))
        owner, halvard = taken.split("] ")[1].split(":")[0], asked.split("send ")[1].split()[0]
        task = {
            **TASK,
            "owner": owner,
            "text": f"Send {halvard} the pump figures",
            "quote": f"Could you send {halvard}",
        }
        return Said(json.dumps({"title": "Pump figures", "tasks": [task]}))

    with serving(answer) as model:
        assert waiting("ingest", "--engine", model.engine()).code == 0
        (request,) = model.requests
    for word in ("Odalys", "Brennick", "Silvan", "Moray", "Strandmark", "brennick.example"):
        assert word.lower() not in request.sent.lower()
    assert "- [?] Send Halvard the pump figures @Silvan Moray" in notes(waiting)[0].read_text()


def test_a_budget_is_never_passed(book):
    """What a call may cost at most is set aside before; what does not fit waits with the reason."""
    for n in range(3):
        book.drop(f"2026-11-0{n + 1} Pump talk {n}.txt", TALK.replace("figures", f"figures of hall {n}"))
    with serving([Said(GOOD)]) as model:
        engine = model.engine()
        set_up(book, f'[llm]\nbudget_day = 0.1\n[llm.prices."{engine}"]\nsent = 10.0\nreceived = 10.0')
        told = book("ingest", "--engine", engine, "--jobs", "1")
        asked = len(model.requests)
    assert told.code == 1
    assert 0 < asked < 3
    assert told.err.count("the budget of $0.1 a day could be passed") == 3 - asked
    assert json.loads(book("costs", "--json").out)["total"]["cost"] == pytest.approx(0.011 * asked)
    assert len(list((book.root / "Inbox").glob("*.txt"))) == 3 - asked


@pytest.mark.parametrize("wire", WIRES)
def test_extract_asks_without_a_vault(tmp_path, monkeypatch, capsys, wire):
    """The answer is kept in the user's cache."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "2026-11-03 Pump talk.txt"
    file.write_text(TALK)
    with serving([Said(GOOD)]) as model:
        for _ in range(2):
            assert main(["extract", str(file), "--engine", model.engine(wire), "--json"]) == 0
        assert len(model.requests) == 1
    assert json.loads(capsys.readouterr().out.split("\n{")[0])["tasks"][0]["owner"] == "Silvan Moray"


def test_sources_are_asked_about_at_the_same_time(book):
    """As many as the settings say, no more."""
    set_up(book, "[llm]\nat_once = 3")
    for n in range(6):
        book.drop(f"2026-11-0{n + 1} Pump talk {n}.txt", TALK.replace("figures", f"figures of hall {n}"))
    with serving([Said(GOOD, wait=0.1)]) as model:
        assert book("ingest", "--engine", model.engine()).code == 0
        assert (len(model.requests), model.most_at_once) == (6, 3)


def test_doctor_asks_one_small_thing(book):
    """And says what it took, or what is wrong."""
    with serving([Said('{"title": "Ready"}')]) as model:
        set_up(book, "")
        path = book.root / "minutebook.toml"
        path.write_text(f'engine = "{model.engine()}+offline"\n' + path.read_text())
        assert "answers (on this machine; 1000 tokens sent" in book("doctor").out
        assert len(model.requests) == 1
    assert "cannot be reached" in book("doctor").out


def test_eval_prints_tokens_and_cost(tmp_path, capsys):
    """Beside the measures, for any engine."""
    case = tmp_path / "gold" / "one"
    case.mkdir(parents=True)
    (case / "talk.txt").write_text(TALK)
    (case / "gold.json").write_text(
        json.dumps({"id": "one", "source": "talk.txt", "filename": "2026-11-03 Pump talk.txt"})
    )
    with serving([Said(GOOD)]) as model:
        assert main(["eval", str(tmp_path / "gold"), "--engine", model.engine()]) == 0
    assert "1 calls: 1,000 tokens sent (600 from a cache), 100 received, $0.0000" in capsys.readouterr().out


def test_a_private_mail_makes_its_thread_private(book):
    """What was open before is not sent again with the private mail in it, now or later."""
    head = "From: silvan@moray.example\nTo: o@brennick.example\nSubject: Figures\nDate: Mon, {} Nov 2026 09:00:00 +0000\nMessage-ID: <{}@moray.example>\n"
    book.drop("one.eml", head.format(2, "a") + "\nCould you send Halvard the pump figures?\n")
    reply = (
        head.format(3, "b")
        + "In-Reply-To: <a@moray.example>\nSensitivity: Private\n\nThe clinic wants them, please keep it to yourself.\n"
    )
    with serving([Said('{"title": "Figures"}')]) as model:
        assert book("ingest", "--engine", model.engine()).code == 0
        book.drop("two.eml", reply)
        assert book("ingest", "--engine", model.engine()).code == 0
        book("ingest", "--again", "--engine", model.engine())
        assert len(model.requests) == 1
        assert "clinic" not in model.requests[0].sent
