"""Stable ids: ``mb-`` and ten base-32 characters of a hash, so that a dry run, a real one and any number of jobs agree."""

from hashlib import blake2b

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's: no i, l, o, u


def stable_id(*parts: str) -> str:
    """``mb-`` and 50 bits of the parts' hash."""
    number = int.from_bytes(blake2b("\x1f".join(parts).encode(), digest_size=8).digest(), "big") >> 14
    letters = []
    for _ in range(10):
        letters.append(ALPHABET[number & 31])
        number >>= 5
    return "mb-" + "".join(letters)


def item_id(source_id: str, kind: str, block: int, nth: int = 0) -> str:
    """The id of an item: its source, its kind and the block of its first evidence; ``nth`` tells items of one kind and block apart."""
    return stable_id(source_id, kind, str(block), *([str(nth)] if nth else []))
