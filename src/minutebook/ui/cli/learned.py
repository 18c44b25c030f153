"""``minutebook learned``: what this vault's decisions taught, and how to have it forgotten."""

import math
from typing import Annotated

from cyclopts import Parameter

from minutebook.flow.learn import HELD_BELOW, LEAST, LEAST_TASKS, SURE_ENOUGH, Lesson
from minutebook.run.learning import forget, taste_of
from minutebook.run.session import open_session, open_store
from minutebook.run.settling import PATIENCE
from minutebook.run.triage import read_answers
from minutebook.ui.cli.options import Json, VaultDir, here
from minutebook.ui.cli.output import print_json, say

_TOLD = 1.25
"""Odds that moved by less than this factor are not worth a word."""


def learned(
    *,
    forgotten: Annotated[
        bool, Parameter(name="--forget", negative=(), help="Begin anew: no decision so far counts any more.")
    ] = False,
    vault: VaultDir = None,
    json: Json = False,
) -> int:
    """Print what you tend to keep, and how that moves what is proposed next."""
    place = here(vault)
    with open_session(place, patience=PATIENCE) as session:
        read_answers(session)
        if forgotten:
            forget(session)
            session.commit("minutebook: forget what was learned")
            run = session.runs[-1].id
            say(f"Forgotten; to take that back: minutebook undo {run}")
            return 0
    with open_store(place) as store:
        lessons = sorted(taste_of(store).lessons.values(), key=lambda lesson: (lesson.kind, lesson.trait))
    if json:
        print_json(lessons)
        return 0
    if not lessons:
        say("Nothing yet: accept and reject proposals, or delete lines that you do not want in notes.")
        return 0
    width = max(len(_name(lesson)) for lesson in lessons)
    for lesson in lessons:
        say(f"{_name(lesson):{width}}  kept {lesson.kept:4} of {lesson.of:4}  {_effect(lesson)}".rstrip())
    say(
        f"\nWhat you would keep with a chance below {HELD_BELOW:.0%} is left out of new notes (after {LEAST_TASKS} decisions on tasks, {LEAST} on"
        f" others), and named in its"
        f" run's log; what the engine is {SURE_ENOUGH:.0%} sure of never is.\nKept in Minutebook/learned-….jsonl, on this machine."
        " To begin anew: minutebook learned --forget"
    )
    return 0


def _name(lesson: Lesson) -> str:
    return f"{lesson.kind}s {lesson.trait or '(all)'}"


def _effect(lesson: Lesson) -> str:
    factor = math.exp(abs(lesson.shift))
    if factor < _TOLD:
        return "as sure as the engine"
    return f"{'more' if lesson.shift > 0 else 'less'} sure than the engine: odds {'×' if lesson.shift > 0 else '÷'} {factor:.1f}"
