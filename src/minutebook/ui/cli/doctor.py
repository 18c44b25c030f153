"""``minutebook doctor``: what is fine, and what to do about the rest."""

import os
from pathlib import Path

from minutebook.run.doctor import State, examine
from minutebook.ui.cli.options import Json, VaultDir
from minutebook.ui.cli.output import print_json, say

_MARKS = {State.FINE: "✓", State.HINT: "·", State.WRONG: "✗"}


def doctor(*, vault: VaultDir = None, json: Json = False) -> int:
    """Check settings, vault, extras, models, git and the Tasks plugin; works without a vault. Ends with 1 where something is wrong."""
    found = tuple(examine(vault, Path.cwd(), os.environ))
    if json:
        print_json(found)
    else:
        width = max(len(finding.about) for finding in found)
        for finding in found:
            say(f"{_MARKS[finding.state]} {finding.about:{width}}  {finding.said}")
            if finding.advice:
                say(f"  {'':{width}}  → {finding.advice}")
    return 1 if any(finding.state is State.WRONG for finding in found) else 0
