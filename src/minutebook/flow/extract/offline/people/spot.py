"""Where known names stand in a text, and which capitalised words beside them may be names of strangers."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from minutebook.flow.extract.offline.words.lexicon import read_lexicon
from minutebook.model.entity import Entity, EntityState, EntityType
from minutebook.text import patterns as re
from minutebook.text.names import PARTICLES, TITLES, fold, lexicon, other_forms, split_name, words

FULL = 0.95
"""Score from which a form names one person in full; below it stands a part of the name."""
SURNAME = 0.8
"""Score of a surname alone."""

FIRST = 0.7
"""Score of an organisation's first word: "Halden" for Halden Clinics."""
OWN = 5
"""Letters that such a word has at least."""

HANDLE = 8
"""Letters from which a person's name in small letters can be no word of the talk."""

NOT_NAMES = words(
    "ich wir sie ihnen ihre vous nous je hallo bitte bonjour i ok okay a an the in on at of for from with by to as and but so or if no yes yeah yep well now then this that these those there here he she it we you they"
    " monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april may june july august september october november"
    " december christmas easter ramadan diwali god english french german spanish italian dutch welsh irish scottish british american european"
    " polish chinese japanese indian um uh er ah oh hmm mhm aye ja nah hey hi hello hiya morning afternoon evening goodbye bye thanks cheers sorry"
    " please great good right sure exactly cool fine lovely brilliant perfect let's what when where who why how which let can could will would"
    " should do does did is are was were have has had not never just also my your his her our their its sir madam because since maybe perhaps nobody somebody everybody anybody someone everyone anyone something nothing everything people mum dad mom fella feller lino telly nan grandma grandad"
    " readers users visitors members guests tenants residents drivers owners editors staff volunteers parents pupils students customers suppliers north south east west spring summer autumn winter internet zoom slack jira github google teams excel word outlook linkedin whatsapp"
)


_BEFORE_NAMES = words(
    "poor old young little dear lovely big good even only maybe perhaps both either neither like about with from for to of in at by"
    " as because since while when if unless until after before once although though whether than did does has have ask tell give send let make take"
)
"""Words with a capital at a sentence's beginning that stand before a name without being part of it."""


class Token(msgspec.Struct, frozen=True):
    """A word. ``key`` is folded and without a possessive or contracted ending; ``initial`` where a capital says nothing."""

    key: str
    start: int
    end: int
    capital: bool
    initial: bool


class Spot(msgspec.Struct, frozen=True):
    """A known name in a text: what it may stand for, best first, and how well it fits."""

    start: int
    end: int
    said: str
    entities: tuple[Entity, ...]
    score: float


class Run(msgspec.Struct, frozen=True):
    """Capitalised words in a row that no known name covers."""

    start: int
    end: int
    keys: tuple[str, ...]
    initial: bool
    title: str = ""


class Form(msgspec.Struct, frozen=True):
    """One way to write a known name, as token keys."""

    keys: tuple[str, ...]
    entity: Entity
    score: float
    small: bool = False
    """Whether it is usually written in small letters ("the yard module")."""


