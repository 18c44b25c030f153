"""Puts people on the seats that labels leave open: numbered voices, sides of a call, devices; and talk without labels."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from minutebook.flow.extract.offline.people.address import Call
from minutebook.flow.extract.offline.people.hearing import Hearing
from minutebook.flow.extract.offline.people.pool import PERSON, Pool
from minutebook.flow.extract.offline.people.presence import REACH, Presence, is_told_of, only_person
from minutebook.flow.extract.offline.people.spot import Spot
from minutebook.flow.extract.offline.people.voices import (
    Company,
    Naming,
    Pairs,
    describe_pairs,
    find_replies,
    introduces_itself,
    match_voices,
)
from minutebook.model.entity import Entity, EntityType
from minutebook.model.source import Source, SourceKind
from minutebook.text import patterns as re
from minutebook.text.labels import Side
from minutebook.text.names import fold, words

_ONE_TO_ONE = re.compile(
    r"(?<![\d./-])(?:1|one)(?:\s?[-:_]\s?|[- _]?(?:to|on|2)[- _]?)(?:1|one)(?![\d:/-]|\.\d)|\b121\b|\bcatch[- ]?up\b",
    re.IGNORECASE,
)


_TO_SOMEBODY = {Call.GREETED, Call.ASKED, Call.ANSWERED}
LOCAL = ""
"""The voice of lines without a label where all labels are of the other side: the recorder's own microphone."""


class Seating(msgspec.Struct, frozen=True):
    """What is known before open labels are named: ``pairs`` as `match_voices` reads them, ``company`` and ``people`` by their ids, ``taken`` by label."""

    voices: frozenset[str]
    open_labels: tuple[str, ...]
    company: Company
    people: dict[str, Entity]
    taken: dict[str, str]
    pairs: Pairs


def seat_voices(
    source: Source,
    hearing: Hearing,
    pool: Pool,
    presence: Presence,
    named: Mapping[str, Entity],
    open_labels: Mapping[str, Side | None],
) -> dict[str, Entity]:
    """Names for the open labels that the talk, the header or the title identifies."""
    room = find_seating(source, hearing, pool, presence, named, open_labels)
    if not room.open_labels:
        return _seat_last(source, hearing, pool, presence, named, open_labels)
    company = room.company
    found = {label: company.people[n] for label, n in match_voices(room.pairs, company.sides).items()}
    seated = {**room.taken, **found}
    others = {e.id for e in presence.all()}.difference(seated.values(), company.expected, {company.me})
    if company.pair or not others or len(room.voices) > 2:
        expected = [id_ for id_ in company.people if id_ in company.expected or id_ == company.me]
        found |= _eliminate(len(room.voices), room.open_labels, seated, expected)
    chosen = {label: room.people[person] for label, person in found.items()}
    return chosen | _seat_last(source, hearing, pool, presence, {**named, **chosen}, open_labels)


LONE, RARELY = 40, 0.025
"""Utterances of a far end of which so few answer its own that it is one voice: so it is of seven such ends in ours, and of no two people's."""
SOME = 5
"""Utterances of a voice that is somebody's, and no slip of the recorder."""


def _seat_last(
    source: Source,
    hearing: Hearing,
    pool: Pool,
    presence: Presence,
    named: Mapping[str, Entity],
    open_labels: Mapping[str, Side | None],
) -> dict[str, Entity]:
    """The last label without a person is the only person who is there without a label: a far end where it never answers itself.

    Of 34 last voices of left-out meetings 32 are.
    """
    left = [label for label in open_labels if label not in named]
    seated = {person.id for person in named.values()}
    free = [person for person in map(hearing.full, presence.all()) if person.id not in seated]
    if len(left) != 1 or len(free) != 1 or (pool.me and pool.me.id not in seated):
        return {}
    said = [(u.speaker or LOCAL, u.text) for u in source.utterances]
    spoken = Counter(label for label, _ in said)
    if open_labels[left[0]] is Side.THEM:
        last = spoken[left[0]] >= LONE and find_replies(said)[left[0]] < RARELY
    else:
        last = spoken[left[0]] >= SOME and len(spoken) > 2 and not free[0].id.startswith("new:")
    return {left[0]: free[0]} if last else {}


