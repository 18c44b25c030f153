"""``minutebook batch``: a model that is asked by hand, or by a provider's batch service at half the price."""

from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter

from minutebook.run.batch import Form, find_requests, take_answers, waiting_sources, write_requests
from minutebook.run.engines import IMPORTED, Asking, answers_of, choose_engine
from minutebook.run.ingest import gather
from minutebook.run.session import open_rehearsal, system_clock
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import note, print_json, say

app = App(name="batch", help="Ask a model by hand, or by a provider's batch service.")


@app.command(name="export")
def export_requests(
    out: Annotated[Path, Parameter(help="The folder that the requests are written to.")],
    *paths: Annotated[Path, Parameter(help="Files or folders; without any, the whole Inbox.")],
    engine: Annotated[
        str | None,
        Parameter(
            help=f"The model: openai:NAME, anthropic:NAME …, or {IMPORTED}NAME for one that has no address. Else the settings'."
        ),
    ] = None,
    form: Annotated[
        Form, Parameter(help="OpenAI's or Anthropic's batch file, or Markdown to copy and paste.")
    ] = Form.MARKDOWN,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Write what is to be asked about the sources that wait; nothing is sent. The texts of those sources stand in it."""
    place = here(vault)
    asked = engine or place.settings.engine
    chosen = choose_engine(asked, place, Asking(by_hand=True))
    with open_rehearsal(place) as desk:
        files = gather(desk, place, paths, retry=False)
        requests = tuple(find_requests(desk, waiting_sources(desk, files), chosen))
        written = write_requests(requests, form, out, answers_of(place))
    if json:
        print_json({"requests": [{"key": r.key, "title": r.title} for r in requests], "files": written})
        return 0
    for path in written:
        say(str(path))
    if not requests and chosen.name == "offline":
        note(
            f"Nothing is to be asked: the engine is {asked}, which is built in. Name the model that you ask: --engine {IMPORTED}NAME"
        )
    elif not requests:
        note("Nothing is to be asked: every source that waits has its answer, or the engine needs none.")
    else:
        note(f"{len(requests)} requests. When they are answered: minutebook batch import FILE, then minutebook ingest")
    return 0


@app.command(name="import")
def import_answers(
    *paths: Annotated[
        Path, Parameter(help="A provider's file of results, or the folder with an answer beside each request.")
    ],
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Take a model's answers in. `minutebook ingest` then reads the sources with them."""
    place = here(vault)
    taken = take_answers(paths, answers_of(place), system_clock())
    if json:
        print_json(taken)
        return 1 if taken.problems else 0
    for problem in taken.problems:
        note(problem)
    for title in taken.missing:
        note(f"not answered yet: {title}")
    say(f"{len(taken.kept)} answers kept. Next: minutebook ingest")
    return 1 if taken.problems else 0
