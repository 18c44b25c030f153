"""The words of a written piece of work: an order that stands on its own, with names for people and what "it" was."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.letter.bid import Bid, Trigger, end_of_phrase
from minutebook.flow.extract.offline.letter.page import GREETING, Page, Scope
from minutebook.flow.extract.offline.letter.scan import small
from minutebook.flow.extract.offline.letter.term import THEM
from minutebook.flow.extract.offline.talk.acts import Act, Kind
from minutebook.flow.extract.offline.talk.clause import lower_first
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.noun import find_noun_phrases
from minutebook.flow.extract.offline.talk.refer import find_person, find_somebody
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.words.verbs import base_of_third
from minutebook.flow.extract.offline.work.steps import definite
from minutebook.flow.extract.offline.work.wording import Wording
from minutebook.text import patterns as re
from minutebook.text.dates import DateSpan
from minutebook.text.names import TITLES, fold
from minutebook.text.pronouns import may_be

MOST_MATTER = 14
"""Words that are told of what a task is about."""
JUST_BEFORE, FEW = 5, 2
"""Words that are told of what stands right before, and with fewer of them in the sentence those of the one before too."""
PRONOUNS = frozenset({"he", "she"})
BACK = 2
"""Lines before one that begins with "he" in which he was named."""
LITTLE = 3
"""Stems, a name's included, up to which words with "it" in them say little."""
_KINDS = {
    Bid.ASK: Kind.ASK,
    Bid.NEED: Kind.OBTAIN,
    Bid.ORDER: Kind.ORDER,
    Bid.PROMISE: Kind.WILL,
    Bid.GET: Kind.YOU,
    Bid.OUGHT: Kind.WILL,
    Bid.GIVEN: Kind.THIRD,
    Bid.SOMEBODY: Kind.SOMEONE,
    Bid.YOURS: Kind.ORDER,
}


