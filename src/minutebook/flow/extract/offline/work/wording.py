"""The words of a task: an imperative that stands on its own, made only of what was said."""

from collections.abc import Iterable
from itertools import islice

import numpy as np

from minutebook.flow.extract.offline.talk.acts import OFFERS, Act, Kind, phrase_end, word_at
from minutebook.flow.extract.offline.talk.fitting import is_done
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.noun import NounPhrase, bare, in_sentence
from minutebook.flow.extract.offline.talk.refer import NEEDED, Candidate, Surroundings, Topic
from minutebook.flow.extract.offline.talk.role import find_roles
from minutebook.flow.extract.offline.talk.statement import given_name
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.stems import stem, stems_of
from minutebook.flow.extract.offline.words.verbs import base_form
from minutebook.flow.extract.offline.work.imperative import (
    as_done,
    cut_remarks,
    do_it,
    finish,
    send,
    use_base,
    without_day,
)
from minutebook.flow.extract.offline.work.loose import tells
from minutebook.flow.extract.offline.work.ordering import as_order
from minutebook.flow.extract.offline.work.owed import find_listener
from minutebook.flow.extract.offline.work.persons import Persons
from minutebook.flow.extract.offline.work.placing import (
    find_thing,
    is_plural,
    put_in_place,
    tells_people,
)
from minutebook.flow.extract.offline.work.specify import specify
from minutebook.flow.extract.offline.work.steps import definite, join
from minutebook.flow.extract.offline.work.thread import Thread
from minutebook.model.source import Form
from minutebook.text import patterns as re

LINES_OF_STEPS, LEAST_STEP = 2, 1.4
_STEPS = frozenset({Kind.WILL, Kind.ORDER, Kind.ASK, Kind.PLEASE, Kind.CAN, Kind.SOON, Kind.MUST})
FEW = 4
"""Content words up to which a reader who was not there needs to be told what it is about."""
CHANCES = {0: NEEDED, 1: NEEDED, 4: 0.3}
"""Chance from which it is told, by content words: the more a task says, the surer."""
ENOUGH = 3
"""Content words from which it is told only where that is the clearer."""
LEAST_CLEARER, LIKELIER, SINGLE_LIKELIER = 0.3, 0.0, 0.1
FAR_LIKELIER = -0.28
"""How much likelier it is to be what the work is about than what the task itself names, one word alone; fewer content words need less.

Of 1,830 brackets of open talks a third fall short of these; one in three of them had a right word, of the others five in nine.
"""


