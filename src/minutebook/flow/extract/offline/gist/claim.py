"""What a note could be filed under, and what speaks for each: organisations, projects, a forum, the other person, nothing.

Each claim carries its evidence as numbers from 0 to 1 by name; their weights lie in a data file that ``training/subjects.py`` fits.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec

from minutebook.flow.extract.offline.gist.forum import Forum, find_forum
from minutebook.flow.extract.offline.gist.side import shows_organisation
from minutebook.flow.extract.offline.people.cast import Cast
from minutebook.flow.extract.offline.people.seat import is_one_to_one
from minutebook.flow.extract.offline.talk.segment import Talk
from minutebook.model.entity import Context, Entity, EntityType
from minutebook.model.extraction import Subject
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.names import fold
from minutebook.text.roster import thing_words

OPENING = 15
"""Utterances in which a meeting says what it is about."""
SMALL = 4
"""People in a group that is still filed under one of them."""
OFTEN = 0.08
"""Share of utterances naming a project above which more adds nothing."""
FEW = 3
"""Utterances that must name a project before it leads the others: fewer is a passing word."""

SHORT, LONG = 3, 4
"""Letters that a word of a project's name has in a title, where every word counts, and in the talk."""


class Claim(msgspec.Struct, frozen=True):
    """One subject that a note may have. ``subject`` None: a journal note. ``evidence`` is from 0 to 1 by name."""

    subject: Subject | None
    evidence: Mapping[str, float]
    account: Entity | None = None


class Meeting(msgspec.Struct, frozen=True):
    """Who takes part and what a meeting is called: what the claims have in common."""

    source: Source
    talk: Talk
    context: Context
    cast: Cast
    people: tuple[Entity, ...]
    """Known people who take part."""
    others: tuple[str, ...]
    """Names of those present beside the owner."""
    titled: Mapping[EntityType, Entity]
    """What the title or the file's name names: the first of each type."""
    pair: bool

    @property
    def size(self) -> int:
        return len(self.cast.participants)


def meet(source: Source, talk: Talk, context: Context, cast: Cast) -> Meeting:
    names = {p.name for p in cast.participants}
    people = tuple(e for e in context.entities if e.type is EntityType.PERSON and e.name in names)
    others = tuple(name for p in cast.participants if (name := p.name) and name != cast.me)
    told_apart = any(u.speaker for u in source.utterances)
    known = any(person.name in others for person in people)
    pair = is_one_to_one(source) or (len(cast.participants) <= 2 and bool(others) and (told_apart or known))
    titled = find_titled(source, cast)
    held = titled.get(EntityType.FORUM) or find_held(source, cast)
    titled |= {EntityType.FORUM: held} if held else {}
    return Meeting(source, talk, context, cast, people, others, titled, pair)


def find_titled(source: Source, cast: Cast) -> dict[EntityType, Entity]:
    """What the title names, or else the file's name: the first of each type."""
    found: dict[EntityType, Entity] = {}
    for text in _titles(source):
        for spot in cast.hearing.spots(text):
            entity = cast.choose(spot)
            if entity is not None and not (entity.type is EntityType.PERSON and entity.name == cast.me):
                found.setdefault(entity.type, entity)
    return found


def find_held(source: Source, cast: Cast) -> Entity | None:
    """The known forum that a meeting opens as, whose minutes a document says to be, or whose initials a title has."""
    opened = _opened(cast, EntityType.FORUM, _THIS_IS) or _opened(cast, EntityType.FORUM, _ANNOUNCES)
    if opened is None and source.kind is SourceKind.DOCUMENT:
        opened = _opened(cast, EntityType.FORUM, _MINUTES_OF)
    initials = set(re.findall(r"\b[A-Z]{3,}\b", " ".join(_titles(source))))
    forums = (e for e in cast.hearing.entities if e.type is EntityType.FORUM)
    return opened or next(
        (e for e in forums if "".join(w[0] for w in e.name.split() if w[0].isupper()) in initials), None
    )


def _titles(source: Source) -> list[str]:
    return [re.sub(r"[_/&+-]+", " ", text) for text in (source.title, *(part.name for part in source.parts))]


