"""Brackets of which one partner was cut off."""

_PAIRS = {"(": ")", "[": "]"}


def without_halves(text: str) -> str:
    """The text without brackets that have no partner; no space inside those that have: "draft (2 )" is "draft (2)"."""
    lone, opened = set[int](), list[int]()
    for at, letter in enumerate(text):
        if letter in _PAIRS:
            opened.append(at)
        elif letter in _PAIRS.values():
            if opened and _PAIRS[text[opened[-1]]] == letter:
                opened.pop()
            else:
                lone.add(at)
    kept = "".join(letter for at, letter in enumerate(text) if at not in lone.union(opened))
    for first, last in _PAIRS.items():
        kept = kept.replace(f" {last}", last).replace(f"{first} ", first).replace(first + last, "")
    return " ".join(kept.split())


def until_open(text: str) -> str:
    """The text up to a bracket that it never closes: what was cut off in the midst of an aside says nothing."""
    depth, begun = 0, 0
    for at, letter in enumerate(text):
        if letter in _PAIRS:
            begun = at if depth == 0 else begun
            depth += 1
        elif letter in _PAIRS.values():
            depth = max(0, depth - 1)
    return text[:begun].rstrip(" ,;–-") if depth and begun else text
