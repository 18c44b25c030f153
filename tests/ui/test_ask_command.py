"""``minutebook ask``: passages without a model, and cited sentences with a scripted one."""

import json
import re

import pytest

from book import TALK, Book
from modelserver import Request, Said, serving
from serving import open_site

QUESTION = "Which seal did we agree on?"


def said(*sentences: tuple[str, list[int], str]) -> Said:
    return Said(json.dumps({"summary": [{"text": t, "u": u, "quote": quote} for t, u, quote in sentences]}))


def number_of(request: Request, words: str) -> int:
    """The number under which a passage with these words was sent."""
    told = re.search(r"\[(\d+)\](?:(?!\[\d+\]).)*?" + re.escape(words), request.sent)
    assert told, request.sent[:3000]
    return int(told[1])


def bronze(request: Request) -> Said:
    """An answer of which one sentence is shown and three are not."""
    at = number_of(request, "let's go with the bronze seal")
    return said(
        ("You agreed on the bronze seal, not the rubber one.", [at], "let's go with the bronze seal"),
        ("It costs 40 crowns.", [at], "let's go with the bronze seal"),
        ("The bronze seal was agreed on.", [at], "words that nobody said here"),
        ("The bronze seal was agreed on.", [999], "let's go with the bronze seal"),
    )


def test_without_a_model_the_nearest_passages_are_told_as_such(read_book: Book) -> None:
    """The passage that has most of the question's words comes first, with its link; it is not called an answer."""
    done = read_book("ask", QUESTION)
    assert done.code == 0
    assert "No model is set, so this is no answer" in done.out
    first = done.out.split("[2]")[0]
    assert "bronze seal" in first
    assert "[[" in first
    passages = json.loads(read_book("ask", QUESTION, "--json").out)["passages"]
    assert len({(each["link"], each["shown"]) for each in passages}) == len(passages) > 1


def test_what_the_book_does_not_have_is_said(read_book: Book) -> None:
    """A question without a word of the book gets no passage."""
    assert "The book does not know" in read_book("ask", "zeppelin mooring mast?").out
    assert "The book does not know" in read_book("ask", "why").out


def test_a_note_that_only_its_title_names_is_told_by_its_summary(book: Book) -> None:
    """Words with a hyphen, too; where a passage has them, the passage is told."""
    book.drop("Lift-off party 2026-03-12_otter_ai.txt", TALK)
    book("ingest")
    (told,) = json.loads(book("ask", "lift-off?", "--json").out)["passages"]
    assert (told["title"], told["link"].endswith("#Summary]]"), bool(told["shown"])) == ("Lift-off party", True, True)
    assert json.loads(book("ask", "bronze", "--json").out)["passages"][0]["finds"]


def test_a_model_answers_in_sentences_that_their_passages_show(read_book: Book) -> None:
    """What stands in the passage is printed with its number; a figure, a quote or a number that is not there costs its sentence."""
    with serving(bronze) as model:
        done = read_book("ask", QUESTION, "--engine", model.engine())
        assert read_book("ask", QUESTION, "--engine", model.engine()).out == done.out
        assert len(model.requests) == 1, "an answer is kept"
    assert done.code == 0
    assert done.out.startswith("You agreed on the bronze seal, not the rubber one. [1]\n")
    assert "crowns" not in done.out
    assert done.err.count("left out, because no passage that it cites shows it") == 3
    assert "sent to 127.0.0.1" in done.err
    assert json.loads(read_book("costs", "--json").out)["total"]["calls"] == 1


def test_a_model_may_say_that_the_book_does_not_know(read_book: Book) -> None:
    """An empty answer, or one that nothing shows, is told as such with the nearest passages below."""
    with serving([said(), said(("Halvard pays.", [0], "Halvard pays for it all"))]) as model:
        assert (
            "The book does not know: no passage answers this"
            in read_book("ask", QUESTION, "--engine", model.engine()).out
        )
        other = read_book("ask", "Who pays for the divers?", "--engine", model.engine())
    assert "The book does not know" in other.out
    assert "divers" in other.out


