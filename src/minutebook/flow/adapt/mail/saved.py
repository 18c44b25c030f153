"""Mails saved as text or Markdown: header lines on top, in whatever language the mail program speaks, then the mail."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time

import msgspec

from minutebook.flow.adapt.adapter import Adapter, Draft, Guess, Sample
from minutebook.flow.adapt.dating import find_stamp
from minutebook.flow.adapt.header import split_frontmatter
from minutebook.flow.adapt.mail.envelope import find_machine, first_of, parse_date, read_addresses, read_ids
from minutebook.flow.adapt.mail.letter import Letter
from minutebook.flow.adapt.mail.thread import draft_threads
from minutebook.flow.adapt.mail.wording import field_kind, field_value
from minutebook.model.source import Header, Message
from minutebook.text import patterns as re

_ROLES = {"from": "from", "to": "to", "cc": "cc", "reply": "reply-to"}
_IDS = frozenset({"message-id", "in-reply-to", "references"})
_TOP = 40
"""Lines within which a saved mail's header ends."""
_BULLET = re.compile(r"\s*(?:[-+•]\s+)?")
_CELLS = re.compile(r"\s*\|\s*([^|]{1,40}?)\s*\|\s*([^|]*?)\s*\|\s*")
_TITLE = re.compile(r"#{1,3}\s+(?P<title>.+)")
_RULE = re.compile(r"\s*(?:[-_*=]{3,}|\|[\s|:-]+\|)\s*")
_PRINTED = re.compile(
    r"\s*(?P<who>[^<>\n]{1,80}<[^<>\s]+@[^<>\s]+>)(?:\s{2,}|\t\s*|\s+)(?P<when>.*\d{4}.*\d{1,2}[:.]\d\d.*)"
)
_SHORT = re.compile(
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<s>[./-])(?P<b>\d{1,2})(?P=s)(?P<y>(?:20)?\d\d)(?![\d./-])(?P<rest>.*?(?P<half>[AP]\.?M\b)?)$",
    re.IGNORECASE,
)
"""A day as a mail program's short form has it: 18.03.26, 3/18/26, 9:12 AM."""
_COUNTED = re.compile(
    r"\s*\d{1,3}\s+(?:messages?|Nachrichten?|mensajes?|mensagens?|messaggi[o]?|berichten|bericht|meddelanden?|сообщени\w+)\s*",
    re.IGNORECASE,
)


class _Head(msgspec.Struct, frozen=True):
    """The header of a saved mail: its fields by kind, and the line after it."""

    fields: dict[str, str]
    end: int


class SavedMail:
    """A mail kept as text: told by who sent it when, and to whom or about what."""

    format = "mail-text"

    def identify(self, sample: Sample) -> Guess | None:
        if sample.text is None:
            return None
        lines = sample.text.split("\n")
        if _read_head(lines) is not None:
            return Guess(0.93, "it begins with the lines of a mail: from, date, to or subject")
        if next(_list_printed(lines), None) is not None:
            return Guess(0.92, "a conversation as a mail program prints it")
        return None

    def read(self, sample: Sample) -> tuple[Draft, ...]:
        lines = (sample.text or "").split("\n")
        head = _read_head(lines)
        if head is not None:
            return draft_threads([_letter(head.fields, lines[head.end :])], self.format)
        return draft_threads(_read_printed(lines), self.format)


def _read_head(lines: Sequence[str]) -> _Head | None:
    """The header at the top of the file; None where there is none that names sender and date."""
    values, front = split_frontmatter(lines)
    stated = {kind: ", ".join(listed) for key, listed in values.items() if (kind := _kind(f"{key}:"))}
    head = _Head(stated, front) if "from" in stated else _read_lines(lines, front)
    about = head.fields.keys() & {"to", "subject", "title"}
    sender = head.fields.get("from", "")
    named = bool(sender) and not re.fullmatch(r"[\d\s:.–-]*", sender)
    return head if named and about and _read_moment(head.fields.get("sent", "")) else None


def _read_lines(lines: Sequence[str], first: int) -> _Head:
    """The fields that stand on lines of their own, in table rows or list items; a heading above them may be the subject."""
    fields: dict[str, str] = {}
    last, end = "", first
    for number, raw in enumerate(lines[first : first + _TOP], start=first):
        cells = _CELLS.fullmatch(raw)
        line = f"{cells[1]}: {cells[2]}" if cells else _BULLET.sub("", raw, count=1)
        if kind := _kind(line):
            fields.setdefault(kind, field_value(line) or line.partition(":")[2].strip())
            last, end = kind, number + 1
        elif (title := _TITLE.fullmatch(raw.strip())) and not fields:
            fields["title"] = title["title"].strip()
        elif cells and not last:
            continue  # the head of a table
        elif not raw.strip() or _RULE.fullmatch(raw):
            if last and not cells and not _goes_on(lines, number):
                break
        elif raw[:1] in " \t" and last in _ROLES:
            fields[last] += f", {raw.strip()}"
            end = number + 1
        else:
            break
    return _Head(fields, end)


