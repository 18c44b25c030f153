"""What only says more exactly what was asked or promised just before: "Send me a list. With the dates."."""

from minutebook.flow.extract.offline.talk.acts import Act
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.whole import is_whole
from minutebook.text import patterns as re

MOST_LINES, MOST_WORDS = 2, 8


def specify(text: str, lines: tuple[Line, ...], act: Act, lexicon: Lexicon) -> str:
    """The words of an act with the sentences without a verb by which its speaker goes on."""
    line = lines[act.line]
    if not _CALLED.fullmatch(line.plain, act.end):
        return text
    for onward in lines[act.line + 1 : act.line + 1 + MOST_LINES]:
        part = onward.text.strip(" .,!")
        more = onward.turn == line.turn and not (onward.question or onward.dates) and part.count(" ") < MOST_WORDS
        if not more or not _FRAGMENT.match(onward.plain) or is_whole(part, lexicon):
            break
        text = f"{text}{' ' if _LINK.match(onward.plain) else ', '}{part[:1].lower()}{part[1:]}"
    return text


_CALLED = re.compile(r"(?:,? (?:\w+|please|as well|too))?[ .,?!…]*")
"""The rest of a sentence that ends in a name."""
_LINK = re.compile(r"(?:with|for|from|in|on|by|as|without|to|of|at|about|including) ")
_FRAGMENT = re.compile(
    rf"(?:and )?(?:{_LINK.pattern}|(?:a|an|half|one|two|three|four|all|both|just the|only the|plus) )(?!(?:right|it|fine|that|course|you|me|my god)\b)"
)
