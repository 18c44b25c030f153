"""What a spoken sentence in Spanish tells of work, and how that work is worded."""

from collections.abc import Iterator

from minutebook.flow.extract.offline.abroad.said import Said, Voices
from minutebook.flow.extract.offline.abroad.spanish.letter import read_work
from minutebook.text import patterns as re


def hear_work(text: str, question: bool) -> Iterator[Said]:
    """The works of a sentence without its days."""
    yield from read_work(text, ahead=True, question=question)


def word_work(words: str, voices: Voices) -> str:
    """The words of a piece of work with people's names for pronouns, as far as sure."""
    return _ME.sub(lambda match: f"{match['to']} {voices.speaker}", words) if voices.speaker else words


_ME = re.compile(r"\b(?P<to>a|para|de) mí\b")
"""Whoever speaks, where another is to do the work."""
