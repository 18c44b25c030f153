"""Whether two sources tell of one meeting."""

from dataclasses import dataclass
from datetime import date, time

import pytest

from minutebook.flow.link.meeting import Account, Verdict, may_be_one, same_meeting
from minutebook.model.source import DatedFrom, Part, Source, SourceKind, Utterance

TALK = (
    "The kiln on the third floor cracked again during the weekend firing, right across the arch.",
    "We lost the whole glaze batch, forty bowls and the two tall vases for the embassy.",
    "I will phone the refractory supplier in Delft and have the bricks relaid before the open studio.",
    "Until then the students fire at the raku pit, with the extinguisher beside it.",
    "The porcelain slip from the new quarry shrinks by twelve percent, we should mix in some grog.",
)
NOTES = (
    "Kiln third floor: arch cracked in the weekend firing, glaze batch lost (forty bowls, two vases for the embassy)",
    "Phone refractory supplier in Delft, bricks relaid before open studio",
    "Porcelain slip from new quarry shrinks twelve percent, mix in grog",
)
OTHER = (
    "The gallery wants the catalogue proofs by the end of the month, in two languages.",
    "Insurance for the transport to Ghent is settled, the crates are in the cellar.",
    "We still need someone to hang the lamps over the long table.",
)


@dataclass(frozen=True)
class Made:
    kind: SourceKind = SourceKind.CONVERSATION
    title: str = "Studio"
    day: date = date(2026, 5, 4)
    at: time | None = None
    private: str = ""

    def source(self, *texts: str) -> Source:
        return Source(
            id=f"{self.kind}{texts[0][:9]}",
            kind=self.kind,
            format="text",
            parts=(Part("a", "a", 1),),
            date=self.day,
            dated_from=DatedFrom.NAME,
            title=self.title,
            time=self.at,
            utterances=tuple(Utterance(n, text, block=n) for n, text in enumerate(texts)),
            private=self.private,
        )


NOTED = Made(SourceKind.DOCUMENT)


def verdict(one: Source, other: Source, people: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> Verdict:
    return same_meeting(Account(one, people), Account(other, others)).verdict


def test_notes_of_a_talk_are_of_its_meeting():
    """The same title, and what stands together in the notes stands together in the talk; in either order."""
    talk, notes = Made().source(*TALK), NOTED.source(*NOTES)
    assert verdict(talk, notes) is Verdict.SAME
    assert verdict(notes, talk) is Verdict.SAME


def test_words_alone_are_asked_about():
    """Where neither title nor people nor time tie them, a person says."""
    notes = Made(SourceKind.DOCUMENT, title="Ideas").source(*NOTES)
    assert verdict(Made().source(*TALK), notes) is Verdict.ASK


def test_the_same_title_and_people_with_other_words_are_two_meetings():
    """A series has one title and the same people every time."""
    people = ("Ilse Vantongeren", "Marek Hlubina")
    assert verdict(Made().source(*TALK), NOTED.source(*OTHER), people, people) is Verdict.APART
    assert verdict(Made().source(*TALK), Made().source(*OTHER), people, people) is Verdict.APART


def test_terse_notes_of_the_same_title_and_people_are_asked_about():
    """Half a dozen words of one's own are too few to join by, and enough to ask."""
    people = ("Ilse Vantongeren", "Marek Hlubina")
    terse = NOTED.source("kiln arch cracked, forty bowls lost!", "bricks from Delft")
    assert verdict(Made().source(*TALK), terse, people, people) is Verdict.ASK
    assert verdict(Made().source(*TALK), terse) is Verdict.APART


def test_talks_at_other_times_of_the_day_are_apart():
    """The morning's meeting is not the evening's, whatever is said again in it."""
    morning, evening = Made(at=time(9)), Made(at=time(16))
    assert verdict(morning.source(*TALK), evening.source(*TALK)) is Verdict.APART
    assert verdict(morning.source(*TALK), Made(at=time(9, 5)).source(*TALK)) is Verdict.SAME


def test_time_title_and_people_are_enough():
    """A chat has hardly a word of the talk; at its time, under its title, by its people, it is of that meeting."""
    people = ("Ilse Vantongeren", "Marek Hlubina")
    chat = Made(at=time(9, 5)).source("here is the link", "thanks, got it")
    assert verdict(Made(at=time(9)).source(*TALK), chat, people, people[:1]) is Verdict.SAME


def test_the_same_people_at_the_same_time_are_asked_about():
    """A chat that is called otherwise has few words of the talk, but nobody is in two meetings at once."""
    people = ("Ilse Vantongeren", "Marek Hlubina")
    chat = Made(title="saved messages", at=time(9, 5)).source("here is the link", "thanks, got it")
    assert verdict(Made(at=time(9)).source(*TALK), chat, people, people[:1]) is Verdict.ASK


@pytest.mark.parametrize(
    "other",
    [
        Made(SourceKind.DOCUMENT, day=date(2026, 5, 5)),
        Made(SourceKind.EMAIL, day=date(2026, 5, 3)),
        Made(SourceKind.EMAIL, day=date(2026, 5, 6)),
        Made(private="told in confidence"),
    ],
)
def test_another_day_or_privacy_is_never_one(other: Made):
    """Notes are of the day, a mail of that or the next; what is private stays with itself."""
    assert not may_be_one(Made().source(*TALK), other.source(*NOTES))


def test_without_a_talk_there_is_no_meeting():
    """Two documents of one day may quote each other."""
    assert not may_be_one(NOTED.source(*NOTES), NOTED.source(*NOTES[:2]))
