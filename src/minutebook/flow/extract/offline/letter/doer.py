"""The words of a written sentence one by one: who does what in it, and where its clauses begin."""

import msgspec

from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import base_of_third
from minutebook.text import patterns as re
from minutebook.text.names import fold, lexicon

FAR = 7
"""Words between "needs" and what is done, between a thing and what becomes of it."""
PLURAL = 4
"""Letters of a word in "s" up to which it is hardly a verb that nobody knows."""


class Token(msgspec.Struct, frozen=True):
    text: str
    start: int
    end: int


class Subject(msgspec.Struct, frozen=True):
    """Who does it; ``first`` is the number of its first token, ``who`` a name."""

    kind: str
    first: int
    who: str | None = None


class Sentence:
    """A line token by token, counted from 0."""

    def __init__(self, line: Line, lexicon: Lexicon, *, alone: bool) -> None:
        self.line = line
        self.lexicon = lexicon
        self.alone = alone
        self.tokens = [Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(line.plain)]
        self.named = {name.end: name for name in line.names}

    def back(self, at: int) -> tuple[int, tuple[str, ...]]:
        """The number of the token before ``at`` that is no adverb, and the adverbs that were passed."""
        passed = []
        while at >= 0 and (self.tokens[at].text in _ADVERBS or self._of_course(at)):
            passed.append(self.tokens[at].text)
            at -= 1 + self._of_course(at)
        return at, tuple(passed)

    def _of_course(self, at: int) -> bool:
        return at > 0 and self.tokens[at].text == "course" and self.tokens[at - 1].text == "of"

    def word(self, at: int) -> str:
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def chance(self, at: int) -> bool:
        """Whether "when you get a chance" and its like end there."""
        return self.word(at) in {"chance", "minute", "moment", "second"} and self.word(at - 1) in {
            "a",
            "the",
            "spare",
        }

    def modal_subject(self, modal: int) -> Subject:
        before, _ = self.back(modal - 1)
        if self.word(before) in {"and", "but"} and (shared := self.shared(before)):
            return shared
        return self.subject(before)

    def shared(self, joint: int) -> Subject | None:
        """Who does what is joined to what they do already: "the Tenant shall clean it and must lock up"."""
        for at in range(joint - 1, 0, -1):
            if self.word(at) in _MARKS - {","}:
                return None
            if self.word(at) in MODALS | _BINDS | {"'ve", "have", "had"}:
                before, _ = self.back(at - 1)
                who = self.person(before) or (self.subject(before) if self.word(before) in PRONOUNS else None)
                return msgspec.structs.replace(who, first=joint + 1) if who else None
        if self.word(0) in {"i", "we"} and self.word(1) in self.lexicon.verbs:
            return Subject(self.word(0), joint + 1)
        opens = next((n for n, token in enumerate(self.tokens[:joint]) if token.end in self.named), None)
        if opens is not None and self.named[self.tokens[opens].end].start == 0:
            return Subject("name", joint + 1, self.named[self.tokens[opens].end].name)
        return None

    def subject_near(self, at: int) -> Subject:
        """The nearest subject before a verb with others between: "I will have to", "she has promised to"."""
        for back in range(at, max(at - 4, -1), -1):
            word = self.word(back)
            if word in PRONOUNS or word in _SOMEBODY:
                return self.subject(back)
            if subject := self.person(back):
                return subject
            if not word[:1].isalpha() and word not in MODALS | BEING:
                break
        return self.subject(self.back(at)[0])

    def has_verb(self, first: int, end: int) -> bool:
        return any(self.word(n) in BEING | MODALS | PRONOUNS | {"has", "have", "had"} for n in range(first, end))

    def denied(self, at: int) -> bool:
        return any(self.word(n) in {"not", "n't", "never", "cannot"} for n in range(max(0, at - 2), at + 1))

    def clause(self, at: int) -> int:
        """The number of the first token of the clause that holds ``at``."""
        while at >= 0 and self.tokens[at].text[0].isalnum() and self.tokens[at].text not in _LINKS and at >= 0:
            at -= 1
        return at + 1

    def person(self, at: int) -> Subject | None:
        """Somebody who is named right before: known to the vault, or by a capital letter."""
        if not 0 <= at < len(self.tokens):
            return None
        token = self.tokens[at]
        if name := self.named.get(token.end):
            first = next((n for n, t in enumerate(self.tokens) if t.start >= name.start), at)
            return Subject("name", first, name.name)
        if self.line.text[token.start : token.end] in _DEPARTMENTS:
            return Subject("cap", at, self.line.text[token.start : token.end])
        if (
            self.line.text[token.start].isupper()
            and not self.line.text[token.start : token.end].isupper()
            and token.text not in _NO_NAME | self.lexicon.function_words
            and len(token.text) > 2
        ):
            first = at
            while (
                first
                and self.line.text[self.tokens[first - 1].start].isupper()
                and self.word(first - 1) not in _NO_NAME
                and (self.tokens[first].start - self.tokens[first - 1].end <= 2)
                and self.word(first - 1)[:1].isalpha()
            ):
                first -= 1
            if first == at == 0 and self._is_common(token):
                return None
            if self.word(first - 1) in DETERMINERS - {"your", "our", "my", "this", "that"}:
                return None
            return Subject("cap", first, self.line.text[self.tokens[first].start : token.end])
        return None

    def _is_common(self, token: Token) -> bool:
        """Whether the first word of a sentence, which has a capital anyhow, is no name: a number, or a plural."""
        plural = token.text.endswith("s") and not token.text.endswith(("ss", "'s"))
        return token.text in DETERMINERS or (plural and not lexicon().is_name(fold(token.text)))

    def third(self, at: int) -> str | None:
        """The base of what reads like a verb in the third person; a word with a capital is a name: "Besson Studios shall"."""
        token = self.tokens[at]
        if self.line.text[token.start].isupper():
            return None
        if token.text.endswith("s") and self._is_thing(at):
            return None
        plural = token.text.endswith("s") and len(token.text) > PLURAL and not token.text.endswith("ss")
        return base_of_third(token.text, self.lexicon) or (token.text[:-1] if plural else None)

    def _is_thing(self, at: int) -> bool:
        """Whether a word in "s" is what another verb is said of: "library loans go out"."""
        after = self.word(at + 1)
        return after in MODALS | BEING | {"have", "go", "come", "do", "need", "look", "get", "take", "make", "cost"}

    def placed(self, at: int) -> Subject | None:
        """Somebody who is named with where they work before a verb: "Agata in our office sends it"."""
        first = self.clause(at)
        return self.person(first) if first < at and self.word(first + 1) in _PLACED else None

    def subject(self, at: int) -> Subject:
        word = self.word(at)
        if not word or not word[:1].isalpha():
            return Subject("none", max(at + 1, 0))
        if subject := self.person(at):
            return subject
        if word in {"nobody", "no-one", "none"}:
            return Subject("nobody", at)
        if word in _SOMEBODY or self.word(at - 1) in _SOMEBODY:
            return Subject("somebody", at)
        if word in PRONOUNS:
            return Subject(word, at)
        if word in {"that", "this", "which", "who", "these", "those"}:
            return Subject("it" if word != "who" else "who", at)
        first = self.clause(at)
        for begin in (first, first + 1):
            if self.word(begin + 1) in _PLACED and begin < at and (subject := self.person(begin)):
                return subject
        if self.word(first) in {"my", "our"}:
            return Subject("ours", first)
        return Subject("thing" if word not in _LINKS else "none", first)

    def opening(self, first: int) -> tuple[str, ...]:
        """What stands before a subject: the words that open its clause."""
        before = self.word(first - 1) or "^"
        earlier = {self.word(n) for n in range(max(0, first - 8), first)}
        found = [f"opens_{before}"]
        clause = {self.word(n) for n in range(self.break_before(first), first)}
        found += [f"in_{kind}" for kind, words in _CLAUSES.items() if clause & words]
        found += [f"under_{word}" for word in sorted(earlier & _UNDER)]
        return tuple(found)

    def break_before(self, first: int) -> int:
        """The number of the first token after the mark before ``first``, or six before it."""
        at = first
        while at > 0 and first - at < FAR and self.word(at - 1) not in _MARKS:
            at -= 1
        return at

    def front(self, first: int) -> str:
        """A thing that stands before its subject: "the sea chart I'm posting back"."""
        if first < 2:
            return ""
        begin = self.clause(first - 1)
        words = [self.word(n) for n in range(begin, first)]
        if (
            len(words) < 2
            or words[0] not in DETERMINERS
            or self.has_verb(begin, first)
            or any(w in _PREPOSED for w in words[:1])
        ):
            return ""
        span = self.line.text[self.tokens[begin].start : self.tokens[first - 1].end]
        return "" if any(d.start < self.tokens[first].start <= d.end + 1 for d in self.line.dates) else span


