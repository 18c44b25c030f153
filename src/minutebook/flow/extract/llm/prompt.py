"""What a model is asked: instructions that never change, what the vault knows, and the source, fenced as data."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType

import msgspec

from minutebook.flow.extract.llm.answer import Answer
from minutebook.flow.extract.llm.contract import Prompt
from minutebook.model.entity import Context, Entity, EntityState, EntityType
from minutebook.model.extraction import NoteType
from minutebook.model.source import Source, Utterance
from minutebook.text.roster import shared_words, words_of

MOST_KNOWN = 18
"""Known names that a prompt lists: those that the source may speak of come first. So many, that what is before the source stays short (evals/tokens.py)."""
MOST_TERMS = 8
"""Abbreviations that a prompt explains."""
CHARACTERS_A_TOKEN = 3.6
"""Of English talk with numbers in brackets; measured in evals/tokens.py, on the safe side."""
_KINDS = {
    EntityType.PERSON: "people",
    EntityType.ACCOUNT: "accounts",
    EntityType.PROJECT: "projects",
    EntityType.FORUM: "forums",
}


NOTHING: Mapping[str, str] = MappingProxyType({})


class Wording(msgspec.Struct, frozen=True):
    """The texts of a prompt: those of the package, or a user's own."""

    instructions: str
    emphasis: dict[str, str]
    persona: str = ""
    """What the owner of the vault says of themselves and of their words, for every source."""
    language: str = ""
    """Of what is written; empty: the source's own."""

    @property
    def version(self) -> str:
        return blake2b(msgspec.json.encode(self) + _schema(), digest_size=6).hexdigest()


@cache
def _schema() -> bytes:
    return msgspec.json.encode(msgspec.json.schema(Answer))


def read_wording(types: Mapping[str, str] = NOTHING, emphasis: Mapping[str, str] = NOTHING) -> Wording:
    """The package's own texts, with what a user says otherwise of types of note, and of what deserves attention in a kind of source or a type."""
    instructions = _packaged("instructions.md").strip()
    said = {**tomllib.loads(_packaged("types.toml")), **types}
    return Wording(
        instructions.replace("{types}", _list_types(said)), {**tomllib.loads(_packaged("emphasis.toml")), **emphasis}
    )


def _list_types(meanings: Mapping[str, str]) -> str:
    """Each type of note with what it is for; neighbours of one meaning share it."""
    groups = ((meaning, [name for name, _ in same]) for meaning, same in groupby(meanings.items(), key=itemgetter(1)))
    return ", ".join(f"{' or '.join(names)} ({meaning})" if meaning else ", ".join(names) for meaning, names in groups)


@cache
def _packaged(name: str) -> str:
    return (files(__package__) / "data" / name).read_text(encoding="utf-8")


def write_prompt(
    source: Source, context: Context, wording: Wording, utterances: Sequence[Utterance], carried: Iterable[str] = ()
) -> Prompt:
    """The prompt for a source, or for those of its ``utterances`` that one request takes; ``carried`` is what the parts before said."""
    return Prompt(
        wording.instructions,
        "\n".join(_context(source, context, wording)),
        "\n".join(_source(source, utterances, carried)),
        wording.version,
    )


def tokens_of(text: str) -> int:
    """About how many tokens a text takes."""
    return round(len(text) / CHARACTERS_A_TOKEN) + 1


def _context(source: Source, context: Context, wording: Wording) -> Iterable[str]:
    me = context.me
    if me.name:
        known = ", ".join(filter(None, (me.organisation, *me.emails)))
        yield f"The reader: {me.name}{f' ({known})' if known else ''}. In their own speech and mail “I” is {me.name}."
    if wording.persona:
        yield wording.persona.strip()
    yield f"Write in {wording.language}." if wording.language else "Write in the language of the source."
    if emphasis := wording.emphasis.get(source.kind.value):
        yield emphasis
    yield from (f"In a {kind} note: {wording.emphasis[kind]}" for kind in NoteType if wording.emphasis.get(kind))
    if context.terms:
        told = "; ".join(f"{inert(term.short)} = {inert(term.long)}" for term in context.terms[:MOST_TERMS])
        yield f"Abbreviations here: {told}"
    chosen = _choose(source, context)
    for kind, title in _KINDS.items():
        names = [_name(entity) for entity in chosen if entity.type is kind]
        if names:
            yield f"Known {title}: {'; '.join(names)}"


def _choose(source: Source, context: Context) -> list[Entity]:
    """The known names that a source may speak of: those of which words occur in it first."""
    texts = (source.title, *(u.text for u in source.utterances), *{u.speaker or "" for u in source.utterances})
    said = words_of(texts)
    accepted = [e for e in context.entities if e.state is not EntityState.NEVER]
    return sorted(accepted, key=lambda e: -shared_words(e, said))[:MOST_KNOWN]


def _name(entity: Entity) -> str:
    more = [*entity.aliases[:3], *filter(None, (entity.role, entity.organisation))]
    return f"{entity.name} ({', '.join(more)})" if more else entity.name


def _source(source: Source, utterances: Sequence[Utterance], carried: Iterable[str]) -> Iterable[str]:
    before = list(carried)
    if before:
        yield "Found in the parts before this one (do not repeat; say in `updates` or with the same words what became of it):"
        yield from (f"- {text}" for text in before)
    people = ", ".join(f"{p.name or ''} {f'<{p.email}>' if p.email else ''} ({p.role})".strip() for p in source.people)
    yield f'<source kind="{source.kind.value}" date="{source.date.isoformat()}" title="{inert(source.title)}">'
    if people:
        yield f"People of its header: {inert(people)}"
    speaker: str | None = None
    for utterance in utterances:
        named = f"{inert(utterance.speaker)}: " if utterance.speaker and utterance.speaker != speaker else ""
        box = "" if utterance.checked is None else "[x] " if utterance.checked else "[ ] "
        yield f"[{utterance.id}] {named}{box}{inert(utterance.text)}"
        speaker = utterance.speaker
    yield "</source>"


def inert(text: str) -> str:
    """Text that cannot end the fence that it stands in, on one line."""
    return " ".join(text.replace("<", "‹").replace(">", "›").split())
