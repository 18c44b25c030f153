"""``minutebook eval``: an engine over gold cases."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from minutebook.run.evaluate import describe
from minutebook.run.evaluate import evaluate as run_cases
from minutebook.ui.cli.options import Json, Yes, engine_for
from minutebook.ui.cli.output import print_json


def evaluate(
    gold_dir: Annotated[Path, Parameter(help="A folder of cases, each with a gold.json.")],
    *,
    engine: Annotated[str, Parameter(help="Which engine reads.")] = "offline",
    out: Annotated[Path | None, Parameter(help="Where the predictions are written.")] = None,
    yes: Yes = False,
    json: Json = False,
) -> int:
    """Run an engine over gold cases and print the measures."""
    evaluation = run_cases(gold_dir, out, engine_for(engine, None, yes=yes))
    if json:
        print_json(evaluation)
    else:
        print(describe(evaluation))
    return 1 if evaluation.failed else 0
