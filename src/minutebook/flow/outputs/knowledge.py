"""What a page knows: facts, states and decisions, each once, with every source that tells it.

A restatement brings its source to the line that states it; another value of the same attribute is a line of its own and a
question to the person, with both passages: nothing is superseded before they say so.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from minutebook.flow.outputs.links import wikilink
from minutebook.model.change import Append, Change, InsertLine, RemoveLine, ReplaceLine
from minutebook.model.record import Ask, AskState, LineKind, LineRecord, ProposalRecord
from minutebook.text import patterns as re
from minutebook.text.escape import escape_inline, unescape
from minutebook.text.ids import stable_id
from minutebook.text.relation import Relation, compare, says_more
from minutebook.vault.machine import is_same, is_untouched, locate_lines
from minutebook.vault.meaning import line_digest
from minutebook.vault.note import Note, find_section, has_children

STATUS = "Status"
KEY_FACTS = "Key Facts"
DECISIONS = "Decisions"
LIMIT = 40
"""Lines of Key Facts, and of Decisions, before the older ones fold."""
_FOLDED = "> [!note]- Earlier"
_STATES = 3
"""Lines of Status: what was told last; older ones are facts among others."""
_MERGED = frozenset({Relation.SAME, Relation.RESTATED})
_DATED_LINK = re.compile(r"\[\[[^\[\]]*\|(\d{4}-\d{2}-\d{2})\]\]")
_LINE = re.compile(
    r"[\s>]*[-*+]\s+(?P<words>.*?)(?P<links>(?:\s*\[\[[^\[\]]*\|\d{4}-\d{2}-\d{2}\]\])*)\s*(?:\s\^mb-\w+)?\s*\Z"
)
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_PASSAGE = re.compile(r"\s*\[\[[^\[\]]*#\^u\d+[^\[\]]*\]\]\s*\Z")
_STATE = re.compile(
    r"\b(?:on track|at risk|on hold|on schedule|behind (?:schedule|plan)|ahead of (?:schedule|plan)|delayed|blocked|paused|stuck|launch(?:ed|es)?|"
    r"(?:go(?:es|ing)?|went|gone|(?:is|are|was|be) (?:now )?)[- ]?live|signed|renew(?:s|al|ed)?|pilot (?:starts|begins|runs|ends|was)|phase|milestone|deadline|(?:un)?finished|ready|slipp?ed|postponed|"
    r"cancell?ed|percent (?:done|complete|ready)|stage|rollout|moved (?:from|to)|started|starts|closed|"
    r"(?:was|were|been|is|are) (?:won|lost)|(?:won|lost) (?:(?:the|a|this|that|our|their) )?(?:[\w-]+ )?(?:deal|contract|tender|bid|pitch|business|account|order|renewal|case))\b",
    re.IGNORECASE,
)

Passage = Callable[[LineRecord], str]
"""The link to the passage that a page's line rests on; empty where it cannot be told."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A statement on its way to a page. ``words`` are plain text, ``link`` leads to the note of ``day``, ``passage`` to the source."""

    id: str
    words: str
    section: str
    day: str
    link: str
    passage: str
    source_id: str
    anchor: str


class _Entry(msgspec.Struct, kw_only=True):
    """One statement of the page as it will stand. ``record`` None: a line of the user's own; ``line`` None: not written yet."""

    id: str
    words: str
    section: str
    links: list[tuple[str, str]]
    passage: str = ""
    record: LineRecord | None = None
    line: str | None = None
    struck: bool = False
    users: bool = False
    changed: bool = False
    stood: str = ""
    """The newest day on the line as read."""
    folded: bool = False
    """It stands in the callout of older lines; ``folds``: it belongs there."""
    folds: bool = False
    kept: bool = False
    """It moves as it reads."""
    rooted: bool = False
    """The user hung lines of their own on it: it stays where it is."""

    @property
    def day(self) -> str:
        return max((day for day, _ in self.links), default="")


