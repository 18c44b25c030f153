"""JSON of speech-to-text vendors and recorders: Deepgram, AssemblyAI, Rev, Speechmatics, ElevenLabs, Fireflies."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft
from minutebook.flow.adapt.layout import (
    Layout,
    Word,
    attendees,
    conversation,
    has_records,
    in_time,
    recorded,
    spelt_summary,
    turns,
)
from minutebook.flow.adapt.segments import read_cue
from minutebook.flow.adapt.values import array, email, entry, first, number, records, seconds, speaker, string
from minutebook.model.source import Header

# Deepgram

SPEAKERS_A_CHANNEL = 10
"""Diarization numbers each channel's speakers from 0; the second channel's first is ``Speaker 10``."""


def _knows_deepgram(tree: Any) -> bool:
    return has_records(entry(tree, "results", "channels"), "alternatives")


def _read_deepgram(tree: Any) -> tuple[Draft, ...]:
    """Utterances where asked for; else each channel's paragraphs; else its words."""
    channels = array(tree["results"]["channels"])
    cues = [_deepgram_utterance(each, len(channels)) for each in array(tree["results"].get("utterances"))]
    if not any(cue is not None and cue.text for cue in cues):
        found = chain.from_iterable(_deepgram_channel(each, nth, len(channels)) for nth, each in enumerate(channels))
        cues = in_time(found) if len(channels) > 1 else list(found)
    best = first(records(first(next(iter(records(channels)), None), "alternatives")), "languages")
    language = first(next(iter(records(channels)), None), "detected_language") or best
    aside = spelt_summary(first(entry(tree, "results", "summary"), "short", "text"))
    return (conversation("deepgram-json", cues, language=language, aside=aside),)


def _deepgram_speaker(each: Any, channel: Any, channels: int) -> str | None:
    """The diarized speaker; with a channel for each person it is the channel that tells them apart."""
    label = speaker(first(each, "speaker"))
    if channels < 2:
        return label
    on, told = number(channel), number(first(each, "speaker"))
    if on is None:
        return label
    return speaker(on if told is None else on * SPEAKERS_A_CHANNEL + told)


def _deepgram_utterance(each: Any, channels: int) -> Cue | None:
    text = string(entry(each, "transcript"))
    if text is None:
        return None
    return Cue(
        text,
        _deepgram_speaker(each, each.get("channel"), channels),
        seconds(each.get("start")),
        seconds(each.get("end")),
    )


def _deepgram_channel(channel: Any, nth: int, channels: int) -> Iterator[Cue | None]:
    best = next(iter(records(entry(channel, "alternatives"))), {})
    paragraphs = array(entry(best, "paragraphs", "paragraphs"))
    words = array(best.get("words"))
    if paragraphs:
        yield from (_deepgram_paragraph(each, nth, channels) for each in paragraphs)
    elif words:
        yield from turns(_deepgram_word(each, nth, channels) for each in words)
    else:
        yield from turns(Word(text) for text in (string(best.get("transcript")) or "").split())


def _deepgram_paragraph(each: Any, nth: int, channels: int) -> Cue | None:
    texts = [string(sentence.get("text")) for sentence in records(entry(each, "sentences"))]
    if not texts:
        return None
    label = _deepgram_speaker(each, nth, channels)
    return Cue(" ".join(filter(None, texts)), label, seconds(each.get("start")), seconds(each.get("end")))


def _deepgram_word(each: Any, nth: int, channels: int) -> Word | None:
    text = string(first(each, "punctuated_word", "word"))
    if text is None:
        return None
    return Word(text, _deepgram_speaker(each, nth, channels), seconds(each.get("start")), seconds(each.get("end")))


# AssemblyAI, whose times are in milliseconds


def _knows_assemblyai(tree: Any) -> bool:
    if not isinstance(tree, dict):
        return False
    spoken = any(
        has_records(tree.get(key), "start", "end") for key in ("utterances", "words", "paragraphs", "sentences")
    )
    marked = any(key in tree for key in ("audio_duration", "acoustic_model", "audio_url", "language_model"))
    failed = tree.get("status") == "error" and "error" in tree and marked
    return failed or (spoken and ("status" in tree or marked))


def _read_assemblyai(tree: Any) -> tuple[Draft, ...]:
    if tree.get("status") == "error":
        raise SourceError(
            f"AssemblyAI could not transcribe this recording: {string(tree.get('error')) or 'no reason given'}"
        )
    grouped = next(
        (found for key in ("utterances", "paragraphs", "sentences") if (found := array(tree.get(key)))), None
    )
    cues = map(_assemblyai_cue, grouped) if grouped else turns(map(_assemblyai_word, array(tree.get("words"))))
    aside = spelt_summary(tree.get("summary"))
    return (conversation("assemblyai-json", cues, language=tree.get("language_code"), aside=aside),)


def _assemblyai_cue(each: Any) -> Cue | None:
    text = string(entry(each, "text"))
    if text is None:
        return None
    return Cue(
        text,
        speaker(first(each, "speaker", "channel")),
        seconds(each.get("start"), 0.001),
        seconds(each.get("end"), 0.001),
    )


def _assemblyai_word(each: Any) -> Word | None:
    cue = _assemblyai_cue(each)
    return None if cue is None else Word(cue.text, cue.speaker, cue.start, cue.end)


# Rev


def _knows_rev(tree: Any) -> bool:
    return has_records(entry(tree, "monologues"), "elements")


def _read_rev(tree: Any) -> tuple[Draft, ...]:
    names = _names(tree.get("speakers"))
    return (conversation("rev-json", (_monologue(each, names) for each in array(tree["monologues"]))),)


