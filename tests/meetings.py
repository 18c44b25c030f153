"""Invented meetings as the abilities read them."""

from datetime import date

from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Context
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

LEXICON = read_lexicon()


def meeting(text, title="Depot weekly", day=date(2026, 3, 11)):
    """A conversation from lines of ``Name: words``."""
    turns = [line.partition(": ") for line in text.strip().splitlines()]
    utterances = tuple(Utterance(id=n, text=said, speaker=name, block=n) for n, (name, _, said) in enumerate(turns))
    return Source(
        id="mb-source0001",
        kind=SourceKind.CONVERSATION,
        format="zoom-vtt",
        parts=(Part("talk.vtt", "ab" * 32, 100),),
        date=day,
        dated_from=DatedFrom.CONTENT,
        title=title,
        utterances=utterances,
    )


def read(source):
    """The talk of a source, its lines and the people in it."""
    talk = segment(source)
    cast = resolve_cast(source, Context())
    return talk, read_lines(talk, cast, source.date, LEXICON), cast


def senses_of(lines):
    """What each line may carry."""
    return read_senses(lines, find_acts(lines, LEXICON))
