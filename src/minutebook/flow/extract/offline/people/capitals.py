"""Names in a text that was heard without capitals: told with them."""

from collections.abc import Callable, Iterable

from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.names import fold, lexicon

SHORT = 3
"""Letters of a name that no other word is likely to be."""


def read_capitals(source: Source, names: Iterable[str]) -> Callable[[str], str]:
    """What writes the first names of those who are ``names`` with a capital, where the source has them in small letters alone, and they are known for names and no other word."""
    first = {name.split()[0] for name in names if name.strip()}
    firm = {name.lower(): name for name in first if len(name) >= SHORT and name[0].isupper()}
    said = {word for u in source.utterances for word in _WORD.findall(u.text)} if firm else set()
    heard = {small: name for small, name in firm.items() if small in said and name not in said}
    sure = lexicon().given | lexicon().seldom if heard else frozenset()
    heard = {small: name for small, name in heard.items() if fold(small) in sure}
    return lambda text: _WORD.sub(lambda m: heard.get(m[0], m[0]), text) if heard else text


_WORD = re.compile(r"[^\W\d_]+")