def _goes_on(lines: Sequence[str], blank: int) -> bool:
    """Whether a header goes on after a blank line, each of its fields being a paragraph."""
    return blank + 1 < len(lines) and _kind(_BULLET.sub("", lines[blank + 1], count=1)) is not None


def _kind(line: str) -> str | None:
    """What a line of a saved mail's header states; also the ids of mails, which no quoted header has."""
    name = line.partition(":")[0].strip().lower()
    return name if name in _IDS else field_kind(line)


def _letter(fields: dict[str, str], body: Sequence[str]) -> Letter:
    people = tuple(person for kind, role in _ROLES.items() for person in _people(fields.get(kind, ""), role))
    ids, answered = read_ids(fields.get("message-id", "")), read_ids(fields.get("in-reply-to", ""))
    message = Message(
        id=ids[0] if ids else "",
        in_reply_to=answered[0] if answered else "",
        references=read_ids(fields.get("references", "")),
        subject=fields.get("subject") or fields.get("title", ""),
        sent=_read_moment(fields.get("sent", "")),
        people=people,
        automatic=find_machine(first_of(people, "from")),
    )
    lines = list(body)
    while lines and (not lines[0].strip() or _RULE.fullmatch(lines[0]) or _is_title(lines[0], message.subject)):
        del lines[0]
    return Letter(message, "\n".join(lines))


def _is_title(line: str, subject: str) -> bool:
    title = _TITLE.fullmatch(line.strip())
    return title is not None and title["title"].strip().casefold() == subject.casefold()


def _people(text: str, role: str) -> Iterator[Header]:
    """The people of a field, links of Markdown and notes taken as what they show."""
    shown = re.sub(r"!?\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]", r"\1", text)
    shown = re.sub(
        r"\[([^\]]*)\]\((?:mailto:)?([^)\s]*)\)", lambda m: f"{m[1]} <{m[2]}>" if "@" in m[2] else m[1], shown
    )
    yield from read_addresses(shown.replace("\\", "").replace("mailto:", ""), role)


def _read_moment(text: str) -> datetime | None:
    """When a saved mail was sent; without an offset where none is stated."""
    stamp = find_stamp(text) or find_stamp(_SHORT.sub(_lengthen, text, count=1))
    if stamp is None:
        return parse_date(text)
    return stamp.moment or datetime.combine(stamp.day, stamp.clock or time())


def _lengthen(match: re.Match[str]) -> str:
    """A short date with its century, the year first; the day stands first unless the clock is American or there is no such month."""
    first, second = int(match["a"]), int(match["b"])
    american = second > 12 or (match["s"] == "/" and match["half"] is not None and first <= 12)
    day, month = (second, first) if american else (first, second)
    return f"{match['y'] if len(match['y']) == 4 else '20' + match['y']}-{month:02}-{day:02}{match['rest']}"


# -- conversations as they are printed: each mail under a line of sender and date


def _list_printed(lines: Sequence[str]) -> Iterator[int]:
    """The lines at which a mail of a printed conversation begins."""
    for number, line in enumerate(lines):
        match = _PRINTED.fullmatch(line)
        under = next((text for text in lines[number + 1 : number + 3] if text.strip()), "")
        if match and field_kind(under) == "to" and _read_moment(match["when"]):
            yield number


def _read_printed(lines: Sequence[str]) -> list[Letter]:
    starts = list(_list_printed(lines))
    top = [line.strip() for line in lines[: starts[0]] if line.strip() and not _COUNTED.fullmatch(line)]
    subject = next((line for line in reversed(top) if "@" not in line and not _RULE.fullmatch(line)), "")
    letters: list[Letter] = []
    for begin, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        match = _PRINTED.fullmatch(lines[begin])
        assert match is not None
        fields = {"from": match["who"], "sent": match["when"], "subject": subject}
        at = begin + 1
        while at < end and (not lines[at].strip() or field_kind(lines[at]) in {"to", "cc"}):
            if kind := field_kind(lines[at]):
                fields[kind] = field_value(lines[at])
            at += 1
        letters.append(msgspec.structs.replace(_letter(fields, lines[at:end]), thread="printed"))
    return letters


ADAPTERS: tuple[Adapter, ...] = (SavedMail(),)
