"""An entity's page: made when it is accepted, and a line on it for each note that concerns it."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

import msgspec

from minutebook.flow.outputs.filing import entity_folder
from minutebook.flow.outputs.links import wikilink
from minutebook.flow.outputs.note import Note, Written
from minutebook.flow.outputs.query import entity_query
from minutebook.model.change import Append, Change, InsertLine, NewFile, RemoveLine, ReplaceLine, SetField
from minutebook.model.entity import Entity, EntityType, Me
from minutebook.model.extraction import Extraction, Fact
from minutebook.model.links import Links, Resolved
from minutebook.model.record import EntityRecord, LineKind, LineRecord
from minutebook.settings import Folders
from minutebook.text.escape import escape_inline, escape_title, unescape
from minutebook.text.ids import stable_id
from minutebook.vault.frontmatter import Value, format_fields
from minutebook.vault.machine import is_untouched, locate_lines
from minutebook.vault.meaning import line_digest
from minutebook.vault.note import read_note

KEY_FACTS = "Key Facts"
OPEN_ITEMS = "Open Items"
CONTEXT = "Recent Context"
EARLIER = "Earlier Context"
PAGE_SECTIONS = (KEY_FACTS, OPEN_ITEMS, CONTEXT, EARLIER)
_FOLDED = "> [!note]- Earlier"

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-ÞА-Я0-9])")
_LEAD_IN = re.compile(r"\A\w+: ")
_DATED_LINK = re.compile(r"\[\[[^\]]*\|(\d{4}-\d{2}-\d{2})\]\]")
_CONTEXT_DATE = re.compile(r"(?:> )?- \[\[[^\]]*\|(\d{4}-\d{2}-\d{2})\]\]")


def concerned(links: Links, me: Me) -> tuple[Resolved, ...]:
    """The accepted entities whose pages a source concerns: its subject, those present, those talked about; never the owner."""
    extraction = links.extraction
    names = [extraction.subject.name] if extraction.subject else []
    names += [p.name for p in extraction.participants if p.name and p.present]
    names += [m.name for m in extraction.mentioned]
    names += [name for fact in extraction.facts for name in fact.about]
    mine = {name.casefold() for name in (me.name, *me.aliases) if name}
    by_name = {r.name: r for r in links.resolved if r.path and r.name.casefold() not in mine}
    found = [by_name[name] for name in dict.fromkeys(names) if name in by_name]
    return tuple({r.entity_id: r for r in reversed(found)}.values())[::-1]


def page_changes(
    entity: Resolved,
    extraction: Extraction,
    note: Note,
    text: str,
    records: Iterable[LineRecord],
    *,
    limit: int,
    shared: Collection[str] = (),
) -> tuple[Change, ...]:
    """The changes of one entity's page (``text`` and ``records`` as read) that a note brings: a line of context, facts, the date."""
    assert entity.path is not None
    known = {record.id: record for record in records if record.digest}
    page = read_note(text)
    lines = {line_id: page.lines[n].text for line_id, n in locate_lines(page, known.values()).items()}
    day = extraction.date.isoformat()
    link = wikilink(note.path, day, shared=shared)
    context = context_line(
        entity.entity_id, entity.path, note.source_id, link, escape_inline(sentence_about(extraction, entity.name))
    )
    changes = list(_put_context(context, known, lines, limit))
    for fact in extraction.facts:
        if entity.name in fact.about and escape_inline(fact.text):
            changes += _put_fact(_fact_line(entity, fact, note.source_id, link), day, known, lines)
    if meets(extraction, entity):
        changes.append(SetField(path=entity.path, key="last_contact", value=extraction.date, keep="newest"))
    return tuple(changes)


def meets(extraction: Extraction, entity: Resolved) -> bool:
    """Whether the source is a contact with the entity: a person present, or the account or person that it is about."""
    if entity.type not in {EntityType.PERSON, EntityType.ACCOUNT}:
        return False
    present = {p.name for p in extraction.participants if p.present}
    return entity.name in present or (extraction.subject is not None and extraction.subject.name == entity.name)


def sentence_about(extraction: Extraction, name: str) -> str:
    """What a page says of a source in one sentence: see ``pick_sentence``; the title where nothing was summed up."""
    items = [item.text for item in (*extraction.decisions, *extraction.facts)]
    return pick_sentence(extraction.summary, items, name) or extraction.title


