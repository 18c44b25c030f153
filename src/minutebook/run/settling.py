"""What a person decided of things that wait, done: each decision a run of its own that can be undone.

The vault is held only while decisions are written, so that two faces can be open at once: what was decided elsewhere
meanwhile is told, and changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date
from typing import Literal

from minutebook.errors import MinutebookError, UserError
from minutebook.flow.outputs.knowledge import plain_words
from minutebook.flow.plan import make_plan
from minutebook.flow.review import Amendment, amend, merge
from minutebook.model.book import BookTask
from minutebook.model.change import Change
from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.model.plan import RunKind
from minutebook.model.queue import Decision, Outcome
from minutebook.model.record import Ask, EntityRecord, LineRecord, ProposalRecord
from minutebook.run.answering import answer, answer_news
from minutebook.run.asking import open_asks
from minutebook.run.correcting import follow
from minutebook.run.joining import merge_entities
from minutebook.run.learning import learn_verdicts
from minutebook.run.naming import find_owner, read_day
from minutebook.run.reported import answers_news, news_id
from minutebook.run.session import Desk, Session, open_session
from minutebook.run.tasks import today_of
from minutebook.run.triage import accept_entity, read_answers, refuse_entity
from minutebook.run.undoing import undo_run
from minutebook.store import Store
from minutebook.text.names import fold
from minutebook.vault.tasks import REJECTED
from minutebook.vault.vault import Vault

Answer = Decision | Mapping[str, Decision]
"""What a person decided of one thing, or of each of several together."""
PATIENCE = 10.0
"""Seconds that a decision waits for another command that holds the vault."""
_BOXES = {" ": "accepted", "/": "in progress", "x": "done", "X": "done", "-": "cancelled", "R": "rejected"}
_KINDS = {"accept": RunKind.ACCEPT, "reject": RunKind.REJECT, "done": RunKind.TASK, "edit": RunKind.TASK}


def decide(vault: Vault, decisions: Sequence[tuple[str, Answer]]) -> tuple[Outcome, ...]:
    """Do what a person decided of the things with these ids, in this order; what becomes of one is no concern of the others.

    What was decided of several together has one outcome, of the id that stands for them; their tasks are one run.

    Raises VaultLocked where another command holds the vault for too long; nothing is decided then.
    """
    with open_session(vault, patience=PATIENCE) as session:
        read_answers(session)
        outcomes = tuple(_decide_one(session, key, decision) for key, decision in decisions)
        changed = [outcome for outcome in outcomes if outcome.runs]
        if changed:
            more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
            session.commit(f"minutebook: {changed[0].said}"[:100] + more)
    return outcomes


def decide_all(vault: Vault, keys: Sequence[str], act: Literal["accept", "reject"]) -> Outcome:
    """Accept or reject all that these ids name: its tasks in one run, each other thing in one of its own; one outcome to take back.

    Raises UserError where there is none, VaultLocked as ``decide`` does.
    """
    if not keys:
        raise UserError("nothing is chosen, so nothing was decided")
    (outcome,) = decide(vault, [(keys[0], dict.fromkeys(keys, Decision(act=act)))])
    return outcome


def take_back(vault: Vault, outcome: Outcome) -> str:
    """Undo what a decision changed; a sentence that says so. Raises UserError where a later change stands in the way."""
    with open_session(vault, patience=PATIENCE) as session:
        read_answers(session)
        for run_id in reversed(outcome.runs):
            undo_run(session, session.writer.find_run(run_id))
        session.commit(f"minutebook: undo {outcome.said}"[:100])
    return f"taken back: {outcome.said}"


def _decide_one(session: Session, key: str, answer: Answer) -> Outcome:
    before = len(session.runs)
    try:
        said = settle(session, key, answer) if isinstance(answer, Decision) else _settle_many(session, answer)
    except _ElsewhereError as error:
        return Outcome(id=key, said=str(error), standing=True)
    except MinutebookError as error:
        return Outcome(id=key, said=str(error), failed=True)
    return Outcome(id=key, said=said, runs=tuple(run.id for run in session.runs[before:]))


class _ElsewhereError(Exception):
    """It had been decided before, by another command or in the vault; no failure."""


def settle(desk: Desk, key: str, decision: Decision) -> str:
    """Do what a person decided of one thing; a sentence that says so. Raises UserError, before anything is changed."""
    if decision.act == "skip":
        return "skipped"
    tasks = desk.store.tasks_called(key.removeprefix("mb-"))
    if tasks:
        return _settle_task(desk, tasks, decision)
    name = desk.store.record(EntityRecord, key)
    if name is not None:
        return _settle_name(desk, name, decision)
    news = [task for task in desk.store.tasks(desk.settings.task_tag) if task.news and news_id(task) == key]
    if news:
        return _settle_news(desk, news, decision)
    asks = open_asks(desk)
    if key in asks:
        return _settle_ask(desk, asks[key], asks, decision)
    raise _ElsewhereError("it was decided elsewhere, or is gone")


# -- tasks


def settle_together(desk: Desk, decisions: Mapping[str, Decision]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Do what a person decided of each of several things, that of proposed tasks in one run.

    Returns a sentence for each that was done, and for each that was not: it does not wait any more, or cannot be. Raises UserError for
    a task's words that are not understood, before anything is changed.
    """
    changes: list[Change] = []
    kept: dict[str, bool] = {}
    done: list[str] = []
    left: list[str] = []
    others: dict[str, Decision] = {}
    kinds: set[RunKind] = set()
    for key, decision in decisions.items():
        tasks = desk.store.tasks_called(key.removeprefix("mb-"))
        waiting = [task for task in tasks if task.is_proposed]
        if waiting:
            said, changed, learned = _task_changes(desk, waiting, decision)
            done.append(said)
            changes += changed
            kept |= learned
            kinds.add(_KINDS[decision.act])
        elif tasks:
            left.append(_stands(tasks[0]))
        else:
            others[key] = decision
    if done:
        kind = kinds.pop() if len(kinds) == 1 else RunKind.REVIEW
        _apply(desk, kind, _counted(done), (*changes, *follow(desk, changes), *learn_verdicts(desk, kept)), done)
    for key, decision in others.items():
        try:
            done.append(f"{_said(decision.act)}: {settle(desk, key, decision)}")
        except (_ElsewhereError, MinutebookError) as error:
            left.append(str(error))
    return tuple(done), tuple(dict.fromkeys(left))