class Knowledge:
    """The statements of one page, as read and as they become."""

    def __init__(
        self,
        path: str,
        name: str,
        entity_id: str,
        page: Note,
        records: Iterable[LineRecord],
        *,
        asks: Mapping[str, ProposalRecord],
        passage: Passage = lambda _: "",
        template: Sequence[str] = (),
        shared: Iterable[str] = (),
        limit: int = LIMIT,
    ) -> None:
        self.limit = limit
        self.path, self.name, self.entity_id = path, name, entity_id
        self.template, self.shared, self.passage = tuple(template), tuple(shared), passage
        self.asks = dict(asks)
        self.known = {r.id: r for r in records if r.kind is LineKind.KEY_FACT and r.digest}
        self.entries = list(_read_entries(page, self.known))
        self.deleted = [r.words for r in self.known.values() if r.deleted and r.words]
        self._questions: dict[str, ProposalRecord] = {}
        self._told: set[str] = set()

    def tell(self, told: Told) -> None:
        """Take in one statement of a source."""
        self._told.add(told.id)
        was = self.known.get(told.id)
        if was is not None:
            self._tell_again(was, told)
            return
        if any(compare(words, told.words) in _MERGED for words in self.deleted):
            return
        entry = next((e for e in self._comparable() if self._ordered(e, told) in _MERGED), None)
        if entry is None:
            entry = self._add(told)
        elif entry.users:
            return
        else:
            _join(entry, told)
        for other in self._comparable():
            if other is not entry and not other.users and other.record is not None:
                self._question(other, entry)

    def forget(self, source_id: str) -> None:
        """Mark what only this source told and does not tell any more: it goes, where the user has not touched it."""
        for entry in self.entries:
            record = entry.record
            if record is None or record.id in self._told or record.source_id != source_id or entry.line is None:
                continue
            if len(entry.links) <= 1 and not entry.users and not entry.struck:
                entry.links = []
                entry.changed = True

    def correct(self, line_id: str, words: str, note: str) -> None:
        """Take over what the user made of a line of ``note`` (its path) that the page has: other words, or none where it was deleted there."""
        entry = next((e for e in self.entries if e.id == line_id), None)
        if entry is None or entry.users or entry.struck:
            return
        if words:
            entry.changed |= entry.words != words
            entry.words = words
        else:
            others = [(day, link) for day, link in entry.links if link != wikilink(note, day, shared=self.shared)]
            entry.links, entry.changed = others, True

    def changes(self) -> Iterator[Change]:
        """What the page needs so that it says what is known now, and the questions that arise."""
        self._bound_states()
        self._bound_facts()
        for rank, entry in enumerate(self.entries):
            record = entry.record
            if record is None or not entry.changed:
                continue
            was = self.known.get(entry.id)
            if not entry.links and was is not None:
                yield RemoveLine(path=self.path, was=was, record=replace(was, digest=""), template=self.template)
                continue
            line = self._line(entry)
            written = replace(record, digest=line_digest(line), words=entry.words, section=entry.section)
            if was is None or entry.line is None:
                yield self._insertion(line, written, rank, folded=entry.folds)
            elif was.section != entry.section:
                yield RemoveLine(path=self.path, was=was, template=self.template)
                yield self._insertion(line, written, rank, folded=entry.folds)
            elif entry.folds != entry.folded:
                yield RemoveLine(path=self.path, was=was)
                yield self._insertion(line, written, rank, folded=entry.folds)
            elif entry.day > entry.stood and not entry.rooted and is_untouched(entry.line, was):
                yield RemoveLine(path=self.path, was=was)  # the newest stand on top
                yield self._insertion(line, written, rank, folded=entry.folds)
            elif line != entry.line:
                yield ReplaceLine(path=self.path, was=was, line=f"> {line}" if entry.folded else line, record=written)
        yield from (Append(question) for question in self._questions.values())

    # -- one statement

    def _tell_again(self, was: LineRecord, told: Told) -> None:
        """The same source says it again: its words are brought up to date while the line is the machine's and no other source's."""
        entry = next((e for e in self.entries if e.id == was.id), None)
        if entry is None or was.deleted or entry.users or entry.struck:
            return
        there = told.link.partition("|")[0]
        only = all(link.partition("|")[0] == there for _, link in entry.links)
        if only and entry.words != told.words:
            entry.words, entry.changed = told.words, True
        _add_link(entry, told)

    def _add(self, told: Told) -> _Entry:
        record = LineRecord(
            id=told.id,
            path=self.path,
            digest="",
            kind=LineKind.KEY_FACT,
            source_id=told.source_id,
            section=told.section,
            anchor=told.anchor,
        )
        entry = _Entry(
            id=told.id,
            words=told.words,
            section=told.section,
            links=[(told.day, told.link)],
            passage=told.passage,
            record=record,
            changed=True,
        )
        self.entries.append(entry)
        return entry

    def _comparable(self) -> list[_Entry]:
        return [e for e in self.entries if not e.struck]

    def _ordered(self, entry: _Entry, told: Told) -> Relation:
        older, newer = (entry.words, told.words) if entry.day <= told.day else (told.words, entry.words)
        return compare(older, newer, apart=entry.day != told.day)

    def _question(self, other: _Entry, entry: _Entry) -> None:
        """Ask whether the older of two lines is superseded, where they contradict each other."""
        older, newer = (entry, other) if entry.day < other.day else (other, entry)
        if compare(older.words, newer.words, apart=older.day != newer.day) is not Relation.CONTRADICTS:
            return
        key, reverse = stable_id(older.id, newer.id, "supersede"), stable_id(newer.id, older.id, "supersede")
        turned = self._questions.get(reverse) or self.asks.get(reverse)
        if turned is not None and turned.state is AskState.PROPOSED:
            self._questions[reverse] = replace(turned, state=AskState.WITHDRAWN, at="")
        known = self.asks.get(key)
        if known is not None and known.state is not AskState.WITHDRAWN:
            return
        said = (
            f"{wikilink(self.path, self.name, shared=self.shared)}: strike “{escape_inline(older.words)}” {self._shown(older)}"
            f" for “{escape_inline(newer.words)}” {self._shown(newer)}"
        )
        assert newer.record is not None
        self._questions[key] = ProposalRecord(
            id=key,
            ask=Ask.SUPERSEDE,
            state=AskState.PROPOSED,
            entity_id=self.entity_id,
            said=" ".join(said.split()),
            source_id=newer.record.source_id,
            old=older.id,
            new=newer.id,
        )

    def _shown(self, entry: _Entry) -> str:
        """Where a person reads what a line rests on: its passage, else the notes that it links."""
        passage = entry.passage or (self.passage(entry.record) if entry.record else "")
        return passage or " ".join(link for _, link in entry.links[:1])

    # -- the lines

    def _bound_states(self) -> None:
        states = [e for e in self.entries if e.section == STATUS and not e.users and e.record is not None]
        for entry in sorted(states, key=lambda e: (not e.struck, e.day), reverse=True)[_STATES:]:
            if entry.line is None or (entry.record and is_untouched(entry.line, entry.record)):
                entry.section, entry.changed = KEY_FACTS, True

    def _bound_facts(self) -> None:
        """What was struck, then what is oldest, folds beyond the limit; what a person wrote or touched stays where it is."""
        for title in (KEY_FACTS, DECISIONS):
            ours = [e for e in self.entries if e.section == title and e.record is not None and (e.links or e.struck)]
            ours.sort(key=lambda e: (not e.struck, e.day), reverse=True)
            for rank, entry in enumerate(ours):
                free = not entry.users and not entry.rooted
                as_read = entry.line is None or (entry.record is not None and is_untouched(entry.line, entry.record))
                entry.folds = rank >= self.limit if free and as_read else entry.folded
                if not entry.changed:
                    entry.folds |= entry.folded
                    entry.changed = entry.kept = entry.folds and not entry.folded

    def _line(self, entry: _Entry) -> str:
        if entry.struck or entry.kept:
            return (entry.line or "").removeprefix("> ")
        links = " ".join(link for _, link in entry.links)
        return f"- {escape_inline(entry.words)} {links} ^{entry.id}"

    def _insertion(self, line: str, record: LineRecord, rank: int, *, folded: bool = False) -> InsertLine:
        return InsertLine(
            path=self.path,
            section=record.section,
            line=f"> {line}" if folded else line,
            record=record,
            place="dated",
            rank=rank,
            template=self.template,
            opener=_FOLDED if folded else "",
        )