def _names(listed: Any) -> dict[str, str]:
    """Names of speakers by the label that their number has."""
    named = ((speaker(each.get("id")), string(each.get("name"))) for each in records(listed))
    return {label: name for label, name in named if label and name}


def _monologue(each: Any, names: dict[str, str]) -> Cue | None:
    elements = records(entry(each, "elements"))
    if not elements:
        return None
    text = "".join(value for element in elements if isinstance(value := element.get("value"), str))
    label = speaker(first(entry(each, "speaker_info"), "display_name")) or speaker(each.get("speaker"))
    starts = (seconds(element.get("ts")) for element in elements)
    ends = (seconds(element.get("end_ts")) for element in elements)
    return Cue(
        string(text) or "",
        names.get(label or "", label),
        next((start for start in starts if start is not None), None),
        max((end for end in ends if end is not None), default=None),
    )


# Speechmatics


def _knows_speechmatics(tree: Any) -> bool:
    results = entry(tree, "results")
    return has_records(results, "alternatives") and has_records(results, "type") and has_records(results, "start_time")


def _read_speechmatics(tree: Any) -> tuple[Draft, ...]:
    results = (each for each in array(tree["results"]) if entry(each, "type") != "speaker_change")
    cues = turns(_following(map(_speechmatics_word, results)))
    language = entry(tree, "metadata", "transcription_config", "language")
    return (conversation("speechmatics-json", cues, language=language),)


def _speechmatics_word(each: Any) -> Word | None:
    best = next(iter(records(entry(each, "alternatives"))), {})
    text = string(best.get("content"))
    if text is None:
        return None
    glued = each.get("type") == "punctuation" and each.get("attaches_to", "previous") != "next"
    label = _speechmatics_speaker(first(best, "speaker") or first(each, "channel"))
    return Word(text, label, seconds(each.get("start_time")), seconds(each.get("end_time")), glued)


def _speechmatics_speaker(value: Any) -> str | None:
    """``S1`` is the service's first speaker, ``UU`` its word for not known."""
    label = string(value) or ""
    if label == "UU":
        return None
    return speaker(label[1:] if label[:1] == "S" and label[1:].isdecimal() else label)


def _following(words: Iterable[Word | None]) -> Iterator[Word | None]:
    """Words with punctuation given to the speaker of the word that it follows."""
    last: Word | None = None
    for word in words:
        if word is not None and word.glued and last is not None:
            yield Word(word.text, last.speaker, word.start, word.end, glued=True)
        else:
            yield word
            last = word or last


# ElevenLabs


def _knows_elevenlabs(tree: Any) -> bool:
    words = entry(tree, "words")
    return has_records(words, "speaker_id", "type") and has_records(words, "start") and has_records(words, "text")


def _read_elevenlabs(tree: Any) -> tuple[Draft, ...]:
    """Blanks are entries of their own, so that words stand as they are."""
    words = (_elevenlabs_word(each) for each in array(tree["words"]) if entry(each, "type") != "spacing")
    return (conversation("elevenlabs-json", turns(words), language=tree.get("language_code")),)


def _elevenlabs_word(each: Any) -> Word | None:
    text = string(entry(each, "text"))
    if text is None:
        return None
    return Word(text, speaker(each.get("speaker_id")), seconds(each.get("start")), seconds(each.get("end")))


# Fireflies


def _knows_fireflies(tree: Any) -> bool:
    sentences = entry(tree, "sentences")
    return has_records(sentences, "text", "raw_text") and has_records(sentences, "speaker_name", "speaker_id")


def _read_fireflies(tree: Any) -> tuple[Draft, ...]:
    names = _names(tree.get("speakers"))
    cues = (_fireflies_cue(each, names) for each in array(tree["sentences"]))
    return (
        conversation(
            "fireflies-json",
            cues,
            title=tree.get("title"),
            when=recorded(tree, "date", "dateString"),
            people=_fireflies_people(tree),
            aside=spelt_summary(tree.get("summary")),
        ),
    )


def _fireflies_cue(each: Any, names: dict[str, str]) -> Cue | None:
    sentence = read_cue(each, start="start_time", end="end_time") or read_cue(
        each, text="raw_text", start="start_time", end="end_time"
    )
    if sentence is None:
        return None
    label = speaker(first(each, "speaker_id"))
    return Cue(
        sentence.text,
        speaker(first(each, "speaker_name")) or names.get(label or "", label),
        sentence.start,
        sentence.end,
    )


def _fireflies_people(tree: dict[str, Any]) -> tuple[Header, ...]:
    """Attendees, then bare addresses of participants; the one who called the meeting is its host."""
    hosts = {address.casefold() for key in ("host_email", "organizer_email") if (address := email(tree.get(key)))}
    people = attendees(tree.get("meeting_attendees"), tree.get("participants"))
    return tuple(
        Header(each.name, each.email, "host") if each.email and each.email.casefold() in hosts else each
        for each in people
    )


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "fireflies-json", "sentences with speaker names, as Fireflies exports them", _knows_fireflies, _read_fireflies
    ),
    Layout("deepgram-json", "results by channel and alternative, as Deepgram answers", _knows_deepgram, _read_deepgram),
    Layout("rev-json", "monologues of elements, as Rev answers", _knows_rev, _read_rev),
    Layout(
        "elevenlabs-json", "typed words with speaker ids, as ElevenLabs answers", _knows_elevenlabs, _read_elevenlabs
    ),
    Layout(
        "assemblyai-json",
        "utterances or words in milliseconds, as AssemblyAI answers",
        _knows_assemblyai,
        _read_assemblyai,
    ),
    Layout(
        "speechmatics-json",
        "typed results with alternatives, as Speechmatics answers",
        _knows_speechmatics,
        _read_speechmatics,
    ),
)
