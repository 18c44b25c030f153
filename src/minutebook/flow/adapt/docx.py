"""Word files: transcripts of Teams (both layouts) and Google Meet, and any other as a document."""

import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, time
from io import BytesIO

import msgspec

from minutebook.errors import SourceError
from minutebook.flow.adapt.adapter import Adapter, Cue, Draft, Guess, Sample
from minutebook.flow.adapt.blocks import Block, draft_document, find_talk, read_page
from minutebook.flow.adapt.dating import Stamp, find_stamp
from minutebook.flow.adapt.header import read_people
from minutebook.flow.adapt.naming import clean_title
from minutebook.flow.adapt.package import open_package, read_properties
from minutebook.flow.adapt.values import seconds
from minutebook.model.source import Form, Header, SourceKind
from minutebook.text import patterns as re

DOCUMENT = "word/document.xml"
_PAGES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => p:fresh"
_RUN = re.compile(rb"<w:r[ >].*?</w:r>", re.DOTALL)
_HIDDEN = re.compile(rb"<w:vanish(?:\s*/>|\s+w:val=\"(?:1|true|on)\")")
_OLD_TIMES = re.compile(r"(\d+:\d+:\d+(?:\.\d+)?)\s*-->\s*(\d+:\d+:\d+(?:\.\d+)?)")
_NEW_HEAD = re.compile(r"(\S.{0,119}?)(\s{2,}|\s)((?:\d{1,3}:)?\d{1,2}:\d\d)")
_EVENT = re.compile(r"(.{1,120}) (?:started|stopped) transcription")
_LENGTH = re.compile(r"(?:\d+h ?)?(?:\d+m ?)?(?:\d+s)?")
_TRANSCRIPTS = frozenset({"transcript", "transkript", "transcripción", "transcription", "trascrizione", "transcrição"})
_ATTENDEES = frozenset(
    {"attendees", "invited", "teilnehmer", "asistentes", "participants", "partecipanti", "participantes"}
)
_MEET_TITLE = re.compile(
    r"(.+?)\s+[-–]\s+(?:Transcript|Transkript|Transcripción|Transcription|Trascrizione|Transcrição)\s*$"
)
_MEET_END = re.compile(
    r"(?:Transcription|Meeting|Recording) ended after \d|This editable transcript was computer generated"
)
_CLOCK = re.compile(r"\d{1,2}:\d\d:\d\d")


def read_blocks(data: bytes, name: str) -> tuple[Block, ...]:
    """The blocks of a Word file's body; raises SourceError where it cannot be read."""
    package = open_package(data, name)
    try:
        html = _to_html(_visible(package, name) or data)
    except SourceError:
        raise
    except RecursionError as error:
        raise SourceError(f"{name} nests too deeply to be read") from error
    except Exception as error:  # what mammoth and its XML reader raise on a damaged file is not documented
        raise SourceError(
            f"{name} is damaged and could not be read ({type(error).__name__}: {error}); save it again"
        ) from error
    return read_page(html).blocks


def _visible(package: zipfile.ZipFile, name: str) -> bytes | None:
    """The file without its hidden text, which mammoth would show; None where it hides none.

    A document type is refused: entities, which can grow without bound, need one, and Word writes none.
    """
    body = package.read(DOCUMENT)
    if b"<!DOCTYPE" in body[:4096]:
        raise SourceError(f"{name} holds a document type, which no Word file has; it was not opened")
    if b"<w:vanish" not in body:
        return None
    shown = BytesIO()
    with zipfile.ZipFile(shown, "w") as copy:
        for part in package.infolist():
            copy.writestr(
                part.filename, _RUN.sub(_drop_hidden, body) if part.filename == DOCUMENT else package.read(part)
            )
    return shown.getvalue()


def _drop_hidden(run: re.Match[bytes]) -> bytes:
    return b"" if _HIDDEN.search(run[0]) else run[0]


def _to_html(data: bytes) -> str:
    import mammoth

    result = mammoth.convert_to_html(
        BytesIO(data),
        style_map=_PAGES,
        convert_image=lambda _: [],
        include_embedded_style_map=False,
        external_file_access=False,
    )
    return str(result.value)