def pick_sentence(summary: str, items: Iterable[str], name: str) -> str:
    """The sentence that says most of an entity.

    That is one that names it, by its whole name or first word, and says something besides: of the summary, else of the
    decisions and facts; else any of the summary that names it. Of a list of clauses only those that name it
    are kept. Where nothing names it: the first that says something.
    """
    sentences = [s for s in _SENTENCE_END.split(" ".join(summary.split())) if s]
    parts = dict.fromkeys([name, *name.split(maxsplit=1)[:1]])
    patterns = [re.compile(rf"(?<!\w){re.escape(part)}(?!\w)") for part in parts]
    naming = [(_keep_clauses(s, named), named) for named in patterns for s in sentences if named.search(s)]
    listed = list(items)
    others = [(s, named) for named in patterns for s in listed if named.search(s)]
    telling = (s for s, named in (*naming, *others) if len(named.sub("", s).split()) >= _TELLING)
    whole = (s for s in (*sentences, *listed) if len(s.split()) > 2 * _TELLING)
    found = next(telling, None) or next((s for s, _ in naming), None) or next(whole, None) or next(iter(sentences), "")
    return _shorten(found)


_TELLING = 3
"""Words beside the name from which on a sentence says something: shorter ones were "About X." and "X agreed." in notes of sample talks."""


_LONGEST = 240
"""Characters of a page's line: two lines of text in Obsidian's usual width."""


def _shorten(sentence: str) -> str:
    """The sentence, cut after a clause or else a word where it is too long."""
    if len(sentence) <= _LONGEST:
        return sentence
    cut = sentence[:_LONGEST]
    clauses, _, _ = cut.rpartition("; ")
    return f"{clauses}." if clauses else f"{cut.rpartition(' ')[0] or cut}…"


def _keep_clauses(sentence: str, named: re.Pattern[str]) -> str:
    """The clauses between semicolons that name somebody, without the word and colon that lead the list in."""
    clauses = sentence.rstrip(".").split("; ")
    if len(clauses) == 1:
        return sentence
    kept = "; ".join(_LEAD_IN.sub("", clause) for clause in clauses if named.search(clause))
    return kept[:1].upper() + kept[1:] + "."


def context_line(entity_id: str, path: str, source_id: str, link: str, sentence: str) -> Written:
    """The dated line of a page that leads back to a note; ``sentence`` is escaped."""
    line_id = stable_id(entity_id, source_id, "context")
    return _written(f"- {link} {sentence} ^{line_id}", LineKind.CONTEXT, line_id, path, source_id, CONTEXT)


def _fact_line(entity: Resolved, fact: Fact, source_id: str, link: str) -> Written:
    assert entity.path is not None
    line_id = stable_id(entity.entity_id, fact.id)
    line = f"- {escape_inline(fact.text)} {link} ^{line_id}"
    return _written(line, LineKind.KEY_FACT, line_id, entity.path, source_id, KEY_FACTS)


def _written(line: str, kind: LineKind, line_id: str, path: str, source_id: str, section: str) -> Written:
    digest = line_digest(line)
    return Written(
        line, LineRecord(id=line_id, path=path, digest=digest, kind=kind, source_id=source_id, section=section)
    )


def _put_context(new: Written, known: dict[str, LineRecord], lines: dict[str, str], limit: int) -> Iterator[Change]:
    was = known.get(new.record.id)
    if was:
        yield from _replace(new, was, lines.get(was.id))
        return
    standing = [
        (found[1], line_id)
        for line_id, line in lines.items()
        if known[line_id].kind is LineKind.CONTEXT
        and known[line_id].section == CONTEXT
        and (found := _CONTEXT_DATE.match(line))
    ]
    yield from place_contexts([new], sorted(standing), known, lines, limit)


def place_contexts(
    new: Iterable[Written],
    standing: Iterable[tuple[str, str]],
    known: dict[str, LineRecord],
    lines: dict[str, str],
    limit: int,
) -> Iterator[Change]:
    """Put lines among those that stand (date, id), newest first; beyond ``limit`` the oldest go to the folded section."""
    coming = {w.record.id: w for w in new}
    dated = [*standing, *((_date_of(w.line), line_id) for line_id, w in coming.items())]
    for rank, (_, line_id) in enumerate(sorted(dated, reverse=True)):
        folded = rank >= limit
        if line_id in coming:
            yield _insert_context(coming[line_id], folded=folded, rank=rank)
        elif folded and is_untouched(lines[line_id], known[line_id]) and not known[line_id].owned:
            moved = msgspec.structs.replace(known[line_id], section=EARLIER)
            yield RemoveLine(path=moved.path, was=known[line_id])
            yield _insert_context(Written(lines[line_id], moved), folded=True, rank=rank)


