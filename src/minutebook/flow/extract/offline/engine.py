"""The engine itself: each ability in its own module, composed here."""

from minutebook.flow.extract.offline.acts import find_acts
from minutebook.flow.extract.offline.cast import resolve_cast
from minutebook.flow.extract.offline.decisions import find_decisions
from minutebook.flow.extract.offline.facts import find_facts
from minutebook.flow.extract.offline.lexicon import read_lexicon
from minutebook.flow.extract.offline.line import read_lines
from minutebook.flow.extract.offline.mentions import find_mentions, without_subject
from minutebook.flow.extract.offline.questions import find_questions
from minutebook.flow.extract.offline.segment import segment
from minutebook.flow.extract.offline.sense import read_senses
from minutebook.flow.extract.offline.steering import leave_out, steered, warn_of
from minutebook.flow.extract.offline.subject import choose_subject
from minutebook.flow.extract.offline.summary import choose_statements, write_summary
from minutebook.flow.extract.offline.tasks import find_tasks
from minutebook.flow.extract.offline.title import write_title
from minutebook.flow.extract.offline.topics import find_topics
from minutebook.flow.extract.offline.updates import find_updates
from minutebook.model.entity import Context, EntityType
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source

LANGUAGE = "en"


class OfflineEngine:
    """Understands a source with what the package holds."""

    name = "offline"
    version = "1"

    def extract(self, source: Source, context: Context) -> Extraction:
        lexicon = read_lexicon(LANGUAGE)
        talk = segment(source)
        warnings: tuple[str, ...] = ()
        if steering := steered(source, talk):
            warnings = (warn_of(source, talk, steering),)
            source = leave_out(source, talk, steering)
            talk = segment(source)
        cast = resolve_cast(source, context)
        lines = read_lines(talk, cast, source.date, lexicon)
        mentions = find_mentions(talk, source, context, cast)
        note_type, subject = choose_subject(source, talk, context, cast, mentions)
        known = tuple(mention.name for mention in mentions if mention.type is not EntityType.PERSON)
        topics = find_topics(lines, known, lexicon)
        acts = find_acts(lines, lexicon)
        senses = read_senses(lines, acts)
        tasks = find_tasks(source, lines, cast, lexicon, acts, senses)
        decisions = find_decisions(source, talk, lines, cast, lexicon, senses)
        told = [item.text for item in (*decisions, *tasks)]
        facts = find_facts(source, talk, lines, cast, lexicon, senses, known, told)
        questions = find_questions(source, talk, lines, cast, lexicon, senses)
        statements = choose_statements(
            lines,
            cast,
            lexicon,
            tasks=tasks,
            decisions=decisions,
            facts=facts,
            questions=questions,
            topics=topics,
            known=known,
        )
        return Extraction(
            engine=self.name,
            note_type=note_type,
            subject=subject,
            title=write_title(source, topics, subject.name if subject else None),
            date=source.date,
            participants=cast.participants,
            mentioned=without_subject(mentions, subject),
            summary=write_summary(statements),
            topics=tuple(topic.text for topic in topics),
            tasks=tasks,
            decisions=decisions,
            facts=facts,
            questions=questions,
            updates=find_updates(lines, cast, source.date, senses),
            warnings=warnings,
        )
