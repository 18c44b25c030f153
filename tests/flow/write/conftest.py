"""Where the writer's tests put their vaults: in memory where there is such a folder, since they write thousands of times."""

import os
import tempfile
from pathlib import Path

import pytest

_MEMORY = Path("/dev/shm")


@pytest.fixture
def room():
    """A folder of this test's own."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None) as folder:
        yield Path(folder).resolve()
