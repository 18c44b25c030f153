"""What people decide: read back from the vault before anything else happens, or given as a command."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC
from pathlib import PurePosixPath

import msgspec

from minutebook.errors import UserError
from minutebook.flow.outputs.accept import accept_changes
from minutebook.flow.outputs.dashboard import name_in_review
from minutebook.flow.outputs.filing import place_page
from minutebook.flow.outputs.query import REVIEW_PATH
from minutebook.flow.plan import make_plan
from minutebook.flow.review import Answer, Outcome, ReadBack, Verdict, decide, never_changes, read_back
from minutebook.model.book import BookTask
from minutebook.model.change import Append, Change
from minutebook.model.entity import EntityState, EntityType
from minutebook.model.plan import RunKind
from minutebook.model.record import EntityRecord, LineKind, LineRecord, ProposalRecord, SourceRecord
from minutebook.run import known
from minutebook.run.adopting import adopted_text, own_note
from minutebook.run.answering import answer, answer_news
from minutebook.run.asking import open_asks, understood_in, what_is_known
from minutebook.run.correcting import follow, follow_notes
from minutebook.run.following import as_before, follow_moves
from minutebook.run.joining import merge_entities, rename_entity
from minutebook.run.learning import learn_answers, learn_verdicts
from minutebook.run.proposals import list_news, list_proposals
from minutebook.run.refiling import refile
from minutebook.run.registry import account_page, check_name, entity_of
from minutebook.run.reported import open_news
from minutebook.run.session import Desk
from minutebook.run.together import as_one
from minutebook.store.pages import plain
from minutebook.text.filenames import fold_stem
from minutebook.text.names import fold
from minutebook.vault.frontmatter import BrokenFrontmatter


def read_answers(desk: Desk) -> tuple[Answer, ...]:
    """Read back what was ticked, edited, moved and deleted since the last run, and act on it."""
    pending = desk.store.pending()
    if not pending:
        return ()
    notes = {path: _read(desk, path) for path in pending}
    records = [record for path in pending for record in desk.store.lines(path)]
    moves = desk.store.moved()
    answers = read_back(notes, records, moves, as_before(moves))
    _apply(
        desk,
        RunKind.REVIEW,
        "what you decided in the vault",
        (
            *answers.changes,
            *follow_notes(desk, answers.answers),
            *learn_answers(desk, answers.answers, records),
            *list_news(desk),
        ),
        [_describe(a) for a in answers.answers],
    )
    linked = [Answer("", LineKind.NOTE, Outcome.LINKED, path, path) for path in follow_moves(desk, moves)]
    left = _act(desk, answers, notes.get(REVIEW_PATH) or "")
    desk.store.settle([path for path in pending if path != REVIEW_PATH or not left])
    done = [each for each in answers.answers if each.id not in left]
    return (*done, *linked, *left.values())


def _act(desk: Desk, answers: ReadBack, review: str) -> dict[str, Answer]:
    """Do what each box of the review file says, as one run; returns by id those that cannot be done, and why."""
    left: dict[str, Answer] = {}
    boxes = [*((key, True) for key in answers.accepted), *((key, False) for key in answers.never)]
    if len(boxes) < 2:
        _act_on(desk, boxes, answers, review, left)
    else:
        title = f"{len(boxes)} answers in {REVIEW_PATH}"
        as_one(desk, lambda draft: _act_on(draft, boxes, answers, review, left), title)
    return left


def _act_on(
    desk: Desk, boxes: Iterable[tuple[str, bool]], answers: ReadBack, review: str, left: dict[str, Answer]
) -> None:
    names = {record.id: record for record in desk.store.latest(EntityRecord)}
    asks = open_asks(desk)
    words = {each.id: each.words for each in answers.answers}
    for key, yes in boxes:
        try:
            if key in names and yes:
                _accept_as(desk, names[key], name_in_review(review, names[key]))
            elif key in names:
                refuse_entity(desk, names[key])
            elif key in asks:
                answer(desk, asks[key], accepted=yes)
        except (UserError, BrokenFrontmatter) as error:
            said = f"“{words.get(key) or key}”: {error}; or untick it in {REVIEW_PATH}"
            left[key] = Answer(key, LineKind.REVIEW, Outcome.LEFT, REVIEW_PATH, said)


def _accept_as(desk: Desk, record: EntityRecord, written: str) -> None:
    """Accept a proposed name as the person wrote it on its line: another one is its name, or the one that has a page so. Raises UserError."""
    name = check_name(plain(written))
    me = desk.settings.owner()
    if record.entity is EntityType.PERSON and fold(name) in {fold(own) for own in (me.name, *me.aliases) if own}:
        raise UserError(
            f"{name} is you and has no page; if {record.name} is a wrong name, put [-] into its box, then: minutebook ingest --again"
        )
    if name == record.name:
        accept_entity(desk, record)
    elif standing := _page_called(desk, record.entity, name):
        merge_entities(desk, record.entity, record.id, standing)
    else:
        as_one(desk, lambda draft: _accept_renamed(draft, record, name))


def _accept_renamed(desk: Desk, record: EntityRecord, name: str) -> None:
    accept_entity(desk, record)
    rename_entity(desk, record.entity, record.id, name)


def _page_called(desk: Desk, kind: EntityType, name: str) -> str | None:
    """The id of the page that a name means, or the name itself where that is several; None for none."""
    pages = [e for e in desk.store.pages() if e.type is kind]
    wanted = fold(name)
    found = [e.id for e in pages if wanted in {fold(e.name), fold(PurePosixPath(e.path or "").stem)}]
    found = found or [e.id for e in pages if wanted in map(fold, e.aliases)]
    return found[0] if len(found) == 1 else name if found else None


def decide_items(desk: Desk, names: Sequence[str], verdict: Verdict) -> tuple[str, ...]:
    """Accept or reject what ``names`` name: ids of proposed tasks, news and changes, notes (all that is proposed in them), or proposed names.

    Returns a sentence for each. Raises UserError for one that nothing proposed has, before anything is changed.
    """
    open_states = {EntityState.PROPOSED, *({EntityState.NEVER} if verdict == "accept" else ())}
    proposed = {r.id: r for r in desk.store.latest(EntityRecord) if r.state in open_states}
    by_name = {fold(r.name): r for r in proposed.values()}
    tasks = {task_id: (words, path) for task_id, words, path in desk.store.proposed_ids()}
    asks, news = open_asks(desk), open_news(desk.store, desk.settings.task_tag)
    ids: list[str] = []
    told: list[BookTask] = []
    entities: list[EntityRecord] = []
    answered: list[ProposalRecord] = []
    for name in names:
        key = name.removeprefix("^")
        record = proposed.get(key) or by_name.get(fold(name))
        inside = [i for i, (_, path) in tasks.items() if _is_note(name, path)]
        if record:
            entities.append(record)
        elif key in news:
            told.append(news[key])
        elif key in asks:
            answered.append(asks[key])
        elif called := _called(key, tasks):
            ids.append(called)
        elif inside:
            ids += inside
        else:
            raise UserError(
                f"nothing proposed is called {name!r}; give the id (mb-…) that `minutebook review --json` tells, a note's path, or a name that Review.md lists"
            )
    said = [_decide_entity(desk, record, verdict) for record in entities]
    said += [answer(desk, ask, accepted=verdict == "accept") for ask in answered]
    said += [answer_news(desk, task, verdict) for task in told]
    return (*said, *_decide_tasks(desk, dict.fromkeys(ids), tasks, verdict))


def _called(key: str, tasks: Collection[str]) -> str | None:
    """The proposed task with this id, or with a beginning of it as ``tasks`` prints it; None where there is none. Raises UserError for several."""
    said = key.removeprefix("mb-").lower()
    found = [key] if key in tasks else [i for i in tasks if said and i.removeprefix("mb-").startswith(said)]
    if len(found) > 1:
        raise UserError(f"{key!r} may be several proposed tasks: {', '.join(found)}; give more of the id")
    return found[0] if found else None


def _decide_entity(desk: Desk, record: EntityRecord, verdict: Verdict) -> str:
    if verdict == "accept":
        return f"{record.name}: page {accept_entity(desk, record)}"
    refuse_entity(desk, record)
    return f"{record.name}: never to be asked about again"


def _decide_tasks(
    desk: Desk, ids: Collection[str], tasks: dict[str, tuple[str, str]], verdict: Verdict
) -> Iterable[str]:
    paths = sorted({tasks[task_id][1] for task_id in ids})
    notes = {path: text for path in paths if (text := _read(desk, path)) is not None}
    records: list[LineRecord] = []
    for task_id in ids:
        record = desk.store.record(LineRecord, task_id)
        if record:
            records.append(msgspec.structs.replace(record, path=tasks[task_id][1]))
    kind = RunKind.ACCEPT if verdict == "accept" else RunKind.REJECT
    said = [f"{verdict}ed: {tasks[task_id][0]}" for task_id in ids]
    learned = learn_verdicts(desk, dict.fromkeys(ids, verdict == "accept"))
    changes = decide(ids, verdict, notes, records)
    _apply(desk, kind, f"{verdict} {len(said)} tasks", (*changes, *follow(desk, changes), *learned), said)
    return said


def accept_entity(desk: Desk, record: EntityRecord) -> str:
    """Give a proposed name its page, or make a note of the person's own of that name the page, with a line for each note that names it, and link it there.

    Returns the page's path. Raises UserError where the own note says that it is something else.
    """
    store, settings = desk.store, desk.settings
    entity = entity_of(record)
    own = own_note(desk, record.name)
    path = own or place_page(entity, settings.folders, settings.page, store.stems(), store.has, store.pages())
    notes = dict(_notes_naming(desk, record))
    changes = accept_changes(
        entity,
        path,
        notes,
        [line for note in notes for line in store.lines(note)],
        settings.folders,
        limit=settings.context_lines,
        organisation_page=account_page(desk, record.organisation),
        shared=store.shared_stems(),
        understood=understood_in(desk),
        known=what_is_known(desk),
        own=adopted_text(desk, record, own) if own else None,
    )
    asks = [c.record for c in changes if isinstance(c, Append) and isinstance(c.record, ProposalRecord)]
    others = {r.id: r for r in store.latest(EntityRecord) if r.id != record.id}
    plan = make_plan(
        RunKind.ACCEPT,
        f"page of {record.name}",
        None,
        (*changes, *list_proposals(desk, others, asks=asks)),
        desk.folder.read,
        at=desk.now.astimezone(UTC).isoformat(),
        log=[f"accepted: {record.name}"],
    )
    desk.apply(refile(plan, desk, record.source_ids))
    return path


def _notes_naming(desk: Desk, record: EntityRecord) -> Iterator[tuple[str, str]]:
    """The notes of the sources that name an entity, each with its text."""
    for source_id in record.source_ids:
        source = desk.store.record(SourceRecord, source_id)
        note = known.note_path(source, desk.store) if source else None
        text = _read(desk, note) if note else None
        if note and text is not None:
            yield note, text


def refuse_entity(desk: Desk, record: EntityRecord) -> None:
    """Never ask about this name again."""
    others = {r.id: r for r in desk.store.latest(EntityRecord) if r.id != record.id}
    changes = (*never_changes(entity_of(record)), *list_proposals(desk, others))
    _apply(desk, RunKind.REJECT, f"{record.name} is no page", changes, [f"never: {record.name}"])


def _apply(desk: Desk, kind: RunKind, title: str, changes: Iterable[Change], log: Sequence[str]) -> None:
    plan = make_plan(kind, title, None, changes, desk.folder.read, at=desk.now.astimezone(UTC).isoformat(), log=log)
    desk.apply(plan)


def _is_note(name: str, path: str) -> bool:
    return name == path or fold_stem(name.removesuffix(".md")) == fold_stem(path.rpartition("/")[2].removesuffix(".md"))


def _read(desk: Desk, path: str) -> str | None:
    data = desk.folder.read(path)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape") if data else None


def _describe(answer: Answer) -> str:
    return f"{answer.outcome}: {answer.words or answer.id} ({answer.path})"
