"""The reply to a mail: to whom, under which subject and thread, and, offline, what it must answer, quoted."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

import msgspec

from minutebook.flow.outputs.letter import Letter, answer_subject, find_address
from minutebook.flow.outputs.tongue import ENGLISH, TONGUES, Tongue
from minutebook.model.entity import Me
from minutebook.model.extraction import FRAUD, Extraction, Question, TaskStatus
from minutebook.model.source import Header, Message, Source
from minutebook.text import patterns as re
from minutebook.text.escape import clean
from minutebook.text.language import find_language
from minutebook.text.names import fold

_NOBODY = re.compile(r"(?:no|do[._-]?not|never)[._-]?reply|mailer-daemon|postmaster|bounces?", re.IGNORECASE)
_WORD = re.compile(r"\w+")
GAP = "[…]"
"""Stands in a draft where nothing is known that would answer."""
_ANY_WORD = re.compile(
    r"(?:and |so |then |just )?(?:please |kindly )?(?:let (?:me|us) know|tell (?:me|us)|get back to (?:me|us)|(?:reply|answer|respond)(?: to (?:me|this))?)(?:[ ,](?:please|asap|soon|quickly|today|tomorrow|(?:by|before|until) [\w ]{2,24}|as soon as (?:possible|you can)|what you think|either way|thanks))*[.!]?",
    re.IGNORECASE,
)
"""A sentence that asks for nothing but the answers to others."""
ENOUGH = 0.7
"""Share of a question's words that a sentence must have to be taken for where it was asked."""


class Quoted(msgspec.Struct, frozen=True):
    """A passage that the draft quotes. ``evidence`` None: the source has it nowhere in these words."""

    text: str
    evidence: int | None = None
    speaker: str | None = None
    due: date | None = None


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a reply must say: what was asked of me, what I promised, what the others promised."""

    asked: tuple[Quoted, ...] = ()
    mine: tuple[Quoted, ...] = ()
    theirs: tuple[Quoted, ...] = ()
    invited: str = ""
    """An invitation that came as a calendar part and nothing but it asks for an answer."""

    @property
    def passages(self) -> tuple[Quoted, ...]:
        return (*self.asked, *self.mine, *self.theirs)


class Written(msgspec.Struct, frozen=True):
    """Sentences that somebody wrote for a reply: below the passage that they answer, and ``more`` that answer none.

    ``told``: passages that they repeat, so that they need not be quoted.
    """

    answers: Mapping[Quoted, tuple[str, ...]]
    more: tuple[str, ...] = ()
    told: frozenset[Quoted] = frozenset()


_BY_LIST = re.compile(r"list-|precedence: list", re.IGNORECASE)


def compose_reply(source: Source, extraction: Extraction, me: Me, written: Written | None = None) -> Letter | str:
    """The reply to the last mail that somebody else wrote, or the sentence why there can be none.

    ``written``: sentences for it; without, and where they leave gaps, the passages to answer.
    """
    if not source.messages:
        return f"{source.title} is no mail; a reply needs one (for a meeting: its recap)"
    fraud = next((warning for warning in extraction.warnings if warning.startswith(FRAUD)), None)
    if fraud and not extraction.reply.needed:
        return fraud
    mine = own_addresses(source, me)
    message = next((m for m in reversed(source.messages) if not _is_from(m, mine) and not m.automatic), None)
    if message is None and extraction.reply.needed:  # a person wrote through a list or a service
        others = (m for m in reversed(source.messages) if not _is_from(m, mine))
        message = next((m for m in others if _BY_LIST.match(m.automatic)), None)
    message = message or next((m for m in reversed(source.messages) if _is_from(m, mine)), None)
    if message is None:
        return f"{source.title} was written by a machine ({source.messages[-1].automatic}); nobody would read a reply"
    to, cc = _find_recipients(message, mine, extraction.reply.to)
    if not to:
        return f"{source.title} names no address that a reply could go to"
    return Letter(
        to=to,
        cc=cc,
        subject=answer_subject(message.subject or source.title),
        body=write_reply(
            find_answer(source, extraction, me),
            _addressed(message, to, mine, _present(extraction, me)),
            me,
            written,
            _tongue_of(source, message),
        ),
        sender=find_sender(message.people, me),
        in_reply_to=message.id,
        references=message.references or ((message.in_reply_to,) if message.in_reply_to else ()),
    )


def _tongue_of(source: Source, message: Message) -> Tongue:
    """The words for an answer to a mail, by the language of that mail."""
    said = source.utterances[message.first : message.first + message.count]
    return TONGUES[find_language(word for u in said for word in _WORD.findall(u.text.lower()))]


# -- to whom


def own_addresses(source: Source, me: Me) -> frozenset[str]:
    """The owner's addresses: those of the settings, and those that stand beside their name in the mails."""
    names = {fold(name) for name in (me.name, *me.aliases) if name and " " in name}
    beside = (p.email for m in source.messages for p in m.people if p.email and p.name and fold(p.name) in names)
    return frozenset(address.lower() for address in (*me.emails, *beside))


