"""``config`` and ``doctor`` through the command line."""

import json
import subprocess

import pytest

from book import Book


def test_config_says_where_each_setting_comes_from(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    """Default, file or environment."""
    monkeypatch.setenv("MINUTEBOOK_TIMEZONE", "Asia/Tokyo")
    found = {setting["key"]: setting for setting in json.loads(book("config", "--json").out)}
    assert found["me.name"]["value"] == "Odalys Brennick" and found["me.name"]["source"] == "minutebook.toml"
    assert (found["timezone"]["value"], found["timezone"]["source"]) == ("Asia/Tokyo", "MINUTEBOOK_TIMEZONE")
    assert found["folders.inbox"]["source"] == "default"
    assert book("config", "me.name").out.strip() == "me.name  Odalys Brennick  (minutebook.toml)"


def test_config_sets_one_key_and_nothing_else(book: Book) -> None:
    """The file's other bytes stay; it can be undone."""
    path = book.root / "minutebook.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"# mine\r\n")
    before = path.read_bytes()
    assert book("config", "me.aliases", "Oda, Brenn").code == 0
    changed = path.read_bytes()
    assert (
        b'aliases = ["Oda", "Brenn"]\r\n' in changed
        and changed.replace(b'aliases = ["Oda", "Brenn"]\r\n', b"") == before
    )
    run = json.loads(book("runs", "--json").out)[0]
    assert book("undo", run["id"]).code == 0 and path.read_bytes() == before


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [("colour", "red", "no setting"), ("max_mb", "much", "minutebook.toml"), ("timezone", "Mars/Base", "not known"), ("vault_id", "x", "not set by hand"), ("git", "maybe", "true or false"), ("engine", "wizard", "no engine"), ("folders.inbox", "../x", "no folder inside")],
)  # fmt: skip
def test_config_refuses_what_would_be_wrong(book: Book, key: str, value: str, said: str) -> None:
    """The file stays as it is."""
    before = (book.root / "minutebook.toml").read_bytes()
    done = book("config", key, value)
    assert done.code == 2 and said in done.err and (book.root / "minutebook.toml").read_bytes() == before


def test_doctor_without_a_vault_looks_at_the_machine(book: Book, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is missing is said with what to do; nothing is wrong with that."""
    monkeypatch.chdir(tmp_path)
    done = book("doctor", vault=False)
    assert done.code == 0 and "no vault here" in done.out and "speech model" in done.out


def test_doctor_finds_what_is_wrong(book: Book) -> None:
    """A tag that the Tasks plugin does not know, a name that is empty, an address that git lacks: each with its remedy."""
    plugin = book.root / ".obsidian/plugins/obsidian-tasks-plugin/data.json"
    plugin.parent.mkdir(parents=True)
    plugin.write_text(
        json.dumps({"globalFilter": "#todo", "statusSettings": {"customStatuses": [{"symbol": "?"}]}}), encoding="utf-8"
    )
    assert book("config", "me.name", "").code == 0
    subprocess.run(["git", "init", "-q"], cwd=book.root, check=True)
    done = book("doctor")
    assert done.code == 1
    assert "minutebook config task_tag '#todo'" in done.out and 'minutebook config me.name "Your Name"' in done.out
    assert "not registered: [R]" in done.out
    found = {finding["about"]: finding["state"] for finding in json.loads(book("doctor", "--json").out)}
    assert (found["tasks plugin"], found["settings"], found["vault"]) == ("wrong", "wrong", "fine")


def test_doctor_says_when_settings_are_broken(book: Book) -> None:
    """A settings file that cannot be read is the finding, and no crash."""
    (book.root / "minutebook.toml").write_text("version = ", encoding="utf-8")
    done = book("doctor")
    assert done.code == 1 and "not valid TOML" in done.out
