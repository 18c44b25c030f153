"""Timed captions: WebVTT (Zoom, Teams, YouTube, podcasts), SRT, and the tables that Whisper writes."""

import html
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Cue, Draft, Guess, Sample
from minutebook.flow.adapt.label import accept_labels, split_label
from minutebook.model.source import SourceKind
from minutebook.text import patterns as re

_CLOCK = r"(?:\d{1,4}:)?(?:\d{1,2}:)?\d{1,3}(?:[.,]\d{1,6})?"
_TIMING = re.compile(rf"\s*({_CLOCK})\s*-->\s*({_CLOCK})(?:\s.*)?$", re.DOTALL)
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|lang|ruby|rt|font|span)(?:[.\s][^<>\n]{0,400})?>|<\d{1,4}:[\d:.]{2,12}>", re.IGNORECASE
)
_VOICE = re.compile(r"<v(?:\.[^\s<>]{1,100})*[ \t]([^<>\n]{1,400})>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_SIDE_BLOCK = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_TEAMS_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}/\d+-\d+$", re.IGNORECASE)
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*$")
_CARRIED = (
    0.25  # unlabelled share of cues from which a label holds until the next one (podcasts), instead of being missing
)
_ROLLING = 0.5  # share of cues that begin with the line before, from which captions roll


class _Block(msgspec.Struct, frozen=True):
    """One cue as it stands: its times in seconds and its payload's lines."""

    start: float
    end: float
    lines: tuple[str, ...]
    name: str = ""


class TimedText:
    """WebVTT and SRT."""

    format = "vtt"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None:
            return None
        head = sample.text.lstrip()
        if head.startswith("WEBVTT") and (len(head) == 6 or head[6].isspace()):
            return Guess(0.99, "it begins with WEBVTT")
        lines = [line for line in head[:4000].split("\n") if line.strip()]
        timings = sum(_TIMING.match(line) is not None for line in lines)
        if timings and (_TIMING.match(lines[0]) or (len(lines) > 1 and _TIMING.match(lines[1]))):
            return Guess(0.97, "it begins with a cue's times, as SRT does")
        return None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        text = (sample.text or "").lstrip()
        is_vtt = text.startswith("WEBVTT")
        lines = text.split("\n")
        blocks = list(_split_blocks(lines, is_vtt=is_vtt))
        if not blocks:
            raise SourceError(
                f"{sample.name} holds no cues: it was cut off or never written whole. Export the transcript again."
            )
        warnings = _find_cut(lines)
        rolling = _is_rolling(blocks)
        cues = _unroll(blocks) if rolling else [cue for block in blocks for cue in _read_voices(block)]
        cues, zoom = _read_prefixes(cues)
        format_ = _name_format(blocks, cues, is_vtt=is_vtt, rolling=rolling, zoom=zoom)
        header = lines[: next((i for i, line in enumerate(lines) if not line.strip()), len(lines))] if is_vtt else []
        language = next((match[1] for line in header if (match := _LANGUAGE.match(line))), None)
        title = header[0][6:].strip(" \t-–") if header else ""
        return (
            Draft(
                format=format_,
                kind=SourceKind.CONVERSATION,
                cues=cues,
                title=title or None,
                language=language,
                warnings=warnings,
            ),
        )


class WhisperTable:
    """Tab-separated ``start end text`` in milliseconds, as Whisper and faster-whisper write."""

    format = "whisper-tsv"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None or not re.match(
            r"\s*start\tend\t(?:speaker\t)?text[ \t]*(?:\n|$)", sample.text, re.IGNORECASE
        ):
            return None
        return Guess(0.98, "its columns are start, end and text")

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        first, *rows = (sample.text or "").lstrip().split("\n")
        columns = first.casefold().split("\t")
        cues = []
        for row in rows:
            cells = row.split("\t", len(columns) - 1)
            if len(cells) == len(columns) and cells[0].strip().isdigit() and cells[1].strip().isdigit():
                speaker = cells[2].strip() or None if len(columns) > 3 else None
                cues.append(Cue(" ".join(cells[-1].split()), speaker, int(cells[0]) / 1000, int(cells[1]) / 1000))
            elif row.strip() and cues:
                cues[-1] = msgspec.structs.replace(cues[-1], text=f"{cues[-1].text} {' '.join(row.split())}")
        cues, _ = _read_prefixes(cues)
        return (Draft(format=self.format, kind=SourceKind.CONVERSATION, cues=cues),)


def read_clock(text: str) -> float:
    """Seconds of ``1:02:03.4``, ``02:03,400`` or ``3.4``."""
    seconds = 0.0
    for part in text.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return round(seconds, 3)


def _split_blocks(lines: Sequence[str], *, is_vtt: bool) -> Iterator[_Block]:
    """Every cue with its payload, also where blank lines stand inside a cue or are missing between two."""
    timings = [(i, match) for i, line in enumerate(lines) if "-->" in line and (match := _TIMING.match(line))]
    for n, (i, match) in enumerate(timings):
        stop = timings[n + 1][0] if n + 1 < len(timings) else len(lines)
        if n + 1 < len(timings) and _is_identifier(lines, i, stop - 1):
            stop -= 1
        payload = _without_side_blocks(lines[i + 1 : stop]) if is_vtt else lines[i + 1 : stop]
        name = lines[i - 1].strip() if i and lines[i - 1].strip() else ""
        yield _Block(read_clock(match[1]), read_clock(match[2]), tuple(line for line in payload if line.strip()), name)


