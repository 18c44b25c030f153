"""Spoken words without what nobody would write: filled pauses, asides, repetitions and false starts."""

from itertools import pairwise

from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.text import patterns as re

_DASHES = re.compile(r"\s+[–—-]+\s+|\s*(?:\.\.\.|…)\s*(?=\w)")
_SOUND = re.compile(r"(?<![^\W_])(?:u+[mh]|e+[rh]|h+m|m+h*m|mm)", re.IGNORECASE)
"""What every sound of hesitation begins with."""
_GAP = "\ue000"
"""Where something was left out."""
_GAPS = re.compile(rf"[\s,]*{_GAP}[\s,{_GAP}]*")
_LEADS = re.compile(
    r"(?:^|[,.?!;:] )(?:(?:yeah|yes|yep|no|so|okay|ok|right|well|and|but|then|oh|ah|now|good|great|fine|sure|alright|anyway|sorry|thanks|true|perfect|cool|listen|also) ?)+$",
    re.IGNORECASE,
)
"""What keeps its comma: "Yeah, um, I'll do it" is "Yeah, I'll do it"."""
_CLAUSE = re.compile(
    r"(?:and|but|so|because|or|then|which|who|if|when|what|how|where|why|that's|it's|there's|i|you|we|he|she|they|it|there|let's|can|could|would|should|do|does|did|is|are|yeah|yes|no|please|maybe|right|okay|thanks)(?:['’]\w+)?\b",
    re.IGNORECASE,
)
_WORDS_IN_ROW = re.compile(
    r"\b(the|a|an|to|of|in|on|for|and|i|we|you|it|is|at|my|your|our|be|with|was|so|if|this)(?: \1)+(?= )|\b(?!had\b|no\b|bye\b|ha\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|twenty\b)([a-z]{3,})(?: \2)+\b(?![-'’])",
    re.IGNORECASE,
)
"""Repetition without a comma: "the the", "project project"."""
_PHRASE_IN_ROW = re.compile(r"\b((?:[\w'’]++ ){2,6})(?=\1)", re.IGNORECASE)
_CUT_OFF = re.compile(
    r"(?:\b(?P<again>(?:[\w'’]+ ){1,3}))?(?<![\w-])[\w'’]{1,14}- (?!(?:and|or|to|bis)\b)(?=(?:[\w'’]+ ){0,2}(?P=again))|(?<![\w-])[\w'’]{1,14}- (?!(?:and|or|to|bis)\b)(?=\w)"
)
"""A word broken off, with the words before it that are said again: "the user int- the user interface", "w- we"."""
_BEGUN = re.compile(
    r"\b(?P<who>i|we|you|he|she|they|it|that|there)(?:['’](?:ll|m|ve|re|d|s))? (?=(?P=who)['’])|\b(?P<one>i|we|he|she|they)['’](?:ll|m|ve|re|d|s) (?=(?P=one) (?:can|could|will|would|have|think|need|am|was|were|did|don['’]t|should|might|want|got)\b)",
    re.IGNORECASE,
)
"""A subject said again with its verb: "I I'll", "we'll we can"."""
_STRAY_COMMA = re.compile(
    r"\b(the|our|its|a|my|an|into|than|from|your|these|their|of(?=, (?:the|all|our)))\s*, (?=[a-z])"
)
"""A pause written as a comma after what does not end: "into, all of it"."""
_NO = r"(?:no(?:,? (?:sorry|wait|not that))?|sorry(?:,? no)?|i mean|i meant|wait(?:,? no)?|or rather|scratch that)"
_TAKES_BACK = re.compile(rf", {_NO}\b", re.IGNORECASE)
_DET = r"(?:the|a|an|my|your|our|his|her|their|that|this|those|these)"
_INSTEAD = re.compile(
    rf"\b{_DET} (?P<wrong>(?:[\w'’-]+ ){{0,2}}[\w'’-]+), {_NO},? (?P<right>{_DET} [\w'’-]+)", re.IGNORECASE
)
_OTHER_NAME = re.compile(rf"\b(?P<wrong>[A-ZÀ-Þ][a-zà-ÿ]+), (?i:{_NO}),? (?P<right>[A-ZÀ-Þ][a-zà-ÿ]+)")
"""Corrections of oneself: "the red, no, the blue one", "ask Ben, sorry, Dan". Those of dates stay, the dates are read from them."""
_DAY = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:january|february|march|april|may|june|july|august|september|october|november|december|morning|afternoon|evening|week|month|year|day|end|quarter|weekend)\b|\d|\w+(?:first|second|third|th)\b|\b(?:first|second|third)\b",
    re.IGNORECASE,
)
_BREAKS = re.compile(r",|\.\.|…| [–—-] ")
_FIRST = re.compile(r"(?:(?:so|and|then|yeah|no|well|or|let's say) )*([a-z]+)")
_CONNECTS = frozenset({"yeah", "yes", "no", "well", "so", "and", "then", "or", "ok", "okay", "sorry"})
_LOOSE = re.compile(r"^[\s,]+|\s+(?=,)")
_TIGHT = re.compile(r",(?=[^\W\d])")
_WHAT_I_DO = re.compile(r"\bwhat (i|we|you)(?:['’]\w+| \w+)? (?:to )?do,? (?:is,? )?(?=\1\b)", re.IGNORECASE)
_WHAT_I_DO_IS = re.compile(
    r"\bwhat ((?:i|we|you)(?:['’]\w+| (?:can|could|will))) do is,? (?:to )?(?!i\b|we\b|you\b)", re.IGNORECASE
)
_OR_SAY = re.compile(r"\b(\w+), let['’]s say (\1)\b", re.IGNORECASE)
_REPEAT = re.compile(
    r"\b([\w'’]++(?: [\w'’]++){0,5}),? (?:(?:yeah|yes|no|well|so|and|then|or|ok|okay|sorry)(?:, ?| ))*(?<=, )\1(?=[\s,.?!;]|$)",
    re.IGNORECASE,
)
_RESTART = re.compile(
    r"\b(?P<who>i|you|we|he|she|they|it|that|there)(?:['’](?:ll|m|re|ve|d|s)| can| could| will| would| have| was| am| do| need| think)?"
    r"(?: just| to| got to)?, (?=(?:so |and |then |no, )?(?P=who)\b)",
    re.IGNORECASE,
)
_OPEN = "(?:the|a|an|to|of|for|in|on|at|with|is|are|was|that|my|your|our|and|if|whether), "
_BREAKS_OFF = re.compile(rf"\b{_OPEN}", re.IGNORECASE)
_ABANDONED = re.compile(
    rf"\b(?P<start>[\w'’]++ (?:[\w'’]++ ){{0,3}}?)(?:[\w'’]++ ){{0,3}}?{_OPEN}(?P=start)", re.IGNORECASE
)


