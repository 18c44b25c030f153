"""JSON of cloud speech services: AWS Transcribe and Bedrock Data Automation, Google, Azure, IBM."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft
from minutebook.flow.adapt.layout import Layout, Word, conversation, has_records, in_time, spelt_summary, turns
from minutebook.flow.adapt.values import array, entry, first, number, records, seconds, speaker, string

MILLISECOND = 0.001
TICK = 1e-7

# AWS Transcribe


def _channel(label: Any) -> str | None:
    """``ch_0`` as the console shows it."""
    return re.sub(r"^ch_(?=\d+$)", "Channel ", speaker(label) or "") or None


def _knows_aws(tree: Any) -> bool:
    results = entry(tree, "results")
    spoken = has_records(entry(results, "items"), "alternatives") or has_records(
        entry(results, "audio_segments"), "transcript"
    )
    return spoken or (isinstance(tree, dict) and "jobName" in tree and tree.get("status") == "FAILED")


def _read_aws(tree: Any) -> tuple[Draft, ...]:
    """Audio segments where the service grouped them; else items, with speakers from wherever this version states them."""
    if tree.get("status") == "FAILED":
        raise SourceError("AWS Transcribe says that this job failed; run it again")
    results = tree["results"]
    segments = array(results.get("audio_segments"))
    channels = records(entry(results, "channel_labels", "channels"))
    if segments:
        cues: Iterable[Cue | None] = map(_aws_segment, segments)
    elif channels:
        cues = in_time(chain.from_iterable(turns(_aws_words(array(each.get("items")), each)) for each in channels))
    else:
        cues = turns(_aws_words(array(results["items"]), entry(results, "speaker_labels")))
    return (conversation("aws-transcribe-json", cues, language=results.get("language_code")),)


def _aws_segment(each: Any) -> Cue | None:
    text = string(entry(each, "transcript"))
    if text is None:
        return None
    label = speaker(each.get("speaker_label")) or _channel(each.get("channel_label"))
    return Cue(text, label, seconds(each.get("start_time")), seconds(each.get("end_time")))


def _aws_words(items: list[Any], labels: Any) -> Iterator[Word | None]:
    """The items of one channel; ``labels`` is the channel, or the file's ``speaker_labels``."""
    starts, names = _aws_spans(labels)
    last = _channel(entry(labels, "channel_label"))
    for each in items:
        text = string(first(next(iter(records(entry(each, "alternatives"))), None), "content"))
        if text is None:
            yield None
            continue
        glued = each.get("type") == "punctuation"
        start = seconds(each.get("start_time"))
        if "speaker_label" in each:
            last = speaker(each["speaker_label"]) or last
        elif not glued and start is not None and (span := bisect_right(starts, start)):
            last = names[span - 1]
        yield Word(text, last, start, seconds(each.get("end_time")), glued)


def _aws_spans(labels: Any) -> tuple[list[float], list[str]]:
    """Where each labelled stretch begins and who speaks in it, in order of time."""
    segments = records(entry(labels, "segments"))
    labelled = chain(segments, *(records(each.get("items")) for each in segments))
    spans = sorted(
        (start, label)
        for each in labelled
        if (label := speaker(each.get("speaker_label"))) and (start := seconds(each.get("start_time"))) is not None
    )
    return [start for start, _ in spans], [label for _, label in spans]


# AWS Bedrock Data Automation


def _knows_bda(tree: Any) -> bool:
    return has_records(entry(tree, "audio_segments"), "start_timestamp_millis")


def _read_bda(tree: Any) -> tuple[Draft, ...]:
    language = entry(tree, "metadata", "dominant_asset_language")
    aside = spelt_summary(entry(tree, "audio", "summary"))
    cues = map(_bda_cue, array(tree["audio_segments"]))
    return (conversation("aws-bda-json", cues, language=language, aside=aside),)


