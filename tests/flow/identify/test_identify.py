"""Identity of a source."""

import random
from collections.abc import Sequence
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.flow.identify import Close, Grown, Identity, New, Twin, fingerprint, identify
from minutebook.model.record import SourceRecord, SourceState
from minutebook.model.source import DatedFrom, Form, Part, Source, SourceKind, Utterance

DAY = date(2026, 4, 14)
NOUNS = ["ferry", "pump", "ledger", "quarry", "violin", "harbour", "lantern", "orchard", "turbine", "saddle", "copper"]
VERBS = ["repaired", "counted", "painted", "ordered", "measured", "weighed", "shipped", "sketched", "drained", "tested"]


def say(first: int, count: int) -> list[str]:
    """Sentences, each of its own nouns and verb, with its number."""
    return [_say(random.Random(n), n) for n in range(first, first + count)]


def _say(draw: random.Random, number: int) -> str:
    one, other, third = draw.sample(NOUNS, 3)
    return f"We {draw.choice(VERBS)} the {one} near the {other} with {third} number {number}."


def make_source(
    texts: Sequence[str],
    name: str = "a",
    kind: SourceKind = SourceKind.CONVERSATION,
    day: date = DAY,
    message_ids: tuple[str, ...] = (),
) -> Source:
    form = Form.TURN if kind is SourceKind.CONVERSATION else Form.PARAGRAPH
    utterances = tuple(Utterance(n, text, block=n, form=form) for n, text in enumerate(texts))
    part = Part(f"{name}.vtt", name * 4, 10)
    return Source(f"id-{name}", kind, "x", (part,), day, DatedFrom.NAME, "Talk", utterances, message_ids=message_ids)


def make_record(source: Source, **changes: object) -> SourceRecord:
    record = SourceRecord(
        source_id=source.id,
        kind=source.kind.value,
        format=source.format,
        date=source.date.isoformat(),
        title=source.title,
        sha256s=(source.sha256,),
        originals=("Sources/a.vtt",),
        message_ids=source.message_ids,
        words=fingerprint(source),
        next_block=len(source.utterances),
    )
    return msgspec.structs.replace(record, **changes)


def compare(known: Source, new: Source, **changes: object) -> Identity:
    return identify(new, [make_record(known, **changes)], lambda _: known)


def test_nothing_known_is_new() -> None:
    """A source without a like is new, as it stands."""
    source = make_source(say(0, 20))
    assert identify(source, [], lambda _: None) == New(source)


def test_equal_bytes_are_a_twin_even_when_renamed_and_redated() -> None:
    """The hash decides, also for what has hardly a word, whatever the date."""
    known = make_source(["Yes."], "a")
    again = msgspec.structs.replace(known, date=date(2026, 5, 1), id="other", title="Renamed")
    verdict = compare(known, again)
    assert isinstance(verdict, Twin)
    assert verdict.overlap is None


def test_an_undated_copy_of_a_talk_is_a_twin() -> None:
    """A file's own time dates nothing where every word is known; a day that it states, a word more, or a list filled in anew is its own."""
    known = make_source(say(0, 30), "a")
    later = msgspec.structs.replace(make_source(say(0, 30), "b", day=date(2026, 5, 1)), dated_from=DatedFrom.MODIFIED)
    assert isinstance(compare(known, later), Twin)
    assert isinstance(compare(known, msgspec.structs.replace(later, dated_from=DatedFrom.NAME)), New)
    longer = make_source([*say(0, 30), "One more pump."], "b", day=later.date)
    assert isinstance(compare(known, msgspec.structs.replace(longer, dated_from=DatedFrom.MODIFIED)), New)
    lists = [msgspec.structs.replace(source, kind=SourceKind.CHECKLIST) for source in (known, later)]
    assert isinstance(compare(*lists), New)


