"""The note's title: the source's own where it says what it is about, else what the talk is about."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.talk.topics import Topic
from minutebook.flow.extract.offline.words.lexicon import plain
from minutebook.flow.extract.offline.words.patterns import read_words
from minutebook.flow.extract.offline.words.stems import stem
from minutebook.flow.extract.offline.words.weight import content
from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.brackets import without_halves

LONGEST = 60
"""Letters: what a folder listing shows whole."""
TOPICS = 2
SHORT_TITLE = 3
"""Words up to which a source's title leaves room for what was talked about."""


def write_title(
    source: Source, topics: Sequence[Topic], subject: str | None = None, joiner: str = "", work: Sequence[str] = ()
) -> str:
    """A short, specific title. A standing title ("Weekly", "Ana 1:1") is followed by what this talk was about.

    ``subject``: whom or what the note is filed under; it stands in where nothing says what the talk was about, else the first ``work`` that it is to lead to.
    ``joiner``: "and" in the talk's language.
    """
    own = _clean(source.title)
    said = set(map(stem, content(own)))
    new = [topic for topic in topics if said.isdisjoint(map(stem, content(topic.text)))]
    named = sorted(new, key=lambda topic: not _NAMED.search(topic.text))
    about = _list([topic.text for topic in named], LONGEST - (len(own) + 2 if own else 0), joiner)
    if not own:
        to_do = next((task for task in work if len(task) <= LONGEST), source.title)
        return about[:1].upper() + about[1:] if about else subject or to_do
    if about and len(_WORD.findall(own)) <= SHORT_TITLE and _STANDING.search(plain(own)):
        return f"{own}: {about}"
    return own


def _clean(title: str) -> str:
    """The title without dates, times, file endings and what recorders put there; empty where nothing else is left."""
    text = _STAMP.sub(" ", title.replace("_", " "))
    text = _MACHINE.sub(" ", text)
    text = _HANGING.sub("", without_halves(text).strip(" -–—,.:;"))
    return text if _LETTERS.search(_GENERIC.sub("", plain(text))) else ""


def _list(texts: Sequence[str], room: int, joiner: str) -> str:
    """As many of the first topics as fit: "Bus gate, food waste and grass"."""
    joiner = joiner or read_words("summary")["and"]
    for count in range(min(TOPICS, len(texts)), 0, -1):
        head = texts[: count - 1]
        listed = f"{', '.join(head)} {joiner} {texts[count - 1]}" if head else texts[0]
        if len(listed) <= room:
            return listed
    return ""


_STAMP = re.compile(
    r"\b(?:GMT)?\d{4}[-._]?\d{2}[-._]?\d{2}(?:[T_ -]+\d{2}[-:. ]?\d{2}(?:[-:. ]?\d{2})?)?Z?\b|\b\d{1,2}[:.]\d{2}(?::\d{2})?\b|\(UTC[^)]*\)",
    re.IGNORECASE,
)
_HANGING = re.compile(r" (?:vom|am|du|le|del|de|el|of|on)$", re.IGNORECASE)
"""What led to a date that is gone."""
_MACHINE = re.compile(
    r"\b(?:meeting recording|recording|transcript|transcription|captions?|otter[. ]ai|zoom|gmt|rec|audio only|audio|video|copy|final|export)\b|\.(?:vtt|srt|txt|md|docx|json)$",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"\b(?:meeting|call|untitled|conversation|new|note|notes|voice|memo|document|mp3|m4a|wav|session|chat|source|audio)\b"
)
_NAMED = re.compile(r"[A-Z]| ")
"""A name, or several words: such a subject says more than one common word."""
_WORD = re.compile(r"\w+(?:[:\-]\w+)*")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_STANDING = re.compile(
    r"\b(?:1[:\-/ ]1|one[- ]to[- ]one|weekly|monthly|daily|fortnightly|bi-?weekly|sync|stand-?up|huddle|check-?in|catch-?up|steering|review|update|planning|status|quarterly|committee|team|board|mtg|retro|all-?hands|schedule|jour fixe|call|meeting|semanal|mensual|seguimiento|reunión|hebdo|hebdomadaire|point|réunion|runde|besprechung|sitzung|équipe|equipo)\b|/"
)
