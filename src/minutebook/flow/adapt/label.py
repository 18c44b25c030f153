"""Speaker labels: which prefixes of lines are names, judged over a whole file."""

from collections import Counter
from collections.abc import Mapping, Sequence

from minutebook.text import patterns as re

MAX_LABEL = 320
"""Characters: longer than any name that a meeting tool lets through (Zoom stops at 64, Teams at 256)."""
_MAX_WORDS = 9  # outside brackets; titles, four names and a department
_ALL = 0.9  # of the utterances: from here on every prefix is a label unless it is a word that opens sentences
_TALK_SHARE = 0.6  # of the utterances: labels stand before nearly all, as Zoom and Otter write them
_PARTICLES = frozenset(
    "af al and av bin da das de del della den der di do dos du e el ibn la le of ten ter the ul van von y zu &".split()
)
_GENERIC = re.compile(
    r"(?:unknown|unidentified|guest|host|remote|local|me|them|you|moderator|interviewer|interviewee|operator|all|several|"
    r"(?:unknown |unidentified )?(?:speaker|sprecher(?:in)?|orador|locuteur|participant|person|voice|channel|spk|s|p|guest|user)[ _#-]?(?:\d{1,3}|[a-z])?)",
    re.IGNORECASE,
)
MARKS = "\u200b\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff"
"""Characters without width that tools put around names."""
NOT_NAMES = frozenset(
    """note notes nb ps p.s update reminder action actions action item action items decision decisions todo to do task tasks topic topics
    agenda summary subject re fwd from to cc bcc date time when where what why how who start end duration location place venue url link
    links title project owner owners due status priority deadline example e.g i.e warning important tip hint question questions answer
    problem solution result results goal goals next next steps step steps background context scope risk risks issue issues pros cons
    attendees participants present absent apologies organizer organiser chair minutes scribe author version tags category source file
    total price cost budget phone tel email e-mail address website web password user username id ref reference edit caption music
    monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday morning afternoon evening lunch
    conclusion introduction overview details description comment comments feedback idea ideas plan plans option options case
    hinweis frage antwort aufgabe thema ort datum beispiel achtung nota pregunta respuesta tarea fecha lugar remarque exemple""".split()
) | {
    "action item",
    "action items",
    "to do",
    "next steps",
    "next step",
    "open questions",
    "key points",
    "so",
    "well",
    "okay",
    "but",
    "and",
}
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|[|–—-]\s.*$")
_OPENING = frozenset(
    "yes yeah yep no nope oh ah hm hmm like now look listen right sure thanks thank sorry wait hey hi hello because which is that this".split()
)


def is_label(text: str) -> bool:
    """Whether a prefix could be a speaker's label at all: short, holds a letter or digit, is no sentence, address or stamp."""
    if not 0 < len(text) <= MAX_LABEL or "://" in text or text.casefold() in {"http", "https", "mailto"}:
        return False
    if text[-1] in ",;!?" or text[0] in ",;.!?/)]}":
        return False
    return any(c.isalpha() for c in text) or (text.isdigit() and len(text) < 3)


def is_generic(text: str) -> bool:
    """Whether a label says only that somebody speaks (``Speaker 1``, ``Remote``)."""
    return _GENERIC.fullmatch(text.strip()) is not None


def is_name(text: str) -> bool:
    """Whether a label is written as names are: capitals or letters without case, particles, initials, brackets."""
    if not is_label(text) or text.casefold().rstrip(".") in NOT_NAMES:
        return False
    if is_generic(text):
        return True
    bare = _ASIDE.sub(" ", text).split()
    words = [word.strip("\"'’“”„.,&|/@#*_-") for word in bare]
    words = [word for word in words if word and any(c.isalnum() for c in word)]
    if not words or len(words) > _MAX_WORDS:
        return False
    capital = [not word[0].islower() or any(c.isupper() for c in word) for word in words]
    return (
        any(capital)
        and all(good or word.casefold() in _PARTICLES for good, word in zip(capital, words, strict=True))
        and any(c.isalpha() for c in text)
    )


def split_label(text: str) -> tuple[str, str] | None:
    """The prefix before the first colon that stands outside brackets and before a blank, and what follows it."""
    if ":" not in text[: MAX_LABEL + 1] and "：" not in text[: MAX_LABEL + 1]:
        return None
    depth = 0
    for i, c in enumerate(text[: MAX_LABEL + 1]):
        if c in "([":
            depth += 1
        elif c in ")]":
            depth -= 1
        elif depth <= 0 and (c == "：" or (c == ":" and not text[i + 1 : i + 2].strip())):
            label = text[:i].strip(" \t[]>" + MARKS)
            return (label, text[i + 1 :].strip()) if label else None
    return None


def accept_labels(prefixes: Sequence[str | None]) -> frozenset[str]:
    """The prefixes that are speakers' labels, given the prefix of every utterance of a file (None: it has none).

    Before nearly all utterances, a label is one that recurs or is written as a name. Where labels stand only at a change of
    speaker, they recur, are written as names, and the file begins with one.
    """
    counts = Counter(prefix for prefix in prefixes if prefix is not None and is_label(prefix))
    good = find_speakers(counts, len(prefixes))
    hits = sum(counts[label] for label in good)
    if not hits or hits >= _TALK_SHARE * len(prefixes):
        return good
    names = {label for label in good if is_name(label)}
    recurring = {label for label in names if counts[label] > 1}
    opened = any(prefix in names for prefix in prefixes[:3])
    if len(recurring) > 1 or (opened and recurring):
        return frozenset(recurring | {label for label in names if len(label.split()) > 1 or is_generic(label)})
    return frozenset()


def find_speakers(counts: Mapping[str, int], total: int) -> frozenset[str]:
    """The labels that are written as names or recur; nearly all, where nearly all of ``total`` utterances have such a one."""
    every = sum(counts.values()) == total
    good = {label for label, n in counts.items() if _is_speaker(label, n, every=every)}
    if sum(counts[label] for label in good) >= (_TALK_SHARE if every else _ALL) * total:
        good |= {label for label, n in counts.items() if _may_be_speaker(label, n, every=every)}
    return frozenset(good)


def _is_speaker(label: str, times: int, *, every: bool) -> bool:
    if label.casefold().rstrip(".") in NOT_NAMES:
        return False
    return is_name(label) or (times > 1 and (every or len(label.split()) <= 4))


def _may_be_speaker(label: str, times: int, *, every: bool) -> bool:
    folded = label.casefold().rstrip(".")
    return folded not in NOT_NAMES | _OPENING and (every or times > 1 or len(_ASIDE.sub(" ", label).split()) == 1)
