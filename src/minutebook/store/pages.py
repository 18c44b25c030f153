"""What a page says of its entity: the frontmatter of ours, and the habits of vaults that were there before."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from unicodedata import category

from minutebook.model.entity import Entity, EntityType
from minutebook.settings import Folders
from minutebook.text import patterns as re
from minutebook.text.filenames import safe_stem
from minutebook.text.ids import stable_id
from minutebook.text.names import SUFFIXES, fold, lexicon
from minutebook.vault.properties import Properties

_LINK = re.compile(r"\[\[([^\]|#]*)(?:#[^\]|]*)?(?:\|([^\]]*))?\]\]")
_TYPES = {
    "person": EntityType.PERSON,
    "account": EntityType.ACCOUNT,
    "customer": EntityType.ACCOUNT,
    "partner": EntityType.ACCOUNT,
    "project": EntityType.PROJECT,
    "forum": EntityType.FORUM,
}
_NOTES_TOO = frozenset({"customer", "partner"})
"""Types that a page may state, and a note of a meeting with one: that one has a source."""
_PERSON_TAGS = frozenset("person people contact contacts".split())
_KEYS: Mapping[str, tuple[str, ...]] = {
    "aliases": ("aliases", "alias", "nickname"),
    "email": ("email", "emails", "e-mail", "mail"),
    "organisation": ("organisation", "organization", "company", "employer", "org"),
    "role": ("role", "job", "position", "job title", "jobtitle"),
}
"""Under which properties, in whatever case, a vault may keep what is known of somebody."""
_INLINE = re.compile(
    rf"^[ \t]*(?:[-*+] )?[*_]*(?P<key>{'|'.join(sorted({k for keys in _KEYS.values() for k in keys}, key=len, reverse=True))})[*_]*::[ \t]*(?P<value>\S.*?)[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
"""A field of the Dataview plugin on a line of its own."""
_GENERIC = frozenset({"readme", "index"})
_TEMPLATES = frozenset({"template", "templates"})
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
_ORNAMENTS = frozenset("@#~*_ \ufe0f\u200d")
"""What people put before a name, beside emoji, so that it stands together or is found."""


_NOTES = frozenset("people customer partners projects rob journal travel".split())
"""Types that a note of ours has: one that lies in an entity's folder is no page."""


def read_page(path: str, properties: Properties, folders: Folders, text: str = "") -> Entity | None:
    """The entity whose page this is, by its frontmatter's ``type``, else by its place or tags; None for any other note.

    ``text``: for what it says in fields of its own lines.
    """
    said = {key.lower(): value for key, value in properties.items()}
    where, declared = PurePosixPath(path), one(said.get("type")).lower()
    if declared in _NOTES_TOO and said.get("source"):
        return None
    kind = _TYPES.get(declared) or (None if declared in _NOTES else _placed(where, said, folders))
    if kind is None or _is_template(where):
        return None
    for field in _INLINE.finditer(text):
        said.setdefault(field["key"].lower(), field["value"])
    stem = where.parent.name if where.stem.casefold() in _GENERIC else where.stem
    person = kind is EntityType.PERSON
    called = _personal(stem) if person else stem
    title = plain(one(said.get("name")) or one(said.get("title")))
    job = title if person and "name" not in said and _is_job(title, called) else ""
    name = called if job or not title else _personal(title) if person else title
    aliases = (*_values(said, "aliases", split=True), *(_renamed(stem, name) if called != name else ()))
    return Entity(
        id=one(said.get("id")) or stable_id("entity", kind, name.casefold()),
        type=kind,
        name=name,
        aliases=tuple(dict.fromkeys(a for a in aliases if a != name)),
        emails=tuple(dict.fromkeys(e.lower() for e in _values(said, "email", split=True) if "@" in e)),
        organisation=next(iter(_values(said, "organisation")), None),
        role=next(iter(_values(said, "role")), None) or job or None,
        path=path,
        partner=declared == "partner" or one(said.get("partner")).lower() == "true",
    )


