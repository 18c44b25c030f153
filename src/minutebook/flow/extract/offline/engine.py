"""The engine itself: each ability in its own module, composed here."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec

from minutebook.flow.extract.offline.abroad.gist import write_summary as write_summary_abroad
from minutebook.flow.extract.offline.abroad.news import find_updates
from minutebook.flow.extract.offline.abroad.talk import understand
from minutebook.flow.extract.offline.gist.summary import choose_statements, write_summary
from minutebook.flow.extract.offline.gist.title import write_title
from minutebook.flow.extract.offline.items.decisions import find_decisions
from minutebook.flow.extract.offline.items.facts import find_facts
from minutebook.flow.extract.offline.items.questions import find_questions
from minutebook.flow.extract.offline.letter.answer import find_reply
from minutebook.flow.extract.offline.letter.appeal import read_appeals
from minutebook.flow.extract.offline.letter.assent_abroad import read_assent
from minutebook.flow.extract.offline.letter.bill import Bill, find_bill
from minutebook.flow.extract.offline.letter.gist import write_gist
from minutebook.flow.extract.offline.letter.hold import beside_holds, find_holds
from minutebook.flow.extract.offline.letter.news import find_news, find_reports
from minutebook.flow.extract.offline.letter.passing import by_hand, passes
from minutebook.flow.extract.offline.letter.several import Appointments, find_appointments
from minutebook.flow.extract.offline.letter.signature import find_contacts
from minutebook.flow.extract.offline.letter.since import settle
from minutebook.flow.extract.offline.letter.tasks import tell_written
from minutebook.flow.extract.offline.letter.told import find_asked, find_settled, no_facts
from minutebook.flow.extract.offline.letter.work import Work
from minutebook.flow.extract.offline.letter.works import find_works
from minutebook.flow.extract.offline.news.remarks import find_remarks
from minutebook.flow.extract.offline.people.capitals import read_capitals
from minutebook.flow.extract.offline.people.details import find_details
from minutebook.flow.extract.offline.people.initials import owned_in_full
from minutebook.flow.extract.offline.people.mentions import without_subject
from minutebook.flow.extract.offline.reading import Reading, houses, organisations, read_source
from minutebook.flow.extract.offline.talk.blocks import Blocks
from minutebook.flow.extract.offline.work.tasks import find_tasks
from minutebook.model.entity import Context, EntityType
from minutebook.model.extraction import (
    Cue,
    Decision,
    Extraction,
    Fact,
    Invite,
    Item,
    NoteType,
    Question,
    Remark,
    Reply,
    Task,
    Update,
)
from minutebook.model.source import Source, SourceKind

Told = TypeVar("Told", bound=Item)
BILLED = 0.9
"""Confidence of paying what a machine's bill asks for, with its number, its sum and its day."""


class Items(msgspec.Struct, frozen=True):
    """What a source holds, each with its passage. ``works``: its tasks as its pages tell them."""

    tasks: tuple[Task, ...]
    decisions: tuple[Decision, ...]
    facts: tuple[Fact, ...]
    questions: tuple[Question, ...]
    summary: str
    updates: tuple[Update, ...] = ()
    remarks: tuple[Remark, ...] = ()
    works: Sequence[Work] = ()


class OfflineEngine:
    """Understands a source with what the package holds."""

    name = "offline"
    version = "1"

    def extract(self, source: Source, context: Context) -> Extraction:
        if source.kind is SourceKind.EMAIL and not context.every_mail and (reason := passes(source, context.me)):
            bill = find_bill(source, context.me)
            return self._billed(source, bill, context) if bill else self._without_note(source, f"no note: {reason}")
        read = read_source(by_hand(source, context.me), context)
        items = _capitalised(_items(read, context), read)
        joiner = read.grammar.texts["and"] if read.grammar else ""
        work = [task.text for task in items.tasks]
        title = write_title(read.source, read.topics, read.subject.name if read.subject else None, joiner, work)
        appointments = _appointments(read, title, context)
        said = [line for line in read.lines if line.id not in read.held]
        return Extraction(
            engine=self.name,
            note_type=read.note_type,
            subject=read.subject,
            title=title,
            date=read.source.date,
            participants=read.cast.participants,
            mentioned=without_subject(read.mentions, read.subject),
            summary=items.summary,
            topics=tuple(topic.text for topic in read.topics),
            tasks=owned_in_full(beside_holds(items.tasks, read.source, appointments), read.cast.participants),
            decisions=items.decisions,
            facts=items.facts,
            questions=items.questions,
            updates=items.updates,
            remarks=items.remarks,
            contacts=(*find_contacts(read.honest, context), *find_details(said, read.cast)),
            reply=_reply(read, items, appointments.newest, context),
            invite=appointments.newest,
            also=appointments.others,
            coverage=0.0 if read.unread else 1.0,
            warnings=read.warnings,
        )

    def _billed(self, source: Source, bill: Bill, context: Context) -> Extraction:
        """What is understood of a bill that a machine sends: that it is to be paid, and by when."""
        paid = Task(
            id=Blocks(source, "task").item_id(bill.evidence[0]),
            text=bill.what,
            evidence=bill.evidence,
            confidence=BILLED,
            owner=context.me.name or None,
            due=bill.due,
            due_text=bill.due_text,
            cue=Cue.ASKED,
        )
        return msgspec.structs.replace(
            self._without_note(source, ""),
            note_type=NoteType.JOURNAL,
            summary=" ".join(f"{source.utterances[n].text.rstrip('.')}." for n in bill.evidence),
            tasks=(paid,),
            warnings=(),
        )

    def _without_note(self, source: Source, reason: str) -> Extraction:
        """What is understood of a mail that asks for no note: that it asks for none."""
        return Extraction(
            engine=self.name,
            note_type=None,
            subject=None,
            title=write_title(source, ()),
            date=source.date,
            warnings=(reason,),
        )