def test_a_model_that_cannot_be_asked_leaves_the_passages(read_book: Book) -> None:
    """The reason is told, the exit code says so."""
    path = read_book.root / "minutebook.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[llm]\ntries = 1\n", encoding="utf-8")
    with serving([Said("our fault", 500)]) as model:
        done = read_book("ask", QUESTION, "--engine", model.engine())
    assert done.code == 1
    assert "500: scripted, our fault" in done.err
    assert "bronze seal" in done.out


@pytest.mark.parametrize("way", ["frontmatter", "folder", "rule"])
def test_what_is_private_is_not_sent(read_book: Book, way: str) -> None:
    """Neither a note that says so, nor a source from a folder Private, nor what has the words of a rule."""
    secret = "Odalys Brennick: The bronze seal was agreed on with Vantaskar alone.\nPelle Strandmark: Only Vantaskar may know.\n"
    if way == "frontmatter":
        note = read_book.root / "Journal" / "Seal.md"
        note.parent.mkdir(exist_ok=True)
        note.write_text(f"---\nprivate: true\n---\n\n{secret}", encoding="utf-8")
    elif way == "folder":
        read_book.drop("Private/2026-03-13 Seal talk.txt", secret)
        assert read_book("ingest").code == 0
    else:
        read_book.drop("2026-03-13 Seal talk.txt", secret)
        assert read_book("ingest").code == 0
        path = read_book.root / "minutebook.toml"
        path.write_text(path.read_text(encoding="utf-8") + '\n[llm]\nprivate = ["vantaskar"]\n', encoding="utf-8")
    with serving([said()]) as model:
        read_book("ask", QUESTION, "--engine", model.engine())
        (request,) = model.requests
    assert "let's go with the bronze seal" in request.sent
    assert "antaskar" not in request.sent


def test_names_are_hidden_where_that_is_asked(read_book: Book) -> None:
    """With llm.redact the model sees placeholders, and the answer has the names again."""
    path = read_book.root / "minutebook.toml"
    path.write_text(path.read_text(encoding="utf-8") + "\n[llm]\nredact = true\n", encoding="utf-8")

    def answer(request: Request) -> Said:
        assert "Strandmark" not in request.sent
        assert "Pelle" not in request.sent
        name = re.search(r"(Name\d+), can you order the new seal", request.sent)
        assert name
        at = number_of(request, "can you order the new seal")
        return said((f"{name[1]} was asked to order the new seal.", [at], "can you order the new seal"))

    with serving(answer) as model:
        done = read_book("ask", "Whom did Odalys ask to order the new seal, Pelle?", "--engine", model.engine())
    assert done.out.startswith("Pelle was asked to order the new seal. [1]")


def test_questions_leave_the_machine_only_after_a_yes(read_book: Book) -> None:
    """What would be sent is told; that sources may be sent does not answer for questions."""
    kept = read_book.root / ".minutebook" / "agreed.json"
    kept.write_text('{"hosts": ["api.openai.com"], "v": 1}', encoding="utf-8")
    done = read_book("ask", QUESTION, "--engine", "openai:gpt-test")
    assert done.code == 2
    assert "For each question, brief and reply it is sent" in done.err
    assert "minutebook ask QUESTION --yes" in done.err


def test_the_page_answers_a_question(read_book: Book) -> None:
    """The form beside the search: passages without a model, cited sentences with one."""
    with open_site(read_book.root) as site:
        told = site.post("/ask", q=QUESTION).text
        assert "No model is set" in told
        assert "<mark>" in told
        with serving(bronze) as model:
            path = read_book.root / "minutebook.toml"
            path.write_text(f'engine = "{model.engine()}"\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
            told = site.post("/ask", q=QUESTION).text
        assert "You agreed on the bronze seal" in told
        assert 'href="#p1"' in told
        assert "40 crowns" in told.partition("Left out")[2]