def find_claims(meeting: Meeting) -> list[Claim]:
    """All that the note could be about, the journal last."""
    return [
        *_accounts(meeting),
        *_projects(meeting),
        *_forums(meeting),
        *_persons(meeting),
        Claim(None, {"journal": 1.0, "journal_titled": float(any(map(_DIARY.search, _titles(meeting.source))))}),
    ]


_DIARY = re.compile(
    r"\b(?:diary|journal|log ?book|log(?! ?(?:in|on|out|off)\b)|day ?book|note to self)\b", re.IGNORECASE
)


def _title_of(meeting: Meeting, kind: EntityType) -> str | None:
    """The id of what the title names of a kind."""
    entity = meeting.titled.get(kind)
    return entity.id if entity else None


def _accounts(meeting: Meeting) -> Iterable[Claim]:
    """The outside organisations whose people are present; one that only the title names where strangers are."""
    own = meeting.context.me.organisation
    listed = [e for e in meeting.context.entities if e.type is EntityType.ACCOUNT]
    accounts = [e for e in listed if not _is_of(e, own)]
    accounts += _unlisted(meeting, listed) if own else []
    present = _count_present(meeting, accounts)
    counts = _count_named(meeting.cast)
    titled, strangers = _title_of(meeting, EntityType.ACCOUNT), _share_of_strangers(meeting)
    for account in accounts:
        guessed = account.id == titled and not any(present.values()) and strangers > 0
        if present[account.id] or guessed:
            evidence = {
                "account": 1.0,
                "account_share": strangers if guessed else present[account.id] / max(1, len(meeting.others)),
                "account_even": float(account.id == titled or not _is_ours(meeting)),
                "account_titled": float(account.id == titled),
                "account_several": float(sum(n > 0 for n in present.values()) > 1),
                "account_guessed": float(guessed),
                "account_unlisted": float(account not in listed),
                "account_named": _share(counts[account.id], meeting),
                "account_pair": float(meeting.pair),
                "account_together": float(any(map(_TOGETHER.search, _titles(meeting.source)))),
            }
            yield Claim(Subject(EntityType.ACCOUNT, account.name), evidence, account)


_TOGETHER = re.compile(r"\b(?:consorti(?:um|a)|partners(?:hip)?|alliance|joint)\b", re.IGNORECASE)
"""A title that says that organisations meet."""


def _count_present(meeting: Meeting, accounts: Sequence[Entity]) -> Counter[str]:
    """How many of those present are of each organisation, by its id."""
    present: Counter[str] = Counter()
    placed = {p.name for p in meeting.people if p.organisation}
    for person in meeting.people:
        if person.name != meeting.cast.me:
            present.update(a.id for a in accounts if _is_of(a, person.organisation))
    for participant in meeting.cast.participants:
        if participant.name not in placed and participant.name != meeting.cast.me:
            colleague = _colleague(meeting, participant.email)
            present.update(
                a.id
                for a in accounts
                if shows_organisation(participant, a) or (colleague and _is_of(a, colleague.organisation))
            )
    return present


def _unlisted(meeting: Meeting, listed: Sequence[Entity]) -> list[Entity]:
    """Outside organisations of known people who take part that are no accounts of the vault yet."""
    own = fold(meeting.context.me.organisation or "")
    names = {fold(p.organisation): p.organisation for p in meeting.people if p.organisation}
    return [
        Entity(f"new:{folded}", EntityType.ACCOUNT, name)
        for folded, name in names.items()
        if folded != own and not any(_is_of(account, name) for account in listed)
    ]


def _colleague(meeting: Meeting, email: str | None) -> Entity | None:
    """A known person whose address is of the same host."""
    host = (email or "").partition("@")[2]
    known = (e for e in meeting.context.entities if e.type is EntityType.PERSON and e.organisation)
    return next((e for e in known if any(a.partition("@")[2] == host for a in e.emails)), None) if host else None


def _share_of_strangers(meeting: Meeting) -> float:
    """How many of those beside the owner are people of whom the vault knows no organisation, as a share; all where voices are not told apart."""
    placed = {p.name for p in meeting.people if p.organisation}
    others = [p.name for p in meeting.cast.participants if p.name != meeting.cast.me]
    if not others and not any(u.speaker for u in meeting.source.utterances):
        return 1.0
    return sum(name not in placed for name in others) / max(1, len(others))