def strike(line: str, superseded_by: str) -> str:
    """A page's line struck out, with what it was superseded by; its own sources stay on it."""
    found = _LINE.match(line)
    if not found or found["words"].startswith("~~"):
        return line
    block = re.search(r"\s\^mb-\w+\s*\Z", line)
    words = found["words"].strip().replace("~~", r"\~\~")
    folded = "> " if line.startswith("> ") else ""
    return f"{folded}- ~~{words}~~{found['links']} superseded {superseded_by}{block[0].rstrip() if block else ''}"


def newest_link(line: str) -> str:
    """The first of the dated links of a page's line; empty where it has none."""
    found = _DATED_LINK.search(line)
    return found[0] if found else ""


def plain_words(line: str) -> str:
    """What a reader sees of a note's or page's line, without list mark, passage, dated links and block id."""
    bare = _PASSAGE.sub("", re.sub(r"\s\^mb-\w+\s*\Z", "", line))
    found = _LINE.match(bare)
    return unescape(_LINK.sub(r"\1", found["words"] if found else bare)).strip()


def passage_link(line: str) -> str:
    """The link to the passage that a note's line ends in; empty where there is none."""
    found = _PASSAGE.search(re.sub(r"\s\^mb-\w+\s*\Z", "", line))
    return found[0].strip() if found else ""


