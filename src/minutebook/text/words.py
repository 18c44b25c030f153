"""Words: folding that makes spellings of one word equal, and the words that carry content."""

import unicodedata
from collections.abc import Iterable

from minutebook.text import patterns as re

_MARKS = dict.fromkeys(range(0x300, 0x370))
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ＇`´"))
_WORD = re.compile(r"[぀-ヿ㐀-䶿一-鿿豈-﫿]|[^\W_぀-ヿ㐀-䶿一-鿿豈-﫿]+")

STOP_WORDS = frozenset(
    """
    a about after again all also am an and any are arent as at back be because been before being both but by can cant
    could couldnt did didnt do does doesnt doing done dont down each even every few for from get gets getting go goes
    going gonna got had hadnt has hasnt have havent having he hed hell her here heres hers hes him his how hows i id if
    ill im in into is isnt it itd itll its itself ive just kind let lets like lot many may maybe me mean might more most
    much must my myself no not now of off oh ok okay on one only or other our ours out over own quite rather really
    right said same say says see shall she shed shes should shouldnt so some sort still such than that thatll thats the
    their them then there theres these they theyd theyll theyre theyve thing things think this those though through to
    too under until up us very was wasnt way we wed well were werent weve what whatever whats when where whether which
    while who whom whos whose why will with wont would wouldnt yeah yep yes yet you youd youll your youre yours youve
    ah eh er erm hm hmm huh mhm mm mmhmm uh uhhuh um
    """.split()
)
"""English function words and sounds of hesitation. A text in another language keeps all its words, which costs nothing but size."""


def fold(text: str) -> str:
    """The text in compatible form, without case and Latin accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_MARKS)
    return unicodedata.normalize("NFKC", decomposed).casefold()


def split_words(text: str) -> list[str]:
    """The folded words in order, apostrophes dropped; Chinese and Japanese characters stand alone."""
    return _WORD.findall(fold(text.translate(_APOSTROPHES)))


def content_words(text: str) -> list[str]:
    """The folded words that carry content: no function words, no single letters."""
    return [
        word for word in split_words(text) if word not in STOP_WORDS and not (len(word) == 1 and "a" <= word <= "z")
    ]


def without_ending(word: str, endings: Iterable[str]) -> str:
    """A word without the first of the endings that it has, if three letters are left; of a double letter at its end one stays."""
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word
