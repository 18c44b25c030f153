"""A prompt is not changed without a measure."""

import tomllib
from pathlib import Path

from minutebook.flow.extract.llm.prompt import read_wording


def test_the_prompt_in_use_was_measured():
    """evals/prompts.toml has the figures of the version that the package ships."""
    table = tomllib.loads((Path(__file__).parents[2] / "evals/prompts.toml").read_text(encoding="utf-8"))
    assert read_wording().version in table
    assert all({"date", "what", "dev"} <= entry.keys() for entry in table.values())