class Wording:
    """Words the threads of one talk."""

    def __init__(
        self,
        lines: tuple[Line, ...],
        people: People,
        lexicon: Lexicon,
        odds: np.ndarray | None = None,
        works: Iterable[frozenset[str]] = (),
    ) -> None:
        """``odds`` and ``works`` as `Surroundings` takes them."""
        self._lines = lines
        self._people = people
        self._lexicon = lexicon
        voices = sorted({name.split()[0] for line in lines if (name := people.name(line.speaker))})
        self._present = frozenset(stem(plain(name)) for name in voices)
        self._weights: dict[tuple[int, int, int], float] = {}
        self._around = Surroundings(lines, lexicon, odds, works, alone=True)
        self._persons = Persons(lines, people, lexicon, voices, self._around)

    def word(self, thread: Thread, due_text: str | None) -> str:
        """The task of a thread in the imperative; empty where nothing says what it is about."""
        acts = frozenset(act.line for act in thread.acts)
        best = self.main(thread)
        text = self._imperative(best, due_text, acts) if best is not None else ""
        if best is None or not self._says(text, best):
            return self._with_topic(self._from_context(best or thread.acts[-1], acts), thread, acts)
        steps = [act for act in self._spoken(thread) if act is best or self._goes_with(best, act)]
        parts = [
            text if act is best else self._imperative(act, due_text, acts, alone=act.line < best.line)
            for act in steps[:3]
        ]
        text = finish(join(parts, self._lexicon)) if len(steps) > 1 else finish(text)
        return self._with_topic(self._persons.to_asker(text, thread), thread, acts)

    def main(self, thread: Thread) -> Act | None:
        """The act whose words the task takes; None where no act has any."""
        sides = thread.first.kind in OFFERS
        rated = ((self._weight(act) + (act.kind in OFFERS and sides), -act.line, act) for act in self._spoken(thread))
        return max(rated, key=lambda one: one[:2], default=(0, 0, None))[2]

    def _spoken(self, thread: Thread) -> list[Act]:
        return [
            act
            for act in thread.acts
            if act.phrase and not _BROKEN_OFF.search(act.phrase) and not tells(act, self._lines[act.line])
        ]

    def order(self, act: Act, due_text: str | None) -> str:
        """The words of one act of a text that was written: its own sentence, with names for those who write and read."""
        line = self._lines[act.line]
        text = self._as_order(self._persons.with_names(cut_remarks(without_day(act.phrase, due_text)), line), act, line)
        return finish(send(do_it(self._persons.with_sides(text, act, line, every=False), self._lexicon)))

    def _with_topic(self, text: str, thread: Thread, acts: frozenset[int]) -> str:
        """Words that say little get what was being talked about: in place of "that" and the like, else in brackets.

        A second phrase misleads, and a name alone: of its words a third are what the work is about, of the first one's half.
        """
        said = len(self._content(text.removeprefix("See to ")))
        if not text or said > FEW:
            return text
        stems = stems_of(text, self._lexicon)
        found = list(islice(self._around.topics(stems, acts, thread.lines, chance=CHANCES.get(said)), 2))
        text, placed = put_in_place(text, found[0].candidate) if found else (text, False)
        told = next((one.candidate for one in found if _adds(one, said)), None)
        if placed or told is None:
            return text
        name = self._called(told, stems)
        if not _speaks(text, self._lexicon):
            return f"{text} ({name})"
        return f"{text} about {name if name[:1].isupper() else f'the {name}'}"

    def _called(self, topic: Candidate, said: frozenset[str]) -> str:
        """What work is about, without its article; a single word as it was called in full near by."""
        line, phrase = self._lines[topic.line], topic.phrase
        name = bare(in_sentence(phrase))
        person = next((n for n in line.names if n.known and line.text[n.start : n.end] == name), None)
        if person is not None:
            return person.name
        fuller = None if " " in name or phrase.proper else self._around.fuller(topic.line, plain(name))
        return name if fuller is None or stems_of(fuller, self._lexicon) & said else fuller

    def _content(self, text: str) -> frozenset[str]:
        """The stems that say what the work is, names of people who take part aside."""
        return stems_of(text, self._lexicon) - self._lexicon.weak_verbs - self._present

    def _says(self, text: str, act: Act) -> bool:
        """Whether words say something: more than "do it"."""
        content = self._content(text)
        named = _PRONOUN.search(plain(act.phrase)) or content - stems_of(act.phrase, self._lexicon)
        return bool(content) and (self._weight(act) >= 1 or bool(named))

    def _goes_with(self, best: Act, act: Act) -> bool:
        """Whether an act is another step of the same work, said by the same side near by: "… and let me know"."""
        near = abs(act.line - best.line) <= LINES_OF_STEPS
        same = act.kind in _STEPS and (act.kind in OFFERS) == (best.kind in OFFERS)
        return near and same and self._weight(act) >= LEAST_STEP

    def _weight(self, act: Act) -> float:
        """How much an act says of what is to be done."""
        key = (act.line, act.start, act.verb)
        value = self._weights.get(key)
        if value is None:
            value = self._weights[key] = self._weigh(act)
        return value

    def _weigh(self, act: Act) -> float:
        stems = stems_of(act.phrase, self._lexicon) - self._lexicon.weak_verbs
        value = float(min(len(stems), 6))
        if self._lexicon.companion.match(plain(act.phrase)) and len(stems) < 4:
            value -= 2
        if self._complement(act):
            value += 2
        if act.kind in {Kind.OBTAIN, Kind.YOU, Kind.SOMEONE, Kind.GROUP}:
            value -= 0.5
        if act.kind in {Kind.CAN, Kind.PLAN, Kind.MUST, Kind.WOULD}:
            value -= 0.6
        if act.kind in {Kind.LOOSE_MINE, Kind.LOOSE_YOURS}:
            value -= 1.5
        if word_at(plain(act.phrase), 0) in self._lexicon.verbs - self._lexicon.weak_verbs:
            value += 0.5
        if _PRONOUN.search(plain(act.phrase)):
            value += 0.4
        return value

    def _imperative(self, act: Act, due_text: str | None, acts: frozenset[int], *, alone: bool = True) -> str:
        line = self._lines[act.line]
        text = self._persons.with_names(
            self._persons.uncalled(cut_remarks(without_day(act.phrase, due_text)), act, line), line
        )
        text = self._as_order(text, act, line)
        text = send(as_done(do_it(self._resolve(text, act, acts, things=alone), self._lexicon)))
        text = finish(self._in_full(text, act))
        text = specify(text, self._lines, act, self._lexicon)
        return _given(self._with_matter(text, act, acts) if alone else text, act, line)

    def _in_full(self, text: str, act: Act) -> str:
        """What is called by its head alone, as it was called in full near by."""
        match = _HEAD_ALONE.search(text)
        fuller = self._around.fuller(act.line, plain(match["noun"])) if match else None
        if (
            match is None
            or fuller is None
            or stems_of(fuller, self._lexicon) & stems_of(text[: match.start()], self._lexicon)
        ):
            return text
        return f"{text[: match.start('noun')]}{fuller}{text[match.end() :]}"

    def _as_order(self, text: str, act: Act, line: Line) -> str:
        whom = line.speaker and given_name(self._people.name(line.speaker))
        return as_order(
            text, act, line, whom, given_name(find_listener(self._lines, line, self._people)), self._lexicon
        )

    def _with_matter(self, text: str, act: Act, acts: frozenset[int]) -> str:
        """Adds what a phrase leaves to its neighbours: the "whether …" of the next sentence, or what a call is to be about."""
        onward = self._complement(act)
        if onward is not None and len(text.split()) < 8:
            return finish(f"{text} {onward.text[:1].lower()}{onward.text[1 : phrase_end(onward.plain, 0)]}")
        spoken = self._lexicon.speaking.match(plain(text))
        if spoken and len(text.split()) <= 4 and not _MATTER.search(plain(text), spoken.end()):
            matter = self._around.referent(act.line, act.start, False, acts)
            if matter and not matter.stems & stems_of(text, self._lexicon):
                return f"{text} about {definite(in_sentence(matter.phrase))}"
        return text

    def _complement(self, act: Act) -> Line | None:
        """The next sentence where it only finishes this one: "Can you ask? If the hall is free"."""
        line = self._lines[act.line]
        onward = self._lines[act.line + 1] if act.line + 1 < len(self._lines) else line
        fits = act.end >= len(line.text) - 1 and onward.turn == line.turn and _COMPLEMENT.match(onward.plain)
        asks = not onward.plain.startswith(("if ", "just if ")) or _ASKS.match(plain(act.phrase))
        return onward if fits and asks and onward is not line else None

    def _resolve(self, text: str, act: Act, acts: frozenset[int], *, things: bool) -> str:
        """Pronouns replaced by what they stand for, first those of the speaker, then those of people and things."""
        text = self._persons.with_people(self._persons.with_sides(text, act, self._lines[act.line]), act)
        return self._with_things(text, act, acts) if things else text

    def _with_things(self, text: str, act: Act, acts: frozenset[int]) -> str:
        """The first pronoun or empty word for a thing as what it means, unless the words before it name one."""
        match = find_thing(text)
        if match is None or tells_people(text, match):
            return text
        plural = is_plural(match[0])
        needed = not self._content(text)
        verb = word_at(plain(text), 0)
        found = self._around.referent(act.line, act.start, plural, acts, verb=verb, needed=needed)
        if found is None or found.stems <= stems_of(text, self._lexicon):
            return text
        lead = _PART.match(match[0])
        thing = f"{lead[0] if lead else ''}{definite(in_sentence(found.phrase))}"
        return f"{text[: match.start()]}{thing}{text[match.end() :]}"

    def _from_context(self, act: Act, acts: frozenset[int]) -> str:
        """Words for "leave it with me": the need or the thing that was spoken of just before."""
        if plain(act.phrase).startswith(("go with", "go for")):
            return ""  # what is chosen, no work
        whole = act.start == 0 and act.verb == len(self._lines[act.line].text)
        position = act.start if act.phrase == "" and not whole else act.verb
        verb = _VERB_OF_MINE.search(self._lines[act.line].plain[act.start : act.end])
        word = act.phrase.split()[0] if act.phrase else (verb[0] if verb else self._result(acts) or "do")
        found = self._around.referent(act.line, position, False, acts, verb=word, needed=True)
        thing = self._fronted(act) or (found.phrase if found else None)
        if thing is None:
            return ""
        unsaid = (word == "do" and not is_done(thing)) or _GOES.match(word)
        word = "see to" if unsaid else word
        return finish(as_done(use_base(f"{word} {definite(in_sentence(thing))}", self._lexicon)))

    def _fronted(self, act: Act) -> NounPhrase | None:
        """The object of an act that stands before it: "A sketch I can do"."""
        text, before = self._lines[act.line].text, self._around.phrases(act.line)
        return next((p for p in before if p.end < act.start and not text[p.end : act.start].strip(" ,")), None)

    def _result(self, acts: frozenset[int]) -> str | None:
        """The verb of what is promised as a result: "Friday it's signed", "I can have it corrected"."""
        for number in sorted(acts, reverse=True):
            for match in _RESULT.finditer(self._lines[number].plain):
                verb = "post" if match["post"] else base_form(match["done"] or match["had"], self._lexicon)
                if verb and verb not in self._lexicon.weak_verbs and verb != match["done"]:
                    return verb
        return None


