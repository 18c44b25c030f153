"""Things that are asked for by naming them: below "What I need from you:", behind "Also the plan"."""

from collections.abc import Iterator, Mapping, Sequence

from minutebook.flow.extract.offline.letter.bid import Bid, Trigger
from minutebook.flow.extract.offline.letter.page import Page, Scope
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.model.source import Form
from minutebook.text import patterns as re


def find_things(
    page: Page, lines: Sequence[Line], found: Mapping[int, Sequence[Trigger]], lexicon: Lexicon
) -> Iterator[tuple[Line, Trigger]]:
    """The things that a page names where it asks, each with the line that names it; ``found`` are the triggers of its lines."""
    for number in page.lines:
        line = lines[number]
        if line.form is Form.HEADING:
            below = _items_below(line, page, lines, found) if _WANTED_BELOW.search(line.plain) else ()
            yield from ((thing, _trigger(thing, 0, lexicon)) for thing in below)
        elif page.scope is Scope.LETTER:
            yield from ((thing, _trigger(thing, start, lexicon)) for thing, start in _below(line, page, lines, found))


def _below(
    line: Line, page: Page, lines: Sequence[Line], found: Mapping[int, Sequence[Trigger]]
) -> Iterator[tuple[Line, int]]:
    """What stands below a line of a letter that asks: its thing, and where in its line that begins."""
    below = line.id + 1
    if any(t.bid in {Bid.NEED, Bid.ASK} for t in found.get(line.id, ())):
        if below not in page.lines or found.get(below):
            return
        also = _ALSO.match(lines[below].plain)
        if also and _IS_THING.match(_before_reason(lines[below].plain[also.end() :])):
            yield lines[below], also.end()
    elif _NAMES_BELOW.search(line.plain) and not found.get(line.id):
        for thing in lines[below : page.lines.stop]:
            if thing.question or not _IS_THING.match(_before_reason(thing.plain)):
                return
            if not found.get(thing.id):
                yield thing, 0
            if thing.form is not Form.ITEM:
                return


def _items_below(
    heading: Line, page: Page, lines: Sequence[Line], found: Mapping[int, Sequence[Trigger]]
) -> Iterator[Line]:
    """The things of a list that stands under "What we need from you"."""
    for line in lines[heading.id + 1 : page.lines.stop]:
        if line.form is not Form.ITEM:
            return
        if not (found.get(line.id) or line.question or _HAS_VERB.search(line.plain)):
            yield line


def _trigger(line: Line, start: int, lexicon: Lexicon) -> Trigger:
    end = start + len(_before_reason(line.plain[start:]))
    if (done := _THING_DONE.match(line.plain, start, end)) and (base := base_form(done["done"], lexicon)):
        return Trigger(Bid.ASK, start, start, done.end("thing"), verb_text=f"+{base}")
    return Trigger(Bid.NEED, start, start, end)


def _before_reason(text: str) -> str:
    end = _THING_END.search(text)
    return text[: end.start()] if end else text


_ALSO = re.compile(r"(?:and |also |plus |and also |as well as ){1,2}(?=(?:the|your|a|an)\b)")
_NAMES_BELOW = re.compile(
    r"(?:\b(?:things?|items?|papers?|documents?|all|what|points?)\b(?: \w+){0,2} (?:that )?(?:i|we) (?:still |really |now )?(?:need|want|miss|lack)(?: from you)?|(?:i|we) (?:still )?need(?: the following)?(?: from you)?|still missing)\s*[.:]\s*$"
)
_WANTED_BELOW = re.compile(
    r"\b(?:(?:we|i) (?:still |will |also )?(?:need|require|expect|ask)(?: of| from)? you|(?:needed|required|expected|wanted) (?:of|from) you|from your side|what you (?:provide|supply|send|bring|give))\b"
)
"""Headings over things that the reader is to give."""
_HAS_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|can|went|came|did|does|goes|needs|may|must)\b")
_IS_THING = re.compile(
    r"(?:the|a|an|your|somebody|someone|copies|copy|\d+|one|two|three|both|all|signed|proof)\b(?!.*\b(?:is|are|was|were|has|have|had|will|can|went|came|did|does|goes|needs)\b)"
)
_THING_DONE = re.compile(
    r"(?P<thing>(?:the|an?|your|both|all)(?: [\w'-]+){1,5}?) (?P<done>[a-z]+(?:ed|t|wn|ne))(?=$|[,.; ])(?! (?:by (?!mon|tue|wed|thu|fri|sat|sun|\d|the)|copy|copies))"
)
"""A thing with what is to be done to it: "the door sensor replaced"."""
_THING_END = re.compile(r",? (?:ideally|because|since|as) |, (?=by\b)")
