"""The words of a task: an imperative that stands on its own, made only of what was said."""

import re
from datetime import date

from minutebook.flow.extract.offline.acts import OFFERS, Act, Kind, phrase_end, word_at
from minutebook.flow.extract.offline.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.line import Line, People
from minutebook.flow.extract.offline.owed import find_listener
from minutebook.flow.extract.offline.refer import find_person, find_referent, find_topic
from minutebook.flow.extract.offline.stems import stems_of
from minutebook.flow.extract.offline.thread import Thread
from minutebook.text.dates import resolve_due

MOST_WORDS = 24
FEW = 2
"""Content words up to which a reader who was not there needs to be told what it is about."""


class Wording:
    """Words the threads of one talk."""

    def __init__(self, lines: tuple[Line, ...], people: People, lexicon: Lexicon) -> None:
        self._lines = lines
        self._people = people
        self._lexicon = lexicon

    def word(self, thread: Thread, due_text: str | None) -> str:
        """The task of a thread in the imperative; empty where nothing says what it is about."""
        spoken = [act for act in thread.acts if act.phrase]
        sides = thread.first.kind in OFFERS
        best = max(
            spoken, key=lambda act: (self._weight(act) + (act.kind in OFFERS and sides), -act.line), default=None
        )
        text = self._imperative(best, due_text) if best is not None else ""
        if best is None or not self._says(text, best):
            return self._with_topic(self._from_context(best or thread.acts[-1]), thread)
        steps = [act for act in spoken if act is best or self._goes_with(best, act)]
        parts = [self._imperative(act, due_text, alone=act is best or act.line < best.line) for act in steps[:3]]
        return self._with_topic(finish(_join(parts, self._lexicon)) if len(steps) > 1 else finish(text), thread)

    def _with_topic(self, text: str, thread: Thread) -> str:
        """Words that say little get what was being talked about in brackets: "Send the invite out (passport feed)"."""
        said = stems_of(text, self._lexicon) - self._lexicon.weak_verbs
        if not text or len(said) > FEW:
            return text
        topic = find_topic(self._lines, thread.first.line, said, self._lexicon)
        return f"{text} ({topic})" if topic else text

    def _says(self, text: str, act: Act) -> bool:
        """Whether words say something: more than "do it"."""
        said = stems_of(text, self._lexicon) - self._lexicon.weak_verbs
        return bool(said) and (self._weight(act) >= 1 or _PRONOUN.search(plain(act.phrase)) is not None)

    def _goes_with(self, best: Act, act: Act) -> bool:
        """Whether an act is another step of the same work, said by the same side near by: "… and let me know"."""
        near = abs(act.line - best.line) <= 1
        firm = act.kind in {Kind.WILL, Kind.ORDER, Kind.ASK, Kind.PLEASE}
        return near and firm and (act.kind in OFFERS) == (best.kind in OFFERS) and self._weight(act) >= 1

    def _weight(self, act: Act) -> float:
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
        if word_at(plain(act.phrase), 0) in self._lexicon.verbs - self._lexicon.weak_verbs:
            value += 0.5
        if _PRONOUN.search(plain(act.phrase)):
            value += 0.4
        return value

    def _imperative(self, act: Act, due_text: str | None, *, alone: bool = True) -> str:
        line = self._lines[act.line]
        text = self._with_names(self._without_date(act, due_text), line)
        head = plain(text)
        if act.kind is Kind.OBTAIN:
            text = f"Get {self._short(self._people.name(line.speaker)) or 'us'} {_TRAIL_PREPOSITION.sub('', text)}"
        elif act.kind is Kind.YOU:
            text = f"Get {self._listener(line) or 'them'} {text}"
        elif act.kind is Kind.SOMEONE and _THERE.match(line.plain, act.start):
            text = f"Provide {text}"
        elif _HAVE_DONE.match(head):
            text = "Get " + text[5:]
        elif head.startswith("be ") and _GERUND.match(text[3:]):
            text = self._ungerund(text[3:])
        elif act.kind is Kind.THIRD and word_at(head, 0) not in self._lexicon.verbs:
            text = _THIRD_PERSON.sub(r"\1", text)
        elif act.kind in {Kind.MIND, Kind.SOMEONE, Kind.SOON}:
            text = self._ungerund(text)
        text = finish(self._resolve(text, act, things=alone))
        return self._with_matter(text, act) if alone else text

    def _with_matter(self, text: str, act: Act) -> str:
        """Adds what a phrase leaves to its neighbours: the "whether …" of the next sentence, or what a call is to be about."""
        line = self._lines[act.line]
        onward = self._lines[act.line + 1] if act.line + 1 < len(self._lines) else line
        if (
            act.end >= len(line.text) - 1
            and onward.turn == line.turn
            and _COMPLEMENT.match(onward.plain)
            and len(text.split()) < 8
        ):
            return finish(f"{text} {onward.text[:1].lower()}{onward.text[1 : phrase_end(onward.plain, 0)]}")
        spoken = self._lexicon.speaking.match(plain(text))
        if spoken and len(text.split()) <= 4 and not _MATTER.search(plain(text), spoken.end()):
            matter = find_referent(self._lines, line, act.start, False, self._lexicon)
            if matter and plain(matter) not in plain(text):
                return f"{text} about {_definite(matter)}"
        return text

    def _ungerund(self, text: str) -> str:
        """The base form of a leading gerund: "chasing them", "chase them"."""
        match = _GERUND.match(plain(text))
        if not match:
            return text
        base = match[1]
        for verb in (base, f"{base}e", base[:-1]):
            if verb in self._lexicon.verbs:
                return verb + text[match.end() :]
        return text

    def _with_names(self, text: str, line: Line) -> str:
        """Names as they are written: absent people in full, misheard ones put right."""
        for name in line.names:
            said = line.text[name.start : name.end]
            if said not in text or not name.known:
                continue
            heard = plain(said.split()[-1]) in plain(name.name)
            if not name.present and " " not in said:
                text = text.replace(said, name.name, 1)
            elif not heard:
                text = text.replace(said, name.name.split()[0], 1)
        return text

    def _complement(self, act: Act) -> Line | None:
        """The next sentence where it only finishes this one: "Could you look? Whether there's a room"."""
        line = self._lines[act.line]
        onward = self._lines[act.line + 1] if act.line + 1 < len(self._lines) else line
        fits = act.end >= len(line.text) - 1 and onward.turn == line.turn and _COMPLEMENT.match(onward.plain)
        return onward if fits and onward is not line else None

    def _without_date(self, act: Act, due_text: str | None) -> str:
        text = act.phrase
        if due_text:
            at = plain(text).find(plain(due_text))
            if at >= 0:
                return re.sub(
                    r"\s+([,.])", r"\1", f"{text[:at].rstrip(' ,')} {text[at + len(due_text) :].lstrip(' ,')}"
                ).strip(" ,")
        span = resolve_due(text, _ANY_DAY)
        if span is not None and span.end >= len(text) - 2 and (span.value or due_text):
            return text[: span.start].strip(" ,")
        return text

    def _resolve(self, text: str, act: Act, *, things: bool) -> str:
        """Pronouns replaced by what they stand for, first those of the speaker, then those of things."""
        line = self._lines[act.line]
        speaker = self._people.name(line.speaker)
        listener = act.to or self._listener(line)
        if act.kind in OFFERS:
            names = {
                "you": listener,
                "your": listener and f"{self._short(listener)}'s",
                "my": "the",
                "mine": None,
                "me": None,
            }
        else:
            names = {
                "me": speaker,
                "my": speaker and f"{self._short(speaker)}'s",
                "your": "the",
                "you": None,
                "us": None,
            }
        text = _PERSONAL.sub(lambda m: self._name(m, names), text)
        person = None
        if re.search(r"\b(?:him|her|them)\b", plain(text)):
            person = find_person(self._lines, line, act.verb)
        if person:
            text = _HIM.sub(person, text, count=1)
        text = _UNKNOWN_YOU.sub("", text)
        if act.to:
            text = re.sub(rf",? {re.escape(act.to.split()[0])}$", "", text)
        if not things:
            return text
        return _THING.sub(
            lambda m: m[0] if _TO_THEM.search(text, 0, m.end()) else self._thing(m, act, line), text, count=1
        )

    def _name(self, match: re.Match[str], names: dict[str, str | None]) -> str:
        name = names.get(plain(match[0]))
        if not name:
            return match[0]
        return name if name == "the" or name.endswith("'s") else self._short(name) or match[0]

    def _thing(self, match: re.Match[str], act: Act, line: Line) -> str:
        word = plain(match[0])
        referent = find_referent(self._lines, line, act.start, word in {"them", "those", "these"}, self._lexicon)
        if referent is None or plain(referent) in plain(act.phrase):
            return match[0]
        return _definite(referent)

    def _from_context(self, act: Act) -> str:
        """Words for "leave it with me": the need or the thing that was spoken of just before."""
        line = self._lines[act.line]
        position = act.start if act.phrase == "" else act.verb
        referent = find_referent(self._lines, line, position, False, self._lexicon) or find_referent(
            self._lines, line, position, True, self._lexicon
        )
        if referent is None:
            return ""
        verb = (
            act.phrase.split()[0]
            if act.phrase
            else _VERB_OF_MINE.search(self._lines[act.line].plain[act.start : act.end])
        )
        word = verb if isinstance(verb, str) else (verb[0] if verb else "do")
        return finish(self._ungerund(f"{word} {_definite(referent)}"))

    def _listener(self, line: Line) -> str | None:
        return self._short(find_listener(self._lines, line, self._people))

    def _short(self, name: str | None) -> str | None:
        return name.split()[0] if name else None


