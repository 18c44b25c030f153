"""All that may be work in a written sentence: each verb of doing with whoever does it, and each thing that somebody lacks. Generous: what of it is work is weighed."""

from collections.abc import Iterator
from functools import lru_cache

import msgspec

from minutebook.flow.extract.offline.letter.becoming import find_participle
from minutebook.flow.extract.offline.letter.bid import is_verb
from minutebook.flow.extract.offline.letter.doer import DETERMINERS, MODALS, OBJECTS, PRONOUNS, SAYS, Subject
from minutebook.flow.extract.offline.letter.lacking import find_bounds, find_lacks
from minutebook.flow.extract.offline.letter.order import REMINDS
from minutebook.flow.extract.offline.letter.scan import Reach, Scan
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import base_form, base_of_third


@lru_cache(maxsize=4096)  # the mails of a thread that grows are read again
def find_reaches(line: Line, lexicon: Lexicon, *, alone: bool) -> tuple[Reach, ...]:
    """The candidates of a line in order, at most one a verb."""
    scan = _Verbs(line, lexicon, alone=alone)
    found: dict[int, Reach] = {}
    for reach in (*find_lacks(scan), *scan.verbs()):
        found.setdefault(reach.trigger.verb, reach)
    for reach in find_bounds(scan):
        if not any(other.trigger.start <= reach.trigger.start < other.trigger.end for other in found.values()):
            found.setdefault(reach.trigger.verb, reach)
    return tuple(found[verb] for verb in sorted(found))


class _Verbs(Scan):
    """Reads the verbs of one line token by token."""

    def verbs(self) -> Iterator[Reach]:
        for at, token in enumerate(self.tokens):
            if token.text in _NEVER or not token.text[0].isalpha():
                continue
            if self.alone and REMINDS.match(self.line.plain, token.start):
                continue
            before, adverbs = self.back(at - 1)
            if (reach := self._finite(at, before, adverbs)) or (reach := find_participle(self, at, before, adverbs)):
                yield reach

    def _finite(self, at: int, before: int, adverbs: tuple[str, ...]) -> Reach | None:
        """What a verb says that is no participle, by what stands before it."""
        token, word = self.tokens[at], self.word(before)
        known = token.text in self.lexicon.verbs
        if word in _WILL and token.text in {"have", "get", "receive"} and self.word(before - 1) == "you":
            given = self.word(at + 1) not in {"", "to"}
            return self.thing(at, at + 1, "get", Subject("you", before - 1), token.text) if given else None
        if word in {"must", "should", "'d"} and token.text == "have" and self.word(at + 1) in DETERMINERS:
            lacking = self.modal_subject(before)
            return self.thing(at, at + 1, "lack", lacking, word) if lacking.kind in {"i", "we"} else None
        if word in MODALS and is_verb(token.text, self.lexicon):
            return self.make(at, "modal", self.modal_subject(before), word, adverbs)
        if word == "to" and is_verb(token.text, self.lexicon):
            return self._controlled(at, before, adverbs)
        objects = DETERMINERS | OBJECTS | {"it"}
        past = token.text.endswith("ed") and not known and token.text != "promised"
        did = past or base_form(token.text, self.lexicon) not in {None, token.text}  # "told", "sent"
        acts = is_verb(token.text, self.lexicon) and self.word(at + 1) in objects and not did
        does = known or (word in {"i", "we"} and acts)
        if word in PRONOUNS and does and word not in {"he", "she", "it"}:
            return self._of_pronoun(at, before, adverbs)
        if token.text == "do" and self.line.question:
            return None
        opens = before < 0 or word in _OPENERS or not word[:1].isalnum() or self.chance(before)
        if known and opens and self.word(at + 1) not in _IS | SAYS:
            form = "order" if word not in _JOINS else "joined"
            subject = self.shared(before) if word == "and" else None
            return self.make(at, form, subject or Subject("none", at), word or "^", adverbs)
        base = self.third(at)
        if base and base not in _BINDING and (subject := self._doing(before)):
            return self.make(at, "present", subject, "s", adverbs, base)
        return self._of_person(at, before, adverbs) if known else None

    def _of_pronoun(self, at: int, before: int, adverbs: tuple[str, ...]) -> Reach | None:
        """What "I", "you" or "they" right before a verb do, or are asked to do."""
        word, inverted = self.word(before), self.word(before - 1)
        if inverted in {"do", "does", "did"} and self.line.question:
            return None
        if word == "you" and self.tokens[at].text in {"get", "receive"} and inverted not in MODALS:
            return None
        if word in {"i", "we"} and inverted in _ASIDE:
            return None
        mood = inverted if inverted in MODALS else "present"
        return self.make(at, "asked" if mood != "present" else "present", Subject(word, before), mood, adverbs)

    def _of_person(self, at: int, before: int, adverbs: tuple[str, ...]) -> Reach | None:
        """What somebody named right before a verb is to do: "could Ben send it", "have Ben send it"."""
        subject = self.person(before)
        if subject is None:
            return None
        token, mood = self.tokens[at], self.word(subject.first - 1)
        if mood in {"have", "has", "having", "make", "get", "let"}:
            whole = f"{mood} {subject.who} {self.line.text[token.start : token.end]}{self.rest(at)}"
            return self.make(at, "had_do", self.subject_near(subject.first - 2), mood, adverbs, whole=whole)
        return self.make(at, "asked" if mood in MODALS else "named", subject, mood or "^", adverbs)

    def _doing(self, before: int) -> Subject | None:
        """Who does what a verb in the third person says: named right before it, "he" or "she", or whoever does what it is joined to."""
        if self.word(before) in {"he", "she"}:
            return Subject(self.word(before), before)
        if self.word(before) != "and":
            return self.person(before) or self.placed(before)
        for at in range(before - 1, 0, -1):
            if self.word(at) in {".", ";", ":", "?", "!"}:
                return None
            if base_of_third(self.word(at), self.lexicon) and (subject := self._doing(self.back(at - 1)[0])):
                return msgspec.structs.replace(subject, first=before + 1)
        return None

    def _controlled(self, at: int, to: int, adverbs: tuple[str, ...]) -> Reach | None:
        """What stands after "to": "need to", "asked Ben to", "possible to", "Ben to"."""
        control, more = self.back(to - 1)
        adverbs = (*adverbs, *more)
        word = self.word(control)
        if subject := self.person(control) or (Subject(word, control) if word in OBJECTS else None):
            verb = self.word(self.back(subject.first - 1)[0])
            return self.make(at, "told_to", subject, verb or "^", adverbs)
        if not word[:1].isalpha():
            return None
        subject = self.subject_near(control - 1)
        return self.make(at, "to", subject, word, adverbs)


_OPENERS = frozenset(
    "and then so but or also please do 'd instead afterwards otherwise first next today tomorrow tonight now plus oh okay ok right well um".split()
)
_IS = frozenset("is was were has had".split())
_ASIDE = frozenset("before while when whenever until till after as since because unless".split())
"""With which a clause only tells when or why: "before I mix on Friday"."""
_JOINS = frozenset("and or but then".split())
_BINDING = frozenset("undertake agree promise".split())
"""What only opens a duty."""
_NEVER = frozenset("not n't to".split())
_WILL = frozenset({"will", "'ll", "shall"})
