"""JSON layouts: each tool's own shape becomes the same plain cues."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft, Sample
from minutebook.flow.adapt.structured import JsonAdapter
from minutebook.model.source import Header, SourceKind

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
ADAPTER = JsonAdapter()
TWO = [Cue("Shall we start?", "Speaker 0", 0.5, 1.5), Cue("Yes, please.", "Speaker 1", 2.0, 3.0)]


def sample_of(value: Any, name: str = "call.json") -> Sample:
    text = value if isinstance(value, str) else json.dumps(value)
    return Sample(name, text.encode("utf-8", "surrogatepass"), text)


def read(value: Any, name: str = "call.json") -> Draft:
    sample = sample_of(value, name)
    assert ADAPTER.identify(sample) is not None
    (draft,) = ADAPTER.read(sample)
    return draft


def labelled(*labels: str | None) -> list[Cue]:
    """The two cues that most fixtures hold, under the labels of their layout."""
    return [Cue(cue.text, label, cue.start, cue.end) for cue, label in zip(TWO, labels, strict=True)]


def words(key: str, unit: float, **speakers: Any) -> list[dict[str, Any]]:
    """The five words of the two cues, with times in a unit and a speaker's key with two values."""
    rows = [("Shall", 0.5, 0.8), ("we", 0.8, 1.0), ("start?", 1.0, 1.5), ("Yes,", 2.0, 2.4), ("please.", 2.4, 3.0)]
    return [
        {key: text, "start": round(start * unit, 3), "end": round(end * unit, 3)}
        | {name: values[nth > 2] for name, values in speakers.items()}
        for nth, (text, start, end) in enumerate(rows)
    ]


