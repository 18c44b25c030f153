"""One commit a batch, of exactly the touched paths; everything else of the repository stays as it is."""

import os
import subprocess
import time
from pathlib import Path

import pytest
from writeworld import ARCHIVE, INBOX, NOTE, PEOPLE, RECORDS, apply, build, plan_edit, plan_ingest, undo

from minutebook.flow.write import CommitResult, Writer, commit_batch, dirty_paths
from minutebook.model.plan import ChangePlan, Edit, RunKind
from minutebook.model.run import Run

TOUCHED = {NOTE, PEOPLE, "Journal/mine.md", RECORDS, "Minutebook/lines.jsonl", INBOX, ARCHIVE}


@pytest.fixture(autouse=True)
def plain_git(monkeypatch, tmp_path):
    """Git without the machine's settings, with an identity."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    (tmp_path / "gitconfig").write_text(
        "[user]\nname = Ida Holm\nemail = ida@example.org\n[init]\ndefaultBranch = main\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(root: Path, *arguments: str) -> str:
    answer = subprocess.run(
        ["git", "-c", "core.quotepath=off", *arguments], cwd=root, capture_output=True, text=True, check=True
    )
    return answer.stdout


def repository(root: Path, *, commit: bool = True) -> Writer:
    writer = build(root)
    git(root, "init", "-q")
    if commit:
        git(root, "add", "-A")
        git(root, "commit", "-qm", "start")
    return writer


def hook(root: Path, name: str, script: str) -> None:
    place = root / ".git/hooks" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)


def ingest(writer: Writer, root: Path, plan: ChangePlan | None = None, timeout: float = 20) -> tuple[Run, CommitResult]:
    plan = plan or plan_ingest(root)
    paths = [edit.path for edit in plan.edits] + [path for move in plan.moves for path in (move.source, move.target)]
    dirty = dirty_paths(root, paths, timeout)
    run = apply(writer, plan)
    return run, commit_batch(root, [run], f"minutebook: {run.title}", timeout, dirty)


def committed(root: Path) -> set[str]:
    return set(git(root, "show", "--pretty=format:", "--name-only", "--no-renames", "-z", "HEAD").split("\0")) - {
        "",
        "\n",
    }


def test_exactly_the_touched_paths(room):
    """The commit holds what the run touched, the removals too; nothing is left staged or changed."""
    writer = repository(room)
    (room / "unrelated.md").write_text("untracked")
    run, result = ingest(writer, room)
    assert committed(room) == TOUCHED == set(result.paths)
    assert result.commit == git(room, "rev-parse", "HEAD").strip()
    assert result.warnings == result.left == ()
    assert git(room, "log", "-1", "--format=%s") == "minutebook: Kiln\n"
    assert git(room, "status", "--porcelain") == "?? unrelated.md\n"
    assert writer.find_run(run.id).commit == result.commit


def test_undo_is_a_new_commit(room):
    """An undo is committed like any run."""
    writer = repository(room)
    run, first = ingest(writer, room)
    undone = undo(writer, run)
    result = commit_batch(room, [undone], "undo", 20)
    assert result.commit not in {None, first.commit}
    assert git(room, "diff", "--name-only", "HEAD~2", "HEAD").split() == [
        "Minutebook/lines.jsonl",
        "Minutebook/sources.jsonl",
    ]


def test_users_staged_and_unstaged_work_stays(room):
    """What the user had staged stays staged, what they had changed stays changed; their pages with changes are left to them."""
    writer = repository(room)
    (room / "staged.md").write_text("staged")
    git(room, "add", "staged.md")
    (room / "staged.md").write_text("staged and changed")
    (room / PEOPLE).write_bytes((room / PEOPLE).read_bytes() + b"their words\n")
    _, result = ingest(writer, room)
    assert result.left == (PEOPLE,)
    assert committed(room) == TOUCHED - {PEOPLE}
    assert git(room, "status", "--porcelain") == f'AM staged.md\n M "{PEOPLE}"\n'.replace(
        'AM staged.md\n M "People/Mara Lindt/Mara Lindt.md"\n', ' M "People/Mara Lindt/Mara Lindt.md"\nAM staged.md\n'
    )
    assert git(room, "show", ":staged.md") == "staged"


def test_path_that_the_user_had_staged_is_theirs(room):
    """A page whose change the user had staged is left, staged as it was."""
    writer = repository(room)
    (room / PEOPLE).write_bytes((room / PEOPLE).read_bytes() + b"staged words\n")
    git(room, "add", PEOPLE)
    _, result = ingest(writer, room)
    assert result.left == (PEOPLE,)
    assert "staged words" in git(room, "show", f":{PEOPLE}")
    assert "booked" not in git(room, "show", f":{PEOPLE}")


def test_untracked_page_of_the_users_is_theirs(room):
    """A page that the user never committed is left to them."""
    writer = repository(room)
    (room / "fresh.md").write_text("fresh\n")
    _, result = ingest(writer, room, plan_edit(room, "fresh.md", b"fresh\nours\n"))
    assert result == CommitResult(left=("fresh.md",))


def test_edit_between_write_and_commit_is_theirs(room):
    """A page that the user saved after the run wrote it is not committed under the run's name."""
    writer = repository(room)
    run = apply(writer, plan_ingest(room))
    (room / NOTE).write_bytes((room / NOTE).read_bytes() + b"my thoughts")
    result = commit_batch(room, [run], "m", 20)
    assert result.left == (NOTE,)
    assert committed(room) == TOUCHED - {NOTE}


