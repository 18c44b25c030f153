"""What somebody who dictates takes out again: "scratch the thing about calling the yard"."""

from collections.abc import Iterable, Sequence

from minutebook.flow.extract.offline.letter.page import Page
from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.text import patterns as re


def without_recalled(
    works: Iterable[Work], pages: Sequence[Page], lines: Sequence[Line], lexicon: Lexicon
) -> list[Work]:
    """The works without those that a later line of a page of one's own takes out, with what hangs on them: "and ask whether they …"."""
    kept = list(works)
    for page in pages:
        for line in (lines[n] for n in page.lines) if page.alone else ():
            if match := _RECALLS.search(line.plain):
                kept = _without(kept, line, match, lexicon)
    return kept


def recalls(line: Line) -> bool:
    """Whether a line only says that something said before does not count."""
    return (match := _RECALLS.match(line.plain)) is not None and match["thing"] is not None


def _without(works: Sequence[Work], line: Line, match: re.Match[str], lexicon: Lexicon) -> list[Work]:
    named = stems_of(match["what"], lexicon) - lexicon.weak_verbs
    out = [w for w in works if named and _is_before(w, line, match) and named <= stems_of(w.text, lexicon)]
    return [w for w in works if w not in out and not (out and _hangs_on(w, out, line, match))]


def _is_before(work: Work, line: Line, match: re.Match[str]) -> bool:
    return work.line < line.id or (work.line == line.id and work.trigger.verb < match.start())


def _hangs_on(work: Work, out: Sequence[Work], line: Line, match: re.Match[str]) -> bool:
    """Whether a work is about them whom what was taken out named: behind it in its line, or behind what takes it out."""
    behind = any(work.line == other.line and work.trigger.verb > other.trigger.verb for other in out)
    reason = work.line == line.id and work.trigger.verb > match.start()
    return (behind or reason) and _THEY.search(work.text) is not None


_RECALLS = re.compile(
    r"(?:(?:oh|and|so|actually|okay|ok|no|wait|sorry|also|well|um)[, ]+)*(?<!n't )(?<!not )\b(?:(?:scratch|forget|strike|drop|cancel|skip|ignore|delete|never mind|leave out)"
    r" (?P<thing>(?:the|that|my) (?:thing|bit|part|point|one|item|task|note|idea|business|stuff|line) (?:about|with|on|where i said))"
    r"|(?:scratch|forget|strike|never mind)(?: about)? (?=(?:the|my|calling|ringing|asking|buying)\b)) ?(?P<what>(?:(?!\b(?:i|we|he|she|they|it|because|since)\b)[^,.;:?!])+)"
)
_THEY = re.compile(r"\b(?:they|them|it|him|her|there)\b")