def _settle_many(desk: Desk, decisions: Mapping[str, Decision]) -> str:
    done, left = settle_together(desk, decisions)
    if not done:
        raise _ElsewhereError("; ".join(left) or "nothing was decided")
    return "; ".join([_counted(done), *left])


def _counted(done: Iterable[str]) -> str:
    """``3 accepted, 1 rejected``, by what the sentences begin with."""
    return ", ".join(f"{count} {act}" for act, count in Counter(said.partition(":")[0] for said in done).items())


def _settle_task(desk: Desk, tasks: Sequence[BookTask], decision: Decision) -> str:
    waiting = [task for task in tasks if task.is_proposed]
    if not waiting and decision.act in {"accept", "reject", "merge"} and not _amends(decision):
        raise _ElsewhereError(_stands(tasks[0]))
    chosen = waiting or list(tasks)
    if decision.act == "merge":
        return _merge(desk, chosen, decision.into or "")
    said, changes, kept = _task_changes(desk, chosen, decision)
    _apply(desk, _KINDS[decision.act], said, (*changes, *follow(desk, changes), *learn_verdicts(desk, kept)))
    return said


def _stands(task: BookTask) -> str:
    return f"{_BOXES.get(task.status, 'accepted')} already: {task.text}"


def _task_changes(
    desk: Desk, chosen: Sequence[BookTask], decision: Decision
) -> tuple[str, tuple[Change, ...], dict[str, bool]]:
    """A sentence, the changes of the tasks' lines, and of those that were proposed, or rejected before, whether they are kept. Raises UserError."""
    amendment = _amendment(desk, decision)
    if any(task.recurrence for task in chosen) and decision.act == "done":
        raise UserError(
            f"{chosen[0].text!r} repeats; finish it in Obsidian, where the Tasks plugin writes the next one"
        )
    notes, records = _standing(desk, chosen)
    said = f"{_said(decision.act)}: {amendment.words or chosen[0].text}"
    proposed = [task.id for task in chosen if task.id and (task.is_proposed or task.status == REJECTED)]
    kept = {} if decision.act == "edit" else dict.fromkeys(proposed, decision.act != "reject")
    return said, tuple(amend(amendment, chosen, notes, records, today_of(desk))), kept


def _said(act: str) -> str:
    return {"accept": "accepted", "reject": "rejected", "edit": "changed"}.get(act, act)


def _amends(decision: Decision) -> bool:
    return any(value is not None for value in (decision.words, decision.owner, decision.due, decision.priority))


def _amendment(desk: Desk, decision: Decision) -> Amendment:
    """A decision with its words understood. Raises UserError."""
    if decision.act == "merge" or decision.act == "skip":  # noqa: PLR1714 - which the type checker follows
        raise ValueError(decision.act)
    words = " ".join(decision.words.split()) if decision.words is not None else None
    if words == "":
        raise UserError("a task needs words; to drop it, reject it")
    owner, due = decision.owner, decision.due
    return Amendment(
        act=decision.act,
        words=words,
        owner=None if owner is None else find_owner(owner, owners(desk.store), desk.settings.owner()) or "",
        due=None if due is None else read_due(due, today_of(desk)),
        priority=decision.priority,
    )


