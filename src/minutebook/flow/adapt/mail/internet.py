"""Internet messages as files: one message (``.eml``), or a mailbox of them (``.mbox``)."""

from collections.abc import Iterator

from minutebook.flow.adapt.adapter import Adapter, Draft, Guess, Sample, check_length
from minutebook.flow.adapt.mail.letter import Letter, read_letter
from minutebook.flow.adapt.mail.thread import draft_threads
from minutebook.text import patterns as re

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,40})[ \t]*:")
_MARKS = frozenset(
    b"message-id received return-path mime-version dkim-signature delivered-to content-type x-mailer references in-reply-to".split()
)
_FROM_LINE = re.compile(rb"From \S+.*")
_NEXT = re.compile(rb"(?:\A|\r?\n)(?:\r?\n)?(?=From [^\r\n]{3,200}\r?\n[A-Za-z][A-Za-z0-9-]{1,40}[ \t]*:)")
_STUFFED = re.compile(rb"^>(?=>*From )", re.MULTILINE)
_HEAD = 60_000
_NAMES = (".eml", ".emlx", ".mbox", ".mbx")
_COUNT = re.compile(rb"\A\s*\d{1,10}\s*\r?\n")


class InternetMail:
    """A message or mailbox, told by the header that it begins with."""

    format = "eml"

    def identify(self, sample: Sample) -> Guess | None:
        data = _bytes_of(sample)
        fields = _fields(data)
        named = sample.name.lower().endswith(_NAMES)
        if fields & _MARKS and fields & {b"from", b"subject", b"date", b"to"}:
            return Guess(1.0, "it begins with the header of an internet message")
        if named and fields & {b"from", b"subject", b"date", b"to"}:
            return Guess(0.95, "it begins with header lines, and its name says that it is a mail")
        return None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        letters = list_letters(sample)
        return draft_threads(letters, "mbox" if len(letters) > 1 else self.format)


def list_letters(sample: Sample) -> list[Letter]:
    """The letters of a file, in its order."""
    letters = [read_letter(message) for message in split_mailbox(_bytes_of(sample))]
    for letter in letters:
        check_length(sample.name, len(letter.text))
    return letters


def split_mailbox(data: bytes) -> Iterator[bytes]:
    """The messages of a mailbox, what was stuffed undone; a lone message as it is."""
    if not data.startswith(b"From "):
        yield data
        return
    starts = [match.end() for match in _NEXT.finditer(data)]
    for begin, end in zip(starts, [*starts[1:], len(data)], strict=True):
        _, _, message = data[begin:end].partition(b"\n")
        if message.strip():
            yield _STUFFED.sub(b"", message)


def _bytes_of(sample: Sample) -> bytes:
    """The file as mail programs wrote it: without Apple's count of bytes and list of flags, and not in UTF-16."""
    wide = sample.text is not None and (sample.encoding or "").startswith(("utf-16", "utf-32"))
    data = (sample.text or "").encode("utf-8", "surrogatepass") if wide else sample.data
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if b"\n" not in data[:_HEAD]:
        data = data.replace(b"\r", b"\n")
    counted = _COUNT.match(data)
    if counted and sample.name.lower().endswith(".emlx"):
        size = int(counted[0])
        data = data[counted.end() : counted.end() + size]
    return data


def _fields(data: bytes) -> frozenset[bytes]:
    """The names of the header's fields; none where the text does not begin with a header."""
    head = re.split(rb"\r?\n\r?\n|\r\r", data[:_HEAD], maxsplit=1)[0]
    lines = re.split(rb"\r\n|\r|\n", head)
    if lines and _FROM_LINE.match(lines[0]):
        lines = lines[1:]
    names: set[bytes] = set()
    for line in lines[:400]:
        match = _FIELD.match(line)
        if match:
            names.add(match[1].lower())
        elif not line.startswith((b" ", b"\t")):
            return frozenset(names) if len(names) > 3 else frozenset()
    return frozenset(names)


ADAPTERS: tuple[Adapter, ...] = (InternetMail(),)