def _is_ours(meeting: Meeting) -> bool:
    """Whether most of those present are of the owner's own organisation."""
    own = fold(meeting.context.me.organisation or "")
    return bool(own) and sum(fold(p.organisation or "") == own for p in meeting.people) * 2 > len(meeting.people)


def _is_of(account: Entity, organisation: str | None) -> bool:
    return bool(organisation) and fold(organisation or "") in map(fold, (account.name, *account.aliases))


def _projects(meeting: Meeting) -> Iterable[Claim]:
    projects = [e for e in meeting.cast.hearing.entities if e.type is EntityType.PROJECT]
    counts = _count_named(meeting.cast)
    words = _count_words(meeting.cast, projects)
    stated, announced = (_opened(meeting.cast, EntityType.PROJECT, way) for way in (_THIS_IS, _ANNOUNCES))
    titled, part = _title_of(meeting, EntityType.PROJECT), _partly_titled(meeting.source, projects)
    named = {p.id: max(counts[p.id], words[p.id] / 2) for p in projects}
    for project in projects:
        most = max((n for id_, n in named.items() if id_ != project.id), default=0)
        leads = named[project.id] >= FEW and named[project.id] >= 1.5 * most
        evidence = {
            "project": 1.0,
            "project_titled": float(project.id == titled),
            "project_beside": float(project.id == titled and EntityType.ACCOUNT in meeting.titled),
            "project_partly": float(project is part and titled is None),
            "project_stated": float(project is stated and not meeting.pair),
            "project_announced": float(project is announced and project is not stated and not meeting.pair),
            "project_named": _share(named[project.id], meeting),
            "project_leads": float(leads),
            "project_pair": float(meeting.pair),
        }
        if named[project.id] or evidence["project_titled"] or evidence["project_partly"]:
            yield Claim(Subject(EntityType.PROJECT, project.name), evidence)


def _share(count: float, meeting: Meeting) -> float:
    """How much of the talk names a thing: 1 from OFTEN on."""
    return min(1.0, count / (OFTEN * max(1, len(meeting.source.utterances))))


def _partly_titled(source: Source, projects: Sequence[Entity]) -> Entity | None:
    """The project of which the title has a word that no other project has ("gripper sync"), or two of them as one ("coldroom")."""
    said = {_stem(word) for text in _titles(source) for word in thing_words(text)}
    own = _own_words(projects, SHORT)
    joined = {
        p.id: {"".join(two) for form in (p.name, *p.aliases) for two in pairwise(thing_words(form))} for p in projects
    }
    hits = [project for project in projects if (own[project.id] | set(map(_stem, joined[project.id]))) & said]
    return hits[0] if len(hits) == 1 else None


def _opened(cast: Cast, kind: EntityType, pattern: re.Pattern[str]) -> Entity | None:
    """What of a kind somebody opens the meeting with: "this is the Lens Nine review" or "Right, so, Lens Nine." first."""
    for heard in cast.hearing.heard[:OPENING]:
        for spot in heard.spots:
            entity = cast.choose(spot)
            if entity and entity.type is kind:
                text = heard.utterance.text
                if pattern.search(f"{text[: spot.start]}|{text[spot.end :]}"):
                    return entity
    return None


_THIS_IS = re.compile(
    r"\b(?:this is|welcome (?:everyone |everybody |all |back )?to|we['’]re here (?:for|about)|here to talk about|we['’]?re (?:doing|talking about))(?: the| our)? \|",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"(?:^|[.!?] )(?:(?:right|ok|okay|alright|so|now|well|and|then|first)[, ]+)+(?:the |our |about )?\|\s*(?:[.:]|$)",
    re.IGNORECASE,
)


_MINUTES_OF = re.compile(
    r"\bminutes(?: of| for|:| [-–—])?(?: (?:the|our|an?))?(?: (?:meeting|session) of the)? \||^\W*(?:the )?\|[^|\d]{0,24}\bminutes\b",
    re.IGNORECASE,
)