def tokenize(text: str, *, continues: bool = False) -> list[Token]:
    """The words of a text; ``continues`` where its first word stands inside a sentence."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        written, start = match[0], match.start()
        key, size = _read(written)
        capital = written[0].isupper()
        initial = capital and (not continues if not tokens else bool(_STOP.search(text, tokens[-1].end, start)))
        tokens.append(Token(key, start, start + size, capital, initial))
    return tokens


@lru_cache(maxsize=50_000)
def _read(written: str) -> tuple[str, int]:
    """The key of a word as it is written, and its length without an ending."""
    word = _ENDING.sub("", written) if written[-2:-1] in "'’lvr" else written
    return fold(word), len(word)


_TOKEN = re.compile(r"[^\W_]+(?:['’.-](?=[^\W_])[^\W_]+)*")
_ENDING = re.compile(r"['’](?:s|ll|d|ve|re|m)$", re.IGNORECASE)
_STOP = re.compile(r"[.!?…:;\"“”]")


class Spotter:
    """Finds known names in the texts of one source. ``cased``: its names are written with capitals.

    ``small`` are words that the source also writes in small letters; ``meant`` those that mean somebody though they are words too.
    """

    def __init__(
        self,
        entities: Iterable[Entity],
        *,
        cased: bool = True,
        small: frozenset[str] = frozenset(),
        meant: frozenset[str] = frozenset(),
    ) -> None:
        self.cased = cased
        self._small = small
        self._meant = lexicon().seldom | meant
        self._forms: dict[str, list[Form]] = {}
        for entity in entities:
            if entity.state is not EntityState.NEVER:
                for form in forms_of(entity):
                    self._forms.setdefault(form.keys[0], []).append(form)
        for forms in self._forms.values():
            if len({form.entity.id for form in forms}) > 1:
                forms[:] = [form for form in forms if form.score > FIRST]
            forms.sort(key=lambda f: (-len(f.keys), -f.score))

    def find(self, text: str) -> list[Spot]:
        """The known names in a text, in order; most texts have no word that one could begin with."""
        if all(key not in self._forms and key not in TITLES for key, _ in map(_read, _TOKEN.findall(text))):
            return []
        return self.spots(text, tokenize(text))

    def spots(self, text: str, tokens: Sequence[Token]) -> list[Spot]:
        """The known names, in order."""
        return [spot for spot, _, _ in self._known(text, tokens)]

    def runs(self, text: str, tokens: Sequence[Token]) -> list[Run]:
        """The runs of capitals between known names, in order."""
        taken = {n for _, first, size in self._known(text, tokens) for n in range(first, first + size)}
        loose = [n for n in range(len(tokens)) if n not in taken]
        return list(_runs(text, tokens, loose) if self.cased else _bare_runs(tokens, loose))

    def _known(self, text: str, tokens: Sequence[Token]) -> Iterator[tuple[Spot, int, int]]:
        """Each known name with its first token and how many it has."""
        position = 0
        for index, token in enumerate(tokens):
            if index < position or (token.key not in self._forms and token.key not in TITLES):
                continue
            found = self._match(text, tokens, index)
            if found is not None and not self._is_surname(text, tokens, index, *found):
                spot, size = found
                yield spot, index, size
                position = index + size

    def _is_surname(self, text: str, tokens: Sequence[Token], index: int, spot: Spot, size: int) -> bool:
        """Whether a thing's word is somebody's surname: "Gerda Halden" is nobody's company, though Halden is one."""
        if not self.cased or size > 1 or index == 0 or spot.entities[0].type is EntityType.PERSON:
            return False
        before = tokens[index - 1]
        given = before.capital and before.key not in NOT_NAMES
        given = given and (lexicon().is_name(before.key) or before.key in TITLES)
        return given and text[before.end : tokens[index].start] == " " and before.key not in self._forms

    def _match(self, text: str, tokens: Sequence[Token], position: int) -> tuple[Spot, int] | None:
        start = position
        fitting = [f for f in self._forms.get(tokens[start].key, ()) if self._fits(f, tokens, start)]
        titled = not fitting and tokens[start].key in TITLES and start + 1 < len(tokens)
        if titled:
            position += 1
            forms = self._forms.get(tokens[position].key, ())
            fitting = [f for f in forms if f.entity.type is EntityType.PERSON and self._fits(f, tokens, position)]
        if not fitting:
            return None
        size = len(fitting[0].keys)
        fitting = [f for f in fitting if len(f.keys) == size]
        best = max(f.score for f in fitting)
        entities = tuple({f.entity.id: f.entity for f in fitting if best - f.score < 0.05}.values())
        end = position + size
        if size == 1 and not titled and entities[0].type is EntityType.PERSON and self._goes_on(text, tokens, end):
            return None
        return Spot(
            tokens[start].start, tokens[end - 1].end, text[tokens[start].start : tokens[end - 1].end], entities, best
        ), end - start

    def _fits(self, form: Form, tokens: Sequence[Token], position: int) -> bool:
        size = len(form.keys)
        if position + size > len(tokens) or any(tokens[position + n].key != form.keys[n] for n in range(1, size)):
            return False
        first = tokens[position]
        if form.small or size > 2:
            return True
        if not self.cased:
            given = form.score > SURNAME and first.key in self._meant
            doubtful = first.key in lexicon().doubtful and not given
            return size > 1 or not (doubtful or first.key in NOT_NAMES)
        if not any(t.capital or t.key.isdigit() for t in tokens[position : position + size]):
            return False
        return size > 1 or not first.initial or not (first.key in NOT_NAMES or first.key in self._small)

    def _goes_on(self, text: str, tokens: Sequence[Token], end: int) -> bool:
        """Whether a part of a name is followed by another surname: somebody else of that given name."""
        if not self.cased or end >= len(tokens) or not tokens[end].capital or tokens[end].initial:
            return False
        following = tokens[end].key
        return (
            text[tokens[end - 1].end : tokens[end].start] == " "
            and following not in NOT_NAMES
            and following not in self._forms
        )


def forms_of(entity: Entity) -> Iterator[Form]:
    """The ways in which talk names an entity."""
    for written in (entity.name, *entity.aliases):
        keys = tuple(t.key for t in tokenize(written))
        if keys:
            plain = entity.type is EntityType.PERSON and written.isalpha() and len(written) < HANDLE
            yield Form(keys, entity, 1.0, small=not plain and not any(c.isupper() for c in written))
    if entity.type is EntityType.PERSON:
        yield from _forms_of_person(entity)
    elif entity.type is EntityType.ACCOUNT:
        first, *rest = (t.key for t in tokenize(entity.name))
        if rest and len(first) >= OWN and not lexicon().can_be_name(first):
            yield Form((first,), entity, FIRST)


