"""An engine that leaves what is private to the offline one."""

from collections.abc import Sequence
from fnmatch import fnmatch

import msgspec

from minutebook.flow.extract.engine import Engine
from minutebook.model.entity import Context
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source
from minutebook.text.names import fold


class Discreet:
    """``first`` for every source but those that are private or meet one of the ``rules``: words, with ``*`` for any."""

    def __init__(self, first: Engine, offline: Engine, rules: Sequence[str]) -> None:
        self._first = first
        self._offline = offline
        self._rules = tuple(rules)

    @property
    def name(self) -> str:
        return self._first.name

    @property
    def version(self) -> str:
        """Changes with the rules: what was read before one of them came is not taken for what it says now."""
        return "/".join((self._first.version, *sorted(self._rules)))

    def extract(self, source: Source, context: Context) -> Extraction:
        """Raises EngineError as the first engine does."""
        if why := find_reason(source, self._rules):
            read = self._offline.extract(source, context)
            return msgspec.structs.replace(read, warnings=(*read.warnings, f"read offline: {why}"))
        return self._first.extract(source, context)


def find_reason(source: Source, rules: Sequence[str]) -> str:
    """Why a source is private; empty where it is not."""
    if source.private:
        return source.private
    people = [word for person in source.people for word in (person.name, person.email) if word]
    told = [
        source.title,
        *people,
        *{u.speaker for u in source.utterances if u.speaker},
        *(p.name for p in source.parts),
    ]
    told += [p.email or "" for m in source.messages for p in m.people] + [
        p.name or "" for m in source.messages for p in m.people
    ]
    for rule in rules:
        if any(fnmatch(fold(each), f"*{fold(rule)}*") for each in told):
            return f"the rule {rule!r} in llm.private"
    return ""