def plain(value: str) -> str:
    """A property's words: a link's alias, else the last part of its path, else the text itself."""
    found = _LINK.fullmatch(value.strip())
    if not found:
        return value.strip()
    return (found[2] or PurePosixPath(found[1]).name.removesuffix(".md")).strip()


def one(value: str | tuple[str, ...] | None) -> str:
    return value if isinstance(value, str) else (value[0] if value else "")


def many(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return tuple(v.strip() for v in ((value,) if isinstance(value, str) else value or ()) if v.strip())


def _values(said: Mapping[str, str | tuple[str, ...]], wanted: str, *, split: bool = False) -> tuple[str, ...]:
    """What stands under any property of this meaning; ``split``: a text is a list with commas."""
    found = [value for key in _KEYS[wanted] for value in many(said.get(key))]
    if split:
        found = [part.strip() for value in found for part in value.split(",") if part.strip()]
    return tuple(map(plain, found))


def _placed(where: PurePosixPath, said: Mapping[str, str | tuple[str, ...]], folders: Folders) -> EntityType | None:
    """The kind that a page's place gives.

    ``People/Name/Name.md``, ``People/Name/README.md`` and ``People/Name.md`` are pages; deeper down what has its folder's name, and a
    person where a tag or a property says so; elsewhere a person's name with the tag.
    """
    tags = {
        part
        for tag in many(said.get("tags")) + many(said.get("tag"))
        for part in re.split(r"[/,\s]+", tag.lower().lstrip("#"))
    }
    for folder, kind in (
        (folders.people, EntityType.PERSON),
        (folders.accounts, EntityType.ACCOUNT),
        (folders.projects, EntityType.PROJECT),
        (folders.forums, EntityType.FORUM),
    ):
        base = PurePosixPath(folder)
        if base not in where.parents:
            continue
        inside, stem = where.relative_to(base).parts, where.stem.casefold()
        if len(inside) == 1:
            return None if stem in {*_GENERIC, base.name.casefold()} else kind
        if stem == where.parent.name.casefold() or (len(inside) == 2 and stem in _GENERIC):
            return kind
        known = any(_values(said, key) for key in ("aliases", "email", "role"))
        told = kind is EntityType.PERSON and not _DATED.search(stem) and (known or tags & _PERSON_TAGS)
        return kind if told and stem not in _GENERIC else None
    names = _personal(where.stem).split()
    tagged = tags & _PERSON_TAGS and 1 < len(names) < 5 and lexicon().is_name(fold(names[0]))
    return EntityType.PERSON if tagged else None


def _is_template(where: PurePosixPath) -> bool:
    return where.stem.startswith("_") or any(p.strip("_ ").casefold() in _TEMPLATES for p in where.parts[:-1])


def _personal(text: str) -> str:
    """A person's name as people say it: without ornaments, the given name first ("@Rao, Chitra" is "Chitra Rao")."""
    kept = [n for n, c in enumerate(text) if c not in _ORNAMENTS and category(c) not in {"So", "Sk"}]
    bare = text[kept[0] : kept[-1] + 1] if kept else text
    last, comma, first = bare.partition(", ")
    if comma and "," not in first and first.casefold().rstrip(".") not in SUFFIXES and len(last.split()) < 4:
        return f"{first} {last}"
    return bare


def _is_job(title: str, name: str) -> bool:
    """Whether a person's ``title`` is what they do, not what they are called."""
    said, called = set(fold(title).split()), fold(name).split()
    return len(called) > 1 and bool(said) and not said & set(called) and not any(map(lexicon().is_name, said))


def _renamed(stem: str, name: str) -> Iterator[str]:
    """What a page's file is called, where that is another name than its title: links call it so."""
    own, told = fold(stem), fold(name).rstrip(".")
    same = own in {*_GENERIC, told, fold(safe_stem(name))} or own.startswith(f"{told} (")
    if not same and any(c.isalpha() for c in stem):
        yield stem
