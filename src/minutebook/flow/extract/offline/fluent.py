"""Spoken words without what nobody would write: filled pauses, asides, repetitions and false starts."""

import re

from minutebook.flow.extract.offline.lexicon import Lexicon

_DASHES = re.compile(r"\s+[–—-]+\s+|\s*(?:\.\.\.|…)\s*(?=\w)")
_COMMAS = re.compile(r"\s*,(?:\s*,)+")
_SPACES = re.compile(r"\s+")
_WHAT_I_DO = re.compile(r"\bwhat (i|we|you)(?:['’]\w+| \w+)? (?:to )?do,? (?:is,? )?(?=\1\b)", re.IGNORECASE)
_WHAT_I_DO_IS = re.compile(
    r"\bwhat ((?:i|we|you)(?:['’]\w+| (?:can|could|will))) do is,? (?:to )?(?!i\b|we\b|you\b)", re.IGNORECASE
)
_OR_SAY = re.compile(r"\b(\w+), let['’]s say (\1)\b", re.IGNORECASE)
_REPEAT = re.compile(
    r"\b([\w'’]+(?: [\w'’]+){0,5}),? (?:(?:yeah|yes|no|well|so|and|then|or|ok|okay|sorry)(?:, ?| ))*(?<=, )\1(?=[\s,.?!;]|$)",
    re.IGNORECASE,
)
_RESTART = re.compile(
    r"\b(?P<who>i|you|we|he|she|they|it|that|there)(?:['’](?:ll|m|re|ve|d|s)| can| could| will| would| have| was| am| do| need| think)?"
    r"(?: just| to| got to)?, (?=(?:so |and |then |no, )?(?P=who)\b)",
    re.IGNORECASE,
)
_ABANDONED = re.compile(
    r"\b(?P<start>[\w'’]+ (?:[\w'’]+ ){0,3}?)(?:[\w'’]+ ){0,3}?(?:the|a|an|to|of|for|in|on|at|with|is|are|was|that|my|your|our|and|if|whether), (?P=start)",
    re.IGNORECASE,
)


def fluent(text: str, lexicon: Lexicon) -> str:
    """The text as its speaker would have written it; words are only ever left out."""
    if "," in text or " - " in text or "…" in text or "..." in text or "–" in text or "—" in text:
        text = _DASHES.sub(", ", text)
        text = _drop_pauses(text, lexicon)
        text = _WHAT_I_DO.sub("", _WHAT_I_DO_IS.sub(r"\1 ", _OR_SAY.sub(r"\1", text)))
        for _ in range(2):
            text = _REPEAT.sub(r"\1", text)
            text = _RESTART.sub("", text)
            text = _ABANDONED.sub(r"\g<start>", text)
    else:
        text = _WHAT_I_DO_IS.sub(r"\1 ", _drop_pauses(text, lexicon))
    text = _COMMAS.sub(",", _SPACES.sub(" ", text)).strip(" ,")
    return text[:1].upper() + text[1:] if text[:1].islower() and text[-1:] in ".?!" else text


def _drop_pauses(text: str, lexicon: Lexicon) -> str:
    text = re.sub(rf"(?:, )?{lexicon.sounds.pattern}(?:,|(?=[ .?!])|$)", ",", text, flags=re.IGNORECASE)
    text = re.sub(rf"(?:^|, ){lexicon.asides.pattern}(?=,)", ",", text, flags=re.IGNORECASE)
    text = _COMMAS.sub(",", text)
    return re.sub(r"^[\s,]+|\s+(?=,)", "", re.sub(r",(?=[^\W\d])", ", ", text))