def find_sender(people: Iterable[Header], me: Me) -> Header | None:
    """The owner under the address that the mail was sent to, else their first; None where none is known."""
    known = [address for address in map(find_address, me.emails) if address]
    named = {(p.email or "").lower() for p in people}
    address = next((a for a in known if a.lower() in named), known[0] if known else None)
    return Header(me.name or None, address, "from") if address else None


def _is_from(message: Message, mine: Collection[str]) -> bool:
    return any(p.role == "from" and (p.email or "").lower() in mine for p in message.people)


def _find_recipients(
    message: Message, mine: Collection[str], wanted: Sequence[str]
) -> tuple[tuple[Header, ...], tuple[Header, ...]]:
    """To whom, and who else: as a mail program answers all, less me, machines and what is no address.

    Who got the mail unseen (as a blind copy) answers its writer alone.
    """
    by_role = {role: _real(message.people, role, mine) for role in ("from", "reply-to", "to", "cc")}
    if _is_from(message, mine):
        return by_role["to"], _without(by_role["cc"], by_role["to"])
    names = {fold(each) for each in wanted}
    named = [p for p in _distinct([p for group in by_role.values() for p in group]) if _is_named(p, names)]
    to = by_role["reply-to"] or tuple(named) or by_role["from"]
    seen = not mine or any(p.role in {"to", "cc"} and (p.email or "").lower() in mine for p in message.people)
    return to, _without((*by_role["to"], *by_role["cc"]), (*to, *by_role["from"])) if seen else ()


def _is_named(person: Header, names: Collection[str]) -> bool:
    return fold(person.email or "") in names or bool(person.name and fold(person.name) in names)


def _real(people: Iterable[Header], role: str, mine: Collection[str]) -> tuple[Header, ...]:
    """The people of a role whom a mail reaches, each once."""
    found = (Header(p.name, find_address(p.email), p.role) for p in people if p.role == role)
    return _distinct(
        p for p in found if p.email and p.email.lower() not in mine and not _NOBODY.match(p.email.partition("@")[0])
    )


def _distinct(people: Iterable[Header]) -> tuple[Header, ...]:
    return tuple({(p.email or "").lower(): p for p in reversed(tuple(people))}.values())[::-1]


def _without(people: Iterable[Header], others: Iterable[Header]) -> tuple[Header, ...]:
    taken = {(p.email or "").lower() for p in others}
    return _distinct(p for p in people if (p.email or "").lower() not in taken)


# -- what it must say


def find_answer(source: Source, extraction: Extraction, me: Me) -> Answer:
    """What was asked of me since I last wrote, and what is promised and open, each passage once, in the mails' order."""
    names = {fold(name) for name in (me.name, *me.aliases) if name}
    since = _answered_before(source, own_addresses(source, me))
    asked = [_locate(question, source, extraction, since) for question in extraction.reply.questions]
    mine, theirs = [], []
    for task in extraction.tasks:
        if task.status is not TaskStatus.OPEN or not task.owner:
            continue
        first = min(task.evidence)
        quoted = _quote(first, source, task.due)
        by_me = fold(quoted.speaker or "") in names
        if fold(task.owner) not in names:
            theirs += [quoted] if quoted.speaker and fold(quoted.speaker) == fold(task.owner) else []
        elif by_me:
            mine.append(quoted)
        elif first >= since:
            asked.append(quoted)
    asked += [_quote(min(q.evidence), source) for q in extraction.questions if _is_left_open(q, source, since, me)]
    asked = _once(asked)
    asked = [q for q in asked if not _ANY_WORD.fullmatch(q.text)] or asked
    taken = {quoted.evidence for quoted in asked}
    rest = ([q for q in _once(group) if q.evidence not in taken] for group in (mine, theirs))
    invited = "" if asked or not extraction.reply.needed else _invitation(source, extraction)
    return Answer(asked=tuple(asked), mine=tuple(next(rest)), theirs=tuple(next(rest)), invited=invited)


def _quote(utterance: int, source: Source, due: date | None = None) -> Quoted:
    said = source.utterances[utterance]
    return Quoted(" ".join(said.text.split()), utterance, said.speaker, due)


def _is_left_open(question: Question, source: Source, since: int, me: Me) -> bool:
    """Whether somebody asked me an open question in a mail before the last one of the others, and I have not written since."""
    first, mine = min(question.evidence), own_addresses(source, me)
    others = [m for m in source.messages if not _is_from(m, mine) and not m.automatic]
    asking = next((m for m in others[:-1] if m.first <= first < m.first + m.count), None)
    return (
        first >= since
        and asking is not None
        and any(p.role == "to" and (p.email or "").lower() in mine for p in asking.people)
    )


def _invitation(source: Source, extraction: Extraction) -> str:
    """What a calendar part invites to, by the clock of the one who invites; empty where there is none."""
    invite = extraction.invite
    if invite is None or not any(message.events for message in source.messages):
        return ""
    start = datetime.fromisoformat(invite.start)
    when = start.strftime(_tongue_of(source, source.messages[-1]).when.format(day=start.day))
    clock = f", {start:%H:%M}" if "T" in invite.start else ""
    zone = f" ({start.tzname()})" if start.tzinfo else ""
    place = f", {invite.location}" if invite.location else ""
    return clean(f"{invite.title}: {when}{clock}{zone}{place}")