def test_two_meetings_of_one_file_are_two() -> None:
    """Equal bytes do not join what an app keeps in one file."""
    known = make_source(say(0, 30), "a")
    other = msgspec.structs.replace(make_source(say(50, 30), "b"), parts=known.parts)
    assert isinstance(compare(known, other), New)
    verdict = identify(other, [make_record(known), make_record(other)], lambda _: None)
    assert isinstance(verdict, Twin)
    assert verdict.record.source_id == other.id


def test_an_undone_source_is_still_recognised() -> None:
    """What follows from the state is for the caller."""
    known = make_source(say(0, 30))
    verdict = compare(known, known, state=SourceState.UNDONE)
    assert isinstance(verdict, Twin)
    assert verdict.record.state is SourceState.UNDONE


def test_another_layout_is_a_twin() -> None:
    """Cues or turns, punctuation and case make no difference."""
    texts = say(0, 30)
    turns = [" ".join(texts[n : n + 5]).lower().replace(".", "") for n in range(0, 30, 5)]
    assert isinstance(compare(make_source(texts, "a"), make_source(turns, "b")), Twin)
    assert isinstance(compare(make_source(turns, "a"), make_source(texts, "b")), Twin)


def test_a_shorter_export_that_comes_later_is_a_twin() -> None:
    """Nothing changes where the known source has it all."""
    assert isinstance(compare(make_source(say(0, 40), "a"), make_source(say(0, 25), "b")), Twin)
    assert isinstance(compare(make_source(say(0, 40), "a"), make_source(say(10, 25), "b")), Twin)


def test_the_same_words_of_another_day_are_new() -> None:
    """Words tell only within one date."""
    known = make_source(say(0, 40), "a")
    assert isinstance(compare(known, make_source(say(0, 40), "b", day=date(2026, 4, 15))), New)


def test_short_texts_are_told_apart_and_get_ids_of_their_own() -> None:
    """Below 60 content words equal words prove nothing; two sources never share an id."""
    known = make_source(["Fine with me, thanks."], "a")
    again = msgspec.structs.replace(make_source(["Fine with me, thanks!"], "b"), id=known.id)
    verdict = compare(known, again)
    assert isinstance(verdict, New)
    assert verdict.source.id != known.id
    assert compare(known, again) == verdict
    asked = compare(make_source(say(0, 5), "a"), make_source(say(0, 5), "b"))
    assert isinstance(asked, Close)


def test_a_form_filled_in_anew_is_kept_apart_and_asked() -> None:
    """One word in the place of another tells two letters of one template apart."""
    letter = [*say(0, 12), "This reminder concerns the {} contract.", *say(20, 12)]
    one = make_source([line.format("Alder") for line in letter], "a", SourceKind.DOCUMENT)
    other = make_source([line.format("Birch") for line in letter], "b", SourceKind.DOCUMENT)
    verdict = compare(one, other)
    assert isinstance(verdict, Close)
    assert verdict.overlaps[0].of_smaller > 0.9
    signed = make_source([*say(0, 24), "Yours, Alder"], "a", SourceKind.DOCUMENT)
    assert isinstance(compare(signed, make_source([*say(0, 24), "Yours, Birch"], "b", SourceKind.DOCUMENT)), Close)


def test_short_talk_with_another_number_is_kept_apart() -> None:
    """A number in the place of another is never an artefact of a layout."""
    talk = [*say(0, 12), "Week {} of the timetable.", *say(20, 12)]
    one = make_source([line.format(11) for line in talk], "a")
    assert isinstance(compare(one, make_source([line.format(12) for line in talk], "b")), Close)


def test_long_talk_with_slips_is_the_same_talk() -> None:
    """Nine tenths of a long talk are not said twice."""
    talk = say(0, 120)
    slips = [line.replace("near", "nearby") if n % 12 == 0 else line for n, line in enumerate(talk)]
    assert isinstance(compare(make_source(talk, "a"), make_source(slips, "b")), Twin)


