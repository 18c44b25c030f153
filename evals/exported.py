"""A talk as the tool of a layout would have exported it."""

from collections.abc import Iterator


def _clock(seconds: float, point: str = ".") -> str:
    return f"{int(seconds) // 3600:02}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}{point}{int(seconds % 1 * 1000):03}"


def _timed(cues: list[tuple[str | None, str]]) -> Iterator[tuple[float, float, str | None, str]]:
    at = 1.4
    for label, text in cues:
        end = at + 0.4 + len(text.split()) * 0.36
        yield at, end, label, text
        at = end + 0.5


def write_source(layout: str, cues: list[tuple[str | None, str]]) -> tuple[str, str]:
    """The file name and text of a talk in this layout; a cue is a label and words."""
    timed = list(_timed(cues))
    spoken = [(f"{label}: " if label else "") + text for label, text in cues]
    match layout:
        case "zoom-vtt":
            blocks = [
                f"{n}\n{_clock(a)} --> {_clock(b)}\n{text}"
                for n, ((a, b, *_), text) in enumerate(zip(timed, spoken, strict=True), 1)
            ]
            return "source.vtt", "\n\n".join(["WEBVTT", *blocks]) + "\n"
        case "teams-vtt":
            blocks = [
                f"{_clock(a)} --> {_clock(b)}\n" + (f"<v {label}>{text}</v>" if label else text)
                for a, b, label, text in timed
            ]
            return "source.vtt", "\n\n".join(["WEBVTT", *blocks]) + "\n"
        case "srt":
            blocks = [
                f"{n}\n{_clock(a, ',')} --> {_clock(b, ',')}\n{text}"
                for n, ((a, b, *_), text) in enumerate(zip(timed, spoken, strict=True), 1)
            ]
            return "source.srt", "\n\n".join(blocks) + "\n"
        case "otter-txt":
            blocks = [
                f"{label or 'Unknown Speaker'}  {int(a) // 60}:{int(a) % 60:02}\n{text}" for a, _, label, text in timed
            ]
            return "source.txt", "\n\n".join(blocks) + "\n"
        case "macwhisper-md":
            lines = [f"[{_clock(a)[:-1]}] " + (f"{label} : " if label else "") + text for a, _, label, text in timed]
            return "source.md", "\n".join(lines) + "\n"
        case "memo":
            return "source.txt", " ".join(text for _, text in cues) + "\n"
        case "minutes" | "md-notes":
            return "source.md", "\n\n".join(text for _, text in cues) + "\n"
        case _:
            return "source.txt", "\n\n".join(spoken) + "\n"