def read_due(words: str, today: date) -> date | Literal["never"]:
    """The day that a person's words name; ``never`` for none. Raises UserError."""
    return "never" if fold(words) in {"never", "none", "no day", "-"} else read_day(words, today)


def owners(store: Store) -> tuple[Entity, ...]:
    """Those who can owe a task: the people of the book, and names on task lines that have no page."""
    entities = store.entities()
    known = {fold(form) for e in entities for form in (e.name, *e.aliases)} | {"myself"}
    named = dict.fromkeys(name for name in store.owners() if fold(name) not in known)
    return (*entities, *(Entity(id=f"owner {name}", type=EntityType.PERSON, name=name) for name in named))


def _merge(desk: Desk, gone: Sequence[BookTask], into: str) -> str:
    kept = desk.store.tasks_called(into.removeprefix("^").removeprefix("mb-"))
    if not kept or kept[0].id == gone[0].id:
        raise UserError(f"no other task is called {into!r}; `minutebook tasks` lists them with their ids")
    notes, records = _standing(desk, [*kept, *gone])
    said = f"the same as “{kept[0].text}”: {gone[0].text}"
    _apply(desk, RunKind.TASK, said, merge(kept, gone, notes, records))
    return said


def _settle_news(desk: Desk, news: Sequence[BookTask], decision: Decision) -> str:
    task = news[0]
    if decision.act == "accept" or decision.act == "reject" or decision.act == "done":  # noqa: PLR1714 - which the type checker follows
        if decision.act != "reject" and answers_news(task):
            raise _ElsewhereError(f"so already: {task.news}: {task.text}")
        return answer_news(desk, task, decision.act)
    raise UserError("news of a task is so or not; the task itself is changed with: minutebook edit ID")


def _standing(desk: Desk, tasks: Iterable[BookTask]) -> tuple[Mapping[str, str], Mapping[str, LineRecord]]:
    """The texts of the tasks' notes by path, and what is recorded of the machine's own by id."""
    listed = list(tasks)
    paths = dict.fromkeys(task.path for task in listed)
    notes = {path: (desk.folder.read(path) or b"").decode("utf-8", "surrogateescape") for path in paths}
    return notes, {t.id: r for t in listed if t.id and (r := desk.store.record(LineRecord, t.id))}


# -- names and questions


def _settle_name(desk: Desk, record: EntityRecord, decision: Decision) -> str:
    if record.state != EntityState.PROPOSED:
        states = {
            "accepted": "has a page already",
            "never": "is never to be asked about",
            "merged": "is another's name",
        }
        raise _ElsewhereError(f"{record.name} {states.get(record.state, 'is not proposed any more')}")
    match decision.act:
        case "accept":
            return f"{record.name}: page {accept_entity(desk, record)}"
        case "reject":
            refuse_entity(desk, record)
            return f"{record.name}: never to be asked about again"
        case "merge":
            merge_entities(desk, record.entity, record.id, decision.into or "")
            return f"{record.name} is another name of {decision.into}"
        case _:
            raise UserError(f"{record.name} is a name: accept it, reject it, or merge it with somebody known")


def _settle_ask(desk: Desk, ask: ProposalRecord, asks: Mapping[str, ProposalRecord], decision: Decision) -> str:
    """A question about a name has several answers: ``into`` says which is right; no means none of them."""
    if decision.act not in {"accept", "reject", "merge"}:
        raise UserError(f"this is a question, answer yes or no: {plain_words(f'- {ask.said}')}")
    group = [a for a in asks.values() if a.ask is Ask.WHO and (fold(a.key), a.value) == (fold(ask.key), ask.value)] or [
        ask
    ]
    if decision.act == "reject":
        return [answer(desk, each, accepted=False) for each in group][-1]
    if decision.into is not None and ask.ask is Ask.WHO:
        meant = [a for a in group if decision.into in {a.id, a.entity_id}]
        if not meant:
            raise UserError(f"{decision.into!r} is none of those who may be meant")
        ask = meant[0]
    elif ask.ask is Ask.WHO and len(group) > 1:
        raise UserError(f"“{ask.key}” may be one of {len(group)}; say which")
    return answer(desk, ask, accepted=True)


def _apply(desk: Desk, kind: RunKind, said: str, changes: Iterable[Change], log: Sequence[str] = ()) -> None:
    at = desk.now.astimezone(UTC).isoformat()
    desk.apply(make_plan(kind, said[:120], None, changes, desk.folder.read, at=at, log=log or [said]))
