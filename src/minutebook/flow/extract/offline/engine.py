"""The engine itself: each ability in its own module, composed here."""

from minutebook.flow.extract.offline.gist.subject import choose_subject
from minutebook.flow.extract.offline.gist.summary import choose_statements, write_summary
from minutebook.flow.extract.offline.gist.title import write_title
from minutebook.flow.extract.offline.items.decisions import find_decisions
from minutebook.flow.extract.offline.items.facts import find_facts
from minutebook.flow.extract.offline.items.questions import find_questions
from minutebook.flow.extract.offline.letter.answer import find_reply
from minutebook.flow.extract.offline.letter.appointment import find_invite
from minutebook.flow.extract.offline.letter.bait import find_baits, warn_of_baits, without_baits
from minutebook.flow.extract.offline.letter.envelope import address, read_mails
from minutebook.flow.extract.offline.letter.gist import write_gist
from minutebook.flow.extract.offline.letter.news import find_news
from minutebook.flow.extract.offline.letter.page import dated, find_pages
from minutebook.flow.extract.offline.letter.passing import passes
from minutebook.flow.extract.offline.letter.signature import find_contacts
from minutebook.flow.extract.offline.letter.since import settle
from minutebook.flow.extract.offline.letter.tasks import tell_written
from minutebook.flow.extract.offline.letter.told import find_asked, find_settled, no_facts
from minutebook.flow.extract.offline.letter.works import find_works
from minutebook.flow.extract.offline.news.updates import find_updates
from minutebook.flow.extract.offline.people.author import attribute
from minutebook.flow.extract.offline.people.cast import resolve_cast
from minutebook.flow.extract.offline.people.details import find_details
from minutebook.flow.extract.offline.people.mentions import find_mentions, without_subject
from minutebook.flow.extract.offline.people.slot import with_slots
from minutebook.flow.extract.offline.talk.acts import find_acts
from minutebook.flow.extract.offline.talk.line import read_lines
from minutebook.flow.extract.offline.talk.segment import segment
from minutebook.flow.extract.offline.talk.sense import read_senses
from minutebook.flow.extract.offline.talk.steering import leave_out, steered, warn_of
from minutebook.flow.extract.offline.talk.topics import find_topics
from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.flow.extract.offline.work.tasks import find_tasks
from minutebook.model.entity import Context, EntityType
from minutebook.model.extraction import Extraction, Reply
from minutebook.model.source import Source, SourceKind

LANGUAGE = "en"


def organisations(context: Context) -> tuple[str, ...]:
    """The accounts and the owner's own organisation, by name."""
    accounts = (e.name for e in context.entities if e.type is EntityType.ACCOUNT)
    return (*accounts, *([context.me.organisation] if context.me.organisation else ()))


def houses(context: Context) -> dict[str, str]:
    """The organisation of each known person and of the owner, by the person's name."""
    of = {e.name: e.organisation for e in context.entities if e.type is EntityType.PERSON and e.organisation}
    return of | ({context.me.name: context.me.organisation} if context.me.name and context.me.organisation else {})


class OfflineEngine:
    """Understands a source with what the package holds."""

    name = "offline"
    version = "1"

    def extract(self, source: Source, context: Context) -> Extraction:
        lexicon = read_lexicon(LANGUAGE)
        if source.kind is SourceKind.EMAIL:
            reason = passes(source, context.me)
            if reason and not context.every_mail:
                return self._without_note(source, f"no note: {reason}")
            source = address(source, context)
        source = dated(attribute(source, context.me))
        talk = segment(source)
        warnings: tuple[str, ...] = ()
        if steering := steered(source, talk):
            warnings = (warn_of(source, talk, steering),)
            source = leave_out(source, talk, steering)
            talk = segment(source)
        cast = resolve_cast(source, context)
        talk = segment(source, cast.begins) if cast.begins else talk
        mails = read_mails(source)
        days = {n: mail.day for mail in mails for n in mail.utterances}
        lines = read_lines(talk, cast, source.date, lexicon, days)
        if source.kind in {SourceKind.DOCUMENT, SourceKind.CHECKLIST}:
            lines = with_slots(lines, organisations(context))
        mentions = find_mentions(talk, source, context, cast)
        note_type, subject = choose_subject(source, talk, context, cast, mentions)
        known = tuple(mention.name for mention in mentions if mention.type is not EntityType.PERSON)
        topics = find_topics(lines, known, lexicon)
        acts = find_acts(lines, lexicon)
        senses = read_senses(lines, acts)
        pages = find_pages(source, mails, lines, cast)
        baits = find_baits(mails, lines, context)
        warnings += warn_of_baits(baits)
        pages, held = without_baits(pages, mails, lines, baits)
        honest = [mail for n, mail in enumerate(mails) if n not in baits]
        works = find_works(pages, lines, cast, lexicon, senses, organisations(context), houses(context))
        works = settle(works, pages, lines, lexicon)
        if pages:
            boxes = cast.me if pages[0].alone else None
            tasks = tell_written(source, lines, works, lexicon, boxes=boxes)
            decisions = find_settled(source, pages, lines, cast, lexicon)
            questions = find_asked(source, pages, lines, works, cast, lexicon)
        else:
            tasks = find_tasks(source, lines, cast, lexicon, acts, senses)
            decisions = find_decisions(source, talk, lines, cast, lexicon, senses)
            questions = find_questions(source, talk, lines, cast, lexicon, senses)
        told = [item.text for item in (*decisions, *tasks)]
        facts = find_facts(
            source,
            talk,
            lines,
            cast,
            lexicon,
            senses,
            known,
            told,
            dense=source.kind in {SourceKind.EMAIL, SourceKind.DOCUMENT} and bool(pages),
            left_out=no_facts(pages, lines, works) | held,
        )
        statements = (
            ()
            if pages
            else choose_statements(
                lines,
                cast,
                lexicon,
                senses,
                tasks=tasks,
                decisions=decisions,
                facts=facts,
                questions=questions,
                topics=topics,
                known=known,
            )
        )
        title = write_title(source, topics, subject.name if subject else None)
        invite = find_invite(honest, lines, title, context.me)
        return Extraction(
            engine=self.name,
            note_type=note_type,
            subject=subject,
            title=title,
            date=source.date,
            participants=cast.participants,
            mentioned=without_subject(mentions, subject),
            summary=write_gist(tasks, decisions, facts, questions) if pages else write_summary(statements),
            topics=tuple(topic.text for topic in topics),
            tasks=tasks,
            decisions=decisions,
            facts=facts,
            questions=questions,
            updates=find_news(pages, lines, works) if pages else find_updates(lines, cast, source.date, senses),
            contacts=(
                *find_contacts(honest, context),
                *find_details([line for line in lines if line.id not in held], cast),
            ),
            reply=find_reply(
                mails,
                lines,
                works,
                frozenset(n for asked in questions for n in asked.evidence),
                invite,
                context.me,
                cast.me,
            )
            if mails and len(mails) - 1 not in baits
            else Reply(),
            invite=invite,
            warnings=warnings,
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