def _answered_before(source: Source, mine: Collection[str]) -> int:
    """The first utterance after my own last mail: what stands before it I have answered."""
    return max((m.first + m.count for m in source.messages if _is_from(m, mine)), default=0)


def _locate(question: str, source: Source, extraction: Extraction, since: int) -> Quoted:
    """The question with the sentence that asks it: the same words, else the one that shares most of them."""
    words = set(_WORD.findall(fold(question)))
    best, share = None, 0.0
    for utterance in source.utterances[since:] or source.utterances:  # nothing since: I left it open
        said = _WORD.findall(fold(utterance.text))
        common = len(words.intersection(said)) / max(len(words), 1)
        if common > share:
            best, share = utterance, common
    if best is None or share < ENOUGH:
        return Quoted(" ".join(question.split()))
    due = next((t.due for t in extraction.tasks if best.id in t.evidence and t.due), None)
    return Quoted(" ".join(best.text.split()), best.id, best.speaker, due)


def _once(passages: Iterable[Quoted]) -> list[Quoted]:
    found = {quoted.text if quoted.evidence is None else str(quoted.evidence): quoted for quoted in passages}
    return sorted(found.values(), key=lambda q: (q.evidence is None, q.evidence or 0))


def _present(extraction: Extraction, me: Me) -> tuple[str, ...]:
    """The others who take part, by name."""
    own = {fold(name) for name in (me.name, *me.aliases) if name}
    return tuple(p.name for p in extraction.participants if p.present and p.name and fold(p.name) not in own)


def _addressed(message: Message, to: Sequence[Header], mine: Collection[str], present: Sequence[str]) -> str | None:
    """Whom the text speaks to: who wrote, also where their answers go elsewhere, and for a desk who signed; nobody where several get it."""
    if len(to) != 1:
        return None
    wrote = next((p.name for p in message.people if p.role == "from" and p.email), None)
    if _is_from(message, mine):
        return to[0].name
    persons = {fold(name) for name in present}
    if not present or (wrote and fold(wrote) in persons):
        return wrote
    return to[0].name if fold(to[0].name or "") in persons else present[0] if len(present) == 1 else wrote


def write_reply(
    answer: Answer, you: str | None, me: Me, written: Written | None = None, tongue: Tongue = ENGLISH
) -> str:
    """The text of the draft, spoken to ``you``: each passage quoted, with its answer or room for one below; nothing that was not said."""
    return "\n\n".join(_paragraphs(answer, you, me, written, tongue)) + "\n"


def _paragraphs(answer: Answer, you: str | None, me: Me, written: Written | None, tongue: Tongue) -> Iterator[str]:
    if you and clean(you).split():
        yield tongue.greeting.format(first=_first_name(you), name=_full_name(you))
    for who, passages in _by_speaker(answer.asked):
        yours = not who or (you and fold(who) == fold(you))
        yield tongue.asked if yours else tongue.others_asked.format(who=clean(who or ""))
        yield from (f"> {quoted.text}\n\n{_answer(quoted, written)}" for quoted in passages)
    if answer.invited:
        yield f"{tongue.invited}\n\n> {answer.invited}"
        if not (written and written.more):
            yield "…" if written is None else GAP
    told = written.told if written else frozenset()
    if written and written.more:
        yield " ".join(written.more)
    mine = [quoted for quoted in answer.mine if quoted not in told]
    if mine:
        yield tongue.mine
        yield from map(_promise, mine)
    for who, passages in _by_speaker(quoted for quoted in answer.theirs if quoted not in told):
        yours = you and who and fold(who) == fold(you)
        yield tongue.wrote if yours else tongue.others_wrote.format(who=clean(who or ""))
        yield from map(_promise, passages)
    if me.name:
        yield f"{tongue.ending}\n{me.name}"


def _answer(quoted: Quoted, written: Written | None) -> str:
    """What was written in answer, or the gap that the user fills."""
    return "…" if written is None else " ".join(written.answers.get(quoted, ())) or GAP


def _first_name(name: str) -> str:
    """How somebody is addressed: the name before the family's, also where it stands after a comma."""
    family, comma, given = clean(name).partition(",")
    return " ".join((given or family).split()).partition(" ")[0] if comma else family.split()[0]


def _full_name(name: str) -> str:
    """The whole name, the family's last."""
    family, comma, given = clean(name).partition(",")
    return " ".join(f"{given} {family}".split()) if comma else " ".join(family.split())


def _by_speaker(passages: Iterable[Quoted]) -> list[tuple[str | None, list[Quoted]]]:
    groups: dict[str | None, list[Quoted]] = {}
    for quoted in passages:
        groups.setdefault(quoted.speaker, []).append(quoted)
    return list(groups.items())


def _promise(quoted: Quoted) -> str:
    return f"> {quoted.text}" + (f" ({quoted.due.isoformat()})" if quoted.due else "")
