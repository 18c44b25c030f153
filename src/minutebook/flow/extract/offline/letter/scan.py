"""A written sentence as what may be work is read in it: how whoever does it, its mood and its words make a trigger, with the signs of how that came about."""

from collections.abc import Sequence

import msgspec

from minutebook.flow.extract.offline.letter.bid import TOLD, Bid, Trigger, bid_of, end_of_phrase, kind_of
from minutebook.flow.extract.offline.letter.doer import Sentence, Subject
from minutebook.flow.extract.offline.words.verbs import STATES, base_of_third
from minutebook.text import patterns as re


class Reach(msgspec.Struct, frozen=True):
    """A trigger that may be one; ``signs`` tell how it came about: its form, its subject, its mood, what opens its clause."""

    trigger: Trigger
    signs: tuple[str, ...]


class Scan(Sentence):
    """A line in which triggers are looked for token by token."""

    def thing(self, at: int, first: int, form: str, subject: Subject, mood: str) -> Reach:
        """What is lacked or owed from token ``at`` on, the thing itself from token ``first``."""
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

    def rest(self, at: int) -> str:
        """What follows a verb, to the end of its phrase."""
        start = self.tokens[at].end
        return self.line.text[start : max(start, end_of_phrase(self.line, self.tokens[at].start))].rstrip(" ,.")

    def make(
        self,
        at: int,
        form: str,
        subject: Subject,
        mood: str,
        adverbs: Sequence[str],
        base: str | None = None,
        whole: str | None = None,
    ) -> Reach | None:
        """What is done by the verb at token ``at``, in the words of ``whole`` where it is said otherwise; None for what is no deed."""
        token = self.tokens[at]
        if (
            token.text in STATES
            and not (token.text == "see" and self.word(at + 1) == "to")
            and form not in {"told_to", "arrives", "there"}
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
            verb_text = f"={base or token.text} {small(front)}{self.rest(at)}"
        spoken_of = {"he", "she"} | (TOLD.keys() if form == "told_to" else set())
        who = None if form == "caused" else subject.who or (subject.kind if subject.kind in spoken_of else None)
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


def small(thing: str) -> str:
    """A thing as it stands within a sentence."""
    return f"{thing[:1].lower()}{thing[1:]}" if thing[1:2].islower() or thing[:2] == "A " else thing


_AND_DOES = re.compile(r",? and (?:then |also )?(?P<verb>[a-z]+s)\b")
_TELLING = frozenset("please kindly always usually often already never perhaps maybe possibly still better".split())
_TITLES = frozenset("Mr Mrs Ms Miss Dr Prof Professor Herr Frau Signora Signor Madame Inspector Councillor Sir".split())
_HAVE_A = re.compile(r"have (?:a |another |it|them|that|the|everything|your|my|all)")