def _bda_cue(each: Any) -> Cue | None:
    text = string(entry(each, "text"))
    if text is None:
        return None
    label = speaker(entry(each, "speaker", "speaker_label")) or _channel(entry(each, "channel", "channel_label"))
    start, end = (seconds(each.get(f"{edge}_timestamp_millis"), MILLISECOND) for edge in ("start", "end"))
    return Cue(text, label, start, end)


# Google: v1 (camel and snake case) and v2


def _google_results(tree: Any) -> Any:
    return next((found for found in (entry(tree, "response", "results"), entry(tree, "results")) if found), None)


def _knows_google(tree: Any) -> bool:
    results = _google_results(tree)
    if not has_records(results, "alternatives") or has_records(results, "final", "start_time", "speaker_labels"):
        return False
    best = [each for result in records(results)[:20] for each in records(result.get("alternatives"))[:1]]
    return any("transcript" in each or "words" in each for each in best) and not any(
        "timestamps" in each for each in best
    )


def _read_google(tree: Any) -> tuple[Draft, ...]:
    """With diarization the last result holds every word again, now with its speaker; else one cue a result."""
    results = array(_google_results(tree))
    best = [next(iter(records(entry(each, "alternatives"))), {}) for each in results]
    tagged = [
        each
        for each in best
        if has_records(array(each.get("words"))[-20:], "speakerTag", "speaker_tag", "speakerLabel")
    ]
    channels = {number(first(each, "channelTag", "channel_tag")) for each in records(results)} - {None, 0}
    if tagged:
        words = tagged[-1:] if _repeats(tagged, best) else tagged
        cues: Iterable[Cue | None] = turns(
            map(_google_word, chain.from_iterable(array(each["words"]) for each in words))
        )
    else:
        cues = _google_cues(results, len(channels) > 1)
        cues = in_time(cues) if len(channels) > 1 else cues
    language = next(
        (found for each in records(results) if (found := first(each, "languageCode", "language_code"))), None
    )
    return (conversation("google-stt-json", cues, language=language),)


def _repeats(tagged: list[dict[str, Any]], best: list[dict[str, Any]]) -> bool:
    """Whether the last tagged result holds the words of all others again."""
    others = sum(len(array(each.get("words"))) for each in best if each is not tagged[-1])
    return len(array(tagged[-1]["words"])) >= others


def _google_time(each: Any, edge: str) -> float | None:
    return seconds(first(each, f"{edge}Time", f"{edge}_time", f"{edge}Offset", f"{edge}_offset"))


def _google_word(each: Any) -> Word | None:
    text = string(entry(each, "word"))
    if text is None:
        return None
    tag = first(each, "speakerTag", "speaker_tag", "speakerLabel", "speaker_label")
    return Word(
        text, speaker(tag) if tag not in (0, "0", "") else None, _google_time(each, "start"), _google_time(each, "end")
    )


def _google_cues(results: list[Any], channels: bool) -> Iterator[Cue | None]:
    """One cue a result; where it has no words with times it begins where the one before ended."""
    since: float | None = 0.0
    for result in results:
        best = next(iter(records(entry(result, "alternatives"))), {})
        text = string(best.get("transcript"))
        words = records(best.get("words"))
        if text is None:
            yield None
            continue
        until = _google_time(result, "resultEnd")
        start = _google_time(words[0], "start") if words else since if until is not None else None
        end = _google_time(words[-1], "end") if words else until
        yield Cue(text, speaker(first(result, "channelTag", "channel_tag")) if channels else None, start, end)
        since = end


# Azure: batch and fast transcription


def _knows_azure(tree: Any) -> bool:
    return has_records(entry(tree, "recognizedPhrases"), "nBest", "recognitionStatus") or has_records(
        entry(tree, "phrases"), "offsetMilliseconds"
    )


