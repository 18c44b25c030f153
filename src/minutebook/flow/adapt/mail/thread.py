"""Letters to drafts: each thread one draft, its mails in order of their dates."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from minutebook.flow.adapt.adapter import Cue, Draft
from minutebook.flow.adapt.mail.envelope import first_of, strip_subject
from minutebook.flow.adapt.mail.letter import Letter
from minutebook.flow.adapt.mail.quoting import Parted, part_text
from minutebook.flow.adapt.prose import read_blocks, read_cues
from minutebook.model.source import Header, Message, Quote, SourceKind

HIDDEN = "Hidden in the mail:"


def draft_threads(letters: Sequence[Letter], layout: str) -> tuple[Draft, ...]:
    """The drafts of these letters: one a thread, in order of their first mails."""
    return tuple(_draft(thread, layout) for thread in group_threads(letters))


def group_threads(letters: Iterable[Letter]) -> list[list[Letter]]:
    """Letters whose ids and references meet, together; within a thread by date, the same letter once."""
    threads: list[tuple[set[str], list[Letter]]] = []
    for letter in letters:
        ids = {letter.message.id, *letter.message.joining, letter.thread} - {""}
        joined = [thread for thread in threads if thread[0] & ids]
        members = [member for _, thread in joined for member in thread]
        threads = [thread for thread in threads if not any(thread is each for each in joined)]
        if not (letter.message.id and any(member.message.id == letter.message.id for member in members)):
            members.append(letter)
        threads.append((ids.union(*(known for known, _ in joined)), members))
    return [sorted(members, key=_moment) for _, members in threads]


def _moment(letter: Letter) -> float:
    return letter.message.sent.timestamp() if letter.message.sent else 0.0


def _draft(thread: Sequence[Letter], layout: str) -> Draft:
    names = {p.email: p.name for letter in thread for p in letter.message.people if p.email and p.name}
    cues: list[Cue] = []
    messages: list[Message] = []
    for letter in thread:
        message, own = _read_letter(letter, names, len(cues))
        messages.append(message)
        cues += own
    newest = max((m.sent for m in messages if m.sent), key=lambda sent: sent.timestamp(), default=None)
    return Draft(
        format=layout,
        kind=SourceKind.EMAIL,
        cues=cues,
        title=strip_subject(messages[0].subject) or None,
        moment=newest if newest and newest.tzinfo else None,
        date=newest.date() if newest else None,
        time=newest.time() if newest else None,
        people=_people_of(messages),
        messages=tuple(messages),
        warnings=tuple(dict.fromkeys(warning for letter in thread for warning in letter.warnings)),
    )


def _read_letter(letter: Letter, names: dict[str, str], first: int) -> tuple[Message, list[Cue]]:
    people = tuple(
        msgspec.structs.replace(p, name=names.get(p.email)) if p.email and not p.name else p
        for p in letter.message.people
    )
    sender = first_of(people, "from")
    parted = part_text(letter.text, [name for name in (sender.name, sender.email) if name] if sender else [])
    cues: list[Cue] = []
    quotes: list[Quote] = []
    for piece in parted.pieces:
        if piece.quoted:
            quotes.append(Quote(len(cues), piece.quoted))
        cues += _read_lines(piece.lines, sender)
    quoted = [quote.text for quote in quotes if quote.before >= len(cues)] + [parted.quoted]
    message = msgspec.structs.replace(
        letter.message,
        people=people,
        first=first,
        count=len(cues),
        quoted="\n\n".join(filter(None, quoted)),
        inline=tuple(quote for quote in quotes if quote.before < len(cues)),
        signature=parted.signature,
        boilerplate=_boilerplate(parted, letter.hidden),
    )
    return message, cues


def _read_lines(lines: Sequence[str], sender: Header | None) -> Iterator[Cue]:
    speaker = (sender.name or sender.email) if sender else None
    for block in read_blocks(["", *lines]):
        for cue in read_cues(block):
            if cue.text.strip():
                yield msgspec.structs.replace(cue, speaker=speaker)


def _boilerplate(parted: Parted, hidden: str) -> str:
    return "\n\n".join(filter(None, (parted.boilerplate, f"{HIDDEN}\n{hidden}" if hidden.strip() else "")))


def _people_of(messages: Sequence[Message]) -> tuple[Header, ...]:
    """Everyone whom the mails name, each once, the senders first."""
    everyone = [person for message in messages for person in message.people]
    everyone.sort(key=lambda person: person.role != "from")
    found: dict[str, Header] = {}
    for person in everyone:
        found.setdefault(person.email or (person.name or "").casefold(), person)
    return tuple(found.values())
