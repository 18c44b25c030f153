"""``minutebook search``: full text over notes and sources."""

from typing import TYPE_CHECKING, Annotated

import msgspec
from cyclopts import Parameter
from cyclopts.validators import Number

from minutebook.flow.outputs.found import Passage
from minutebook.model.entity import EntityType
from minutebook.run.naming import find_entity, read_past
from minutebook.run.search import Finding, Library, open_library
from minutebook.run.session import system_clock
from minutebook.text.names import fold
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import make_console, mark, note, print_json, printable

if TYPE_CHECKING:
    from rich.text import Text


def search(
    word: Annotated[
        str,
        Parameter(help='Words that must all be there; "two words" in quotes as they stand, begin* for a beginning.'),
    ],
    *words: Annotated[str, Parameter(help="More of them.")],
    person: Annotated[
        str | None, Parameter(help="Only notes that are about this person, or where they were present.")
    ] = None,
    kind: Annotated[
        str | None,
        Parameter(
            name="--type",
            help="Only this type: people, customer, projects, rob, journal …, person, account, …, or source.",
        ),
    ] = None,
    since: Annotated[str | None, Parameter(help="Only from then on: 2026-03-01, March, 30 days.")] = None,
    limit: Annotated[int, Parameter(help="How many.", validator=Number(gte=1))] = 10,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Find words in notes and sources, best first, each with its passages. What is `private: true` is never searched."""
    place = here(vault)
    today = system_clock().astimezone(place.settings.zone()).date()
    with open_library(place) as library:
        names = _names_of(person, library) if person else ()
        day = read_past(since, today).isoformat() if since else None
        found = library.find((word, *words), person=names, kind=kind, since=day, limit=limit)
    if json:
        print_json([_as_json(finding) for finding in found.findings])
        return 0
    for n, finding in enumerate(found.findings):
        _print(finding, first=n == 0)
    if found.loosely:
        note(f"({found.loosely})")
    if not found.findings:
        note("Nothing in the book has these words.")
    return 0


def _names_of(person: str, library: Library) -> tuple[str, ...]:
    """The names by which the book knows somebody, folded. Raises UserError."""
    entity = find_entity(person, library.store.entities(), (EntityType.PERSON,))
    return tuple(fold(name) for name in (entity.name, *entity.aliases))


def _as_json(finding: Finding) -> dict[str, object]:
    return msgspec.structs.asdict(finding) | {
        "passages": [{"text": p.text, "link": p.link, "at": p.at} for p in finding.passages]
    }


def _print(finding: Finding, *, first: bool) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console = make_console()
    if not first:
        console.print()
    said = "  ".join(part for part in (finding.date or "", finding.type or "") if part)
    console.print(Text.assemble((printable(finding.title), "bold"), (f"  {said}", "dim")), soft_wrap=True)
    console.print(Text(f"  {printable(finding.path)}", style="dim"), soft_wrap=True)
    for passage in finding.passages:
        console.print(Padding(_marked(passage), (0, 0, 0, 4)), soft_wrap=False)


def _marked(passage: Passage) -> "Text":
    return mark(passage.text, passage.finds).append(f"  {printable(passage.link)}", style="dim")