_TOKEN = re.compile(
    r"[^\W\d_]+(?=n't\b)|n't\b|'(?:ll|d|m|re|ve|s)\b|[^\W_]+(?:-[^\W_]+|'(?!(?:ll|d|m|re|ve|s)\b)[^\W_]+)*|[^\w\s]"
)
MODALS = frozenset("will 'll shall can could should must might may would 'd ll wo ca".split())
PRONOUNS = frozenset("i we you he she they it u".split())
SAYS = frozenset(
    "say says said confirm confirms confirmed think thinks reckon reckons expect expects tell tells told".split()
)
"""What somebody does who passes on what others will do: nothing that a reader is to see to."""
OBJECTS = frozenset("me us you him her them somebody someone anybody anyone".split())
_SOMEBODY = frozenset("somebody someone anybody anyone whoever".split())
_ADVERBS = frozenset(
    "please also kindly maybe perhaps possibly both all then just still now therefore first personally gladly again immediately quickly definitely probably certainly only not n't never"
    " really quite soon always usually often already simply finally actually urgently absolutely surely better rather hereby".split()
)
_BINDS = frozenset("agrees undertakes promises has is".split())
_LINKS = frozenset(
    "and but or so because since if when while that which who as unless until before after then whether where than what how".split()
)
_UNDER = frozenset(
    "if when unless until whether that because what how who which before after once while as since where though although than otherwise nobody as unlike no suppose imagine wish hope think thought said says told knows would might".split()
)
BEING = frozenset("am is are 'm 're 's be was were".split())
DETERMINERS = frozenset(
    "the a an your my our his her their its this that these those some any all both each two three four five six seven eight ten twelve twenty one another more copies proof".split()
)
_PLACED = frozenset("in of from at with here".split())
"""After a name, before where its bearer works: "Agata in our office"."""
_PREPOSED = frozenset("this that these those one some any all".split())
_NO_NAME = frozenset(
    "i the and but so or if when please dear hi hello thanks also then this that these those what who where why how yes no ok okay could can would will may might must monday tuesday wednesday thursday friday"
    " saturday sunday january february march april june july august september october november december today tomorrow"
    " readers users visitors members guests tenants residents drivers owners editors staff volunteers parents pupils students customers suppliers".split()
)
_DEPARTMENTS = frozenset({"IT", "HR", "PR"})
_MARKS = frozenset(".,;:?!")
_CLAUSES = {
    "reason": frozenset({"because", "since", "as", "otherwise"}),
    "relative": frozenset({"that", "which", "who", "whom", "where", "what", "how", "why", "whether"}),
    "condition": frozenset({"if", "unless", "when", "once", "whenever", "suppose", "case"}),
    "time": frozenset({"until", "till", "before", "after", "while"}),
    "compared": frozenset({"than", "like", "though", "although", "unlike"}),
}