def _count_named(cast: Cast) -> Counter[str]:
    """In how many utterances each known thing is named, by entity id."""
    counts: Counter[str] = Counter()
    for heard in cast.hearing.heard:
        counts.update({e.id for s in heard.spots if (e := cast.choose(s)) and e.type is not EntityType.PERSON})
    return counts


def _count_words(cast: Cast, projects: Sequence[Entity]) -> Counter[str]:
    """In how many utterances a word stands that tells a project from the other projects ("bearings")."""
    own = _own_words(projects, LONG)
    counts: Counter[str] = Counter()
    for heard in cast.hearing.heard:
        said = {_stem(word) for word in thing_words(heard.utterance.text)}
        counts.update(id_ for id_, words in own.items() if words & said)
    return counts


def _own_words(projects: Sequence[Entity], letters: int) -> dict[str, set[str]]:
    """The words of each project's names that have so many letters and that no other project has, by its id."""
    words = {
        p.id: {_stem(w) for form in (p.name, *p.aliases) for w in thing_words(form) if len(w) >= letters}
        for p in projects
    }
    shared = Counter(word for own in words.values() for word in own)
    return {id_: {word for word in own if shared[word] == 1} for id_, own in words.items()}


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """A word without a plural's or a verb's ending: "scheduling" is "schedul", as "schedule" is."""
    for ending in ("ing", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) > 3:
            return word.removesuffix(ending)
    return word


def _forums(meeting: Meeting) -> Iterable[Claim]:
    """The forum that meets; what a group of one house is called is its forum too, whatever the word."""
    known = meeting.titled.get(EntityType.FORUM)
    own = meeting.context.me.organisation
    forum = (
        Forum(known.name, specific=True)
        if known
        else find_forum(meeting.source, meeting.talk, own, meeting.cast.hearing.language)
    )
    house = _is_in_house(meeting)
    if forum is None or not (forum.kind or house):
        return
    words = set(fold(forum.name).split())
    titled = known is not None or any(words <= set(fold(text).split()) for text in _titles(meeting.source))
    evidence = {
        "forum": 1.0,
        "forum_titled": float(titled),
        "forum_known": float(known is not None),
        "forum_specific": float(forum.specific),
        "forum_gathering": float(bool(_GATHERING.search(forum.name))),
        "forum_pair": float(meeting.pair),
        "forum_house": float(house),
        "forum_kindless": float(not forum.kind),
        "forum_minuted": float(forum.minuted),
    }
    yield Claim(Subject(EntityType.FORUM, forum.name), evidence)


def _is_in_house(meeting: Meeting) -> bool:
    """Whether it is a group of the owner's own people: most of them, and nobody of an account."""
    accounts = [e for e in meeting.context.entities if e.type is EntityType.ACCOUNT]
    own = meeting.context.me.organisation
    outside = _count_present(meeting, [account for account in accounts if not _is_of(account, own)])
    return not meeting.pair and meeting.size > 2 and _is_ours(meeting) and not any(outside.values())


_GATHERING = re.compile(
    r"\b(?:huddles?|stand[- ]?ups?|scrum|all[- ]hands|town ?hall|retro(?:spective)?|(?:sub-?)?committee|council|board|cabinet|steerco|forum|guild|club|teams?|leads|round ?table|conference)\b",
    re.IGNORECASE,
)


def _persons(meeting: Meeting) -> Iterable[Claim]:
    """The one whom the title names, else the other of two or who spoke first of a small group."""
    titled = meeting.titled.get(EntityType.PERSON)
    is_titled = titled is not None and titled.name in meeting.others
    if not meeting.others or (meeting.size > SMALL and not (meeting.pair or is_titled)):
        return
    name = titled.name if titled is not None and is_titled else meeting.others[0]
    evidence = {
        "person_pair": float(meeting.pair),
        "person_titled": float(is_titled),
        "person_called": float(is_one_to_one(meeting.source)),
        "person_small": float(not meeting.pair and meeting.size <= SMALL),
        "person_many": float(meeting.size > SMALL),
    }
    yield Claim(Subject(EntityType.PERSON, name), evidence)