def _join(parts: list[str], lexicon: Lexicon) -> str:
    """Steps joined by "and", each only where it says something that those before it do not."""
    joined = parts[0]
    for part in parts[1:]:
        new = stems_of(part, lexicon) - stems_of(joined, lexicon)
        if len(new) < 1 or len(joined.split()) + len(part.split()) > MOST_WORDS:
            continue
        joined = (
            part
            if stems_of(joined, lexicon) <= stems_of(part, lexicon)
            else f"{joined} and {part[:1].lower()}{part[1:]}"
        )
    return joined


def finish(text: str) -> str:
    """Trimmed of what only speech needs, with a capital and without a full stop."""
    text = _LEAD.sub("", text.strip(" ,.;:!?–-"))
    for _ in range(3):
        text = _TAIL.sub("", text).strip(" ,.;:!?–-")
    words = text.split()
    if len(words) > MOST_WORDS:
        text = _clip(words)
    return text[:1].upper() + text[1:]


def _clip(words: list[str]) -> str:
    text = " ".join(words[:MOST_WORDS])
    cut = max(text.rfind(", "), text.rfind(" and "), text.rfind(" because "))
    return text[:cut] if cut > 40 else text


def _definite(phrase: str) -> str:
    return re.sub(
        r"^(?:the|a|an|some|any|this|that|another|my|your|our|these|those) ", "the ", phrase, flags=re.IGNORECASE
    )


