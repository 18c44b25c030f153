"""A draft's files: the letter itself, and beside it what a person reads before sending it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

import msgspec

from minutebook.flow.outputs.compose import is_shown
from minutebook.flow.outputs.letter import Letter, format_eml, format_mailto
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.rendering import anchor_text, block_of
from minutebook.flow.outputs.reply import Quoted
from minutebook.model.source import Header, Source
from minutebook.text.escape import escape_inline, escape_lines
from minutebook.vault.frontmatter import Value, format_fields

LETTER, PAGE, CALENDAR = ".eml", ".md", ".ics"


class Cited(msgspec.Struct, frozen=True):
    """A passage that a draft rests on, as text, and the link that opens it (empty where there is none)."""

    text: str
    link: str = ""


def cite(passages: Iterable[Quoted], source: Source, rendering: str, shared: Collection[str] = ()) -> tuple[Cited, ...]:
    """The passages with their links into the source's rendering."""
    blocks = block_of(source)
    return tuple(Cited(quoted.text, _link(source, quoted.evidence, blocks, rendering, shared)) for quoted in passages)


def _link(source: Source, evidence: int | None, blocks: dict[int, int], rendering: str, shared: Collection[str]) -> str:
    if evidence is None:
        return ""
    return wikilink(rendering, anchor_text(source, evidence), block=f"u{blocks[evidence]}", shared=shared)


def format_draft(
    letter: Letter,
    stem: str,
    *,
    draft_id: str,
    day: date,
    note: str | None,
    passages: Sequence[Cited] = (),
    shared: Collection[str] = (),
) -> dict[str, str]:
    """The draft's two files by path: ``stem`` (folder and name without suffix) with ``.eml``, and with ``.md``."""
    page = "\n".join(_page(letter, stem, draft_id, day, note, passages, shared))
    return {stem + LETTER: format_eml(letter), stem + PAGE: page}


def retell(standing: str, written: str) -> str:
    """A draft's page with the text, the title and the links of another; everything else of it stays as it stands."""
    parts = _split(standing), _split(written)
    if None in parts:
        return standing
    (head, _, tail), (fresh, text, _) = ((*part,) for part in parts if part)
    for start in ("title: ", "# ", "**Open**: "):
        line = next((each for each in fresh.split("\n") if each.startswith(start)), None)
        lines = head.split("\n")
        at = next((n for n, each in enumerate(lines) if each.startswith(start)), None)
        if line is not None and at is not None:
            head = "\n".join([*lines[:at], line, *lines[at + 1 :]])
    return head + text + tail


def _split(page: str) -> tuple[str, str, str] | None:
    """What stands before the letter's text, the text, and what stands after it; None where there is no such section."""
    head, mark, rest = page.partition("\n## Text\n")
    text, more, tail = rest.partition("\n## Passages\n")
    return (head + mark, text, more + tail) if mark else None


def _page(
    letter: Letter,
    stem: str,
    draft_id: str,
    day: date,
    note: str | None,
    passages: Sequence[Cited],
    shared: Collection[str],
) -> Iterator[str]:
    fields: list[tuple[str, Value]] = [
        ("id", draft_id),
        ("type", "draft"),
        ("title", " ".join(letter.subject.replace("[[", "[ [").split())),
        ("date", day),
        ("tags", ("type/draft", "generated")),
    ]
    yield f"---\n{format_fields(fields)}---\n"
    yield f"# {escape_inline(letter.subject)}\n"
    for label, people in (("To", letter.to), ("Cc", letter.cc)):
        if people:
            yield f"**{label}**: {', '.join(map(_person, people))}"
    if note:
        yield f"**Note**: {wikilink(note, shared=shared)}"
    link = format_mailto(letter)
    opened = [f"[[{stem}{LETTER}|as a draft]]", *([f"[in your mail program]({link})"] if link else [])]
    yield f"**Open**: {' · '.join(opened)}\n"
    yield "## Text\n"
    yield from _body(letter.body)
    cited = [each for each in passages if is_shown(each.text)]
    if cited:
        yield "## Passages\n"
        yield from (f"- {escape_inline(each.text)} {each.link}".rstrip() for each in cited)
        yield ""


def _person(person: Header) -> str:
    address = escape_inline(person.email or "")
    return f"{escape_inline(person.name)} ‹{address}›" if person.name and is_shown(person.name) else address


def _body(text: str) -> Iterator[str]:
    """The letter's text as a reader sees it: nothing in it active, quotes as quotes, an empty line where it has one."""
    for paragraph in text.strip("\n").split("\n\n"):
        lines = paragraph.split("\n")
        shown = [
            f"{'> ' if line.startswith('> ') else ''}{escaped}"
            for line in lines
            for escaped in escape_lines(line.removeprefix("> "))
        ]
        if shown:
            yield "\n".join(shown) + "\n"