def _read_azure(tree: Any) -> tuple[Draft, ...]:
    phrases = array(tree.get("recognizedPhrases")) or array(tree.get("phrases"))
    heard = [each for each in phrases if entry(each, "recognitionStatus") in (None, "Success")]
    channels = len({number(each.get("channel")) for each in records(heard)}) > 1
    cues: Iterable[Cue | None] = (_azure_cue(each, channels) for each in heard)
    language = next((each.get("locale") for each in records(heard)), None) or tree.get("locale")
    return (conversation("azure-speech-json", in_time(cues) if channels else cues, language=language),)


def _azure_cue(each: Any, channels: bool) -> Cue | None:
    best = next(iter(records(entry(each, "nBest"))), each)
    text = string(first(best, "display", "text", "lexical"))
    if text is None:
        return None
    label = speaker(first(each, "speaker", *(("channel",) if channels else ())))
    start, length = _azure_time(each, "offset"), _azure_time(each, "duration")
    return Cue(text, label, start, None if start is None or length is None else round(start + length, 3))


def _azure_time(each: Any, key: str) -> float | None:
    """The service states milliseconds, ticks of 100 ns or an ISO period, by version."""
    for suffix, scale in (("Milliseconds", MILLISECOND), ("InTicks", TICK), ("", TICK)):
        if (found := seconds(each.get(f"{key}{suffix}"), scale)) is not None:
            return found
    return None


# IBM


def _knows_ibm(tree: Any) -> bool:
    results = entry(tree, "results")
    if has_records(results, "results"):
        return any(_knows_ibm(each) for each in records(results)[:20])
    best = [each for result in records(results)[:20] for each in records(result.get("alternatives"))[:1]]
    return any("transcript" in each for each in best) and has_records(results, "final")


def _read_ibm(tree: Any) -> tuple[Draft, ...]:
    """One cue a result and speaker; ``speaker_labels`` say who speaks from which time on."""
    inner = records(tree["results"]) if has_records(tree["results"], "results") else [tree]
    return (conversation("ibm-stt-json", chain.from_iterable(map(_ibm_cues, inner))),)


def _ibm_cues(tree: dict[str, Any]) -> Iterator[Cue | None]:
    labels = {seconds(each.get("from")): speaker(each.get("speaker")) for each in records(tree.get("speaker_labels"))}
    for result in array(tree.get("results")):
        best = next(iter(records(entry(result, "alternatives"))), {})
        text, words = string(best.get("transcript")), array(best.get("timestamps"))
        if text is None:
            yield None
        elif entry(result, "final") is not False:
            yield from _ibm_runs(words, labels) if words else iter((Cue(_spoken(text)),))


def _ibm_runs(words: list[Any], labels: dict[float | None, str | None]) -> Iterator[Cue | None]:
    timed = (each if isinstance(each, list) and len(each) == 3 and isinstance(each[0], str) else None for each in words)
    for label, run in groupby(timed, key=lambda each: labels.get(seconds(each[1])) if each else None):
        kept = [each for each in run if each]
        yield (
            Cue(_spoken(" ".join(each[0] for each in kept)), label, seconds(kept[0][1]), seconds(kept[-1][2]))
            if kept
            else None
        )


def _spoken(text: str) -> str:
    """Text without the service's mark for a hesitation, which is no word."""
    return " ".join(word for word in text.split() if word != "%HESITATION")


LAYOUTS: tuple[Layout, ...] = (
    Layout("aws-transcribe-json", "results of items, as AWS Transcribe writes them", _knows_aws, _read_aws),
    Layout(
        "aws-bda-json", "audio segments in milliseconds, as Bedrock Data Automation writes them", _knows_bda, _read_bda
    ),
    Layout("azure-speech-json", "phrases with offsets, as Azure Speech writes them", _knows_azure, _read_azure),
    Layout("ibm-stt-json", "final results, as IBM Speech to Text writes them", _knows_ibm, _read_ibm),
    Layout("google-stt-json", "results of alternatives, as Google Speech-to-Text answers", _knows_google, _read_google),
)