def _insert_context(written: Written, *, folded: bool, rank: int) -> InsertLine:
    record = msgspec.structs.replace(written.record, section=EARLIER) if folded else written.record
    return InsertLine(
        path=record.path,
        section=record.section,
        line=f"> {written.line}" if folded else written.line,
        record=record,
        place="first" if folded else "dated",
        rank=rank,
        template=PAGE_SECTIONS,
        opener=_FOLDED if folded else "",
    )


def _date_of(line: str) -> str:
    found = _CONTEXT_DATE.match(line)
    return found[1] if found else ""


def _put_fact(new: Written, day: str, known: dict[str, LineRecord], lines: dict[str, str]) -> Iterator[Change]:
    """A fact once: a restatement only brings the date of the line that states it up to date."""
    was = known.get(new.record.id)
    if was:
        yield from _replace(new, was, lines.get(was.id))
        return
    words = _fact_words(new.line)
    same = next(
        (i for i, line in lines.items() if known[i].kind is LineKind.KEY_FACT and _fact_words(line) == words), None
    )
    if same is None:
        if not any(r.kind is LineKind.KEY_FACT and r.deleted and r.digest == new.record.digest for r in known.values()):
            yield InsertLine(
                path=new.record.path, section=KEY_FACTS, line=new.line, record=new.record, template=PAGE_SECTIONS
            )
        return
    stated = _DATED_LINK.search(lines[same])
    if stated and stated[1] < day:
        renewed = _DATED_LINK.search(new.line)
        assert renewed is not None
        line = lines[same].replace(stated[0], renewed[0])
        record = msgspec.structs.replace(known[same], digest=line_digest(line))
        yield from _replace(Written(line, record), known[same], lines[same])


def _fact_words(line: str) -> tuple[str, ...]:
    """A fact's words without case, order and punctuation; its numbers are among them."""
    bare = _DATED_LINK.sub("", re.sub(r" \^mb-\w+\s*\Z", "", line))
    return tuple(sorted(re.findall(r"\w+", unescape(bare).casefold())))


def _replace(new: Written, was: LineRecord, line: str | None) -> Iterator[Change]:
    if line is None or was.deleted or was.owned or line == new.line or not is_untouched(line, was):
        return
    if was.section == EARLIER:
        folded = msgspec.structs.replace(new.record, section=EARLIER)
        new = Written(new.line if new.line.startswith("> ") else f"> {new.line}", folded)
    if line != new.line:
        yield ReplaceLine(path=was.path, was=was, line=new.line, record=new.record)


def new_page(
    entity: Entity,
    path: str,
    folders: Folders,
    *,
    last_contact: date | None = None,
    organisation_page: str | None = None,
    shared: Collection[str] = (),
) -> tuple[Change, ...]:
    """The changes that make an accepted entity's page, without lines about notes yet, and record the decision."""
    organisation = None
    if entity.organisation:
        organisation = (
            wikilink(organisation_page, entity.organisation, shared=shared)
            if organisation_page
            else escape_title(entity.organisation)
        )
    fields: tuple[tuple[str, Value], ...] = (
        ("id", entity.id),
        ("type", entity.type.value),
        ("title", " ".join(entity.name.split())),
        ("aliases", entity.aliases),
        ("email", entity.emails[0] if len(entity.emails) == 1 else entity.emails),
        ("organisation", organisation or ""),
        ("role", entity.role or ""),
        ("last_contact", last_contact or ""),
        ("partner", "true" if entity.partner else ""),
        ("tags", (f"type/{entity.type}",)),
    )
    head = format_fields(fields, flow={"aliases", "email", "tags"}).replace('partner: "true"', "partner: true")
    query = entity_query(entity.type, entity.name, entity_folder(path), folders)
    text = f"---\n{head}---\n\n# {escape_inline(entity.name)}\n\n## {OPEN_ITEMS}\n\n{query}\n"
    record = EntityRecord(
        id=entity.id,
        entity=entity.type,
        name=entity.name,
        state="accepted",
        aliases=entity.aliases,
        emails=entity.emails,
        organisation=entity.organisation,
        role=entity.role,
        partner=entity.partner,
    )
    return NewFile(path, text), Append(record)