def tells_state(words: str) -> bool:
    """Whether a statement says how an account or project stands, rather than what it is."""
    return _STATE.search(words) is not None


def _read_entries(page: Note, known: Mapping[str, LineRecord]) -> Iterator[_Entry]:
    """The statements that stand on a page, the user's own lines of its sections among them."""
    at = locate_lines(page, (r for r in known.values() if not r.deleted))
    for line_id, number in at.items():
        line, record = page.lines[number].text, known[line_id]
        users = record.owned or not is_same(line, record)
        yield _entry(line, line_id, record.section, record=record, users=users, rooted=has_children(page, number))
    for title in (STATUS, KEY_FACTS, DECISIONS):
        section = find_section(page, title)
        for number in range(section.start, section.end) if section else ():
            standing = page.lines[number]
            if standing.plain and number not in at.values() and _LINE.match(standing.text):
                yield _entry(standing.text, "", title, record=None, users=True)


def _entry(
    line: str, line_id: str, section: str, *, record: LineRecord | None, users: bool, rooted: bool = False
) -> _Entry:
    found = _LINE.match(line)
    words = unescape(_LINK.sub(r"\1", found["words"] if found else line)).strip()
    links = [(m[1], m[0]) for m in _DATED_LINK.finditer(found["links"])] if found else []
    struck = words.startswith("~~")
    return _Entry(
        id=line_id,
        words=words,
        section=section,
        links=links,
        record=record,
        line=line,
        struck=struck,
        users=users,
        stood=max((day for day, _ in links), default=""),
        rooted=rooted,
        folded=line.startswith("> "),
        folds=line.startswith("> "),
    )


def _join(entry: _Entry, told: Told) -> None:
    """A restatement: its source joins the line, its words do where they say more."""
    if says_more(told.words, entry.words):
        entry.words, entry.changed, entry.passage = told.words, True, told.passage
    if told.section == STATUS and entry.section == KEY_FACTS:
        entry.section, entry.changed = STATUS, True  # it was an older state, and holds again
    _add_link(entry, told)


def _add_link(entry: _Entry, told: Told) -> None:
    if all(link != told.link for _, link in entry.links):
        there = told.link.partition("|")[0]
        others = [each for each in entry.links if each[1].partition("|")[0] != there]
        entry.links = sorted([*others, (told.day, told.link)], key=lambda dated: dated[0], reverse=True)
        entry.changed = True