def find_seating(
    source: Source,
    hearing: Hearing,
    pool: Pool,
    presence: Presence,
    named: Mapping[str, Entity],
    open_labels: Mapping[str, Side | None],
) -> Seating:
    """The open labels that may be one person's, and what speaks for whom; a far side of several people stays open."""
    turns = _turns(source, unlabelled=LOCAL in named)
    labels = [label for label, _ in turns]
    namings = _namings(hearing, turns)
    titled = title_people(source, hearing)
    pair = bool(titled) and len(set(labels)) == 2 and _is_between_two(source, titled)
    listed = {e.id for e in presence.listed()}.difference(e.id for e in named.values())
    several = sum(person != pool.me for person in pool.headed) > 1 or len(listed - {"new:me"}) > 1
    there = dict.fromkeys(e.id for e in presence.all()) if open_labels else {}
    by_turns = len({n.person for n in namings if n.call in _TO_SOMEBODY and n.label in named and n.person in there}) > 1
    if several or (by_turns and not pair):  # the far side is all who were invited, greeted as a list or called by turns
        open_labels = {label: side for label, side in open_labels.items() if side is not Side.THEM}
    called = tuple(n.person for n in namings if n.call is not None or n.itself)
    taken = {label: person.id for label, person in named.items()}
    expected = list(dict.fromkeys(e.id for e in (*pool.headed, *titled)))
    if pool.me and _is_likely(pool.me.id, [*expected, *called, *taken.values()]):
        expected.insert(0, pool.me.id)
    around = expected if pair else [*expected, *called]
    if len(set(labels)) > 2:  # of two, who is only talked about is rarely the other
        around += [*there, *(n.person for n in namings if not n.person.startswith("new:"))]
    company = Company(
        tuple(id_ for id_ in dict.fromkeys(around) if id_ not in taken.values()),
        frozenset(e.id for e in (*pool.headed, *titled) if e != pool.me),
        frozenset(e.id for e in titled),
        frozenset(there.keys() - taken.values()),
        pool.me.id if pool.me else None,
        pair,
        frozenset(label for label, side in open_labels.items() if side is Side.THEM),
        find_replies((u.speaker or LOCAL, u.text) for u in source.utterances) if open_labels else {},
    )
    people = {e.id: e for e in hearing.entities if e.type is PERSON}
    pairs = describe_pairs(labels, open_labels, namings, company)
    return Seating(frozenset(labels), tuple(open_labels), company, people, taken, pairs)


def _is_likely(me: str, around: Sequence[str]) -> bool:
    """Whether the owner may be a voice: they are called or named, or somebody whom they know is."""
    return me in around or any(not id_.startswith("new:") for id_ in around)


def _eliminate(
    voices: int, open_labels: Sequence[str], taken: Mapping[str, str], expected: Sequence[str]
) -> dict[str, str]:
    """The last voice of a talk of two is the last person who was expected; of more, only where nobody else is missing."""
    left = [label for label in open_labels if label not in taken]
    missing = [person for person in expected if person not in taken.values()]
    if len(left) != 1 or len(missing) != 1:
        return {}
    if voices == 2 or (voices == len(expected) and voices > 2) or len(open_labels) == voices:
        return {left[0]: missing[0]}
    return {}


def _turns(source: Source, *, unlabelled: bool) -> list[tuple[str, set[int]]]:
    """Labels in order of speaking, each with the ids of its utterances."""
    turns: list[tuple[str, set[int]]] = []
    for utterance in source.utterances:
        label = utterance.speaker or LOCAL
        if label == LOCAL and not unlabelled:
            continue
        if not turns or turns[-1][0] != label:
            turns.append((label, set()))
        turns[-1][1].add(utterance.id)
    return turns