def test_another_recogniser_is_at_least_close() -> None:
    """One word in seven heard otherwise is asked about."""
    talk = say(0, 80)
    words = " ".join(talk).split()
    heard = [f"wrong{n}" if n % 7 == 0 else word for n, word in enumerate(words)]
    verdict = compare(make_source(talk, "a"), make_source([" ".join(heard)], "b"))
    assert isinstance(verdict, Close)


def test_a_document_quoted_by_a_larger_one_is_kept_apart() -> None:
    """An agenda is neither the minutes that repeat it nor the talk that reads it out."""
    agenda, minutes = say(0, 20), [*say(0, 20), *say(40, 90)]
    written = make_source(agenda, "a", SourceKind.DOCUMENT)
    for kind in (SourceKind.DOCUMENT, SourceKind.CONVERSATION):
        assert isinstance(compare(written, make_source(minutes, "b", kind)), Close)
        assert isinstance(compare(make_source(minutes, "b", kind), written), Close)


def test_mails_are_told_by_their_ids() -> None:
    """Equal ids join whatever the date; a mail that quotes another is another, even without ids."""
    mail, quoting = say(0, 30), ["Agreed, go ahead on Friday.", *say(0, 30)]
    known = make_source(mail, "a", SourceKind.EMAIL, message_ids=("<1@x>",))
    redated = make_source(mail, "b", SourceKind.EMAIL, date(2026, 4, 20), ("<1@x>",))
    assert isinstance(compare(known, redated), Twin)
    assert isinstance(compare(known, make_source(quoting, "b", SourceKind.EMAIL, message_ids=("<2@x>",))), New)
    assert isinstance(compare(known, make_source(quoting, "b", SourceKind.EMAIL)), Close)
    assert isinstance(
        compare(make_source(quoting, "a", SourceKind.EMAIL), make_source(mail, "b", SourceKind.EMAIL)), Close
    )


def test_a_thread_with_one_mail_more_has_grown() -> None:
    """A shared id and more words: the known source, larger."""
    known = make_source(say(0, 20), "a", SourceKind.EMAIL, message_ids=("<1@x>",))
    thread = make_source(say(0, 30), "b", SourceKind.EMAIL, message_ids=("<1@x>", "<2@x>"))
    assert isinstance(compare(known, thread), Grown)


def test_a_grown_source_keeps_its_id_and_its_blocks() -> None:
    """What was rendered keeps its numbers, what is new gets the next free ones."""
    known, grown = make_source(say(0, 20), "a"), make_source(say(0, 28), "b")
    verdict = compare(known, grown, next_block=25)
    assert isinstance(verdict, Grown)
    assert verdict.source.id == known.id
    assert verdict.source.sha256 == grown.sha256
    assert verdict.blocks == (*range(20), *range(25, 33))
    assert verdict.next_block == 33
    assert tuple(utterance.block for utterance in verdict.source.utterances) == verdict.blocks


def test_growth_before_and_between_moves_no_block() -> None:
    """Text put in front or in the middle takes no number that has a meaning."""
    known = make_source([*say(0, 10), *say(20, 10)], "a")
    verdict = compare(known, make_source([*say(50, 2), *say(0, 10), *say(60, 2), *say(20, 10)], "b"))
    assert isinstance(verdict, Grown)
    assert verdict.blocks == (20, 21, *range(10), 22, 23, *range(10, 20))


def test_growth_in_another_layout_keeps_the_blocks_in_which_turns_begin() -> None:
    """A turn takes the block of its first cue; cues split from a turn get new numbers, but for the first."""
    cues = say(0, 30)
    turns = [" ".join(cues[n : n + 3]) for n in range(0, 30, 3)]
    verdict = compare(make_source(cues[:24], "a"), make_source(turns, "b"))
    assert isinstance(verdict, Grown)
    assert verdict.blocks == (*range(0, 24, 3), 24, 25)
    verdict = compare(make_source(turns[:8], "a"), make_source(cues, "b"))
    assert isinstance(verdict, Grown)
    assert verdict.blocks[:24:3] == tuple(range(8))
    assert sorted(set(verdict.blocks)) == list(range(30))