_ANY_DAY = date(2024, 1, 3)
_PERSONAL = re.compile(r"\b(?:you|your|my|me)\b(?!['’])", re.IGNORECASE)
_UNKNOWN_YOU = re.compile(
    r" (?:(?:to|for|with) )?you(?= |$)(?! (?:can|could|will|would|need|want|have|are|said|were)\b)", re.IGNORECASE
)
_PRONOUN = re.compile(r"\b(?:it|that|this|them|those|these|him|her)\b")
_HIM = re.compile(r"\b(?:him|her(?! \w+)|them)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(?:it(?!['’])|that(?= ?(?:$|[,.]| by| to| for| off| out| up| in| on| over| round))|those(?= ?(?:$|[,.]| by| to))|them)\b",
    re.IGNORECASE,
)
_COMPLEMENT = re.compile(r"(?:just )?(?:whether|about|with the|for the|if)\b")
_MATTER = re.compile(r"\b(?:about|whether|if|for|to|that|on|what|how|when|where|who|why|because|it|and)\b")
_HAVE_DONE = re.compile(
    r"have .*\b(?:done|ready|finished|out|up|in|over|sent|signed|booked|to \w+|with \w+|for \w+|live)$"
)
_TO_THEM = re.compile(
    r"\b(?:send|give|tell|ask|ring|get|show|write|call|email|remind|warn|let|make|do|buy|bring|find) them$",
    re.IGNORECASE,
)
_THERE = re.compile(r"there ")
_THIRD_PERSON = re.compile(r"^(\w+?)(?:es(?<=[sxzh]es)|s)\b")
_GERUND = re.compile(r"^(\w+?)ing\b")
_TRAIL_PREPOSITION = re.compile(r" (?:from|off|out of) (?:you|that|this)\b")
_VERB_OF_MINE = re.compile(r"\b(?:do|take|handle|sort|own|grab|chase|run with|look after|pick up|see to)\b")
_LEAD = re.compile(
    r"^(?:(?:just|also|then|maybe|and|so|please|quickly|actually|definitely|probably|still) )+", re.IGNORECASE
)
_TAIL = re.compile(
    r"[ ,]+(?:then|as well|anyway|though|please|ok|okay|right|too|if that's (?:all right|ok|okay)|if you like|i think|basically|really|now|actually|yeah|yes|no|so|and|or|but|for (?:you|me)|at least"
    r"|with you|to you|properly|definitely|obviously|in the|on the|by|on|in|into|at|the|a|of|to|with|for|is that you|thanks|thank you|again|maybe|or something|or whatever|and all that|and everything|fine|good|great|guaranteed|tops|straight away|straight after this)$",
    re.IGNORECASE,
)