def _namings(hearing: Hearing, turns: Sequence[tuple[str, set[int]]]) -> list[Naming]:
    turn_of = {id_: (n, label) for n, (label, ids) in enumerate(turns) for id_ in ids}
    words = {h.utterance.id: len(h.utterance.text) + 1 for h in hearing.heard}
    length = [sum(words[id_] for id_ in ids) for _, ids in turns]
    said = 0
    last = -1
    first = {label: n for n, (label, _) in reversed(list(enumerate(turns)))}
    namings = []
    for heard in hearing.heard:
        turn, label = turn_of.get(heard.utterance.id, (-1, ""))
        text = heard.utterance.text
        said = said if turn == last else 0
        last = turn
        for spot in heard.spots:
            person = only_person(hearing, spot)
            if turn >= 0 and person is not None:
                opens = first[label] == turn
                itself = introduces_itself(text, spot.start, spot.end, first=opens) or (
                    opens and _gives_role(text, spot, person)
                )
                call = None if itself else hearing.call(text, spot)
                left = length[turn] - said - spot.end - 1
                told = call is None and is_told_of(text, spot)
                namings.append(Naming(turn, label, person.id, call, itself, told, said + spot.start, left))
                other = next((other for other in first if _is_label_of(other, text, spot.start)), None)
                if other is not None:
                    namings.append(Naming(turn, other, person.id, itself=True))
        said += len(text) + 1
    return namings


def _gives_role(text: str, spot: Spot, person: Entity) -> bool:
    """Whether a voice begins with a name and that person's role: "Ana, treasurer", as people do round a table."""
    said = fold(text[spot.end : spot.end + ROLE]).split()
    roles = {word for word in fold(person.role or "").split() if len(word) > 3}
    return spot.start == 0 and "you" not in said and bool(roles.intersection(said[:3]))


ROLE = 40
"""Characters after a name in which the role stands."""


def _is_label_of(label: str, text: str, start: int) -> bool:
    """Whether somebody says whose label it is: "the one that says Front Desk is Ana"."""
    words = text[:start].rstrip(" ,").lower()
    return len(label) > 3 and words.endswith(
        (f"{label.lower()} is", f"{label.lower()} is me", f"{label.lower()} that's", f"{label.lower()}, that's")
    )


def title_people(source: Source, hearing: Hearing) -> list[Entity]:
    """People whom the title or the file's name names."""
    found: dict[str, Entity] = {}
    for text in (source.title, *(re.sub(r"\.\w{2,4}$", "", part.name) for part in source.parts)):
        for spot in hearing.spots(re.sub(r"[_/&+-]+", " ", text)):
            if len(spot.entities) == 1 and spot.entities[0].type is PERSON:
                found[spot.entities[0].id] = spot.entities[0]
    return list(found.values())


def is_one_to_one(source: Source) -> bool:
    """Whether the title or the file's name calls it a talk of two."""
    return any(_ONE_TO_ONE.search(text) for text in (source.title, *(part.name for part in source.parts)))


def _is_between_two(source: Source, titled: Sequence[Entity]) -> bool:
    """Whether the title says that two met, or nothing but one person's name."""
    return is_one_to_one(source) or (len(titled) == 1 and _is_called_after(source, titled))


def find_unlabelled(
    source: Source,
    hearing: Hearing,
    pool: Pool,
    presence: Presence,
    named: Mapping[str, Entity],
    labels: Sequence[str],
) -> list[Entity]:
    """Those present who have no label: of the header; and where voices are not told apart, whoever is spoken to."""
    present = list(pool.headed)
    me = [pool.me] if pool.me else []
    if source.kind is SourceKind.MEMO:
        return me + present + _just_met(hearing)
    if source.kind is not SourceKind.CONVERSATION:
        return [*present, *_noted(hearing, me)] if source.kind is SourceKind.DOCUMENT else present
    open_labels = [label for label in labels if label not in named]
    if labels and not open_labels:
        return [*present, *presence.shown()]
    titled = title_people(source, hearing)
    if not labels and titled and is_one_to_one(source):
        return [*me, *titled]
    spoken_to = presence.all()
    if not labels and titled and _is_called_after(source, titled):
        spoken_to = [*titled, *spoken_to]
    known = any(not p.id.startswith("new:") for p in (*titled, *spoken_to, *named.values()))
    if (
        pool.me
        and pool.me not in named.values()
        and (known or pool.me in spoken_to or (not labels and _knows(hearing)))
    ):
        present += me
    return [*present, *spoken_to]


