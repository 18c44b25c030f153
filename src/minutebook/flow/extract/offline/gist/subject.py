"""What a note is about and which type it has: the folder that it will be filed in."""

from collections.abc import Mapping

from minutebook.flow.extract.offline.gist.claim import Claim, Meeting, find_claims, find_held, find_titled, meet
from minutebook.flow.extract.offline.gist.side import Said, weigh_sides
from minutebook.flow.extract.offline.people.author import AUTHOR
from minutebook.flow.extract.offline.people.cast import Cast
from minutebook.flow.extract.offline.people.parties import find_parties
from minutebook.flow.extract.offline.talk.segment import Talk
from minutebook.flow.extract.offline.words.patterns import read_weights
from minutebook.model.entity import Context, Entity, EntityType
from minutebook.model.extraction import NoteType, Subject
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.names import fold

Choice = tuple[NoteType | None, Subject | None]

_TYPES = {
    EntityType.PROJECT: NoteType.PROJECTS,
    EntityType.FORUM: NoteType.ROB,
    EntityType.PERSON: NoteType.PEOPLE,
}


def choose_subject(source: Source, talk: Talk, context: Context, cast: Cast) -> Choice:
    """The note's type and what it is filed under: the claim with the most evidence."""
    if _is_written(source, talk, cast):
        return _choose_written(source, talk, context, cast)
    meeting = meet(source, talk, context, cast)
    claims = find_claims(meeting)
    if source.kind is SourceKind.EMAIL:
        claims = _of_mail(claims, meeting)
    best = max(claims, key=lambda claim: weigh(claim.evidence, read_weights("subject_weights")))
    return _type_of(best, meeting), best.subject


def _of_mail(claims: list[Claim], meeting: Meeting) -> list[Claim]:
    """The claims that a mail may make: the accounts of those who write, else all but a forum's of which only the subject line tells."""
    accounts = [claim for claim in claims if claim.account and not claim.evidence["account_guessed"]]
    known = EntityType.FORUM in meeting.titled
    return accounts or [c for c in claims if known or "forum" not in c.evidence or c.evidence["forum_gathering"]]


def weigh(evidence: Mapping[str, float], weights: Mapping[str, float]) -> float:
    return sum(weights[name] * value for name, value in evidence.items())


def _type_of(claim: Claim, meeting: Meeting) -> NoteType:
    if claim.account is not None:
        return NoteType.PARTNERS if is_partner(claim.account, meeting) else NoteType.CUSTOMER
    return _TYPES[claim.subject.type] if claim.subject else NoteType.JOURNAL


def is_partner(account: Entity, meeting: Meeting) -> bool:
    """What the vault says of the account decides; else the evidence of the two sides."""
    return account.partner or weigh(weigh_account(account, meeting), read_weights("side_weights")) > 0


def weigh_account(account: Entity, meeting: Meeting) -> Mapping[str, float]:
    """What speaks for an organisation being a partner and what for a customer; a mail's subject says what it wants, not who they are."""
    projects = [e for e in meeting.context.entities if e.type is EntityType.PROJECT]
    title = "" if meeting.source.kind is SourceKind.EMAIL else meeting.source.title
    said = find_said(meeting)
    return {"either": 1.0, **weigh_sides(account, meeting.people, projects, meeting.context.me, said, title)}


def find_said(meeting: Meeting) -> list[Said]:
    """The talk by side: the owner's house, or the other; voices of two-channel recordings that nobody named are the other side."""
    own = fold(meeting.context.me.organisation or "")
    house = {p.name: fold(p.organisation) == own for p in meeting.people if p.organisation}
    cast = meeting.cast
    voices = {p.speaker for p in cast.participants if p.speaker}
    said = []
    for sentence in meeting.talk.sentences:
        name = cast.name(sentence.speaker)
        ours: bool | None = house.get(name or "", True if name and name == cast.me else None)
        if ours is None and name and meeting.source.kind is SourceKind.EMAIL:
            ours = False
        if name is None and sentence.speaker and len(voices) <= 2:
            ours = False
        said.append(Said(sentence.text, ours))
    return said


def _is_written(source: Source, talk: Talk, cast: Cast) -> bool:
    """Whether nobody met in it: a memo that tells of no meeting, a checklist, a document whose header does not name several people."""
    if source.kind is SourceKind.CHECKLIST:
        return True
    if source.kind is SourceKind.MEMO:
        return len(cast.participants) < 2
    met = max(len(source.people), len(cast.participants))
    return not talk.spoken and source.kind is not SourceKind.EMAIL and met < 2


TRIP = 5
"""Different words of travelling from which notes are of a trip."""


