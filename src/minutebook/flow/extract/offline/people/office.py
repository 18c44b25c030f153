"""How people are called beside their names: by office ("the treasurer"), and in written minutes by initials ("JB")."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from minutebook.flow.extract.offline.talk.role import HELD
from minutebook.flow.extract.offline.words.lexicon import plain, read_lexicon
from minutebook.model.entity import Entity
from minutebook.model.source import Utterance
from minutebook.text import patterns as re
from minutebook.text.names import fold, split_name

_OFFICE = re.compile(
    r"(?:[a-z]+ )*(?:chair|president|clerk|captain|lead|head|rep|[a-z]+(?:man|woman|person|er|or|ent|ant|ist|ian|ary|ive|ain|den))"
)
_CHAIR = re.compile(r"\bchair(?:man|woman|person|ing)?\b")
_CHAIRS = ("chair", "chairman", "chairwoman", "chairperson")
_INITIALS = re.compile(r"[A-Z]{2,4}")
_CLAIM = re.compile(
    rf"(?:^|[,.;!?] |\b(?:and|so|then|well) )i(?:'m| am) (?:the|your|our) (?P<office>(?:[a-z-]+ ){{0,2}}?{HELD})\b(?!'| (?:of|from|for|at|in|who|that)\b)"
)
"""What somebody says that they are in this talk."""


def offices(
    known: Sequence[Entity], present: Sequence[Entity], notes: Mapping[str, str], me: Entity | None
) -> dict[str, tuple[str, ...]]:
    """The forms that minutes have for people, by id: only those that one person has.

    Offices are those of the attendance list and of known people who are present, or belong to the owner's own organisation.
    """
    ours = fold(me.organisation or "") if me else ""
    near = [e for e in known if e in present or e == me or (ours and fold(e.organisation or "") == ours)]
    holders: dict[str, set[str]] = defaultdict(set)
    for person in near:
        for form in _forms(person, notes.get(person.id, ""), initials=person in present):
            holders[form].add(person.id)
    forms: dict[str, list[str]] = defaultdict(list)
    for form, ids in holders.items():
        if len(ids) == 1:
            forms[next(iter(ids))].append(form)
    return {person: tuple(sorted(own)) for person, own in forms.items()}


def claimed(utterances: Iterable[Utterance], people: Mapping[str, Entity]) -> dict[str, tuple[str, ...]]:
    """The forms for those who say of themselves what they are, by id; ``people`` by label. Nobody's where two say the same."""
    holders: dict[str, set[str]] = defaultdict(set)
    for utterance in utterances:
        for match in _CLAIM.finditer(plain(utterance.text)):
            holders[match["office"]].add(utterance.speaker or "")
    forms: dict[str, tuple[str, ...]] = {}
    for office, labels in holders.items():
        person = people.get(next(iter(labels))) if len(labels) == 1 else None
        if person is not None:
            forms[person.id] = (*forms.get(person.id, ()), f"the {office}", f"our {office}")
    return forms


def _forms(person: Entity, note: str, *, initials: bool) -> Iterator[str]:
    name = split_name(person.name)
    parts = [part.strip() for part in re.split(r"[,;/]| and ", f"{note}, {person.role or ''}")]
    if initials:
        own = "".join(part[0] for part in (name.given, *name.surname.replace("-", " ").split()) if part).upper()
        stated = {part for part in parts if _INITIALS.fullmatch(part)}
        yield from (form for form in stated or {own} if len(form) > 1 and _is_no_word(form))
    for part in map(str.lower, parts):
        if _CHAIR.search(part):
            yield from (form for chair in _CHAIRS for form in (f"the {chair}", chair.capitalize()))
        elif _OFFICE.fullmatch(part):
            yield from (f"the {part}", part.capitalize())


def _is_no_word(form: str) -> bool:
    return form.lower() not in read_lexicon().function_words
