"""What the documents say is so."""

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_reference_is_that_of_the_code() -> None:
    """docs/reference.md is what docs/generate.py would write."""
    made = runpy.run_path(str(ROOT / "docs/generate.py"))["reference"]()
    assert made == (ROOT / "docs/reference.md").read_text(encoding="utf-8"), "run: python docs/generate.py"


def test_the_documents_link_to_files_that_exist() -> None:
    """Every relative link of the README and of docs/ resolves."""
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_test_files_have_names_of_their_own() -> None:
    """Two of one name cannot be collected together, which only a run of all of them would tell."""
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted({name for name in names if names.count(name) > 1}) == []
