"""What written minutes tell that somebody took on: "Ben is to write …", "Asha said that she would …", "Action: Ben, this week".

Only people who take part, sent apologies or are known to the vault take something on; "he" and "she" are the one who was told of last.
"""

from collections.abc import Iterator
from datetime import date

import msgspec

from minutebook.flow.extract.offline.talk.acts import word_at
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.refer import Surroundings
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.work.imperative import finish, without_date
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan, find_dates, resolve_due

SHORT = 30
"""Characters up to which what stands before "will see to it" is only its subject."""
FEW = 2
"""Content words up to which a task is told with its matter."""
MOST_MATTER = 5
"""Words of a heading that names a matter."""
FEWEST = 2
"""Different people who take part and are named from which a document is taken for minutes."""


class Pledge(msgspec.Struct, frozen=True):
    """One thing that somebody took on; ``lines`` are where it is told, the first where its words are."""

    lines: tuple[int, ...]
    text: str
    owner: str | None
    due: DateSpan | None


def is_minutes(lines: tuple[Line, ...]) -> bool:
    """Whether a document tells of a meeting: it names several who took part."""
    if any(line.form is Form.TURN for line in lines):
        return False
    return len({name.name for line in lines for name in line.names if name.present}) >= FEWEST


def find_pledges(lines: tuple[Line, ...], reference: date, lexicon: Lexicon) -> tuple[Pledge, ...]:
    """What people took on in minutes, in order; what only tells how earlier tasks went is left out."""
    reader = _Reader(lines, reference, lexicon)
    for line in lines:
        reader.read(line)
    return tuple(reader.pledges)


def told_before(lines: tuple[Line, ...]) -> frozenset[int]:
    """The lines of minutes that only tell what became of earlier tasks."""
    found, arising = set(), False
    for line in lines if is_minutes(lines) else ():
        if line.form is Form.HEADING:
            arising = ARISING.search(line.plain) is not None
        elif arising:
            found.add(line.id)
    return frozenset(found)


