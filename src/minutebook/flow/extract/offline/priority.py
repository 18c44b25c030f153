"""Priority, only from what was said about the work."""

from minutebook.flow.extract.offline.lexicon import Lexicon
from minutebook.model.extraction import Priority

_ORDER: tuple[Priority, ...] = ("lowest", "low", "highest", "high")


def find_priority(texts: list[str], lexicon: Lexicon) -> Priority:
    """The priority that some lines (lower case) state; medium where none does. "Not urgent" is no urgency."""
    for text in texts:
        rest = lexicon.priority["not_high"].sub(" ", text)
        for level in _ORDER:
            if lexicon.priority[level].search(rest if level.startswith("high") else text):
                return level
    return "medium"
