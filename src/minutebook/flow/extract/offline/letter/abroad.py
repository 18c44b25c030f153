"""What letters in German, French and Spanish ask, promise and give to somebody: their usual forms, each piece of work as an infinitive in its own language."""

from collections.abc import Iterator, Sequence

import msgspec

from minutebook.flow.extract.offline.abroad.grammar import read_grammar
from minutebook.flow.extract.offline.abroad.lines import BEFORE
from minutebook.flow.extract.offline.abroad.said import Voices, Way
from minutebook.flow.extract.offline.letter.bid import Bid, Trigger
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind
from minutebook.text.language import Language, find_language


class Found(msgspec.Struct, frozen=True):
    """A piece of work in a line: ``text`` is how it reads; ``within`` are the words of the line that may hold its day."""

    trigger: Trigger
    text: str
    within: str


def language_of(lines: Sequence[Line]) -> Language | None:
    """The language of a page where it is German, French or Spanish."""
    return find_language(word for line in lines for word in re.findall(r"[^\W\d_]+", line.plain))


def find_foreign(line: Line, language: Language, before: Sequence[Line] = ()) -> Iterator[Found]:
    """The works of a line of a letter in that language. ``before``: the lines of its letter until there, which say what a pronoun of it means."""
    grammar, told = read_grammar(language), tuple(other.text for other in before[-BEFORE:])
    reason = _REASON[language].search(line.text)
    within = line.text[: reason.start()] if reason else line.text
    days = [span for span in line.dates if span.end <= len(within)]
    ahead = any(span.value is not None and span.kind is not DateKind.PAST for span in days)
    bare = within
    for span in days:
        bare = f"{bare[: span.start]}{' ' * (span.end - span.start)}{bare[span.end :]}"
    for said in grammar.read_work(bare, ahead=ahead, question=line.question):
        words = grammar.word_work(grammar.refer_work(said.words, told), Voices(None, None, None, told)) or said.words
        text = f"{words[:1].upper()}{words[1:]}"
        if text.count(" ") or said.way is Way.PROMISE:
            yield Found(Trigger(Bid(said.way.value), said.start, said.start, said.end, said.who), text, within)


_REASON = {
    Language.GERMAN: re.compile(r", (?:da|weil|denn|damit|sonst|so ?dass|sobald|falls)\b"),
    Language.FRENCH: re.compile(r",? (?:car|parce qu|puisqu|afin qu|sinon|pour que|dès qu)"),
    Language.SPANISH: re.compile(r",? (?:porque|ya que|puesto que|para que|si no|de lo contrario|en cuanto|cuando)\b"),
}