def fluent(text: str, lexicon: Lexicon) -> str:
    """The text as its speaker would have written it; words are only ever left out."""
    said = text
    if _BREAKS.search(said):
        said = _drop_pauses(_DASHES.sub(", ", said), lexicon)
    elif _SOUND.search(said):
        said = _drop_pauses(said, lexicon)
    if "- " in said:
        said = _CUT_OFF.sub("", said)
    if "hat " in said:
        said = _WHAT_I_DO.sub("", _WHAT_I_DO_IS.sub(r"\1 ", said))
    if _stumbles(said):
        said = _OR_SAY.sub(r"\1", said)
        for _ in range(2):
            before, said = said, _RESTART.sub("", _REPEAT.sub(r"\1", said))
            if _BREAKS_OFF.search(said):
                said = _ABANDONED.sub(r"\g<start>", said)
            if said == before:
                break
    if "," in said:
        said = _STRAY_COMMA.sub(r"\1 ", said)
    if _TAKES_BACK.search(said):
        said = _OTHER_NAME.sub(_corrected, _INSTEAD.sub(_corrected, said))
    if _repeats(said):
        said = _BEGUN.sub("", _PHRASE_IN_ROW.sub("", _WORDS_IN_ROW.sub(lambda m: m[1] or m[2], said)))
    said = " ".join(said.split()).strip(" ,")
    if not any(map(str.isalnum, said)):
        return text
    return said[:1].upper() + said[1:] if said[:1].islower() and said[-1:] in ".?!" else said


def _repeats(text: str) -> bool:
    """Whether a word or two neighbouring words come twice: the only texts that are said again in."""
    words = text.lower().replace("’", "'").split()
    if len(set(words)) == len(words) and "'" not in text and "’" not in text:
        return False
    pairs = list(pairwise(words))
    return len(set(pairs)) < len(pairs) or any(a.partition("'")[0] == b.partition("'")[0] for a, b in pairs)


def _stumbles(text: str) -> bool:
    """Whether a word just before a comma comes again just after it: the only texts that repetition can be taken out of."""
    parts = text.lower().replace("’", "'").split(", ")
    for before, after in pairwise(parts):
        stem = _FIRST.match(after)
        if stem and stem[1] in before:
            return True
    return not _CONNECTS.isdisjoint(parts)


def _corrected(match: re.Match[str]) -> str:
    return match[0] if _DAY.search(match[0]) else match["right"]


def _drop_pauses(text: str, lexicon: Lexicon) -> str:
    if _SOUND.search(text):
        text = lexicon.pauses.sub(_gap, text)
    if "," in text:
        text = lexicon.asides.sub(_gap, text)
    text = _GAPS.sub(lambda match: _close(text, match), text)
    return _LOOSE.sub("", _TIGHT.sub(", ", text))


def _gap(match: re.Match[str]) -> str:
    return f",{_GAP}" if "," in match[0] else _GAP


def _close(text: str, gap: re.Match[str]) -> str:
    """What joins the words around something left out: a comma before a clause and after "yeah", else a blank."""
    if not gap.start():
        return ""
    if gap.end() == len(text) or text[gap.end()] in ".?!…":
        return ""
    if text[gap.start() - 1] in ".?!…;:(":
        return " "
    clause = _CLAUSE.match(text, gap.end()) or _LEADS.search(text, max(0, gap.start() - 30), gap.start())
    return ", " if clause and "," in gap[0] else " "