class WordAdapter:
    """Reads every Word file; the draft's format says which layout."""

    format = "docx"

    def identify(self, sample: Sample) -> Guess | None:
        named = sample.name.lower().endswith((".docx", ".docm"))
        if sample.text is not None or not sample.data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            return None
        try:
            parts = open_package(sample.data, sample.name).namelist()
        except SourceError as error:
            return Guess(0.9, str(error)) if named else None
        if DOCUMENT not in parts:
            return Guess(0.9, "a Word file's name, but no document inside") if named else None
        return Guess(0.98, "a zip with a Word document inside")

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        if DOCUMENT not in open_package(sample.data, sample.name).namelist():
            raise SourceError(f"{sample.name} holds no Word document, whatever its name says; save it as .docx")
        blocks = read_blocks(sample.data, sample.name)
        for read in (read_teams_old, read_teams_new, read_meet):
            if draft := read(blocks):
                return (draft,)
        if talk := find_talk(sample, blocks, "dialogue-docx"):
            return talk
        if not blocks:
            raise SourceError(f"{sample.name} holds no text (pictures are not read)")
        return (draft_document("docx", blocks, read_properties(sample.data, sample.name)),)


# Teams


def _lines(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Every line with the bold text that its block begins with (empty but for a block's first line)."""
    return [
        (line.strip(), block.lead if nth == 0 else "")
        for block in blocks
        for nth, line in enumerate(block.text.split("\n"))
        if line.strip()
    ]


def read_teams_old(blocks: Sequence[Block]) -> Draft | None:
    """Times, speaker and words on lines of their own: ``0:0:3.1 --> 0:0:9.5``, name, text."""
    lines = [line for line, _ in _lines(blocks)]
    timed = [nth for nth, line in enumerate(lines) if _OLD_TIMES.fullmatch(line)]
    if not timed:
        return None
    cues = []
    for nth, until in zip(timed, [*timed[1:], len(lines)], strict=True):
        times = _OLD_TIMES.fullmatch(lines[nth])
        said = lines[nth + 1 : until]
        name = said.pop(0) if len(said) > 1 else None
        if times and said:
            cues.append(Cue(" ".join(said), name, seconds(times[1]), seconds(times[2])))
    return _talk("teams-docx", cues, lines[: timed[0]]) if cues else None


def read_teams_new(blocks: Sequence[Block]) -> Draft | None:
    """A name and a time on one line, the words on those that follow, after a header with title and date."""
    turns: list[tuple[Cue, list[str]]] = []
    preface: list[str] = []
    names: set[str] = set()
    for line, lead in _lines(blocks):
        head = _NEW_HEAD.fullmatch(line)
        if head and (len(head[2]) > 1 or lead == head[1].strip()):
            turns.append((Cue("", head[1].strip(), seconds(head[3])), []))
            names.add(head[1].strip())
        elif not turns:
            preface.append(line)
        elif not ((event := _EVENT.fullmatch(line)) and event[1].strip() in names):
            turns[-1][1].append(line)
    cues = [cue for cue in _said(turns) if cue.text]
    if not cues or 2 * len(cues) < len(turns) or 4 * len(cues) < len(blocks):
        return None
    marked = any(_EVENT.fullmatch(line) or "Meeting Transcript" in line for line in preface)
    bold = any(block.lead and block.lead in names for block in blocks)
    return _talk("teams-docx" if marked or bold else "dialogue-docx", cues, preface)


def _said(turns: Iterable[tuple[Cue, list[str]]]) -> list[Cue]:
    """Turns with their lines joined."""
    return [msgspec.structs.replace(cue, text=" ".join(filter(None, lines))) for cue, lines in turns]


def _talk(
    layout: str, cues: Sequence[Cue], preface: Sequence[str], people: tuple[Header, ...] = (), aside: str = ""
) -> Draft:
    """A conversation under a header; the line with a time of day says when, the first line with other words what."""
    stamps = [stamp for line in preface if (stamp := find_stamp(line))]
    when = next((stamp for stamp in reversed(stamps) if stamp.clock), stamps[0] if stamps else None)
    titles = (
        clean_title(re.sub(r"[-–]\s*Meeting (?:Transcript|Recording)\s*$", "", line))
        for line in preface
        if not _is_matter(line)
    )
    day, clock = _unzoned(when)
    return Draft(
        format=layout,
        kind=SourceKind.CONVERSATION,
        cues=cues,
        title=next(filter(None, titles), None),
        moment=when.moment if when else None,
        date=day,
        time=clock,
        people=people,
        aside=aside,
    )


def _is_matter(line: str) -> bool:
    """Whether a header's line is a length, an event or a bare date, and so no title."""
    return bool(_LENGTH.fullmatch(line) or _EVENT.fullmatch(line))


def _unzoned(stamp: Stamp | None) -> tuple[date | None, time | None]:
    return (None, None) if stamp is None or stamp.moment else (stamp.day, stamp.clock)


# Google Meet


def read_meet(blocks: Sequence[Block]) -> Draft | None:
    """Paragraphs that begin with a bold ``Name:``, under a heading ``Transcript``, after the attendees and perhaps notes."""
    start = max((nth for nth, block in enumerate(blocks) if _is_heading(block, _TRANSCRIPTS)), default=-1)
    begin = next((nth for nth, block in enumerate(blocks) if nth > start and _meet_turn(block)), len(blocks))
    before, talk = blocks[:begin], [block for block in blocks[begin:] if not _is_between(block)]
    opened = sum(_meet_turn(block) is not None for block in talk)
    headed = start >= 0 or any(_MEET_TITLE.match(block.text) for block in blocks[:3])
    if 2 * opened < len(talk) or not opened or not (headed or 5 * opened > 4 * len(blocks)):
        return None
    preface = [block.text for block in before if find_stamp(block.text)][:3]
    draft = _talk("meet-docx", _meet_cues(talk), preface, _meet_attendees(before), _meet_aside(before))
    titled = next((match[1] for block in before if (match := _MEET_TITLE.match(" ".join(block.text.split())))), None)
    return msgspec.structs.replace(draft, title=clean_title(titled) or draft.title) if titled else draft


def _is_heading(block: Block, words: frozenset[str]) -> bool:
    """Whether a block is one of these words, whatever signs stand around it."""
    return "".join(char for char in block.text.casefold() if char.isalpha()) in words


def _meet_turn(block: Block) -> tuple[str, str] | None:
    """Speaker and words of a paragraph whose bold beginning ends with a colon."""
    text = " ".join(block.text.split())
    name = " ".join(block.lead.split())
    if block.form is not Form.PARAGRAPH or not name or not text.startswith(name):
        return None
    rest = text[len(name) :]
    if name.endswith(":"):
        return name[:-1].strip(), rest.strip()
    return (name, rest.lstrip()[1:].strip()) if rest.lstrip().startswith(":") else None


def _is_between(block: Block) -> bool:
    """Whether a block stands between turns: a heading, a section's time (which dates no turn), the recorder's own words."""
    return block.form is Form.HEADING or bool(_CLOCK.fullmatch(block.text.strip()) or _MEET_END.match(block.text))


def _meet_cues(blocks: Sequence[Block]) -> list[Cue]:
    """Turns; a paragraph without a name goes on with the one before."""
    turns: list[tuple[Cue, list[str]]] = []
    for block in blocks:
        if turn := _meet_turn(block):
            turns.append((Cue("", turn[0]), [turn[1]]))
        elif turns:
            turns[-1][1].append(" ".join(block.text.split()))
    return _said(turns)


def _attending(blocks: Sequence[Block]) -> range:
    """Which blocks name the attendees: those under their heading."""
    at = next((nth for nth, block in enumerate(blocks) if _is_heading(block, _ATTENDEES)), len(blocks))
    end = next((nth for nth in range(at + 1, len(blocks)) if blocks[nth].form is Form.HEADING), len(blocks))
    return range(at + 1, end)


def _meet_attendees(blocks: Sequence[Block]) -> tuple[Header, ...]:
    lines = (line for nth in _attending(blocks) for line in blocks[nth].text.split("\n"))
    return tuple(dict.fromkeys(person for line in lines for person in read_people(line)))


def _meet_aside(blocks: Sequence[Block]) -> str:
    """What the file holds before its transcript beside title and attendees: notes that the recorder wrote."""
    attending = _attending(blocks)
    notes = [
        " ".join(block.text.split())
        for nth, block in enumerate(blocks)
        if nth not in attending
        and not _is_heading(block, _ATTENDEES | _TRANSCRIPTS)
        and not _MEET_TITLE.match(block.text)
    ]
    return "\n".join(notes) if sum(len(note.split()) for note in notes) > 20 else ""


ADAPTERS: tuple[Adapter, ...] = (WordAdapter(),)
