"""Whether a file is private: it says so itself, or lies where it says so."""

from msgspec.structs import replace

from minutebook.flow.adapt.adapter import Sample
from minutebook.flow.adapt.header import split_frontmatter
from minutebook.model.source import Source
from minutebook.text import patterns as re

_MAIL = re.compile(
    rb"^(?:X-(?:Minutebook-)?Private:[ \t]*(?:true|yes|1)|Sensitivity:[ \t]*(?:private|personal|company-confidential))[ \t]*\r?$",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = re.compile(rb"^(?:[\w-]+:[ \t].*\r?\n|From .*\r?\n)")


def find_private(sample: Sample) -> str:
    """Why a file is private, for the run log; empty where it does not say so. A mailbox is as private as its most private mail."""
    if sample.text is not None and sample.text.lstrip("\ufeff").startswith("---"):
        fields, _ = split_frontmatter(sample.text.lstrip("\ufeff").splitlines()[:500])
        if any(value.lower() in {"true", "yes"} for value in fields.get("private", ())):
            return "its frontmatter says private: true"
    if _HEAD.match(sample.data) and (said := _MAIL.search(sample.data)):
        return f"its header says {' '.join(said[0].decode('ascii', 'replace').split())}"
    return ""


def kept_private(path: str, sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Sources that lie in a folder called Private are private."""
    if not any(part.casefold() == "private" for part in path.split("/")[:-1]):
        return sources
    return tuple(replace(s, private=s.private or "it lay in a folder called Private") for s in sources)
