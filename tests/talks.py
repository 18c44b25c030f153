"""Invented sources and what was understood of them."""

from datetime import date, time

from minutebook.flow.outputs.compose import compose_note
from minutebook.flow.outputs.filing import Places, place_note, place_source
from minutebook.flow.outputs.rendering import render_source
from minutebook.model.change import NewFile
from minutebook.model.entity import EntityType, Me
from minutebook.model.extraction import (
    Decision,
    Extraction,
    Fact,
    Mention,
    NoteType,
    Participant,
    Priority,
    Question,
    Subject,
    Task,
    TaskStatus,
)
from minutebook.model.links import Links, Resolved
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance
from minutebook.settings import Folders
from minutebook.text.ids import item_id

FOLDERS = Folders()
ME = Me("Tove Lindahl", ("Tove",))
MAREK = Resolved("Marek Osei", "mb-entity0001", EntityType.PERSON, "People/Marek Osei/Marek Osei.md")
BRISK = Resolved("Brisk Freight", "mb-entity0002", EntityType.ACCOUNT, "Accounts/Brisk Freight/Brisk Freight.md")


def talk(source_id="mb-source0001", day=date(2026, 3, 12), title="Depot plan", turns=20, kind=SourceKind.CONVERSATION):
    """A conversation of two, a turn every twenty seconds."""
    speakers = ("Tove Lindahl", "Marek Osei")
    utterances = tuple(
        Utterance(id=n, text=f"Turn number {n}.", speaker=speakers[n % 2], start=20.0 * n, end=20.0 * n + 15, block=n)
        for n in range(turns)
    )
    return Source(
        id=source_id,
        kind=kind,
        format="zoom-vtt",
        parts=(Part("talk.vtt", "ab" * 32, 100),),
        date=day,
        dated_from=DatedFrom.CONTENT,
        title=title,
        utterances=utterances,
        time=time(10, 0),
    )


def task(
    source, block, text, *, owner=None, owed_to=None, due=None, priority: Priority = "medium", status=TaskStatus.OPEN
):
    return Task(
        id=item_id(source.id, "task", block),
        text=text,
        evidence=(block,),
        owner=owner,
        owed_to=owed_to,
        due=due,
        priority=priority,
        status=status,
    )


def decision(source, block, text):
    return Decision(id=item_id(source.id, "decision", block), text=text, evidence=(block,))


def fact(source, block, text, *about):
    return Fact(id=item_id(source.id, "fact", block), text=text, evidence=(block,), about=about)


def question(source, block, text):
    return Question(id=item_id(source.id, "question", block), text=text, evidence=(block,))


def understood(source, **given):
    """A one-to-one with Marek about the depot; ``given`` overrides."""
    values = {
        "engine": "offline",
        "note_type": NoteType.PEOPLE,
        "subject": Subject(EntityType.PERSON, "Marek Osei"),
        "title": "Depot plan",
        "date": source.date,
        "participants": (
            Participant("Tove Lindahl"),
            Participant("Marek Osei"),
            Participant(None, speaker="Speaker 3"),
        ),
        "mentioned": (Mention(EntityType.ACCOUNT, "Brisk Freight"), Mention(EntityType.PERSON, "Ines Haddad")),
        "summary": "Marek Osei moved the depot to the canal. Brisk Freight pays for the ramp.",
        "tasks": (
            task(
                source,
                3,
                "Send the depot list to Brisk Freight",
                owner="Tove Lindahl",
                due=date(2026, 3, 16),
                priority="high",
            ),
            task(source, 5, "Book the van", owner="Marek Osei", owed_to="Ines Haddad"),
            task(source, 6, "Count the pallets", status=TaskStatus.DONE),
            task(source, 7, "Paint the ramp", status=TaskStatus.CANCELLED),
        ),
        "decisions": (decision(source, 8, "Two depots, not five."),),
        "facts": (
            fact(source, 9, "Brisk Freight renews on 1 May.", "Brisk Freight"),
            fact(source, 10, "Marek prefers mornings.", "Marek Osei"),
        ),
        "questions": (question(source, 11, "Who signs for the ramp?"),),
    }
    return Extraction(**(values | given))


def linked(extraction, *resolved):
    return Links(extraction=extraction, resolved=resolved)


def composed(source, links, me=ME, taken=(), exists=lambda path: False, **more):
    """The note of a source, filed in a vault that has these stems."""
    original, rendering = place_source(source, "talk.vtt", FOLDERS, taken, exists)
    places = Places(place_note(links, FOLDERS, taken), original, rendering)
    return compose_note(source, links, places, me, **more), places


def archived(source, places):
    """The changes that file the source itself."""
    return NewFile(places.rendering, render_source(source, places.original)), NewFile(places.original, "WEBVTT\n")
