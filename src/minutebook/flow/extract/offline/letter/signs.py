"""What speaks for and against a candidate of a written page being work, as numbers."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from minutebook.flow.extract.offline.letter.bid import PRESENCE, Trigger
from minutebook.flow.extract.offline.letter.burden import SEE_TO
from minutebook.flow.extract.offline.letter.order import IDLE, find_called
from minutebook.flow.extract.offline.letter.page import Page
from minutebook.flow.extract.offline.talk.acts import word_at
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.sense import LABELS, MINE, YOURS
from minutebook.flow.extract.offline.words.lexicon import Lexicon, plain
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.flow.extract.offline.words.verbs import STATES
from minutebook.model.source import Form
from minutebook.text import patterns as re
from minutebook.text.dates import DateKind, DateSpan

NEAR_END = 3
"""Lines from the end of a letter in which it says goodbye."""
CONTENT = 5


class Found(msgspec.Struct, frozen=True):
    """A candidate before it is weighed: what the rules make of it, how it came about, and its words, owner and day."""

    trigger: Trigger
    ruled: bool
    refused: bool
    signs: tuple[str, ...]
    text: str
    owner: str | None
    due: DateSpan | None


class Signs:
    """Reads the features of the candidates of a page; ``odds``: what each line may carry, ``appeals``: how much it wants of its reader, both bounded; ``ruled``: the lines in which rules find work."""

    def __init__(
        self,
        page: Page,
        lines: Sequence[Line],
        odds: np.ndarray,
        appeals: np.ndarray,
        ruled: Mapping[int, bool],
        lexicon: Lexicon,
        me: str | None,
    ) -> None:
        self._page = page
        self._lines = lines
        self._odds = odds
        self._appeals = appeals
        self._ruled = ruled
        self._lexicon = lexicon
        self._me = me

    def describe(self, found: Found, line: Line, *, listed: bool) -> dict[str, float]:
        """The features that hold of a candidate, by name."""
        page, trigger = self._page, found.trigger
        scope = page.scope.value
        names = list(found.signs)
        names.append(f"scope_{scope}")
        rule = f"rule_{trigger.bid}" if found.ruled else "no_rule"
        names.append(rule)
        names.append(f"{scope}_{rule}")
        if found.refused:
            names.append(f"refused_{trigger.bid}")
        form = next((sign for sign in found.signs if sign.startswith("form_")), "form_rule")
        subject = next((sign for sign in found.signs if sign.startswith("subject_")), "subject_rule")
        ahead = found.due is not None and found.due.value is not None
        names += [f"{scope}_{form}", f"{form}_{subject}", f"{scope}_{subject}"]
        if ahead:
            names += ["due", f"due_{form}", f"due_{subject}", f"due_{rule}"]
        names += self._of_line(line, trigger, listed=listed, scope=scope)
        names += self._of_surroundings(line, trigger)
        names += self._of_words(found, line, scope)
        given = dict.fromkeys(names, 1.0)
        given["content"] = min(len(stems_of(found.text, self._lexicon) - self._lexicon.weak_verbs), CONTENT) / CONTENT
        given.update(self._of_sense(line))
        appeal = float(self._appeals[line.id])
        given |= {"appeal": appeal, f"appeal_{scope}": appeal, f"appeal_{trigger.bid}": appeal}
        return given

    def _of_line(self, line: Line, trigger: Trigger, *, listed: bool, scope: str) -> list[str]:
        names = []
        for sign in ("hypothetical", "negation", "habit", "joke", "past", "vague", "reported"):
            if self._lexicon.signs[sign].search(line.plain):
                names.append(f"line_{sign}")
            if self._lexicon.signs[sign].search(line.plain[: trigger.verb]):
                names.append(f"before_{sign}")
        if _CONDITIONAL.match(line.plain):
            names += ["conditional", f"conditional_{trigger.bid}"]
        if line.question:
            names += ["question", f"question_{trigger.bid}"]
        if line.text.rstrip().endswith("!"):
            names.append("exclaimed")
        if line.form is Form.ITEM:
            names += ["item", f"{scope}_item"]
        if listed:
            names += ["listed", f"listed_{scope}"]
        if any(span.kind is DateKind.PAST for span in line.dates):
            names.append("past_day")
        if any(span.value is not None and span.kind is not DateKind.PAST for span in line.dates):
            names.append("line_ahead")
        return names

    def _of_surroundings(self, line: Line, trigger: Trigger) -> list[str]:
        """Where a line stands, whom it calls, what surrounds the trigger in it, and whether rules find work beside it."""
        names = []
        at, last = line.id - self._page.lines.start, self._page.lines.stop - 1 - line.id
        if at <= 1:
            names.append("opening")
        if last < NEAR_END and self._page.scope.value == "letter":
            names.append("closing")
        if (called := find_called(line)) is not None:
            names.append("called_me" if called == self._me else "called")
        if _ASIDE.search(line.plain):
            names.append("courtesy")
        if _RELIEVED.search(line.plain, 0, trigger.verb):
            names.append("relieved")
        if _THANKED.search(line.plain, max(0, trigger.verb - 40), trigger.verb):
            names.append("thanked")
        if _SAID.search(line.plain, 0, trigger.verb):
            names.append("done_before")
        if _JEST.search(line.plain):
            names.append("jest")
        if self._ruled.get(line.id):
            names.append("beside_rule")
        if self._ruled.get(line.id - 1):
            names.append("after_rule")
        return names

    def _of_words(self, found: Found, line: Line, scope: str) -> list[str]:
        trigger, names = found.trigger, []
        order = plain(found.text)
        verb = word_at(order, 0)
        names += [] if order.startswith(f"{SEE_TO} ") else self._of_verb(verb)
        if verb in PRESENCE:
            names += ["presence", f"presence_{scope}"]
        if IDLE.match(line.plain, trigger.verb):
            names.append("idle")
        after = order[len(verb) :].strip().partition(" ")[0]
        names.append(f"object_{after}" if after in _OBJECTS else "object_other" if after else "object_none")
        if found.owner is None:
            names.append("nobody")
        elif found.owner == self._me:
            names.append("mine")
        if found.owner == self._page.writer:
            names.append("by_writer")
        if _ONLY.fullmatch(order[len(verb) :].partition(" (")[0]):
            names += ["only_pronoun", f"only_pronoun_{scope}"]
        words = line.plain[: trigger.verb].split()[-3:]
        names += [f"left_{' '.join(words[-n:])}" for n in (1, 2, 3) if len(words) >= n]
        names.append(f"words_{min(len(order.split()), 12) // 3}")
        return names

    def _of_verb(self, verb: str) -> list[str]:
        names = [f"do_{verb}"]
        if verb in self._lexicon.verbs:
            names += ["known_verb", "weak_verb" if verb in self._lexicon.weak_verbs else "strong_verb"]
        return [*names, "state_verb"] if verb in STATES else names

    def _of_sense(self, line: Line) -> dict[str, float]:
        given = {f"sense_{label}": float(self._odds[line.id, n]) for n, label in enumerate(LABELS)}
        given["sense_task"] = float(max(self._odds[line.id, MINE], self._odds[line.id, YOURS]))
        given[f"sense_{self._page.scope.value}"] = given["sense_task"]
        for name, at in (("before", line.id - 1), ("after", line.id + 1)):
            if at in self._page.lines:
                given[f"sense_{name}"] = float(max(self._odds[at, MINE], self._odds[at, YOURS]))
        return given


_CONDITIONAL = re.compile(r"(?:(?:and|but|so|also) )?(?:if|unless|in case|should|were|suppose)\b")
_OBJECTS = frozenset(
    "it that this them me us you him her the a an your my our so one with to for about out up in on".split()
)
_ONLY = re.compile(r"(?: (?:\w+ )?(?:it|that|this|them|those|these|one|so|him|her|me|us|to [a-z]+|which))*\.?")
_ASIDE = re.compile(
    r"\b(?:any (?:questions|problems|issues)|hesitate|feel free|look(?:ing)? forward|happy to (?:help|discuss|chat|answer)|if you (?:have|need|want|ever|would like|'d like)|come and visit|some day|one day|next time|in case|cup of (?:tea|coffee)|drop by)\b"
)
_RELIEVED = re.compile(
    r"\b(?:no need|needn't|need not|(?:don't|do not|doesn't|won't) (?:have|need)|no longer|not necessary|instead of|rather than|without)\b"
)
_THANKED = re.compile(r"\b(?:thanks?|thank you|sorry|apolog\w+|glad|pleased|good|kind of you|proud|enjoy\w*)\b")
_SAID = re.compile(
    r"\b(?:was|were|had|did|went|came|sent|gave|took|got|used to|last (?:week|month|year|time)|yesterday|ago|already)\b"
)
_JEST = re.compile(
    r"\b(?:joking|kidding|funny|haha|ha ha|honestly|godsend|promise you|heroic|bow tie|medal|knight|million|world|throne|kingdom)\b|[;:]-?\)"
)