def test_short_interjections_keep_their_blocks_from_the_record_alone() -> None:
    """The fingerprint knows where utterances begin, so that a lost original costs no block."""
    texts = [line for sentence in say(0, 20) for line in (sentence, "Yeah.", "OK then.")]
    known, grown = make_source(texts, "a"), make_source([*texts, *say(30, 5)], "b")
    verdict = identify(grown, [make_record(known)], lambda _: None)
    assert isinstance(verdict, Grown)
    assert verdict.blocks == tuple(range(65))


def test_blocks_survive_growing_twice() -> None:
    """The record's own block numbers are carried, not the places of its utterances."""
    first, second, third = make_source(say(10, 20), "a"), make_source(say(5, 25), "b"), make_source(say(0, 30), "c")
    once = compare(first, second)
    assert isinstance(once, Grown)
    record = make_record(second, source_id=first.id, blocks=once.blocks, next_block=once.next_block)
    twice = identify(third, [record], lambda _: second)
    assert isinstance(twice, Grown)
    assert twice.blocks == (*range(25, 30), *range(20, 25), *range(20))


def test_an_original_read_otherwise_today_does_not_move_blocks() -> None:
    """Where the original no longer reads as it was rendered, the record's own words are aligned."""
    known = make_source(say(0, 20), "a")
    verdict = identify(make_source(say(0, 26), "b"), [make_record(known)], lambda _: make_source(say(3, 20), "a"))
    assert isinstance(verdict, Grown)
    assert verdict.blocks == tuple(range(26))


def test_a_record_without_fingerprint_is_read_again() -> None:
    """A fingerprint of another version is made anew from the original."""
    known = make_source(say(0, 30), "a")
    assert isinstance(compare(known, make_source(say(0, 30), "b"), words="0:abc"), Twin)
    assert isinstance(identify(make_source(say(0, 30), "b"), [make_record(known, words="")], lambda _: None), New)


def test_the_best_of_several_is_meant() -> None:
    """Of several known sources that of which most is contained is the twin."""
    near, exact = make_source([*say(0, 28), *say(60, 2)], "a"), make_source(say(0, 30), "c")
    verdict = identify(make_source(say(0, 30), "b"), [make_record(near), make_record(exact)], lambda _: None)
    assert isinstance(verdict, Twin)
    assert verdict.record.source_id == exact.id


def test_a_fingerprint_is_small() -> None:
    """16,000 words of talk, of which half carry content, stay under 10 kB."""
    talk = [f"{line} And then that is what we had to do." for line in say(0, 780)]
    assert sum(len(line.split()) for line in talk) >= 15_000
    assert len(fingerprint(make_source(talk))) < 9_400


@settings(max_examples=40)
@given(st.data())
def test_growth_never_moves_or_reuses_a_block(data: st.DataObject) -> None:
    """However a source is cut, grown and laid out anew, blocks are unique and those of equal cues stay."""
    size = data.draw(st.integers(20, 40))
    kept = data.draw(st.integers(16, size - 2))
    texts = say(0, size)
    known = make_source(texts[:kept], "a")
    verdict = compare(known, make_source(texts, "b"))
    assert isinstance(verdict, Grown)
    assert verdict.blocks == tuple(range(size))
    cuts = sorted(data.draw(st.sets(st.integers(1, size - 1), max_size=size)))
    turns = [" ".join(texts[a:b]) for a, b in zip([0, *cuts], [*cuts, size], strict=True)]
    verdict = compare(known, make_source(turns, "c"))
    assert isinstance(verdict, Grown)
    assert len(set(verdict.blocks)) == len(turns)
    for begin, block in zip([0, *cuts], verdict.blocks, strict=True):
        assert block == begin if begin < kept else block >= kept


@pytest.mark.parametrize("text", ["", "…", "👍", "\ud800"])
def test_a_source_without_words_is_no_twin_of_another(text: str) -> None:
    """Nothing said proves nothing."""
    assert isinstance(compare(make_source([text], "a"), make_source([text], "b")), New)