def _speaks(text: str, lexicon: Lexicon) -> bool:
    """Whether words say who is spoken to, and not of what."""
    spoken = lexicon.speaking.match(plain(text))
    return (
        spoken is not None
        and not _MATTER.search(plain(text), spoken.end())
        and _WHOM.fullmatch(text, spoken.end()) is not None
    )


def _adds(topic: Topic, said: int) -> bool:
    """Whether so many content words are the clearer for a topic: it is likelier what the work is about than what they name."""
    if said < ENOUGH:
        return said < ENOUGH - 1 or topic.likelier >= FAR_LIKELIER
    single = len(topic.candidate.stems) == 1
    return topic.chance >= LEAST_CLEARER and topic.likelier >= (SINGLE_LIKELIER if single else LIKELIER)


def _given(text: str, act: Act, line: Line) -> str:
    """Work that is given to a role as that role has it: "Have the surveyor measure the jetty"."""
    role = next((role for role in find_roles(line) if role.start == act.start and act.kind is Kind.THIRD), None)
    called = line.text[role.start : role.end].partition(" ")[2] if role and line.form is Form.TURN else ""
    return f"Have the {called} {text[:1].lower()}{text[1:]}" if called and called not in text and text else text


_PRONOUN = re.compile(r"\b(?:it|that|this|them|those|these|him|her|one|ones)\b")
_PART = re.compile(
    r"(?:one|some|both|all|each|two|three|four|a couple|a few|the pair|the two|the three|the rest) of (?=th)",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(r"(?:just )?(?:whether|about|with the|for the|if)\b")
_MATTER = re.compile(
    r"\b(?:about|whether|if|for|to|that|on|what|which|how|when|where|who|why|because|it|and|back|again)\b"
)
_ARTICLE = r"(?:the|a|an|my|our|his|her|their|some|any|two|three|four)"
_SOMEBODY = rf"(?: (?!{_ARTICLE}\b)(?!\S*[’'](?:s|re|m)\b)[\w'’-]+)"
_WHOM = re.compile(
    rf"(?:(?: {_ARTICLE})?{_SOMEBODY}{{1,2}}(?: (?:at|of|from|in|on|over|with)(?: {_ARTICLE})?{_SOMEBODY}{{1,2}})?)?",
    re.IGNORECASE,
)
"""Who is spoken to, and nothing that they are told: "ring the man", not "text Ann the number"."""
_HEAD_ALONE = re.compile(
    r"\b(?:the|that|those|these|this) (?P<noun>[a-z]{3,})(?=$|[,.]| (?:to|for|in|on|with|out|up|over|off|by|at|from|and|back|round|through|down|away|into)\b)"
)
_ASKS = re.compile(r"(?:look|check|see|ask|find out|tell|let|confirm|say)\b")
_BROKEN_OFF = re.compile(r"^(?:\S+ ){0,2}\S*(?:…|\.\.\.|-)$")
_GOES = re.compile(r"(?:go|come|be|have|speak|stand|sit|camp|decide|start|begin)\b")
"""Verbs that what was spoken of just before is no object of."""
_RESULT = re.compile(
    r"\b(?:it|they|that|those|these)(?:(?:'ll| will|'d| would| has to| have to| must| can| should) be|'s| is| are|'re)(?: all| then| just)? (?:(?P<post>in the post)|(?P<done>[a-z]+(?:ed|en|ne|nt|wn|id))\b)"
    r"|\b(?:have|consider) (?:it|them|that|those) (?P<had>[a-z]+(?:ed|en|ne|nt|wn|id))\b"
)
_VERB_OF_MINE = re.compile(r"\b(?:do|take|handle|sort|own|grab|chase|run with|look after|pick up|see to)\b")