FAMILIAR = 3
"""Different known people and things in a talk without labels from which it is one of the owner's own."""


def _knows(hearing: Hearing) -> bool:
    """Whether a talk is of what the vault knows."""
    named = {s.entities[0].id for h in hearing.heard for s in h.spots if len(s.entities) == 1}
    return sum(not id_.startswith("new:") for id_ in named) >= FAMILIAR


def _is_called_after(source: Source, people: Sequence[Entity]) -> bool:
    """Whether the title says nothing but who met: "Ana", "call with Ana Ruiz"."""
    names = {word for person in people for form in (person.name, *person.aliases) for word in fold(form).split()}
    words = set(re.findall(r"[^\W\d_]+", fold(source.title)))
    return bool(words & names) and words - names <= _MEETS


_MEETS = words(
    "call|chat|meeting|meet|talk|sync|with|and|x|me|coffee|lunch|phone|zoom|weekly|notes|rec|recording|am|pm"
)


def find_houses(source: Source, hearing: Hearing, pool: Pool) -> frozenset[str]:
    """The folded names of the organisations that meet: the owner's and those that the title names."""
    named = {s.entities[0].id: s.entities[0] for s in hearing.spots(source.title) if len(s.entities) == 1}
    titled = (fold(f) for e in named.values() if e.type is EntityType.ACCOUNT for f in (e.name, *e.aliases))
    own = pool.me.organisation if pool.me else None
    return frozenset({*titled, *([fold(own)] if own else [])})


OPENING = 4
"""Utterances in which a memo says whom its speaker comes from, and notes who met."""


def _noted(hearing: Hearing, me: list[Entity]) -> list[Entity]:
    """Those whom notes list in a line of their own: "Ana + Ben, me"."""
    for heard in hearing.heard[:OPENING]:
        people = [person for spot in heard.spots if (person := only_person(hearing, spot)) is not None]
        rest = heard.utterance.text
        for spot in reversed(heard.spots):
            rest = rest[: spot.start] + rest[spot.end :]
        if len(people) > 1 and set(re.findall(r"[^\W_]+", rest.lower())) <= _BESIDE:
            return [*me, *people]
    return []


_BESIDE = words(
    "me myself i and with plus us present there in the room attendees attending who also here on call phone"
)


def _just_met(hearing: Hearing) -> list[Entity]:
    """Those whom a memo says at its beginning that its speaker comes from: "just off the phone with Ana and Ben"."""
    for heard in hearing.heard[:OPENING]:
        met = [only_person(hearing, spot) for spot in _list(heard.utterance.text, heard.spots, _MET)]
        if met:
            return [person for person in met if person is not None]
    return []


def _list(text: str, spots: Sequence[Spot], opening: re.Pattern[str]) -> list[Spot]:
    """The names of a list that ``opening`` stands before."""
    listed: list[Spot] = []
    for spot in spots:
        goes_on = bool(listed) and _AND.fullmatch(text, listed[-1].end, spot.start)
        if (goes_on or opening.search(text[max(0, spot.start - REACH) : spot.start])) and not _AWAY.match(
            text, spot.end
        ):
            listed.append(spot)
    return listed


_MET = re.compile(
    r"\bjust (?:(?:now )?(?:met|seen|saw|left)|(?:off|out of|back from|come|came|got|had|finished|been|sat|spoke|spoken|did|done|left)\b(?: [\w'’-]+){0,8} (?:with|to see|seeing)) $",
    re.IGNORECASE,
)
_AND = re.compile(r",? (?:and |also )?", re.IGNORECASE)
_AWAY = re.compile(r"['’]s?\b|,? (?:on|off|away|out)\b(?! the (?:call|line))", re.IGNORECASE)
