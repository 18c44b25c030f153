"""The people in the words of a task: names as they are written, and pronouns as whom they mean."""

from collections.abc import Sequence

from minutebook.flow.extract.offline.talk.acts import OFFERS, REQUESTS, Act
from minutebook.flow.extract.offline.talk.line import Line, People
from minutebook.flow.extract.offline.talk.refer import Surroundings
from minutebook.flow.extract.offline.talk.statement import given_name
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.work.imperative import in_full
from minutebook.flow.extract.offline.work.owed import find_listener
from minutebook.flow.extract.offline.work.placing import tells_people
from minutebook.flow.extract.offline.work.steps import definite
from minutebook.flow.extract.offline.work.thread import Thread
from minutebook.text import patterns as re


class Persons:
    """The people of one talk, where its work names them. ``voices``: the first names of those who speak."""

    def __init__(
        self,
        lines: tuple[Line, ...],
        people: People,
        lexicon: Lexicon,
        voices: Sequence[str],
        around: Surroundings,
    ) -> None:
        self._lines = lines
        self._people = people
        self._lexicon = lexicon
        self._voices = voices
        self._around = around

    def uncalled(self, text: str, act: Act, line: Line) -> str:
        """The phrase without the name of the one to whom it is said: "send it to you, Ben", "reissue the plan, Ben, with dates"."""
        if act.kind in REQUESTS and "," not in line.text and line.text[-1:] not in ".?!":
            text = self._before_call(text, line)
        for name in line.names:
            said = line.text[name.start : name.end]
            if name.present and text.endswith((f" you {said}", f", {said}")):
                return text[: -len(said)].rstrip(" ,")
            if name.present and f", {said}, " in text:
                return text.replace(f", {said}, ", _between(text.partition(f", {said}, ")[2]), 1)
        return text

    def _before_call(self, text: str, line: Line) -> str:
        """What is asked in speech without marks as far as the name of the one who is asked: "find the list out luis"."""
        for name in line.names:
            before, said, _ = text.partition(f" {line.text[name.start : name.end]}")
            last = plain(before).rpartition(" ")[2]
            if name.present and said and " " in before and last not in _BEFORE_NAMES | self._lexicon.verbs:
                return before
        return text

    def with_names(self, text: str, line: Line) -> str:
        """Names as they are written: absent people in full, misheard ones put right."""
        for name in line.names:
            said = line.text[name.start : name.end]
            if said not in text or not name.known:
                continue
            heard = plain(said.split()[-1]) in plain(name.name)
            if name.present and heard and said.islower():
                text = in_full(text, said, said.title())
            elif not name.present and " " not in said:
                text = in_full(text, said, name.name)
            elif not heard:
                text = in_full(text, said, name.name.split()[0])
        return text

    def with_sides(self, text: str, act: Act, line: Line, *, every: bool = True) -> str:
        """The pronouns of the one who speaks and the one who listens, as their names; ``every``: a "you" without a name goes."""
        speaker = given_name(self._people.name(line.speaker))
        listener = given_name(act.to or find_listener(self._lines, line, self._people))
        if act.kind in OFFERS:
            names = {"you": listener, "your": listener and f"{listener}'s", "my": "the", "our": "the", "me": speaker}
        else:
            names = {"me": speaker, "us": speaker, "my": speaker and f"{speaker}'s", "your": "the"}
        text = _FIND_US.sub(r"\1", _YOU_ALL.sub(lambda m: self._both(speaker) if m["two"] else "everyone", text))
        text = _PERSONAL.sub(lambda m: names.get(plain(m[0])) or m[0], text)
        text = _UNKNOWN_ME.sub(r"\1", _UNKNOWN_YOU.sub("", text)) if every else text
        text = _OWN.sub("their own", text)
        text = _THE_DOUBLED.sub(r"\1", text)
        text = _CALLED_LAST.sub("", text)
        if act.to:
            text = re.sub(rf"(?<! to),? {re.escape(act.to.split()[0])}$", "", text, flags=re.IGNORECASE)
        return text

    def _both(self, speaker: str | None) -> str:
        """The two others as their names, where just two are there."""
        others = [name for name in self._voices if name != speaker]
        return " and ".join(others) if len(others) == 2 and speaker in self._voices else "them both"

    def with_people(self, text: str, act: Act) -> str:
        """Pronouns of people as whom they mean; "them" only of those who are told or asked."""
        for match in _WHOM.finditer(text):
            word = plain(match[0])
            if (word == "them" and not tells_people(text, match)) or _HAVE_HER.match(text):
                continue
            houses = (
                word == "them"
                and _RUNG.fullmatch(text, 0, match.end()) is not None
                and not _EACH.match(text, match.end())
            )
            person = self._around.person(act.line, act.verb, word, houses=houses)
            if person and plain(person) not in plain(text):
                return f"{text[: match.start()]}{definite(person)}{text[match.end() :]}"
        return text

    def to_asker(self, text: str, thread: Thread) -> str:
        """What is sent goes to the one who asked for it."""
        asked = next((act for act in thread.acts if act.kind in REQUESTS and _ME.search(plain(act.phrase))), None)
        who = given_name(self._people.name(self._lines[asked.line].speaker)) if asked else None
        sent = _SENDS.match(text)
        if not who or not sent or plain(who) in plain(text) or _SENT_TO.search(plain(text)):
            return text
        return f"{sent[0]}{who} {text[sent.end() :]}"


