"""Compile once and for all the patterns that sources need (text/compiled.py).

    python -m training.compiled CASES... [--write]

CASES are folders of cases (evals/gold, evals/letters): kept is what adapting and reading them compiles, for the version of Python that runs this. Files of
other versions stay. A pattern that is changed later is compiled when it is used, until this runs again.
"""

import argparse
import re
from array import array
from importlib.resources import files
from pathlib import Path
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from zlib import compress

import msgspec

from minutebook.text import compiled

FOLDER = Path(str(files("minutebook.text"))) / "data"


def make(pattern: str, flags: int) -> compiled.Compiled:
    """The pattern as ``re`` compiles it, in parts."""
    parsed = parser.parse(pattern, flags)
    code = array("I", compiler._code(parsed, flags)).tobytes()  # noqa: SLF001 - what re.compile calls
    state = parsed.state
    return compiled.Compiled(int(flags | state.flags), code, state.groups - 1, dict(state.groupdict))


def listen(folders: list[Path]) -> set[tuple[str, int]]:
    """The patterns that are compiled while the engine reads all cases of some folders."""
    used: set[tuple[str, int]] = set()

    def noted(pattern: str | bytes, flags: int) -> object:
        if isinstance(pattern, str):
            used.add((pattern, int(flags)))
        return re.compile(pattern, flags)

    compiled.compile_or_read = noted  # type: ignore[assignment]
    from minutebook.flow.extract.offline import OfflineEngine
    from minutebook.run.evaluate import read_case

    for case in sorted(path.parent for folder in folders for path in folder.glob("*/gold.json")):
        read_case(case, OfflineEngine())
    return used


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    kept = {compiled.key_of(*each): make(*each) for each in sorted(listen(args.cases))}
    data = compress(msgspec.msgpack.encode(kept), 9)
    print(f"{len(kept)} patterns, {len(data)} bytes")
    if args.write:
        (FOLDER / compiled.file_of(compiled.MAGIC)).write_bytes(data)


if __name__ == "__main__":
    main()
