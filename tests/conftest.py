"""What every test may use. ``--golden`` rewrites expected outputs instead of comparing them; review them with git diff.

Property tests try the same examples every time; ``HYPOTHESIS_PROFILE=explore`` tries new ones.
"""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def pytest_addoption(parser):
    parser.addoption("--golden", action="store_true", help="rewrite the expected outputs of the golden tests")


@pytest.fixture
def golden(request):
    """Compare text with a file beside the test, or rewrite the file under ``--golden``."""

    def check(path: Path, text: str) -> None:
        if request.config.getoption("--golden"):
            path.write_bytes(text.encode())
        assert path.read_bytes().decode() == text

    return check
