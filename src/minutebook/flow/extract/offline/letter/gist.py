"""The summary of what is written: what it says worth keeping, what was decided, who is to do what, what stays open."""

from collections.abc import Container, Iterator, Sequence

from minutebook.flow.extract.offline.letter.phrasing import first_name
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.words.patterns import read_words
from minutebook.flow.extract.offline.words.weight import content
from minutebook.model.extraction import Decision, Fact, Question, Task, TaskStatus

WORDS = 195
"""Longest summary: what is read in under a minute."""
ROOM = 80
"""Words of it that facts may take; decisions may take half as many."""
SAME = 0.7
"""Share of the content words of a statement that were said already, from which it is not said again."""


def write_gist(
    tasks: Sequence[Task], decisions: Sequence[Decision], facts: Sequence[Fact], questions: Sequence[Question]
) -> str:
    """A few sentences; empty where nothing is there to tell."""
    names = read_words("summary")
    said: set[str] = set()
    ordered = sorted(facts, key=lambda fact: -fact.confidence)
    chosen = set(_new((item.text for item in ordered), said, ROOM))
    settled = list(_new((item.text for item in decisions), said, ROOM // 2))
    told = [fact.text for fact in facts if fact.text in chosen]
    room = WORDS - sum(map(_count, (*told, *settled)))
    verbs = read_lexicon().verbs
    due = list(_fitting((_next(task, verbs) for task in tasks if task.status is TaskStatus.OPEN), room))
    room -= sum(map(_count, due))
    asked = list(_fitting(_new((item.text for item in questions), said, room), room))
    pieces = [*map(_sentence, told)]
    pieces += [_list(names["decided"], settled)] if settled else []
    pieces += [_list(names["next"], due)] if due else []
    pieces += [f"{names['open']}: {' '.join(asked)}"] if asked else []
    return " ".join(piece[:1].upper() + piece[1:] for piece in pieces)


def _new(texts: Iterator[str], said: set[str], room: int) -> Iterator[str]:
    """The texts that say something new, as far as there is room; what they say is remembered."""
    for text in texts:
        words = set(content(text.lower()))
        if words and len(words & said) < SAME * len(words) and (room := room - _count(text)) >= 0:
            said |= words
            yield text


def _fitting(texts: Iterator[str], room: int) -> Iterator[str]:
    for text in texts:
        if (room := room - _count(text)) < 0:
            return
        yield text


def _next(task: Task, verbs: Container[str]) -> str:
    """A task as what somebody is to do: "Ana to send the plan by Friday"; one that begins with no verb as theirs: "Ana: posters"."""
    text = task.text[:1].lower() + task.text[1:] if task.text[1:2].islower() else task.text
    when = f" {task.due_text}" if task.due_text and task.due_text.lower() not in text.lower() else ""
    first, _, rest = text.partition(" ")
    ordered = first.lower() in verbs and not rest.startswith(("of ", "or "))
    who = f"{first_name(task.owner)}{' to' if ordered else ':'} " if task.owner else ""
    return f"{who}{text}{when}"


def _list(name: str, items: Sequence[str]) -> str:
    return _sentence(f"{name}: {'; '.join(item.rstrip('.') for item in items)}")


def _sentence(text: str) -> str:
    return text if text[-1:] in ".?!" else f"{text}."


def _count(text: str) -> int:
    return text.count(" ") + 1
