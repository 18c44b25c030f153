"""JSON whose segments are cues as they stand: the Whisper family and podcast transcripts."""

from typing import Any

from minutebook.flow.adapt.adapter import Cue, Draft
from minutebook.flow.adapt.layout import Layout, Word, conversation, has_records, turns
from minutebook.flow.adapt.values import array, entry, first, records, seconds, speaker, string

_FASTER = ("avg_logprob", "tokens", "seek")


def read_cue(segment: Any, *, text: str = "text", start: str = "start", end: str = "end") -> Cue | None:
    """The cue of an object with text, times in seconds and perhaps a speaker; None where it holds no text."""
    words = string(first(segment, text))
    if words is None:
        return None
    return Cue(words, speaker(first(segment, "speaker")), seconds(first(segment, start)), seconds(first(segment, end)))


def _knows_whisper(tree: Any) -> bool:
    segments = entry(tree, "segments")
    return has_records(segments, "text") and has_records(segments, "start", "end")


def _whisper_format(tree: dict[str, Any]) -> str:
    """Which of the family wrote it; they differ in what they add to Whisper's own segments."""
    segments = records(tree["segments"])[:20]
    if "word_segments" in tree:
        return "whisperx-json"
    if any("confidence" in word for each in segments for word in records(each.get("words"))) and has_records(
        segments, "confidence"
    ):
        return "whisper-timestamped-json"
    if any("words" in each and each["words"] is None for each in segments) and has_records(segments, *_FASTER):
        return "faster-whisper-json"
    return "whisper-json"


def _read_whisper(tree: Any) -> tuple[Draft, ...]:
    cues = map(read_cue, array(tree["segments"]))
    return (conversation(_whisper_format(tree), cues, language=tree.get("language")),)


def _knows_chunks(tree: Any) -> bool:
    return any(has_records(entry(tree, key), "timestamp") for key in ("speakers", "chunks"))


def _read_chunks(tree: Any) -> tuple[Draft, ...]:
    """``speakers`` are the chunks again with who spoke, where diarization ran."""
    chunks = array(tree.get("speakers")) or array(tree.get("chunks"))
    return (conversation("insanely-fast-whisper-json", map(_chunk, chunks), language=tree.get("language")),)


def _chunk(chunk: Any) -> Cue | None:
    words = string(entry(chunk, "text"))
    if words is None:
        return None
    start, end = (*array(chunk.get("timestamp")), None, None)[:2]
    return Cue(words, speaker(chunk.get("speaker")), seconds(start), seconds(end))


def _knows_cpp(tree: Any) -> bool:
    return has_records(entry(tree, "transcription"), "offsets", "timestamps")


def _read_cpp(tree: Any) -> tuple[Draft, ...]:
    language = entry(tree, "result", "language")
    return (conversation("whisper-cpp-json", map(_cpp_cue, array(tree["transcription"])), language=language),)


def _cpp_cue(segment: Any) -> Cue | None:
    words = string(entry(segment, "text"))
    if words is None:
        return None
    start, end = (
        seconds(entry(segment, "timestamps", key))
        if entry(segment, "offsets", key) is None
        else seconds(entry(segment, "offsets", key), 0.001)
        for key in ("from", "to")
    )
    return Cue(words, speaker(segment.get("speaker")), start, end)


def _knows_podcast(tree: Any) -> bool:
    return has_records(entry(tree, "segments"), "body")


def _read_podcast(tree: Any) -> tuple[Draft, ...]:
    """The namespace allows a segment a word; those are joined to turns."""
    segments = [read_cue(each, text="body", start="startTime", end="endTime") for each in array(tree["segments"])]
    spoken = [cue for cue in segments if cue is not None and cue.text]
    single = sum(" " not in cue.text for cue in spoken) > 0.8 * len(spoken)
    return (conversation("podcast-json", turns(map(_as_word, segments)) if single else segments),)


def _as_word(cue: Cue | None) -> Word | None:
    return None if cue is None else Word(cue.text, cue.speaker, cue.start, cue.end)


def _knows_text(tree: Any) -> bool:
    return isinstance(tree, dict) and isinstance(tree.get("text"), str) and tree.keys() <= {"text", "usage", "language"}


def _read_text(tree: Any) -> tuple[Draft, ...]:
    """What the transcription API answers unless asked for segments: one text without times."""
    return (conversation("whisper-json", turns(map(Word, tree["text"].split())), language=tree.get("language")),)


LAYOUTS: tuple[Layout, ...] = (
    Layout("podcast-json", "segments with a body, as the podcast namespace has them", _knows_podcast, _read_podcast),
    Layout(
        "whisper-json",
        "segments with text, start and end, as Whisper and its kin write them",
        _knows_whisper,
        _read_whisper,
    ),
    Layout("insanely-fast-whisper-json", "chunks with a pair of timestamps", _knows_chunks, _read_chunks),
    Layout("whisper-cpp-json", "a transcription with offsets, as whisper.cpp writes it", _knows_cpp, _read_cpp),
    Layout("whisper-json", "a lone text, as the transcription API answers", _knows_text, _read_text, sureness=0.8),
)
