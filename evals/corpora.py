"""The public corpora as the files that a recorder would have written."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def as_vtt(utterances: list[dict[str, Any]]) -> str:
    """Utterances with speaker, start, end and text as a WebVTT file."""

    def stamp(seconds: float) -> str:
        return f"{int(seconds // 3600):02d}:{int(seconds % 3600 // 60):02d}:{seconds % 60:06.3f}"

    lines = ["WEBVTT", ""]
    for number, u in enumerate(utterances, 1):
        start = u.get("start") or 0.0
        end = max(u.get("end") or start, start)
        text = " ".join((u["text"] or "").split())
        if text:
            lines += [str(number), f"{stamp(start)} --> {stamp(end)}", f"{u['speaker']}: {text}", ""]
    return "\n".join(lines)


def meetings(folder: Path) -> Iterator[tuple[str, str]]:
    """(file name, WebVTT text) of each meeting in a corpus folder."""
    for path in sorted(folder.glob("*.json")):
        meeting = json.loads(path.read_text(encoding="utf-8"))
        title = meeting["title"].replace("/", "-").replace(":", "")
        yield f"{meeting['date']} {title}.vtt", as_vtt(meeting["utterances"])
