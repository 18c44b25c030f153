"""A vault with two meetings read, built once."""

import shutil
from pathlib import Path

import pytest

from book import TALK
from minutebook.ui.cli import main
from minutebook.vault.vault import Vault

LATER = """\
Odalys Brennick  0:02
Good morning. The seal, Pelle?

Pelle Strandmark  0:05
The seal is ordered, I did it on Thursday. It comes on the twentieth.

Odalys Brennick  0:12
Lovely. Wilma Tornquist from the harbour office asked for the tide tables.

Pelle Strandmark  0:19
I'll send Wilma Tornquist the tide tables by Wednesday.

Odalys Brennick  0:25
And I'll book the diver for April.
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("built") / "vault"
    patch = pytest.MonkeyPatch()
    patch.setenv("XDG_CACHE_HOME", str(root.parent / "cache"))
    words = ["--name", "Odalys Brennick", "--email", "o@brennick.example", "--timezone", "Europe/Stockholm"]
    assert main(["init", str(root), *words]) == 0
    settings = root / "minutebook.toml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n[proposals]\nmentions = 1\n", encoding="utf-8")
    page = root / "People/Pelle Strandmark/Pelle Strandmark.md"
    page.parent.mkdir(parents=True)
    page.write_text("---\ntype: person\ntitle: Pelle Strandmark\n---\n\n# Pelle Strandmark\n", encoding="utf-8")
    (root / "Inbox/Pump 2026-03-12_otter_ai.txt").write_text(TALK, encoding="utf-8")
    (root / "Inbox/Seal 2026-03-16_otter_ai.txt").write_text(LATER, encoding="utf-8")
    assert main(["ingest", "--vault", str(root)]) == 0
    patch.undo()
    return root


@pytest.fixture
def vault(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("MINUTEBOOK_VAULT", raising=False)
    root = tmp_path / "vault"
    shutil.copytree(built, root)
    return Vault(root)
