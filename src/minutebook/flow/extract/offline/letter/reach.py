"""All that may be work in a written sentence: each verb of doing with whoever does it, and each thing that somebody lacks. Generous: what of it is work is weighed."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec

from minutebook.flow.extract.offline.letter.bid import Bid, Trigger, bid_of, end_of_phrase, is_verb, kind_of
from minutebook.flow.extract.offline.letter.doer import (
    BEING,
    DETERMINERS,
    FAR,
    MODALS,
    OBJECTS,
    PRONOUNS,
    SAYS,
    Sentence,
    Subject,
)
from minutebook.flow.extract.offline.letter.order import REMINDS
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.verbs import STATES, base_form, base_of_third
from minutebook.model.source import Form
from minutebook.text import patterns as re


class Reach(msgspec.Struct, frozen=True):
    """A trigger that may be one; ``signs`` tell how it came about: its form, its subject, its mood, what opens its clause."""

    trigger: Trigger
    signs: tuple[str, ...]


@lru_cache(maxsize=4096)  # the mails of a thread that grows are read again
def find_reaches(line: Line, lexicon: Lexicon, *, alone: bool) -> tuple[Reach, ...]:
    """The candidates of a line in order, at most one a verb."""
    scan = _Scan(line, lexicon, alone=alone)
    found: dict[int, Reach] = {}
    for reach in (*scan.things(), *scan.verbs()):
        found.setdefault(reach.trigger.verb, reach)
    for reach in scan.bounds():
        if not any(other.trigger.start <= reach.trigger.start < other.trigger.end for other in found.values()):
            found.setdefault(reach.trigger.verb, reach)
    return tuple(found[verb] for verb in sorted(found))


class _Scan(Sentence):
    """Reads one line token by token."""

    def verbs(self) -> Iterator[Reach]:
        for at, token in enumerate(self.tokens):
            if token.text in _NEVER or not token.text[0].isalpha():
                continue
            if self.alone and REMINDS.match(self.line.plain, token.start):
                continue
            before, adverbs = self.back(at - 1)
            if (reach := self._finite(at, before, adverbs)) or (reach := self._participle(at, before, adverbs)):
                yield reach

    def _finite(self, at: int, before: int, adverbs: tuple[str, ...]) -> Reach | None:
        token, word = self.tokens[at], self.word(before)
        known = token.text in self.lexicon.verbs
        if (
            word in {"will", "'ll", "shall"}
            and token.text in {"have", "get", "receive"}
            and self.word(before - 1) == "you"
        ):
            return self._thing(at, at + 1, "get", Subject("you", before - 1), token.text) if self.word(at + 1) else None
        if word in {"must", "should", "'d"} and token.text == "have" and self.word(at + 1) in DETERMINERS:
            lacking = self.modal_subject(before)
            return self._thing(at, at + 1, "lack", lacking, word) if lacking.kind in {"i", "we"} else None
        if word in MODALS and is_verb(token.text, self.lexicon):
            return self._make(at, "modal", self.modal_subject(before), word, adverbs)
        if word == "to" and is_verb(token.text, self.lexicon):
            return self._controlled(at, before, adverbs)
        objects = DETERMINERS | OBJECTS | {"it"}
        does = known or (word in {"i", "we"} and is_verb(token.text, self.lexicon) and self.word(at + 1) in objects)
        if word in PRONOUNS and does and word not in {"he", "she", "it"}:
            inverted = self.word(before - 1)
            if (inverted in {"do", "does", "did"} and self.line.question) or (
                word == "you" and token.text in {"get", "receive"} and inverted not in MODALS
            ):
                return None
            mood = inverted if inverted in MODALS else "present"
            return self._make(at, "asked" if mood != "present" else "present", Subject(word, before), mood, adverbs)
        if token.text == "do" and self.line.question:
            return None
        opens = before < 0 or word in _OPENERS or not word[:1].isalpha() or self.chance(before)
        if known and opens and self.word(at + 1) not in _IS | SAYS:
            form = "order" if word not in _JOINS else "joined"
            subject = self.shared(before) if word == "and" else None
            return self._make(at, form, subject or Subject("none", at), word or "^", adverbs)
        base = base_of_third(token.text, self.lexicon) or (
            token.text[:-1]
            if token.text.endswith("s") and len(token.text) > 4 and not token.text.endswith("ss")
            else None
        )
        if base and base not in _BINDING and (subject := self._doing(before)):
            return self._make(at, "present", subject, "s", adverbs, base)
        if known and (subject := self.person(before)):
            mood = self.word(subject.first - 1)
            if mood in {"have", "has", "having", "make", "get", "let"}:
                whole = f"{mood} {subject.who} {self.line.text[token.start : token.end]}{self._rest(at)}"
                return self._make(at, "had_do", self.subject_near(subject.first - 2), mood, adverbs, whole=whole)
            return self._make(at, "asked" if mood in MODALS else "named", subject, mood or "^", adverbs)
        return None

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
            return self._make(at, "told_to", subject, verb or "^", adverbs)
        if not word[:1].isalpha():
            return None
        subject = self.subject_near(control - 1)
        return self._make(at, "to", subject, word, adverbs)

    def _participle(self, at: int, before: int, adverbs: tuple[str, ...]) -> Reach | None:
        token, word = self.tokens[at], self.word(before)
        base = base_form(token.text, self.lexicon)
        if base is None and token.text.endswith("ing") and word in BEING:
            base = token.text[:-3] if is_verb(token.text[:-3], self.lexicon) else None
        if base is None:
            return None
        if token.text.endswith("ing"):
            if word in BEING:
                subject = self.modal_subject(before) if word != "be" else self.subject_near(before - 1)
                if subject.who and base in _THERE:
                    return None
                return self._make(at, "being", subject, word, adverbs, base)
            if word in _NEEDING:
                return self._done(at, before, base, "needs", adverbs)
            if word in _GERUND:
                subject = self.subject_near(before - 1)
                return self._make(at, "gerund", subject, word, adverbs, base)
            return None
        if word == "you" and self.word(before - 1) == "if" and base != token.text:
            return self._make(at, "if_did", Subject("you", before), "if", adverbs, base)
        if base == token.text and word not in {"be", "get", "been"}:
            return None
        if word in {"be", "get"}:
            first, _ = self.back(before - 1)
            mood = self.word(first)
            if mood == "to":
                first, _ = self.back(first - 1)
                mood = self.word(first)
            if mood in MODALS or mood in _NEEDING or mood in {"is", "are"}:
                return self._done(at, first, base, mood, adverbs)
            return None
        return self._caused(at, base, adverbs)

    def _done(self, at: int, aux: int, base: str, mood: str, adverbs: tuple[str, ...]) -> Reach | None:
        """What is to become of a thing: "the boat needs painting", "the invoice has to be paid"."""
        first = self.clause(aux - 1)
        if first > aux - 1 or {self.word(first - 1), self.word(first - 2)} & SAYS:
            return None
        thing = self.line.text[self.tokens[first].start : self.tokens[aux - 1].end]
        if self.word(aux - 1) in PRONOUNS - {"it", "they"} or _REPORTS.search(thing.lower()):
            return None
        rest = self._rest(at)
        kind = "it" if aux - first == 1 and self.word(first) in PRONOUNS | {"that", "this", "which", "who"} else "thing"
        who, rest = self._by_whom(at, rest)
        return self._make(at, "done", Subject(kind, first, who), mood, adverbs, whole=f"{base} {_small(thing)}{rest}")

    def _by_whom(self, at: int, rest: str) -> tuple[str | None, str]:
        """Who does what is to be done, where it is said, and the rest without them: "must be approved by the Client before May"."""
        start = self.tokens[at].end
        for name in self.line.names:
            lead = _BY_WHOM.search(self.line.plain, start, name.start)
            if lead and lead.end() == name.start and name.end <= start + len(rest):
                return name.name, f"{rest[: lead.start() - start]}{rest[name.end - start :]}"
        return None, rest

    def _caused(self, at: int, base: str, adverbs: tuple[str, ...]) -> Reach | None:
        """What somebody wants done with a thing: "I need them signed", "have the hall booked", "the forms returned by Friday"."""
        for back in range(at - 2, max(at - 2 - FAR, -1), -1):
            word = self.word(back)
            if not word[:1].isalpha():
                break
            if word in _CAUSES:
                if self.word(back + 1) not in DETERMINERS | OBJECTS | {"it", "everything"} and not self.person(
                    back + 1
                ):
                    return None
                thing = self.line.text[self.tokens[back + 1].start : self.tokens[at - 1].end]
                subject = self.subject_near(back - 1)
                whole = f"{base} {_small(thing)}{self._rest(at)}"
                form = "had_done" if word in {"have", "has", "get", "getting", "having"} else "caused"
                return self._make(at, form, subject, word, adverbs, whole=whole)
        first = self.clause(at - 1)
        begins = self.word(first)
        if first < at - 1 and (begins in DETERMINERS or first == 0) and not self.has_verb(first, at):
            thing = self.line.text[self.tokens[first].start : self.tokens[at - 1].end]
            whole = f"{base} {_small(thing)}{self._rest(at)}"
            return self._make(at, "bare_done", Subject("thing", first), begins, adverbs, whole=whole)
        return None

    def things(self) -> Iterator[Reach]:
        """Things that somebody lacks or is to have: "I need the plan", "grateful for a list", "the form should reach us"."""
        for at, token in enumerate(self.tokens):
            word, after = token.text, self.word(at + 1)
            if after in {"that", "this"} and (
                self.word(at + 2) in self.lexicon.function_words or not self.word(at + 2)[:1].isalpha()
            ):
                continue
            if after in {"her", "his"} and not self._is_noun(at + 2):
                continue
            if word in _LACKS and after in DETERMINERS and (word != "see" or self.word(at - 1) == "to"):
                yield self._thing(at, at + 1, "lack", self.subject_near(at - 1), word)
            elif word in {"owe", "owes"} and after in OBJECTS and self.word(at + 2) in DETERMINERS:
                yield self._thing(at, at + 2, "owe", self.subject_near(at - 1), after)
            elif (
                word in {"have", "got", "had", "seen", "find"}
                and after in DETERMINERS | {"any"}
                and self.denied(at - 1)
            ):
                yield self._thing(at, at + 1, "lack", self.subject_near(at - 1), f"not {word}")
            elif word == "for" and after in DETERMINERS and self.word(at - 1) in _FOR:
                waits = self.subject_near(at - 2)
                if waits.kind != "you":
                    yield self._thing(at, at + 1, "for", waits, self.word(at - 1))
            elif word == "for" and after in DETERMINERS and self.word(at - 1) in OBJECTS and self.word(at - 2) in _FOR:
                yield self._thing(at, at + 1, "for", self.subject_near(at - 3), self.word(at - 2))
            elif (
                word in {"get", "have"}
                and after in DETERMINERS
                and self.word(self.back(at - 1)[0]) in {"you", "you'll"}
            ):
                yield self._thing(at, at + 1, "get", Subject("you", at - 1), word)
            elif word in _ARRIVES and (self.word(self.back(at - 1)[0]) in MODALS or word == "follows"):
                modal = self.back(at - 1)[0]
                if word == "be" and (after not in _HERE or (after == "on" and self.word(at + 2) not in _OWN)):
                    continue
                first = self.clause(modal - 1)
                if first < modal and self.word(first) not in PRONOUNS:
                    thing = self.line.text[self.tokens[first].start : self.tokens[modal - 1].end]
                    rest = self._rest(at)
                    whole = f"send {_small(thing)}{_day_of(rest)}"
                    kind = "here" if _TO_YOU.search(rest) else "thing"
                    if reach := self._make(
                        at, "arrives", Subject(kind, first), self.word(modal), (after,), whole=whole
                    ):
                        yield reach

    def bounds(self) -> Iterator[Reach]:
        """Things that nothing is said of but by when: "the skip by Thursday", "mite strips out by the tenth"."""
        for span in self.line.dates:
            at = next((n for n, token in enumerate(self.tokens) if token.start >= span.start), len(self.tokens)) - 1
            while self.word(at) == "the":
                at -= 1
            if self.word(at) not in _UNTIL and not _UNTIL_IN.match(span.text):
                continue
            last = at - 1 if self.word(at) in _UNTIL else at
            first = self.clause(last) if self.line.form is not Form.ITEM else 0
            first += self.word(first) in {"and", "also", "oh", "then"}
            said = [self.word(n) for n in range(first, last + 1)]
            if not 1 < len(said) <= FAR or self.has_verb(first, last + 1) or self._acts(said):
                continue
            thing = self.line.text[self.tokens[first].start : self.tokens[last].end]
            whole = f"see to {_small(thing)}{self.line.text[self.tokens[last].end : span.end]}"
            if reach := self._make(first, "bound", Subject("thing", first), self.word(at), (), whole=whole):
                yield reach

    def _acts(self, said: Sequence[str]) -> bool:
        """Whether words say what somebody or something does, or is asked to; the last of them may be a thing."""
        does = any(base_of_third(word, self.lexicon) or word.removesuffix("s") in STATES for word in said[:-1])
        return does or said[0] in self.lexicon.verbs or "please" in said

    def _is_noun(self, at: int) -> bool:
        """Whether a word may be what somebody has: "her list", but not "her tomorrow"."""
        if at >= len(self.tokens) or not self.word(at)[:1].isalpha() or self.word(at) in self.lexicon.function_words:
            return False
        return not any(span.start <= self.tokens[at].start < span.end for span in self.line.dates)

    def _thing(self, at: int, first: int, form: str, subject: Subject, mood: str) -> Reach:
        start = self.tokens[first].start
        bid = Bid.GET if form == "get" else Bid.NEED
        if form == "owe" and subject.kind in {"i", "we"}:
            bid, verb = (Bid.OUGHT if self.alone else Bid.PROMISE), f"+give {mood}"
        elif form != "get" and subject.who:
            named = subject.who.partition(" ")[0] if subject.who.partition(" ")[0] not in _TITLES else subject.who
            bid, verb = (Bid.OUGHT if self.alone else Bid.ASK), f"+give {named}"
        else:
            verb = ""
        trigger = Trigger(bid, self.tokens[at].start, start, end_of_phrase(self.line, start), verb_text=verb)
        signs = [f"form_{form}", f"subject_{kind_of(subject)}", f"mood_{mood}", *self.opening(subject.first)]
        return Reach(trigger, (*signs, *(["negated"] if self.denied(at - 1) else [])))

    def _rest(self, at: int) -> str:
        """What follows a verb, to the end of its phrase."""
        start = self.tokens[at].end
        return self.line.text[start : max(start, end_of_phrase(self.line, self.tokens[at].start))].rstrip(" ,.")

    def _make(
        self,
        at: int,
        form: str,
        subject: Subject,
        mood: str,
        adverbs: Sequence[str],
        base: str | None = None,
        whole: str | None = None,
    ) -> Reach | None:
        token = self.tokens[at]
        if (
            token.text in STATES
            and not (token.text == "see" and self.word(at + 1) == "to")
            and form not in {"told_to", "arrives"}
            and not _HAVE_A.match(self.line.plain, token.start)
        ):
            return None
        end = end_of_phrase(self.line, token.start)
        if mood == "s" and (joint := _AND_DOES.search(self.line.plain, token.end, end)):
            end = joint.start() if base_of_third(joint["verb"], self.lexicon) else end
        bid = bid_of(form, subject, alone=self.alone)
        front = self.front(subject.first) if whole is None else ""
        start = self.tokens[min(subject.first, at)].start
        verb_text = base or ""
        if whole:
            verb_text = f"={whole}"
        elif front:
            verb_text = f"={base or token.text} {_small(front)}{self._rest(at)}"
        who = None if form == "caused" else subject.who or (subject.kind if subject.kind in {"he", "she"} else None)
        if form == "asked" and subject.kind == "you":
            who = None
        trigger = Trigger(bid, start, token.start, end, who, verb_text)
        signs = [f"form_{form}", f"subject_{kind_of(subject)}", f"mood_{mood}", *self.opening(subject.first)]
        signs += [f"{mood}_{kind_of(subject)}"]
        signs += [f"adverb_{word}" for word in adverbs if word in _TELLING]
        signs += ["negated"] if {"not", "n't", "never"} & set(adverbs) else []
        signs += ["fronted"] if front else []
        signs.append(f"verb_{base or token.text}")
        return Reach(trigger, tuple(signs))


def _small(thing: str) -> str:
    return f"{thing[:1].lower()}{thing[1:]}" if thing[1:2].islower() or thing[:2] == "A " else thing


def _day_of(rest: str) -> str:
    match = _BY.search(rest)
    return f" {match[0]}" if match else ""


_AND_DOES = re.compile(r",? and (?:then |also )?(?P<verb>[a-z]+s)\b")
_BY_WHOM = re.compile(r" by (?:the )?$")
_UNTIL = frozenset("by before due latest".split())
_UNTIL_IN = re.compile(r"(?:by|before|due)\b", re.IGNORECASE)
_REPORTS = re.compile(
    rf"\w (?:{'|'.join(sorted(SAYS))}|reports?|claims?)(?: (?:me|us))?(?: that)? (?:the|a|an|our|their|his|her|it|they)\b"
)
"""A thing that is what somebody says of another: "purchasing say the contract will be …"."""
_TO_YOU = re.compile(r"\b(?:you|your)\b")
_BY = re.compile(r"\b(?:by|before|on|until|tonight|today|tomorrow|this|next)\b.*")
_TELLING = frozenset("please kindly always usually often already never perhaps maybe possibly still better".split())
_OPENERS = frozenset(
    "and then so but or also please do 'd instead afterwards otherwise first next today tomorrow tonight now plus oh okay ok right well um".split()
)
_IS = frozenset("is was were has had".split())
_JOINS = frozenset("and or but then".split())
_NEEDING = frozenset("needs need wants want has have had requires require got".split())
_THERE = frozenset("have come".split())
_GERUND = frozenset(
    "mind on for of by about suggest suggests consider considering insists avoid finish without".split()
)
_CAUSES = frozenset("have has get need needs want wants like having getting see".split())
_LACKS = frozenset(
    "need needs want wants require requires lack lacks love like miss missing await awaiting expect expects received appreciate request see".split()
)
_FOR = frozenset(
    "grateful waiting wait ask asking asks trouble ask looking hoping chasing pleased glad after pressing calling thank".split()
)
_TITLES = frozenset("Mr Mrs Ms Miss Dr Prof Professor Herr Frau Signora Signor Madame Inspector Councillor Sir".split())
_ARRIVES = frozenset("reach arrive be come follow follows".split())
_OWN = frozenset("my your our his her their".split())
_HERE = frozenset("with here back in at on there ready due".split())
_BINDING = frozenset("undertake agree promise".split())
"""What only opens a duty."""
_NEVER = frozenset("not n't to".split())
_HAVE_A = re.compile(r"have (?:a |another |it|them|that|the|everything|your|my|all)")
