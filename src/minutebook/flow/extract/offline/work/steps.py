"""Several steps of one piece of work as one sentence."""

from minutebook.flow.extract.offline.talk.noun import is_person
from minutebook.flow.extract.offline.words.lexicon import Lexicon
from minutebook.flow.extract.offline.words.stems import stems_of
from minutebook.text import patterns as re

MOST_WORDS = 24


def join(parts: list[str], lexicon: Lexicon) -> str:
    """Steps joined by "and", each only where it says something that those before it do not."""
    joined = parts[0]
    verbs = {joined.partition(" ")[0].lower()}
    for part in parts[1:]:
        verb = part.partition(" ")[0].lower()
        new = stems_of(part, lexicon) - stems_of(joined, lexicon)
        if not new or verb in verbs or len(joined.split()) + len(part.split()) > MOST_WORDS:
            continue
        if _DO_IT.match(part) or (new <= stems_of(verb, lexicon) and _only_speak(joined, part, lexicon)):
            continue
        verbs.add(verb)
        if stems_of(joined, lexicon) <= stems_of(part, lexicon):
            joined = part
        else:
            joined = f"{joined} and {_without_said(part[:1].lower() + part[1:], joined)}"
    return joined


def _only_speak(joined: str, part: str, lexicon: Lexicon) -> bool:
    """Whether a step is to speak to whom the steps before it speak to: "let Ann know and talk to her"."""
    spoken = lexicon.speaking.match(part.lower())
    return spoken is not None and (lexicon.speaking.match(joined.lower()) or _LET_KNOW.match(joined)) is not None


def _without_said(part: str, joined: str) -> str:
    """A step whose person or thing the steps before it name, by the first name or with a pronoun."""
    for match in _NAMED.finditer(part):
        if match[0] in joined:
            again = match["name"].split()[0] if match["name"] else "them" if is_person(match[0].split()[-1]) else "it"
            return f"{part[: match.start()]}{again}{part[match.end() :]}"
    return part


def definite(phrase: str) -> str:
    return re.sub(
        r"^(?:(?:the|a|an|some|any|this|that|another|my|your|our|these|those) |(?P<whose>his|her|their|its) )",
        lambda match: match[0].lower() if match["whose"] else "the ",
        phrase,
        flags=re.IGNORECASE,
    )


_DO_IT = re.compile(r"do (?:it|that|this|them)\b", re.IGNORECASE)
_LET_KNOW = re.compile(r"let .* know\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+)|\bthe [a-z-]+ [a-z-]+(?=$|[,.]| (?:and|to|about|with|for|on|in|the|a|an)\b)"
)
