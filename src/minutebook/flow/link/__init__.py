"""Who and what is meant: names become entities, news of earlier work is bound to open tasks. Nothing is guessed."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec

from minutebook.flow.link.bind import bind_updates
from minutebook.flow.link.discover import discover
from minutebook.flow.link.joined import Joined, part_joined
from minutebook.flow.link.match import NOTHING, Matcher
from minutebook.flow.link.propose import propose
from minutebook.flow.link.recurring import MEETINGS, recurring_forum
from minutebook.flow.link.terms import find_terms
from minutebook.flow.link.titled import titled_account
from minutebook.model.entity import Context, Entity, EntityType, OpenTask, Registry, Term
from minutebook.model.extraction import Extraction, Fact, Mention, Participant, Remark, Subject, Task, Update
from minutebook.model.links import Links, Proposal
from minutebook.model.source import Source
from minutebook.text.names import fold

__all__ = ["link"]


def link(
    source: Source,
    extraction: Extraction,
    context: Context,
    open_tasks: Sequence[OpenTask],
    entities: Sequence[Entity] = (),
    *,
    propose_present: bool = True,
    propose_mentions: int = 2,
    mentioned_before: Mapping[str, int] | None = None,
    registry: Registry = NOTHING,
    told: Sequence[Update] = (),
    met: Callable[[str], int] = lambda _: 0,
    recall: Callable[[OpenTask], OpenTask] = lambda task: task,
) -> Links:
    """Links an extraction to the registry and to what earlier sources left open.

    ``entities`` are all that the vault knows (none given: those of the context). An update binds to at most one open task, never to one from a
    later date, and stands instead of a task of the same commitment; one that binds to nothing is dropped. ``mentioned_before`` says in how many
    earlier sources a folded name was mentioned; a person or organisation is proposed from ``propose_mentions`` sources on (0: never).
    ``registry`` is what people said of names, and who met whom; ``met`` on how many other days a meeting had a title, ``recall`` gives an open task the
    words in which it came about. ``told`` is the news of earlier tasks that its note has from an earlier reading.
    """
    joined = Joined(context.me, entities or context.entities)
    entities = joined.known()
    extraction = part_joined(extraction, joined)
    matcher = Matcher(extraction, context, entities, registry, source)
    named = _rename(extraction, matcher)
    tasks, updates = bind_updates(named, open_tasks, source, told, recall)
    linked = msgspec.structs.replace(named, tasks=tasks, updates=updates, remarks=())
    spelled, before = find_terms(source), mentioned_before or {}
    titles = list(_named_in_title(source, linked, context, entities, met))
    return Links(
        extraction=linked,
        resolved=matcher.resolved(),
        asked=matcher.asked(),
        proposals=propose(linked, matcher, context.me, propose_present, propose_mentions, before, titles),
        terms=_new_terms(spelled, linked, context, entities),
        discovered=discover(source, matcher.found(), linked.mentioned, entities, spelled),
        subject_entity=matcher.entity(linked.subject.name, linked.subject.type) if linked.subject else None,
        told=tuple(update.task_id for update in told if update.task_id),
    )


def _named_in_title(
    source: Source, linked: Extraction, context: Context, entities: Sequence[Entity], met: Callable[[str], int]
) -> Iterator[Proposal]:
    """The organisation and the forum that a title proposes a page for."""
    if titled := _titled(source, linked, context):
        yield Proposal(EntityType.ACCOUNT, titled, "named in the title")
    if forum := recurring_forum(source, linked, entities, met):
        yield Proposal(EntityType.FORUM, forum, f"{MEETINGS} meetings or more are called so")


def _titled(source: Source, linked: Extraction, context: Context) -> str | None:
    """The organisation without a page that the title names; none where the note is about another one already."""
    if linked.subject is not None and linked.subject.type is not EntityType.PERSON:
        return None
    known = [form for e in context.entities if e.type is not EntityType.PERSON for form in (e.name, *e.aliases)]
    people = [p.name for p in linked.participants if p.name]
    people += [m.name for m in linked.mentioned if m.type is EntityType.PERSON]
    return titled_account(source, context.me, known, people)


def _new_terms(
    spelled: Sequence[Term], linked: Extraction, context: Context, entities: Sequence[Entity]
) -> tuple[Term, ...]:
    """The abbreviations that nothing knows: the glossary does not have them so, and nothing that has a page is called what they stand for."""
    known = {(term.short, fold(term.long)) for term in context.terms}
    paged = {fold(form) for e in entities if e.path for form in (e.name, *e.aliases)} if spelled else set()
    paged |= {fold(p.name) for p in linked.participants if p.name}  # somebody's initials
    paged |= {fold(m.name) for m in linked.mentioned if m.type is EntityType.PERSON}
    return tuple(t for t in spelled if (t.short, fold(t.long)) not in known and fold(t.long) not in paged)


def _rename(extraction: Extraction, matcher: Matcher) -> Extraction:
    """The extraction with every name as the registry has it."""
    person = matcher.person

    def participant(p: Participant) -> Participant:
        return msgspec.structs.replace(p, name=person(p.name))

    def mention(m: Mention) -> Mention:
        return msgspec.structs.replace(m, name=matcher.name(m.name, m.type))

    def task(t: Task) -> Task:
        return msgspec.structs.replace(t, owner=person(t.owner), owed_to=person(t.owed_to))

    def fact(f: Fact) -> Fact:
        return msgspec.structs.replace(f, about=tuple(dict.fromkeys(map(matcher.any_name, f.about))))

    def update(u: Update) -> Update:
        return msgspec.structs.replace(u, owner=person(u.owner), new_owner=person(u.new_owner))

    def remark(r: Remark) -> Remark:
        names = tuple(called.get(name, name) for name in r.names)
        speaker, taker = (called.get(name, name) if name else None for name in (r.speaker, r.new_owner))
        return msgspec.structs.replace(r, speaker=speaker, names=names, new_owner=taker)

    subject = extraction.subject
    participants = _once(map(participant, extraction.participants))
    present = {p.name for p in participants if p.present and p.name}
    called = {p.name: person(p.name) or p.name for p in extraction.participants if p.name}
    called |= {m.name: person(m.name) or m.name for m in extraction.mentioned if m.type is EntityType.PERSON}
    mentioned = {
        (m.type, m.name): m for m in reversed([mention(m) for m in extraction.mentioned]) if m.name not in present
    }
    return msgspec.structs.replace(
        extraction,
        participants=participants,
        mentioned=tuple(reversed(mentioned.values())),
        subject=Subject(subject.type, matcher.name(subject.name, subject.type)) if subject else None,
        tasks=tuple(map(task, extraction.tasks)),
        facts=tuple(map(fact, extraction.facts)),
        updates=tuple(map(update, extraction.updates)),
        remarks=tuple(map(remark, extraction.remarks)),
    )


def _once(participants: "map[Participant]") -> tuple[Participant, ...]:
    """Each named person once, with the first label and address."""
    found: dict[object, Participant] = {}
    for n, participant in enumerate(participants):
        found.setdefault(participant.name or n, participant)
    return tuple(found.values())