def _between(rest: str) -> str:
    """What stands for a name that is left out before the rest of a phrase."""
    return " " if _GOES_ON.match(plain(rest)) else ", "


_PERSONAL = re.compile(r"\b(?:you|your|my|me|us|our)\b(?!['’])", re.IGNORECASE)
_YOU_ALL = re.compile(
    r"\b(?:(?:all|each|most) of you|you (?:all|guys)|(?P<two>(?:the )?both of you|you (?:both|two)))(?=$|[,.;]| (?:to|by|on|in|at|for|with|before|after|tomorrow|tonight|next|so|once|when|the|a|an|some)\b)",
    re.IGNORECASE,
)
_UNKNOWN_YOU = re.compile(
    r" (?:(?:to|for|with) )?you(?= |$)(?! (?:can|could|will|would|need|want|have|are|said|were|find|think|see|know|got|get|do|like)\b)",
    re.IGNORECASE,
)
_UNKNOWN_ME = re.compile(
    r"^(\w+ )(?:me|us) (?=(?:the|a|an|that|those|some|all|both|two|three|four|five)\b)", re.IGNORECASE
)
_OWN = re.compile(r"\bthe own\b")
_THE_DOUBLED = re.compile(r"\b(the) the\b", re.IGNORECASE)
_FIND_US = re.compile(
    r"^((?:find|book|arrange|order|grab) )(?:us|me|you) (?=(?:the|a|an|some|one|two|three|four|five|six|ten)\b)",
    re.IGNORECASE,
)
_WHOM = re.compile(
    r"\b(?:him|her(?= (?:up|out|round|in|on|to|about|for|that|if|whether|know|through|over|a|the|and|with|from|off|back|when|what|how|before|after|again|directly|\w+ed)\b|[,.]|$)|them)\b",
    re.IGNORECASE,
)
_RUNG = re.compile(
    r"(?:ring|phone|call|ask|tell|email|e-mail|write to|speak to|talk to|get in touch with|contact|text|message|chase) them",
    re.IGNORECASE,
)
_HAVE_HER = re.compile(r"(?:have|get) her \w+(?:ed|en|ne|wn)\b", re.IGNORECASE)
"""What is had done to a machine or a boat: "have her washed down"."""
_EACH = re.compile(r" (?:both|all|each|up)\b")
_BEFORE_NAMES = frozenset(
    "to with for from at and or about of by on off than like as is are was if that whether when where what who until till before after the my your our his her their mister missis miss mrs mr ms dr let see".split()
)
"""Words that go on with a name."""
_ME = re.compile(r"^\w+ (?:me|us)\b|\b(?:to|for) (?:me|us)\b")
_SENDS = re.compile(
    r"(?:Send|Give|Show|Email|E-mail|Forward|Get|Mail) (?=(?:the|a|an|that|those|some|all|both|their|his|her|its|two|three|four|copies|it|them)\b)"
)
_SENT_TO = re.compile(r"\b(?:to|round|everyone|everybody|all) (?!the \w+$)|\bround\b")
_GOES_ON = re.compile(r"(?:with|for|to|and|by|in|on|at|from|about|of|as|so|if|before|after|when|today|tomorrow)\b")
_CALLED_LAST = re.compile(
    r", (?:mister|missis|miss|madam|doctor|mr|mrs|ms|dr|herr|frau|señor|señora)\.? [A-ZÀ-Þ]\w+$", re.IGNORECASE
)
