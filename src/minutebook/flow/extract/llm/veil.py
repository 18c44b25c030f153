"""Placeholders for names, addresses and numbers before a source is sent, and the words back in the answer.

Each word of a name has a placeholder of its own (Chitra Rao: ``Name1 Name2``), so that a given name alone still means its person.
"""

from collections.abc import Iterable

import msgspec

from minutebook.model.entity import Context, Entity, EntityType
from minutebook.model.extraction import Extraction
from minutebook.model.source import Source
from minutebook.text import patterns as re
from minutebook.text.names import lexicon
from minutebook.text.words import STOP_WORDS

_ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_NUMBER = r"(?<![\w.])\+?\d(?:[ ()./-]?[ ()]?\d){5,}(?!\w)"
_WORD = r"[^\W\d_]+"
_SPAN = re.compile(f"(?P<address>{_ADDRESS})|(?P<number>{_NUMBER})|(?P<word>{_WORD})")
_DAY = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}")
_PREFIXES = ("Name", "Nomen", "Nameword", "Placeholdername")


class Veil:
    """The placeholders of one source: equal words have equal ones, and each stands for exactly one spelling."""

    def __init__(self, source: Source, context: Context, offline: Extraction) -> None:
        people, things = _names(source, context, offline)
        self._people = {word.casefold() for word in people if len(word) > 1} - STOP_WORDS
        self._things = {word for word in things if len(word) > 1 and word[0].isupper()} - {
            s.title() for s in STOP_WORDS
        }
        self._exact = set(people) | self._things
        said = "\n".join(_texts(source))
        self._prefix = next(p for p in _PREFIXES if not re.search(rf"{p}\d", said, re.IGNORECASE))
        self._numbers: dict[str, int] = {}
        self._placed: dict[str, str] = {}
        self._words: dict[str, str] = {}

    def cover(self, text: str) -> str:
        """The text with placeholders."""
        return _SPAN.sub(self._cover, text)

    def lift(self, text: str) -> str:
        """The text with the words back, in whatever case a model wrote their placeholders."""
        pattern = rf"\b{self._prefix}\d+[a-z]*(?:@hidden\.example)?"
        return re.sub(pattern, lambda m: self._words.get(m[0].casefold(), m[0]), text, flags=re.IGNORECASE)

    def cover_source(self, source: Source) -> Source:
        """The source as a model sees it."""
        replace = msgspec.structs.replace
        utterances = (
            replace(u, text=self.cover(u.text), speaker=self.cover(u.speaker) if u.speaker else None)
            for u in source.utterances
        )
        people = (
            replace(p, name=self.cover(p.name) if p.name else None, email=self.cover(p.email) if p.email else None)
            for p in source.people
        )
        return replace(source, title=self.cover(source.title), utterances=tuple(utterances), people=tuple(people))

    def cover_context(self, context: Context) -> Context:
        """What a model is told of the vault."""
        replace, me = msgspec.structs.replace, context.me
        covered = replace(
            me,
            name=self.cover(me.name),
            aliases=tuple(map(self.cover, me.aliases)),
            emails=tuple(map(self.cover, me.emails)),
            organisation=self.cover(me.organisation) if me.organisation else None,
        )
        return replace(context, me=covered, entities=tuple(map(self._cover_entity, context.entities)))

    def _cover_entity(self, entity: Entity) -> Entity:
        return msgspec.structs.replace(
            entity,
            name=self.cover(entity.name),
            aliases=tuple(map(self.cover, entity.aliases)),
            organisation=self.cover(entity.organisation) if entity.organisation else None,
        )

    def _cover(self, span: re.Match[str]) -> str:
        text = span[0]
        if span["address"]:
            return self._place(text, "@hidden.example")
        if span["number"]:
            return text if _DAY.fullmatch(text) else self._place(text, "")
        return self._place(text, "") if self._is_name(text) else text

    def _is_name(self, word: str) -> bool:
        """Words of a person's name in any case, unless they are everyday words, too; others as they are written."""
        folded = word.casefold()
        plain = folded in self._people and folded not in lexicon().doubtful
        return plain or word in self._exact

    def _place(self, text: str, end: str) -> str:
        if text not in self._placed:
            folded = text.casefold()
            number = self._numbers.setdefault(folded, len(self._numbers) + 1)
            spelt = sum(known.casefold() == folded for known in self._placed)
            placed = f"{self._prefix}{number}{'' if not spelt else _letters(spelt)}{end}"
            self._placed[text] = placed
            self._words[placed.casefold()] = text
        return self._placed[text]


def _letters(number: int) -> str:
    return chr(ord("a") + number % 26) * (1 + number // 26)


def _names(source: Source, context: Context, offline: Extraction) -> tuple[set[str], set[str]]:
    """The words of people's names, and those of other names, as they are written."""
    me = context.me
    people = [
        me.name,
        *me.aliases,
        *(p.name or "" for p in source.people),
        *(u.speaker or "" for u in source.utterances),
    ]
    people += [p.name or "" for m in source.messages for p in m.people] + [p.name or "" for p in offline.participants]
    people += [m.name for m in offline.mentioned if m.type is EntityType.PERSON]
    things = [me.organisation or "", *(m.name for m in offline.mentioned if m.type is not EntityType.PERSON)]
    things += [offline.subject.name] if offline.subject else []
    for entity in context.entities:
        (people if entity.type is EntityType.PERSON else things).extend((entity.name, *entity.aliases))
        things.append(entity.organisation or "")
    return _split(people), _split(things)


def _split(names: Iterable[str]) -> set[str]:
    return {word for name in names for word in re.findall(_WORD, name)}


def _texts(source: Source) -> Iterable[str]:
    yield source.title
    for utterance in source.utterances:
        yield f"{utterance.speaker or ''} {utterance.text}"