def _choose_written(source: Source, talk: Talk, context: Context, cast: Cast) -> Choice:
    said = {word for sentence in talk.sentences for word in _TRAVELS.findall(sentence.text.lower())}
    if _TRAVEL.search(source.title) or len(said) >= TRIP:
        return NoteType.TRAVEL, None
    if source.kind is SourceKind.DOCUMENT:
        titled = find_titled(source, cast)
        if forum := titled.get(EntityType.FORUM) or find_held(source, cast):
            return NoteType.ROB, Subject(EntityType.FORUM, forum.name)
        if project := titled.get(EntityType.PROJECT):
            return NoteType.PROJECTS, Subject(EntityType.PROJECT, project.name)
        account = titled.get(EntityType.ACCOUNT) or _between(talk, context) or _offered(talk, context)
        house = _house_of(source, context)
        if house is not None:
            partner = is_partner(house, meet(source, talk, context, cast))
            return NoteType.PARTNERS if partner else NoteType.CUSTOMER, Subject(EntityType.ACCOUNT, house.name)
        if account is not None and _AGREES.search(" ".join(sentence.text for sentence in talk.sentences[:CONTRACT])):
            pays = _pays(talk, context, account)
            partner = is_partner(account, meet(source, talk, context, cast)) if pays is None else pays
            side = NoteType.PARTNERS if partner else NoteType.CUSTOMER
            return side, Subject(EntityType.ACCOUNT, account.name)
    return NoteType.JOURNAL, None


def _house_of(source: Source, context: Context) -> Entity | None:
    """The account of whoever wrote a document, where that is a known person of another organisation than the owner's."""
    authors = {header.name for header in source.people if header.role == AUTHOR}
    own = fold(context.me.organisation or "")
    houses = {fold(e.organisation) for e in context.entities if e.name in authors and e.organisation} - {own}
    return next((e for e in context.entities if e.type is EntityType.ACCOUNT and fold(e.name) in houses), None)


def _between(talk: Talk, context: Context) -> Entity | None:
    """The account that a paper names at its beginning beside the owner's own organisation."""
    opening = " ".join(sentence.text for sentence in talk.sentences[:OPENING])
    own = context.me.organisation
    if not own or own not in opening:
        return None
    accounts = [e for e in context.entities if e.type is EntityType.ACCOUNT and e.name in opening]
    return accounts[0] if len(accounts) == 1 else None


def _offered(talk: Talk, context: Context) -> Entity | None:
    """The account for which an offer is made, as its beginning says by its name or by that of one of its people."""
    opening = " ".join(sentence.text for sentence in talk.sentences[:OPENING])
    own = fold(context.me.organisation or "")
    houses = [e for e in context.entities if e.type is EntityType.ACCOUNT and fold(e.name) != own]
    people = [e for e in context.entities if e.type is EntityType.PERSON and e.organisation]
    found = []
    for house in houses if _OFFERS.search(opening) else ():
        staff = (e.name for e in people if fold(e.organisation or "") == fold(house.name))
        names = "|".join(re.escape(name) for name in (house.name, *house.aliases, *staff))
        found += [house] if re.search(rf"\b(?:[Ff]or|[Tt]o|[Aa]ttn:?) (?:{names})\b", opening) else []
    return found[0] if len(found) == 1 else None


def _pays(talk: Talk, context: Context, account: Entity) -> bool | None:
    """Whether by a contract it is the owner's side that pays, not the account; None where it does not say."""
    own = context.me.organisation
    parties = find_parties(talk.sentences, tuple(filter(None, (account.name, own))))
    payers = {
        name
        for short, name in parties.items()
        for sentence in talk.sentences
        if re.search(rf"\b{re.escape(short)} {_PAYS}", sentence.text.lower())
    }
    if (own in payers) == (account.name in payers):
        return None
    return own in payers


_OFFERS = re.compile(r"\b(?:proposal|quotation|quote|offer|tender|estimate|statement of work)\b", re.IGNORECASE)
_PAYS = r"(?:(?:shall|must|will|agrees to|undertakes to|is to) )?pays?\b"
OPENING = 4
"""Sentences at the beginning in which a paper between two organisations names both."""
CONTRACT = 12
"""Sentences at the beginning that show what a paper between two organisations is."""
_AGREES = re.compile(
    r"\b(?:agreement|contract|terms|hire|for|proposal|quotation|offer|order|statement of work|between|lease|licen[cs]e|tender|parties|memorandum|report|review|survey|audit|inspection)\b",
    re.IGNORECASE,
)
_TRAVEL = re.compile(
    r"\b(?:itinerary|trip|travel plan|travel notes|boarding pass|flight details|field visit)\b", re.IGNORECASE
)
_TRAVELS = re.compile(
    r"\b(?:flight|flights|flew|airport|airline|boarding|visa|passport|hotel|hostel|guest ?house|check-?in|luggage|suitcase|ferry|train|sleeper|taxi|rental car|hire car"
    r"|border|customs|layover|departure|departs|arrives|landed|jet ?lag|itinerary|per diem|convoy|checkpoint|airstrip)\b"
)