def test_first_commit_of_a_repository(room):
    """Before the first commit of all, the batch becomes it, less what the user had."""
    writer = repository(room, commit=False)
    git(room, "add", "Inbox/sub/glaze.vtt")
    _, result = ingest(writer, room)
    assert committed(room) == {NOTE, RECORDS, "Minutebook/lines.jsonl", ARCHIVE}
    assert result.left == (PEOPLE,)
    assert "A  Inbox/sub/glaze.vtt" in git(room, "status", "--porcelain")


def test_vault_in_a_folder_of_a_repository(room):
    """A vault below the repository's root is committed by its own paths."""
    git(room, "init", "-q")
    vault = room / "notes [a]" / "vault"
    writer = build(vault)
    git(room, "add", "-A")
    git(room, "commit", "-qm", "start")
    (room / "outside.md").write_text("x")
    (vault / PEOPLE).write_bytes((vault / PEOPLE).read_bytes() + b"theirs\n")
    _, result = ingest(writer, vault)
    assert committed(room) == {f"notes [a]/vault/{path}" for path in TOUCHED - {PEOPLE}}
    assert result.left == (PEOPLE,)


def test_worktree_and_detached_head(room):
    """In a worktree, and on a detached HEAD, the commit goes where HEAD is and moves no branch."""
    repository(room / "main")
    git(room / "main", "worktree", "add", "-q", "--detach", "../tree")
    branch = git(room / "main", "rev-parse", "main")
    _, result = ingest(Writer(room / "tree"), room / "tree")
    assert git(room / "tree", "rev-parse", "HEAD").strip() == result.commit
    assert git(room / "main", "rev-parse", "main") == branch


def test_ignored_paths_are_left_out(room):
    """Paths that git ignores are not committed and not mentioned."""
    writer = repository(room)
    (room / ".gitignore").write_text("Sources/\nMinutebook/lines.jsonl\n")
    _, result = ingest(writer, room)
    assert committed(room) == TOUCHED - {ARCHIVE, "Minutebook/lines.jsonl"}
    assert result.left == ()


def test_hooks_are_honoured(room):
    """A hook that refuses stops the commit, as a warning; the files stay, and the index is as it was."""
    writer = repository(room)
    hook(room, "pre-commit", "echo the house rules say no >&2; exit 1")
    index = git(room, "ls-files", "-s")
    _, result = ingest(writer, room)
    assert result.commit is None
    assert "the house rules say no" in result.warnings[0]
    assert (room / NOTE).exists()
    assert git(room, "ls-files", "-s") == index
    assert git(room, "diff", "--cached", "--name-only") == ""


@pytest.mark.parametrize("edited", [False, True])
def test_what_could_not_be_committed_goes_with_the_next(room, edited):
    """Pages whose commit failed are no user's work: the next run that touches them commits both, unless the user wrote there too."""
    writer = repository(room)
    hook(room, "pre-commit", "exit 1")
    ingest(writer, room)
    (room / ".git/hooks/pre-commit").unlink()
    page, note = (room / PEOPLE).read_bytes(), (room / NOTE).read_bytes()
    if edited:
        page += b"words of theirs\n"
        (room / PEOPLE).write_bytes(page)
    plan = ChangePlan(
        kind=RunKind.INGEST,
        title="next",
        edits=(Edit(PEOPLE, page, page + b"- more ^mb-2222222222\n"), Edit(NOTE, note, note + b"more\n")),
    )
    _, result = ingest(writer, room, plan)
    assert committed(room) == ({NOTE} if edited else {NOTE, PEOPLE})
    assert result.left == ((PEOPLE,) if edited else ())


def test_hook_sees_exactly_the_commit(room):
    """A hook finds in the index what is committed, without the user's staged work."""
    writer = repository(room)
    (room / "staged.md").write_text("x")
    git(room, "add", "staged.md")
    hook(room, "pre-commit", "git diff --cached --name-only --no-renames -z > seen")
    ingest(writer, room)
    assert set((room / "seen").read_text().split("\0")) - {""} == TOUCHED


def test_hook_that_does_not_end(room):
    """A hook beyond the time limit is stopped with all that it started; no lock stays, nothing is undone."""
    writer = repository(room)
    hook(room, "pre-commit", "sleep 60 & echo $! > child; wait")
    begun = time.monotonic()
    _, result = ingest(writer, room, timeout=1)
    assert time.monotonic() - begun < 10
    assert "in time" in result.warnings[0]
    assert (room / NOTE).exists()
    assert not (room / ".git/index.lock").exists()
    with pytest.raises(ProcessLookupError):
        _wait_gone(int((room / "child").read_text()))
    assert git(room, "diff", "--cached", "--name-only") == ""


