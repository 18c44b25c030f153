"""What becomes of a model's answer: each item with the passage that shows it, names as they are known, days resolved by code."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar, get_args

import msgspec
from rapidfuzz import fuzz

from minutebook.flow.extract.llm.answer import Answer, Cited, TaskSaid, UpdateSaid
from minutebook.flow.extract.llm.merge import is_same
from minutebook.flow.extract.llm.passage import Passage, Passages
from minutebook.model.entity import Context, EntityType
from minutebook.model.extraction import (
    Contact,
    Decision,
    Extraction,
    Fact,
    Mention,
    NoteType,
    Participant,
    Priority,
    Question,
    Reply,
    Subject,
    Task,
    TaskStatus,
    Update,
    UpdateStatus,
)
from minutebook.model.source import Source
from minutebook.text.dates import resolve_due
from minutebook.text.names import fold, split_name

SURE = 0.9
"""Confidence of an item whose quote stands in the source word for word; see docs/evaluation.md."""
SAID = 80.0
"""Similarity (0 to 100) from which the words of a deadline count as said near an item."""
AROUND = 6
"""Utterances beside an item's passage in which its deadline may be said."""

C = TypeVar("C", bound=Cited)


class Settler:
    """One answer beside the source and what the offline engine makes of it, which says who is present and what was called off."""

    def __init__(self, source: Source, context: Context, offline: Extraction) -> None:
        self.source = source
        self.context = context
        self.offline = offline
        self.passages = Passages(source)
        self.dropped: list[str] = []
        self._at = {u.id: n for n, u in enumerate(source.utterances)}

    def settle(self, answer: Answer, engine: str) -> Extraction:
        """The extraction that the answer and the source allow; what was dropped is a warning."""
        participants = tuple(self._participants(answer))
        self._known = self._names(participants)
        offline = self.offline
        subject, note_type = self._subject(answer)
        return Extraction(
            engine=engine,
            note_type=note_type,
            subject=subject,
            title=" ".join(answer.title.split())[:100] or offline.title,
            date=self.source.date,
            participants=participants,
            mentioned=tuple(self._mentioned(answer, participants, subject)),
            summary=self._summary(answer) or offline.summary,
            topics=tuple(answer.topics[:5]) or offline.topics,
            tasks=tuple(self._tasks(answer.tasks)),
            decisions=tuple(Decision(**_item(one, at)) for one, at in self._shown("decision", answer.decisions)),
            facts=tuple(
                Fact(**_item(one, at), about=tuple(one.about)) for one, at in self._shown("fact", answer.facts)
            ),
            questions=tuple(Question(**_item(one, at)) for one, at in self._shown("question", answer.questions)),
            updates=tuple(self._updates(answer.updates)),
            contacts=tuple(self._contacts(answer)) or offline.contacts,
            reply=Reply(
                offline.reply.needed or bool(answer.reply and answer.reply.needed),
                offline.reply.to,
                self._asked(answer),
            ),
            invite=offline.invite,
            also=offline.also,
            warnings=(*offline.warnings, *self.dropped),
        )

    # -- items

    def _shown(self, kind: str, said: Sequence[C]) -> Iterator[tuple[C, Passage]]:
        """Each item with its passage; one that the source does not show is dropped."""
        for one in said:
            passage = self.passages.find(one.u, one.quote, one.text) if one.text.strip() else None
            if passage is not None:
                yield one, passage
            else:
                self.dropped.append(f"{kind} left out, as what it quotes is not in the source: {one.text[:120]}")

    def _tasks(self, said: Sequence[TaskSaid]) -> Iterator[Task]:
        for one, passage in self._shown("task", said):
            due, due_text = self._due(one.due, passage)
            yield Task(
                **_item(one, passage),
                owner=self._person(one.owner),
                owed_to=self._person(one.owed_to),
                due=due,
                due_text=due_text,
                priority=_priority(one.priority),
                status=self._status(one, passage),
            )

    def _status(self, said: TaskSaid, passage: Passage) -> TaskStatus:
        """As the model says; where it says open, a passage that the offline engine read as called off or refused says so."""
        if said.status in {status.value for status in TaskStatus} and said.status != TaskStatus.OPEN.value:
            return TaskStatus(said.status)
        cited = Cited(text=said.text, u=list(passage.evidence))
        gone = (t for t in self.offline.tasks if t.status is not TaskStatus.OPEN)
        found = (t.status for t in gone if is_same(cited, Cited(text=t.text, u=list(t.evidence))))
        return next(found, TaskStatus.OPEN)

    def _due(self, said: str | None, passage: Passage) -> tuple[date | None, str | None]:
        """The day that the words of a deadline name, where they were said about the passage; never a day of the model's own."""
        if not said or not said.strip():
            return None, None
        places = [self._at[n] for n in passage.evidence]
        around = self.source.utterances[max(0, min(places) - AROUND) : max(places) + AROUND + 1]
        heard = " ".join(u.text for u in around)
        if fuzz.partial_ratio(said.lower(), heard.lower()) < SAID:
            self.dropped.append(f"deadline left out, as nobody says it there: {said[:60]}")
            return None, None
        span = resolve_due(said, self._day(passage))
        return (span.value if span else None), said.strip()

    def _day(self, passage: Passage) -> date:
        """The day on which a passage was said: that of its mail in a thread, else the source's."""
        mails = (m for m in self.source.messages if m.first <= passage.evidence[0] < m.first + m.count and m.sent)
        return next((m.sent.date() for m in mails if m.sent), self.source.date)

    def _updates(self, said: Sequence[UpdateSaid]) -> Iterator[Update]:
        known = {status.value for status in UpdateStatus}
        self.dropped += [
            f"news of earlier work with an unknown state left out: {one.text[:120]}"
            for one in said
            if one.status not in known
        ]
        for one, passage in self._shown("news of earlier work", [one for one in said if one.status in known]):
            status = UpdateStatus(one.status)
            yield Update(
                task_text=one.text,
                status=status,
                evidence=passage.evidence,
                new_due=self._due(one.due, passage)[0] if status is UpdateStatus.SLIPPED else None,
                new_owner=self._person(one.owner) if status is UpdateStatus.REASSIGNED else None,
                confidence=_chance(passage),
            )

    def _summary(self, answer: Answer) -> str:
        """The sentences that the source shows."""
        told = [one for one in answer.summary if self.passages.find(one.u, one.quote, one.text) is not None]
        return " ".join(_ended(one.text) for one in told)

    # -- names

    def _participants(self, answer: Answer) -> Iterator[Participant]:
        """Who is present by the offline engine; a label that it leaves open gets the model's name where the source or the vault has it."""
        named = {voice.label: voice.name for voice in answer.speakers if voice.name}
        taken = {p.name for p in self.offline.participants if p.name}
        for one in self.offline.participants:
            name = named.get(one.speaker or "") if one.name is None else one.name
            full = self._full(name) if name and one.name is None else name
            if one.name is None and (full is None or full in taken):
                yield one
            else:
                taken.add(full or "")
                yield msgspec.structs.replace(one, name=full)

    def _full(self, name: str) -> str | None:
        """A name as the vault or the source has it; None for one that neither has."""
        known = {
            fold(n): e.name for e in self.context.entities if e.type is EntityType.PERSON for n in (e.name, *e.aliases)
        }
        if fold(name) in known:
            return known[fold(name)]
        given = split_name(name).given
        heard = given and any(
            given in fold(u.text).split() or given in fold(u.speaker or "").split() for u in self.source.utterances
        )
        return name if heard else None

    def _names(self, participants: Iterable[Participant]) -> dict[str, str | None]:
        """What each way of calling somebody means here; None where it means two."""
        me = self.context.me
        people = [p.name for p in participants if p.name]
        people += [m.name for m in self.offline.mentioned if m.type is EntityType.PERSON]
        people += [e.name for e in self.context.entities if e.type is EntityType.PERSON]
        found: dict[str, str | None] = {}
        for name in dict.fromkeys(people):
            given = fold(name).split()[0]
            found[given] = name if found.get(given, name) == name else None
        found |= {fold(name): name for name in people}
        for entity in self.context.entities:
            if entity.type is EntityType.PERSON:
                found |= {fold(alias): entity.name for alias in entity.aliases}
        present = [p.name for p in participants if p.name]
        for name in present:  # a given name means who is there
            given = fold(name).split()[0]
            if sum(fold(other).split()[0] == given for other in present) == 1:
                found[given] = name
        if me.name:
            found |= dict.fromkeys(("me", "i", "myself", "the reader", fold(me.name)), me.name)
        return found

    def _person(self, said: str | None) -> str | None:
        """The full name of an owner; None where nobody known here is meant."""
        if not said or not said.strip():
            return None
        key = fold(said)
        if key in self._known:
            return self._known[key]
        return self._full(said)

    def _mentioned(
        self, answer: Answer, participants: Sequence[Participant], subject: Subject | None
    ) -> Iterator[Mention]:
        """Names talked about: the model's where the source has them, those of the offline engine that it left out after them."""
        present = {fold(p.name) for p in participants if p.name}
        seen = present | ({fold(subject.name)} if subject else set()) | {fold(self.context.me.organisation or "")}
        spoken = (
            (EntityType.PERSON, answer.people),
            (EntityType.ACCOUNT, answer.accounts),
            (EntityType.PROJECT, answer.projects),
        )
        for kind, names in spoken:
            for said in names:
                name = (self._person(said) if kind is EntityType.PERSON else self._thing(kind, said)) or ""
                if name and fold(name) not in seen:
                    seen.add(fold(name))
                    yield Mention(kind, name)
        for mention in self.offline.mentioned:
            known = any(e.name == mention.name for e in self.context.entities)
            if known and fold(mention.name) not in seen:
                seen.add(fold(mention.name))
                yield mention

    def _thing(self, kind: EntityType, said: str) -> str | None:
        for entity in self.context.entities:
            if entity.type is kind and fold(said) in {fold(n) for n in (entity.name, *entity.aliases)}:
                return entity.name
        heard = fold(" ".join((self.source.title, *(u.text for u in self.source.utterances))))
        return said.strip() if fold(said) in heard else None

    def _subject(self, answer: Answer) -> tuple[Subject | None, NoteType | None]:
        """What the note is filed under and its type: the model's, where they fit together and the source has the name."""
        offline = self.offline
        if answer.type == "none":
            return (offline.subject, offline.note_type) if offline.tasks else (None, None)
        if answer.type not in {each.value for each in NoteType}:
            return offline.subject, offline.note_type
        note_type = NoteType(answer.type)
        said = answer.subject
        if said is None or said.type not in {each.value for each in EntityType}:
            return (
                None if note_type in _ALONE else offline.subject
            ), note_type if note_type in _ALONE else offline.note_type
        kind = EntityType(said.type)
        name = self._person(said.name) if kind is EntityType.PERSON else self._thing(kind, said.name)
        if name is None or (kind is EntityType.PERSON and name == self.context.me.name):
            return offline.subject, offline.note_type
        return Subject(kind, name), note_type

    def _contacts(self, answer: Answer) -> Iterator[Contact]:
        """Contacts of which the address or the number stands in the source."""
        heard = " ".join((*(u.text for u in self.source.utterances), *(m.signature for m in self.source.messages)))
        heard += " ".join(p.email or "" for p in self.source.people)
        digits = "".join(filter(str.isdigit, heard))
        for one in answer.contacts:
            email = one.email if one.email and one.email.lower() in heard.lower() else None
            number = "".join(filter(str.isdigit, one.phone or ""))
            phone = one.phone if len(number) > 5 and number[-6:] in digits else None
            if email or phone:
                yield Contact(one.name, email, one.title, one.org, phone)

    def _asked(self, answer: Answer) -> tuple[str, ...]:
        return tuple(answer.reply.questions) if answer.reply else self.offline.reply.questions


_ALONE = frozenset({NoteType.JOURNAL, NoteType.TRAVEL})


def _priority(said: str | None) -> Priority:
    return next((known for known in get_args(Priority) if known == said), "medium")


def _item(said: Cited, passage: Passage) -> dict[str, Any]:
    """What every item has; its id is settled where it is grounded."""
    return {"id": "", "text": _sentence(said.text), "evidence": passage.evidence, "confidence": _chance(passage)}


def _chance(passage: Passage) -> float:
    return round(SURE * passage.quality, 3)


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _ended(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) else f"{text}."
