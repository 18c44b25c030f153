"""A file that says no title: people read that of its note, in names of files, runs and lists."""

from book import TALK, Book

ZOOM = "GMT20260312-090108_Recording.transcript.vtt"
TURNS = (
    ("Odalys Brennick", "The pump at Aro Ferries is leaking again. Pelle, can you order the new seal by Friday?"),
    ("Pelle Strandmark", "Yes, I'll order the seal by Friday. The pump loses four litres a day."),
    ("Odalys Brennick", "Then let's go with the bronze seal for the pump, not the rubber one. Agreed?"),
    ("Pelle Strandmark", "Agreed, the bronze seal it is."),
    (
        "Odalys Brennick",
        "The pump was bought eleven years ago, the maker in Gothenburg closed last spring, spare parts come from Hull.",
    ),
    (
        "Pelle Strandmark",
        "The insurance covers divers twice every year, the contract from January says so, the broker confirmed that.",
    ),
    (
        "Odalys Brennick",
        "Winter timetable begins first of November, one boat crosses until then, school children need another pier.",
    ),
    (
        "Pelle Strandmark",
        "Lighthouse keeper Bertil wants his green engine back, it stands in the boathouse under a blue sheet, oiled.",
    ),
)
MORE = (("Odalys Brennick", "One more thing, I'll write to the harbour office about the pump on Monday."),)


def recorded(turns: tuple[tuple[str, str], ...]) -> str:
    cues = (
        f"{n}\n00:00:{8 * n:02}.000 --> 00:00:{8 * n + 7:02}.000\n{who}: {said}\n"
        for n, (who, said) in enumerate(turns, 1)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def test_an_untitled_recording_is_called_as_its_note(book: Book) -> None:
    """Reading it again or more of it renames nothing, and the engine is told no title that the file has not."""
    book.drop(ZOOM, recorded(TURNS))
    book("ingest")
    note = book.note("People/*/2026-03-12 - *.md")
    title = note.stem.removeprefix("2026-03-12 - ")
    assert "Untitled" not in title
    assert [path.name for path in book.root.glob("Sources/Transcripts/2026/*.vtt")] == [
        f"2026-03-12 1001 - {title}.vtt"
    ]
    assert f"ingest  {title}\n" in book("runs").out
    assert "nothing changed" in book("ingest", "--again").out
    book.drop(ZOOM, recorded((*TURNS, *MORE)))
    assert f"a longer version of {title} of 2026-03-12" in book("ingest").out
    rendering = book.root / f"Sources/Transcripts/2026/2026-03-12 1001 - {title} (source).md"
    assert rendering.read_text(encoding="utf-8").startswith(f"# {title}\n")
    assert f"ingest  {title}\n" in book("runs", "--limit", "1").out
    book("accounts", "add", "Aro Ferries")
    book("ingest", "--again")
    (there,) = book.root.rglob(f"2026-03-12 - {title}.md")
    assert f"title: {title}\n" in there.read_text(encoding="utf-8")


def test_a_memo_is_called_by_what_there_is_to_do(book: Book) -> None:
    """Where it says no title and speaks of no one thing."""
    book.drop("Voice memo 2026-03-12 17-20.txt", "A long day. I need to ring the boatyard about the keel by Friday.\n")
    book("ingest")
    assert book.note("Journal/*.md").stem == "2026-03-12 - Ring the boatyard about the keel"


def test_a_title_that_the_file_has_stays(book: Book) -> None:
    """In the name of its source."""
    book.drop("Pump 2026-03-12_otter_ai.txt", TALK)
    book("ingest")
    assert (book.root / "Sources/Transcripts/2026/2026-03-12 - Pump.txt").exists()