def _forms_of_person(entity: Entity) -> Iterator[Form]:
    name = split_name(entity.name)
    family = tuple(t.key for t in tokenize(name.surname))
    if name.given and family:
        yield Form((name.given, *family), entity, 0.98)
        yield Form((name.given,), entity, 0.9)
        yield Form(family, entity, SURNAME)
        if len(family) > 1:
            yield Form(family[-1:], entity, SURNAME)
    if name.given:
        own = {fold(alias) for alias in entity.aliases if alias.isalpha()}
        short_forms = other_forms(name.given) | own | ({name.given.partition("-")[0]} - {name.given})
        for short in sorted(short_forms):
            yield Form((short,), entity, 0.82)
            if family:
                yield Form((short, *family), entity, 0.96)


def _runs(text: str, tokens: Sequence[Token], loose: Sequence[int]) -> Iterator[Run]:
    """Capitalised neighbours among the tokens that no known name took."""
    group: list[int] = []
    for index in loose:
        token = tokens[index]
        joined = bool(group) and index == group[-1] + 1 and _is_joined(text, tokens[index - 1], token)
        if group and not (joined and (token.capital or token.key in PARTICLES)):
            yield from _run(tokens, group)
            group = []
        if token.capital and not group:
            group = [] if token.key in NOT_NAMES - TITLES else [index]
        elif group:
            group.append(index)
    if group:
        yield from _run(tokens, group)


def _is_joined(text: str, before: Token, after: Token) -> bool:
    """Whether two words stand side by side in one name: with a dot between them only after a title or an initial."""
    between = text[before.end : after.start]
    return between == " " or (between == ". " and (before.key in TITLES or before.end - before.start == 1))


def _bare_runs(tokens: Sequence[Token], loose: Sequence[int]) -> Iterator[Run]:
    """In talk without capitals: words that are names and nothing else, with the surname after them; and what follows a title."""
    names, free = lexicon(), frozenset(loose)
    taken = -1
    for index in loose:
        key = tokens[index].key
        if index <= taken or not (names.is_name(key) or key in names.surnames or key in TITLES):
            continue
        title = key if key in TITLES else ""
        if index + 1 in free and _goes_with(key, tokens[index + 1], tokens[index + 2 : index + 3]):
            taken = index + 1
            keys = (tokens[taken].key,) if title else (key, tokens[taken].key)
            yield Run(tokens[index].start, tokens[taken].end, keys, initial=False, title=title)
        elif len(key) > 3 and key not in NOT_NAMES and not title:
            yield Run(tokens[index].start, tokens[index].end, (key,), initial=False)


def _goes_with(key: str, following: Token, after: Sequence[Token]) -> bool:
    """Whether a word belongs to the title or the given name before it."""
    if key in _BEFORE_GIVEN and lexicon().is_name(following.key):
        return True
    if key in TITLES:
        return _is_after_title(key, following) or _is_bare_surname(following, after)
    return len(key) > 3 and key not in NOT_NAMES and lexicon().is_name(key) and _is_bare_surname(following, after)


def _is_bare_surname(word: Token, after: Sequence[Token]) -> bool:
    """Whether a word behind a given name is a surname: a usual one, or no other word, behind which it is told of them."""
    if word.key in lexicon().surnames:
        return len(word.key) > 3
    known = read_lexicon()
    return (
        len(word.key) > 2
        and bool(after)
        and after[0].key in _TOLD_OF
        and word.key not in NOT_NAMES
        and word.key not in _WHEN
        and word.key not in known.function_words
        and word.key not in known.verbs
        and not word.key.endswith(("ly", "ing", "ed"))
    )


_BEFORE_GIVEN = words("sister father canon maestro")
"""Titles behind which a given name stands."""
_TOLD_OF = words("he she who")
_WHEN = words(
    "today tomorrow yesterday tonight later again first though too either anyway then now once twice maybe perhaps because and but so"
    " said says told rang called thinks thought reckons knows sure okay yeah yes no week month year"
)


def _is_after_title(title: str, following: Token) -> bool:
    """Whether a word after a title that is no other word is a name, whatever it is."""
    return title in _ONLY_TITLES and len(following.key) > 2 and following.key not in NOT_NAMES


_ONLY_TITLES = words("mr mrs ms mx dr prof cllr")


def _run(tokens: Sequence[Token], group: list[int]) -> Iterator[Run]:
    while group and (not tokens[group[-1]].capital or tokens[group[-1]].key in NOT_NAMES):
        group.pop()
    if len(group) > 1 and tokens[group[0]].key in _BEFORE_NAMES:
        del group[0]
    title = tokens[group[0]].key if len(group) > 1 and tokens[group[0]].key in TITLES else ""
    if group:
        first, last = tokens[group[0]], tokens[group[-1]]
        keys = tuple(tokens[i].key for i in group[1 if title else 0 :])
        yield Run(first.start, last.end, keys, first.initial and not title, title)
