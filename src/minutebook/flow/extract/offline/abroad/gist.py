"""The summary and the subjects of a talk in another language, in its own words."""

from collections import Counter
from collections.abc import Iterator, Sequence

from minutebook.flow.extract.offline.abroad.grammar import STEM, Grammar
from minutebook.flow.extract.offline.talk.line import Line
from minutebook.flow.extract.offline.talk.topics import Topic
from minutebook.model.extraction import Decision, Fact, Question, Task, TaskStatus
from minutebook.text import patterns as re

WORDS = 195
"""Longest summary: what is read in under a minute."""
SHARES = {"facts": 80, "settled": 60}
OFTEN = 3
MOST = 4
LETTERS = 4


def write_summary(
    tasks: Sequence[Task],
    decisions: Sequence[Decision],
    facts: Sequence[Fact],
    questions: Sequence[Question],
    grammar: Grammar,
) -> str:
    """A few sentences: what was told, what was settled, who does what next, what stays open; empty where nothing is there to tell."""
    texts = grammar.texts
    told = list(_fitting((fact.text for fact in facts), SHARES["facts"]))
    settled = list(_fitting((item.text for item in decisions), SHARES["settled"]))
    room = WORDS - sum(map(_count, (*told, *settled)))
    due = list(_fitting((_next(task, grammar) for task in tasks if task.status is TaskStatus.OPEN), room))
    room -= sum(map(_count, due))
    asked = list(_fitting((item.text for item in questions), room))
    pieces = [*map(_stopped, told)]
    pieces += [_list(texts["decided"], settled)] if settled else []
    pieces += [_list(texts["next"], due)] if due else []
    pieces += [f"{texts['open']}: {' '.join(map(_stopped, asked))}"] if asked else []
    return " ".join(pieces)


def find_subjects(lines: Sequence[Line], grammar: Grammar) -> tuple[Topic, ...]:
    """The nouns that a talk comes back to, most talked about first."""
    counts: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    first: dict[str, int] = {}
    for line in lines:
        names = {n for name in line.names for n in range(name.start, name.end)}
        for match in _WORD.finditer(line.text):
            word = match[0]
            if match.start() in names or len(word) < LETTERS or word.lower() in grammar.common:
                continue
            if grammar.nouns_have_capitals and (not word[0].isupper() or not match.start()):
                continue
            key = word.lower()[:STEM]
            counts[key] += 1
            forms.setdefault(key, Counter())[word] += 1
            first.setdefault(key, line.id)
    best = [(key, count) for key, count in counts.most_common(MOST) if count >= OFTEN]
    return tuple(Topic(forms[key].most_common(1)[0][0], first[key], float(count)) for key, count in best)


def _next(task: Task, grammar: Grammar) -> str:
    """A task as what somebody is to do: "Ana: die Maße schicken (bis Freitag)"."""
    when = f" ({task.due_text})" if task.due_text and task.due_text.lower() not in task.text.lower() else ""
    if not task.owner:
        return f"{task.text}{when}"
    first = task.text.split(maxsplit=1)[0].lower()
    small = first in grammar.common if grammar.nouns_have_capitals else first[:1].isalpha()
    text = f"{task.text[:1].lower()}{task.text[1:]}" if small else task.text
    return f"{task.owner.split()[0]}: {text}{when}"


def _fitting(texts: Iterator[str], room: int) -> Iterator[str]:
    for text in texts:
        if (room := room - _count(text)) < 0:
            return
        yield text


def _list(name: str, items: Sequence[str]) -> str:
    return _stopped(f"{name}: {'; '.join(item.rstrip('.') for item in items)}")


def _stopped(text: str) -> str:
    return text if text[-1:] in ".?!" else f"{text}."


def _count(text: str) -> int:
    return text.count(" ") + 1


_WORD = re.compile(r"[^\W\d_][\w-]*")
