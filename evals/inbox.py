"""A whole inbox, ingested twice: `python -m evals.inbox SHARED_EVAL [--keep DIR] [--limit N]`.

The public calls and the AMI meetings as .vtt files are ingested into a new vault; then the same files are dropped again
and ingested again. Printed: the time, what failed, whether every byte outside the archive and the ledger stayed as it was,
and what a look over the vault finds (dead links, empty keys, doubled stems).
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from time import perf_counter

from evals.corpora import meetings

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from vaultcheck import check_vault

NOT_NOTES = ("Minutebook/", ".minutebook/", "Inbox/")


def fill(shared: Path, inbox: Path, limit: int | None) -> int:
    """Write the corpora as .vtt files; returns how many."""
    corpora = (shared / "data/ethereum_calls/zoom", shared / "data/ami/meetings")
    count = 0
    for corpus in corpora:
        for name, text in list(meetings(corpus))[:limit]:
            (inbox / name).write_text(text, encoding="utf-8")
            count += 1
    return count


def snapshot(root: Path) -> dict[str, str]:
    """Path to hash of every file that a person reads."""
    found = {}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(NOT_NOTES):
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def run(root: Path, *words: str) -> tuple[float, subprocess.CompletedProcess[str]]:
    begun = perf_counter()
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from minutebook.ui.cli import main; sys.exit(main())",
            *words,
            "--vault",
            str(root),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(root.parent / "cache")},
    )
    return perf_counter() - begun, done


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--limit", type=int)
    options = parser.parse_args()
    work = options.keep or Path(tempfile.mkdtemp())
    root = work / "vault"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    (root / "minutebook.toml").write_text('version = 1\n[me]\nname = "Somebody Else"\n', encoding="utf-8")
    (root / "Inbox").mkdir()
    count = fill(options.shared, root / "Inbox", options.limit)
    seconds, done = run(root, "ingest")
    print(f"{count} files ingested in {seconds:.1f} s, exit code {done.returncode}")
    print("\n".join(line for line in done.stderr.splitlines() if not line.startswith("[")))
    first = snapshot(root)
    fill(options.shared, root / "Inbox", options.limit)
    seconds, done = run(root, "ingest")
    second = snapshot(root)
    changed = sorted(p for p in first if second.get(p) != first[p])
    added = sorted(p for p in second if p not in first and not p.startswith("Sources/"))
    print(f"again: {seconds:.1f} s, exit code {done.returncode}; changed {len(changed)}, new notes {len(added)}")
    print("\n".join([*changed[:10], *added[:10]]))
    problems = check_vault(root)
    print(f"{len(problems)} problems in the vault")
    print("\n".join(problems[:20]))
    if not options.keep:
        shutil.rmtree(work)
    return 1 if changed or added or problems else 0


if __name__ == "__main__":
    sys.exit(main())
