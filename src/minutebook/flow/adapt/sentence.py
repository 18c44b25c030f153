"""Sentences of a paragraph, and the pieces of speech that was written down without punctuation."""

from minutebook.text import patterns as re

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*(?=\s)|(?<![。！？؟।])[。！？؟।]++[」』”’)\]]*")
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof st jr sr vs etc e.g i.e cf approx no nos fig figs vol vols pp ca bzw z.b d.h u.a usw inkl evtl ggf nr str tel abs
    art resp max min incl excl dept est inc ltd co corp gen sgt capt lt col rev hon jan feb mar apr jun jul aug sep sept oct nov dec
    mme mlle sra srta dra av bd p.ej pág a.m p.m al eq sec ch ed eds""".split()
)
_MONTH = re.compile(r"(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b")
"""After a day with its point: "am 20. Mai"."""
_NUMBERED = frozenset({"no", "nos", "nr", "fig", "figs", "vol", "vols", "pp", "p", "art", "abs", "sec", "ch", "eq"})
_OPENERS = frozenset("\"'“‘«([¿¡—–-*_#@$€£")
_CUES = re.compile(
    r"\s+(?=(?:okay|ok|right|anyway|anyways|oh and|oh(?! (?:no|wait|hang on)\b)|and um|and uh|um|uh|also|so|next|then|what else|and then|another thing|one more thing|"
    r"first|second|third|finally|by the way|reminder|note to self|remind me|i need to|i have to|i must|i still|i should|we need to|we should|"
    r"don't forget|call|ring|send|book|tomorrow|alors|donc|also gut|und dann|bueno|entonces|luego)\s)",
    re.IGNORECASE,
)
_PIECE = 9  # words: shorter pieces of a run carry on, as speakers restart within a thought
_LONG_PIECE = 28
_FEWEST = 6  # words: what is left on either side of a cut
_OPENS = frozenset(
    "and but so because which if when until unless while though or then".split()
)  # words that begin a clause of their own
_BEGINS = frozenset(
    "i i'm i'll i've i'd we we're we'll he he's she she's they they're it it's there there's that's what who".split()
)
_GOES_WITH = _OPENS | frozenset(
    "that what who how why where as than the a an to of for with in on at by from think said says know twenty thirty".split()
)


def split_sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph, white space folded; a paragraph without an end of sentence is one."""
    text = " ".join(paragraph.split())
    sentences, begin = [], 0
    for match in _END.finditer(text):
        if match.end() < len(text) and _is_end(text, begin, match):
            sentences.append(text[begin : match.end()].strip())
            begin = match.end()
    sentences.append(text[begin:].strip())
    return [sentence for sentence in sentences if sentence]


def _is_end(text: str, begin: int, match: re.Match[str]) -> bool:
    if match[0][0] in "。！？؟।":
        return True
    follow = text[match.end() + 1 : match.end() + 2]
    if not (follow in _OPENERS or follow.isdigit() or (follow.isalpha() and not follow.islower())):
        return False
    if match[0] != ".":
        return True
    word = text[max(begin, match.start() - 20) : match.start()].rsplit(" ", 1)[-1].lstrip("(\"'“‘[")
    if word.isdigit() and _MONTH.match(text, match.end() + 1):
        return False
    folded = word.casefold()
    if folded in _NUMBERED:
        return not follow.isdigit()
    if re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])*", word) and word != "I":
        return False
    return folded not in _ABBREVIATIONS and not (word.isdigit() and match.start() - len(word) == begin + (begin > 0))


def split_run(text: str) -> list[str]:
    """The pieces of speech without punctuation, cut where speakers take a new start; joined by one blank they give the text."""
    pieces: list[list[str]] = [[]]
    for chunk in _CUES.split(" ".join(text.split())):
        words = chunk.split(" ")
        if len(pieces[-1]) >= _PIECE and pieces[-1][-1].lower() not in _GOES_WITH:
            pieces.append([])
        pieces[-1].extend(words)
    if len(pieces) > 1 and len(pieces[-1]) < 4:
        pieces[-2].extend(pieces.pop())
    return [" ".join(piece) for words in pieces for piece in _halve(words) if piece]


def _halve(words: list[str]) -> list[list[str]]:
    """A long piece in two, and so on, where a clause begins: as near its middle as there is one."""
    if len(words) <= _LONG_PIECE:
        return [words]
    middle = len(words) / 2
    cuts = range(_FEWEST, len(words) - _FEWEST)
    cut = min(cuts, key=lambda n: (-_begins(words, n), abs(n - middle))) if cuts else round(middle)
    return [*_halve(words[:cut]), *_halve(words[cut:])]


def _begins(words: list[str], n: int) -> int:
    """How well a piece can begin with the n-th word: with a conjunction, with a subject that no other word leads up to, or hardly, or not."""
    word, before = words[n].lower(), words[n - 1].lower()
    if before in _GOES_WITH:
        return -1
    return 2 if word in _OPENS else 1 if word in _BEGINS else 0
