"""A vault that was there before: its people are known by its own habits, its notes stay as they are."""

import json
from pathlib import Path

import pytest

from book import TALK, Book
from minutebook.ui.cli import main

PEOPLE = {
    "People/Crew/Strandmark, Pelle.md": "---\naliases: Pelle, Strandis\ntags: crew, person\ncompany: '[[Aro Ferries]]'\n---\n\nJob:: Diver\nphone:: +46 70 555 01 02\n\nSee ![[boat.png]] and [[2025-11-03#^a|then]].\n",
    "People/🦊 Rina Fox.md": "---\r\nAliases:\r\n- Foxy\r\ntitle: Harbour master\r\n---\r\nLikes ropes.  \r\n",
    "People/@Ivo Brask.md": "# Ivo\n",
    "People/Wilma Ek.md": "---\ntype: contact\nmail: W@ek.example\n---\n",
    "People/Wilma Ek (Malmö).md": "---\nnickname: Wille\n---\n",
    "People/_template.md": "---\ntype: person\n---\n",
    "Templates/Person.md": "---\ntype: person\naliases: []\n---\n# {{title}}\n",
    "People/Crew/Rota.md": "Who dives when.\n",
    "People/Crew/2025-11-03 Talk.md": "---\ntags: person\n---\n",
    "Contacts/Signe Holm.md": "---\ntags: [contact]\n---\n",
    "Projects/2025/Quay/Quay.md": "---\nstatus: open\n---\n",
    "Projects/2025/Quay/Plan.md": "---\ntags: project\n---\n",
    "People/Broken.md": "---\naliases: [Bro\nrole: x: y\n---\n",
}
OTHERS = {
    "Daily/2025-11-03.md": "\ufeff---\n---\n- [ ] buy bricks #task [due:: 2025-12-09]\r\n%% [[Nobody]] %%\n```dataview\nTABLE x\n```\n",
    "Daily/latin.md": "caf\xe9",
    "Inbox/Idea.md": "My own idea about [[Wilma Ek]].\n",
}


@pytest.fixture
def own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Book:
    """Such a vault, adopted."""
    root = tmp_path / "own"
    for path, text in (PEOPLE | OTHERS).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("latin-1" if "latin" in path else "utf-8"))
    assert main(["init", str(root), "--name", "Odalys Brennick", "--timezone", "Europe/Stockholm"]) == 0
    return Book(root, capsys)


def known(book: Book, kind: str) -> dict[str, dict[str, object]]:
    return {each["entity"]["name"]: each["entity"] for each in json.loads(book(kind, "list", "--json").out)}


def test_people_are_read_by_the_habits_of_the_vault(own: Book) -> None:
    """Names as they are said, aliases in one line, properties in any case and under other names, fields in the text; no templates or other notes."""
    people = known(own, "people")
    assert set(people) == {
        "Pelle Strandmark",
        "Rina Fox",
        "Ivo Brask",
        "Wilma Ek",
        "Wilma Ek (Malmö)",
        "Signe Holm",
        "Broken",
    }
    pelle = people["Pelle Strandmark"]
    assert (pelle["aliases"], pelle["organisation"], pelle["role"]) == (["Pelle", "Strandis"], "Aro Ferries", "Diver")
    assert (people["Rina Fox"]["aliases"], people["Rina Fox"]["role"]) == (["Foxy"], "Harbour master")
    assert people["Wilma Ek"]["emails"] == ["w@ek.example"]
    assert people["Wilma Ek (Malmö)"]["aliases"] == ["Wille"]
    assert set(known(own, "projects")) == {"Quay"}


def test_nothing_of_theirs_changes_but_by_whole_lines(own: Book) -> None:
    """A meeting is linked to their pages; each line that was there is there, byte for byte, with the line ends of its file."""
    before = own.files()
    (own.root / "Minutebook Inbox/Pump 2026-03-12.txt").write_text(
        TALK.replace("the divers", "Rina Fox"), encoding="utf-8"
    )
    done = own("ingest")
    assert done.code == 0
    after = own.files()
    for path, data in before.items():
        kept = after[path].splitlines(keepends=True)
        assert [line for line in data.splitlines(keepends=True) if line.endswith(b"\n") and line not in kept] == [], (
            path
        )
    changed = {path for path, data in before.items() if after[path] != data}
    assert changed == {"People/Crew/Strandmark, Pelle.md", "People/🦊 Rina Fox.md"}
    assert b"\r\n## Recent Context\r\n" in after["People/🦊 Rina Fox.md"]
    assert len(list(own.root.glob("People/Crew/Strandmark, Pelle/2026-03-12*.md"))) == 1


def test_an_inbox_of_their_own_stays_theirs(own: Book) -> None:
    """Notes that lie in a folder of that name are no sources; what is to be read has another folder, and init says so."""
    assert own("ingest").err.strip().endswith("Nothing waits in the Inbox.")
    assert (own.root / "Inbox/Idea.md").exists()
    (own.root / "minutebook.toml").unlink()
    done = own("init", str(own.root), "--name", "Odalys Brennick", vault=False)
    assert "Inbox/ holds notes of yours" in done.err and "Minutebook Inbox/" in done.out


def test_a_page_that_cannot_be_read_is_named(own: Book) -> None:
    """The doctor says which, and why."""
    assert "People/Broken.md: its frontmatter is not valid YAML" in own("doctor").out


def test_what_a_page_says_in_its_own_way_is_not_asked(own: Book) -> None:
    """A number that stands in the text is known; another role is asked beside the one that is there."""
    mail = "From: Pelle Strandmark <p@aro.example>\nTo: Odalys Brennick <o@b.example>\nDate: Fri, 9 Jan 2026 09:10:00 +0100\nSubject: Dives\n\nHi,\n\ncould you send me the rota by Wednesday?\n\nBest regards\nPelle Strandmark\nHead of Diving\nAro Ferries\n+46 70 555 01 02\n"
    (own.root / "Minutebook Inbox/dives.eml").write_text(mail, encoding="utf-8")
    assert own("ingest").code == 0
    review = (own.root / "Review.md").read_text(encoding="utf-8")
    assert "phone" not in review and "role Head of Diving (now: Diver)" in review


def test_a_new_page_is_kept_as_its_user_keeps_the_others(book: Book) -> None:
    """Beside several lone notes of people a person's page is a lone note, too; an account's is not."""
    for name in ("Jory Tremain", "Maeve Stack", "Ben Okafor"):
        (book.root / f"People/{name}.md").write_text(f"---\ntype: person\n---\n\n# {name}\n", encoding="utf-8")
    assert "People/Tamsin Oake.md" in book("people", "add", "Tamsin Oake").out
    assert "Accounts/Aro Ferries/Aro Ferries.md" in book("accounts", "add", "Aro Ferries").out
    book.drop("Pump 2026-03-12_otter_ai.txt", TALK.replace("Pelle Strandmark", "Tamsin Oake"))
    book("ingest")
    assert book.note("People/Tamsin Oake/2026-03-12 - Pump.md")
    assert book("people", "rename", "Tamsin Oake", "Tamsin Oakes").code == 0
    assert (book.root / "People/Tamsin Oakes.md").exists()
    assert book.note("People/Tamsin Oakes/2026-03-12 - Pump.md")
