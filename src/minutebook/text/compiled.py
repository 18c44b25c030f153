"""Patterns that are compiled already: to compile what a first source needs takes a third of a second, to read it a twentieth of that.

The file holds the code of ``re``'s own compiler for one version of its engine. With any other, or a pattern that the file has not, the pattern is compiled as usual.
"""

import re
from array import array
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from zlib import compress, decompress

import msgspec

try:
    import _sre as engine  # type: ignore[import-not-found] # what re runs on, which has no stubs
except ImportError:  # of another Python than CPython
    engine = None

MAGIC: int = engine.MAGIC if engine else 0
"""The version of the engine that runs."""


class Compiled(msgspec.Struct, frozen=True, array_like=True):
    """What the engine makes a pattern of: its flags with those set inside it, its code, how many groups it has and which have names."""

    flags: int
    code: bytes
    groups: int
    names: dict[str, int]


def file_of(magic: int) -> str:
    """The name of the file for one version of the engine."""
    return f"compiled-{magic}.bin"


def compile_or_read(pattern: str | bytes, flags: int) -> re.Pattern[str] | re.Pattern[bytes]:
    """The compiled pattern. Raises re.error for a mistake in it."""
    kept = read_compiled().get(key_of(pattern, flags)) if isinstance(pattern, str) else None
    return re.compile(pattern, flags) if kept is None else restore(pattern, unpack(kept))


def pack(made: Compiled) -> bytes:
    """One pattern as the file keeps it: each by itself, since a source needs a part of them and their code is large."""
    return compress(msgspec.msgpack.encode(made), 9)


def unpack(kept: bytes) -> Compiled:
    return msgspec.msgpack.decode(decompress(kept), type=Compiled)


def restore(pattern: str | bytes, kept: Compiled) -> re.Pattern[str]:
    """The pattern as the engine made it once."""
    names: list[str | None] = [None] * (kept.groups + 1)
    for name, number in kept.names.items():
        names[number] = name
    code = array("I", kept.code).tolist()
    made: re.Pattern[str] = engine.compile(pattern, kept.flags, code, kept.groups, kept.names, tuple(names))
    return made


@cache
def read_compiled() -> dict[str, bytes]:
    """By the key of each pattern what was made of it, packed, for the engine that runs; nothing for another one."""
    file = files("minutebook.text").joinpath("data", file_of(MAGIC))
    if engine is None or array("I").itemsize != engine.CODESIZE or not file.is_file():
        return {}
    return msgspec.msgpack.decode(file.read_bytes(), type=dict[str, bytes])


def key_of(pattern: str, flags: int) -> str:
    """What tells a pattern from others."""
    return blake2b(f"{int(flags)} {pattern}".encode(errors="surrogatepass"), digest_size=8).hexdigest()
