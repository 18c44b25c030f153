"""Whom "he" and "she" may mean, by the given name."""

from functools import cache
from importlib.resources import files

from minutebook.text.names import fold


def may_be(name: str, word: str) -> bool:
    """Whether somebody of a name may be called "he", "him" (or "she", "her"): not where it is a name of the other alone, or an unknown one that ends like a woman's."""
    given = fold(name).partition(" ")[0]
    if word in {"she", "her", "hers"}:
        return given not in _table("men")
    if word in {"he", "him", "his"}:
        return given not in _table("women") and not (given.endswith("a") and given not in _table("men"))
    return True


@cache
def _table(name: str) -> frozenset[str]:
    return frozenset(files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8").splitlines())