def _is_identifier(lines: Sequence[str], timing: int, i: int) -> bool:
    """Whether line ``i``, just before a cue's times, is that cue's identifier and not the payload of the cue at ``timing``."""
    line = lines[i].strip()
    if i <= timing or not line:
        return False
    if line.isdigit() or _TEAMS_ID.match(line):
        return True
    return not lines[i - 1].strip() and i - 1 > timing + 1


def _without_side_blocks(payload: Sequence[str]) -> list[str]:
    """The payload without the NOTE, STYLE and REGION blocks that follow it."""
    kept: list[str] = []
    skipping, after_blank = False, False
    for line in payload:
        blank = not line.strip()
        if after_blank and _SIDE_BLOCK.match(line):
            skipping = True
        elif blank:
            skipping = False
        if not skipping:
            kept.append(line)
        after_blank = blank
    return kept


def _find_cut(lines: Sequence[str]) -> tuple[str, ...]:
    """A warning where the file ends in the middle of a cue."""
    last = next((line for line in reversed(lines) if line.strip()), "")
    if "--" in last and last[:1].isdigit():
        return ("The file ends in the middle of a cue: what is whole was read. Export it again for the rest.",)
    return ()


def _plain(text: str) -> str:
    """Payload without its tags, entities resolved, white space folded."""
    bare = _TAG.sub("", text) if "<" in text else text
    if "&" in bare:
        bare = _ENTITY.sub(lambda match: html.unescape(match[0]), bare)
    return " ".join(bare.split())


def _read_voices(block: _Block) -> Iterator[Cue]:
    """The cue; one for each voice where several speak in it."""
    payload = "\n".join(block.lines)
    pieces = _VOICE.split(payload) if "<v" in payload.lower() else [payload]
    if before := _plain(pieces[0]):
        yield Cue(before, None, block.start, block.end)
    for name, text in zip(pieces[1::2], pieces[2::2], strict=True):
        if plain := _plain(text):
            yield Cue(plain, _plain(name) or None, block.start, block.end)


def _is_rolling(blocks: Sequence[_Block]) -> bool:
    """Whether captions roll: each cue shows the line before again, above the new one."""
    pairs = [(before.lines, cue.lines) for before, cue in pairwise(blocks) if before.lines and cue.lines]
    repeats = sum(_plain(before[-1]) == _plain(cue[0]) for before, cue in pairs)
    return bool(pairs) and repeats > _ROLLING * len(pairs) and any(len(block.lines) > 1 for block in blocks)


def _unroll(blocks: Sequence[_Block]) -> list[Cue]:
    """The lines of rolling captions, each once, from when it first shows."""
    cues: list[Cue] = []
    shown: list[str] = []
    for block in blocks:
        lines = [plain for line in block.lines if (plain := _plain(line))]
        overlap = next((n for n in range(1, min(len(shown), len(lines)) + 1) if shown[-n:] == lines[:n]), 0)
        if new := lines[overlap:]:
            cues.append(Cue(" ".join(new), None, block.start, block.end))
        elif cues:
            cues[-1] = msgspec.structs.replace(cues[-1], end=max(block.end, cues[-1].end or 0.0))
        shown = lines or shown
    return cues


def _read_prefixes(cues: Sequence[Cue]) -> tuple[list[Cue], bool]:
    """Cues with ``Name: text`` taken apart, and whether they have such names."""
    if any(cue.speaker for cue in cues):
        return list(cues), False
    splits = [split_label(cue.text.removeprefix(">>").removeprefix("- ")) for cue in cues]
    labels = [split[0] if split and split[1] else None for split in splits]
    accepted = accept_labels(labels)
    if not accepted:
        return list(cues), False
    missing = sum(label not in accepted for label in labels)
    carry = missing >= _CARRIED * len(cues)
    read: list[Cue] = []
    speaker: str | None = None
    for cue, split in zip(cues, splits, strict=True):
        if split and split[1] and split[0] in accepted:
            speaker, text = split
            read.append(msgspec.structs.replace(cue, text=text, speaker=speaker))
        else:
            read.append(msgspec.structs.replace(cue, speaker=speaker if carry else None))
    return read, True


def _name_format(blocks: Sequence[_Block], cues: Sequence[Cue], *, is_vtt: bool, rolling: bool, zoom: bool) -> str:
    if rolling:
        return "youtube-vtt" if is_vtt else "youtube-srt"
    if not is_vtt:
        return "srt"
    if any(_TEAMS_ID.match(block.name) for block in blocks[:3]):
        return "teams-vtt"
    return "zoom-vtt" if zoom and blocks[0].name.isdigit() and cues else "vtt"


ADAPTERS = (TimedText(), WhisperTable())
