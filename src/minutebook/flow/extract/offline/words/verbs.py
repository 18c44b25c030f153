"""The base of a verb that stands in another form, where it names work."""

from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import IRREGULAR


def base_form(word: str, lexicon: Lexicon) -> str | None:
    """The verb that "paid", "painting", "planned" come from, where it names work."""
    again = word.removeprefix("re")
    candidates = [IRREGULAR.get(word, f"re{IRREGULAR[again]}" if again in IRREGULAR else word)]
    for ending in ("ing", "ed", "d"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            candidates += [stem, f"{stem}e", stem[:-1]]
    return next((verb for verb in candidates if verb in lexicon.verbs), None)


def base_of_third(word: str, lexicon: Lexicon) -> str | None:
    """The base of a verb in the third person: "books", "book"."""
    for ending, put in (("ies", "y"), ("es", ""), ("s", "")):
        base = word.removesuffix(ending) + put
        if word.endswith(ending) and base in lexicon.verbs and base not in STATES:
            return base
    return None


STATES = frozenset(
    "be have know hope love like miss owe want think feel mean seem remain stay need regret wish wonder suppose guess believe hear understand appreciate expect see assume"
    " mind thank agree doubt trust prefer differ fear cost happen".split()
)
"""Verbs of what is so, not of what somebody does."""
