"""A summary laid out: first who talked about what, then a line a matter with what was said, was decided, comes next, stays open; last what else was spoken of."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache

import msgspec

from minutebook.flow.extract.offline.gist.choice import Statement
from minutebook.flow.extract.offline.talk.topics import Topic
from minutebook.flow.extract.offline.words.patterns import read_words
from minutebook.model.extraction import Decision, Question
from minutebook.text import patterns as re

WORDS = 199
"""Longest summary."""
HEADS = 2
"""The most phrases over a matter."""
NEAR = 3
"""Lines around what is told from which a phrase may head it."""
SEVERAL = 3
"""The most people who are named."""


def write_summary(chosen: Sequence[Statement], who: Sequence[str] = ()) -> str:
    """The lead, a line a matter in the talk's order, what else was spoken of as far as there is room. ``chosen``: the best first; ``who``: those present, by given name."""
    matters: dict[int, list[Statement]] = defaultdict(list)
    for statement in sorted(chosen, key=lambda s: (s.line, s.part)):
        if statement.kind is not Topic:
            matters[statement.matter].append(statement)
    about = [s for s in chosen if s.leads]
    rest = [s for s in chosen if s.kind is Topic and not s.leads]
    told = []
    for statements in matters.values():
        heads = _find_heads(statements, rest)[:HEADS]
        if not heads and statements[0].leans:
            heads = _find_heads(statements, about)[:1]
        rest = [phrase for phrase in rest if phrase not in heads]
        told.append(_write_matter(statements, [head.text for head in heads]))
    lines = [*_lead(who, about), *told]
    return "\n".join([*lines, *_also(rest, WORDS - len(" ".join(lines).split()))])


def _lead(who: Sequence[str], about: Sequence[Statement]) -> Iterator[str]:
    """Who talked about what: first the things that are said with "the", after one "the"."""
    if not about:
        return
    ordered = sorted(about, key=lambda s: (not s.definite, s.line, s.part))
    the = f"{_words()['the']} " if ordered[0].definite else ""
    people = [*who[: SEVERAL - 1], _words()["others"]] if len(who) > SEVERAL else who or [_words()["people"]]
    yield f"{_listed(people)} {_words()['talked']} {the}{_listed([s.text for s in ordered])}."


def _listed(texts: Sequence[str]) -> str:
    return f"{', '.join(texts[:-1])} {_words()['and']} {texts[-1]}" if len(texts) > 1 else texts[0]


def _find_heads(statements: Sequence[Statement], phrases: Sequence[Statement]) -> list[Statement]:
    """The phrases that fit what is told of a matter, the best first: those with a word of it, then those from the lines nearest to it."""

    def far(phrase: Statement) -> tuple[bool, int]:
        shared = any(phrase.stems & s.stems for s in statements)
        return not shared, min(abs(phrase.line - s.line) for s in statements)

    near = [p for p in phrases if p.matter == statements[0].matter and p.about and far(p)[1] <= NEAR]
    return sorted(near, key=far)


def _write_matter(statements: Sequence[Statement], heads: Sequence[str]) -> str:
    """One matter as a line: "Harbour wall, crane: It has been cracked since March. Decided: Two boats."."""
    own = _HEADED.match(statements[0].text)
    title = ", ".join(heads)
    if own and statements[0].kind in {Decision, Question}:
        title = title or own[1]
        statements = [msgspec.structs.replace(statements[0], text=statements[0].text[own.end() :]), *statements[1:]]
    said = " ".join(_sentence(statement) for statement in statements)
    return f"{_upper(title)}: {said}" if title else said


def _also(phrases: Sequence[Statement], room: int) -> Iterator[str]:
    """What else was spoken of, the best first, as far as there is room."""
    told: list[str] = []
    room -= len(_words()["also"].split())
    for phrase in phrases:
        room -= phrase.words
        if room >= 0:
            told.append(phrase.text)
    if told:
        yield f"{_words()['also']}: {', '.join(told)}."


def _sentence(statement: Statement) -> str:
    """What is told as sentences, an item with what it is."""
    text = statement.text
    if statement.kind is Decision:
        text = _labelled(text, "decided")
    elif statement.kind is Question:
        text = _labelled(text, "open")
    return _upper(_stopped(text))


def _labelled(text: str, label: str) -> str:
    """An item with what it is: "Decided: Two boats", "Decided on the ferry: Two boats"."""
    headed = _HEADED.match(text)
    if not headed:
        return f"{_words()[label]}: {_upper(text)}"
    return f"{_words()[f'{label}_on']} {headed[0]}{_upper(text[headed.end() :])}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _stopped(text: str) -> str:
    return f"{text}{'' if text[-1:] in {'?', '.', '!'} else '.'}"


@cache
def _words() -> dict[str, str]:
    return read_words("summary")


_HEADED = re.compile(r"((?:[\w'’&-]+ ){0,3}[\w'’&-]+(?:, (?:[\w'’&-]+ ){0,3}[\w'’&-]+)?): ")
"""The few phrases that an item is told after."""