class Phrasing:
    """Words the works of a page; ``addressee`` is whom it calls "you"."""

    def __init__(
        self, page: Page, lines: tuple[Line, ...], lexicon: Lexicon, wording: Wording, addressee: str | None
    ) -> None:
        self._page = page
        self._lines = lines
        self._lexicon = lexicon
        self._wording = wording
        self._addressee = addressee
        self._alone = page.alone

    def word(self, line: Line, trigger: Trigger, due: DateSpan | None) -> str:
        """The work in words: what its people are called, and what "it" was just before."""
        end = trigger.end
        if more := _AND_LET.match(line.plain, end):
            end = end_of_phrase(line, more.end())
        phrase = line.text[trigger.verb : end].strip(" ,").removesuffix(" yet")
        verb, first = trigger.verb_text, phrase.partition(" ")[0]
        if verb.startswith("="):
            phrase = verb[1:]
        elif verb.startswith("+"):
            begins = plain(phrase.partition(" ")[0]) in self._lexicon.function_words
            phrase = f"{verb[1:]} {lower_first(phrase) if begins else phrase}"
        elif verb:
            phrase = f"{verb} {phrase.partition(' ')[2]}"
        elif trigger.bid in {Bid.GIVEN, Bid.ASK} and base_of_third(plain(first), self._lexicon):
            phrase = self._of_third(phrase)
        phrase = _said_before(line, trigger, phrase)
        phrase = self._with_people(_TWO.sub("both", phrase), trigger)
        phrase = self._with_person(phrase, line, trigger)
        writer = first_name(self._page.writer)
        gets = {Bid.NEED: writer, Bid.GET: first_name(self._addressee) or "them"}.get(trigger.bid)
        if gets and not self._alone:
            phrase, verb = f"send {gets} {small(phrase)}", "send"
        said = due.text if due else None
        at = phrase.lower().find(said.lower()) if said else -1
        if said and at > 0 and _GOES_ON.match(phrase, at + len(said)):
            phrase, said = f"{phrase[:at].rstrip(' ,')}{phrase[at + len(said) :]}", None
        kind = Kind.WILL if verb else _KINDS[trigger.bid]
        act = Act(kind, line.id, trigger.start, trigger.verb, trigger.end, phrase, self._addressee)
        text = self._wording.order(act, said)
        if trigger.bid is Bid.YOURS or self._says_little(text, trigger):
            matter = self._matter(line, trigger)
            return f"{text} ({matter})" if matter else text
        return text

    def _of_third(self, phrase: str) -> str:
        """What somebody does as what is to be done: "checks it and sends it on"."""

        def base(match: re.Match[str]) -> str:
            return base_of_third(match[0].lower(), self._lexicon) or match[0]

        return _VERBS.sub(base, phrase)

    def _says_little(self, text: str, trigger: Trigger) -> bool:
        """Whether words leave open what is to be done: "it" and hardly more."""
        if _BARE.fullmatch(text) or (" " not in text and trigger.bid is Bid.ASK):
            return True
        said = stems_of(text, self._lexicon) - self._lexicon.weak_verbs
        return THEM.search(text) is not None and len(said) <= LITTLE

    def _with_people(self, phrase: str, trigger: Trigger) -> str:
        """The phrase with names for those who write and read: in what others are to do both are spoken of by name."""
        if trigger.bid is not Bid.GIVEN or self._alone:
            return phrase
        paper = self._page.scope is Scope.PAPER
        reader = self._addressee if paper else first_name(self._addressee)
        writer = first_name(self._page.writer)
        for pattern, name in ((YOU, reader), (ME, writer)):
            if name:
                phrase = pattern.sub(name, phrase)
        return YOUR.sub(f"{reader}'s", phrase) if reader else phrase

    def _with_person(self, phrase: str, line: Line, trigger: Trigger) -> str:
        """The phrase with the name of the one whom "her" or "him" means, where one was named just before."""
        match = _HER.search(phrase)
        if match is None:
            return phrase
        word = plain(match[0])
        named = [
            (name.end, name.name)
            for name in line.names
            if name.end <= trigger.verb and name.name != trigger.who and may_be(name.name, word)
        ]
        told = find_somebody(line, trigger.verb, word, self._lexicon)
        called = [*named, *([(told.end, definite(told.text))] if told else [])]
        person = max(called)[1] if called else find_person(self._lines, line, 0, word)
        return (
            f"{phrase[: match.start()]}{person}{phrase[match.end() :]}" if person and person != trigger.who else phrase
        )

    def _matter(self, line: Line, trigger: Trigger) -> str:
        """What a work that only says "it" is about: the clause before it, else the sentence before."""
        if self._alone and not _PUNCTUATED.search(line.text):
            return self._just_before(line, trigger)
        before = _CLAUSE.split(line.text[: trigger.start].strip(" ,"))[-1].strip(" ,.")
        said = stems_of(before, self._lexicon) - self._lexicon.weak_verbs
        if (
            before.count(" ") < 2 or (trigger.bid is Bid.YOURS and len(said) < LITTLE)
        ) and line.id - 1 in self._page.lines:
            leads = self._lines[line.id - 1]
            if leads.text.rstrip().endswith(":") or GREETING.fullmatch(leads.plain):  # it leads in a list, or greets
                return ""
            if leads.question:
                return self._thing_before(line, trigger)
            whole = self._lines[line.id - 1].text.strip(" ,.")
            last = _CLAUSE.split(whole)[-1].strip(" ,.")
            before = _CLAUSE.split(whole)[0] if _LEANS.match(last) else last
        before = _TRAILS.sub("", _ANEW.split(before, maxsplit=1)[0])
        named = {part for name in (self._page.writer, *self._page.readers) if name for part in (name, *name.split())}
        if not before or before in named:
            return ""
        names_somebody = self._alone and any(name.start == line.text.find(before) for name in line.names)
        if _SAYS.match(before) or names_somebody:
            thing = self._thing_before(line, trigger)
            tells = not self._alone and len(stems_of(before, self._lexicon) - self._lexicon.weak_verbs) >= LITTLE
            if thing or not tells:
                return thing
        lean = _LEANS.match(before)
        return lower_first(" ".join(before[lean.end() if lean else 0 :].split()[:MOST_MATTER]))

    def _thing_before(self, line: Line, trigger: Trigger) -> str:
        """The thing named last before a work, where its clause only says what somebody did: "… the two keys, and I forgot"."""
        before = [phrase for phrase in find_noun_phrases(line, self._lexicon) if phrase.end <= trigger.start]
        if not before and line.id - 1 in self._page.lines:
            before = list(find_noun_phrases(self._lines[line.id - 1], self._lexicon))
        return next((lower_first(phrase.text) for phrase in reversed(before) if not phrase.human), "")

    def _just_before(self, line: Line, trigger: Trigger) -> str:
        """The words right before a work in speech that nobody punctuated: "contest forms i've to post those"."""
        words = line.text[: trigger.start].split()
        if len(words) < FEW and line.id - 1 in self._page.lines:
            words = [*self._lines[line.id - 1].text.split(), *words]
        words = words[-JUST_BEFORE:]
        while words and words[0].lower() in self._lexicon.function_words:
            del words[0]
        return _TRAILS.sub("", " ".join(words))