def _capitalised(items: Items, read: Reading) -> Items:
    """The items of a text that was heard without capitals, with those of names."""
    told = [p.name for p in read.cast.participants if p.name]
    told += [m.name for m in read.mentions if m.type is EntityType.PERSON]
    write = read_capitals(read.source, told)

    def each(found: tuple[Told, ...]) -> tuple[Told, ...]:
        return tuple(msgspec.structs.replace(item, text=write(item.text)) for item in found)

    return msgspec.structs.replace(
        items,
        tasks=each(items.tasks),
        decisions=each(items.decisions),
        facts=each(items.facts),
        questions=each(items.questions),
        summary=write(items.summary),
    )


def _items(read: Reading, context: Context) -> Items:
    """What a source holds, in its language; nothing in one that is not read."""
    if read.unread:
        return Items((), (), (), (), "")
    if read.pages:
        return find_written_items(read, context)
    if read.grammar is None:
        return find_spoken_items(read)
    found = understand(read.source, read.lines, read.cast, read.grammar, alone=read.alone)
    return Items(found.tasks, found.decisions, found.facts, found.questions, found.summary, found.updates)


def find_written_items(read: Reading, context: Context) -> Items:
    """What mails, papers and memos hold."""
    source, pages, lines, lexicon = read.source, read.pages, read.lines, read.lexicon
    appeals = read_appeals(lines, read.acts)
    works = find_works(pages, lines, read.cast, lexicon, read.senses, appeals, organisations(context), houses(context))
    works = settle(works, pages, lines, lexicon)
    tasks = tell_written(
        source,
        lines,
        works,
        lexicon,
        boxes=read.cast.me if pages[0].alone else None,
        me=pages[0].writer or read.cast.me,
    )
    decisions = find_settled(
        source, pages, lines, read.cast, lexicon, language=read.grammar.language if read.grammar else None
    )
    questions = find_asked(source, pages, lines, works, read.cast, lexicon)
    paper = source.kind not in {SourceKind.EMAIL, SourceKind.MEMO}
    dense = source.kind in {SourceKind.EMAIL, SourceKind.DOCUMENT}
    facts = _facts(read, (*decisions, *tasks), dense=dense, left_out=no_facts(pages, lines, works) | read.held)
    updates, remarks = _news(read, works, paper=paper)
    told = (tasks, decisions, facts, questions)
    return Items(
        *told,
        updates=updates,
        remarks=remarks,
        summary=write_summary_abroad(*told, read.grammar) if read.grammar else write_gist(*told),
        works=works,
    )


def _news(read: Reading, works: Sequence[Work], *, paper: bool) -> tuple[tuple[Update, ...], tuple[Remark, ...]]:
    """What is written of earlier work: reports that stand for themselves, and what may be news."""
    pages, lines = read.pages, read.lines
    if read.grammar:
        said = {n for page in pages for line in page.lines for n in lines[line].utterances}
        found = find_updates(lines, read.cast, read.source.date, read.grammar)
        return tuple(update for update in found if said.issuperset(update.evidence)), ()
    if paper:
        return tuple(find_reports(pages, lines, works)), ()
    return (), tuple(find_news(pages, lines, read.cast, read.senses))


def find_spoken_items(read: Reading) -> Items:
    """What a talk holds."""
    source, talk, lines = read.source, read.talk, read.lines
    cast, lexicon, senses = read.cast, read.lexicon, read.senses
    tasks = find_tasks(source, lines, cast, lexicon, read.acts, senses)
    decisions = find_decisions(source, talk, lines, cast, lexicon, senses)
    questions = find_questions(source, talk, lines, cast, lexicon, senses)
    facts = _facts(read, (*decisions, *tasks), left_out=read.held)
    statements = choose_statements(
        lines,
        cast,
        lexicon,
        senses,
        tasks=tasks,
        decisions=decisions,
        facts=facts,
        questions=questions,
        topics=read.topics,
        known=read.known,
    )
    return Items(
        tasks=tasks,
        decisions=decisions,
        facts=facts,
        questions=questions,
        remarks=find_remarks(lines, cast, source.date, senses),
        summary=write_summary(statements),
    )


def _facts(
    read: Reading, told: Iterable[Item], *, dense: bool = False, left_out: frozenset[int] = frozenset()
) -> tuple[Fact, ...]:
    """The facts of a source but for those that ``told`` says already."""
    texts = [item.text for item in told]
    return find_facts(
        read.source,
        read.talk,
        read.lines,
        read.cast,
        read.lexicon,
        read.senses,
        read.known,
        texts,
        dense=dense,
        left_out=left_out,
    )


def _appointments(read: Reading, title: str, context: Context) -> Appointments:
    """When those who write, or who talk, meet again; of minutes, where the owner was there."""
    if read.unread:
        return Appointments()
    minutes = read.source.kind is SourceKind.DOCUMENT and read.cast.me and read.cast.is_present(read.cast.me)
    if read.source.kind is SourceKind.CONVERSATION or minutes:
        words = read_assent(read.grammar.language if read.grammar else None)
        return find_holds(read.source, read.lines, read.cast, context, title, words)
    return find_appointments(read.honest, read.lines, title, context.me)


def _reply(read: Reading, items: Items, invite: Invite | None, context: Context) -> Reply:
    """Whether the last mail wants an answer, and which; bait wants none."""
    if not read.mails or len(read.mails) - 1 in read.baits:
        return Reply()
    asked = frozenset(n for question in items.questions for n in question.evidence)
    return find_reply(read.mails, read.lines, items.works, asked, invite, context.me, read.cast.me)