class _Reader:
    """Reads minutes line by line and remembers whom they told of last."""

    def __init__(self, lines: tuple[Line, ...], reference: date, lexicon: Lexicon) -> None:
        self.pledges: list[Pledge] = []
        self._lines = lines
        self._reference = reference
        self._lexicon = lexicon
        self._around = Surroundings(lines, lexicon)
        self._members = {
            name.name
            for line in lines
            for name in line.names
            if name.present or name.known or _APOLOGIES.search(line.plain)
        }
        self._person: str | None = None
        self._arising = self._listed = False
        self._matter = ""

    def read(self, line: Line) -> None:
        if line.form is Form.HEADING:
            self._arising = ARISING.search(line.plain) is not None
            self._person, self._listed = None, False
            title = _NUMBER.sub("", line.text)
            self._matter = "" if _ANY_MATTER.search(line.plain) or len(title.split()) > MOST_MATTER else title
            return
        if line.form is Form.ROW or line.checked is not None:
            return
        self._listed = line.plain.endswith(":") or (self._listed and line.form is Form.ITEM)
        if _WITHDREW.search(line.plain):
            self._drop(line)
        elif not self._take_mark(line) and not self._take_unowned(line) and not _IDLE.search(line.plain):
            self._take(line)
        named = [name.name for name in line.names if name.name in self._members]
        if named and not (self._person and _SUBJECT.match(line.plain)):
            self._person = named[0]

    def _drop(self, line: Line) -> None:
        """An offer that was withdrawn or refused was none."""
        if self.pledges and line.id - self.pledges[-1].lines[-1] <= 2:
            self.pledges.pop()

    def _take_mark(self, line: Line) -> bool:
        """Whose the sentence before is, and when it is due: "Action: Ben, by Friday"."""
        mark = MARK_ALONE.match(line.plain)
        named = [name for name in line.names if mark and name.start >= mark.end()]
        if not named or not _ONLY_WHEN.match(line.plain, named[-1].end):
            return False
        owner, rest = named[0].name, line.text[named[-1].end :]
        due = resolve_due(rest, self._reference) or next(iter(find_dates(rest, self._reference)), None)
        last = self.pledges[-1] if self.pledges else None
        if last and last.owner == owner and line.id - last.lines[-1] <= 1:
            self.pledges[-1] = msgspec.structs.replace(last, lines=(*last.lines, line.id), due=last.due or due)
        elif line.id and self._lines[line.id - 1].form is not Form.HEADING:
            told = self._lines[line.id - 1]
            self.pledges.append(Pledge((told.id, line.id), _as_work(told, self._lexicon), owner, due))
        return True

    def _take_unowned(self, line: Line) -> bool:
        """What is to be done and nobody took: "owner to be found"."""
        somebody = _SOMEBODY.match(line.text)
        if not somebody and not _NOBODY.search(line.plain):
            return False
        if somebody:
            end = _ENDS.search(line.text, somebody.end())
            said = line.text[somebody.end() : end.start() if end else len(line.text)]
            due = resolve_due(line.text, self._reference)
            self.pledges.append(Pledge((line.id,), finish(without_date(said, due.text if due else None)), None, due))
            return True
        near = [other for other in self._lines[max(0, line.id - 3) : line.id + 1] if not _POINTS.match(other.plain)]
        told = next((other for other in reversed(near) if _NEEDED.search(other.plain)), None)
        if told is None:
            return False
        lines = tuple(sorted({told.id, line.id}))
        text = finish(_SOMEBODY.sub("", told.text))
        self.pledges.append(Pledge(lines, text, None, resolve_due(told.text, self._reference)))
        return True

    def _take(self, line: Line) -> None:
        taken = -1
        for match in sorted((*_PLEDGES.finditer(line.plain), *self._present_tense(line)), key=lambda m: m.start()):
            owner = self._owner(line, match.start())
            if owner is None or match.end() <= taken or (self._arising and not match["plain"]):
                continue
            if match["weak"] in {"would", "should"} and not _SAID.search(line.plain, 0, match.start()):
                continue
            verb = word_at(line.plain, match.end())
            if (
                (verb == "do" and not _DO_WHAT.match(line.plain, match.end()))
                or _THAT.match(line.plain, match.end())
                or self._is_told(line, owner, match)
            ):
                self._date_last(line, owner, match.end())
            elif match["present"] or (verb in self._lexicon.verbs if match["weak"] else not _NO_WORK.match(verb)):
                taken = match.end() + len(self._add(line, owner, match))

    def _is_told(self, line: Line, owner: str, match: re.Match[str]) -> bool:
        """Whether "see to it" is about what this very sentence told."""
        last = self.pledges[-1] if self.pledges else None
        same = last is not None and last.lines[-1] == line.id and last.owner == owner
        return same and _GET_ON.match(line.plain, match.end()) is not None

    def _present_tense(self, line: Line) -> Iterator[re.Match[str]]:
        """In a list of what was agreed, what people do is what they will do: "Ben tells the agent …"; so is what they "then" do."""
        if not line.names or line.names[0].start > _LEAD:
            return
        match = _PRESENT.match(line.plain, line.names[0].end)
        agreed = self._listed and line.form is Form.ITEM
        if match and (agreed or match["then"]) and _base(match["verb"]) in self._lexicon.verbs:
            yield match

    def _owner(self, line: Line, at: int) -> str | None:
        """Whose a pledge at ``at`` is: the name or pronoun right before it, or the subject of a sentence that goes on with "and will"."""
        names = [name for name in line.names if name.end <= at]
        if names and _ASIDE.fullmatch(line.plain, names[-1].end, at):
            return None if _OF.search(line.plain, 0, names[-1].start) else self._member(names[-1].name)
        pronoun = _PRONOUN.search(line.plain, 0, at)
        if not pronoun and not _GOES_ON.search(line.plain, 0, at):
            return None
        subjects = [name for name in names if _BEFORE_SUBJECT.search(line.plain, 0, name.start)]
        if subjects:
            return self._member(subjects[-1].name)
        return self._person if pronoun or _SUBJECT.match(line.plain) else None

    def _member(self, name: str) -> str | None:
        return name if name in self._members else None

    def _date_last(self, line: Line, owner: str, at: int) -> None:
        """The day of what was told before: "she will do this by Friday"."""
        last = self.pledges[-1] if self.pledges else None
        due = resolve_due(line.text[at:], self._reference)
        if last and due and last.owner == owner and line.id - last.lines[-1] <= 1:
            self.pledges[-1] = msgspec.structs.replace(last, lines=(*last.lines, line.id), due=last.due or due)

    def _add(self, line: Line, owner: str, match: re.Match[str]) -> str:
        start = match.start("verb") if match["present"] else match.end()
        said = line.text[start:]
        end = _ENDS.search(said)
        phrase = said[: end.start()] if end else said
        for name in line.names:
            if start < name.start < start + len(phrase) and _PLEDGES.match(line.plain, name.end):
                step = _AND.search(line.plain, start, name.start)
                phrase = line.text[start : step.start()] if step else phrase
        if _GET_ON.match(phrase):
            before = self._lines[line.id - 1 : line.id] if match.start() <= SHORT else ()
            phrase = before[0].text if before else line.text[: match.start()]
        named = self._named_before(line)
        due = resolve_due(phrase, self._reference, named) or resolve_due(said, self._reference, named)
        text = without_date(phrase, due.text if due else None)
        text = _STEP.sub(lambda m: f"{m[1]} ", text)
        if match["present"]:
            text = _AND_DOES.sub(lambda m: f" and {_base(m[1])} ", text)
            text = f"{_base(match['verb'])}{text[len(match['verb']) :]}"
        self.pledges.append(Pledge((line.id,), finish(self._named(line, start, text)), owner, due))
        return said[: len(phrase)]

    def _named_before(self, line: Line) -> date | None:
        """The day that the sentence before names, for "before then"."""
        before = self._lines[line.id - 1 : line.id] if line.id and line.form is not Form.ITEM else ()
        days = [span.value for other in before for span in other.dates if span.value and span.value > self._reference]
        return days[-1] if days else None

    def _named(self, line: Line, start: int, text: str) -> str:
        """The words with what "it" stands for; few ones with the matter that the minutes are at."""
        thing = _THING.search(text)
        found = self._subject_before(line, start, plural=thing[1] in {"them", "these"}) if thing else None
        if thing and found:
            text = f"{text[: thing.start(1)]}{found}{text[thing.end(1) :]}"
        said, matter = stems_of(text, self._lexicon), stems_of(self._matter, self._lexicon)
        alone = len(said) > FEW and (found or not thing)
        return text if alone or not matter or matter & said else f"{text.rstrip(' .,')} ({self._matter})"

    def _subject_before(self, line: Line, start: int, *, plural: bool) -> str | None:
        """What minutes were telling of: the first thing of this sentence, or of the one before."""
        for number in range(line.id, max(-1, line.id - 3), -1):
            if self._lines[number].form is Form.HEADING:
                return None
            names = [(name.start, name.end) for name in self._lines[number].names]
            for phrase in self._around.phrases(number):
                named = any(a <= phrase.start < b for a, b in names)
                before = number < line.id or phrase.start < start
                if before and not phrase.human and not named and phrase.plural is plural:
                    return _definite(phrase.text)
        return None


