"""``extract`` and ``plan``: the first stages alone; nothing is written."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from minutebook.flow.extract.llm.contract import Unasked
from minutebook.flow.write import explain
from minutebook.run.ingest import gather
from minutebook.run.ingest import ingest as take
from minutebook.run.pipeline import Options
from minutebook.run.preview import extract_file
from minutebook.run.publish import publish
from minutebook.run.session import open_rehearsal
from minutebook.ui.cli.options import Json, Spend, VaultDir, Yes, engine_for, here, here_if_any
from minutebook.ui.cli.output import note, print_json, say

Engine = Annotated[str | None, Parameter(help="Instead of the settings' engine.")]


def extract(file: Path, *, engine: Engine = None, yes: Yes = False, vault: VaultDir = None, json: Json = False) -> int:
    """Say what is understood of one file. Works without a vault, too."""
    found = here_if_any(vault)
    settings = found.settings if found else None
    chosen = engine_for(engine or (settings.engine if settings else "offline"), found, yes=yes)
    read = extract_file(file, chosen, found)
    if json:
        published = [publish(source, extraction) for source, extraction in read]
        print_json(published[0] if len(published) == 1 else published)
        return 0
    for source, extraction in read:
        say(f"{extraction.date.isoformat()}  {extraction.title}  ({source.format}: {source.reason})")
        say(
            f"  {extraction.note_type or 'no note'}, with {', '.join(p.name or p.speaker or '?' for p in extraction.participants)}"
        )
        if extraction.summary:
            for text in extraction.summary.splitlines():
                say(f"  {text}")
        for kind in ("tasks", "decisions", "facts", "questions"):
            for item in getattr(extraction, kind):
                owner, due = getattr(item, "owner", None), getattr(item, "due", None)
                say(f"  {kind[:-1]:9} {item.text}" + (f" @{owner}" if owner else "") + (f" 📅 {due}" if due else ""))
    return 0


def plan(
    file: Path,
    *,
    engine: Engine = None,
    spend: Spend = False,
    yes: Yes = False,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Print the changes that ingesting one file would make."""
    place = here(vault)
    chosen = engine_for(engine or place.settings.engine, place, yes=yes, spend=spend)
    with open_rehearsal(place) as desk:
        done = take(desk, gather(desk, place, [file], retry=False), chosen, Options())
        plans = desk.plans
    failures = [one.failure for one in done if one.failure]
    failures += [f"{Unasked(one.estimate)}; to ask: --spend" for one in done if one.estimate]
    if json:
        print_json(
            {"files": done, "log": [line for p in plans for line in p.log], "diff": "".join(map(explain, plans))}
        )
    else:
        for one in plans:
            say("\n".join((*(f"# {line}" for line in one.log), explain(one))))
        for filed in (f for one in done for f in one.filed if not plans):
            note(f"{filed.title}: {filed.said}")
    for failure in failures:
        note(f"{file}: {failure}")
    return 1 if failures else 0
