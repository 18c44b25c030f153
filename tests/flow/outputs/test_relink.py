"""A renaming over whole pages: links and machine lines follow, every other byte stays."""

from hypothesis import given
from hypothesis import strategies as st

from minutebook.flow.outputs.relink import Renaming, Standing, relink
from minutebook.model.entity import EntityType
from minutebook.model.record import LineKind, LineRecord
from minutebook.vault.machine import locate_lines
from minutebook.vault.meaning import line_digest
from minutebook.vault.note import read_note

PATHS = {"People/Chitra Rao/Chitra Rao.md": "People/Chitra Roy/Chitra Roy.md"}
THERE = Renaming(kind=EntityType.PERSON, old="Chitra Rao", new="Chitra Roy", paths=PATHS)
BACK = Renaming(
    kind=EntityType.PERSON, old="Chitra Roy", new="Chitra Rao", paths={new: old for old, new in PATHS.items()}
)
TASK = "- [?] Send the scope @Chitra Rao [[2026-03-12 - Pilot (source)#^u1|0:10]] #task #proposed #auto ^mb-3fk2q9xw7c"
FACT = "- Asked [[Chitra Rao]] for it. [[2026-03-12 - Pilot (source)#^u2|0:20]] ^mb-3fk2q9xw7d"
RECORDS = (
    LineRecord(id="mb-3fk2q9xw7c", path="n.md", digest=line_digest(TASK), kind=LineKind.TASK, box="?"),
    LineRecord(id="mb-3fk2q9xw7d", path="n.md", digest=line_digest(FACT), kind=LineKind.KEY_FACT),
)
LINKS = ("[[Chitra Rao]]", "[[Chitra Rao|her]]", "![[Chitra Rao#^mb-1]]", "[[People/Chitra Rao/Chitra Rao|Chitra Rao]]")

words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="[]()"), max_size=30)
lines = st.lists(
    st.one_of(words, st.sampled_from(LINKS), st.just("@Chitra Rao"), st.just("- [ ] mine @Chitra Rao #task")),
    max_size=12,
)


@given(lines, lines, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_bytes_outside_links_and_machine_lines(above, below, end, final):
    """Whatever a page holds, a renaming changes links and machine lines only: there and back, it is what it was."""
    text = end.join([*above, "", TASK, FACT, "", *below]) + (end if final else "")
    after, records = relink(Standing(text, RECORDS), THERE)
    kept = [line.replace("Chitra Roy", "Chitra Rao") for line in after.split(end)]
    assert kept == [line.replace("Chitra Roy", "Chitra Rao") for line in text.split(end)]
    for was, now in zip(text.split(end), after.split(end), strict=True):
        assert was in (now, TASK) or "[[" in was
    known = {**{r.id: r for r in RECORDS}, **{r.id: r for r in records}}
    note = read_note(after)
    for line_id, at in locate_lines(note, known.values()).items():
        assert line_digest(note.lines[at].text) == known[line_id].digest
    if "Chitra Roy" not in text:
        assert relink(Standing(after, tuple(known.values())), BACK)[0] == text


def test_ambiguous_name():
    """A bare link to a name that several notes have says not which: it stays; one with its path is rewritten."""
    renaming = Renaming(kind=EntityType.PERSON, old="Chitra Rao", new="Chitra Roy", paths=PATHS, shared={"chitra rao"})
    text = "[[Chitra Rao]] [[People/Chitra Rao/Chitra Rao]]"
    assert relink(Standing(text), renaming)[0] == "[[Chitra Rao]] [[People/Chitra Roy/Chitra Roy]]"


def test_word_boundaries():
    """A longer name, a partial folder and another's path are no link to the one renamed."""
    text = "[[Chitra Raos]] [[Dr Chitra Rao]] [[X/Chitra Rao]] @Chitra Raoul"
    assert relink(Standing(text), THERE) == (text, ())