def _definite(phrase: str) -> str:
    return f"the {_ARTICLE.sub('', phrase)}" if _ARTICLE.match(phrase) else phrase


def _as_work(line: Line, lexicon: Lexicon) -> str:
    """A sentence that tells what is to be done, as far as it does: from its pledge on, else whole."""
    match = next((m for m in _PLEDGES.finditer(line.plain) if word_at(line.plain, m.end()) in lexicon.verbs), None)
    asked = _ASKED.match(line.plain)
    start = match.end() if match else asked.end() if asked else 0
    return finish(line.text[start:])


def _base(verb: str) -> str:
    """The base form of a third person: "tells", "tell"."""
    if verb.endswith("ies"):
        return f"{verb[:-3]}y"
    return verb[:-2] if re.search(r"(?:ss|sh|ch|x|z|o)es$", verb) else verb.removesuffix("s")


ARISING = re.compile(
    r"\b(?:arising|carried (?:forward|over)|brought forward|outstanding|(?:previous|past|last|earlier|open) (?:minutes|meeting|actions?)"
    r"|(?:review|status|progress|update) (?:of|on) (?:the )?(?:previous |open |last )?actions?|actions? (?:from|arising|log review|review|update)|minutes of)\b"
)
"""Headings of what became of earlier tasks."""
MARK_ALONE = re.compile(
    r"[\s*_\[(]*(?:actions?|action point|ap|to do)\b[\s*_\])]*(?:[:–—]| -|\bfor\b|\bon\b)?[\s*_]*(?:to )?(?=\S)"
)
_NUMBER = re.compile(r"^[\W\d]+")
_ANY_MATTER = re.compile(
    r"\b(?:business|meeting|minutes|welcome|actions?|matters|notes|summary|apologies|reports?|updates?|discussion)\b"
)
"""Headings that name no matter."""
_ADVERB = r"(?:(?:also|then|now|therefore|personally|kindly|first|just|again|in turn|accordingly) )?"
_PLEDGES = re.compile(
    rf" (?:(?P<weak>(?:will|would|should)(?! (?:not|then)\b)) {_ADVERB}"
    r"|(?:(?:has |have )?(?:kindly )?(?:agreed|offered|undertook|undertaken|promised|volunteered) to"
    r"|(?:has |have )?(?:took|taken|takes) (?:it )?(?:up)?on (?:herself|himself|themselves)(?: to)?"
    r"|(?:is|are|was|were|been) (?:asked|instructed|requested|tasked|told|authorised|authorized|delegated|directed|invited)(?: (?:in (?:his|her|their) absence|once more|again|also|by [a-z ]{3,25}?))? to"
    rf"|(?:is|are) (?:happy|willing|prepared|going|due|expected|required)(?: \w+)? to|(?P<plain>(?:is to|are to|shall|to))) {_ADVERB})(?=(?P<present>(?!))?[a-z])"
)
_PRESENT = re.compile(r" (?P<then>then )?(?P<present>(?P<verb>[a-z]{2,}s)) (?P<weak>(?!))?(?P<plain>(?!))?")
_NO_WORK = re.compile(
    r"(?:be|have|remain|continue|keep|the|a|an|this|that|his|her|their|its|our|my|which|what|whom|date|attend|see)$"
)
_SAID = re.compile(
    r"\b(?:agreed|resolved|decided|said|stated|confirmed|offered|undertook|promised|volunteered|proposed|indicated|suggested that) (?:that |on )?"
)
_ASIDE = re.compile(r"(?: \([^)]*\))?(?:,[^,]{3,60},)?")
_PRONOUN = re.compile(r"\b(?:he|she)$")
_OF = re.compile(r"\b(?:by|from|with|of|about|than) (?:[a-z]+\. ?)?$")
"""What is told before a name that is not the one who does it: "motion by Ben to …"."""
_BEFORE_SUBJECT = re.compile(
    r"(?:^[\s\d.()a-z-]{0,6}|[,;:.] |\b(?:and|but|so|that|as|when|because|after|asked|said) )$"
)
_SUBJECT = re.compile(r"(?:he|she|they)\b")
_GOES_ON = re.compile(r"(?:\b(?:and|but|who|so),?|,) ?(?:then|also)?$")
_LEAD = 3
"""Characters before a name that begins a sentence: a number, a bullet."""
_DO_WHAT = re.compile(r"do (?:the|a|an|some|all|his|her|their)\b")
_THAT = re.compile(r"\s*(?:do (?:this|it|so|that)|pick this up)\b")
_GET_ON = re.compile(r"(?:get on with|see to|deal with|take care of) (?:it|this|that)\b")
_ENDS = re.compile(
    r"[;:]|\.(?:\s|$)|,? (?:which (?:he|she|they|is|are|was|will|would|has)|because|so that|as soon as|once|whereas|in view of|although|but|if|when|as (?:he|she|they|it|the))\b"
    r"|, since\b|,? who (?:is|are|was|were|had|has)\b| \((?:see|due|item)|, (?:and )?(?:he|she|it|they|having|given)\b| and (?:wishes|hopes|expects|intends)\b"
)
_ARTICLE = re.compile(r"(?:the|a|an|some|another) ", re.IGNORECASE)
_AND = re.compile(r"(?:,|,? and|;) (?:the )?$")
_STEP = re.compile(r"( and|,) (?:will|would|is to|to) (?=[a-z])")
_AND_DOES = re.compile(r",? and ([a-z]{2,}s) ")
_THING = re.compile(r"^[a-z]+(?: [a-z]+)? (it|this|them|these)\b", re.IGNORECASE)
_ASKED = re.compile(r".{3,40}? asked that ")
_ONLY_WHEN = re.compile(
    r"[\s,.;)*–—-]*(?:$|(?:by|before|this|next|on|at|in|for|due|asap|as soon|immediately|today|tomorrow|within|end|from|after|ongoing)\b|\d)"
)
_APOLOGIES = re.compile(r"\bapolog(?:y|ies)\b|\bin (?:his|her|their) absence\b")
_WITHDREW = re.compile(
    r"\b(?:withdrew|(?:offer|suggestion) (?:was |is )?(?:withdrawn|declined|not needed|refused)|declined the offer|turned (?:it|the offer) down)\b"
)
_NOBODY = re.compile(
    r"\b(?:owner (?:is )?(?:to be (?:found|agreed|confirmed|named)|not (?:agreed|found))|no(?:body| ?one| member| volunteer)s? (?:\w+ )?(?:came forward|volunteered|offered|took (?:it|this))"
    r"|without (?:a name|an owner)|nobody'?s name)\b"
)
_NEEDED = re.compile(
    r"\b(?:need(?:s|ed)?|should|(?:has|have) to|must|required|(?:who|somebody|someone) (?:would|will|could|can))\b"
)
_POINTS = re.compile(r"(?:it|this|that|these) ")
_SOMEBODY = re.compile(
    r"^(?:somebody|someone|one of us|a volunteer) (?:should|has to|must|needs to|is to|will have to) ", re.IGNORECASE
)
_IDLE = re.compile(
    r"\b(?:but (?:he|she|it|they) (?:declined|withdrew)|withdrew|declined|refused|unable|no longer|since done|already|as (?:always|usual|before)|continues?|not (?:needed|pursued)"
    r"|every (?:day|week|month|quarter|year|spring|summer|autumn|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|shift|morning|evening)"
    r"|(?:joked|laughter|happily|in jest)|could (?:have|always)|the (?:offer|suggestion) was (?:declined|not))\b"
)
"""What marks a pledge as none: a habit, a joke, something turned down."""
