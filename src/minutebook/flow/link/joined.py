"""Two names run together are nobody's: whoever is known in full within one stands for it, the vault's owner before all."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from minutebook.model.entity import Entity, EntityState, EntityType, Me
from minutebook.model.extraction import Extraction, Mention, Participant
from minutebook.text.names import SUFFIXES, TITLES, fold, lexicon

PERSON = EntityType.PERSON
WHOLE = 2
"""Words of a name in full: fewer left over are a middle name or a second surname."""


class Joined:
    """Finds names of people within longer ones that nobody is known to have. ``entities`` are all that the vault knows."""

    def __init__(self, me: Me, entities: Sequence[Entity]) -> None:
        self._me, self._entities = me, entities
        self._names: Mapping[str, str] | None = None

    def known(self) -> tuple[Entity, ...]:
        """The entities less the proposed ones whose name is another's with somebody else's."""
        return tuple(
            e
            for e in self._entities
            if e.type is not PERSON or e.state is not EntityState.PROPOSED or self.parts(e.name) is None
        )

    def parts(self, name: str) -> tuple[str, ...] | None:
        """Whom a name names: first the one known, then whatever stands beside; None where it is one name."""
        if name.count(" ") < 2 * WHOLE - 1:
            return None
        names = self._known_names()
        said = [word for word in name.split() if fold(word).rstrip(".,") not in TITLES | SUFFIXES]
        if fold(" ".join(said)) in names:
            return None
        spans = [(n, n + size) for size in range(len(said) - WHOLE, WHOLE - 1, -1) for n in range(len(said) - size + 1)]
        found = [(names[key], n, end) for n, end in spans if (key := fold(" ".join(said[n:end]))) in names]
        found.sort(key=lambda each: fold(each[0]) != fold(self._me.name))
        for known, n, end in found:
            beside = (said[:n], said[end:])
            if all(not part or len(part) >= WHOLE for part in beside):
                return known, *(" ".join(part) for part in beside if part)
        return None

    def _known_names(self) -> Mapping[str, str]:
        if self._names is None:
            accepted = [e.name for e in self._entities if e.type is PERSON and e.state is EntityState.ACCEPTED]
            whole = [name for name in accepted if " " in name and not lexicon().is_name(fold(name).rpartition(" ")[2])]
            self._names = {fold(name): name for name in (*whole, self._me.name) if " " in name}
        return self._names


def part_joined(extraction: Extraction, joined: Joined) -> Extraction:
    """The extraction with names run together told apart: each of them present or mentioned, work and news the known one's."""

    def one(name: str | None) -> str | None:
        parts = joined.parts(name) if name else None
        return parts[0] if parts else name

    def present(people: Iterable[Participant]) -> Iterable[Participant]:
        for p in people:
            parts = joined.parts(p.name) if p.name else None
            yield from [msgspec.structs.replace(p, name=each, email=None) for each in parts] if parts else [p]

    def mentioned(mentions: Iterable[Mention]) -> Iterable[Mention]:
        for m in mentions:
            parts = joined.parts(m.name) if m.type is PERSON else None
            yield from [msgspec.structs.replace(m, name=each) for each in parts] if parts else [m]

    replace = msgspec.structs.replace
    return replace(
        extraction,
        participants=tuple(present(extraction.participants)),
        mentioned=tuple(mentioned(extraction.mentioned)),
        tasks=tuple(replace(t, owner=one(t.owner), owed_to=one(t.owed_to)) for t in extraction.tasks),
        updates=tuple(replace(u, owner=one(u.owner), new_owner=one(u.new_owner)) for u in extraction.updates),
        remarks=tuple(replace(r, speaker=one(r.speaker), new_owner=one(r.new_owner)) for r in extraction.remarks),
    )