def _wait_gone(process: int) -> None:
    for _ in range(100):
        os.kill(process, 0)
        if Path(f"/proc/{process}/stat").exists() and Path(f"/proc/{process}/stat").read_text().split()[2] == "Z":
            raise ProcessLookupError
        time.sleep(0.02)


def test_hook_after_the_commit(room):
    """A hook after the commit that hangs is stopped; the commit counts."""
    writer = repository(room)
    hook(room, "post-commit", "sleep 60")
    _, result = ingest(writer, room, timeout=1)
    assert result.commit == git(room, "rev-parse", "HEAD").strip()
    assert result.warnings


def test_background_work_of_a_hook_is_not_waited_for(room):
    """What a hook leaves running in the background holds nothing up."""
    writer = repository(room)
    hook(room, "post-commit", "sleep 5 &")
    begun = time.monotonic()
    _, result = ingest(writer, room)
    assert time.monotonic() - begun < 4
    assert result.warnings == ()


def test_signing_that_fails(room):
    """A commit that cannot be signed is a warning."""
    writer = repository(room)
    git(room, "config", "commit.gpgsign", "true")
    git(room, "config", "gpg.program", "false")
    _, result = ingest(writer, room)
    assert result.commit is None
    assert result.warnings
    assert (room / NOTE).exists()


def test_no_identity(room, monkeypatch):
    """Without a name git refuses, and says why."""
    writer = repository(room)
    (Path(os.environ["GIT_CONFIG_GLOBAL"])).write_text("[user]\nuseConfigOnly = true\n")
    _, result = ingest(writer, room)
    assert result.commit is None
    assert "user" in result.warnings[0].lower()


def test_merge_under_way(room):
    """In the middle of a merge files are written, not committed, and the merge stays as it is."""
    writer = repository(room)
    git(room, "checkout", "-qb", "side")
    (room / "x.md").write_text("side")
    git(room, "add", "x.md")
    git(room, "commit", "-qm", "side")
    git(room, "checkout", "-q", "main")
    (room / "x.md").write_text("main")
    git(room, "add", "x.md")
    git(room, "commit", "-qm", "main")
    subprocess.run(["git", "merge", "side"], cwd=room, capture_output=True, check=False)
    status = git(room, "status", "--porcelain")
    assert "AA x.md" in status
    _, result = ingest(writer, room)
    assert result.commit is None
    assert "merge is under way" in result.warnings[0]
    assert (room / ".git/MERGE_HEAD").exists()
    assert (room / NOTE).exists()
    assert "AA x.md" in git(room, "status", "--porcelain")


def test_locked_index(room):
    """An index that another git holds is a warning, and its lock stays."""
    writer = repository(room)
    (room / ".git/index.lock").touch()
    _, result = ingest(writer, room)
    assert result.commit is None
    assert "index.lock" in result.warnings[0]
    assert (room / ".git/index.lock").exists()


def test_callers_repository_settings_do_not_leak(room, monkeypatch):
    """A GIT_DIR or GIT_INDEX_FILE of the caller's, as inside a hook, does not redirect the commit."""
    writer = repository(room / "vault")
    git(room, "init", "-q", "other")
    monkeypatch.setenv("GIT_DIR", str(room / "other/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(room / "other/index"))
    _, result = ingest(writer, room / "vault")
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert git(room / "vault", "rev-parse", "HEAD").strip() == result.commit
    assert not (room / "other/index").exists()


def test_line_endings_are_gits_matter(room):
    """With autocrlf the files on disk keep their bytes and the tree is clean after the commit."""
    writer = repository(room)
    git(room, "config", "core.autocrlf", "input")
    content = b"one\r\ntwo\r\n"
    _, result = ingest(writer, room, plan_edit(room, "crlf é & *.md", content))
    assert result.paths == ("crlf é & *.md",)
    assert (room / "crlf é & *.md").read_bytes() == content
    assert git(room, "status", "--porcelain") == ""


def test_no_repository_and_nothing_to_commit(room):
    """Outside a repository, and where nothing differs from the last commit, nothing is said."""
    writer = build(room)
    run, result = ingest(writer, room)
    assert result == CommitResult()
    assert dirty_paths(room, [PEOPLE], 20) == frozenset()
    git(room, "init", "-q")
    git(room, "add", "-A")
    git(room, "commit", "-qm", "all of it")
    assert commit_batch(room, [run], "again", 20) == CommitResult()


def test_own_folder_is_no_matter_for_git(room):
    """The writer's folder does not show in git's status."""
    writer = repository(room)
    ingest(writer, room)
    assert ".minutebook" not in git(room, "status", "--porcelain", "--ignored=no")
