"""What letters in German, French and Spanish ask, promise and give to somebody: their usual forms, each piece of work as an infinitive in its own language."""

from collections.abc import Iterator, Sequence

import msgspec

from minutebook.flow.extract.offline.abroad.grammar import read_grammar
from minutebook.flow.extract.offline.abroad.said import Way
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


def find_foreign(line: Line, language: Language) -> Iterator[Found]:
    """The works of a line of a letter in that language."""
    reason = _REASON[language].search(line.text)
    within = line.text[: reason.start()] if reason else line.text
    days = [span for span in line.dates if span.end <= len(within)]
    ahead = any(span.value is not None and span.kind is not DateKind.PAST for span in days)
    bare = within
    for span in days:
        bare = f"{bare[: span.start]}{' ' * (span.end - span.start)}{bare[span.end :]}"
    for said in read_grammar(language).read_work(bare, ahead=ahead, question=line.question):
        text = f"{said.words[:1].upper()}{said.words[1:]}"
        if text.count(" ") or said.way is Way.PROMISE:
            yield Found(Trigger(Bid(said.way.value), said.start, said.start, said.end, said.who), text, within)


_REASON = {
    Language.GERMAN: re.compile(r", (?:da|weil|denn|damit|sonst|so ?dass|sobald|falls)\b"),
    Language.FRENCH: re.compile(r",? (?:car|parce qu|puisqu|afin qu|sinon|pour que|dès qu)"),
    Language.SPANISH: re.compile(r",? (?:porque|ya que|puesto que|para que|si no|de lo contrario|en cuanto|cuando)\b"),
}
