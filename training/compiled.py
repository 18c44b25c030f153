"""Compile once and for all the patterns that sources need (text/compiled.py).

    python -m training.compiled CASES... [--write]

CASES are folders of cases (evals/gold, evals/letters): kept is what adapting and reading them needs, for the version of Python that runs this. Files of
other versions stay. A pattern that is changed later is compiled when it is used, until this runs again.
"""

import argparse
import gc
from array import array
from importlib.resources import files
from pathlib import Path
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import msgspec
from training.starts import starts_kept

from minutebook.flow.extract.offline import OfflineEngine
from minutebook.run.evaluate import read_case
from minutebook.text import compiled, patterns

FOLDER = Path(str(files("minutebook.text"))) / "data"


def make(pattern: str, flags: int) -> compiled.Compiled:
    """The pattern as ``re`` compiles it, in parts; but its matches are looked for only where they may begin."""
    parsed = parser.parse(pattern, flags)
    with starts_kept():
        code = array("I", compiler._code(parsed, flags)).tobytes()  # noqa: SLF001 - what re.compile calls
    state = parsed.state
    return compiled.Compiled(int(flags | state.flags), code, state.groups - 1, dict(state.groupdict))


def read_needed(folders: list[Path]) -> set[tuple[str, int]]:
    """The patterns that the engine needs for all cases of some folders, but those made of a source's own words, which go with it."""
    for case in sorted(path.parent for folder in folders for path in folder.glob("*/gold.json")):
        read_case(case, OfflineEngine())
    late: Any = type(patterns.compile(""))
    gc.collect()
    held = [each for each in gc.get_objects() if type(each) is late and "_compiled" in vars(each)]
    return {(each.pattern, int(each._flags)) for each in held if isinstance(each.pattern, str)}  # noqa: SLF001 - as they were asked for


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    kept = {compiled.key_of(*each): compiled.pack(make(*each)) for each in sorted(read_needed(args.cases))}
    data = msgspec.msgpack.encode(kept)
    print(f"{len(kept)} patterns, {len(data)} bytes")
    if args.write:
        (FOLDER / compiled.file_of(compiled.MAGIC)).write_bytes(data)


if __name__ == "__main__":
    main()