def _said_before(line: Line, trigger: Trigger, phrase: str) -> str:
    """What "do that" means where its sentence says before what was promised or is still to be done."""
    promised = [*_PROMISED.finditer(line.plain, 0, trigger.start)] if _DO_THAT.match(plain(phrase)) else []
    if not promised:
        return phrase
    verb = promised[-1].end()
    return line.text[verb : min(end_of_phrase(line, verb), trigger.start)].strip(" ,")


def find_named(lines: Sequence[Line], line: Line, page: Page, start: int = 0, word: str = "") -> str | None:
    """Whom the ``word`` "he" or "she" at ``start`` of a line means: the one named last before who may be, neither who writes nor who reads."""
    others = {page.writer} | (set(page.readers) if len(page.readers) == 1 else set())
    here = [n.name for n in line.names if n.end <= start and n.name not in others and may_be(n.name, word)]
    if here:
        return here[-1]
    for back in range(line.id - 1, max(page.lines.start, line.id - BACK) - 1, -1):
        named = [n.name for n in lines[back].names if n.name not in others and may_be(n.name, word)]
        if named:
            return named[-1]
    return None


def first_name(name: str | None) -> str | None:
    """How somebody is called: by the given name, or by title and surname, with whoever goes by both title and given name so."""
    words = name.split() if name else []
    if len(words) > 1 and fold(words[0]).strip(".") in TITLES:
        return f"{words[0]} {words[1] if fold(words[0]) in _GIVEN_TITLES else words[-1]}"
    return words[0] if words else None


_GIVEN_TITLES = frozenset("sister brother father mother sir dame lady nurse".split())


_VERBS = re.compile(r"^\w+|(?<= and )\w+s(?= )")
_DO_THAT = re.compile(r"do (?:it|that|this|so)\b")
_PROMISED = re.compile(
    r"(?<![\w'])i(?:'d|'ve| had| have)? (?:promised|said|told|offered|agreed|meant|wanted|planned|was (?:going|supposed|meant)|still have|have|had|need|needed|ought)"
    r"(?: [a-z]+)?(?: that i(?:'d|'ll| would| will| should)?| i(?:'d|'ll| would| will| should)| to) (?=[a-z]+ )"
)
_SAYS = re.compile(
    r"(?:(?:and|but|so|or) )?(?:(?:i|we|you|he|she|they|it|there|nobody|somebody|everybody)(?:['’][a-z]+)? |(?:that|this|these|those)(?:['’]s| (?:is|are|was|were|will|would)) )",
    re.IGNORECASE,
)
_ANEW = re.compile(r"(?<=\w), (?=(?:i|we|you|he|she|they|it)(?:['’][a-z]+)? )", re.IGNORECASE)
"""Where a clause of its own follows a thing: "the cake for Nia, she turns ten"."""
_PUNCTUATED = re.compile(r"[,.;:?!]")
_LEANS = re.compile(r"(?:(?:and|but|so|or) )?(?:they|it|he|she|that|this|them) |(?:and|but|so|or|then) ", re.IGNORECASE)
_GOES_ON = re.compile(
    r" (?:whether|if|which|how|what|who|when|where|why|that|and|to|for|with|from|in|at|so)\b", re.IGNORECASE
)
_AND_LET = re.compile(r",? and let (?:me|us|him|her|them) (?=have\b|know\b)")
_BARE = re.compile(
    r"\w+(?: (?:it|that|this|them|those|these|so|one|back|over|up|out|off|[A-Z]\w+(?: [A-Z]\w+)?)){0,2}\.?"
)
"""Words that say next to nothing of what is to be done."""
YOU, ME, YOUR = (
    re.compile(r"\byou\b(?! (?:can|could|have|need|want|are|will)\b)"),
    re.compile(r"\b(?:me|us)\b"),
    re.compile(r"\byour\b"),
)
_TWO = re.compile(r"\b(?:the two of you|both of you|you both|the two of them)\b")
_HER = re.compile(
    r"\b(?:him|her(?= (?:up|out|in|on|to|about|for|that|if|whether|know|a|the|and|with|from|when|what|how|before|after|again|by|until|at|back|this|next|today|tonight|tomorrow|\w+day)\b|[,.]|$))\b"
)
_TRAILS = re.compile(r"(?:^|[, ]+)(?:and|but|so|or|then|because)$", re.IGNORECASE)
"""What leads over to what is left out."""
_CLAUSE = re.compile(r",? (?:and|so|but|then|because|okay|right) |[;:.] ")