def aws_items(**speakers: Any) -> list[dict[str, Any]]:
    rows = [
        ("Shall", 0.5, 0.8),
        ("we", 0.8, 1.0),
        ("start", 1.0, 1.5),
        "?",
        ("Yes", 2.0, 2.4),
        ",",
        ("please", 2.4, 3.0),
        ".",
    ]
    made = []
    for nth, row in enumerate(rows):
        if isinstance(row, str):
            item = {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": row}]}
        else:
            item = {
                "type": "pronunciation",
                "alternatives": [{"content": row[0]}],
                "start_time": str(row[1]),
                "end_time": str(row[2]),
            }
        made.append(item | {key: values[nth > 3] for key, values in speakers.items()})
    return made


def google_words(time: Any, **speakers: Any) -> list[dict[str, Any]]:
    return [
        {"word": each["word"], "startTime": time(each["start"]), "endTime": time(each["end"])}
        | {key: each[key] for key in speakers}
        for each in words("word", 1, **speakers)
    ]


CASES: list[tuple[str, Any, str, list[Cue]]] = [
    (
        "Whisper",
        {"text": "…", "language": "en", "segments": [
            {"id": 0, "seek": 0, "start": 0.5, "end": 1.5, "text": " Shall we start?", "tokens": [1]},
            {"id": 1, "seek": 0, "start": 2.0, "end": 3, "text": " Yes, please.", "tokens": [2]},
        ]},
        "whisper-json",
        labelled(None, None),
    ),
    (
        "faster-whisper with speakers",
        {"segments": [
            {"id": 1, "seek": 0, "start": 0.5, "end": 1.5, "text": " Shall we start?", "words": None, "speaker": "SPEAKER_01"},
            {"id": 2, "seek": 0, "start": 2.0, "end": 3.0, "text": " Yes, please.", "words": None, "speaker": "SPEAKER_00"},
        ]},
        "faster-whisper-json",
        labelled("SPEAKER_01", "SPEAKER_00"),
    ),
    (
        "WhisperX, a segment without a speaker",
        {"segments": [
            {"start": 0.5, "end": 1.5, "text": " Shall we start?", "speaker": "SPEAKER_00", "words": []},
            {"start": 2.0, "end": 3.0, "text": " Yes, please.", "words": []},
        ], "word_segments": [], "language": "en"},
        "whisperx-json",
        labelled("SPEAKER_00", None),
    ),
    (
        "whisper-timestamped",
        {"segments": [
            {"start": 0.5, "end": 1.5, "text": " Shall we start?", "confidence": 0.9, "words": [{"text": "Shall", "confidence": 0.9}]},
            {"start": 2.0, "end": 3.0, "text": " Yes, please.", "confidence": 0.8, "words": []},
        ]},
        "whisper-timestamped-json",
        labelled(None, None),
    ),
    (
        "insanely-fast-whisper, diarized",
        {"speakers": [
            {"speaker": "SPEAKER_00", "timestamp": [0.5, 1.5], "text": "Shall we start?"},
            {"speaker": "SPEAKER_01", "timestamp": [2.0, 3.0], "text": "Yes, please."},
        ], "chunks": [{"timestamp": [0.5, 3.0], "text": "Shall we start? Yes, please."}]},
        "insanely-fast-whisper-json",
        labelled("SPEAKER_00", "SPEAKER_01"),
    ),
    (
        "insanely-fast-whisper, an open end",
        {"speakers": [], "chunks": [{"timestamp": [0.5, 1.5], "text": " Shall we start?"}, {"timestamp": [2, None], "text": " Yes, please."}]},
        "insanely-fast-whisper-json",
        [Cue("Shall we start?", None, 0.5, 1.5), Cue("Yes, please.", None, 2.0, None)],
    ),
    (
        "whisper.cpp",
        {"result": {"language": "en"}, "transcription": [
            {"timestamps": {"from": "00:00:00,500", "to": "00:00:01,500"}, "offsets": {"from": 500, "to": 1500}, "text": " Shall we start?"},
            {"timestamps": {"from": "00:00:02,000", "to": "00:00:03,000"}, "text": " Yes, please."},
        ]},
        "whisper-cpp-json",
        labelled(None, None),
    ),
    ("a lone text", {"text": "Shall we start? Yes, please."}, "whisper-json", [Cue("Shall we start?"), Cue("Yes, please.")]),
    (
        "podcast namespace",
        {"version": "1.0.0", "segments": [
            {"speaker": "Ines", "startTime": 0.5, "endTime": 1.5, "body": "Shall we start?"},
            {"speaker": "Marek", "startTime": 2, "endTime": 3, "body": "Yes, please."},
        ]},
        "podcast-json",
        labelled("Ines", "Marek"),
    ),
    (
        "podcast namespace, a segment a word",
        {"version": "1.0.0", "segments": [
            {"speaker": each["speaker"], "startTime": each["start"], "endTime": each["end"], "body": each["body"]}
            for each in words("body", 1, speaker=("Ines", "Marek"))
        ]},
        "podcast-json",
        labelled("Ines", "Marek"),
    ),
    (
        "Deepgram utterances",
        {"results": {"channels": [{"alternatives": [{"transcript": "x", "words": []}]}], "utterances": [
            {"start": 0.5, "end": 1.5, "transcript": "Shall we start?", "channel": 0, "speaker": 0},
            {"start": 2.0, "end": 3.0, "transcript": "Yes, please.", "channel": 0, "speaker": 1},
        ]}},
        "deepgram-json",
        TWO,
    ),
    (
        "Deepgram paragraphs",
        {"results": {"channels": [{"alternatives": [{"transcript": "x", "words": [{"word": "x"}], "paragraphs": {"paragraphs": [
            {"sentences": [{"text": "Shall we start?", "start": 0.5, "end": 1.5}], "speaker": 0, "start": 0.5, "end": 1.5},
            {"sentences": [{"text": "Yes,"}, {"text": "please."}], "speaker": 1, "start": 2.0, "end": 3.0},
        ]}}]}]}},
        "deepgram-json",
        TWO,
    ),
    (
        "Deepgram words",
        {"results": {"channels": [{"alternatives": [{"words": words("punctuated_word", 1, speaker=(0, 1))}]}]}},
        "deepgram-json",
        TWO,
    ),
    (
        "Deepgram without speakers",
        {"results": {"channels": [{"alternatives": [{"transcript": "x", "words": words("punctuated_word", 1)}]}]}},
        "deepgram-json",
        labelled(None, None),
    ),
    (
        "Deepgram, a channel each",
        {"results": {"channels": [
            {"alternatives": [{"words": words("punctuated_word", 1)[3:]}]},
            {"alternatives": [{"words": words("punctuated_word", 1)[:3]}]},
        ]}},
        "deepgram-json",
        labelled("Speaker 1", "Speaker 0"),
    ),
    (
        "AssemblyAI utterances",
        {"id": "a", "status": "completed", "text": "x", "utterances": [
            {"start": 500, "end": 1500, "text": "Shall we start?", "speaker": "A", "words": []},
            {"start": 2000, "end": 3000, "text": "Yes, please.", "speaker": "B", "words": []},
        ]},
        "assemblyai-json",
        labelled("Speaker A", "Speaker B"),
    ),
    (
        "AssemblyAI words",
        {"id": "a", "status": "completed", "utterances": None, "words": words("text", 1000, speaker=("A", "B"))},
        "assemblyai-json",
        labelled("Speaker A", "Speaker B"),
    ),
    (
        "Rev",
        {"monologues": [
            {"speaker": 0, "elements": [
                {"type": "text", "value": "Shall", "ts": 0.5, "end_ts": 0.8}, {"type": "punct", "value": " "},
                {"type": "text", "value": "we", "ts": 0.8, "end_ts": 1.0}, {"type": "punct", "value": " "},
                {"type": "text", "value": "start", "ts": 1.0, "end_ts": 1.5}, {"type": "punct", "value": "?"},
            ]},
            {"speaker": 1, "elements": [{"type": "text", "value": "Yes, please.", "ts": 2.0, "end_ts": 3.0}]},
        ], "speakers": [{"id": 1, "name": "Marek Dvor"}]},
        "rev-json",
        labelled("Speaker 0", "Marek Dvor"),
    ),
    (
        "Speechmatics",
        {"format": "2.9", "metadata": {"type": "transcription"}, "results": [
            {"type": "word", "start_time": 0.5, "end_time": 0.8, "alternatives": [{"content": "Shall", "speaker": "S1"}]},
            {"type": "word", "start_time": 0.8, "end_time": 1.0, "alternatives": [{"content": "we", "speaker": "S1"}]},
            {"type": "word", "start_time": 1.0, "end_time": 1.5, "alternatives": [{"content": "start", "speaker": "S1"}]},
            {"type": "punctuation", "start_time": 1.5, "end_time": 1.5, "alternatives": [{"content": "?", "speaker": "UU"}], "attaches_to": "previous"},
            {"type": "speaker_change"},
            {"type": "word", "start_time": 2.0, "end_time": 2.4, "alternatives": [{"content": "Yes,", "speaker": "S2"}]},
            {"type": "word", "start_time": 2.4, "end_time": 3.0, "alternatives": [{"content": "please.", "speaker": "S2"}]},
        ]},
        "speechmatics-json",
        labelled("Speaker 1", "Speaker 2"),
    ),
    (
        "ElevenLabs",
        {"language_code": "en", "text": "x", "words": [
            each | {"type": "word"} for each in words("text", 1, speaker_id=("speaker_0", "speaker_1"))
        ]},
        "elevenlabs-json",
        labelled("speaker_0", "speaker_1"),
    ),
    (
        "AWS, speakers by segment",
        {"jobName": "call", "status": "COMPLETED", "results": {"items": aws_items(), "speaker_labels": {"segments": [
            {"start_time": "0.5", "end_time": "1.5", "speaker_label": "spk_0", "items": []},
            {"start_time": "2.0", "end_time": "3.0", "speaker_label": "spk_1", "items": []},
        ]}}},
        "aws-transcribe-json",
        labelled("spk_0", "spk_1"),
    ),
    (
        "AWS, speakers by item",
        {"jobName": "call", "results": {"items": aws_items(speaker_label=("spk_0", "spk_1"))}},
        "aws-transcribe-json",
        labelled("spk_0", "spk_1"),
    ),
    (
        "AWS, a channel each",
        {"jobName": "call", "results": {"items": aws_items(), "channel_labels": {"channels": [
            {"channel_label": "ch_0", "items": aws_items()[4:]}, {"channel_label": "ch_1", "items": aws_items()[:4]},
        ]}}},
        "aws-transcribe-json",
        labelled("Channel 1", "Channel 0"),
    ),
    (
        "AWS audio segments",
        {"jobName": "call", "results": {"items": aws_items(), "audio_segments": [
            {"id": 0, "transcript": "Shall we start?", "start_time": "0.5", "end_time": "1.5", "speaker_label": "spk_0"},
            {"id": 1, "transcript": "Yes, please.", "start_time": "2.0", "end_time": "3.0", "speaker_label": "spk_1"},
        ]}},
        "aws-transcribe-json",
        labelled("spk_0", "spk_1"),
    ),
    (
        "AWS Bedrock Data Automation",
        {"metadata": {"dominant_asset_language": "EN"}, "audio_segments": [
            {"start_timestamp_millis": 500, "end_timestamp_millis": 1500, "text": "Shall we start?", "speaker": {"speaker_label": "spk_0"}},
            {"start_timestamp_millis": 2000, "end_timestamp_millis": 3000, "text": "Yes, please.", "channel": {"channel_label": "ch_1"}},
        ]},
        "aws-bda-json",
        labelled("spk_0", "Channel 1"),
    ),
    (
        "Google, the last result repeats all words with speakers",
        {"results": [
            {"alternatives": [{"transcript": "Shall we start?", "words": google_words(lambda time: f"{time}s")[:3]}]},
            {"alternatives": [{"transcript": " Yes, please.", "words": google_words(lambda time: f"{time}s")[3:]}]},
            {"alternatives": [{"words": google_words(lambda time: f"{time}s", speakerTag=(1, 2))}]},
        ]},
        "google-stt-json",
        labelled("Speaker 1", "Speaker 2"),
    ),
    (
        "Google, times as protobuf durations",
        {"results": [
            {"alternatives": [{"transcript": "Shall we start?", "words": google_words(lambda time: {"seconds": str(int(time)), "nanos": round(time % 1 * 1e9)})[:3]}]},
            {"alternatives": [{"transcript": "Yes, please.", "words": google_words(lambda time: {"seconds": str(int(time)), "nanos": round(time % 1 * 1e9)})[3:]}]},
        ]},
        "google-stt-json",
        labelled(None, None),
    ),
    (
        "Google v2 without words",
        {"results": [
            {"alternatives": [{"transcript": "Shall we start?"}], "resultEndOffset": "1.5s", "languageCode": "en-us"},
            {"alternatives": [{"transcript": "Yes, please."}], "resultEndOffset": "3s"},
        ]},
        "google-stt-json",
        [Cue("Shall we start?", None, 0.0, 1.5), Cue("Yes, please.", None, 1.5, 3.0)],
    ),
    (
        "Azure batch",
        {"source": "x.wav", "recognizedPhrases": [
            {"recognitionStatus": "Success", "channel": 0, "speaker": 1, "offsetInTicks": 5000000.0, "durationInTicks": 10000000.0, "nBest": [{"display": "Shall we start?", "lexical": "shall we start"}]},
            {"recognitionStatus": "Success", "channel": 0, "speaker": 2, "offset": "PT2S", "duration": "PT1S", "nBest": [{"display": "Yes, please."}]},
            {"recognitionStatus": "NoMatch", "channel": 0, "nBest": []},
        ]},
        "azure-speech-json",
        labelled("Speaker 1", "Speaker 2"),
    ),
    (
        "Azure fast transcription",
        {"durationMilliseconds": 3000, "phrases": [
            {"offsetMilliseconds": 500, "durationMilliseconds": 1000, "text": "Shall we start?", "speaker": 0, "channel": 0},
            {"offsetMilliseconds": 2000, "durationMilliseconds": 1000, "text": "Yes, please.", "speaker": 1, "channel": 0},
        ]},
        "azure-speech-json",
        TWO,
    ),
    (
        "IBM",
        {"results": [
            {"final": True, "alternatives": [{"transcript": "shall we start yes %HESITATION please ", "timestamps": [
                ["shall", 0.5, 0.8], ["we", 0.8, 1.0], ["start", 1.0, 1.5], ["yes", 2.0, 2.4], ["%HESITATION", 2.4, 2.5], ["please", 2.5, 3.0],
            ]}]},
            {"final": False, "alternatives": [{"transcript": "ple"}]},
        ], "speaker_labels": [
            {"from": start, "to": start + 0.1, "speaker": number}
            for start, number in [(0.5, 0), (0.8, 0), (1.0, 0), (2.0, 1), (2.4, 1), (2.5, 1)]
        ]},
        "ibm-stt-json",
        [Cue("shall we start", "Speaker 0", 0.5, 1.5), Cue("yes please", "Speaker 1", 2.0, 3.0)],
    ),
    (
        "Fireflies behind its interface's wrappers",
        {"data": {"transcript": {"title": "x", "sentences": [
            {"index": 0, "speaker_name": "Ines Moreau", "speaker_id": 0, "text": "Shall we start?", "raw_text": "", "start_time": 0.5, "end_time": 1.5},
            {"index": 1, "speaker_name": None, "speaker_id": 1, "text": "Yes, please.", "raw_text": "", "start_time": 2.0, "end_time": 3.0},
        ]}}},
        "fireflies-json",
        labelled("Ines Moreau", "Speaker 1"),
    ),
    (
        "a list of segments in milliseconds",
        [{"utterance": "Shall we start?", "speakerName": "Ines", "startMs": 500, "endMs": 1500}, {"utterance": "Yes, please.", "speakerName": "Marek", "startMs": 2000, "endMs": 3000}],
        "segments-json",
        labelled("Ines", "Marek"),
    ),
    (
        "segments with words inside and a participant",
        {"items": [
            {"participant": {"name": "Ines"}, "words": [{"text": "Shall", "start_timestamp": {"relative": 0.5}, "end_timestamp": {"relative": 0.8}}, {"text": "we start?", "start_timestamp": {"relative": 0.8}, "end_timestamp": {"relative": 1.5}}]},
            {"participant": {"name": "Marek"}, "words": [{"text": "Yes, please.", "start_timestamp": {"relative": 2.0}, "end_timestamp": {"relative": 3.0}}]},
        ]},
        "segments-json",
        labelled("Ines", "Marek"),
    ),
    (
        "JSON Lines",
        '{"speaker": "Ines", "text": "Shall we start?", "start": "00:00:00.5", "end": "00:00:01.5"}\n{"speaker": "Marek", "text": "Yes, please.", "start": "0:02", "end": "0:03"}\n',
        "segments-json",
        labelled("Ines", "Marek"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("value", "layout", "cues"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_layout_gives_its_cues(value: Any, layout: str, cues: list[Cue]) -> None:
    """Speakers, words and times come out of every tool's shape, in seconds, whatever the file is called."""
    draft = read(value, name="call.txt")
    assert (draft.format, draft.kind, list(draft.cues)) == (layout, SourceKind.CONVERSATION, cues)
    assert draft.warnings == ()


@pytest.mark.parametrize("case", CASES, ids=[case[0] for case in CASES])
def test_specific_layouts_are_surer_than_the_fallback(case: tuple[str, Any, str, list[Cue]]) -> None:
    """A tool's own layout is stated with more sureness than a list of segments that happens to fit."""
    guess = ADAPTER.identify(sample_of(case[1]))
    assert guess is not None
    assert (guess.sureness > 0.7) == (case[2] != "segments-json")


def test_fireflies_states_title_moment_and_people() -> None:
    """Its metadata name the meeting, when it was (epoch milliseconds), who was there and what its own summary says."""
    draft = read({
        "title": "Kiln roster", "date": 1_772_186_400_000, "host_email": "ines@kiln.example", "participants": ["ines@kiln.example", "marek@kiln.example"],
        "meeting_attendees": [{"displayName": "Ines Moreau", "email": "ines@kiln.example"}],
        "sentences": [{"speaker_name": "Ines Moreau", "speaker_id": 0, "text": "Hello.", "start_time": 1, "end_time": 2}],
        "summary": {"overview": "A roster.", "keywords": ["kiln", "shift"]},
    })  # fmt: skip
    assert draft.title == "Kiln roster"
    assert draft.moment == datetime(2026, 2, 27, 10, 0, tzinfo=UTC)
    assert draft.people == (Header("Ines Moreau", "ines@kiln.example", "host"), Header(None, "marek@kiln.example"))
    assert draft.aside == "Overview\nA roster.\n\nKeywords\nkiln\nshift"


def test_a_broken_segment_costs_only_itself() -> None:
    """What has the wrong type is left out and counted; its neighbours stay, and a time of the wrong type is no time."""
    draft = read({"segments": [
        {"start": 0.5, "end": 1.5, "text": "Shall we start?"}, {"start": 2, "end": 3, "text": 7}, "noise", None,
        {"start": {"odd": 1}, "end": True, "text": "Yes, please."},
    ]})  # fmt: skip
    assert [(cue.text, cue.start, cue.end) for cue in draft.cues] == [
        ("Shall we start?", 0.5, 1.5),
        ("Yes, please.", None, None),
    ]
    assert draft.warnings == (
        "3 of 5 segments could not be read and were left out",
        "1 of 2 segments state no readable time",
    )


def test_a_long_turn_ends_with_a_sentence() -> None:
    """One speaker's hundreds of words become several cues, cut at sentences, and none of the words is lost."""
    spoken = [f"word{nth}." if nth % 30 == 29 else f"word{nth}" for nth in range(450)]
    items = [{"word": text, "start": nth, "end": nth + 0.5, "speaker": 0} for nth, text in enumerate(spoken)]
    draft = read({"results": {"channels": [{"alternatives": [{"words": items}]}]}})
    assert [cue.text.split()[-1] for cue in draft.cues] == ["word119.", "word239.", "word359.", "word449."]
    assert " ".join(cue.text for cue in draft.cues).split() == spoken


def test_a_pause_ends_an_utterance_where_nobody_is_named() -> None:
    """Without speakers and punctuation, silence of more than two seconds is where one cue ends."""
    items = [{"word": text, "start": at, "end": at + 0.5} for text, at in [("one", 0), ("two", 1), ("three", 4)]]
    draft = read({"results": {"channels": [{"alternatives": [{"words": items}]}]}})
    assert [cue.text for cue in draft.cues] == ["one two", "three"]


@pytest.mark.parametrize(("scale", "name"), [(1, "s"), (1000, "ms"), (10_000_000, "ticks"), (1_000_000_000, "ns")])
def test_the_unit_of_bare_numbers_is_told_by_the_pace_of_speech(scale: int, name: str) -> None:
    """In a layout that is not known, seconds, milliseconds, ticks and nanoseconds are told apart."""
    rows = [
        {"speaker": "Ines", "text": "one two three four", "start": nth * 4 * scale, "end": (nth * 4 + 3) * scale}
        for nth in range(5)
    ]
    assert [cue.start for cue in read(rows).cues] == [0.0, 4.0, 8.0, 12.0, 16.0], name


def test_stamps_become_seconds_and_the_meetings_moment() -> None:
    """Segments dated by clock time start at zero, and the first of them says when the meeting was."""
    draft = read([
        {"user": "Ines", "text": "Hello.", "timestamp": "2026-02-27T10:00:00Z"}, {"user": "Marek", "text": "Hi.", "timestamp": "2026-02-27T10:00:07.5Z"},
    ])  # fmt: skip
    assert [cue.start for cue in draft.cues] == [0.0, 7.5]
    assert draft.moment == datetime(2026, 2, 27, 10, tzinfo=UTC)


def test_a_date_without_a_zone_stays_as_written() -> None:
    """A naive date and time are not moved between zones; a bare date has no time."""
    rows = [{"speaker": "Ines", "text": "Hello."}]
    stated = read({"meeting_date": "2026-02-27T10:30:00", "transcript": rows})
    assert (stated.moment, str(stated.date), str(stated.time)) == (None, "2026-02-27", "10:30:00")
    assert read({"date": "2026-02-27", "transcript": rows}).time is None


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"name": "kiln", "version": "1.0", "files": ["a.py"]}, "no transcript"),
        ([{"name": "kiln", "content": "a glaze"}, {"name": "oven", "content": "a brick"}], "no transcript"),
        ({}, "no transcript"),
        ({"segments": [{"start": 0, "end": 1, "text": " "}]}, "holds no speech"),
        ({"status": "error", "error": "no audio stream", "audio_url": "x"}, "no audio stream"),
        ({"jobName": "x", "status": "FAILED"}, "failed"),
        ('{"segments": [{"start": 0, "end": 1, "text": "Hel', "broken or cut off"),
        ('{"a":' * 100_000, "nests too deeply"),
    ],
    ids=["a manifest", "a catalogue", "nothing", "silence", "a failed job", "a failed AWS job", "cut off", "deep"],
)  # fmt: skip
def test_json_that_is_no_transcript_is_refused_with_the_reason(value: Any, reason: str) -> None:
    """JSON is never read as prose: it is taken, and refused with the file's name and what was looked for."""
    sample = sample_of(value)
    guess = ADAPTER.identify(sample)
    assert guess is not None
    assert guess.sureness >= 0.9
    with pytest.raises(SourceError, match=reason) as caught:
        ADAPTER.read(sample)
    assert str(caught.value).startswith("call.json: ")


@pytest.mark.parametrize(
    "text", ["", "42", '"Hello"', "[00:01] Ines: Hello.", "[1] A footnote", "Ines: Hello {there}", "{curly} start"]
)
def test_other_text_is_left_to_other_families(text: str) -> None:
    """What does not open as an object is not claimed."""
    assert ADAPTER.identify(sample_of(text, "notes.txt")) is None


def test_nan_and_lone_surrogates_are_read() -> None:
    """JSON as Python writes it is taken, and what no text file can hold is left out of the words."""
    draft = read('{"segments": [{"start": 0, "end": 1, "text": "Hel\\u0000lo \\ud800there.", "avg_logprob": NaN}]}')
    assert draft.cues[0].text == "Hello there."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["00:01", "PT1S", "2026-01-01"]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.text(max_size=3)
        | st.sampled_from(
            ["text", "start", "end", "speaker", "segments", "words", "results", "alternatives", "channels", "items", "transcript", "utterances",
             "monologues", "elements", "sentences", "cache", "state", "documents", "transcripts", "timestamp", "chunks", "data", "type", "final"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(JSON)
def test_any_json_gives_drafts_or_a_reason(value: Any) -> None:
    """No value makes the adapter fail otherwise than by SourceError, and what it reads is well formed."""
    sample = sample_of(json.dumps(value))
    if ADAPTER.identify(sample) is None:
        return
    try:
        drafts = ADAPTER.read(sample)
    except SourceError:
        return
    for cue in (cue for draft in drafts for cue in draft.cues):
        assert cue.text == " ".join(cue.text.split()) != ""
        assert cue.start is None or cue.start >= 0


def mangled(value: Any, junk: Any, at: int) -> Any:
    """A value with its node number ``at`` (outermost first) replaced."""
    count = iter(range(at + 1))

    def copy(node: Any) -> Any:
        if next(count, None) == at:
            return junk
        if isinstance(node, dict):
            return {key: copy(each) for key, each in node.items()}
        return [copy(each) for each in node] if isinstance(node, list) else node

    return copy(value)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([case[1] for case in CASES if not isinstance(case[1], str)]), JSON, st.integers(0, 60))
def test_a_layout_with_one_wrong_value_gives_drafts_or_a_reason(value: Any, junk: Any, at: int) -> None:
    """Any one value of any type in any place of a known layout is survived."""
    sample = sample_of(json.dumps(mangled(value, junk, at)))
    if ADAPTER.identify(sample) is not None:
        try:
            ADAPTER.read(sample)
        except SourceError:
            return


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the evaluation material is not beside the project")
@pytest.mark.parametrize("layout", ["assemblyai", "deepgram", "fireflies", "rev", "whisperx"])
def test_rendered_meetings_come_back_whole(layout: str) -> None:
    """At least 99.5 % of the turns of every rendered meeting are recovered, with their speakers and starts."""
    for folder in sorted((SHARED / "eval/data/formats/rendered").iterdir()):
        gold = json.loads((folder / "gold.json").read_text("utf-8"))["turns"]
        draft = read((folder / f"{layout}.json").read_text("utf-8"))
        names: dict[str | None, str] = {}
        found = joined([(cue.speaker, cue.start, cue.text) for cue in draft.cues])
        wanted = joined([(turn["speaker"], turn["start"], turn["text"]) for turn in gold])
        good = sum(
            names.setdefault(turn[0], want[0]) == want[0] and turn[2] == want[2] and abs(turn[1] - want[1]) <= 1
            for turn, want in zip(found, wanted, strict=True)
        )
        assert good >= 0.995 * len(wanted)
        assert len(set(names.values())) == len(names)


def joined(turns: list[tuple[Any, Any, str]]) -> list[tuple[Any, Any, str]]:
    """Neighbouring turns of one speaker as one, white space folded."""
    whole: list[tuple[Any, Any, str]] = []
    for label, start, text in turns:
        folded = " ".join(text.split())
        if whole and whole[-1][0] == label:
            whole[-1] = (label, whole[-1][1], f"{whole[-1][2]} {folded}")
        else:
            whole.append((label, start, folded))
    return whole
